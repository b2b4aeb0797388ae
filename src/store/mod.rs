//! The state on disk, RON throughout.

pub mod document;
mod error;
#[allow(clippy::module_inception)]
mod store;

pub use error::{FailureKind, StoreError};
pub use store::{AccountEntry, Author, ComponentEntry, GroupEntry, PackEntry, Store};
