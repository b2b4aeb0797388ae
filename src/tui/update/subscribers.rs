//! What answers about accounts and account groups do to the model.

use super::{Effects, failed, heard, renew};
use crate::{
    domain::staying_words,
    engine::{EngineError, Overview},
    tui::{
        dialog::{
            Layer,
            subscribers::{Dialog, browse, form, installations, pick, view_pack, who_has_it},
        },
        model::Model,
        widget::Tone,
        worker::{
            Pickable,
            subscribers::{Ask, Done, Pick, Told, ask},
        },
    },
};

/// Hears an answer.
pub(in crate::tui) fn hear(model: &mut Model, told: Told) -> Effects {
    match told {
        Told::Accounts(entries) => model.accounts.list(entries),
        Told::Tallies(told) => heard(model, "read the account", told, |model, tallies| model.accounts.tally(tallies)),
        Told::Account(told) => heard(model, "read the account", told, |model, view| model.accounts.show(view)),
        Told::Groups(groups) => model.groups.list(groups),
        Told::Group(told) => heard(model, "read the account group", told, |model, view| model.groups.show(view)),
        Told::Staying(part, told) => heard(model, "read the account group", told, |model, (view, staying)| {
            open(model, Dialog::Form(form::State::part_from(&view, &part, staying)));
        }),
        Told::Applicable(account, told) => heard(model, "look for pending updates", told, |model, found| {
            let name = model.accounts.name_of(&account);
            open(model, Dialog::Form(form::State::apply(account, &name, &found)));
        }),
        Told::Browse(account, told) => heard(model, "browse the integration packs", told, |model, offers| {
            let name = model.accounts.name_of(&account);
            open(model, Dialog::Browse(browse::State::new(account, name, offers)));
        }),
        Told::Pack(told) => heard(model, "read the integration pack", told, |model, view| {
            open(model, Dialog::ViewPack(view_pack::State::new(view)));
        }),
        Told::Installations(told) => heard(model, "tell who has it", told, |model, counted| {
            open(model, Dialog::WhoHasIt(who_has_it::State::new(counted)));
        }),
        Told::Recounted(told) => heard(model, "tell who has it", told, |model, counted| {
            if let Some(counts) = counts(model) {
                counts.renew(counted);
            }
        }),
        Told::Installed(state, told) => heard(model, "tell who has it", told, |model, found| {
            if let Some(Layer::Subscribers(dialog)) = model.layers.last()
                && let Dialog::WhoHasIt(counts) = &**dialog
            {
                let list = installations::State::new(counts.title(), state, found);
                open(model, Dialog::Installations(list));
            }
        }),
        Told::Pick(pick, told) => {
            heard(model, "look for what can be added", told, |model, all| offer(model, pick, all))
        }
        Told::Done(_, Ok((done, overview))) => did(model, &done, overview),
        Told::Done(doing, Err(error)) => did_not(model, doing, &error),
    }
}

/// Offers what can be added, where there is anything.
fn offer(model: &mut Model, pick: Pick, all: Vec<Pickable>) {
    if all.is_empty() {
        model.tell(Tone::Warning, nothing_to_pick(&pick));
        return;
    }
    let to = match &pick {
        Pick::Accounts(group) | Pick::Packs(group) => model.groups.name_of(group),
        Pick::Groups(_) => model.wizard.as_ref().map_or_else(String::new, |w| w.selection.pack().name.clone()),
    };
    open(model, Dialog::Pick(pick::State::new(pick, &to, all)));
}

/// Asks for what an open dialog counts.
pub(super) fn recount(model: &mut Model) -> Effects {
    counts(model).map_or_else(Vec::new, |counts| ask(Ask::Recount(counts.pack().clone())))
}

/// Who has a pack, where that is looked at.
fn counts(model: &mut Model) -> Option<&mut who_has_it::State> {
    model.layers.iter_mut().find_map(|layer| match layer {
        Layer::Subscribers(dialog) => match &mut **dialog {
            Dialog::WhoHasIt(counts) => Some(counts),
            _ => None,
        },
        _ => None,
    })
}

fn open(model: &mut Model, dialog: Dialog) {
    model.layers.push(Layer::Subscribers(Box::new(dialog)));
}

fn nothing_to_pick(pick: &Pick) -> &'static str {
    match pick {
        Pick::Accounts(_) => "every account is in the group already",
        Pick::Packs(_) => "every integration pack is shared with the group already",
        Pick::Groups(_) => "there is no account group yet; create one on Account Groups",
    }
}

/// Closes the dialogs that led to it, and says what came of it.
fn did(model: &mut Model, done: &Done, overview: Overview) -> Effects {
    while matches!(model.layers.last(), Some(Layer::Subscribers(_))) {
        model.layers.pop();
    }
    if let Some(account) = &done.account {
        model.accounts.select_next(account.clone());
    }
    if let Some(group) = &done.group {
        model.groups.select_next(group.clone());
    }
    if let Some(outcome) = model.wizard.as_mut().and_then(|wizard| wizard.outcome.as_mut()) {
        outcome.reach.groups += done.groups;
    }
    match done.staying {
        0 => model.tell(Tone::Success, done.text.as_str()),
        staying => {
            let text = format!("{}; {}", done.text, staying_words(staying));
            model.tell(Tone::Warning, text);
        }
    }
    renew(model, overview)
}

/// Says why not: in the dialog that asked for it, where it is a refusal that can be mended there.
fn did_not(model: &mut Model, doing: &str, error: &EngineError) -> Effects {
    match (model.layers.last_mut(), error) {
        (Some(Layer::Subscribers(dialog)), EngineError::Refused(refusal)) => {
            dialog.refuse(refusal.to_string());
            vec![]
        }
        _ => failed(model, doing, error),
    }
}
