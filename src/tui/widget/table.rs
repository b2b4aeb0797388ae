//! Rows in columns, with a header, a selection bar and a scrolled window; also a plain list, as one column without
//! a header.

use ratatui::{
    buffer::Buffer,
    layout::{Alignment, Rect},
    style::Style,
    text::Line,
    widgets::Widget,
};

use super::{
    column::{Column, FittedColumns},
    edge::cells,
    scroll::Scroll,
};
use crate::{
    text::{fit, fit_line, fit_name, width},
    tui::theme::{Kind, Theme, own_color},
};

/// Cells before a line under a row that has no room under its column.
const INDENT: u16 = 2;

/// One row: a cell for each column, shown or not, and perhaps lines under them, or a heading.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    cells: Vec<Line<'a>>,
    above: Option<Line<'a>>,
    below: Vec<Line<'a>>,
    style: Style,
}

impl<'a> Row<'a> {
    /// A row of these cells.
    pub fn new<C: Into<Line<'a>>>(cells: impl IntoIterator<Item = C>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// One more line under the cells; the table's `tall` must count it.
    #[must_use]
    pub fn below(mut self, line: impl Into<Line<'a>>) -> Self {
        self.below.push(line.into());
        self
    }

    /// A heading above the cells, which is no part of the selection; the table's `tall` must count it, and the line of
    /// air above it.
    #[must_use]
    pub fn above(self, heading: impl Into<Line<'a>>) -> Self {
        Self { above: Some(heading.into()), ..self }
    }

    /// A style for the whole row, under those of its cells: `unavailable`, say.
    #[must_use]
    pub fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }
}

/// A table over `len` rows, of which only those that show are built.
pub struct Table<'a> {
    theme: &'a Theme,
    columns: &'a [Column<'a>],
    scroll: &'a Scroll,
    len: usize,
    row: &'a dyn Fn(usize) -> Row<'a>,
    tall: &'a dyn Fn(usize) -> u16,
    sort: Option<usize>,
    focused: bool,
    header: bool,
    gap: u16,
    below: usize,
}

impl<'a> Table<'a> {
    /// A focused table, with a header where a column has a title; rows come from `row`, one line each.
    pub fn new(
        theme: &'a Theme,
        columns: &'a [Column<'a>],
        scroll: &'a Scroll,
        len: usize,
        row: &'a dyn Fn(usize) -> Row<'a>,
    ) -> Self {
        Self {
            theme,
            columns,
            scroll,
            len,
            row,
            tall: &|_| 1,
            sort: None,
            focused: true,
            header: columns.iter().any(Column::is_titled),
            gap: 2,
            below: 1,
        }
    }

    /// Heights of the rows in lines, for rows with something [`below`](Row::below).
    #[must_use]
    pub fn tall(self, tall: &'a dyn Fn(usize) -> u16) -> Self {
        Self { tall, ..self }
    }

    /// Marks the column that the rows are sorted by, the smallest first.
    #[must_use]
    pub fn sorted(self, column: usize) -> Self {
        Self { sort: Some(column), ..self }
    }

    /// Whether keys go to this table.
    #[must_use]
    pub fn focused(self, focused: bool) -> Self {
        Self { focused, ..self }
    }

    /// Cells between columns; 2 unless said otherwise.
    #[must_use]
    pub fn gap(self, gap: u16) -> Self {
        Self { gap, ..self }
    }

    /// The column from which on the second lines of rows stand; the second one unless said otherwise.
    #[must_use]
    pub fn below_from(self, column: usize) -> Self {
        Self { below: column, ..self }
    }

    fn draw_header(&self, layout: &FittedColumns, area: Rect, buf: &mut Buffer) {
        for &(column, at, wide) in &layout.places {
            let Column { title, short, align, .. } = self.columns[column];
            let sorted = self.sort == Some(column);
            let whole = width(title) + if sorted { 2 } else { 0 } <= usize::from(wide);
            let mut text = (if whole { title } else { short }).to_owned();
            if sorted {
                let mark = self.theme.glyphs.sorted;
                text = format!("{} {mark}", fit(&text, usize::from(wide).saturating_sub(2)));
            }
            let text = fit(&text, usize::from(wide));
            let x = area.x + 1 + at + indent(align, width(&text), wide);
            buf.set_stringn(x, area.y, &text, usize::from(wide), self.theme.styles.heading);
        }
    }

    /// Whether a name that is cut at its end looks like another one beside it.
    fn looks_alike(&self, index: usize, column: usize, name: &Line, room: usize) -> bool {
        let text = |line: &Line| line.spans.iter().map(|span| &*span.content).collect::<String>();
        let beside = [index.checked_sub(1), Some(index + 1).filter(|next| *next < self.len)].into_iter().flatten();
        beside.map(self.row).any(|row| {
            let other = row.cells.get(column);
            other.is_some_and(|other| {
                text(other) != text(name) && text(&fit_line(other, room)) == text(&fit_line(name, room))
            })
        })
    }

    fn draw_row(&self, index: usize, layout: &FittedColumns, area: Rect, buf: &mut Buffer) {
        let row = (self.row)(index);
        let selected = index == self.scroll.selected().min(self.len - 1);
        let mut area = area;
        if let Some(heading) = &row.above {
            let up = (area.height - 1).saturating_sub(cells(row.below.len()));
            let inner = Rect { x: area.x + 1, width: area.width - 1, ..area };
            if up > 0 {
                let heading = fit_line(heading, usize::from(inner.width));
                buf.set_line(inner.x, area.y + up - 1, &heading, inner.width);
            }
            area = Rect { y: area.y + up, height: area.height - up, ..area };
        }
        let steps = index.cast_signed() - self.scroll.selected().min(self.len - 1).cast_signed();
        self.theme.note_spot(area, Kind::Row(steps.try_into().unwrap_or(0)), self.focused);
        let inner = Rect { x: area.x + 1, width: area.width - 1, ..area };
        buf.set_style(inner, row.style);
        for &(column, at, wide) in &layout.places {
            if let Some(cell) = row.cells.get(column) {
                let Column { align, names, .. } = self.columns[column];
                let room = usize::from(wide);
                let alike = names && line_width(cell) > room && self.looks_alike(index, column, cell, room);
                let cell = if alike { fit_name(cell, room) } else { fit_line(cell, room) };
                let x = inner.x + at + indent(align, line_width(&cell), wide);
                buf.set_line(x, area.y, &cell, wide);
            }
        }
        let from = layout.places.get(self.below).map_or(0, |&(_, at, _)| at);
        for (below, y) in row.below.iter().zip(area.top() + 1..area.bottom()) {
            // A line that has no room there begins further left, where nothing stands.
            let at = from.min(inner.width.saturating_sub(cells(line_width(below))).max(INDENT));
            let room = inner.width.saturating_sub(at);
            buf.set_line(inner.x + at, y, &fit_line(below, usize::from(room)), room);
        }
        if selected {
            let styles = &self.theme.styles;
            emphasise(inner, if self.focused { styles.selected } else { styles.selected_idle }, buf);
            let bar = if self.focused { styles.accent } else { styles.quiet };
            if self.focused {
                self.theme.note_focus(area.x, area.y);
            }
            for y in area.top()..area.bottom() {
                buf.set_string(area.x, y, self.theme.glyphs.bar, bar);
            }
        }
    }
}

