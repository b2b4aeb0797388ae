//! The Select Version dialog: a radio per version, the newest first.
//!
//! Arrows move and check. Versions that can't be chosen are listed, dimmed, with the reason; the bar may rest on one,
//! and selecting it says why not. Cancel changes nothing.

mod update;
mod view;

use std::sync::Arc;

use crate::{
    domain::{Component, NotChoosable, PackId, Selection, SelectionRow, Version, VersionMarks},
    engine::{Proposal, rank},
    tui::{
        command::{Command, Commands, Dialog},
        dialog::details,
        form::{ListForm, Step},
        keys::Action,
    },
};

/// One version as the dialog lists it.
#[derive(Debug)]
struct Choice {
    /// Where it stands in the component's versions.
    at: usize,
    marks: VersionMarks,
    unavailable: Option<NotChoosable>,
    /// A warning: it was rolled back, here or in another pack.
    warning: Option<String>,
}

const BUTTONS: [Step; 3] = [Step::Leave, Step::Do(Action::ViewDetails), Step::Do(Action::SelectVersion)];

#[derive(Debug)]
pub(in crate::tui) struct SelectVersionDialog {
    pack: PackId,
    component: Arc<Component>,
    /// Newest first.
    choices: Vec<Choice>,
    form: ListForm,
    /// The checked one, as an index into `choices`.
    checked: Option<usize>,
}

impl SelectVersionDialog {
    pub(in crate::tui) fn new(proposal: &Proposal, selection: &Selection, row: &SelectionRow) -> Self {
        let pack = selection.pack();
        let choices: Vec<Choice> = row
            .component
            .versions
            .iter()
            .zip(pack.marks(&row.component))
            .enumerate()
            .rev()
            .map(|(at, (packaged, marks))| {
                let warning = proposal.rolled_back_at(&row.component.id, &packaged.version, &marks);
                Choice { at, marks, unavailable: packaged.choosable().err(), warning }
            })
            .collect();
        let chosen = row.chosen.as_ref().and_then(|version| row.component.position(version));
        let checked = choices.iter().position(|choice| Some(choice.at) == chosen);
        let first = choices.iter().position(|choice| choice.unavailable.is_none());
        Self {
            pack: pack.id.clone(),
            component: Arc::clone(&row.component),
            form: ListForm::new(choices.len(), checked.or(first).unwrap_or(0), BUTTONS),
            checked,
            choices,
        }
    }

    /// The version that the selection bar rests on.
    fn under_bar(&self) -> Option<&Choice> {
        self.choices.get(self.form.list.selected()?)
    }

    /// Checks the version under the bar, where it can be chosen.
    fn check(&mut self) {
        if let Some(at) = self.form.list.selected().filter(|at| self.choices[*at].unavailable.is_none()) {
            self.checked = Some(at);
        }
    }

    fn details(&self) -> Commands {
        let Some(choice) = self.under_bar() else { return vec![] };
        let version = self.component.versions[choice.at].version.clone();
        vec![details(Some(self.pack.clone()), self.component.id.clone(), version)]
    }

    /// The version that the button means: the one under the bar, else the checked one.
    fn meant(&self) -> Option<&Version> {
        let under = self.under_bar().filter(|_| self.form.is_on()).map(|choice| choice.at);
        let at = under.or(self.checked.map(|at| self.choices[at].at))?;
        Some(&self.component.versions[at].version)
    }

    /// Selects a version; one that can't be chosen says why.
    fn select(&mut self) -> Commands {
        if self.form.list.shown().is_empty() {
            return self.refuse("no version matches the filter".to_owned());
        }
        let Some(version) = self.meant().cloned() else { return vec![] };
        match self.component.check_version(&version) {
            Ok(()) => vec![Command::Close, Command::Choose(self.component.id.clone(), version)],
            Err(refusal) => self.refuse(refusal.to_string()),
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
