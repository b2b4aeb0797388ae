//! How much a key costs a slow line: the bytes of the frame that it leads to.

use ipack::tui::{app::App, frames::Frames, harness::Harness, program::Program as _};
use ratatui::layout::Rect;

use crate::support::Workspace;

/// The most that a row may cost.
const MOST: usize = 400;

/// Bytes of the frame after each of the keys.
fn bytes(before: &str, keys: &[&str], (width, height): (u16, u16)) -> Vec<usize> {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(width, height);
    screens.press(before);
    let (mut frames, area) = (Frames::default(), Rect::new(0, 0, width, height));
    let mut frame =
        |screens: &Harness<App>| frames.next(area, |area, buf| screens.program().draw(area, buf)).expect("drawn").len();
    frame(&screens);
    keys.iter().map(|keys| frame(screens.press(keys))).collect()
}

/// Where only the row changes: a pack's table, step 1, the help.
#[test]
fn a_moved_row_costs_few_bytes() {
    for size in [(80, 24), (120, 36)] {
        for before in ["<Enter>", "r", "/order<Enter><Enter>", "/order<Enter>r", "/edi<Enter>r", "?"] {
            let all = bytes(before, &["<Down>", "<Down>", "<Up>"], size);
            assert!(all.iter().all(|bytes| *bytes <= MOST), "{size:?}, {before}: {all:?}");
        }
    }
}
