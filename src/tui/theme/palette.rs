//! Meanings in colour.
//!
//! Colours are those of the 256 that terminals know by number, the same everywhere: the sixteen with names are whatever
//! the terminal makes of them, and no contrast can be promised for them.

use ratatui::style::{Color, Modifier, Style};

use super::Styles;

/// The colours of one theme, as numbers of the terminal's 256.
pub(super) struct Palette {
    accent: u8,
    pending: u8,
    rollback: u8,
    warning: u8,
    danger: u8,
    good: u8,
    /// For quiet things; the text's own colour made dim where there is none.
    quiet: Option<u8>,
}

/// For a terminal that does not say what its background is: every colour reads on black and on white.
pub(super) const EITHER: Palette =
    Palette { accent: 63, pending: 163, rollback: 98, warning: 130, danger: 160, good: 29, quiet: None };

pub(super) const DARK: Palette =
    Palette { accent: 44, pending: 213, rollback: 111, warning: 220, danger: 203, good: 114, quiet: Some(246) };

pub(super) const LIGHT: Palette =
    Palette { accent: 25, pending: 127, rollback: 57, warning: 94, danger: 160, good: 22, quiet: Some(241) };

/// For a black background of its own.
pub(super) const HIGH_CONTRAST: Palette =
    Palette { accent: 226, pending: 213, rollback: 159, warning: 214, danger: 217, good: 120, quiet: Some(252) };

/// One accent for focus and selection, and a colour for each thing that must not be mistaken for another.
pub(super) fn styles(palette: &Palette) -> Styles {
    let plain = Style::new();
    let bold = plain.add_modifier(Modifier::BOLD);
    let ink = |number| plain.fg(Color::Indexed(number));
    let strong = |number| bold.fg(Color::Indexed(number));
    let quiet = palette.quiet.map_or(plain.add_modifier(Modifier::DIM), ink);
    Styles {
        selected: strong(palette.accent),
        selected_idle: bold,
        accent: ink(palette.accent),
        button_focused: bold.add_modifier(Modifier::REVERSED),
        primary: strong(palette.accent),
        heading: bold,
        quiet,
        unavailable: quiet,
        key: ink(palette.accent),
        pending: ink(palette.pending),
        upgrade: ink(palette.good),
        rollback: strong(palette.rollback),
        added: ink(palette.good),
        removed: ink(palette.danger),
        danger: strong(palette.danger),
        success: strong(palette.good),
        warning: strong(palette.warning),
        error: ink(palette.danger),
        behind: quiet,
    }
}
