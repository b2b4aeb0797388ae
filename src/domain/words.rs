//! What each deployment calls things, on screens, in plain lines and in tables for eyes.

use super::Deployment;

#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// The page and list of packs.
    pub packs: &'static str,
    /// A pack's table of components.
    pub components: &'static str,
    /// One of them, looked at closely.
    pub details: &'static str,
    /// The button that adds to it.
    pub add: &'static str,
    /// The dialog that the button opens.
    pub add_dialog: &'static str,
    /// One of what that dialog adds.
    pub addition: &'static str,
    /// The column of the newest version that can be released.
    pub latest: &'static str,
    /// The same where there is little room.
    pub latest_short: &'static str,
    /// Releasing: the page's button, and the title of what it opens.
    pub release: &'static str,
    /// The option to release at once.
    pub immediately: &'static str,
    /// The option to release on a date.
    pub on_date: &'static str,
    /// The field of that date.
    pub date: &'static str,
    /// The button that releases at once.
    pub release_now: &'static str,
    /// The button that schedules a release.
    pub schedule: &'static str,
    /// What is asked before a release at once, where no button stands under a title.
    pub ask_now: &'static str,
    /// What is asked before one is scheduled.
    pub ask_schedule: &'static str,
    /// Making a version of a component.
    pub package: &'static str,
    /// What that does.
    pub packages: &'static str,
    /// What is said of it once it is made.
    pub packaged: &'static str,
}

const STANDARD: Words = Words {
    packs: "Integration Packs",
    components: "Packaged Components",
    details: "Packaged Component Details",
    add: "Add Packaged Component",
    add_dialog: "Add Packages to Integration Pack",
    addition: "Package",
    latest: "Latest Version",
    latest_short: "Latest",
    release: "Release Integration Pack",
    immediately: "Release immediately",
    on_date: "Release on specified date",
    date: "Release on Date",
    release_now: "Release Integration Pack",
    schedule: "Schedule Integration Pack Release",
    ask_now: "Release Integration Pack?",
    ask_schedule: "Schedule Integration Pack Release?",
    package: "Package",
    packages: "packages",
    packaged: "packaged",
};

const LEGACY: Words = Words {
    packs: "Publications",
    components: "Published Components",
    details: "Published Component Details",
    add: "Add Published Component",
    add_dialog: "Add Published Components",
    addition: "Component",
    latest: "Available Version",
    latest_short: "Available",
    release: "Integration Pack Release",
    immediately: "Release Immediate",
    on_date: "Release Pending",
    date: "Release Date",
    release_now: "OK",
    schedule: "OK",
    ask_now: "Release Immediate?",
    ask_schedule: "Release Pending?",
    package: "Publish",
    packages: "publishes",
    packaged: "published",
};

impl Deployment {
    /// What it calls things.
    pub const fn words(self) -> &'static Words {
        match self {
            Self::Standard => &STANDARD,
            Self::Legacy => &LEGACY,
        }
    }
}
