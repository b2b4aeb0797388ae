//! Commands: what pages, the wizard and dialogs want done. They know their own state and the context, and not each
//! other. Only `update` carries out commands.
//!
//! A [`Query`] asks the worker. The code that asks says what becomes of the reply.

mod dialog;
mod query;

use std::any::{Any, TypeId};

pub use dialog::Dialog;
pub use query::{Query, Reply, Request, Ticket};

use super::{
    keys::{Action, Availability},
    look::Context,
    widget::Tone,
};
use crate::{
    domain::{AccountGroupId, AccountId, ComponentId, Deployment, PackId, Refusal, RefusalKind, Selection, Version},
    engine::{
        Candidate, Draft, Engine, EngineError, LeftDraft, News, Overview, Purpose, SeveralTakenUp, TakenUp,
        WatchTrouble,
    },
};

/// Something to be done.
#[derive(Debug)]
pub enum Command {
    /// The worker shall answer this.
    Ask(Request),
    /// Copy a text to the clipboard: what it is, and the text.
    Copy(&'static str, String),
    /// Hand this text to the admin's own editor; what comes back replaces it where the focus is.
    Compose(String),
    /// Show a notice in the line above the footer.
    Notify(Tone, String),
    /// Show a notice that nobody asked for: it never opens a dialog, which would take keys.
    Hint(Tone, String),
    /// Show an error in a dialog: title, text, hint.
    Explain(String, String, Option<String>),
    /// Show that something could not be read. A line is enough where the header already says that the workspace can't
    /// be read.
    Unread(String, String, Option<String>),
    /// Open a dialog in front.
    Open(Box<dyn Dialog>),
    /// Leave the dialog; the admin is asked first where something was entered.
    Leave,
    /// Remove all marks, because the marked packs are done.
    Unmark,
    Close,
    /// Close the dialog and those that led to it.
    Finish,
    /// Close the dialog in front, with what was entered in it.
    CloseFront,
    /// Show another page, or something on it.
    GoTo(Place),
    /// Carry out an action as if its key was pressed.
    Act(Action),
    /// The wizard begins.
    Begin(Box<Draft>),
    /// Offer a draft that was left by accident; with the time at which it was left.
    Offer(Box<LeftDraft>, String),
    /// Go on with a draft in the wizard.
    TakeUp(Box<TakenUp>),
    /// Go on with the draft of a release of several packs.
    TakeUpSeveral(Box<SeveralTakenUp>),
    /// Begin the release of several packs.
    BeginSeveral(Vec<Candidate>),
    /// Hand back the versions that were chosen for one of several packs.
    Settle(Box<Selection>),
    /// End the wizard in front, with what was chosen in it.
    EndWizard,
    /// The wizard releases this version.
    Choose(ComponentId, Version),
    /// Read what others have changed, and perform what has fallen due.
    Refresh,
    /// Show the workspace as it is now.
    Renew(Box<Overview>),
    /// What came up is told.
    Announce(Box<News>),
    /// This came of a look at the platform.
    Mirrored(Result<String, EngineError>),
    /// Show why the workspace can't be read or changed right now; none where it can.
    Trouble(Option<WatchTrouble>),
}

impl Command {
    pub(super) fn open(dialog: impl Dialog) -> Self {
        Self::Open(Box::new(dialog))
    }
}

/// What a key or a reply leads to, in order.
pub type Commands = Vec<Command>;

/// The parts of the interface that a reply may be for, found by their type.
pub trait Parts {
    /// The part of this type. A dialog is found only where it is the one that asked.
    fn find(&mut self, wanted: TypeId, asker: Option<Ticket>) -> Option<(&mut dyn Any, &Context)>;

    /// What the dialog that asked does about a refused change.
    fn refused(&mut self, asker: Option<Ticket>, doing: &'static str, error: &EngineError) -> Commands;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The packs, and the chosen one with its components.
    IntegrationPacks,
    /// Scheduled releases by date.
    Schedule,
    /// The managed accounts, and the chosen one with what is installed in it.
    Accounts,
    /// The account groups, and the chosen one with its accounts and resources.
    AccountGroups,
    /// What happened.
    Activity,
    /// The components, and the chosen one with its versions.
    Components,
}

impl Page {
    /// Every page, in the order of the header.
    pub const ALL: [Self; 6] =
        [Self::IntegrationPacks, Self::Schedule, Self::Accounts, Self::AccountGroups, Self::Activity, Self::Components];

    pub const fn title(self, deployment: Deployment) -> &'static str {
        match self {
            Self::IntegrationPacks => deployment.words().packs,
            Self::Schedule => "Schedule",
            Self::Accounts => "Accounts",
            Self::AccountGroups => "Account Groups",
            Self::Activity => "Activity",
            Self::Components => "Components",
        }
    }

    pub const fn action(self) -> Action {
        match self {
            Self::IntegrationPacks => Action::ShowIntegrationPacks,
            Self::Schedule => Action::ShowSchedule,
            Self::Accounts => Action::ShowAccounts,
            Self::AccountGroups => Action::ShowAccountGroups,
            Self::Activity => Action::ShowActivity,
            Self::Components => Action::ShowComponents,
        }
    }

