//! Hooks: what they are told, in which order, and what becomes of a receiver that does not take it.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use ipack::{
    domain::{Hook, HookTarget, LateReleases, NoticeKind, Refusal, Via},
    engine::{
        Clock, Delivery, DeliveryState, DueSince, Engine, EngineError, FreezeOrder, HookOrder, Notices, PackageOrder,
        When,
    },
};
use serde_json::{Value, json};

use crate::{
    freezes::{ORDER, id, release},
    support::{Workspace, instant},
};

type Answer = dyn Fn(&Hook, &Delivery) -> Result<(), String> + Send + Sync;

/// Takes what hooks are told, or answers otherwise.
#[derive(Clone)]
pub(crate) struct Receiver {
    /// What came: the hook's name, the kind, the id.
    got: Arc<Mutex<Vec<(String, String, String)>>>,
    answer: Arc<Answer>,
}

impl Receiver {
    pub(crate) fn answering(answer: impl Fn(&Hook, &Delivery) -> Result<(), String> + Send + Sync + 'static) -> Self {
        Self { got: Arc::default(), answer: Arc::new(answer) }
    }

    pub(crate) fn new() -> Self {
        Self::answering(|_, _| Ok(()))
    }

    /// Everything that came, tries that were not taken too.
    pub(crate) fn got(&self) -> Vec<(String, String, String)> {
        self.got.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The kinds of it, since this was asked last.
    fn kinds(&self) -> Vec<String> {
        let mut got = self.got.lock().unwrap_or_else(PoisonError::into_inner);
        got.drain(..).map(|(_, kind, _)| kind).collect()
    }

    /// An engine that tells hooks by it.
    pub(crate) fn engine(&self, workspace: &Workspace) -> Engine {
        let (clock, path): (Arc<dyn Clock>, _) = (workspace.clock.clone(), workspace.path());
        let open = move || Engine::open(&path, Arc::clone(&clock), "scheduler@desk".into(), Via::Scheduler);
        let engine = open().expect("it opens");
        engine.with_notices(self.way(open))
    }

    /// How it is told.
    pub(crate) fn way(&self, open: impl Fn() -> Result<Engine, EngineError> + Send + Sync + 'static) -> Notices {
        let receiver = self.clone();
        let hand_over = move |hook: &Hook, delivery: &Delivery, _: DateTime<Utc>| {
            let kind = delivery.kind.map_or("test", NoticeKind::word).to_owned();
            let one = (hook.name.clone(), kind, delivery.id.clone());
            receiver.got.lock().unwrap_or_else(PoisonError::into_inner).push(one);
            (receiver.answer)(hook, delivery)
        };
        let elsewhere = |hook: &Hook| {
            matches!(hook.target, HookTarget::Command(_)).then(|| "it is a command of another machine".to_owned())
        };
        Notices {
            hand_over: Arc::new(hand_over),
            elsewhere: Arc::new(elsewhere),
            data: |_, _| json!({}),
            open: Arc::new(open),
        }
    }
}

pub(crate) fn hook(name: &str) -> HookOrder {
    HookOrder {
        name: name.into(),
        target: HookTarget::Url("http://127.0.0.1:1/".into()),
        on: NoticeKind::ALL.to_vec(),
        packs: vec![],
        secret_env: None,
    }
}

pub(crate) fn tell(engine: &mut Engine) {
    engine.deliver_notices().expect("a delivery report");
}

pub(crate) fn frozen(engine: &mut Engine, name: &str) {
    let to = engine.today();
    engine.add_freeze(&FreezeOrder { name: name.into(), to: Some(to), ..FreezeOrder::default() }).expect("added");
    let added = engine.find_freeze(name).expect("a freeze").freeze.id;
    engine.remove_freeze(&added).expect("removed");
}

/// A small workspace with a hook that is told everything.
pub(crate) fn hooked(receiver: &Receiver) -> (Workspace, Engine) {
    let workspace = Workspace::small();
    let mut engine = receiver.engine(&workspace);
    engine.add_hook(&hook("Chat")).expect("added");
    (workspace, engine)
}

#[test]
fn each_thing_that_happens_is_told_once_and_by_its_most_specific_kind() {
    let receiver = Receiver::new();
    let (workspace, mut engine) = hooked(&receiver);
    let engine = &mut engine;
    release(engine, ORDER, When::Now, None).expect("released");
    tell(engine);
    assert_eq!(receiver.kinds(), ["released"]);
    let back = engine.propose_rollback(&id(ORDER), Some(1)).expect("a proposal");
    let order = ipack::engine::ReleaseOrder {
        basis: back.basis,
        selection: back.selection,
        when: When::Now,
        notes: String::new(),
        overriding: None,
    };
    engine.release(&order).expect("rolled back");
    let packaged = PackageOrder { version: Some("9.0".into()), shareable: true, ..PackageOrder::default() };
    engine.package_component(&"lookup".into(), &packaged).expect("packaged");
    let date = "2026-12-01".parse().expect("a date");
    release(engine, ORDER, When::On(date), None).expect("scheduled");
    engine.apply_pending(&"a1".into(), &[id(ORDER)]).expect("applied");
    let basis = engine.scheduled(&id(ORDER)).expect("a state").expect("scheduled").basis;
    engine.move_scheduled(&id(ORDER), &basis, "2026-12-02".parse().expect("a date"), None).expect("moved");
    frozen(engine, "Audit");
    tell(engine);
    assert_eq!(receiver.kinds(), ["rolled-back", "scheduled", "applied-early", "moved", "frozen"]);
    workspace.clock.set(instant("2026-12-01T04:59:00Z"));
    tell(engine);
    assert_eq!(receiver.kinds(), [""; 0], "more than a day ahead");
    workspace.clock.set(instant("2026-12-01T05:00:00Z"));
    tell(engine);
    tell(engine);
    assert_eq!(receiver.kinds(), ["due-soon"]);
    workspace.clock.set(instant("2026-12-02T07:00:00Z"));
    engine.tick(DueSince::Ever).expect("a tick");
    tell(engine);
    assert_eq!(receiver.kinds(), ["late"]);
    release(engine, "2b7c", When::On("2026-12-05".parse().expect("a date")), None).expect("scheduled");
    let basis = engine.scheduled(&id("2b7c")).expect("a state").expect("scheduled").basis;
    engine.cancel_scheduled(&id("2b7c"), &basis, "", false, None).expect("cancelled");
    release(engine, "2b7c", When::On("2026-12-05".parse().expect("a date")), None).expect("scheduled");
    tell(engine);
    assert_eq!(receiver.kinds(), ["scheduled", "cancelled", "scheduled"]);
    engine.change_settings(|settings| settings.late_releases = LateReleases::Ask).expect("changed");
    workspace.clock.set(instant("2026-12-05T06:00:00Z"));
    engine.tick(DueSince::Ever).expect("a tick");
    tell(engine);
    tell(engine);
    assert_eq!(receiver.kinds(), ["overdue"], "what is overdue is not due soon any more");
}

#[test]
fn a_release_that_is_blocked_is_told_once() {
    let receiver = Receiver::new();
    let (workspace, mut engine) = hooked(&receiver);
    release(&mut engine, ORDER, When::On("2026-12-01".parse().expect("a date")), None).expect("scheduled");
    let day = "2026-12-01".parse().ok();
    engine
        .add_freeze(&FreezeOrder { name: "Audit".into(), from: day, to: day, ..FreezeOrder::default() })
        .expect("added");
    workspace.clock.set(instant("2026-12-01T05:00:00Z"));
    for _ in 0..2 {
        engine.tick(DueSince::Ever).expect("a tick");
        tell(&mut engine);
    }
    assert_eq!(receiver.kinds(), ["scheduled", "frozen", "blocked"]);
}

#[test]
fn a_hook_hears_what_it_asked_for_and_only_what_comes_after_it() {
    let receiver = Receiver::new();
    let workspace = Workspace::small();
    let engine = &mut receiver.engine(&workspace);
    release(engine, ORDER, When::Now, None).expect("released");
    let few = HookOrder { on: vec![NoticeKind::Scheduled], ..hook("Few") };
    let one = HookOrder { packs: vec![id("2b7c")], ..hook("One") };
    let usual = HookOrder { on: vec![], ..hook("Usual") };
    for order in [few, one, usual] {
        engine.add_hook(&order).expect("added");
    }
    let date = When::On("2026-12-09".parse().expect("a date"));
    release(engine, "2b7c", When::Now, None).expect("released");
    release(engine, ORDER, When::Now, None).expect_err("nothing to release");
    release(engine, "2b7c", date, None).expect_err("nothing to release");
    let back = engine.propose_rollback(&id(ORDER), Some(1)).expect("a proposal");
    let (basis, selection) = (back.basis, back.selection);
    let order = ipack::engine::ReleaseOrder { basis, selection, when: date, notes: String::new(), overriding: None };
    engine.release(&order).expect("scheduled");
    engine.apply_pending(&"a1".into(), &[id(ORDER)]).expect("applied");
    tell(engine);
    let got = receiver.got();
    let of = |hook: &str| got.iter().filter(|one| one.0 == hook).map(|one| one.1.as_str()).collect::<Vec<_>>();
    assert_eq!(of("Few"), ["scheduled"]);
    assert_eq!(of("One"), ["released"]);
    assert_eq!(of("Usual"), ["released", "scheduled"], "but applied-early");
    let removed = engine.find_hook("usual").expect("a hook").id;
    engine.remove_hook(&removed).expect("removed");
    frozen(engine, "Audit");
    tell(engine);
    assert!(receiver.got()[got.len()..].iter().all(|one| one.0 != "Usual"), "{:?}", receiver.got());
}

#[test]
fn a_receiver_that_is_down_for_an_hour_gets_what_it_missed_in_order() {
    let down = Arc::new(Mutex::new(true));
    let is_down = Arc::clone(&down);
    let receiver =
        Receiver::answering(
            move |_, _| {
                if *is_down.lock().expect("a flag") { Err("it answered 500".to_owned()) } else { Ok(()) }
            },
        );
    let (workspace, mut engine) = hooked(&receiver);
    let begun = workspace.clock.now();
    for name in ["A", "B", "C"] {
        frozen(&mut engine, name);
    }
    let mut tries = 0;
    while workspace.clock.now() < begun + TimeDelta::hours(1) {
        let telling = engine.deliver_notices().expect("a delivery report");
        assert_eq!(telling.failing.first().map(|(_, hook, _)| hook.as_str()), Some("Chat"));
        assert_eq!(engine.deliver_notices().expect("a delivery report").taken, 0, "not before its time");
        workspace.clock.set(telling.next.expect("another try"));
        tries += 1;
    }
    let got = receiver.got();
    assert!((9..=12).contains(&got.len()) && got.len() == tries, "pauses that grow: {} tries", got.len());
    assert!(got.iter().all(|one| one.2 == got[0].2), "what comes after it waits");
    *down.lock().expect("a flag") = false;
    assert_eq!(engine.deliver_notices().expect("a delivery report").taken, 3);
    let ids: Vec<String> = receiver.got()[got.len()..].iter().map(|one| one.2.clone()).collect();
    let deliveries = engine.deliveries(None).expect("deliveries");
    let taken: Vec<&str> = deliveries.iter().rev().map(|view| view.delivery.id.as_str()).collect();
    assert_eq!(ids, taken);
    assert_eq!(ids[0], got[0].2, "the same id at every try");
}

#[test]
fn what_is_refused_for_a_day_is_set_aside_and_can_be_delivered_again() {
    let worst = Arc::new(Mutex::new(String::new()));
    let refused = Arc::clone(&worst);
    let receiver = Receiver::answering(move |_, delivery| {
        let mut refused = refused.lock().expect("an id");
        if refused.is_empty() {
            refused.clone_from(&delivery.id);
        }
        if *refused == delivery.id { Err("it answered 500".to_owned()) } else { Ok(()) }
    });
    let (workspace, mut engine) = hooked(&receiver);
    let begun = workspace.clock.now();
    frozen(&mut engine, "A");
    frozen(&mut engine, "B");
    let mut telling = engine.deliver_notices().expect("a delivery report");
    while telling.taken == 0 {
        workspace.clock.set(telling.next.expect("another try"));
        telling = engine.deliver_notices().expect("a delivery report");
    }
    assert_eq!(workspace.clock.now() - begun, TimeDelta::days(1));
    assert_eq!((telling.taken, telling.failed, telling.failing.len()), (1, 1, 0));
    let views = engine.deliveries(None).expect("deliveries");
    let states: Vec<DeliveryState> = views.iter().map(|view| view.state).collect();
    assert_eq!(states, [DeliveryState::Failed, DeliveryState::Taken]);
    assert_eq!(views[0].delivery.why.as_deref(), Some("it answered 500"));
    let chat = engine.find_hook("Chat").expect("a hook").id;
    let failed = views[0].delivery.id.clone();
    let why = engine.redeliver(&chat, &failed).expect_err("still refused");
    assert!(matches!(&why, EngineError::NotDelivered { why } if why == "it answered 500"), "{why}");
    "taken now".clone_into(&mut worst.lock().expect("an id"));
    engine.redeliver(&chat, &failed).expect("delivered");
    assert_eq!(receiver.got().last().map(|one| one.2.clone()), Some(failed));
    assert_eq!(engine.hooks().expect("hooks")[0].failed, 0);
    let unknown = engine.redeliver(&chat, "nothing").expect_err("no such delivery");
    assert_eq!(unknown.status(), 4, "{unknown}");
}

#[test]
fn a_command_waits_for_a_machine_that_runs_it_and_holds_up_no_other_hook() {
    let receiver = Receiver::new();
    let (_workspace, mut engine) = hooked(&receiver);
    engine.add_hook(&HookOrder { target: HookTarget::Command("notify".into()), ..hook("Desktop") }).expect("added");
    frozen(&mut engine, "A");
    assert_eq!(engine.deliver_notices().expect("a delivery report").taken, 1);
    let views = engine.hooks().expect("hooks");
    assert_eq!((views[1].hook.name.as_str(), views[1].waiting), ("Desktop", 1));
    assert!(views[1].standing().ends_with("it is a command of another machine"), "{}", views[1].standing());
}

#[test]
fn what_can_be_no_hook_is_refused() {
    let receiver = Receiver::new();
    let (workspace, mut engine) = hooked(&receiver);
    let before = workspace.bytes();
    let url = |url: &str| HookOrder { target: HookTarget::Url(url.into()), ..hook("New") };
    let orders = [
        (hook("CHAT"), 3),
        (hook(" "), 2),
        (url("ftp://example.com"), 2),
        (url("https://ada:secret@example.com"), 2),
        (HookOrder { target: HookTarget::Command("a 'b".into()), ..hook("New") }, 2),
        (HookOrder { secret_env: Some("1".into()), ..hook("New") }, 2),
        (HookOrder { packs: vec![id("gone")], ..hook("New") }, 4),
    ];
    for (order, status) in orders {
        let why = engine.add_hook(&order).expect_err("refused");
        assert_eq!(why.status(), status, "{order:?}: {why}");
    }
    let why = engine.remove_hook(&"gone".into()).expect_err("refused");
    assert!(matches!(why, EngineError::Refused(Refusal::NotFound { .. })), "{why}");
    assert_eq!(before, workspace.bytes());
}

#[test]
fn without_hooks_nothing_is_read_and_nothing_written() {
    let receiver = Receiver::new();
    let workspace = Workspace::small();
    let mut engine = receiver.engine(&workspace);
    frozen(&mut engine, "A");
    let before = workspace.bytes();
    tell(&mut engine);
    assert_eq!((workspace.bytes(), receiver.got().len()), (before, 0));
    assert_eq!(engine.deliver_in_background(), [""; 0]);
}

#[test]
fn a_body_is_a_cloud_event() {
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&bodies);
    let receiver = Receiver::answering(move |_, delivery| {
        seen.lock().expect("bodies").push(delivery.body.clone());
        Ok(())
    });
    let (_workspace, mut engine) = hooked(&receiver);
    release(&mut engine, ORDER, When::Now, None).expect("released");
    tell(&mut engine);
    let body: Value = serde_json::from_str(&bodies.lock().expect("bodies")[0]).expect("json");
    let expected = json!({
        "specversion": "1.0", "id": receiver.got()[0].2, "source": "/ipack/Small", "type": "ipack.released",
        "time": "2026-11-21T18:00:00Z", "subject": ORDER, "packname": "Order to Cash", "by": "scheduler@desk",
        "datacontenttype": "application/json", "data": {},
    });
    assert_eq!(body, expected);
}
