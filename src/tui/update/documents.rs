//! What answers about documents do to the model.

use super::{Effects, renew};
use crate::tui::{
    dialog::documents::{Dialog, front},
    model::Model,
    widget::Tone,
    worker::documents::Told,
};

/// Hears an answer.
pub(in crate::tui) fn hear(model: &mut Model, told: Told) -> Effects {
    match told {
        Told::Planned(planned) => {
            if let Some(Dialog::Import(state)) = front(model) {
                state.planned(planned);
            }
            vec![]
        }
        Told::Imported(Ok((report, overview))) => {
            model.layers.pop();
            model.tell(Tone::Success, report.told("imported"));
            renew(model, overview)
        }
        Told::Imported(Err(error)) => {
            if let Some(Dialog::Import(state)) = front(model) {
                state.refuse(&error);
            }
            vec![]
        }
        Told::Exported(Ok(text)) => {
            model.layers.pop();
            model.tell(Tone::Success, text);
            vec![]
        }
        Told::Exported(Err(error)) => {
            if let Some(Dialog::Export(state)) = front(model) {
                state.refuse(&error);
            }
            vec![]
        }
    }
}
