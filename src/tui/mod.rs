//! The terminal interface: pages, the two-step wizard, dialogs.
//!
//! `terminal` owns raw mode and the screen, `frames` turns drawings into its bytes, `event` names what a terminal can
//! say, `program` what can be run, `runtime` the loop that joins them with a worker thread, `harness` the same loop
//! without threads or a terminal, for tests. `theme` knows what things mean and how meanings look; `widget` draws and
//! edits single things and has never heard of an integration pack; `keys` says which key does what, where, and in
//! which words.
//!
//! `app` is the program: `model` (what it knows), `update` (what inputs do to it) and `view` (how it looks). What
//! stands in front is a `dialog`, else the `wizard`, else a `page`: each knows its own state and the context, and
//! answers in the commands of `command`, which only `update` carries out. A command may ask the worker; where the reply
//! goes is said with the question.
//!
//! Arrows: `runtime` → `app` → `update` → page, wizard, dialog → `look`, `command` → `keys` → `widget` → `theme`.
//! Whatever is slow or can fail runs in the worker; drawing takes `&self` and neither touches a file, a thread or a
//! clock.

pub mod app;
mod changes;
pub mod clipboard;
pub mod command;
mod date_choice;
mod dialog;
pub mod dialog_stack;
mod editor;
pub mod event;
mod filter;
mod form;
pub mod frames;
pub mod harness;
pub mod input;
pub mod keys;
mod layout;
pub mod look;
pub mod mirror;
pub mod model;
mod output;
pub mod page;
pub mod program;
pub mod runtime;
pub mod several;
pub mod terminal;
pub mod theme;
mod update;
mod view;
pub mod widget;
pub mod wizard;
pub mod worker;

use std::io;

use chrono::{TimeDelta, Weekday};

use self::{
    app::App,
    keys::Keymap,
    model::Model,
    theme::{Theme, ThemeName, ThemeOptions},
};
use crate::{
    domain::PackId,
    engine::{Engine, EngineError, Purpose},
};

/// How one admin likes the screens.
#[derive(Debug, Clone)]
pub struct Options {
    /// Colours and marks.
    pub theme: ThemeOptions,
    /// Whether the terminal may be asked what its background is, where the theme goes by that.
    pub ask_background: bool,
    pub mouse: bool,
    /// What keys mean.
    pub keymap: Keymap,
    /// The day that weeks begin with.
    pub week_start: Weekday,
    /// Time between two looks at the platform, in a connected workspace; none for never.
    pub sync_every: Option<TimeDelta>,
}

/// Runs the screens until the admin quits; in the wizard where a pack is named. Returns the exit status. `again` opens
/// the workspace a second time, for requests to the platform, which may take minutes.
pub fn run(
    mut engine: Engine,
    again: impl Fn() -> Result<Engine, EngineError> + Send + Sync + 'static,
    options: Options,
    wizard_for: Option<(PackId, Purpose)>,
) -> io::Result<u8> {
    let overview = engine.overview();
    let mut model = Model::new(overview, engine.place());
    for notice in engine.take_notices() {
        model.notify(widget::Tone::Warning, notice);
    }
    if let Ok((width, height)) = crossterm::terminal::size() {
        model.resized(width, height);
    }
    model.context.week_start = options.week_start;
    model.context.mirror.every = options.sync_every;
    model.context.clipboard = clipboard::Clipboard::of_environment();
    let mut app = App::new(model, Theme::new(&options.theme)).with_keymap(options.keymap);
    if options.ask_background && options.theme.color && options.theme.name == ThemeName::Auto {
        app = app.with_theme_for_background(options.theme);
    }
    if options.mouse {
        terminal::use_mouse();
        app = app.with_mouse();
    }
    if let Some((pack, purpose)) = wizard_for {
        app = app.with_wizard_for(pack, purpose);
    }
    let clock = engine.clock();
    let work = move |request| worker::answer(&mut engine, request);
    let send = move |request| worker::answer_apart(&again, request);
    Ok(runtime::run(&mut app, work, send, move || clock.now())?.status())
}
