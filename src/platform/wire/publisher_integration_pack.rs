//! Packs as their publisher sees them.

objects! {
    /// A pack. `Description` is always told, and so is a component list that is not empty.
    pub struct PublisherIntegrationPack {
        /// At most 500 characters.
        #[serde(rename = "Description")]
        pub description: Option<String>,
        /// What it holds.
        #[serde(rename = "PublisherPackagedComponents")]
        pub components: Option<PublisherPackagedComponents>,
        pub id: Option<String>,
        pub name: Option<String>,
        /// `SINGLE` or `MULTI`.
        pub installation_type: Option<String>,
        /// What an update does with the components that it lists: `ADD` or `DELETE`.
        pub operation_type: Option<String>,
    }

    pub struct PublisherPackagedComponents {
        #[serde(rename = "PublisherPackagedComponent")]
        pub components: Vec<PublisherPackagedComponent>,
    }

    /// A component of a pack with its three versions, each `""` where there is none.
    pub struct PublisherPackagedComponent {
        pub component_id: Option<String>,
        pub component_name: Option<String>,
        /// `process` or `webservice`.
        pub component_type: Option<String>,
        /// Its version in the current release.
        pub current_version: Option<String>,
        /// Its version in the next release.
        pub pending_version: Option<String>,
        /// The latest version that could be released.
        pub latest_version: Option<String>,
        /// Whether the next release goes without it.
        pub deleted: Option<bool>,
    }
}
