//! The twin: the platform's REST API over a workspace.
//!
//! A server beside the commands and the screens: the same engine, the same rules, the same journal. [`Twin::answer`]
//! turns a request into its response without a socket, so that everything but the bytes is tested in memory. [`Server`]
//! is the socket in front of it. Each of the platform's objects is a row of one table, with a file of its own.
//!
//! Where the platform's documents say nothing or contradict themselves, `docs/platform.md` tells what the twin does.

mod answer;
mod bucket;
mod context;
mod faults;
mod ids;
mod objects;
mod refused;
mod server;
mod tokens;
mod twin;

pub use faults::Faults;
pub use server::Server;
pub use tokens::{Token, TokenError, Tokens};
pub use twin::{Quirks, Twin, account_of};
