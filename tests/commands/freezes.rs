//! `ipack freeze`, `schedule override` and `--override-freeze`, as scripts see them.

use std::process::Output;

use serde_json::{Value, json};

use crate::{
    ipack, json, run,
    support::{Workspace, write},
    text,
};

const ORDER: &str = "Order to Cash";
const FREEZE: [&str; 8] =
    ["freeze", "add", "Year end", "--from", "2026-12-24", "--to", "2027-01-03", "--reason=Nobody"];
/// A freeze on some days of the week, for one pack and what a group gets.
const WEEKENDS: [&str; 11] =
    ["freeze", "add", "Weekends", "--from", "today", "--weekdays", "sat,sun", "--pack", ORDER, "--group", "Europe"];

fn said(output: &Output) -> (Option<i32>, String, String) {
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn refused(workspace: &Workspace, args: &[&str]) -> (Option<i32>, String) {
    let before = workspace.bytes();
    let (status, out, err) = said(&run(workspace, args));
    assert_eq!(out, "", "{args:?}");
    assert_eq!(workspace.bytes(), before, "{args:?} has changed something");
    (status, err)
}

fn frozen() -> Workspace {
    let workspace = Workspace::small();
    json(&workspace, &FREEZE);
    workspace
}

#[test]
fn a_frozen_date_is_refused_with_the_way_out() {
    let workspace = frozen();
    let (status, err) = refused(&workspace, &["release", ORDER, "--on", "2026-12-28", "--yes"]);
    assert_eq!(status, Some(3), "{err}");
    assert!(err.contains("Order to Cash can't be released on Mon 28 Dec 2026: frozen by Year end, set by "), "{err}");
    assert!(err.contains(", through Sun 3 Jan 2027\n"), "{err}");
    assert!(
        err.contains(
            "hint: the first free date is Mon 4 Jan 2027; or override the freeze with --override-freeze REASON"
        ),
        "{err}"
    );
    let (status, err) = refused(&workspace, &["rollback", ORDER, "--on", "2026-12-28", "--yes"]);
    assert_eq!(status, Some(3), "{err}");
    let (status, err) = refused(&workspace, &["release", ORDER, "--on", "2026-12-28", "--dry-run"]);
    assert_eq!(status, Some(3), "{err}");
    let (status, err) =
        refused(&workspace, &["release", ORDER, "--on", "2026-12-28", "--override-freeze", " ", "--yes"]);
    assert_eq!(status, Some(2), "{err}");
    assert!(err.contains("an override needs a reason"), "{err}");
}

#[test]
fn an_override_is_told_kept_in_plans_and_in_every_output() {
    let workspace = frozen();
    let release = ["release", ORDER, "--on", "2026-12-28", "--override-freeze", "A fix"];
    let (status, out, _) = said(&run(&workspace, &[&release[..], &["--dry-run"]].concat()));
    assert!(status == Some(0) && out.contains("! It overrides Year end: A fix\n"), "{out}");
    let path = workspace.path().with_extension("plan");
    let file = path.to_str().expect("a path");
    json(&workspace, &[&release[..], &["--dry-run", "--plan-out", file]].concat());
    json(&workspace, &["apply", file, "--yes"]);
    let scheduled = json(&workspace, &["schedule", "list"]);
    let overrides = &scheduled[0]["override"];
    assert_eq!((&overrides["freezes"][0]["name"], &overrides["reason"]), (&json!("Year end"), &json!("A fix")));
    assert_eq!(json(&workspace, &["pack", "show", ORDER])["scheduledRelease"]["override"], *overrides);
    json(&workspace, &["freeze", "add", "Now", "--from", "today", "--to", "today"]);
    let done = json(&workspace, &["release", ORDER, "--now", "--override-freeze", "Sooner", "--yes"]);
    assert_eq!(done["override"]["reason"], "Sooner");
    let history = json(&workspace, &["history", ORDER]);
    assert_eq!((&history[0]["override"], &history[1]["override"]), (&done["override"], &Value::Null));
    let (_, out, _) = said(&run(&workspace, &["history", ORDER, "3"]));
    assert!(out.contains("overrides Now: Sooner"), "{out}");
}

#[test]
fn a_freeze_over_what_is_scheduled_says_what_it_catches() {
    let workspace = Workspace::small();
    json(&workspace, &["release", ORDER, "--on", "2026-12-28", "--yes"]);
    let (status, out, _) = said(&run(&workspace, &FREEZE));
    assert_eq!(status, Some(0));
    assert_eq!(
        out,
        "Year end is frozen for every pack: Thu 24 Dec 2026 through Sun 3 Jan 2027\n\
         ! It catches 1 scheduled release; each will be blocked on its date: move it, cancel it, or `ipack schedule \
         override PACK --reason TEXT`\n  Order to Cash, Mon 28 Dec 2026\n"
    );
    let at = |now: &str, args: &[&str]| {
        said(&ipack(&workspace).args(args).env("IPACK_TEST_NOW", now).output().expect("it runs"))
    };
    let (status, out, _) = at("2026-12-28T05:10:00Z", &["scheduler", "tick"]);
    assert_eq!(status, Some(3));
    assert_eq!(out, "Order to Cash is blocked: frozen by Year end through Sun 3 Jan; first free date Mon 4 Jan\n");
    let (status, out, err) = at("2026-12-28T05:11:00Z", &["schedule", "override", ORDER, "--reason", "A fix"]);
    assert_eq!(status, Some(0), "{err}");
    assert_eq!(out, "The release of Order to Cash scheduled for Mon 28 Dec 2026 goes ahead in spite of Year end\n");
    let (status, out, _) = at("2026-12-28T05:12:00Z", &["scheduler", "tick"]);
    assert_eq!((status, out.as_str()), (Some(0), "Order to Cash #3 is released\n"));
    let (status, _, err) = at("2026-12-28T05:13:00Z", &["schedule", "override", ORDER, "--reason", "A fix"]);
    assert_eq!(status, Some(3), "{err}");
}

#[test]
fn what_is_scheduled_moves_and_changes_on_frozen_dates_for_a_reason_only() {
    let workspace = Workspace::small();
    json(&workspace, &["release", ORDER, "--on", "2026-12-01", "--yes"]);
    let (status, err) = refused(&workspace, &["schedule", "override", ORDER, "--reason", "For nothing"]);
    assert!(
        status == Some(3) && err.contains("nothing freezes the release of Order to Cash on Tue 1 Dec 2026"),
        "{err}"
    );
    json(&workspace, &FREEZE);
    let (status, err) = refused(&workspace, &["schedule", "move", ORDER, "--on", "2026-12-24", "--yes"]);
    assert!(status == Some(3) && err.contains("frozen by Year end"), "{err}");
    let moved = json(&workspace, &["schedule", "move", ORDER, "--on", "2026-12-24", "--override-freeze", "A", "--yes"]);
    assert_eq!(moved["scheduledRelease"]["override"]["reason"], "A");
    json(&workspace, &["freeze", "add", "Audit", "--from", "2026-12-24"]);
    let change = ["schedule", "change", ORDER, "--keep", "Ledger Posting", "--yes"];
    let (status, err) = refused(&workspace, &change);
    assert!(status == Some(3) && err.contains("frozen by Audit, ") && !err.contains("Year end"), "{err}");
    let changed = json(&workspace, &[&change[..], &["--override-freeze", "B"]].concat());
    let overrides = &changed["scheduledRelease"]["override"];
    assert_eq!((overrides["freezes"].as_array().map(Vec::len), &overrides["reason"]), (Some(2), &json!("B")));
}

#[test]
fn a_change_of_an_overdue_release_is_judged_today() {
    let workspace = Workspace::small();
    json(&workspace, &["release", ORDER, "--on", "2026-12-01", "--yes"]);
    json(&workspace, &["freeze", "add", "Its day", "--from", "2026-12-01", "--to", "2026-12-01"]);
    let change = |last: &[&str]| {
        let change = [&["schedule", "change", ORDER, "--keep", "Ledger Posting"], last].concat();
        said(&ipack(&workspace).args(change).env("IPACK_TEST_NOW", "2026-12-02T12:00:00Z").output().expect("it runs"))
    };
    let (_, _, planned) = change(&["--override-freeze", "A fix"]);
    assert!(planned.contains("will carry") && !planned.contains("overrides"), "{planned}");
    let (status, _, err) = change(&["--yes"]);
    assert_eq!(status, Some(0), "{err}");
}

#[test]
fn freezes_are_listed_removed_and_refused_by_name() {
    let workspace = frozen();
    json(&workspace, &["freeze", "add", "Past", "--from", "2026-01-01", "--to", "2026-01-31"]);
    json(&workspace, &WEEKENDS);
    let names = |args: &[&str]| -> Vec<String> {
        let all = json(&workspace, args);
        all.as_array().expect("a list").iter().map(|one| one["name"].as_str().expect("a name").into()).collect()
    };
    assert_eq!(names(&["freeze", "list"]), ["Weekends", "Year end"]);
    assert_eq!(names(&["freeze", "list", "--past"]), ["Past", "Weekends", "Year end"]);
    let (_, out, _) = said(&run(&workspace, &["freeze", "list"]));
    assert!(out.contains("Sat, Sun") && out.contains("Order to Cash, what Europe shares"), "{out}");
    for (status, words, args) in [
        (
            2,
            "would end on 2026-12-01, before it begins on 2026-12-24",
            &["--from", "2026-12-24", "--to", "2026-12-01"][..],
        ),
        (
            2,
            "none of its weekdays comes between",
            &["--from", "2026-12-21", "--to", "2026-12-24", "--weekdays", "fri,sat"],
        ),
        (2, "\"freitag\" is not a day of the week", &["--from", "2026-12-21", "--weekdays", "freitag"]),
        (2, "\"someday\" is not a date", &["--from", "someday"]),
        (4, "there is no integration pack \"Nowhere\"", &["--from", "2026-12-21", "--pack", "Nowhere"]),
        (4, "there is no account group \"Nobody\"", &["--from", "2026-12-21", "--group", "Nobody"]),
    ] {
        let (ended, err) = refused(&workspace, &[&["freeze", "add", "Bad"], args].concat());
        assert!(ended == Some(status) && err.contains(words), "{ended:?} {err}");
    }
    let (status, err) = refused(&workspace, &["freeze", "remove", "Year ends"]);
    assert!(status == Some(4) && err.contains("did you mean \"Year end\"?"), "{err}");
    let (_, out, _) = said(&run(&workspace, &["freeze", "remove", "year end"]));
    assert_eq!(out, "The freeze Year end is removed: Thu 24 Dec 2026 through Sun 3 Jan 2027 is free\n");
    json(&workspace, &["release", ORDER, "--on", "2026-12-28", "--yes"]);
}

#[test]
fn a_freeze_over_everything_for_ever_says_that_no_date_is_free() {
    let workspace = Workspace::small();
    json(&workspace, &["freeze", "add", "For ever", "--from", "2020-01-01"]);
    let (status, err) = refused(&workspace, &["release", ORDER, "--now", "--yes"]);
    assert!(
        status == Some(3) && err.contains("until it is removed") && err.contains("hint: no later date is free;"),
        "{err}"
    );
    let (status, err) = refused(&workspace, &["release", ORDER, "--on", "9999-12-31", "--yes"]);
    assert!(status == Some(3) && err.contains("hint: no later date is free;"), "{err}");
    let order = ["release", ORDER, "--on", "2026-12-01", "--override-freeze", "A fix", "--yes"];
    assert_eq!(json(&workspace, &order)["override"]["freezes"][0]["name"], "For ever");
}

#[test]
fn a_change_calendar_brings_freezes_once() {
    let workspace = Workspace::small();
    let path = workspace.path().with_extension("ics");
    write(
        &path,
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:ye\r\nSUMMARY:Year end\r\nDTSTART;VALUE=DATE:20261224\r\n\
         DTEND;VALUE=DATE:20270104\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:m\r\nSUMMARY:Meeting\r\n\
         DTSTART:20261201T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    );
    let file = path.to_str().expect("a path");
    let (status, out, _) = said(&run(&workspace, &["freeze", "import", file]));
    assert_eq!(status, Some(0));
    assert_eq!(
        out,
        "1 freeze added, 0 changed, 0 as they were\n+ Year end, Thu 24 Dec 2026 through Sun 3 Jan 2027\n\
         ! Meeting is left out: it is no all-day event\n"
    );
    let again = json(&workspace, &["freeze", "import", file]);
    assert_eq!((&again["added"], &again["unchanged"]), (&json!([]), &json!(1)));
    let no_calendar = workspace.path().with_extension("txt");
    write(&no_calendar, "Dear all,\n");
    let (status, err) = refused(&workspace, &["freeze", "import", no_calendar.to_str().expect("a path")]);
    assert!(status == Some(2) && err.contains("not a calendar: it has no BEGIN:VCALENDAR"), "{err}");
    // What was cut off could be a freeze.
    let cut = workspace.path().with_extension("cut");
    write(&cut, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:cut\r\nSUMMARY:Cut\r\nDTSTART;VALUE=DATE:20261224\r\n");
    let (status, err) = refused(&workspace, &["freeze", "import", cut.to_str().expect("a path")]);
    assert!(status == Some(2) && err.contains("it ends before END:VCALENDAR"), "{err}");
}

#[test]
fn an_export_holds_freezes_and_overrides_and_imports_them_again() {
    let workspace = frozen();
    json(&workspace, &WEEKENDS);
    json(&workspace, &["release", ORDER, "--on", "2026-12-26", "--override-freeze", "A fix", "--yes"]);
    let export = |workspace: &Workspace| said(&run(workspace, &["export", "--out", "-"])).1;
    let document = export(&workspace);
    assert!(document.contains("weekdays: \"Sat, Sun\"") && document.contains("override: ("), "{document}");
    let path = workspace.path().with_extension("ron");
    write(&path, &document);
    let file = path.to_str().expect("a path");
    let (_, out, err) = said(&run(&workspace, &["import", file, "--yes"]));
    assert!(out.contains("Nothing to import"), "{out}{err}");
    let other = Workspace::empty();
    let (status, _, err) = said(&run(&other, &["import", file, "--yes"]));
    assert_eq!(status, Some(0), "{err}");
    assert_eq!(export(&other), document);
    let bad = document.replace("2027-01-03", "2026-01-03");
    let path = workspace.path().with_extension("bad.ron");
    write(&path, &bad);
    let (status, err) = refused(&other, &["import", path.to_str().expect("a path"), "--yes"]);
    assert!(status == Some(3) && err.contains("before it begins"), "{err}");
}

#[test]
fn several_packs_go_ahead_for_one_reason() {
    let workspace = frozen();
    let all = ["release", "--all", "--on", "2026-12-28", "--yes"];
    let (status, err) = refused(&workspace, &all);
    assert!(status == Some(3) && err.matches("frozen by Year end").count() > 1, "{err}");
    let done = json(&workspace, &[&all[..], &["--override-freeze", "A fix"]].concat());
    let reasons: Vec<&Value> = done.as_array().expect("a list").iter().map(|one| &one["override"]["reason"]).collect();
    assert!(reasons.len() > 1 && reasons.iter().all(|reason| **reason == json!("A fix")), "{done}");
}

#[test]
fn a_recall_on_a_frozen_day_takes_a_reason() {
    let workspace = Workspace::small();
    json(&workspace, &["release", ORDER, "--on", "2026-12-28", "--yes"]);
    json(&workspace, &["account", "apply", "Aalto", ORDER, "--yes"]);
    json(&workspace, &["freeze", "add", "Now", "--from", "today", "--to", "today"]);
    let cancel = ["schedule", "cancel", ORDER, "--recall", "--yes"];
    let (status, err) = refused(&workspace, &cancel);
    assert!(status == Some(3) && err.contains("--override-freeze REASON"), "{err}");
    let (status, err) =
        refused(&workspace, &["schedule", "cancel", ORDER, "--override-freeze", "For nothing", "--yes"]);
    assert!(status == Some(2) && err.contains("--recall"), "{err}");
    json(&workspace, &[&cancel[..], &["--override-freeze", "Tests failed"]].concat());
    assert_eq!(json(&workspace, &["history", ORDER])[0]["override"]["reason"], "Tests failed");
}

#[test]
fn the_doctor_names_what_freezes_catch_and_those_that_nobody_may_have_meant() {
    let workspace = Workspace::small();
    let found = |workspace: &Workspace| -> Vec<(String, String)> {
        let all = json(workspace, &["doctor"]);
        let all = all.as_array().expect("a list").iter().filter(|one| one["topic"] == "freezes");
        let word = |one: &Value, field: &str| one[field].as_str().expect("a text").to_owned();
        all.map(|one| (word(one, "state"), word(one, "text"))).collect()
    };
    assert_eq!(found(&workspace), [], "a workspace without freezes hears nothing of them");
    json(&workspace, &["release", ORDER, "--on", "2026-12-28", "--yes"]);
    json(&workspace, &FREEZE);
    json(&workspace, &["freeze", "add", "For ever", "--from", "2027-02-01"]);
    let told = |state: &str, text: &str| (state.to_owned(), text.to_owned());
    assert_eq!(
        found(&workspace),
        [
            told("OK", "2 freezes"),
            told("NOTE", "1 scheduled release will be blocked: Order to Cash, Mon 28 Dec 2026"),
            told("NOTE", "frozen on every day until removed: For ever"),
        ]
    );
    json(&workspace, &["schedule", "override", ORDER, "--reason", "A fix"]);
    assert_eq!(found(&workspace).len(), 2, "what is overridden is caught no more");
}
