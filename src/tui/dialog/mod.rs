//! Dialogs: an explicit stack in front of page and wizard.
//!
//! The top one hears input first and `Esc` pops it. Each is sized from its content and clamped to the screen last.
//! A dialog knows what it shows and what it answers; what its answer means is said in `act`.

pub(super) mod cancel_scheduled;
mod check_list;
pub(super) mod components;
pub(super) mod confirm;
pub(super) mod documents;
mod form;
pub(super) mod help;
pub(super) mod history;
pub(super) mod message;
pub(super) mod missed;
pub(super) mod move_scheduled;
pub(super) mod prose;
pub(super) mod publisher;
mod question;
pub(super) mod select_version;
pub(super) mod settings;
pub(super) mod subscribers;
pub(super) mod version_details;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use self::confirm::Leaving;
use super::{
    keys::{Action, Availability, Scope},
    look::Look,
    model::Model,
    page::{self, Page},
    program::Effect,
    update::failed,
    widget::{Edit, Scrolled, Tone},
    wizard::Wizard,
    worker::{Intent, Request},
};
use crate::{
    domain::{RefusalKind, SelectionRow, count, date_words},
    engine::{Diff, EngineError, History, Missed, PackageDetails, ScheduleEntry, ScheduleOutcome},
};

type Effects = Vec<Effect<Request>>;

/// What a key in a dialog comes to.
pub(super) enum Verdict {
    /// The dialog stays.
    Stay,
    /// It closes.
    Close,
    /// It wants something of the worker.
    Ask(Request),
    /// Another dialog stands in front of it.
    Open(Box<subscribers::Dialog>),
}

/// A dialog.
#[derive(Debug)]
pub enum Layer {
    /// Select Version.
    SelectVersion(Box<select_version::State>),
    /// Packaged Component Details.
    Details(Box<version_details::State>),
    /// A pack's releases.
    History(Box<history::State>),
    /// Move Scheduled Release.
    Move(Box<move_scheduled::State>),
    /// Cancel Scheduled Release.
    Cancel(Box<cancel_scheduled::State>),
    /// A dialog about accounts or account groups.
    Subscribers(Box<subscribers::Dialog>),
    /// A question.
    Confirm(confirm::State),
    /// What the keys do.
    Help(help::State),
    /// An error that has more to say than a line.
    Message(message::State),
    /// What was missed before the program was started.
    Missed(missed::State),
    /// Workspace Settings.
    Settings(Box<settings::State>),
    /// Importing or writing documents.
    Documents(Box<documents::Dialog>),
    /// What a publisher does to packs.
    Publisher(Box<publisher::State>),
    /// What a publisher does to components and their versions.
    Components(Box<components::State>),
}

impl Layer {
    pub(super) fn select_version(wizard: &Wizard, row: &SelectionRow) -> Self {
        Self::SelectVersion(Box::new(select_version::State::new(wizard, row)))
    }

    pub(super) fn details(details: Box<PackageDetails>) -> Self {
        Self::Details(Box::new(version_details::State::new(details)))
    }

    pub(super) fn history(history: Box<History>) -> Self {
        Self::History(Box::new(history::State::new(history)))
    }

    fn reschedule(intent: Intent, entry: Box<ScheduleEntry>, model: &Model) -> Self {
        match intent {
            Intent::Move => Self::Move(Box::new(move_scheduled::State::new(entry, model))),
            Intent::Cancel => Self::Cancel(Box::new(cancel_scheduled::State::new(entry))),
        }
    }

    pub(super) fn leave_wizard(is_dialog: bool) -> Self {
        Self::Confirm(confirm::State::leave_wizard(is_dialog))
    }

    pub(super) fn help(scopes: Vec<Scope>, hidden: Vec<Action>) -> Self {
        Self::Help(help::State::new(scopes, hidden))
    }

    pub(super) fn message(title: impl Into<String>, error: &EngineError) -> Self {
        Self::Message(message::State::new(title.into(), error))
    }

    pub(super) fn missed(missed: Vec<Missed>) -> Self {
        Self::Missed(missed::State::new(missed))
    }

    pub(super) fn read_only(why: &str) -> Self {
        Self::Message(message::State::read_only(why))
    }

    pub(super) fn note(text: String) -> Self {
        Self::Message(message::State::note(text))
    }

