//! How fast it is, each figure beside a floor that the same machine reached in the same run.
//!
//! `cargo bench` measures everything; `cargo bench -- start`, `keys`, `commit`, `due`, `governance`, `reach`, `history`, `size`,
//! `serve`, `sync` or `shared` a part. A goal missed is marked in the table; with `--strict` the run fails where one is missed by more than
//! noise. How large the program may be is said of the one without features: `cargo bench --no-default-features -- size`.

#![expect(clippy::disallowed_methods, reason = "a bench writes files that are no state")]
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a bench prints, and stops where it can't go on")]

mod commit;
mod due;
mod governance;
mod history;
mod keys;
#[path = "../../examples/generate/made_up.rs"]
mod made_up;
mod reach;
mod samples;
#[cfg(feature = "platform")]
mod serve;
#[cfg(all(unix, feature = "shared"))]
#[path = "../../tests/shared/server.rs"]
#[allow(dead_code, reason = "the bench uses a part of it")]
mod server;
#[cfg(all(unix, feature = "shared"))]
mod shared;
mod size;
mod start;
#[cfg(feature = "platform")]
mod sync;
mod table;
mod workspace;

use std::process::ExitCode;

use table::Table;

/// A part of the run: its name on the command line, and what measures it.
type Part = (&'static str, fn(&mut Table));

const PARTS: &[Part] = &[
    ("start", start::measure),
    ("keys", keys::measure),
    ("commit", commit::measure),
    ("due", due::measure),
    ("governance", governance::measure),
    ("reach", reach::measure),
    ("history", history::measure),
    ("size", size::measure),
    #[cfg(feature = "platform")]
    ("serve", serve::measure),
    #[cfg(feature = "platform")]
    ("sync", sync::measure),
    #[cfg(all(unix, feature = "shared"))]
    ("shared", shared::measure),
];

fn main() -> ExitCode {
    let (options, names): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|arg| arg.starts_with('-'));
    let strict = options.iter().any(|option| option == "--strict");
    let mut table = Table::default();
    for (name, measure) in PARTS.iter().copied() {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            measure(&mut table);
        }
    }
    println!("\n{table}");
    if strict && table.is_missed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
