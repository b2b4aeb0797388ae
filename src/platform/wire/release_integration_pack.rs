//! Releases.

objects! {
    /// A release that is asked for.
    pub struct ReleaseIntegrationPack {
        #[serde(rename = "ReleasePackagedComponents")]
        pub components: Option<ReleasePackagedComponents>,
        pub id: Option<String>,
        pub name: Option<String>,
        /// `SINGLE` or `MULTI`.
        pub installation_type: Option<String>,
        /// `IMMEDIATELY` or `RELEASE_ON_SPECIFIED_DATE`.
        pub release_schedule: Option<String>,
        pub release_on_date: Option<String>,
        /// Told by the platform.
        pub request_id: Option<String>,
        /// Told by the platform.
        pub release_status_url: Option<String>,
    }

    /// How far a release has come.
    pub struct ReleaseIntegrationPackStatus {
        /// The HTTP status once more: 200 or 202.
        pub response_status_code: Option<i64>,
        pub integration_pack_id: Option<String>,
        pub name: Option<String>,
        /// `SINGLE` or `MULTI`.
        pub installation_type: Option<String>,
        /// `IMMEDIATELY` or `RELEASE_ON_SPECIFIED_DATE`.
        pub release_schedule: Option<String>,
        pub request_id: Option<String>,
        /// `SCHEDULED`, `IN_PROGRESS`, `SUCCESS` or `ERROR`; the documents spell `INPROGRESS` too.
        pub release_status: Option<String>,
        pub release_on_date: Option<String>,
        #[serde(rename = "ReleasePackagedComponents")]
        pub components: Option<ReleasePackagedComponents>,
    }

    pub struct ReleasePackagedComponents {
        #[serde(rename = "ReleasePackagedComponent")]
        pub components: Vec<ReleasePackagedComponent>,
    }

    pub struct ReleasePackagedComponent {
        pub component_id: Option<String>,
        /// The version that is or was current.
        pub released_version: Option<String>,
        /// The version that the release carries.
        pub version: Option<String>,
    }
}
