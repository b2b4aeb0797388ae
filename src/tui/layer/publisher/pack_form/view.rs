//! How the form looks.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Position, Rect, Size},
    style::Style,
    widgets::Widget,
};

use super::state::{Control, State};
use crate::{
    domain::{InstallationType, MAX_DESCRIPTION},
    text::{width, wrap},
    tui::{
        app::App,
        date_choice::draw_field,
        layer::prose::{measure, put_lines},
        view::marked,
        widget::{Button, Buttons, Choice, Dialog, Field, FieldView, Radio, TextAreaView},
    },
};

/// Lines of the description beside the first, where there is room.
const MORE_LINES: u16 = 3;

const KINDS: [InstallationType; 2] = [InstallationType::Single, InstallationType::Multi];

pub(in crate::tui::layer) fn draw(app: &App, state: &State, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let styles = &app.theme.styles;
    let room = measure(screen).min(66);
    let (title, save) = match state.edits() {
        None => ("Create Integration Pack".to_owned(), "Create Integration Pack"),
        Some(name) => (format!("Edit Details · {name}"), "Save"),
    };
    let labels = [Button::new("Cancel"), Button::new(save).primary().enabled(state.is_ready())];
    let focus = match state.focus {
        Control::Cancel => Some(0),
        Control::Save => Some(1),
        Control::Name | Control::Kind | Control::Description => None,
    };
    let buttons = Buttons::new(&app.theme, &labels, focus);
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    // The line under a field is air as long as nothing is wrong.
    let under = |says: Option<String>| {
        says.map_or_else(|| vec![String::new()], |text| wrap(&text, room.saturating_sub(2).max(1)))
    };
    let (name_says, description_says) =
        (under(state.name_says().or_else(|| state.locked.clone())), under(state.description_says()));
    let kinds = if state.edits().is_none() { 2 } else { 1 };
    let mut heights =
        [1, 1, cells(name_says.len()), 1, kinds, 1, 1, 1, cells(description_says.len()), buttons.height(cells(room))];
    // What a type means goes before anything that is typed; what room is left is the description's.
    let left = |heights: &[u16]| screen.height.saturating_sub(heights.iter().sum::<u16>() + 2);
    if left(&heights) == 0 {
        heights[5] = 0;
    }
    heights[7] += left(&heights).min(MORE_LINES);
    let size = Size::new(cells(room), heights.iter().sum());
    let inner = Dialog::new(&app.theme, title, size).draw(screen, buf);
    let [label, name, name_under, kind_label, kind, means, description_label, description, description_under, row] =
        Layout::vertical(heights.map(Constraint::Length)).areas(inner);
    put_lines(&["Name"], styles.heading, label, buf);
    let mut cursor = None;
    if state.locked.is_some() {
        put_lines(&[format!("  {}", state.name.text())], Style::new(), name, buf);
        put_lines(&indented(&name_says), styles.quiet, name_under, buf);
    } else {
        cursor = draw_text(app, &state.name, state.focus == Control::Name, "what subscribers know it by", name, buf);
        put_lines(&indented(&name_says), styles.error, name_under, buf);
    }
    draw_kind(app, state, [kind_label, kind, means], buf);
    put_lines(&["Description"], styles.heading, description_label, buf);
    let written = state.description.text().chars().count();
    let over = if written > MAX_DESCRIPTION { styles.error } else { styles.quiet };
    right(&format!("{written}/{MAX_DESCRIPTION}"), over, description_label, buf);
    let focused = state.focus == Control::Description;
    if focused {
        let beside = Rect {
            x: description_label.x + 13,
            width: description_label.width.saturating_sub(13),
            ..description_label
        };
        put_lines(&["Ctrl-J breaks the line"], styles.quiet, beside, buf);
    }
    let view = TextAreaView::new(&app.theme, &state.description).focused(focused).placeholder("what it is for");
    let area = marked(app, focused, wider(description), buf);
    (&view).render(area, buf);
    cursor = view.cursor(area).or(cursor);
    put_lines(&indented(&description_says), styles.error, description_under, buf);
    (&buttons).render(row, buf);
    cursor
}

fn draw_kind(app: &App, state: &State, [label, kind, means]: [Rect; 3], buf: &mut Buffer) {
    let styles = &app.theme.styles;
    put_lines(&["Installation Type"], styles.heading, label, buf);
    let text = match state.kind {
        InstallationType::Single => "at most one instance in each account",
        InstallationType::Multi => "many instances in each account; no API services",
    };
    put_lines(&[format!("  {text}")], styles.quiet, means, buf);
    if state.edits().is_some() {
        put_lines(&[format!("  {}", said(state.kind))], Style::new(), kind, buf);
        right("a type never changes", styles.quiet, label, buf);
        return;
    }
    right("can't be changed later", styles.quiet, label, buf);
    let choices = KINDS.map(|kind| Choice::new(said(kind)));
    let chosen = KINDS.iter().position(|kind| *kind == state.kind).unwrap_or(0);
    let radio = Radio::new(&app.theme, &choices, chosen).focused(state.focus == Control::Kind);
    (&radio).render(Rect { x: kind.x.saturating_sub(1), width: kind.width + 1, ..kind }, buf);
}

/// `Single Attachment (SINGLE)`: the screens' words with those of files and commands.
fn said(kind: InstallationType) -> String {
    format!("{kind} ({})", kind.api_word())
}

fn draw_text(app: &App, field: &Field, focused: bool, empty: &str, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let view = FieldView::new(&app.theme, field).focused(focused).placeholder(empty);
    draw_field(app, &view, focused, wider(area), buf)
}

/// With the column in which the mark of the focus stands.
fn wider(area: Rect) -> Rect {
    Rect { x: area.x.saturating_sub(1), width: area.width + 1, ..area }
}

fn indented(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| format!("  {line}")).collect()
}

/// A few words at a line's right end, where they fit.
fn right(text: &str, style: Style, area: Rect, buf: &mut Buffer) {
    let wide = u16::try_from(width(text)).unwrap_or(u16::MAX);
    if !area.is_empty() && wide < area.width.saturating_sub(20) {
        buf.set_stringn(area.right() - wide, area.y, text, usize::from(wide), style);
    }
}
