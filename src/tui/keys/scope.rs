//! The places where keys have meanings of their own.

use std::fmt;

/// A place where keys have meanings of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere; always the last one asked.
    Global,
    /// Every page, as opposed to the wizard and dialogs.
    Page,
    /// Every page of a connected workspace.
    Connected,
    /// Every page while the admin waits for a look at the platform; in front of the page's own scope.
    Synchronising,
    IntegrationPacks,
    Schedule,
    Activity,
    Accounts,
    AccountGroups,
    Components,
    /// Two versions of a component side by side.
    CompareVersions,
    /// The dialog Freezes.
    Freezes,
    /// The dialog Hooks.
    Hooks,
    /// What waits for approval, on Schedule; in front of the page's own scope.
    Requests,
    /// A request that is looked at.
    Request,
    /// The dialog Browse Integration Packs.
    BrowsePacks,
    /// A list with check boxes.
    PickList,
    /// The dialog Who has it.
    WhoHasIt,
    /// The list of a pack's instances.
    Installations,
    /// The dialog that lists what was missed.
    Missed,
    /// The review of several packs that are released in one go.
    ReviewPacks,
    /// Step 1 of the wizard.
    SelectVersions,
    SelectVersionDialog,
    VersionDetails,
    /// A text to read, in a dialog.
    Prose,
    /// Step 2 of the wizard.
    SelectReleaseSchedule,
    /// The field for the release date; takes text.
    DateField,
    /// The open calendar.
    Calendar,
    /// The wizard while the platform releases.
    Waiting,
    /// The wizard's last screen.
    Success,
    /// A form with buttons.
    Confirm,
    /// A question that is answered with yes or no.
    Question,
    /// A pack's releases.
    History,
    /// The report of a release.
    Report,
    /// The dialog that adds packaged components to a pack.
    AddPackages,
    /// The help; takes text.
    Help,
    /// The command palette; takes text.
    Palette,
    /// The focus is on a row of buttons; in front of the scope that the row belongs to.
    Buttons,
    /// The filter of a list; takes text.
    Filter,
    /// A text of several lines; takes text.
    TextArea,
    /// Any other text field; takes text.
    TextField,
}

impl Scope {
    /// Whether this one can be asked right before or further before another: what it binds is then hidden there.
    pub(super) const fn stands_before(self, outer: Self) -> bool {
        let page = matches!(
            self,
            Self::IntegrationPacks
                | Self::Schedule
                | Self::Activity
                | Self::Accounts
                | Self::AccountGroups
                | Self::Components
        );
        match (self, outer) {
            (Self::Global, _) | (_, Self::Buttons | Self::Calendar) => false,
            (_, Self::Global)
            | (Self::DateField, Self::SelectReleaseSchedule | Self::Confirm)
            | (Self::Connected, Self::Page) => true,
            (Self::Buttons | Self::Filter | Self::TextArea | Self::TextField, _) => !outer.takes_text(),
            (_, Self::Page | Self::Connected) => page || matches!(self, Self::Synchronising),
            _ => false,
        }
    }

    /// Whether printable chords are text here.
    pub const fn takes_text(self) -> bool {
        matches!(self, Self::DateField | Self::Help | Self::Palette | Self::Filter | Self::TextArea | Self::TextField)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Global => "everywhere",
            Self::Page => "on every page",
            Self::Connected => "on every page of a connected workspace",
            Self::Synchronising => "while you wait for a synchronisation",
            Self::IntegrationPacks => "on Integration Packs",
            Self::Schedule => "on Schedule",
            Self::Activity => "on Activity",
            Self::Accounts => "on Accounts",
            Self::AccountGroups => "on Account Groups",
            Self::Components => "on Components",
            Self::CompareVersions => "in Compare Versions",
            Self::Freezes => "in Freezes",
            Self::Hooks => "in Hooks",
            Self::Requests => "in Waiting for Approval",
            Self::Request => "in a request",
            Self::BrowsePacks => "in Browse Integration Packs",
            Self::PickList => "in a list with check boxes",
            Self::WhoHasIt => "in Who has it",
            Self::Installations => "in a list of instances",
            Self::Missed => "in what was missed",
            Self::ReviewPacks => "in the review of several packs",
            Self::SelectVersions => "in Select Versions",
            Self::SelectVersionDialog => "in Select Version",
            Self::VersionDetails => "in a version's details",
            Self::Prose => "in a text",
            Self::SelectReleaseSchedule => "in Select Release Schedule",
            Self::DateField => "in the release date",
            Self::Calendar => "in the calendar",
            Self::Waiting => "while the platform releases",
            Self::Success => "on the Success screen",
            Self::Confirm => "in a form",
            Self::Question => "in a question",
            Self::History => "in the history",
            Self::Report => "in a report",
            Self::AddPackages => "in Add Packages to Integration Pack",
            Self::Help => "in the help",
            Self::Palette => "in the command palette",
            Self::Buttons => "on buttons",
            Self::Filter => "in the filter",
            Self::TextArea => "in a text of several lines",
            Self::TextField => "in a text field",
        })
    }
}
