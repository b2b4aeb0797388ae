//! When something is wrong: a damaged state, a slow disk, a small terminal, a full disk.

#![expect(clippy::disallowed_methods, reason = "tests do to a state folder what goes wrong with it")]

use std::{fs, path::PathBuf};

use ipack::{
    engine::Clock,
    tui::{app::App, harness::Harness, model::Model, theme::Theme, worker},
};

use crate::{
    compare,
    support::{
        BLOCKED, Workspace, instant,
        screens::{SIZES, framed, says, says_not},
        source,
    },
};

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
fn over_a_damaged_state_what_changes_something_is_off_with_the_reason() {
    let workspace = Workspace::damaged();
    let mut screens = workspace.screens(80, 24);
    says(screens.press("<Esc>"), "! read only: journal-1.ron:2:");
    for key in ["r", "b", "n", "I", ","] {
        says(screens.press(key), "keep a copy of the folder, then run `ipack check --repair`");
        assert!(screens.press("<Esc>").program().model.wizard.is_none());
    }
    says(screens.press("h"), "History");
}

/// Lets a second pass.
fn a_second_later<'s>(workspace: &Workspace, screens: &'s mut Harness<App>) -> &'s mut Harness<App> {
    screens.tick(workspace.clock.now())
}

/// What is wrong is told in the line above the footer, however often it is found to be so, and nothing takes keys for
/// it; once it is well again, that is said.
#[test]
fn a_folder_that_goes_under_open_screens_is_told_calmly_until_it_is_back() {
    let workspace = Workspace::small();
    let (state, aside) = (workspace.path(), workspace.path().with_file_name("aside"));
    for (width, height) in SIZES {
        let mut screens = workspace.screens(width, height);
        screens.press("<Down>");
        fs::rename(&state, &aside).expect("moved");
        let gone = a_second_later(&workspace, &mut screens).screen();
        says(&screens, "! read only: the state folder is not there any more");
        says(&screens, "Read only");
        assert_eq!(a_second_later(&workspace, &mut screens).screen(), gone);
        says(screens.press("r"), "the state folder is not there any more");
        screens.press("<Esc>");
        assert!(screens.program().model.wizard.is_none() && !state.exists());
        says(screens.press("<Up>"), "Order to Cash");
        says(screens.press("5"), "! Failed to read the journal; read only: the");
        fs::create_dir(&state).expect("made");
        a_second_later(&workspace, &mut screens);
        says(&screens, "! read only: the state folder is another folder than the");
        assert_eq!(fs::read_dir(&state).expect("readable").count(), 0);
        fs::remove_dir(&state).expect("removed");
        fs::rename(&aside, &state).expect("back");
        a_second_later(&workspace, &mut screens);
        says(&screens, "✓ the workspace can be read and changed again");
        says_not(screens.press("<Down>"), "ead only");
        says(&screens, "2 integration packs and 3");
        says(screens.press("1r"), "Select Versions");
    }
}

/// Files that were copied over it, as a backup of the wrong folder would be, leave the folder what it was.
#[test]
fn another_workspace_copied_over_it_under_open_screens_is_told_and_not_shown() {
    let (workspace, other) = (Workspace::small(), Workspace::empty());
    other.clock.set(instant("2026-01-01T00:00:00Z"));
    other.engine().import(&[source(BLOCKED)]).expect("an import");
    let mut screens = workspace.screens(80, 24);
    let (ours, theirs) = (workspace.bytes(), other.bytes());
    let put = |files: &[(PathBuf, Vec<u8>)]| {
        for (path, bytes) in files {
            fs::write(workspace.path().join(path.file_name().expect("a name")), bytes).expect("written");
        }
    };
    put(&theirs);
    says(a_second_later(&workspace, &mut screens), "! read only: the state folder holds another workspace than a");
    says(a_second_later(&workspace, &mut screens), "Order to Cash");
    says(screens.press("r"), "the state folder holds another workspace");
    screens.press("<Esc>");
    put(&ours);
    says(a_second_later(&workspace, &mut screens), "✓ the workspace can be read and changed again");
    says(screens.press("r"), "Select Versions");
}

#[test]
fn a_release_that_was_begun_before_the_trouble_keeps_its_choices() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("rn<Enter>");
    let marker = workspace.path().join("writing-is-off.txt");
    fs::write(&marker, "syncing failed").expect("written");
    says(
        a_second_later(&workspace, &mut screens),
        "! read only: writing is off since an earlier failure: syncing failed",
    );
    let before = workspace.bytes();
    says(screens.press("<Enter>"), "Failed to release the integration pack");
    assert_eq!(workspace.bytes(), before);
    says(screens.press("<Esc>"), "Select Release Schedule");
    fs::remove_file(&marker).expect("removed");
    says(a_second_later(&workspace, &mut screens), "✓ the workspace can be read and changed again");
    says(screens.press("<Enter>"), "#3 is released");
}

#[test]
fn a_slow_answer_arrives_all_the_same() {
    let mut screens = Workspace::small().screens(80, 24);
    screens.hold_answers().press("r").late();
    assert!(screens.screen().contains("working…"));
    assert!(screens.release_answers().screen().contains("Select Versions"));
    assert!(!screens.screen().contains("working…"));
}

/// `Enter` twice on the button releases once, and nobody leaves while the release is on its way.
#[test]
fn a_release_under_way_is_not_sent_twice_nor_left() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("rn<Enter>").hold_answers().press("<Enter><Enter><Esc>");
    assert!(screens.screen().contains("on its way"), "{}", screens.screen());
    screens.release_answers();
    assert!(screens.screen().contains("#3 is released"), "{}", screens.screen());
    assert_eq!(workspace.engine().pack(&workspace.pack("Order to Cash")).expect("a pack").pack.releases.len(), 3);
}

#[test]
fn a_small_terminal_says_what_is_needed() {
    let mut screens = Workspace::small().screens(80, 24);
    let drawn = [(59, 16), (60, 15), (20, 4), (11, 1)].map(|(width, height)| {
        screens.resize(width, height);
        format!("{width}x{height}\n{}\n", framed(&screens))
    });
    compare!("", drawn.join("\n"));
}

/// What is not seen is not operated, and a terminal that grows again shows where one was.
#[test]
fn keys_wait_while_the_terminal_is_too_small() {
    let mut screens = Workspace::small().screens(80, 24);
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
