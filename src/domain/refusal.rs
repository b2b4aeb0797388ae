//! What the rules forbid, as values.

use std::sync::Arc;

use chrono::NaiveDate;
use thiserror::Error;

use super::{
    Freeze, NotChoosable, NoticeKind, RequestId, Stamp, TextFault, Tz, Version, count as counted, date_words,
    first_free_words, instant_words, nearest, phrase::MOST_NAMED,
};

/// Which exit status a refusal has, and how a screen treats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// Not of the form asked for: status 2.
    Input,
    /// A rule forbids it: status 3.
    Rule,
    /// Not found, or ambiguous: status 4.
    NotFound,
    /// Somebody else changed it first: status 5.
    Conflict,
}

/// A rule of the domain that forbids what was asked. The sentence names the thing and is the same everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the fields are the things that the sentence names")]
pub enum Refusal {
    #[error("{pack} has nothing to release: its next release would equal the current one")]
    NothingToRelease { pack: String },
    #[error("{pack} has nothing to release: all of it is at its latest versions")]
    NothingNew { pack: String },
    #[error("nothing of {pack} was published since its current release")]
    NothingPublished { pack: String },
    #[error("a release of {pack} must carry at least one component")]
    EmptyRelease { pack: String },
    #[error("{pack} holds no component any more")]
    EmptiedPack { pack: String },
    #[error("{component} has no version that can be released")]
    NoChoosableVersion { component: String },
    #[error("version {version} of {component} can't be released: it is {why}")]
    VersionNotChoosable { component: String, version: Version, why: NotChoosable },
    #[error("{component} has no version {version}")]
    UnknownVersion { component: String, version: Version, like: Vec<Version> },
    #[error("there is no component {component}")]
    UnknownComponent { component: String },
    #[error("{component} is not in {pack}")]
    NotInPack { component: String, pack: String },
    #[error("{component} was removed from the pack and leaves it with this release")]
    RemovedFromPack { component: String },
    #[error("{pack} would have {count} components, at most 100 are allowed")]
    TooManyComponents { pack: String, count: usize },
    #[error("{component} is an API service, which {pack}, a MULTI pack, can't hold")]
    ApiServiceInMulti { pack: String, component: String },
    #[error("{pack} has a release scheduled for {date} already")]
    AlreadyScheduled { pack: String, date: NaiveDate },
    #[error("{pack} has no scheduled release")]
    NothingScheduled { pack: String },
    #[error("{} of {pack} applied the scheduled release early, so what it carries can't be changed", counted(*.count, "instance"))]
    AppliedEarly { pack: String, count: usize },
    #[error("the release of {pack} is scheduled for {date} already")]
    SameDate { pack: String, date: NaiveDate },
    #[error("the scheduled release of {pack} carries just that already")]
    SameContents { pack: String },
    #[error("{pack} has no earlier release to roll back to")]
    NothingToRollBackTo { pack: String },
    #[error("nothing of {pack} is ahead of its current release, so there is nothing to recall")]
    NothingToRecall { pack: String },
    #[error("{account} has no instance of {pack} that can apply its scheduled release early")]
    NothingToApply { account: String, pack: String },
    #[error("{pack} can't be released on {}: frozen by {}", date_words(*.date), frozen_by(.freezes))]
    Frozen { pack: String, date: NaiveDate, freezes: Vec<Arc<Freeze>>, first_free: Option<NaiveDate> },
    #[error("nothing freezes the release of {pack} on {}", date_words(*.date))]
    NotFrozen { pack: String, date: NaiveDate },
    #[error("an override needs a reason")]
    ReasonNeeded,
    #[error("the freeze {name} would end on {to}, before it begins on {from}")]
    FreezeEndsBefore { name: String, from: NaiveDate, to: NaiveDate },
    #[error("the freeze {name} would hold on no day: none of its weekdays comes between {from} and {to}")]
    FreezeNever { name: String, from: NaiveDate, to: NaiveDate },
    #[error("{input:?} is not a day of the week")]
    NotAWeekday { input: String },
    #[error("this is no address of a hook: {why}")]
    NotAUrl { why: &'static str },
    #[error("this is no command of a hook: {why}")]
    NotACommand { why: &'static str },
    #[error("{input:?} is no name of an environment variable")]
    NotAVariable { input: String },
    #[error("this program was built without notices, so it tells no hook")]
    NoNotices,
    #[error("there is no kind {input:?}")]
    NotAKind { input: String },
    #[error("{pack} is released only with the approval of {approvals} other{}", if *.approvals == 1 { "" } else { "s" })]
    ApprovalNeeded { pack: String, approvals: u8 },
    #[error("approval would ask for less than now, which needs the approval of others itself")]
    LooseningNeedsApproval,
    #[error("{approvals} people can't be asked to approve: 0, 1 or 2 can")]
    ApprovalsOutOfRange { approvals: u8 },
    #[error("a request expires after 1 to {most} days, not after {days}")]
    RequestDaysOutOfRange { days: u16, most: u16 },
    #[error("a request of {by} about {name} waits for approval already: approve or reject it first")]
    RequestWaits { name: String, by: String },
    #[error("the request about {name} is by {by}, and nobody decides on their own request")]
    OwnRequest { name: String, by: String },
    #[error("the request about {name} was approved by {by} already, and nobody approves twice")]
    ApprovedBefore { name: String, by: String },
    #[error("the request about {name} can be withdrawn by its author alone, {by}")]
    NotYourRequest { name: String, by: String },
    #[error("the request of {by} about {name} has expired")]
    RequestExpired { name: String, by: String },
    #[error("the request about {name} is stale: {}", .why.join(", "))]
    RequestStale { name: String, why: Vec<String> },
    #[error("the request about {name} is {how} already{}", self::by(.by.as_ref()))]
    RequestClosed { name: String, how: &'static str, by: Option<Stamp> },
    #[error("a rejection needs a comment")]
    CommentNeeded,
    #[error("{path}: not a calendar: {what}")]
    NotACalendar { path: String, what: String },
    #[error("{date} is not after today, which is {today} in {zone}")]
    DateNotAfterToday { date: NaiveDate, today: NaiveDate, zone: Tz },
    #[error("{zone} has no {date}")]
    DateLacking { date: NaiveDate, zone: Tz },
    #[error("{input:?} is not a date")]
    NotADate { input: String, forms: &'static str },
    #[error("there is no time zone {input:?}")]
    NotAZone { input: String },
    #[error("{input:?} could be two dates")]
    AmbiguousDate { input: String },
    #[error("{pack} was never released")]
    NeverReleased { pack: String },
    #[error("{pack} has no release #{number}")]
    UnknownRelease { pack: String, number: u32 },
    #[error("the {what} {name:?} was deleted meanwhile{}", self::by(Some(.by)))]
    Deleted { what: &'static str, name: String, by: Stamp },
    #[error("there is no {what} {name:?}")]
    NotFound { what: &'static str, name: String, like: Option<String> },
    #[error("{name:?} could be several {what}s: {candidates}")]
    Ambiguous { what: &'static str, name: String, candidates: String },
    #[error("{input:?} sets nothing: it names no component before an `=`")]
    NotAnAssignment { input: String },
    #[error("{dir} is not a demo workspace")]
    NotADemo { dir: String },
    #[error("{dir} holds a demo in Standard deployment")]
    NotALegacyDemo { dir: String },
    #[error("there is {what} named {name:?} already")]
    NameTaken { what: &'static str, name: String },
    #[error("the name of {pack}, a MULTI pack, can't be changed")]
    MultiName { pack: String },
    #[error("{component} is in {pack} already")]
    AlreadyInPack { component: String, pack: String },
    #[error("{component} is marked Deleted in {pack} already")]
    DeletedInPack { component: String, pack: String },
    #[error(
        "{component} has a version {version} already, and a version is never used twice, not even after its deletion"
    )]
    VersionTaken { component: String, version: Version },
    #[error("version {version} of {component} can't be deleted: it is in {releases}")]
    VersionInUse { component: String, version: Version, releases: String },
    #[error("{component} has no two versions to compare")]
    NothingToCompare { component: String },
    #[error("in Legacy deployment versions are plain counters and can't be chosen")]
    VersionsAreCounters,
    #[error("the deployment can't be changed while something is scheduled: {packs}")]
    DeploymentWhileScheduled { packs: String },
    #[error("{pack} is not shared with any account group of {account}")]
    NotShared { account: String, pack: String },
    #[error("{pack} is installed in {account} already, and it is a SINGLE pack")]
    InstalledAlready { account: String, pack: String },
    #[error("{pack} is a MULTI pack: each of its instances needs a name of its own")]
    InstanceNameNeeded { pack: String },
    #[error("{account} has an instance named {name:?} already")]
    InstanceNameTaken { account: String, name: String },
    #[error("{account} has no pending update to apply")]
    NothingPending { account: String },
    #[error("{member} is not in {group}")]
    NotInGroup { member: String, group: String },
    #[error("{what} {fault}")]
    Text { what: String, fault: TextFault },
    #[error("no integration pack has anything to release")]
    NothingAnywhere,
    #[error("{pack} can't carry just what was planned any more")]
    SelectionDiffers { pack: String },
    #[error("the packs of this workspace live on the platform, in account {account}, and this is not sent there")]
    Mirrored { account: String },
    #[error("a release of {pack} is still waiting for the platform's answer")]
    AskedAlready { pack: String },
    #[error("the platform's API can't cancel the scheduled release of {pack}")]
    NotCancelledThere { pack: String },
    #[error("the release {request} can't be adopted: {why}")]
    NotAdopted { request: RequestId, why: String },
    #[error("the platform releases one integration pack after the other")]
    NotTogetherThere,
    #[error("the platform refused it: {why}")]
    RefusedThere { why: String },
    #[error("the platform does not let this be done for {account}: {why}")]
    NotForAccount { account: String, why: String },
    #[error("the {what} of a connected workspace is the platform's")]
    PlatformsOwn { what: &'static str },
    #[error("this workspace is not connected to the platform")]
    NotConnected,
    #[error("this workspace is connected to account {account} already")]
    ConnectedAlready { account: String },
    #[error("{dir} holds a workspace of its own")]
    NotEmpty { dir: String },
    #[error("a demo workspace is never connected")]
    DemoConnects,
    #[error("{gone} of {known} integration packs are gone from the platform")]
    MuchGone { gone: usize, known: usize },
    #[error("{pack} is named twice")]
    NamedTwice { pack: String },
    /// Two choices for one component; status 2.
    #[error("{component} is chosen twice: {first} and {second}")]
    ChosenTwice {
        component: String,
        /// One choice, as it was made.
        first: String,
        /// The other.
        second: String,
    },
    #[error("{path}:{line}:{column}: not a plan: {what}")]
    NotAPlan { path: String, line: usize, column: usize, what: String },
    #[error("{pack} was changed meanwhile{}: {}", by(.last.as_ref()), .changes.join(", "))]
    Conflict { pack: String, changes: Vec<String>, last: Option<Stamp> },
}

fn by(last: Option<&Stamp>) -> String {
    last.map_or_else(String::new, |s| format!(" by {} on {}", s.by, instant_words(s.at, Tz::UTC)))
}

impl Refusal {
    /// Which family it belongs to.
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::NotADate { .. }
            | Self::NotAZone { .. }
            | Self::AmbiguousDate { .. }
            | Self::NotAnAssignment { .. }
            | Self::NamedTwice { .. }
            | Self::ChosenTwice { .. }
            | Self::NotAPlan { .. }
            | Self::NotACalendar { .. }
            | Self::NotAWeekday { .. }
            | Self::NotAUrl { .. }
            | Self::NotACommand { .. }
            | Self::NotAVariable { .. }
            | Self::NotAKind { .. }
            | Self::ReasonNeeded
            | Self::CommentNeeded
            | Self::ApprovalsOutOfRange { .. }
            | Self::RequestDaysOutOfRange { .. }
            | Self::FreezeEndsBefore { .. }
            | Self::FreezeNever { .. }
            | Self::InstanceNameNeeded { .. }
            | Self::Text { .. } => RefusalKind::Input,
            Self::NotFound { .. }
            | Self::Deleted { .. }
            | Self::Ambiguous { .. }
            | Self::UnknownComponent { .. }
            | Self::UnknownVersion { .. }
            | Self::UnknownRelease { .. }
            | Self::NotInPack { .. }
            | Self::NotInGroup { .. } => RefusalKind::NotFound,
            Self::Conflict { .. } | Self::RequestStale { .. } | Self::RequestClosed { .. } => RefusalKind::Conflict,
            _ => RefusalKind::Rule,
        }
    }

    /// The refusal with the way out: `nothing to release; …`.
    pub fn with_hint(&self) -> String {
        self.hint().map_or_else(|| self.to_string(), |hint| format!("{self}; {hint}"))
    }

    /// The way out, where the rule has one. Flags and keys are named by whoever has them.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NothingToRelease { .. } => {
                "select another version of a component, package a newer one, or roll back to an earlier release"
            }
            Self::NothingNew { .. } => "Roll Back is the way to older versions",
            Self::NothingPublished { .. } => "publish a component of it, or roll back to an earlier release",
            Self::EmptiedPack { .. } => "give it components again, or cancel the scheduled release",
            Self::NoChoosableVersion { .. } => "package a shareable version of it, or leave it out",
            Self::VersionNotChoosable { why: NotChoosable::Deleted, .. } => {
                "select another version, or restore this one first"
            }
            Self::VersionNotChoosable { .. } => "select another version; sharing is fixed when a version is packaged",
            Self::AlreadyScheduled { .. } => "move it, change it, or release now, which supersedes it",
            Self::AppliedEarly { .. } => "cancel it and schedule another, or release a fix now, which supersedes it",
            Self::NothingToRollBackTo { .. } => "its history shows every release; choose one there",
            Self::DateNotAfterToday { today, .. } => {
                let tomorrow = today.succ_opt().unwrap_or(*today);
                return Some(format!("the first possible date is {tomorrow}; or release immediately"));
            }
            Self::Frozen { first_free, .. } => {
                return Some(format!("{}; or give a reason to override it", first_free_words(*first_free)));
            }
            Self::ApprovalNeeded { .. } | Self::LooseningNeedsApproval => "`release` and `workspace set` ask for it",
            Self::RequestStale { .. } | Self::RequestExpired { .. } => "its author makes it anew",
            Self::NotAWeekday { .. } => "write days as fri,sat,sun",
            Self::NotAUrl { .. } => "write http://… or https://…, without a user and a password",
            Self::NotAKind { .. } => {
                return Some(format!("there are {}", NoticeKind::ALL.map(NoticeKind::word).join(", ")));
            }
            Self::NotADate { forms, .. } => return Some(format!("write {forms}")),
            Self::NotAZone { input } => match nearest(input, Tz::all().map(Tz::name)) {
                Some(zone) => return Some(format!("did you mean {zone}?")),
                None => "write a name like Europe/Berlin",
            },
            Self::AmbiguousDate { .. } => "write it as 2026-12-01",
            Self::RemovedFromPack { .. } => "undelete it on the pack's page first",
            Self::Conflict { .. } => "look at what changed and decide again",
            Self::NotAnAssignment { .. } => "write COMPONENT=VERSION",
            Self::DeletedInPack { .. } => "undelete it to keep it; else the next release takes it away",
            Self::VersionTaken { .. } => "leave the version out, and the next number is taken",
            Self::VersionInUse { .. } => "release another version of it first",
            Self::VersionsAreCounters => "leave the versions out; in Standard deployment they can be chosen",
            Self::DeploymentWhileScheduled { .. } => "cancel what is scheduled, or let its date come",
            Self::NotShared { .. } => "share the pack with an account group that the account is in",
            Self::InstanceNameNeeded { .. } => "give the instance a name",
            Self::InstanceNameTaken { .. } => "give it another name",
            Self::Mirrored { .. } => "do it on the platform; the next synchronisation brings it here",
            Self::RefusedThere { .. } => {
                "nothing was done; look at the platform's own page, or synchronise, and ask again"
            }
            Self::NotForAccount { .. } => "it takes the partner API, and a user who may act for the account",
            Self::NotTogetherThere => "release them one after the other",
            Self::NotCancelledThere { .. } => {
                "move it, or release now, which supersedes it; only the platform's own page can cancel it"
            }
            Self::AskedAlready { .. } => "a synchronisation asks what came of it",
            Self::NotConnected => "connect an empty workspace to an account",
            Self::ConnectedAlready { .. } => "connect another account in a folder of its own",
            Self::NotEmpty { .. } | Self::DemoConnects => "connect in an empty folder",
            Self::MuchGone { .. } => {
                "see whether it is the right account and the token may see its packs; a full synchronisation takes it \
                 over as it is"
            }
            Self::TooManyComponents { .. } => "remove others first; those marked Deleted don't count",
            Self::NotFound { like: Some(name), .. } => return Some(format!("did you mean {name:?}?")),
            Self::UnknownVersion { like, .. } if !like.is_empty() => {
                let one_of = if like.len() > 1 { "one of " } else { "" };
                let like: Vec<&str> = like.iter().map(Version::as_str).collect();
                return Some(format!("did you mean {one_of}{}?", like.join(", ")));
            }
            Self::Ambiguous { .. } => "use an id, or a prefix of one that is unique",
            _ => return None,
        };
        Some(hint.to_owned())
    }
}

/// `Year end, set by anna@desk, through Sun 3 Jan 2027; and by Fridays, …`.
fn frozen_by(freezes: &[Arc<Freeze>]) -> String {
    let named = freezes.iter().take(MOST_NAMED).map(|freeze| freeze.refusal_words());
    let more = freezes.len().saturating_sub(MOST_NAMED);
    named.chain((more > 0).then(|| format!("{more} more"))).collect::<Vec<_>>().join("; and by ")
}
