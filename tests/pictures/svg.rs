//! A drawn screen as SVG.

use std::fmt::Write;

use ipack::tui::theme::contrast::rgb;
use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};
use unicode_width::UnicodeWidthStr;

/// The size of a cell in hundredths of a pixel: whole numbers are written alike on every machine.
const WIDE: usize = 840;
const TALL: usize = 1900;

/// Where the text stands in its line.
const BASE: usize = 1400;

/// Air around the screen, in cells.
const AROUND: usize = 1;

/// What a terminal looks like: its ground and its text.
pub(crate) struct Paper {
    ground: &'static str,
    text: &'static str,
    quiet: &'static str,
}

impl Paper {
    pub(crate) const DARK: Self = Self { ground: "#16181d", text: "#d9dce3", quiet: "#8a909c" };

    pub(crate) const LIGHT: Self = Self { ground: "#ffffff", text: "#1f2328", quiet: "#666d78" };

    fn color(&self, color: Color) -> String {
        rgb(color).map_or_else(|| self.text.to_owned(), |[r, g, b]| format!("#{r:02x}{g:02x}{b:02x}"))
    }
}

/// How a run of cells is drawn.
#[derive(PartialEq, Clone)]
struct Ink {
    text: String,
    ground: Option<String>,
    bold: bool,
}

impl Ink {
    fn of(cell: &Cell, paper: &Paper) -> Self {
        let own = |color: Color| (color != Color::Reset).then(|| paper.color(color));
        let quiet = cell.modifier.contains(Modifier::DIM) && own(cell.fg).is_none();
        let text = if quiet { paper.quiet.to_owned() } else { own(cell.fg).unwrap_or_else(|| paper.text.to_owned()) };
        let bold = cell.modifier.contains(Modifier::BOLD);
        if cell.modifier.contains(Modifier::REVERSED) {
            return Self { text: paper.ground.to_owned(), ground: Some(text), bold };
        }
        Self { text, ground: own(cell.bg), bold }
    }
}

/// The screen, with air around it.
pub(crate) fn svg(buffer: &Buffer, paper: &Paper) -> String {
    let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let (width, height) = ((columns + 2 * AROUND) * WIDE, (rows + AROUND) * TALL);
    let mut out = String::new();
    let mut put = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    put(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-size=\"14\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\">",
        pixels(width),
        pixels(height)
    ));
    put(format!("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>", paper.ground));
    for row in 0..rows {
        for run in runs(buffer, row, paper) {
            put(run.draw(row));
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Cells of one ink, next to each other.
struct Run {
    column: usize,
    cells: usize,
    text: String,
    ink: Ink,
}

impl Run {
    fn draw(&self, row: usize) -> String {
        let (x, y) = ((self.column + AROUND) * WIDE, row * TALL + TALL / 2);
        let (wide, mut out) = (pixels(self.cells * WIDE), String::new());
        if let Some(ground) = &self.ink.ground {
            let (x, y) = (pixels(x), pixels(y));
            let _ = write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"19\" fill=\"{ground}\"/>");
        }
        let bold = if self.ink.bold { " font-weight=\"bold\"" } else { "" };
        let text = self.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" textLength=\"{wide}\" fill=\"{}\"{bold} xml:space=\"preserve\">{text}</text>",
            pixels(x),
            pixels(y + BASE),
            self.ink.text
        );
        out
    }
}

fn runs(buffer: &Buffer, row: usize, paper: &Paper) -> Vec<Run> {
    let columns = usize::from(buffer.area.width);
    let mut runs: Vec<Run> = Vec::new();
    let mut column = 0;
    while column < columns {
        let cell = &buffer.content[row * columns + column];
        let (symbol, ink) = (cell.symbol(), Ink::of(cell, paper));
        let cells = symbol.width().max(1);
        match runs.last_mut() {
            // A wide character stands alone, so that no font can push what follows it.
            Some(run) if run.ink == ink && cells == 1 && run.cells == run.text.chars().count() => {
                run.text.push_str(symbol);
                run.cells += 1;
            }
            _ => runs.push(Run { column, cells, text: symbol.to_owned(), ink }),
        }
        column += cells;
    }
    for run in &mut runs {
        if run.ink.ground.is_none() {
            let text = run.text.trim_end();
            run.cells -= run.text.chars().count() - text.chars().count();
            run.text = text.to_owned();
            let start = run.text.chars().take_while(|c| *c == ' ').count();
            (run.column, run.cells) = (run.column + start, run.cells - start);
            run.text.drain(..start);
        }
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// Hundredths of a pixel, as SVG writes numbers.
fn pixels(hundredths: usize) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}.{rest:02}", hundredths / 100),
    }
}
