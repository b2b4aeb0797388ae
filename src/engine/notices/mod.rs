//! Notices: hooks are told what happens in the workspace.
//!
//! The journal is what is told (`notice`), and what no line of it says is worked out (`between`). A round tells each
//! hook the first thing that waits for it (`round`); how far each hook is, the store keeps. The engine neither sends
//! nor runs anything: whoever opens it says how ([`Notices`]).

mod apart;
mod between;
mod deliveries;
mod envelope;
mod fill;
mod hooks;
mod notice;
mod round;

use super::{Engine, Notices};

pub use self::{
    apart::{not_delivered, not_told},
    deliveries::{DeliveryState, DeliveryView},
    hooks::{HookOrder, HookView},
    notice::{Notice, Payload},
};

impl Engine {
    /// The same workspace, where hooks are told this way.
    #[must_use]
    pub fn with_notices(mut self, way: Notices) -> Self {
        self.notices.way = Some(way);
        self
    }
}
