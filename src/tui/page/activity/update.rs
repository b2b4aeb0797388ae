//! What keys do on the page.

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
    if let Some(motion) = action.motion() {
        page.list.step(motion, page.shown.len());
        return vec![];
    }
    let selected = page.selected().cloned();
    match action {
        Action::Filter => {
            page.filter.open();
            narrowed(model);
            return vec![];
        }
        Action::KeepFilter => {
            page.filter.keep();
            return vec![];
        }
        Action::GoToPack => {
            let id = selected.and_then(|activity| activity.pack).map(|(id, _)| id);
            return id.map_or_else(Vec::new, |id| go_to_pack(model, &id));
        }
        Action::ClearFilter => {
            page.filter.clear();
        }
        Action::Back => {
            page.clear();
        }
        Action::FilterKind => page.next_kind(),
        Action::Since => page.since = page.since.next(),
        Action::OnlyPack if page.pack.is_some() => page.pack = None,
        Action::OnlyPack => page.pack = selected.as_ref().and_then(|activity| activity.pack.clone()),
        Action::OnlyPerson if page.person.is_some() => page.person = None,
        Action::OnlyPerson => page.person = selected.as_ref().map(|activity| activity.by.clone()),
        _ => return vec![],
    }
    // The row that was looked at stays selected where the filters let it through.
    model.activity.narrow(&model.overview);
    match selected {
        Some(activity) => model.activity.select(&activity),
        None => model.activity.list.select(0),
    }
    vec![]
}

/// Edits the text filter; the best match is selected while typing.
pub(in crate::tui) fn edit(model: &mut Model, edit: &Edit) -> Effects {
    if model.activity.filter.edit(edit) {
        narrowed(model);
    }
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
            exists(page.pack.is_some() || page.selected().is_some_and(|activity| activity.pack.is_some()))
        }
        Action::OnlyPerson => exists(page.person.is_some() || page.selected().is_some()),
        Action::Filter | Action::FilterKind | Action::Since => exists(!page.told().is_empty()),
        _ => Availability::Available,
    }
}

fn narrowed(model: &mut Model) {
    model.activity.narrow(&model.overview);
    model.activity.list.select(0);
}
