//! How the dialog looks.
//!
//! ```text
//! ┌ Add Packages to Integration Pack · Order to Cash ─────────────────────┐
//! │ / Filter Components                                                   │
//! │   Component Name                              Type     Latest Version │
//! │   [-] ▾ Banking  4                                                    │   a folder, some below it checked
//! │ ▌   [x] Account Statement Import              Process  2.2            │
//! │     [ ] Payment Run                           API      1.0            │
//! │   [ ] ▸ Master Data  12                                               │   closed
//! │ 1 of 212 selected · room for 87 more                                  │
//! │                            [ Cancel ]  [ Add 1 Selected Package ]     │
//! └───────────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    text::{Line as Text, Span},
    widgets::Widget,
};

use super::{
    AddPackagesDialog, TREE,
    tree::{Leaf, Line},
};
use crate::{
    text::{wrap, wrap_at_most},
    tui::{
        layout::{Split, Track},
        look::{Look, type_word},
        widget::{Button, Buttons, Column, Frame, Row, Table, cells, put_lines},
    },
};

/// Lines of the dialog where there is room. It keeps them as folders open and close, so that nothing jumps.
const TALL: u16 = 24;

/// Levels that are set in; below, names would have no room.
const DEEPEST: usize = 8;

/// Lines that what is said below the tree takes at most.
const MOST_SAID: usize = 2;

pub(super) fn draw(look: &Look, state: &AddPackagesDialog, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let styles = &look.theme.styles;
    let size = Size::new(screen.width.saturating_sub(6).min(100), screen.height.min(TALL));
    let words = look.words();
    let title = format!("{} · {}", words.add_dialog, state.pack.name);
    let inner = Frame::new(look.theme, title, size).draw(screen, buf);
    let plural = if state.selected() == 1 { "" } else { "s" };
    let ready = state.selected() > 0 && state.too_many().is_none();
    let labels = [
        Button::new("Cancel"),
        Button::new(format!("Add {} Selected {}{plural}", state.selected(), words.addition)).primary().enabled(ready),
    ];
    let buttons = Buttons::new(look.theme, &labels, state.form.button());
    state.form.note_enter(look);
    let (text, style) = match state.form.refused().or_else(|| state.too_many()) {
        Some(refusal) => (refusal, styles.error),
        None => (reason(state).unwrap_or_else(|| summary(state)), styles.quiet),
    };
    let says = wrap_at_most(&text, usize::from(inner.width).max(1), MOST_SAID);
    // The table keeps its height while the reasons are shown.
    let said = if state.why_not { MOST_SAID } else { says.len() };
    let heights =
        [Track::Length(1), Track::Fill(1), Track::Length(cells(said)), Track::Length(buttons.height(inner.width))];
    let [filter, table, below, row] = Split::vertical(heights).areas(inner);
    draw_tree(look, state, table, buf);
    put_lines(&says, style, below, buf);
    (&buttons).render(row, buf);
    state.filter.draw(look.theme, "Filter Components", "", filter, buf)
}

/// Why what is under the bar can't be added: whole, as its row may have no room for all of it.
fn reason(state: &AddPackagesDialog) -> Option<String> {
    match state.under_bar().filter(|_| state.why_not)? {
        Line::Leaf { at, .. } => state.leaves[*at].why_not.as_ref().map(ToString::to_string),
        Line::Folder { .. } => None,
    }
}

fn summary(state: &AddPackagesDialog) -> String {
    let (can, cannot) = state.counts();
    if state.why_not {
        format!("{cannot} can't be added, {can} can")
    } else {
        format!("{} of {can} selected · room for {} more", state.selected(), state.room())
    }
}

fn draw_tree(look: &Look, state: &AddPackagesDialog, area: Rect, buf: &mut Buffer) {
    if state.lines.is_empty() {
        let text = match (state.filter.is_active(), state.counts()) {
            (true, _) => "No match",
            (false, (0, 0)) => {
                "There are no components yet. `ipack component create` makes one, `ipack component package` a version of it."
            }
            (false, _) if state.why_not => "Everything can be added.",
            (false, _) => "Nothing can be added. The key for why not? tells the reasons.",
        };
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        put_lines(&wrap(text, usize::from(area.width).max(1)), look.theme.styles.quiet, area, buf);
        return;
    }
    let words = look.words();
    let name = Column::new("Component Name", 20).grow(1).names();
    let kind = Column::new("Type", 7).drop_at(2);
    let version = Column::new(words.latest, 8).short(words.latest_short).want(14).drop_at(1);
    // A reason takes a line of its own, across all there is.
    let columns = if state.why_not { vec![name] } else { vec![name, kind, version] };
    let row = |at: usize| line(look, state, &state.lines[at]);
    let height = |at: usize| 1 + u16::from(state.why_not && matches!(state.lines[at], Line::Leaf { .. }));
    let table = Table::new(look.theme, &columns, &state.list, state.lines.len(), &row);
    (&table.tall(&height).focused(state.form.is_on(TREE))).render(area, buf);
}

fn line<'a>(look: &Look, state: &'a AddPackagesDialog, line: &'a Line) -> Row<'a> {
    let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
    let indent = " ".repeat(2 * line.depth().min(DEEPEST));
    let checked = state.checked_among(line.below());
    let mark = match checked {
        _ if state.why_not => String::new(),
        0 => format!("{} ", glyphs.check_off),
        n if n == line.below().len() => format!("{} ", glyphs.check_on),
        _ => format!("{} ", glyphs.check_some),
    };
    match line {
        Line::Folder { name, open, below, .. } => {
            let fold = if *open { glyphs.drop_down } else { glyphs.closed };
            let name = Span::styled(format!("{indent}{mark}{fold} {name}"), styles.heading);
            Row::new([Text::from(vec![name, Span::styled(format!("  {}", below.len()), styles.quiet)])])
        }
        Line::Leaf { at, .. } => leaf(look, state, &state.leaves[*at], &indent, &mark),
    }
}

fn leaf<'a>(look: &Look, state: &AddPackagesDialog, leaf: &'a Leaf, indent: &str, mark: &str) -> Row<'a> {
    let component = &leaf.component;
    let row = Row::new([
        Text::raw(format!("{indent}{mark}{}", component.name)),
        Text::raw(type_word(component.component_type)),
        Text::raw(component.latest().map_or("", |packaged| packaged.version.as_str())),
    ]);
    match &leaf.why_not {
        Some(why) if state.why_not => row.below(Text::styled(format!("{indent}{why}"), look.theme.styles.unavailable)),
        _ => row,
    }
}
