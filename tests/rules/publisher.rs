//! What a publisher does to packs, components and versions: each rule with its refusal, in the engine's words.

use crate::support::{Workspace, source};
use ipack::{
    domain::{ComponentId, ComponentType, InstallationType, PackId, Version},
    engine::{Engine, EngineError, PackageOrder, Proposal, ReleaseOrder, When},
};

const MULTI: &str = r#"(
    components: [(componentId: "c", name: "Mapper", componentType: process, packagedComponents: [
        (packageVersion: "1", createdDate: "2026-01-01T00:00:00Z", shareable: true)])],
    integrationPacks: [(id: "multi", name: "Many", installationType: MULTI, components: ["c"])],
)"#;

fn words<T: std::fmt::Debug>(result: Result<T, EngineError>) -> (u8, String) {
    let error = result.expect_err("a refusal");
    (error.status(), error.to_string())
}

pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, EngineError>, status: u8, text: &str) {
    assert_eq!(words(result), (status, text.to_owned()));
}

pub(crate) fn components(engine: &Engine, names: &[&str]) -> Vec<ComponentId> {
    names.iter().map(|name| engine.find_component(name).expect("a component")).collect()
}

pub(crate) fn shareable() -> PackageOrder {
    PackageOrder { shareable: true, ..PackageOrder::default() }
}

fn process(engine: &mut Engine, name: &str) -> ComponentId {
    let id = engine.create_component(name, ComponentType::Process, "").expect("a component");
    engine.package_component(&id, &shareable()).expect("a version");
    id
}

pub(crate) fn order(proposal: &Proposal, when: When) -> ReleaseOrder {
    let (basis, selection) = (proposal.basis.clone(), proposal.selection.clone());
    ReleaseOrder { basis, selection, when, notes: String::new(), overriding: None }
}

pub(crate) fn release(engine: &mut Engine, pack: &PackId, when: When) {
    let proposal = engine.propose_release(pack).expect("something to release");
    engine.release(&order(&proposal, when)).expect("a release");
}

/// Every component of a pack, with whether it is marked Deleted.
fn rows(engine: &mut Engine, pack: &PackId) -> Vec<(String, bool)> {
    let rows = engine.pack(pack).expect("a pack").rows;
    rows.into_iter().map(|row| (row.component_name, row.deleted)).collect()
}

#[test]
fn names_and_descriptions_have_their_limits() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let single = InstallationType::Single;
    refused(engine.create_pack(" ", single, ""), 2, "an integration pack's name is empty");
    let control = "an integration pack's name holds the control character U+001B";
    refused(engine.create_pack("a\u{1b}[2J", single, ""), 2, control);
    let long = "the description has 501 characters, at most 500 are allowed";
    refused(engine.create_pack("New", single, &"é".repeat(501)), 2, long);
    let taken = "there is an integration pack named \"Order to Cash\" already";
    refused(engine.create_pack("order TO cash", single, ""), 3, taken);
    refused(engine.create_component("", ComponentType::Process, ""), 2, "a component's name is empty");
    let taken = "there is a component named \"Create Invoice\" already";
    refused(engine.create_component("create invoice", ComponentType::Process, "/Order to Cash/"), 3, taken);
    engine.create_component("Create Invoice", ComponentType::Process, "Elsewhere").expect("another folder");
    let id = engine.create_pack("  New  ", single, &"é".repeat(500)).expect("500 are allowed");
    assert_eq!(engine.pack_name(&id), "New");
}

/// What looks like a name that is there is that name: the one that is known is shown, not the one that was typed.
#[test]
fn a_name_that_only_looks_new_is_refused_with_the_one_that_is_there() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let single = InstallationType::Single;
    engine.create_pack("Caf\u{e9} Nord", single, "").expect("new");
    for looks_new in ["Cafe\u{301} Nord", "Caf\u{e9}\u{a0}Nord", "Caf\u{e9}\u{200b} Nord", "Ca\u{ad}f\u{e9} Nord"] {
        let taken = "there is an integration pack named \"Caf\u{e9} Nord\" already";
        refused(engine.create_pack(looks_new, single, ""), 3, taken);
    }
    for unseen in ["\u{3164}", "\u{2800}\u{2800}"] {
        let nothing = "an integration pack's name holds nothing that can be seen";
        refused(engine.create_pack(unseen, single, ""), 2, nothing);
    }
    for known in ["Create\u{a0}Invoice", "create\u{200b} invoice"] {
        let taken = "there is a component named \"Create Invoice\" already";
        refused(engine.create_component(known, ComponentType::Process, "Order to Cash"), 3, taken);
    }
    refused(engine.create_account("Aal\u{ad}to"), 3, "there is an account named \"Aalto\" already");
    refused(engine.create_group("Euro\u{200b}pe"), 3, "there is an account group named \"Europe\" already");
}

