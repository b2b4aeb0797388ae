//! How step 1 looks.
//!
//! ```text
//!    Component Name          Type     Current   Pending Version
//!  ▌ Create Invoice          Process  1.4     ▲ 1.5      Select another version    link in the pending column
//!    Dunning Letters         Process  3.1     ✕ Deleted  removed by this release   or why there is none
//!    …
//!                                                                         5 of 12
//!    1 upgrade · 1 rollback · 1 added · 1 removed · 8 unchanged                    what would change
//!
//!                                         [ Cancel ]  [ View Details ]  [ Next ]
//! ```

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};

use super::state::TABLE;
use crate::{
    domain::{Refusal, SelectionRow},
    text::{width, wrap},
    tui::{
        changes,
        keys::Action,
        layout::{Split, Track},
        look::{Look, type_word},
        theme::Theme,
        widget::{Button, Buttons, Column, Row, Table, put_styled},
        wizard::{Wizard, frame},
    },
};

/// Draws the step.
pub(in crate::tui::wizard) fn draw(look: &Look, wizard: &Wizard, area: Rect, buf: &mut Buffer) {
    let body = frame::draw(look, wizard, area, buf);
    let buttons = [
        Button::new("Cancel"),
        Button::new("View Details"),
        Button::new(wizard.way_on()).primary().enabled(wizard.draft.selection.check().is_ok()),
    ];
    let buttons = Buttons::new(look.theme, &buttons, wizard.versions.form.button());
    let lines = summary(look, wizard, usize::from(body.width).saturating_sub(1));
    let [table, summary, _, row] = Split::vertical([
        Track::Fill(1),
        Track::Length(u16::try_from(lines.len()).unwrap_or(1)),
        Track::Length(u16::from(body.height > 12)),
        Track::Length(buttons.height(body.width)),
    ])
    .areas(body);
    draw_table(look, wizard, table, buf);
    put_styled(&lines, summary, buf);
    (&buttons).render(row, buf);
}

fn draw_table(look: &Look, wizard: &Wizard, area: Rect, buf: &mut Buffer) {
    let rows = wizard.draft.selection.rows();
    let widest = |text: &dyn Fn(&SelectionRow) -> Option<usize>| {
        u16::try_from(rows.iter().filter_map(text).max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let current = widest(&|row| row.current.as_ref().map(|version| width(version.as_str())));
    let columns = [
        Column::new("Component Name", 16).want(widest(&|row| Some(width(&row.component.name)))).grow(3),
        Column::new("Component Type", 7).short("Type").drop_at(2),
        Column::new("Current Version", 8).short("Current").want(current).grow(1),
        Column::new("Pending Version", 15).grow(2),
        Column::new("", 23).drop_at(1),
    ];
    let row = |at: usize| row(look, wizard, &rows[at]);
    let tall = |at: usize| 1 + u16::from(wizard.draft.proposal.warning(&wizard.draft.selection, &rows[at]).is_some());
    let focused = wizard.versions.form.is_on(TABLE);
    let table = Table::new(look.theme, &columns, &wizard.versions.table, rows.len(), &row);
    (&table.tall(&tall).focused(focused)).render(area, buf);
}

fn row<'a>(look: &Look, wizard: &Wizard, row: &'a SelectionRow) -> Row<'a> {
    let styles = &look.theme.styles;
    let none = || Line::styled(look.theme.glyphs.none, styles.quiet);
    let current = row.current.as_ref().map_or_else(none, |version| Line::raw(version.as_str()));
    let cells = Row::new([
        Line::raw(row.component.name.as_str()),
        Line::raw(type_word(row.component.component_type)),
        current,
        pending(look.theme, row),
        link(look, row),
    ]);
    match warning(look, wizard, row) {
        Some(warning) => cells.below(Line::styled(warning, styles.rollback)),
        None => cells,
    }
}

fn pending<'a>(theme: &Theme, row: &'a SelectionRow) -> Line<'a> {
    let (sign, style) = changes::mark(theme, row.change());
    Line::from(vec![Span::styled(sign, style), Span::raw(" "), Span::styled(row.pending(), style)])
}

/// What stands beside the pending version: the link, or why there is none.
fn link(look: &Look, row: &SelectionRow) -> Line<'static> {
    let styles = &look.theme.styles;
    let Some(why) = row.why_fixed() else { return Line::styled("Select another version", styles.accent) };
    let removed = matches!(row.can_select(), Err(Refusal::RemovedFromPack { .. }));
    Line::styled(why, if removed { styles.quiet } else { styles.error })
}

/// What to know about a row, with the key that mends it.
fn warning(look: &Look, wizard: &Wizard, row: &SelectionRow) -> Option<String> {
    let warning = wizard.draft.proposal.warning(&wizard.draft.selection, row)?;
    if !warning.restorable {
        return Some(warning.text);
    }
    Some(format!("{}; {} restores it", warning.text, look.key_of(&wizard.scopes(), Action::RestoreVersion)))
}

/// What would change; where nothing can be released, why not and the way out.
fn summary(look: &Look, wizard: &Wizard, room: usize) -> Vec<Line<'static>> {
    let (text, style) = match wizard.draft.selection.check() {
        Ok(()) => (wizard.draft.selection.counts().to_string(), Style::new()),
        Err(refusal) => (refusal.with_hint(), look.theme.styles.error),
    };
    wrap(&text, room).into_iter().map(|line| Line::styled(line, style)).collect()
}
