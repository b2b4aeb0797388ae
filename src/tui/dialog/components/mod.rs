//! The dialogs in which a publisher makes components and their versions, and compares these.
//!
//! Each asks for one verb. While that is on its way keys wait; what is refused leaves the dialog, and what was typed in
//! it, as it was.

mod compare;
mod create;
mod delete;
mod package;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Layer, Verdict, question};
use crate::{
    domain::{Component, Version},
    engine::{Comparison, Packaging},
    tui::{
        keys::{Action, Availability, Scope},
        look::Look,
        model::Model,
        widget::Edit,
    },
};

/// One of them.
#[derive(Debug)]
enum Dialog {
    Create(create::State),
    Package(package::State),
    Delete(question::State),
    Compare(compare::State),
}

/// A dialog, and whether it waits for an answer.
#[derive(Debug)]
pub struct State {
    dialog: Dialog,
    submitted: bool,
}

impl State {
    pub(super) fn scopes(&self) -> Vec<Scope> {
        match &self.dialog {
            Dialog::Create(state) => state.scopes(),
            Dialog::Package(state) => state.scopes(),
            Dialog::Delete(_) => vec![Scope::Buttons, Scope::Confirm],
            Dialog::Compare(_) => vec![Scope::CompareVersions],
        }
    }

    /// Whether leaving would lose what was typed or checked.
    pub(super) fn is_edited(&self) -> bool {
        match &self.dialog {
            Dialog::Create(state) => state.is_edited(),
            Dialog::Package(state) => state.is_edited(),
            Dialog::Delete(_) | Dialog::Compare(_) => false,
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        match &mut self.dialog {
            _ if self.submitted => {}
            Dialog::Create(state) => state.edit(edit),
            Dialog::Package(state) => state.edit(edit),
            Dialog::Delete(_) | Dialog::Compare(_) => {}
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        let verdict = match &mut self.dialog {
            _ if self.submitted => return Verdict::Stay,
            Dialog::Create(state) => state.act(action),
            Dialog::Package(state) => state.act(action),
            Dialog::Delete(state) => state.act(action),
            // Stepping through versions is no verb: it waits for nothing.
            Dialog::Compare(state) => return state.act(action),
        };
        self.submitted = matches!(verdict, Verdict::Ask(_));
        verdict
    }

    pub(super) fn availability(&self, action: Action) -> Availability {
        match &self.dialog {
            Dialog::Package(state) => state.availability(action),
            Dialog::Compare(state) => state.availability(action),
            Dialog::Create(_) | Dialog::Delete(_) => Availability::Available,
        }
    }

    /// Says what could not be done.
    pub(in crate::tui) fn refuse(&mut self, why: String) {
        match &mut self.dialog {
            Dialog::Create(state) => state.refuse(why),
            Dialog::Package(state) => state.refuse(why),
            Dialog::Delete(state) => state.refuse(why),
            Dialog::Compare(_) => {}
        }
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    match &state.dialog {
        Dialog::Create(state) => create::draw(look, state, screen, buf),
        Dialog::Package(state) => package::draw(look, state, screen, buf),
        Dialog::Delete(state) => {
            question::draw(look, state, screen, buf);
            None
        }
        Dialog::Compare(state) => {
            compare::draw(look, state, screen, buf);
            None
        }
    }
}

fn layer(dialog: Dialog) -> Layer {
    Layer::Components(Box::new(State { dialog, submitted: false }))
}

/// **Create Component**.
pub(in crate::tui) fn create() -> Layer {
    layer(Dialog::Create(create::State::new()))
}

/// **Package Component**.
pub(in crate::tui) fn package(packaging: Box<Packaging>) -> Layer {
    layer(Dialog::Package(package::State::new(packaging)))
}

/// The question before a version is deleted.
pub(in crate::tui) fn delete(component: &Component, version: &Version) -> Layer {
    layer(Dialog::Delete(delete::question(component, version)))
}

/// Shows a comparison: in the dialog that asked for it, or in one of its own.
pub(in crate::tui) fn compare(model: &mut Model, compared: Box<Comparison>) {
    for state in dialogs(model) {
        if let Dialog::Compare(state) = &mut state.dialog {
            return state.renew(compared);
        }
    }
    model.layers.push(layer(Dialog::Compare(compare::State::new(compared))));
}

/// These dialogs, which the help may stand in front of.
fn dialogs(model: &mut Model) -> impl Iterator<Item = &mut State> {
    model.layers.iter_mut().filter_map(|layer| match layer {
        Layer::Components(state) => Some(&mut **state),
        _ => None,
    })
}

/// The dialog whose verb was answered: it hears keys again.
pub(in crate::tui) fn answered(model: &mut Model) -> Option<&mut State> {
    let state = dialogs(model).find(|state| state.submitted)?;
    state.submitted = false;
    Some(state)
}

/// Closes the dialog whose verb was carried out.
pub(in crate::tui) fn close(model: &mut Model) {
    model.layers.retain(|layer| !matches!(layer, Layer::Components(state) if state.submitted));
}
