//! The commands: one file each, over the same engine as the screens.
//!
//! A command opens the workspace, calls one verb and renders its answer as a table for eyes, or as json or ron for
//! programs. Rules and their words come from below; nothing is re-derived here. Errors go to standard error as
//! `ipack: failed to …: …`, with a `hint:` line where there is a way out, and end with the status of the interface
//! contract. Without a terminal nothing asks, and nothing is confirmed by itself.

mod account;
mod activity;
mod args;
mod component;
mod confirm;
mod diff;
mod error;
mod export;
mod group;
mod history;
mod import;
mod open;
mod output;
mod pack;
mod release;
mod render;
mod rollback;
mod schedule;
mod scheduler;
mod screens;
mod workspace;

pub use args::{Cli, ColorChoice, Command, Format, Global};
pub use error::{Failure, report};
pub use screens::{screens, wants_wizard};

/// Runs a command.
///
/// # Errors
/// What it ends with other than its answer.
pub fn run(global: &Global, command: &Command) -> Result<(), Failure> {
    match command {
        Command::Pack(args) => pack::run(global, args),
        Command::Component(args) => component::run(global, args),
        Command::Group(args) => group::run(global, args),
        Command::Account(args) => account::run(global, args),
        Command::Release(args) => release::run(global, args),
        Command::Rollback(args) => rollback::run(global, args),
        Command::History(args) => history::run(global, args),
        Command::Diff(args) => diff::run(global, args),
        Command::Schedule(args) => schedule::run(global, args),
        Command::Scheduler(args) => scheduler::run(global, args),
        Command::Workspace(args) => workspace::run(global, args),
        Command::Activity(args) => activity::run(global, args),
        Command::Export(args) => export::run(global, args),
        Command::Import(args) => import::run(global, args),
    }
}
