//! Importing documents.

use super::*;

#[test]
fn into_an_empty_workspace_and_again() {
    let workspace = Workspace::empty();
    let _ = document(&workspace, "packs.ron", SMALL);
    compare!(transcript(
        &workspace,
        &[
            &["import", "packs.ron", "--dry-run"],
            &["pack", "list"],
            &["import", "packs.ron"],
            &["import", "packs.ron"],
            &["pack", "list"],
        ]
    ));
}

#[test]
fn an_update_asks_and_is_shown_first() {
    let workspace = Workspace::small();
    let _ = document(&workspace, "packs.ron", &SMALL.replace("\"Returns\"", "\"Returns and Refunds\""));
    let said = refused(&workspace, &[&["import", "packs.ron"]]);
    let update = ["import", "packs.ron", "--yes", "--format", "json"];
    compare!(said + &transcript(&workspace, &[&["import", "packs.ron", "--dry-run"], &update, &["pack", "list"]]));
}

#[test]
fn references_go_across_files() {
    let workspace = Workspace::empty();
    let _ = document(&workspace, "c.ron", "(components: [(componentId: \"c\", name: \"C\", componentType: process)])");
    let pack = "(integrationPacks: [(id: \"p\", name: \"P\", installationType: MULTI, components: [\"c\"])])";
    let _ = document(&workspace, "p.ron", pack);
    assert_eq!(run(&workspace, &["import", "p.ron"]).status.code(), Some(3));
    assert!(!workspace.path().exists(), "nothing of it was imported");
    assert!(run(&workspace, &["import", "p.ron", "c.ron"]).status.success());
    assert_eq!(json(&workspace, &["pack", "list"])[0]["name"], "P");
}

#[test]
fn files_that_cannot_be_read() {
    compare!(refused(&Workspace::small(), &[&["import", "none.ron"], &["import", "."], &["import"]]));
}

#[test]
fn components_of_one_name_in_one_folder_are_told_and_kept() {
    let workspace = Workspace::empty();
    let component = |id: &str, name: &str| {
        format!("(componentId: {id:?}, name: {name:?}, componentType: process, folder: \"Shared\")")
    };
    let text = format!("(components: [{}, {}])", component("a", "Same"), component("b", "SAME"));
    let _ = document(&workspace, "twins.ron", &text);
    let _ = document(&workspace, "third.ron", &format!("(components: [{}])", component("c", "same")));
    compare!(transcript(&workspace, &[&["import", "twins.ron"], &["import", "third.ron"], &["import", "third.ron"]]));
    let twins = json(&workspace, &["component", "list"]);
    assert_eq!(twins.as_array().map(Vec::len), Some(3));
}
