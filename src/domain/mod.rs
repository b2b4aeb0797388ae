//! Nouns and rules of integration packs, in the field's own words.
//!
//! Everything here is a pure function of values: no file, no clock, no terminal. "Today" and "now" come in as
//! parameters. What a rule forbids comes back as a [`Refusal`], one typed enum whose sentence is the same in a
//! greyed button, on standard error and in a conflict dialog.
//!
//! Start with [`Pack`] (what is released, scheduled and listed), then [`Selection`] (what the wizard's first step
//! edits), then [`Event`] (what the journal keeps). State changes only through [`Event::apply`], so replaying a
//! journal and living through it give the same values.

mod account;
mod approval;
mod asked;
mod change;
mod choosable;
mod columns;
mod compare;
mod component;
mod connection;
mod date;
mod due;
mod event;
mod event_family;
mod freeze;
mod held;
mod hook;
mod id;
mod marks;
mod near;
mod order;
mod pack;
mod phrase;
mod publisher;
mod refusal;
mod release;
mod replay;
mod selection;
mod selection_row;
mod settings;
mod stamp;
mod subscribe;
mod text;
mod window;
mod words;
mod zone;

pub use account::{
    Account, AccountGroup, Audience, Deliveries, Holders, Instance, InstanceVersion, Reach, UpdateState,
};
pub use approval::{
    Approval, ApprovalRequest, ApprovalRequests, ApprovalRules, Identity, MOST_APPROVALS, MOST_REQUEST_DAYS, Needed,
    RequestState, Requested, others,
};
pub use asked::{Answer, Asked, AskedState};
pub use change::{Change, ChangeCounts, ChangeRow};
pub use choosable::NotChoosable;
pub use columns::{ComponentRow, Pending, Summary};
pub use compare::{ComparedIncluded, IncludedChange, Shown, compare_included};
pub use component::{Component, ComponentType, IncludedComponent, PackageContents, PackagedComponent};
pub use connection::{Connection, ELSEWHERE, OnPlatform};
pub use date::{YEARS, parse_past_date, parse_release_date};
pub use due::Due;
pub use event::{Event, Imported, NounStore};
pub(crate) use event_family::about;
#[cfg(test)]
pub(crate) use freeze::LOOKS;
pub use freeze::{Freeze, Freezes, Override, PackFreezes, parse_weekdays};
pub use held::HeldBack;
pub use hook::{Hook, HookTarget, Hooks, NoticeKind, parse_kinds, split_command};
pub use id::{
    AccountGroupId, AccountId, ApprovalRequestId, ComponentId, FreezeId, HookId, InstanceId, PackId, PackageId,
    RequestId, Version,
};
pub use marks::VersionMarks;
pub use near::nearest;
pub use order::{Order, OrderVerb, When};
pub use pack::{Basis, EarlyApplication, InstallationType, MAX_COMPONENTS, MAX_DESCRIPTION, Member, Pack};
pub use phrase::{count, countdown, date_words, first_free_words, instant_words, span, staying_words, zone_words};
pub use publisher::{Details, check_called, new_description, new_folder, new_name, new_notes};
pub use refusal::{Refusal, RefusalKind};
pub use release::{Contents, Release, ReleaseKind, ReleaseSchedule, ScheduledRelease};
pub use selection::{Origin, Selection};
pub use selection_row::SelectionRow;
pub use settings::{Deployment, LateReleases, Settings, parse_zone};
pub use stamp::{Stamp, Via};
pub use text::{
    MAX_NAME, MAX_NOTES, TextFault, check_id, check_made_id, check_name, check_new_name, check_text, named_as, seen_as,
};
pub use window::{Window, takes_effect_on, today_in};
pub use words::Words;
#[cfg(test)]
pub(crate) use zone::tz;
pub use zone::{Rule, Tz};

/// So many random cases, the same ones each time.
#[cfg(test)]
pub(crate) fn cases(cases: u32) -> proptest::test_runner::Config {
    use proptest::test_runner::{Config, RngSeed};
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Config::default() }
}
