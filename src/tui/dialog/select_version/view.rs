//! How the dialog looks.
//!
//! ```text
//! ┌ Select Version · Ledger Posting ────────────────────────────────────┐
//! │      Version      Created       By       Notes                      │   a radio per version
//! │  ( ) 2.3          14 Nov 2026   m.ruiz   Retry on 409   latest      │
//! │      rolled back in #6, 3 Nov: doubled postings                     │   the warning
//! │ ▌(•) 2.1          2 Sep 2026    j.chen   Batch of 500   in #4, #5   │
//! │   ✕  2.0-rc       1 Sep 2026    j.chen   not shareable              │   listed, not to be chosen
//! │                                                         5 of 23     │
//! │                  [ Cancel ]  [ View Details ]  [ Select Version ]   │
//! └─────────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};

use super::{Choice, SelectVersionDialog};
use crate::{
    text::{fit, width},
    tui::{
        layout::{Split, Track},
        look::Look,
        widget::{Button, Buttons, Column, Frame, Row, Table, cells},
    },
};

/// Draws the dialog; returns where the terminal's cursor goes.
pub(super) fn draw(look: &Look, state: &SelectVersionDialog, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let lines: usize = state.choices.iter().map(|choice| usize::from(tall(choice))).sum();
    let size = Size::new(screen.width.saturating_sub(6).min(100), u16::try_from(lines + 4).unwrap_or(u16::MAX));
    let screen = Rect { x: screen.x + 1, width: screen.width.saturating_sub(2), ..screen };
    let title = format!("Select Version · {}", state.component.name);
    let inner = Frame::new(look.theme, title, size).draw(screen, buf);
    let labels = [
        Button::new("Cancel"),
        Button::new("View Details"),
        Button::new("Select Version").primary().enabled(state.checked.is_some()),
    ];
    let buttons = Buttons::new(look.theme, &labels, state.form.button());
    let [filter, table, says, row] = Split::vertical([
        Track::Length(u16::from(state.form.list.filter().typing || state.form.list.filter().is_active())),
        Track::Fill(1),
        Track::Length(1),
        Track::Length(buttons.height(inner.width)),
    ])
    .areas(inner);
    draw_table(look, state, table, buf);
    let style = look.theme.styles.error;
    if let Some(refusal) = state.form.refused() {
        buf.set_stringn(says.x, says.y, fit(&refusal, usize::from(says.width)), usize::from(says.width), style);
    }
    (&buttons).render(row, buf);
    let filter = Rect { x: filter.x + 1, width: filter.width.saturating_sub(1), ..filter };
    state.form.list.filter().draw(look.theme, "version, author or notes", "", filter, buf)
}

fn draw_table(look: &Look, state: &SelectVersionDialog, area: Rect, buf: &mut Buffer) {
    if state.form.list.shown().is_empty() {
        buf.set_stringn(area.x + 1, area.y, "No match", usize::from(area.width), look.theme.styles.quiet);
        return;
    }
    let shown = || state.form.list.shown().iter().map(|at| &state.choices[*at]);
    let packaged = || shown().map(|choice| &state.component.versions[choice.at]);
    let longest = |widths: &mut dyn Iterator<Item = usize>| cells(widths.max().unwrap_or(0));
    let version = longest(&mut packaged().map(|one| width(one.version.as_str())));
    let notes = longest(&mut packaged().map(|one| width(&one.notes)));
    let standing = longest(&mut shown().map(|choice| standing(look, choice).width()));
    let columns = [
        Column::new("", 3),
        Column::new("Version", version.min(10)).want(version),
        Column::new("Created", 11).drop_at(1),
        Column::new("By", 8).drop_at(2),
        Column::new("Notes", 10).want(notes).grow(3).drop_at(3),
        Column::new("", standing.min(16)).want(standing),
    ];
    let row = |at: usize| row(look, state, state.form.list.shown()[at]);
    let height = |at: usize| tall(&state.choices[state.form.list.shown()[at]]);
    let table = Table::new(look.theme, &columns, state.form.list.scroll(), state.form.list.shown().len(), &row);
    (&table.gap(1).tall(&height).focused(state.form.is_on_list())).render(area, buf);
}

fn tall(choice: &Choice) -> u16 {
    1 + u16::from(choice.warning.is_some())
}

fn row<'a>(look: &Look, state: &'a SelectVersionDialog, index: usize) -> Row<'a> {
    let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
    let choice = &state.choices[index];
    let packaged = &state.component.versions[choice.at];
    let (mark, style) = match choice.unavailable {
        Some(_) => (Line::styled(format!(" {}", glyphs.refused), styles.unavailable), styles.unavailable),
        None if state.checked == Some(index) => (Line::raw(glyphs.radio_on), Style::new()),
        None => (Line::raw(glyphs.radio_off), Style::new()),
    };
    let created = look.day(packaged.created_date);
    let row = Row::new([
        mark,
        Line::raw(packaged.version.as_str()),
        Line::raw(created),
        Line::raw(packaged.created_by.as_str()),
        Line::raw(packaged.notes.as_str()),
        standing(look, choice),
    ])
    .style(style);
    match &choice.warning {
        Some(warning) => row.below(Line::styled(warning.as_str(), styles.rollback)),
        None => row,
    }
}

/// Why it can't be chosen; else what it is: current, latest, scheduled, in earlier releases.
fn standing(look: &Look, choice: &Choice) -> Line<'static> {
    let styles = &look.theme.styles;
    if let Some(why) = choice.unavailable {
        return Line::styled(why.to_string(), styles.unavailable);
    }
    let marks = &choice.marks;
    let mut spans = Vec::new();
    for (is, word, style) in [
        (marks.current, "current".to_owned(), styles.heading),
        (marks.latest, "latest".to_owned(), styles.upgrade),
        (marks.scheduled, "scheduled".to_owned(), styles.pending),
        (!marks.carried_in.is_empty(), carried(&marks.carried_in), styles.quiet),
    ] {
        if is {
            spans.extend((!spans.is_empty()).then(|| Span::raw(" ")));
            spans.push(Span::styled(word, style));
        }
    }
    Line::from(spans)
}

/// `in #4, #5`; the last three where there are more.
fn carried(numbers: &[u32]) -> String {
    let last: Vec<String> = numbers.iter().rev().take(3).rev().map(|number| format!("#{number}")).collect();
    let more = if numbers.len() > 3 { "…, " } else { "" };
    format!("in {more}{}", last.join(", "))
}
