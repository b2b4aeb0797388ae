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
    engine::{Outcome, SAME_COMMAND, command_lines},
    text::{fit_line, wrap},
    tui::{
        command::{Commands, copied},
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
        Action::CopyCommand => copied(wizard.outcome.as_ref().map(|outcome| outcome.command.clone())),
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
            let seen = wizard.success.seen(lines.len(), height);
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
