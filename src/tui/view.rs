//! The whole screen: page or wizard, dialogs over it, the footer under all.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::Widget,
};

use super::{
    app::{App, SMALLEST},
    keys::hints,
    layer,
    layout::{Constraint, Layout},
    page,
    update::{availability, scopes},
    widget::{FieldView, HintBar, Toast, Tone, TooSmall},
    wizard,
};

/// Draws everything; answers where the terminal's cursor goes.
///
/// ```text
///  page or wizard …
///  ─────────────────────────────────── rule; a notice takes its place
///  r Release  / Filter   ? Help  q Quit footer, from live bindings
/// ```
pub(super) fn draw(app: &App, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let too_small = TooSmall::new(SMALLEST);
    if too_small.applies(area) {
        (&too_small).render(area, buf);
        return None;
    }
    let [body, rule, footer] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(1), Constraint::Length(1)]).areas(area);
    let model = &app.model;
    let under = match &model.wizard {
        Some(wizard) => wizard::draw(app, wizard, body, buf),
        None => page::draw(app, body, buf),
    };
    draw_rule(app, rule, buf);
    let scopes = scopes(model);
    let unicode = !app.theme.glyphs.is_ascii();
    let hints = hints(&app.keymap, model.overview.settings.deployment.words(), &scopes, unicode, |action| {
        availability(model, action)
    });
    (&HintBar::new(&app.theme, &hints)).render(inset(footer), buf);
    let cursor = model.layers.iter().fold(under, |_, layer| layer::draw(app, layer, body, buf));
    app.theme.finish(buf);
    cursor
}

fn draw_rule(app: &App, area: Rect, buf: &mut Buffer) {
    let inner = inset(area);
    match &app.model.notice {
        Some((tone, text)) => (&Toast::new(&app.theme, *tone, text.as_str())).render(inner, buf),
        None if app.model.slow => (&Toast::new(&app.theme, Tone::Info, "working…")).render(inner, buf),
        None => rule(app, inner, buf),
    }
}

/// A horizontal rule across an area's first line.
pub(super) fn rule(app: &App, area: Rect, buf: &mut Buffer) {
    let line = app.theme.glyphs.rule.repeat(usize::from(area.width));
    buf.set_stringn(area.x, area.y, line, usize::from(area.width), app.theme.styles.quiet);
}

/// The area without its first and last column: every screen keeps a cell of air at its sides.
pub(super) fn inset(area: Rect) -> Rect {
    Rect { x: area.x + u16::from(area.width > 2), width: area.width.saturating_sub(2), ..area }
}

/// Draws the selection bar before what has the focus; answers where that goes.
pub(super) fn marked(app: &App, focused: bool, area: Rect, buf: &mut Buffer) -> Rect {
    let area = area.intersection(buf.area);
    if focused && !area.is_empty() {
        for y in area.top()..area.bottom() {
            buf.set_stringn(area.x, y, app.theme.glyphs.bar, 1, app.theme.styles.accent);
        }
    }
    Rect { x: area.x + u16::from(area.width > 0), width: area.width.saturating_sub(1), ..area }
}

/// Draws a field with the selection bar before it where it has the focus; answers where the cursor goes.
pub(super) fn draw_field(app: &App, view: &FieldView, focused: bool, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let field = marked(app, focused, area, buf);
    view.render(field, buf);
    view.cursor(field)
}
