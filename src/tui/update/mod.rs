//! Input → model and effects. No file, thread or clock is touched here.
//!
//! A key is offered to what stands in front: the top dialog, else the wizard, else the page. What it means there is
//! looked up in the keymap under the scopes of whatever has the focus (`keys`); text goes to a text field.

mod components;
mod documents;
mod keys;
mod news;
mod subscribers;

use super::{
    dialog::{self, Layer},
    event::Event,
    keys::{Action, Availability, Keymap, Scope},
    model::Model,
    page,
    program::{Effect, Input},
    widget::{Edit, Tone},
    wizard,
    worker::{Answer, Request, publishing::Done},
};
use crate::engine::{EngineError, News, Overview};

/// What an update wants done.
pub(super) type Effects = Vec<Effect<Request>>;

/// Hears one input.
pub(super) fn update(model: &mut Model, keymap: &Keymap, input: Input<Answer>) -> Effects {
    match input {
        Input::Event(Event::Key { chord, press }) => keys::key(model, keymap, chord, press),
        Input::Event(Event::EscAnd(chord)) => keys::esc_and(model, keymap, chord),
        Input::Event(Event::Paste(text)) if !model.too_small => {
            model.notice = None;
            text_edit(model, &Edit::Insert(text))
        }
        Input::Event(Event::Paste(_)) => vec![],
        Input::Event(Event::Resize { width, height }) => {
            model.resized(width, height);
            vec![]
        }
        Input::Answer(answer) => {
            model.slow = false;
            hear(model, answer)
        }
        Input::Tick(now) => {
            model.context.overview.now = now;
            vec![Effect::Ask(Request::Refresh)]
        }
        Input::Slow => {
            model.slow = true;
            vec![]
        }
    }
}

/// The scopes of what has the focus, the innermost first.
pub(super) fn scopes(model: &Model) -> Vec<Scope> {
    match (model.layers.last(), &model.wizard) {
        (Some(layer), _) => layer.scopes(),
        (None, Some(wizard)) => wizard.scopes(),
        (None, None) => page::scopes(model),
    }
}

/// Whether an action makes sense in front; what can't be done is hidden.
pub(super) fn availability(model: &Model, action: Action) -> Availability {
    match (action, model.layers.last(), &model.wizard) {
        (Action::Palette, ..) => Availability::Hidden,
        (_, Some(layer), _) => dialog::availability(layer, action),
        (_, None, Some(wizard)) => wizard::availability(wizard, action),
        (_, None, None) => page::availability(model, action),
    }
}

fn act(model: &mut Model, action: Action) -> Effects {
    match action {
        Action::QuitNow => vec![Effect::Quit(130)],
        Action::Quit if model.layers.is_empty() && model.wizard.is_none() => vec![Effect::Quit(0)],
        Action::Redraw => vec![Effect::Redraw],
        Action::Suspend => vec![Effect::Suspend],
        Action::Help if !matches!(model.layers.last(), Some(Layer::Help(_))) => {
            let hidden =
                Action::ALL.iter().copied().filter(|action| availability(model, *action) == Availability::Hidden);
            let help = Layer::help(scopes(model), hidden.collect());
            model.layers.push(help);
            vec![]
        }
        _ if !model.layers.is_empty() => dialog::act(model, action),
        _ if model.wizard.is_some() => wizard::act(model, action),
        _ => page::act(model, action),
    }
}

fn text_edit(model: &mut Model, edit: &Edit) -> Effects {
    if let Some(layer) = model.layers.last_mut() {
        layer.edit(edit);
        vec![]
    } else if let Some(wizard) = &mut model.wizard {
        wizard.edit(edit);
        vec![]
    } else {
        page::edit(model, edit)
    }
}

