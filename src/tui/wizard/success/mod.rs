//! Success: what happened, when it takes effect, and the command that does the same.
//!
//! ```text
//!    ✓ Success
//!      Order to Cash is scheduled for Tue 1 Dec 2026.
//!
//!      Tue 1 Dec 2026, 00:00–01:00 EST           three zones
//!      06:00–07:00 CET (your time)
//!
//!      The same from the command line:
//!        ipack release "Order to Cash" --on 2026-12-01 \
//!          --set "Ledger Posting=2.1" --yes
//!
//!                                                                   [ Finish ]
//! ```
//!
//! What is longer than the screen scrolls.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};

use super::{Wizard, frame};
use crate::{
    engine::{Outcome, SAME_COMMAND},
    text::{fit_line, width, wrap},
    tui::{
        command::{Command, Commands},
        dialog::{Pick, pick},
        keys::{Action, Availability, Scope},
        layout::{Split, Track},
        look::Look,
        widget::{Button, Buttons},
    },
};

/// Carries out an action.
pub(super) fn act(wizard: &mut Wizard, action: Action) -> Commands {
    if let Some(motion) = action.motion() {
        wizard.success.step(motion);
    }
    match action {
        Action::Finish => wizard.leave(),
        Action::AddToAccountGroup => vec![pick(Pick::Groups(wizard.draft.proposal.view.pack.id.clone()))],
        Action::CopyId => wizard.outcome.iter().map(|outcome| Command::Copy(outcome.command.clone())).collect(),
        _ => vec![],
    }
}

/// Whether an action makes sense now.
pub(super) fn availability(wizard: &Wizard, action: Action) -> Availability {
    match action {
        Action::AddToAccountGroup if unshared(wizard) => Availability::Available,
        Action::AddToAccountGroup | Action::Quit | Action::Filter => Availability::Hidden,
        _ => Availability::Available,
    }
}

/// Whether the pack is shared with no account group, so that nobody can install it.
fn unshared(wizard: &Wizard) -> bool {
    wizard.outcome.as_ref().is_some_and(|outcome| outcome.reach.groups == 0)
}

/// Draws the screen.
pub(super) fn draw(look: &Look, wizard: &Wizard, area: Rect, buf: &mut Buffer) {
    let body = frame::draw(look, wizard, area, buf);
    let buttons = [Button::new("Finish").primary()];
    let buttons = Buttons::new(look.theme, &buttons, Some(0));
    let [text, row] = Split::vertical([Track::Fill(1), Track::Length(buttons.height(body.width))]).areas(body);
    if let Some(outcome) = &wizard.outcome {
        let air = u16::from(text.height > 12);
        let text =
            Rect { x: text.x + 1, y: text.y + air, width: text.width.saturating_sub(1), height: text.height - air };
        let (lines, height) = (lines(look, outcome, usize::from(text.width)), usize::from(text.height));
        let top = wizard.success.first(lines.len(), height);
        for (line, y) in lines.iter().skip(top).zip(text.top()..text.bottom()) {
            buf.set_line(text.x, y, &fit_line(line, usize::from(text.width)), text.width);
        }
        if lines.len() > height {
            let seen = format!("{}–{} of {}", top + 1, top + height, lines.len());
            buf.set_stringn(row.x + 1, row.y, seen, usize::from(row.width), look.theme.styles.quiet);
        }
    }
    (&buttons).render(row, buf);
}

fn lines(look: &Look, outcome: &Outcome, room: usize) -> Vec<Line<'static>> {
    let styles = &look.theme.styles;
    let room = room.saturating_sub(2);
    let indented = |text: &str, style: Style| -> Vec<Line<'static>> {
        wrap(text, room).into_iter().map(|line| Line::styled(format!("  {line}"), style)).collect()
    };
    let mut lines = vec![Line::from(vec![
        Span::styled(format!("{} ", look.theme.glyphs.done), styles.success),
        Span::styled("Success", styles.success),
    ])];
    lines.extend(indented(&outcome.happened(), Style::new()));
    lines.extend(indented(&outcome.counts().to_string(), styles.quiet));
    let style = if outcome.brought_forward.is_some() { styles.pending } else { styles.warning };
    lines.extend(outcome.instead_of().iter().flat_map(|text| indented(text, style)));
    lines.push(Line::default());
    lines.extend(
        outcome
            .zone_lines(look.overview.settings.scheduler_time_zone, look.overview.local_zone)
            .iter()
            .flat_map(|line| indented(line, styles.pending)),
    );
    lines.push(Line::default());
    lines.push(Line::raw(format!("  {SAME_COMMAND}")));
    lines.extend(
        command_lines(&outcome.command, room.saturating_sub(2))
            .into_iter()
            .map(|line| Line::styled(format!("    {line}"), styles.accent)),
    );
    if let Some(text) = outcome.next() {
        lines.push(Line::default());
        lines.extend(indented(&text, styles.warning));
        let key = look.key_of(&[Scope::Success], Action::AddToAccountGroup);
        let key = Span::styled(format!("    {key}"), styles.key);
        lines.push(Line::from(vec![key, Span::raw("  Add it to an account group now")]));
    }
    lines
}

/// A command broken between words, with the shell's `\` at the end of every line but the last, so that it can be
/// copied whole.
pub(super) fn command_lines(command: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for option in options(command) {
        match lines.last_mut() {
            Some(line) if width(line) + width(&option) + 3 <= room => {
                line.push(' ');
                line.push_str(&option);
            }
            Some(line) => {
                line.push_str(" \\");
                lines.push(format!("  {option}"));
            }
            None => lines.push(option),
        }
    }
    lines
}

/// The command's options, each with its value; what is quoted is never divided.
fn options(command: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut quote = None;
    for word in command.split_inclusive(' ') {
        let open = quote.is_some();
        for c in word.chars() {
            quote = match quote {
                None if matches!(c, '"' | '\'') => Some(c),
                Some(q) if q == c => None,
                other => other,
            };
        }
        match parts.last_mut() {
            Some(part) if open || !word.starts_with("--") => part.push_str(word),
            _ => parts.push(word.to_owned()),
        }
    }
    parts.iter().map(|part| part.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::command_lines;

    #[test]
    fn a_long_command_breaks_before_options_only() {
        let command = r#"ipack release "Order -- to Cash" --on 2026-12-01 --set "Ledger Posting=2.1" --yes"#;
        assert_eq!(
            command_lines(command, 50),
            [r#"ipack release "Order -- to Cash" --on 2026-12-01 \"#, r#"  --set "Ledger Posting=2.1" --yes"#,]
        );
        assert_eq!(command_lines("ipack release A --yes", 80), ["ipack release A --yes"]);
        assert!(command_lines(command, 0).len() > 1);
    }
}
