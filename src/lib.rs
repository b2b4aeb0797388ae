//! `ipack`: the release desk for integration packs, in the terminal.
//!
//! # The house
//!
//! | room | what lives there | what it may know |
//! |---|---|---|
//! | [`domain`] | nouns and rules: packs, versions, selections, releases, schedules | nothing else: no files, no clock, no terminal |
//! | [`platform`] | the platform's REST API as values: requests, answers, JSON and XML, the filter language | nothing else |
//! | [`store`] | the state on disk, RON throughout: journal, snapshot, lock | `domain` |
//! | [`engine`] | use cases, a file per verb: rules + store + clock | `store`, `domain` |
//! | [`config`] | how one admin likes the program: keys, week start, colours | `tui::keys`, to check them |
//! | [`text`] | text measured in terminal cells, cleaned of what must not reach a terminal | nothing else |
//! | [`cli`] | one file per command; answers as table, json or ron | `engine`, `domain` |
//! | [`plain`] | the wizard in lines of text, for screen readers and dumb terminals | `engine`, `domain` |
//! | [`tui`] | the pages, the two-step wizard, the dialogs | `engine`, `domain` |
//!
//! Arrows point downwards only. The verbs of `engine` take and return owned values, so that a workspace
//! may one day live behind a server and only `engine` would notice.
//!
//! # The life of a key press
//!
//! input thread → event → chord → keymap (of the page or dialog in front) → action → message → update → effects →
//! worker thread (an engine verb) → message → draw. `update` does no I/O; `draw` takes `&Model`.

pub mod cli;
pub mod config;
pub mod domain;
pub mod engine;
pub mod plain;
#[cfg(feature = "platform")]
pub mod platform;
pub mod store;
pub mod text;
pub mod tui;
