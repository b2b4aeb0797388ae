//! How a form looks: labelled controls, each with what is said about it.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    widgets::Widget,
};

use crate::{
    text::{width, wrap_at_most},
    tui::{
        dialog::prose::{indented, measure},
        look::Look,
        widget::{
            Buttons, Choice, Field, FieldView, Frame, Radio, TextArea, TextAreaView, cells, draw_field, marked,
            put_lines, wider,
        },
    },
};

/// The widest that a form gets.
const WIDEST: usize = 66;

/// Lines of a text area beside the first, where there is room.
const MORE_LINES: u16 = 3;

/// Lines that what is wrong with a field takes at most.
const MOST_UNDER: usize = 3;

/// What stands under a label.
pub(super) enum Body<'a> {
    /// A field, and what it says while it is empty.
    Text(&'a Field, &'a str),
    /// A field of several lines, and what it says while it is empty. It takes what room is left.
    Area(&'a TextArea, &'a str),
    /// Options, and which one is on.
    Options(Vec<Choice<'a>>, usize),
    /// A text that keys don't change.
    Fixed(String),
}

/// What stands under a control.
pub(super) enum Under {
    Air,
    Wrong(String),
    Means(String),
}

/// A labelled control.
pub(in crate::tui::dialog) struct Part<'a> {
    pub(super) label: String,
    pub(super) aside: Option<(String, Style)>,
    pub(super) body: Body<'a>,
    pub(super) under: Under,
    pub(super) focused: bool,
}

impl Part<'_> {
    /// Another label, where that depends on what is entered.
    pub(in crate::tui::dialog) fn labelled(self, label: String) -> Self {
        Self { label, ..self }
    }

    /// A few words at the right end of the label's line.
    pub(in crate::tui::dialog) fn aside(self, text: impl Into<String>, style: Style) -> Self {
        Self { aside: Some((text.into(), style)), ..self }
    }

    /// What it means. In little room that goes first.
    pub(in crate::tui::dialog) fn means(self, text: impl Into<String>) -> Self {
        Self { under: Under::Means(text.into()), ..self }
    }

    /// What is wrong with it, if anything.
    pub(in crate::tui::dialog) fn wrong(self, text: Option<String>) -> Self {
        match text {
            Some(text) => Self { under: Under::Wrong(text), ..self },
            None => self,
        }
    }

    /// Lines of the body, where so many are left over.
    fn tall(&self, spare: u16) -> u16 {
        match &self.body {
            Body::Options(choices, _) => cells(choices.len()),
            Body::Area(..) => 1 + spare.min(MORE_LINES),
            Body::Text(..) | Body::Fixed(_) => 1,
        }
    }

    fn lines_under(&self, room: usize, most: usize) -> Vec<String> {
        let text = match &self.under {
            Under::Air => return vec![String::new()],
            Under::Wrong(text) | Under::Means(text) => text,
        };
        indented(&wrap_at_most(text, room.saturating_sub(2).max(1), most))
    }

    fn draw(&self, look: &Look, tall: u16, under: &[String], area: Rect, buf: &mut Buffer) -> Option<Position> {
        let styles = &look.theme.styles;
        let row = |at: u16, height: u16| Rect { y: area.y + at, height, ..area }.intersection(area);
        put_lines(&[&self.label], styles.heading, row(0, 1), buf);
        if let Some((text, style)) = &self.aside {
            right(text, *style, row(0, 1), buf);
        }
        let style = if matches!(self.under, Under::Wrong(_)) { styles.error } else { styles.quiet };
        // What an option means stands under that option.
        let above = match (&self.body, &self.under) {
            (Body::Options(_, chosen), Under::Means(_)) => cells(chosen + 1).min(tall),
            _ => tall,
        };
        let tall_under = cells(under.len());
        put_lines(under, style, row(1 + above, tall_under), buf);
        let body = row(1, tall);
        let with_bar = wider(body);
        match &self.body {
            Body::Text(field, empty) => {
                let view = FieldView::new(look.theme, field).focused(self.focused).placeholder(empty);
                draw_field(look.theme, &view, self.focused, with_bar, buf)
            }
            Body::Area(text, empty) => {
                if self.focused {
                    let beside = cells(width(&self.label)) + 2;
                    let label = row(0, 1);
                    let area = Rect { x: label.x + beside, width: label.width.saturating_sub(beside), ..label };
                    put_lines(&["Ctrl-J breaks the line"], styles.quiet, area, buf);
                }
                let view = TextAreaView::new(look.theme, text).focused(self.focused).placeholder(empty);
                let area = marked(look.theme, self.focused, with_bar, buf);
                (&view).render(area, buf);
                view.cursor(area)
            }
            Body::Options(choices, chosen) => {
                let (upper, lower) = choices.split_at(usize::from(above));
                let radio = Radio::new(look.theme, upper, *chosen).focused(self.focused);
                (&radio).render(wider(row(1, above)), buf);
                (&Radio::new(look.theme, lower, usize::MAX))
                    .render(wider(row(1 + above + tall_under, tall - above)), buf);
                None
            }
            Body::Fixed(text) => {
                marked(look.theme, self.focused, with_bar, buf);
                put_lines(&[format!("  {text}")], Style::new(), body, buf);
                None
            }
        }
    }
}

