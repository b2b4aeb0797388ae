//! The commands: one file each, over the same engine as the screens.
//!
//! A command opens the workspace, calls one verb and renders its answer as a table for eyes, or as json or ron for
//! programs. Rules and their words come from below; nothing is re-derived here. Errors go to standard error as
//! `ipack: failed to …: …`, with a `hint:` line where there is a way out, and end with the status of the interface
//! contract. Without a terminal nothing asks, and nothing is confirmed by itself.

mod account;
mod account_out;
mod activity;
mod apply;
mod args;
mod batch;
mod check;
mod complete;
mod component;
mod config;
mod confirm;
mod diff;
mod doctor;
mod end;
mod export;
mod failure;
mod format;
mod freeze;
mod freeze_out;
mod group;
mod help;
mod history;
mod hook;
mod import;
mod man;
mod open;
mod order;
mod output;
mod pack;
mod plain;
mod plan_out;
#[cfg(feature = "platform")]
mod platform;
mod progress;
mod release;
mod render;
mod report;
mod request;
mod request_out;
mod rollback;
mod schedule;
mod schedule_out;
mod scheduler;
mod screens;
#[cfg(feature = "platform")]
mod serve;
#[cfg(feature = "shared")]
mod shared;
mod table;
mod terminal;
mod tick_out;
#[cfg(feature = "platform")]
mod token;
mod workspace;

use crate::engine::Purpose;

pub use args::{Cli, Command, Global};
pub use complete::answer_shell;
pub use end::end;
pub use failure::Failure;
pub use format::{ColorChoice, Format};
pub use progress::with_progress;
pub use screens::{screens, wants_wizard};
pub use terminal::outlive_file_size_limit;

impl Command {
    /// What the command attempts in the wizard: in words, the pack as it was named, and the purpose. None for a command
    /// without a wizard.
    fn attempt(&self) -> Option<(String, &str, Purpose)> {
        match self {
            Self::Release(args) => {
                let pack = args.packs.first().map_or("", String::as_str);
                Some((format!("release {pack}"), pack, Purpose::Release))
            }
            Self::Rollback(args) => {
                Some((format!("roll back {}", args.pack), args.pack.as_str(), Purpose::RollBack(args.to)))
            }
            _ => None,
        }
    }
}

/// Runs a command.
///
/// # Errors
/// Why it gave no answer, or an answer with another status than 0.
pub fn run(global: &Global, command: &Command) -> Result<(), Failure> {
    if matches!(global.format, Format::Markdown | Format::Html) && !matches!(command, Command::Report(_)) {
        return Err(Failure::Usage {
            message: "only `ipack report` prints markdown and html".into(),
            hint: Some("--format table is for eyes, json and ron are for programs".into()),
        });
    }
    render::use_styles(if plain::wanted(global) { ColorChoice::Never } else { open::color(global) });
    match command {
        Command::Pack(args) => pack::run(global, args),
        Command::Component(args) => component::run(global, args),
        Command::Group(args) => group::run(global, args),
        Command::Account(args) => account::run(global, args),
        Command::Release(args) => release::run(global, args),
        Command::Apply(args) => apply::run(global, args),
        Command::Rollback(args) => rollback::run(global, args),
        Command::History(args) => history::run(global, args),
        Command::Diff(args) => diff::run(global, args),
        Command::Report(args) => report::run(global, args),
        Command::Freeze(args) => freeze::run(global, args),
        Command::Hook(args) => hook::run(global, args),
        Command::Request(args) => request::run(global, args),
        Command::Schedule(args) => schedule::run(global, args),
        Command::Scheduler(args) => scheduler::run(global, args),
        #[cfg(feature = "platform")]
        Command::Serve(args) => serve::run(global, args),
        #[cfg(feature = "platform")]
        Command::Token(args) => token::run(global, args),
        #[cfg(feature = "platform")]
        Command::Platform(args) => platform::run(global, args),
        Command::Workspace(args) => workspace::run(global, args),
        Command::Activity(args) => activity::run(global, args),
        Command::Check(args) => check::run(global, args),
        Command::Doctor => doctor::run(global),
        Command::Config(args) => config::run(global, args.command),
        Command::Completions { shell } => complete::run(*shell),
        Command::Man(args) => man::run(args),
        Command::Export(args) => export::run(global, args),
        Command::Import(args) => import::run(global, args),
    }
}
