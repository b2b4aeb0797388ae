//! Input → model and effects. No file, thread or clock is touched here.
//!
//! A key is offered to what stands in front: the top dialog, else the wizard, else the page. What it means there is
//! looked up in the keymap under the scopes of whatever has the focus (`keys`); text goes to a text field. What it
//! leads to is said in commands, which are carried out here and nowhere else.

mod commands;
mod keys;
mod mirror;
mod news;

pub(super) use commands::apply;
pub(super) use mirror::look_in_time;

use super::{
    command::{Command, Commands, Page, Place, Query, Reply, Request, shown_if},
    dialog::{ExportDialog, HelpDialog, ImportDialog, PaletteDialog, SettingsDialog},
    event::Event,
    keys::{Action, Availability, Scope},
    model::Model,
    page,
    program::{Effect, Input},
    widget::{Edit, Tone},
};

use crate::{domain::MAX_NOTES, engine::Progress};

/// What an update wants done.
pub(super) type Effects = Vec<Effect<Request>>;

pub(super) fn update(model: &mut Model, input: Input<Reply>) -> Effects {
    match input {
        Input::Event(Event::Key { chord, press }) => keys::key(model, chord, press),
        Input::Event(Event::EscAnd(chord)) => keys::esc_and(model, chord),
        Input::Event(Event::Paste(text)) if !model.too_small => {
            model.notice = None;
            text_edit(model, &Edit::Insert(text))
        }
        Input::Event(Event::Paste(_) | Event::Mouse { .. } | Event::Background(_)) => vec![],
        Input::Event(Event::Composed(composed)) => self::composed(model, composed),
        Input::Event(Event::Resize { width, height }) => {
            model.resized(width, height);
            vec![]
        }
        Input::Answer(reply) => {
            model.slow = false;
            commands::deliver(model, reply)
        }
        Input::Tick(now) => {
            model.context.overview.now = now;
            let look = mirror::look_in_time(model);
            // The worker is busy: the tick shows how far it is.
            let follow = model.dialogs.work().is_none().then_some(Command::Refresh);
            apply(model, None, look.into_iter().chain(follow).collect())
        }
        Input::Slow => {
            model.slow = true;
            vec![]
        }
    }
}

/// Keeps what was chosen in the wizard where that is another choice than is kept, so that it outlives the program.
pub(super) fn keep(model: &mut Model) -> Effects {
    let now = match (&model.several, &model.wizard) {
        (Some(several), wizard) => several.kept(wizard.as_ref().map(|wizard| &wizard.draft.selection)),
        (None, wizard) => wizard.as_ref().and_then(|wizard| wizard.kept()),
    };
    if now == model.kept {
        return vec![];
    }
    model.kept.clone_from(&now);
    // An error is ignored here: nothing else can be written then either, so the decision will fail and tell it.
    let kept = Query::read("keep the draft", move |engine| Ok(engine.keep_draft(now).is_ok())).then(|_| vec![]);
    apply(model, None, vec![kept])
}

/// The scopes of what has the focus, the innermost first.
pub(super) fn scopes(model: &Model) -> Vec<Scope> {
    match (model.dialogs.front(), &model.wizard, &model.several) {
        (Some(dialog), ..) => dialog.scopes(),
        (None, Some(wizard), _) => wizard.scopes(),
        (None, None, Some(several)) => several.scopes(),
        (None, None, None) => {
            let mut scopes = model.shown().scopes();
            let overview = &model.context.overview;
            let page = scopes.iter().position(|scope| *scope == Scope::Page);
            if let Some(page) = page.filter(|_| overview.settings.platform.is_some() && !overview.is_away()) {
                scopes.insert(page, Scope::Connected);
            }
            if model.awaited_look().is_some() {
                scopes.insert(0, Scope::Synchronising);
            }
            scopes
        }
    }
}

/// Whether an action makes sense in front; what can't be done is hidden. Where the workspace can't be changed, what
/// leads to a change is off.
pub(super) fn availability(model: &Model, action: Action) -> Availability {
    let off = || model.context.off().or_else(|| model.context.elsewhere(action));
    match (in_front(model, action), action.changes().then(off).flatten()) {
        (Availability::Available, Some(why)) => Availability::Unavailable(why.into()),
        (there, _) => there,
    }
}

fn in_front(model: &Model, action: Action) -> Availability {
    match (action, model.dialogs.front(), &model.wizard, &model.several) {
        (Action::Reconnect, ..) if !model.context.overview.is_away() => Availability::Hidden,
        (Action::Palette, ..) => shown_if(!model.dialogs.front_is::<PaletteDialog>()),
        (Action::Quit, Some(_), ..) => Availability::Hidden,
        // No key leads out of a wizard.
        (Action::GoToPack, Some(_), wizard, several) if wizard.is_some() || several.is_some() => Availability::Hidden,
        (_, Some(dialog), ..) => dialog.availability(action),
        (_, None, Some(wizard), _) => wizard.availability(action, &model.context),
        (_, None, None, Some(several)) => several.availability(action, &model.context),
        (_, None, None, None) => model.shown().availability(action, &model.context),
    }
}