#[test]
fn details_can_be_edited_but_not_the_name_of_a_multi_pack() {
    let workspace = Workspace::of(MULTI);
    let engine = &mut workspace.engine();
    let many = engine.find_pack("Many").expect("a pack");
    let fixed = "the name of Many, a MULTI pack, can't be changed";
    refused(engine.edit_pack(&many, None, Some("More"), None), 3, fixed);
    engine.edit_pack(&many, None, None, Some("What it is for")).expect("an edit");
    assert_eq!(engine.pack(&many).expect("a pack").pack.description, "What it is for");
    let one = engine.create_pack("One", InstallationType::Single, "").expect("a pack");
    let taken = "there is an integration pack named \"Many\" already";
    refused(engine.edit_pack(&one, None, Some("MANY"), None), 3, taken);
    engine.edit_pack(&one, None, Some("ONE"), None).expect("its own name in another case");
    let before = workspace.bytes();
    engine.edit_pack(&one, None, Some("ONE"), Some("")).expect("nothing to do");
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn only_what_can_be_released_is_added() {
    let workspace = Workspace::small();
    workspace.engine().import(&[source(MULTI)]).expect("an import");
    let engine = &mut workspace.engine();
    let (returns, many) = (workspace.pack("Returns"), workspace.pack("Many"));
    let [lookup, invoice] = components(engine, &["Customer Lookup", "Create Invoice"]).try_into().expect("two");
    let raw = engine.create_component("Raw", ComponentType::Process, "").expect("a component");
    let one = std::slice::from_ref::<ComponentId>;
    refused(engine.add_components(&returns, one(&lookup)), 3, "Customer Lookup is in Returns already");
    let api = "Customer Lookup is an API service, which Many, a MULTI pack, can't hold";
    refused(engine.add_components(&many, one(&lookup)), 3, api);
    refused(engine.add_components(&returns, one(&raw)), 3, "Raw has no version that can be released");
    engine.package_component(&raw, &PackageOrder::default()).expect("a version");
    refused(
        engine.add_components(&returns, &[invoice.clone(), raw.clone()]),
        3,
        "Raw has no version that can be released",
    );
    assert_eq!(rows(engine, &returns).len(), 1, "all of them or none");
    let why: Vec<_> = engine
        .addable(&many)
        .expect("a list")
        .into_iter()
        .map(|one| (one.component.name.clone(), one.why_not.is_some()))
        .collect();
    let wanted = [
        ("Create Invoice", false),
        ("Customer Lookup", true),
        ("Ledger Posting", false),
        ("Mapper", true),
        ("Raw", true),
    ];
    assert_eq!(why, wanted.map(|(name, no)| (name.to_owned(), no)));
    engine.add_components(&returns, &[invoice.clone(), invoice]).expect("each once");
    assert_eq!(rows(engine, &returns).len(), 2);
}

#[test]
fn a_hundred_components_and_no_more() {
    let workspace = Workspace::empty();
    let engine = &mut workspace.engine();
    let pack = engine.create_pack("Full", InstallationType::Single, "").expect("a pack");
    let all: Vec<ComponentId> = (0..101).map(|n| process(engine, &format!("C{n}"))).collect();
    let full = "Full would have 101 components, at most 100 are allowed";
    refused(engine.add_components(&pack, &all), 3, full);
    engine.add_components(&pack, &all[..100]).expect("a hundred");
    refused(engine.add_components(&pack, &all[100..]), 3, full);
    release(engine, &pack, When::Now);
    engine.remove_components(&pack, &all[..1]).expect("removed");
    engine.add_components(&pack, &all[100..]).expect("those marked Deleted don't count");
    refused(engine.undelete_components(&pack, &all[..1]), 3, full);
}

#[test]
fn a_removed_component_stays_while_a_release_carries_it() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let (pack, returns) = (workspace.pack("Order to Cash"), workspace.pack("Returns"));
    let ledger = components(engine, &["Ledger Posting"]);
    let lookup = components(engine, &["Customer Lookup"]);
    engine.remove_components(&returns, &lookup).expect("removed");
    assert_eq!(rows(engine, &returns), [], "it was never released, so it leaves at once");
    refused(engine.remove_components(&returns, &lookup), 4, "Customer Lookup is not in Returns");
    refused(engine.undelete_components(&returns, &lookup), 4, "Customer Lookup is not in Returns");
    engine.remove_components(&pack, &ledger).expect("removed");
    assert!(rows(engine, &pack).contains(&("Ledger Posting".into(), true)));
    let deleted = "Ledger Posting is marked Deleted in Order to Cash already";
    refused(engine.remove_components(&pack, &ledger), 3, deleted);
    refused(engine.add_components(&pack, &ledger), 3, deleted);
    engine.undelete_components(&pack, &ledger).expect("undeleted");
    refused(engine.undelete_components(&pack, &ledger), 3, "Ledger Posting is in Order to Cash already");
    engine.remove_components(&pack, &ledger).expect("removed");
    release(engine, &pack, When::Now);
    assert_eq!(rows(engine, &pack).len(), 2, "the next release took it away");
}

