//! Bytes of the terminal to events: a pure function of the bytes and of when they came.
//!
//! `decoder` knows how sequences begin and end; `sequence` knows which key a whole one stands for. What it knows no
//! key for does nothing: unknown chords, and answers of the terminal to what somebody else asked, wherever a slow line
//! cuts them.
//!
//! What is odd: a byte ESC is both a key and the beginning of all sequences. At the end of a read it is the key if
//! nothing follows within a moment; before a key in the same read it is either of both, and the program decides
//! ([`Event::EscAnd`](super::event::Event::EscAnd)).

mod decoder;
mod sequence;

pub use decoder::Decoder;
