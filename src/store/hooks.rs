//! `hooks.ron`: what hooks were told, and what they still have to be told. It is no decision, so it is kept beside the
//! journal and not in it; the database keeps it as a note of a shared workspace.
//!
//! One program at a time tells. In a folder it holds a lock of the operating system's, which goes with it. In a
//! database it holds a lease that is written into the note: whoever was killed holds it for a minute more, by the
//! database's clock, and what somebody writes whose lease has ended is not taken.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    path::PathBuf,
};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Store, StoreError, current,
    disk::{self, File},
    error::Doing,
    lock,
};
use crate::domain::{HookId, NoticeKind, PackId};

pub(super) const NAME: &str = "hooks.ron";
/// Whoever tells holds it.
pub(super) const LOCK: &str = "hooks.lock";
/// The note of a shared workspace that says the same as the file.
const NOTE: &str = "hooks";
/// How long a lease holds without being renewed; longer than a command or a request may take.
const LEASE: TimeDelta = TimeDelta::minutes(1);

/// One thing that one hook is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Delivery {
    /// The same at every try, and no other delivery's to the hook.
    pub id: String,
    /// None for one that only tries the hook out.
    pub kind: Option<NoticeKind>,
    pub pack: Option<PackId>,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What is sent, byte for byte.
    pub body: String,
    pub tries: u32,
    pub first_try: Option<DateTime<Utc>>,
    pub last_try: Option<DateTime<Utc>>,
    /// Not before then; at once where it is none.
    pub next_try: Option<DateTime<Utc>>,
    /// Why the last try failed.
    pub why: Option<String>,
}

/// How far one hook was told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct HookState {
    /// The last line of the journal of which everything is told, or waits.
    pub seq: u64,
    /// What waits, in order: the first one is tried until it is taken or set aside.
    pub waiting: VecDeque<Delivery>,
    /// What no line of the journal says, each with the line that it comes after.
    pub between: Vec<(u64, Delivery)>,
    /// The ids of what no line says and was told, as long as it is so.
    pub told: BTreeSet<String>,
    /// What was set aside after a day.
    pub failed: Vec<Delivery>,
    /// What was taken last, the newest first.
    pub taken: VecDeque<Delivery>,
}

/// How far the hooks were told.
pub type HookStates = BTreeMap<HookId, HookState>;

/// What is written down.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Kept {
    lease: Option<Lease>,
    hooks: HookStates,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lease {
    holder: Uuid,
    until: DateTime<Utc>,
}

/// Held by the one who tells.
#[derive(Debug)]
pub struct HookLease {
    pub states: HookStates,
    held: Held,
}

#[derive(Debug)]
enum Held {
    Folder {
        _lock: File,
    },
    /// The note as this program wrote it last.
    Shared {
        holder: Uuid,
        text: String,
    },
}

impl Store {
    /// How far the hooks were told.
    ///
    /// # Errors
    /// Where it can't be read, or the one who keeps a shared workspace can't be asked.
    pub fn hook_states(&mut self) -> Result<HookStates, StoreError> {
        Ok(self.read_hooks()?.0.hooks)
    }

    /// Makes this program the one that tells the hooks; none where another one is, and where the workspace takes no
    /// changes.
    ///
    /// # Errors
    /// As [`Store::hook_states`]; where the lock can't be taken.
    pub fn lease_hooks(&mut self) -> Result<Option<HookLease>, StoreError> {
        if self.current.is_none() || self.writable().is_err() {
            return Ok(None);
        }
        if self.keeper.is_some() {
            return self.lease_shared();
        }
        let path = self.dir.join(LOCK);
        let file = disk::open_or_create(&path).doing("open", &path)?;
        if !file.lock().doing("lock", &path)? {
            return Ok(None);
        }
        // It is read under the lock: another program may have told something a moment ago.
        let states = self.read_hooks()?.0.hooks;
        Ok(Some(HookLease { states, held: Held::Folder { _lock: file } }))
    }

    fn lease_shared(&mut self) -> Result<Option<HookLease>, StoreError> {
        let (kept, before) = self.read_hooks()?;
        let (now, holder) = (self.clock()?.unwrap_or_default(), Uuid::now_v7());
        if kept.lease.is_some_and(|lease| now < lease.until) {
            return Ok(None);
        }
        let lease = Some(Lease { holder, until: now + LEASE });
        let text = encode(&Kept { lease, hooks: kept.hooks.clone() })?;
        let is_ours = self.swap(before.as_deref(), &text)?;
        Ok(is_ours.then_some(HookLease { states: kept.hooks, held: Held::Shared { holder, text } }))
    }

    /// Writes down how far the hooks are told; false where the lease has ended meanwhile and somebody else tells them.
    pub fn keep_hooks(&mut self, lease: &mut HookLease) -> Result<bool, StoreError> {
        let holder = match &lease.held {
            Held::Folder { .. } => {
                self.is_in_place()?;
                // The lock of the journal is held because others remove left-over files under it.
                let _held = lock::acquire(&self.dir, self.lock_wait, false, &self.progress)?;
                let text = encode(&Kept { lease: None, hooks: lease.states.clone() })?;
                return disk::replace(&self.dir.join(NAME), format!("{text}\n").as_bytes()).map(|()| true);
            }
            Held::Shared { holder, .. } => *holder,
        };
        let until = self.clock()?.unwrap_or_default() + LEASE;
        self.swap_held(lease, Some(Lease { holder, until }))
    }

    /// Lets another program tell the hooks.
    ///
    /// # Errors
    /// Where it can't be written; the lease ends by itself then.
    pub fn release_hooks(&mut self, mut lease: HookLease) -> Result<(), StoreError> {
        match lease.held {
            Held::Folder { .. } => Ok(()),
            Held::Shared { .. } => self.swap_held(&mut lease, None).map(drop),
        }
    }

    fn swap_held(&mut self, lease: &mut HookLease, next: Option<Lease>) -> Result<bool, StoreError> {
        let Held::Shared { text, .. } = &mut lease.held else { return Ok(true) };
        let after = encode(&Kept { lease: next, hooks: lease.states.clone() })?;
        let is_ours = self.swap(Some(text), &after)?;
        *text = after;
        Ok(is_ours)
    }

    /// Writes the note where it still is what it was.
    fn swap(&mut self, before: Option<&str>, after: &str) -> Result<bool, StoreError> {
        let Some(keeper) = &mut self.keeper else { return Ok(false) };
        // An answer that was lost on its way is asked for once more, and then the note is ours already.
        Ok(keeper.swap_note(NOTE, before, after)? || keeper.note(NOTE)?.as_deref() == Some(after))
    }

    /// What is written down, and its text in a shared workspace. What can't be read is not taken for nothing:
    /// everything would be told again.
    fn read_hooks(&mut self) -> Result<(Kept, Option<String>), StoreError> {
        let (text, path) = if let Some(keeper) = &mut self.keeper {
            (keeper.note(NOTE)?, PathBuf::from(keeper.place()))
        } else {
            let path = self.dir.join(NAME);
            let bytes = disk::read(&path)?;
            (bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()), path)
        };
        let Some(text) = text else { return Ok((Kept::default(), None)) };
        let kept = ron::from_str(&text).map_err(|why| StoreError::Damaged {
            path,
            line: why.span.start.line,
            column: why.span.start.col,
            what: "what hooks were told can't be read".to_owned(),
        })?;
        Ok((kept, Some(text)))
    }
}

fn encode(kept: &Kept) -> Result<String, StoreError> {
    current::encode(kept, NAME.as_ref())
}
