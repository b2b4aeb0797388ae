//! The interface between a program and the loop or the harness that runs it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::event::Event;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input<A> {
    /// The user did something.
    Event(Event),
    /// The worker answers, in the order of the requests; or what was sent is answered, whenever that is.
    Answer(A),
    /// The tick that the program asked for, with the time.
    Tick(DateTime<Utc>),
    /// An answer has been outstanding for 150 ms: time to show so. Once for each time the worker falls behind.
    Slow,
}

/// What a program wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect<R> {
    /// The worker shall answer this.
    Ask(R),
    /// Answer this on a thread of its own: it may take minutes, and nothing else waits for it.
    Send(R),
    /// Copy this text to the clipboard.
    Copy(String),
    /// Lend the terminal to the admin's own editor, for this text. What the editor made of it comes as an event.
    Compose(String),
    /// Ask the terminal for its background colour. The answer comes as an event, if it comes soon.
    AskBackground,
    /// Draw the whole screen again.
    Redraw,
    /// Stop until the shell continues the program.
    Suspend,
    /// End with this status.
    Quit(u8),
}

/// When a program wants to hear of time passing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// At every full minute, for a clock.
    Minute,
    /// As often as this, for progress and counts that run down.
    Every(Duration),
}

/// A program: state that hears inputs and can be drawn. Touches no file, thread, clock or terminal.
pub trait Program {
    /// What it asks the worker.
    type Request: Send + 'static;
    type Answer: Send + 'static;

    /// What it wants done before the first frame.
    fn start(&mut self) -> Vec<Effect<Self::Request>> {
        Vec::new()
    }

    fn update(&mut self, input: Input<Self::Answer>) -> Vec<Effect<Self::Request>>;

    /// Draws itself into an empty buffer; returns where the cursor is shown, if it is.
    fn draw(&self, area: Rect, buf: &mut Buffer) -> Option<Position>;

    /// The ticks that it wants just now; `None` for silence.
    fn wants_tick(&self) -> Option<Tick> {
        None
    }
}