    /// Its name in little room.
    pub const fn short_title(self, deployment: Deployment) -> &'static str {
        match self {
            Self::IntegrationPacks => match deployment {
                Deployment::Standard => "Packs",
                Deployment::Legacy => deployment.words().packs,
            },
            Self::AccountGroups => "Groups",
            Self::Schedule | Self::Accounts | Self::Activity | Self::Components => self.title(deployment),
        }
    }

    /// Its name where every cell counts.
    pub const fn shortest_title(self, deployment: Deployment) -> &'static str {
        match self {
            Self::Activity => "Log",
            Self::Components => "Comps",
            _ => self.short_title(deployment),
        }
    }

    /// Its name where the key before it would have no room otherwise.
    pub const fn clipped_title(self, deployment: Deployment) -> &'static str {
        match self {
            Self::Schedule => "Sched",
            Self::Accounts => "Accts",
            _ => self.shortest_title(deployment),
        }
    }
}

/// What can be gone to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A page as it was left.
    Page(Page),
    /// A pack, whatever its page's filter lets through.
    Pack(PackId),
    Account(AccountId),
    Group(AccountGroupId),
    Component(ComponentId, Option<Version>),
}

/// Starts the wizard for a pack; a draft of it that was left is offered.
pub(super) fn propose(id: PackId, purpose: Purpose) -> Command {
    Query::read("start the release", move |engine| Ok((engine.draft(&id, purpose)?, left_draft(engine, Some(&id)))))
        .then(|(draft, left)| [Command::Begin(Box::new(draft))].into_iter().chain(left.map(offer)).collect())
}

/// Offers the newest draft that was left, of any pack.
pub(super) fn offer_left_draft() -> Command {
    Query::read("look for drafts", |engine| Ok(left_draft(engine, None)))
        .then(|left| left.map(offer).into_iter().collect())
}

/// That none can be looked for is no reason to hold up what was asked for.
fn left_draft(engine: &mut Engine, pack: Option<&PackId>) -> Option<(LeftDraft, String)> {
    let left = engine.left_drafts(pack).ok()?.into_iter().next()?;
    let at = engine.left_at(&left);
    Some((left, at))
}

fn offer((left, at): (LeftDraft, String)) -> Command {
    Command::Offer(Box::new(left), at)
}

/// Starts the wizard for several packs at once; a draft that was left with some of them is offered.
pub(super) fn propose_several(ids: Vec<PackId>) -> Command {
    Query::read("start the releases", move |engine| {
        let left = engine.left_drafts(None).unwrap_or_default().into_iter().find(|left| left.is_of_some(&ids));
        let left = left.map(|left| (engine.left_at(&left), left)).map(|(at, left)| (left, at));
        Ok((engine.propose_several(&ids), left))
    })
    .then(|(candidates, left)| [Command::BeginSeveral(candidates)].into_iter().chain(left.map(offer)).collect())
}

/// The command for an error: a short refusal is a notice, anything longer a dialog.
pub(super) fn failed(doing: &str, error: &EngineError) -> Commands {
    match error {
        EngineError::Refused(refusal) => vec![Command::Notify(Tone::Error, refusal.with_hint())],
        _ => vec![explain(&format!("Failed to {doing}"), error)],
    }
}

/// The command for something that could not be read; a refusal is a notice.
pub(super) fn unread(doing: &str, error: &EngineError) -> Commands {
    match error {
        EngineError::Refused(_) => failed(doing, error),
        _ => vec![Command::Unread(format!("Failed to {doing}"), error.to_string(), error.hint())],
    }
}

/// An error in a dialog.
pub(super) fn explain(title: &str, error: &EngineError) -> Command {
    Command::Explain(title.to_owned(), error.to_string(), error.hint())
}

/// The commands for a decision whose basis has changed: the dialog closes, and says why.
pub(super) fn outdated(doing: &str, error: &EngineError) -> Option<Commands> {
    let EngineError::Refused(refusal) = error else { return None };
    let outdated = matches!(refusal.kind(), RefusalKind::Conflict | RefusalKind::NotFound);
    outdated.then(|| vec![Command::Close, explain(&format!("Failed to {doing}"), error), Command::Refresh])
}

/// A warning before the admin goes on.
pub(super) fn warn(text: impl Into<String>) -> Commands {
    vec![Command::Notify(Tone::Warning, text.into())]
}

/// Puts an id on the clipboard.
pub(super) fn copy_id(id: &impl ToString) -> Commands {
    vec![Command::Copy("ID", id.to_string())]
}

/// Puts the command that does the same on the clipboard.
pub(super) fn copied(command: Option<String>) -> Commands {
    command.map(|command| Command::Copy("Command", command)).into_iter().collect()
}

/// Available where there is something, else hidden.
pub(super) fn shown_if(there: bool) -> Availability {
    if there { Availability::Available } else { Availability::Hidden }
}

/// Available, or the reason why not.
pub(super) fn allowed<T>(result: Result<T, Refusal>) -> Availability {
    match result {
        Ok(_) => Availability::Available,
        Err(refusal) => Availability::Unavailable(refusal.to_string().into()),
    }
}
