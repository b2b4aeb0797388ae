//! The audit log.

objects! {
    pub struct AuditLog {
        pub document_id: Option<String>,
        pub account_id: Option<String>,
        /// What it happened to.
        pub container_id: Option<String>,
        /// Who did it.
        pub user_id: Option<String>,
        /// A timestamp.
        pub date: Option<String>,
        /// The kind of noun, such as `as.ipack`.
        #[serde(rename = "type")]
        pub kind: Option<String>,
        /// The verb, such as `UPDATE`.
        pub action: Option<String>,
        /// More about the verb, such as `MANUAL`.
        pub modifier: Option<String>,
        /// `DEBUG`, `INFO`, `WARNING` or `ERROR`.
        pub level: Option<String>,
        /// `API`, `UI`, `INTERNAL`, `MOBILE` or `UNKNOWN`.
        pub source: Option<String>,
        /// What happened, in words.
        pub message: Option<String>,
        /// What changed.
        #[serde(rename = "AuditLogProperty")]
        pub properties: Vec<AuditLogProperty>,
    }

    /// A value that changed.
    pub struct AuditLogProperty {
        /// What it is the value of.
        pub name: Option<String>,
        pub value: Option<String>,
        pub previous_value: Option<String>,
    }
}
