//! Releases that go out: once at most on the platform, none reported that did not happen, none that is not found again.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ipack::{
    domain::{ComponentId, OnPlatform, Origin, Refusal},
    engine::{ActivityKind, Engine, EngineError, Outcome, PackageOrder, ReleaseOrder, SyncOrder, When},
};

use crate::{
    socket::fates,
    stage::{Fate, PACK, Stage, open, pack, releases},
    support::Workspace,
};

fn order(engine: &mut Engine, origin: Origin) -> ReleaseOrder {
    let proposal = engine.propose_again(&pack(), origin).expect("a proposal");
    let (basis, selection) = (proposal.basis, proposal.selection);
    ReleaseOrder { basis, selection, when: When::Now, notes: "For Monday".into(), overriding: None }
}

fn release(stage: &Stage) -> Result<Outcome, EngineError> {
    let mut desk = stage.desk_that_goes_out();
    let order = order(&mut desk, Origin::Latest);
    desk.release(&order)
}

#[test]
fn it_is_written_down_sent_once_and_followed() {
    let stage = Stage::synced(Workspace::small());
    stage.asked();
    let outcome = release(&stage).expect("released");
    assert_eq!(outcome.number, Some(2));
    let asked = stage.asked();
    let path = format!("PublisherIntegrationPack/{PACK}");
    let request = asked[2].trim_start_matches("GET ReleaseIntegrationPackStatus/").to_owned();
    let status = format!("GET ReleaseIntegrationPackStatus/{request}");
    assert_eq!(asked, [&format!("GET {path}"), "POST ReleaseIntegrationPack", &status, &status]);
    stage.agrees();
    let desk = stage.desk.engine().pack(&pack()).expect("a pack").pack;
    let released = desk.current().expect("a release");
    assert_eq!((released.platform, released.request_id.as_str()), (Some(OnPlatform::Confirmed), &*request));
    assert_eq!((released.notes.as_str(), released.author().as_deref()), ("For Monday", Some("admin@desk")));
    let activity = stage.desk.engine().activity().expect("activity");
    let told: Vec<_> = activity.iter().map(|one| one.kind).take(3).collect();
    assert_eq!(told, [ActivityKind::Release, ActivityKind::Answer, ActivityKind::Ask]);
    assert_eq!(stage.sync().words, "", "what is known is not found");
}

#[test]
fn a_version_that_is_kept_and_one_that_goes_back_are_released_as_chosen() {
    let stage = Stage::synced(Workspace::small());
    let mut desk = stage.desk_that_goes_out();
    let mut order = order(&mut desk, Origin::Latest);
    order.selection.choose(&"invoice".into(), &"1.0".into()).expect("chosen");
    order.selection.keep(&"ledger".into()).expect("kept");
    desk.release(&order).expect("released");
    stage.agrees();
    let there = stage.platform.engine().pack(&pack()).expect("a pack").pack.current_contents();
    let version = |id: &str| there.get(&ComponentId::from(id)).map(ToString::to_string);
    let versions = ["invoice", "ledger", "lookup"].map(version);
    assert_eq!(versions.map(Option::unwrap_or_default), ["1.0", "2.0", "3.0"]);
}

#[test]
fn a_rollback_brings_components_back_first() {
    for (merges, all_deleted) in [(false, false), (true, false), (false, true)] {
        let stage = Stage::synced(Workspace::small());
        stage.post.line().twin.quirks.add_merges = merges;
        release(&stage).expect("released");
        stage.platform.engine().remove_components(&pack(), &["lookup".into()]).expect("removed");
        stage.sync();
        release(&stage).expect("released without it");
        stage.agrees();
        // As in the platform's own examples; whoever believed it would take the others out of the pack.
        stage.post.line().twin.quirks.always_deleted = all_deleted;
        let mut desk = stage.desk_that_goes_out();
        let proposal = desk.propose_rollback(&pack(), Some(2)).expect("a proposal");
        let (basis, selection) = (proposal.basis, proposal.selection);
        let order = ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None };
        let done = desk.release(&order).expect("rolled back");
        stage.post.line().twin.quirks.always_deleted = false;
        assert_eq!(done.number, Some(4));
        let rolled = desk.pack(&pack()).expect("a pack").pack;
        assert_eq!(rolled.current().expect("a release").rollback_to, Some(2));
        assert_eq!(rolled.members.len(), 3);
        stage.agrees();
        assert_eq!(stage.sync().words, "");
    }
}

