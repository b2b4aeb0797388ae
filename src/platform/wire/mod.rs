//! What bodies hold: one struct for each object of the platform.
//!
//! A struct is read leniently ([`super::lenient`]) and written with its `@type`, as the platform does. A field that is
//! `None` is absent: the platform knows no nulls. Timestamps are `yyyy-MM-dd'T'HH:mm:ss'Z'`, dates `yyyy-MM-dd`.

mod account;
mod account_group;
mod audit_log;
mod envelope;
mod integration_pack;
mod packaged_component;
mod publisher_integration_pack;
mod release_integration_pack;

pub use account::Account;
pub use account_group::{AccountGroup, AccountGroupAccount, AccountGroupIntegrationPack, Resource, Resources};
pub use audit_log::{AuditLog, AuditLogProperty};
pub use envelope::{BulkId, BulkRequest, BulkResponse, BulkResult, Error, QueryResult};
pub use integration_pack::{IntegrationPack, IntegrationPackInstance, ProcessId};
pub use packaged_component::{ComponentInfo, PackagedComponent, PackagedComponentManifest};
pub use publisher_integration_pack::{
    PublisherIntegrationPack, PublisherPackagedComponent, PublisherPackagedComponents,
};
pub use release_integration_pack::{
    ReleaseIntegrationPack, ReleaseIntegrationPackStatus, ReleasePackagedComponent, ReleasePackagedComponents,
};
