//! The question before what was entered is forgotten.

use super::question::QuestionDialog;
use crate::{engine::LEAVE, tui::command::Command};

const LEAVE_DIALOG: &str = "Leave the dialog?";

/// Asks whether the wizard is to be left; it may look like a dialog.
pub(in crate::tui) fn leave_wizard(is_dialog: bool) -> QuestionDialog {
    let [wizard, lost] = LEAVE;
    leave(if is_dialog { LEAVE_DIALOG } else { wizard }, lost, || Command::EndWizard)
}

/// Asks whether the dialog behind the question is to be left.
pub(in crate::tui) fn leave_dialog() -> QuestionDialog {
    let lost = "Nothing has been changed. What you entered will be forgotten.";
    leave(LEAVE_DIALOG, lost, || Command::CloseFront)
}

fn leave(title: &str, lost: &str, does: fn() -> Command) -> QuestionDialog {
    QuestionDialog::new(title.to_owned(), lost.to_owned(), None, ["Stay", "Leave"], move || {
        vec![Command::Close, does()]
    })
}
