//! The program on a real terminal: how it takes it, and how it gives it back on every way out.
#![cfg(unix)]
#![expect(clippy::expect_used, clippy::panic, reason = "a test that can not go on may panic")]

mod asked;
#[cfg(all(target_os = "linux", feature = "notice"))]
mod hooks;
mod keys;
mod pty;
#[path = "../support/mod.rs"]
mod support;
mod without_screens;
mod wizard;

use std::{
    process::Command,
    time::{Duration, Instant},
};

use pty::{PROGRAM, Start, Terminal};
use support::Workspace;

const ESC: &str = "\x1b";
const ENTER: &str = "\r";
const CTRL_C: &str = "\x03";
const CTRL_L: &str = "\x0c";
const CTRL_Z: &str = "\x1a";
const DOWN: &str = "\x1b[B";
const NO_RELEASE: &str = "--";

fn open(workspace: &Workspace) -> Terminal {
    Start::ipack(&workspace.path()).page()
}

/// What `ipack` prints with these arguments.
fn printed(workspace: &Workspace, arguments: &[&str]) -> String {
    let output = Command::new(PROGRAM)
        .args(arguments)
        .env("IPACK_STATE_DIR", workspace.path())
        .env("IPACK_TEST_NOW", support::NOW)
        .output()
        .expect("a program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn it_starts_on_the_page_and_q_gives_the_terminal_back() {
    let workspace = Workspace::sample();
    let mut terminal = open(&workspace);
    let screen = terminal.screen();
    assert!(screen.contents().contains("1 Packs") && screen.contents().contains("Accounts Payable Automation"));
    assert!(screen.alternate_screen() && !screen.hide_cursor() && screen.bracketed_paste());
    assert!(!terminal.is_cooked());
    assert_eq!(terminal.types("q").ended(), 0);
    assert_eq!(terminal.screen().contents().trim(), "", "nothing is left behind");
}

#[test]
fn ctrl_c_quits_from_anywhere() {
    // Keys, and what shows once they were heard.
    let wizard = ("r", "Release Integration Pack: Select Versions");
    let places: [&[(&str, &str)]; 5] = [
        &[("/pay", "Keep")],
        &[wizard],
        &[wizard, ("s", "( )")],
        &[wizard, ("n", "Select a Release Option"), (DOWN, "Schedule Integration Pack Release"), ("\r\x1b[B", "Mo ")],
        &[("?", "Help")],
    ];
    for way in places {
        // A wizard that was left so is offered again at the next start.
        let workspace = Workspace::sample();
        let mut terminal = open(&workspace);
        for (keys, shown) in way {
            terminal.types(keys).shows(shown);
        }
        assert_eq!(terminal.types(CTRL_C).ended(), 130, "after {way:?}");
    }
}

#[test]
fn signals_end_it_with_the_status_that_shells_expect() {
    let workspace = Workspace::sample();
    for (signal, status) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        assert_eq!(open(&workspace).signal(signal).ended(), status, "SIG{signal}");
    }
}

