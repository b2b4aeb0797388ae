//! The line above every page: the pages that exist, and whose workspace this is.
//!
//! ```text
//!  ipack   Integration Packs   Schedule 2 !   Activity                  Northwind · Demo
//! ```
//!
//! The number counts scheduled releases; the mark says that one of them is blocked or overdue.

use ratatui::{buffer::Buffer, layout::Rect, text::Span};

use super::Page;
use crate::{
    text::{fit, width},
    tui::app::App,
};

/// Cells between two pages.
const GAP: u16 = 3;

/// The fewest cells of the workspace's name that are worth showing.
const LEAST_NAME: usize = 8;

/// Draws it in one line.
pub(super) fn draw(app: &App, area: Rect, buf: &mut Buffer) {
    let mut x = put(&[Span::styled("ipack", app.theme.styles.quiet)], area.x, area, buf);
    for page in Page::ALL {
        x = put(&spans(app, page), x.saturating_add(GAP), area, buf);
    }
    let room = area.right().saturating_sub(x.saturating_add(GAP));
    if let Some(name) = workspace(app, usize::from(room)) {
        let wide = u16::try_from(width(&name)).unwrap_or(room);
        buf.set_stringn(area.right() - wide, area.y, &name, usize::from(room), app.theme.styles.quiet);
    }
}

/// The workspace's name, and that it is a demo or can only be read: what is left of them in `room` cells.
fn workspace(app: &App, room: usize) -> Option<String> {
    let overview = &app.model.overview;
    let demo = match (&overview.read_only, overview.demo) {
        (Some(_), _) => "Read only",
        (None, true) => "Demo",
        (None, false) => "",
    };
    let dot = if demo.is_empty() { "" } else { " · " };
    let left = room.saturating_sub(width(demo) + width(dot));
    let words = if left >= LEAST_NAME { format!("{}{dot}{demo}", fit(&overview.name, left)) } else { demo.to_owned() };
    (!words.is_empty() && width(&words) <= room).then_some(words)
}

fn spans(app: &App, page: Page) -> Vec<Span<'static>> {
    let (styles, glyphs) = (&app.theme.styles, app.theme.glyphs);
    let title = Span::raw(page.title());
    let mut spans = vec![if page == app.model.page { title.style(styles.accent.patch(styles.heading)) } else { title }];
    let standings = app.model.overview.standings;
    if page == Page::Schedule && standings.scheduled > 0 {
        spans.push(Span::styled(format!(" {}", standings.scheduled), styles.pending));
        if standings.blocked + standings.overdue > 0 {
            spans.push(Span::styled(format!(" {}", glyphs.warning), styles.danger));
        }
    }
    spans
}

/// Draws spans side by side as far as there is room; answers where they end.
fn put(spans: &[Span], x: u16, area: Rect, buf: &mut Buffer) -> u16 {
    spans.iter().fold(x, |x, span| {
        let room = usize::from(area.right().saturating_sub(x));
        if room == 0 { x } else { buf.set_stringn(x, area.y, fit(&span.content, room), room, span.style).0 }
    })
}
