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

use super::{Engine, Notices};

pub use self::{
    apart::not_told,
    deliveries::{DeliveryState, DeliveryView},
    hooks::{HookOrder, HookView},
    told::{Notice, Told},
};

impl Engine {
    /// The same workspace, where hooks are told this way.
    #[must_use]
    pub fn telling(mut self, way: Notices) -> Self {
        self.notices.way = Some(way);
        self
    }
}
