//! What breaks while the platform is asked. Whatever it is: nothing is half taken over, and the next time brings it
//! all.

use std::time::Duration;

use ipack::{
    domain::Refusal,
    engine::{EngineError, Progress, SyncOrder},
    platform::{Carrier, Request, Response, Trouble},
};

use crate::{
    socket::Way,
    stage::{Fate, Stage},
    support::Workspace,
};

fn ways<const N: usize>(fates: [Fate; N]) -> impl Iterator<Item = (Way, Fate)> {
    [Way::InMemory, Way::OverASocket].into_iter().flat_map(move |way| fates.clone().map(|fate| (way, fate)))
}

/// How a synchronisation ends where the request with this number meets this fate, every time.
fn ends(stage: &Stage, number: usize, fate: &Fate) -> Result<String, EngineError> {
    let fates: Vec<Fate> = (0..200).map(|n| if n >= number { fate.clone() } else { Fate::Fair }).collect();
    stage.fates(&fates);
    let ended = stage.try_sync(SyncOrder::default()).map(|synced| synced.words);
    stage.fates(&[]);
    ended
}

#[test]
fn whatever_breaks_at_whichever_request_nothing_is_half_taken_over() {
    let fates = [
        Fate::NotSent,
        Fate::LostBefore,
        Fate::LostAfter,
        Fate::Instead(503, "{\"message\":\"Retry later.\"}"),
        Fate::Instead(500, "<html>"),
        Fate::Instead(401, "{\"message\":\"Bad credentials.\"}"),
        Fate::Instead(400, "{\"message\":\"The query token is invalid.\"}"),
        Fate::Instead(200, "{\"result\":[{\"id\":"),
        Fate::Instead(200, "[]"),
        Fate::Instead(200, "{\"result\":{\"id\":[1]}}"),
        Fate::Instead(200, "<html>Log in</html>"),
    ];
    for (way, fate) in ways(fates) {
        let stage = Stage::connected(Workspace::small()).copy_for(way);
        let requests = stage.try_sync(SyncOrder { full: false, dry_run: true }).expect("a dry run").requests;
        let before: Vec<_> = stage.desk.bytes();
        for number in 0..requests {
            let ended = ends(&stage, number, &fate).expect_err("an error");
            assert_eq!(ended.status(), 1, "{way:?}: {fate:?} at {number}: {ended}");
            assert!(ended.hint().is_some(), "{ended}");
            assert_eq!(stage.desk.bytes(), before, "{way:?}: {fate:?} at {number}");
        }
        stage.sync();
        stage.agrees();
    }
}

#[test]
fn what_breaks_once_is_asked_again() {
    let once = [Fate::NotSent, Fate::LostAfter, Fate::Instead(503, ""), Fate::Instead(429, ""), Fate::Instead(504, "")];
    for (way, fate) in ways(once) {
        let stage = Stage::connected(Workspace::small()).copy_for(way);
        stage.fates(&[Fate::Fair, fate.clone(), Fate::Fair, fate]);
        stage.sync();
        stage.agrees();
    }
}

/// A page is asked for by a token that the platform knows no more: what came before is not taken over by itself.
#[test]
fn a_page_token_that_expired_ends_it_and_the_next_one_brings_it_all() {
    let pack = |n: usize| format!("(id: \"p{n}\", name: \"Pack {n}\", installationType: SINGLE),");
    let packs: String = (0..250).map(pack).collect();
    let connected = Stage::connected(Workspace::of(&format!("(integrationPacks: [{packs}])")));
    for stage in [Way::InMemory, Way::OverASocket].map(|way| connected.copy_for(way)) {
        stage.always(Some(("queryMore", Fate::Instead(400, "{\"message\":\"The query token has expired.\"}"))));
        let ended = stage.try_sync(SyncOrder::default()).expect_err("an error");
        assert_eq!((ended.status(), ended.to_string().contains("The query token has expired")), (1, true), "{ended}");
        assert_eq!(stage.desk.engine().pack_entries().len(), 0);
        stage.always(None);
        assert_eq!(stage.sync().packs, 250);
        stage.agrees();
    }
}

