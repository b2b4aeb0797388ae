//! What step 1 remembers beside the selection itself.

use crate::tui::{
    form::{Form, Step},
    keys::{Action, Scope},
    widget::Scroll,
};

/// The place of the table among the controls.
pub(super) const TABLE: usize = 0;

/// The buttons, in their order.
const BUTTONS: [Step; 3] = [Step::Leave, Step::Do(Action::ViewDetails), Step::Do(Action::NextStep)];

/// The step's state.
#[derive(Debug)]
pub(in crate::tui::wizard) struct State {
    pub(in crate::tui::wizard) table: Scroll,
    pub(in crate::tui::wizard) form: Form,
}

impl Default for State {
    fn default() -> Self {
        Self { table: Scroll::default(), form: Form::of_list(BUTTONS) }
    }
}

impl State {
    /// The scopes of what has the focus.
    pub(in crate::tui::wizard) fn scopes(&self) -> Vec<Scope> {
        self.form.scopes_in(Scope::SelectVersions)
    }
}
