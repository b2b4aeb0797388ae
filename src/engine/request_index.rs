//! Where the requests of the platform were found.

use std::{collections::HashMap, sync::Weak};

use crate::domain::{Pack, PackId, RequestId};

/// Which pack each request belongs to, as far as it was asked for. A pack that has changed is read again.
#[derive(Debug, Default)]
pub(super) struct RequestIndex {
    pub(super) packs: HashMap<RequestId, PackId>,
    // Weak references, so that changing a pack needs no copy of it; and while one is held, its place in memory is not
    // reused.
    pub(super) read: HashMap<PackId, Weak<Pack>>,
}
