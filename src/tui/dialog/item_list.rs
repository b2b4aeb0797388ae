//! Things that are listed by name, over a row of buttons: what such dialogs have in common.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::Widget,
};

use crate::tui::{
    filter::by_name,
    form::{ListForm, ListSheet, Step},
    keys::{Action, Scope},
    look::{Context, Look},
    widget::{Column, Edit, Row, Table},
};

/// The things, the filter over them, which one is selected, and the buttons.
#[derive(Debug, Clone)]
pub(super) struct ItemList<T> {
    items: Vec<T>,
    name: fn(&T) -> &str,
    form: ListForm,
}

impl<T> ItemList<T> {
    /// With what stands in this place selected, or the last one.
    pub(super) fn new(items: Vec<T>, selected: usize, name: fn(&T) -> &str, buttons: impl Into<Vec<Step>>) -> Self {
        let selected = selected.min(items.len().saturating_sub(1));
        Self { form: ListForm::new(items.len(), selected, buttons), items, name }
    }

    pub(super) fn items(&self) -> &[T] {
        &self.items
    }

    /// The place of what is selected; none where nothing shows.
    pub(super) fn place(&self) -> Option<usize> {
        self.form.list.selected()
    }

    pub(super) fn selected(&self) -> Option<&T> {
        self.items.get(self.place()?)
    }

    pub(super) fn scopes(&self, around: Scope) -> Vec<Scope> {
        self.form.scopes(around)
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        self.form.edit(edit, by_name(self.items.iter().map(self.name)));
    }

    pub(super) fn act(&mut self, action: Action, context: &Context) -> Step {
        self.form.act(action, context, by_name(self.items.iter().map(self.name)))
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.form.refuse(why);
    }

    /// Draws it; `row` knows the place of what it shows. Returns where the terminal's cursor goes.
    pub(super) fn draw<'a>(
        &'a self,
        look: &Look,
        sheet: &ListSheet,
        columns: &[Column],
        row: impl Fn(usize, &'a T) -> Row<'a>,
        screen: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let list = &self.form.list;
        let row = |at: usize| row(list.shown()[at], &self.items[list.shown()[at]]);
        let table = Table::new(look.theme, columns, list.scroll(), list.shown().len(), &row);
        let titled = columns.iter().any(Column::is_titled);
        let table = table.gap(if titled { 2 } else { 1 }).focused(self.form.is_on_list());
        let lines = self.items.len() + usize::from(titled && !self.items.is_empty());
        self.form.draw(look, sheet, lines, |area, buf| (&table).render(area, buf), screen, buf)
    }
}

/// In an `impl Dialog` that is such a list: it is heard in this scope, and nothing is entered in it that could be lost.
macro_rules! by_list {
    ($list:ident, $scope:expr) => {
        fn scopes(&self) -> Vec<Scope> {
            self.$list.scopes($scope)
        }

        fn is_edited(&self) -> bool {
            false
        }

        fn edit(&mut self, edit: &$crate::tui::widget::Edit, _: &Context) {
            self.$list.edit(edit);
        }

        fn refuse(&mut self, why: String) -> Commands {
            self.$list.refuse(why);
            vec![]
        }
    };
}
pub(super) use by_list;
