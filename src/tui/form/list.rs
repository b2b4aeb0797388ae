//! A list that can be narrowed by typing, over a row of buttons.
//!
//! ```text
//! ┌ Add Accounts · Europe ───────────────────────────────────┐
//! │ / filter                                                 │
//! │▌[x] Aalto                                                │
//! │ [ ] Bergmann                                             │
//! │                                                          │   what was refused, or what is said of the selected one
//! │                          [ Cancel ]  [ Add 1 Account ]   │
//! └──────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    widgets::Widget,
};

use super::{Form, Step};
use crate::{
    text::wrap_at_most,
    tui::{
        filter::FilteredList,
        keys::{Action, Scope},
        layout::{Split, Track, measure},
        look::{Context, Look},
        widget::{Button, Buttons, Edit, Frame, cells, put_lines, wider},
    },
};

/// Lines that a refusal or a note takes at most.
const MOST_SAID: usize = 3;

/// Lines beside those of the list: filter, what was refused, buttons.
const AROUND: usize = 3;

/// The least that such a dialog has, in lines.
const LOWEST: u16 = 8;

/// The list, its buttons, and which of them has the focus.
#[derive(Debug, Clone)]
pub(in crate::tui) struct ListForm {
    pub(in crate::tui) list: FilteredList,
    form: Form,
}

impl ListForm {
    /// A list of so many items, with this one selected.
    pub(in crate::tui) fn new(len: usize, selected: usize, buttons: impl Into<Vec<Step>>) -> Self {
        Self { list: FilteredList::new(len, selected), form: Form::of_list(buttons) }
    }

    /// The scopes of what has the focus, in front of the dialog's own.
    pub(in crate::tui) fn scopes(&self, around: Scope) -> Vec<Scope> {
        if self.list.filter().typing { vec![Scope::Filter, around] } else { self.form.scopes_in(around) }
    }

    /// Whether the list has the focus, or its filter.
    pub(in crate::tui) fn is_on(&self) -> bool {
        self.form.is_on(0)
    }

    /// Whether the list has the focus, and not its filter or a button.
    pub(in crate::tui) fn is_on_list(&self) -> bool {
        self.is_on() && !self.list.filter().typing
    }

    /// The button that has the focus; the way back is the first.
    pub(in crate::tui) fn button(&self) -> Option<usize> {
        self.form.button()
    }

    /// Takes the refusal of the last key.
    pub(in crate::tui) fn refused(&self) -> Option<String> {
        self.form.refused()
    }

    /// Refuses what a key wanted; the focus stays.
    pub(in crate::tui) fn refuse(&mut self, why: String) {
        self.form.refuse_here(why);
    }

    /// Edits the filter; the best match is selected.
    pub(in crate::tui) fn edit(&mut self, edit: &Edit, rank: impl FnOnce(&str) -> Vec<usize>) {
        self.form.forget_refusal();
        self.list.edit(edit, rank);
    }

    /// What a key does.
    pub(in crate::tui) fn act(
        &mut self,
        action: Action,
        context: &Context,
        rank: impl FnOnce(&str) -> Vec<usize>,
    ) -> Step {
        self.form.forget_refusal();
        if action.motion().is_some() || action == Action::Filter {
            self.form.go_to(0);
        }
        if self.list.act(action, rank) { Step::Stay } else { self.form.act(action, context) }
    }

    /// Draws it as high as its items want it, whatever the filter lets through: `lines` of them with their heading,
    /// which `table` draws. Returns where the terminal's cursor goes.
    pub(in crate::tui) fn draw(
        &self,
        look: &Look,
        sheet: &ListSheet,
        lines: usize,
        table: impl FnOnce(Rect, &mut Buffer),
        screen: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let styles = &look.theme.styles;
        let room = measure(screen).min(sheet.widest);
        let refused = self.refused();
        let (said, style) = match &refused {
            Some(why) => (why.as_str(), styles.error),
            None => (sheet.note, styles.quiet),
        };
        let said = wrap_at_most(said, room, MOST_SAID);
        let noted = if sheet.note.is_empty() { 0 } else { MOST_SAID - 1 };
        let size = Size::new(cells(room), cells(lines + AROUND + noted).max(LOWEST));
        let screen = Rect { y: screen.y + 1, height: screen.height.saturating_sub(1), ..screen };
        let inner = Frame::new(look.theme, sheet.title, size).draw(screen, buf);
        let buttons = Buttons::new(look.theme, sheet.buttons, self.button());
        let heights = [1, cells(said.len()).max(1), buttons.height(inner.width)].map(Track::Length);
        let [filter, body, says, row] =
            Split::vertical([heights[0], Track::Fill(1), heights[1], heights[2]]).areas(inner);
        if self.list.shown().is_empty() {
            let text = if lines == 0 { sheet.nothing } else { "No match" };
            put_lines(&[text], styles.quiet, body, buf);
        } else {
            table(wider(body), buf);
        }
        put_lines(&said, style, says, buf);
        (&buttons).render(row, buf);
        self.list.filter().draw(look.theme, "filter", "", filter, buf)
    }
}

/// What stands around the list.
pub(in crate::tui) struct ListSheet<'a> {
    pub(in crate::tui) title: &'a str,
    /// Cells of it at most.
    pub(in crate::tui) widest: usize,
    /// What it says where there are none.
    pub(in crate::tui) nothing: &'a str,
    /// What is said of the selected one whole, which columns cut or leave out.
    pub(in crate::tui) note: &'a str,
    pub(in crate::tui) buttons: &'a [Button<'a>],
}
