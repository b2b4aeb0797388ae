//! Importing documents and writing them, by keys.

use std::{fs, path::Path};

use crate::{
    support::{
        Workspace,
        screens::{leads_to, says},
    },
    whole_screens,
};

#[test]
fn import() {
    whole_screens!(Workspace::small, "I");
}

#[test]
fn what_an_import_would_change() {
    whole_screens!(Workspace::small, "Itests/screens/documents/changed.ron<Enter>");
}

#[test]
fn what_is_wrong_with_a_document() {
    whole_screens!(Workspace::small, "Itests/screens/documents/broken.ron<Enter>");
}

#[test]
fn a_document_that_is_not_there() {
    leads_to(Workspace::small, "Inowhere.ron<Enter>", &["can't read nowhere.ron"]);
}

#[test]
fn a_long_difference_is_shown_to_its_end() {
    leads_to(
        Workspace::small,
        "Itests/screens/documents/wordy.ron<Enter>",
        &[
            r#"description: "" → "What comes back is checked, booked, and paid back: from the label in the parcel to the credit note in the ledger.""#,
        ],
    );
}

#[test]
fn an_import_needs_a_path() {
    leads_to(Workspace::small, "I<Enter>", &["name a document or a folder first"]);
}

#[test]
fn imported_and_known_afterwards() {
    leads_to(
        Workspace::small,
        "Itests/screens/documents/changed.ron<Enter><Enter>Itests/screens/documents/changed.ron<Enter>",
        &["Nothing to import: everything is known already"],
    );
}

#[test]
fn a_folder_is_imported_into_an_empty_workspace() {
    leads_to(
        Workspace::empty,
        "Itests/screens/documents/set<Enter><Enter>",
        &["✓ imported: 2 new, 0 updated", "▌Exchange ● Single Attachment · p"],
    );
}

#[test]
fn nothing_is_imported_before_it_was_shown() {
    let workspace = Workspace::small();
    let before = workspace.bytes();
    let mut screens = workspace.screens(80, 24);
    screens.press("Itests/screens/documents/changed.ron<Tab><Tab><Enter>");
    assert!(screens.screen().contains("To import: 1 new, 1 updated"), "{}", screens.screen());
    screens.press("<Tab>x<Tab><Tab><Enter>");
    assert!(screens.screen().contains("changed.ronx"), "what was read does not count for another path");
    screens.press("<Esc>");
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn export() {
    whole_screens!(Workspace::small, "E<BackTab>");
}

#[test]
fn an_export_needs_a_folder() {
    leads_to(Workspace::small, "E<Enter><Enter>", &["name a folder first"]);
}

/// The names of a folder's files.
fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn what_was_exported_by_keys_is_imported_by_keys() {
    let workspace = Workspace::small();
    let out = workspace.path().with_file_name("out");
    let mut screens = workspace.screens(80, 24);
    screens.press(&format!("E{}<Enter><Enter>", out.display()));
    assert!(screens.screen().contains("documents written to"), "{}", screens.screen());
    let all = files(&out);
    assert!(all.len() > 3, "{all:?}");
    let alone = workspace.path().with_file_name("alone");
    screens.press(&format!("/order<Enter>E{}<BackTab><Down><Enter><Enter><Enter>", alone.display()));
    assert_eq!(files(&alone), all.into_iter().filter(|name| name.starts_with("pack-order")).collect::<Vec<_>>());
    let other = Workspace::empty();
    other.screens(80, 24).press(&format!("I{}<Enter><Enter>", out.display()));
    let documents = |workspace: &Workspace| -> Vec<String> {
        let documents = workspace.engine().documents(&[]).expect("documents");
        documents.into_iter().map(|document| document.text).collect()
    };
    assert_eq!(documents(&other), documents(&workspace));
}

#[test]
fn an_import_is_stopped_by_esc_and_changes_nothing() {
    let workspace = Workspace::small();
    let before = workspace.bytes();
    let mut screens = workspace.screens(80, 24);
    screens.press("Itests/screens/documents/changed.ron").hold_answers().press("<Enter>").late();
    says(&screens, "working… · Esc stops it");
    screens.press("<Esc>x");
    says(&screens, "stopping…");
    screens.release_answers();
    says(&screens, "stopped: nothing was imported");
    says(&screens, "changed.ron ");
    // Once more, and stopped where it would be written.
    screens.press("<Enter>").hold_answers().press("<Enter>").late().press("<Esc>").release_answers();
    says(&screens, "stopped: nothing was imported");
    assert_eq!(workspace.bytes(), before);
    screens.press("<Enter><Enter>");
    says(&screens, "imported: 1 new, 1 updated");
}

#[test]
fn an_export_is_stopped_by_esc_and_writes_nothing() {
    let workspace = Workspace::small();
    let out = workspace.path().with_file_name("out");
    let mut screens = workspace.screens(80, 24);
    screens.press(&format!("E{}<Enter>", out.display())).hold_answers().press("<Enter>").late();
    says(&screens, "working… · Esc stops it");
    screens.press("<Esc>").release_answers();
    says(&screens, "stopped: nothing was written");
    assert!(!out.exists());
}

/// Opening a pipe that nobody writes to would wait for ever.
#[test]
#[cfg(unix)]
fn a_pipe_is_refused_before_it_is_opened() {
    let workspace = Workspace::small();
    let pipe = workspace.path().with_file_name("pipe.ron");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if made.is_ok_and(|made| made.success()) {
        let mut screens = workspace.screens(80, 24);
        screens.press(&format!("I{}<Enter>", pipe.display()));
        says(&screens, "it is a pipe");
    }
}
