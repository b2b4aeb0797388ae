//! Freezes in a connected workspace: what is sent is judged; what is scheduled on the platform can't be stopped.

use ipack::{
    domain::Refusal,
    engine::{DueSince, EngineError, FreezeOrder, Outcome, ReleaseOrder, When},
};

use crate::{
    schedule::{FIRST, SECOND, both_clocks, is_scheduled_alike, release, scheduled, shift},
    stage::{Stage, pack},
    support::{Workspace, screens::says},
};

fn freeze(stage: &Stage, date: &str) -> Vec<String> {
    let date = Some(date.parse().expect("a date"));
    let order = FreezeOrder { name: "Year end".into(), from: date, to: date, ..FreezeOrder::default() };
    let (_, caught) = stage.desk.engine().add_freeze(&order).expect("added");
    caught.into_iter().map(|one| one.name).collect()
}

fn is_frozen<T: std::fmt::Debug>(result: Result<T, EngineError>) {
    let refused = result.expect_err("refused");
    assert!(matches!(refused, EngineError::Refused(Refusal::Frozen { .. })), "{refused}");
}

fn overridden(stage: &Stage, date: &str) -> Outcome {
    let mut desk = stage.desk_that_goes_out();
    let proposal = desk.propose_release(&pack()).expect("a proposal");
    let (basis, selection, when) = (proposal.basis, proposal.selection, When::On(date.parse().expect("a date")));
    let overriding = Some("The audit waits".to_owned());
    desk.release(&ReleaseOrder { basis, selection, when, notes: String::new(), overriding }).expect("sent")
}

#[test]
fn what_is_sent_is_judged_before_anything_is_asked() {
    let stage = Stage::synced(Workspace::small());
    assert!(freeze(&stage, FIRST).is_empty());
    stage.asked();
    is_frozen(release(&stage, Some(FIRST)));
    assert!(!stage.asked().iter().any(|request| request.starts_with("POST")), "nothing was sent");
    assert!(scheduled(&mut stage.platform.engine()).is_none());
    overridden(&stage, FIRST);
    let here = scheduled(&mut stage.desk.engine()).expect("it is scheduled");
    assert_eq!(here.overrides.expect("an override").words(), "overrides Year end: The audit waits");
    is_scheduled_alike(&stage);
    both_clocks(&stage, "2026-12-01T05:10:00Z");
    stage.platform.engine().tick(DueSince::Ever).expect("performed there");
    stage.sync();
    let released = stage.desk.engine().history(&pack()).expect("a history").entries.remove(0).release;
    assert_eq!(released.overrides.as_ref().expect("an override").reason, "The audit waits", "the record keeps it");
}

#[test]
fn a_later_freeze_names_what_it_can_not_stop_and_a_move_is_judged() {
    let stage = Stage::synced(Workspace::small());
    release(&stage, Some(FIRST)).expect("scheduled");
    assert_eq!(freeze(&stage, FIRST), ["Order to Cash"]);
    assert!(!stage.desk.engine().freezes_stop());
    freeze(&stage, SECOND);
    is_frozen(shift(&stage, SECOND));
    shift(&stage, "2026-12-04").expect("moved to a free date");
    is_scheduled_alike(&stage);
    shift(&stage, FIRST).expect_err("frozen as well");
    freeze(&stage, "2026-12-04");
    both_clocks(&stage, "2026-12-04T05:10:00Z");
    stage.platform.engine().tick(DueSince::Ever).expect("performed there");
    let tick = stage.desk_that_goes_out().tick(DueSince::Ever).expect("asked after");
    assert_eq!((tick.released.len(), tick.blocked.len()), (1, 0), "the platform has performed it all the same");
    stage.agrees();
}

#[test]
fn what_a_later_freeze_can_not_stop_is_moved_from_there() {
    let stage = Stage::synced(Workspace::small());
    release(&stage, Some(FIRST)).expect("scheduled");
    let mut screens = crate::screens::screens(&stage);
    screens.press(&format!("2fYear end<Tab>{FIRST}<Tab>{FIRST}<Tab><Tab><Tab><Tab><Tab><Enter>"));
    says(&screens, "Year end can't stop Order to Cash");
    says(&screens, "[ Leave It ]");
    says(screens.press("y"), "Move Scheduled Release · Order to Cash");
    screens.press("2026-12-04<Enter><Enter>");
    says(&screens, "Fri 4 Dec 2026");
    stage.agrees();
}
