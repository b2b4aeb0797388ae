//! What answers about components and their versions do to the model.

use super::{Effects, failed, heard, renew};
use crate::{
    engine::EngineError,
    tui::{
        dialog::{self, Layer},
        model::Model,
        widget::Tone,
        worker::components::Told,
    },
};

/// Hears an answer.
pub(in crate::tui) fn hear(model: &mut Model, told: Told) -> Effects {
    match told {
        Told::Entries(entries) => model.components.list(entries),
        Told::Some(Ok(components)) => model.components.know(components),
        Told::Some(Err(error)) => failed(model, "read the components", &error),
        Told::One(told) => heard(model, "read the component", told, |model, view| model.components.show(view)),
        Told::Packaging(told) => heard(model, "package the component", told, |model, packaging| {
            model.layers.push(dialog::components::package(packaging));
        }),
        Told::Details(told) => {
            heard(model, "show the details", told, |model, details| model.layers.push(Layer::details(details)))
        }
        Told::Compared(told) => heard(model, "compare the versions", told, dialog::components::compare),
        Told::Done(_, Ok((done, overview))) => {
            dialog::components::close(model);
            if let Some((component, version)) = done.made {
                model.components.select_next(component, version);
            }
            model.tell(Tone::Success, done.text);
            renew(model, overview)
        }
        Told::Done(doing, Err(error)) => did_not(model, doing, &error),
    }
}

/// Says why not: in the dialog that asked for it, where it is a refusal that can be mended there.
fn did_not(model: &mut Model, doing: &str, error: &EngineError) -> Effects {
    let refused = dialog::components::answered(model);
    match (refused, error) {
        (Some(dialog), EngineError::Refused(refusal)) => {
            dialog.refuse(refusal.to_string());
            vec![]
        }
        _ => failed(model, doing, error),
    }
}
