//! How a form looks: labelled controls, each with what is said about it.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    widgets::Widget,
};

use super::sheet::Sheet;
use crate::{
    text::{clean, width, wrap, wrap_at_most},
    tui::{
        date_choice::DateChoice,
        layout::{Split, Track, measure},
        look::Look,
        widget::{
            Buttons, Choice, Field, FieldView, Frame, Radio, TextArea, TextAreaView, cells, draw_field, marked,
            put_lines, wider,
        },
    },
};

const WIDEST: usize = 66;

/// Cells between two parts that stand beside each other.
const BETWEEN: u16 = 2;

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
    /// What is so or not: its label stands behind the mark.
    Check(bool),
    /// A date with its calendar.
    Date(&'a DateChoice),
    /// A text that keys don't change.
    Fixed(String),
    /// Sentences, wrapped.
    Said(String, Style),
}

/// What stands under a control.
pub(super) enum Under<'a> {
    Nothing,
    Air,
    /// What a date says, in words.
    Echo(&'a DateChoice),
    Wrong(String),
    Means(String),
}

/// A labelled control, or sentences.
pub(in crate::tui) struct Part<'a> {
    pub(super) label: String,
    pub(super) aside: Option<(String, Style)>,
    pub(super) body: Body<'a>,
    pub(super) under: Under<'a>,
    pub(super) focused: bool,
    /// What stands at its right, in the next column.
    pub(super) beside: Option<Box<Part<'a>>>,
    /// How many columns it takes there.
    pub(super) span: u16,
}

impl<'a> Part<'a> {
    /// Sentences above the controls: what is, or what is lost.
    pub(in crate::tui) fn sentence(text: &str, style: Style) -> Self {
        let (label, body) = (String::new(), Body::Said(text.to_owned(), style));
        Self { label, aside: None, body, under: Under::Nothing, focused: false, beside: None, span: 1 }
    }

    /// With a line of air below it.
    pub(in crate::tui) fn airy(self) -> Self {
        Self { under: Under::Air, ..self }
    }

    /// Another control at the right; what is said about one of them stands under all of them.
    pub(in crate::tui) fn beside(self, other: Self) -> Self {
        Self { beside: Some(Box::new(other)), ..self }
    }

    /// It takes so many columns where it stands beside others.
    pub(in crate::tui) fn spanning(self, span: u16) -> Self {
        Self { span, ..self }
    }

    /// Another label, where that depends on what is entered.
    pub(in crate::tui) fn labelled(self, label: String) -> Self {
        Self { label, ..self }
    }

    /// What a field says while it is empty, where that depends on what is asked.
    pub(in crate::tui) fn empty(self, says: &'a str) -> Self {
        match self.body {
            Body::Text(field, _) => Self { body: Body::Text(field, says), ..self },
            _ => self,
        }
    }

    /// A few words at the right end of the label's line.
    pub(in crate::tui) fn aside(self, text: impl Into<String>, style: Style) -> Self {
        Self { aside: Some((text.into(), style)), ..self }
    }

    /// What it means. In little room that goes first.
    pub(in crate::tui) fn means(self, text: impl Into<String>) -> Self {
        Self { under: Under::Means(text.into()), ..self }
    }

    /// What is wrong with it, if anything.
    pub(in crate::tui) fn wrong(self, text: Option<String>) -> Self {
        match text {
            Some(text) => Self { under: Under::Wrong(text), ..self },
            None => self,
        }
    }

    /// Lines of the body, where so many are left over.
    fn tall(&self, room: usize, spare: u16) -> u16 {
        let beside = self.beside.as_ref().map_or(0, |other| other.tall(room, spare));
        beside.max(match &self.body {
            Body::Options(choices, _) => cells(choices.len()),
            Body::Area(..) => 1 + spare.min(MORE_LINES),
            Body::Said(text, _) => cells(wrap(text, room).len()),
            Body::Text(..) | Body::Date(_) | Body::Check(_) | Body::Fixed(_) => 1,
        })
    }

    /// Lines of the label.
    fn head(&self) -> u16 {
        u16::from(!matches!(self.body, Body::Said(..) | Body::Check(_)))
    }

    fn lines_under(&self, look: &Look, room: usize, most: usize) -> Vec<String> {
        let text = match &self.under {
            Under::Nothing => return vec![],
            Under::Air => return vec![String::new()],
            Under::Echo(date) => &date.echo(look).0,
            Under::Wrong(text) | Under::Means(text) => text,
        };
        let lines = wrap_at_most(text, room.saturating_sub(2).max(1), most);
        lines.into_iter().map(|line| format!("  {line}")).collect()
    }

