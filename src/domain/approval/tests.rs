use chrono::TimeDelta;

use super::*;
use crate::domain::{Contents, Pack, tz};

fn rules(approvals: u8, rollback_without_approval: bool) -> ApprovalRules {
    ApprovalRules { approvals, rollback_without_approval, ..ApprovalRules::default() }
}

fn order(when: When) -> Order {
    let pack = Pack::new("p".into(), "Order to Cash".into(), String::new(), crate::domain::InstallationType::Single);
    Order {
        verb: OrderVerb::Release,
        pack: pack.id.clone(),
        when,
        time_zone: tz("Europe/Berlin"),
        kind: ReleaseKind::Release,
        rollback_to: None,
        notes: String::new(),
        overriding: None,
        components: Contents::default(),
        basis: pack.basis(),
    }
}

fn request(needed: u8) -> ApprovalRequest {
    let at = "2026-11-26T12:00:00Z".parse().expect("an instant");
    let requested = Requested::Order(Box::new(order(When::Now)));
    ApprovalRequest {
        id: "request-1".into(),
        expires_at: requested.expires_at(at, 7),
        requested,
        name: "Order to Cash".into(),
        by: "Anna".into(),
        who: Identity::new("anna@desk"),
        at,
        needed,
        approvals: vec![],
    }
}

fn approval(who: &str) -> Approval {
    Approval { by: who.into(), who: Identity::new(who), at: request(1).at, comment: String::new() }
}

#[test]
fn what_asks_for_less_needs_approval_and_what_asks_for_more_does_not() {
    assert!(rules(2, false).are_loosened_by(&rules(1, false)));
    assert!(rules(1, false).are_loosened_by(&rules(1, true)));
    assert!(rules(1, true).are_loosened_by(&rules(0, true)));
    assert!(!rules(1, true).are_loosened_by(&rules(2, false)));
    assert!(!rules(0, false).are_loosened_by(&rules(0, true)));
    assert!(!rules(0, false).are_loosened_by(&rules(1, true)));
    assert!(rules(3, false).check().is_err());
}

#[test]
fn nobody_approves_their_own_however_they_are_spelt_and_nobody_twice() {
    let mut request = request(2);
    let now = request.at;
    for spelt in ["anna@desk", "ANNA@desk", " Anna@Desk ", "anna\u{200b}@desk", "ａｎｎａ@desk"] {
        let refused = request.check_approver(&Identity::new(spelt), now);
        assert!(matches!(refused, Err(Refusal::OwnRequest { .. })), "{spelt}: {refused:?}");
    }
    let ben = Identity::new("ben@desk");
    assert_eq!(request.check_approver(&ben, now), Ok(()));
    request.approvals.push(approval("ben@desk"));
    assert!(matches!(request.check_approver(&ben, now), Err(Refusal::ApprovedBefore { .. })));
    assert_eq!((request.check_approver(&Identity::new("cleo@desk"), now), request.missing()), (Ok(()), 1));
    assert!(request.check_author(&ben).is_err() && request.check_author(&Identity::new("anna@desk")).is_ok());
    assert_eq!(request.check_rejecter(&ben), Ok(()));
}

/// One person, however their name comes: composed or not, with other blanks, in another case, as a journal had it.
#[test]
fn an_identity_is_the_same_in_each_spelling() {
    let rene = Identity::new("Ren\u{e9} Le Blanc@Desk");
    for spelt in ["rene\u{301} le blanc@desk", "REN\u{c9} LE  BLANC@DESK", "\u{feff}ren\u{e9}\u{a0}le blanc@desk "] {
        assert_eq!(Identity::new(spelt), rene, "{spelt:?}");
        let kept: Identity = ron::from_str(&format!("{spelt:?}")).expect("an identity");
        assert_eq!(kept, rene, "{spelt:?}");
    }
    assert_eq!(ron::to_string(&Identity::new("anna@desk")).expect("written"), "\"anna@desk\"");
    assert_ne!(Identity::new("rene le blanc@desk"), rene, "another name is another person");
}

#[test]
fn a_request_expires_with_its_date_and_one_without_after_some_days() {
    let request = request(1);
    let (ben, week) = (Identity::new("ben@desk"), TimeDelta::days(7));
    assert_eq!(request.check_approver(&ben, request.at + week - TimeDelta::seconds(1)), Ok(()));
    assert!(matches!(request.check_approver(&ben, request.at + week), Err(Refusal::RequestExpired { .. })));
    let dated = Requested::Order(Box::new(order(When::On("2026-12-01".parse().expect("a date")))));
    assert_eq!(dated.expires_at(request.at, 7).to_rfc3339(), "2026-11-30T23:00:00+00:00");
}

#[test]
fn the_last_approval_takes_the_request_away_and_another_about_the_same_takes_its_place() {
    let mut requests = ApprovalRequests::default();
    requests.put(request(2));
    requests.approve(&"request-1".into(), &approval("ben@desk"));
    assert_eq!(requests.iter().map(|request| request.missing()).collect::<Vec<_>>(), [1]);
    requests.put(ApprovalRequest { id: "request-2".into(), ..request(1) });
    assert_eq!(requests.iter().map(|request| request.id.to_string()).collect::<Vec<_>>(), ["request-2"]);
    requests.approve(&"request-1".into(), &approval("cleo@desk"));
    requests.approve(&"request-2".into(), &approval("cleo@desk"));
    assert!(requests.is_empty());
}

#[test]
fn a_name_is_shown_with_who_it_is_unless_it_says_so() {
    let who = Identity::new("anna@desk");
    assert_eq!(Approval::person("anna@desk", &who), "anna@desk");
    assert_eq!(Approval::person("Ben Berg", &who), "Ben Berg (anna@desk)");
    assert_eq!(Approval::person("ada (Ada L.)", &Identity::new("ada")), "ada (Ada L.)");
    assert_eq!(Approval::person("adam@desk", &Identity::new("ada")), "adam@desk (ada)");
    assert_eq!(Approval::person("Rene\u{301}", &Identity::new("ren\u{e9}")), "Rene\u{301}");
}
