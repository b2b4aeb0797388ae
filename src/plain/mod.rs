//! The wizard in lines of text, for screen readers, dumb terminals and bad connections.
//!
//! Numbered questions, one under the other, over the same engine as the screens and in the same words. Nothing moves
//! the cursor, draws a box, colours or spins; no escape sequence is ever written. A question shows its default in
//! brackets, and an empty answer takes it. What would release, move or cancel something is asked last, and there the
//! default is no. Where the input ends, whatever was being asked is not done; what was chosen is offered the next time.
//!
//! The room knows the engine and the domain. Input and output are handed in, so that tests hold the conversation.
//!
//! Odd, and on purpose: a last line without its line break is no answer, for it may be the half of one.

mod ask;
mod decision;
mod describe;
mod hooks;
mod pack;
mod packs;
mod request;
mod scheduled;
mod select_release_schedule;
mod select_version;
mod select_versions;
mod version_details;
mod voice;
mod wizard;

use std::io;

use crate::{
    domain::PackId,
    engine::{Engine, EngineError, Purpose},
};

use self::decision::Decision;
pub use voice::Voice;

/// Where a conversation starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// With the list of packs.
    Packs,
    /// In the wizard for a pack; the conversation ends with it.
    Wizard(PackId, Purpose),
}

/// Why a conversation ended before its end.
#[derive(Debug)]
pub enum Stop {
    /// The input ended; what was being asked was not done.
    InputEnded,
    /// The wizard that it started in was left; nothing was released.
    Left,
    /// The input could not be read, or the output not be written.
    Io(io::Error),
    /// The engine's answer to an attempt.
    Failed(EngineError),
}

/// The workspace and the conversation about it.
struct Session<'a> {
    engine: Engine,
    voice: Voice<'a>,
    /// Whether something was committed in this conversation.
    committed: bool,
}

/// Holds a conversation to its end. Where the terminal goes away after a commit, it ends with success, because a caller
/// that sees a failure would repeat the change.
///
/// # Errors
/// Why it ended before.
pub fn run(engine: Engine, start: Start, voice: Voice<'_>) -> Result<(), Stop> {
    let mut session = Session { engine, voice, committed: false };
    match session.talk(start) {
        Err(Stop::Io(_)) if session.committed => Ok(()),
        ended => ended,
    }
}

impl Session<'_> {
    fn talk(&mut self, start: Start) -> Result<(), Stop> {
        match start {
            Start::Packs => packs::talk(self),
            Start::Wizard(pack, purpose) => match wizard::talk(self, &pack, purpose)? {
                wizard::End::Done => Ok(()),
                wizard::End::Left => Err(Stop::Left),
            },
        }
    }

    /// Keeps what was chosen, so that it outlives the program. An error is ignored here: nothing else can be written
    /// then either, so the decision will fail and tell it.
    fn keep(&mut self, decision: &Decision) {
        let _ = self.engine.keep_draft(decision.kept());
    }

    /// Records whether the engine committed.
    fn done<T>(&mut self, result: Result<T, EngineError>) -> Result<T, EngineError> {
        self.committed |= result.is_ok();
        result
    }

    /// Reads out a refusal and goes on; ends where nobody reads.
    fn or_say<T>(&mut self, doing: &str, result: Result<T, Stop>) -> Result<Option<T>, Stop> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Stop::Failed(error)) => self.say_failure(doing, &error).map(|()| None),
            Err(stop) => Err(stop),
        }
    }

    fn say_failure(&mut self, doing: &str, error: &EngineError) -> Result<(), Stop> {
        self.voice.say(&format!("Failed to {doing}: {error}"))?;
        error.hint().map_or(Ok(()), |hint| self.voice.say(&format!("Hint: {hint}")))
    }

    /// Reads what others have committed, and reads out the notices.
    fn refresh(&mut self) -> Result<(), Stop> {
        self.engine.refresh()?;
        for notice in self.engine.take_notices() {
            self.voice.say(&notice)?;
        }
        Ok(())
    }

    /// Keeps the journal short. The decision is safe already, so a failure is only reported.
    fn tidy(&mut self) -> Result<(), Stop> {
        match self.engine.tidy() {
            Some(why) => Ok(self.voice.say(&format!("Warning: done, but failed to shorten the journal: {why}"))?),
            None => Ok(()),
        }
    }
}

impl From<EngineError> for Stop {
    fn from(error: EngineError) -> Self {
        Self::Failed(error)
    }
}

impl From<crate::domain::Refusal> for Stop {
    fn from(refusal: crate::domain::Refusal) -> Self {
        Self::Failed(refusal.into())
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
