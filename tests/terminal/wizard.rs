//! The wizard on a real terminal: which commands open it, and what outlasts the program or comes from an editor.

use super::{CTRL_C, ENTER, ESC, open, press_the_button, printed, pty::Start, support, support::Workspace};

/// The editor has the terminal as a shell gives it, and the wizard takes it again.
#[test]
fn notes_are_written_in_the_editor_of_the_admin() {
    let workspace = Workspace::small();
    let script = r#"echo "in the editor"; read -r line; printf '%s\n' "$line" >> "$1"; echo"#;
    let editor = workspace.path().join("editor");
    support::write(&editor, script);
    let editor = format!("sh {}", editor.display());
    let mut terminal = Start::ipack(&workspace.path()).variable("VISUAL", &editor).page();
    terminal.types("r").shows("Release Integration Pack: Select Versions").types("n").shows("Select a Release Option");
    terminal.types("\t").types("One").shows("[ One").types("\x05").shows("in the editor");
    assert!(terminal.is_cooked());
    // Keys that interrupt are for the editor's own use, as every other key is.
    terminal.types("two\n").shows("[ two").shows("[ One");
    assert!(!terminal.is_cooked());
    assert_eq!(terminal.types("!").shows("[ two!").types(CTRL_C).ended(), 130);
}

#[test]
fn an_editor_that_there_is_not_is_told_of() {
    let workspace = Workspace::small();
    for (editor, told) in [("no-such-editor", "there is no editor no-such-editor"), ("", "no editor is named")] {
        let mut terminal = Start::ipack(&workspace.path()).variable("VISUAL", editor).variable("EDITOR", "").page();
        terminal
            .types("r")
            .shows("Release Integration Pack: Select Versions")
            .types("n")
            .shows("Select a Release Option");
        terminal.types("\t").types("\x05").shows(told);
        assert_eq!(terminal.types(ESC).types(CTRL_C).ended(), 130);
    }
}

/// Whatever ends the program: what was chosen is offered at the next start, and nothing was released.
#[test]
fn what_was_chosen_in_the_wizard_survives_the_program() {
    for end in ["KILL", "HUP", "TERM"] {
        let workspace = Workspace::small();
        let before = workspace.bytes();
        let mut terminal = open(&workspace);
        terminal.types("r").shows("Release Integration Pack: Select Versions").types("\x1b[D").shows("= 1.1");
        terminal.types("n").shows("Select a Release Option").types("\t").types("Why").shows("[ Why");
        // What shows was drawn before it was kept: one more answer of the worker comes after that.
        terminal.types(ESC).shows("Select another version").types("v").shows("Package ID");
        terminal.signal(end).ends_unread();
        drop(terminal);
        let mut terminal = Start::ipack(&workspace.path()).run();
        terminal.shows("Go On · Order to Cash").shows("1 version chosen and notes");
        terminal.types("y").shows("= 1.1").types("n").shows("[ Why");
        assert_eq!(workspace.bytes(), before, "{end}");
        terminal
            .types("p")
            .shows("= 1.1")
            .types(ESC)
            .shows("Leave the wizard?")
            .types("y")
            .shows("Packaged Components (");
        assert_eq!(terminal.types("q").ended(), 0);
        open(&workspace).hides("Go On");
    }
}

#[test]
fn a_release_without_a_schedule_opens_the_wizard() {
    let workspace = Workspace::sample();
    let start = Start::ipack(&workspace.path()).arguments(["release", "Accounts Payable Automation"]);
    let mut terminal = start.run();
    terminal.shows("Release Integration Pack: Select Versions").shows("Accounts Payable Automation");
    assert_eq!(terminal.types(ESC).shows("Packaged Components (").types("q").ended(), 0);
}

#[test]
fn a_rollback_without_a_schedule_opens_the_wizard() {
    let workspace = Workspace::sample();
    let start = Start::ipack(&workspace.path()).arguments(["rollback", "Accounts Payable Automation", "--to", "4"]);
    let mut terminal = start.run();
    terminal.shows("Roll Back to #4: Select Versions").shows("Accounts Payable Automation");
    assert_eq!(terminal.types(ESC).shows("Packaged Components (").types("q").ended(), 0);
}

#[test]
fn in_legacy_deployment_it_opens_the_dialog() {
    let workspace = Workspace::legacy();
    let start = Start::ipack(&workspace.path()).arguments(["release", "Broker Quotes"]);
    let mut terminal = start.run();
    terminal.shows("Integration Pack Release · Broker Quotes").shows("Release Pending");
    assert_eq!(terminal.types(ESC).shows("Published Components (").types("q").ended(), 0);
}

#[test]
fn a_bad_release_is_rolled_back_with_four_keys() {
    let workspace = Workspace::of(support::SMALL);
    let mut terminal = open(&workspace);
    terminal.types("r").shows("Select Versions").types("n").shows("Select Release Schedule");
    press_the_button(&mut terminal, "#3 is released");
    terminal.types(ENTER).shows("Current release #3");
    terminal.types("b").shows("Roll Back to #2: Select Versions").types("n").shows("Select Release Schedule");
    press_the_button(&mut terminal, "as release #4");
    terminal.types(ENTER).shows("Current release #4");
    assert_eq!(terminal.shows("held #4").types("q").ended(), 0);
    let history = printed(&workspace, &["history", "Order to Cash"]);
    assert!(history.contains("ROLLBACK to #2"), "{history}");
}
