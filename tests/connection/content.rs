//! What a publisher changes goes out: once at most on the platform, written down here when it is done there, found
//! again when nobody heard of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ipack::{
    domain::{AccountGroupId, AccountId, ComponentId, InstallationType, PackId, Refusal, Version},
    engine::{ActivityKind, Engine, EngineError, PackageOrder},
};

use crate::{
    socket::fates,
    stage::{Fate, Stage, pack, returns},
    support::Workspace,
};

type Done = Result<(), EngineError>;

/// A verb, and how often the platform shows that it was done.
pub(crate) struct Verb {
    pub(crate) name: &'static str,
    /// The command that does the same as `run`.
    pub(crate) words: &'static [&'static str],
    run: fn(&mut Engine) -> Done,
    pub(crate) shows: fn(&mut Engine) -> usize,
}

/// What the verbs need: something to bring back, and a group without accounts.
pub(crate) fn ready() -> Stage {
    let workspace = Workspace::small();
    let mut platform = workspace.engine();
    platform.remove_components(&pack(), &["ledger".into()]).expect("removed");
    platform.package_component(&"ledger".into(), &order("9")).expect("packaged");
    platform.delete_version(&"ledger".into(), &"9".into()).expect("deleted");
    platform.create_group("South").expect("created");
    Stage::synced(workspace)
}

fn south(engine: &mut Engine) -> AccountGroupId {
    let groups = engine.groups().expect("groups");
    groups.iter().find(|view| view.group.name == "South").expect("a group").group.id.clone()
}

fn europe() -> AccountGroupId {
    "g1".into()
}

fn names(engine: &Engine, name: &str) -> usize {
    engine.pack_entries().iter().filter(|entry| entry.summary.name == name).count()
}

fn has(engine: &mut Engine, pack: &PackId, component: &str) -> bool {
    engine.pack(pack).expect("a pack").pack.has_member(&ComponentId::from(component))
}

fn versions(engine: &mut Engine, label: &str, deleted: bool) -> usize {
    let ledger = engine.component(&"ledger".into()).expect("a component").component;
    ledger.versions.iter().filter(|one| one.version.as_str() == label && one.deleted == deleted).count()
}

fn order(label: &str) -> PackageOrder {
    PackageOrder { version: Some(label.into()), shareable: true, notes: "For Monday".into(), include: Vec::new() }
}

