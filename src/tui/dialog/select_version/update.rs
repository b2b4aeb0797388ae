//! What keys do in the dialog.

use super::state::{Control, State};
use crate::{
    domain::Refusal,
    tui::{dialog::Layer, keys::Action, model::Model, program::Effect, worker::Request},
};

type Effects = Vec<Effect<Request>>;

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let Some(Layer::SelectVersion(state)) = model.layers.last_mut() else { return vec![] };
    state.refusal = None;
    if state.act_on_list(action) {
        return vec![];
    }
    match action {
        Action::NextControl => state.turn(true),
        Action::PreviousControl => state.turn(false),
        Action::Cancel | Action::Back => {
            model.layers.pop();
        }
        Action::ViewDetails => return details(state),
        Action::Choose if state.focus == Control::List => state.check(),
        Action::Activate | Action::Choose => match state.focus {
            Control::Cancel => {
                model.layers.pop();
            }
            Control::Details => return details(state),
            Control::List | Control::Select => select(model),
        },
        Action::SelectVersion => select(model),
        _ => {}
    }
    vec![]
}

fn details(state: &State) -> Effects {
    let Some(choice) = state.under_bar() else { return vec![] };
    vec![Effect::Ask(Request::Details {
        pack: state.pack.clone(),
        component: state.component_id().clone(),
        version: state.component.versions[choice.at].version.clone(),
    })]
}

/// Selects the checked version; one under the bar that can't be chosen says why.
fn select(model: &mut Model) {
    let (Some(Layer::SelectVersion(state)), Some(wizard)) = (model.layers.last_mut(), &mut model.wizard) else {
        return;
    };
    if state.list.shown().is_empty() {
        state.refusal = Some("no version matches the filter".to_owned());
        return;
    }
    let under = state.under_bar().filter(|_| state.focus == Control::List).map(|choice| choice.at);
    let checked = state.checked.map(|at| state.choices[at].at);
    let Some(at) = under.or(checked) else { return };
    let component = state.component_id().clone();
    let version = state.component.versions[at].version.clone();
    match wizard.change(|selection| selection.choose(&component, &version)) {
        Ok(()) => {
            model.layers.pop();
        }
        Err(refusal) => state.refusal = Some(Refusal::to_string(&refusal)),
    }
}
