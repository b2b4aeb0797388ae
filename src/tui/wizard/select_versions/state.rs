//! What step 1 remembers beside the selection itself.

use std::collections::BTreeSet;

use crate::{
    domain::{Change, ComponentId, Selection, SelectionRow},
    engine::rank,
    tui::{
        form::{ListForm, Step},
        keys::{Action, Scope},
    },
};

const BUTTONS: [Step; 3] = [Step::Leave, Step::Do(Action::ViewDetails), Step::Do(Action::NextStep)];

#[derive(Debug)]
pub(in crate::tui::wizard) struct State {
    pub(in crate::tui::wizard) form: ListForm,
    /// The components that show, where not all do: what changed when it was asked for. A row stays as its version is
    /// stepped through the current one.
    only: Option<BTreeSet<ComponentId>>,
}

impl State {
    /// The first row that blocks the release is selected, where one does.
    pub(in crate::tui::wizard) fn new(selection: &Selection) -> Self {
        let rows = selection.rows();
        let first = rows.iter().position(|row| row.check().is_err()).unwrap_or(0);
        Self { form: ListForm::new(rows.len(), first, BUTTONS), only: None }
    }

    pub(in crate::tui::wizard) fn scopes(&self) -> Vec<Scope> {
        self.form.scopes(Scope::SelectVersions)
    }

    pub(super) fn shows_only_changes(&self) -> bool {
        self.only.is_some()
    }

    /// Shows only what changes, or all again; the selected row stays selected where it shows.
    pub(super) fn switch_shown(&mut self, selection: &Selection) {
        let changed = || selection.rows().iter().filter(|row| is_of_interest(row)).map(|row| row.component.id.clone());
        self.only = if self.only.is_some() { None } else { Some(changed().collect()) };
        self.form.list.refill(self.form.list.selected(), self.ranked(selection));
    }

    /// Takes other rows; the row of the same component stays selected.
    pub(in crate::tui::wizard) fn renew(&mut self, before: Option<&ComponentId>, selection: &Selection) {
        let same = selection.rows().iter().position(|row| Some(&row.component.id) == before);
        self.form.list.refill(same, self.ranked(selection));
    }

    /// Goes to the next row that changes or blocks, or to the one before; false where there is none.
    pub(super) fn go_to_change(&mut self, forward: bool, selection: &Selection) -> bool {
        let (list, rows) = (&self.form.list, selection.rows());
        let here = list.scroll().selected();
        let mut places = list.shown().iter().enumerate().filter(|(_, row)| is_of_interest(&rows[**row]));
        let found =
            if forward { places.find(|(at, _)| *at > here) } else { places.take_while(|(at, _)| *at < here).last() };
        let row = found.map(|(_, row)| *row);
        row.is_some_and(|row| self.form.list.select(row))
    }

    /// How a text ranks the rows that show: by the component's name.
    pub(in crate::tui::wizard) fn ranked(&self, selection: &Selection) -> impl FnOnce(&str) -> Vec<usize> + use<> {
        let rows = selection.rows();
        let names: Vec<String> = rows.iter().map(|row| row.component.name.clone()).collect();
        let is_in = |row: &SelectionRow| self.only.as_ref().is_none_or(|only| only.contains(&row.component.id));
        let shown: Vec<bool> = rows.iter().map(is_in).collect();
        move |text| rank(text, names.iter().map(String::as_str)).into_iter().filter(|at| shown[*at]).collect()
    }
}

/// Whether a row changes with the release, or blocks it.
fn is_of_interest(row: &SelectionRow) -> bool {
    row.change() != Change::Unchanged || row.check().is_err()
}
