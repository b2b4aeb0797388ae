//! The screens, driven without a terminal: keys as an admin would press them, and what they lead to.
//!
//! A screen that everything else is a variation of is drawn at every size and compared as a whole. Any other test says
//! the sentence, the mark or the state that it is about.

#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

#[path = "../support/mod.rs"]
mod support;

mod account_groups;
mod accounts;
mod activity;
mod approvals;
mod backgrounds;
mod between_pages;
mod bytes;
mod components;
mod conflict;
mod cursor;
mod documents;
mod edit_packs;
mod editor;
mod falling_due;
mod few_keys;
mod footers;
mod freezes;
mod history;
mod hooks;
mod integration_packs;
mod landing;
mod leaving;
mod left_drafts;
mod legacy;
mod mouse;
mod palette;
mod parity;
mod rollback;
mod schedule;
mod scheduled_release;
mod select_release_schedule;
mod select_version;
mod select_versions;
mod settings;
mod several;
mod shared;
mod story;
mod styles;
mod success;
mod sweep;
mod trouble;
mod twice;
mod who_has_it;
mod whole_job;

/// Compares the screens that keys lead to, at every size, with the snapshot that has the test's name.
macro_rules! whole_screens {
    ($workspace:expr, $keys:expr) => {
        $crate::compare!($keys, $crate::support::screens::at_every_size($workspace, $keys))
    };
}

/// The same at one size: for what only a picture shows.
macro_rules! whole_screen {
    ($workspace:expr, $keys:expr) => {
        $crate::compare!($keys, $crate::support::screens::at_one_size($workspace, $keys))
    };
}

/// Compares what was drawn with the snapshot that has the test's name, under what led to it.
macro_rules! compare {
    ($said:expr, $drawn:expr) => {
        insta::with_settings!({ description => $said, omit_expression => true }, {
            insta::assert_snapshot!($drawn);
        })
    };
}

use {compare, whole_screen, whole_screens};
