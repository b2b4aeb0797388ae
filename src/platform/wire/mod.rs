//! What bodies hold: one struct for each object of the platform.
//!
//! A field that is `None` is absent: the platform knows no nulls. Timestamps are `yyyy-MM-dd'T'HH:mm:ss'Z'`, dates
//! `yyyy-MM-dd`.

/// Structs of the platform. Each field is read leniently; what is absent is not written.
macro_rules! objects {
    ($($(#[$of_struct:meta])* pub struct $name:ident {
        $($(#[$of_field:meta])* pub $field:ident: $type:ty,)*
    })*) => {
        use crate::platform::lenient::{self, Field, Lenient};

        $($(#[$of_struct])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "@type", rename_all = "camelCase", default)]
        pub struct $name {
            $($(#[$of_field])*
            #[serde(deserialize_with = "Field::read", skip_serializing_if = "Field::is_absent")]
            pub $field: $type,)*
        }

        impl Lenient for $name {
            fn meant_by(value: serde_json::Value) -> Result<Option<Self>, String> {
                lenient::object(value)
            }
        })*
    };
}

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
