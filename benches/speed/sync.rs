//! A connected workspace over a socket: how long a first synchronisation takes, and keys while synchronisations run.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use ipack::{
    domain::Connection,
    engine::{Engine, Progress, SyncOrder, Synced},
    link::{Credentials, Http},
    platform::Address,
    tui::harness::chords,
};

use crate::{
    keys::{Desk, Least},
    samples::{Samples, time},
    serve::Server,
    table::{Goal, Table},
    workspace::Workspace,
};

const PACKS: usize = 1_000;
const ROUNDS: usize = 3;
const KEYS: usize = 2_000;
/// The rate limit of an account: 10 requests a second.
const APART: Duration = Duration::from_millis(100);

pub(crate) fn measure(table: &mut Table) {
    let platform = Workspace::of(PACKS);
    let mut server = Server::over(&platform);
    let line = Line::to(&server);
    let (mut requests, mut desk) = (0, Workspace::empty());
    let first = (0..ROUNDS).map(|_| {
        desk = Workspace::empty();
        line.connect(&mut desk.engine());
        time(|| requests = line.sync(&mut desk.engine()).requests)
    });
    let first = Samples::new(first.collect());
    let pace = APART * u32::try_from(requests).expect("few");
    table.add(format!("first sync of {PACKS} packs"), first, &Samples::new(vec![pace]), Goal::Ratio(1.5));
    table.note(format!(
        "The first sync of {PACKS} packs takes {requests} requests: its floor is their number at 10 a second, which an \
         account may ask."
    ));
    keys(table, &line, &desk);
    server.end();
}

/// Keys on one thread while another synchronises, over and over.
fn keys(table: &mut Table, line: &Line, workspace: &Workspace) {
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let mirror = scope.spawn(|| {
            let mut engine = workspace.engine();
            let looks = (0..).take_while(|_| !ended.load(Ordering::Relaxed));
            looks.map(|_| line.sync(&mut engine)).count()
        });
        let mut desk = Desk::new(workspace.engine());
        let keys = chords("jjjjjjjjjjjjjjjjjkkkkkkkkkkkkkkkkk");
        let mut keys = keys.iter().copied().cycle();
        let mut least = Least::default();
        let press = || {
            thread::sleep(Duration::from_millis(2));
            desk.press(keys.next().expect("a cycle"))
        };
        let (ours, floor) = Samples::in_turn(KEYS, press, || least.frame());
        ended.store(true, Ordering::Relaxed);
        assert!(mirror.join().expect("it synchronises") > 0, "no synchronisation ran");
        let goal = Goal::P95(Duration::from_millis(1));
        table.add("key to frame, moving through the packs, while a sync runs", ours, &floor, goal);
    });
}

/// Who is connected to what.
struct Line {
    address: Address,
    credentials: Credentials,
    connection: Connection,
}

impl Line {
    fn to(server: &Server) -> Self {
        let url = format!("http://{}", server.address);
        let address = Address::read(&url, "acme", false).expect("an address");
        let credentials = Credentials::of(&server.user, &server.secret).expect("credentials");
        let connection = Connection { url: address.url(), account: "acme".into(), login: server.user.clone() };
        Self { address, credentials, connection }
    }

    fn carrier(&self) -> Http {
        Http::to(&self.address, self.credentials.clone(), || false)
    }

    fn connect(&self, engine: &mut Engine) {
        engine.connect(&self.connection, &mut self.carrier()).expect("connected");
    }

    fn sync(&self, engine: &mut Engine) -> Synced {
        engine.sync(&mut self.carrier(), SyncOrder::default(), &Progress::default()).expect("synchronised")
    }
}
