//! Several lines of text being typed, broken where the area ends.

use std::{cell::Cell, ops::Range};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::Widget,
};
use unicode_segmentation::UnicodeSegmentation;

use super::{Edit, Field, Motion};
use crate::text::{clean, fit, grapheme_width, width};
use crate::tui::theme::Theme;

/// A text with line breaks and its cursor.
///
/// What is odd: how wide it was drawn is remembered, as going up and down is a matter of the lines that show.
#[derive(Clone, Debug)]
pub struct TextArea {
    field: Field,
    /// In cells.
    wide: Cell<usize>,
    /// First line that the last drawing showed.
    top: Cell<usize>,
}

impl TextArea {
    /// An empty one that takes at most `limit` characters.
    pub fn new(limit: usize) -> Self {
        Self { field: Field::new(limit).with_line_breaks(), wide: Cell::new(usize::MAX), top: Cell::new(0) }
    }

    pub fn text(&self) -> &str {
        self.field.text()
    }

    /// Replaces the text and puts the cursor behind it.
    pub fn set(&mut self, text: &str) {
        self.field.set(text);
    }

    /// Carries out an edit; true if the text changed. `Start` and `End` are those of the line that shows.
    pub fn edit(&mut self, edit: &Edit) -> bool {
        let line = || {
            let lines = lines(self.text(), self.wide.get());
            lines[self.at(&lines).0].clone()
        };
        match edit {
            Edit::Start => self.field.put_cursor(line().start),
            Edit::End => self.field.put_cursor(line().end),
            _ => return self.field.edit(edit),
        }
        false
    }

    /// Goes a line up or down; false where there is none, and for any other motion.
    pub fn step(&mut self, motion: Motion) -> bool {
        let lines = lines(self.text(), self.wide.get());
        let (line, column) = self.at(&lines);
        let next = match motion {
            Motion::Up => line.checked_sub(1),
            Motion::Down => Some(line + 1),
            _ => None,
        };
        let Some(next) = next.and_then(|next| lines.get(next)) else { return false };
        let at = next.start + within(&self.text()[next.clone()], column);
        self.field.put_cursor(at);
        true
    }

    /// The line that the cursor is in, and the cells before it there.
    fn at(&self, lines: &[Range<usize>]) -> (usize, usize) {
        let cursor = self.field.cursor();
        let line = lines.iter().rposition(|line| line.start <= cursor).unwrap_or(0);
        let before = lines.get(line).map_or("", |line| &self.text()[line.start..cursor.min(line.end)]);
        (line, width(&clean(before)))
    }
}

/// Length in bytes of the graphemes of a line that lie before a column.
fn within(line: &str, column: usize) -> usize {
    let mut used = 0;
    let mut before = 0;
    for (at, grapheme) in line.grapheme_indices(true) {
        used += width(&clean(grapheme));
        if used > column {
            return at;
        }
        before = at + grapheme.len();
    }
    before
}

/// The lines of a text that show in `cells` cells, as ranges of bytes: broken behind spaces where there are any. At
/// least one; the line breaks and the spaces that a line was broken at belong to none.
fn lines(text: &str, cells: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        break_lines(paragraph, cells.max(1), |line| lines.push(start + line.start..start + line.end));
        start += paragraph.len() + 1;
    }
    lines
}

fn break_lines(paragraph: &str, cells: usize, mut line: impl FnMut(Range<usize>)) {
    let (mut start, mut used) = (0, 0);
    // Where the line would be broken: its end, and where the next one starts.
    let mut space = None;
    for (at, grapheme) in paragraph.grapheme_indices(true) {
        let wide = grapheme_width(&clean(grapheme));
        if used + wide > cells && at > start {
            if grapheme == " " {
                line(start..at);
                (start, used, space) = (at + 1, 0, None);
                continue;
            }
            let (end, next) = space.unwrap_or((at, at));
            line(start..end);
            (start, used, space) = (next, width(&clean(&paragraph[next..at])), None);
        }
        used += wide;
        if grapheme == " " {
            space = Some((at, at + 1));
        }
    }
    line(start..paragraph.len());
}

/// A text area as drawn: brackets at the sides of its lines, the part around the cursor showing.
pub struct TextAreaView<'a> {
    theme: &'a Theme,
    area: &'a TextArea,
    focused: bool,
    placeholder: &'a str,
}

impl<'a> TextAreaView<'a> {
    /// The area without the focus.
    pub fn new(theme: &'a Theme, area: &'a TextArea) -> Self {
        Self { theme, area, focused: false, placeholder: "" }
    }

    /// Whether keys go to it.
    #[must_use]
    pub fn focused(self, focused: bool) -> Self {
        Self { focused, ..self }
    }

    /// What an empty one says.
    #[must_use]
    pub fn placeholder(self, placeholder: &'a str) -> Self {
        Self { placeholder, ..self }
    }

