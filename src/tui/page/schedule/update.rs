//! What keys do on the page.

use crate::{
    domain::PackId,
    engine::ScheduleEntry,
    tui::{
        keys::{Action, Availability},
        model::Model,
        page::go_to_pack,
        program::Effect,
        widget::{Edit, Tone},
        wizard::Purpose,
        worker::{Intent, Request},
    },
};

type Effects = Vec<Effect<Request>>;

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let page = &mut model.schedule;
    if let Some(motion) = action.motion() {
        page.list.step(motion, page.shown.len());
        return vec![];
    }
    match availability(model, action) {
        Availability::Unavailable(why) => {
            model.tell(Tone::Warning, why);
            return vec![];
        }
        Availability::Hidden => return vec![],
        Availability::Available => {}
    }
    let page = &mut model.schedule;
    match action {
        Action::Filter => {
            page.filter.open();
            narrowed(model);
        }
        Action::KeepFilter => page.filter.keep(),
        Action::ClearFilter | Action::Back => clear_filter(model),
        Action::GoToPack => return go_to_selected(model),
        Action::Release => return ask(model, |id| Request::Propose(id, Purpose::Release)),
        Action::ChangeScheduled => return ask(model, |id| Request::Propose(id, Purpose::Change)),
        Action::MoveScheduled => return ask(model, |id| Request::Scheduled(id, Intent::Move)),
        Action::CancelScheduled => return ask(model, |id| Request::Scheduled(id, Intent::Cancel)),
        _ => {}
    }
    vec![]
}

/// Edits the filter; the best match is selected while typing.
pub(in crate::tui) fn edit(model: &mut Model, edit: &Edit) -> Effects {
    if model.schedule.filter.edit(edit) {
        narrowed(model);
    }
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
        Action::ChangeScheduled if model.overview.settings.deployment.check_choice().is_err() => Availability::Hidden,
        Action::ChangeScheduled => match selected.map(ScheduleEntry::check_changeable) {
            None => Availability::Hidden,
            Some(Ok(())) => Availability::Available,
            Some(Err(refusal)) => Availability::Unavailable(refusal.to_string().into()),
        },
        Action::Filter => exists(!model.schedule.entries().is_empty()),
        _ => Availability::Available,
    }
}

fn narrowed(model: &mut Model) {
    model.schedule.narrow();
    model.schedule.list.select(0);
}

fn clear_filter(model: &mut Model) {
    let page = &mut model.schedule;
    let selected = page.selected().map(|entry| entry.id.clone());
    if page.filter.clear() {
        page.narrow();
        page.list.select(0);
        if let Some(id) = selected {
            page.select(&id);
        }
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
