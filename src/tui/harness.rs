//! Drives a [`Program`] without threads or a terminal: for journeys, snapshots and benches.
//!
//! Keys are written as they are said: `press("r<down>s<enter>")`. Names stand in angle brackets, in any case:
//! `<Enter>`, `<Esc>`, `<Tab>`, `<BackTab>`, `<Space>`, `<BS>`, `<Del>`, `<S-PgUp>`, `<C-p>`, `<A-x>`, `<lt>` for `<`.
//! Every input is followed by a frame, as on a terminal, because a list learns its height from being drawn.

use std::{collections::VecDeque, fmt::Write};

use chrono::{DateTime, Utc};
use ratatui::{
    buffer::{Buffer, CellWidth},
    layout::{Position, Rect},
};

use super::{
    event::{Event, Press},
    keys::Chord,
    program::{Effect, Input, Program},
    theme::Styles,
};

/// A program, its worker, and the screen that it was last drawn on.
pub struct Harness<P: Program> {
    program: P,
    work: Box<dyn FnMut(P::Request) -> P::Answer>,
    buffer: Buffer,
    cursor: Option<Position>,
    pending: VecDeque<P::Request>,
    held: bool,
    copied: Vec<String>,
    composed: Vec<String>,
    exit: Option<u8>,
}

impl<P: Program> Harness<P> {
    /// Starts a program on a screen of this many columns and rows; `work` answers its requests on the spot.
    pub fn new(program: P, work: impl FnMut(P::Request) -> P::Answer + 'static, width: u16, height: u16) -> Self {
        let mut harness = Self {
            program,
            work: Box::new(work),
            buffer: Buffer::empty(Rect::new(0, 0, width, height)),
            cursor: None,
            pending: VecDeque::new(),
            held: false,
            copied: Vec::new(),
            composed: Vec::new(),
            exit: None,
        };
        let effects = harness.program.start();
        harness.carry_out(effects);
        harness.settle();
        harness
    }

    /// Presses keys, one after the other, as a person does.
    ///
    /// # Panics
    /// Where `keys` names a key that there is not, or the program has ended.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for chord in chords(keys) {
            self.event(Event::key(chord));
        }
        self
    }

    /// Presses keys as fast as a paste without brackets does, or a held key.
    ///
    /// # Panics
    /// As [`Harness::press`].
    pub fn burst(&mut self, keys: &str) -> &mut Self {
        for chord in chords(keys) {
            self.event(Event::Key { chord, press: Press::Burst });
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.event(Event::Paste(text.to_owned()))
    }

    /// Gives the screen another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.buffer = Buffer::empty(Rect::new(0, 0, width, height));
        self.event(Event::Resize { width, height })
    }

    /// Lets time pass to this instant.
    pub fn tick(&mut self, now: DateTime<Utc>) -> &mut Self {
        self.input(Input::Tick(now))
    }

    /// Makes the worker slow: requests wait, and the program is told so.
    pub fn hold_answers(&mut self) -> &mut Self {
        self.held = true;
        self
    }

    /// Tells the program that an answer is late.
    pub fn late(&mut self) -> &mut Self {
        self.input(Input::Slow)
    }

    /// Lets the worker answer again, beginning with what waits.
    pub fn release_answers(&mut self) -> &mut Self {
        self.held = false;
        self.settle();
        self
    }

    /// Hands the program any event.
    ///
    /// # Panics
    /// Where the program has ended.
    pub fn event(&mut self, event: Event) -> &mut Self {
        assert_eq!(self.exit, None, "{event:?} after the program has ended");
        self.input(Input::Event(event))
    }

    fn input(&mut self, input: Input<P::Answer>) -> &mut Self {
        let effects = self.program.update(input);
        self.carry_out(effects);
        self.settle();
        self
    }

    fn carry_out(&mut self, effects: Vec<Effect<P::Request>>) {
        for effect in effects {
            match effect {
                Effect::Ask(request) | Effect::Send(request) => self.pending.push_back(request),
                Effect::Copy(text) => self.copied.push(text),
                Effect::Compose(text) => self.composed.push(text),
                Effect::Quit(status) => self.exit = Some(status),
                Effect::AskBackground | Effect::Redraw | Effect::Suspend => {}
            }
        }
    }

    fn settle(&mut self) {
        while !self.held
            && let Some(request) = self.pending.pop_front()
        {
            let answer = (self.work)(request);
            let effects = self.program.update(Input::Answer(answer));
            self.carry_out(effects);
        }
        self.buffer.reset();
        self.cursor = self.program.draw(self.buffer.area, &mut self.buffer);
    }

    /// The whole screen as text, line by line, without spaces at the ends.
    pub fn screen(&self) -> String {
        text_of(&self.buffer)
    }

    /// Which regions carry which meaning: `3: 1-14 heading, 20-26 key`, a line for each line of the screen that
    /// carries any; columns are counted from 0, both ends included. For a program drawn with
    /// [`Theme::labelled`](super::theme::Theme::labelled).
    pub fn styles(&self) -> String {
        let styles = super::theme::Theme::labelled().styles;
        legend(&self.buffer, &styles)
    }

    /// The cells of the screen.
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// Where the terminal's cursor stands, if it is seen.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// The texts that were handed to the admin's own editor, the last one at the end.
    pub fn composed(&self) -> &[String] {
        &self.composed
    }

    /// What was copied to the clipboard, in order.
    pub fn copied(&self) -> &[String] {
        &self.copied
    }

    /// The status that the program ended with.
    pub fn exit(&self) -> Option<u8> {
        self.exit
    }

    pub fn program(&self) -> &P {
        &self.program
    }
}

