//! Documents with anything in them: none makes an import panic, hang or take a half of it.

use ipack::{
    domain::Via,
    engine::{Engine, FixedClock, Source},
};

use crate::{Dice, desk::DOCUMENT, runs};

/// Pieces that a document is changed with.
const PIECES: [&str; 14] = [
    "(",
    ")",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\u{0}",
    "\u{202e}",
    "\\u{10ffff}",
    "99999999999999999999",
    "Some(",
    "//",
    "/*",
];

/// Changes a document in some places.
fn mutate(text: &str, dice: &mut Dice) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len());
        let to = (at + dice.roll(40)).min(bytes.len());
        match dice.roll(5) {
            0 => drop(bytes.drain(at..to)),
            1 => {
                let part = bytes[at..to].to_vec();
                let there = dice.roll(bytes.len() + 1);
                bytes.splice(there..there, part);
            }
            2 => bytes[at] ^= 1 << dice.roll(7),
            _ => drop(bytes.splice(at..at, PIECES[dice.roll(PIECES.len())].bytes())),
        }
        if bytes.is_empty() {
            bytes.push(b'(');
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Imports mutated documents into a workspace; how many were refused.
fn import(times: usize) -> usize {
    let dir = tempfile::tempdir().expect("a folder");
    let clock = FixedClock::new("2026-03-01T12:00:00Z".parse().expect("an instant"));
    let mut engine = Engine::open(dir.path(), clock, "m.ruiz@desk".into(), Via::Cli).expect("opens");
    let (mut dice, mut refused) = (Dice(3), 0);
    for _ in 0..times {
        let text = mutate(DOCUMENT, &mut dice);
        let before = engine.overview().packs.len();
        if engine.import(&[Source { path: "w.ron".into(), text }]).is_err() {
            assert_eq!(engine.overview().packs.len(), before);
            refused += 1;
        }
    }
    assert_eq!(
        ipack::engine::check(dir.path(), &ipack::engine::Progress::default()).expect("looked at").faults.len(),
        0
    );
    refused
}

#[test]
fn some_mutated_documents() {
    assert!(import(500) > 100);
}

#[test]
#[ignore = "it takes minutes"]
fn mutated_documents() {
    let times = runs(100_000);
    println!("{times} documents, {} of them refused", import(times));
}
