//! Who has a pack, counted and listed.

use super::*;

const SCHEDULE: &[&str] = &["release", "order to cash", "--on", "2026-12-01", "--yes"];
const APPLY: &[&str] = &["account", "apply", "aalto", "--yes"];
const WHO: &[&str] = &["pack", "instances", "order to cash"];

#[test]
fn counted_and_listed() {
    let workspace = Workspace::small();
    run(&workspace, SCHEDULE);
    run(&workspace, APPLY);
    let early = ["pack", "instances", "order to cash", "--applied-early"];
    compare!(transcript(&workspace, &[WHO, &early, &["pack", "instances", "returns"]]));
}

#[test]
fn ahead_once_it_is_cancelled() {
    let workspace = Workspace::small();
    run(&workspace, SCHEDULE);
    run(&workspace, APPLY);
    run(&workspace, &["schedule", "cancel", "order to cash", "--yes"]);
    compare!(transcript(&workspace, &[WHO, &["pack", "instances", "order to cash", "--ahead", "--format", "ron"]]));
}

#[test]
fn for_programs() {
    let workspace = Workspace::small();
    run(&workspace, SCHEDULE);
    run(&workspace, APPLY);
    let states = |option: &str| {
        let found = json(&workspace, &["pack", "instances", "order to cash", option]);
        let found = found.as_array().expect("an array").clone();
        found.iter().map(|one| format!("{} {}", one["accountName"], one["state"])).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(states("--applied-early"), r#""Aalto" "APPLIED_EARLY""#);
    assert_eq!(states("--waiting"), r#""Bergmann" "WAITING""#);
    assert_eq!(states("--ahead"), "");
    compare!(transcript(&workspace, &[&["pack", "instances", "order to cash", "--format", "json"]]));
}

#[test]
fn one_state_at_a_time() {
    compare!(refused(&Workspace::small(), &[&["pack", "instances", "order to cash", "--ahead", "--waiting"]]));
}
