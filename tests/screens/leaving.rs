//! Leaving the wizard or a dialog: with changes it asks first.

use ipack::tui::{app::App, harness::Harness};

use crate::{
    support::{
        Workspace,
        screens::{leads_to, meaning, says},
    },
    whole_screens,
};

#[test]
fn with_changes_it_asks() {
    whole_screens!(Workspace::sample, "/order<Enter>r<Left><Esc>");
}

#[test]
fn staying_has_the_focus_until_leaving_is_chosen() {
    let mut screens = Workspace::sample().labelled(80, 24);
    let focus = |screens: &Harness<App>| ["[ Stay ]", "[ Leave ]"].map(|button| meaning(screens, button));
    screens.press("/order<Enter>r<Left><Esc>");
    assert_eq!(focus(&screens), ["button_focused", "primary"]);
    screens.press("<Tab>");
    assert_eq!(focus(&screens), ["", "button_focused"]);
}

#[test]
fn what_was_typed_in_step_2_counts_as_a_change() {
    leads_to(Workspace::sample, "/order<Enter>rn<Tab>Why<Tab><Tab><Enter>", &["[ Why", "Leave the wizard?"]);
}

#[test]
fn staying_keeps_everything_and_is_what_enter_does() {
    let mut screens = Workspace::sample().screens(80, 24);
    let before = screens.press("/order<Enter>r<Left>").screen();
    assert_eq!(screens.press("<Esc><Enter>").screen(), before);
    assert_eq!(screens.press("<Esc><Esc>").screen(), before);
}

#[test]
fn leaving_returns_to_the_page_and_writes_nothing() {
    let workspace = Workspace::sample();
    let before = workspace.bytes();
    let mut screens = workspace.screens(80, 24);
    let page = screens.press("/order<Enter>").screen();
    assert_eq!(screens.press("r<Esc>").screen(), page, "nothing was changed: nothing is asked");
    assert_eq!(screens.press("r<Left><Esc><Tab><Enter>").screen(), page);
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn ctrl_c_quits_from_anywhere() {
    for keys in ["", "/x", "/order<Enter>r", "/order<Enter>r<Enter>", "/order<Enter>rn<Down><Enter>2", "?"] {
        let mut screens = Workspace::sample().screens(80, 24);
        assert_eq!(screens.press(keys).press("<C-c>").exit(), Some(130), "{keys}");
    }
}

#[test]
fn a_form_with_something_in_it_asks() {
    leads_to(
        Workspace::sample,
        "nReturns<Esc>",
        &[
            "Create Integration Pack",
            "Leave the dialog?",
            "Nothing has been changed. What you entered will be",
            "[ Stay ] [ Leave ]",
        ],
    );
}

#[test]
fn a_dialog_with_something_in_it_keeps_it_until_that_is_left() {
    let publisher = [
        ("n", "Returns"),
        ("/order<Enter>e", "X"),
        ("/order<Enter>a", "<Space>"),
        ("6n", "Returns"),
        ("6n<Tab><Tab>", "Returns"),
        ("6p", "X"),
        ("6p<Tab><Tab>", "Why"),
        (",", "X"),
        (",<Tab><Tab>", "<Down>"),
    ];
    for (open, change) in publisher {
        let workspace = Workspace::sample();
        let bytes = workspace.bytes();
        let mut screens = workspace.screens(80, 24);
        let untouched = screens.press(open).screen();
        let changed = screens.press(change).screen();
        assert_ne!(changed, untouched, "{open}");
        let asked = screens.press("<Esc>").screen();
        assert!(asked.contains("Leave the dialog?"), "{open}\n{asked}");
        assert_eq!(screens.press("<Enter>").screen(), changed, "{open}: staying keeps it");
        let left = screens.press("<Esc><Tab><Enter>").screen();
        assert_eq!(screens.press(open.trim_start_matches("/order<Enter>")).screen(), untouched, "{open}\n{left}");
        screens.press("<Esc>");
        assert_eq!(screens.screen(), left, "{open}: with nothing in it nothing is asked");
        assert_eq!(workspace.bytes(), bytes);
    }
}

#[test]
fn the_dialog_of_legacy_deployment_asks_where_something_was_typed() {
    let mut screens = Workspace::legacy().screens(80, 24);
    let page = screens.press("/broker<Enter>").screen();
    assert_eq!(screens.press("r<Esc>").screen(), page, "nothing was changed: nothing is asked");
    let typed = screens.press("r<Tab>Tariff").screen();
    let asked = screens.press("<Esc>").screen();
    assert!(asked.contains("Leave the dialog?"), "{asked}");
    assert_eq!(screens.press("<Esc>").screen(), typed);
    assert_eq!(screens.press("<Esc><Tab><Enter>").screen(), page);
}

/// Every dialog in which something can be entered: how it is opened, and how something is entered in it.
const DIALOGS: [(&str, &str); 17] = [
    ("n", "Returns"),
    ("n", "<Tab><Down>"),
    ("e", "<End> and more"),
    ("D", "Order"),
    ("a", "<Space>"),
    ("/procure<Enter>m", "2026-12-01"),
    ("/procure<Enter>x", "not ready"),
    (",", "<End> and more"),
    ("I", "more/packs"),
    ("E", "more/packs"),
    ("3n", "Aalto"),
    ("3b/retail<Enter><Enter>", "North"),
    ("4n", "Europe"),
    ("4a", "<Space>"),
    ("4p", "<Space>"),
    ("6n", "Returns"),
    ("6p", "9"),
];

#[test]
fn every_dialog_in_which_something_was_entered_asks_before_it_is_left() {
    let workspace = Workspace::sample();
    for (open, enter) in DIALOGS {
        let mut screens = workspace.screens(120, 36);
        let opened = screens.press(open).screen();
        let entered = screens.press(enter).screen();
        assert_ne!(entered, opened, "{open}{enter}");
        assert!(screens.press("<Esc>").screen().contains("Leave the dialog?"), "{open}{enter}: {}", screens.screen());
        assert_eq!(screens.press("<Enter>").screen(), entered, "{open}{enter}: staying keeps what was entered");
        assert!(!screens.press("<Esc><Tab><Enter>").screen().contains("┌ Leave"), "{open}{enter}");
        let mut untouched = workspace.screens(120, 36);
        assert!(!untouched.press(open).press("<Esc>").screen().contains("Leave the dialog?"), "{open}");
    }
}

#[test]
fn y_and_n_answer_a_question_and_its_footer_names_the_buttons() {
    let mut screens = Workspace::sample().screens(80, 24);
    screens.press("/order<Enter>r<Left><Esc>");
    says(&screens, "⏎ n Stay");
    says(&screens, "y Leave");
    says(screens.press("<Tab>"), "⏎ Leave");
    says(screens.press("n"), "Select Versions");
    says(screens.press("<Esc>y"), "Packaged Components (");
}
