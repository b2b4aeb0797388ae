//! What a chord changes in a text field. Not actions: every terminal user's fingers know these, and none is rebound.

use crossterm::event::KeyCode;

use super::Chord;
use crate::tui::widget::Edit;

/// The edit that a chord is in a text field; `None` where it is none, as Enter and Esc are.
pub fn edit(chord: Chord) -> Option<Edit> {
    if let Some(c) = chord.printable() {
        return Some(Edit::Insert(c.to_string()));
    }
    let by_word = chord.ctrl() || chord.alt();
    Some(match (chord.code(), by_word) {
        (KeyCode::Enter, true) => Edit::Insert("\n".into()),
        (KeyCode::Char('j'), _) if chord.ctrl() => Edit::Insert("\n".into()),
        (KeyCode::Left, false) => Edit::Left,
        (KeyCode::Right, false) => Edit::Right,
        (KeyCode::Left, true) => Edit::WordLeft,
        (KeyCode::Right, true) => Edit::WordRight,
        (KeyCode::Home, _) => Edit::Start,
        (KeyCode::End, _) => Edit::End,
        (KeyCode::Backspace, false) => Edit::DeleteBefore,
        (KeyCode::Delete, false) => Edit::DeleteAfter,
        (KeyCode::Backspace, true) => Edit::DeleteWordBefore,
        (KeyCode::Delete, true) => Edit::DeleteWordAfter,
        (KeyCode::Char('b'), _) if chord.alt() => Edit::WordLeft,
        (KeyCode::Char('f'), _) if chord.alt() => Edit::WordRight,
        (KeyCode::Char('d'), _) if chord.alt() => Edit::DeleteWordAfter,
        (KeyCode::Char('a'), _) if chord.ctrl() => Edit::Start,
        (KeyCode::Char('e'), _) if chord.ctrl() => Edit::End,
        (KeyCode::Char('h'), _) if chord.ctrl() => Edit::DeleteBefore,
        (KeyCode::Char('w'), _) if chord.ctrl() => Edit::DeleteWordBefore,
        (KeyCode::Char('u'), _) if chord.ctrl() => Edit::DeleteToStart,
        (KeyCode::Char('k'), _) if chord.ctrl() => Edit::DeleteToEnd,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_inserts_and_commands_do_not() {
        let edit = |text: &str| edit(text.parse().unwrap());
        assert_eq!(edit("D"), Some(Edit::Insert("D".into())));
        assert_eq!(edit("space"), Some(Edit::Insert(" ".into())));
        assert_eq!(edit("ctrl-left"), Some(Edit::WordLeft));
        assert_eq!(edit("alt-backspace"), Some(Edit::DeleteWordBefore));
        assert_eq!(edit("ctrl-w"), Some(Edit::DeleteWordBefore));
        assert_eq!(edit("ctrl-j"), Some(Edit::Insert("\n".into())), "a line break, where there may be one");
        for command in ["enter", "esc", "tab", "up", "ctrl-c", "ctrl-p", "ctrl-z", "ctrl-l"] {
            assert_eq!(edit(command), None, "{command}");
        }
    }
}
