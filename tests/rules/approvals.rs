//! Approval: what waits for whom, what carries it out, and what makes it stale.

use chrono::TimeDelta;
use ipack::{
    domain::{ApprovalRequestId, PackId, Refusal, RequestState},
    engine::{Clock as _, Engine, EngineError, FreezeOrder, Outcome, PackageOrder, ReleaseOrder, RequestView, When},
};

use crate::{
    freezes::{ORDER, id, release},
    support::{
        SMALL, Workspace, day,
        kept::{Computer, Kept},
        source,
    },
};

const OTHER: &str = "2b7c";

/// A workspace that asks for so many approvals, as Anna has it open.
fn asking(approvals: u8) -> (Workspace, Engine) {
    let workspace = Workspace::small();
    let mut anna = workspace.person("anna@desk");
    let changed = anna.change_settings(|settings| settings.approval.approvals = approvals).expect("set");
    assert_eq!(changed, None, "more approvals need none");
    (workspace, anna)
}

fn requested(outcome: Outcome) -> ApprovalRequestId {
    assert_eq!((outcome.number, outcome.scheduled), (None, None), "nothing has happened");
    outcome.request.expect("a request")
}

fn refusal<T: std::fmt::Debug>(result: Result<T, EngineError>) -> Refusal {
    match result {
        Err(EngineError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn current(engine: &mut Engine, pack: &str) -> usize {
    engine.refresh().expect("a state");
    engine.history(&id(pack)).expect("a history").entries.len()
}

fn state(engine: &mut Engine, id: &ApprovalRequestId) -> (RequestState, Vec<String>) {
    engine.refresh().expect("a state");
    let view = engine.find_request(id.as_str()).expect("a request");
    (view.state, view.stale)
}

#[test]
fn a_release_waits_for_its_last_approval_and_happens_with_it() {
    let (workspace, mut anna) = asking(2);
    let before = current(&mut anna, ORDER);
    let request = requested(release(&mut anna, ORDER, When::Now, None).expect("requested"));
    assert_eq!(current(&mut anna, ORDER), before);
    assert!(matches!(refusal(anna.approve(&request, "")), Refusal::OwnRequest { .. }));
    let (mut ben, mut cleo) = (workspace.person("ben@desk"), workspace.person("cleo@desk"));
    assert_eq!(ben.approve(&request, "seen").expect("approved").happened, "Order to Cash needs 1 approval more");
    assert!(matches!(refusal(ben.approve(&request, "")), Refusal::ApprovedBefore { .. }));
    assert_eq!(current(&mut anna, ORDER), before);
    assert_eq!(cleo.approve(&request, "").expect("approved").happened, "Order to Cash #3 is released");
    let entries = anna.refresh().and_then(|_| anna.history(&id(ORDER))).expect("a history").entries;
    assert_eq!((entries.len(), &*entries[0].release.released_by), (before + 1, "anna@desk"));
    assert_eq!(state(&mut anna, &request).0, RequestState::CarriedOut);
    let closed = refusal(workspace.person("dora@desk").approve(&request, ""));
    assert!(closed.to_string().contains("is carried out already by cleo@desk"), "{closed}");
}

#[test]
fn who_somebody_is_does_not_depend_on_what_they_call_themselves() {
    let (workspace, mut anna) = asking(1);
    let request = requested(release(&mut anna, ORDER, When::Now, None).expect("requested"));
    let mut again = workspace.person("Ben Berg").known_as("ANNA@desk ");
    assert!(matches!(refusal(again.approve(&request, "")), Refusal::OwnRequest { .. }));
    let mut namesake = workspace.person("anna@desk").known_as("ben@desk");
    assert_eq!(namesake.approve(&request, "").expect("approved").happened, "Order to Cash #3 is released");
}

#[test]
fn moves_changes_and_rollbacks_wait_too_and_a_cancellation_does_not() {
    let workspace = Workspace::small();
    let (mut anna, mut ben) = (workspace.person("anna@desk"), workspace.person("ben@desk"));
    release(&mut anna, ORDER, When::On(day("2026-12-01")), None).expect("scheduled");
    anna.change_settings(|settings| settings.approval.approvals = 1).expect("set");
    let entry = anna.scheduled(&id(ORDER)).expect("a state").expect("scheduled");
    let moved = anna.move_scheduled(&entry.id, &entry.basis, day("2026-12-03"), None).expect("requested");
    let date = |engine: &mut Engine| {
        engine.refresh().expect("a state");
        engine.scheduled(&id(ORDER)).expect("a state").map(|entry| entry.scheduled.release_on_date)
    };
    assert_eq!(
        (date(&mut anna), moved.scheduled.map(|s| s.release_on_date)),
        (Some(day("2026-12-01")), Some(day("2026-12-01")))
    );
    ben.approve(&moved.request.expect("a request"), "").expect("approved");
    assert_eq!(date(&mut anna), Some(day("2026-12-03")));
    let proposal = anna.propose_change(&id(ORDER)).expect("a proposal");
    let changed = anna.change_scheduled(&proposal.basis, &proposal.selection, "other notes", None).expect("requested");
    ben.approve(&changed.request.expect("a request"), "").expect("approved");
    anna.refresh().expect("a state");
    let entry = anna.scheduled(&id(ORDER)).expect("a state").expect("scheduled");
    assert_eq!(entry.scheduled.notes, "other notes");
    anna.cancel_scheduled(&entry.id, &entry.basis, "", false, None).expect("a cancellation needs no approval");
    let back = rollback(&mut anna, When::Now).expect("requested");
    assert!(back.request.is_some());
}

fn rollback(engine: &mut Engine, when: When) -> Result<Outcome, EngineError> {
    let proposal = engine.propose_rollback(&id(ORDER), Some(1))?;
    let (basis, selection) = (proposal.basis, proposal.selection);
    engine.release(&ReleaseOrder { basis, selection, when, notes: String::new(), overriding: None })
}

#[test]
fn an_emergency_rollback_goes_ahead_where_the_workspace_lets_it_and_says_so() {
    let (workspace, mut anna) = asking(1);
    let mut ben = workspace.person("ben@desk");
    let loosen = |engine: &mut Engine| {
        engine.change_settings(|settings| settings.approval.rollback_without_approval = true).expect("requested")
    };
    let request = loosen(&mut anna).expect("switching it on needs approval itself");
    assert!(!anna.settings().approval.rollback_without_approval);
    assert_eq!(
        ben.approve(&request, "").expect("approved").happened,
        "The settings are approvals 1, rollback without approval on"
    );
    anna.refresh().expect("a state");
    let outcome = rollback(&mut anna, When::Now).expect("released");
    assert_eq!((outcome.number, outcome.request), (Some(3), None));
    assert!(anna.history(&id(ORDER)).expect("a history").entries[0].release.emergency);
    assert!(
        rollback(&mut anna, When::On(day("2026-12-01"))).is_err()
            || anna.scheduled(&id(ORDER)).expect("a state").is_none()
    );
    let request = anna.change_settings(|settings| settings.approval.approvals = 0).expect("requested");
    assert!(request.is_some() && anna.settings().approval.approvals == 1);
}

#[test]
fn what_changed_since_makes_a_request_stale_and_its_author_makes_it_anew() {
    let (workspace, mut anna) = asking(1);
    let mut ben = workspace.person("ben@desk");
    let date = When::On(day("2026-12-01"));
    let request = requested(release(&mut anna, ORDER, date, None).expect("requested"));
    let freeze = FreezeOrder { name: "Audit".into(), from: Some(day("2026-12-01")), ..FreezeOrder::default() };
    let (frozen, _) = ben.add_freeze(&freeze).expect("added");
    let stale = refusal(ben.approve(&request, ""));
    assert!(stale.to_string().contains("frozen by Audit"), "{stale}");
    assert_eq!(state(&mut anna, &request).0, RequestState::Stale);
    ben.remove_freeze(&frozen.freeze.id).expect("removed");
    assert_eq!(state(&mut anna, &request).0, RequestState::Open, "it comes back as blocked work does");
    workspace.clock.set(workspace.clock.now() + TimeDelta::days(20));
    assert_eq!(state(&mut anna, &request).0, RequestState::Expired);
    assert!(matches!(refusal(ben.approve(&request, "")), Refusal::RequestExpired { .. }));
    let anew = requested(release(&mut anna, ORDER, When::Now, None).expect("requested"));
    assert_ne!(anew, request);
    ben.refresh().expect("a state");
    let basis = ben.pack(&id(ORDER)).expect("a pack").pack.basis();
    ben.delete_pack(&id(ORDER), &basis).expect("deleted");
    assert_eq!(state(&mut anna, &anew).0, RequestState::Stale, "its pack is gone");
    assert!(matches!(refusal(ben.approve(&anew, "")), Refusal::RequestStale { .. }));
    anna.refresh().expect("a state");
    anna.withdraw_request(&anew).expect("withdrawn");
    assert_eq!(state(&mut anna, &anew).0, RequestState::Withdrawn);
}

#[test]
fn a_pack_has_one_open_request_and_changing_it_voids_its_approvals() {
    let (workspace, mut anna) = asking(2);
    let mut ben = workspace.person("ben@desk");
    let first = requested(release(&mut anna, ORDER, When::Now, None).expect("requested"));
    ben.approve(&first, "").expect("approved");
    anna.refresh().expect("a state");
    let same = requested(release(&mut anna, ORDER, When::Now, None).expect("requested"));
    assert_eq!(same, first, "the very same is not asked twice, so its approvals stay");
    assert!(matches!(refusal(release(&mut ben, ORDER, When::Now, None)), Refusal::RequestWaits { .. }));
    let other = requested(release(&mut anna, ORDER, When::On(day("2026-12-01")), None).expect("requested"));
    assert_ne!(other, first);
    ben.refresh().expect("a state");
    let waiting = ben.approval_requests(false).expect("requests");
    assert_eq!(waiting.iter().map(|view| view.request.approvals.len()).collect::<Vec<_>>(), [0]);
    assert!(matches!(refusal(ben.approve(&first, "")), Refusal::RequestClosed { how: "replaced by another", .. }));
    assert!(matches!(refusal(ben.withdraw_request(&other)), Refusal::NotYourRequest { .. }));
    assert_eq!(refusal(ben.reject_request(&other, " ")), Refusal::CommentNeeded);
    ben.reject_request(&other, "Not before the audit").expect("rejected");
    let told: Vec<RequestState> =
        anna.approval_requests(true).expect("requests").iter().map(|view: &RequestView| view.state).collect();
    anna.refresh().expect("a state");
    assert_eq!(told, [RequestState::Withdrawn, RequestState::Open]);
    assert_eq!(state(&mut anna, &other).0, RequestState::Rejected);
}

#[test]
fn what_closed_a_request_stays_so_after_another_is_made() {
    let (workspace, mut anna) = asking(1);
    let mut ben = workspace.person("ben@desk");
    let request = |anna: &mut Engine| {
        anna.refresh().expect("a state");
        requested(release(anna, ORDER, When::Now, None).expect("requested"))
    };
    let withdrawn = request(&mut anna);
    anna.withdraw_request(&withdrawn).expect("withdrawn");
    let rejected = request(&mut anna);
    ben.refresh().expect("a state");
    ben.reject_request(&rejected, "Not before the audit").expect("rejected");
    request(&mut anna);
    let how = |refused: Refusal| match refused {
        Refusal::RequestClosed { how, by, .. } => (how, by.expect("somebody").by),
        refused => panic!("{refused}"),
    };
    assert_eq!(how(refusal(anna.withdraw_request(&withdrawn))), ("withdrawn", "anna@desk".to_owned()));
    assert_eq!(how(refusal(anna.withdraw_request(&rejected))), ("rejected", "ben@desk".to_owned()));
    assert_eq!(state(&mut anna, &withdrawn).0, RequestState::Withdrawn);
}

#[test]
fn open_requests_keep_the_number_that_they_were_made_under() {
    let (workspace, mut anna) = asking(1);
    let request = requested(release(&mut anna, ORDER, When::Now, None).expect("requested"));
    anna.change_settings(|settings| settings.approval.approvals = 2).expect("set");
    let approved = workspace.person("ben@desk").approve(&request, "").expect("approved");
    assert_eq!(approved.happened, "Order to Cash #3 is released");
}

#[test]
fn documents_bring_neither_releases_nor_looser_rules() {
    let (_workspace, mut anna) = asking(1);
    let looser = refusal(anna.import(&[source("(workspace: (approvals: 0))")]));
    assert_eq!(looser, Refusal::LooseningNeedsApproval);
    anna.import(&[source("(workspace: (approvals: 2))")]).expect("stricter ones are taken");
    let other = Workspace::small();
    let mut there = other.engine();
    release(&mut there, ORDER, When::Now, None).expect("released there");
    let dir = tempfile::TempDir::new().expect("a folder");
    there.export(&[], dir.path()).expect("exported");
    let texts = std::fs::read_dir(dir.path()).expect("a folder").map(|file| file.expect("a file").path());
    let documents: Vec<_> = texts.map(|path| source(&std::fs::read_to_string(path).expect("a document"))).collect();
    assert!(matches!(refusal(anna.import(&documents)), Refusal::ApprovalNeeded { .. }));
}

/// Two programs approve at the same instant, over a folder and over a shared workspace: one of them carries it out.
#[test]
fn of_two_last_approvals_one_carries_it_out() {
    let (workspace, mut anna) = asking(1);
    let request = requested(release(&mut anna, ORDER, When::Now, None).expect("requested"));
    let folder = ["ben@desk", "cleo@desk"].map(|who| workspace.person(who));
    at_once(folder, &request);

    let kept = Kept::new();
    let computers = ["ada", "ben", "cleo"].map(|role| (Computer::new(&kept), role));
    let [mut ada, ben, cleo] = computers.each_ref().map(|(computer, role)| computer.engine().known_as(role));
    ada.import(&[source(SMALL)]).expect("an import");
    ada.change_settings(|settings| settings.approval.approvals = 1).expect("set");
    let request = requested(release(&mut ada, ORDER, When::Now, None).expect("requested"));
    assert!(matches!(refusal(ada.approve(&request, "")), Refusal::OwnRequest { .. }), "a role is who one is");
    at_once([ben, cleo], &request);
}

fn at_once(engines: [Engine; 2], request: &ApprovalRequestId) {
    let before = 2;
    let threads = engines.map(|mut engine| {
        let request = request.clone();
        std::thread::spawn(move || {
            engine.refresh().expect("a state");
            let approved = engine.approve(&request, "");
            (approved, engine)
        })
    });
    let done = threads.map(|thread| thread.join().expect("no panic"));
    let carried = done.iter().filter(|(approved, _)| approved.is_ok()).count();
    assert_eq!(carried, 1, "{:?}", done.iter().map(|(approved, _)| approved).collect::<Vec<_>>());
    for (approved, mut engine) in done {
        assert_eq!(current(&mut engine, ORDER), before + 1);
        if let Err(EngineError::Refused(refused)) = approved {
            assert!(matches!(refused, Refusal::RequestClosed { how: "carried out", .. }), "{refused}");
        }
    }
}

#[test]
fn several_packs_in_one_commit_are_several_requests() {
    let (workspace, mut anna) = asking(1);
    let packaged = PackageOrder { version: Some("9.9".into()), shareable: true, ..PackageOrder::default() };
    anna.package_component(&"lookup".into(), &packaged).expect("packaged");
    let orders: Vec<ReleaseOrder> = [ORDER, OTHER]
        .iter()
        .map(|pack| {
            let proposal = anna.propose_release(&PackId::from(*pack)).expect("a proposal");
            let (basis, selection) = (proposal.basis, proposal.selection);
            ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None }
        })
        .collect();
    let ids: Vec<_> = anna.release_together(&orders).expect("requested").into_iter().map(requested).collect();
    let mut ben = workspace.person("ben@desk");
    for request in &ids {
        ben.approve(request, "").expect("approved");
    }
    assert_eq!(ben.approval_requests(false).expect("requests"), []);
}

/// Two people approve at the same instant, each with a program of their own: what they approve is carried out once.
#[test]
fn approvals_at_the_same_instant_carry_out_once() {
    for approvals in [1, 2] {
        let workspace = Workspace::small();
        let mut anna = workspace.person("anna@desk");
        anna.change_settings(|settings| settings.approval.approvals = approvals).expect("set");
        let request = release(&mut anna, ORDER, When::Now, None).expect("asked").request.expect("a request");
        let before = anna.history(&id(ORDER)).expect("a history").entries.len();
        let others = ["ben@desk", "cleo@desk"].map(|who| workspace.person(who));
        let at_once = std::sync::Barrier::new(2);
        let (at_once, request) = (&at_once, &request);
        let approve = |mut engine: Engine| {
            at_once.wait();
            engine.approve(request, "")
        };
        let [ben, cleo] = std::thread::scope(|scope| {
            others.map(|engine| scope.spawn(move || approve(engine))).map(|thread| thread.join().expect("an end"))
        });
        let taken = [&ben, &cleo].into_iter().filter(|one| one.is_ok()).count();
        assert_eq!(taken, usize::from(approvals), "{ben:?} {cleo:?}");
        for late in [ben, cleo].into_iter().filter_map(Result::err) {
            assert!(matches!(late, EngineError::Refused(Refusal::RequestClosed { .. })), "{late}");
        }
        let read = workspace.engine().history(&id(ORDER)).expect("a history").entries.len();
        assert_eq!(read, before + 1);
    }
}