#[test]
fn what_changed_there_between_review_and_button_is_a_conflict() {
    let stage = Stage::synced(Workspace::small());
    let mut desk = stage.desk_that_goes_out();
    let order = order(&mut desk, Origin::Latest);
    let mut platform = stage.platform.engine();
    let theirs = self::order(&mut platform, Origin::Latest);
    platform.release(&theirs).expect("released elsewhere");
    stage.asked();
    let refused = desk.release(&order).expect_err("refused");
    assert_eq!(refused.status(), 5, "{refused}");
    assert!(stage.asked().iter().all(|one| one.starts_with("GET")), "nothing was sent");
    assert_eq!((releases(&mut platform), open(&stage)), (3, 0));
    stage.agrees();
}

#[test]
fn of_two_admins_at_once_one_releases() {
    let stage = Stage::synced(Workspace::small());
    let mut desks = [stage.desk_that_goes_out(), stage.desk_that_goes_out()];
    let orders = desks.each_mut().map(|desk| order(desk, Origin::Latest));
    let [one, other] = &mut desks;
    one.release(&orders[0]).expect("released");
    assert_eq!(other.release(&orders[1]).expect_err("refused").status(), 5);
    assert_eq!(releases(&mut stage.platform.engine()), 3);
    stage.agrees();
}

#[test]
fn a_second_is_not_asked_while_the_first_is_open() {
    let stage = Stage::synced(Workspace::small());
    stage.fates(&[Fate::Fair, Fate::LostBefore]);
    let unsure = release(&stage).expect_err("unsure");
    assert!(matches!(unsure, EngineError::Unsettled { .. }), "{unsure}");
    assert_eq!((unsure.status(), open(&stage)), (1, 1));
    let refused = release(&stage).expect_err("refused");
    assert!(matches!(refused, EngineError::Refused(Refusal::AskedAlready { .. })), "{refused}");
    assert_eq!(stage.sync().settled, [""; 0], "the pack does not show it, so nobody can tell");
    let mut desk = stage.desk.engine();
    let request = desk.open_requests().expect("requests")[0].asked.id.to_string();
    assert_eq!(desk.settle_by_hand("release-x", false).expect_err("unknown").status(), 4);
    desk.settle_by_hand(&request, false).expect("settled");
    assert_eq!(desk.settle_by_hand(&request, true).expect_err("it is settled").status(), 4);
    release(&stage).expect("released");
    stage.agrees();
    assert_eq!(releases(&mut stage.platform.engine()), 3);
}

/// The release that nobody answered arrives after all, and late.
#[test]
fn what_arrives_late_is_found_by_the_next_look() {
    let stage = Stage::synced(Workspace::small());
    stage.fates(&[Fate::Fair, Fate::LostBefore]);
    release(&stage).expect_err("unsure");
    let mut platform = stage.platform.engine();
    let late = order(&mut platform, Origin::Latest);
    platform.release(&late).expect("it arrives");
    assert_eq!(stage.sync().settled, ["Order to Cash #2 is released"]);
    stage.agrees();
    let desk = stage.desk.engine().pack(&pack()).expect("a pack").pack;
    assert_eq!(desk.current().expect("a release").platform, Some(OnPlatform::Settled));
    assert_eq!(desk.current().expect("a release").request(), None, "the platform told none");
}

#[test]
fn what_the_platform_refuses_is_told_in_its_words() {
    let ends = [
        (Fate::Instead(400, "{\"message\":\"No component can be released.\"}"), 3, "No component can be released"),
        (Fate::Instead(401, "{\"message\":\"Bad credentials.\"}"), 1, "Bad credentials"),
        (Fate::Instead(403, "{\"message\":\"Access denied.\"}"), 1, "Access denied"),
    ];
    for (fate, status, words) in ends {
        let stage = Stage::synced(Workspace::small());
        stage.fates(&[Fate::Fair, fate]);
        let refused = release(&stage).expect_err("refused");
        assert_eq!(refused.status(), status, "{refused}");
        assert!(refused.to_string().contains(words), "{refused}");
        assert_eq!((releases(&mut stage.platform.engine()), open(&stage)), (2, 0));
        release(&stage).expect("released");
        stage.agrees();
    }
}

#[test]
fn a_status_that_says_error_ends_it_and_one_that_is_unknown_does_not() {
    let stage = Stage::synced(Workspace::small());
    let says = |status: u16, body: &'static str| Fate::Instead(status, body);
    stage.fates(&[Fate::Fair, says(200, "{\"requestId\":\"r-1\"}"), says(200, "{\"releaseStatus\":\"ERROR\"}")]);
    let failed = release(&stage).expect_err("failed");
    assert_eq!((failed.status(), open(&stage)), (1, 0), "{failed}");
    assert!(failed.to_string().contains("failed"), "{failed}");
    // Empty, minimal and odd bodies of a 202, and words that nobody knows, all say that it goes on.
    let goes_on = [says(202, ""), says(202, "[]"), says(202, "{}"), says(200, "{\"releaseStatus\":\"WAITING\"}")];
    stage.fates(&[&[Fate::Fair, Fate::Fair], &goes_on[..]].concat());
    release(&stage).expect("released");
    stage.agrees();
}

