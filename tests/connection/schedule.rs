//! Releases on a date, their move and their change, and the date that comes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ipack::{
    domain::{ComponentId, OnPlatform, Origin, Refusal, ScheduledRelease},
    engine::{DueSince, Engine, EngineError, Outcome, ReleaseOrder, ScheduleOutcome, When},
};

use crate::{
    socket::fates,
    stage::{Fate, PACK, Stage, open, pack, releases},
    support::{Workspace, instant},
};

pub(crate) const FIRST: &str = "2026-12-01";
pub(crate) const SECOND: &str = "2026-12-03";

/// Releases at once, or on a date.
pub(crate) fn release(stage: &Stage, on: Option<&str>) -> Result<Outcome, EngineError> {
    let mut desk = stage.desk_that_goes_out();
    let proposal = desk.propose_again(&pack(), Origin::Latest).expect("a proposal");
    let when = on.map_or(When::Now, |date| When::On(date.parse().expect("a date")));
    let (basis, selection) = (proposal.basis, proposal.selection);
    desk.release(&ReleaseOrder { basis, selection, when, notes: "For Monday".into(), overriding: None })
}

pub(crate) fn shift(stage: &Stage, to: &str) -> Result<ScheduleOutcome, EngineError> {
    let mut desk = stage.desk_that_goes_out();
    let entry = desk.scheduled(&pack()).expect("read").expect("it is scheduled");
    desk.move_scheduled(&pack(), &entry.basis, to.parse().expect("a date"), None)
}

/// Another version of one component.
pub(crate) fn change(stage: &Stage) -> Result<ScheduleOutcome, EngineError> {
    let mut desk = stage.desk_that_goes_out();
    let proposal = desk.propose_change(&pack()).expect("a proposal");
    let mut selection = proposal.selection;
    selection.choose(&"invoice".into(), &"1.0".into()).expect("chosen");
    desk.change_scheduled(&proposal.basis, &selection, "For Tuesday", None)
}

pub(crate) fn scheduled(engine: &mut Engine) -> Option<ScheduledRelease> {
    engine.pack(&pack()).expect("a pack").pack.scheduled.clone()
}

/// What is scheduled on both sides: date and what it carries.
pub(crate) fn is_scheduled_alike(stage: &Stage) {
    let of = |engine: &mut Engine| scheduled(engine).map(|one| (one.release_on_date, one.components));
    assert_eq!(of(&mut stage.platform.engine()), of(&mut stage.desk.engine()));
}

pub(crate) fn both_clocks(stage: &Stage, at: &str) {
    stage.platform.clock.set(instant(at));
    stage.desk.clock.set(instant(at));
}

#[test]
fn it_is_asked_for_moved_and_changed_under_the_platforms_request() {
    let stage = Stage::synced(Workspace::small());
    stage.asked();
    let outcome = release(&stage, Some(FIRST)).expect("scheduled");
    assert_eq!((outcome.number, outcome.scheduled.is_some()), (None, true));
    let there = scheduled(&mut stage.platform.engine()).expect("it is scheduled there");
    let here = scheduled(&mut stage.desk.engine()).expect("it is scheduled here");
    assert_eq!((&here.request_id, here.platform), (&there.request_id, Some(OnPlatform::Confirmed)));
    assert_eq!((here.notes.as_str(), here.scheduled_by.as_str()), ("For Monday", "admin@desk"));
    let status = format!("GET ReleaseIntegrationPackStatus/{}", there.request_id);
    assert_eq!(
        stage.asked(),
        [&format!("GET PublisherIntegrationPack/{PACK}"), "POST ReleaseIntegrationPack", &status]
    );
    for by_request in [false, true] {
        stage.post.line().twin.quirks.update_by_request_only = by_request;
        shift(&stage, if by_request { FIRST } else { SECOND }).expect("moved");
        is_scheduled_alike(&stage);
    }
    change(&stage).expect("changed");
    is_scheduled_alike(&stage);
    let here = scheduled(&mut stage.desk.engine()).expect("it is scheduled here");
    assert_eq!((&here.request_id, here.notes.as_str()), (&there.request_id, "For Tuesday"));
    assert_eq!(here.components.get(&ComponentId::from("invoice")).map(ToString::to_string), Some("1.0".to_owned()));
    assert_eq!(here.scheduled_at, instant("2026-11-21T18:00:00Z"), "who scheduled it, and when, stays");
    assert_eq!(stage.sync().words, "");
    stage.agrees();
}

