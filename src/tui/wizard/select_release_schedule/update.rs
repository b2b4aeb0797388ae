//! What keys do in step 2.

use super::state::{Control, ReleaseOption};
use crate::{
    domain::Refusal,
    tui::{
        command::{Commands, warn},
        keys::{Action, Availability},
        look::Context,
        widget::{Motion, cycle_focus},
        wizard::{Step, Wizard},
    },
};

const CONTROLS: [Control; 6] =
    [Control::Options, Control::Date, Control::Notes, Control::Back, Control::Cancel, Control::Primary];

/// Carries out an action.
pub(in crate::tui::wizard) fn act(wizard: &mut Wizard, action: Action, context: &Context) -> Commands {
    if wizard.schedule.focus == Control::Date && wizard.schedule.date.is_open() {
        return wizard
            .schedule
            .date
            .calendar(action)
            .err()
            .map(|refusal| warn(refusal.to_string()))
            .unwrap_or_default();
    }
    match (wizard.schedule.focus, action) {
        (Control::Options, Action::MoveDown | Action::MoveUp) => return choose_option(wizard, action),
        // Up and down go through the lines of the notes before they leave them.
        (Control::Notes, Action::MoveUp | Action::MoveDown)
            if action.motion().is_some_and(|motion| wizard.schedule.notes.step(motion)) => {}
        (Control::Notes, Action::MoveUp) => wizard.schedule.focus = Control::Options,
        (_, Action::NextControl | Action::PreviousControl) => turn(wizard, action == Action::NextControl),
        (_, Action::Cancel) => return wizard.leave(),
        (_, Action::PreviousStep | Action::Back) if wizard.submitted || wizard.is_dialog() => return wizard.leave(),
        (_, Action::PreviousStep | Action::Back) => wizard.step = Step::SelectVersions,
        (_, Action::OpenCalendar) => wizard.schedule.date.open(context),
        (_, Action::Activate | Action::Choose) => return press(wizard, action, context),
        _ => {
            if action.motion() == Some(Motion::Up) && wizard.schedule.focus == Control::Date {
                wizard.schedule.focus = Control::Options;
            }
        }
    }
    vec![]
}

/// Whether an action makes sense now.
pub(in crate::tui::wizard) fn availability(wizard: &Wizard, action: Action) -> Availability {
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
pub(in crate::tui::wizard) fn ready(wizard: &Wizard) -> Result<(), String> {
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
pub(in crate::tui::wizard) fn date_unavailable(wizard: &Wizard) -> Option<Refusal> {
    let changing = matches!(wizard.schedule.option, ReleaseOption::AsScheduled(_));
    wizard.selection.pack().check_pending_slot().err().filter(|_| !changing)
}

fn choose_option(wizard: &mut Wizard, action: Action) -> Commands {
    if matches!(wizard.schedule.option, ReleaseOption::AsScheduled(_)) {
        return vec![];
    }
    if action == Action::MoveUp {
        wizard.schedule.option = ReleaseOption::Immediately;
        return vec![];
    }
    // It can be gone to where it can't be had: whoever means a date must not release at once.
    wizard.schedule.option = ReleaseOption::OnSpecifiedDate;
    date_unavailable(wizard).map(|refusal| why_no_date(&refusal)).unwrap_or_default()
}

fn why_no_date(refusal: &Refusal) -> Commands {
    let hint = refusal.hint().map(|hint| format!(": {hint}")).unwrap_or_default();
    warn(format!("{refusal}{hint}"))
}

/// Whether a date is asked for: the option is chosen, and can be.
pub(in crate::tui::wizard) fn is_dated(wizard: &Wizard) -> bool {
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
    cycle_focus(&mut wizard.schedule.focus, &stops, forward);
}

fn press(wizard: &mut Wizard, action: Action, context: &Context) -> Commands {
    let meant = wizard.schedule.focus == Control::Options && wizard.schedule.option == ReleaseOption::OnSpecifiedDate;
    if let Some(refusal) = date_unavailable(wizard).filter(|_| meant) {
        return why_no_date(&refusal);
    }
    let schedule = &mut wizard.schedule;
    match schedule.focus {
        Control::Options => {
            schedule.focus = match schedule.option {
                ReleaseOption::OnSpecifiedDate => Control::Date,
                ReleaseOption::Immediately | ReleaseOption::AsScheduled(_) => Control::Primary,
            };
        }
        Control::Date if schedule.date.is_empty() => schedule.date.open(context),
        Control::Date if action == Action::Activate => match schedule.date() {
            Some(Err(refusal)) => return warn(refusal.to_string()),
            _ => schedule.focus = Control::Primary,
        },
        Control::Date => {}
        Control::Notes => schedule.focus = Control::Primary,
        Control::Back => wizard.step = Step::SelectVersions,
        Control::Cancel => return wizard.leave(),
        Control::Primary => match ready(wizard) {
            Ok(()) => return wizard.submit(),
            Err(why) => return warn(why),
        },
    }
    vec![]
}