    /// The scopes of what has the focus in it, the innermost first.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self {
            Self::SelectVersion(state) => state.scopes(),
            Self::History(_) => vec![Scope::History],
            Self::Move(state) => state.scopes(),
            Self::Cancel(state) => state.scopes(),
            Self::Subscribers(dialog) => dialog.scopes(),
            Self::Documents(dialog) => dialog.scopes(),
            Self::Confirm(_) => vec![Scope::Buttons, Scope::Confirm],
            Self::Help(_) => vec![Scope::Help],
            Self::Details(_) | Self::Message(_) => vec![Scope::VersionDetails],
            Self::Missed(_) => vec![Scope::Missed],
            Self::Publisher(state) => state.scopes(),
            Self::Components(state) => state.scopes(),
            Self::Settings(state) => state.scopes(),
        }
    }

    /// Whether leaving would lose what was typed or chosen in it.
    fn is_edited(&self) -> bool {
        match self {
            Self::Publisher(state) => state.is_edited(),
            Self::Components(state) => state.is_edited(),
            Self::Settings(state) => state.is_edited(),
            _ => false,
        }
    }

    /// Edits the text field that has the focus.
    pub(super) fn edit(&mut self, edit: &Edit) {
        match self {
            Self::SelectVersion(state) => state.edit(edit),
            Self::Move(state) => state.edit(edit),
            Self::Cancel(state) => state.edit(edit),
            Self::Publisher(state) => state.edit(edit),
            Self::Components(state) => state.edit(edit),
            Self::Settings(state) => state.edit(edit),
            Self::Subscribers(dialog) => dialog.edit(edit),
            Self::Documents(dialog) => dialog.edit(edit),
            Self::History(_)
            | Self::Details(_)
            | Self::Confirm(_)
            | Self::Help(_)
            | Self::Message(_)
            | Self::Missed(_) => {}
        }
    }
}

/// Carries out an action in the top dialog.
pub(super) fn act(model: &mut Model, action: Action) -> Effects {
    match model.layers.last_mut() {
        Some(Layer::SelectVersion(_)) => select_version::act(model, action),
        Some(Layer::History(_)) => history::act(model, action),
        Some(Layer::Move(state)) => {
            let verdict = state.act(action);
            carry_out(model, verdict)
        }
        Some(Layer::Cancel(state)) => {
            let verdict = state.act(action);
            carry_out(model, verdict)
        }
        Some(Layer::Subscribers(dialog)) => {
            let verdict = dialog.act(action);
            carry_out(model, verdict)
        }
        Some(Layer::Documents(dialog)) => {
            let verdict = dialog.act(action);
            carry_out(model, verdict)
        }
        Some(Layer::Confirm(state)) => match state.act(action) {
            None => vec![],
            Some(confirmed) => {
                let leaving = state.leaving;
                model.layers.pop();
                match leaving {
                    Leaving::Wizard if confirmed => model.wizard = None,
                    Leaving::Dialog if confirmed => return pop(model),
                    _ => {}
                }
                vec![]
            }
        },
        Some(Layer::Details(state)) => {
            scroll_or_close(action, &mut state.scroll).map_or_else(Vec::new, |()| pop(model))
        }
        Some(Layer::Help(state)) => scroll_or_close(action, &mut state.scroll).map_or_else(Vec::new, |()| pop(model)),
        Some(Layer::Message(_)) => match action {
            Action::Back => pop(model),
            _ => vec![],
        },
        Some(Layer::Missed(_)) if action == Action::ShowSchedule => {
            model.layers.pop();
            page::show(model, Page::Schedule)
        }
        Some(Layer::Missed(state)) => scroll_or_close(action, &mut state.scroll).map_or_else(Vec::new, |()| pop(model)),
        Some(Layer::Settings(state)) => {
            let verdict = state.act(action);
            carry_out(model, verdict)
        }
        Some(Layer::Publisher(state)) => {
            let verdict = state.act(action);
            carry_out(model, verdict)
        }
        Some(Layer::Components(state)) => {
            let verdict = state.act(action);
            carry_out(model, verdict)
        }
        None => vec![],
    }
}

/// Whether an action makes sense in a dialog.
pub(super) fn availability(layer: &Layer, action: Action) -> Availability {
    match (layer, action) {
        (_, Action::Quit) | (Layer::Help(_), Action::Help) | (Layer::Documents(_), Action::Filter) => {
            Availability::Hidden
        }
        (Layer::SelectVersion(state), _) => state.availability(action),
        (Layer::Subscribers(dialog), _) => dialog.availability(action),
        (Layer::History(state), _) => state.availability(action),
        (Layer::Publisher(state), _) => state.availability(action),
        (Layer::Components(state), _) => state.availability(action),
        _ => Availability::Available,
    }
}

