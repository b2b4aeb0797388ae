//! What will happen, and to whom: the right-hand side of step 2.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, text::Line};

use super::update;
use crate::{
    engine::{Review, SAME_COMMAND, WHAT_WILL_HAPPEN, command_lines},
    text::wrap,
    tui::{changes, look::Look, wizard::Wizard},
};

/// Draws the review; `brief` counts the changes instead of listing them.
pub(super) fn draw(look: &Look, wizard: &Wizard, brief: bool, area: Rect, buf: &mut Buffer) {
    let (room, height) = (usize::from(area.width), usize::from(area.height));
    let review = wizard.draft.review(wizard.when());
    let consequences = consequences(look, wizard, &review, room);
    let mut lines = Vec::new();
    if brief && wizard.is_dialog() {
        lines.extend(prose(&review.headline, room, Style::new()));
        // No step before this one has shown them.
        let left = height.saturating_sub(lines.len() + consequences.len());
        if wizard.draft.selection.counts().changed() <= left {
            lines.extend(changes::lines(look.theme, &wizard.draft.selection.changes(), room, left));
        } else {
            lines.extend(prose(&wizard.draft.selection.counts().to_string(), room, Style::new()));
        }
    } else if brief {
        lines.extend(prose(&review.headline, room, Style::new()));
        lines.extend(prose(&wizard.draft.selection.counts().to_string(), room, Style::new()));
        // The counts stand in step 1, too; what is to be known before goes first.
        lines.truncate(height.saturating_sub(consequences.len()));
    } else {
        lines.push(Line::styled(WHAT_WILL_HAPPEN, look.theme.styles.heading));
        lines.extend(prose(&review.headline, room, Style::new()));
        let left = height.saturating_sub(lines.len() + consequences.len() + 1);
        lines.extend(changes::lines(look.theme, &wizard.draft.selection.changes(), room, left));
        lines.push(Line::default());
    }
    lines.extend(consequences);
    let command = command(look, wizard, room);
    if lines.len() + command.len() <= height && command.iter().all(|line| line.width() <= room) {
        lines.extend(command);
    }
    if lines.len() > height {
        lines.truncate(height.saturating_sub(1));
        lines.push(Line::styled("…", look.theme.styles.quiet));
    }
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x, y, line, area.width);
    }
}

fn prose(text: &str, room: usize, style: Style) -> Vec<Line<'static>> {
    wrap(text, room).into_iter().map(|line| Line::styled(line, style)).collect()
}

/// When it takes effect, who gets it, and what to know before; what a date must look like where it is none.
fn consequences(look: &Look, wizard: &Wizard, review: &Review, room: usize) -> Vec<Line<'static>> {
    let styles = &look.theme.styles;
    let mut lines = Vec::new();
    // Step 1 lets nothing through that can't be released, but after a conflict it may have become so.
    if let Err(refusal) = wizard.draft.selection.check() {
        return prose(&refusal.to_string(), room, styles.error);
    }
    if let Some(Err(refusal)) = wizard.schedule.date() {
        lines.extend(prose(&refusal.with_hint(), room, styles.error));
    }
    lines.extend(review.warnings.iter().flat_map(|text| prose(&format!("! {text}"), room, styles.warning)));
    let mut window = review.window.iter();
    if let Some(first) = window.next() {
        let mark = look.theme.glyphs.scheduled;
        lines.extend(prose(&format!("{mark} {first}"), room, styles.pending));
        lines.extend(window.flat_map(|line| prose(&format!("  {line}"), room, styles.quiet)));
    }
    lines.extend(review.delivery.iter().flat_map(|text| prose(text, room, Style::new())));
    lines
}

/// The command that does the same.
fn command(look: &Look, wizard: &Wizard, room: usize) -> Vec<Line<'static>> {
    let Some(command) = update::command(wizard) else { return vec![] };
    let styles = &look.theme.styles;
    let mut lines = vec![Line::default(), Line::styled(SAME_COMMAND, styles.quiet)];
    let command = command_lines(&command, room.saturating_sub(2));
    lines.extend(command.into_iter().map(|line| Line::styled(format!("  {line}"), styles.quiet)));
    lines
}
