//! The use cases: rules, store and clock together. No other room names the store.
//!
//! There is a file for each thing that is done or shown. Verbs take and return owned values, can fail, and may be slow:
//! screens call them on a worker thread, and commands wait for them. Nothing here draws, prints or asks. Where a
//! decision is needed, a verb returns a value (a [`Proposal`], an [`ImportReport`]) and the caller decides.
//!
//! A verb that changes something checks its rules twice: once for the caller, and again under the lock, on the newest
//! state and with the basis of the decision.

mod accounts;
mod activity;
mod apply_pending;
mod approval;
mod author;
mod browse;
mod called;
mod change_calendar;
mod clock;
mod command;
mod compare;
mod components;
mod decision;
mod deleted;
mod demo;
mod diff;
mod draft;
mod due;
mod error;
mod export;
mod find;
mod freezes;
mod groups;
mod health;
mod history;
mod icalendar;
mod import;
mod installations;
mod left_drafts;
mod local_zone;
mod notices;
mod packs;
mod plan;
#[cfg(feature = "platform")]
mod platform;
mod proposal;
mod publisher;
mod rank;
mod release;
mod release_calendar;
mod release_notes;
mod request_index;
mod requests;
mod restore;
mod review;
mod schedule;
mod schedule_entry;
mod schedule_outcome;
mod scheduler;
pub mod sentences;
mod settings;
mod several;
mod sharing;
mod state;
mod update_pack;
mod watch;
mod watch_state;
mod workspace;

pub use crate::store::{Progress, Step};
pub use accounts::{AccountView, Applicable, Installed, InstanceStatus};
pub use activity::{Activity, ActivityKind};
pub use approval::{Approved, RequestOff, RequestView};
pub use author::{as_role, author, person};
pub use browse::{Offer, Tally};
pub use change_calendar::FreezeImport;
pub use clock::{Clock, FixedClock, StampAhead, SystemClock, system_clock};
pub use command::command_lines;
pub use compare::Comparison;
pub use components::{ComponentView, PackageOrder, Packaging, VersionUse};
pub use diff::{Diff, Side};
pub use draft::{DATE_TAKEN, Draft, LEAVE, LostChoice, Purpose, REQUEST, SAME_COMMAND, WHAT_WILL_HAPPEN};
pub use due::{DueSince, Performed, Tick};
pub use error::EngineError;
pub use export::Saved;
pub use find::{find_row, split_set};
pub use freezes::{Caught, FreezeOrder, FreezeView};
pub use groups::{GroupChange, GroupPart, GroupView};
pub use health::{Checked, Repair, RepairStep, StoreError, check, lock_holder};
pub use history::{History, HistoryEntry};
pub use import::{ImportReport, Source};
pub use installations::{Count, Installation, Installations};
pub use left_drafts::{KeptDraft, LeftDraft, SeveralTakenUp, TakenUp};
pub use local_zone::{LocalZone, local_zone};
pub use notices::{DeliveryState, DeliveryView, HookOrder, HookView, Notice, Payload, not_delivered, not_told};
pub use packs::{Included, Overview, PackView, PackageDetails, Part};
pub use plan::Plan;
#[cfg(feature = "platform")]
pub use platform::{Assumption, AssumptionState, OpenRequest, PlatformStatus, SyncOrder, Synced, assumption_names};
pub use proposal::{Elsewhere, Proposal, RowWarning};
pub use publisher::{Addable, dedup};
pub use rank::rank;
pub use release::{Outcome, ReleaseOrder, When};
pub use release_calendar::ReleaseCalendar;
pub use release_notes::{ReleaseNotes, Reported};
pub use review::Review;
pub use schedule_entry::ScheduleEntry;
pub use schedule_outcome::ScheduleOutcome;
pub use scheduler::Report;
pub use several::{Candidate, PackResult, ScheduleResult, ScheduleVerb, ScheduledPack, commands_for};
pub use sharing::{Away, Sharing};
#[cfg(feature = "platform")]
pub use state::Way;
pub use state::{DeliveryReport, Engine, Notices};
pub use update_pack::{MemberChange, PackUpdate};
pub use watch::{Blocked, Missed, News, OverdueRule, ScheduleCounts, ScheduleStatus, Watched};
pub use watch_state::WatchTrouble;
#[cfg(feature = "shared")]
pub use workspace::default_copy_dir;
pub use workspace::default_state_dir;

pub use crate::store::{
    AccountEntry, ComponentEntry, Delivery, FORMAT, GroupEntry, GroupSize, PackEntry, hold_folder, keeper, make_folder,
    save, save_private,
};
