//! Approval: what is released only once others have agreed to it, and the requests that wait for them.

mod request;
mod requests;

use serde::{Deserialize, Serialize};

use super::{Order, OrderVerb, Pack, Refusal, ReleaseKind, When};

pub use request::{Approval, ApprovalRequest, Identity, RequestState, Requested};
pub use requests::ApprovalRequests;

/// Most people who can be asked to approve.
pub const MOST_APPROVALS: u8 = 2;
/// After so many days, at most, a request without a date expires.
pub const MOST_REQUEST_DAYS: u16 = 366;

/// What a workspace asks for before anything is released or scheduled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApprovalRules {
    /// How many people other than the author must approve; 0 where nobody must.
    pub approvals: u8,
    /// Whether an emergency rollback waits for nobody.
    pub rollback_without_approval: bool,
    /// After how many days a request without a date expires.
    pub request_days: u16,
}

/// What an order needs before it is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    Nothing,
    /// Nothing either, as it is an emergency rollback; its record says so.
    Emergency,
    /// So many people other than the author.
    Approvals(u8),
}

impl Needed {
    /// How many others must approve it.
    pub fn count(self) -> u8 {
        match self {
            Self::Nothing | Self::Emergency => 0,
            Self::Approvals(approvals) => approvals,
        }
    }
}

impl Default for ApprovalRules {
    fn default() -> Self {
        Self { approvals: 0, rollback_without_approval: false, request_days: 7 }
    }
}

impl ApprovalRules {
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether they are ones that a workspace can have.
    ///
    /// # Errors
    /// [`Refusal::ApprovalsOutOfRange`], [`Refusal::RequestDaysOutOfRange`].
    pub fn check(&self) -> Result<(), Refusal> {
        if self.approvals > MOST_APPROVALS {
            return Err(Refusal::ApprovalsOutOfRange { approvals: self.approvals });
        }
        if !(1..=MOST_REQUEST_DAYS).contains(&self.request_days) {
            return Err(Refusal::RequestDaysOutOfRange { days: self.request_days, most: MOST_REQUEST_DAYS });
        }
        Ok(())
    }

    pub fn needed(&self, order: &Order, pack: &Pack) -> Needed {
        match self.approvals {
            0 => Needed::Nothing,
            _ if self.rollback_without_approval && is_emergency(order, pack) => Needed::Emergency,
            approvals => Needed::Approvals(approvals),
        }
    }

    /// Whether a change to `next` asks for less than before, so that it needs the approvals in force itself.
    pub fn are_loosened_by(&self, next: &Self) -> bool {
        let exempts = next.rollback_without_approval && !self.rollback_without_approval;
        next.approvals < self.approvals || self.approvals > 0 && exempts
    }

    /// These rules, with what of others needs no approval.
    #[must_use]
    pub fn with_unasked(self, others: &Self) -> Self {
        Self { request_days: others.request_days, ..self }
    }

    /// Takes over the rules that differ between `before` and `after`, and leaves alone what others changed meanwhile.
    pub fn take_changes(&mut self, before: &Self, after: &Self) {
        if before.approvals != after.approvals {
            self.approvals = after.approvals;
        }
        if before.rollback_without_approval != after.rollback_without_approval {
            self.rollback_without_approval = after.rollback_without_approval;
        }
        if before.request_days != after.request_days {
            self.request_days = after.request_days;
        }
    }

    /// `approvals 2, rollback without approval on`.
    pub fn words(&self) -> String {
        let rollback = if self.rollback_without_approval { "on" } else { "off" };
        format!("approvals {}, rollback without approval {rollback}", self.approvals)
    }
}

/// Whose approval it is: `1 other person`, `2 other people`.
pub fn others(approvals: u8) -> String {
    match approvals {
        1 => "1 other person".to_owned(),
        more => format!("{more} other people"),
    }
}

/// An emergency rollback takes effect at once and carries just what an earlier release carried.
fn is_emergency(order: &Order, pack: &Pack) -> bool {
    let to = order.rollback_to.and_then(|number| pack.release(number));
    order.verb == OrderVerb::Release
        && order.when == When::Now
        && order.kind == ReleaseKind::Rollback
        && to.is_some_and(|to| to.components == order.components)
}

#[cfg(test)]
mod tests;
