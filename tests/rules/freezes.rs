//! Freezes: what they forbid, what they catch, and what goes ahead all the same.

use std::sync::Arc;

use chrono::Days;
use ipack::{
    domain::{LateReleases, Origin, PackId, Refusal, Release, ScheduledRelease},
    engine::{DueSince, Engine, EngineError, FreezeOrder, Outcome, Purpose, ReleaseOrder, When},
};

use crate::support::{Workspace, day, instant};

pub(crate) const ORDER: &str = "19440978-ba6f";

pub(crate) fn id(pack: &str) -> PackId {
    PackId::from(pack)
}

fn freeze(name: &str, from: &str, to: Option<&str>) -> FreezeOrder {
    FreezeOrder { name: name.into(), from: Some(day(from)), to: to.map(day), ..FreezeOrder::default() }
}

pub(crate) fn release(
    engine: &mut Engine,
    pack: &str,
    when: When,
    reason: Option<&str>,
) -> Result<Outcome, EngineError> {
    let proposal = engine.propose_release(&id(pack))?;
    let (basis, selection) = (proposal.basis, proposal.selection);
    engine.release(&ReleaseOrder { basis, selection, when, notes: String::new(), overriding: reason.map(Into::into) })
}

fn scheduled(engine: &mut Engine, pack: &str) -> ScheduledRelease {
    engine.scheduled(&id(pack)).expect("a state").expect("a scheduled release").scheduled
}

fn frozen_by(refused: &EngineError) -> Vec<String> {
    let EngineError::Refused(Refusal::Frozen { freezes, .. }) = refused else { panic!("{refused}") };
    freezes.iter().map(|freeze| freeze.name.clone()).collect()
}

fn current(engine: &mut Engine, pack: &str) -> Arc<Release> {
    engine.history(&id(pack)).expect("a history").entries.first().expect("a release").release.clone()
}

#[test]
fn a_release_is_judged_on_the_date_on_which_it_takes_effect() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    engine.add_freeze(&freeze("Today", "2026-11-21", Some("2026-11-21"))).expect("added");
    engine.add_freeze(&freeze("Year end", "2026-12-24", Some("2027-01-03"))).expect("added");
    let refused = release(engine, ORDER, When::Now, None).expect_err("frozen today");
    assert_eq!((frozen_by(&refused), refused.status()), (vec!["Today".to_owned()], 3));
    let refused = release(engine, ORDER, When::On(day("2027-01-03")), None).expect_err("frozen then");
    assert_eq!(frozen_by(&refused), ["Year end"]);
    release(engine, ORDER, When::On(day("2027-01-04")), None).expect("decided on a frozen day, for a free one");
    // In New York it is still Saturday; the freeze is one of its dates, not of the admin's in Berlin.
    workspace.clock.set(instant("2026-11-22T04:30:00Z"));
    assert_eq!(frozen_by(&release(engine, ORDER, When::Now, None).expect_err("still frozen")), ["Today"]);
    workspace.clock.set(instant("2026-11-22T05:00:00Z"));
    let outcome = release(engine, ORDER, When::Now, None).expect("free on Sunday");
    assert_eq!((outcome.number, outcome.overrides), (Some(3), None));
}

#[test]
fn an_override_stays_with_the_release() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    engine.add_freeze(&freeze("Year end", "2026-11-20", Some("2027-01-03"))).expect("added");
    engine.add_freeze(&freeze("Audit", "2026-11-21", Some("2026-11-21"))).expect("added");
    let outcome = release(engine, ORDER, When::Now, Some(" A fix ")).expect("overridden");
    let overrides = outcome.overrides.expect("an override");
    assert_eq!((overrides.names(), overrides.reason.as_str()), ("Year end and Audit".to_owned(), "A fix"));
    assert!(outcome.command.contains("--override-freeze"), "{}", outcome.command);
    let engine = &mut workspace.engine();
    assert_eq!(current(engine, ORDER).overrides, Some(overrides));
    let told: Vec<String> = engine.activity().expect("activity").into_iter().map(|one| one.text).collect();
    assert!(told.iter().any(|text| text == "#3 released (overrides Year end and Audit: A fix)"), "{told:?}");
    assert!(told.iter().any(|text| text.starts_with("Audit frozen, Sat 21 Nov 2026")), "{told:?}");
}

