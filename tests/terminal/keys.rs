//! Keys that were not meant: they never release.

use std::time::Duration;

use crate::{ENTER, open, press_the_button, pty::Start, redraw, releases, support::Workspace};

/// Step 2 of the first pack's release, with the focus on the notes.
const TO_THE_NOTES: [(&str, &str); 3] = [
    ("r", "Release Integration Pack: Select Versions"),
    ("n", "Select a Release Option"),
    ("\t", "▌[ why this release"),
];

fn step_2(workspace: &Workspace) -> crate::pty::Terminal {
    let mut terminal = open(workspace);
    for (keys, shown) in &TO_THE_NOTES[..2] {
        terminal.types(keys).shows(shown);
    }
    terminal
}

#[test]
fn a_paste_without_brackets_stays_in_its_field() {
    let workspace = Workspace::sample();
    let before = releases(&workspace);
    let mut terminal = step_2(&workspace);
    terminal.types("\t").sends("line one\rline two\r").shows("[ line two ");
    terminal.types("\x0c").shows("Select a Release Option");
    assert_eq!(releases(&workspace), before);
    press_the_button(&mut terminal, "is released");
    assert_eq!(releases(&workspace), before + 1);
}

#[test]
fn a_held_enter_releases_nothing_and_leaves_no_success() {
    let workspace = Workspace::sample();
    let before = releases(&workspace);
    let held = ENTER.repeat(25);
    let mut terminal = step_2(&workspace);
    terminal.sends(&held);
    terminal.shows("came too soon");
    assert_eq!(releases(&workspace), before);
    terminal.types(ENTER).shows("is released");
    terminal.sends(&held);
    assert!(terminal.shows("came too soon").screen().contents().contains("is released"), "until a fresh Enter");
    terminal.types(ENTER).shows("Packaged Components (");
    assert_eq!(releases(&workspace), before + 1);
}

#[test]
fn what_is_no_key_does_nothing() {
    let workspace = Workspace::sample();
    let sequences = [
        "\x1b\x1b[D",
        "\x1b]11;rgb:1c1c/rrrr/nnnn\x1b\\",
        "\x1b]52;c;cm5ccg==\x07",
        "\x1bP>|tmux 3.4\x1b\\",
        "\x1b[?62;22c",
        "\x1b[24;80R",
        "\x1b[?2026;2$y",
        "\x1b[?1u",
        "\x1b[I",
    ];
    let places: [&[(&str, &str)]; 3] = [&[], &[("/pay", "Keep")], &TO_THE_NOTES];
    for place in places {
        let mut terminal = open(&workspace);
        for (keys, shown) in place {
            terminal.types(keys).shows(shown);
        }
        redraw(&mut terminal);
        let before = shown(&terminal);
        for sequence in sequences {
            // Never after its ESC alone, which is a key of its own where the rest comes late.
            let (first, rest) = sequence.split_at((sequence.len() / 2).max(3).min(sequence.len() - 1));
            terminal.types(sequence).types(first).sends(rest);
        }
        // Whatever they did would show by now: this is heard after them.
        redraw(&mut terminal);
        assert_eq!(shown(&terminal), before, "after {place:?}");
        assert_eq!(terminal.types("\x03").ended(), 130);
    }
}

/// The lines of the screen, without what is blank at their ends.
fn shown(terminal: &crate::pty::Terminal) -> Vec<String> {
    terminal.screen().rows(0, 80).map(|row| row.trim_end().to_owned()).collect()
}

#[test]
fn esc_works_at_once_and_hides_no_key() {
    let workspace = Workspace::sample();
    let mut terminal = open(&workspace);
    terminal.types("/pay").shows("Keep").types("\x1b").hides("Keep");
    terminal.types("/pay").shows("Keep").types("\x1b?").shows("Help").hides("Keep");
    assert_eq!(terminal.types("\x03").ended(), 130);
}

#[test]
fn a_paste_that_never_ends_becomes_no_keys() {
    let workspace = Workspace::sample();
    let mut terminal = open(&workspace);
    terminal.types("\x1b[200~r").types("n").types(ENTER).types("q");
    assert!(terminal.bytes_within(Duration::from_millis(300)) == 0, "{}", terminal.screen().contents());
    assert_eq!(terminal.types("\x03").ended(), 130);
}

/// Anything but a yes leaves everything as it is.
#[test]
fn a_repair_asks_before_it_gives_something_up() {
    let workspace = Workspace::damaged();
    let journal = || std::fs::read(workspace.path().join("journal-1.ron")).ok();
    let before = journal();
    for (answer, status, told) in [("n", 1, "nothing was done"), ("y", 0, "the workspace is repaired")] {
        assert_eq!(journal(), before);
        let mut terminal = Start::ipack(&workspace.path()).arguments(["check", "--repair"]).run();
        terminal.shows("given up: what").shows("Give up 1 thing and repair the workspace? [y/N]");
        terminal.types(answer).types(ENTER).shows(told);
        assert_eq!(terminal.ended(), status, "{answer}");
    }
    assert_eq!(journal(), None, "it is set aside");
}

#[test]
fn several_packs_that_others_must_approve_are_asked_about_as_requests() {
    let workspace = Workspace::sample();
    workspace.engine().change_settings(|settings| settings.approval.approvals = 1).expect("set");
    let mut terminal = Start::ipack(&workspace.path()).arguments(["release", "--all", "--now"]).run();
    terminal.shows("Request approval of 15 integration packs? [y/N]").types("n").types(ENTER).shows("nothing was done");
    assert_eq!(terminal.ended(), 1);
}
