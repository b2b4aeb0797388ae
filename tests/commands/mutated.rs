//! Documents that were changed at random: read or refused with a place inside them, never a panic.
//!
//! `cargo test --release --test commands mutated -- --ignored` tries 100,000.

use ipack::engine::{Engine, EngineError, Source};

use super::support::{SMALL, Workspace};

/// Numbers that look random and are always the same (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % (n.max(1) as u64)).expect("it fits")
    }

    fn range(&mut self, text: &[char]) -> std::ops::Range<usize> {
        let from = self.below(text.len());
        let length = if self.below(4) == 0 { self.below(200) } else { self.below(12) };
        from..(from + length).min(text.len())
    }
}

/// What is put in, beside parts of the document itself.
const PIECES: [&str; 24] = [
    "(",
    ")",
    "[",
    "]",
    "\"",
    "\\",
    ",",
    ":",
    "//",
    "/*",
    "*/",
    "\n",
    "\r\n",
    "\t",
    "\u{0}",
    "\u{202e}",
    "\u{feff}",
    "顧客",
    "e\u{301}",
    "-1",
    "99999999999999999999",
    "Some(",
    "#![enable(x)]",
    "r#\"",
];

fn mutate(text: &mut Vec<char>, dice: &mut Dice) {
    for _ in 0..=dice.below(3) {
        let range = dice.range(text);
        match dice.below(5) {
            0 => drop(text.drain(range)),
            1 => {
                let copy: Vec<char> = text[range].to_vec();
                let at = dice.below(text.len());
                text.splice(at..at, copy);
            }
            2 => text.truncate(if dice.below(8) == 0 { range.start } else { text.len() }),
            3 => {
                let again: Vec<char> = text[range.clone()].repeat(1 + dice.below(40));
                text.splice(range, again);
            }
            _ => {
                let piece: Vec<char> = PIECES[dice.below(PIECES.len())].chars().collect();
                text.splice(range.start..range.start, piece);
            }
        }
    }
}

/// Tries so many documents; how many were read and how many refused.
fn try_out(count: usize, seed: u64) -> [usize; 2] {
    let mut dice = Dice(seed);
    let workspaces = [Workspace::empty(), Workspace::small()];
    let mut engines: Vec<Engine> = workspaces.iter().map(Workspace::engine).collect();
    let mut tally = [0, 0];
    for nth in 0..count {
        let mut text: Vec<char> = SMALL.chars().collect();
        mutate(&mut text, &mut dice);
        let text: String = text.into_iter().collect();
        match engines[nth % 2].plan_import(&[Source { path: "mutated.ron".into(), text: text.clone() }]) {
            Ok(_) => tally[0] += 1,
            Err(EngineError::Documents(errors)) => {
                tally[1] += 1;
                for error in &errors.first {
                    let line = text.split('\n').nth(error.line - 1).unwrap_or_else(|| panic!("{error}\n{text}"));
                    assert!(error.column <= line.chars().count() + 1, "{error}\n{text}");
                }
                assert!(errors.to_string().len() < 200_000);
            }
            Err(other) => panic!("{other}\n{text}"),
        }
    }
    tally
}

#[test]
fn a_changed_document_is_read_or_refused_with_its_place() {
    let [read, refused] = try_out(1_500, 7);
    assert!(read > 20 && refused > 500, "{read} read, {refused} refused");
}

#[test]
#[ignore = "takes minutes"]
fn a_hundred_thousand_changed_documents() {
    let [read, refused] = try_out(100_000, 11);
    println!("{read} read, {refused} refused");
}