pub(crate) const VERBS: &[Verb] = &[
    Verb {
        name: "create a pack",
        words: &["pack", "create", "Procure to Pay", "--type", "multi", "--description", "To the money."],
        run: |desk| desk.create_pack("Procure to Pay", InstallationType::Multi, "To the money.").map(drop),
        shows: |platform| names(platform, "Procure to Pay"),
    },
    Verb {
        name: "edit a pack",
        words: &["pack", "edit", "Returns", "--name", "Returns API", "--description", "Back."],
        run: |desk| desk.edit_pack(&returns(), None, Some("Returns API"), Some("Back.")),
        shows: |platform| names(platform, "Returns API"),
    },
    Verb {
        name: "delete a pack",
        words: &["pack", "delete", "Returns", "--yes"],
        run: |desk| {
            let basis = desk.pack(&returns())?.pack.basis();
            desk.delete_pack(&returns(), &basis)
        },
        shows: |platform| 1 - names(platform, "Returns"),
    },
    Verb {
        name: "add components",
        words: &["pack", "add", "Returns", "Ledger Posting", "Create Invoice"],
        run: |desk| desk.add_components(&returns(), &["ledger".into(), "invoice".into()]),
        shows: |platform| {
            let all = ["ledger", "invoice", "lookup"].map(|id| has(platform, &returns(), id));
            usize::from(all == [true; 3])
        },
    },
    Verb {
        name: "remove a component that is released",
        words: &["pack", "remove", "Order to Cash", "Customer Lookup", "--yes"],
        run: |desk| desk.remove_components(&pack(), &["lookup".into()]),
        shows: |platform| usize::from(!has(platform, &pack(), "lookup")),
    },
    Verb {
        name: "remove the only component",
        words: &["pack", "remove", "Returns", "Customer Lookup", "--yes"],
        run: |desk| desk.remove_components(&returns(), &["lookup".into()]),
        shows: |platform| usize::from(!has(platform, &returns(), "lookup")),
    },
    Verb {
        name: "take back that a component was removed",
        words: &["pack", "undelete", "Order to Cash", "Ledger Posting"],
        run: |desk| desk.undelete_components(&pack(), &["ledger".into()]),
        shows: |platform| usize::from(has(platform, &pack(), "ledger")),
    },
    Verb {
        name: "package a version",
        words: &["component", "package", "Ledger Posting", "--version", "2.2", "--shareable", "--notes", "For Monday"],
        run: |desk| desk.package_component(&"ledger".into(), &order("2.2")).map(drop),
        shows: |platform| versions(platform, "2.2", false),
    },
    Verb {
        name: "delete a version",
        words: &["component", "delete", "Ledger Posting", "2.1", "--yes"],
        run: |desk| desk.delete_version(&"ledger".into(), &Version::from("2.1")),
        shows: |platform| versions(platform, "2.1", true),
    },
    Verb {
        name: "restore a version",
        words: &["component", "restore", "Ledger Posting", "9"],
        run: |desk| desk.restore_version(&"ledger".into(), &Version::from("9")),
        shows: |platform| versions(platform, "9", false),
    },
    Verb {
        name: "create a group",
        words: &["group", "create", "Asia"],
        run: |desk| desk.create_group("Asia").map(drop),
        shows: |platform| platform.groups().expect("groups").iter().filter(|view| view.group.name == "Asia").count(),
    },
    Verb {
        name: "rename a group",
        words: &["group", "rename", "Europe", "Nordics"],
        run: |desk| desk.rename_group(&europe(), "Europe", "Nordics"),
        shows: |platform| usize::from(platform.group(&europe()).expect("a group").group.name == "Nordics"),
    },
    Verb {
        name: "share with a group",
        words: &["group", "share", "Europe", "Returns"],
        run: |desk| desk.share(&europe(), &[returns()]).map(drop),
        shows: |platform| {
            platform.group(&europe()).expect("a group").packs.iter().filter(|(id, _)| *id == returns()).count()
        },
    },
    Verb {
        name: "share no longer",
        words: &["group", "unshare", "Europe", "Order to Cash"],
        run: |desk| desk.unshare(&europe(), &[pack()]).map(drop),
        shows: |platform| 1 - platform.group(&europe()).expect("a group").packs.len(),
    },
    Verb {
        name: "take accounts out of a group",
        words: &["group", "remove", "Europe", "Aalto"],
        run: |desk| desk.remove_from_group(&europe(), &["a1".into()]).map(drop),
        shows: |platform| 2 - platform.group(&europe()).expect("a group").accounts.len(),
    },
    Verb {
        name: "add accounts to a group",
        words: &["group", "add", "South", "Aalto", "Bergmann"],
        run: |desk| {
            let south = south(desk);
            desk.add_to_group(&south, &["a1".into(), "a2".into()]).map(drop)
        },
        shows: |platform| {
            let south = south(platform);
            platform.group(&south).expect("a group").accounts.len() / 2
        },
    },
];

/// Runs a verb at the desk; none where it was killed.
fn run(stage: &Stage, verb: &Verb) -> Option<Done> {
    let mut desk = stage.desk_that_goes_out();
    catch_unwind(AssertUnwindSafe(|| (verb.run)(&mut desk))).ok()
}

#[test]
fn each_is_done_there_and_written_down_here() {
    for merges in [false, true] {
        for verb in VERBS {
            let stage = ready();
            stage.post.line().twin.quirks.add_merges = merges;
            run(&stage, verb).expect("alive").unwrap_or_else(|why| unreachable!("{}: {why}", verb.name));
            assert_eq!((verb.shows)(&mut stage.platform.engine()), 1, "{}", verb.name);
            stage.agrees();
            assert_eq!(stage.sync().words, "", "{}: what is known is not found", verb.name);
            let newest = stage.desk.engine().activity().expect("activity").remove(0);
            assert!(newest.kind != ActivityKind::Sync && newest.by == "admin@desk", "{}: {newest:?}", verb.name);
        }
    }
}

/// Whatever happens to any of its requests: it is done at most once, told only where it was done, and found again.
#[test]
fn each_survives_whatever_happens_to_a_request() {
    let whole = ready();
    for verb in VERBS {
        for (way, fate) in fates() {
            for nth in 0.. {
                let stage = whole.copy_for(way);
                let mut fates = vec![Fate::Fair; nth];
                fates.push(fate.clone());
                stage.fates(&fates);
                let ended = run(&stage, verb);
                let met = stage.post.line().fates.is_empty();
                stage.fates(&[]);
                let told = format!("{way:?}: {} with request {nth} {fate:?}: {ended:?}", verb.name);
                let shows = (verb.shows)(&mut stage.platform.engine());
                assert!(shows <= 1, "{told}");
                assert!(shows == 1 || !matches!(ended, Some(Ok(()))), "told too early: {told}");
                if let Some(Err(EngineError::Refused(_))) = ended {
                    assert_eq!(shows, 0, "refused, and done: {told}");
                }
                stage.sync();
                stage.agrees();
                if !met {
                    assert!(matches!(ended, Some(Ok(()))), "{told}");
                    break;
                }
            }
        }
    }
}

