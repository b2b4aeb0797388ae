//! Copies a text to the clipboard by OSC 52, which works through ssh. The terminal does not answer, so the screens can
//! only say which way the text went.

use crossterm::{Command, clipboard::CopyToClipboard};

/// The longest sequence that GNU screen passes on, in bytes. It drops longer ones.
const SCREEN_TAKES: usize = 240;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Clipboard {
    /// The terminal is asked.
    #[default]
    Terminal,
    /// tmux is between: it gets the request itself, and passes it on.
    Tmux,
    /// GNU screen is between, and passes the request on.
    Screen,
    /// The terminal gives programs no access to a clipboard.
    None,
}

impl Clipboard {
    /// By what the environment says of the terminal.
    pub fn of_environment() -> Self {
        Self::of(|name| std::env::var(name).unwrap_or_default())
    }

    fn of(variable: impl Fn(&str) -> String) -> Self {
        let term = variable("TERM");
        if !variable("TMUX").is_empty() {
            return Self::Tmux;
        }
        if !variable("STY").is_empty() {
            return Self::Screen;
        }
        // Consoles have no clipboard. The other terminals are known not to let programs write to it.
        let old_vte = variable("VTE_VERSION").parse().is_ok_and(|version: u32| version < 7600);
        let without = matches!(term.as_str(), "linux" | "cons25" | "dumb") || term.starts_with("vt");
        if without || old_vte || variable("TERM_PROGRAM") == "Apple_Terminal" { Self::None } else { Self::Terminal }
    }

    /// Which way a text goes, in words; none where there is no way.
    pub const fn way(self) -> Option<&'static str> {
        match self {
            Self::Terminal => Some("through the terminal"),
            Self::Tmux => Some("through tmux"),
            Self::Screen => Some("through screen"),
            Self::None => None,
        }
    }

    /// The bytes that put a text there.
    pub(super) fn sequence(self, text: &str) -> String {
        let mut asked = String::new();
        // Writing to a string can't fail.
        let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut asked);
        match self {
            Self::Terminal => asked,
            // A setting of tmux decides which of the two it accepts.
            Self::Tmux => format!("{asked}\x1bPtmux;{}\x1b\\", asked.replace('\x1b', "\x1b\x1b")),
            Self::Screen => {
                let parts: Vec<_> = asked.as_bytes().chunks(SCREEN_TAKES).map(String::from_utf8_lossy).collect();
                format!("\x1bP{}\x1b\\", parts.join("\x1b\\\x1bP"))
            }
            Self::None => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(set: &[(&str, &str)]) -> Clipboard {
        Clipboard::of(|name| {
            set.iter().find(|(is, _)| *is == name).map(|(_, value)| (*value).to_owned()).unwrap_or_default()
        })
    }

    #[test]
    fn the_way_goes_by_what_stands_between() {
        assert_eq!(of(&[("TERM", "xterm-256color")]), Clipboard::Terminal);
        assert_eq!(of(&[("TERM", "screen-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")]), Clipboard::Tmux);
        assert_eq!(of(&[("TERM", "screen"), ("STY", "1.pts-0.desk")]), Clipboard::Screen);
        assert_eq!(of(&[("TERM", "linux")]), Clipboard::None);
        assert_eq!(of(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")]), Clipboard::None);
        assert_eq!(of(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7006")]), Clipboard::None);
        assert_eq!(of(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7802")]), Clipboard::Terminal);
    }

    #[test]
    fn what_stands_between_is_to_hand_it_on() {
        let asked = Clipboard::Terminal.sequence("abc");
        assert!(asked.starts_with("\x1b]52;c;YWJj"), "{asked:?}");
        let tmux = Clipboard::Tmux.sequence("abc");
        assert!(
            tmux.starts_with(&format!("{asked}\x1bPtmux;\x1b\x1b]52;c;YWJj")) && tmux.ends_with("\x1b\\"),
            "{tmux:?}"
        );
        let screen = Clipboard::Screen.sequence(&"long ".repeat(200));
        assert!(screen.split("\x1b\\").all(|part| part.len() <= SCREEN_TAKES + 2), "{screen:?}");
    }
}
