//! What keys do in step 1.

use super::state::{CONTROLS, Control};
use crate::{
    domain::{ComponentId, NotChoosable, Refusal, Selection, SelectionRow, Version},
    tui::{
        dialog::Layer,
        keys::{Action, Availability},
        model::Model,
        program::Effect,
        widget::{Tone, go_round},
        wizard::{Step, Wizard, leave},
        worker::Request,
    },
};

type Effects = Vec<Effect<Request>>;

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let Some(wizard) = &mut model.wizard else { return vec![] };
    if let Some(motion) = action.motion() {
        wizard.versions.focus = Control::Table;
        wizard.versions.table.step(motion, wizard.selection.rows().len());
        return vec![];
    }
    match action {
        Action::NextControl => turn(wizard, true),
        Action::PreviousControl => turn(wizard, false),
        Action::Back => return leave(model),
        Action::Activate => return press(model),
        Action::NextStep => wizard.step = Step::SelectReleaseSchedule,
        Action::SelectAnotherVersion => select_another(model),
        Action::ViewDetails => return details(wizard),
        Action::RestoreVersion => return restore(wizard),
        Action::KeepCurrent => change(model, Selection::keep),
        Action::UseLatest => change(model, Selection::latest),
        Action::OlderVersion => step(model, false),
        Action::NewerVersion => step(model, true),
        Action::Undo => {
            if let Some(before) = wizard.versions.undo.pop() {
                wizard.selection = before;
            }
        }
        _ => {}
    }
    vec![]
}

/// Whether an action makes sense now.
pub(in crate::tui) fn availability(wizard: &Wizard, action: Action) -> Availability {
    let allowed = |result: Result<(), Refusal>| match result {
        Ok(()) => Availability::Available,
        Err(refusal) => Availability::Unavailable(refusal.to_string().into()),
    };
    let row = wizard.row();
    match action {
        Action::NextStep => allowed(wizard.selection.check()),
        Action::SelectAnotherVersion | Action::OlderVersion | Action::NewerVersion | Action::UseLatest => {
            row.map_or(Availability::Hidden, |row| allowed(row.can_select()))
        }
        Action::RestoreVersion => exists(row.is_some_and(|row| deleted(row).is_some())),
        Action::KeepCurrent | Action::ViewDetails => exists(row.is_some()),
        Action::Undo => exists(!wizard.versions.undo.is_empty()),
        Action::Filter | Action::Quit => Availability::Hidden,
        _ => Availability::Available,
    }
}

fn exists(there: bool) -> Availability {
    if there { Availability::Available } else { Availability::Hidden }
}

fn turn(wizard: &mut Wizard, forward: bool) {
    go_round(&mut wizard.versions.focus, &CONTROLS, forward);
}

fn press(model: &mut Model) -> Effects {
    let Some(wizard) = &mut model.wizard else { return vec![] };
    match wizard.versions.focus {
        Control::Table => select_another(model),
        Control::Cancel => return leave(model),
        Control::Details => return details(wizard),
        Control::Next => match wizard.selection.check() {
            Ok(()) => wizard.step = Step::SelectReleaseSchedule,
            Err(refusal) => model.tell(Tone::Warning, refusal.to_string()),
        },
    }
    vec![]
}

fn select_another(model: &mut Model) {
    let Some(wizard) = &model.wizard else { return };
    let Some(row) = wizard.row() else { return };
    match row.can_select() {
        Ok(()) => model.layers.push(Layer::select_version(wizard, row)),
        Err(refusal) => model.tell(Tone::Warning, refusal.to_string()),
    }
}

fn details(wizard: &Wizard) -> Effects {
    let Some(row) = wizard.row() else { return vec![] };
    let version = row.chosen.as_ref().or(row.current.as_ref());
    let latest = row.component.latest().map(|packaged| &packaged.version);
    let Some(version) = version.or(latest) else { return vec![] };
    vec![Effect::Ask(Request::Details {
        pack: wizard.proposal.view.pack.id.clone(),
        component: row.component.id.clone(),
        version: version.clone(),
    })]
}

/// The chosen version, where it is deleted and so could be restored.
fn deleted(row: &SelectionRow) -> Option<&Version> {
    let chosen = row.chosen.as_ref()?;
    (row.unavailable(chosen) == Some(NotChoosable::Deleted)).then_some(chosen)
}

fn restore(wizard: &Wizard) -> Effects {
    let Some(row) = wizard.row() else { return vec![] };
    let request = deleted(row).map(|version| Request::Restore(row.component.id.clone(), version.clone()));
    request.map(Effect::Ask).into_iter().collect()
}

fn change(model: &mut Model, change: impl FnOnce(&mut Selection, &ComponentId) -> Result<(), Refusal>) {
    let Some(wizard) = &mut model.wizard else { return };
    let Some(id) = wizard.row().map(|row| row.component.id.clone()) else { return };
    if let Err(refusal) = wizard.change(|selection| change(selection, &id)) {
        model.tell(Tone::Warning, refusal.to_string());
    }
}

fn step(model: &mut Model, newer: bool) {
    let mut moved = true;
    change(model, |selection, id| selection.step(id, newer).map(|found| moved = found));
    if !moved {
        let end = if newer {
            "this is the newest version that can be chosen"
        } else {
            "this is the oldest version that can be chosen"
        };
        model.tell(Tone::Info, end);
    }
}
