//! What a synchronisation brings.

use ipack::{
    domain::{OnPlatform, Origin, PackId, Refusal},
    engine::{ActivityKind, Engine, EngineError, PackageOrder, ReleaseOrder, SyncOrder, When},
};

use crate::{
    stage::{Stage, connection},
    support::{SMALL, Workspace, instant, source},
};

fn release(engine: &mut Engine, pack: &PackId) {
    let proposal = engine.propose_again(pack, Origin::Latest).expect("a proposal");
    let (basis, selection) = (proposal.basis, proposal.selection);
    let order = ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None };
    engine.release(&order).expect("released");
}

#[test]
fn the_first_brings_everything_and_the_second_nothing() {
    let stage = Stage::connected(Workspace::small());
    let first = stage.sync();
    assert_eq!(
        first.words,
        "2 new packs, 2 changes of components, 3 new components, 6 versions packaged, 1 current release found, \
         2 new accounts, 1 new account group, 2 changes of account groups"
    );
    assert_eq!((first.packs, first.versions, first.left_out.len()), (2, 6, 0));
    stage.agrees();
    let before = stage.desk.engine().activity().expect("activity").len();
    let second = stage.sync();
    assert_eq!(second.words, "");
    assert_eq!(stage.desk.engine().activity().expect("activity").len(), before);
    stage.agrees();
}

#[test]
fn the_sample_comes_over_whole() {
    let stage = Stage::synced(Workspace::sample());
    stage.agrees();
    assert_eq!(stage.sync().words, "");
    // A page of packs, the versions of those that are new, accounts, groups, and two for each group.
    let groups = stage.desk.engine().groups().expect("groups").len();
    stage.asked();
    let again = stage.sync();
    assert_eq!(again.requests, stage.asked().len());
    assert!(again.requests <= 2 + 2 + 2 * groups + 20, "{}", again.requests);
}

#[test]
fn only_what_changed_comes_and_stands_in_activity_as_one_line() {
    let stage = Stage::synced(Workspace::small());
    let mut platform = stage.platform.engine();
    platform.refresh().expect("read");
    let order =
        PackageOrder { version: Some("2.2".into()), shareable: true, notes: "Faster".into(), include: Vec::new() };
    platform.package_component(&"ledger".into(), &order).expect("packaged");
    stage.desk.clock.set(instant("2026-11-21T18:10:00Z"));
    release(&mut platform, &"19440978-ba6f".into());
    let synced = stage.sync();
    assert_eq!(synced.words, "1 version packaged, 1 pack released elsewhere");
    stage.agrees();
    let activity = stage.desk.engine().activity().expect("activity");
    let told = |kind: ActivityKind| activity.iter().find(|one| one.kind == kind).map(|one| one.text.as_str());
    assert_eq!(told(ActivityKind::Sync), Some("1 version packaged, 1 pack released elsewhere"));
    assert_eq!(told(ActivityKind::Release), Some("#2 released elsewhere"));
    let pack = stage.desk.engine().pack(&"19440978-ba6f".into()).expect("a pack").pack;
    let found = pack.current().expect("a release");
    assert_eq!(found.platform, Some(OnPlatform::Found { after: Some(instant("2026-11-21T18:00:00Z")) }));
    assert_eq!((found.released_at, found.released_by.as_str()), (instant("2026-11-21T18:10:00Z"), "elsewhere"));
    assert_eq!(pack.releases[0].platform, Some(OnPlatform::Found { after: None }), "when it was is not known");
}

#[test]
fn every_kind_of_change_is_followed() {
    let stage = Stage::synced(Workspace::small());
    let mut platform = stage.platform.engine();
    let pack: PackId = "19440978-ba6f".into();
    platform.remove_components(&pack, &["lookup".into()]).expect("removed");
    stage.sync();
    stage.agrees();
    platform.undelete_components(&pack, &["lookup".into()]).expect("undeleted");
    stage.sync();
    stage.agrees();
    platform.remove_from_group(&"g1".into(), &["a1".into()]).expect("removed");
    platform.unshare(&"g1".into(), std::slice::from_ref(&pack)).expect("unshared");
    platform.delete_version(&"invoice".into(), &"1.2".into()).expect("deleted");
    platform.create_group("Asia").expect("created");
    let returns = platform.pack(&"2b7c".into()).expect("a pack").pack.basis();
    platform.delete_pack(&"2b7c".into(), &returns).expect("deleted");
    let full = SyncOrder { full: true, dry_run: false };
    let synced = stage.try_sync(full).expect("synchronised");
    assert!(synced.words.contains("1 pack deleted"), "{}", synced.words);
    stage.agrees();
    assert_eq!(stage.try_sync(full).expect("synchronised").words, "");
}