#[test]
fn a_rollback_and_a_recall_are_releases_like_any_other() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    release(engine, ORDER, When::On(day("2026-12-01")), None).expect("scheduled");
    engine.apply_pending(&"a1".into(), &[id(ORDER)]).expect("applied early, which no freeze forbids");
    engine.add_freeze(&freeze("Now", "2026-11-21", None)).expect("added");
    let proposal = engine.propose_again(&id(ORDER), Origin::Rollback(1)).expect("a proposal");
    let order = |reason: Option<&str>| ReleaseOrder {
        basis: proposal.basis.clone(),
        selection: proposal.selection.clone(),
        when: When::Now,
        notes: String::new(),
        overriding: reason.map(Into::into),
    };
    assert_eq!(frozen_by(&engine.release(&order(None)).expect_err("refused")), ["Now"]);
    let basis = engine.scheduled(&id(ORDER)).expect("a state").expect("an entry").basis;
    assert_eq!(frozen_by(&engine.cancel_scheduled(&id(ORDER), &basis, "", true, None).expect_err("refused")), ["Now"]);
    engine.apply_pending(&"a2".into(), &[id(ORDER)]).expect("applied early on a frozen day");
    let basis = engine.scheduled(&id(ORDER)).expect("a state").expect("an entry").basis;
    engine.cancel_scheduled(&id(ORDER), &basis, "", true, Some("Tests failed")).expect("recalled");
    let recall = current(engine, ORDER).overrides.clone().expect("an override");
    assert_eq!(recall.words(), "overrides Now: Tests failed");
    let proposal = engine.propose_again(&id(ORDER), Origin::Rollback(1)).expect("a proposal");
    let order = ReleaseOrder { basis: proposal.basis, overriding: Some("Duplicate invoices".into()), ..order(None) };
    engine.release(&order).expect("rolled back");
    assert!(current(engine, ORDER).overrides.is_some());
}

#[test]
fn what_a_freeze_blocked_is_blocked_no_more_as_soon_as_it_is_removed() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    release(engine, ORDER, When::On(day("2026-12-01")), None).expect("scheduled");
    let (year_end, _) = engine.add_freeze(&freeze("Year end", "2026-12-01", None)).expect("added");
    let (audit, _) = engine.add_freeze(&freeze("Audit", "2026-12-01", Some("2026-12-01"))).expect("added");
    workspace.clock.set(instant("2026-12-01T05:10:00Z"));
    workspace.scheduler().tick(DueSince::Ever).expect("a tick");
    let engine = &mut workspace.engine();
    assert!(scheduled(engine, ORDER).blocked.is_some_and(|why| why.starts_with("frozen by Audit through")));
    engine.remove_freeze(&audit.freeze.id).expect("removed");
    let why = "frozen by Year end until it is removed; no later date is free";
    assert_eq!(scheduled(engine, ORDER).blocked.as_deref(), Some(why), "the other one still holds");
    engine.remove_freeze(&year_end.freeze.id).expect("removed");
    assert_eq!(scheduled(engine, ORDER).blocked, None);
    let told: Vec<String> = engine.activity().expect("activity").into_iter().map(|one| one.text).collect();
    assert!(told.contains(&"the scheduled release is blocked no more".to_owned()), "{told:?}");
    assert_eq!(workspace.scheduler().tick(DueSince::Ever).expect("a tick").released.len(), 1);
}

