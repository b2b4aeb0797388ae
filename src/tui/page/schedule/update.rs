//! What keys do on the page.

use crate::tui::{
    keys::{Action, Availability},
    model::Model,
    page::go_to_pack,
    program::Effect,
    widget::{Edit, Tone},
    worker::Request,
};

type Effects = Vec<Effect<Request>>;

/// Keys whose dialogs are not part of the program.
const NOT_HERE: [Action; 4] =
    [Action::MoveScheduled, Action::ChangeScheduled, Action::CancelScheduled, Action::Palette];

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let page = &mut model.schedule;
    if let Some(motion) = action.motion() {
        page.list.step(motion, page.shown.len());
        return vec![];
    }
    if let Availability::Unavailable(why) = availability(model, action) {
        model.tell(Tone::Warning, why);
        return vec![];
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
        Action::Release => return release_selected(model),
        Action::MoveScheduled => return move_selected(model),
        Action::ChangeScheduled => return change_selected(model),
        Action::CancelScheduled => return cancel_selected(model),
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
    match action {
        _ if NOT_HERE.contains(&action) => Availability::Hidden,
        Action::GoToPack | Action::Release => exists(model.schedule.selected().is_some()),
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

/// Releases now what is scheduled: the wizard starts from it.
fn release_selected(model: &Model) -> Effects {
    model.schedule.selected().map(|entry| Effect::Ask(Request::Propose(entry.id.clone()))).into_iter().collect()
}

/// Moves the selected release to another date.
fn move_selected(_model: &mut Model) -> Effects {
    vec![]
}

/// Changes what the selected release carries.
fn change_selected(_model: &mut Model) -> Effects {
    vec![]
}

/// Cancels the selected release.
fn cancel_selected(_model: &mut Model) -> Effects {
    vec![]
}
