//! The clock and the zone that the environment names.

use super::*;

/// What a command answers and says aside, with these variables set.
fn with(workspace: &Workspace, variables: &[(&str, &str)], args: &[&str]) -> (String, String) {
    let output = ipack(workspace).args(args).envs(variables.iter().copied()).output().expect("it runs");
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn your_time_is_never_silently_another_zone() {
    let workspace = small();
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
    let workspace = small();
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
