//! The thread that asks the engine, so that a slow disk never holds up a key.

use super::command::{Reply, Request};
use crate::engine::{Engine, EngineError};

/// Asks the engine; questions are answered one at a time.
pub fn answer(engine: &mut Engine, request: Request) -> Reply {
    request.answer(Ok(engine))
}

/// Asks an engine that is opened for it, so that nothing else waits meanwhile.
pub fn answer_apart(open: impl FnOnce() -> Result<Engine, EngineError>, request: Request) -> Reply {
    match open() {
        Ok(mut engine) => request.answer(Ok(&mut engine)),
        Err(error) => request.answer(Err(error)),
    }
}
