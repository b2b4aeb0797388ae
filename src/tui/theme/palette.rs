//! Meanings in colour.

use ratatui::style::{Color, Modifier, Style};

use super::Styles;

const ACCENT: Color = Color::Cyan;
const PENDING: Color = Color::Magenta;
const DANGER: Color = Color::Red;
const GOOD: Color = Color::Green;

/// One accent for focus and selection, one colour for what is pending, one for danger, one for what is well.
pub(super) fn styles() -> Styles {
    let plain = Style::new();
    let bold = plain.add_modifier(Modifier::BOLD);
    let dim = plain.add_modifier(Modifier::DIM);
    Styles {
        selected: bold.fg(ACCENT),
        selected_idle: bold,
        accent: plain.fg(ACCENT),
        button_focused: bold.add_modifier(Modifier::REVERSED),
        primary: bold.fg(ACCENT),
        heading: bold,
        quiet: dim,
        unavailable: dim,
        key: plain.fg(ACCENT),
        pending: plain.fg(PENDING),
        upgrade: plain.fg(GOOD),
        rollback: bold.fg(PENDING),
        added: plain.fg(GOOD),
        removed: plain.fg(DANGER),
        danger: bold.fg(DANGER),
        success: bold.fg(GOOD),
        warning: bold.fg(PENDING),
        error: plain.fg(DANGER),
    }
}