#[test]
fn when_its_date_has_come_it_is_released_there_and_found_as_ours() {
    for ticks in [false, true] {
        let stage = Stage::synced(Workspace::small());
        release(&stage, Some(FIRST)).expect("scheduled");
        both_clocks(&stage, "2026-12-01T05:10:00Z");
        if !ticks {
            // Nothing has happened there yet.
            assert_eq!(stage.sync().words, "");
            assert!(scheduled(&mut stage.desk.engine()).is_some());
        }
        stage.platform.engine().tick(DueSince::Ever).expect("performed there");
        if ticks {
            let tick = stage.desk_that_goes_out().tick(DueSince::Ever).expect("asked after");
            assert_eq!(tick.released.iter().map(|one| one.number).collect::<Vec<_>>(), [2]);
            assert_eq!(stage.sync().words, "");
        } else {
            assert_eq!(stage.sync().words, "1 pack released as scheduled");
        }
        let view = stage.desk.engine().pack(&pack()).expect("a pack").pack;
        let release = view.current().expect("a release");
        assert_eq!((release.platform, release.number), (Some(OnPlatform::Confirmed), 2));
        assert_eq!((release.notes.as_str(), release.author().as_deref()), ("For Monday", Some("admin@desk")));
        assert!(release.scheduled_for.is_some() && view.scheduled.is_none());
        stage.agrees();
    }
}

#[test]
fn our_own_scheduler_releases_nothing_and_says_what_is_missed() {
    let stage = Stage::synced(Workspace::small());
    release(&stage, Some(FIRST)).expect("scheduled");
    both_clocks(&stage, "2026-12-01T05:10:00Z");
    let tick = stage.desk_that_goes_out().tick(DueSince::Ever).expect("asked after");
    assert_eq!((tick.released.len(), tick.overdue.len()), (0, 0), "the platform has an hour for it");
    stage.desk.engine().watch();
    both_clocks(&stage, "2026-12-01T06:01:00Z");
    let tick = stage.desk_that_goes_out().tick(DueSince::Ever).expect("asked after");
    assert_eq!((tick.released.len(), tick.overdue.len()), (0, 1));
    stage.always(Some(("ReleaseIntegrationPackStatus", Fate::Instead(200, "{\"releaseStatus\":\"ERROR\"}"))));
    let tick = stage.desk_that_goes_out().tick(DueSince::Ever).expect("asked after");
    assert_eq!(tick.blocked.len(), 1);
    stage.always(Some(("ReleaseIntegrationPackStatus", Fate::NotSent)));
    let unasked = stage.desk_that_goes_out().tick(DueSince::Ever).expect_err("it can't be asked");
    assert_eq!(unasked.status(), 1);
    assert_eq!(releases(&mut stage.desk.engine()), 1);
}

#[test]
fn what_is_done_there_with_what_is_scheduled_is_taken_over() {
    let stage = Stage::synced(Workspace::small());
    release(&stage, Some(FIRST)).expect("scheduled");
    let mut platform = stage.platform.engine();
    let basis = |platform: &mut Engine| platform.pack(&pack()).expect("a pack").pack.basis();
    let before = basis(&mut platform);
    platform.move_scheduled(&pack(), &before, SECOND.parse().expect("a date"), None).expect("moved there");
    assert_eq!(stage.sync().words, "1 scheduled release changed elsewhere");
    is_scheduled_alike(&stage);
    let before = basis(&mut platform);
    platform.cancel_scheduled(&pack(), &before, "", false, None).expect("cancelled there");
    assert_eq!(stage.sync().words, "1 scheduled release gone");
    assert!(scheduled(&mut stage.desk.engine()).is_none());
    release(&stage, Some(FIRST)).expect("scheduled once more");
    platform.refresh().expect("followed");
    let mut proposal = platform.propose_again(&pack(), Origin::Latest).expect("a proposal");
    proposal.selection.keep(&"ledger".into()).expect("kept");
    let (basis, selection) = (proposal.basis, proposal.selection);
    platform
        .release(&ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None })
        .expect("released");
    assert_eq!(stage.sync().words, "1 pack released elsewhere");
    assert!(scheduled(&mut stage.desk.engine()).is_none(), "it is superseded");
    stage.agrees();
}

