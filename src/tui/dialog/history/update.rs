//! What keys do in the history.

use crate::tui::{
    dialog::Layer,
    keys::{Action, Availability},
    model::Model,
    program::Effect,
    wizard::Purpose,
    worker::Request,
};

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Vec<Effect<Request>> {
    let Some(Layer::History(state)) = model.layers.last_mut() else { return vec![] };
    if let Some(motion) = action.motion() {
        state.step(motion);
        return vec![];
    }
    if state.availability(action) != Availability::Available {
        return vec![];
    }
    let id = state.history.pack.id.clone();
    let number = state.selected().map(|entry| entry.release.number);
    match action {
        Action::Back => {
            model.layers.pop();
            vec![]
        }
        Action::CompareWithCurrent if state.diff.take().is_some() => vec![],
        Action::CompareWithCurrent => number.map(|number| Effect::Ask(Request::Diff(id, number))).into_iter().collect(),
        Action::RollBack => {
            model.layers.pop();
            vec![Effect::Ask(Request::Propose(id, Purpose::RollBack(number)))]
        }
        _ => vec![],
    }
}
