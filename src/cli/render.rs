//! Printing: json and ron for programs, aligned tables for eyes.

use std::io::{self, Write};

use serde::Serialize;

use super::{Failure, Format};
use crate::text::{clean, width};

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
    print(io::BufWriter::new(io::stdout().lock()), lines)
}

/// Prints lines of text beside the answer, on standard error.
///
/// # Errors
/// Where standard error can't be written.
pub(super) fn aside<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    print(io::stderr().lock(), lines)
}

fn print<T: AsRef<str>>(mut out: impl Write, lines: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    for text in lines {
        writeln!(out, "{}", clean(text.as_ref()).trim_end()).map_err(failed)?;
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

/// Lays rows out in columns that are as wide as their widest cell, under their titles.
pub(super) fn table(titles: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = titles.iter().map(|t| width(t)).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|c| clean(c).into_owned()).collect()).collect();
    for row in &rows {
        for (column, cell) in widths.iter_mut().zip(row) {
            *column = (*column).max(width(cell));
        }
    }
    let lay = |cells: &mut dyn Iterator<Item = &str>| {
        let padded = cells.zip(&widths).map(|(cell, column)| format!("{cell}{}", " ".repeat(column - width(cell))));
        padded.collect::<Vec<_>>().join("  ")
    };
    let mut lines = vec![lay(&mut titles.iter().copied())];
    lines.extend(rows.iter().map(|row| lay(&mut row.iter().map(String::as_str))));
    lines
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
