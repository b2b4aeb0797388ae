//! Printing: json and ron for programs, aligned tables for eyes.

use std::{
    io::{self, IsTerminal, Write},
    sync::OnceLock,
};

use serde::Serialize;

use super::{ColorChoice, Failure, Format, terminal};
use crate::text::{clean, pad, width};

/// Begins a line that is a heading. It never reaches the terminal; nor does one in data, which is cleaned.
const HEADING: char = '\u{1}';
/// Stands between columns.
const GAP: &str = "  ";
/// No column gets narrower than this.
const NARROWEST: usize = 8;

/// When to use styles; as the environment says until it is set.
static STYLES: OnceLock<ColorChoice> = OnceLock::new();

/// Sets when to use styles, for as long as the program runs.
pub(super) fn use_styles(when: ColorChoice) {
    // Whoever was first is asked.
    let _ = STYLES.set(when);
}

/// Whether headings are set off.
fn styles(on_a_terminal: bool) -> bool {
    match STYLES.get() {
        Some(ColorChoice::Always) => true,
        Some(ColorChoice::Never) => false,
        Some(ColorChoice::Auto) | None => on_a_terminal && !terminal::no_color() && !terminal::is_dumb(),
    }
}

/// Prints for programs; false where the format is the table, which the caller prints itself.
///
/// # Errors
/// Where standard output can't be written.
pub(super) fn machine(format: Format, value: &(impl Serialize + ?Sized)) -> Result<bool, Failure> {
    let text = match format {
        Format::Table => return Ok(false),
        Format::Json => serde_json::to_string_pretty(value).map_err(io::Error::other),
        Format::Ron => ron::ser::to_string_pretty(value, ron::ser::PrettyConfig::new()).map_err(io::Error::other),
    };
    text.and_then(|text| line(&text)).map_err(failed).map(|()| true)
}

/// Prints lines of text. Control characters from data never reach the terminal.
///
/// # Errors
/// Where standard output can't be written; a closed pipe is told apart.
pub(super) fn lines<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    print(io::BufWriter::new(io::stdout().lock()), styles(io::stdout().is_terminal()), lines)
}

/// Prints lines of text beside the answer, on standard error.
///
/// # Errors
/// Where standard error can't be written.
pub(super) fn aside<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    print(io::stderr().lock(), styles(io::stderr().is_terminal()), lines)
}

fn print<T: AsRef<str>>(mut out: impl Write, styled: bool, lines: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    for text in lines {
        let text = text.as_ref();
        let heading = text.strip_prefix(HEADING);
        let line = clean(heading.unwrap_or(text));
        let line = line.trim_end();
        let written = match heading {
            Some(_) if styled => writeln!(out, "\x1b[1m{line}\x1b[0m"),
            _ => writeln!(out, "{line}"),
        };
        written.map_err(failed)?;
    }
    out.flush().map_err(failed)
}

/// Prints what is no text of ours: a script, a manual page.
///
/// # Errors
/// Where standard output can't be written.
pub(super) fn raw(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(failed)
}

/// A table of what there is, or the sentence that there is none.
pub(super) fn list(titles: &[&str], rows: &[Vec<String>], none: &str) -> Vec<String> {
    if rows.is_empty() { vec![none.to_owned()] } else { table(titles, rows) }
}

/// Lays rows out in columns that are as wide as their widest cell, under their titles. On a terminal, long cells are
/// cut so that a row stays on a line; what is piped is never cut.
pub(super) fn table(titles: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    table_within(titles, rows, terminal::columns())
}

fn table_within(titles: &[&str], rows: &[Vec<String>], room: Option<usize>) -> Vec<String> {
    let mut widths: Vec<usize> = titles.iter().map(|t| width(t)).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|c| clean(c).into_owned()).collect()).collect();
    for row in &rows {
        for (column, cell) in widths.iter_mut().zip(row) {
            *column = (*column).max(width(cell));
        }
    }
    if let Some(room) = room {
        narrow(&mut widths, room);
    }
    let lay = |cells: &mut dyn Iterator<Item = &str>| {
        cells.zip(&widths).map(|(cell, column)| pad(cell, *column)).collect::<Vec<_>>().join(GAP)
    };
    let mut lines = vec![format!("{HEADING}{}", lay(&mut titles.iter().copied()))];
    lines.extend(rows.iter().map(|row| lay(&mut row.iter().map(String::as_str))));
    lines
}

/// Takes from the widest columns until all fit, or none can give more.
fn narrow(widths: &mut [usize], room: usize) {
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => return,
        }
    }
}

fn line(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}

fn failed(error: io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        Failure::ClosedPipe
    } else {
        Failure::Io { doing: "print".into(), error }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_cut_for_a_terminal_alone() {
        let rows =
            [vec!["Customer Master Data Distribution".to_owned(), "2026.10".to_owned(), "a\u{1b}[2Jb".to_owned()]];
        let titles = ["Name", "Current", "By"];
        let whole = table_within(&titles, &rows, None);
        assert!(whole[1].contains("Customer Master Data Distribution  2026.10  a␛[2Jb"), "{whole:?}");
        for room in 0..60 {
            let cut = table_within(&titles, &rows, Some(room));
            let widest = cut.iter().map(|line| width(line.trim_start_matches(HEADING))).max().unwrap_or(0);
            assert!(widest <= room.max(3 * NARROWEST + 2 * GAP.len()), "{room}: {cut:?}");
        }
        assert!(table_within(&titles, &rows, Some(40))[1].starts_with("Customer Master Dat"));
    }

    #[test]
    fn a_heading_in_data_is_no_escape() {
        let mut out = Vec::new();
        print(&mut out, true, ["\u{1}a\u{1b}[31m\u{1}b"]).expect("printed");
        assert_eq!(String::from_utf8(out).expect("text"), "\u{1b}[1ma␛[31m␁b\u{1b}[0m\n");
    }
}