#[test]
fn who_stops_waiting_stops_nothing() {
    let stage = Stage::synced(Workspace::small());
    stage.post.line().patience = 0;
    let left = release(&stage).expect_err("left");
    assert!(matches!(left, EngineError::Unsettled { .. }), "{left}");
    assert_eq!(stage.sync().settled, [""; 0], "it is in progress");
    assert_eq!(stage.sync().settled, ["Order to Cash #2 is released"]);
    stage.agrees();
}

/// What becomes of a request, at each of them in turn: once, or from then on.
#[test]
fn whatever_breaks_at_whichever_request_it_is_released_once_at_most_and_found_again() {
    for (back, requests) in [(false, 4), (true, 7)] {
        let ready = ready(back);
        for (way, fate) in fates() {
            for number in 0..requests {
                for lasting in [false, true] {
                    let met: Vec<Fate> = (0..if lasting { 400 } else { number + 1 })
                        .map(|n| if n >= number { fate.clone() } else { Fate::Fair })
                        .collect();
                    breaks(
                        ready.copy_for(way),
                        back,
                        &met,
                        &format!("{way:?}: {fate:?} at {number}, lasting: {lasting}, with members: {back}"),
                    );
                }
            }
        }
    }
}

/// A pack with something to release; `back` where a component is to be brought back first.
fn ready(back: bool) -> Stage {
    let stage = Stage::synced(Workspace::small());
    if back {
        release(&stage).expect("released");
        stage.platform.engine().remove_components(&pack(), &["lookup".into()]).expect("removed");
        stage.sync();
        release(&stage).expect("released without it");
    }
    stage
}

#[expect(clippy::needless_pass_by_value, reason = "a stage of its own")]
fn breaks(stage: Stage, back: bool, fates: &[Fate], what: &str) {
    let before = (releases(&mut stage.platform.engine()), releases(&mut stage.desk.engine()));
    stage.fates(fates);
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let mut desk = stage.desk_that_goes_out();
        let order = if back {
            let proposal = desk.propose_rollback(&pack(), Some(2)).expect("a proposal");
            let (basis, selection) = (proposal.basis, proposal.selection);
            ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None }
        } else {
            order(&mut desk, Origin::Latest)
        };
        desk.release(&order).map(|outcome| outcome.number)
    }));
    stage.fates(&[]);
    let there = releases(&mut stage.platform.engine()) - before.0;
    let here = releases(&mut stage.desk.engine()) - before.1;
    assert!(there <= 1, "{what}: released {there} times");
    assert!(here <= there, "{what}: reported, and it did not happen");
    match &ended {
        Ok(Ok(number)) => assert_eq!((here, *number), (1, Some(u32::try_from(before.1 + 1).expect("few"))), "{what}"),
        Ok(Err(EngineError::Unsettled { .. })) => assert_eq!((here, open(&stage)), (0, 1), "{what}"),
        Ok(Err(error)) => assert_eq!((there, open(&stage)), (0, 0), "{what}: {error}"),
        Err(_) => {}
    }
    stage.sync();
    if open(&stage) > 0 && there == 1 {
        // The status of what was just released is `IN_PROGRESS` once.
        stage.sync();
    }
    let mut desk = stage.desk.engine();
    for open in desk.open_requests().expect("requests") {
        assert_eq!(there, 0, "{what}: it is not found again");
        desk.settle_by_hand(open.asked.id.as_str(), false).expect("settled");
        stage.sync();
    }
    assert_eq!(releases(&mut stage.desk.engine()) - before.1, there, "{what}");
    stage.agrees();
}

/// Packaging goes on elsewhere while a release is asked for: that is no conflict, and nothing is lost.
#[test]
fn a_new_version_meanwhile_is_no_conflict() {
    let stage = Stage::synced(Workspace::small());
    let mut desk = stage.desk_that_goes_out();
    let order = order(&mut desk, Origin::Latest);
    let package =
        PackageOrder { version: Some("2.2".into()), shareable: true, notes: String::new(), include: Vec::new() };
    stage.platform.engine().package_component(&"ledger".into(), &package).expect("packaged");
    desk.release(&order).expect("released");
    stage.try_sync(SyncOrder { full: true, dry_run: false }).expect("synchronised");
    stage.agrees();
}
