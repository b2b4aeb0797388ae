//! Carries out commands, and hears replies.

use super::{Effects, mirror, news};
use crate::{
    engine::{Overview, TakenUp, Watched},
    tui::{
        command::{Command, Commands, Page, Place, Query, Reply, Request, Ticket},
        dialog::{MessageDialog, SelectTextDialog, leave_dialog, left_draft},
        model::Model,
        program::Effect,
        several::Several,
        widget::Tone,
        wizard::{Wizard, WizardStep},
    },
};

/// Carries out commands, in the name of the dialog that they come from.
pub(in crate::tui) fn apply(model: &mut Model, asker: Option<Ticket>, commands: Commands) -> Effects {
    commands.into_iter().flat_map(|command| one(model, asker, command)).collect()
}

fn one(model: &mut Model, asker: Option<Ticket>, command: Command) -> Effects {
    match command {
        Command::Ask(request) => return ask(model, asker, request),
        Command::Copy(what, text) => return copy(model, what, text),
        Command::Compose(text) => return vec![Effect::Compose(text)],
        Command::Notify(tone, text) => model.notify(tone, text),
        Command::Hint(tone, text) => model.hint(tone, text),
        Command::Unread(title, text, hint) => {
            let command = match model.context.off() {
                Some(why) => Command::Hint(Tone::Warning, format!("{title}; {why}")),
                None => Command::Explain(title, text, hint),
            };
            return one(model, asker, command);
        }
        // What fails again and again is said once.
        Command::Explain(title, ..)
            if model.dialogs.front_as::<MessageDialog>().is_some_and(|front| front.has_title(&title)) => {}
        Command::Explain(title, text, hint) => model.dialogs.open(Box::new(MessageDialog::new(title, text, hint))),
        Command::Open(dialog) => model.dialogs.open(dialog),
        Command::Leave if asker.is_some_and(|ticket| is_edited(model, ticket)) => {
            model.dialogs.open(Box::new(leave_dialog()));
        }
        Command::Leave | Command::Close => asker.into_iter().for_each(|ticket| model.dialogs.close(ticket)),
        Command::Finish => asker.into_iter().for_each(|ticket| model.dialogs.finish(ticket)),
        Command::Unmark => {
            model.packs.unmark();
            model.schedule.unmark();
        }
        Command::CloseFront => model.dialogs.close_front(),
        Command::GoTo(place) => {
            let commands = go_to(model, place);
            return apply(model, None, commands);
        }
        Command::Act(action) => return super::act(model, action),
        Command::Begin(draft) => {
            model.aside = asker.map(|ticket| model.dialogs.set_aside(ticket)).unwrap_or_default();
            model.wizard = Some(Box::new(Wizard::new(*draft)));
        }
        Command::Offer(left, at) => {
            let from_start = model.wizard.is_none() && model.several.is_none();
            model.dialogs.open(Box::new(left_draft(*left, &at, from_start)));
        }
        Command::TakeUp(taken) => take_up(model, *taken),
        Command::TakeUpSeveral(taken) => {
            model.packs.mark_all_of(taken.candidates.iter().map(|candidate| candidate.id.clone()));
            model.several = Some(Box::new(Several::taking_up(*taken, &model.context)));
        }
        Command::BeginSeveral(candidates) => {
            model.several = Some(Box::new(Several::new(candidates, &model.context)));
        }
        Command::Settle(selection) => {
            model.wizard = None;
            model.several.iter_mut().for_each(|several| several.settle(*selection.clone()));
        }
        Command::EndWizard => return end_wizard(model),
        Command::Choose(component, version) => {
            let commands = model.wizard.as_mut().map(|wizard| wizard.choose(&component, &version));
            return apply(model, asker, commands.unwrap_or_default());
        }
        Command::Refresh => return apply(model, None, vec![refresh()]),
        Command::Mirrored(result) => {
            let commands = mirror::synced(model, result);
            return apply(model, None, commands);
        }
        Command::Trouble(trouble) => news::trouble(model, trouble),
        Command::Renew(overview) => return renew(model, *overview),
        Command::Announce(news) => {
            let released = !news.released.is_empty();
            news::show(model, *news);
            return apply(model, None, released.then(tidy).into_iter().collect());
        }
    }
    vec![]
}

fn ask(model: &mut Model, asker: Option<Ticket>, mut request: Request) -> Effects {
    let is_sent = request.is_apart || request.is_sent && model.context.overview.settings.platform.is_some();
    if let Some(opened) = asker.and_then(|ticket| model.dialogs.of(ticket)) {
        opened.waiting |= request.changes;
        request.asker = asker;
        opened.work = request.progress.clone().or(opened.work.take());
    }
    // A request to the platform takes long, so its progress shows from the start. The wizards show it themselves.
    model.slow |= is_sent && request.changes && model.wizard.is_none() && model.several.is_none();
    vec![if is_sent { Effect::Send(request) } else { Effect::Ask(request) }]
}

