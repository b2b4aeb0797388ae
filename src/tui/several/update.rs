//! What keys do.

use super::state::{DATE, NONE_RELEASABLE, ON_THEIR_WAY, OPTIONS, REASON, Several, Stage};
use crate::{
    engine::{Draft, EngineError, Outcome, PackResult, Purpose},
    tui::{
        command::{Command, Commands, Query, allowed, copied, explain, shown_if, warn},
        date_choice::DateChoice,
        dialog::leave_wizard,
        form::{Form, Step},
        keys::{Action, Availability},
        look::Context,
        widget::Scrolled,
    },
};

/// Whether an action makes sense now.
pub(super) fn availability(several: &Several, action: Action, context: &Context) -> Availability {
    match (several.stage, action) {
        (_, Action::Quit | Action::Filter | Action::AddToAccountGroup) | (Stage::Review, Action::CopyCommand) => {
            Availability::Hidden
        }
        (Stage::Schedule, Action::NextStep) => shown_if(!several.schedule.is_on_forward()),
        (_, Action::CopyCommand) => shown_if(several.check(context).is_ok()),
        (Stage::Review, Action::OpenVersions) => match several.selected().map(|entry| &entry.ready) {
            Some(Ok(_)) => allowed(context.overview.settings.deployment.check_choice()),
            Some(Err(why)) => Availability::Unavailable(why.clone().into()),
            None => Availability::Hidden,
        },
        (Stage::Review, Action::NextStep) if several.entries.iter().all(|entry| entry.check().is_err()) => {
            Availability::Unavailable(NONE_RELEASABLE.into())
        }
        (Stage::Schedule, Action::Activate) if several.schedule.is_on_forward() => match several.check(context) {
            Ok(()) => Availability::Available,
            Err(why) => Availability::Unavailable(why.into()),
        },
        _ => Availability::Available,
    }
}

/// Carries out an action in the step at hand.
pub(super) fn act(several: &mut Several, action: Action, context: &Context) -> Commands {
    match several.stage {
        Stage::Review => review(several, action, context),
        Stage::Schedule => schedule(several, action, context),
        Stage::Results => results(several, action),
    }
}

fn review(several: &mut Several, action: Action, context: &Context) -> Commands {
    if let Some(motion) = action.motion() {
        several.review.go_to(0);
        several.table.step(motion, several.entries.len());
        return vec![];
    }
    match several.review.act(action, context) {
        Step::Leave => leave(several),
        Step::Do(Action::NextStep) => match availability(several, Action::NextStep, context) {
            Availability::Unavailable(why) => warn(why),
            Availability::Available | Availability::Hidden => {
                several.stage = Stage::Schedule;
                several.schedule.go_to(OPTIONS);
                vec![]
            }
        },
        Step::Do(Action::OpenVersions) => open_versions(several),
        Step::Do(_) | Step::Stay | Step::Submit | Step::Open => vec![],
    }
}

/// The wizard's first step for the selected pack, from what is chosen for it.
fn open_versions(several: &Several) -> Commands {
    let Some(entry) = several.selected() else { return vec![] };
    let Ok(ready) = &entry.ready else { return vec![] };
    let mut proposal = ready.proposal.clone();
    proposal.selection = ready.selection.clone();
    vec![Command::Begin(Box::new(Draft::new(Purpose::OneOfSeveral, *proposal).with_lost(entry.lost.clone())))]
}

fn schedule(several: &mut Several, action: Action, context: &Context) -> Commands {
    ask_date(several);
    let waits = several.is_any_frozen() && several.reason().is_empty();
    let form = &mut several.schedule;
    let go_on = if waits { |form: &mut Form| form.go_to(REASON) } else { Form::go_on };
    let calendar = form.is_on(DATE) && form.date_choice(DATE).is_some_and(DateChoice::is_open);
    match action {
        Action::PreviousStep | Action::Back if !calendar => return previous(several),
        Action::NextStep => go_on(form),
        Action::CopyCommand => return copied(several.command()),
        // The notes are a key away.
        Action::Activate if !calendar && form.is_on(DATE) && matches!(form.date(DATE), Some(Ok(_))) => go_on(form),
        Action::Activate if form.is_on(REASON) && !waits => form.go_on(),
        Action::Activate | Action::Choose if form.is_on(OPTIONS) => match form.chosen(OPTIONS) {
            0 => go_on(form),
            _ => form.go_to(DATE),
        },
        _ => return act_in_form(several, action, context),
    }
    vec![]
}

fn act_in_form(several: &mut Several, action: Action, context: &Context) -> Commands {
    let step = several.schedule.act(action, context);
    if let Some(why) = several.schedule.take_refusal() {
        return warn(why);
    }
    ask_date(several);
    match step {
        Step::Leave => leave(several),
        Step::Do(Action::PreviousStep) => previous(several),
        Step::Do(Action::OpenEditor) => vec![Command::Compose(several.schedule.text_in_focus())],
        Step::Submit => match several.check(context) {
            Ok(()) => submit(several, context),
            Err(why) => warn(why),
        },
        Step::Do(other) => {
            other.motion().into_iter().for_each(|motion| several.seen.step(motion));
            vec![]
        }
        Step::Stay | Step::Open => vec![],
    }
}

/// The date is asked for where one is meant; the reason to override where it is frozen.
fn ask_date(several: &mut Several) {
    let (dated, frozen) = (several.is_dated(), several.is_any_frozen());
    several.schedule.ask(DATE, dated);
    several.schedule.ask(REASON, frozen);
}

fn previous(several: &mut Several) -> Commands {
    if several.submitted {
        return leave(several);
    }
    several.stage = Stage::Review;
    several.review.go_to(0);
    vec![]
}

fn submit(several: &mut Several, context: &Context) -> Commands {
    let (orders, together) = (several.orders(), several.is_together());
    several.submitted = true;
    let released = Query::change("release the integration packs", move |engine| {
        if !together {
            return Ok(engine.release_each(&orders));
        }
        let result = |outcome: Outcome| PackResult { name: outcome.name.clone(), outcome: Ok(Box::new(outcome)) };
        Ok(engine.release_together(&orders)?.into_iter().map(result).collect())
    });
    several.progress = released.progress().filter(|_| context.overview.settings.platform.is_some());
    vec![released.whole(|several: &mut Several, results, _| take_results(several, results))]
}

/// Shows the result of each order, and why the others were not sent. Where all or nothing was wanted, a refusal is why
/// nothing was done.
fn take_results(several: &mut Several, results: Result<Vec<PackResult>, EngineError>) -> Commands {
    several.submitted = false;
    match results {
        Ok(results) => {
            several.results = results;
            several.seen = Scrolled::default();
            several.stage = Stage::Results;
            vec![]
        }
        Err(error) => vec![explain("Failed to release the integration packs", &error)],
    }
}

fn results(several: &mut Several, action: Action) -> Commands {
    if let Some(motion) = action.motion() {
        several.seen.step(motion);
    }
    match action {
        Action::Finish => vec![Command::EndWizard],
        Action::CopyCommand => copied(several.command()),
        _ => vec![],
    }
}

/// Leaves; asks first where that would lose something.
fn leave(several: &Several) -> Commands {
    if several.submitted {
        warn(ON_THEIR_WAY)
    } else if several.is_edited() {
        vec![Command::open(leave_wizard(false))]
    } else {
        vec![Command::EndWizard]
    }
}
