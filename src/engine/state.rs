//! What an open workspace holds. A hook's round opens the workspace once more, so these types name each other.

use std::{collections::BTreeMap, fmt, sync::Arc, thread::JoinHandle};

use chrono::{DateTime, Utc};

use super::{Clock, EngineError, LocalZone, Notice, request_index::RequestIndex, watch_state::WatchState};
#[cfg(feature = "platform")]
use crate::{domain::Connection, platform::Carrier, store::Progress};
use crate::{
    domain::{Hook, HookId, Identity, Via},
    store::{Delivery, DraftFile, Store},
};

pub struct Engine {
    pub(super) store: Store,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) by: String,
    /// Who decides, whatever they call themselves.
    pub(super) who: Identity,
    pub(super) via: Via,
    pub(super) local_zone: LocalZone,
    pub(super) watch_state: WatchState,
    pub(super) requests: RequestIndex,
    pub(super) notices: Outlet,
    /// Where the draft of the wizard that is open is kept.
    pub(super) kept: Option<DraftFile>,
    /// Since when a shared workspace can't be reached.
    pub(super) away_since: Option<DateTime<Utc>>,
    /// How decisions are sent to the platform; none where they are not.
    #[cfg(feature = "platform")]
    pub(super) way: Option<Way>,
    /// Whoever decides waits until the platform has done what it has taken.
    pub(super) waits: bool,
}

/// Makes a carrier to a connection's platform, which stops waiting where the one who waits wishes so. The engine knows
/// of no socket and no secret.
#[cfg(feature = "platform")]
pub type Way = Arc<dyn Fn(&Connection, &Progress) -> Result<Box<dyn Carrier>, EngineError> + Send + Sync>;

type HandOver = dyn Fn(&Hook, &Delivery, DateTime<Utc>) -> Result<(), String> + Send + Sync;
type WhyNotHere = dyn Fn(&Hook) -> Option<String> + Send + Sync;
type Open = dyn Fn() -> Result<Engine, EngineError> + Send + Sync;

/// How hooks are told from this machine.
#[derive(Clone)]
pub struct Notices {
    /// Hands something over, at the time of the try; why it was not taken.
    pub hand_over: Arc<HandOver>,
    /// Why a hook is not told from here; none where it is.
    pub elsewhere: Arc<WhyNotHere>,
    /// The object that programs read.
    pub data: fn(&mut Engine, &Notice) -> serde_json::Value,
    /// Opens the workspace once more, so that nobody waits for a receiver.
    pub open: Arc<Open>,
}

/// What telling the hooks came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeliveryReport {
    /// How many deliveries were taken.
    pub taken: usize,
    /// The hooks of which the newest try failed, with why.
    pub failing: Vec<(HookId, String, String)>,
    /// How many deliveries are set aside.
    pub failed: usize,
    /// When something is to be told next; none where that is not known.
    pub next: Option<DateTime<Utc>>,
}

/// What an open program remembers of its hooks.
#[derive(Default)]
pub(super) struct Outlet {
    pub(super) way: Option<Notices>,
    pub(super) under_way: Option<JoinHandle<Result<DeliveryReport, EngineError>>>,
    /// The journal's length when the hooks were told last, and when that was.
    pub(super) looked: Option<(u64, DateTime<Utc>)>,
    pub(super) next: Option<DateTime<Utc>>,
    /// What is wrong, by hook, as far as it was reported.
    pub(super) reported: BTreeMap<Option<HookId>, String>,
    /// How many deliveries are set aside, as far as is known.
    pub(super) failed: usize,
}

impl fmt::Debug for Outlet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outlet").field("looked", &self.looked).field("next", &self.next).finish_non_exhaustive()
    }
}
