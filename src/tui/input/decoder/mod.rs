//! Where sequences begin and end.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyModifiers};

use super::sequence;
use crate::tui::{
    event::{Event, Mouse, Press, Rhythm},
    keys::Chord,
};

const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;

/// How long an ESC at the end of a read may still be the beginning of a sequence. It is too short to be felt.
const ESC_ALONE: Duration = Duration::from_millis(50);

/// How long a sequence of which only the beginning has come may go on. Alt-[ and its like begin one, too.
const BEGUN: Duration = Duration::from_millis(500);

/// The same where more than that has come; only the terminal itself says such things.
const UNDER_WAY: Duration = Duration::from_secs(5);

/// How long after an ESC that counted as the key the rest of a sequence may still come.
const LATE: Duration = Duration::from_secs(1);

/// How soon a click has to follow another to be a double one.
const DOUBLE: Duration = Duration::from_millis(400);

/// The longest sequence of a key. Longer ones are dropped as a whole.
const LONGEST: usize = 64;

/// A paste longer than this is cut.
const LONGEST_PASTE: usize = 1 << 22;

const PASTE_ENDS: &[u8] = b"\x1b[201~";

#[derive(Debug, Default)]
enum State {
    /// Between sequences.
    #[default]
    Ground,
    /// After an ESC, or two of them: the second one is Alt for what follows.
    Esc {
        twice: bool,
    },
    /// In a character of several bytes.
    Character {
        bytes: Vec<u8>,
        length: usize,
        after_esc: bool,
    },
    /// After `ESC O`, or in a control sequence.
    Sequence {
        body: Vec<u8>,
        of: Kind,
        alt: bool,
    },
    /// After `ESC [ [`.
    Console {
        alt: bool,
    },
    /// In a sequence that only terminals send: OSC, DCS, APC, PM, SOS.
    Text {
        /// Its beginning, while an answer is awaited.
        body: Vec<u8>,
        begun: bool,
        ending: bool,
    },
    /// In an old report of the mouse, so many bytes before its end.
    Mouse(u8),
    Paste(Vec<u8>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Csi,
    Ss3,
}

/// Turns bytes into events.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    rhythm: Rhythm,
    /// When the last bytes came.
    last: Option<Instant>,
    /// When an ESC counted as the key.
    escaped: Option<Instant>,
    /// Until when an answer of the terminal is awaited; one that comes later says nothing.
    awaited: Option<Instant>,
    /// When and where the last click was.
    clicked: Option<(Instant, u16, u16)>,
}

impl Decoder {
    /// One that hears an answer of the terminal until this instant.
    pub fn awaiting(until: Instant) -> Self {
        Self { awaited: Some(until), ..Self::default() }
    }

    /// The events in the bytes of one read, which came at this instant.
    pub fn read(&mut self, bytes: &[u8], at: Instant) -> Vec<Event> {
        let mut events = self.wait(at);
        let mut heard = Vec::new();
        let late = self.escaped.take().is_some_and(|escaped| at.saturating_duration_since(escaped) < LATE);
        if late && matches!(self.state, State::Ground) && is_rest(bytes) {
            self.state = State::Esc { twice: false };
        }
        self.last = Some(at);
        if matches!(self.state, State::Paste(_)) && bytes == [CTRL_C] {
            // The end of the paste was lost, so Ctrl-C ends it.
            self.state = State::Ground;
        }
        let mut among = false;
        for (nth, byte) in bytes.iter().enumerate() {
            among |= nth > 0 && matches!(self.state, State::Ground);
            self.take(*byte, &mut heard);
        }
        self.pair_clicks(&mut heard, at);
        let answered = !heard.is_empty() && heard.iter().all(|event| matches!(event, Event::Background(_)));
        // The release of a key belongs to that key, and says nothing of the next one; nor does an answer that was
        // awaited.
        if !answered && (!heard.is_empty() || !is_release(bytes)) {
            self.rhythm.mark(&mut heard, among, at);
        }
        events.extend(heard);
        events
    }

    /// When [`Decoder::wait`] has something to decide, if nothing comes before.
    pub fn deadline(&self) -> Option<Instant> {
        let patience = match &self.state {
            State::Ground | State::Character { .. } | State::Paste(_) => return None,
            State::Esc { .. } => ESC_ALONE,
            State::Sequence { body, .. } if !body.is_empty() => UNDER_WAY,
            State::Text { begun: true, .. } | State::Mouse(_) => UNDER_WAY,
            State::Sequence { .. } | State::Console { .. } | State::Text { .. } => BEGUN,
        };
        self.last.map(|last| last + patience)
    }

