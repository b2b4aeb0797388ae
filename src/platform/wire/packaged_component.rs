//! Versions of components.

objects! {
    pub struct PackagedComponent {
        pub package_id: Option<String>,
        /// Its label, unique for the component for ever.
        pub package_version: Option<String>,
        pub component_id: Option<String>,
        /// The revision that it was made from.
        pub component_version: Option<i64>,
        /// `process`, `webservice`, or a type that no pack holds.
        pub component_type: Option<String>,
        /// A timestamp.
        pub created_date: Option<String>,
        /// Who made it.
        pub created_by: Option<String>,
        /// What was said of it.
        pub notes: Option<String>,
        /// The name of a branch, `main` unless said otherwise.
        pub branch_name: Option<String>,
        /// Whether packs may carry it; fixed when it is made.
        pub shareable: Option<bool>,
        pub deleted: Option<bool>,
        /// Whether others may use it without a pack.
        pub fully_publicly_consumable: Option<bool>,
    }

    /// The components that a version holds.
    pub struct PackagedComponentManifest {
        pub package_id: Option<String>,
        pub component_info: Vec<ComponentInfo>,
    }

    /// A component that a version holds.
    pub struct ComponentInfo {
        pub id: Option<String>,
        /// Its revision.
        pub version: Option<i64>,
    }
}
