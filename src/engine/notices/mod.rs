//! Notices: hooks are told what happens in the workspace.
//!
//! The journal is what is told (`told`), and what no line of it says is worked out (`between`). A round tells each hook
//! the first thing that waits for it (`round`); how far each hook is, the store keeps. The engine neither sends nor runs
//! anything: whoever opens it says how ([`Notices`]).

mod apart;
mod between;
mod deliveries;
mod envelope;
mod fill;
mod hooks;
mod round;
mod told;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Engine, EngineError};
use crate::{domain::Hook, store::Delivery};

pub(super) use self::apart::Outlet;
pub use self::{
    apart::not_told,
    deliveries::{DeliveryState, DeliveryView},
    hooks::{HookOrder, HookView},
    round::Telling,
    told::{Notice, Told},
};

type HandOver = dyn Fn(&Hook, &Delivery, DateTime<Utc>) -> Result<(), String> + Send + Sync;
type Elsewhere = dyn Fn(&Hook) -> Option<String> + Send + Sync;
type Open = dyn Fn() -> Result<Engine, EngineError> + Send + Sync;

/// How hooks are told from this machine.
#[derive(Clone)]
pub struct Notices {
    /// Hands something over, at the time of the try; why it was not taken.
    pub hand_over: Arc<HandOver>,
    /// Why a hook is not told from here; none where it is.
    pub elsewhere: Arc<Elsewhere>,
    /// The object that programs read.
    pub data: fn(&mut Engine, &Notice) -> serde_json::Value,
    /// Opens the workspace once more, so that nobody waits for a receiver.
    pub open: Arc<Open>,
}

impl Engine {
    /// The same workspace, where hooks are told this way.
    #[must_use]
    pub fn telling(mut self, way: Notices) -> Self {
        self.notices.way = Some(way);
        self
    }
}
