//! Pages: Schedule, Accounts, Account Groups, Activity and Components, who has a pack, the way from one to another, and
//! what the open screens do when something falls due; Legacy deployment, documents, and the settings of a workspace.

#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod activity;
mod components;
mod documents;
mod due;
mod groups;
mod legacy;
mod schedule;
mod settings;
mod story;
mod twice;
mod ways;
mod who_has_it;

use ipack::{
    engine::{ReleaseOrder, When},
    tui::{app::App, harness::Harness},
};
use support::{Workspace, instant};

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 36)];

/// Procure to Pay waits in the sample for Wednesday 25 November; its window opens at this instant.
const WINDOW: &str = "2026-11-25T05:00:00Z";

fn set(workspace: &Workspace, now: &str) {
    workspace.clock.set(instant(now));
}

/// Lets time pass for the screens and the clock alike.
fn pass(workspace: &Workspace, screens: &mut Harness<App>, now: &str) {
    set(workspace, now);
    screens.tick(instant(now));
}

/// Schedules what a pack proposes.
fn schedule(workspace: &Workspace, pack: &str, date: &str, notes: &str) {
    let mut engine = workspace.engine();
    let proposal = engine.propose_release(&workspace.pack(pack)).expect("a proposal");
    let when = When::On(date.parse().expect("a date"));
    let order = ReleaseOrder { basis: proposal.basis, selection: proposal.selection, when, notes: notes.into() };
    engine.release(&order).expect("scheduled");
}

/// The sample with four scheduled releases.
fn busy() -> Workspace {
    let workspace = Workspace::sample();
    schedule(&workspace, "Order to Cash", "2026-11-23", "Peppol for everybody");
    schedule(&workspace, "Retail Sync", "2026-12-01", "");
    schedule(&workspace, "Facturation électronique – réforme 2026", "2027-01-04", "");
    workspace
}

/// The sample on the day after its scheduled release was missed.
fn missed() -> Workspace {
    let workspace = Workspace::sample();
    set(&workspace, "2026-11-26T12:00:00Z");
    workspace
}

fn framed(screens: &Harness<App>) -> String {
    let edge = "═".repeat(usize::from(screens.buffer().area.width));
    format!("{edge}\n{}\n{edge}", screens.screen())
}

/// The screens that keys lead to, at every size.
fn at_every_size(workspace: impl Fn() -> Workspace, keys: &str) -> String {
    let drawn = SIZES.map(|(width, height)| {
        let workspace = workspace();
        let mut screens = workspace.screens(width, height);
        screens.press(keys);
        format!("{width}x{height}\n{}\n", framed(&screens))
    });
    drawn.join("\n")
}

macro_rules! journey {
    ($workspace:expr, $keys:expr) => {
        insta::with_settings!({ description => $keys, omit_expression => true }, {
            insta::assert_snapshot!($crate::at_every_size($workspace, $keys));
        })
    };
}

/// The numbers of a pack's releases.
fn numbers(workspace: &Workspace, pack: &str) -> Vec<u32> {
    let view = workspace.engine().pack(&workspace.pack(pack)).expect("a pack");
    view.pack.releases.iter().map(|release| release.number).collect()
}

/// Where a text stands on the screen, as its line says what it means.
fn meaning(screens: &Harness<App>, text: &str) -> String {
    let screen = screens.screen();
    let line = screen.lines().position(|line| line.contains(text)).expect("the text");
    let legend = screens.styles();
    legend.lines().find(|l| l.starts_with(&format!("{line}: "))).unwrap_or_default().to_owned()
}

use journey;
