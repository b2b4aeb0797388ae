//! A key with its modifiers.

use std::{fmt, str::FromStr};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers, in one spelling however the terminal reports it: `D`, never shift-`d`; shift-tab, never
/// back-tab. Reads and prints as `ctrl-p`, `shift-pgdn`, `enter`, `D`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Keys that are named rather than printed: name, code, how the footer shows it in Unicode and in ASCII.
const NAMED: [(&str, KeyCode, &str, &str); 15] = [
    ("enter", KeyCode::Enter, "⏎", "Enter"),
    ("esc", KeyCode::Esc, "Esc", "Esc"),
    ("tab", KeyCode::Tab, "Tab", "Tab"),
    ("space", KeyCode::Char(' '), "Space", "Space"),
    ("backspace", KeyCode::Backspace, "Backspace", "Backspace"),
    ("delete", KeyCode::Delete, "Del", "Del"),
    ("insert", KeyCode::Insert, "Ins", "Ins"),
    ("up", KeyCode::Up, "↑", "Up"),
    ("down", KeyCode::Down, "↓", "Down"),
    ("left", KeyCode::Left, "←", "Left"),
    ("right", KeyCode::Right, "→", "Right"),
    ("home", KeyCode::Home, "Home", "Home"),
    ("end", KeyCode::End, "End", "End"),
    ("pgup", KeyCode::PageUp, "PgUp", "PgUp"),
    ("pgdn", KeyCode::PageDown, "PgDn", "PgDn"),
];

/// What the names of function keys begin with.
const FUNCTION: (&str, KeyCode, &str, &str) = ("f", KeyCode::F(0), "F", "F");

const MODIFIERS: [(&str, KeyModifiers, &str); 3] = [
    ("ctrl-", KeyModifiers::CONTROL, "Ctrl-"),
    ("alt-", KeyModifiers::ALT, "Alt-"),
    ("shift-", KeyModifiers::SHIFT, "Shift-"),
];

impl Chord {
    /// A key with modifiers, brought into its one spelling.
    pub fn new(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let mut modifiers = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match code {
            KeyCode::BackTab => {
                modifiers |= KeyModifiers::SHIFT;
                KeyCode::Tab
            }
            KeyCode::Char(' ') => KeyCode::Char(' '),
            KeyCode::Char(c) => {
                let upper = modifiers.contains(KeyModifiers::SHIFT) && c.is_ascii_lowercase();
                modifiers -= KeyModifiers::SHIFT;
                if modifiers.contains(KeyModifiers::CONTROL) {
                    KeyCode::Char(c.to_ascii_lowercase())
                } else {
                    KeyCode::Char(if upper { c.to_ascii_uppercase() } else { c })
                }
            }
            code => code,
        };
        Self { code, modifiers }
    }

    pub fn key(code: KeyCode) -> Self {
        Self::new(code, KeyModifiers::NONE)
    }

    /// The same with Alt.
    #[must_use]
    pub fn with_alt(self) -> Self {
        Self { modifiers: self.modifiers | KeyModifiers::ALT, ..self }
    }

    /// The key without its modifiers.
    pub fn code(self) -> KeyCode {
        self.code
    }

    pub fn ctrl(self) -> bool {
        self.modifiers.contains(KeyModifiers::CONTROL)
    }

    pub fn alt(self) -> bool {
        self.modifiers.contains(KeyModifiers::ALT)
    }