/// Carries out an action in front.
pub(super) fn act(model: &mut Model, action: Action) -> Effects {
    match action {
        Action::QuitNow => {
            model.dialogs.work().into_iter().for_each(Progress::stop);
            vec![Effect::Quit(130)]
        }
        Action::Quit if model.dialogs.is_empty() && model.wizard.is_none() && model.several.is_none() => {
            vec![Effect::Quit(0)]
        }
        Action::Redraw => vec![Effect::Redraw],
        Action::Synchronise => {
            let look = mirror::look(model, true);
            apply(model, None, look)
        }
        Action::StopSynchronising => {
            model.awaited_look().into_iter().for_each(Progress::stop);
            vec![]
        }
        Action::Suspend => vec![Effect::Suspend],
        Action::Palette => open_palette(model),
        Action::Help if !model.dialogs.front_is::<HelpDialog>() => {
            let mut bindings = model.context.keymap.offered(&scopes(model));
            bindings.retain(|binding| availability(model, binding.action) != Availability::Hidden);
            let words = model.context.overview.settings.deployment.words();
            model.dialogs.open(Box::new(HelpDialog::new(&bindings, words)));
            vec![]
        }
        _ => {
            let asker = model.dialogs.asker();
            let commands = commands_of(model, action);
            apply(model, asker, commands)
        }
    }
}

/// Opens the palette on what can be done in front.
fn open_palette(model: &mut Model) -> Effects {
    let busy = model.dialogs.front_mut().is_some_and(|front| front.waiting || front.work.is_some());
    if busy || availability(model, Action::Palette) != Availability::Available {
        return vec![];
    }
    let jumps = model.dialogs.is_empty() && model.wizard.is_none() && model.several.is_none();
    let bindings = model.context.keymap.offered(&scopes(model));
    let off = |action| availability(model, action);
    let palette = PaletteDialog::new(bindings, off, &model.context.overview, jumps);
    let names = palette.ask();
    model.dialogs.open(Box::new(palette));
    let asker = model.dialogs.asker();
    apply(model, asker, names)
}

/// The commands for an action in front. An action that is off says why.
fn commands_of(model: &mut Model, action: Action) -> Commands {
    let off = availability(model, action);
    if let Some(front) = model.dialogs.front_mut() {
        if let Some(work) = &front.work {
            if matches!(action, Action::Back | Action::Cancel) {
                work.stop();
            }
            return vec![];
        }
        return match off {
            _ if front.waiting => vec![],
            Availability::Unavailable(why) => front.dialog.refuse(why.into_owned()),
            Availability::Hidden => vec![],
            Availability::Available => front.dialog.act(action, &model.context),
        };
    }
    match (off, &mut model.wizard, &mut model.several) {
        (Availability::Unavailable(why), ..) => vec![Command::Notify(Tone::Warning, why.into_owned())],
        (_, Some(wizard), _) => wizard.act(action, &model.context),
        (_, None, Some(several)) => several.act(action, &model.context),
        (off, None, None) => match from_any_page(model, action) {
            Some(command) if off == Availability::Available => vec![command],
            _ => {
                let (page, context) = model.shown_mut();
                page::press(page, action, context)
            }
        },
    }
}

/// Asks for a connection now. The result shows when the workspace is followed the next time.
fn reconnect() -> Command {
    Query::read("reconnect", |engine| {
        engine.reconnect();
        Ok(())
    })
    .then(|()| vec![Command::Hint(Tone::Info, "connecting …".to_owned())])
}

/// The commands for keys that hold on every page.
fn from_any_page(model: &Model, action: Action) -> Option<Command> {
    Some(match action {
        Action::WorkspaceSettings => Command::open(SettingsDialog::new(&model.context.overview)),
        Action::Reconnect => reconnect(),
        Action::Import => Command::open(ImportDialog::new()),
        Action::Export => {
            let pack = model.packs.browser.view().map(|view| (view.pack.id.clone(), view.pack.name.clone()));
            Command::open(ExportDialog::new(pack))
        }
        _ => Command::GoTo(Place::Page(Page::ALL.into_iter().find(|page| page.action() == action)?)),
    })
}

/// Takes what the admin's own editor made of the text that has the focus. Editors end the last line; that is no part of
/// the text.
fn composed(model: &mut Model, composed: Result<String, String>) -> Effects {
    let text = match composed {
        Ok(text) => text.trim_end().to_owned(),
        Err(why) => {
            model.notify(Tone::Error, why);
            return vec![];
        }
    };
    let is_cut = model.dialogs.is_empty() && text.chars().count() > MAX_NOTES;
    let effects = text_edit(model, &Edit::Replace(text));
    if is_cut {
        model.notify(
            Tone::Warning,
            format!("notes have at most {MAX_NOTES} characters: what came after them is left out"),
        );
    }
    effects
}

fn text_edit(model: &mut Model, edit: &Edit) -> Effects {
    if let Some(front) = model.dialogs.front_mut() {
        if !front.waiting && front.work.is_none() {
            front.dialog.edit(edit, &model.context);
        }
        return vec![];
    }
    if let Some(wizard) = &mut model.wizard {
        wizard.edit(edit, &model.context);
        return vec![];
    }
    if let Some(several) = &mut model.several {
        several.edit(edit, &model.context);
        return vec![];
    }
    let (page, context) = model.shown_mut();
    let commands = page.edit(edit, context);
    apply(model, None, commands)
}