#[test]
fn what_moved_there_between_review_and_button_is_a_conflict() {
    let stage = Stage::synced(Workspace::small());
    release(&stage, Some(FIRST)).expect("scheduled");
    let mut desk = stage.desk_that_goes_out();
    let basis = desk.scheduled(&pack()).expect("read").expect("scheduled").basis;
    let mut platform = stage.platform.engine();
    let theirs = platform.pack(&pack()).expect("a pack").pack.basis();
    platform.move_scheduled(&pack(), &theirs, SECOND.parse().expect("a date"), None).expect("moved there");
    stage.asked();
    let refused =
        desk.move_scheduled(&pack(), &basis, "2026-12-05".parse().expect("a date"), None).expect_err("refused");
    assert_eq!(refused.status(), 5, "{refused}");
    assert!(stage.asked().iter().all(|asked| asked.starts_with("GET ")), "nothing is sent");
    is_scheduled_alike(&stage);
}

#[test]
fn releasing_now_supersedes_it_or_brings_it_forward() {
    for same in [false, true] {
        let stage = Stage::synced(Workspace::small());
        release(&stage, Some(FIRST)).expect("scheduled");
        let request = scheduled(&mut stage.desk.engine()).expect("scheduled").request_id;
        let mut desk = stage.desk_that_goes_out();
        let proposal = desk.propose_again(&pack(), Origin::Latest).expect("a proposal");
        let (basis, mut selection) = (proposal.basis, proposal.selection);
        if !same {
            selection.keep(&"ledger".into()).expect("kept");
        }
        desk.release(&ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None })
            .expect("released");
        let view = stage.desk.engine().pack(&pack()).expect("a pack").pack;
        assert!(view.scheduled.is_none());
        assert_eq!(view.current().expect("a release").request_id == request, same);
        assert_eq!(stage.sync().words, "");
        stage.agrees();
    }
}

#[test]
fn it_can_not_be_cancelled_from_here() {
    let stage = Stage::synced(Workspace::small());
    release(&stage, Some(FIRST)).expect("scheduled");
    let mut desk = stage.desk_that_goes_out();
    let basis = desk.scheduled(&pack()).expect("read").expect("scheduled").basis;
    let refused = desk.cancel_scheduled(&pack(), &basis, "", false, None).expect_err("refused");
    assert!(matches!(refused, EngineError::Refused(Refusal::NotCancelledThere { .. })), "{refused}");
    assert_eq!(refused.status(), 3);
    is_scheduled_alike(&stage);
}

/// Nobody can read whether a first date is set: it stays open, and a person says what came of it.
#[test]
fn a_first_date_that_nobody_answered_is_settled_by_hand_or_by_its_day() {
    for (arrives, happened) in [(true, true), (false, false)] {
        let stage = Stage::synced(Workspace::small());
        stage.fates(&[Fate::Fair, if arrives { Fate::LostAfter } else { Fate::LostBefore }]);
        let unsure = release(&stage, Some(FIRST)).expect_err("unsure");
        assert!(unsure.to_string().contains("Order to Cash is scheduled for Tue 1 Dec 2026"), "{unsure}");
        assert_eq!(stage.sync().settled, [""; 0]);
        let mut desk = stage.desk.engine();
        let request = desk.open_requests().expect("requests")[0].asked.id.to_string();
        desk.settle_by_hand(&request, happened).expect("settled");
        assert_eq!(scheduled(&mut desk).is_some(), happened);
        assert_eq!(stage.sync().words, "", "that the platform knows no such request proves nothing");
        is_scheduled_alike(&stage);
        if happened {
            // The pack's id is enough for a move, and its answer tells the request.
            shift(&stage, SECOND).expect("moved");
            is_scheduled_alike(&stage);
            assert_eq!(scheduled(&mut stage.desk.engine()).expect("scheduled").platform, Some(OnPlatform::Confirmed));
        }
    }
    let stage = Stage::synced(Workspace::small());
    stage.fates(&[Fate::Fair, Fate::LostAfter]);
    release(&stage, Some(FIRST)).expect_err("unsure");
    both_clocks(&stage, "2026-12-01T05:10:00Z");
    stage.platform.engine().tick(DueSince::Ever).expect("performed there");
    assert_eq!(stage.sync().settled, ["Order to Cash #2 is released"]);
    stage.agrees();
}

