//! What the dialog remembers.

use std::sync::Arc;

use crate::{
    domain::{Component, ComponentId, NotChoosable, PackId, VersionMarks},
    engine::Elsewhere,
    tui::{
        filter::Filter,
        keys::{Action, Availability, Scope},
        widget::{Edit, Motion, Scroll, go_round},
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
    /// Indices into `choices` that the filter lets through.
    pub(super) shown: Vec<usize>,
    pub(super) list: Scroll,
    pub(super) filter: Filter,
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
            shown: (0..choices.len()).collect(),
            list: Scroll::at(checked.or(first).unwrap_or(0)),
            filter: Filter::default(),
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
        self.choices.get(*self.shown.get(self.list.selected())?)
    }

    pub(super) fn step(&mut self, motion: Motion) {
        self.focus = Control::List;
        self.list.step(motion, self.shown.len());
        self.check();
    }

    /// Checks the version under the bar, where it can be chosen.
    pub(super) fn check(&mut self) {
        let under = self.shown.get(self.list.selected()).copied();
        if let Some(at) = under.filter(|at| self.choices[*at].unavailable.is_none()) {
            self.checked = Some(at);
        }
    }

    pub(super) fn turn(&mut self, forward: bool) {
        go_round(&mut self.focus, &CONTROLS, forward);
    }

    /// Narrows the list; the best match that can be chosen is checked.
    pub(super) fn narrow(&mut self) {
        let under = self.shown.get(self.list.selected()).copied();
        let names: Vec<String> = self.choices.iter().map(|choice| self.searchable(choice)).collect();
        self.shown = self.filter.rank(names.iter().map(String::as_str));
        let row = if self.filter.typing { Some(0) } else { self.shown.iter().position(|at| Some(*at) == under) };
        self.list.select(row.unwrap_or(0));
        self.check();
    }

    fn searchable(&self, choice: &Choice) -> String {
        let packaged = &self.component.versions[choice.at];
        format!("{} {} {}", packaged.version, packaged.created_by, packaged.notes)
    }

    /// Edits the filter.
    pub(in crate::tui) fn edit(&mut self, edit: &Edit) {
        self.refusal = None;
        if self.filter.edit(edit) {
            self.narrow();
        }
    }

    /// The scopes of what has the focus.
    pub(in crate::tui) fn scopes(&self) -> Vec<Scope> {
        let dialog = Scope::SelectVersionDialog;
        match self.focus {
            _ if self.filter.typing => vec![Scope::Filter, dialog],
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
