//! A release goes out: written down before it is sent, sent once, and followed until it is known what came of it.

use std::sync::Arc;

use super::{
    Way,
    connect::address_of,
    difference::{Difference, Listed},
    fetch::{Known, fetch_pack},
    settle::{Ended, Mark},
};
use crate::{
    domain::{Answer, Asked, AskedState, ComponentId, Connection, Event, Pack, PackId, Refusal, RequestId, Via},
    engine::{Engine, EngineError, Outcome, ReleaseOrder, When, release::decide_on_newest, workspace::require_pack},
    platform::{
        Carrier, Client, Unanswered,
        wire::{
            PublisherIntegrationPack, PublisherPackagedComponent, PublisherPackagedComponents, ReleaseIntegrationPack,
            ReleasePackagedComponent, ReleasePackagedComponents,
        },
    },
    store::{Progress, StoreError},
};

/// What the platform calls a pack that one's own account publishes.
pub(super) const PACK: &str = "PublisherIntegrationPack";

impl Engine {
    /// The same workspace, where what is decided about a connected workspace's packs goes to the platform, this way.
    #[must_use]
    pub fn going_out(mut self, way: Way) -> Self {
        self.way = Some(way);
        self
    }

    /// Whether what is decided goes to the platform first.
    #[must_use]
    pub fn goes_out(&self) -> bool {
        self.settings().platform.is_some() && self.way.is_some()
    }

    /// The connection, and a carrier to it.
    pub(super) fn way_out(&self, progress: &Progress) -> Result<(Connection, Box<dyn Carrier>), EngineError> {
        let connection = self.settings().platform.clone().ok_or(Refusal::NotConnected)?;
        let mirrored = || Refusal::Mirrored { account: connection.account.clone() };
        let way = self.way.clone().ok_or_else(mirrored)?;
        let carrier = way(&connection, progress)?;
        Ok((connection, carrier))
    }

    /// Releases on the platform, then here.
    pub(in crate::engine) fn release_there(&mut self, order: &ReleaseOrder) -> Result<Outcome, EngineError> {
        self.check_choices(&order.selection)?;
        order.check(self.scheduler_zone(), self.now())?;
        self.writable()?;
        if order.when != When::Now {
            self.settings().check_own()?;
        }
        let progress = self.progress();
        let (connection, mut carrier) = self.way_out(&progress)?;
        let address = address_of(&connection)?;
        let mut client = Client::new(&address, &mut *carrier);
        self.look_at(&order.selection.pack().id, &connection, &mut client, &progress)?;
        let (asked, pack) = self.ask(order, &connection)?;
        let request = match send(&mut client, &pack, &asked) {
            Sent::Accepted(request) => {
                self.answer(&pack.id, &asked.id, &Answer::Accepted { request: request.clone() })?;
                Some(request)
            }
            Sent::Unknown(why) => {
                self.answer(&pack.id, &asked.id, &Answer::Unknown { why })?;
                None
            }
            Sent::NothingDone(why) => {
                self.answer(&pack.id, &asked.id, &Answer::Refused { why: why.to_string() })?;
                return Err(not_done(why));
            }
        };
        let mark = Mark { pack: &pack.id, id: &asked.id, request: request.as_ref() };
        match self.follow(mark, &mut client, &progress)? {
            Ended::Released { number, at } => Ok(self.outcome(order, None, Some(number), &pack, at)),
            Ended::Not { why } => Err(EngineError::Platform { why, hint: Some("nothing was released; ask again") }),
        }
    }

    /// Takes over what changed of one pack, so that a decision is checked against what the platform has now.
    fn look_at(
        &mut self,
        id: &PackId,
        connection: &Connection,
        client: &mut Client,
        progress: &Progress,
    ) -> Result<(), EngineError> {
        progress.begin("reading the integration pack", 1)?;
        let began = self.began();
        let known = self.known_of_pack(id)?;
        let Some(fetched) = fetch_pack(client, id.as_str(), &known, progress)? else {
            return Err(Refusal::NotFound {
                what: "integration pack on the platform",
                name: self.pack_name(id),
                like: None,
            }
            .into());
        };
        let request = self.request_id();
        let after = known.since;
        self.commit_via(Via::Platform, |store, stamp| {
            check_connection(store, connection)?;
            let look = Difference { fetched: &fetched, began, after, believe: false, stamp, request: request.clone() };
            Ok((look.events(store)?, ()))
        })
    }

    fn known_of_pack(&mut self, id: &PackId) -> Result<Known, EngineError> {
        let pack = self.require_pack(id)?;
        let since = self.store.last_sync()?.map(|look| look.at);
        let mut known = Known { since, ..Known::default() };
        for id in pack.known_components() {
            known.versions.insert(id.to_string(), self.known_versions(&id)?);
        }
        Ok(known)
    }

    /// Writes down what is about to be asked, if the rules allow it on the newest state.
    fn ask(&mut self, order: &ReleaseOrder, connection: &Connection) -> Result<(Asked, Arc<Pack>), EngineError> {
        let (id, zone) = (self.request_id(), self.scheduler_zone());
        self.commit_via(self.via(), |store, stamp| {
            check_connection(store, connection)?;
            require_pack(store, &order.selection.pack().id)?.check_nothing_asked()?;
            let (decision, pack) = decide_on_newest(store, order, id.clone(), zone, stamp)?;
            let Event::Released { release, restores, .. } = decision.event else {
                return Err(Refusal::Mirrored { account: connection.account.clone() }.into());
            };
            let asked = Asked {
                id: id.clone(),
                on: None,
                kind: release.kind,
                rollback_to: release.rollback_to,
                notes: release.notes,
                components: release.components,
                restores,
                asked_at: stamp.at,
                asked_by: stamp.by.clone(),
                state: AskedState::Intent,
            };
            let event = Event::Asked { pack: pack.id.clone(), asked: Box::new(asked.clone()) };
            Ok((vec![event], (asked, pack)))
        })
    }