#[test]
fn where_the_platform_answers_for_a_pack_a_lost_date_is_found() {
    let stage = Stage::synced(Workspace::small());
    stage.post.line().twin.quirks.status_by_pack = true;
    stage.fates(&[Fate::Fair, Fate::LostAfter]);
    let outcome = release(&stage, Some(FIRST)).expect("it is found");
    assert!(outcome.scheduled.is_some());
    is_scheduled_alike(&stage);
    assert_eq!(scheduled(&mut stage.desk.engine()).expect("scheduled").platform, Some(OnPlatform::Confirmed));
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Schedule,
    Move,
    Change,
}

/// What becomes of a request, at each of them in turn: once, or from then on.
#[test]
fn whatever_breaks_at_whichever_request_both_sides_come_to_the_same() {
    for verb in [Verb::Schedule, Verb::Move, Verb::Change] {
        let ready = Stage::synced(Workspace::small());
        if verb != Verb::Schedule {
            release(&ready, Some(FIRST)).expect("scheduled");
        }
        for (way, fate) in fates() {
            for number in 0..5 {
                for lasting in [false, true] {
                    let met: Vec<Fate> = (0..if lasting { 400 } else { number + 1 })
                        .map(|n| if n >= number { fate.clone() } else { Fate::Fair })
                        .collect();
                    // A platform that goes on saying that it knows no such release is believed.
                    if lasting && matches!(fate, Fate::Instead(400, _)) {
                        continue;
                    }
                    let what = format!("{way:?}: {verb:?}, {fate:?} at {number}, lasting: {lasting}");
                    breaks(ready.copy_for(way), verb, &met, &what);
                }
            }
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "a stage of its own")]
fn breaks(stage: Stage, verb: Verb, fates: &[Fate], what: &str) {
    let before = scheduled(&mut stage.desk.engine());
    stage.fates(fates);
    let ended = catch_unwind(AssertUnwindSafe(|| match verb {
        Verb::Schedule => release(&stage, Some(FIRST)).map(|_| ()),
        Verb::Move => shift(&stage, SECOND).map(|_| ()),
        Verb::Change => change(&stage).map(|_| ()),
    }));
    stage.fates(&[]);
    match &ended {
        Ok(Ok(())) => is_scheduled_alike(&stage),
        Ok(Err(EngineError::Unsettled { .. })) => assert_eq!(open(&stage), 1, "{what}"),
        Ok(Err(error)) => {
            assert_eq!(open(&stage), 0, "{what}: {error}");
            assert_eq!(scheduled(&mut stage.desk.engine()), before, "{what}: reported, and it did not happen: {error}");
            if verb == Verb::Schedule {
                assert_eq!(scheduled(&mut stage.platform.engine()), None, "{what}: it happened, and nobody is told");
            }
        }
        Err(_) => {}
    }
    stage.desk.clock.set(instant("2026-11-21T18:05:00Z"));
    stage.sync();
    let mut desk = stage.desk.engine();
    for open in desk.open_requests().expect("requests") {
        assert_eq!(verb, Verb::Schedule, "{what}: the platform tells what is scheduled");
        let happened = scheduled(&mut stage.platform.engine()).is_some();
        desk.settle_by_hand(open.asked.id.as_str(), happened).expect("settled");
    }
    is_scheduled_alike(&stage);
    both_clocks(&stage, "2026-12-03T05:10:00Z");
    let waits = scheduled(&mut stage.desk.engine()).is_some();
    stage.platform.engine().tick(DueSince::Ever).expect("performed there");
    let is_late = scheduled(&mut stage.platform.engine()).is_some();
    stage.sync();
    let all = releases(&mut stage.desk.engine());
    assert_eq!(all - 1, usize::from(waits && !is_late), "{what}");
    let mut desk = stage.desk.engine();
    let last = desk.pack(&pack()).expect("a pack").pack;
    assert!(last.releases.iter().skip(1).all(|release| !release.is_found()), "{what}: it is ours");
    stage.agrees();
}
