//! What keys do on the page.

use super::state::{Focus, SORTS, has_release, ranked};
use crate::{
    domain::{Deployment, PackId},
    tui::{
        dialog::publisher,
        keys::{Action, Availability},
        model::Model,
        page,
        program::Effect,
        widget::{Edit, Motion, Tone, go_round},
        wizard::Purpose,
        worker::{Intent, Request, publishing::Deed, subscribers::Ask},
    },
};

type Effects = Vec<Effect<Request>>;

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let packs = &mut model.packs;
    if action == Action::Filter {
        packs.focus = Focus::List;
    }
    if packs.focus == Focus::List && packs.list.act(action, ranked(&model.context.overview)) {
        return packs.look(&model.context.overview);
    }
    if let Some(motion) = action.motion() {
        step(model, motion);
        return vec![];
    }
    match action {
        Action::Back => {
            packs.focus = Focus::List;
            vec![]
        }
        Action::NextControl => turn(model, true),
        Action::PreviousControl => turn(model, false),
        Action::Activate if packs.focus == Focus::List && packs.view.is_some() => {
            packs.focus = Focus::Table;
            vec![]
        }
        Action::Activate if packs.focus == Focus::Release => page::act(model, Action::Release),
        Action::Activate if packs.focus == Focus::Add => page::act(model, Action::AddComponent),
        Action::AddComponent => ask(model, Request::Addable),
        Action::RemoveComponent => publisher::remove(model),
        Action::UndeleteComponent => undelete(model),
        Action::CreatePack => publisher::create(model),
        Action::EditPack => publisher::edit_details(model),
        Action::DeletePack => publisher::delete(model),
        Action::Release => release(model),
        Action::RollBack => ask(model, |id| Request::Propose(id, Purpose::RollBack(None))),
        Action::ChangeScheduled => ask(model, |id| Request::Propose(id, Purpose::Change)),
        Action::History => ask(model, Request::History),
        Action::MoveScheduled => ask(model, |id| Request::Scheduled(id, Intent::Move)),
        Action::CancelScheduled => ask(model, |id| Request::Scheduled(id, Intent::Cancel)),
        Action::Sort => {
            packs.sort = (packs.sort + 1) % SORTS;
            packs.sort_rows();
            vec![]
        }
        Action::ShowInstallations => ask(model, |id| Request::Subscribers(Ask::Installations(id))),
        Action::CopyId => copy_id(model),
        _ => vec![],
    }
}

/// Edits the filter; the best match is selected while typing.
pub(in crate::tui) fn edit(model: &mut Model, edit: &Edit) -> Effects {
    let packs = &mut model.packs;
    packs.list.edit(edit, ranked(&model.context.overview));
    packs.look(&model.context.overview)
}

/// Whether an action makes sense on the page now.
pub(in crate::tui) fn availability(model: &Model, action: Action) -> Availability {
    let (view, deployment) = (model.packs.view(), model.context.overview.settings.deployment);
    let exists = |there: bool| if there { Availability::Available } else { Availability::Hidden };
    match action {
        Action::Release => match (view.map(|view| view.check_release(deployment)), deployment) {
            (Some(Ok(())), _) => Availability::Available,
            (Some(Err(refusal)), Deployment::Legacy) => Availability::Unavailable(refusal.to_string().into()),
            (Some(Err(_)), Deployment::Standard) | (None, _) => Availability::Hidden,
        },
        Action::RollBack => exists(view.is_some_and(|view| view.pack.releases.len() > 1)),
        Action::History => exists(view.is_some_and(|view| view.pack.current().is_some())),
        Action::MoveScheduled | Action::CancelScheduled => {
            exists(view.is_some_and(|view| view.pack.scheduled.is_some()))
        }
        Action::ChangeScheduled if deployment.check_choice().is_err() => Availability::Hidden,
        Action::ChangeScheduled => match view.filter(|view| view.pack.scheduled.is_some()) {
            None => Availability::Hidden,
            Some(view) => match view.pack.check_changeable() {
                Ok(()) => Availability::Available,
                Err(refusal) => Availability::Unavailable(refusal.to_string().into()),
            },
        },
        Action::EditPack | Action::DeletePack | Action::ShowInstallations | Action::CopyId | Action::Sort => {
            exists(view.is_some())
        }
        Action::Filter => exists(!model.context.overview.packs.is_empty()),
        Action::AddComponent => match view.map(|view| view.pack.check_room(1)) {
            None => Availability::Hidden,
            Some(Ok(())) => Availability::Available,
            Some(Err(refusal)) => Availability::Unavailable(refusal.to_string().into()),
        },
        Action::RemoveComponent => exists(model.packs.selected_row().is_some_and(|row| !row.deleted)),
        Action::UndeleteComponent => exists(model.packs.selected_row().is_some_and(|row| row.deleted)),
        _ => Availability::Available,
    }
}

fn step(model: &mut Model, motion: Motion) {
    let packs = &mut model.packs;
    match packs.focus {
        Focus::Table => {
            packs.table.step(motion, packs.order.len());
        }
        Focus::Release | Focus::Add if motion == Motion::Up => packs.focus = Focus::Table,
        Focus::List | Focus::Release | Focus::Add => {}
    }
}

fn turn(model: &mut Model, forward: bool) -> Effects {
    let packs = &mut model.packs;
    let Some(view) = &packs.view else { return vec![] };
    let mut stops = vec![Focus::List, Focus::Table];
    stops.extend(has_release(model.context.overview.settings.deployment, view).then_some(Focus::Release));
    stops.push(Focus::Add);
    go_round(&mut packs.focus, &stops, forward);
    vec![]
}

/// The wizard's start; where there is nothing to release, the engine says why not.
fn release(model: &Model) -> Effects {
    ask(model, |id| Request::Propose(id, Purpose::Release))
}

/// Takes back the removal of the table's row. Nothing is lost by that, so nobody is asked.
fn undelete(model: &Model) -> Effects {
    let Some(row) = model.packs.selected_row().map(|row| row.component_id.clone()) else { return vec![] };
    ask(model, |id| Request::Publish(Deed::Undelete(id, row)))
}

/// Asks the worker for something of the pack that is shown.
fn ask(model: &Model, request: impl FnOnce(PackId) -> Request) -> Effects {
    let id = model.packs.view().map(|view| view.pack.id.clone());
    id.map(|id| Effect::Ask(request(id))).into_iter().collect()
}

fn copy_id(model: &mut Model) -> Effects {
    let Some(id) = model.packs.view().map(|view| view.pack.id.to_string()) else { return vec![] };
    model.tell(Tone::Success, format!("ID copied: {id}"));
    vec![Effect::Copy(id)]
}