#[test]
fn what_a_later_freeze_catches_is_told_at_once_and_blocked_on_its_day() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    release(engine, ORDER, When::On(day("2026-12-01")), None).expect("scheduled");
    let (_, caught) = engine.add_freeze(&freeze("Year end", "2026-12-01", Some("2027-01-03"))).expect("added");
    assert_eq!(
        caught.iter().map(|one| (one.name.as_str(), one.date)).collect::<Vec<_>>(),
        [("Order to Cash", day("2026-12-01"))]
    );
    let why = "frozen by Year end through Sun 3 Jan; first free date Mon 4 Jan";
    let entry = engine.scheduled(&id(ORDER)).expect("a state").expect("an entry");
    assert_eq!((entry.frozen.as_deref(), entry.scheduled.blocked), (Some(why), None), "it is not touched");
    workspace.clock.set(instant("2026-12-01T05:10:00Z"));
    let tick = workspace.scheduler().tick(DueSince::Ever).expect("a tick");
    assert_eq!((tick.released.len(), tick.blocked), (0, vec![(id(ORDER), why.to_owned())]));
    let revision = workspace.engine().revision();
    workspace.scheduler().tick(DueSince::Ever).expect("another tick");
    assert_eq!(workspace.engine().revision(), revision, "it is written down once");
    // Its day ends frozen: it is left to a person, as any release that was missed.
    workspace.clock.set(instant("2026-12-02T05:10:00Z"));
    let tick = workspace.scheduler().tick(DueSince::Ever).expect("a tick");
    assert_eq!((tick.released.len(), tick.overdue), (0, vec![(id(ORDER), day("2026-12-01"))]));
}

#[test]
fn a_blocked_release_goes_ahead_once_it_is_overridden_or_the_freeze_is_gone() {
    for by_override in [true, false] {
        let workspace = Workspace::small();
        let engine = &mut workspace.engine();
        release(engine, ORDER, When::On(day("2026-12-01")), None).expect("scheduled");
        let (view, _) = engine.add_freeze(&freeze("Year end", "2026-12-01", None)).expect("added");
        workspace.clock.set(instant("2026-12-01T05:10:00Z"));
        assert_eq!(workspace.scheduler().tick(DueSince::Ever).expect("a tick").blocked.len(), 1);
        let engine = &mut workspace.engine();
        let basis = engine.scheduled(&id(ORDER)).expect("a state").expect("an entry").basis;
        if by_override {
            let refused = engine.override_scheduled(&id(ORDER), &basis, " ").expect_err("no reason");
            assert!(matches!(refused, EngineError::Refused(Refusal::ReasonNeeded)), "{refused}");
            engine.override_scheduled(&id(ORDER), &basis, "The audit waits for it").expect("overridden");
            assert_eq!(scheduled(engine, ORDER).blocked, None);
        } else {
            engine.remove_freeze(&view.freeze.id).expect("removed");
        }
        let tick = workspace.scheduler().tick(DueSince::Ever).expect("a tick");
        assert_eq!((tick.released.len(), tick.blocked.len()), (1, 0));
        let overrides = current(&mut workspace.engine(), ORDER).overrides.clone();
        assert_eq!(overrides.map(|overrides| overrides.words()).is_some(), by_override);
    }
}

#[test]
fn an_override_does_not_cover_a_freeze_that_comes_later() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    engine.add_freeze(&freeze("Year end", "2026-12-01", None)).expect("added");
    release(engine, ORDER, When::On(day("2026-12-01")), Some("A fix")).expect("scheduled");
    let (_, caught) = engine.add_freeze(&freeze("Audit", "2026-12-01", Some("2026-12-01"))).expect("added");
    assert_eq!(caught.len(), 1);
    workspace.clock.set(instant("2026-12-01T05:10:00Z"));
    let tick = workspace.scheduler().tick(DueSince::Ever).expect("a tick");
    assert_eq!(tick.blocked.len(), 1);
    assert!(tick.blocked[0].1.starts_with("frozen by Audit through Tue 1 Dec;"), "{:?}", tick.blocked);
}

