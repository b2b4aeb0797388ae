//! A connected workspace: what the platform has is fetched and taken over.
//!
//! [`fetch`] asks and changes nothing; `difference` compares with the newest journal, in the commit itself, so that two
//! synchronisations, or one that is repeated, write nothing twice.
//!
//! What goes out is `ask`ed: written down before it is sent, and answered after. What is open then is `settle`d: by
//! asking after it, by reading the pack, or by a person. What shows when it is read again is no more than done there
//! and then written down here (`content`).

mod adopt;
mod ask;
mod assumptions;
mod connect;
mod content;
mod difference;
mod due;
mod event_request;
mod fetch;
mod installed;
mod line;
mod listed;
mod pack_update;
mod request;
mod sanitize;
mod scheduled;
mod send;
mod sent_event;
mod settle;
mod stage;
mod subscribers;
mod sync;
mod verdict;

pub use assumptions::{Assumption, AssumptionState, assumption_names};
pub use connect::PlatformStatus;
pub use settle::OpenRequest;
pub use sync::{SyncOrder, Synced};

use super::EngineError;
use crate::{
    platform::{Trouble, Unanswered},
    store::StoreError,
};

/// The way out of a 401, and of a 403.
const WRONG_TOKEN: &str = "see whether the user and the token are right: IPACK_PLATFORM_TOKEN or platformTokenCommand";
const FEW_RIGHTS: &str =
    "give the token's user API access and the privileges Integration Pack and Account Group Management";

impl From<Unanswered> for EngineError {
    fn from(why: Unanswered) -> Self {
        let hint = match &why {
            Unanswered::Stopped => return StoreError::Stopped.into(),
            Unanswered::Trouble(Trouble::NotSent(_)) => "see whether the address is right and reachable from here",
            Unanswered::Trouble(Trouble::Lost(_)) | Unanswered::Busy(_) => "try again later",
            Unanswered::Denied { status, .. } => {
                let hint = if *status == 401 { WRONG_TOKEN } else { FEW_RIGHTS };
                return Self::Denied { why: why.to_string(), hint };
            }
            Unanswered::Refused { .. } | Unanswered::Unclear(_) => {
                "see whether the API is at this address, and whether the account is right"
            }
        };
        Self::Platform { why: why.to_string(), hint: Some(hint) }
    }
}
