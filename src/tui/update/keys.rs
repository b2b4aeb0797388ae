//! Turns a key into commands, by what it means in front and by how it came.
//!
//! A person presses keys one by one. What comes faster is a paste without brackets, a held key or one that bounces:
//! it may move and type, but here it stops before whatever commits, on every screen alike.

use crossterm::event::KeyCode;

use super::{Effects, act, scopes, text_edit};
use crate::tui::{
    event::Press,
    keys::{Action, Chord, Scope, edit::edit},
    model::Model,
    widget::{Edit, Tone},
};

pub(super) fn key(model: &mut Model, chord: Chord, press: Press) -> Effects {
    let scopes = scopes(model);
    let action = model.context.keymap.lookup(&scopes, chord);
    if model.too_small && !matches!(action, Some(Action::QuitNow | Action::Quit | Action::Suspend | Action::Redraw)) {
        return vec![];
    }
    model.notice = None;
    let typing = scopes.first().is_some_and(|scope| scope.takes_text());
    match (action, press) {
        // A line break amid a pasted text belongs to the text.
        (Some(_), Press::Burst) if typing && chord == Chord::key(KeyCode::Enter) => {
            text_edit(model, &Edit::Insert("\n".into()))
        }
        (Some(action), Press::Held) if !repeats(action) => vec![],
        (Some(action), Press::Burst) if commits(&scopes, action) => {
            model.notify(Tone::Info, "that key came too soon after the one before: press it once more");
            vec![]
        }
        (Some(action), _) => act(model, action),
        (None, _) if typing => edit(chord).map_or_else(Vec::new, |edit| text_edit(model, &edit)),
        (None, _) => vec![],
    }
}

/// Takes Esc and a key that came together: as the key with Alt where that is bound here, else one after the other.
pub(super) fn esc_and(model: &mut Model, chord: Chord) -> Effects {
    let (scopes, alt) = (scopes(model), chord.with_alt());
    let typing = scopes.first().is_some_and(|scope| scope.takes_text());
    if model.context.keymap.lookup(&scopes, alt).is_some() || typing && edit(alt).is_some() {
        return key(model, alt, Press::Fresh);
    }
    let mut effects = key(model, Chord::key(KeyCode::Esc), Press::Burst);
    effects.extend(key(model, chord, Press::Burst));
    effects
}

/// Whether a held key may repeat the action: movement repeats, nothing else does.
fn repeats(action: Action) -> bool {
    let step = matches!(action, Action::OlderVersion | Action::NewerVersion);
    let day = action.calendar_key().is_some() && !matches!(action, Action::ChooseDay | Action::CloseCalendar);
    let control = matches!(action, Action::NextControl | Action::PreviousControl);
    action.motion().is_some() || step || day || control
}

/// Whether an action may write something, or takes away the screen that tells of it.
fn commits(scopes: &[Scope], action: Action) -> bool {
    match action {
        Action::Activate => matches!(scopes.first(), Some(Scope::Buttons | Scope::AddPackages)),
        Action::Choose => scopes.first() == Some(&Scope::Buttons),
        Action::Run
        | Action::Yes
        | Action::Finish
        | Action::AddChecked
        | Action::UndeleteComponent
        | Action::RestoreVersion => true,
        _ => false,
    }
}
