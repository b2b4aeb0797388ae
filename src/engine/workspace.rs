//! The engine itself: an open workspace with a clock and an author.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};
use directories::ProjectDirs;
#[cfg(feature = "shared")]
use sha2::{Digest as _, Sha256};

use super::{
    Clock, Engine, EngineError, LocalZone, StampAhead,
    approval::{Asking, check_approved},
    author::as_author,
    clock::CLOCKS_DIFFER,
    deleted::gone,
    local_zone,
    request_index::RequestIndex,
    state::Outlet,
    watch_state::WatchState,
};
#[cfg(feature = "shared")]
use crate::store::keeper::Address;
use crate::{
    domain::{
        Account, AccountGroup, AccountGroupId, AccountId, ApprovalRequestId, Component, ComponentId, Deployment, Event,
        Identity, Pack, PackId, Refusal, RequestId, Stamp, Tz, Via, today_in,
    },
    store::{Author, FailureKind, Progress, Store},
};

/// The platform's data folder for the program, each sample in one of its own; none where the platform names no home.
pub fn default_state_dir(sample: Option<Deployment>) -> Option<PathBuf> {
    let dirs = ProjectDirs::from("", "", "ipack")?;
    Some(dirs.data_dir().join(match sample {
        None => "workspace",
        Some(Deployment::Standard) => "demo",
        Some(Deployment::Legacy) => "demo-legacy",
    }))
}

/// The folder of the copy that this computer keeps of a shared workspace, in the platform's cache folder; none where
/// the platform names no home.
#[cfg(feature = "shared")]
pub fn default_copy_dir(address: &Address) -> Option<PathBuf> {
    let dirs = ProjectDirs::from("", "", "ipack")?;
    // The name alone is not enough: two databases may have a workspace of the same name.
    let digest = Sha256::digest(address.to_string());
    let digest = digest.iter().take(6).fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = address.workspace.chars().take(40).map(plain).collect();
    Some(dirs.cache_dir().join("shared").join(format!("{name}-{digest}")))
}

impl Engine {
    /// Opens the workspace in a state folder. Nothing is created or locked; a missing folder is an empty workspace.
    ///
    /// # Errors
    /// Where the state can't be read; where it is damaged so that nothing of it can be, which is no empty workspace.
    pub fn open(dir: &Path, clock: Arc<dyn Clock>, by: String, via: Via) -> Result<Self, EngineError> {
        let store = Store::open(dir)?;
        match store.read_only() {
            Some(why) if why.kind() == FailureKind::Damaged && store.seq() == 0 => Err(why.clone().into()),
            _ => Ok(Self::over(store, clock, by, via)),
        }
    }

    pub(super) fn over(store: Store, clock: Arc<dyn Clock>, by: String, via: Via) -> Self {
        let watch_state = WatchState::since(clock.now());
        // The scheduler shows nobody their own time, so it does not repeat a doubt about the zone every minute.
        let LocalZone { zone, doubt } = local_zone();
        let local_zone = LocalZone { zone, doubt: doubt.filter(|_| via != Via::Scheduler) };
        Self {
            store,
            clock,
            who: Identity::new(&by),
            by: as_author(by),
            via,
            local_zone,
            watch_state,
            requests: RequestIndex::default(),
            notices: Outlet::default(),
            kept: None,
            away_since: None,
            #[cfg(feature = "platform")]
            way: None,
            waits: true,
        }
    }

    /// Whether whoever decides waits until the platform has done what it has taken, in a connected workspace.
    pub fn wait_for_platform(&mut self, waits: bool) {
        self.waits = waits;
    }

