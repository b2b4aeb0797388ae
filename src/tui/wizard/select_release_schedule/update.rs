//! What keys do in step 2.

use super::state::{Control, ReleaseOption};
use crate::{
    domain::Refusal,
    tui::{
        keys::{Action, Availability},
        model::Model,
        program::Effect,
        widget::{Motion, Tone, go_round},
        wizard::{Step, Wizard, flow, leave},
        worker::Request,
    },
};

type Effects = Vec<Effect<Request>>;

const CONTROLS: [Control; 6] =
    [Control::Options, Control::Date, Control::Notes, Control::Back, Control::Cancel, Control::Primary];

/// Carries out an action.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let Some(wizard) = &mut model.wizard else { return vec![] };
    if wizard.schedule.focus == Control::Date && wizard.schedule.date.is_open() {
        if let Err(refusal) = wizard.schedule.date.calendar(action) {
            model.tell(Tone::Warning, refusal.to_string());
        }
        return vec![];
    }
    match (wizard.schedule.focus, action) {
        (Control::Options, Action::MoveDown | Action::MoveUp) => choose_option(model, action),
        (Control::Notes, Action::MoveUp) => wizard.schedule.focus = Control::Options,
        (_, Action::NextControl) => turn(wizard, true),
        (_, Action::PreviousControl) => turn(wizard, false),
        (_, Action::Cancel) => return leave(model),
        (_, Action::PreviousStep | Action::Back) if wizard.submitted || wizard.is_dialog() => return leave(model),
        (_, Action::PreviousStep | Action::Back) => wizard.step = Step::SelectVersions,
        (_, Action::OpenCalendar) => wizard.schedule.date.open(),
        (_, Action::Activate | Action::Choose) => return press(model, action),
        _ => {
            if action.motion() == Some(Motion::Up) && wizard.schedule.focus == Control::Date {
                wizard.schedule.focus = Control::Options;
            }
        }
    }
    vec![]
}

/// Whether an action makes sense now.
pub(in crate::tui) fn availability(wizard: &Wizard, action: Action) -> Availability {
    match action {
        Action::Filter | Action::Quit => Availability::Hidden,
        Action::Activate if wizard.schedule.focus == Control::Primary => match ready(wizard) {
            Ok(()) => Availability::Available,
            Err(why) => Availability::Unavailable(why.into()),
        },
        _ => Availability::Available,
    }
}

/// Whether the primary button is on, and why not.
pub(in crate::tui) fn ready(wizard: &Wizard) -> Result<(), String> {
    if wizard.submitted {
        return Err("the release is on its way".into());
    }
    wizard.selection.check().map_err(|refusal| refusal.to_string())?;
    if wizard.schedule.option != ReleaseOption::OnSpecifiedDate {
        return Ok(());
    }
    wizard.selection.pack().check_pending_slot().map_err(|refusal| refusal.to_string())?;
    match wizard.schedule.date() {
        None => Err("choose a date first".into()),
        Some(Err(refusal)) => Err(refusal.to_string()),
        Some(Ok(_)) => Ok(()),
    }
}

/// Why a date can't be specified, where that is so: a release is scheduled already.
pub(in crate::tui) fn date_unavailable(wizard: &Wizard) -> Option<Refusal> {
    let changing = matches!(wizard.schedule.option, ReleaseOption::AsScheduled(_));
    wizard.selection.pack().check_pending_slot().err().filter(|_| !changing)
}

fn choose_option(model: &mut Model, action: Action) {
    let Some(wizard) = &mut model.wizard else { return };
    if matches!(wizard.schedule.option, ReleaseOption::AsScheduled(_)) {
        return;
    }
    if action == Action::MoveUp {
        wizard.schedule.option = ReleaseOption::Immediately;
        return;
    }
    // It can be gone to where it can't be had: whoever means a date must not release at once.
    wizard.schedule.option = ReleaseOption::OnSpecifiedDate;
    if let Some(refusal) = date_unavailable(wizard) {
        tell_unavailable(model, &refusal);
    }
}

fn tell_unavailable(model: &mut Model, refusal: &Refusal) {
    let hint = refusal.hint().map(|hint| format!(": {hint}")).unwrap_or_default();
    model.tell(Tone::Warning, format!("{refusal}{hint}"));
}

/// Whether a date is asked for: the option is chosen, and can be.
pub(in crate::tui) fn is_dated(wizard: &Wizard) -> bool {
    wizard.schedule.option == ReleaseOption::OnSpecifiedDate && date_unavailable(wizard).is_none()
}

fn turn(wizard: &mut Wizard, forward: bool) {
    let (option, dialog, dated) = (wizard.schedule.option, wizard.is_dialog(), is_dated(wizard));
    let there = |control: &Control| match control {
        Control::Options => !matches!(option, ReleaseOption::AsScheduled(_)),
        Control::Date => dated,
        Control::Back => !dialog,
        _ => true,
    };
    let stops: Vec<Control> = CONTROLS.into_iter().filter(there).collect();
    go_round(&mut wizard.schedule.focus, &stops, forward);
}

fn press(model: &mut Model, action: Action) -> Effects {
    let Some(wizard) = &mut model.wizard else { return vec![] };
    let meant = wizard.schedule.focus == Control::Options && wizard.schedule.option == ReleaseOption::OnSpecifiedDate;
    if let Some(refusal) = date_unavailable(wizard).filter(|_| meant) {
        tell_unavailable(model, &refusal);
        return vec![];
    }
    let schedule = &mut wizard.schedule;
    match schedule.focus {
        Control::Options => {
            schedule.focus = match schedule.option {
                ReleaseOption::OnSpecifiedDate => Control::Date,
                ReleaseOption::Immediately | ReleaseOption::AsScheduled(_) => Control::Primary,
            };
        }
        Control::Date if schedule.date.is_empty() => schedule.date.open(),
        Control::Date if action == Action::Activate => match schedule.date() {
            Some(Err(refusal)) => {
                let text = refusal.to_string();
                model.tell(Tone::Warning, text);
            }
            _ => schedule.focus = Control::Primary,
        },
        Control::Date => {}
        Control::Notes => schedule.focus = Control::Primary,
        Control::Back => wizard.step = Step::SelectVersions,
        Control::Cancel => return leave(model),
        Control::Primary => match ready(wizard) {
            Ok(()) => return flow::submit(model),
            Err(why) => model.tell(Tone::Warning, why),
        },
    }
    vec![]
}
