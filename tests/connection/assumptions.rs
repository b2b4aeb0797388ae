//! What `ipack doctor` tries of the platform.

use ipack::{
    domain::PackId,
    engine::{Assumption, AssumptionState, ReleaseOrder, When},
};

use crate::{
    stage::{Fate, Stage},
    support::Workspace,
};

fn tried(stage: &Stage) -> Vec<Assumption> {
    stage.desk.engine().try_assumptions(&mut stage.post.clone()).expect("tried")
}

/// The names of those that came to a verdict.
fn with(tried: &[Assumption], state: AssumptionState) -> Vec<&'static str> {
    tried.iter().filter(|one| one.state == state).map(|one| one.name).collect()
}

#[test]
fn the_twin_does_what_is_assumed() {
    let stage = Stage::synced(Workspace::small());
    assert_eq!(with(&tried(&stage), AssumptionState::Open), ["release-status"], "nothing was released yet");

    let id = PackId::from("19440978-ba6f");
    let mut desk = stage.desk_that_goes_out();
    let proposal = desk.propose_release(&id).expect("a proposal");
    let (basis, selection) = (proposal.basis, proposal.selection);
    desk.release(&ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None })
        .expect("released");
    stage.asked();
    let all = tried(&stage);
    assert!(all.iter().all(|one| one.state == AssumptionState::Holds), "{all:?}");
    let asked = stage.asked();
    assert!(asked.len() <= 10, "{asked:?}");
    let reads = |line: &String| line.starts_with("GET ") || line.ends_with("/query") || line.ends_with("/bulk");
    assert!(asked.iter().all(reads), "it reads alone: {asked:?}");
}

#[test]
fn what_differs_is_told_by_its_name() {
    let stage = Stage::synced(Workspace::small());
    stage.post.line().twin.quirks.always_deleted = true;
    assert_eq!(with(&tried(&stage), AssumptionState::Differs), ["deleted-flags"]);
    stage.post.line().twin.quirks.always_deleted = false;

    for (path, status, body, state, name) in [
        ("ipack-asks", 200, "{\"id\":\"x\"}", AssumptionState::Differs, "unknown-ids"),
        ("PublisherIntegrationPack/bulk", 200, "{\"response\":[]}", AssumptionState::Differs, "bulk-reads"),
        (
            "PublisherIntegrationPack/bulk",
            400,
            "{\"message\":\"No bulk here.\"}",
            AssumptionState::Differs,
            "bulk-reads",
        ),
        ("AccountGroup/query", 403, "{\"message\":\"Access denied.\"}", AssumptionState::Open, "account-groups"),
        ("ReleaseIntegrationPackStatus/", 202, "", AssumptionState::Open, "status-by-pack"),
        (
            "PackagedComponent/query",
            200,
            "{\"result\":[{\"componentId\":\"another\",\"packageVersion\":\"1\"}]}",
            AssumptionState::Differs,
            "version-filters",
        ),
    ] {
        stage.always(Some((path, Fate::Instead(status, body))));
        let tried = tried(&stage);
        assert!(with(&tried, state).contains(&name), "{path}: {tried:?}");
    }
}

#[test]
fn a_platform_that_can_not_be_asked_is_no_finding_about_it() {
    let stage = Stage::synced(Workspace::small());
    stage.always(Some(("", Fate::Instead(401, "{\"message\":\"Unauthorized.\"}"))));
    let asked = stage.desk.engine().try_assumptions(&mut stage.post.clone());
    assert!(asked.expect_err("refused").to_string().contains("401"));
}

#[test]
fn an_account_with_nothing_leaves_everything_open() {
    let stage = Stage::synced(Workspace::empty());
    let tried = tried(&stage);
    assert_eq!(with(&tried, AssumptionState::Differs), <[&str; 0]>::default());
    assert_eq!(with(&tried, AssumptionState::Holds), ["unknown-ids", "account-groups"]);
}