    /// Where the terminal's cursor goes; `None` without the focus or without room. Asked for after drawing.
    pub fn cursor(&self, area: Rect) -> Option<Position> {
        let inner = inner(area);
        if !self.focused || inner.is_empty() {
            return None;
        }
        let (line, column) = self.area.at(&lines(self.area.text(), usize::from(inner.width)));
        let x = u16::try_from(column).ok()?.min(inner.width - 1);
        let y = u16::try_from(line.checked_sub(self.area.top.get())?).ok()?;
        (y < inner.height).then(|| Position::new(inner.x + x, inner.y + y))
    }
}

fn inner(area: Rect) -> Rect {
    let frame = if area.width > 4 { 2 } else { 0 };
    Rect { x: area.x + frame, width: area.width - 2 * frame, ..area }
}

impl Widget for &TextAreaView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let inner = inner(area);
        if inner.is_empty() {
            return;
        }
        let styles = &self.theme.styles;
        let frame = if self.focused { styles.accent } else { styles.quiet };
        let (room, height) = (usize::from(inner.width), usize::from(inner.height));
        for y in area.top()..area.bottom() {
            if inner.x > area.x {
                buf.set_string(area.x, y, "[", frame);
                buf.set_string(area.right() - 1, y, "]", frame);
            }
        }
        let text = self.area.text();
        self.area.wide.set(room);
        if text.is_empty() {
            buf.set_stringn(inner.x, inner.y, fit(self.placeholder, room), room, styles.quiet);
            return;
        }
        let lines = lines(text, room);
        let (line, _) = self.area.at(&lines);
        let line = if self.focused { line } else { 0 };
        let top =
            self.area.top.get().clamp(line.saturating_sub(height - 1), line).min(lines.len().saturating_sub(height));
        self.area.top.set(top);
        for (line, y) in lines[top..].iter().zip(inner.top()..inner.bottom()) {
            buf.set_stringn(inner.x, y, clean(&text[line.clone()]), room, ratatui::style::Style::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::testing::{drawn, sweep};

    fn typed(text: &str) -> TextArea {
        let mut area = TextArea::new(500);
        area.edit(&Edit::Insert(text.into()));
        area
    }

    fn screen(area: &TextArea, width: u16, height: u16) -> (Vec<String>, Option<(u16, u16)>) {
        let theme = Theme::default();
        let view = TextAreaView::new(&theme, area).focused(true);
        let lines = drawn(&view, width, height);
        (lines, view.cursor(Rect::new(0, 0, width, height)).map(|at| (at.x, at.y)))
    }

    #[test]
    fn lines_break_at_spaces_and_where_they_were_broken() {
        let area = typed("From the order\nto 顧客データ連携 and so forth");
        assert_eq!(
            screen(&area, 14, 6),
            (
                [
                    "[ From the   ]",
                    "[ order      ]",
                    "[ to         ]",
                    "[ 顧客データ ]",
                    "[ 連携 and   ]",
                    "[ so forth   ]"
                ]
                .map(String::from)
                .to_vec(),
                Some((10, 5))
            )
        );
    }

    #[test]
    fn up_and_down_keep_the_column_and_end_at_the_first_and_last_line() {
        let mut area = typed("first line\nx\nthird line");
        screen(&area, 20, 3);
        assert!(area.step(Motion::Up));
        assert_eq!(screen(&area, 20, 3).1, Some((3, 1)));
        assert!(area.step(Motion::Up) && !area.step(Motion::Up));
        area.edit(&Edit::End);
        area.edit(&Edit::Insert("!".into()));
        area.edit(&Edit::Start);
        area.edit(&Edit::Insert("\n".into()));
        assert_eq!(area.text(), "\nfirst line!\nx\nthird line");
        assert!(area.step(Motion::Down) && area.step(Motion::Down) && !area.step(Motion::Down));
        assert_eq!(
            screen(&area, 20, 2),
            (["[ x                ]", "[ third line       ]"].map(String::from).to_vec(), Some((2, 1)))
        );
    }

    #[test]
    fn nothing_is_lost_and_nothing_drawn_outside() {
        let theme = Theme::default();
        for text in
            ["", "short", "two\r\nlines ", "顧客データ連携  and a long\ttail\n\n\u{1b}[31m\u{202e}x", "   ", "a b"]
        {
            let mut area = typed(text);
            for cells in 0..12 {
                let drawn: String = lines(area.text(), cells).into_iter().map(|line| &area.text()[line]).collect();
                let words = |text: &str| text.split_whitespace().collect::<String>();
                assert_eq!(words(&drawn), words(area.text()), "{cells}");
            }
            for focused in [true, false] {
                sweep(|rect, buf| {
                    let view = TextAreaView::new(&theme, &area).focused(focused).placeholder("what it is for");
                    (&view).render(rect, buf);
                    assert!(view.cursor(rect).is_none_or(|position| rect.contains(position)));
                });
            }
            for motion in [Motion::Up, Motion::Down, Motion::Up, Motion::First] {
                area.step(motion);
            }
        }
    }
}
