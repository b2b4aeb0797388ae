//! What keys do in step 1.

use crate::{
    domain::{ComponentId, NotChoosable, Refusal, Selection, Version},
    tui::{
        command::{Command, Commands, allowed, shown_if, warn},
        dialog::{SelectVersionDialog, details},
        form::Step,
        keys::{Action, Availability},
        look::Context,
        widget::Tone,
        wizard::Wizard,
    },
};

/// Carries out an action.
pub(in crate::tui::wizard) fn act(wizard: &mut Wizard, action: Action, context: &Context) -> Commands {
    let ranked = wizard.versions.ranked(&wizard.draft.selection);
    match wizard.versions.form.act(action, context, ranked) {
        Step::Leave => wizard.leave(),
        Step::Do(action) => carry_out(wizard, action),
        Step::Stay | Step::Submit | Step::Open => vec![],
    }
}

fn carry_out(wizard: &mut Wizard, action: Action) -> Commands {
    match action {
        Action::NextStep => match wizard.draft.selection.check() {
            Ok(()) => return wizard.go_on(),
            Err(refusal) => return warn(refusal.to_string()),
        },
        Action::Activate | Action::SelectAnotherVersion => return select_another(wizard),
        Action::ViewDetails => return view_details(wizard),
        Action::RestoreVersion => return wizard.restore(),
        Action::KeepCurrent => return change(wizard, Selection::keep),
        Action::UseLatest => return change(wizard, Selection::latest),
        Action::OlderVersion | Action::NewerVersion => return step(wizard, action == Action::NewerVersion),
        Action::OnlyChanges => wizard.versions.switch_shown(&wizard.draft.selection),
        Action::NextChange | Action::PreviousChange => {
            let forward = action == Action::NextChange;
            if !wizard.versions.go_to_change(forward, &wizard.draft.selection) {
                let side = if forward { "after" } else { "before" };
                return vec![Command::Notify(Tone::Info, format!("there is no change {side} this row"))];
            }
        }
        Action::Undo => {
            wizard.draft.undo();
        }
        _ => {}
    }
    vec![]
}

/// Whether an action makes sense now.
pub(in crate::tui::wizard) fn availability(wizard: &Wizard, action: Action) -> Availability {
    let row = wizard.row();
    match action {
        Action::NextStep => allowed(wizard.draft.selection.check()),
        Action::SelectAnotherVersion | Action::OlderVersion | Action::NewerVersion | Action::UseLatest => {
            row.map_or(Availability::Hidden, |row| allowed(row.can_select()))
        }
        Action::RestoreVersion => shown_if(wizard.deleted().is_some()),
        Action::KeepCurrent | Action::ViewDetails => shown_if(row.is_some()),
        Action::Undo => shown_if(wizard.draft.can_undo()),
        Action::Quit => Availability::Hidden,
        _ => Availability::Available,
    }
}

fn select_another(wizard: &Wizard) -> Commands {
    let Some(row) = wizard.row() else { return vec![] };
    match row.can_select() {
        Ok(()) => {
            let dialog = SelectVersionDialog::new(&wizard.draft.proposal, &wizard.draft.selection, row);
            vec![Command::open(dialog)]
        }
        Err(refusal) => warn(refusal.to_string()),
    }
}

fn view_details(wizard: &Wizard) -> Commands {
    let Some(row) = wizard.row() else { return vec![] };
    let version = row.chosen.as_ref().or(row.current.as_ref());
    let latest = row.component.latest().map(|packaged| &packaged.version);
    let Some(version) = version.or(latest) else { return vec![] };
    let pack = wizard.draft.proposal.view.pack.id.clone();
    vec![details(Some(pack), row.component.id.clone(), version.clone())]
}

impl Wizard {
    /// The selected row's chosen version, where it is deleted and so could be restored.
    pub(in crate::tui::wizard) fn deleted(&self) -> Option<(ComponentId, Version)> {
        let row = self.row()?;
        let chosen = row.chosen.as_ref()?;
        let deleted = row.unavailable(chosen) == Some(NotChoosable::Deleted);
        deleted.then(|| (row.component.id.clone(), chosen.clone()))
    }
}

fn change(wizard: &mut Wizard, change: impl FnOnce(&mut Selection, &ComponentId) -> Result<(), Refusal>) -> Commands {
    let Some(id) = wizard.row().map(|row| row.component.id.clone()) else { return vec![] };
    wizard
        .draft
        .change(|selection| change(selection, &id))
        .err()
        .map(|refusal| warn(refusal.to_string()))
        .unwrap_or_default()
}

fn step(wizard: &mut Wizard, newer: bool) -> Commands {
    let mut moved = true;
    let refused = change(wizard, |selection, id| selection.step(id, newer).map(|found| moved = found));
    if moved {
        return refused;
    }
    let end = if newer { "newest" } else { "oldest" };
    vec![Command::Notify(Tone::Info, format!("this is the {end} version that can be chosen"))]
}
