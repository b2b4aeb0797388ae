//! The events that the terminal can send.

use std::time::{Duration, Instant};

use super::keys::Chord;

/// The shortest time between two keys that a person presses one by one. Keys that come faster are a paste, a held key
/// or one that bounces.
const APART: Duration = Duration::from_millis(60);

/// How a key came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// By itself: a person meant it.
    Fresh,
    /// With or right after others: text that was pasted without brackets, a held key, one that bounces.
    Burst,
    /// It is held, as the terminal says: movement repeats, nothing else does.
    Held,
}

/// What a mouse can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    Click,
    /// A click right after another one in the same cell.
    DoubleClick,
    WheelUp,
    WheelDown,
}

/// Something that the terminal's user did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key went down.
    Key { chord: Chord, press: Press },
    /// Esc and a key in one breath: that key with Alt where this is bound, else Esc and then the key.
    EscAnd(Chord),
    /// A text was pasted, whole.
    Paste(String),
    /// The mouse did something in a cell.
    Mouse {
        /// From 0.
        x: u16,
        /// From 0.
        y: u16,
        what: Mouse,
    },
    /// The terminal says what its background is: red, green and blue.
    Background([u8; 3]),
    /// The admin's own editor made this of a text that was handed to it, or why it did not.
    Composed(Result<String, String>),
    /// The terminal has another size, in cells.
    Resize { width: u16, height: u16 },
}

impl Event {
    /// A key that was pressed by itself.
    pub fn key(chord: Chord) -> Self {
        Self::Key { chord, press: Press::Fresh }
    }
}

/// Separates keys that a person pressed from keys that came in a burst.
#[derive(Debug, Default)]
pub struct Rhythm {
    last: Option<Instant>,
    along: bool,
}

impl Rhythm {
    /// Whether the last read was part of a burst.
    pub fn is_along(&self) -> bool {
        self.along
    }

    /// Marks the events of one read, which came at this instant; `among` other bytes, which were none, or alone. Bytes
    /// that say nothing count as much as keys: what follows them at once came along with them.
    pub fn mark(&mut self, events: &mut [Event], among: bool, at: Instant) {
        let soon = self.last.is_some_and(|last| at.saturating_duration_since(last) < APART);
        self.last = Some(at);
        self.along = soon || among || events.len() > 1;
        if self.along {
            for event in events {
                if let Event::Key { press: press @ Press::Fresh, .. } = event {
                    *press = Press::Burst;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;

    use super::*;

    fn presses(reads: &[(u64, usize)]) -> Vec<Press> {
        let (mut rhythm, start) = (Rhythm::default(), Instant::now());
        let marked = reads.iter().flat_map(|(at, keys)| {
            let mut events = vec![Event::key(Chord::key(KeyCode::Enter)); *keys];
            rhythm.mark(&mut events, false, start + Duration::from_millis(*at));
            events
        });
        let press = |event| match event {
            Event::Key { press, .. } => press,
            event => panic!("{event:?}"),
        };
        marked.map(press).collect()
    }

    #[test]
    fn a_key_is_meant_where_it_comes_alone_and_not_too_soon() {
        use Press::{Burst, Fresh};
        assert_eq!(presses(&[(0, 1), (60, 1), (119, 1), (178, 1), (238, 1)]), [Fresh, Fresh, Burst, Burst, Fresh]);
        assert_eq!(presses(&[(0, 2), (100, 1)]), [Burst, Burst, Fresh], "what is read at once was typed ahead");
    }

    #[test]
    fn what_the_terminal_calls_held_stays_held_and_a_paste_is_no_key() {
        let (mut rhythm, at) = (Rhythm::default(), Instant::now());
        let chord = Chord::key(KeyCode::Enter);
        let mut held = [Event::Key { chord, press: Press::Held }];
        rhythm.mark(&mut held, false, at);
        rhythm.mark(&mut held, false, at);
        assert_eq!(held, [Event::Key { chord, press: Press::Held }]);
        let mut paste = [Event::Paste("x".into())];
        rhythm.mark(&mut paste, false, at + Duration::from_millis(100));
        let mut enter = [Event::key(chord)];
        rhythm.mark(&mut enter, false, at + Duration::from_millis(110));
        assert_eq!(enter, [Event::Key { chord, press: Press::Burst }], "a line break that followed the paste");
    }
}
