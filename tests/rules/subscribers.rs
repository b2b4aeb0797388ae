//! What subscribers do: account groups, installing, applying early, uninstalling; each rule with its refusal.

use crate::support::{Workspace, instant};
use ipack::{
    domain::{AccountId, InstallationType, PackId},
    engine::{DueSince, Engine, EngineError, GroupPart, ReleaseOrder, When},
};

fn refused<T: std::fmt::Debug>(result: Result<T, EngineError>, status: u8, text: &str) {
    let error = result.expect_err("a refusal");
    assert_eq!((error.status(), error.to_string()), (status, text.to_owned()));
}

fn release(engine: &mut Engine, pack: &PackId, when: When) {
    let proposal = engine.propose_release(pack).expect("something to release");
    let (basis, selection) = (proposal.basis.clone(), proposal.selection.clone());
    engine
        .release(&ReleaseOrder { basis, selection, when, notes: String::new(), overriding: None })
        .expect("a release");
}

/// Name, Version and Pending Version of everything installed in an account.
fn table(engine: &mut Engine, account: &AccountId) -> Vec<(String, u32, Option<u32>)> {
    let rows = engine.account(account).expect("an account").instances;
    let told = |row: ipack::engine::Installed| {
        let version = row.status.expect("it is told").version;
        (row.instance.name, version.version, version.pending)
    };
    rows.into_iter().map(told).collect()
}

fn reach(engine: &mut Engine, pack: &PackId) -> (u32, u32, u32) {
    let reach = engine.pack(pack).expect("a pack").reach;
    (reach.accounts, reach.instances, reach.groups)
}

#[test]
fn names_are_taken_once() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    refused(engine.create_group("EUROPE"), 3, "there is an account group named \"Europe\" already");
    refused(engine.create_group("\t"), 2, "an account group's name is empty");
    refused(engine.create_account("aalto"), 3, "there is an account named \"Aalto\" already");
    refused(engine.create_account("a\nb"), 2, "an account's name holds the control character U+000A");
}

#[test]
fn groups_say_what_they_changed_and_what_stays() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let europe = engine.find_group("Europe").expect("a group");
    let (aalto, carlsen) = (engine.find_account("Aalto").expect("it"), engine.create_account("Carlsen").expect("it"));
    let pack = workspace.pack("Order to Cash");
    let touched = engine.add_to_group(&europe, &[aalto.clone(), carlsen.clone()]).expect("added");
    assert_eq!((touched.changed, touched.staying), (vec!["Carlsen".to_owned()], 0));
    let before = workspace.bytes();
    engine.add_to_group(&europe, std::slice::from_ref(&aalto)).expect("nothing to do");
    assert_eq!(workspace.bytes(), before);
    let leaving = GroupPart::Accounts(vec![aalto.clone(), carlsen]);
    assert_eq!(engine.installed_through(&europe, &leaving).expect("known before"), 1);
    assert_eq!(engine.installed_through(&europe, &GroupPart::Whole).expect("known before"), 2);
    let touched = engine.remove_from_group(&europe, std::slice::from_ref(&aalto)).expect("removed");
    assert_eq!(touched.staying, 1, "what is installed stays");
    assert_eq!(engine.installed_through(&europe, &leaving).expect("known before"), 0, "it has left already");
    let shared = GroupPart::Packs(vec![pack.clone()]);
    assert_eq!(engine.installed_through(&europe, &shared).expect("known before"), 1);
    refused(engine.remove_from_group(&europe, &[aalto]), 4, "Aalto is not in Europe");
    let touched = engine.unshare(&europe, std::slice::from_ref(&pack)).expect("unshared");
    assert_eq!((touched.staying, reach(engine, &pack)), (1, (2, 2, 0)));
    refused(engine.unshare(&europe, std::slice::from_ref(&pack)), 4, "Order to Cash is not in Europe");
    engine.share(&europe, std::slice::from_ref(&pack)).expect("shared");
    assert_eq!(engine.delete_group(&europe).expect("deleted"), 1);
    assert_eq!(reach(&mut workspace.engine(), &pack), (2, 2, 0));
    refused(
        engine.group(&europe),
        4,
        "the account group \"Europe\" was deleted meanwhile by admin@desk on 21 Nov 2026, 18:00 UTC",
    );
}

#[test]
fn installing_has_its_rules() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let (otc, returns) = (workspace.pack("Order to Cash"), workspace.pack("Returns"));
    let (europe, aalto) = (engine.find_group("Europe").expect("it"), engine.find_account("Aalto").expect("it"));
    let lone = engine.create_account("Lone").expect("an account");
    refused(engine.install(&lone, &otc, None), 3, "Order to Cash is not shared with any account group of Lone");
    let twice = "Order to Cash is installed in Aalto already, and it is a SINGLE pack";
    refused(engine.install(&aalto, &otc, Some("Second")), 3, twice);
    engine.share(&europe, std::slice::from_ref(&returns)).expect("shared");
    refused(engine.install(&aalto, &returns, None), 3, "Returns was never released");
    release(engine, &returns, When::Now);
    refused(
        engine.install(&aalto, &returns, Some("order to cash")),
        3,
        "Aalto has an instance named \"Order to Cash\" already",
    );
    engine.install(&aalto, &returns, None).expect("installed");
    assert_eq!(table(engine, &aalto), [("Order to Cash".to_owned(), 2, None), ("Returns".to_owned(), 1, None)]);
    assert_eq!(reach(&mut workspace.engine(), &returns), (1, 1, 1));
}

