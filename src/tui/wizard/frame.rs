//! What every step shows above itself: the title, the pack, and where one is.

use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
    widgets::Widget,
};

use super::{Wizard, WizardStep};
use crate::{
    engine::Purpose,
    text::{fit, width},
    tui::{
        layout::{Split, Track},
        look::Look,
        widget::{Frame, Steps, inset, rule},
    },
};

/// Lines of the dialog beside those of the changes, and the fewest that it has, where the screen has them.
const AROUND_CHANGES: u16 = 16;
const LOWEST: u16 = 19;

/// Cells of the dialog at most.
const WIDEST: u16 = 96;

const LABELS: [&str; 3] = ["1 Select Versions", "2 Select Release Schedule", "Success"];

/// Draws the frame and answers where the step goes.
///
/// ```text
///  Release Integration Pack: Select Versions                        Order to Cash
///  ● 1 Select Versions ───── ○ 2 Select Release Schedule ───── ○ Success
///  ──────────────────────────────────────────────────────────────────────────────
/// ```
pub(super) fn draw(look: &Look, wizard: &Wizard, area: Rect, buf: &mut Buffer) -> Rect {
    if wizard.is_dialog() {
        return draw_dialog(look, wizard, area, buf);
    }
    let [title, steps, line, body] =
        Split::vertical([Track::Length(1), Track::Length(1), Track::Length(1), Track::Fill(1)]).areas(area);
    let job = wizard.draft.title();
    let (text, at) = match wizard.step {
        WizardStep::SelectVersions => (format!("{job}: Select Versions"), 0),
        WizardStep::SelectReleaseSchedule => (format!("{job}: Select Release Schedule"), 1),
        WizardStep::Waiting => (format!("{job}: Waiting for the Platform"), LABELS.len() - 1),
        WizardStep::Success => (job, LABELS.len()),
    };
    let title = inset(title);
    // The steps below say which one it is, so the pack's name comes before that; without them the title must say it.
    let has_steps = wizard.draft.purpose != Purpose::OneOfSeveral;
    let beside = width(&text) + 2 + width(&wizard.draft.proposal.view.pack.name) <= usize::from(title.width);
    let text = if beside {
        text
    } else if has_steps {
        wizard.draft.title()
    } else {
        "Select Versions".to_owned()
    };
    let text = text.as_str();
    buf.set_stringn(title.x, title.y, text, usize::from(title.width), look.theme.styles.heading);
    let room = usize::from(title.width).saturating_sub(width(text) + 2);
    let name = fit(&wizard.draft.proposal.view.pack.name, room);
    let right = title.right().saturating_sub(u16::try_from(width(&name)).unwrap_or(0));
    buf.set_stringn(right, title.y, &name, room, look.theme.styles.accent);
    if has_steps {
        (&Steps::new(look.theme, &LABELS, at)).render(inset(steps), buf);
    }
    rule(look.theme, inset(line), buf);
    inset(body)
}

/// The frame in Legacy deployment. Its height goes by what would be released, so that nothing moves as the options do.
///
/// ```text
/// ┌ Integration Pack Release · Order to Cash ──────────────────────────────────┐
/// ┌ Integration Pack Release: Roll Back to #4 · Order to Cash ─────────────────┐
/// ```
fn draw_dialog(look: &Look, wizard: &Wizard, area: Rect, buf: &mut Buffer) -> Rect {
    let title = format!("{} · {}", wizard.draft.title(), wizard.draft.proposal.view.pack.name);
    let changed = u16::try_from(wizard.draft.selection.counts().changed()).unwrap_or(u16::MAX);
    let height = changed.saturating_add(AROUND_CHANGES).max(LOWEST);
    let size = Size::new(area.width.saturating_sub(6).min(WIDEST), height);
    Frame::new(look.theme, title, size).draw(area, buf)
}
