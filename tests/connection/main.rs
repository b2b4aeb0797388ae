//! A connected workspace against the twin, in memory and over sockets: one line loses, repeats and mangles.

#![cfg(feature = "platform")]
#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

#[path = "../support/mod.rs"]
mod support;

mod adopt;
mod approvals;
mod assumptions;
mod content;
mod freezes;
mod hostile;
mod installed;
mod killed;
mod killed_content;
mod program;
mod release;
mod schedule;
mod screens;
mod secret;
mod secure;
mod sequences;
mod socket;
mod stage;
mod sync;
mod trouble;
mod weather;
