//! What keys do on the page.

use super::state::{Focus, STOPS, ranked};
use crate::{
    engine::GroupPart,
    tui::{
        dialog::{
            Layer,
            subscribers::{Dialog, form},
        },
        keys::{Action, Availability},
        model::Model,
        program::Effect,
        widget::{Edit, Motion, go_round},
        worker::{
            Request,
            subscribers::{Ask, Pick, ask},
        },
    },
};

type Effects = Vec<Effect<Request>>;

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let page = &mut model.groups;
    if action == Action::Filter {
        page.focus = Focus::List;
    }
    if page.focus == Focus::List && page.list.act(action, ranked(page.groups.as_ref())) {
        return page.look();
    }
    if let Some(motion) = action.motion() {
        step(model, motion);
        return vec![];
    }
    let group = page.chosen().map(|view| view.group.id.clone());
    match action {
        Action::Back => page.focus = Focus::List,
        Action::NextControl => turn(model, true),
        Action::PreviousControl => turn(model, false),
        Action::Activate if group.is_some() && page.focus == Focus::List => page.focus = Focus::Accounts,
        Action::AddAccounts => return group.map_or_else(Vec::new, |id| ask(Ask::Pick(Pick::Accounts(id)))),
        Action::AddPacks => return group.map_or_else(Vec::new, |id| ask(Ask::Pick(Pick::Packs(id)))),
        Action::RemoveFromGroup => return remove(model),
        Action::CreateGroup => open(model, form::State::create_group()),
        Action::DeleteGroup => return group.map_or_else(Vec::new, |id| ask(Ask::Staying(id, GroupPart::Whole))),
        _ => {}
    }
    vec![]
}

/// Edits the filter; the best match is selected while typing.
pub(in crate::tui) fn edit(model: &mut Model, edit: &Edit) -> Effects {
    let page = &mut model.groups;
    page.list.edit(edit, ranked(page.groups.as_ref()));
    page.look()
}

/// Whether an action makes sense on the page now.
pub(in crate::tui) fn availability(model: &Model, action: Action) -> Availability {
    let page = &model.groups;
    let exists = |there: bool| if there { Availability::Available } else { Availability::Hidden };
    match action {
        Action::AddAccounts | Action::AddPacks | Action::DeleteGroup => exists(page.chosen().is_some()),
        Action::RemoveFromGroup => match (page.chosen(), page.focus) {
            (None, _) => Availability::Hidden,
            (Some(_), Focus::List) => {
                Availability::Unavailable("select an account or an integration pack first".into())
            }
            (Some(view), Focus::Accounts) => exists(!view.accounts.is_empty()),
            (Some(view), Focus::Resources) => exists(!view.packs.is_empty()),
        },
        Action::Filter => exists(!page.groups().is_empty()),
        _ => Availability::Available,
    }
}

fn step(model: &mut Model, motion: Motion) {
    let page = &mut model.groups;
    let (accounts, packs) = page.view().map_or((0, 0), |view| (view.accounts.len(), view.packs.len()));
    match page.focus {
        Focus::List => false,
        Focus::Accounts => page.accounts.step(motion, accounts),
        Focus::Resources => page.resources.step(motion, packs),
    };
}

fn turn(model: &mut Model, forward: bool) {
    let page = &mut model.groups;
    if page.chosen().is_some() {
        go_round(&mut page.focus, &STOPS, forward);
    }
}

/// Asks what would stay installed if what is selected were removed; the answer opens the question.
fn remove(model: &Model) -> Effects {
    let page = &model.groups;
    let Some(view) = page.chosen() else { return vec![] };
    let part = match page.focus {
        Focus::List => None,
        Focus::Accounts => {
            view.accounts.get(page.accounts.selected()).map(|account| GroupPart::Accounts(vec![account.id.clone()]))
        }
        Focus::Resources => {
            view.packs.get(page.resources.selected()).map(|(pack, _)| GroupPart::Packs(vec![pack.clone()]))
        }
    };
    part.map_or_else(Vec::new, |part| ask(Ask::Staying(view.group.id.clone(), part)))
}

fn open(model: &mut Model, form: form::State) {
    model.layers.push(Layer::Subscribers(Box::new(Dialog::Form(form))));
}
