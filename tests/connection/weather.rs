//! The whole walk over real sockets: sync, release, schedule, move, the date that comes, roll back. In fair weather and
//! in foul it ends the same, and nothing is done twice.

use std::{sync::Arc, time::Duration};

use ipack::{
    domain::{Connection, Origin, PackId, Via},
    engine::{Engine, EngineError, FixedClock, Progress, ReleaseOrder, SyncOrder, When},
    link::{Credentials, Http},
    platform::{Address, Carrier, Request, Response, Trouble},
};

use crate::{
    program::Served,
    stage::{pack, returns},
    support::{NOW, instant},
};

const THE_DAY: &str = "2026-12-03T05:10:00Z";

/// Goes to wherever the twin listens now, and waits for nothing.
struct Hasty(Http);

impl Carrier for Hasty {
    fn carry(&mut self, request: &Request) -> Result<Response, Trouble> {
        self.0.carry(request)
    }

    fn wait(&mut self, _: Duration) -> bool {
        true
    }
}

fn carrier(served: &Served) -> Box<dyn Carrier> {
    let address = Address::read(&served.url, "acme", false).expect("an address");
    let credentials = Credentials::of("BOOMI_TOKEN.desk", &served.secret).expect("credentials");
    Box::new(Hasty(Http::to(&address, credentials, || false)))
}

fn desk(served: &Served, now: &str) -> Engine {
    let (url, secret) = (served.url.clone(), served.secret.clone());
    let clock = FixedClock::new(instant(now));
    let desk = Engine::open(&served.desk(), clock, "m.ruiz@desk".into(), Via::Cli).expect("it opens");
    desk.going_out(Arc::new(move |connection: &Connection, _: &Progress| {
        let address = Address::read(&url, &connection.account, false).expect("an address");
        let credentials = Credentials::of(&connection.login, &secret).expect("credentials");
        Ok(Box::new(Hasty(Http::to(&address, credentials, || false))))
    }))
}

/// Synchronises until the weather lets it.
fn sync(served: &Served, now: &str) {
    let mut tries =
        (0..20).map(|_| desk(served, now).sync(&mut *carrier(served), SyncOrder::default(), &Progress::default()));
    assert!(tries.any(|synced| synced.is_ok()), "it never gets through");
}

/// Does something until the platform shows it, as a person does who is told that it is not known, or that it failed.
fn insists(
    served: &Served,
    now: &str,
    shows: impl Fn(&mut Engine) -> bool,
    mut act: impl FnMut(&mut Engine) -> Result<(), EngineError>,
) {
    for _ in 0..20 {
        let _ = act(&mut desk(served, now));
        sync(served, now);
        sync(served, now);
        let happened = shows(&mut served.platform.engine());
        let mut desk = desk(served, now);
        for open in desk.open_requests().expect("requests") {
            desk.settle_by_hand(open.asked.id.as_str(), happened).expect("settled");
        }
        sync(served, now);
        if happened {
            return;
        }
    }
    assert!(shows(&mut served.platform.engine()), "it never happens");
}

fn release(
    desk: &mut Engine,
    pack: &PackId,
    choices: &[(&str, Option<&str>)],
    on: Option<&str>,
) -> Result<(), EngineError> {
    let mut proposal = desk.propose_again(pack, Origin::Latest)?;
    for (component, version) in choices {
        match version {
            Some(version) => proposal.selection.choose(&(*component).into(), &(*version).into())?,
            None => proposal.selection.keep(&(*component).into())?,
        }
    }
    let when = on.map_or(When::Now, |date| When::On(date.parse().expect("a date")));
    let (basis, selection) = (proposal.basis, proposal.selection);
    desk.release(&ReleaseOrder { basis, selection, when, notes: "For Monday".into(), overriding: None }).map(drop)
}

fn walk(weather: &[&str]) {
    let mut served = Served::new();
    let mut connecting = desk(&served, NOW);
    let address = Address::read(&served.url, "acme", false).expect("an address");
    let connection = Connection { url: address.url(), account: address.account, login: "BOOMI_TOKEN.desk".into() };
    connecting.connect(&connection, &mut *carrier(&served)).expect("connected");
    served.again(NOW, weather);
    sync(&served, NOW);

    // One component goes back, one is kept.
    let current = |engine: &mut Engine, pack: &PackId| engine.pack(pack).expect("a pack").pack.current_number();
    insists(
        &served,
        NOW,
        |platform| current(platform, &pack()) == 3,
        |desk| release(desk, &pack(), &[("invoice", Some("1.0")), ("ledger", None)], None),
    );
    let waits = |engine: &mut Engine, date: &str| {
        let scheduled = engine.pack(&returns()).expect("a pack").pack.scheduled.clone();
        scheduled.is_some_and(|scheduled| scheduled.release_on_date.to_string() == date)
    };
    insists(
        &served,
        NOW,
        |platform| waits(platform, "2026-12-01"),
        |desk| release(desk, &returns(), &[], Some("2026-12-01")),
    );
    insists(
        &served,
        NOW,
        |platform| waits(platform, "2026-12-03"),
        |desk| {
            let Some(entry) = desk.scheduled(&returns())? else { return Ok(()) };
            desk.move_scheduled(&returns(), &entry.basis, "2026-12-03".parse().expect("a date"), None).map(drop)
        },
    );
    assert_eq!(current(&mut served.platform.engine(), &returns()), 0);

    // Its date comes, and the platform performs it.
    served.platform.clock.set(instant(THE_DAY));
    served.again(THE_DAY, &[weather, &["--perform"]].concat());
    sync(&served, THE_DAY);
    let performed = (0..100).any(|_| {
        sync(&served, THE_DAY);
        current(&mut desk(&served, THE_DAY), &returns()) == 1
    });
    assert!(performed, "its date comes to nothing");
    insists(
        &served,
        THE_DAY,
        |platform| current(platform, &pack()) == 4,
        |desk| {
            let proposal = desk.propose_rollback(&pack(), Some(1))?;
            let (basis, selection) = (proposal.basis, proposal.selection);
            desk.release(&ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None })
                .map(drop)
        },
    );

    let mut ends = [served.platform.engine(), desk(&served, THE_DAY)];
    let [there, here] = &mut ends;
    for (id, numbers) in [(pack(), (4, 3)), (returns(), (1, 1))] {
        let (one, other) = (there.pack(&id).expect("a pack").pack, here.pack(&id).expect("a pack").pack);
        assert_eq!((one.releases.len(), other.releases.len()), numbers, "nothing is done twice: {}", one.name);
        assert_eq!(one.current_contents(), other.current_contents(), "{}", one.name);
        assert_eq!((&one.scheduled, &other.scheduled), (&None, &None), "{}", one.name);
        let ours = other.releases.iter().filter(|release| !release.is_found()).count();
        assert_eq!(ours, if id == pack() { 2 } else { 1 }, "each is ours: {}", one.name);
    }
    assert_eq!(here.open_requests().expect("requests").len(), 0);
}

#[test]
fn the_walk_in_fair_weather() {
    walk(&[]);
}

#[test]
fn the_walk_where_a_third_is_lost_and_a_third_is_busy() {
    walk(&["--lose", "30%", "--busy", "30%", "--slow", "5ms"]);
}