    /// How what stands under it is styled.
    fn style_under(&self, look: &Look) -> Style {
        match &self.under {
            Under::Wrong(_) => look.theme.styles.error,
            Under::Echo(date) => date.echo(look).1,
            Under::Nothing | Under::Air | Under::Means(_) => look.theme.styles.quiet,
        }
    }

    fn draw(&self, look: &Look, tall: u16, under: &[String], area: Rect, buf: &mut Buffer) -> Option<Position> {
        let row = |at: u16, height: u16| Rect { y: area.y + at, height, ..area }.intersection(area);
        // What an option means stands under that option.
        let above = match (&self.body, &self.under, &self.beside) {
            (Body::Options(_, chosen), Under::Means(_), None) => cells(chosen + 1).min(tall),
            _ => tall,
        };
        let (head, tall_under) = (self.head(), cells(under.len()));
        put_lines(under, self.style_under(look), row(head + above, tall_under), buf);
        if self.beside.is_some() {
            return self.draw_columns(look, tall, row(0, head + tall), buf);
        }
        self.draw_body(look, above, tall_under, row(0, head + tall + tall_under), buf)
    }

    /// Draws what stands beside each other, in columns.
    fn draw_columns(&self, look: &Look, tall: u16, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let Some(other) = &self.beside else { return self.draw_body(look, tall, 0, area, buf) };
        let columns = [Track::Fill(self.span), Track::Length(BETWEEN), Track::Fill(other.columns())];
        let [left, _, right] = Split::horizontal(columns).areas(area);
        let cursor = self.draw_body(look, tall, 0, left, buf);
        // What has no label stands beside the body.
        let down = self.head().saturating_sub(other.head()).min(right.height);
        let right = Rect { y: right.y + down, height: right.height - down, ..right };
        other.draw_columns(look, tall, right, buf).or(cursor)
    }

    fn has_focus(&self) -> bool {
        self.focused || self.beside.as_ref().is_some_and(|other| other.has_focus())
    }

    fn columns(&self) -> u16 {
        self.span + self.beside.as_ref().map_or(0, |other| other.columns())
    }

    /// Draws label and body; options that stand below the chosen one leave room for what that one means.
    fn draw_body(&self, look: &Look, above: u16, gap: u16, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (styles, head) = (&look.theme.styles, self.head());
        let row = |at: u16, height: u16| Rect { y: area.y + at, height, ..area }.intersection(area);
        if head > 0 {
            put_lines(&[&self.label], styles.heading, row(0, 1), buf);
        }
        if let Some((text, style)) = &self.aside {
            right(text, *style, row(0, 1), buf);
        }
        let body = row(head, above);
        let with_bar = wider(body);
        match &self.body {
            Body::Text(field, empty) => {
                let view = FieldView::new(look.theme, field).focused(self.focused).placeholder(empty);
                return draw_field(look.theme, &view, self.focused, wider(row(head, above.min(1))), buf);
            }
            Body::Date(date) => return date.draw(look, self.focused, with_bar, buf),
            Body::Area(text, empty) => return self.draw_area(look, text, empty, row(0, head + above), buf),
            Body::Options(choices, chosen) => {
                let (upper, lower) = choices.split_at(choices.len().min(usize::from(above)));
                let radio = Radio::new(look.theme, upper, *chosen).focused(self.focused);
                (&radio).render(wider(body), buf);
                let below = row(head + above + gap, cells(lower.len()));
                (&Radio::new(look.theme, lower, usize::MAX)).render(wider(below), buf);
            }
            Body::Check(is) => {
                let mark = if *is { look.theme.glyphs.check_on } else { look.theme.glyphs.check_off };
                marked(look.theme, self.focused, with_bar, buf);
                let style = if self.focused { styles.selected } else { Style::new() };
                put_lines(&[format!("{mark} {}", self.label)], style, body, buf);
            }
            Body::Fixed(text) => {
                marked(look.theme, self.focused, with_bar, buf);
                put_lines(&[format!("  {text}")], Style::new(), body, buf);
            }
            Body::Said(text, style) => put_lines(&wrap(text, usize::from(body.width).max(1)), *style, body, buf),
        }
        None
    }

    fn draw_area(&self, look: &Look, text: &TextArea, empty: &str, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if self.focused {
            let beside = cells(width(&self.label)) + 2;
            let label = Rect { x: area.x + beside, width: area.width.saturating_sub(beside), height: 1, ..area };
            put_lines(&["Ctrl-J breaks the line"], look.theme.styles.quiet, label.intersection(area), buf);
        }
        let view = TextAreaView::new(look.theme, text).focused(self.focused).placeholder(empty);
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let field = marked(look.theme, self.focused, wider(body), buf);
        (&view).render(field, buf);
        view.cursor(field)
    }
}

