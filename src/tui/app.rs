//! The program that the runtime runs: the model with its keys and its look.

use std::{sync::Arc, time::Duration};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    command::{Command, Reply, Request, propose},
    keys::Keymap,
    look::Look,
    model::Model,
    program::{Effect, Input, Program, Tick},
    theme::Theme,
    update, view,
};
use crate::{domain::PackId, engine::Purpose};

/// How often to look for what others have committed: one `stat`, on the worker thread.
const FOLLOW: Duration = Duration::from_secs(1);

/// How often to show how far long work is, while there is any.
const WORK: Duration = Duration::from_millis(200);

/// The program.
#[derive(Debug)]
pub struct App {
    /// What it knows.
    pub model: Model,
    /// How it looks.
    pub theme: Theme,
    wizard_for: Option<(PackId, Purpose)>,
}

impl App {
    /// The program with the default keys.
    #[must_use]
    pub fn new(model: Model, theme: Theme) -> Self {
        Self { model, theme, wizard_for: None }
    }

    /// The program with other keys.
    #[must_use]
    pub fn with_keymap(mut self, keymap: Keymap) -> Self {
        self.model.context.keymap = Arc::new(keymap);
        self
    }

    /// Goes straight into the wizard for a pack.
    #[must_use]
    pub fn with_wizard_for(mut self, pack: PackId, purpose: Purpose) -> Self {
        self.model.packs.select(&pack);
        self.wizard_for = Some((pack, purpose));
        self
    }
}

impl Program for App {
    type Request = Request;
    type Answer = Reply;

    fn start(&mut self) -> Vec<Effect<Request>> {
        let mut commands = self.model.packs.look();
        commands.extend(self.wizard_for.take().map(|(id, purpose)| propose(id, purpose)));
        // What was missed while nobody was there is to be known at once.
        commands.push(Command::Refresh);
        update::apply(&mut self.model, None, commands)
    }

    fn update(&mut self, input: Input<Reply>) -> Vec<Effect<Request>> {
        update::update(&mut self.model, input)
    }

    fn draw(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(&self.model, &Look::new(&self.theme, &self.model.context), area, buf)
    }

    fn wants_tick(&self) -> Option<Tick> {
        Some(Tick::Every(if self.model.dialogs.work().is_some() { WORK } else { FOLLOW }))
    }
}
