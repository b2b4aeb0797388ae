//! The clock and the zone that the environment names.

use std::ffi::OsStr;

use super::*;

/// What a command answers and says aside, with these variables set.
fn with(workspace: &Workspace, variables: &[(&str, &str)], args: &[&str]) -> (String, String) {
    let output = ipack(workspace).args(args).envs(variables.iter().copied()).output().expect("it runs");
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn your_time_is_never_silently_another_zone() {
    let workspace = Workspace::small();
    let window = |zone: &str| with(&workspace, &[("TZ", zone)], &["schedule", "window", "--on", "2026-12-01"]);
    let berlin = window("Europe/Berlin");
    assert!(berlin.0.contains("CET (your time)") && berlin.1.is_empty(), "{berlin:?}");
    for zone in [":Europe/Berlin", "/usr/share/zoneinfo/right/Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3"] {
        assert_eq!(window(zone), berlin, "{zone}");
    }
    for zone in ["Mars/Olympus", "CET-1CEST,M4.5.0,M10.5.0/3"] {
        let (answer, aside) = window(zone);
        assert!(answer.contains("UTC") && !answer.contains("CET"), "{answer}");
        assert!(aside.starts_with(&format!("ipack: TZ={zone:?} ")), "{aside}");
        assert!(aside.contains("your times are told in UTC") && aside.lines().count() == 1, "{aside}");
        let (_, aside) = with(&workspace, &[("TZ", zone)], &["history", "Returns"]);
        assert_eq!(aside.matches("TZ=").count(), 1, "{aside}");
        let (_, aside) =
            with(&workspace, &[("TZ", zone)], &["schedule", "window", "--on", "2026-12-01", "--time-zone", "UTC"]);
        assert_eq!(aside.matches("TZ=").count(), 1, "{aside}");
        let (found, _) = with(&workspace, &[("TZ", zone)], &["doctor"]);
        assert!(found.contains("PROBLEM  time zones: ") && found.contains(&format!("hint: TZ={zone:?}")), "{found}");
        let (_, aside) = with(&workspace, &[("TZ", zone)], &["scheduler", "tick"]);
        assert_eq!(aside, "", "the scheduler tells nobody their time");
    }
}

#[test]
fn a_folder_of_the_environment_that_is_relative_counts_as_unset() {
    let workspace = Workspace::small();
    let found = |name: &str, value: &str| {
        let mut doctor = ipack(&workspace);
        let output = doctor.arg("doctor").env_remove("IPACK_STATE_DIR").env(name, value).output().expect("it runs");
        text(&output.stdout)
    };
    let unset = found("XDG_DATA_HOME", "");
    assert!(unset.contains("/home/"), "{unset}");
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        assert_eq!(found(name, "of/mine"), unset, "{name}");
    }
}

#[test]
fn one_date_that_its_zone_has_lost_is_told_and_the_others_are_listed() {
    let workspace = Workspace::small();
    for pack in ["Order to Cash", "Returns"] {
        let args = ["release", pack, "--on", "2026-12-01", "--yes"];
        assert!(run(&workspace, &args).status.success());
    }
    // No command does it: a table of zones that learned better since would.
    let lost = Event::ScheduleMoved {
        pack: workspace.pack("Returns"),
        release_on_date: "2011-12-30".parse().expect("a date"),
        time_zone: tz("Pacific/Apia"),
    };
    let mut store = Store::open(&workspace.path()).expect("a store");
    let author = Author { by: "admin@desk".into(), via: Via::Cli, now: instant(NOW) };
    store.commit(&author, |_, _| Ok::<_, StoreError>((vec![lost.clone()], ()))).expect("moved");

    let said = transcript(&workspace, &[&["schedule", "list"], &["pack", "show", "Returns"], &["scheduler", "tick"]]);
    assert!(said.contains("OVERDUE: Pacific/Apia has no 2011-12-30"), "{said}");
    assert!(said.contains("Order to Cash") && said.contains("Returns is overdue since "), "{said}");
    let listed = json(&workspace, &["schedule", "list"]);
    assert_eq!((&listed[0]["name"], &listed[0]["windowStart"]), (&"Returns".into(), &Value::Null));
    assert_eq!(listed[1]["name"], "Order to Cash");
    let mut screens = workspace.screens(120, 36);
    let drawn = screens.press("2").screen();
    assert!(drawn.contains("Pacific/Apia has no 2011-12-30") && drawn.contains("Order to Cash"), "{drawn}");
    assert!(run(&workspace, &["schedule", "move", "Returns", "--on", "2026-12-02", "--yes"]).status.success());
}