    /// The events that follow from a pause until this instant.
    pub fn wait(&mut self, until: Instant) -> Vec<Event> {
        let (Some(deadline), Some(last)) = (self.deadline(), self.last) else { return vec![] };
        if until < deadline {
            return vec![];
        }
        let State::Esc { twice } = std::mem::take(&mut self.state) else { return vec![] };
        self.escaped = Some(last);
        let press = if twice || self.rhythm.is_along() { Press::Burst } else { Press::Fresh };
        vec![Event::Key { chord: Chord::key(KeyCode::Esc), press }; 1 + usize::from(twice)]
    }

    /// Makes a click a double one that comes soon after another in the same cell.
    fn pair_clicks(&mut self, events: &mut [Event], at: Instant) {
        for event in events {
            let Event::Mouse { x, y, what: what @ Mouse::Click } = event else { continue };
            let again =
                |(before, column, row)| (column, row) == (*x, *y) && at.saturating_duration_since(before) < DOUBLE;
            if self.clicked.take().is_some_and(again) {
                *what = Mouse::DoubleClick;
            } else {
                self.clicked = Some((at, *x, *y));
            }
        }
    }

    fn take(&mut self, byte: u8, events: &mut Vec<Event>) {
        match std::mem::take(&mut self.state) {
            State::Ground => self.begin(byte, false, events),
            State::Esc { twice } => self.after_esc(byte, twice, events),
            State::Character { bytes, length, after_esc } => self.character(bytes, length, after_esc, byte, events),
            State::Sequence { body, of, alt } => self.sequence(body, of, alt, byte, events),
            State::Console { alt } => {
                if !alt {
                    events.extend(sequence::console(byte));
                }
            }
            State::Text { body, ending, .. } => self.text(body, ending, byte, events),
            State::Mouse(left) => {
                if left > 1 {
                    self.state = State::Mouse(left - 1);
                }
            }
            State::Paste(text) => self.paste(text, byte, events),
        }
    }

    /// A byte between sequences.
    fn begin(&mut self, byte: u8, after_esc: bool, events: &mut Vec<Event>) {
        match byte {
            ESC => self.state = State::Esc { twice: false },
            // The eight-bit forms of ESC and what begins a sequence.
            0x8f | 0x90 | 0x98 | 0x9b | 0x9d..=0x9f => self.after_esc(byte - 0x40, false, events),
            0xc2..=0xf4 => {
                let length = if byte < 0xe0 { 2 } else { 3 + usize::from(byte >= 0xf0) };
                self.state = State::Character { bytes: vec![byte], length, after_esc };
            }
            0x80.. => {}
            _ => push_chord(plain(byte), after_esc, events),
        }
    }

    fn after_esc(&mut self, byte: u8, twice: bool, events: &mut Vec<Event>) {
        match byte {
            ESC if twice => {
                events.push(escape());
                self.state = State::Esc { twice };
            }
            ESC => self.state = State::Esc { twice: true },
            b'[' => self.state = State::Sequence { body: Vec::new(), of: Kind::Csi, alt: twice },
            b'O' => self.state = State::Sequence { body: Vec::new(), of: Kind::Ss3, alt: twice },
            _ => {
                if twice {
                    events.push(escape());
                }
                match byte {
                    b']' | b'P' | b'X' | b'^' | b'_' => {
                        self.state = State::Text { body: vec![byte], begun: false, ending: false }
                    }
                    // The end of a text whose beginning was not for us.
                    b'\\' => {}
                    _ => self.begin(byte, true, events),
                }
            }
        }
    }