#[test]
fn what_is_scheduled_keeps_a_removed_component_listed() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let returns = workspace.pack("Returns");
    release(engine, &returns, When::On("2026-12-01".parse().expect("a date")));
    let lookup = components(engine, &["Customer Lookup"]);
    engine.remove_components(&returns, &lookup).expect("removed");
    assert_eq!(rows(engine, &returns), [("Customer Lookup".to_owned(), true)]);
}

#[test]
fn a_label_is_used_once_for_ever() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let [invoice] = components(engine, &["Create Invoice"]).try_into().expect("one");
    let labelled = |label: &str| PackageOrder { version: Some(label.into()), ..shareable() };
    let taken =
        "Create Invoice has a version 1.0 already, and a version is never used twice, not even after its deletion";
    refused(engine.package_component(&invoice, &labelled(" 1.0 ")), 3, taken);
    engine.delete_version(&invoice, &Version::new("1.0")).expect("deleted");
    refused(engine.package_component(&invoice, &labelled("1.0")), 3, taken);
    refused(engine.package_component(&invoice, &labelled("")), 2, "the version is empty");
    let next = engine.package_component(&invoice, &shareable()).expect("packaged");
    assert_eq!(next.as_str(), "1.3", "the number after 1.2");
    engine.package_component(&invoice, &labelled("Alpha Release")).expect("free text");
    let view = engine.component(&invoice).expect("a component");
    assert_eq!(view.component.latest().map(|v| v.version.as_str()), Some("Alpha Release"), "packaging order, not text");
    let long = PackageOrder { notes: "n".repeat(10_001), ..shareable() };
    refused(
        engine.package_component(&invoice, &long),
        2,
        "the text of the notes has 10001 characters, at most 10000 are allowed",
    );
}

#[test]
fn a_package_includes_components_as_they_were_packaged_last() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let [invoice, ledger] = components(engine, &["Create Invoice", "Ledger Posting"]).try_into().expect("two");
    let order = PackageOrder { include: vec![ledger], ..shareable() };
    engine.package_component(&invoice, &order).expect("packaged");
    let view = engine.component(&invoice).expect("a component");
    let included = &view.contents.last().expect("contents").included[0];
    assert_eq!((included.name.as_str(), included.kind.as_str()), ("Ledger Posting", "process"));
    assert_eq!(included.modified_by, "j.chen");
}

#[test]
fn a_version_in_use_is_not_deleted() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let returns = workspace.pack("Returns");
    let [lookup, invoice] = components(engine, &["Customer Lookup", "Create Invoice"]).try_into().expect("two");
    release(engine, &returns, When::On("2026-12-01".parse().expect("a date")));
    let used = "version 3.0 of Customer Lookup can't be deleted: it is in the current release of Order to Cash, \
                the scheduled release of Returns";
    refused(engine.delete_version(&lookup, &Version::new("3.0")), 3, used);
    let unknown = "Create Invoice has no version 9";
    refused(engine.delete_version(&invoice, &Version::new("9")), 4, unknown);
    engine.delete_version(&invoice, &Version::new("1.2")).expect("free");
    assert_eq!(engine.component(&invoice).expect("it").component.latest().map(|v| v.version.as_str()), Some("1.1"));
    engine.restore_version(&invoice, &Version::new("1.2")).expect("restored");
    assert_eq!(engine.component(&invoice).expect("it").component.latest().map(|v| v.version.as_str()), Some("1.2"));
}