/// What a desk does in a day, told that it goes well.
fn a_day(workspace: &Workspace, now: &str) {
    let commands: [&[&str]; 9] = [
        &["component", "create", "C"],
        &["component", "package", "C", "--version", "1.0", "--shareable"],
        &["pack", "create", "P"],
        &["pack", "add", "P", "C"],
        &["release", "P", "--now", "--yes"],
        &["history", "P"],
        &["schedule", "list"],
        &["activity"],
        &["check"],
    ];
    for args in commands {
        let output = ipack(workspace).args(args).env("IPACK_TEST_NOW", now).output().expect("it runs");
        assert!(output.status.success(), "{now} {args:?}: {}", text(&output.stderr));
    }
    let exported = ipack(workspace).args(["export", "--out", "all"]).output().expect("it runs");
    assert!(exported.status.success(), "{now}: {}", text(&exported.stderr));
}

#[test]
fn a_day_before_1970_and_at_the_edges_of_the_years_is_a_day_like_any_other() {
    for now in ["1969-12-31T23:59:59Z", "1901-01-01T00:00:00Z", "0001-01-02T00:00:00Z", "9998-12-31T23:59:59Z"] {
        a_day(&Workspace::empty(), now);
        let workspace = Workspace::empty();
        let mut demo = ipack(&workspace);
        let output = demo.args(["--demo", "pack", "list"]).env("IPACK_TEST_NOW", now).output().expect("it runs");
        assert!(output.status.success(), "{now}: {}", text(&output.stderr));
    }
}

/// F9: one commit under a clock that was years ahead.
#[test]
fn after_a_clock_that_was_wrong_dates_and_order_are_right() {
    let workspace = Workspace::small();
    let at = |now: &str, args: &[&str]| {
        let output = ipack(&workspace).args(args).env("IPACK_TEST_NOW", now).output().expect("it runs");
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
        text(&output.stdout)
    };
    at("2099-01-01T00:00:00Z", &["release", "Order to Cash", "--now", "--yes"]);
    at(NOW, &["component", "package", "Create Invoice", "--version", "9.9", "--shareable"]);
    at(NOW, &["release", "Order to Cash", "--now", "--yes"]);
    at(NOW, &["release", "Returns", "--on", "tomorrow", "--yes"]);
    assert!(at(NOW, &["doctor"]).contains("stamped 1 Jan 2099"));
    assert!(at("2026-11-22T05:10:00Z", &["scheduler", "tick"]).contains("Returns #1 is released"));
    let history: Value =
        serde_json::from_str(&at(NOW, &["history", "Order to Cash", "--format", "json"])).expect("json");
    let numbers: Vec<u64> =
        history.as_array().expect("a list").iter().filter_map(|one| one["number"].as_u64()).collect();
    assert_eq!(numbers, [4, 3, 2, 1], "the newest first");

    at(NOW, &["export", "--out", "here"]);
    let here = workspace.path().with_file_name("here");
    let other = Workspace::empty();
    for args in [[OsStr::new("import"), here.as_os_str()].as_slice(), &["export", "--out", "there"].map(OsStr::new)] {
        let output = ipack(&other).args(args).output().expect("it runs");
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    }
    let documents = |dir: PathBuf| {
        let files = std::fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path());
        let read = |path: PathBuf| (path.file_name().map(OsStr::to_owned), std::fs::read(&path).expect("a document"));
        files.map(read).collect::<std::collections::BTreeMap<_, _>>()
    };
    assert!(documents(here) == documents(other.path().with_file_name("there")), "the same bytes");
}
