//! What a dialog is.

use std::{any::Any, borrow::Cow, fmt};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Command, Commands, failed};
use crate::{
    engine::EngineError,
    tui::{
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Edit, Tone},
    },
};

/// A dialog. The one in front gets input first. To add one takes its own files and the place that opens it.
///
/// `update` does for all dialogs: it refuses actions that are off, with the reason; it asks before entered text is
/// lost; and it ignores keys while a change is on its way.
pub trait Dialog: Any {
    /// The scopes of what has the focus in it, the innermost first.
    fn scopes(&self) -> Vec<Scope>;

    /// Whether leaving would lose what was typed, checked or chosen in it.
    fn is_edited(&self) -> bool;

    /// Carries out an action.
    fn act(&mut self, action: Action, context: &Context) -> Commands;

    /// Draws it; returns where the terminal's cursor goes.
    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position>;

    /// Edits the text field that has the focus.
    fn edit(&mut self, edit: &Edit, context: &Context) {
        let _ = (edit, context);
    }

    /// Whether an action makes sense now.
    fn availability(&self, action: Action) -> Availability {
        let _ = action;
        Availability::Available
    }

    /// Another name for an action here, where the button has one; none for the usual name.
    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        let _ = action;
        None
    }

    /// Shows why something can't be done, in the dialog where it has a place for that.
    fn refuse(&mut self, why: String) -> Commands {
        vec![Command::Notify(Tone::Warning, why)]
    }

    /// Called when the change that it asked for was refused.
    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        match error {
            EngineError::Refused(refusal) => self.refuse(refusal.to_string()),
            _ => failed(doing, error),
        }
    }

    /// Asks again for what it shows, because the workspace has changed.
    fn renewed(&self) -> Commands {
        vec![]
    }
}

impl fmt::Debug for dyn Dialog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dialog")
    }
}
