//! Narrowing a list by typing: the filter, and a list that has one.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::Widget,
};

use super::{
    keys::Action,
    theme::Theme,
    widget::{Edit, Field, FieldView, Scroll},
};
use crate::{engine::rank, text::width};

/// A list's filter: its text, and whether keys go to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    pub field: Field,
    /// Keys go to the text.
    pub typing: bool,
}

impl Filter {
    /// Starts typing, from an empty text.
    pub(super) fn open(&mut self) {
        self.field.clear();
        self.typing = true;
    }

    /// Keeps the text and gives the keys back to the list.
    pub(super) fn keep(&mut self) {
        self.typing = false;
    }

    /// Forgets the text; true if there was any.
    pub(super) fn clear(&mut self) -> bool {
        self.typing = false;
        let had = !self.field.is_empty();
        self.field.clear();
        had
    }

    /// Edits the text; true if it changed.
    pub(super) fn edit(&mut self, edit: &Edit) -> bool {
        self.typing && self.field.edit(edit)
    }

    /// Whether it narrows anything.
    pub(super) fn is_active(&self) -> bool {
        !self.field.text().trim().is_empty()
    }

    /// Draws it as `/ text`, with a note at the right; returns where the terminal's cursor goes.
    pub(super) fn draw(
        &self,
        theme: &Theme,
        placeholder: &str,
        says: &str,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        let wide = u16::try_from(width(says)).unwrap_or(u16::MAX).min(area.width);
        buf.set_stringn(area.right() - wide, area.y, says, usize::from(wide), theme.styles.quiet);
        let style = if self.typing { theme.styles.accent } else { theme.styles.quiet };
        buf.set_stringn(area.x, area.y, "/", 1, style);
        let field =
            Rect { x: area.x + 2, width: area.width.saturating_sub(wide + 2 + u16::from(wide > 0)), height: 1, ..area };
        let view = FieldView::new(theme, &self.field).bare().placeholder(placeholder).focused(self.typing);
        (&view).render(field, buf);
        view.cursor(field)
    }
}

/// A list that can be narrowed by typing: which of its items show, the best match first, and which is selected.
///
/// The items stay with their owner, who hands in how a text ranks them (their indices, the best first).
#[derive(Debug, Clone, Default)]
pub(super) struct FilteredList {
    filter: Filter,
    shown: Vec<usize>,
    scroll: Scroll,
}

impl FilteredList {
    /// All of so many items, one of them selected.
    pub(super) fn new(len: usize, selected: usize) -> Self {
        Self { filter: Filter::default(), shown: (0..len).collect(), scroll: Scroll::at(selected) }
    }

    pub(super) fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Its rows, as a table scrolls through them.
    pub(super) fn scroll(&self) -> &Scroll {
        &self.scroll
    }

    /// The items that show, row by row.
    pub(super) fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// The selected item; none where nothing shows.
    pub(super) fn selected(&self) -> Option<usize> {
        self.shown.get(self.scroll.selected()).copied()
    }

    /// Selects an item; false where the filter hides it.
    pub(super) fn select(&mut self, item: usize) -> bool {
        let row = self.shown.iter().position(|shown| *shown == item);
        self.scroll.select(row.unwrap_or(self.scroll.selected()));
        row.is_some()
    }

    /// Selects an item, whatever the filter lets through: where it hides the item, it goes.
    pub(super) fn go_to(&mut self, item: usize, rank: impl FnOnce(&str) -> Vec<usize>) {
        self.filter.keep();
        if !self.select(item) {
            self.filter.clear();
            self.refill(Some(item), rank);
        }
    }

    /// The items have changed: selects this one, or what is now in the same row.
    pub(super) fn refill(&mut self, selected: Option<usize>, rank: impl FnOnce(&str) -> Vec<usize>) {
        self.shown = rank(self.filter.field.text());
        self.scroll.clamp(self.shown.len());
        if let Some(item) = selected {
            self.select(item);
        }
    }

    /// Edits the filter; the best match is selected.
    pub(super) fn edit(&mut self, edit: &Edit, rank: impl FnOnce(&str) -> Vec<usize>) {
        if self.filter.edit(edit) {
            self.narrow(rank);
        }
    }

    /// Carries out what is about the list: a step through it, or its filter. False where the action is about something
    /// else.
    pub(super) fn act(&mut self, action: Action, rank: impl FnOnce(&str) -> Vec<usize>) -> bool {
        if let Some(motion) = action.motion() {
            self.scroll.step(motion, self.shown.len());
            return true;
        }
        match action {
            Action::Filter => {
                self.filter.open();
                self.narrow(rank);
            }
            Action::KeepFilter => self.filter.keep(),
            Action::ClearFilter => self.clear(rank),
            Action::Back | Action::Cancel if self.filter.is_active() => self.clear(rank),
            _ => return false,
        }
        true
    }

    fn narrow(&mut self, rank: impl FnOnce(&str) -> Vec<usize>) {
        self.shown = rank(self.filter.field.text());
        self.scroll.select(0);
    }

    /// Forgets the filter; the selected item stays selected.
    fn clear(&mut self, rank: impl FnOnce(&str) -> Vec<usize>) {
        let selected = self.selected();
        self.filter.clear();
        self.refill(selected, rank);
    }
}

/// Ranks items by their names.
pub(super) fn by_name<'a>(names: impl Iterator<Item = &'a str>) -> impl FnOnce(&str) -> Vec<usize> {
    |text| rank(text, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["Order to Cash", "Procure to Pay", "Hire to Retire", "Retail Sync"];

    fn names() -> impl FnOnce(&str) -> Vec<usize> {
        by_name(NAMES.into_iter())
    }

    fn insert(list: &mut FilteredList, text: &str) {
        list.edit(&Edit::Insert(text.into()), names());
    }

    #[test]
    fn the_best_match_is_selected_while_typing_and_stays_selected_without_the_filter() {
        let mut list = FilteredList::new(4, 0);
        assert!(list.act(Action::MoveDown, names()));
        assert!(list.act(Action::Filter, names()));
        insert(&mut list, "y");
        let found = list.shown().to_vec();
        assert_eq!((found.len(), list.selected()), (2, Some(found[0])));
        assert!(list.act(Action::KeepFilter, names()));
        insert(&mut list, "zzz");
        assert_eq!(list.shown(), found, "keys go to the list again");
        assert!(list.act(Action::MoveDown, names()));
        assert_eq!(list.selected(), Some(found[1]));
        assert!(list.act(Action::Back, names()));
        assert_eq!((list.shown().len(), list.selected()), (4, Some(found[1])));
        assert!(!list.act(Action::Back, names()), "there is nothing left to clear");
        assert!(!list.act(Action::Activate, names()));
    }

    #[test]
    fn nothing_shows_where_nothing_matches() {
        let mut list = FilteredList::new(4, 1);
        list.act(Action::Filter, names());
        insert(&mut list, "zzz");
        assert_eq!(list.selected(), None);
        list.act(Action::MoveDown, names());
        list.act(Action::ClearFilter, names());
        assert_eq!(list.selected(), Some(0));
    }

    #[test]
    fn going_to_a_hidden_item_takes_the_filter_away() {
        let mut list = FilteredList::new(4, 0);
        list.act(Action::Filter, names());
        insert(&mut list, "pay");
        list.go_to(1, names());
        assert_eq!((list.shown().len(), list.selected()), (1, Some(1)));
        list.go_to(2, names());
        assert_eq!((list.shown().len(), list.selected()), (4, Some(2)));
    }
}
