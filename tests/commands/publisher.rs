//! Packs and their components: created, added, removed, deleted.

use super::*;

#[test]
fn a_component_named_twice_is_counted_once() {
    let commands: [&[&str]; 3] = [
        &["pack", "create", "Twice"],
        &["pack", "add", "Twice", "Create Invoice", "create invoice"],
        &["pack", "remove", "Twice", "Create Invoice", "create invoice", "--yes"],
    ];
    let workspace = Workspace::small();
    let told: Vec<String> = commands.iter().map(|args| text(&run(&workspace, args).stdout)).collect();
    assert_eq!(told[1], "1 component added to Twice\n");
    assert_eq!(told[2], "Create Invoice: leaves the pack at once, as no release carries it\n");
}

#[test]
fn what_is_removed_and_scheduled_is_told() {
    let workspace = Workspace::small();
    let removing = ["pack", "remove", "Order to Cash", "Customer Lookup", "--yes"];
    compare!(transcript(
        &workspace,
        &[&["release", "Order to Cash", "--on", "2026-12-01", "--yes"], &removing, &["pack", "show", "Order to Cash"],]
    ));
}

#[test]
fn deleting_says_what_will_be_lost_before_it_is() {
    compare!(transcript(&Workspace::small(), &[&["pack", "delete", "Order to Cash"]]));
}
