//! What keys do on the page.

use super::state::ranked;
use crate::{
    domain::PackId,
    engine::ScheduleEntry,
    tui::{
        keys::{Action, Availability},
        model::Model,
        page::go_to_pack,
        program::Effect,
        widget::Edit,
        wizard::Purpose,
        worker::{Intent, Request},
    },
};

type Effects = Vec<Effect<Request>>;

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let page = &mut model.schedule;
    if page.list.act(action, ranked(page.entries.as_ref())) {
        return vec![];
    }
    match action {
        Action::GoToPack => go_to_selected(model),
        Action::Release => ask(model, |id| Request::Propose(id, Purpose::Release)),
        Action::ChangeScheduled => ask(model, |id| Request::Propose(id, Purpose::Change)),
        Action::MoveScheduled => ask(model, |id| Request::Scheduled(id, Intent::Move)),
        Action::CancelScheduled => ask(model, |id| Request::Scheduled(id, Intent::Cancel)),
        _ => vec![],
    }
}

/// Edits the filter; the best match is selected while typing.
pub(in crate::tui) fn edit(model: &mut Model, edit: &Edit) -> Effects {
    let page = &mut model.schedule;
    page.list.edit(edit, ranked(page.entries.as_ref()));
    vec![]
}

/// Whether an action makes sense on the page now.
pub(in crate::tui) fn availability(model: &Model, action: Action) -> Availability {
    let exists = |there: bool| if there { Availability::Available } else { Availability::Hidden };
    let selected = model.schedule.selected();
    match action {
        Action::GoToPack | Action::Release | Action::MoveScheduled | Action::CancelScheduled => {
            exists(selected.is_some())
        }
        Action::ChangeScheduled if model.context.overview.settings.deployment.check_choice().is_err() => {
            Availability::Hidden
        }
        Action::ChangeScheduled => match selected.map(ScheduleEntry::check_changeable) {
            None => Availability::Hidden,
            Some(Ok(())) => Availability::Available,
            Some(Err(refusal)) => Availability::Unavailable(refusal.to_string().into()),
        },
        Action::Filter => exists(!model.schedule.entries().is_empty()),
        _ => Availability::Available,
    }
}

fn go_to_selected(model: &mut Model) -> Effects {
    let Some(id) = model.schedule.selected().map(|entry| entry.id.clone()) else { return vec![] };
    go_to_pack(model, &id)
}

/// Asks the worker for something of the selected pack.
fn ask(model: &Model, request: impl FnOnce(PackId) -> Request) -> Effects {
    let id = model.schedule.selected().map(|entry| entry.id.clone());
    id.map(|id| Effect::Ask(request(id))).into_iter().collect()
}
