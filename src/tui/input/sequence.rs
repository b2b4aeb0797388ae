//! Which key a whole control sequence stands for, if any.
//!
//! Sources: ECMA-48 for the form, xterm's `ctlseqs` for keys with modifiers, the kitty keyboard protocol for `CSI u`.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::tui::{
    event::{Event, Mouse, Press},
    keys::Chord,
};

/// The keys of a control sequence: its parameters and intermediates, and its final byte. None for what is no key.
pub(super) fn csi(body: &[u8], end: u8) -> Vec<Event> {
    // Cursor position reports end like F3 with modifiers: whoever holds a modifier there is not heard.
    if end == b'R' && !body.is_empty() {
        return vec![];
    }
    let (body, end) = match body.strip_suffix(b"$") {
        // rxvt's way to say Shift; with another final byte it is the answer to a question about a mode.
        Some(number) if end == b'$' => return tilde(number, Some(2)),
        Some(_) => return vec![],
        None => (body, end),
    };
    let Some(given) = Parameters::of(body) else { return vec![] };
    let count = given.all.len();
    match end {
        b'~' if given.number(0) == Some(27) => {
            given.number(2).map_or_else(Vec::new, |code| key_of(code, None, None, given.number(1)))
        }
        b'~' if count <= 2 => key(given.number(0).and_then(numbered), given.held(1)),
        b'^' => tilde(body, Some(5)),
        b'@' => tilde(body, Some(6)),
        b'u' => kitty(&given),
        b'Z' if count <= 2 => key(Some(KeyCode::BackTab), given.held(1)),
        b'a'..=b'd' if body.is_empty() => key(lettered(end - b'a' + b'A'), Some(Held::with(2))),
        _ if body.is_empty() || count == 2 && given.number(0) == Some(1) => key(lettered(end), given.held(1)),
        _ => vec![],
    }
}

/// What the mouse did: `CSI < button ; column ; row M`, where `m` is a button that is let go. None where that is
/// nothing to us: other buttons, and clicks with a key held, which are the terminal's.
pub(super) fn mouse(body: &[u8], end: u8) -> Option<Event> {
    let given = Parameters::of(body.strip_prefix(b"<")?).filter(|given| given.all.len() == 3 && end == b'M')?;
    let what = match given.number(0)? {
        0 => Mouse::Click,
        64 => Mouse::WheelUp,
        65 => Mouse::WheelDown,
        _ => return None,
    };
    let cell = |at| given.number(at)?.checked_sub(1).and_then(|cell| u16::try_from(cell).ok());
    Some(Event::Mouse { x: cell(1)?, y: cell(2)?, what })
}

/// The background that the terminal tells of: `11;rgb:1e1e/1e1e/1e1e`, in one to four hexadecimal digits each.
pub(super) fn background(text: &[u8]) -> Option<Event> {
    let text = std::str::from_utf8(text).ok()?.strip_prefix("11;")?;
    let parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?;
    let part = |part: &str| {
        let most = (1_u32 << (4 * part.len())) - 1;
        let value = u32::from_str_radix(part, 16).ok()?;
        u8::try_from(value * 255 / most).ok()
    };
    let mut parts = parts.split('/').map(|one| Some(one).filter(|one| (1..=4).contains(&one.len())).and_then(part));
    Some(Event::Background([parts.next()??, parts.next()??, parts.next()??]))
}

/// The keys of `ESC O`, perhaps modifiers, and a final byte.
pub(super) fn ss3(body: &[u8], end: u8) -> Vec<Event> {
    let held = match body {
        [] => Some(Held::with(1)),
        _ => Parameters::of(body).and_then(|given| given.held(given.all.len() - 1)),
    };
    let code = match end {
        b'M' => Some(KeyCode::Enter),
        b'I' => Some(KeyCode::Tab),
        b' ' => Some(KeyCode::Char(' ')),
        b'X' => Some(KeyCode::Char('=')),
        b'j'..=b'y' => Some(KeyCode::Char(char::from(end - b'j' + b'*'))),
        b'a'..=b'd' => return key(lettered(end - b'a' + b'A'), Some(Held::with(5))),
        _ => lettered(end),
    };
    key(code, held)
}

/// The function keys of the Linux console: `ESC [ [ A`.
pub(super) fn console(end: u8) -> Vec<Event> {
    let number = end.checked_sub(b'A').filter(|number| *number < 5);
    key(number.map(|number| KeyCode::F(number + 1)), Some(Held::with(1)))
}

#[derive(Clone, Copy)]
struct Held {
    modifiers: KeyModifiers,
    press: Option<Press>,
}

impl Held {
    /// Modifiers as terminals number them: 1, and 1, 2 and 4 more for Shift, Alt and Control.
    fn with(number: u32) -> Self {
        Self { modifiers: modifiers(number).unwrap_or(KeyModifiers::NONE), press: Some(Press::Fresh) }
    }
}

/// None where Super, Hyper or Meta is held: no chord of ours has them.
fn modifiers(number: u32) -> Option<KeyModifiers> {
    let bits = number.checked_sub(1)?;
    let pairs = [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)];
    let held = pairs.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, flag)| flag).collect();
    (bits & 0b11_1000 == 0).then_some(held)
}

/// The parameters of a sequence, each with its parts.
struct Parameters {
    all: Vec<Vec<Option<u32>>>,
}

