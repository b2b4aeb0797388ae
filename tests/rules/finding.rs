//! What is printed of a thing finds it again, in the same workspace: whatever it is called, and whatever others are.

use std::fmt::{Debug, Write};

use ipack::{
    domain::Refusal,
    engine::{Engine, EngineError},
};
use proptest::{
    prelude::*,
    sample::select,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::support::{Workspace, hostile::HOSTILE};

/// Names and ids that are others' names and ids, in another case, or the beginning of one.
const COLLIDING: &[&str] = &[
    "billing",
    "Billing",
    "BILLING",
    "billing-us",
    "bill",
    "Straße",
    "STRASSE",
    "İd",
    "id",
    "-dash",
    "a=b",
    "a",
    "--all",
];

/// An id and a name of each thing; ids are told apart, names need not be.
fn things() -> impl Strategy<Value = Vec<(String, String)>> {
    let text = || select([COLLIDING, HOSTILE].concat()).prop_map(ToOwned::to_owned);
    prop::collection::vec((text(), text()), 1..8).prop_map(|mut things| {
        things.sort();
        things.dedup_by(|one, other| one.0 == other.0);
        things
    })
}

/// Those with a name of their own: packs, accounts and groups have one, components need not.
fn named_apart(things: &[(String, String)]) -> Vec<(String, String)> {
    let first = |at: &usize| {
        let name = things[*at].1.to_lowercase();
        !things[..*at].iter().any(|(_, other)| other.to_lowercase() == name)
    };
    (0..things.len()).filter(first).map(|at| things[at].clone()).collect()
}

fn document(components: &[(String, String)], others: &[(String, String)]) -> String {
    let written = |things: &[(String, String)], id: &str, more: &str| {
        things.iter().fold(String::new(), |mut all, (value, name)| {
            let _ = write!(all, "({id}: {value:?}, name: {name:?}{more}), ");
            all
        })
    };
    let versions = ", componentType: process, packagedComponents: [(packageVersion: \"1.0\", \
         createdDate: \"2026-01-01T10:00:00Z\", shareable: true)]";
    let carried = format!(", installationType: SINGLE, components: [{:?}]", components[0].0);
    format!(
        "(components: [{}], integrationPacks: [{}], accounts: [{}], accountGroups: [{}])",
        written(components, "componentId", versions),
        written(others, "id", &carried),
        written(others, "id", ""),
        written(others, "id", ""),
    )
}

/// Each id finds its own thing. A name finds its own, or the one that has it for an id, or says that it could be
/// several and prints ids that find theirs.
fn each_is_found<Id: Debug + ToString>(
    things: &[(String, String)],
    find: impl Fn(&str) -> Result<Id, EngineError>,
) -> Result<(), TestCaseError> {
    let finds = |text: &str, wanted: &str| find(text).is_ok_and(|found| found.to_string() == wanted);
    for (id, name) in things {
        prop_assert!(finds(id, id), "{id:?}");
        match find(name) {
            Ok(found) => prop_assert!([id, name].contains(&&found.to_string()), "{name:?} of {id:?}: {found:?}"),
            Err(EngineError::Refused(Refusal::Ambiguous { candidates, .. })) => {
                let of_that_name = things.iter().filter(|(_, other)| other.to_lowercase() == name.to_lowercase());
                let ids: Vec<&str> = of_that_name.map(|(id, _)| id.as_str()).collect();
                prop_assert!(ids.len() > 1 && ids.iter().take(5).all(|id| candidates.contains(id)), "{candidates}");
            }
            Err(other) => prop_assert!(false, "{name:?} of {id:?}: {other}"),
        }
    }
    Ok(())
}

/// What a printed command calls a pack is that pack.
fn each_pack_is_called(things: &[(String, String)], engine: &mut Engine) -> Result<(), TestCaseError> {
    for (id, _) in things {
        let id = engine.find_pack(id).expect("found by its id");
        let proposal = engine.propose_release(&id).expect("it has a component");
        let called = proposal.selection.pack_called().to_owned();
        prop_assert_eq!(engine.find_pack(&called).ok(), Some(id), "called {:?}", called);
    }
    Ok(())
}

#[test]
fn whatever_is_printed_of_a_thing_finds_it() {
    let config = Config { cases: 60, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&things(), |things| {
        let apart = named_apart(&things);
        let workspace = Workspace::of(&document(&things, &apart));
        let mut engine = workspace.engine();
        each_is_found(&things, |text| engine.find_component(text))?;
        each_is_found(&apart, |text| engine.find_pack(text))?;
        each_is_found(&apart, |text| engine.find_account(text))?;
        each_is_found(&apart, |text| engine.find_group(text))?;
        each_pack_is_called(&apart, &mut engine)
    });
    result.unwrap_or_else(|failed| panic!("{failed}"));
}

/// Whoever typed or kept an id is told which thing it was.
#[test]
fn the_id_of_something_deleted_is_told_by_its_name() {
    let workspace = Workspace::of(crate::support::SMALL);
    let mut engine = workspace.engine();
    let (pack, group) = (engine.find_pack("Returns").expect("it"), engine.find_group("Europe").expect("it"));
    let basis = engine.pack(&pack).expect("it").pack.basis();
    engine.delete_pack(&pack, &basis).expect("deleted");
    engine.delete_group(&group).expect("deleted");
    let (pack, group) = (engine.find_pack(pack.as_str()), engine.find_group(group.as_str()));
    let told = |found: EngineError| found.to_string();
    let by = "was deleted meanwhile by admin@desk on 21 Nov 2026, 18:00 UTC";
    assert_eq!(pack.map_err(told), Err(format!("the integration pack \"Returns\" {by}")));
    assert_eq!(group.map_err(told), Err(format!("the account group \"Europe\" {by}")));
    let never = engine.find_pack("never-there").map_err(told);
    assert_eq!(never, Err("there is no integration pack \"never-there\"".to_owned()));
}
