//! Account groups: their accounts, and the packs that are shared with them.

objects! {
    /// A group of accounts. `Resources` is told by GET alone, and ignored where it is sent.
    pub struct AccountGroup {
        pub id: Option<String>,
        /// The account that owns it.
        pub account_id: Option<String>,
        pub name: Option<String>,
        /// `none`, `info`, `warning` or `error`.
        pub auto_subscribe_alert_level: Option<String>,
        /// Whether it is **All Accounts**.
        pub default_group: Option<bool>,
        /// What is shared with it.
        #[serde(rename = "Resources")]
        pub resources: Option<Resources>,
    }

    pub struct Resources {
        #[serde(rename = "Resource")]
        pub resource: Vec<Resource>,
    }

    /// Something that is shared with a group.
    pub struct Resource {
        pub resource_id: Option<String>,
        pub resource_name: Option<String>,
        /// `Integration Pack`, or another kind.
        pub object_type: Option<String>,
    }

    pub struct AccountGroupAccount {
        pub id: Option<String>,
        pub account_group_id: Option<String>,
        pub account_id: Option<String>,
    }

    /// That a pack is shared with a group.
    pub struct AccountGroupIntegrationPack {
        pub id: Option<String>,
        pub account_group_id: Option<String>,
        pub integration_pack_id: Option<String>,
        pub integration_pack_name: Option<String>,
        /// `SINGLE` or `MULTI`.
        pub installation_type: Option<String>,
    }
}
