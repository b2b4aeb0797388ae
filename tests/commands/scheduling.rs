//! The commands on rollbacks, schedules, the scheduler and the workspace, as scripts see them.

use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::{
    ipack, json, run,
    support::{NOW, Workspace},
    text,
};

const ORDER: &str = "Order to Cash";

fn run_at(workspace: &Workspace, now: &str, args: &[&str]) -> Output {
    ipack(workspace).args(args).env("IPACK_TEST_NOW", now).output().expect("it runs")
}

fn said(output: &Output) -> (String, String) {
    (text(&output.stdout), text(&output.stderr))
}

fn json_at(workspace: &Workspace, now: &str, status: i32, args: &[&str]) -> Value {
    let output = run_at(workspace, now, &[args, &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(status), "{args:?}: {}", said(&output).1);
    serde_json::from_slice(&output.stdout).expect("json")
}

/// That a command ends with a status and these words, and changes nothing.
fn refuse(workspace: &Workspace, status: i32, words: &str, args: &[&str]) {
    let before = workspace.bytes();
    let output = run(workspace, args);
    let (out, err) = said(&output);
    assert_eq!((output.status.code(), out.as_str()), (Some(status), ""), "{args:?}: {err}");
    assert!(err.contains(words), "{args:?}: {err}");
    assert_eq!(workspace.bytes(), before, "{args:?}");
}

fn scheduled(date: &str) -> Workspace {
    let workspace = Workspace::small();
    json(&workspace, &["release", ORDER, "--on", date, "--yes"]);
    workspace
}

#[test]
fn a_rollback_is_a_release_of_what_an_earlier_one_carried() {
    let workspace = Workspace::small();
    let plan = json(&workspace, &["rollback", ORDER, "--now", "--dry-run", "--notes", "it's bad"]);
    assert_eq!(plan["number"], Value::Null);
    let command = plan["command"].as_str().expect("a command");
    assert_eq!(command, r#"ipack rollback "Order to Cash" --to 1 --now --notes "it's bad" --yes"#);
    let done = json(&workspace, &["rollback", ORDER, "--now", "--yes", "--notes", "it's bad"]);
    assert_eq!((&done["number"], &done["changes"], &done["command"]), (&json!(3), &plan["changes"], &plan["command"]));
    assert_eq!(done["changes"][0]["change"], "ROLLBACK");
    let history = json(&workspace, &["history", ORDER, "3"]);
    assert_eq!((&history[0]["kind"], &history[0]["rollbackTo"]), (&json!("ROLLBACK"), &json!(1)));
    assert_eq!(history[0]["notes"], "it's bad");
    refuse(&workspace, 3, "no earlier release to roll back to", &["rollback", ORDER, "--now", "--yes"]);
    // 1.1 was never held back by itself; 1.2 is packaged later and was not in the bad release.
    let pack = json(&workspace, &["pack", "show", ORDER]);
    assert_eq!(pack["components"][0]["pendingVersion"], "1.2");
}

#[test]
fn the_command_that_a_plan_prints_does_the_same() {
    for extra in
        [&["--to", "1"][..], &["--set", "Ledger Posting=2.1"], &["--keep", "Create Invoice", "--set", "ledger=2.1"]]
    {
        let workspace = Workspace::small();
        let plan = json(&workspace, &[&["rollback", ORDER, "--on", "2026-12-01", "--dry-run"], extra].concat());
        let command = plan["command"].as_str().expect("a command");
        let script = command.replacen("ipack", r#""$IPACK" --state-dir "$DIR" --format json"#, 1);
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).env("IPACK", env!("CARGO_BIN_EXE_ipack")).env("DIR", workspace.path());
        let output = shell.env("IPACK_TEST_NOW", NOW).stdin(Stdio::null()).output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{command}: {}", said(&output).1);
        let done: Value = serde_json::from_slice(&output.stdout).expect("json");
        assert_eq!((&done["changes"], &done["command"]), (&plan["changes"], &plan["command"]));
        assert_eq!(done["scheduledRelease"]["kind"], "ROLLBACK");
        assert_eq!(done["scheduledRelease"]["releaseOnDate"], "2026-12-01");
    }
}

#[test]
fn a_rollback_that_can_not_be_is_refused() {
    let workspace = Workspace::small();
    refuse(&workspace, 2, "say when to roll back", &["rollback", ORDER]);
    refuse(&workspace, 2, "needs a confirmation", &["rollback", ORDER, "--now"]);
    refuse(&workspace, 4, "has no release #9", &["rollback", ORDER, "--to", "9", "--now", "--yes"]);
    refuse(&workspace, 4, "has no release #0", &["rollback", ORDER, "--to", "0", "--now", "--yes"]);
    refuse(&workspace, 3, "nothing to release", &["rollback", ORDER, "--to", "2", "--now", "--yes"]);
    refuse(&workspace, 3, "was never released", &["rollback", "Returns", "--now", "--yes"]);
    refuse(&workspace, 4, "there is no integration pack", &["rollback", "Nowhere", "--now", "--yes"]);
    refuse(&workspace, 2, "is not a date", &["rollback", ORDER, "--on", "2026-02-30", "--yes"]);
    refuse(&workspace, 3, "is not after today", &["rollback", ORDER, "--on", "2026-11-21", "--yes"]);
}

#[test]
fn releases_are_compared() {
    let workspace = Workspace::small();
    let both = json(&workspace, &["diff", ORDER, "1", "2"]);
    assert_eq!((&both["name"], &both["from"], &both["to"]), (&json!(ORDER), &json!(1), &json!(2)));
    let first = &both["changes"][0];
    assert_eq!((&first["from"], &first["to"], &first["change"]), (&json!("1.0"), &json!("1.1"), &json!("UPGRADE")));
    assert_eq!(both["changes"].as_array().map(Vec::len), Some(3), "what stays is there too");
    let back = json(&workspace, &["diff", ORDER, "2", "1"]);
    assert_eq!(back["changes"][0]["change"], "ROLLBACK");
    let pending = json(&workspace, &["diff", ORDER]);
    assert_eq!((&pending["from"], &pending["to"]), (&json!(2), &Value::Null));
    assert_eq!(pending["changes"][0]["to"], "1.2");
    let (same, _) = said(&run(&workspace, &["diff", ORDER, "2", "2"]));
    assert_eq!(same, "Order to Cash: #2 and #2 carry the same\n");
    refuse(&workspace, 4, "has no release #7", &["diff", ORDER, "7"]);
    refuse(&workspace, 3, "was never released", &["diff", "Returns"]);
}

#[test]
fn a_scheduled_release_is_moved_changed_and_cancelled() {
    let workspace = scheduled("2026-12-01");
    let moved = json(&workspace, &["schedule", "move", ORDER, "--on", "2026-12-24", "--yes"]);
    assert_eq!(moved["scheduledRelease"]["releaseOnDate"], "2026-12-24");
    assert_eq!(moved["scheduledRelease"]["windowStart"], "2026-12-24T05:00:00Z");
    assert_eq!((&moved["ahead"], &moved["recalled"]), (&json!(0), &Value::Null));
    refuse(
        &workspace,
        3,
        "is scheduled for 2026-12-24 already",
        &["schedule", "move", ORDER, "--on", "2026-12-24", "--yes"],
    );
    refuse(&workspace, 3, "is not after today", &["schedule", "move", ORDER, "--on", "2026-11-21"]);
    refuse(&workspace, 2, "needs a confirmation", &["schedule", "move", ORDER, "--on", "2026-12-25"]);

    let changed =
        json(&workspace, &["schedule", "change", ORDER, "--keep", "Create Invoice", "--notes", "only one", "--yes"]);
    let carried: Vec<_> = changed["scheduledRelease"]["components"].as_array().expect("a list").iter().collect();
    assert_eq!(carried.iter().map(|c| &c["version"]).collect::<Vec<_>>(), ["1.1", "2.1", "3.0"]);
    refuse(&workspace, 3, "carries just that already", &["schedule", "change", ORDER, "--yes"]);
    refuse(&workspace, 3, "nothing to release", &["schedule", "change", ORDER, "--keep", "ledger", "--yes"]);
    refuse(&workspace, 3, "it is not shareable", &["schedule", "change", ORDER, "--set", "invoice=1.2-rc", "--yes"]);
    refuse(&workspace, 2, "needs a confirmation", &["schedule", "change", ORDER, "--set", "invoice=1.2"]);

    refuse(&workspace, 3, "nothing to recall", &["schedule", "cancel", ORDER, "--recall", "--yes"]);
    refuse(&workspace, 2, "needs a confirmation", &["schedule", "cancel", ORDER]);
    let cancelled = json(&workspace, &["schedule", "cancel", ORDER, "--reason", "not today", "--yes"]);
    assert_eq!((&cancelled["scheduledRelease"], &cancelled["ahead"]), (&Value::Null, &json!(0)));
    assert_eq!(json(&workspace, &["schedule", "list"]), json!([]));
    for verb in [&["move", ORDER, "--on", "+3d"][..], &["change", ORDER], &["cancel", ORDER]] {
        refuse(&workspace, 3, "has no scheduled release", &[&["schedule"], verb, &["--yes"]].concat());
    }
}

#[test]
fn whoever_applied_early_stays_ahead_or_is_recalled() {
    for recall in [false, true] {
        let workspace = scheduled("2026-12-01");
        workspace.engine().apply_pending(&"a1".into(), &[workspace.pack(ORDER)]).expect("applied");
        refuse(
            &workspace,
            3,
            "applied the scheduled release early",
            &["schedule", "change", ORDER, "--set", "invoice=1.0", "--yes"],
        );
        let args = ["schedule", "cancel", ORDER, "--yes", "--reason", "broken", "--recall"];
        let cancelled = json(&workspace, &args[..args.len() - usize::from(!recall)]);
        let expected = if recall { (json!(0), json!(3)) } else { (json!(1), Value::Null) };
        assert_eq!((&cancelled["ahead"], &cancelled["recalled"]), (&expected.0, &expected.1));
        let pack = json(&workspace, &["pack", "show", ORDER]);
        assert_eq!((&pack["ahead"], &pack["appliedEarly"]), (&expected.0, &json!(0)));
        // A rollback to the current release recalls as well, while anybody is ahead.
        let again = run(&workspace, &["rollback", ORDER, "--to", "2", "--now", "--yes"]);
        assert_eq!(again.status.code(), Some(if recall { 3 } else { 0 }));
    }
}

#[test]
fn a_tick_performs_what_is_due_and_says_what_is_left() {
    let workspace = scheduled("2026-12-01");
    let id = "19440978-ba6f";
    let early = json(&workspace, &["scheduler", "tick"]);
    assert_eq!(early, json!({"released": [], "blocked": [], "overdue": [], "next": "2026-12-01T05:00:00Z"}));
    let overdue = json_at(&workspace, "2026-12-02T05:00:00Z", 3, &["scheduler", "tick"]);
    let left = json!([{"id": id, "releaseOnDate": "2026-12-01"}]);
    assert_eq!(overdue, json!({"released": [], "blocked": [], "overdue": left, "next": null}));
    let late = json_at(&workspace, "2026-12-01T06:00:05Z", 0, &["scheduler", "tick"]);
    assert_eq!(late["released"], json!([{"id": id, "number": 3, "late": 5}]));
    let pack = json(&workspace, &["pack", "show", ORDER]);
    assert_eq!((&pack["currentRelease"]["number"], &pack["currentRelease"]["late"]), (&json!(3), &json!(5)));
    let journal =
        || workspace.bytes().into_iter().filter(|file| !file.0.ends_with("scheduler.ron")).collect::<Vec<_>>();
    let before = journal();
    let again = run_at(&workspace, "2026-12-01T05:00:00Z", &["scheduler", "tick"]);
    let behind = "ipack: the clock is 1 h behind the journal; what was performed is not repeated\n";
    assert_eq!((again.status.code(), said(&again)), (Some(0), (String::new(), behind.into())));
    let by_seconds = run_at(&workspace, "2026-12-01T05:59:15Z", &["scheduler", "tick"]);
    assert_eq!(said(&by_seconds), (String::new(), String::new()), "clocks differ by that, and cron mails what is said");
    assert_eq!(journal(), before, "nothing due, nothing written but that a scheduler looked");
}

#[test]
fn the_doctor_counts_the_windows_that_were_missed() {
    let workspace = scheduled("2026-12-01");
    let doctor = || said(&run_at(&workspace, "2026-12-01T06:00:05Z", &["doctor"])).0;
    assert!(doctor().contains("never ran; 1 release missed its window"), "{}", doctor());
    json(&workspace, &["release", "2b7c", "--on", "2026-12-01", "--yes"]);
    assert!(doctor().contains("never ran; 2 releases missed their windows"), "{}", doctor());
}

#[test]
fn the_workspace_is_shown_and_set() {
    let workspace = scheduled("2026-12-01");
    let shown = json(&workspace, &["workspace", "show"]);
    let dir = workspace.path().display().to_string();
    assert_eq!(
        shown,
        json!({"name": "Small", "schedulerTimeZone": "America/New_York", "lateReleases": "same-day", "deployment": "standard", "approvals": 0, "rollbackWithoutApproval": false, "requestDays": 7, "request": null, "demo": false, "stateDir": dir, "place": dir, "copy": null})
    );
    assert_eq!(json(&workspace, &["workspace", "set", "name", "Ours"])["name"], "Ours");
    assert_eq!(json(&workspace, &["workspace", "set", "late-releases", "ask"])["lateReleases"], "ask");
    let zone = run(&workspace, &["workspace", "set", "scheduler-time-zone", "Europe/Berlin"]);
    assert_eq!(said(&zone).1, "1 scheduled release keeps its time zone\n");
    assert_eq!(json(&workspace, &["schedule", "list"])[0]["timeZone"], "America/New_York");
    refuse(&workspace, 2, "is empty", &["workspace", "set", "name", " "]);
    refuse(&workspace, 2, "invalid value", &["workspace", "set", "late-releases", "never"]);
    refuse(&workspace, 2, "invalid value", &["workspace", "set", "scheduler-time-zone", "Mars/Olympus"]);
}

#[test]
fn everything_that_happened_is_told() {
    let workspace = scheduled("2026-12-01");
    json(&workspace, &["schedule", "move", ORDER, "--on", "2026-12-02", "--yes"]);
    json(&workspace, &["release", ORDER, "--now", "--set", "Create Invoice=1.0", "--yes", "--notes", "a fix"]);
    let kinds = |args: &[&str]| -> Vec<Value> {
        let told = json(&workspace, &[&["activity"], args].concat());
        told.as_array().expect("a list").iter().map(|one| one["kind"].clone()).collect()
    };
    assert_eq!(kinds(&["--since", "today"]), ["RELEASE", "SUPERSEDE", "MOVE", "SCHEDULE", "IMPORT"]);
    assert_eq!(kinds(&["--pack", "Returns"]), Vec::<Value>::new());
    assert_eq!(kinds(&["--pack", ORDER, "--since", "2026-04-02"]).len(), 5, "with what was imported");
    let told = json(&workspace, &["activity", "--pack", ORDER]);
    let newest = told[0].as_object().expect("an object");
    assert_eq!(newest.keys().collect::<Vec<_>>(), ["at", "by", "via", "kind", "integrationPackId", "name", "text"]);
    assert_eq!((&newest["via"], &newest["text"]), (&json!("CLI"), &json!("#3 released: a fix")));
    assert_eq!(told.as_array().expect("a list").last().expect("one")["via"], Value::Null, "imported");
    refuse(&workspace, 2, "is not a date", &["activity", "--since", "soon"]);
    refuse(&workspace, 4, "there is no integration pack", &["activity", "--pack", "Nowhere"]);
}
