//! What was stepped back from stays behind, however it was stepped back from; what is chosen knowingly is released.

use ipack::{
    domain::{ComponentType, InstallationType, Origin, PackId, Refusal, Version},
    engine::{Engine, EngineError, PackageOrder, Proposal, ReleaseOrder, When},
};

use crate::support::Workspace;

/// A pack of one component with as many versions as are asked for.
fn desk(versions: usize) -> (Workspace, Engine, PackId) {
    let workspace = Workspace::empty();
    let mut engine = workspace.engine();
    let component = engine.create_component("C", ComponentType::Process, "").expect("a component");
    for nth in 1..=versions {
        let version = Some(format!("{nth}.0"));
        let order = PackageOrder { version, shareable: true, ..PackageOrder::default() };
        engine.package_component(&component, &order).expect("packaged");
    }
    let pack = engine.create_pack("P", InstallationType::Single, "").expect("a pack");
    engine.add_components(&pack, &[component]).expect("added");
    (workspace, engine, pack)
}

fn release(engine: &mut Engine, proposal: Proposal, version: &str) -> Result<(), EngineError> {
    let mut selection = proposal.selection;
    let component = selection.rows()[0].component.id.clone();
    selection.choose(&component, &Version::from(version))?;
    let order =
        ReleaseOrder { basis: proposal.basis, selection, when: When::Now, notes: String::new(), overriding: None };
    engine.release(&order).map(|_| ())
}

fn release_chosen(engine: &mut Engine, pack: &PackId, version: &str) -> Result<(), EngineError> {
    let proposal = engine.propose_again(pack, Origin::Latest).expect("a proposal");
    release(engine, proposal, version)
}

#[test]
fn rolling_back_never_returns_to_what_older_versions_were_chosen_against() {
    let (_workspace, mut engine, pack) = desk(3);
    for version in ["1.0", "2.0", "1.0"] {
        release_chosen(&mut engine, &pack, version).expect("released");
    }
    let refused = engine.propose_rollback(&pack, None);
    assert!(
        matches!(refused, Err(EngineError::Refused(Refusal::NothingToRollBackTo { .. }))),
        "#2 was bad, and #1 is what #3 carries: {refused:?}"
    );
    release_chosen(&mut engine, &pack, "3.0").expect("released");
    let target = engine.propose_rollback(&pack, None).expect("a target").selection.origin;
    assert_eq!(target, Origin::Rollback(3), "a newer version makes no target of #2");
    let asked = engine.propose_rollback(&pack, Some(2)).expect("a proposal");
    release(&mut engine, asked, "2.0").expect("it can be asked for");
}

#[test]
fn an_older_version_chosen_knowingly_is_a_release_where_all_is_at_its_latest() {
    let (_workspace, mut engine, pack) = desk(2);
    release_chosen(&mut engine, &pack, "2.0").expect("released");
    let refused = engine.propose_release(&pack).expect_err("nothing newer");
    assert!(refused.hint().expect("a way out").contains("Roll Back"), "{refused}");
    release_chosen(&mut engine, &pack, "1.0").expect("released");
    let same = release_chosen(&mut engine, &pack, "1.0").expect_err("that is current");
    assert!(matches!(same, EngineError::Refused(Refusal::NothingToRelease { .. })), "{same}");
}
