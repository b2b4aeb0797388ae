//! What somebody else has scheduled is taken over by the id of its request.

use ipack::{
    domain::{OnPlatform, Origin, RequestId},
    engine::{DueSince, ReleaseOrder, When},
};

use crate::{
    schedule::{FIRST, SECOND, both_clocks, is_scheduled_alike, release, scheduled, shift},
    stage::{Fate, PACK, Stage, open, pack},
    support::Workspace,
};

/// Schedules on the platform, as somebody else does; the request's id.
fn schedule_elsewhere(stage: &Stage, on: &str) -> RequestId {
    let mut platform = stage.platform.engine();
    let proposal = platform.propose_again(&pack(), Origin::Latest).expect("a proposal");
    let (basis, selection) = (proposal.basis, proposal.selection);
    let when = When::On(on.parse().expect("a date"));
    platform
        .release(&ReleaseOrder { basis, selection, when, notes: String::new(), overriding: None })
        .expect("scheduled elsewhere");
    scheduled(&mut platform).expect("it is scheduled there").request_id
}

#[test]
fn what_somebody_scheduled_elsewhere_is_adopted_and_followed() {
    let stage = Stage::synced(Workspace::small());
    let request = schedule_elsewhere(&stage, FIRST);
    assert_eq!(stage.sync().words, "", "no list tells of it");
    stage.asked();
    for _ in 0..2 {
        let adopted = stage.desk_that_goes_out().adopt_scheduled(&pack(), &request).expect("adopted");
        assert_eq!(adopted.scheduled.expect("scheduled").request_id, request);
    }
    assert!(stage.asked().iter().all(|asked| asked.starts_with("GET ")), "it is read alone");
    is_scheduled_alike(&stage);
    let here = scheduled(&mut stage.desk.engine()).expect("scheduled");
    assert_eq!((here.scheduled_by.as_str(), here.platform), ("elsewhere", Some(OnPlatform::Adopted)));
    shift(&stage, SECOND).expect("moved from here");
    is_scheduled_alike(&stage);
    assert_eq!(scheduled(&mut stage.desk.engine()).expect("scheduled").platform, Some(OnPlatform::Adopted));
    both_clocks(&stage, "2026-12-03T05:10:00Z");
    stage.platform.engine().tick(DueSince::Ever).expect("performed there");
    assert_eq!(stage.sync().words, "1 pack released as scheduled");
    let view = stage.desk.engine().pack(&pack()).expect("a pack").pack;
    let release = view.current().expect("a release");
    assert_eq!((release.author(), release.request()), (None, Some(&request)), "nobody tells who it was");
    stage.agrees();
}

#[test]
fn what_can_not_be_adopted_is_refused_with_the_reason() {
    let stage = Stage::synced(Workspace::small());
    let adopt = |id: &str, request: &str| {
        let refused = stage.desk_that_goes_out().adopt_scheduled(&id.into(), &request.into()).expect_err("refused");
        (refused.status(), refused.to_string())
    };
    assert_eq!(adopt(PACK, "release-0").0, 4);
    assert_eq!(adopt(PACK, "\u{1b}[2J").0, 2);
    let done = stage.platform.engine().pack(&pack()).expect("a pack").pack.current().expect("one").request_id.clone();
    let (status, why) = adopt(PACK, done.as_str());
    assert!(status == 3 && why.ends_with("can't be adopted: it is released"), "{why}");
    let request = schedule_elsewhere(&stage, FIRST);
    let (status, why) = adopt("2b7c", request.as_str());
    assert!(status == 3 && why.ends_with("it is a release of Order to Cash"), "{why}");
    assert!(scheduled(&mut stage.desk.engine()).is_none(), "nothing was changed");
}

/// Whose answer was lost knows the request's id from the platform's own page.
#[test]
fn a_date_whose_answer_was_lost_is_found_by_its_request() {
    let stage = Stage::synced(Workspace::small());
    stage.fates(&[Fate::Fair, Fate::LostAfter]);
    release(&stage, Some(FIRST)).expect_err("unsure");
    let request = scheduled(&mut stage.platform.engine()).expect("it is scheduled there").request_id;
    stage.desk_that_goes_out().adopt_scheduled(&pack(), &request).expect("found");
    is_scheduled_alike(&stage);
    assert_eq!(open(&stage), 0);
    let here = scheduled(&mut stage.desk.engine()).expect("scheduled");
    assert_eq!((here.scheduled_by.as_str(), here.platform), ("admin@desk", Some(OnPlatform::Confirmed)));
    assert_eq!(here.notes, "For Monday");
}
