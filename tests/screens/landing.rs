//! An empty workspace.

use crate::{
    support::{
        Workspace,
        screens::{leads_to, says},
    },
    whole_screens,
};

#[test]
fn the_landing_page() {
    whole_screens!(Workspace::empty, "");
}

#[test]
fn what_needs_a_pack_does_nothing_without_one() {
    let mut screens = Workspace::empty().screens(80, 24);
    let before = screens.screen();
    for key in ["r", "b", "h", "a", "d", "e", "w", "<Enter>", "/", "y", "s", "<Tab>", "<Down>"] {
        assert_eq!(screens.press(key).screen(), before, "{key}");
    }
    assert!(screens.copied().is_empty());
}

#[test]
fn help_on_the_landing_page() {
    leads_to(Workspace::empty, "?", &["On Integration Packs ▌n Create an integration pack. On every page"]);
}

#[test]
fn the_ways_to_start_are_told_whole() {
    says(&Workspace::empty().screens(60, 16), "import documents: files or folders");
}
