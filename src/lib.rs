//! `ipack`: the release desk for integration packs, in the terminal.
//!
//! # The house
//!
//! | room | what lives there | what it may know |
//! |---|---|---|
//! | [`domain`] | nouns and rules: packs, versions, selections, releases, schedules | nothing else: no files, no clock, no terminal |
//! | [`platform`] | the platform's REST API as values: requests, answers, JSON and XML, the filter language | nothing else |
//! | [`store`] | the state on disk, RON throughout: journal, snapshot, lock; and a journal that a database keeps for many | `domain` |
//! | [`engine`] | use cases, a file for each thing that is done or shown: rules + store + clock | `store`, `domain`, `text`, `platform` |
//! | [`serve`] | the twin: the platform's API over a workspace, and the socket in front of it | `platform`, `engine`, `domain` |
//! | [`link`] | what goes out of this machine: the carrier over HTTPS with its credentials, requests and commands of hooks | `platform` |
//! | [`config`] | how one admin likes the program: keys, week start, colours | `tui::keys` and `tui::theme`, to check them; `domain`, for names that are like one |
//! | [`text`] | text measured in terminal cells, cleaned of what must not reach a terminal | nothing else |
//! | [`cli`] | one file per command; answers as table, json or ron | `plain`, `tui`, `serve`, `link`, `platform`, `config`, `engine`, `domain`, `text` |
//! | [`plain`] | the wizard in lines of text, for screen readers and dumb terminals | `engine`, `domain`, `text` |
//! | [`tui`] | the pages, the two-step wizard, the dialogs | `engine`, `domain`, `text` |
//!
//! Inside `tui`:
//!
//! | room | what lives there | what it may know |
//! |---|---|---|
//! | `tui::runtime` | the loop that joins terminal, program and worker thread | `input`, `terminal`, `editor`, `program`, `event` |
//! | `tui::harness` | the same loop without threads or a terminal, for tests | `program`, `event`, `keys`, `theme` |
//! | `tui::app` | the program that the loop runs | `view`, `update`, `model`, `program`, `event`, `command`, `look`, `keys`, `theme` |
//! | `tui::view` | the whole screen | `update`, `model`, `page`, `layout`, `look`, `keys`, `widget` |
//! | `tui::update` | what inputs do: the only room that carries out commands | `model`, `page`, `wizard`, `several`, `dialog`, `command`, `program`, `event`, `keys`, `widget` |
//! | `tui::model` | all that the screens know | `page`, `wizard`, `several`, `dialog`, `dialog_stack`, `command`, `look`, `mirror`, `clipboard`, `widget` |
//! | `tui::page` | what one sees between two jobs | `dialog`, `filter`, `changes`, `command`, `look`, `layout`, `keys`, `widget` |
//! | `tui::wizard` | Select Versions, Select Release Schedule, Success | `dialog`, `form`, `date_choice`, `changes`, `command`, `look`, `layout`, `keys`, `widget`, `theme` |
//! | `tui::several` | several packs released in one go: review, schedule, results | `dialog`, `form`, `date_choice`, `changes`, `command`, `look`, `layout`, `keys`, `widget` |
//! | `tui::dialog` | what stands in front of both | `form`, `date_choice`, `filter`, `changes`, `command`, `look`, `layout`, `keys`, `widget`, `theme` |
//! | `tui::dialog_stack` | which dialogs are open | `command` |
//! | `tui::worker` | the thread that asks the engine | `command` |
//! | `tui::date_choice` | a date as people type it, with its calendar | `look`, `keys`, `widget` |
//! | `tui::form` | labelled controls and lists over their buttons: focus, and what is wrong where | `date_choice`, `filter`, `look`, `layout`, `keys`, `widget` |
//! | `tui::filter` | lists that are narrowed by typing | `keys`, `widget`, `theme` |
//! | `tui::changes` | what changes between two releases, in lines | `widget`, `theme` |
//! | `tui::command` | what can be wanted, what a dialog is, how a reply comes home | `look`, `keys`, `widget` |
//! | `tui::look` | what drawing and keys have in common | `mirror`, `keys`, `theme`, `clipboard` |
//! | `tui::mirror` | how fresh the mirror of the platform is, and when to look again | `keys`, `widget` |
//! | `tui::input` | the terminal's bytes, read as events | `event`, `keys` |
//! | `tui::editor` | the admin's own editor, which has the terminal meanwhile | nothing else |
//! | `tui::terminal` | raw mode and the screen | `output`, `frames`, `clipboard` |
//! | `tui::clipboard` | which way a text goes to the clipboard | nothing else |
//! | `tui::output` | the way to the terminal, which never waits for long | nothing else |
//! | `tui::frames` | drawings as the terminal's bytes | nothing else |
//! | `tui::program` | what a program is to the loop | `event` |
//! | `tui::event` | what a terminal can say | `keys` |
//! | `tui::keys` | which key does what, where, in which words | `widget` |
//! | `tui::layout` | areas cut into rows and columns | nothing else |
//! | `tui::widget` | single things; none has heard of an integration pack | `theme` |
//! | `tui::theme` | what things mean, and how meanings look | nothing else |
//!
//! A test (`tests/arrows`) reads these tables and the sources. It fails on any arrow that is not in them, on circles of
//! rooms, and on files that import each other in a circle. The verbs of `engine` take and return owned values, so that
//! a workspace may one day live behind a server and only `engine` would notice.
//!
//! # The life of a key press
//!
//! input thread → event → chord → keymap (of the page, wizard or dialog in front) → action → commands → update →
//! effects → worker thread (a question to the engine) → reply → commands → draw. `update` does no I/O; `draw` takes
//! `&Model`.

pub mod cli;
pub mod config;
pub mod domain;
pub mod engine;
#[cfg(any(feature = "platform", feature = "notice"))]
pub mod link;
pub mod plain;
#[cfg(feature = "platform")]
pub mod platform;
#[cfg(feature = "platform")]
pub mod serve;
pub mod store;
pub mod text;
pub mod tui;
