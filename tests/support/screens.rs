//! What the tests of the screens share: keys pressed at every size, time that passes, and questions to what is shown.

use ipack::{
    engine::{ReleaseOrder, When},
    tui::{app::App, harness::Harness, theme::Theme},
};
use ratatui::buffer::{Buffer, Cell, CellWidth};

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

/// The screen that keys lead to, on a terminal as it opens.
pub fn at_one_size(workspace: impl Fn() -> Workspace, keys: &str) -> String {
    framed(workspace().screens(80, 24).press(keys))
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

/// Presses keys on a terminal as it opens, and finds the sentences on the screen that they lead to.
#[track_caller]
pub fn leads_to(workspace: impl Fn() -> Workspace, keys: &str, sentences: &[&str]) {
    let workspace = workspace();
    let mut screens = workspace.screens(80, 24);
    screens.press(keys);
    for sentence in sentences {
        says(&screens, sentence);
    }
}

/// That a sentence stands on the screen, wherever its lines are broken.
#[track_caller]
pub fn says(screens: &Harness<App>, sentence: &str) {
    let screen = screens.screen();
    assert!(unbroken(&screen).contains(&unbroken(sentence)), "{sentence}\n{screen}");
}

#[track_caller]
pub fn says_not(screens: &Harness<App>, sentence: &str) {
    let screen = screens.screen();
    assert!(!unbroken(&screen).contains(&unbroken(sentence)), "{sentence}\n{screen}");
}

/// The words with one blank between them, without the frames around them.
fn unbroken(text: &str) -> String {
    let is_frame = |c: char| matches!(c, '│' | '─' | '┌' | '┐' | '└' | '┘');
    text.split(|c: char| c.is_whitespace() || is_frame(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What the styles of a text mean, where it stands first on screens with [`Theme::labelled`]; empty where they mean
/// nothing.
#[track_caller]
pub fn meaning(screens: &Harness<App>, text: &str) -> String {
    let styles = Theme::labelled().styles;
    let found = lines(screens.buffer()).find_map(|(line, cells)| {
        let start = line.find(text)?;
        let of_the_text = cells.into_iter().filter(|(at, _)| (start..start + text.len()).contains(at));
        let mut meanings: Vec<_> = of_the_text.filter_map(|(_, cell)| styles.name_of(cell.style())).collect();
        meanings.dedup();
        Some(meanings.join(", "))
    });
    assert!(found.is_some(), "{text} is not on the screen:\n{}", screens.screen());
    found.unwrap_or_default()
}

/// Everything that means something on screens with [`Theme::labelled`], line by line: the meaning, and the text that
/// has it.
pub fn meanings(screens: &Harness<App>) -> String {
    let styles = Theme::labelled().styles;
    let mut told = String::new();
    for (_, cells) in lines(screens.buffer()) {
        let runs = cells.chunk_by(|(_, one), (_, next)| styles.name_of(one.style()) == styles.name_of(next.style()));
        let runs = runs.filter_map(|run| Some((styles.name_of(run[0].1.style())?, run)));
        let runs: Vec<String> = runs
            .map(|(meaning, run)| {
                let text: String = run.iter().map(|(_, cell)| cell.symbol()).collect();
                format!("{meaning} {:?}", text.trim_end())
            })
            .collect();
        told.push_str(&runs.join(", "));
        told.push('\n');
    }
    told
}

/// Each line of a screen, and its cells with the bytes of the line at which they begin.
fn lines(buffer: &Buffer) -> impl Iterator<Item = (String, Vec<(usize, &Cell)>)> {
    buffer.area.rows().map(|row| {
        let (mut line, mut cells, mut x) = (String::new(), Vec::new(), row.left());
        while x < row.right() {
            let cell = &buffer[(x, row.y)];
            cells.push((line.len(), cell));
            line.push_str(cell.symbol());
            x += cell.cell_width().max(1);
        }
        (line, cells)
    })
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
    let order = ReleaseOrder {
        basis: proposal.basis,
        selection: proposal.selection,
        when,
        notes: notes.into(),
        overriding: None,
    };
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
