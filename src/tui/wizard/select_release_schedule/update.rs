//! What keys do in step 2.

use super::state::{DATE, OPTIONS, REASON, ReleaseOption};
use crate::{
    domain::Refusal,
    tui::{
        command::{Command, Commands, copied, shown_if, warn},
        date_choice::{DATE_FIRST, DateChoice, REASON_FIRST},
        form::Step,
        keys::{Action, Availability},
        look::Context,
        wizard::{self, Wizard, state::ON_ITS_WAY},
    },
};

/// Carries out an action.
pub(in crate::tui::wizard) fn act(wizard: &mut Wizard, action: Action, context: &Context) -> Commands {
    // The date may have been typed since the last key, and may be frozen.
    ask_date(wizard);
    let form = &mut wizard.schedule.form;
    let calendar = form.is_on(DATE) && form.date_choice(DATE).is_some_and(DateChoice::is_open);
    let enter = action == Action::Activate && !calendar;
    match action {
        Action::PreviousStep | Action::Back if !calendar => return previous(wizard),
        // The notes are a key away.
        _ if enter && form.is_on(DATE) && matches!(form.date(DATE), Some(Ok(_))) => go_on(wizard),
        _ if enter && form.is_on(REASON) && form.filled(REASON).is_some() => form.go_on(),
        Action::Activate | Action::Choose if form.is_on(OPTIONS) => return go_on_from_options(wizard),
        Action::NextStep => go_on(wizard),
        Action::CopyCommand => return copied(command(wizard)),
        _ => return act_in_form(wizard, action, context),
    }
    vec![]
}

fn act_in_form(wizard: &mut Wizard, action: Action, context: &Context) -> Commands {
    let (before, choosing) = (wizard.schedule.option(), wizard.schedule.form.is_on(OPTIONS));
    let step = wizard.schedule.form.act(action, context);
    if let Some(why) = wizard.schedule.form.take_refusal() {
        return warn(why);
    }
    ask_date(wizard);
    match step {
        Step::Leave => wizard.leave(),
        Step::Do(Action::PreviousStep) => previous(wizard),
        Step::Do(Action::OpenEditor) => vec![Command::Compose(wizard.schedule.form.text_in_focus())],
        Step::Submit => match ready(wizard, context) {
            Ok(()) => wizard.submit(context),
            Err(why) => warn(why),
        },
        Step::Do(other) => {
            other.motion().into_iter().for_each(|motion| wizard.schedule.review.step(motion));
            vec![]
        }
        // The option can be chosen even where no date is possible, so that nobody who wants a date releases at once by
        // mistake.
        Step::Stay if choosing && before != wizard.schedule.option() => why_no_date(wizard),
        Step::Stay | Step::Open => vec![],
    }
}

/// Shows the date where one is wanted and possible, and the override reason where the date is frozen.
pub(in crate::tui::wizard) fn ask_date(wizard: &mut Wizard) {
    let (dated, frozen) = (is_dated(wizard), wizard.frozen().is_some());
    wizard.schedule.form.ask(DATE, dated);
    wizard.schedule.form.ask(REASON, frozen);
}

/// Goes to the way forward, or to the override reason that it waits for.
fn go_on(wizard: &mut Wizard) {
    let waits = wizard.frozen().is_some() && wizard.schedule.reason().is_empty();
    let form = &mut wizard.schedule.form;
    if waits { form.go_to(REASON) } else { form.go_on() }
}

fn previous(wizard: &mut Wizard) -> Commands {
    if wizard.submitted || wizard.is_dialog() {
        return wizard.leave();
    }
    wizard.step = wizard::WizardStep::SelectVersions;
    vec![]
}

/// Goes on from the options: to the date where one is wanted, else to the way forward.
fn go_on_from_options(wizard: &mut Wizard) -> Commands {
    let why = why_no_date(wizard);
    if is_dated(wizard) {
        wizard.schedule.form.go_to(DATE);
    } else if why.is_empty() {
        go_on(wizard);
    }
    why
}

/// Whether an action makes sense now.
pub(in crate::tui::wizard) fn availability(wizard: &Wizard, action: Action, context: &Context) -> Availability {
    match action {
        Action::Filter | Action::Quit => Availability::Hidden,
        Action::CopyCommand => shown_if(command(wizard).is_some()),
        Action::NextStep => shown_if(!wizard.schedule.form.is_on_forward()),
        Action::Activate if wizard.schedule.form.is_on_forward() => match ready(wizard, context) {
            Ok(()) => Availability::Available,
            Err(why) => Availability::Unavailable(why.into()),
        },
        _ => Availability::Available,
    }
}

/// The command that does the same, once it can be carried out.
pub(in crate::tui::wizard) fn command(wizard: &Wizard) -> Option<String> {
    wizard.command().filter(|_| check(wizard).is_ok())
}

/// Whether the primary button is on, and why not. It stays off until everything that must be read was shown.
pub(in crate::tui::wizard) fn ready(wizard: &Wizard, context: &Context) -> Result<(), String> {
    check(wizard)?;
    if wizard.schedule.unread.get() { Err(context.read_on(&wizard.scopes())) } else { Ok(()) }
}

/// Whether the release could be carried out as it stands, and why not.
fn check(wizard: &Wizard) -> Result<(), String> {
    if wizard.submitted {
        return Err(ON_ITS_WAY.into());
    }
    wizard.draft.selection.check().map_err(|refusal| refusal.to_string())?;
    if wizard.frozen().is_some() && wizard.schedule.reason().is_empty() {
        return Err(REASON_FIRST.into());
    }
    if wizard.schedule.option() != ReleaseOption::OnSpecifiedDate {
        return Ok(());
    }
    wizard.draft.selection.pack().check_pending_slot().map_err(|refusal| refusal.to_string())?;
    match wizard.schedule.date() {
        None => Err(DATE_FIRST.into()),
        Some(Err(refusal)) => Err(refusal.to_string()),
        Some(Ok(_)) => Ok(()),
    }
}

/// Why a date can't be specified, where that is so: a release is scheduled already.
pub(in crate::tui::wizard) fn date_unavailable(wizard: &Wizard) -> Option<Refusal> {
    let changing = matches!(wizard.schedule.option(), ReleaseOption::AsScheduled(_));
    wizard.draft.selection.pack().check_pending_slot().err().filter(|_| !changing)
}

/// The reason why no date is possible, where the option for one is chosen.
fn why_no_date(wizard: &Wizard) -> Commands {
    let meant = wizard.schedule.option() == ReleaseOption::OnSpecifiedDate;
    date_unavailable(wizard).filter(|_| meant).map(|refusal| warn(refusal.with_hint())).unwrap_or_default()
}

/// Whether a date is asked for: its option is chosen, and one is possible.
pub(in crate::tui::wizard) fn is_dated(wizard: &Wizard) -> bool {
    wizard.schedule.option() == ReleaseOption::OnSpecifiedDate && date_unavailable(wizard).is_none()
}
