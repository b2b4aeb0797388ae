//! When something is wrong: a damaged state, a slow disk, a small terminal, a full disk.

use ipack::tui::{app::App, harness::Harness, model::Model, theme::Theme, worker};

use crate::{
    compare,
    support::{
        SMALL, Workspace,
        screens::{SIZES, framed},
    },
};

fn small() -> Workspace {
    Workspace::of(SMALL)
}

/// The screens of a workspace that is read only; the folder's name, which differs from run to run, in a short form.
fn read_only(workspace: &Workspace, width: u16, height: u16) -> Harness<App> {
    let mut engine = workspace.engine();
    let mut overview = engine.overview();
    let folder = workspace.path().display().to_string();
    overview.read_only = overview.read_only.map(|why| why.replace(&folder, "~/ipack"));
    let app = App::new(Model::new(overview, "~/ipack".into()), Theme::default());
    Harness::new(app, move |request| worker::answer(&mut engine, request), width, height)
}

#[test]
fn a_damaged_state_is_read_only_and_says_where() {
    let drawn = SIZES.map(|(width, height)| {
        let screens = read_only(&Workspace::damaged(), width, height);
        format!("{width}x{height}\n{}\n", framed(&screens))
    });
    compare!("", drawn.join("\n"));
}

#[test]
fn a_release_over_a_damaged_state_is_refused_and_writes_nothing() {
    let workspace = Workspace::damaged();
    let mut screens = workspace.screens(80, 24);
    screens.press("<Esc>rn<Enter>");
    let before = workspace.bytes();
    screens.press("<Enter>");
    let screen = screens.screen();
    assert!(screen.contains("Failed to release the integration pack"), "{screen}");
    assert!(screen.contains("journal-1.ron:2:"), "{screen}");
    assert_eq!(workspace.bytes(), before);
    assert!(screens.press("<Esc>").screen().contains("Select Release Schedule"), "the choices are kept");
}

#[test]
fn a_slow_answer_arrives_all_the_same() {
    let mut screens = small().screens(80, 24);
    screens.hold_answers().press("r").late();
    assert!(screens.screen().contains("working…"));
    assert!(screens.release_answers().screen().contains("Select Versions"));
    assert!(!screens.screen().contains("working…"));
}

/// `Enter` twice on the button releases once, and nobody leaves while the release is on its way.
#[test]
fn a_release_under_way_is_not_sent_twice_nor_left() {
    let workspace = small();
    let mut screens = workspace.screens(80, 24);
    screens.press("rn<Enter>").hold_answers().press("<Enter><Enter><Esc>");
    assert!(screens.screen().contains("on its way"), "{}", screens.screen());
    screens.release_answers();
    assert!(screens.screen().contains("#3 is released"), "{}", screens.screen());
    assert_eq!(workspace.engine().pack(&workspace.pack("Order to Cash")).expect("a pack").pack.releases.len(), 3);
}

#[test]
fn a_small_terminal_says_what_is_needed() {
    let mut screens = small().screens(80, 24);
    let drawn = [(59, 16), (60, 15), (20, 4), (11, 1)].map(|(width, height)| {
        screens.resize(width, height);
        format!("{width}x{height}\n{}\n", framed(&screens))
    });
    compare!("", drawn.join("\n"));
}

/// What is not seen is not operated, and a terminal that grows again shows where one was.
#[test]
fn keys_wait_while_the_terminal_is_too_small() {
    let mut screens = small().screens(80, 24);
    let before = screens.press("r<Left>").screen();
    screens.resize(40, 10).press("<Left>n<Esc>").paste("2026-12-01");
    assert_eq!(screens.resize(80, 24).screen(), before);
    assert_eq!(screens.resize(40, 10).press("<C-c>").exit(), Some(130));
}

/// The sample without its index, so that a checkpoint is due with the next change; and the next index's name.
fn due_for_a_checkpoint() -> (Workspace, std::path::PathBuf) {
    let workspace = Workspace::sample();
    let path = |number: u32| workspace.path().join(format!("index-{number}.ron"));
    let number = (1..9).find(|number| path(*number).exists()).expect("an index");
    std::fs::remove_file(path(number)).expect("removed");
    let next = path(number + 1);
    (workspace, next)
}

#[test]
fn the_screens_keep_the_journal_short_by_themselves() {
    let (workspace, next) = due_for_a_checkpoint();
    let mut screens = workspace.screens(80, 24);
    assert!(!next.exists(), "looking writes nothing");
    screens.press("3nAalto<Enter>");
    assert!(screens.screen().contains("account Aalto is created"), "{}", screens.screen());
    assert!(next.exists());
}

#[test]
fn a_checkpoint_that_fails_is_a_notice_and_the_change_stands() {
    let (workspace, next) = due_for_a_checkpoint();
    std::fs::create_dir_all(next.join("in the way")).expect("made");
    let mut screens = workspace.screens(120, 36);
    screens.press("3nAalto<Enter>");
    assert!(screens.screen().contains("! the journal could not be shortened"), "{}", screens.screen());
    assert!(screens.program().model.dialogs.is_empty());
    assert!(workspace.engine().account_entries().iter().any(|account| account.name == "Aalto"));
}
