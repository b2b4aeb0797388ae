//! What will happen, and to whom: the right-hand side of step 2.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, text::Line};

use super::update;
use crate::{
    engine::{Review, SAME_COMMAND, WHAT_WILL_HAPPEN, command_lines},
    text::wrap,
    tui::{changes, look::Look, wizard::Wizard},
};

/// Lines that the review takes beside its headline and what is to be known before: its title, a line of air, and three
/// for the changes.
const AROUND: usize = 5;

/// Draws the review, in little room as one text that scrolls; else only the changes scroll, and what is to be known
/// before stands below them.
pub(super) fn draw(look: &Look, wizard: &Wizard, brief: bool, area: Rect, buf: &mut Buffer) {
    let (room, height) = (usize::from(area.width), usize::from(area.height));
    let review = wizard.draft.review(wizard.when());
    let consequences = consequences(look, wizard, &review, room);
    let (state, headline) = (&wizard.schedule, prose(&review.headline, room, Style::new()));
    let brief = brief || headline.len() + consequences.len() + AROUND > height;
    let mut lines = if brief {
        let (lines, must) = in_one(look, wizard, headline, consequences, area);
        let lines = state.review.part(lines, height, look.theme.styles.quiet);
        state.unread.set(state.review.end() < must);
        lines
    } else {
        state.unread.set(false);
        let mut lines = vec![Line::styled(WHAT_WILL_HAPPEN, look.theme.styles.heading)];
        lines.extend(headline);
        let left = height.saturating_sub(lines.len() + consequences.len() + 1);
        lines.extend(changes::part(look.theme, &wizard.draft.selection.changes(), room, left, &state.review));
        lines.push(Line::default());
        lines.extend(consequences);
        lines
    };
    let command = command(look, wizard, room);
    if lines.len() + command.len() <= height && command.iter().all(|line| line.width() <= room) {
        lines.extend(command);
    }
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x, y, line, area.width);
    }
}

/// All of it as one text, and how many of its lines must be read before anything is decided: what to know before, and
/// in the dialog, where no step before has shown them, the changes.
fn in_one(
    look: &Look,
    wizard: &Wizard,
    headline: Vec<Line<'static>>,
    consequences: Vec<Line<'static>>,
    area: Rect,
) -> (Vec<Line<'static>>, usize) {
    let (room, height) = (usize::from(area.width), usize::from(area.height));
    let (changes, unchanged) = changes::all(look.theme, &wizard.draft.selection.changes(), room);
    let mut lines = headline;
    if wizard.is_dialog() {
        lines.extend(changes.into_iter().chain(changes::staying(look.theme, unchanged)).chain(consequences));
        let must = lines.len();
        return (lines, must);
    }
    lines.extend(prose(&wizard.draft.selection.counts().to_string(), room, Style::new()));
    // Step 1 has shown what changes: it goes first where what is to be known before fills the room.
    lines.truncate(height.saturating_sub(consequences.len()));
    lines.extend(consequences);
    let must = lines.len();
    if must != height {
        lines.extend(changes);
    }
    (lines, must)
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
    let reason = Some(wizard.schedule.reason()).filter(|reason| !reason.is_empty());
    let judged = wizard.when().and_then(|when| match wizard.draft.judge(when, reason.as_deref()) {
        Ok(overrides) => overrides.map(|overrides| overrides.warning()),
        Err(refusal) => Some(format!("! {}", refusal.with_hint())),
    });
    lines.extend(judged.iter().flat_map(|text| prose(text, room, styles.warning)));
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
