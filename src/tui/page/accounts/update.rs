//! What keys do on the page.

use super::state::{Focus, ranked};
use crate::tui::{
    dialog::{
        Layer,
        subscribers::{Dialog, form},
    },
    keys::{Action, Availability},
    model::Model,
    program::Effect,
    widget::{Edit, Tone},
    worker::{
        Request,
        subscribers::{Ask, ask},
    },
};

type Effects = Vec<Effect<Request>>;

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let page = &mut model.accounts;
    if action == Action::Filter {
        page.focus = Focus::List;
    }
    if page.focus == Focus::List && page.list.act(action, ranked(page.entries.as_ref())) {
        return page.look();
    }
    if let Some(motion) = action.motion() {
        let rows = page.view.as_ref().map_or(0, |view| view.instances.len());
        page.table.step(motion, rows);
        return vec![];
    }
    match action {
        Action::Back => page.focus = Focus::List,
        Action::NextControl | Action::PreviousControl if page.view.is_some() => {
            page.focus = if page.focus == Focus::List { Focus::Table } else { Focus::List };
        }
        Action::Activate if page.view.is_some() => page.focus = Focus::Table,
        Action::ApplyPendingUpdates => return about_account(model, Ask::Applicable),
        Action::BrowsePacks => return about_account(model, Ask::Browse),
        Action::Uninstall => uninstall(model),
        Action::CreateAccount => open(model, form::State::create_account()),
        Action::CopyId => return copy_id(model),
        _ => {}
    }
    vec![]
}

/// Edits the filter; the best match is selected while typing.
pub(in crate::tui) fn edit(model: &mut Model, edit: &Edit) -> Effects {
    let page = &mut model.accounts;
    page.list.edit(edit, ranked(page.entries.as_ref()));
    page.look()
}

/// Whether an action makes sense on the page now.
pub(in crate::tui) fn availability(model: &Model, action: Action) -> Availability {
    let page = &model.accounts;
    let exists = |there: bool| if there { Availability::Available } else { Availability::Hidden };
    match action {
        Action::ApplyPendingUpdates => match page.chosen() {
            None => Availability::Hidden,
            Some(view) if view.instances.iter().any(|one| one.version.pending.is_some()) => Availability::Available,
            Some(view) => {
                Availability::Unavailable(format!("{} has no pending update to apply", view.account.name).into())
            }
        },
        Action::BrowsePacks | Action::CopyId => exists(page.chosen().is_some()),
        Action::Uninstall => exists(page.instance().is_some()),
        Action::Filter => exists(!page.entries().is_empty()),
        _ => Availability::Available,
    }
}

/// Asks the worker for something of the account that is shown.
fn about_account(model: &Model, question: impl FnOnce(crate::domain::AccountId) -> Ask) -> Effects {
    model.accounts.chosen().map_or_else(Vec::new, |view| ask(question(view.account.id.clone())))
}

fn uninstall(model: &mut Model) {
    let page = &model.accounts;
    if let (Some(view), Some(one)) = (page.chosen(), page.instance()) {
        let form = form::State::uninstall(view.account.id.clone(), &view.account.name, one);
        open(model, form);
    }
}

fn open(model: &mut Model, form: form::State) {
    model.layers.push(Layer::Subscribers(Box::new(Dialog::Form(form))));
}

fn copy_id(model: &mut Model) -> Effects {
    let Some(id) = model.accounts.chosen().map(|view| view.account.id.to_string()) else { return vec![] };
    model.tell(Tone::Success, format!("ID copied: {id}"));
    vec![Effect::Copy(id)]
}