/// The text of a buffer, line by line, without spaces at the ends.
pub fn text_of(buffer: &Buffer) -> String {
    let mut lines = Vec::with_capacity(usize::from(buffer.area.height));
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let cell = &buffer[(x, y)];
            line.push_str(cell.symbol());
            x = x.saturating_add(cell.cell_width().max(1));
        }
        line.truncate(line.trim_end().len());
        lines.push(line);
    }
    lines.join("\n")
}

/// The meanings of a buffer's cells by the styles that it was drawn with, run by run.
pub fn legend(buffer: &Buffer, styles: &Styles) -> String {
    let mut out = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut runs: Vec<(u16, u16, &str)> = Vec::new();
        for x in buffer.area.left()..buffer.area.right() {
            let Some(name) = styles.name_of(buffer[(x, y)].style()) else {
                continue;
            };
            match runs.last_mut() {
                Some((_, end, last)) if *last == name && *end + 1 == x => *end = x,
                _ => runs.push((x, x, name)),
            }
        }
        if !runs.is_empty() {
            let runs: Vec<String> = runs.iter().map(|(start, end, name)| format!("{start}-{end} {name}")).collect();
            let _ = writeln!(out, "{y}: {}", runs.join(", "));
        }
    }
    out
}

/// Keys written as text.
///
/// # Panics
/// Where a name in angle brackets is no key.
pub fn chords(keys: &str) -> Vec<Chord> {
    let mut chords = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|after| after.split_once('>')).filter(|(name, _)| !name.is_empty());
        let (name, after) = match named {
            Some((name, after)) => (spelled(name), after),
            None => (c.to_string(), &rest[c.len_utf8()..]),
        };
        let chord = name.parse::<Chord>();
        assert!(chord.is_ok(), "`{name}` in {keys:?} is not a key");
        chords.extend(chord);
        rest = after;
    }
    chords
}

/// A name from angle brackets in the spelling of [`Chord`].
fn spelled(name: &str) -> String {
    let name = name.to_lowercase();
    let (modifier, key) = match name.split_once('-') {
        Some(("c", key)) => ("ctrl-", key),
        Some(("s", key)) => ("shift-", key),
        Some(("a" | "m", key)) => ("alt-", key),
        _ => ("", name.as_str()),
    };
    let key = match key {
        "bs" => "backspace",
        "del" => "delete",
        "ins" => "insert",
        "backtab" => "shift-tab",
        "lt" => "<",
        key => key,
    };
    format!("{modifier}{key}")
}

#[cfg(test)]
mod tests {
    use ratatui::{style::Style, widgets::Widget};

    use super::*;
    use crate::tui::{
        keys::edit,
        theme::Theme,
        widget::{Field, FieldView},
    };

    /// Echoes what is typed, doubled by its worker.
    struct Echo {
        theme: Theme,
        field: Field,
        answers: Vec<String>,
        slow: bool,
    }

    impl Program for Echo {
        type Request = String;
        type Answer = String;

        fn update(&mut self, input: Input<String>) -> Vec<Effect<String>> {
            match input {
                Input::Event(Event::Key { chord, .. }) => match (chord.to_string().as_str(), edit::edit(chord)) {
                    ("enter", _) => return vec![Effect::Ask(self.field.text().to_owned())],
                    ("ctrl-y", _) => return vec![Effect::Copy(self.field.text().to_owned())],
                    ("ctrl-c", _) => return vec![Effect::Quit(130)],
                    (_, Some(edit)) => {
                        self.field.edit(&edit);
                    }
                    _ => {}
                },
                Input::Answer(answer) => {
                    self.slow = false;
                    self.answers.push(answer);
                }
                Input::Slow => self.slow = true,
                _ => {}
            }
            Vec::new()
        }

        fn draw(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
            let line = Rect { height: 1, ..area };
            let view = FieldView::new(&self.theme, &self.field).focused(true);
            (&view).render(line, buf);
            for (answer, y) in self.answers.iter().zip(1..area.height) {
                buf.set_string(0, y, answer, self.theme.styles.success);
            }
            if self.slow {
                buf.set_string(0, area.bottom() - 1, "…", Style::new());
            }
            view.cursor(line)
        }
    }

    fn echo() -> Harness<Echo> {
        let program = Echo { theme: Theme::labelled(), field: Field::default(), answers: Vec::new(), slow: false };
        Harness::new(program, |text| format!("{text}{text}"), 16, 3)
    }

    #[test]
    fn a_journey_in_one_line() {
        let mut echo = echo();
        echo.press("hallo<BS><lt>x<Left><C-y><Enter>");
        assert_eq!(echo.screen(), "[ hall<x       ]\nhall<xhall<x\n");
        assert_eq!(echo.styles(), "0: 0-0 accent, 15-15 accent\n1: 0-11 success\n");
        assert_eq!(echo.cursor(), Some(Position::new(7, 0)));
        assert_eq!(echo.copied(), ["hall<x"]);
        assert_eq!(echo.press("<C-c>").exit(), Some(130));
    }

    #[test]
    fn answers_can_be_held_back() {
        let mut echo = echo();
        echo.hold_answers().press("a<Enter>").late();
        assert_eq!(echo.screen(), "[ a            ]\n\n…");
        assert_eq!(echo.release_answers().screen(), "[ a            ]\naa\n");
    }

    #[test]
    fn keys_as_they_are_said() {
        let said: Vec<String> =
            chords("r<down>D<S-PgUp><C-p><BackTab><Space> <F5><").iter().map(Chord::to_string).collect();
        assert_eq!(said, ["r", "down", "D", "shift-pgup", "ctrl-p", "shift-tab", "space", "space", "f5", "<"]);
    }
}
