//! Releases several packs: one review, one schedule, one confirmation, and one result per pack.
//!
//! It keeps a selection for each pack and sends all of them to the engine as orders. A pack that is refused shows the
//! reason in its row and stops no other, unless all or nothing is asked for. The versions of one pack are chosen in the
//! wizard's first step, which opens in front and hands its selection back.

mod state;
mod update;
mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

pub use self::state::Several;
use self::state::Stage;
use super::{
    command::Commands,
    keys::{Action, Availability, Scope},
    look::{Context, Look},
    widget::Edit,
};

impl Several {
    /// The scopes of what has the focus, the innermost first.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self.stage {
            Stage::Review => self.review.scopes_in(Scope::ReviewPacks),
            Stage::Schedule => self.schedule.scopes_in(Scope::SelectReleaseSchedule),
            Stage::Results => vec![Scope::Success],
        }
    }

    /// Whether an action makes sense now.
    pub(super) fn availability(&self, action: Action, context: &Context) -> Availability {
        update::availability(self, action, context)
    }

    /// Carries out an action.
    pub(super) fn act(&mut self, action: Action, context: &Context) -> Commands {
        update::act(self, action, context)
    }

    /// Edits the text field that has the focus.
    pub(super) fn edit(&mut self, edit: &Edit, context: &Context) {
        if self.stage == Stage::Schedule {
            self.schedule.edit(edit, context);
        }
    }

    /// Draws the step at hand; returns where the terminal's cursor goes.
    pub(super) fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, look, area, buf)
    }
}
