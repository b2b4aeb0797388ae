//! Approval: what is released only once others have agreed to it.

mod asking;
mod decide;
mod gate;
mod imported;
mod request;
mod verbs;
mod view;

pub(super) use asking::Asking;
#[cfg(feature = "platform")]
pub(super) use decide::decide_request;
pub(super) use gate::check_approved;
pub(super) use imported::{ImportedRequest, NOBODY};
pub(super) use request::{request_rules, unless_approval_is_needed};
pub use verbs::Approved;
pub use view::{RequestOff, RequestView};
#[cfg(feature = "platform")]
pub(super) use {request::as_emergency_where_it_is, verbs::approval_of};
