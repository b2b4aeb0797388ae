//! The thread that asks the engine, so that a slow disk never holds up a key.

use super::command::{Reply, Request};
use crate::engine::Engine;

/// Asks the engine; questions are answered one at a time.
pub fn answer(engine: &mut Engine, request: Request) -> Reply {
    request.answer(engine)
}
