//! Approval in a connected workspace: a request sends nothing, the last approval sends once.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ipack::{
    domain::{Origin, Refusal},
    engine::{Engine, EngineError, ReleaseOrder, When},
};

use crate::{
    socket::fates,
    stage::{Fate, Stage, pack},
    support::Workspace,
};

fn order(desk: &mut Engine, when: When) -> ReleaseOrder {
    let proposal = desk.propose_again(&pack(), Origin::Latest).expect("a proposal");
    let (basis, selection) = (proposal.basis, proposal.selection);
    ReleaseOrder { basis, selection, when, notes: "For Monday".into(), overriding: None }
}

/// A stage whose desk asks for one approval, with Anna at it.
fn asking() -> (Stage, Engine) {
    let stage = Stage::synced(Workspace::small());
    let mut anna = stage.desk_that_goes_out().known_as("anna@desk");
    anna.change_settings(|settings| settings.approval.approvals = 1).expect("set");
    (stage, anna)
}

fn sent(stage: &Stage) -> usize {
    stage.asked().iter().filter(|asked| asked.starts_with("POST ReleaseIntegrationPack")).count()
}

#[test]
fn a_request_sends_nothing_and_the_last_approval_sends_it() {
    let (stage, mut anna) = asking();
    stage.asked();
    let order = order(&mut anna, When::On("2026-12-01".parse().expect("a date")));
    let outcome = anna.release(&order).expect("requested");
    let request = outcome.request.expect("a request");
    assert!(outcome.scheduled.is_none());
    assert_eq!(sent(&stage), 0);
    let refused = anna.approve(&request, "").expect_err("her own");
    assert!(matches!(refused, EngineError::Refused(Refusal::OwnRequest { .. })), "{refused}");
    let mut ben = stage.desk_that_goes_out().known_as("ben@desk");
    stage.asked();
    let approved = ben.approve(&request, "Seen").expect("approved");
    assert_eq!(approved.happened, "Order to Cash is scheduled for Tue 1 Dec 2026");
    assert_eq!(sent(&stage), 1);
    stage.agrees();
    let scheduled = ben.scheduled(&pack()).expect("a state").expect("scheduled").scheduled;
    assert_eq!(scheduled.scheduled_by, "admin@desk");
    assert!(ben.settings().requests.is_empty());
    let entry = ben.scheduled(&pack()).expect("a state").expect("scheduled");
    let moved = ben.move_scheduled(&pack(), &entry.basis, "2026-12-03".parse().expect("a date"), None);
    let request = moved.expect("requested").request.expect("a request");
    anna.refresh().expect("a state");
    assert_eq!(anna.approve(&request, "").expect("approved").happened, "Order to Cash is scheduled for Thu 3 Dec 2026");
    stage.agrees();
}

/// Whatever becomes of the requests: never two releases, and never one without the approval in the journal.
#[test]
fn an_approval_whose_sending_fails_is_never_sent_twice() {
    let (whole, _) = asking();
    for (way, fate) in fates() {
        let stage = whole.copy_for(way);
        let mut anna = stage.desk_that_goes_out().known_as("anna@desk");
        let order = order(&mut anna, When::Now);
        let request = anna.release(&order).expect("requested").request.expect("a request");
        let count = |engine: &mut Engine| engine.pack(&pack()).expect("a pack").pack.releases.len();
        let before = count(&mut stage.platform.engine());
        stage.fates(&[Fate::Fair, fate.clone()]);
        let mut ben = stage.desk_that_goes_out().known_as("ben@desk");
        let _ = catch_unwind(AssertUnwindSafe(|| drop(ben.approve(&request, "")))).map_err(drop);
        stage.fates(&[]);
        let mut cleo = stage.desk_that_goes_out().known_as("cleo@desk");
        let again = cleo.approve(&request, "");
        stage.sync();
        let released = count(&mut stage.platform.engine()) - before;
        assert!(released <= 1, "{way:?}, {fate:?}: released {released} times");
        if again.is_ok() {
            assert_eq!(released, 1, "{way:?}, {fate:?}");
        }
    }
}