    fn character(&mut self, mut bytes: Vec<u8>, length: usize, after_esc: bool, byte: u8, events: &mut Vec<Event>) {
        if byte & 0xc0 != 0x80 {
            // It is cut: what comes now is something else.
            return self.begin(byte, false, events);
        }
        bytes.push(byte);
        if bytes.len() < length {
            self.state = State::Character { bytes, length, after_esc };
        } else if let Some(c) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next())
            && !c.is_control()
        {
            push_chord(Chord::key(KeyCode::Char(c)), after_esc, events);
        }
    }

    fn sequence(&mut self, mut body: Vec<u8>, of: Kind, alt: bool, byte: u8, events: &mut Vec<Event>) {
        match (of, byte) {
            (Kind::Csi, b'[') if body.is_empty() => self.state = State::Console { alt },
            (Kind::Csi, b'M') if body.is_empty() => self.state = State::Mouse(3),
            (Kind::Csi, b'~') if body == b"200" => self.state = State::Paste(Vec::new()),
            // rxvt ends Shift with a function key in this byte, where others go on.
            (Kind::Csi, b'$') if !body.is_empty() && body.iter().all(u8::is_ascii_digit) => {
                events.extend(sequence::csi(&[&body, b"$".as_slice()].concat(), byte).into_iter().filter(|_| !alt));
            }
            (Kind::Csi, 0x20..=0x3f) | (Kind::Ss3, b'0'..=b'9' | b';') => {
                if body.len() < LONGEST {
                    body.push(byte);
                }
                self.state = State::Sequence { body, of, alt };
            }
            (_, 0x20..=0x7e) => {
                let whole = body.len() < LONGEST;
                if let Some(mouse) = sequence::mouse(&body, byte).filter(|_| of == Kind::Csi) {
                    events.push(mouse);
                    return;
                }
                let keys = if of == Kind::Csi { sequence::csi(&body, byte) } else { sequence::ss3(&body, byte) };
                match (alt, keys.is_empty()) {
                    // Esc, and then what the terminal had to say.
                    (true, true) => events.push(escape()),
                    (true, false) => {}
                    (false, _) => events.extend(keys.into_iter().filter(|_| whole)),
                }
            }
            // It is cut: what comes now is something else.
            _ => self.begin(byte, false, events),
        }
    }

    fn text(&mut self, mut body: Vec<u8>, ending: bool, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b'\\' | 0x07 if ending || byte == 0x07 => events.extend(self.answer(&body)),
            ESC => self.state = State::Text { body, begun: true, ending: true },
            // No terminal says such a thing in a text: it is cut, and what comes now is something else.
            _ if ending => self.after_esc(byte, false, events),
            0..0x20 | 0x7f => self.begin(byte, false, events),
            _ => {
                if body.len() < LONGEST {
                    body.push(byte);
                }
                self.state = State::Text { body, begun: true, ending: false };
            }
        }
    }

    /// What a text of the terminal answers, where that is awaited; once.
    fn answer(&mut self, body: &[u8]) -> Option<Event> {
        let said = sequence::background(body.strip_prefix(b"]")?)?;
        let in_time = self.awaited.take().zip(self.last).is_some_and(|(until, at)| at < until);
        in_time.then_some(said)
    }

    fn paste(&mut self, mut text: Vec<u8>, byte: u8, events: &mut Vec<Event>) {
        text.push(byte);
        if text.len() > LONGEST_PASTE + PASTE_ENDS.len() {
            text.remove(LONGEST_PASTE);
        }
        match text.strip_suffix(PASTE_ENDS) {
            Some(text) => events.push(Event::Paste(String::from_utf8_lossy(text).into_owned())),
            None => self.state = State::Paste(text),
        }
    }
}

fn escape() -> Event {
    Event::key(Chord::key(KeyCode::Esc))
}

fn push_chord(chord: Chord, after_esc: bool, events: &mut Vec<Event>) {
    events.push(if after_esc { Event::EscAnd(chord) } else { Event::key(chord) });
}

/// The key of a byte that stands for itself.
fn plain(byte: u8) -> Chord {
    let control = |c: u8| Chord::new(KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    match byte {
        b'\r' => Chord::key(KeyCode::Enter),
        b'\t' => Chord::key(KeyCode::Tab),
        0x7f => Chord::key(KeyCode::Backspace),
        0 => control(b' '),
        1..=0x1a => control(byte - 1 + b'a'),
        0x1c..=0x1f => control(byte - 0x1c + b'4'),
        _ => Chord::key(KeyCode::Char(char::from(byte))),
    }
}

/// Whether this is the report of a key that was let go.
fn is_release(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1b[") && bytes.windows(2).any(|pair| pair == b":3")
}

/// Whether this is the rest of a sequence whose ESC came before: nobody types such a thing at once.
fn is_rest(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [b'[', b'A'..=b'D' | b'F' | b'H' | b'I' | b'O' | b'Z' | b'<'..=b'?' | b'0'..=b'9', ..]
            | [b'O', b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S']
            | [b']', b'0'..=b'9', ..]
            | [b'P', b'0'..=b'9' | b'>' | b'!' | b'$', ..]
            | [b'_', b'G', ..]
    )
}

#[cfg(test)]
mod tests;
