//! The dialogs in which a publisher changes packs.
//!
//! Each asks for one deed. While that is on its way keys wait; what is refused leaves the dialog, and what was chosen
//! in it, as it was, unless the pack itself is another by now.

mod add_packages;
mod delete_pack;
mod pack_form;
mod remove_component;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Layer, Verdict, question};
use crate::{
    domain::{Refusal, RefusalKind},
    engine::EngineError,
    tui::{
        keys::{Action, Availability, Scope},
        look::Look,
        model::Model,
        program::Effect,
        widget::{Edit, Tone},
        worker::{Addable, Request, publishing::Done},
    },
};

type Effects = Vec<Effect<Request>>;

/// One of them.
#[derive(Debug)]
enum Dialog {
    Add(add_packages::State),
    Remove(question::State),
    Form(pack_form::State),
    Delete(delete_pack::State),
}

/// A dialog, and whether it waits for an answer.
#[derive(Debug)]
pub struct State {
    dialog: Dialog,
    submitted: bool,
}

impl State {
    fn new(dialog: Dialog) -> Self {
        Self { dialog, submitted: false }
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        match &self.dialog {
            Dialog::Add(state) => state.scopes(),
            Dialog::Remove(_) => vec![Scope::Buttons, Scope::Confirm],
            Dialog::Form(state) => state.scopes(),
            Dialog::Delete(state) => state.scopes(),
        }
    }

    /// Whether leaving would lose what was typed or checked.
    pub(super) fn is_edited(&self) -> bool {
        match &self.dialog {
            Dialog::Add(state) => state.selected() > 0,
            Dialog::Form(state) => state.is_edited(),
            Dialog::Remove(_) | Dialog::Delete(_) => false,
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        match &mut self.dialog {
            _ if self.submitted => {}
            Dialog::Add(state) => state.edit(edit),
            Dialog::Remove(_) => {}
            Dialog::Form(state) => state.text_edit(edit),
            Dialog::Delete(state) => state.edit(edit),
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        if self.submitted {
            return Verdict::Stay;
        }
        let verdict = match &mut self.dialog {
            Dialog::Add(state) => state.act(action),
            Dialog::Remove(state) => state.act(action),
            Dialog::Form(state) => state.act(action),
            Dialog::Delete(state) => state.act(action),
        };
        self.submitted = matches!(verdict, Verdict::Ask(_));
        verdict
    }

    pub(super) fn availability(&self, action: Action) -> Availability {
        match &self.dialog {
            Dialog::Add(state) => state.availability(action),
            Dialog::Remove(_) | Dialog::Form(_) | Dialog::Delete(_) => Availability::Available,
        }
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    match &state.dialog {
        Dialog::Add(state) => add_packages::draw(look, state, screen, buf),
        Dialog::Remove(state) => {
            question::draw(look, state, screen, buf);
            None
        }
        Dialog::Form(state) => pack_form::draw(look, state, screen, buf),
        Dialog::Delete(state) => delete_pack::draw(look, state, screen, buf),
    }
}

fn open(model: &mut Model, dialog: Dialog) -> Effects {
    model.layers.push(Layer::Publisher(Box::new(State::new(dialog))));
    vec![]
}

/// Opens **Create Integration Pack**.
pub(in crate::tui) fn create(model: &mut Model) -> Effects {
    let form = pack_form::State::create(names(model, None));
    open(model, Dialog::Form(form))
}

/// Opens **Edit Details** for the pack that is shown.
pub(in crate::tui) fn edit_details(model: &mut Model) -> Effects {
    let Some(view) = model.packs.view() else { return vec![] };
    let form = pack_form::State::edit(&view.pack, names(model, Some(&view.pack.name)));
    open(model, Dialog::Form(form))
}

/// Opens **Delete this integration pack** for the pack that is shown.
pub(in crate::tui) fn delete(model: &mut Model) -> Effects {
    let Some(view) = model.packs.view() else { return vec![] };
    let dialog = delete_pack::State::new(view);
    open(model, Dialog::Delete(dialog))
}

/// Opens **Remove** for the table's row.
pub(in crate::tui) fn remove(model: &mut Model) -> Effects {
    let (Some(view), Some(row)) = (model.packs.view(), model.packs.selected_row()) else { return vec![] };
    let question = remove_component::question(&view.pack, row);
    open(model, Dialog::Remove(question))
}

/// The names that other packs have.
fn names(model: &Model, own: Option<&str>) -> Vec<String> {
    let all = model.context.overview.packs.iter().map(|entry| entry.summary.name.clone());
    all.filter(|name| Some(name.as_str()) != own).collect()
}

/// Offers what can be added: in a dialog of its own, or in the one that asked once more.
pub(in crate::tui) fn offer(model: &mut Model, addable: Addable) -> Effects {
    if let Some(State { dialog: Dialog::Add(state), .. }) = dialog_of(model) {
        state.renew(addable);
        return vec![];
    }
    open(model, Dialog::Add(add_packages::State::new(addable)))
}

/// The dialog, which a message or the help may stand in front of.
fn dialog_of(model: &mut Model) -> Option<&mut State> {
    model.layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Publisher(state) => Some(&mut **state),
        _ => None,
    })
}

/// Closes the dialog, and says what came of it.
pub(in crate::tui) fn done(model: &mut Model, done: &Done) {
    model.layers.retain(|layer| !matches!(layer, Layer::Publisher(_)));
    model.tell(Tone::Success, done.told.clone());
}

/// Says why it was refused. The dialog goes where what it was based on does not hold any more.
pub(in crate::tui) fn not_done(model: &mut Model, error: &EngineError) -> Effects {
    let mut effects = vec![Effect::Ask(Request::Refresh)];
    let mut goes = false;
    if let Some(state) = dialog_of(model) {
        state.submitted = false;
        match (&mut state.dialog, error) {
            (_, EngineError::Refused(Refusal::NotFound { .. })) => goes = true,
            (Dialog::Form(form), EngineError::Refused(refusal)) => {
                if form.refuse(refusal) {
                    return effects;
                }
                goes = true;
            }
            (Dialog::Add(add), _) => effects.push(Effect::Ask(Request::Addable(add.pack_id().clone()))),
            (_, EngineError::Refused(refusal)) => {
                goes = matches!(refusal.kind(), RefusalKind::Conflict | RefusalKind::NotFound);
            }
            _ => {}
        }
    }
    if goes {
        model.layers.retain(|layer| !matches!(layer, Layer::Publisher(_)));
    }
    model.layers.push(Layer::message("Failed to change the integration pack", error));
    effects
}
