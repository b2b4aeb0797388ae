//! Looking at packs and what surrounds them.

use super::*;

#[test]
fn packs_for_eyes() {
    compare!(transcript(
        &Workspace::small(),
        &[&["pack", "list"], &["pack", "show", "order to cash"], &["pack", "show", "2b7c"]]
    ));
}

#[test]
fn packs_for_programs() {
    let list = ["pack", "list", "--format", "json"];
    compare!(transcript(&Workspace::small(), &[&list, &["pack", "show", "Order to Cash", "--format", "json"]]));
}

#[test]
fn a_pack_with_everything_in_the_contract() {
    compare!(transcript(
        &Workspace::sample(),
        &[
            &["pack", "show", "Procure to Pay", "--format", "json"],
            &["pack", "show", "Procure to Pay"],
            &["schedule", "list", "--format", "json"],
            &["schedule", "list"],
        ]
    ));
}

#[test]
fn held_back_deleted_and_new_components() {
    let sample = Workspace::sample();
    let of = |pack: &str, component: &str| -> Value {
        let pack = json(&sample, &["pack", "show", pack]);
        let rows = pack["components"].as_array().expect("rows").clone();
        rows.into_iter().find(|row| row["componentName"] == component).expect("a row")
    };
    let held = of("Record to Report", "Ledger Posting");
    assert_eq!((&held["heldBackBy"], &held["pendingVersion"]), (&Value::from(6), &Value::Null));
    let deleted = of("Order to Cash", "Dunning Letters");
    assert_eq!((&deleted["deleted"], &deleted["pendingVersion"]), (&Value::Bool(true), &Value::Null));
    let new = of("Order to Cash", "FX Rates");
    assert_eq!((&new["currentVersion"], &new["pendingVersion"]), (&Value::Null, &Value::from("1.0")));
}

#[test]
fn history() {
    compare!(transcript(
        &Workspace::small(),
        &[
            &["history", "Order to Cash"],
            &["history", "Order to Cash", "2"],
            &["history", "Order to Cash", "--format", "json"],
            &["history", "Returns"],
            &["history", "Returns", "--format", "json"],
        ]
    ));
}

#[test]
fn windows_need_no_workspace_and_take_past_dates() {
    let workspace = Workspace::empty();
    compare!(transcript(
        &workspace,
        &[
            &["schedule", "window", "--on", "2026-12-01"],
            &["schedule", "window", "--on", "2026-12-01", "--format", "json"],
            &["schedule", "window", "--on", "2020-02-29", "--time-zone", "Asia/Kathmandu", "--format", "json"],
            &["schedule", "window", "--on", "2026-04-24", "--time-zone", "Africa/Cairo"],
            &["schedule", "window", "--on", "2025-11-02", "--time-zone", "America/Havana", "--format", "json"],
            &["schedule", "window", "--on", "2011-12-30", "--time-zone", "Pacific/Apia"],
            &["schedule", "window", "--on", "2026-02-30"],
            &["schedule", "window", "--on", "tomorrow", "--format", "json"],
        ]
    ));
    assert!(!workspace.path().exists());
}

#[test]
fn what_is_named_is_found_or_said() {
    let twins = SMALL.replace("\"2b7c\"", "\"1944twin\"");
    compare!(refused(
        &Workspace::of(&twins),
        &[
            &["pack", "show", "1944"],
            &["pack", "show", "194"],
            &["pack", "show", "Order"],
            &["history", "nowhere"],
            &["history", "Order to Cash", "3"],
            &["release", "nowhere", "--now", "--yes"],
            &["pack", "show", "Oder to Cash"],
            &["component", "show", "ledger postin"],
            &["component", "delete", "Ledger Posting", "9.9"],
            &["account", "show", "Alto"],
        ]
    ));
}
