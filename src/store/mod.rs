//! The state on disk, RON throughout.

mod aside;
pub mod document;
mod error;
#[allow(clippy::module_inception)]
mod store;

pub use aside::set_aside;
pub use error::{FailureKind, StoreError};
pub use store::{AccountEntry, Author, ComponentEntry, GroupEntry, PackEntry, Store};
