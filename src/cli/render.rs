//! Printing: json and ron for programs, lines of text for eyes.

use std::{
    fmt::Write as _,
    io::{self, IsTerminal, Write},
    sync::OnceLock,
};

use serde::Serialize;

use super::{ColorChoice, Failure, Format, terminal};
use crate::text::{clean, is_hidden};

/// Marks a line as a heading. It never reaches the terminal, and data can't contain it because data is cleaned.
pub(super) const HEADING: char = '\u{1}';

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
pub(super) fn machine(format: Format, value: &(impl Serialize + ?Sized)) -> Result<bool, Failure> {
    let Some(text) = encoded(format, Indentation::Indented, value)? else { return Ok(false) };
    answer(format!("{text}\n").as_bytes()).map(|()| true)
}

/// How json and ron are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Indentation {
    /// For a whole answer.
    Indented,
    /// One value on a line, for answers that go on and on.
    Line,
}

/// A value for programs; none where the format is the table. What must not reach a terminal is escaped by the rules of
/// the format, so that a program reads back the very text.
pub(super) fn encoded(
    format: Format,
    indentation: Indentation,
    value: &(impl Serialize + ?Sized),
) -> Result<Option<String>, Failure> {
    let text = match (format, indentation) {
        (Format::Table | Format::Markdown | Format::Html, _) => return Ok(None),
        (Format::Json, Indentation::Indented) => serde_json::to_string_pretty(value).map_err(io::Error::other),
        (Format::Json, Indentation::Line) => serde_json::to_string(value).map_err(io::Error::other),
        (Format::Ron, Indentation::Indented) => {
            ron::ser::to_string_pretty(value, ron::ser::PrettyConfig::new()).map_err(io::Error::other)
        }
        (Format::Ron, Indentation::Line) => ron::to_string(value).map_err(io::Error::other),
    };
    let text = text.map_err(failed)?;
    let raw = |c: char| is_hidden(c) && !matches!(c, '\n' | '\r');
    if !text.contains(raw) {
        return Ok(Some(text));
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match format {
            _ if !raw(c) => out.push(c),
            Format::Ron => _ = write!(out, "\\u{{{:x}}}", u32::from(c)),
            _ => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| _ = write!(out, "\\u{unit:04x}")),
        }
    }
    Ok(Some(out))
}

/// Prints lines of text. [`lines`] and [`aside`] are the only ways to print text, and both clean it, so that no data
/// reaches the terminal raw.
pub(super) fn lines<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    answer(laid_out(styles(io::stdout().is_terminal()), lines).as_bytes())
}

/// Prints lines beside the answer, on standard error. A failure to write them is ignored: it changes neither the work
/// nor the status.
pub(super) fn aside<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) {
    let text = laid_out(styles(io::stderr().is_terminal()), lines);
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Asks on standard error, and leaves the cursor behind the question.
///
/// # Errors
/// Where standard error can't be written: then nobody was asked.
pub(super) fn question(text: &str) -> io::Result<()> {
    let mut out = io::stderr();
    write!(out, "{} ", clean(text))?;
    out.flush()
}

fn laid_out<T: AsRef<str>>(styled: bool, lines: impl IntoIterator<Item = T>) -> String {
    let mut out = String::new();
    for text in lines {
        let text = text.as_ref();
        let heading = text.strip_prefix(HEADING);
        let line = clean(heading.unwrap_or(text));
        let line = line.trim_end();
        let _ = match heading {
            Some(_) if styled => writeln!(out, "\x1b[1m{line}\x1b[0m"),
            _ => writeln!(out, "{line}"),
        };
    }
    out
}

/// Text of several lines with its headings set off: those that stand at the margin and end in a colon.
pub(super) fn with_headings(text: &str) -> Vec<String> {
    let heading = |line: &str| line.ends_with(':') && !line.starts_with(' ');
    text.lines().map(|line| if heading(line) { format!("{HEADING}{line}") } else { line.to_owned() }).collect()
}

/// Prints bytes as they are: a script, a manual page.
pub(super) fn raw(bytes: &[u8]) -> Result<(), Failure> {
    answer(bytes)
}

/// Writes to standard output. A reader that closed the pipe, as `| head` does, has read what it wanted, so the command
/// goes on as if it was written.
fn answer(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(failed(error)),
        _ => Ok(()),
    }
}

fn failed(error: io::Error) -> Failure {
    Failure::Io { doing: "print".into(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_in_data_is_no_escape() {
        assert_eq!(laid_out(true, ["\u{1}a\u{1b}[31m\u{1}b"]), "\u{1b}[1ma␛[31m␁b\u{1b}[0m\n");
    }

    #[test]
    fn programs_read_back_the_very_text() {
        let hostile = "a\u{1b}]0;t\u{7}\u{9b}\u{202e}\u{feff}\u{e0041}\r\n\t\\u{7f}é👩\u{200d}👧";
        for layout in [Indentation::Indented, Indentation::Line] {
            let json = encoded(Format::Json, layout, &[hostile]).expect("json").expect("text");
            let ron = encoded(Format::Ron, layout, &[hostile]).expect("ron").expect("text");
            assert!(!json.chars().chain(ron.chars()).any(|c| is_hidden(c) && c != '\n'), "{json}{ron}");
            assert_eq!(serde_json::from_str::<[String; 1]>(&json).expect("json"), [hostile]);
            assert_eq!(ron::from_str::<(String,)>(&ron).expect("ron").0, hostile);
        }
    }
}
