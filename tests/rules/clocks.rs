//! A clock that was wrong once: stamps stay in order, and dates go on counting from the clock that is right.

use chrono::TimeDelta;
use ipack::engine::{Clock, ReleaseOrder, Review, When};

use crate::support::{Workspace, instant};

const PACK: &str = "19440978-ba6f";

/// A workspace that one command wrote to under a clock that was years ahead.
fn once_in_2099() -> Workspace {
    let workspace = Workspace::small();
    let now = workspace.clock.now();
    workspace.clock.set(instant("2099-01-01T00:00:00Z"));
    workspace.engine().change_settings(|settings| settings.name = "x".into()).expect("a change");
    workspace.clock.set(now);
    workspace
}

#[test]
fn one_change_under_a_clock_years_ahead_blocks_no_date() {
    let workspace = once_in_2099();
    let mut engine = workspace.engine();
    let (id, tomorrow) = (PACK.into(), engine.today() + TimeDelta::days(1));
    let proposal = engine.propose_release(&id).expect("a proposal");
    let order = ReleaseOrder {
        basis: proposal.basis,
        selection: proposal.selection,
        when: When::On(tomorrow),
        notes: String::new(),
        overriding: None,
    };
    let outcome = engine.release(&order).expect("scheduled");
    assert_eq!(outcome.at, instant("2099-01-01T00:00:00Z"), "stamps stay in order");
    let basis = engine.pack(&id).expect("a pack").pack.basis();
    let moved = engine.move_scheduled(&id, &basis, tomorrow + TimeDelta::days(1), None).expect("moved");
    assert_eq!(moved.scheduled.expect("scheduled").release_on_date, tomorrow + TimeDelta::days(1));
    let early = engine.move_scheduled(&id, &basis, tomorrow - TimeDelta::days(1), None);
    assert!(early.is_err(), "today is not later than today");
}

#[test]
fn a_stamp_that_lies_ahead_is_told_before_the_last_button() {
    let workspace = once_in_2099();
    let mut engine = workspace.engine();
    assert_eq!(engine.stamp_ahead().expect("ahead").stamp, instant("2099-01-01T00:00:00Z"));
    let proposal = engine.propose_release(&PACK.into()).expect("a proposal");
    let review = Review::of(&proposal, &proposal.selection.contents(), Some(When::Now));
    assert!(review.warnings[0].contains("1 Jan 2099"), "{:?}", review.warnings);

    let sound = Workspace::small();
    let mut engine = sound.engine();
    sound.clock.set(sound.clock.now() - TimeDelta::seconds(59));
    assert_eq!(engine.stamp_ahead(), None, "clocks of two machines differ");
    assert_eq!(engine.propose_release(&PACK.into()).expect("a proposal").stamp_ahead, None);
}
