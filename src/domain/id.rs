//! Opaque identifiers and package version labels.
//!
//! Ids come from files and users. They are compared, shown and stored, and never become paths.

use std::{borrow::Borrow, fmt, sync::Arc};

use serde::{Deserialize, Serialize};

macro_rules! opaque {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the text as it is; whoever accepts it from outside checks it first ([`super::check_id`]).
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }
    )+};
}

opaque! {
    /// Names an integration pack (the platform gives a GUID).
    PackId,
    /// Names a component: a process or an API service.
    ComponentId,
    /// Names one packaged component, that is one immutable version of a component.
    PackageId,
    /// Names a managed account.
    AccountId,
    /// Names an account group.
    AccountGroupId,
    /// Names one installation of a pack in one account.
    InstanceId,
    /// Names a request to release, `release-<uuid>`: a scheduled release is known by it until it gets its number.
    RequestId,
    /// Names a freeze.
    FreezeId,
    /// Names a hook.
    HookId,
    /// Names a request that waits for approval, `request-<uuid>`.
    ApprovalRequestId,
    /// A package version: free text, unique per component for ever. Never compared as text; what is newer goes by
    /// packaging order.
    Version,
}