/// Adds a style without taking away the meaning that a cell's own colour has.
fn emphasise(area: Rect, style: Style, buf: &mut Buffer) {
    for position in area.positions() {
        let cell = &mut buf[position];
        let own = own_color(cell.style());
        cell.set_style(style);
        if let Some(color) = own {
            cell.set_fg(color);
        }
    }
}

fn line_width(line: &Line<'_>) -> usize {
    line.spans.iter().map(|span| width(&span.content)).sum()
}

fn indent(align: Alignment, used: usize, wide: u16) -> u16 {
    let spare = usize::from(wide).saturating_sub(used);
    let cells = match align {
        Alignment::Left => 0,
        Alignment::Center => spare / 2,
        Alignment::Right => spare,
    };
    u16::try_from(cells).unwrap_or(0)
}

impl Widget for &Table<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.width < 2 || area.height == 0 {
            return;
        }
        let sorted = self.sort.filter(|_| self.header);
        let layout = FittedColumns::of(self.columns, sorted, self.header, self.gap, area.width - 1);
        let mut body = area;
        if self.header {
            self.draw_header(&layout, area, buf);
            body.y += 1;
            body.height -= 1;
        }
        let tall = |row| (self.tall)(row).max(1);
        let whole = self.len <= usize::from(body.height) && (0..self.len).map(tall).sum::<u16>() <= body.height;
        if !whole && body.height > 1 {
            body.height -= 1;
            let position = format!("{} of {}", self.scroll.selected().min(self.len - 1) + 1, self.len);
            let position = fit(&position, usize::from(area.width));
            let x = area.right() - u16::try_from(width(&position)).unwrap_or(area.width);
            buf.set_string(x, body.bottom(), &position, self.theme.styles.quiet);
        }
        let mut y = body.y;
        for index in self.scroll.window(self.len, body.height, tall) {
            let height = tall(index).min(body.bottom().saturating_sub(y));
            if height == 0 {
                break;
            }
            self.draw_row(index, &layout, Rect { y, height, ..body }, buf);
            y += height;
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::text::Span;

    use super::*;
    use crate::tui::widget::{
        scroll::Motion,
        testing::{drawn, sweep},
    };

    const COLUMNS: [Column<'static>; 5] = [
        Column::new("Component Name", 10).grow(1),
        Column::new("Component Type", 7).short("Type").drop_at(2),
        Column::new("Current Version", 7).short("Current"),
        Column::new("Pending Version", 7).short("Pending"),
        Column::new("Latest Version", 6).short("Latest").drop_at(1),
    ];

    fn row<'a>(index: usize) -> Row<'a> {
        Row::new([format!("Component {index}"), "Process".into(), "1.4".into(), "1.5 ▲".into(), "1.5".into()])
    }

    fn table<'a>(theme: &'a Theme, scroll: &'a Scroll, len: usize) -> Table<'a> {
        Table::new(theme, &COLUMNS, scroll, len, &row).sorted(0)
    }

    #[test]
    fn titles_are_whole_where_they_fit_and_columns_leave_by_rank() {
        let theme = Theme::default();
        let scroll = Scroll::at(1);
        let drawn = |width| drawn(&table(&theme, &scroll, 3), width, 5);
        insta::assert_snapshot!(drawn(90).join("\n"), @r"
         Component Name △         Component Type  Current Version  Pending Version  Latest Version
         Component 0              Process         1.4              1.5 ▲            1.5
        ▌Component 1              Process         1.4              1.5 ▲            1.5
         Component 2              Process         1.4              1.5 ▲            1.5
        ");
        insta::assert_snapshot!(drawn(58)[0..2].join("\n"), @r"
        Component Name △        Type     Current  Pending  Latest
        Component 0             Process  1.4      1.5 ▲    1.5
        ");
        insta::assert_snapshot!(drawn(40)[0..2].join("\n"), @r"
        Component… △   Current  Pending  Latest
        Component 0    1.4      1.5 ▲    1.5
        ");
        insta::assert_snapshot!(drawn(32)[0..2].join("\n"), @r"
        Component… △   Current  Pending
        Component 0    1.4      1.5 ▲
        ");
    }

    #[test]
    fn a_long_table_says_where_it_stands_and_builds_only_what_shows() {
        let theme = Theme::default();
        let mut scroll = Scroll::default();
        scroll.step(Motion::Last, 1_000_000);
        let built = std::cell::Cell::new(0);
        let row = |index| {
            built.set(built.get() + 1);
            row(index)
        };
        let lines = drawn(&Table::new(&theme, &COLUMNS, &scroll, 1_000_000, &row), 50, 6);
        assert_eq!(built.get(), 4);
        assert!(lines[5].ends_with("1000000 of 1000000"), "{lines:?}");
    }

    #[test]
    fn the_selection_keeps_the_meaning_of_its_cells() {
        let theme = Theme::labelled();
        let scroll = Scroll::default();
        let row = |_| Row::new([Line::raw("a"), Line::from(Span::styled("1.5 ▲", theme.styles.upgrade))]);
        let columns = [Column::new("Name", 6), Column::new("Version", 8)];
        let area = Rect::new(0, 0, 20, 2);
        let mut buf = Buffer::empty(area);
        (&Table::new(&theme, &columns, &scroll, 1, &row)).render(area, &mut buf);
        assert_eq!(theme.styles.name_of(buf[(1, 1)].style()), Some("selected"));
        assert_eq!(theme.styles.name_of(buf[(9, 1)].style()), Some("upgrade"));
        assert_eq!(theme.styles.name_of(buf[(0, 1)].style()), Some("accent"));
    }

    #[test]
    fn names_that_would_look_alike_are_cut_in_the_middle() {
        let theme = Theme::default();
        let scroll = Scroll::default();
        let names = ["Invoice Import Europe North", "Invoice Import Europe South", "Ledger Posting to the Archive"];
        let row = |at: usize| Row::new([names[at]]);
        let columns = [Column::new("", 18).names()];
        insta::assert_snapshot!(drawn(&Table::new(&theme, &columns, &scroll, 3, &row), 19, 3).join("\n"), @r"
        ▌Invoice I…pe North
         Invoice I…pe South
         Ledger Posting to…
        ");
    }

    #[test]
    fn rows_with_a_second_line_stay_together() {
        let theme = Theme::default();
        let scroll = Scroll::at(2);
        let row = |index: usize| match index {
            1 => Row::new([format!("( ) {index}"), "note".into()]).below("rolled back in #6"),
            _ => Row::new([format!("( ) {index}"), "note".into()]),
        };
        let columns = [Column::new("", 6), Column::new("", 8)];
        let table = Table::new(&theme, &columns, &scroll, 3, &row);
        let tall = |index| if index == 1 { 2 } else { 1 };
        insta::assert_snapshot!(drawn(&table.tall(&tall), 30, 4).join("\n"), @r"
         ( ) 0   note
         ( ) 1   note
                 rolled back in #6
        ▌( ) 2   note
        ");
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let theme = Theme::default();
        for len in [0, 3, 50] {
            let scroll = Scroll::at(len / 2);
            let tall = |row| if row % 2 == 0 { 1 } else { 2 };
            let table = table(&theme, &scroll, len).tall(&tall);
            sweep(|area, buf| (&table).render(area, buf));
        }
    }
}
