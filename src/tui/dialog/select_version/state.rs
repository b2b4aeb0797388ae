//! What the dialog remembers.

use std::sync::Arc;

use crate::{
    domain::{Component, ComponentId, NotChoosable, PackId, VersionMarks},
    engine::{Elsewhere, rank},
    tui::{
        filter::FilteredList,
        keys::{Action, Availability, Scope},
        widget::{Edit, go_round},
        wizard::Wizard,
    },
};

/// One version as the dialog lists it.
#[derive(Debug)]
pub(super) struct Choice {
    /// Where it stands in the component's versions.
    pub(super) at: usize,
    pub(super) marks: VersionMarks,
    pub(super) unavailable: Option<NotChoosable>,
    /// Why to beware of it: it was rolled back, here or in another pack.
    pub(super) warning: Option<String>,
}

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    List,
    Cancel,
    Details,
    Select,
}

const CONTROLS: [Control; 4] = [Control::List, Control::Cancel, Control::Details, Control::Select];

/// The dialog's state.
#[derive(Debug)]
pub struct State {
    pub(super) pack: PackId,
    pub(super) component: Arc<Component>,
    /// Newest first.
    pub(super) choices: Vec<Choice>,
    pub(super) list: FilteredList,
    /// The checked one, as an index into `choices`.
    pub(super) checked: Option<usize>,
    pub(super) focus: Control,
    /// What the last key could not do.
    pub(super) refusal: Option<String>,
}

impl State {
    pub(in crate::tui) fn new(wizard: &Wizard, row: &crate::domain::SelectionRow) -> Self {
        let pack = wizard.selection.pack();
        let choices: Vec<Choice> = row
            .component
            .versions
            .iter()
            .enumerate()
            .rev()
            .map(|(at, packaged)| {
                let marks = pack.marks(&row.component, &packaged.version);
                let here = marks.stepped_back_from.and_then(|held| pack.release(held.by)).map(|release| {
                    let colon = if release.notes.is_empty() { "" } else { ": " };
                    let day = release.released_at.with_timezone(&wizard.proposal.local_zone).format("%-d %b");
                    format!("rolled back in #{}, {day}{colon}{}", release.number, release.notes)
                });
                let mut others = wizard.proposal.elsewhere.iter();
                let same = |e: &&Elsewhere| e.component == row.component.id && e.version == packaged.version;
                let warning = here
                    .or_else(|| others.find(same).map(|e| format!("rolled back in {} #{}", e.pack, e.held_back.by)));
                Choice { at, marks, unavailable: packaged.choosable().err(), warning }
            })
            .collect();
        let chosen = row.chosen.as_ref().and_then(|version| row.component.position(version));
        let checked = choices.iter().position(|choice| Some(choice.at) == chosen);
        let first = choices.iter().position(|choice| choice.unavailable.is_none());
        Self {
            pack: pack.id.clone(),
            component: Arc::clone(&row.component),
            list: FilteredList::new(choices.len(), checked.or(first).unwrap_or(0)),
            checked,
            focus: Control::List,
            refusal: None,
            choices,
        }
    }

    pub(super) fn component_id(&self) -> &ComponentId {
        &self.component.id
    }

    /// The version that the selection bar rests on.
    pub(super) fn under_bar(&self) -> Option<&Choice> {
        self.choices.get(self.list.selected()?)
    }

    /// Carries out what is about the list; the version that it leads to is checked. False for anything else.
    pub(super) fn act_on_list(&mut self, action: Action) -> bool {
        if action.motion().is_some() || action == Action::Filter {
            self.focus = Control::List;
        }
        let about_list = self.list.act(action, ranked(&self.component, &self.choices));
        if about_list {
            self.check();
        }
        about_list
    }

    /// Checks the version under the bar, where it can be chosen.
    pub(super) fn check(&mut self) {
        if let Some(at) = self.list.selected().filter(|at| self.choices[*at].unavailable.is_none()) {
            self.checked = Some(at);
        }
    }

    pub(super) fn turn(&mut self, forward: bool) {
        go_round(&mut self.focus, &CONTROLS, forward);
    }

    /// Edits the filter; the best match is checked, where it can be chosen.
    pub(in crate::tui) fn edit(&mut self, edit: &Edit) {
        self.refusal = None;
        self.list.edit(edit, ranked(&self.component, &self.choices));
        self.check();
    }

    /// The scopes of what has the focus.
    pub(in crate::tui) fn scopes(&self) -> Vec<Scope> {
        let dialog = Scope::SelectVersionDialog;
        match self.focus {
            _ if self.list.filter().typing => vec![Scope::Filter, dialog],
            Control::List => vec![dialog],
            Control::Cancel | Control::Details | Control::Select => vec![Scope::Buttons, dialog],
        }
    }

    pub(in crate::tui) fn availability(&self, action: Action) -> Availability {
        match action {
            Action::SelectVersion => match self.under_bar().and_then(|choice| choice.unavailable) {
                Some(why) => Availability::Unavailable(format!("this version is {why}").into()),
                None => Availability::Available,
            },
            _ => Availability::Available,
        }
    }
}

/// How a text ranks the versions: by version, author and notes.
fn ranked(component: &Component, choices: &[Choice]) -> impl FnOnce(&str) -> Vec<usize> {
    let searchable = |choice: &Choice| {
        let packaged = &component.versions[choice.at];
        format!("{} {} {}", packaged.version, packaged.created_by, packaged.notes)
    };
    let names: Vec<String> = choices.iter().map(searchable).collect();
    move |text| rank(text, names.iter().map(String::as_str))
}
