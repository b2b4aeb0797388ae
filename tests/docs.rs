//! What the README shows is what the program does.

#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

mod support;

use clap::Parser as _;
use ipack::{cli::Cli, domain::Pending};
use support::Workspace;

const README: &str = include_str!("../README.md");

/// The fenced blocks of a language.
fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let start = format!("\n```{language}\n");
    let blocks: Vec<_> = README.split(start.as_str()).skip(1).filter_map(|rest| rest.split("\n```").next()).collect();
    blocks.into_iter()
}

#[test]
fn the_screen_is_the_programs_own() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(96, 22);
    screens.press("/otc<Enter>r=<Down><Left><Down><Down><Down><Down><Down>");
    let shown = blocks("text").next().expect("a screen");
    let screen = screens.screen();
    assert!(shown == screen, "the README should show:\n{screen}");
}

#[test]
fn the_document_can_be_imported_and_released() {
    let workspace = Workspace::of(blocks("ron").next().expect("a document"));
    let pack = workspace.pack("Returns and Refunds");
    let view = workspace.engine().pack(&pack).expect("the pack");
    assert!(view.releasable);
    let pending: Vec<_> = view.rows.iter().map(|row| row.pending.clone()).collect();
    assert_eq!(pending, [Pending::Version("1.1".into()), Pending::Version("2.3".into())]);
}

#[test]
fn the_commands_exist() {
    let lines = blocks("sh").flat_map(str::lines).filter(|line| line.starts_with("ipack "));
    let commands: Vec<Vec<String>> = lines.map(words).collect();
    assert!(commands.len() > 10);
    for command in commands {
        assert!(Cli::try_parse_from(&command).is_ok(), "{command:?}");
    }
}

/// A command line's words; double quotes keep some together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').zip([false, true].into_iter().cycle());
    let words = parts.flat_map(|(part, quoted)| {
        if quoted { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() }
    });
    words.collect()
}