/// A release that was made elsewhere stays one in a backup that is read into another workspace.
#[test]
fn what_was_seen_is_kept_by_a_backup() {
    let stage = Stage::synced(Workspace::small());
    let backup = stage.desk.engine().document(&[]).expect("a document");
    let other = Workspace::of(&backup);
    let pack: PackId = "19440978-ba6f".into();
    let [one, same] = [&stage.desk, &other].map(|w| w.engine().pack(&pack).expect("a pack").pack);
    assert_eq!(one.releases, same.releases);
    assert_eq!(same.releases[0].platform, Some(OnPlatform::Found { after: None }));
    assert_eq!(other.engine().settings().platform, None, "a backup connects nobody");
}

#[test]
fn a_dry_run_says_it_and_does_nothing() {
    let stage = Stage::connected(Workspace::small());
    let before = stage.desk.bytes();
    let told = stage.try_sync(SyncOrder { full: false, dry_run: true }).expect("told");
    assert!(told.words.starts_with("2 new packs"), "{}", told.words);
    let after: Vec<_> = stage.desk.bytes().into_iter().filter(|(path, _)| !path.ends_with("platform.lock")).collect();
    assert_eq!(after, before);
    assert_eq!(stage.desk.engine().pack_entries().len(), 0);
}

#[test]
fn a_connected_workspace_decides_nothing_by_itself() {
    let stage = Stage::synced(Workspace::small());
    let mut desk = stage.desk.engine();
    let before = stage.desk.bytes();
    let proposal = desk.propose_again(&"19440978-ba6f".into(), Origin::Latest).expect("a proposal");
    let (basis, selection) = (proposal.basis, proposal.selection);
    let order = ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None };
    let refused =
        |error: EngineError| (error.status(), matches!(error, EngineError::Refused(Refusal::Mirrored { .. })));
    assert_eq!(desk.release(&order).map(drop).map_err(refused), Err((3, true)));
    assert_eq!(desk.create_group("Asia").map(drop).map_err(refused), Err((3, true)));
    assert_eq!(desk.import(&[source(SMALL)]).map(drop).map_err(refused), Err((3, true)));
    assert_eq!(stage.desk.bytes(), before);
    desk.change_settings(|settings| settings.name = "Acme".into()).expect("the name is the workspace's own");
    desk.disconnect().expect("disconnected");
    desk.create_group("Asia").expect("from now on it is a workspace of its own");
}

#[test]
fn only_an_empty_workspace_is_connected() {
    let stage = Stage::apart(Workspace::small());
    let connect = |workspace: &Workspace| workspace.engine().connect(&connection(), &mut stage.post.clone());
    let refused = |result: Result<(), EngineError>| match result {
        Err(EngineError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    assert!(matches!(refused(connect(&Workspace::small())), Refusal::NotEmpty { .. }));
    assert_eq!(refused(connect(&Workspace::sample())), Refusal::DemoConnects);
    assert_eq!(stage.asked(), [""; 0], "nothing was asked");
    connect(&stage.desk).expect("connected");
    connect(&stage.desk).expect("again to the same account");
    let other = ipack::domain::Connection { account: "other".into(), ..connection() };
    let again = stage.desk.engine().connect(&other, &mut stage.post.clone());
    assert_eq!(refused(again), Refusal::ConnectedAlready { account: "acme".into() });
}

#[test]
fn the_header_says_how_old_the_mirror_is() {
    let stage = Stage::connected(Workspace::small());
    let header = |stage: &Stage, width: u16| {
        let screen = stage.desk.screens(width, 24).screen();
        screen.lines().next().unwrap_or_default().trim_end().to_owned()
    };
    assert!(header(&stage, 120).ends_with("never synced"), "{}", header(&stage, 120));
    stage.sync();
    assert!(header(&stage, 120).ends_with("synced now"), "{}", header(&stage, 120));
    stage.desk.clock.set(instant("2026-11-21T18:02:00Z"));
    for width in [60, 80, 120] {
        assert!(header(&stage, width).ends_with("synced 2 min ago"), "{}", header(&stage, width));
    }
    let mut screens = stage.desk.screens(120, 24);
    screens.tick(instant("2026-11-21T18:02:01Z"));
    stage.desk.clock.set(instant("2026-11-21T18:12:00Z"));
    assert_eq!(stage.sync().words, "");
    let screen = screens.tick(instant("2026-11-21T18:12:00Z")).screen();
    assert!(screen.lines().next().is_some_and(|line| line.trim_end().ends_with("synced now")), "{screen}");
    stage.desk.engine().disconnect().expect("disconnected");
    assert!(!header(&stage, 120).contains("synced"), "{}", header(&stage, 120));
}