/// Draws the parts over the buttons.
pub(super) fn draw(
    look: &Look,
    sheet: &Sheet,
    parts: &[Part<'_>],
    buttons: &Buttons<'_>,
    screen: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let room = measure(screen).min(WIDEST);
    let row = buttons.height(cells(room));
    let (parts, under) = in_sight(look, parts, room, screen.height.saturating_sub(row + 2));
    let fixed: u16 = heights(parts, &under, room, 0).sum();
    let spare = screen.height.saturating_sub(fixed + row + 2);
    let tall: u16 = heights(parts, &under, room, spare).sum();
    let frame = Frame::new(look.theme, sheet.title, Size::new(cells(room), tall + row));
    let inner = if sheet.danger { frame.danger() } else { frame }.draw(screen, buf);
    let foot = row.min(inner.height);
    let body = Rect { height: inner.height - foot, ..inner };
    (buttons).render(Rect { y: body.bottom(), height: foot, ..inner }, buf);
    let (mut cursor, mut y, mut dates) = (None, body.y, Vec::new());
    for ((part, under), height) in parts.iter().zip(&under).zip(heights(parts, &under, room, spare)) {
        let area = Rect { y, height, ..body }.intersection(body);
        cursor = part.draw(look, part.tall(room, spare), under, area, buf).or(cursor);
        if let Body::Date(date) = part.body {
            dates.push((date, Rect { y: y + part.head(), height: 1, ..body }));
        }
        y = y.saturating_add(height);
    }
    // An open calendar stands in front of all.
    let open = dates.into_iter().any(|(date, field)| date.draw_calendar(look, wider(field), screen, buf));
    cursor.filter(|_| !open)
}

/// Lines that each part takes, where so many are left over.
fn heights<'a>(
    parts: &'a [Part<'_>],
    under: &'a [Vec<String>],
    room: usize,
    spare: u16,
) -> impl Iterator<Item = u16> + use<'a> {
    let height = move |(part, under): (&Part, &Vec<String>)| part.head() + part.tall(room, spare) + cells(under.len());
    parts.iter().zip(under).map(height)
}

/// What stands under each part, as far as there is room for so many lines in all. What things mean goes before anything
/// that is typed, also before a second line of it; then air goes; then what is said of parts without the focus.
fn fitted(look: &Look, parts: &[Part<'_>], room: usize, most: u16) -> Vec<Vec<String>> {
    let mut under: Vec<Vec<String>> = parts.iter().map(|part| part.lines_under(look, room, MOST_UNDER)).collect();
    let is_over = |under: &[Vec<String>], more: u16| heights(parts, under, room, 0).sum::<u16>() + more > most;
    let second = u16::from(parts.iter().any(|part| matches!(part.body, Body::Area(..))));
    for (at, part) in parts.iter().enumerate() {
        if matches!(part.under, Under::Means(_)) && is_over(&under, second) {
            under[at].clear();
        }
    }
    for (at, part) in parts.iter().enumerate() {
        if matches!(part.under, Under::Air) && is_over(&under, 0) {
            under[at].clear();
        }
    }
    for most in [1, 0] {
        for (at, part) in parts.iter().enumerate().filter(|(_, part)| !part.has_focus()) {
            if is_over(&under, 0) && under[at].len() > most {
                under[at] = part.lines_under(look, room, 1);
                under[at].truncate(most);
            }
        }
    }
    under
}

/// The parts that show, with what stands under each. Where all of them have no room for so many lines, those at the end
/// go, then those at the start, until what has the focus shows with all that is said of it.
fn in_sight<'a, 'b>(look: &Look, parts: &'b [Part<'a>], room: usize, most: u16) -> (&'b [Part<'a>], Vec<Vec<String>>) {
    let mut shown = parts;
    loop {
        let under = fitted(look, shown, room, most);
        let is_over = heights(shown, &under, room, 0).sum::<u16>() > most;
        shown = match shown {
            [rest @ .., last] if is_over && !rest.is_empty() && !last.has_focus() => rest,
            [_, rest @ ..] if is_over && !rest.is_empty() => rest,
            _ => return (shown, under),
        };
    }
}

/// A few words at a line's right end, where they fit.
fn right(text: &str, style: Style, area: Rect, buf: &mut Buffer) {
    let text = clean(text);
    let wide = cells(width(&text));
    if !area.is_empty() && wide < area.width.saturating_sub(20) {
        buf.set_stringn(area.right() - wide, area.y, text, usize::from(wide), style);
    }
}
