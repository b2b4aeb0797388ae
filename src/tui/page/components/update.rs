//! What keys do on the page.

use super::state::{Focus, ranked};
use crate::{
    domain::{ComponentId, Version},
    tui::{
        dialog,
        keys::{Action, Availability},
        model::Model,
        program::Effect,
        widget::{Edit, Tone},
        worker::{
            Request,
            components::{Ask, Verb, ask},
        },
    },
};

type Effects = Vec<Effect<Request>>;

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let page = &mut model.components;
    if action == Action::Filter {
        page.focus = Focus::List;
    }
    if page.focus == Focus::List && page.list.act(action, ranked(page.sort, page.entries.as_ref(), &page.known)) {
        return page.look();
    }
    if let Some(motion) = action.motion() {
        let rows = page.view.as_ref().map_or(0, |view| view.component.versions.len());
        page.table.step(motion, rows);
        return vec![];
    }
    match action {
        Action::Back => page.focus = Focus::List,
        Action::NextControl | Action::PreviousControl if page.focus == Focus::Table => page.focus = Focus::List,
        Action::NextControl | Action::PreviousControl | Action::Activate if page.view.is_some() => {
            page.focus = Focus::Table;
        }
        Action::Sort => return page.sort_next(),
        Action::CreateComponent => model.layers.push(dialog::components::create()),
        Action::PackageComponent => return about_component(model, Ask::Packaging),
        Action::ViewDetails => return about_version(model, Ask::Details),
        Action::CompareVersions => {
            return about_version(model, |component, to| Ask::Compare { component, from: None, to });
        }
        Action::RestoreVersion => return about_version(model, |id, version| Ask::Do(Verb::Restore(id, version))),
        Action::DeleteVersion => delete(model),
        Action::CopyId => return copy_id(model),
        _ => {}
    }
    vec![]
}

/// Edits the filter; the best match is selected while typing.
pub(in crate::tui) fn edit(model: &mut Model, edit: &Edit) -> Effects {
    let page = &mut model.components;
    page.list.edit(edit, ranked(page.sort, page.entries.as_ref(), &page.known));
    page.look()
}

/// Whether an action makes sense on the page now.
pub(in crate::tui) fn availability(model: &Model, action: Action) -> Availability {
    let page = &model.components;
    let exists = |there: bool| if there { Availability::Available } else { Availability::Hidden };
    let version = page.version();
    match action {
        Action::PackageComponent | Action::CopyId => exists(page.chosen().is_some()),
        Action::ViewDetails => exists(version.is_some()),
        Action::RestoreVersion => exists(version.is_some_and(|(packaged, _)| packaged.deleted)),
        Action::DeleteVersion => match version.filter(|(packaged, _)| !packaged.deleted) {
            None => Availability::Hidden,
            Some((_, used)) => used
                .held
                .as_ref()
                .map_or(Availability::Available, |refusal| Availability::Unavailable(refusal.to_string().into())),
        },
        Action::CompareVersions => match page.chosen().zip(version) {
            None => Availability::Hidden,
            Some((view, (packaged, _))) => match view.component.compared(None, Some(&packaged.version)) {
                Ok(_) => Availability::Available,
                Err(refusal) => Availability::Unavailable(refusal.to_string().into()),
            },
        },
        Action::Filter | Action::Sort => exists(!page.entries().is_empty()),
        _ => Availability::Available,
    }
}

/// Asks the worker for something of the component that is shown.
fn about_component(model: &Model, question: impl FnOnce(ComponentId) -> Ask) -> Effects {
    model.components.chosen().map_or_else(Vec::new, |view| ask(question(view.component.id.clone())))
}

/// Asks the worker for something of the version that is selected.
fn about_version(model: &Model, question: impl FnOnce(ComponentId, Version) -> Ask) -> Effects {
    let Some((packaged, _)) = model.components.version() else { return vec![] };
    about_component(model, |id| question(id, packaged.version.clone()))
}

fn delete(model: &mut Model) {
    let page = &model.components;
    if let (Some(view), Some((packaged, _))) = (page.chosen(), page.version()) {
        let question = dialog::components::delete(&view.component, &packaged.version);
        model.layers.push(question);
    }
}

fn copy_id(model: &mut Model) -> Effects {
    let Some(id) = model.components.chosen().map(|view| view.component.id.to_string()) else { return vec![] };
    model.tell(Tone::Success, format!("ID copied: {id}"));
    vec![Effect::Copy(id)]
}