#[test]
fn a_deleted_pack_is_gone_everywhere() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let pack = workspace.pack("Order to Cash");
    release(engine, &pack, When::On("2026-12-01".parse().expect("a date")));
    let view = engine.pack(&pack).expect("a pack");
    assert_eq!((view.reach.accounts, view.reach.instances, view.reach.groups), (2, 2, 1));
    let stale = view.pack.basis();
    engine.remove_components(&pack, &components(engine, &["Ledger Posting"])).expect("removed");
    let (status, text) = words(engine.delete_pack(&pack, &stale));
    assert_eq!(status, 5, "{text}");
    let basis = engine.pack(&pack).expect("a pack").pack.basis();
    engine.delete_pack(&pack, &basis).expect("deleted");
    for engine in [engine, &mut workspace.engine()] {
        assert_eq!(words(engine.pack(&pack)).0, 4);
        let account = engine.find_account("Aalto").expect("an account");
        assert!(engine.account(&account).expect("an account").instances.is_empty());
        let group = engine.find_group("Europe").expect("a group");
        assert!(engine.group(&group).expect("a group").packs.is_empty());
        assert_eq!(engine.schedule().expect("a schedule").len(), 0);
        let [invoice] = components(engine, &["Create Invoice"]).try_into().expect("one");
        assert!(engine.component(&invoice).expect("it").packs.is_empty());
        let told = engine.activity().expect("activity");
        let delete = told.iter().find(|a| a.kind.to_string() == "DELETE").expect("told");
        assert_eq!(delete.text, "deleted and uninstalled everywhere; what was scheduled for 2026-12-01 is void");
        assert_eq!(delete.pack.as_ref().map(|(_, name)| name.as_str()), Some("Order to Cash"));
    }
    let engine = &mut workspace.engine();
    let again = engine.create_pack("Order to Cash", InstallationType::Single, "").expect("the name is free again");
    engine.add_components(&again, &components(engine, &["Create Invoice"])).expect("added");
    assert!(engine.tidy().is_none(), "tidied");
    assert_eq!(rows(&mut workspace.engine(), &again).len(), 1);
}

#[test]
fn notes_are_checked_at_every_door() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let pack = workspace.pack("Order to Cash");
    let proposal = engine.propose_release(&pack).expect("a proposal");
    let order = ReleaseOrder { notes: "\u{1b}[31m".into(), ..order(&proposal, When::Now) };
    refused(engine.release(&order), 2, "the text of the notes holds the control character U+001B");
}

#[test]
fn details_that_somebody_else_edited_meanwhile_are_a_conflict() {
    let workspace = Workspace::small();
    let (engine, other) = (&mut workspace.engine(), &mut workspace.engine());
    let returns = engine.find_pack("Returns").expect("a pack");
    let seen = engine.pack(&returns).expect("a pack").pack.details();
    other.edit_pack(&returns, None, Some("Refunds"), Some("Back it goes")).expect("an edit");
    let words = "Refunds was changed meanwhile by admin@desk on 21 Nov 2026, 18:00 UTC: it was called \"Returns\" \
                 before, its description changed";
    refused(engine.edit_pack(&returns, Some(&seen), None, Some("Mine")), 5, words);
    let seen = engine.pack(&returns).expect("a pack").pack.details();
    assert_eq!(seen.description, "Back it goes");
    engine.edit_pack(&returns, Some(&seen), None, Some("Mine")).expect("an edit of what is there");
}

#[test]
fn what_was_deleted_meanwhile_is_named() {
    let workspace = Workspace::small();
    let (engine, other) = (&mut workspace.engine(), &mut workspace.engine());
    let meanwhile = "was deleted meanwhile by admin@desk on 21 Nov 2026, 18:00 UTC";
    let pack = engine.create_pack("One", InstallationType::Single, "").expect("a pack");
    engine.edit_pack(&pack, None, Some("Two"), None).expect("renamed");
    for pack in [pack, engine.find_pack("Returns").expect("imported")] {
        let (name, basis) = (engine.pack_name(&pack), engine.pack(&pack).expect("a pack").pack.basis());
        other.refresh().expect("read");
        other.delete_pack(&pack, &basis).expect("deleted");
        let said = format!("the integration pack {name:?} {meanwhile}");
        refused(engine.edit_pack(&pack, None, None, Some("Mine")), 4, &said);
        refused(engine.pack(&pack), 4, &said);
    }
    let group = engine.find_group("Europe").expect("a group");
    other.delete_group(&group).expect("deleted");
    refused(engine.add_to_group(&group, &[]), 4, &format!("the account group \"Europe\" {meanwhile}"));
    let account = engine.find_account("Aalto").expect("an account");
    other.uninstall(&account, &"i1".into()).expect("uninstalled");
    let said = format!("the instance \"Order to Cash\" {meanwhile}");
    refused(engine.uninstall(&account, &"i1".into()), 4, &said);
    refused(engine.uninstall(&account, &"never".into()), 4, "there is no instance \"never\"");
}
