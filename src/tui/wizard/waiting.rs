//! Waiting for the Platform: the order has gone out, and is followed.
//!
//! ```text
//!    The platform is asked to release Order to Cash.
//!    waiting for the platform: 3 of 64
//!
//!    The release goes on when you stop watching. How it ended is said then,
//!    too, and stands in Activity.
//!
//!                                                           [ Stop Watching ]
//! ```

use ratatui::{buffer::Buffer, layout::Rect, style::Style, text::Line, widgets::Widget};

use super::{Wizard, frame};
use crate::{
    text::wrap,
    tui::{
        command::{Command, Commands},
        keys::{Action, Availability},
        layout::{Split, Track},
        look::Look,
        widget::{Button, Buttons, Tone},
    },
};

/// What whoever leaves is told.
const GOES_ON: &str = "the release goes on; how it ended will be said, and stands in Activity";

/// The button: nothing is finished yet.
pub(super) const STOP_WATCHING: &str = "Stop Watching";

/// Whether an action makes sense now.
pub(super) fn availability(action: Action) -> Availability {
    match action {
        Action::Quit | Action::Filter | Action::CopyId | Action::CopyCommand | Action::AddToAccountGroup => {
            Availability::Hidden
        }
        _ => Availability::Available,
    }
}

/// Carries out an action.
pub(super) fn act(action: Action) -> Commands {
    match action {
        Action::Finish => vec![Command::EndWizard, Command::Hint(Tone::Info, GOES_ON.to_owned())],
        _ => vec![],
    }
}

pub(super) fn draw(look: &Look, wizard: &Wizard, area: Rect, buf: &mut Buffer) {
    let body = frame::draw(look, wizard, area, buf);
    let buttons = [Button::new(STOP_WATCHING).primary()];
    let buttons = Buttons::new(look.theme, &buttons, Some(0));
    let [text, row] = Split::vertical([Track::Fill(1), Track::Length(buttons.height(body.width))]).areas(body);
    let step = wizard.progress.as_ref().and_then(crate::engine::Progress::step);
    let step = step.map_or_else(|| "asking the platform".to_owned(), |step| step.to_string());
    let name = &wizard.draft.proposal.view.pack.name;
    let styles = &look.theme.styles;
    let lines = [
        (format!("The platform is asked to release {name}."), Style::new()),
        (step, styles.pending),
        (String::new(), Style::new()),
        (
            "The release goes on when you stop watching. How it ended is said then, too, and stands in Activity."
                .to_owned(),
            styles.quiet,
        ),
    ];
    let room = usize::from(text.width.saturating_sub(2));
    let lines = lines.iter().flat_map(|(line, style)| {
        let wrapped = if line.is_empty() { vec![String::new()] } else { wrap(line, room) };
        wrapped.into_iter().map(|line| Line::styled(line, *style))
    });
    let top = text.y + u16::from(text.height > 12);
    for (line, y) in lines.zip(top..text.bottom()) {
        buf.set_line(text.x + 1, y, &line, text.width.saturating_sub(1));
    }
    (&buttons).render(row, buf);
}
