//! A workspace that a team shares: what the screens say of it, and what they do while it can't be reached or changed.

use ipack::{
    engine::{Clock, FixedClock},
    tui::{app::App, harness::Harness},
};

use crate::support::{
    SMALL, instant,
    kept::{Computer, Kept},
    screens::{SIZES, says, says_not},
    source,
};

const REFUSED: &str = "Connection refused";

fn kept() -> Kept {
    let kept = Kept::new();
    Computer::new(&kept).engine().import(&[source(SMALL)]).expect("an import");
    kept
}

/// Lets time pass, so that the workspace is followed.
fn at<'s>(clock: &FixedClock, time: &str, screens: &'s mut Harness<App>) -> &'s mut Harness<App> {
    clock.set(instant(time));
    screens.tick(clock.now())
}

#[test]
fn what_one_releases_the_other_sees_at_its_next_look() {
    let kept = kept();
    let (one, two) = (Computer::new(&kept), Computer::new(&kept));
    let (mut ours, mut theirs) = (one.screens(80, 24), two.screens(80, 24));
    says(&ours, "Shared");
    says(ours.press("r<Left>n<Enter><Enter>"), "#3 is released");
    says_not(&theirs, "#3");
    says(at(&two.clock, "2026-11-21T18:00:01Z", &mut theirs), "#3");
}

#[test]
fn away_it_is_read_and_says_since_when_and_how_old_it_is() {
    for (width, height) in SIZES {
        let kept = kept();
        let computer = Computer::new(&kept);
        let mut screens = computer.screens(width, height);
        kept.shared().away = Some(REFUSED);
        at(&computer.clock, "2026-11-21T18:02:00Z", &mut screens);
        says(&screens, "Offline");
        says(&screens, "! offline since 19:02 · as of 19:00: Connection refused");
        says(&screens, "Order to Cash");
    }
}

#[test]
fn away_what_changes_something_is_off_with_the_reason_until_it_is_back() {
    let kept = kept();
    let computer = Computer::new(&kept);
    let mut screens = computer.screens(80, 60);
    says_not(screens.press("?"), "Connect to the shared workspace");
    kept.shared().away = Some(REFUSED);
    at(&computer.clock, "2026-11-21T18:00:01Z", screens.press("<Esc>"));
    says(&screens, "! offline since 19:00 · as of 19:00: Connection refused");
    for key in ["r", "b", "n", "I", ","] {
        says(screens.press(key), "as of 19:00: Connection refused; see that the database runs");
        assert!(screens.press("<Esc>").program().model.wizard.is_none());
    }
    says(screens.press("h"), "History");
    says(screens.press("<Esc>?"), "Connect to the shared workspace at once");
    says(screens.press("<Esc>R"), "connecting …");
    assert_eq!(kept.shared().retried, 1);
    kept.shared().away = None;
    says(at(&computer.clock, "2026-11-21T18:00:02Z", &mut screens), "✓ the workspace can be read and changed again");
    says(&screens, "Shared");
    says(screens.press("r<Left>n<Enter><Enter>"), "#3 is released");
}

#[test]
fn the_reason_is_the_last_one() {
    let kept = kept();
    let computer = Computer::new(&kept);
    let mut screens = computer.screens(80, 24);
    kept.shared().away = Some("the connection was closed");
    at(&computer.clock, "2026-11-21T18:00:01Z", &mut screens);
    says(&screens, "! offline since 19:00 · as of 19:00: the connection was closed");
    kept.shared().away = Some(REFUSED);
    at(&computer.clock, "2026-11-21T18:00:02Z", screens.press("5"));
    says(&screens, "! offline since 19:00 · as of 19:00: Connection refused");
}

#[test]
fn opened_away_it_says_so_from_the_start() {
    let kept = kept();
    let computer = Computer::new(&kept);
    drop(computer.engine());
    kept.shared().away = Some(REFUSED);
    says(&computer.screens(120, 36), "! offline since 19:00 · as of 19:00: Connection refused");
}

/// A release that was being prepared keeps its choices; nothing is queued.
#[test]
fn a_release_that_was_begun_before_can_be_sent_once_it_is_back() {
    let kept = kept();
    let computer = Computer::new(&kept);
    let mut screens = computer.screens(80, 24);
    screens.press("r<Left>n<Enter>");
    kept.shared().away = Some(REFUSED);
    says(screens.press("<Enter>"), "Failed to release the integration pack");
    kept.shared().away = None;
    screens.press("<Esc>");
    at(&computer.clock, "2026-11-21T18:00:01Z", &mut screens);
    says_not(&screens, "#3");
    says(screens.press("<Enter>"), "#3 is released");
}

#[test]
fn a_role_that_may_only_read_sees_all_and_changes_nothing() {
    let kept = kept();
    kept.lets_read_only();
    let computer = Computer::new(&kept);
    let mut screens = computer.screens(80, 24);
    at(&computer.clock, "2026-11-21T18:00:01Z", &mut screens);
    says(&screens, "Read only");
    says(&screens, "! read only: the database may only be read by this role");
    for key in ["r", "b", "n", "I", ","] {
        says(screens.press(key), "may only be read by this role; reading works; ask whoever administers");
        screens.press("<Esc>");
    }
    says(screens.press("h"), "History");
}

#[test]
fn where_it_is_kept_is_said_where_it_is_empty_and_where_it_is_told_what_happened() {
    says(&Computer::new(&Kept::new()).screens(80, 24), "Shared in postgres://ada@db.example/ipack");
    let computer = Computer::new(&kept());
    let mut screens = computer.screens(120, 36);
    says(screens.press("5"), "Everything that happened, the newest first, shared in postgres://ada@db.example/ipack");
}
