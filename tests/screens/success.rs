//! The Success screen.

use crate::{
    support::{
        Workspace,
        screens::{leads_to, says},
    },
    whole_screens,
};

#[test]
fn released_immediately() {
    whole_screens!(Workspace::sample, "/order<Enter>rn<Enter><Enter>");
}

#[test]
fn scheduled() {
    whole_screens!(Workspace::sample, "/order<Enter>r<Left>n<Down><Enter>2026-12-01<Enter><Enter>");
}

#[test]
fn superseding() {
    leads_to(
        Workspace::sample,
        "/procure<Enter>r<Down><Down><Down><Down><Left>n<Enter><Enter>",
        &[
            "Procure to Pay #6 is released. 25 instances got it at once.",
            "The release scheduled for Wed 25 Nov 2026 is superseded.",
        ],
    );
}

#[test]
fn brought_forward() {
    leads_to(
        Workspace::sample,
        "/procure<Enter>rn<Enter><Enter>",
        &[
            "Procure to Pay #6 is released. 22 instances got it at once, 3 had it already.",
            "It was scheduled for Wed 25 Nov 2026, and is brought forward.",
        ],
    );
}

#[test]
fn a_first_release_that_is_shared_with_nobody() {
    whole_screens!(Workspace::small, "/returns<Enter>rn<Enter><Enter>");
}

#[test]
fn a_command_of_many_lines() {
    leads_to(
        Workspace::sample,
        "/edi<Enter>rf=<Down>=<Down><Left>n<Enter><Enter>",
        &[
            r#"ipack release "EDI Trading Partner Library" --now \ --keep "810 Invoice · Harbor & Main" \"#,
            r#"--keep "856 Ship Notice · Pennywise Drug" --yes"#,
        ],
    );
}

#[test]
fn the_command_is_copied_from_the_review_and_from_the_last_screen() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    let command = r#"ipack release "Order to Cash" --now --yes"#;
    says(screens.press("/order<Enter>rny"), &format!("✓ Command copied through the terminal: {command}"));
    says(screens.press("<Enter><Enter>y"), "Command copied through the terminal");
    assert_eq!(screens.copied(), [command, command]);
}

#[test]
fn where_nothing_can_be_copied_the_command_is_shown_to_be_selected() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens_without_clipboard(80, 24);
    screens.press("/order<Enter>rny");
    says(&screens, "Command select it: no program can copy in this terminal");
    assert!(screens.screen().lines().any(|line| line == r#"ipack release "Order to Cash" --now --yes"#));
    assert!(screens.copied().is_empty());
    says(screens.press("<Esc>"), "Select Release Schedule");
}

#[test]
fn finished_on_the_page_with_the_new_versions() {
    leads_to(
        Workspace::sample,
        "/order<Enter>rn<Enter><Enter><Enter><Enter>",
        &[
            "▌Order to Cash Single Attachment",
            "Current release #8, 21 Nov 2026 · in 42 accounts",
            "▌Create Invoice 1.5 1.5",
            "FX Rates 1.0 1.0",
        ],
    );
}

#[test]
fn finished_on_the_page_with_the_date_above_the_list() {
    leads_to(
        Workspace::sample,
        "/order<Enter>rn<Down><Enter>2026-12-01<Enter><Enter><Esc><Enter>",
        &["Schedule ◷2", "▌Order to Cash ● ◷", "◷ Scheduled for Tue 1 Dec 2026 · in 9 d 11 h"],
    );
}

#[test]
fn help() {
    leads_to(
        Workspace::sample,
        "/order<Enter>rn<Enter><Enter>?",
        &["On the Success screen", "⏎ Esc Return to the integration packs."],
    );
}

#[test]
fn where_there_is_no_account_group_g_creates_one() {
    let workspace = Workspace::small();
    let groups = |workspace: &Workspace| workspace.engine().group_sizes().len();
    let mut engine = workspace.engine();
    for size in engine.group_sizes() {
        engine.delete_group(&size.entry.id).expect("deleted");
    }
    assert_eq!(groups(&workspace), 0);
    let mut screens = workspace.screens(80, 24);
    screens.press("/returns<Enter>rn<Enter><Enter>g");
    says(&screens, "There is no account group yet. Returns will be shared with it.");
    screens.press("Europe<Enter>");
    says(&screens, "✓ Returns is shared with Europe; add accounts to it");
    assert_eq!(groups(&workspace), 1);
}
