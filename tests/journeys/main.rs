//! Journeys: keys as an admin would press them, and the whole screen that they lead to, at the smallest size, the
//! usual one and a roomy one.
//!
//! A journey starts from a workspace of its own for each size, so that what it does is done once. Its snapshot shows
//! the keys and then the three screens.

#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

#[path = "../support/mod.rs"]
mod support;

mod conflict;
mod history;
mod integration_packs;
mod landing;
mod leaving;
mod publisher;
mod rollback;
mod schedule;
mod scheduled;
mod select_version;
mod select_versions;
mod styles;
mod success;
mod trouble;
mod whole_job;

use ipack::tui::{app::App, harness::Harness};
use support::Workspace;

/// The smallest screen that the pages can be read on, a terminal as it opens, and one with room.
const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 36)];

/// The screens that keys lead to, at every size.
fn at_every_size(workspace: impl Fn() -> Workspace, keys: &str) -> String {
    drawn_at_every_size(workspace, |_, screens| {
        screens.press(keys);
    })
}

/// The screens that anything leads to, at every size.
fn drawn_at_every_size(workspace: impl Fn() -> Workspace, travel: impl Fn(&Workspace, &mut Harness<App>)) -> String {
    let screens = SIZES.map(|(width, height)| {
        let workspace = workspace();
        let mut screens = workspace.screens(width, height);
        travel(&workspace, &mut screens);
        format!("{width}x{height}\n{}\n", framed(&screens))
    });
    screens.join("\n")
}

/// The screen between two lines that are as wide as it is, so that its right edge shows.
fn framed(screens: &Harness<App>) -> String {
    let edge = "═".repeat(usize::from(screens.buffer().area.width));
    format!("{edge}\n{}\n{edge}", screens.screen())
}

/// Compares the screens at every size with the snapshot that has the test's name.
macro_rules! journey {
    ($workspace:expr, $keys:expr) => {
        insta::with_settings!({ description => $keys, omit_expression => true }, {
            insta::assert_snapshot!($crate::at_every_size($workspace, $keys));
        })
    };
}

/// The same for a journey that is more than keys.
macro_rules! screens {
    ($said:expr, $drawn:expr) => {
        insta::with_settings!({ description => $said, omit_expression => true }, {
            insta::assert_snapshot!($drawn);
        })
    };
}

use {journey, screens};
