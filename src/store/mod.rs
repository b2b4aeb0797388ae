//! The state on disk, RON throughout, and the only room that writes it.
//!
//! The journal is the state: `journal-<n>.ron`, append-only segments of one commit per line, each line chained to the
//! one before by a digest. `snapshot-<n>.ron` and `index-<n>.ron` are caches of it that make opening cheap, and
//! `CURRENT.ron` says where reading starts. [`Store::open`] reads the index and the journal's tail; a noun is read at
//! its offset and parsed when it is looked at. [`Store::commit`] is the one way in: the lock, a look at what others
//! wrote, the caller's decision, one write, one sync, the mark. [`document`] reads what users hand over.
//!
//! The room knows [`crate::domain`] and nothing else. It has no clock; the caller brings the time. Every
//! call to the operating system goes through `disk`, where tests make it fail.
//!
//! # What is promised
//!
//! - What was acknowledged is durable, and stays. The mark in `holder.txt` names the last line that was synced; a
//!   journal that does not have it is damage (`mark`).
//! - Two writers are never both acknowledged for what only one of them wrote (`lock`).
//! - What is in memory is believed only while its last line stands on the disk (`follow`).
//! - Readers write nothing and make no writer wait for longer than a short read. While somebody writes, the last line
//!   is "not yet" for them.
//! - Only what a crash can leave of one write is set aside as torn; a line whose digest fits is whole; everything else
//!   is damage (`tail`).
//! - A folder that was a workspace never turns into an empty one or another one under an open program, and damage never
//!   into an empty workspace.
//!
//! A workspace may be shared: then a database keeps the journal (`keeper`), the folder is a copy of it, and a commit is
//! a line that is put there first (`shared`). No tokio runtime is known outside of `keeper::table`.
//!
//! Odd, and on purpose: a bad snapshot is no damage, for the journal can replace it; a bad journal line is, and then
//! everything before it can still be read while nothing can be written. Index rows are read by hand, for speed.

mod agenda;
mod aside;
mod call;
mod check;
mod checkpoint;
mod commit;
mod current;
mod derive;
mod disk;
pub mod document;
mod drafts;
mod error;
mod follow;
mod hooks;
mod index;
#[cfg(debug_assertions)]
mod injected;
mod journal;
pub mod keeper;
mod last_sync;
mod lazy;
mod left_over;
mod line;
mod lock;
mod log;
mod mark;
mod nouns;
mod progress;
mod reach;
mod repair;
mod save;
mod scheduler;
mod shared;
mod snapshot;
#[expect(clippy::module_inception, reason = "the noun that the room is named after")]
mod store;
mod tail;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use aside::{holds_anything, replace_folder};
pub use check::Checked;
pub use commit::Author;
pub use current::FORMAT;
pub use drafts::DraftFile;
pub use error::{FailureKind, Right, StoreError};
pub use hooks::{Delivery, HookLease, HookState, HookStates};
pub use last_sync::SyncLock;
pub use lock::{hold_folder, lock_holder};
pub use log::Logged;
pub use nouns::{AccountEntry, ComponentEntry, GroupEntry, Named, PackEntry};
pub use progress::{Progress, Step};
pub use reach::GroupSize;
pub use repair::{Repair, RepairStep};
use save::save_over;
pub use save::{make_folder, save, save_over_own, save_private};
pub use scheduler::LastTick;
pub use store::{LastSync, Store};
