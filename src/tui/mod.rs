//! The terminal interface: pages, the two-step wizard, dialogs.
//!
//! `terminal` owns raw mode and the screen, `event` names what a terminal can say, `program` what can be
//! run, `runtime` the loop that joins all three with a worker thread, `harness` the same loop without threads or a
//! terminal, for tests.
//! `theme` knows what things mean and how meanings look; `widget` draws and edits single things and has never
//! heard of an integration pack; `keys` says which key does what, where, and in which words.
//!
//! Arrows: `runtime` → `update` → pages, wizard, layers → `widget` → `theme`. Whatever is slow or can fail runs in
//! the worker; drawing takes `&self` and neither touches a file, a thread or a clock.

pub mod event;
pub mod harness;
pub mod keys;
pub mod program;
pub mod runtime;
pub mod terminal;
pub mod theme;
pub mod widget;
