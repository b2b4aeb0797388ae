//! The wire: the platform's own examples, and what the twin answers.

#![cfg(feature = "platform")]

mod examples;
