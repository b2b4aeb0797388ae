//! What keys do on the page.

use super::state::Only;
use crate::tui::{
    keys::{Action, Availability},
    model::Model,
    page::go_to_pack,
    program::Effect,
    widget::Edit,
    worker::Request,
};

type Effects = Vec<Effect<Request>>;

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let page = &mut model.activity;
    if action != Action::Back && page.act(action, &model.context.overview) {
        return vec![];
    }
    let selected = page.selected().cloned();
    let only = &mut page.only;
    match action {
        Action::GoToPack => {
            let id = selected.and_then(|activity| activity.pack).map(|(id, _)| id);
            return id.map_or_else(Vec::new, |id| go_to_pack(model, &id));
        }
        Action::Back => {
            *only = Only::default();
            page.act(Action::ClearFilter, &model.context.overview);
        }
        Action::FilterKind => page.next_kind(),
        Action::Since => only.since = only.since.next(),
        Action::OnlyPack if only.pack.is_some() => only.pack = None,
        Action::OnlyPack => only.pack = selected.and_then(|activity| activity.pack),
        Action::OnlyPerson if only.person.is_some() => only.person = None,
        Action::OnlyPerson => only.person = selected.map(|activity| activity.by),
        _ => return vec![],
    }
    page.narrow(page.list.selected(), &model.context.overview);
    vec![]
}

/// Edits the text filter; the best match is selected while typing.
pub(in crate::tui) fn edit(model: &mut Model, edit: &Edit) -> Effects {
    model.activity.edit(edit, &model.context.overview);
    vec![]
}

/// Whether an action makes sense on the page now.
pub(in crate::tui) fn availability(model: &Model, action: Action) -> Availability {
    let page = &model.activity;
    let exists = |there: bool| if there { Availability::Available } else { Availability::Hidden };
    match action {
        Action::Palette => Availability::Hidden,
        Action::GoToPack => exists(page.selected().is_some_and(|activity| activity.pack.is_some())),
        Action::OnlyPack => {
            exists(page.only.pack.is_some() || page.selected().is_some_and(|activity| activity.pack.is_some()))
        }
        Action::OnlyPerson => exists(page.only.person.is_some() || page.selected().is_some()),
        Action::Filter | Action::FilterKind | Action::Since => exists(!page.told().is_empty()),
        _ => Availability::Available,
    }
}