#[test]
fn a_late_release_is_judged_on_the_day_on_which_it_runs() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    engine.change_settings(|settings| settings.late_releases = LateReleases::Always).expect("set");
    release(engine, ORDER, When::On(day("2026-12-01")), None).expect("scheduled");
    engine.add_freeze(&freeze("Early December", "2026-12-01", Some("2026-12-03"))).expect("added");
    for (at, released) in [("2026-12-01T05:10:00Z", 0), ("2026-12-03T12:00:00Z", 0), ("2026-12-04T05:00:00Z", 1)] {
        workspace.clock.set(instant(at));
        assert_eq!(workspace.scheduler().tick(DueSince::Ever).expect("a tick").released.len(), released, "{at}");
    }
    assert!(current(&mut workspace.engine(), ORDER).late.is_some());
}

#[test]
fn what_becomes_of_an_overdue_release_is_judged_today() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    release(engine, ORDER, When::On(day("2026-12-01")), None).expect("scheduled");
    engine.add_freeze(&freeze("Its day", "2026-12-01", Some("2026-12-01"))).expect("added");
    let judged = |engine: &mut Engine, reason: Option<&str>| {
        let draft = engine.draft(&id(ORDER), Purpose::Change).expect("a draft");
        draft.judge(When::On(day("2026-12-01")), reason).map(|overrides| overrides.map(|overrides| overrides.names()))
    };
    assert!(matches!(judged(engine, None), Err(Refusal::Frozen { .. })));
    workspace.clock.set(instant("2026-12-02T12:00:00Z"));
    assert_eq!(judged(engine, Some("A fix")), Ok(None), "nothing is frozen today that could be overridden");
    let today = FreezeOrder { packs: vec![id(ORDER)], ..freeze("Today", "2026-12-02", Some("2026-12-02")) };
    let (_, caught) = engine.add_freeze(&today).expect("added");
    assert_eq!(caught.into_iter().map(|one| one.date).collect::<Vec<_>>(), [day("2026-12-01")]);
    assert_eq!(judged(engine, Some("A fix")), Ok(Some("Today".to_owned())));
    let past = FreezeOrder { packs: vec![id(ORDER)], ..freeze("Past", "2026-12-01", Some("2026-12-01")) };
    assert_eq!(engine.add_freeze(&past).expect("added").1, [], "its own date has passed");
}

#[test]
fn open_screens_look_again_when_a_frozen_day_ends() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    engine.change_settings(|settings| settings.late_releases = LateReleases::Always).expect("set");
    release(engine, ORDER, When::On(day("2026-12-01")), None).expect("scheduled");
    engine.add_freeze(&freeze("A day", "2026-12-01", Some("2026-12-01"))).expect("added");
    let screens = &mut workspace.engine();
    let mut released = |at: &str| {
        workspace.clock.set(instant(at));
        screens.watch().news.map_or(0, |news| news.released.len())
    };
    assert_eq!(released("2026-12-01T05:10:00Z"), 0);
    assert_eq!(released("2026-12-01T23:00:00Z"), 0);
    assert_eq!(released("2026-12-02T05:00:00Z"), 1);
}

#[test]
fn a_move_is_judged_on_the_new_date_and_takes_no_override_along() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    engine.add_freeze(&freeze("First", "2026-12-01", Some("2026-12-02"))).expect("added");
    engine.add_freeze(&freeze("Second", "2026-12-10", Some("2026-12-10"))).expect("added");
    release(engine, ORDER, When::On(day("2026-12-01")), Some("A fix")).expect("scheduled");
    let mut moved = |date: &str, reason: Option<&str>| {
        let basis = engine.scheduled(&id(ORDER)).expect("a state").expect("an entry").basis;
        let outcome = engine.move_scheduled(&id(ORDER), &basis, day(date), reason)?;
        Ok::<_, EngineError>(
            outcome.scheduled.and_then(|scheduled| scheduled.overrides).map(|overrides| overrides.words()),
        )
    };
    assert_eq!(moved("2026-12-02", None).expect("within the freeze"), Some("overrides First: A fix".to_owned()));
    assert_eq!(frozen_by(&moved("2026-12-10", None).expect_err("refused")), ["Second"]);
    assert_eq!(moved("2026-12-10", Some("B")).expect("overridden"), Some("overrides Second: B".to_owned()));
    assert_eq!(moved("2026-12-11", None).expect("free"), None);
    assert_eq!(frozen_by(&moved("2026-12-01", None).expect_err("the old override is gone")), ["First"]);
}

