//! Questions to the worker, and the way of the replies.

use std::{
    any::{Any, TypeId},
    fmt,
};

use super::{Command, Commands, Parts, failed, unread};
use crate::{
    engine::{Engine, EngineError, Progress},
    tui::look::Context,
};

/// The dialog that asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(pub(in crate::tui) u64);

type Work<T> = Box<dyn FnOnce(&mut Engine) -> Result<T, EngineError> + Send>;
type Answer = Box<dyn FnOnce(Result<&mut Engine, EngineError>) -> Deliver + Send>;
type Deliver = Box<dyn FnOnce(&mut dyn Parts, Option<Ticket>) -> Commands + Send>;

/// A question to the engine, for which the receiver of the reply is still to be named.
pub struct Query<T> {
    doing: &'static str,
    changes: bool,
    is_sent: bool,
    is_apart: bool,
    progress: Option<Progress>,
    work: Work<T>,
}

impl<T: Send + 'static> Query<T> {
    /// Reads something; `doing` says what failed, where it does: *Failed to …*.
    pub fn read(
        doing: &'static str,
        work: impl FnOnce(&mut Engine) -> Result<T, EngineError> + Send + 'static,
    ) -> Self {
        Self { doing, changes: false, is_sent: false, is_apart: false, progress: None, work: Box::new(work) }
    }

    /// Changes something. The screens show the new state before the reply is delivered. A refusal goes to the dialog
    /// that asked. In a connected workspace every change [goes out](Self::goes_out).
    pub fn change(
        doing: &'static str,
        work: impl FnOnce(&mut Engine) -> Result<T, EngineError> + Send + 'static,
    ) -> Self {
        Self { changes: true, ..Self::read(doing, work) }.goes_out()
    }

    /// Marks long work: its progress is shown, and the dialog that asked can stop it.
    #[must_use]
    pub fn long(self) -> Self {
        let (progress, work) = (Progress::default(), self.work);
        let watched = progress.clone();
        let work = Box::new(move |engine: &mut Engine| engine.watched(&watched, work));
        Self { progress: Some(progress), work, ..self }
    }

    /// Marks a question that goes to the platform in a connected workspace. It may take minutes, so a second engine
    /// answers it and nothing else waits.
    #[must_use]
    pub fn goes_out(self) -> Self {
        Self { is_sent: true, ..self.long() }
    }

    /// Marks a question that waits for somebody on the network, connected or not: nothing else waits for it.
    #[must_use]
    pub fn apart(self) -> Self {
        Self { is_apart: true, ..self }
    }

    /// How far it is, where it can take long.
    pub fn progress(&self) -> Option<Progress> {
        self.progress.clone()
    }

    /// The reply leads to commands.
    pub fn then(self, then: impl FnOnce(T) -> Commands + Send + 'static) -> Command {
        let (doing, changes) = (self.doing, self.changes);
        self.ask(move |parts, asker, result| match result {
            Ok(value) => then(value),
            Err(error) if changes => parts.refused(asker, doing, &error),
            Err(error) => unread(doing, &error),
        })
    }

    /// Delivers the reply to a page, the wizard, or the dialog that asked. It is dropped where that is gone.
    pub fn reply_to<P: Any>(self, deliver: impl FnOnce(&mut P, T, &Context) -> Commands + Send + 'static) -> Command {
        let (doing, changes) = (self.doing, self.changes);
        self.whole(move |part, result, context| match result {
            Ok(value) => deliver(part, value, context),
            Err(error) if changes => failed(doing, &error),
            Err(error) => unread(doing, &error),
        })
    }

    /// The same where the reply is only to be shown.
    pub fn shown_to<P: Any>(self, show: impl FnOnce(&mut P, T, &Context) + Send + 'static) -> Command {
        self.reply_to(move |part, value, context| {
            show(part, value, context);
            vec![]
        })
    }

    /// Delivers the result, also a failure.
    pub fn whole<P: Any>(
        self,
        deliver: impl FnOnce(&mut P, Result<T, EngineError>, &Context) -> Commands + Send + 'static,
    ) -> Command {
        self.ask(move |parts, asker, result| match parts.find(TypeId::of::<P>(), asker) {
            Some((part, context)) => part.downcast_mut().map_or_else(Vec::new, |part| deliver(part, result, context)),
            None => vec![],
        })
    }

    /// Delivers the result to a page or the wizard where that still waits for it; else it leads to commands.
    pub fn whole_or<P: Any>(
        self,
        waits: impl FnOnce(&P) -> bool + Send + 'static,
        home: impl FnOnce(&mut P, Result<T, EngineError>) -> Commands + Send + 'static,
        otherwise: impl FnOnce(Result<T, EngineError>) -> Commands + Send + 'static,
    ) -> Command {
        self.ask(move |parts, asker, result| {
            let part = parts.find(TypeId::of::<P>(), asker).and_then(|(part, _)| part.downcast_mut::<P>());
            match part.filter(|part| waits(part)) {
                Some(part) => home(part, result),
                None => otherwise(result),
            }
        })
    }

    /// Turns the result, also a failure, into commands.
    pub fn ends(self, then: impl FnOnce(Result<T, EngineError>) -> Commands + Send + 'static) -> Command {
        self.ask(move |_, _, result| then(result))
    }

    fn ask(
        self,
        deliver: impl FnOnce(&mut dyn Parts, Option<Ticket>, Result<T, EngineError>) -> Commands + Send + 'static,
    ) -> Command {
        let Self { changes, is_sent, is_apart, work, progress, .. } = self;
        let work = move |engine: Result<&mut Engine, EngineError>| {
            let (result, overview) = match engine {
                Ok(engine) => {
                    let result = work(engine);
                    let overview = (changes && result.is_ok()).then(|| Box::new(engine.overview()));
                    (result, overview)
                }
                Err(error) => (Err(error), None),
            };
            let deliver: Deliver = Box::new(move |parts, asker| {
                let commands = deliver(parts, asker, result);
                overview.map(Command::Renew).into_iter().chain(commands).collect()
            });
            deliver
        };
        Command::Ask(Request { asker: None, changes, is_sent, is_apart, progress, work: Box::new(work) })
    }
}

/// A question on its way to the worker.
pub struct Request {
    /// The dialog that waits for the reply.
    pub(in crate::tui) asker: Option<Ticket>,
    pub(in crate::tui) changes: bool,
    /// Where the workspace is connected, nothing else waits for it.
    pub(in crate::tui) is_sent: bool,
    /// Nothing else waits for it in any workspace.
    pub(in crate::tui) is_apart: bool,
    /// How far it is, where it can take long.
    pub(in crate::tui) progress: Option<Progress>,
    work: Answer,
}

impl Request {
    /// Asks the engine; where there is none, the reply says why.
    pub fn answer(self, engine: Result<&mut Engine, EngineError>) -> Reply {
        Reply { asker: self.asker, changes: self.changes, deliver: (self.work)(engine) }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("asker", &self.asker).field("changes", &self.changes).finish_non_exhaustive()
    }
}

/// The worker's answer on its way home.
pub struct Reply {
    /// The dialog that asked.
    pub(in crate::tui) asker: Option<Ticket>,
    /// It was to change something.
    pub(in crate::tui) changes: bool,
    deliver: Deliver,
}

impl Reply {
    /// Brings it home.
    pub(in crate::tui) fn deliver(self, parts: &mut dyn Parts) -> Commands {
        (self.deliver)(parts, self.asker)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply").field("asker", &self.asker).field("changes", &self.changes).finish_non_exhaustive()
    }
}
