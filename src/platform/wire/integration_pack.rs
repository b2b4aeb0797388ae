//! Packs as subscribers see them, and what they installed.

objects! {
    /// A pack that an account may install.
    pub struct IntegrationPack {
        /// At most 500 characters.
        #[serde(rename = "Description")]
        pub description: Option<String>,
        pub id: Option<String>,
        pub name: Option<String>,
        /// `SINGLE` or `MULTI`.
        pub installation_type: Option<String>,
    }

    /// A pack as an account installed it.
    pub struct IntegrationPackInstance {
        /// The processes that it brought.
        #[serde(rename = "ProcessId")]
        pub process_id: Vec<ProcessId>,
        pub id: Option<String>,
        pub integration_pack_id: Option<String>,
        /// Its own name; for `MULTI` packs alone.
        pub integration_pack_override_name: Option<String>,
        /// The pack's name; for filters alone.
        pub integration_pack_name: Option<String>,
    }

    /// A process that an instance brought.
    pub struct ProcessId {
        /// The publisher's component.
        pub original_process_id: Option<String>,
        /// The account's own; for `MULTI` packs alone.
        pub wrapper_process_id: Option<String>,
        /// Its name in the account.
        pub name: Option<String>,
    }
}