#[test]
fn freezes_for_packs_and_groups_leave_others_alone_and_go_with_them() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    let group = FreezeOrder { groups: vec!["g1".into()], ..freeze("Europe's", "2026-11-01", None) };
    let pack = FreezeOrder { packs: vec![id("2b7c")], ..freeze("Returns'", "2026-11-01", None) };
    engine.add_freeze(&group).expect("added");
    engine.add_freeze(&pack).expect("added");
    assert_eq!(frozen_by(&release(engine, ORDER, When::Now, None).expect_err("refused")), ["Europe's"]);
    assert_eq!(frozen_by(&release(engine, "2b7c", When::Now, None).expect_err("refused")), ["Returns'"]);
    let unknown = FreezeOrder { packs: vec![id("nowhere")], ..freeze("Unknown", "2026-11-01", None) };
    assert_eq!(engine.add_freeze(&unknown).expect_err("refused").status(), 4);
    let unknown = FreezeOrder { groups: vec!["nobody".into()], ..freeze("Unknown", "2026-11-01", None) };
    assert_eq!(engine.add_freeze(&unknown).expect_err("refused").status(), 4);
    engine.delete_group(&"g1".into()).expect("deleted");
    let left: Vec<String> = engine.freezes(true).into_iter().map(|view| view.freeze.name).collect();
    assert_eq!(left, ["Returns'"], "without its group it would be for everything");
    release(engine, ORDER, When::Now, None).expect("free");
    assert_eq!(workspace.engine().freezes(true), engine.freezes(true), "another program reads the same");
}

#[test]
fn settings_that_change_leave_the_freezes_alone() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    engine.add_freeze(&freeze("Year end", "2026-12-24", None)).expect("added");
    engine.change_settings(|settings| settings.name = "Another".into()).expect("set");
    assert_eq!(workspace.engine().freezes(false).len(), 1);
    let changed = workspace.bytes().into_iter().filter(|(path, _)| path.to_string_lossy().contains("journal"));
    let text: String = changed.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect();
    assert_eq!(text.matches("Year end").count(), 1, "only the freeze's own event has it");
}

#[test]
fn ten_thousand_freezes_are_asked_as_one_is() {
    let calendar = calendar(10_000);
    let workspace = Workspace::small();
    let path = workspace.path().with_extension("ics");
    crate::support::write(&path, &calendar);
    let engine = &mut workspace.engine();
    let import = engine.import_freezes(&path).expect("imported");
    assert_eq!((import.added.len(), import.left_out.len()), (10_000, 0));
    let again = engine.import_freezes(&path).expect("imported again");
    assert_eq!((again.added.len(), again.updated.len(), again.unchanged), (0, 0, 10_000));
    let refused = release(engine, ORDER, When::Now, None).expect_err("frozen");
    let EngineError::Refused(Refusal::Frozen { freezes, first_free, .. }) = refused else { panic!("{refused}") };
    assert_eq!((freezes.len(), first_free), (10_000, Some(day("2028-08-18"))));
    release(engine, ORDER, When::Now, Some("All of them")).expect("overridden");
    assert_eq!(workspace.engine().freezes(false).len(), 10_000);
}

/// All-day events from 1 November 2026 on, which end on 21 November or one of the 635 days after it.
fn calendar(count: usize) -> String {
    let event = |nth: usize| {
        let to = day("2026-11-22") + Days::new((nth % 636) as u64);
        format!(
            "BEGIN:VEVENT\r\nUID:{nth}\r\nSUMMARY:Freeze {nth}\r\nDTSTART;VALUE=DATE:20261101\r\nDTEND;VALUE=DATE:{}\r\nEND:VEVENT\r\n",
            to.format("%Y%m%d")
        )
    };
    let events: String = (0..count).map(event).collect();
    format!("BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n")
}