impl Parameters {
    /// None where there is anything but numbers, as in answers: `CSI ? 62 ; c`.
    fn of(body: &[u8]) -> Option<Self> {
        let part = |part: &[u8]| -> Option<Option<u32>> {
            if part.is_empty() {
                return Some(None);
            }
            std::str::from_utf8(part)
                .ok()
                .filter(|text| text.bytes().all(|b| b.is_ascii_digit()))?
                .parse()
                .ok()
                .map(Some)
        };
        let parts = |parameter: &[u8]| parameter.split(|b| *b == b':').map(part).collect::<Option<Vec<_>>>();
        body.split(|b| *b == b';').map(parts).collect::<Option<Vec<_>>>().map(|all| Self { all })
    }

    fn number(&self, at: usize) -> Option<u32> {
        *self.all.get(at)?.first()?
    }

    fn part(&self, at: usize, part: usize) -> Option<u32> {
        *self.all.get(at)?.get(part)?
    }

    /// What the parameter says of modifiers and of how the key came; nothing where no chord of ours can be meant.
    fn held(&self, at: usize) -> Option<Held> {
        let press = match self.part(at, 1) {
            None | Some(1) => Some(Press::Fresh),
            Some(2) => Some(Press::Held),
            _ => None,
        };
        Some(Held { modifiers: modifiers(self.number(at).unwrap_or(1))?, press })
    }
}

fn key(code: Option<KeyCode>, held: Option<Held>) -> Vec<Event> {
    match (code, held) {
        (Some(code), Some(Held { modifiers, press: Some(press) })) => {
            vec![Event::Key { chord: Chord::new(code, modifiers), press }]
        }
        _ => vec![],
    }
}

fn tilde(number: &[u8], modifiers: Option<u32>) -> Vec<Event> {
    let number = Parameters::of(number).filter(|given| given.all.len() == 1).and_then(|given| given.number(0));
    key(number.and_then(numbered), modifiers.map(Held::with))
}

/// Keys that end in a letter: `CSI A`, `CSI 1 ; 5 A`, `ESC O A`.
fn lettered(end: u8) -> Option<KeyCode> {
    Some(match end {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(end - b'P' + 1),
        _ => return None,
    })
}

/// Keys that are numbered: `CSI 5 ~`.
fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => function(number - 10)?,
        17..=21 => function(number - 11)?,
        23..=26 => function(number - 12)?,
        28 | 29 => function(number - 13)?,
        31..=34 => function(number - 14)?,
        _ => return None,
    })
}

fn function(number: u32) -> Option<KeyCode> {
    u8::try_from(number).ok().map(KeyCode::F)
}

/// `CSI code : shifted : base ; modifiers : event ; text u`.
fn kitty(given: &Parameters) -> Vec<Event> {
    let Some(code) = given.number(0) else { return vec![] };
    let text: Vec<char> = given.all.get(2).into_iter().flatten().flatten().filter_map(|c| char::from_u32(*c)).collect();
    let Some(Held { modifiers, press: Some(press) }) = given.held(1) else { return vec![] };
    if !text.is_empty() && !modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
        let typed = text.into_iter().filter(|c| !c.is_control());
        return typed.map(|c| Event::Key { chord: Chord::key(KeyCode::Char(c)), press }).collect();
    }
    let mut events = key_of(code, given.part(0, 1), given.part(0, 2), given.number(1));
    for event in &mut events {
        if let Event::Key { press: how, .. } = event {
            *how = press;
        }
    }
    events
}

/// The key of a code, with what it types while Shift is held, and where it lies on a Latin keyboard.
fn key_of(code: u32, shifted: Option<u32>, base: Option<u32>, held: Option<u32>) -> Vec<Event> {
    let Some(modifiers) = modifiers(held.unwrap_or(1)) else { return vec![] };
    let code = match code {
        9 => Some(KeyCode::Tab),
        13 | 57414 => Some(KeyCode::Enter),
        27 => Some(KeyCode::Esc),
        127 => Some(KeyCode::Backspace),
        57376..=57387 => function(code - 57363),
        57399..=57408 => char::from_digit(code - 57399, 10).map(KeyCode::Char),
        57409..=57413 => ['.', '/', '*', '-', '+'].get((code - 57409) as usize).copied().map(KeyCode::Char),
        57415 => Some(KeyCode::Char('=')),
        57416 => Some(KeyCode::Char(',')),
        57417 => Some(KeyCode::Left),
        57418 => Some(KeyCode::Right),
        57419 => Some(KeyCode::Up),
        57420 => Some(KeyCode::Down),
        57421 => Some(KeyCode::PageUp),
        57422 => Some(KeyCode::PageDown),
        57423 => Some(KeyCode::Home),
        57424 => Some(KeyCode::End),
        57425 => Some(KeyCode::Insert),
        57426 => Some(KeyCode::Delete),
        // Keys without a character, such as Shift itself.
        0..32 | 57344..=63743 => None,
        _ => {
            let shifted = shifted.filter(|_| modifiers.contains(KeyModifiers::SHIFT));
            let latin = base.filter(|_| modifiers.contains(KeyModifiers::CONTROL) && code > 127);
            char::from_u32(latin.or(shifted).unwrap_or(code)).filter(|c| !c.is_control()).map(KeyCode::Char)
        }
    };
    key(code, Some(Held { modifiers, press: Some(Press::Fresh) }))
}