    /// The character that typing this puts into a text; `None` for keys and commands.
    ///
    /// Control and Alt together are `AltGr` on Windows, which types characters.
    pub fn printable(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.ctrl() == self.alt() => Some(c),
            _ => None,
        }
    }

    /// What most terminals send instead of this chord, because they can't distinguish it: another key, or the beginning
    /// of a sequence.
    pub fn sent_as(self) -> Option<&'static str> {
        let (ctrl, alt, shift) = (self.ctrl(), self.alt(), self.modifiers.contains(KeyModifiers::SHIFT));
        match self.code {
            KeyCode::Char('[' | ']' | 'O' | 'P' | 'X' | '^' | '_') if alt => Some("the beginning of a sequence"),
            KeyCode::Char('i') | KeyCode::Tab if ctrl => Some("tab"),
            KeyCode::Char('m') | KeyCode::Enter if ctrl || shift => Some("enter"),
            KeyCode::Char('[') | KeyCode::Esc if ctrl => Some("esc"),
            KeyCode::Char(' ') if shift => Some("space"),
            KeyCode::Backspace if ctrl || shift => Some("backspace"),
            _ => None,
        }
    }

    /// How the footer and the help show it: `⏎`, `Shift-PgDn`, `Ctrl-P`, `D`.
    pub fn label(self, unicode: bool) -> String {
        let shown = match self.code {
            // Case does not matter with Control, and keycaps have capitals.
            KeyCode::Char(c) if self.ctrl() => Self { code: KeyCode::Char(c.to_ascii_uppercase()), ..self },
            _ => self,
        };
        shown.write(|name| if unicode { name.2 } else { name.3 }, |modifier| modifier.2)
    }

    fn write(
        self,
        key: impl Fn(&(&'static str, KeyCode, &'static str, &'static str)) -> &'static str,
        modifier: impl Fn(&(&'static str, KeyModifiers, &'static str)) -> &'static str,
    ) -> String {
        let held = MODIFIERS.iter().filter(|(_, flag, _)| self.modifiers.contains(*flag));
        let mut text: String = held.map(modifier).collect();
        match (NAMED.iter().find(|(_, code, ..)| *code == self.code), self.code) {
            (Some(name), _) => text.push_str(key(name)),
            (None, KeyCode::F(n)) => text.extend([key(&FUNCTION), &n.to_string()]),
            (None, KeyCode::Char(c)) => text.push(c),
            (None, _) => text.push('?'),
        }
        text
    }
}

impl From<KeyEvent> for Chord {
    fn from(event: KeyEvent) -> Self {
        Self::new(event.code, event.modifiers)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.write(|name| name.0, |modifier| modifier.0))
    }
}

/// A text that names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a key: write it like `r`, `D`, `ctrl-p`, `shift-pgdn`, `enter` or `f5`")]
pub struct NotAChord(pub String);

impl FromStr for Chord {
    type Err = NotAChord;

    fn from_str(text: &str) -> Result<Self, NotAChord> {
        let mut rest = text;
        let mut modifiers = KeyModifiers::NONE;
        while let Some((name, flag, _)) =
            MODIFIERS.iter().find(|(name, ..)| rest.len() > name.len() && starts(rest, name))
        {
            modifiers |= *flag;
            rest = &rest[name.len()..];
        }
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() => KeyCode::Char(c),
            (Some('f' | 'F'), Some(_)) => match rest[1..].parse() {
                Ok(n @ 1..=24) => KeyCode::F(n),
                _ => return Err(NotAChord(text.into())),
            },
            _ => match NAMED.iter().find(|(name, ..)| name.eq_ignore_ascii_case(rest)) {
                Some((_, code, ..)) => *code,
                None => return Err(NotAChord(text.into())),
            },
        };
        Ok(Self::new(code, modifiers))
    }
}

fn starts(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_prints() {
        for text in [
            "r",
            "D",
            "ctrl-p",
            "shift-pgdn",
            "enter",
            "space",
            "alt-left",
            "shift-tab",
            "f5",
            "-",
            "ctrl--",
            "ß",
            "ctrl-alt-x",
        ] {
            assert_eq!(text.parse::<Chord>().unwrap().to_string(), text);
        }
        assert_eq!("Ctrl-P".parse::<Chord>(), "ctrl-p".parse());
        for wrong in ["", "ctrl-", "hyper-x", "entr", "f0", "f99", "fx", "\u{1b}"] {
            assert!(wrong.parse::<Chord>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn one_spelling_however_it_is_reported() {
        let chord = |code, modifiers| Chord::new(code, modifiers).to_string();
        assert_eq!(chord(KeyCode::Char('d'), KeyModifiers::SHIFT), "D");
        assert_eq!(chord(KeyCode::Char('D'), KeyModifiers::SHIFT), "D");
        assert_eq!(chord(KeyCode::Char('?'), KeyModifiers::SHIFT), "?");
        assert_eq!(chord(KeyCode::BackTab, KeyModifiers::SHIFT), "shift-tab");
        assert_eq!(chord(KeyCode::BackTab, KeyModifiers::NONE), "shift-tab");
        assert_eq!(chord(KeyCode::Char('P'), KeyModifiers::CONTROL | KeyModifiers::SHIFT), "ctrl-p");
    }

    #[test]
    fn labels_and_text() {
        let chord = |text: &str| text.parse::<Chord>().unwrap();
        assert_eq!(chord("enter").label(true), "⏎");
        assert_eq!(chord("enter").label(false), "Enter");
        assert_eq!(chord("f1").label(true), "F1");
        assert_eq!(chord("ctrl-p").label(true), "Ctrl-P");
        assert_eq!(chord("D").printable(), Some('D'));
        assert_eq!(chord("ctrl-d").printable(), None);
        assert_eq!(chord("ctrl-alt-q").printable(), Some('q'));
        assert_eq!(chord("enter").printable(), None);
    }
}
