//! Meanings without colour: modifiers alone, for `--theme mono`, `NO_COLOR` and `--color never`.

use ratatui::style::{Modifier, Style};

use super::Styles;

/// Reverse for focus and selection, bold for what matters, dim for what can't be had; glyphs say the rest.
pub(super) fn styles() -> Styles {
    let plain = Style::new();
    let bold = plain.add_modifier(Modifier::BOLD);
    let dim = plain.add_modifier(Modifier::DIM);
    let reversed = plain.add_modifier(Modifier::REVERSED);
    Styles {
        selected: reversed,
        selected_idle: bold,
        accent: bold,
        button_focused: reversed,
        primary: bold,
        heading: bold,
        quiet: dim,
        unavailable: dim,
        key: bold,
        pending: plain,
        upgrade: plain,
        rollback: bold,
        added: plain,
        removed: plain,
        danger: bold,
        success: bold,
        warning: bold,
        error: bold,
        behind: dim,
    }
}