/// A question of a command is no screen: what ends a program at a shell ends it, and nothing was done.
#[test]
fn ctrl_c_ends_a_command_that_asks() {
    let workspace = Workspace::damaged();
    let before = workspace.bytes();
    let script = "trap : INT; \"$@\" check --repair; echo \"ended with $?\"";
    let mut terminal = Start::in_shell(script, &workspace.path()).run();
    terminal.shows("Give up 1 thing and repair the workspace? [y/N]");
    terminal.types(CTRL_C).shows("ended with 130");
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn a_terminal_that_does_not_read_holds_up_neither_a_release_nor_the_end() {
    for (signal, status) in [("TERM", 143), ("HUP", 129)] {
        let workspace = Workspace::sample();
        let before = releases(&workspace);
        // Straight in the wizard: whether a key has opened it can't be seen where nothing is read.
        let arguments = ["release", "Accounts Payable Automation"];
        let mut terminal = Start::ipack(&workspace.path()).arguments(arguments).unread().run();
        terminal.shows("Release Integration Pack: Select Versions");
        for _ in 0..8 {
            terminal.types(CTRL_L);
        }
        if signal == "TERM" {
            terminal.types("n");
            let until = Instant::now() + Duration::from_secs(60);
            while releases(&workspace) == before {
                assert!(Instant::now() < until, "it is never released");
                terminal.types(ENTER);
            }
        }
        assert_eq!(terminal.signal(signal).ends_unread().ended(), status);
    }
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_gives_the_terminal_back_before_it_is_told() {
    let workspace = Workspace::sample();
    for thread in ["main", "worker"] {
        let mut terminal = Start::ipack(&workspace.path()).variable("IPACK_TEST_PANIC", thread).page();
        terminal.types("j");
        assert_eq!(terminal.ended(), 101, "in {thread}");
        let left = terminal.screen().contents();
        assert!(left.contains(&format!("thread '{thread}'")) && left.contains("IPACK_TEST_PANIC"), "{left}");
    }
}

#[test]
fn ctrl_z_suspends_and_continuing_draws_the_page_anew() {
    let workspace = Workspace::sample();
    // The shell says what it sees; a key lets it go on.
    let script = r#"set -m; "$@"; echo "suspended with $?"; read -r _; fg >/dev/null; echo "ended with $?"; read -r _"#;
    let mut terminal = Start::in_shell(script, &workspace.path()).page();
    terminal.types("/pay").shows("Keep").types(CTRL_Z).shows("suspended with").is_restored();
    terminal.types("\n").until("the page again", |terminal| terminal.screen().alternate_screen());
    terminal.shows("/ pay").shows("Packaged Components (");
    assert!(!terminal.is_cooked());
    terminal.types(ESC).hides("/ pay").types("q").shows("ended with 0").is_restored();
    terminal.types("\n").ended();
}

#[test]
fn stopping_and_continuing_from_outside_draws_the_page_anew() {
    let workspace = Workspace::sample();
    let mut terminal = open(&workspace);
    terminal.signal("STOP").signal("CONT");
    let before = terminal.written.len();
    terminal.until("a whole frame", |terminal| contains(&terminal.written[before..], b"\x1b[2J"));
    assert_eq!(terminal.shows("Packaged Components (").types("q").ended(), 0);
}

#[test]
fn it_follows_the_size_of_the_terminal() {
    let workspace = Workspace::sample();
    let mut terminal = open(&workspace);
    terminal.resize(120, 36).until("a frame of 120 columns", |terminal| {
        let rule = terminal.screen().rows(0, 120).nth(1).unwrap_or_default();
        rule.chars().filter(|c| *c == '─').count() == 118
    });
    assert!(terminal.screen().rows(0, 120).nth(35).is_some_and(|footer| footer.contains("q Quit")));
    terminal.resize(50, 12).shows("needs at least 60x16").shows("this terminal is 50x12");
    // Keys do nothing there but what concerns the screen itself; once it is drawn anew, the first key was heard, too.
    redraw(terminal.types("r"));
    terminal.resize(60, 16).shows("1 Packs").shows("q Quit").hides("Select Versions");
    assert_eq!(terminal.types("q").ended(), 0);
}

#[test]
fn ctrl_l_draws_the_whole_screen() {
    let workspace = Workspace::sample();
    let mut terminal = open(&workspace);
    redraw(&mut terminal);
    assert_eq!(terminal.shows("Packaged Components (").types("q").ended(), 0);
}

/// Asks for a whole frame, and waits for it.
fn redraw(terminal: &mut Terminal) {
    let before = terminal.written.len();
    terminal.types(CTRL_L);
    terminal.until("a whole frame", |terminal| contains(&terminal.written[before..], b"\x1b[2J"));
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let workspace = Workspace::sample();
    let mut terminal = open(&workspace);
    terminal.types("/").shows("Keep").types("\x1b[200~pay\nq\rjr\x1b[201~");
    terminal.until("the text in the filter", |terminal| filter(terminal).replace(' ', "").contains("payqjr"));
    assert!(!terminal.screen().contents().contains("Select Versions"));
    // On the page, where no field has the focus, a paste is nothing at all.
    terminal.types(ESC).hides("Keep").types("\x1b[200~rq\x1b[201~").types("?").shows("Help");
    assert_eq!(terminal.types(CTRL_C).ended(), 130);
}

/// The line in which the filter stands.
fn filter(terminal: &Terminal) -> String {
    terminal.screen().rows(0, 80).find(|row| row.trim_start().starts_with("/ ")).unwrap_or_default()
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let workspace = Workspace::sample();
    let mut terminal = open(&workspace);
    // Long enough for it to have looked twice whether others changed anything.
    assert_eq!(terminal.bytes_within(Duration::from_millis(2500)), 0);
    assert_eq!(terminal.types("q").ended(), 0);
}

#[test]
fn what_was_released_survives_a_kill_in_the_middle_of_use() {
    let workspace = Workspace::sample();
    let mut terminal = open(&workspace);
    let before = releases(&workspace);
    release(&mut terminal);
    terminal.types(ENTER).shows("Packaged Components (").types("jjjjr").signal("KILL");
    drop(terminal);
    assert_eq!(releases(&workspace), before + 1);
    let mut terminal = open(&workspace);
    assert_eq!(terminal.types("jjk").types("q").ended(), 0);
}

/// Releases the pack that is looked at, as the wizard proposes it.
fn release(terminal: &mut Terminal) {
    terminal.types("r").shows("Release Integration Pack: Select Versions");
    terminal.types("n").shows("Select a Release Option");
    press_the_button(terminal, "is released");
}

/// Goes on to the wizard's last button and presses it: each needs an Enter of its own.
fn press_the_button(terminal: &mut Terminal, shown: &str) {
    redraw(terminal.types(ENTER));
    terminal.types(ENTER).shows(shown);
}

/// How many releases the first pack of the sample has.
fn releases(workspace: &Workspace) -> usize {
    printed(workspace, &["history", "Accounts Payable Automation", "--format", "json"]).matches("\"number\"").count()
}

#[test]
fn what_one_terminal_releases_another_one_shows() {
    let workspace = Workspace::sample();
    let (mut one, mut other) = (open(&workspace), open(&workspace));
    let number = releases(&workspace) + 1;
    release(&mut one);
    other.shows(&format!("Current #{number}"));
    one.types(ENTER).shows(&format!("Current #{number}"));
    for terminal in [&mut one, &mut other] {
        assert_eq!(terminal.types("q").ended(), 0);
    }
}

#[test]
fn a_release_of_an_unknown_pack_never_takes_the_terminal() {
    let workspace = Workspace::sample();
    let mut terminal = Start::ipack(&workspace.path()).arguments(["release", NO_RELEASE, "Nothing Like It"]).run();
    assert_eq!(terminal.ended(), 4);
    assert!(!contains(&terminal.written, b"\x1b[?1049h"));
    assert!(terminal.screen().contents().contains("Nothing Like It"), "{}", terminal.screen().contents());
}

#[test]
fn without_colour_the_selection_shows_by_other_means() {
    let workspace = Workspace::sample();
    let mut terminal = Start::ipack(&workspace.path()).variable("NO_COLOR", "1").page();
    terminal.types("r").shows("Select Versions");
    assert_eq!(colours(&terminal.written), [0_u32; 0]);
    let (rows, columns) = terminal.screen().size();
    let cells = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
    let marked = cells.filter_map(|(row, column)| terminal.screen().cell(row, column));
    assert!(marked.into_iter().any(|cell| cell.inverse() || cell.bold()));
    assert_eq!(terminal.types(CTRL_C).ended(), 130);

    let mut terminal = Start::ipack(&workspace.path()).variable("NO_COLOR", "").page();
    assert_ne!(colours(&terminal.written), [0_u32; 0], "an empty NO_COLOR says nothing");
    assert_eq!(terminal.types("q").ended(), 0);
}

/// The colours asked for by the SGR sequences in what a terminal was sent; resets are none.
fn colours(written: &[u8]) -> Vec<u32> {
    let text = String::from_utf8_lossy(written);
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ';'))?;
        (rest[end..].starts_with('m'))
            .then(|| rest[..end].split(';').filter_map(|n| n.parse().ok()).collect::<Vec<_>>())
    });
    sequences.flatten().filter(|n| matches!(n, 30..=38 | 40..=48 | 90..=107)).collect()
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
