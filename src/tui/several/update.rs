//! What keys do.

use super::state::{Control, Several, Step};
use crate::{
    engine::{EngineError, PackResult},
    tui::{
        command::{Command, Commands, Purpose, Query, allowed, explain, warn},
        dialog::LeaveDialog,
        keys::{Action, Availability},
        look::Context,
        widget::{Motion, cycle_focus},
    },
};

const REVIEW: [Control; 3] = [Control::Table, Control::Cancel, Control::Primary];
const SCHEDULE: [Control; 7] = [
    Control::Options,
    Control::Date,
    Control::AllOrNothing,
    Control::Notes,
    Control::Back,
    Control::Cancel,
    Control::Primary,
];

/// Whether an action makes sense now.
pub(super) fn availability(several: &Several, action: Action, context: &Context) -> Availability {
    match (several.step, action) {
        (_, Action::Quit | Action::Filter | Action::AddToAccountGroup | Action::CopyId) => Availability::Hidden,
        (Step::Review, Action::OpenVersions) => match several.selected().map(|entry| &entry.ready) {
            Some(Ok(_)) => allowed(context.overview.settings.deployment.check_choice()),
            Some(Err(why)) => Availability::Unavailable(why.clone().into()),
            None => Availability::Hidden,
        },
        (Step::Review, Action::NextStep) if several.entries.iter().all(|entry| entry.check().is_err()) => {
            Availability::Unavailable("none of them can be released".into())
        }
        (Step::Schedule, Action::Activate) if several.focus == Control::Primary => match several.check() {
            Ok(()) => Availability::Available,
            Err(why) => Availability::Unavailable(why.into()),
        },
        _ => Availability::Available,
    }
}

/// Carries out an action in the step at hand.
pub(super) fn act(several: &mut Several, action: Action, context: &Context) -> Commands {
    match several.step {
        Step::Review => review(several, action, context),
        Step::Schedule => schedule(several, action, context),
        Step::Results => results(several, action),
    }
}

fn review(several: &mut Several, action: Action, context: &Context) -> Commands {
    if let Some(motion) = action.motion() {
        several.focus = Control::Table;
        several.table.step(motion, several.entries.len());
        return vec![];
    }
    match (action, several.focus) {
        (Action::NextControl | Action::PreviousControl, _) => {
            cycle_focus(&mut several.focus, &REVIEW, action == Action::NextControl);
        }
        (Action::Back, _) | (Action::Activate | Action::Choose, Control::Cancel) => return leave(several),
        (Action::NextStep, _) | (Action::Activate | Action::Choose, Control::Primary) => {
            return match availability(several, Action::NextStep, context) {
                Availability::Unavailable(why) => warn(why),
                Availability::Available | Availability::Hidden => {
                    (several.step, several.focus) = (Step::Schedule, Control::Options);
                    vec![]
                }
            };
        }
        (Action::OpenVersions, _) => return open_versions(several),
        _ => {}
    }
    vec![]
}

/// The wizard's first step for the selected pack, from what is chosen for it.
fn open_versions(several: &Several) -> Commands {
    let Some(Ok(ready)) = several.selected().map(|entry| &entry.ready) else { return vec![] };
    let mut proposal = ready.proposal.clone();
    proposal.selection = ready.selection.clone();
    vec![Command::Begin(Purpose::OneOfSeveral, proposal)]
}

fn schedule(several: &mut Several, action: Action, context: &Context) -> Commands {
    if several.focus == Control::Date && several.date.is_open() {
        return several.date.calendar(action).err().map(|refusal| warn(refusal.to_string())).unwrap_or_default();
    }
    match (several.focus, action) {
        (Control::Options, Action::MoveUp) => several.dated = false,
        (Control::Options, Action::MoveDown) if !several.dated => several.dated = true,
        // Up and down go through the lines of the notes before they leave them.
        (Control::Notes, Action::MoveUp | Action::MoveDown)
            if action.motion().is_some_and(|motion| several.notes.step(motion)) => {}
        (_, Action::NextControl | Action::PreviousControl) => turn(several, action == Action::NextControl),
        (_, Action::Cancel) => return leave(several),
        (_, Action::PreviousStep | Action::Back) if several.submitted => return leave(several),
        (_, Action::PreviousStep | Action::Back) => (several.step, several.focus) = (Step::Review, Control::Table),
        (_, Action::OpenCalendar) => several.date.open(context),
        (_, Action::Activate | Action::Choose) => return press(several, action, context),
        _ => match action.motion() {
            Some(Motion::Up) => turn(several, false),
            Some(Motion::Down) => turn(several, true),
            _ => {}
        },
    }
    vec![]
}

fn turn(several: &mut Several, forward: bool) {
    let stops: Vec<Control> =
        SCHEDULE.into_iter().filter(|control| several.dated || *control != Control::Date).collect();
    cycle_focus(&mut several.focus, &stops, forward);
}

fn press(several: &mut Several, action: Action, context: &Context) -> Commands {
    match several.focus {
        Control::Options => several.focus = if several.dated { Control::Date } else { Control::Primary },
        Control::Date if several.date.is_empty() => several.date.open(context),
        Control::Date if action == Action::Activate => match several.date() {
            Some(Err(refusal)) => return warn(refusal.to_string()),
            _ => several.focus = Control::Primary,
        },
        Control::AllOrNothing => several.together = !several.together,
        Control::Notes => several.focus = Control::Primary,
        Control::Back => (several.step, several.focus) = (Step::Review, Control::Table),
        Control::Cancel => return leave(several),
        Control::Primary => match several.check() {
            Ok(()) => return submit(several),
            Err(why) => return warn(why),
        },
        Control::Date | Control::Table => {}
    }
    vec![]
}

/// Sends the orders.
fn submit(several: &mut Several) -> Commands {
    let (orders, together) = (several.orders(), several.together);
    several.submitted = true;
    let released = Query::change("release the integration packs", move |engine| {
        if !together {
            return Ok(engine.release_each(&orders));
        }
        let result =
            |outcome: crate::engine::Outcome| PackResult { name: outcome.name.clone(), outcome: Ok(Box::new(outcome)) };
        Ok(engine.release_together(&orders)?.into_iter().map(result).collect())
    });
    vec![released.whole(|several: &mut Several, results, _| hear(several, results))]
}

/// Shows what came of each order, and why those that were not sent were not; or, where all or nothing was asked for, why
/// nothing was done.
fn hear(several: &mut Several, results: Result<Vec<PackResult>, EngineError>) -> Commands {
    several.submitted = false;
    match results {
        Ok(results) => {
            several.results = results;
            several.step = Step::Results;
            vec![]
        }
        Err(error) => vec![explain("Failed to release the integration packs", &error)],
    }
}

fn results(several: &mut Several, action: Action) -> Commands {
    if let Some(motion) = action.motion() {
        several.seen.step(motion);
    }
    if action == Action::Finish { vec![Command::EndWizard] } else { vec![] }
}

/// Leaves; asks first where that would lose something.
fn leave(several: &Several) -> Commands {
    if several.submitted {
        warn("the releases are on their way")
    } else if several.is_edited() {
        vec![Command::Open(Box::new(LeaveDialog::wizard(false)))]
    } else {
        vec![Command::EndWizard]
    }
}
