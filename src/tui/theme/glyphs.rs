//! The marks that stand beside colours, in Unicode and in ASCII; each as wide in one set as in the other.

use ratatui::symbols::border;

/// Declares the two sets once, side by side.
macro_rules! glyphs {
    ($($(#[doc = $doc:literal])* $name:ident: $unicode:literal, $ascii:literal;)+) => {
        /// A mark for each state. One cell each, except where said.
        #[derive(Debug)]
        pub struct Glyphs {
            $($(#[doc = $doc])* pub $name: &'static str,)+
            /// A horizontal rule.
            pub rule: &'static str,
            /// The frame of dialogs and drop-downs.
            pub border: border::Set<'static>,
        }

        pub(super) static UNICODE: Glyphs = Glyphs { $($name: $unicode,)+ rule: "─", border: border::PLAIN };
        pub(super) static ASCII: Glyphs = Glyphs { $($name: $ascii,)+ rule: "-", border: ASCII_BORDER };

        impl Glyphs {
            /// Every mark; rules and frames are none.
            pub fn all(&self) -> impl Iterator<Item = &'static str> {
                [$(self.$name,)+].into_iter()
            }
        }

        /// ASCII for a mark that prose holds.
        fn plain_mark(symbol: &str) -> Option<&'static str> {
            match symbol {
                $($unicode => Some($ascii),)+
                _ => None,
            }
        }
    };
}

glyphs! {
    /// The selection bar, left of a selected row or focused control.
    bar: "▌", ">";
    /// A radio button that is on; three cells.
    radio_on: "(•)", "(*)";
    /// A radio button that is off; three cells.
    radio_off: "( )", "( )";
    /// A check box that is on; three cells.
    check_on: "[x]", "[x]";
    /// A check box that is off; three cells.
    check_off: "[ ]", "[ ]";
    /// Some below it are checked, others not. Three cells.
    check_some: "[-]", "[-]";
    /// Doesn't show what it holds.
    closed: "▸", "}";
    /// What it holds stands below it, or will.
    drop_down: "▾", "_";
    /// Has something to release.
    releasable: "●", "*";
    scheduled: "◷", "@";
    /// Waits for the approval of others.
    waiting: "◐", "?";
    /// Marked: what follows is for all that are.
    marked: "◆", "&";
    /// The column that rows are sorted by, the smallest first.
    sorted: "△", "<";
    /// To a newer version.
    up: "▲", "^";
    /// To an older version.
    down: "▼", "v";
    /// New.
    added: "+", "+";
    /// Gone.
    removed: "−", "-";
    /// Another than before, where none of both is newer.
    modified: "≠", "%";
    unchanged: "=", "=";
    done: "✓", "Y";
    /// Can't be done, or could not.
    refused: "✕", "x";
    /// The step at hand.
    at_hand: "◉", "#";
    /// A step still ahead.
    ahead: "○", "o";
    /// The date that is chosen.
    chosen: "•", ":";
    today: "◦", "'";
    /// A date on which nothing is released.
    frozen: "■", "/";
    /// Nothing there.
    none: "—", ".";
    /// What a cut text ends with.
    ellipsis: "…", "~";
    /// Something to know before going on.
    warning: "!", "!";
    /// News.
    info: "i", "i";
}

/// ASCII for the typography and the marks that prose may hold; `None` where a symbol stays as it is.
pub(super) fn plain(symbol: &str) -> Option<&'static str> {
    match symbol {
        _ if symbol.is_ascii() => None,
        "–" | "—" | "•" | "─" => Some("-"),
        "·" => Some("|"),
        "→" | "›" => Some(">"),
        "’" => Some("'"),
        "“" | "”" => Some("\""),
        _ => plain_mark(symbol),
    }
}

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Glyphs {
    pub fn is_ascii(&self) -> bool {
        self.bar.is_ascii()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::text::width;

    #[test]
    fn every_mark_means_one_thing() {
        for glyphs in [&UNICODE, &ASCII] {
            let different: HashSet<&str> = glyphs.all().collect();
            assert_eq!(different.len(), glyphs.all().count(), "{glyphs:?}");
            let caseless: HashSet<String> = glyphs.all().map(str::to_lowercase).collect();
            assert_eq!(caseless.len(), different.len(), "{glyphs:?}");
        }
        assert!(ASCII.all().all(str::is_ascii));
        for (mark, ascii) in UNICODE.all().zip(ASCII.all()) {
            assert_eq!((width(mark), width(ascii)), (ascii.len(), ascii.len()), "{mark} {ascii}");
        }
    }
}
