//! `ipack schedule export`, read by a parser of others.

use icalendar::{Component, Event};

use crate::{
    ipack, json, run,
    support::{Workspace, hostile::hostile, write},
    text,
};

const ORDER: &str = "Order to Cash";

/// The calendar that an export prints.
fn printed(workspace: &Workspace, args: &[&str]) -> String {
    let output = run(workspace, &[&["schedule", "export", "--out", "-"], args].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let calendar = text(&output.stdout);
    for line in calendar.split("\r\n") {
        assert!(line.len() <= 75 && !line.chars().any(char::is_control), "{line:?}");
    }
    calendar
}

fn events(workspace: &Workspace, args: &[&str]) -> Vec<Event> {
    let calendar: icalendar::Calendar = printed(workspace, args).parse().expect("a calendar");
    let events: Vec<Event> = calendar.components.iter().filter_map(|one| one.as_event().cloned()).collect();
    assert!(events.iter().all(|event| event.get_timestamp().is_some() && event.get_start().is_some()));
    events
}

/// UID, SEQUENCE, STATUS and DTSTART.
fn told(event: &Event) -> (String, u32, String, String) {
    let property = |name: &str| event.property_value(name).unwrap_or_default().to_owned();
    (property("UID"), event.get_sequence().expect("a sequence"), property("STATUS"), property("DTSTART"))
}

#[test]
fn a_window_stays_the_same_event_until_it_is_cancelled() {
    let workspace = Workspace::small();
    json(&workspace, &["release", ORDER, "--on", "2026-12-01", "--notes", "First; second, third", "--yes"]);
    let [event] = &events(&workspace, &[])[..] else { panic!("one event") };
    let (uid, sequence, status, start) = told(event);
    assert_eq!((sequence, status.as_str(), start.as_str()), (0, "CONFIRMED", "20261201T050000Z"));
    assert_eq!(event.property_value("DTEND"), Some("20261201T060000Z"));
    assert_eq!(event.get_summary(), Some("Release of Order to Cash"));
    assert!(event.get_description().is_some_and(|text| text.starts_with("First; second, third")), "{event:?}");
    for (nth, date) in [(1, "2026-12-08"), (2, "2026-12-15")] {
        json(&workspace, &["schedule", "move", ORDER, "--on", date, "--yes"]);
        let (same, sequence, _, start) = told(&events(&workspace, &[])[0]);
        assert_eq!((same, sequence, start), (uid.clone(), nth, format!("{}T050000Z", date.replace('-', ""))));
    }
    json(&workspace, &["schedule", "cancel", ORDER, "--reason", "Tests failed", "--yes"]);
    json(&workspace, &["release", ORDER, "--on", "2026-12-22", "--yes"]);
    let [cancelled, next] = &events(&workspace, &[])[..] else { panic!("two events") };
    assert_eq!(told(cancelled), (uid.clone(), 3, "CANCELLED".into(), "20261215T050000Z".into()));
    assert!(cancelled.get_description().is_some_and(|text| text.contains(": Tests failed")), "{cancelled:?}");
    assert_ne!(told(next).0, uid);
    let tick = ipack(&workspace).args(["scheduler", "tick"]).env("IPACK_TEST_NOW", "2026-12-22T05:10:00Z").output();
    assert!(tick.expect("it runs").status.success());
    let [_, released] = &events(&workspace, &[])[..] else { panic!("two events") };
    assert_eq!((told(released).1, told(released).2.as_str()), (0, "CONFIRMED"));
    assert!(released.get_description().is_some_and(|text| text.starts_with("Released as #3")), "{released:?}");
}

#[test]
fn what_is_released_in_the_place_of_a_window_cancels_it() {
    let workspace = Workspace::small();
    json(&workspace, &["release", ORDER, "--on", "2026-12-01", "--yes"]);
    json(&workspace, &["release", ORDER, "--now", "--yes"]);
    json(&workspace, &["release", "Returns", "--on", "2026-12-01", "--yes"]);
    json(&workspace, &["pack", "delete", "Returns", "--yes"]);
    let [order, returns] = &events(&workspace, &[])[..] else { panic!("two events") };
    assert_eq!((told(order).2.as_str(), told(returns).2.as_str()), ("CANCELLED", "CANCELLED"));
    assert!(order.get_description().is_some_and(|text| text.starts_with("#3 was released in its place")));
    assert_eq!(returns.get_summary(), Some("Release of Returns"), "a pack that is gone keeps its name");
}

/// Freezes of every form.
fn freezes(workspace: &Workspace) {
    let add = |args: &[&str]| json(workspace, &[&["freeze", "add"], args].concat());
    add(&["Year end", "--from", "2026-12-24", "--to", "2027-01-03", "--reason", "Nobody; is there\nat all"]);
    add(&["Weekends", "--from", "2026-11-23", "--to", "2026-12-31", "--weekdays", "sun,fri,sat"]);
    add(&["One day, only", "--from", "2027-02-01", "--to", "2027-02-01", "--pack", ORDER, "--pack", "Returns"]);
    add(&["For ever", "--from", "2030-01-01", "--group", "Europe"]);
    add(&["Mondays", "--from", "2026-11-25", "--weekdays", "mon"]);
}

#[test]
fn freezes_are_all_day_events_that_an_import_makes_freezes_again() {
    let workspace = Workspace::small();
    freezes(&workspace);
    let all = events(&workspace, &[]);
    let rule = |name: &str| {
        let event = all.iter().find(|event| event.get_summary() == Some(name)).expect("an event");
        let property = |name: &str| event.property_value(name).unwrap_or_default().to_owned();
        (property("DTSTART"), property("DTEND"), property("RRULE"))
    };
    let told = |from: &str, to: &str, rule: &str| (from.to_owned(), to.to_owned(), rule.to_owned());
    assert_eq!(rule("Year end"), told("20261224", "20270104", ""));
    assert_eq!(rule("Weekends"), told("20261127", "20261128", "FREQ=WEEKLY;BYDAY=FR,SA,SU;UNTIL=20261231"));
    assert_eq!(rule("One day, only"), told("20270201", "20270202", ""));
    assert_eq!(rule("For ever"), told("20300101", "20300102", "FREQ=DAILY"));
    assert_eq!(rule("Mondays"), told("20261130", "20261201", "FREQ=WEEKLY;BYDAY=MO"));
    let path = workspace.path().with_extension("ics");
    write(&path, &printed(&workspace, &[]));
    let file = path.to_str().expect("a path");
    let again = json(&workspace, &["freeze", "import", file]);
    assert_eq!((again["unchanged"].as_u64(), again["leftOut"].as_array().map(Vec::len)), (Some(5), Some(0)), "{again}");
    let known = |workspace: &Workspace| {
        let mut all = json(workspace, &["freeze", "list", "--past"]);
        let by = |freeze: &mut serde_json::Value| freeze["createdAt"] = serde_json::Value::Null;
        all.as_array_mut().expect("a list").iter_mut().for_each(by);
        all
    };
    let other = Workspace::small();
    json(&other, &["freeze", "import", file]);
    assert_eq!(known(&other), known(&workspace));
    let empty = Workspace::empty();
    let left_out = json(&empty, &["freeze", "import", file])["leftOut"].clone();
    assert_eq!(
        left_out.as_array().map(Vec::len),
        Some(2),
        "what is for nobody here would be for everybody: {left_out}"
    );
}

#[test]
fn some_packs_alone_with_what_freezes_them() {
    let workspace = Workspace::small();
    freezes(&workspace);
    json(&workspace, &["release", ORDER, "--on", "2026-12-01", "--yes"]);
    json(&workspace, &["release", "Returns", "--on", "2026-12-02", "--yes"]);
    let names = |args: &[&str]| -> Vec<String> {
        events(&workspace, args).iter().filter_map(|event| event.get_summary().map(ToOwned::to_owned)).collect()
    };
    assert_eq!(names(&[]).len(), 7);
    let returns = names(&["--pack", "Returns"]);
    assert!(returns.contains(&"Release of Returns".to_owned()), "{returns:?}");
    assert!(!returns.iter().any(|name| name.contains(ORDER) || name == "For ever"), "{returns:?}");
}

#[test]
fn only_a_calendar_of_ours_is_replaced() {
    let workspace = Workspace::small();
    let path = workspace.path().with_extension("ics");
    let file = path.to_str().expect("a path");
    json(&workspace, &["release", ORDER, "--on", "2026-12-01", "--yes"]);
    let export = ["schedule", "export", "--out", file];
    let done = json(&workspace, &export);
    assert_eq!((&done["windows"], &done["freezes"], &done["file"]), (&1.into(), &0.into(), &file.into()));
    let first = std::fs::read(&path).expect("a file");
    json(&workspace, &export);
    assert_eq!(std::fs::read(&path).expect("a file"), first, "the same schedule is the same calendar");
    std::fs::remove_file(&path).expect("removed");
    write(&path, "BEGIN:VCALENDAR\r\nPRODID:-//somebody//else\r\nEND:VCALENDAR\r\n");
    let refused = run(&workspace, &export);
    let said = text(&refused.stderr);
    assert!(refused.status.code() == Some(1) && said.contains("no export wrote that file"), "{said}");
    assert!(text(&std::fs::read(&path).expect("a file")).contains("somebody"));
}

#[test]
fn hostile_names_stay_in_their_events() {
    let workspace = hostile();
    let scheduled = json(&workspace, &["schedule", "list"]);
    let scheduled = scheduled.as_array().expect("a list");
    for nth in 0..3 {
        let name = format!("\"a\\;b,c:{nth}\u{202e}END:VEVENT 顧客\u{200d}👩");
        json(&workspace, &["freeze", "add", &name, "--from", "2026-12-24", "--reason", &"€; ".repeat(200)]);
    }
    let all = events(&workspace, &[]);
    assert_eq!(all.len(), scheduled.len() + 3);
    assert!(all.iter().all(|event| event.get_uid().is_some() && event.get_summary().is_some()));
    let path = workspace.path().with_extension("ics");
    write(&path, &printed(&workspace, &[]));
    let again = json(&workspace, &["freeze", "import", path.to_str().expect("a path")]);
    assert_eq!(again["unchanged"], 3, "{again}");
}