/// A copied text of more bytes than this is not repeated in the message.
const LONG: usize = 1_000;

fn copy(model: &mut Model, what: &'static str, text: String) -> Effects {
    let Some(way) = model.context.clipboard.way() else {
        model.dialogs.open(Box::new(SelectTextDialog::new(what, text)));
        return vec![];
    };
    // What is long was read before it was copied.
    let said = if text.len() > LONG { String::new() } else { format!(": {}", text.replace('\n', "; ")) };
    model.notify(Tone::Success, format!("{what} copied {way}{said}"));
    vec![Effect::Copy(text)]
}

/// Ends the wizard, or else the release of several packs.
fn end_wizard(model: &mut Model) -> Effects {
    let Some(wizard) = model.wizard.take() else {
        if model.several.take().is_some_and(|several| several.is_done()) {
            model.packs.unmark();
        }
        return vec![];
    };
    let aside = std::mem::take(&mut model.aside);
    if wizard.step == WizardStep::Success {
        return vec![];
    }
    model.dialogs.bring_back(aside);
    renewed(model)
}

fn take_up(model: &mut Model, taken: TakenUp) {
    let lost = taken.lost();
    model.wizard = Some(Box::new(Wizard::taking_up(taken)));
    if let Some(lost) = lost {
        model.notify(Tone::Warning, lost);
    }
}

fn is_edited(model: &mut Model, ticket: Ticket) -> bool {
    model.dialogs.of(ticket).is_some_and(|opened| opened.dialog.is_edited())
}

fn go_to(model: &mut Model, place: Place) -> Commands {
    let page = match place {
        Place::Page(page) => page,
        Place::Pack(id) => {
            model.page = Page::IntegrationPacks;
            return model.packs.go_to(&id);
        }
        Place::Account(id) => {
            model.accounts.select_next(id);
            Page::Accounts
        }
        Place::Group(id) => {
            model.groups.select_next(id);
            Page::AccountGroups
        }
        Place::Component(id, version) => {
            model.components.select_next(id, version);
            Page::Components
        }
    };
    if model.page == page {
        return vec![];
    }
    model.page = page;
    model.shown().ask()
}

pub(super) fn deliver(model: &mut Model, reply: Reply) -> Effects {
    let (asker, changes) = (reply.asker, reply.changes);
    if let Some(opened) = asker.and_then(|ticket| model.dialogs.of(ticket)) {
        opened.waiting &= !changes;
        opened.work = None;
    }
    let commands = reply.deliver(model);
    // What went out was written down by another engine than the one that reads.
    let went_out = changes && model.context.overview.settings.platform.is_some();
    let mut effects = if went_out { apply(model, None, vec![refresh()]) } else { vec![] };
    effects.extend(apply(model, asker, commands));
    if changes {
        effects.extend(apply(model, None, vec![tidy()]));
    }
    effects
}

/// Keeps the journal short, once what was asked for is answered. That it could not be is a notice: nothing is lost, and
/// the next change tries again.
fn tidy() -> Command {
    Query::read("shorten the journal", |engine| Ok(engine.tidy())).then(|failed| {
        let notice = |error| Command::Hint(Tone::Warning, format!("the journal could not be shortened: {error}"));
        failed.map(notice).into_iter().collect()
    })
}

/// Shows the workspace as it is now.
fn renew(model: &mut Model, overview: Overview) -> Effects {
    model.context.overview = overview;
    let mut commands = model.packs.refresh(&model.context);
    commands.extend(model.shown().ask());
    commands.extend(model.wizard.iter().flat_map(|wizard| wizard.renewed()));
    let mut effects = apply(model, None, commands);
    effects.extend(renewed(model));
    effects
}

/// The dialogs ask anew for what they show.
fn renewed(model: &mut Model) -> Effects {
    let asked = model.dialogs.renewed();
    asked.into_iter().flat_map(|(ticket, commands)| apply(model, Some(ticket), commands)).collect()
}

/// Follows what others committed, and performs what has fallen due.
fn refresh() -> Command {
    Query::read("follow the workspace", |engine| {
        let Watched { news, trouble } = engine.watch();
        Ok((trouble, news.map(|news| (engine.overview(), news))))
    })
    .then(|(trouble, changed)| {
        let changed = changed
            .into_iter()
            .flat_map(|(overview, news)| [Command::Renew(Box::new(overview)), Command::Announce(Box::new(news))]);
        [Command::Trouble(trouble)].into_iter().chain(changed).collect()
    })
}