#[test]
fn a_token_that_may_not_see_accounts_still_sees_packs() {
    let stage = Stage::connected(Workspace::small());
    stage.always(Some(("/Account", Fate::Instead(403, "{\"message\":\"Access denied.\"}"))));
    let synced = stage.sync();
    assert_eq!(synced.left_out, ["accounts and account groups: Access denied"]);
    assert_eq!(stage.desk.engine().pack_entries().len(), 2);
    stage.always(None);
    stage.sync();
    stage.agrees();
    // Once more without: what was known of them stays.
    stage.always(Some(("/Account", Fate::Instead(403, "{\"message\":\"Access denied.\"}"))));
    assert_eq!(stage.sync().words, "");
}

#[test]
fn packs_that_are_all_gone_are_not_believed_at_once() {
    let stage = Stage::synced(Workspace::small());
    stage.always(Some(("PublisherIntegrationPack/query", Fate::Instead(200, "{\"result\":[]}"))));
    assert_eq!(stage.sync().words, "", "each pack is asked for by its id");
    stage.always(Some(("PublisherIntegrationPack/", Fate::Instead(400, "{\"message\":\"Invalid.\"}"))));
    stage.try_sync(SyncOrder::default()).expect_err("the query itself is refused");
    let mut platform = stage.platform.engine();
    for id in ["19440978-ba6f", "2b7c"] {
        let basis = platform.pack(&id.into()).expect("a pack").pack.basis();
        platform.delete_pack(&id.into(), &basis).expect("deleted");
    }
    stage.always(None);
    let refused = stage.try_sync(SyncOrder::default());
    assert!(matches!(refused, Err(EngineError::Refused(Refusal::MuchGone { gone: 2, known: 2 }))), "{refused:?}");
    stage.try_sync(SyncOrder { full: true, dry_run: false }).expect("believed");
    stage.agrees();
}

#[test]
fn who_stops_it_has_changed_nothing() {
    let stage = Stage::connected(Workspace::small());
    let before = stage.desk.bytes();
    let progress = Progress::default();
    progress.stop();
    let stopped = stage.desk.engine().sync(&mut stage.post.clone(), SyncOrder::default(), &progress);
    assert_eq!(stopped.expect_err("stopped").status(), 130);
    stage.post.line().patience = 0;
    stage.fates(&[Fate::Instead(503, "")]);
    assert_eq!(stage.try_sync(SyncOrder::default()).expect_err("stopped").status(), 130);
    let after: Vec<_> = stage.desk.bytes().into_iter().filter(|(path, _)| !path.ends_with("platform.lock")).collect();
    assert_eq!(after, before);
}

#[test]
fn the_platform_says_that_everything_is_deleted_and_nobody_believes_it() {
    let stage = Stage::connected(Workspace::small());
    stage.post.line().twin.quirks.always_deleted = true;
    stage.sync();
    stage.agrees();
    assert_eq!(stage.sync().words, "");
}

/// A carrier during whose first request somebody else synchronises.
struct Meanwhile<'a> {
    stage: &'a Stage,
    other: Option<EngineError>,
}

impl Carrier for Meanwhile<'_> {
    fn carry(&mut self, request: &Request) -> Result<Response, Trouble> {
        if self.other.is_none() {
            self.other = self.stage.try_sync(SyncOrder::default()).err();
        }
        self.stage.post.clone().carry(request)
    }

    fn wait(&mut self, _: Duration) -> bool {
        false
    }
}

#[test]
fn of_two_at_once_the_second_is_told_that_one_is_under_way() {
    let stage = Stage::connected(Workspace::small());
    let mut carrier = Meanwhile { stage: &stage, other: None };
    stage.desk.engine().sync(&mut carrier, SyncOrder::default(), &Progress::default()).expect("synchronised");
    let other = carrier.other.expect("refused");
    assert_eq!(other.status(), 1);
    assert!(other.to_string().ends_with("is locked by a synchronisation that is under way"), "{other}");
    stage.agrees();
    assert_eq!(stage.sync().words, "");
}