/// Draws the parts over the buttons.
pub(super) fn draw(
    look: &Look,
    title: &str,
    parts: &[Part<'_>],
    buttons: &Buttons<'_>,
    screen: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let room = measure(screen).min(WIDEST);
    let row = buttons.height(cells(room));
    let mut under: Vec<Vec<String>> = parts.iter().map(|part| part.lines_under(room, MOST_UNDER)).collect();
    let tall = |under: &[Vec<String>]| -> u16 {
        let parts: u16 = parts.iter().zip(under).map(|(part, under)| 1 + part.tall(0) + cells(under.len())).sum();
        parts + row
    };
    // What things mean goes before anything that is typed, also before a second line of it; air before what is wrong.
    let second = u16::from(parts.iter().any(|part| matches!(part.body, Body::Area(..))));
    for (at, part) in parts.iter().enumerate() {
        if matches!(part.under, Under::Means(_)) && tall(&under) + 2 + second > screen.height {
            under[at].clear();
        }
    }
    for (at, part) in parts.iter().enumerate() {
        if matches!(part.under, Under::Air) && tall(&under) + 2 > screen.height {
            under[at].clear();
        }
    }
    if tall(&under) + 2 > screen.height {
        for (part, under) in parts.iter().zip(&mut under).filter(|(_, under)| under.len() > 1) {
            *under = part.lines_under(room, under.len() - 1);
        }
    }
    let spare = screen.height.saturating_sub(tall(&under) + 2);
    let more: u16 = parts.iter().map(|part| part.tall(spare) - part.tall(0)).sum();
    let size = Size::new(cells(room), tall(&under) + more);
    let inner = Frame::new(look.theme, title, size).draw(screen, buf);
    let foot = row.min(inner.height);
    let body = Rect { height: inner.height - foot, ..inner };
    (buttons).render(Rect { y: body.bottom(), height: foot, ..inner }, buf);
    let (mut cursor, mut y) = (None, body.y);
    for (part, under) in parts.iter().zip(&under) {
        let height = 1 + part.tall(spare) + cells(under.len());
        let area = Rect { y, height, ..body }.intersection(body);
        cursor = part.draw(look, part.tall(spare), under, area, buf).or(cursor);
        y = y.saturating_add(height);
    }
    cursor
}

/// A few words at a line's right end, where they fit.
fn right(text: &str, style: Style, area: Rect, buf: &mut Buffer) {
    let wide = cells(width(text));
    if !area.is_empty() && wide < area.width.saturating_sub(20) {
        buf.set_stringn(area.right() - wide, area.y, text, usize::from(wide), style);
    }
}
