//! The pages.
//!
//! A page keeps its selection, filter and sort column, and asks the worker for what it shows. It knows no rules: the
//! domain decides whether a key is on. The header is common to all pages.

mod account_groups;
mod accounts;
mod activity;
mod browser;
mod components;
pub(super) mod header;
mod integration_packs;
mod landing;
mod list;
mod schedule;

use std::{any::Any, borrow::Cow};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Span,
};

pub use self::{
    account_groups::AccountGroupsPage, accounts::AccountsPage, activity::ActivityPage, components::ComponentsPage,
    integration_packs::IntegrationPacksPage, schedule::SchedulePage,
};
use super::{
    command::{Command, Commands},
    keys::{Action, Availability, Scope},
    look::{Context, Look},
    widget::{Edit, Tone},
};
use crate::engine::ScheduleStatus;

/// What every page can do.
pub trait PageState: Any {
    /// The scopes of what has the focus, the innermost first.
    fn scopes(&self) -> Vec<Scope>;

    /// Whether an action makes sense now.
    fn availability(&self, action: Action, context: &Context) -> Availability;

    /// What the footer calls an action, where another word says more than its label.
    fn label(&self, _: Action) -> Option<Cow<'static, str>> {
        None
    }

    /// Carries out an action.
    fn act(&mut self, action: Action, context: &Context) -> Commands;

    /// Edits the filter; the best match is selected while typing.
    fn edit(&mut self, edit: &Edit, context: &Context) -> Commands;

    /// Asks for what it shows beside the workspace.
    fn ask(&self) -> Commands;

    /// Draws it; returns where the terminal's cursor goes.
    fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position>;
}

/// Carries out an action; one that is off says why.
pub(super) fn press(page: &mut dyn PageState, action: Action, context: &Context) -> Commands {
    match page.availability(action, context) {
        Availability::Unavailable(why) => vec![Command::Notify(Tone::Warning, why.into_owned())],
        // Where the Release button is absent, its key says why.
        Availability::Hidden if action != Action::Release => vec![],
        Availability::Hidden | Availability::Available => page.act(action, context),
    }
}

fn status_mark(look: &Look, status: ScheduleStatus) -> Span<'static> {
    let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
    match status {
        ScheduleStatus::Ahead | ScheduleStatus::Due => Span::styled(glyphs.scheduled, styles.pending),
        ScheduleStatus::Blocked => Span::styled(glyphs.refused, styles.danger),
        ScheduleStatus::Overdue => Span::styled(glyphs.warning, styles.danger),
    }
}
