//! The marks that stand beside colours, in Unicode and in ASCII; each as wide in one set as in the other.

use ratatui::symbols::border;

/// Declares the two sets once, side by side.
macro_rules! glyphs {
    ($($(#[doc = $doc:literal])* $name:ident: $unicode:literal, $ascii:literal;)+) => {
        /// A mark for each state. One cell each, except where said.
        #[derive(Debug)]
        pub struct Glyphs {
            $($(#[doc = $doc])* pub $name: &'static str,)+
            /// The frame of dialogs and drop-downs.
            pub border: border::Set<'static>,
        }

        pub(super) static UNICODE: Glyphs = Glyphs { $($name: $unicode,)+ border: border::PLAIN };
        pub(super) static ASCII: Glyphs = Glyphs { $($name: $ascii,)+ border: ASCII_BORDER };

        /// ASCII for marks and typography that prose may hold; `None` where a symbol stays as it is.
        pub(super) fn plain(symbol: &str) -> Option<&'static str> {
            if symbol.is_ascii() {
                return None;
            }
            match symbol {
                "–" | "•" => Some("-"),
                "→" | "›" => Some(">"),
                "’" => Some("'"),
                "“" | "”" => Some("\""),
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
    /// A folder that doesn't show what it holds; an open one has the mark of a drop-down.
    closed: "▸", ">";
    /// Has something to release.
    releasable: "●", "*";
    scheduled: "◷", "@";
    /// Marked: what follows is for all that are.
    marked: "◆", "#";
    /// Sorted with the smallest first; also: to a newer version.
    up: "▲", "^";
    /// Sorted with the largest first; also: to an older version.
    down: "▼", "v";
    /// New.
    added: "+", "+";
    /// Removed, or not to be chosen.
    removed: "✕", "x";
    unchanged: "=", "=";
    done: "✓", "v";
    /// A step still ahead.
    ahead: "○", "o";
    /// Opens a drop-down.
    drop_down: "▾", "v";
    /// Nothing there.
    none: "—", "-";
    /// Between facts on one line.
    dot: "·", "-";
    /// What a cut text ends with.
    ellipsis: "…", "~";
    /// A horizontal rule.
    rule: "─", "-";
    /// Something to know.
    warning: "!", "!";
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
    /// Whether this is the ASCII set.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.bar.is_ascii()
    }
}