fn hear(model: &mut Model, answer: Answer) -> Effects {
    match answer {
        Answer::Refreshed(news) => refreshed(model, news),
        Answer::Schedule(told) => {
            heard(model, "read the schedule", told, |model, entries| model.schedule.show(entries))
        }
        Answer::Activity(told) => {
            heard(model, "read the journal", told, |model, told| model.activity.show(told, &model.context.overview))
        }
        Answer::Pack(id, told) => heard(model, "read the integration pack", told, |model, view| {
            model.packs.show(&model.context.overview, &id, view);
        }),
        Answer::Proposed(purpose, Ok(proposal)) => {
            wizard::start(model, purpose, proposal);
            vec![]
        }
        Answer::Proposed(_, Err(error)) => {
            wizard::not_renewed(model);
            failed(model, "start the release", &error)
        }
        Answer::Details(told) => {
            heard(model, "show the details", told, |model, details| model.layers.push(Layer::details(details)))
        }
        Answer::Released(Ok((outcome, overview))) => {
            wizard::succeeded(model, outcome);
            renew(model, overview)
        }
        Answer::Changed(Ok((outcome, overview))) => {
            wizard::changed(model, outcome);
            renew(model, overview)
        }
        Answer::Released(Err(error)) | Answer::Changed(Err(error)) => wizard::refused(model, &error),
        Answer::Restored(Ok(())) => wizard::renew(model),
        Answer::Restored(Err(error)) => failed(model, "restore the version", &error),
        Answer::History(told) => {
            heard(model, "read the history", told, |model, history| model.layers.push(Layer::history(history)))
        }
        Answer::Diff(told) => heard(model, "compare the releases", told, dialog::compare),
        Answer::Scheduled(intent, told) => dialog::scheduled(model, intent, told),
        Answer::Rescheduled(Ok((outcome, overview))) => {
            dialog::rescheduled(model, &outcome);
            renew(model, overview)
        }
        Answer::Rescheduled(Err(error)) => dialog::not_rescheduled(model, &error),
        Answer::Addable(Ok(addable)) => dialog::publisher::offer(model, *addable),
        Answer::Addable(Err(error)) => failed(model, "read what can be added", &error),
        Answer::Published(done) => published(model, done),
        Answer::SettingsChanged(told) => dialog::settings::saved(model, told),
        Answer::Subscribers(told) => subscribers::hear(model, told),
        Answer::Components(told) => components::hear(model, told),
        Answer::Documents(told) => documents::hear(model, told),
    }
}

/// Shows what was asked for, or says why it could not be had.
pub(super) fn heard<T>(
    model: &mut Model,
    doing: &str,
    told: Result<T, EngineError>,
    show: impl FnOnce(&mut Model, T),
) -> Effects {
    match told {
        Ok(told) => {
            show(model, told);
            vec![]
        }
        Err(error) => failed(model, doing, &error),
    }
}

fn refreshed(model: &mut Model, news: Result<Option<(Overview, News)>, EngineError>) -> Effects {
    match news {
        Ok(None) => vec![],
        Ok(Some((overview, news))) => {
            let effects = renew(model, overview);
            news::hear(model, news);
            effects
        }
        // It is tried again every second: one dialog is enough.
        Err(_) if matches!(model.layers.last(), Some(Layer::Message(_))) => vec![],
        Err(error) => failed(model, "follow the workspace", &error),
    }
}

fn published(model: &mut Model, done: Result<(Done, Overview), EngineError>) -> Effects {
    match done {
        Ok((done, overview)) => {
            dialog::publisher::done(model, &done);
            let mut effects = renew(model, overview);
            effects
                .extend(done.created.map(|id| model.packs.go_to(&model.context.overview, &id)).into_iter().flatten());
            effects
        }
        Err(error) => dialog::publisher::not_done(model, &error),
    }
}

pub(super) fn renew(model: &mut Model, overview: Overview) -> Effects {
    model.context.overview = overview;
    let mut effects = model.packs.refresh(&model.context.overview);
    effects.extend(page::look(model));
    effects.extend(subscribers::recount(model));
    effects
}

/// A short refusal is a notice; what has more to say gets a dialog.
pub(super) fn failed(model: &mut Model, doing: &str, error: &EngineError) -> Effects {
    match error {
        EngineError::Refused(refusal) => {
            let hint = refusal.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
            model.tell(Tone::Error, format!("{refusal}{hint}"));
        }
        _ => model.layers.push(Layer::message(format!("Failed to {doing}"), error)),
    }
    vec![]
}
