//! What the terminal says, in our words.

use crossterm::event::{Event as Raw, KeyEventKind};

use super::keys::Chord;

/// Something that the terminal's user did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key went down.
    Key {
        /// Which.
        chord: Chord,
        /// True while it is held, where the terminal tells: movement repeats, Enter must not.
        repeated: bool,
    },
    /// A text was pasted, whole.
    Paste(String),
    /// The terminal has another size, in cells.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
}

impl Event {
    /// A key that was pressed, not held.
    #[must_use]
    pub fn key(chord: Chord) -> Self {
        Self::Key { chord, repeated: false }
    }

    /// `None` for what nobody asked for: the release of a key (Windows reports both ends), focus, the mouse.
    #[must_use]
    pub fn from_terminal(raw: Raw) -> Option<Self> {
        match raw {
            Raw::Key(key) if key.kind != KeyEventKind::Release => {
                Some(Self::Key { chord: key.into(), repeated: key.kind == KeyEventKind::Repeat })
            }
            Raw::Paste(text) => Some(Self::Paste(text)),
            Raw::Resize(width, height) => Some(Self::Resize { width, height }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;

    #[test]
    fn releases_are_dropped_and_repeats_told() {
        let event =
            |kind| Event::from_terminal(Raw::Key(KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, kind)));
        let chord = Chord::key(KeyCode::Enter);
        assert_eq!(event(KeyEventKind::Press), Some(Event::key(chord)));
        assert_eq!(event(KeyEventKind::Repeat), Some(Event::Key { chord, repeated: true }));
        assert_eq!(event(KeyEventKind::Release), None);
        assert_eq!(Event::from_terminal(Raw::FocusLost), None);
    }
}
