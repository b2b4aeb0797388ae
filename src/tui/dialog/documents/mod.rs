//! The workspace as code, from the screens: importing documents, and writing them.

pub(in crate::tui) mod export;
pub(in crate::tui) mod import;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Layer, Verdict};
use crate::tui::{
    keys::{Action, Scope},
    look::Look,
    model::Model,
    program::Effect,
    widget::Edit,
    worker::Request,
};

type Effects = Vec<Effect<Request>>;

/// One of them.
#[derive(Debug)]
pub enum Dialog {
    /// **Import**.
    Import(import::State),
    /// **Export**.
    Export(export::State),
}

impl Dialog {
    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self {
            Self::Import(state) => state.scopes(),
            Self::Export(state) => state.scopes(),
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        match self {
            Self::Import(state) => state.edit(edit),
            Self::Export(state) => state.edit(edit),
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        match self {
            Self::Import(state) => state.act(action),
            Self::Export(state) => state.act(action),
        }
    }
}

/// Opens **Import**.
pub(in crate::tui) fn import(model: &mut Model) -> Effects {
    open(model, Dialog::Import(import::State::default()))
}

/// Opens **Export**, which offers the pack that is looked at beside the whole workspace.
pub(in crate::tui) fn export(model: &mut Model) -> Effects {
    let pack = model.packs.view().map(|view| (view.pack.id.clone(), view.pack.name.clone()));
    open(model, Dialog::Export(export::State::new(pack)))
}

fn open(model: &mut Model, dialog: Dialog) -> Effects {
    model.layers.push(Layer::Documents(Box::new(dialog)));
    vec![]
}

/// The one in front.
pub(in crate::tui) fn front(model: &mut Model) -> Option<&mut Dialog> {
    match model.layers.last_mut() {
        Some(Layer::Documents(dialog)) => Some(dialog),
        _ => None,
    }
}

pub(super) fn draw(look: &Look, dialog: &Dialog, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    match dialog {
        Dialog::Import(state) => import::draw(look, state, screen, buf),
        Dialog::Export(state) => export::draw(look, state, screen, buf),
    }
}
