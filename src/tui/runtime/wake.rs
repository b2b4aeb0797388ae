//! What ends the wait of the loop.

use std::io;

use crate::tui::event::Event;

/// All that can wake the loop.
pub(super) enum Wake<A> {
    Event(Event),
    Answer(A),
    /// The answer to what was sent.
    Returned(A),
    Continued,
    Signal(i32),
    InputLost(io::Error),
    WorkerEnded,
}