#[test]
fn a_multi_pack_is_installed_under_names_of_its_own() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let many = engine.create_pack("Many", InstallationType::Multi, "").expect("a pack");
    let invoice = engine.find_component("Create Invoice").expect("it");
    engine.add_components(&many, &[invoice]).expect("added");
    let (europe, aalto) = (engine.find_group("Europe").expect("it"), engine.find_account("Aalto").expect("it"));
    engine.share(&europe, std::slice::from_ref(&many)).expect("shared");
    release(engine, &many, When::Now);
    let needed = "Many is a MULTI pack: each of its instances needs a name of its own";
    refused(engine.install(&aalto, &many, None), 2, needed);
    refused(engine.install(&aalto, &many, Some(" ")), 2, "an instance's name is empty");
    engine.install(&aalto, &many, Some("North")).expect("installed");
    let south = engine.install(&aalto, &many, Some(" South ")).expect("installed");
    refused(engine.install(&aalto, &many, Some("north")), 3, "Aalto has an instance named \"North\" already");
    assert_eq!((south.name.as_str(), reach(engine, &many)), ("South", (1, 2, 1)));
    engine.uninstall(&aalto, &south.id).expect("uninstalled");
    refused(
        engine.uninstall(&aalto, &south.id),
        4,
        "the instance \"South\" was deleted meanwhile by admin@desk on 21 Nov 2026, 18:00 UTC",
    );
    assert_eq!(reach(&mut workspace.engine(), &many), (1, 1, 1));
}

#[test]
fn pending_updates_are_applied_once() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let (otc, returns) = (workspace.pack("Order to Cash"), workspace.pack("Returns"));
    let aalto = engine.find_account("Aalto").expect("it");
    refused(engine.applicable(&aalto, &[]), 3, "Aalto has no pending update to apply");
    refused(engine.apply_pending(&aalto, std::slice::from_ref(&otc)), 3, "Order to Cash has no scheduled release");
    release(engine, &otc, When::On("2026-12-01".parse().expect("a date")));
    release(engine, &returns, When::On("2026-12-01".parse().expect("a date")));
    let none = "Aalto has no instance of Returns that can apply its scheduled release early";
    refused(engine.apply_pending(&aalto, &[otc.clone(), returns]), 3, none);
    let found = engine.applicable(&aalto, &[]).expect("one");
    assert_eq!((found.len(), found[0].name.as_str(), found[0].instances), (1, "Order to Cash", 1));
    assert_eq!(table(engine, &aalto), [("Order to Cash".to_owned(), 2, Some(3))]);
    workspace.clock.set(instant("2026-11-22T08:00:00Z"));
    assert_eq!(engine.apply_pending(&aalto, &[]).expect("applied"), 1);
    assert_eq!(table(engine, &aalto), [("Order to Cash".to_owned(), 3, None)]);
    let updated = engine.account(&aalto).expect("it").instances[0].status.expect("it is told").last_update;
    assert_eq!(updated, instant("2026-11-22T08:00:00Z"));
    refused(engine.apply_pending(&aalto, &[]), 3, "Aalto has no pending update to apply");
    workspace.clock.set(instant("2026-12-01T05:30:00Z"));
    engine.tick(DueSince::Ever).expect("a tick");
    assert_eq!(table(engine, &aalto), [("Order to Cash".to_owned(), 3, None)], "it has it already");
    assert_eq!(engine.account(&aalto).expect("it").instances[0].status.expect("it is told").last_update, updated);
    let bergmann = engine.find_account("Bergmann").expect("it");
    assert_eq!(table(engine, &bergmann), [("Order to Cash".to_owned(), 2, None)]);
    assert_eq!(
        engine.account(&bergmann).expect("it").instances[0].status.expect("it is told").last_update,
        instant("2026-12-01T05:30:00Z")
    );
}

#[test]
fn who_is_uninstalled_has_applied_nothing() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let (otc, aalto) = (workspace.pack("Order to Cash"), engine.find_account("Aalto").expect("it"));
    release(engine, &otc, When::On("2026-12-01".parse().expect("a date")));
    engine.apply_pending(&aalto, &[]).expect("applied");
    engine.propose_change(&otc).expect_err("somebody has applied it");
    let instance = engine.account(&aalto).expect("it").instances[0].instance.id.clone();
    engine.uninstall(&aalto, &instance).expect("uninstalled");
    assert_eq!(engine.pack(&otc).expect("it").pack.applied_early(), 0);
    engine.propose_change(&otc).expect("nobody has it any more");
    let again = engine.install(&aalto, &otc, None).expect("installed anew");
    assert_eq!(again.installed_release, 2);
    assert_eq!(table(&mut workspace.engine(), &aalto), [("Order to Cash".to_owned(), 1, Some(2))]);
}
