//! A platform, a workspace that is connected to it, and the line between them.

use std::{
    collections::VecDeque,
    panic::resume_unwind,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use ipack::{
    domain::{Connection, PackId},
    engine::{Engine, EngineError, Progress, SyncOrder, Synced},
    link::Credentials,
    platform::{Address, Carrier, Media, Method, Request, Response, Trouble},
    serve::{Tokens, Twin},
};

use crate::support::Workspace;

/// Order to Cash, the pack that most tests are about.
pub(crate) const PACK: &str = "19440978-ba6f";
pub(crate) const SECRET_USER: &str = "BOOMI_TOKEN.desk";

pub(crate) fn pack() -> PackId {
    PACK.into()
}

pub(crate) fn returns() -> PackId {
    "2b7c".into()
}

/// How often the pack was released.
pub(crate) fn releases(engine: &mut Engine) -> usize {
    engine.pack(&pack()).expect("a pack").pack.releases.len()
}

/// How many requests of the desk are not answered yet.
pub(crate) fn open(stage: &Stage) -> usize {
    stage.desk.engine().open_requests().expect("requests").len()
}

/// What becomes of a request.
#[derive(Debug, Clone)]
pub(crate) enum Fate {
    Fair,
    /// It never arrives.
    NotSent,
    /// It never arrives, and nobody can tell.
    LostBefore,
    /// It is carried out, and the answer is lost.
    LostAfter,
    /// It is carried out, and the answer says that nothing was done.
    BusyAfter,
    /// Who asks is killed before it is sent.
    KilledBefore,
    /// Who asks is killed when it has been carried out.
    KilledAfter,
    /// It is answered so, and not carried out.
    Instead(u16, &'static str),
}

/// Whatever can become of a request that is not fair.
pub(crate) const FATES: [Fate; 13] = [
    Fate::NotSent,
    Fate::LostBefore,
    Fate::LostAfter,
    Fate::BusyAfter,
    Fate::KilledBefore,
    Fate::KilledAfter,
    Fate::Instead(503, "{\"message\":\"Retry later.\"}"),
    Fate::Instead(500, "<html>"),
    Fate::Instead(403, "{\"message\":\"Access denied.\"}"),
    Fate::Instead(400, "{\"message\":\"Invalid id.\"}"),
    Fate::Instead(202, ""),
    Fate::Instead(200, "{\"result\":[{\"id\":"),
    Fate::Instead(200, "[]"),
];

/// The line: what it carries, and what it does to it.
pub(crate) struct Line {
    pub(crate) engine: Engine,
    pub(crate) twin: Twin,
    authorization: String,
    /// What becomes of the next requests; fair where there is nothing.
    pub(crate) fates: VecDeque<Fate>,
    /// What becomes of the requests whose path holds a word.
    pub(crate) always: Option<(&'static str, Fate)>,
    /// Every request, as method and path.
    pub(crate) asked: Vec<String>,
    pub(crate) waited: Vec<Duration>,
    /// How many waits are borne.
    pub(crate) patience: usize,
}

impl Line {
    fn answer(&mut self, request: &Request) -> Response {
        let signed = Request { authorization: Some(self.authorization.clone()), ..request.clone() };
        self.twin.answer(&mut self.engine, &signed)
    }

    fn fate(&mut self, request: &Request) -> Fate {
        if let Some((word, fate)) = &self.always
            && request.path.contains(word)
        {
            return fate.clone();
        }
        self.fates.pop_front().unwrap_or(Fate::Fair)
    }
}

type Hop = Arc<dyn Fn(&Request) -> Result<Response, Trouble> + Send + Sync>;

/// The carrier over a line.
#[derive(Clone)]
pub(crate) struct Post {
    line: Arc<Mutex<Line>>,
    /// What a request goes through before; nothing where it stays in memory.
    hop: Option<Hop>,
}

impl Post {
    pub(crate) fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on requests go through something.
    pub(crate) fn goes_through(&mut self, hop: Hop) {
        self.hop = Some(hop);
    }

    /// What becomes of a request that has come to the line.
    pub(crate) fn arrive(&self, request: &Request) -> Result<Response, Trouble> {
        let mut line = self.line();
        assert!(request.authorization.is_none(), "the carrier alone signs");
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        };
        let path = request.path.trim_start_matches("/api/rest/v1/acme/");
        line.asked.push(format!("{method} {path}"));
        let says = |status, body: &str| Response { status, media: Media::Json, retry_after: None, body: body.into() };
        match line.fate(request) {
            Fate::Fair => Ok(line.answer(request)),
            Fate::NotSent => Err(Trouble::NotSent("connection refused".into())),
            Fate::LostBefore => Err(Trouble::Lost("the connection was dropped before the answer".into())),
            Fate::LostAfter => {
                line.answer(request);
                Err(Trouble::Lost("the connection was dropped before the answer".into()))
            }
            Fate::BusyAfter => {
                line.answer(request);
                Ok(says(503, "{\"message\":\"Retry later.\"}"))
            }
            Fate::KilledBefore => resume_unwind(Box::new(())),
            Fate::KilledAfter => {
                line.answer(request);
                resume_unwind(Box::new(()))
            }
            Fate::Instead(status, body) => Ok(says(status, body)),
        }
    }
}

impl Carrier for Post {
    fn carry(&mut self, request: &Request) -> Result<Response, Trouble> {
        match &self.hop {
            None => self.arrive(request),
            Some(hop) => hop(request),
        }
    }

    fn wait(&mut self, time: Duration) -> bool {
        let mut line = self.line();
        line.waited.push(time);
        line.waited.len() <= line.patience
    }
}

/// The platform, as a workspace that the twin speaks for, and the desk that is connected to it.
pub(crate) struct Stage {
    pub(crate) platform: Workspace,
    pub(crate) desk: Workspace,
    pub(crate) post: Post,
    pub(crate) secret: String,
}

impl Stage {
    /// A desk that is connected, and knows nothing yet.
    pub(crate) fn connected(platform: Workspace) -> Self {
        let stage = Self::apart(platform);
        stage.desk.engine().connect(&connection(), &mut stage.post.clone()).expect("connected");
        stage
    }

    /// A desk that is connected and has synchronised.
    pub(crate) fn synced(platform: Workspace) -> Self {
        let stage = Self::connected(platform);
        stage.sync();
        stage
    }

    pub(crate) fn apart(platform: Workspace) -> Self {
        let mut tokens = Tokens::read(&platform.path()).expect("the tokens");
        let (token, secret) = tokens.create("desk", None).expect("a token");
        let authorization = Credentials::of(&token.user(), &secret).expect("credentials").authorization().to_owned();
        Self::of(platform, Workspace::empty(), authorization, secret)
    }

    /// The same once more, as it stands.
    pub(crate) fn copy(&self) -> Self {
        let authorization = self.post.line().authorization.clone();
        Self::of(self.platform.copy(), self.desk.copy(), authorization, self.secret.clone())
    }

    fn of(platform: Workspace, desk: Workspace, authorization: String, secret: String) -> Self {
        let mut twin = Twin::new("acme", "http://127.0.0.1:8017");
        twin.limited = false;
        let line = Line {
            engine: platform.engine(),
            twin,
            authorization,
            fates: VecDeque::new(),
            always: None,
            asked: Vec::new(),
            waited: Vec::new(),
            patience: 1_000,
        };
        let post = Post { line: Arc::new(Mutex::new(line)), hop: None };
        Self { platform, desk, post, secret }
    }

    /// An engine over the desk's workspace whose decisions go to the platform.
    pub(crate) fn desk_that_goes_out(&self) -> Engine {
        let post = self.post.clone();
        self.desk.engine().going_out(Arc::new(move |_: &Connection, _: &Progress| Ok(Box::new(post.clone()))))
    }

    /// What becomes of the next requests.
    pub(crate) fn fates(&self, fates: &[Fate]) {
        self.post.line().fates = fates.iter().cloned().collect();
    }

    /// What becomes of every request whose path holds a word; of none where nothing is named.
    pub(crate) fn always(&self, what: Option<(&'static str, Fate)>) {
        self.post.line().always = what;
    }

    /// What was asked since this was called last.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.post.line().asked)
    }

    pub(crate) fn try_sync(&self, order: SyncOrder) -> Result<Synced, EngineError> {
        self.desk.engine().sync(&mut self.post.clone(), order, &Progress::default())
    }

    pub(crate) fn sync(&self) -> Synced {
        self.try_sync(SyncOrder::default()).expect("synchronised")
    }

    /// Both sides say the same of every pack, version, account and group.
    pub(crate) fn agrees(&self) {
        let (mut there, mut here) = (self.platform.engine(), self.desk.engine());
        let packs = |engine: &Engine| -> Vec<PackId> {
            let mut ids: Vec<PackId> = engine.pack_entries().iter().map(|entry| entry.summary.id.clone()).collect();
            ids.sort();
            ids
        };
        assert_eq!(packs(&there), packs(&here), "packs");
        for id in packs(&there) {
            let (one, other) = (there.pack(&id).expect("a pack").pack, here.pack(&id).expect("a pack").pack);
            assert_eq!((&one.name, &one.description), (&other.name, &other.description), "{id:?}");
            assert_eq!(one.current_contents(), other.current_contents(), "{id:?}");
            let sorted = |pack: &ipack::domain::Pack| {
                let mut members: Vec<_> = pack.members.iter().map(|m| (m.component_id.clone(), m.removed)).collect();
                members.sort();
                members
            };
            assert_eq!(sorted(&one), sorted(&other), "{id:?}");
            for member in &one.members {
                let [one, other] = [&mut there, &mut here]
                    .map(|engine| engine.component(&member.component_id).expect("a component").component);
                let versions = |component: &ipack::domain::Component| {
                    let shareable = component.versions.iter().filter(|version| version.shareable);
                    shareable.map(|v| (v.version.clone(), v.deleted)).collect::<Vec<_>>()
                };
                assert_eq!(one.name, other.name);
                assert_eq!(versions(&one), versions(&other), "{}", one.name);
            }
        }
        let groups = |engine: &mut Engine| -> Vec<_> {
            let groups = engine.groups().expect("groups");
            let mut told: Vec<_> = groups
                .iter()
                .map(|view| {
                    let mut accounts: Vec<_> = view.accounts.iter().map(|one| one.name.clone()).collect();
                    let mut packs: Vec<_> = view.packs.iter().map(|(id, _)| id.clone()).collect();
                    accounts.sort();
                    packs.sort();
                    (view.group.name.clone(), accounts, packs)
                })
                .collect();
            told.sort();
            told
        };
        assert_eq!(groups(&mut there), groups(&mut here), "groups");
    }
}

pub(crate) fn connection() -> Connection {
    let address = Address::read("http://127.0.0.1:8017", "acme", false).expect("an address");
    Connection { url: address.url(), account: address.account, login: SECRET_USER.into() }
}
