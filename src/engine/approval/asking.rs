//! Who asks for the approval of others.

use crate::domain::{ApprovalRequestId, Identity};

/// Who asks, and what the request will be known by.
pub(in crate::engine) struct Asking {
    pub(in crate::engine) who: Identity,
    pub(in crate::engine) id: ApprovalRequestId,
}
