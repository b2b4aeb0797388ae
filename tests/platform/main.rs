//! The wire: the platform's own examples, and what the twin answers.

#![cfg(feature = "platform")]
#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

#[path = "../support/mod.rs"]
mod support;

mod examples;
#[cfg(unix)]
mod sockets;
mod stage;
mod twin;
