//! The way from one page to another.

use ipack::{
    domain::Deployment,
    tui::{app::App, harness::Harness},
};

use crate::support::{
    Workspace,
    screens::{meaning, says, says_not},
};

#[test]
fn pages_are_reached_from_everywhere_but_not_from_a_text() {
    let workspace = Workspace::sample();
    let mut screens = workspace.labelled(160, 36);
    let shows = |screens: &Harness<App>| {
        let title = screens.program().model.page.title(Deployment::Standard);
        assert_eq!(meaning(screens, title), "heading", "{title}");
        title
    };
    for (key, title) in [
        ("2", "Schedule"),
        ("5", "Activity"),
        ("1", "Integration Packs"),
        ("3", "Accounts"),
        ("4", "Account Groups"),
        ("6", "Components"),
        ("5", "Activity"),
    ] {
        screens.press(key);
        assert_eq!(shows(&screens), title);
    }
    for page in ["1", "2", "3", "4", "5", "6"] {
        screens.press(page);
        let title = shows(&screens);
        screens.press("/125");
        assert_eq!(shows(&screens), title, "text is text");
        screens.press("<Esc>7");
        assert_eq!(shows(&screens), title, "there is no page 7");
    }
    screens.press("1<Tab>2");
    assert_eq!(shows(&screens), "Schedule");
    screens.press("r2");
    assert!(screens.screen().contains("Select Versions"), "the wizard keeps its place");
}

#[test]
fn help_names_the_pages_that_exist() {
    let screen = Workspace::sample().screens(120, 48).press("5?").screen();
    for there in [
        "Go to Schedule.",
        "Go to Activity.",
        "Go to Accounts.",
        "Go to Account Groups.",
        "Go to Components.",
        "Show today, 7 days, 30 days, or all time.",
    ] {
        assert!(screen.contains(there), "{there}\n{screen}");
    }
}

/// On a page of two lists a key that takes something away or back means the bar of the list that has the focus, and
/// never the one that waits in the other.
#[test]
fn what_is_taken_away_is_what_the_focused_list_says() {
    for (page, keys, first, then) in [
        ("/accounts payable<Enter>", "d", "select a component first", "Remove"),
        ("3", "x", "select an integration pack of the account first", "Uninstall"),
        ("4", "x", "select an account or an integration pack first", "leaves the account group"),
        ("6", "D", "select a version first", "version 5010 r3 of 810 Invoice"),
    ] {
        let workspace = Workspace::sample();
        let mut screens = workspace.screens(80, 24);
        says(screens.press(page).press(keys), first);
        assert!(screens.program().model.dialogs.is_empty(), "{page}{keys}");
        says_not(screens.press("<Enter>").press(keys), first);
        says(&screens, then);
    }
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    says(screens.press("/accounts payable<Enter><Enter><End>d<Tab><Enter>"), "leaves with the next release");
    let before = workspace.bytes();
    says(screens.press("<Esc>u"), "select a component first");
    assert_eq!(workspace.bytes(), before);
    says(screens.press("<Enter>u"), "stays in Accounts Payable Automation");
}
