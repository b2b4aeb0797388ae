//! The footer tells what Enter does where the focus is: the label of the button that it presses.

use ipack::tui::{app::App, keys::Keymap, theme::Theme};

use crate::support::{
    Workspace,
    screens::{leads_to, says, says_not},
};

#[test]
fn enter_is_called_what_it_does() {
    for (keys, footer) in [
        ("/order<Enter>rn", "⏎ n Next p Back y Copy Command"),
        ("/order<Enter>rn<Tab>", "Ctrl-E Editor ⏎ Next F1 Help"),
        ("/order<Enter>rn<Down><Enter>2026-12-01", "↓ Calendar ⏎ Next"),
        ("/order<Enter>rn<Down><Enter>", "↓⏎ Calendar"),
        ("/order<Enter>rn<Enter>", "⏎ Release Integration Pack p Back"),
        ("*rn<Tab>", "⏎ Check n Next"),
        ("*rn<Tab><Space>", "⏎ Uncheck n Next"),
        ("*rn<Enter>", "⏎ Release 15 Integration Packs"),
        ("n", "⏎ Next Esc Cancel"),
        ("nPeppol<Tab><Tab>", "Ctrl-E Editor ⏎ Next Esc Cancel"),
        ("nPeppol<Tab><Tab><Enter>", "⏎ Create Integration Pack Esc Cancel"),
        ("nPeppol<BackTab>", "⏎ Create Integration Pack Esc Cancel"),
        ("/procure<Enter>x", "Ctrl-E Editor ⏎ Next Esc Keep It"),
        ("/procure<Enter>x<BackTab>", "⏎ Check Esc Keep It"),
        ("/procure<Enter>x<Enter>", "⏎ Cancel Scheduled Release Esc Keep It"),
        ("3n", "⏎ Create Account Esc Cancel"),
        ("3n<Tab>", "⏎/Esc Cancel"),
        ("/order<Enter>a<Space>", "⏎ Next Esc Cancel"),
        ("I", "⏎ Read Esc Cancel"),
        ("4a", "⏎ Add 0 Accounts / Filter Esc Cancel"),
        ("4a<Space>", "⏎ Add 1 Account / Filter Esc Cancel"),
        ("2F", "n Add Freeze / Filter Esc Back"),
        ("2H", "n Add Hook / Filter Esc Back"),
        ("/order<Enter><Enter><Tab>", "⏎ Release Integration Pack r Release"),
    ] {
        let workspace = Workspace::sample();
        let mut screens = workspace.screens(120, 36);
        says(screens.press(keys), footer);
        says_not(&screens, "⏎ Select ");
    }
}

#[test]
fn what_is_said_of_a_key_goes_by_its_binding() {
    let keys = [("page-down", vec!["ctrl-f"]), ("open-calendar", vec!["f4"]), ("choose", vec!["f5"])];
    let keymap = Keymap::with(keys).expect("a keymap");
    let legacy = Workspace::legacy();
    let screens = |workspace: &Workspace| {
        let keymap = keymap.clone();
        workspace.drawn_by(60, 16, |model| App::new(model, Theme::default()).with_keymap(keymap))
    };
    says(screens(&legacy).press("/policy<Enter>r<Enter><Enter>"), "read on to the end first: Ctrl-F");
    says(screens(&Workspace::sample()).press("/order<Enter>rn<Down><Enter>"), "F4 opens the calendar");
    says(screens(&Workspace::sample()).press("6p"), "F5 chooses");
}

#[test]
fn what_gave_its_key_up_has_none_and_is_run_from_the_palette() {
    let keymap = Keymap::with([("redraw", ["r", "1"])]).expect("a keymap");
    let workspace = Workspace::sample();
    let screens = || {
        let keymap = keymap.clone();
        workspace.drawn_by(120, 36, |model| App::new(model, Theme::default()).with_keymap(keymap))
    };
    let mut page = screens();
    says(page.press("/order<Enter>"), "b Roll Back");
    says_not(&page, "r Release ");
    says(&page, " Integration Packs ●15  2 Schedule");
    says_not(page.press("r"), "Select Versions");
    says(screens().press("/order<Enter>:release the integration<Enter>"), "1 Select Versions");
    says(screens().press("/order<Enter>?at once or on<Enter>"), "1 Select Versions");
}

#[test]
fn notes_are_as_wide_as_the_pane() {
    let line = "Peppol for everybody, and the ledger keeps its version until the auditors have looked.";
    for keys in ["/order<Enter>rn<Tab>", "*rn<Tab><Tab>"] {
        let workspace = Workspace::sample();
        let mut screens = workspace.screens(120, 36);
        screens.press(keys).paste(line);
        assert!(screens.screen().contains(line), "{}", screens.screen());
    }
}

#[test]
fn details_lead_to_the_packs_that_a_version_is_in() {
    // In one pack: it is gone to at once.
    leads_to(Workspace::sample, "6/approval reminder<Enter>vp", &["▌Accounts Payab…", "/ filter"]);
    let two = "6/ledger<Enter><Enter><Down><Down><Down>v";
    leads_to(Workspace::sample, &format!("{two}p"), &["Go to Pack", "Order to Cash", "Record to Report"]);
    let there = format!("{two}precord<Enter>");
    leads_to(Workspace::sample, &there, &["▌Record to Repo…", "Packaged Components ("]);
    // No key leads out of a wizard.
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    says_not(screens.press("/order<Enter>rv"), "Go to Pack");
    says(screens.press("p"), "Packaged Component Details");
}