#[test]
fn what_the_platform_refuses_is_refused_with_its_words() {
    let stage = Stage::synced(Workspace::small());
    stage.always(Some(("PackagedComponent", Fate::Instead(400, "{\"message\":\"Not now.\"}"))));
    let refused = stage.desk_that_goes_out().delete_version(&"ledger".into(), &"2.1".into()).expect_err("refused");
    assert_eq!((refused.status(), refused.to_string().as_str()), (3, "the platform refused it: Not now"));
}

#[test]
fn what_its_api_has_not_is_refused_before_anybody_is_asked() {
    let stage = Stage::synced(Workspace::small());
    stage.asked();
    let mut desk = stage.desk_that_goes_out();
    let refused = [
        desk.create_account("Corp").map(drop),
        desk.rename_account(&"a1".into(), "Aalto", "Corp"),
        desk.create_component("New", ipack::domain::ComponentType::Process, "").map(drop),
        desk.delete_group(&europe()).map(drop),
    ];
    for refused in refused {
        assert!(matches!(refused, Err(EngineError::Refused(Refusal::Mirrored { .. }))), "{refused:?}");
    }
    let included = PackageOrder { include: vec!["invoice".into()], ..order("2.2") };
    let refused = desk.package_component(&"ledger".into(), &included).expect_err("refused");
    assert!(refused.to_string().contains("list of what a version includes"), "{refused}");
    assert!(stage.asked().is_empty());
}

/// The rules are asked of what the platform has now, not of what was known.
#[test]
fn what_changed_there_meanwhile_is_seen_first() {
    let stage = Stage::synced(Workspace::small());
    let mut desk = stage.desk_that_goes_out();
    let view = desk.pack(&returns()).expect("a pack").pack;
    stage.platform.engine().edit_pack(&returns(), None, Some("Returns API"), None).expect("edited elsewhere");
    let refused = desk.edit_pack(&returns(), Some(&view.details()), None, Some("Mine.")).expect_err("refused");
    assert_eq!(refused.status(), 5, "{refused}");
    stage.platform.engine().add_components(&returns(), &["ledger".into()]).expect("added elsewhere");
    desk.add_components(&returns(), &["invoice".into()]).expect("added");
    stage.agrees();
    let mut platform = stage.platform.engine();
    assert!(["ledger", "invoice", "lookup"].iter().all(|id| has(&mut platform, &returns(), id)));
}

#[test]
fn a_name_that_the_platform_knows_is_taken() {
    let stage = Stage::synced(Workspace::small());
    let mut platform = stage.platform.engine();
    platform.create_pack("Asia", InstallationType::Single, "").expect("created elsewhere");
    platform.create_group("Asia").expect("created elsewhere");
    platform.package_component(&"ledger".into(), &order("2.2")).expect("packaged elsewhere");
    let mut desk = stage.desk_that_goes_out();
    let refused = [
        desk.create_pack("Asia", InstallationType::Single, "").map(drop),
        desk.create_group("Asia").map(drop),
        desk.package_component(&"ledger".into(), &order("2.2")).map(drop),
    ];
    assert!(refused.iter().all(|refused| refused.as_ref().is_err_and(|why| why.status() == 3)), "{refused:?}");
    assert_eq!(names(&platform, "Asia"), 1);
}

#[test]
fn what_was_removed_or_deleted_comes_back() {
    let stage = Stage::synced(Workspace::small());
    let mut desk = stage.desk_that_goes_out();
    desk.remove_components(&pack(), &["lookup".into()]).expect("removed");
    desk.undelete_components(&pack(), &["lookup".into()]).expect("undeleted");
    desk.delete_version(&"ledger".into(), &"2.1".into()).expect("deleted");
    desk.restore_version(&"ledger".into(), &"2.1".into()).expect("restored");
    desk.remove_from_group(&europe(), &["a1".into()]).expect("removed");
    let both: [AccountId; 2] = ["a1".into(), "a2".into()];
    assert_eq!(desk.add_to_group(&europe(), &both).expect("added").changed, ["Aalto"]);
    stage.agrees();
    assert_eq!(stage.sync().words, "");
    assert!(has(&mut stage.platform.engine(), &pack(), "lookup"));
    assert_eq!(versions(&mut stage.platform.engine(), "2.1", false), 1);
}

/// What went well of several stands, whatever came then.
#[test]
fn of_several_those_that_were_done_are_known() {
    let stage = Stage::synced(Workspace::small());
    let mut desk = stage.desk_that_goes_out();
    let new = desk.create_pack("Asia", InstallationType::Single, "").expect("created");
    stage.fates(&[Fate::Fair, Fate::Fair, Fate::Fair, Fate::Instead(400, "{\"message\":\"No.\"}")]);
    desk.share(&europe(), &[returns(), new]).expect_err("refused");
    assert_eq!(stage.desk.engine().group(&europe()).expect("a group").packs.len(), 2);
    stage.agrees();
}
