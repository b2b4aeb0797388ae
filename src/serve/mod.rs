//! The twin: the platform's REST API over a workspace.
//!
//! A mouth beside the commands and the screens: the same engine, the same rules, the same journal. [`Twin::answer`] turns
//! a request into its response without a socket, so that everything but the bytes is tested in memory. [`Mouth`] is
//! the socket in front of it. Each of the platform's objects is a row of one table, with a file of its own.
//!
//! Where the platform's documents say nothing or contradict themselves, `docs/platform.md` tells what the twin does.

mod answer;
mod bucket;
mod desk;
mod ids;
mod mouth;
mod objects;
mod refused;
mod tokens;
mod twin;
mod weather;

pub use mouth::Mouth;
pub use tokens::{Token, TokenError, Tokens};
pub use twin::{Quirks, Twin, account_of};
pub use weather::Weather;
