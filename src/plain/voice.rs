//! Asking and telling.

use std::{
    borrow::Cow,
    io::{BufRead, Write},
};

use super::Stop;
use crate::text::clean;

/// How an empty default is read out.
const NONE: &str = "none";

/// Where questions go, and where answers come from.
pub struct Voice<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    unicode: bool,
}

/// One of several choices. Its number is its place in the list.
pub(super) struct Choice<T> {
    pub(super) value: T,
    /// The key that does it on the screens; it is understood here, too.
    pub(super) key: &'static str,
    pub(super) label: String,
}

impl<'a> Voice<'a> {
    /// Speaks to `output` and listens to `input`; punctuation is ASCII where `unicode` is false.
    pub fn new(input: &'a mut impl BufRead, output: &'a mut impl Write, unicode: bool) -> Self {
        Self { input, output, unicode }
    }

    /// Says one line. Control characters from data never reach the terminal.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Stop> {
        let text = self.spelled(text);
        Ok(writeln!(self.output, "{}", text.trim_end())?)
    }

    pub(super) fn say_all<T: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = T>) -> Result<(), Stop> {
        lines.into_iter().try_for_each(|line| self.say(line.as_ref()))
    }

    /// Begins something new: an empty line, and its title.
    pub(super) fn title(&mut self, text: &str) -> Result<(), Stop> {
        self.say("")?;
        self.say(text)
    }

    /// Asks; an empty answer is the default, and empty where there is none.
    pub(super) fn ask(&mut self, question: &str, default: Option<&str>) -> Result<String, Stop> {
        let shown = default.map(|default| if default.is_empty() { NONE } else { default });
        let shown = shown.map(|default| format!(" [{default}]")).unwrap_or_default();
        let line = format!("{question}{shown}: ");
        write!(self.output, "{}", self.spelled(&line))?;
        self.output.flush()?;
        let mut answer = Vec::new();
        self.input.read_until(b'\n', &mut answer)?;
        if answer.pop() != Some(b'\n') {
            writeln!(self.output)?;
            self.output.flush()?;
            return Err(Stop::InputEnded);
        }
        let answer = String::from_utf8_lossy(&answer).trim().to_owned();
        Ok(if answer.is_empty() { default.unwrap_or_default().to_owned() } else { answer })
    }

    /// Asks for yes or no; no unless yes is said.
    pub(super) fn confirm(&mut self, question: &str) -> Result<bool, Stop> {
        loop {
            match self.ask(&format!("{question} yes or no"), Some("no"))?.to_lowercase().as_str() {
                "y" | "yes" => return Ok(true),
                "n" | "no" => return Ok(false),
                _ => self.say("Please answer yes or no.")?,
            }
        }
    }

    /// Numbers what can be chosen and asks for one; `default` is a place in `choices`.
    pub(super) fn choose<T: Copy>(
        &mut self,
        question: &str,
        choices: &[Choice<T>],
        default: Option<usize>,
    ) -> Result<T, Stop> {
        self.list(choices)?;
        let default = default.map(|at| (at + 1).to_string());
        loop {
            let answer = self.ask(question, default.as_deref())?;
            if answer == "?" {
                self.list(choices)?;
                continue;
            }
            let by_number = number_in(&answer, choices.len()).and_then(|at| choices.get(at));
            let by_key = || choices.iter().find(|choice| !choice.key.is_empty() && choice.key == answer);
            if let Some(choice) = by_number.or_else(by_key) {
                return Ok(choice.value);
            }
            self.say(&format!("Please answer with a number from 1 to {}.", choices.len()))?;
        }
    }

    /// Reads out what can be chosen, with its numbers.
    fn list<T: Copy>(&mut self, choices: &[Choice<T>]) -> Result<(), Stop> {
        for (number, choice) in (1..).zip(choices) {
            let key = if choice.key.is_empty() { String::new() } else { format!(" ({})", choice.key) };
            self.say(&format!("{number}. {}{key}", choice.label))?;
        }
        Ok(())
    }

    fn spelled<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let text = clean(text);
        if self.unicode || text.is_ascii() { text } else { Cow::Owned(ascii(&text)) }
    }
}

/// The place of what a number from 1 to `count` stands for.
pub(super) fn number_in(answer: &str, count: usize) -> Option<usize> {
    answer.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < count)
}

/// The text with its punctuation in ASCII. Letters stay as they are, because a name with replaced letters could not be
/// read at all.
fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '–' | '—' | '·' | '•' => out.push('-'),
            '→' => out.push_str("->"),
            '…' => out.push_str("..."),
            '’' | '‘' => out.push('\''),
            '“' | '”' => out.push('"'),
            '\u{2400}'..='\u{2421}' | '\u{fffd}' => out.push('?'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_line_is_no_answer() {
        let mut output = Vec::new();
        let mut input = &b"\nno\nyes"[..];
        let mut voice = Voice::new(&mut input, &mut output, false);
        assert!(!voice.confirm("Release – now?").expect("the default"));
        assert!(!voice.confirm("Release?").expect("no"));
        assert!(matches!(voice.confirm("Release?"), Err(Stop::InputEnded)));
        let said = String::from_utf8(output).expect("text");
        assert_eq!(said, "Release - now? yes or no [no]: Release? yes or no [no]: Release? yes or no [no]: \n");
    }

    #[test]
    fn nothing_that_data_holds_is_an_escape() {
        let mut output = Vec::new();
        let mut input = &b""[..];
        Voice::new(&mut input, &mut output, false).say("a\u{1b}[31mb\u{9b}c…").expect("said");
        assert_eq!(output, b"a?[31mb?c...\n");
    }
}
