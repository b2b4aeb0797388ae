//! What the tests of the screens share: keys pressed at every size, time that passes, and questions to what is shown.

use ipack::{
    engine::{ReleaseOrder, When},
    tui::{app::App, harness::Harness},
};

use super::{Workspace, instant};

/// The smallest screen that the pages can be read on, a terminal as it opens, and one with room.
pub const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 36)];

/// Procure to Pay waits in the sample for Wednesday 25 November; its window opens at this instant.
pub const WINDOW: &str = "2026-11-25T05:00:00Z";

/// The screens that keys lead to, at every size. Each size has a workspace of its own, so that what the keys do is
/// done once.
pub fn at_every_size(workspace: impl Fn() -> Workspace, keys: &str) -> String {
    drawn_at_every_size(workspace, |_, screens| {
        screens.press(keys);
    })
}

/// The screens that anything leads to, at every size.
pub fn drawn_at_every_size(
    workspace: impl Fn() -> Workspace,
    travel: impl Fn(&Workspace, &mut Harness<App>),
) -> String {
    let screens = SIZES.map(|(width, height)| {
        let workspace = workspace();
        let mut screens = workspace.screens(width, height);
        travel(&workspace, &mut screens);
        format!("{width}x{height}\n{}\n", framed(&screens))
    });
    screens.join("\n")
}

/// The screen between two lines that are as wide as it is, so that its right edge shows.
pub fn framed(screens: &Harness<App>) -> String {
    let edge = "═".repeat(usize::from(screens.buffer().area.width));
    format!("{edge}\n{}\n{edge}", screens.screen())
}

/// That a text stands on the screen.
#[track_caller]
pub fn says(screens: &Harness<App>, text: &str) {
    let screen = screens.screen();
    assert!(screen.contains(text), "{text}\n{screen}");
}

#[track_caller]
pub fn says_not(screens: &Harness<App>, text: &str) {
    let screen = screens.screen();
    assert!(!screen.contains(text), "{text}\n{screen}");
}

/// What the styles of the first line with this text mean.
pub fn meaning(screens: &Harness<App>, text: &str) -> String {
    let screen = screens.screen();
    let line = screen.lines().position(|line| line.contains(text)).expect("the text");
    let legend = screens.styles();
    legend.lines().find(|l| l.starts_with(&format!("{line}: "))).unwrap_or_default().to_owned()
}

/// Sets the clock that a workspace goes by.
pub fn set(workspace: &Workspace, now: &str) {
    workspace.clock.set(instant(now));
}

/// Lets time pass for the screens and the clock alike.
pub fn pass(workspace: &Workspace, screens: &mut Harness<App>, now: &str) {
    set(workspace, now);
    screens.tick(instant(now));
}

/// Schedules what a pack proposes.
pub fn schedule(workspace: &Workspace, pack: &str, date: &str, notes: &str) {
    let mut engine = workspace.engine();
    let proposal = engine.propose_release(&workspace.pack(pack)).expect("a proposal");
    let when = When::On(date.parse().expect("a date"));
    let order = ReleaseOrder { basis: proposal.basis, selection: proposal.selection, when, notes: notes.into() };
    engine.release(&order).expect("scheduled");
}

/// The sample with four scheduled releases.
pub fn busy() -> Workspace {
    let workspace = Workspace::sample();
    schedule(&workspace, "Order to Cash", "2026-11-23", "Peppol for everybody");
    schedule(&workspace, "Retail Sync", "2026-12-01", "");
    schedule(&workspace, "Facturation électronique – réforme 2026", "2027-01-04", "");
    workspace
}

/// The sample on the day after its scheduled release was missed.
pub fn missed() -> Workspace {
    let workspace = Workspace::sample();
    set(&workspace, "2026-11-26T12:00:00Z");
    workspace
}

/// The numbers of a pack's releases.
pub fn numbers(workspace: &Workspace, pack: &str) -> Vec<u32> {
    let view = workspace.engine().pack(&workspace.pack(pack)).expect("a pack");
    view.pack.releases.iter().map(|release| release.number).collect()
}
