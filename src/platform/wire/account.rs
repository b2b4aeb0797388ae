//! Accounts below the publisher's.

objects! {
    pub struct Account {
        pub account_id: Option<String>,
        pub name: Option<String>,
        /// `trial`, `active`, `suspended`, `deleted` or `unlimited`.
        pub status: Option<String>,
        /// A timestamp.
        pub date_created: Option<String>,
        /// A timestamp.
        pub expiration_date: Option<String>,
        /// `standard` or `premier`.
        pub support_level: Option<String>,
        /// Whether support may enter it.
        pub support_access: Option<bool>,
        /// Whether it has more deployed than it paid for.
        pub over_deployed: Option<bool>,
        /// Whether it is an embedded one.
        pub widget_account: Option<bool>,
        /// Whether mapping suggestions are on.
        pub suggestions_enabled: Option<bool>,
    }
}
