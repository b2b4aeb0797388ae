//! A connected workspace: what the platform has is fetched and taken over.
//!
//! [`fetch`] asks and changes nothing; `difference` compares with the newest journal, in the commit itself, so that two
//! synchronisations, or one that is repeated, write nothing twice.

mod connect;
mod difference;
mod fetch;
mod subscribers;
mod sync;

pub use connect::PlatformStatus;
pub use sync::{SyncOrder, Synced};

use super::EngineError;
use crate::{
    platform::{Trouble, Unanswered},
    store::StoreError,
};

impl From<Unanswered> for EngineError {
    fn from(why: Unanswered) -> Self {
        let hint = match &why {
            Unanswered::Stopped => return StoreError::Stopped.into(),
            Unanswered::Trouble(Trouble::NotSent(_)) => "see whether the address is right and reachable from here",
            Unanswered::Trouble(Trouble::Lost(_)) | Unanswered::Busy(_) => "try again later",
            Unanswered::Denied { status: 401, .. } => {
                "see whether the user and the token are right: IPACK_PLATFORM_TOKEN or platformTokenCommand"
            }
            Unanswered::Denied { .. } => {
                "give the token's user API access and the privileges Integration Pack and Account Group Management"
            }
            Unanswered::Refused { .. } | Unanswered::Unclear(_) => {
                "see whether the API is at this address, and whether the account is right"
            }
        };
        Self::Platform { why: why.to_string(), hint: Some(hint) }
    }
}