    /// Writes down what came of it; where somebody has settled it meanwhile, that stands.
    pub(super) fn answer(&mut self, pack: &PackId, asked: &RequestId, answer: &Answer) -> Result<(), EngineError> {
        self.commit_via(self.via(), |store, _| {
            let open = store.pack(pack)?.is_some_and(|pack| pack.asked(asked).is_some());
            let event = Event::Answered { pack: pack.clone(), asked: asked.clone(), answer: answer.clone() };
            Ok((if open { vec![event] } else { vec![] }, ()))
        })
    }
}

/// Somebody may have ended the connection meanwhile.
pub(super) fn check_connection(store: &crate::store::Store, connection: &Connection) -> Result<(), Refusal> {
    if store.settings().platform.as_ref() == Some(connection) { Ok(()) } else { Err(Refusal::NotConnected) }
}

/// What is certain after sending.
enum Sent {
    Accepted(RequestId),
    Unknown(String),
    NothingDone(Unanswered),
}

/// Sends it, with every component that shall stay: one that is left out is removed.
fn send(client: &mut Client, pack: &Pack, asked: &Asked) -> Sent {
    if let Err(why) = bring_back(client, &pack.id, &asked.restores) {
        // Whether it has its components back, the next look tells; nothing was released.
        return Sent::NothingDone(why);
    }
    let one = |(id, version): (&ComponentId, &crate::domain::Version)| ReleasePackagedComponent {
        component_id: Some(id.to_string()),
        version: Some(version.to_string()),
        ..ReleasePackagedComponent::default()
    };
    let body = ReleaseIntegrationPack {
        id: Some(pack.id.to_string()),
        components: Some(ReleasePackagedComponents { components: asked.components.iter().map(one).collect() }),
        release_schedule: Some(crate::domain::ReleaseSchedule::Immediately.api_word().to_owned()),
        ..ReleaseIntegrationPack::default()
    };
    let before = pack.current_contents();
    let happened = |client: &mut Client| {
        let there: Option<PublisherIntegrationPack> = client.get(PACK, pack.id.as_str())?;
        let shows = there.is_some_and(|there| is_current(&there, asked)) && before != asked.components;
        Ok(shows.then(ReleaseIntegrationPack::default))
    };
    match client.post_until("ReleaseIntegrationPack", &body, happened) {
        Ok(ReleaseIntegrationPack { request_id: Some(id), .. }) if crate::domain::check_id(&id).is_ok() => {
            Sent::Accepted(RequestId::from(id))
        }
        Ok(_) => Sent::Unknown("the platform told no request id".to_owned()),
        Err(why) if why.nothing_done() => Sent::NothingDone(why),
        Err(why) => Sent::Unknown(why.to_string()),
    }
}

/// Whether the platform's current release carries just what was asked for.
pub(super) fn is_current(there: &PublisherIntegrationPack, asked: &Asked) -> bool {
    Listed::of(there, |_| true).current == asked.components
}

/// Makes components members again, and reads whether they are.
fn bring_back(client: &mut Client, pack: &PackId, restores: &[ComponentId]) -> Result<(), Unanswered> {
    if restores.is_empty() {
        return Ok(());
    }
    let read = |client: &mut Client| -> Result<PublisherIntegrationPack, Unanswered> {
        let gone = || Unanswered::Refused { status: 404, message: "there is no such integration pack".to_owned() };
        client.get(PACK, pack.as_str())?.ok_or_else(gone)
    };
    let members = |there: &PublisherIntegrationPack| Listed::of(there, |_| true).members;
    let lacks = |there: &PublisherIntegrationPack| -> Option<ComponentId> {
        let members = members(there);
        restores.iter().find(|id| !members.contains(id)).cloned()
    };
    let there = read(client)?;
    if lacks(&there).is_none() {
        return Ok(());
    }
    let one = |id: &ComponentId| PublisherPackagedComponent {
        component_id: Some(id.to_string()),
        ..PublisherPackagedComponent::default()
    };
    let mut ids = members(&there);
    ids.extend(restores.iter().filter(|id| !members(&there).contains(id)).cloned());
    let body = PublisherIntegrationPack {
        components: Some(PublisherPackagedComponents { components: ids.iter().map(one).collect() }),
        operation_type: Some("ADD".to_owned()),
        ..there
    };
    let back = |client: &mut Client| Ok(Some(read(client)?).filter(|there| lacks(there).is_none()));
    let told = client.post_until(&format!("{PACK}/{pack}"), &body, back);
    // What the answer says of an update is not trusted.
    let lacking = match told {
        Err(why) if why.nothing_done() => return Err(why),
        _ => lacks(&read(client)?),
    };
    let message = |id: &ComponentId| format!("component {id} did not come back into the integration pack");
    lacking.map_or(Ok(()), |id| Err(Unanswered::Refused { status: 200, message: message(&id) }))
}

/// What is answered where nothing was done.
fn not_done(why: Unanswered) -> EngineError {
    match why {
        Unanswered::Refused { message, .. } => Refusal::RefusedThere { why: message }.into(),
        Unanswered::Stopped => StoreError::Stopped.into(),
        why => why.into(),
    }
}
