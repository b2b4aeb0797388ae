//! Drafts that outlive the program: the choices of a wizard are kept as they are made, and those of one that was left
//! by accident are offered again. They never release anything by themselves.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Draft, Engine, EngineError, Purpose};
use crate::{
    domain::{ComponentId, Origin, PackId, Version, count, instant_words},
    store::DraftFile,
};

/// How long a draft is offered.
const OFFERED: TimeDelta = TimeDelta::days(14);

/// How large a draft's file may grow before it begins anew, in bytes.
const LARGE: usize = 1 << 18;

/// What a wizard was left with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptDraft {
    pack: PackId,
    /// A rollback names its target, so that it stays the same one.
    purpose: Purpose,
    /// The versions chosen by hand; none for a component that stays out.
    choices: Vec<(ComponentId, Option<Version>)>,
    /// The date as typed; none for a release at once.
    date: Option<String>,
    notes: Option<String>,
    /// Why it is released although its date is frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    overriding: Option<String>,
}

impl KeptDraft {
    /// What is worth keeping of a draft, with the date as typed where one is asked for, the notes where they were
    /// touched, and the reason to override a freeze where one was given; none where nothing was chosen or typed.
    #[must_use]
    pub fn of(draft: &Draft, date: Option<String>, notes: Option<String>, overriding: Option<String>) -> Option<Self> {
        let purpose = match (draft.purpose, draft.selection.origin) {
            (Purpose::OneOfSeveral, _) => return None,
            (Purpose::RollBack(_), Origin::Rollback(to)) => Purpose::RollBack(Some(to)),
            (purpose, _) => purpose,
        };
        let choices = draft.selection.choices().map(|(id, version)| (id.clone(), version.cloned())).collect();
        let kept = Self { pack: draft.proposal.view.pack.id.clone(), purpose, choices, date, notes, overriding };
        let typed = [&kept.date, &kept.notes, &kept.overriding];
        (!kept.choices.is_empty() || typed.into_iter().any(Option::is_some)).then_some(kept)
    }
}

/// A draft as it stands in its file.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    at: DateTime<Utc>,
    by: String,
    draft: KeptDraft,
}

/// A draft that was left, to be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftDraft {
    /// What its file is called.
    file: String,
    /// The pack's name.
    pub pack: String,
    /// When its last choice was made.
    pub at: DateTime<Utc>,
    draft: KeptDraft,
}

impl LeftDraft {
    /// What happened; `at` is when it was left.
    #[must_use]
    pub fn told(&self, at: &str) -> String {
        format!("On {at} the program ended before you had decided on {}. Nothing was released.", self.what())
    }

    /// `a rollback to #5 with 2 versions, a date and notes`: what it is, and what was chosen.
    #[must_use]
    pub fn what(&self) -> String {
        let what = match self.draft.purpose {
            Purpose::RollBack(Some(to)) => format!("a rollback to #{to}"),
            Purpose::RollBack(None) => "a rollback".to_owned(),
            Purpose::Change => "a change of the scheduled release".to_owned(),
            Purpose::Release | Purpose::OneOfSeveral => "a release".to_owned(),
        };
        let mut with = Vec::new();
        if !self.draft.choices.is_empty() {
            with.push(count(self.draft.choices.len(), "version") + " chosen");
        }
        match self.draft.date.as_deref().map(str::trim) {
            Some("") => with.push("no date yet".to_owned()),
            Some(date) => with.push(format!("the date {date}")),
            None => {}
        }
        with.extend(self.draft.overriding.is_some().then(|| "an override reason".to_owned()));
        with.extend(self.draft.notes.is_some().then(|| "notes".to_owned()));
        match with.split_last() {
            Some((last, [])) => format!("{what} with {last}"),
            Some((last, others)) => format!("{what} with {} and {last}", others.join(", ")),
            None => what,
        }
    }
}

/// A choice that can't be made any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostChoice {
    pub component: ComponentId,
    /// The component's name, or its id where it is gone.
    pub name: String,
    /// What was chosen: a version, or that the component stays as it is.
    chosen: Option<Version>,
    why: String,
}

impl fmt::Display for LostChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.chosen {
            Some(version) => write!(f, "{version} was chosen, but {}", self.why),
            None => write!(f, "it was to stay out, but {}", self.why),
        }
    }
}

/// A draft that is gone on with.
#[derive(Debug)]
pub struct TakenUp {
    pub draft: Draft,
    /// The date as typed; none for a release at once.
    pub date: Option<String>,
    /// The notes, where they were touched.
    pub notes: Option<String>,
    /// Why it is released although its date is frozen, where that was said.
    pub overriding: Option<String>,
}

