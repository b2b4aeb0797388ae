//! The frame of a form: its title, and its buttons.

use crate::tui::widget::Button;

/// What stands around the controls of a form.
#[derive(Debug)]
pub(in crate::tui) struct Sheet<'a> {
    pub(super) title: &'a str,
    pub(super) danger: bool,
    pub(super) back: &'a str,
    pub(super) submit: Button<'a>,
}

impl<'a> Sheet<'a> {
    pub(in crate::tui) fn new(title: &'a str, submit: Button<'a>) -> Self {
        Self { title, danger: false, back: "Cancel", submit }
    }

    /// Something is lost: the frame says so, and the way back is called by what is kept.
    pub(in crate::tui) fn danger(self, back: &'a str) -> Self {
        Self { danger: true, back, ..self }
    }
}
