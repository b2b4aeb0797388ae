//! The Legacy deployment by commands: its sample, its plans, and what it refuses.

use ipack::engine::DueSince;

use super::as_code::{assert_round_trip, json, run_at, status};
use crate::support::{NOW, Workspace, instant};

#[test]
fn the_sample_has_a_legacy_variant() {
    let workspace = Workspace::empty();
    let demo = |args: &[&str]| status(&workspace, &[&["--demo", "--legacy"], args].concat());
    assert_eq!(demo(&["pack", "list"]).0, 0);
    assert_eq!(json(&workspace, NOW, &["workspace", "show"])["deployment"], "legacy");
    let shown = json(&workspace, NOW, &["pack", "show", "Broker Quotes"]);
    let rating = &shown["components"][1];
    assert_eq!((&rating["componentName"], &rating["pendingVersion"]), (&"Quote Rating".into(), &"3".into()));
    assert_eq!((&rating["latestVersion"], &rating["heldBackBy"]), (&"3".into(), &5.into()), "said, and no more");
    let plan = run_at(&workspace, NOW, &["release", "Broker Quotes", "--now", "--dry-run"]);
    let plan = String::from_utf8(plan.stdout).expect("text");
    assert!(plan.contains("! Quote Rating 3 was rolled back in #5."), "{plan}");
    assert!(plan.contains("The same: ipack release \"Broker Quotes\" --now --yes"), "{plan}");
    let nothing = "nothing of Premium Billing was published since its current release";
    let (code, said) = demo(&["release", "Premium Billing", "--now", "--yes"]);
    assert!(code == 3 && said.contains(nothing), "{said}");
    assert_round_trip(&workspace);
}

#[test]
fn a_plan_of_legacy_deployment_is_carried_out_exactly_or_not_at_all() {
    let workspace = Workspace::legacy();
    let plan = &["release", "Broker Quotes", "--now", "--dry-run", "--plan-out", "plan.ron"];
    json(&workspace, NOW, plan);
    json(&workspace, NOW, &["component", "package", "Quote Request"]);
    let (code, said) = status(&workspace, &["apply", "plan.ron", "--yes"]);
    assert!(code == 5 && said.contains("Broker Quotes can't carry just what was planned any more"), "{said}");
    json(&workspace, NOW, plan);
    assert_eq!(json(&workspace, NOW, &["apply", "plan.ron", "--yes"])[0]["number"], 6);
}

#[test]
fn the_samples_are_not_mixed_up() {
    let (standard, legacy) = (Workspace::sample(), Workspace::legacy());
    assert_eq!(status(&standard, &["--legacy", "pack", "list"]).0, 2, "of no sample");
    let (code, said) = status(&standard, &["--demo", "--legacy", "pack", "list"]);
    assert!(code == 3 && said.contains("holds a demo in Standard deployment") && said.contains("hint: "), "{said}");
    assert_eq!(status(&legacy, &["--demo", "pack", "list"]).0, 0, "what is there is opened");
    assert_eq!(status(&standard, &["--demo", "--legacy", "--reset", "pack", "list"]).0, 0);
    assert_eq!(json(&standard, NOW, &["workspace", "show"])["name"], "Halden Insurance Connect");
}

#[test]
fn legacy_deployment_by_commands() {
    let workspace = Workspace::small();
    let set = json(&workspace, NOW, &["workspace", "set", "deployment", "legacy", "--yes"]);
    assert_eq!(set["deployment"], "legacy");
    let refused = "in Legacy deployment versions are plain counters and can't be chosen";
    let table: [&[&str]; 3] = [
        &["release", "Order to Cash", "--now", "--keep", "Create Invoice", "--yes"],
        &["rollback", "Order to Cash", "--now", "--set", "Create Invoice=1.2", "--yes"],
        &["component", "package", "Create Invoice", "--version", "7"],
    ];
    let scheduled = Workspace::legacy();
    let (code, said) = status(&scheduled, &["schedule", "change", "Policy Documents", "--set", "Signature Callback=1"]);
    assert!(code == 3 && said.contains(refused), "{said}");
    for args in table {
        let (code, said) = status(&workspace, args);
        assert!(code == 3 && said.contains(refused), "{args:?}: {said}");
    }
    assert_eq!(json(&workspace, NOW, &["component", "package", "Create Invoice"])["latestVersion"], "1");
    json(&workspace, NOW, &["release", "Order to Cash", "--on", "2026-12-01", "--yes"]);
    assert_eq!(status(&workspace, &["workspace", "set", "deployment", "standard", "--yes"]).0, 3);
    workspace.clock.set(instant("2026-12-01T05:10:00Z"));
    workspace.engine().tick(DueSince::Ever).expect("a tick");
    let back = json(&workspace, "2026-12-02T00:00:00Z", &["rollback", "Order to Cash", "--now", "--yes"]);
    assert_eq!(back["number"], 4);
    assert_round_trip(&workspace);
}