    /// The same workspace seen from another zone than the machine's.
    #[must_use]
    pub fn with_local_zone(mut self, zone: Tz) -> Self {
        self.local_zone = zone.into();
        self
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Changes the author: for a program that acts for many users.
    pub fn speak_for(&mut self, by: String, via: Via) {
        self.who = Identity::new(&by);
        (self.by, self.via) = (as_author(by), via);
    }

    /// The same workspace, opened by somebody of whom more is known than the name that they call themselves by.
    #[must_use]
    pub fn known_as(mut self, who: &str) -> Self {
        self.who = Identity::new(who);
        self
    }

    pub fn who(&self) -> &Identity {
        &self.who
    }

    /// Who asks for approval, and what a new request will be known by.
    pub(super) fn asking(&self) -> Asking {
        Asking { who: self.who.clone(), id: ApprovalRequestId::new(format!("request-{}", self.new_id())) }
    }

    /// The last change's stamp, where it is ahead of the clock by more than `CLOCKS_DIFFER`.
    pub fn stamp_ahead(&self) -> Option<StampAhead> {
        let now = self.now();
        let stamp = self.store.last_stamp().filter(|stamp| *stamp - now > CLOCKS_DIFFER)?;
        Some(StampAhead { stamp, now })
    }

    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    /// The zone in which scheduled releases happen.
    pub fn scheduler_zone(&self) -> Tz {
        self.store.settings().scheduler_time_zone
    }

    /// The admin's own zone.
    pub fn local_zone(&self) -> Tz {
        self.local_zone.zone
    }

    /// Today in the scheduler's zone.
    pub fn today(&self) -> NaiveDate {
        today_in(self.scheduler_zone(), self.now())
    }

    /// A number that changes with each commit.
    pub fn revision(&self) -> u64 {
        self.store.seq()
    }

    pub fn dir(&self) -> &Path {
        self.store.dir()
    }

    pub fn is_demo(&self) -> bool {
        self.store.is_demo()
    }

    /// Follows what others have committed since; true if anything changed.
    pub fn refresh(&mut self) -> Result<bool, EngineError> {
        let changed = self.store.refresh()?;
        self.note_reach();
        Ok(changed)
    }

    /// What the admin should know, each once: a torn line of the state folder that was set aside, doubt about the
    /// admin's own zone.
    pub fn take_notices(&mut self) -> Vec<String> {
        let doubt = self.local_zone.doubt.take();
        doubt.into_iter().chain(self.store.take_notices()).collect()
    }

    /// Does long work that reports its progress and can be stopped.
    pub fn watched<T>(&mut self, progress: &Progress, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.store.set_progress(progress.clone());
        let done = work(self);
        self.store.set_progress(before);
        done
    }

    /// The progress of the work that is under way.
    pub fn progress(&self) -> Progress {
        self.store.progress()
    }

    /// Writes a snapshot where the journal has grown long. Mostly it does nothing. Call it after the answer was given.
    /// It returns what went wrong as a warning, because nothing is lost then.
    pub fn tidy(&mut self) -> Option<EngineError> {
        self.store.checkpoint_if_due().err().map(EngineError::from)
    }

    /// One durable commit ([`Store::commit`]) by whoever has the workspace open; in a connected workspace the platform
    /// does it first.
    ///
    /// # Errors
    /// What `decide` refuses; [`Refusal::Mirrored`] for what the platform's API has not, and where nothing goes out.
    pub(super) fn commit<T>(
        &mut self,
        decide: impl FnMut(&mut Store, &Stamp) -> Result<(Vec<Event>, T), EngineError>,
    ) -> Result<T, EngineError> {
        self.commit_new(decide).map(|(value, _)| value)
    }

    /// One durable commit that makes something new. With the value it returns the id that the platform has given to
    /// that, where it has given one.
    pub(super) fn commit_new<T>(
        &mut self,
        mut decide: impl FnMut(&mut Store, &Stamp) -> Result<(Vec<Event>, T), EngineError>,
    ) -> Result<(T, Option<String>), EngineError> {
        #[cfg(feature = "platform")]
        if self.goes_out() {
            return self.commit_there(decide);
        }
        self.commit_via(self.via, |store, stamp| {
            store.settings().check_own()?;
            let (events, value) = decide(store, stamp)?;
            check_approved(store, &events)?;
            Ok((events, (value, None)))
        })
    }

    /// A commit that a connected workspace may make as well, or about what the platform reported.
    pub(super) fn commit_via<T>(
        &mut self,
        via: Via,
        decide: impl FnMut(&mut Store, &Stamp) -> Result<(Vec<Event>, T), EngineError>,
    ) -> Result<T, EngineError> {
        let author = Author { by: self.by.clone(), via, now: self.now() };
        self.store.commit(&author, decide)
    }

    /// Takes over what the platform has.
    ///
    /// # Errors
    /// [`Refusal::NotConnected`]: this program was built without the platform's API.
    #[cfg(not(feature = "platform"))]
    pub fn synchronise(&mut self) -> Result<String, EngineError> {
        Err(Refusal::NotConnected.into())
    }

    /// Nothing is told of an account but what is known here.
    #[cfg(not(feature = "platform"))]
    pub fn look_at_account(&mut self, _: &crate::domain::AccountId) -> Result<(), EngineError> {
        Ok(())
    }

    /// Settles an open request to the platform as a person says.
    #[cfg(not(feature = "platform"))]
    pub fn settle_asked(&mut self, _: &PackId, _: bool) -> Result<String, EngineError> {
        Err(Refusal::NotConnected.into())
    }

    /// Through which interface it is used.
    pub(super) fn via(&self) -> Via {
        self.via
    }

    /// A request id that sorts by the time it was made at.
    pub(super) fn request_id(&self) -> RequestId {
        RequestId::new(format!("release-{}", self.new_id()))
    }

    /// An id for something new; it sorts by the time it was made at.
    pub(super) fn new_id(&self) -> String {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        let stamp = uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos());
        uuid::Uuid::new_v7(stamp).to_string()
    }

    pub(super) fn require_pack(&mut self, id: &PackId) -> Result<Arc<Pack>, EngineError> {
        require_pack(&mut self.store, id)
    }
}

/// The pack, or the refusal that says there is none.
pub(super) fn require_pack(store: &mut Store, id: &PackId) -> Result<Arc<Pack>, EngineError> {
    let found = store.pack(id)?;
    Ok(found.ok_or_else(|| gone(store, "integration pack", id.as_str()))?)
}

/// The component, or the refusal that says there is none.
pub(super) fn require_component(store: &mut Store, id: &ComponentId) -> Result<Arc<Component>, EngineError> {
    let found = store.component(id)?;
    Ok(found.ok_or_else(|| Refusal::UnknownComponent { component: id.to_string() })?)
}

/// The account, or the refusal that says there is none.
pub(super) fn require_account(store: &mut Store, id: &AccountId) -> Result<Arc<Account>, EngineError> {
    let found = store.account(id)?;
    Ok(found.ok_or_else(|| Refusal::NotFound { what: "account", name: id.to_string(), like: None })?)
}

/// The account group, or the refusal that says there is none.
pub(super) fn require_group(store: &mut Store, id: &AccountGroupId) -> Result<Arc<AccountGroup>, EngineError> {
    let found = store.group(id)?;
    Ok(found.ok_or_else(|| gone(store, "account group", id.as_str()))?)
}

/// The components with these ids; an unknown one is left out, as the rules report it where it matters.
pub(super) fn components(store: &mut Store, ids: &[ComponentId]) -> Result<Vec<Arc<Component>>, EngineError> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(store.component(id)?);
    }
    Ok(found)
}

/// A look-up for the domain's rules.
pub(super) fn lookup<'a>(components: &'a [Arc<Component>]) -> impl Fn(&ComponentId) -> Option<&'a Component> {
    move |id| components.iter().find(|c| c.id == *id).map(|c| &**c)
}