/// Draws a dialog; answers where the terminal's cursor goes.
pub(super) fn draw(look: &Look, layer: &Layer, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    match layer {
        Layer::SelectVersion(state) => return select_version::draw(look, state, screen, buf),
        Layer::Move(state) => return move_scheduled::draw(look, state, screen, buf),
        Layer::Cancel(state) => return cancel_scheduled::draw(look, state, screen, buf),
        Layer::Publisher(state) => return publisher::draw(look, state, screen, buf),
        Layer::Settings(state) => return settings::draw(look, state, screen, buf),
        Layer::Subscribers(dialog) => return subscribers::draw(look, dialog, screen, buf),
        Layer::Components(state) => return components::draw(look, state, screen, buf),
        Layer::Documents(dialog) => return documents::draw(look, dialog, screen, buf),
        Layer::History(state) => history::draw(look, state, screen, buf),
        Layer::Details(state) => version_details::draw(look, state, screen, buf),
        Layer::Confirm(state) => confirm::draw(look, state, screen, buf),
        Layer::Help(state) => help::draw(look, state, screen, buf),
        Layer::Message(state) => message::draw(look, state, screen, buf),
        Layer::Missed(state) => missed::draw(look, state, screen, buf),
    }
    None
}

fn carry_out(model: &mut Model, verdict: Verdict) -> Effects {
    match verdict {
        Verdict::Stay => vec![],
        Verdict::Close if model.layers.last().is_some_and(Layer::is_edited) => {
            model.layers.push(Layer::Confirm(confirm::State::leave_dialog()));
            vec![]
        }
        Verdict::Close => pop(model),
        Verdict::Ask(request) => vec![Effect::Ask(request)],
        Verdict::Open(dialog) => {
            model.layers.push(Layer::Subscribers(dialog));
            vec![]
        }
    }
}

/// Shows a comparison in the history that asked for it.
pub(super) fn compare(model: &mut Model, diff: Box<Diff>) {
    if let Some(Layer::History(state)) = model.layers.last_mut() {
        state.compare(diff);
    }
}

/// Opens the dialog that moves or cancels what is scheduled.
pub(super) fn scheduled(
    model: &mut Model,
    intent: Intent,
    told: Result<Option<Box<ScheduleEntry>>, EngineError>,
) -> Effects {
    match told {
        Ok(Some(entry)) => {
            let layer = Layer::reschedule(intent, entry, model);
            model.layers.push(layer);
            vec![]
        }
        Ok(None) => {
            model.tell(Tone::Warning, "nothing is scheduled any more");
            vec![Effect::Ask(Request::Refresh)]
        }
        Err(error) => failed(model, "read the scheduled release", &error),
    }
}

/// Closes the dialog that moved or cancelled, and says what came of it.
pub(super) fn rescheduled(model: &mut Model, outcome: &ScheduleOutcome) {
    if matches!(model.layers.last(), Some(Layer::Move(_) | Layer::Cancel(_))) {
        model.layers.pop();
    }
    let name = &outcome.name;
    let text = match (&outcome.scheduled, outcome.recalled, outcome.ahead) {
        (Some(scheduled), ..) => format!("{name} is moved to {}", date_words(scheduled.release_on_date)),
        (None, Some(number), _) => format!("the release of {name} is cancelled and recalled by #{number}"),
        (None, None, 0) => format!("the scheduled release of {name} is cancelled"),
        (None, None, ahead) => {
            format!("the scheduled release of {name} is cancelled; {} ahead", count(ahead, "instance"))
        }
    };
    model.tell(Tone::Success, text);
}

/// Says why it was refused; the dialog goes, as what it was based on does not hold any more.
pub(super) fn not_rescheduled(model: &mut Model, error: &EngineError) -> Effects {
    let conflict = matches!(error, EngineError::Refused(refusal) if refusal.kind() == RefusalKind::Conflict);
    if conflict && matches!(model.layers.last(), Some(Layer::Move(_) | Layer::Cancel(_))) {
        model.layers.pop();
    }
    model.layers.push(Layer::message("Failed to change the scheduled release", error));
    vec![Effect::Ask(Request::Refresh)]
}

fn pop(model: &mut Model) -> Effects {
    model.layers.pop();
    vec![]
}

/// Moves through a text that is longer than its dialog; some where the dialog is to be closed.
fn scroll_or_close(action: Action, scroll: &mut Scrolled) -> Option<()> {
    match action.motion() {
        Some(motion) => {
            scroll.step(motion);
            None
        }
        None => (action == Action::Back).then_some(()),
    }
}
