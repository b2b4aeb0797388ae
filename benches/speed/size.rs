//! What goes over a slow line, and what is installed: bytes, each beside the most that it may be.

use std::fs;

use ipack::tui::harness::chords;

use crate::{keys::Desk, table::Table, workspace::Workspace};

/// The most bytes that a moved row may cost, where only the row changes.
const ROW: u64 = 400;

/// The most bytes of the program without the features that came later.
const PROGRAM: u64 = 6_000_000;

/// What moves: its name, and the keys that lead there.
const WAYS: [(&str, &str); 2] = [("a pack's table", "<Enter>"), ("step 1", "r")];

pub(crate) fn measure(table: &mut Table) {
    for (name, workspace) in [("sample", Workspace::sample()), ("10,000 packs", Workspace::of(10_000))] {
        for (what, before) in WAYS {
            let mut desk = Desk::new(workspace.engine());
            for chord in chords(before) {
                desk.press(chord);
            }
            let moved = chords("<Down><Down><Up><Down>").into_iter().map(|chord| {
                desk.press(chord);
                desk.bytes()
            });
            table.add_bytes(format!("a moved row, {what}, {name}"), moved.max().unwrap_or(0), Some(ROW));
        }
    }
    let program = fs::metadata(env!("CARGO_BIN_EXE_ipack")).expect("the program").len();
    let is_least = !cfg!(feature = "platform") && !cfg!(feature = "shared");
    let (features, most) = if is_least { ("without features", Some(PROGRAM)) } else { ("with features", None) };
    table.add_bytes(format!("the program, {features}"), program, most);
}
