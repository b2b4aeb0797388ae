//! What keys do on the page.

use super::state::{Focus, STOPS, ranked};
use crate::tui::{
    keys::{Action, Availability},
    layer::{
        Layer,
        subscribers::{Dialog, form},
    },
    model::Model,
    program::Effect,
    subscribers::ask,
    widget::{Edit, Motion, go_round},
    worker::{
        Request,
        subscribers::{Ask, Pick},
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
        page.look();
        return vec![];
    }
    if let Some(motion) = action.motion() {
        step(model, motion);
        return vec![];
    }
    let group = page.selected().map(|view| view.group.id.clone());
    match action {
        Action::Back => page.focus = Focus::List,
        Action::NextControl => turn(model, true),
        Action::PreviousControl => turn(model, false),
        Action::Activate if group.is_some() && page.focus == Focus::List => page.focus = Focus::Accounts,
        Action::AddAccounts => return group.map_or_else(Vec::new, |id| ask(Ask::Pick(Pick::Accounts(id)))),
        Action::AddPacks => return group.map_or_else(Vec::new, |id| ask(Ask::Pick(Pick::Packs(id)))),
        Action::RemoveFromGroup => remove(model),
        Action::CreateGroup => open(model, form::State::create_group()),
        Action::DeleteGroup => {
            if let Some(form) = page.selected().map(form::State::delete_group) {
                open(model, form);
            }
        }
        _ => {}
    }
    vec![]
}

/// Edits the filter; the best match is selected while typing.
pub(in crate::tui) fn edit(model: &mut Model, edit: &Edit) -> Effects {
    let page = &mut model.groups;
    page.list.edit(edit, ranked(page.groups.as_ref()));
    page.look();
    vec![]
}

/// Whether an action makes sense on the page now.
pub(in crate::tui) fn availability(model: &Model, action: Action) -> Availability {
    let page = &model.groups;
    let exists = |there: bool| if there { Availability::Available } else { Availability::Hidden };
    match action {
        Action::AddAccounts | Action::AddPacks | Action::DeleteGroup => exists(page.selected().is_some()),
        Action::RemoveFromGroup => match (page.selected(), page.focus) {
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
    let (accounts, packs) = page.selected().map_or((0, 0), |view| (view.accounts.len(), view.packs.len()));
    match page.focus {
        Focus::List => false,
        Focus::Accounts => page.accounts.step(motion, accounts),
        Focus::Resources => page.resources.step(motion, packs),
    };
}

fn turn(model: &mut Model, forward: bool) {
    let page = &mut model.groups;
    if page.selected().is_some() {
        go_round(&mut page.focus, &STOPS, forward);
    }
}

/// Asks whether to remove what is selected.
fn remove(model: &mut Model) {
    let page = &model.groups;
    let Some(view) = page.selected() else { return };
    let (id, name) = (view.group.id.clone(), &view.group.name);
    let form = match page.focus {
        Focus::List => None,
        Focus::Accounts => view
            .accounts
            .get(page.accounts.selected())
            .map(|account| form::State::remove_account(id, name, account.id.clone(), &account.name)),
        Focus::Resources => view
            .packs
            .get(page.resources.selected())
            .map(|(pack, what)| form::State::unshare(id, name, pack.clone(), what)),
    };
    if let Some(form) = form {
        open(model, form);
    }
}

fn open(model: &mut Model, form: form::State) {
    model.layers.push(Layer::Subscribers(Box::new(Dialog::Form(form))));
}