impl TakenUp {
    /// What can't be chosen any more, in a sentence; none where every choice still holds.
    #[must_use]
    pub fn lost(&self) -> Option<String> {
        let lost: Vec<String> = self.draft.lost.iter().map(|lost| format!("{}: {lost}", lost.name)).collect();
        (!lost.is_empty()).then(|| lost.join("; "))
    }
}

impl Engine {
    /// Keeps the draft of the wizard that is open; none once it holds nothing worth keeping, or is left on purpose.
    ///
    /// # Errors
    /// Where it can't be written down.
    pub fn keep_draft(&mut self, draft: Option<KeptDraft>) -> Result<(), EngineError> {
        let Some(draft) = draft else {
            return Ok(self.kept.take().map_or(Ok(()), DraftFile::remove)?);
        };
        let entry = Entry { at: self.now(), by: self.by.clone(), draft };
        let large = self.kept.take_if(|kept| kept.len() > LARGE);
        let mut file = match self.kept.take() {
            Some(file) => file,
            None => self.store.new_draft(&self.new_id())?,
        };
        file.put(&entry)?;
        self.kept = Some(file);
        Ok(large.map_or(Ok(()), DraftFile::remove)?)
    }

    /// The drafts that whoever has the workspace open left by accident, the newest first; of one pack, or of all. Old
    /// ones go.
    ///
    /// # Errors
    /// Where the state folder can't be read.
    pub fn left_drafts(&mut self, pack: Option<&PackId>) -> Result<Vec<LeftDraft>, EngineError> {
        if self.store.read_only().is_some() {
            return Ok(vec![]);
        }
        let mut left = Vec::new();
        for (file, text) in self.store.left_drafts()? {
            let Ok(entry) = ron::from_str::<Entry>(&text) else { continue };
            if entry.by != self.by || pack.is_some_and(|pack| *pack != entry.draft.pack) {
                continue;
            }
            let is_there = self.store.entry(&entry.draft.pack).is_some();
            if !is_there || self.now() - entry.at > OFFERED {
                file.remove()?;
                continue;
            }
            let pack = self.pack_name(&entry.draft.pack);
            left.push(LeftDraft { file: file.name().to_owned(), pack, at: entry.at, draft: entry.draft });
        }
        left.sort_by_key(|left| std::cmp::Reverse(left.at));
        Ok(left)
    }

    /// Goes on with a draft that was left; none where somebody else does. What can't be chosen any more is named.
    ///
    /// # Errors
    /// As [`Engine::propose_again`].
    pub fn take_up(&mut self, left: &LeftDraft) -> Result<Option<TakenUp>, EngineError> {
        let Some((file, _)) = self.store.left_draft(&left.file)? else { return Ok(None) };
        let kept = left.draft.clone();
        let mut draft = match kept.purpose {
            // What was chosen may be worth a release where the latest versions are not.
            Purpose::Release => Draft::new(kept.purpose, self.propose_again(&kept.pack, Origin::Latest)?),
            _ => self.draft(&kept.pack, kept.purpose)?,
        };
        for (component, version) in kept.choices {
            let again = draft.selection.choose_again(&component, version.as_ref());
            let row = draft.selection.row(&component);
            let chosen = row.and_then(|row| row.chosen.as_ref());
            let unavailable = row.zip(version.as_ref()).and_then(|(row, version)| row.unavailable(version));
            let why = match (again, unavailable) {
                (Ok(()), _) if chosen == version.as_ref() => continue,
                (Ok(()), _) => "it is in the current release by now".to_owned(),
                (Err(_), Some(why)) => format!("it is {why} by now"),
                (Err(refusal), None) => refusal.to_string(),
            };
            let name = row.map_or_else(|| component.to_string(), |row| row.component.name.clone());
            draft.lost.push(LostChoice { component, name, chosen: version, why });
        }
        self.kept = Some(file);
        Ok(Some(TakenUp { draft, date: kept.date, notes: kept.notes, overriding: kept.overriding }))
    }

    /// Forgets the drafts of a pack, after a decision about it. An error is ignored: the draft is then offered once
    /// more, and it releases nothing by itself.
    pub(super) fn forget_drafts(&mut self, pack: &PackId) {
        let _ = self.keep_draft(None);
        for (file, text) in self.store.left_drafts().unwrap_or_default() {
            let is_decided = |entry: &Entry| entry.by == self.by && entry.draft.pack == *pack;
            if ron::from_str::<Entry>(&text).is_ok_and(|entry| is_decided(&entry)) {
                let _ = file.remove();
            }
        }
    }

    /// When a draft was left, in the admin's own zone.
    #[must_use]
    pub fn left_at(&self, left: &LeftDraft) -> String {
        instant_words(left.at, self.local_zone())
    }
}
