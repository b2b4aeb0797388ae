//! Drafts that outlive the program: the choices of a wizard are kept as they are made, and those of one that was left
//! by accident are offered again. They never release anything by themselves.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Candidate, Draft, Engine, EngineError, LostChoice, Purpose};
use crate::{
    domain::{ComponentId, Origin, PackId, Selection, Version, count, instant_words},
    store::DraftFile,
};

const OFFERED: TimeDelta = TimeDelta::days(14);

/// How large a draft's file may grow before it begins anew, in bytes.
const LARGE: usize = 1 << 18;

/// The versions chosen by hand; none for a component that stays out.
type Choices = Vec<(ComponentId, Option<Version>)>;

/// What a wizard was left with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptDraft {
    pack: PackId,
    /// A rollback names its target, so that it stays the same one.
    purpose: Purpose,
    choices: Choices,
    /// The date as typed; none for a release at once.
    date: Option<String>,
    notes: Option<String>,
    /// Why it is released although its date is frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    overriding: Option<String>,
    /// What is released with it, where several packs are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    others: Vec<(PackId, Choices)>,
    /// Whether one refusal stops all of them.
    #[serde(default)]
    together: bool,
}

impl KeptDraft {
    /// What is worth keeping of a draft, with the date as typed where one is asked for, the notes where they were
    /// touched, and the reason to override a freeze where one was given; none where nothing was chosen or typed.
    pub fn of(draft: &Draft, date: Option<String>, notes: Option<String>, overriding: Option<String>) -> Option<Self> {
        let purpose = match (draft.purpose, draft.selection.origin) {
            (Purpose::OneOfSeveral, _) => return None,
            (Purpose::RollBack(_), Origin::Rollback(to)) => Purpose::RollBack(Some(to)),
            (purpose, _) => purpose,
        };
        let (pack, choices) = (draft.proposal.view.pack.id.clone(), choices(&draft.selection));
        let (others, together) = (vec![], false);
        let kept = Self { pack, purpose, choices, date, notes, overriding, others, together };
        let typed = [&kept.date, &kept.notes, &kept.overriding];
        (!kept.choices.is_empty() || typed.into_iter().any(Option::is_some)).then_some(kept)
    }

    /// What is kept of a release of several packs: which they are, and the versions chosen for each; none without
    /// packs.
    pub fn of_several<'a>(
        packs: impl Iterator<Item = (&'a PackId, Option<&'a Selection>)>,
        together: bool,
        [date, notes, overriding]: [Option<String>; 3],
    ) -> Option<Self> {
        let mut packs = packs.map(|(id, selection)| (id.clone(), selection.map(choices).unwrap_or_default()));
        let ((pack, choices), others) = (packs.next()?, packs.collect());
        Some(Self { pack, purpose: Purpose::OneOfSeveral, choices, date, notes, overriding, others, together })
    }

    /// The packs, with what was chosen for each.
    fn packs(&self) -> impl Iterator<Item = (&PackId, &Choices)> {
        [(&self.pack, &self.choices)].into_iter().chain(self.others.iter().map(|(id, choices)| (id, choices)))
    }
}

fn choices(selection: &Selection) -> Choices {
    selection.choices().map(|(id, version)| (id.clone(), version.cloned())).collect()
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
    file: String,
    /// The pack's name, or how many packs they are.
    pub pack: String,
    /// When its last choice was made.
    pub at: DateTime<Utc>,
    draft: KeptDraft,
}

impl LeftDraft {
    /// Whether it is for several packs: [`Engine::take_up_several`] goes on with it.
    pub fn is_of_several(&self) -> bool {
        self.draft.purpose == Purpose::OneOfSeveral
    }

    /// Whether it is for several packs, and one of these is among them.
    pub fn is_of_some(&self, packs: &[PackId]) -> bool {
        self.is_of_several() && self.draft.packs().any(|(id, _)| packs.contains(id))
    }

    /// What happened; `at` is when it was left.
    pub fn told(&self, at: &str) -> String {
        format!("On {at} the program ended before you had decided on {}. Nothing was released.", self.what())
    }

    /// `a rollback to #5 with 2 versions, a date and notes`: what it is, and what was chosen.
    pub fn what(&self) -> String {
        let what = match self.draft.purpose {
            Purpose::RollBack(Some(to)) => format!("a rollback to #{to}"),
            Purpose::RollBack(None) => "a rollback".to_owned(),
            Purpose::Change => "a change of the scheduled release".to_owned(),
            Purpose::OneOfSeveral => format!("a release of {}", count(self.draft.packs().count(), "integration pack")),
            Purpose::Release => "a release".to_owned(),
        };
        let mut with = Vec::new();
        let chosen = self.draft.packs().map(|(_, choices)| choices.len()).sum();
        if chosen > 0 {
            with.push(count(chosen, "version") + " chosen");
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

/// The draft of a release of several packs that is gone on with; of each pack it knows which choices can't be made any
/// more.
#[derive(Debug)]
pub struct SeveralTakenUp {
    pub candidates: Vec<Candidate>,
    /// Whether one refusal stops all of them.
    pub together: bool,
    /// The date as typed; none for a release at once.
    pub date: Option<String>,
    /// The notes, where they were touched.
    pub notes: Option<String>,
    /// Why they are released although their date is frozen, where that was said.
    pub overriding: Option<String>,
}

impl TakenUp {
    /// What can't be chosen any more, in a sentence; none where every choice still holds.
    pub fn lost(&self) -> Option<String> {
        let lost: Vec<String> = self.draft.lost.iter().map(|lost| format!("{}: {lost}", lost.name)).collect();
        (!lost.is_empty()).then(|| lost.join("; "))
    }
}

impl Engine {
    /// Keeps the draft of the wizard that is open; none once it holds nothing worth keeping, or is left on purpose.
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
    pub fn left_drafts(&mut self, pack: Option<&PackId>) -> Result<Vec<LeftDraft>, EngineError> {
        if self.store.read_only().is_some() {
            return Ok(vec![]);
        }
        let mut left = Vec::new();
        for (file, text) in self.store.left_drafts()? {
            let Ok(entry) = ron::from_str::<Entry>(&text) else { continue };
            let several = entry.draft.purpose == Purpose::OneOfSeveral;
            if entry.by != self.by || pack.is_some_and(|pack| several || *pack != entry.draft.pack) {
                continue;
            }
            let is_there = entry.draft.packs().any(|(id, _)| self.store.entry(id).is_some());
            if !is_there || self.now() - entry.at > OFFERED {
                file.remove()?;
                continue;
            }
            let many = || count(entry.draft.packs().count(), "Integration Pack");
            let pack = if several { many() } else { self.pack_name(&entry.draft.pack) };
            left.push(LeftDraft { file: file.name().to_owned(), pack, at: entry.at, draft: entry.draft });
        }
        left.sort_by_key(|left| std::cmp::Reverse(left.at));
        Ok(left)
    }

    /// Goes on with a draft that was left; none where somebody else does. What can't be chosen any more is named.
    pub fn take_up(&mut self, left: &LeftDraft) -> Result<Option<TakenUp>, EngineError> {
        let Some((file, _)) = self.store.left_draft(&left.file)? else { return Ok(None) };
        let kept = left.draft.clone();
        let mut draft = match kept.purpose {
            // What was chosen may be worth a release where the latest versions are not.
            Purpose::Release => Draft::new(kept.purpose, self.propose_again(&kept.pack, Origin::Latest)?),
            _ => self.draft(&kept.pack, kept.purpose)?,
        };
        draft.lost = choose_again(&mut draft.selection, kept.choices);
        self.kept = Some(file);
        Ok(Some(TakenUp { draft, date: kept.date, notes: kept.notes, overriding: kept.overriding }))
    }

    /// Goes on with the draft of a release of several packs; none where somebody else does.
    pub fn take_up_several(&mut self, left: &LeftDraft) -> Result<Option<SeveralTakenUp>, EngineError> {
        let Some((file, _)) = self.store.left_draft(&left.file)? else { return Ok(None) };
        let candidate = |(id, choices): (&PackId, &Choices)| {
            // What was chosen may be worth a release where the latest versions are not.
            let none = choices.is_empty();
            let proposal = if none { self.propose_release(id) } else { self.propose_again(id, Origin::Latest) };
            let mut candidate =
                Candidate { id: id.clone(), name: self.pack_name(id), proposal: proposal.map(Box::new), lost: vec![] };
            if let Ok(proposal) = &mut candidate.proposal {
                candidate.lost = choose_again(&mut proposal.selection, choices.clone());
            }
            candidate
        };
        let candidates = left.draft.packs().map(candidate).collect();
        self.kept = Some(file);
        let KeptDraft { together, date, notes, overriding, .. } = left.draft.clone();
        Ok(Some(SeveralTakenUp { candidates, together, date, notes, overriding }))
    }

    /// Forgets the drafts of a pack, after a decision about it. An error is ignored: the draft is then offered once
    /// more, and it releases nothing by itself.
    pub(super) fn forget_drafts(&mut self, pack: &PackId) {
        let _ = self.keep_draft(None);
        for (file, text) in self.store.left_drafts().unwrap_or_default() {
            let is_decided = |entry: &Entry| entry.by == self.by && entry.draft.packs().any(|(id, _)| id == pack);
            if ron::from_str::<Entry>(&text).is_ok_and(|entry| is_decided(&entry)) {
                let _ = file.remove();
            }
        }
    }

    /// When a draft was left, in the admin's own zone.
    pub fn left_at(&self, left: &LeftDraft) -> String {
        instant_words(left.at, self.local_zone())
    }
}

/// Makes choices once more, and answers those that can't be made any more.
fn choose_again(selection: &mut Selection, choices: Choices) -> Vec<LostChoice> {
    let again = |(component, version): (ComponentId, Option<Version>)| {
        let again = selection.choose_again(&component, version.as_ref());
        let row = selection.row(&component);
        let chosen = row.and_then(|row| row.chosen.as_ref());
        let unavailable = row.zip(version.as_ref()).and_then(|(row, version)| row.unavailable(version));
        let why = match (again, unavailable) {
            (Ok(()), _) if chosen == version.as_ref() => return None,
            (Ok(()), _) => "it is in the current release by now".to_owned(),
            (Err(_), Some(why)) => format!("it is {why} by now"),
            (Err(refusal), None) => refusal.to_string(),
        };
        let name = row.map_or_else(|| component.to_string(), |row| row.component.name.clone());
        Some(LostChoice { component, name, chosen: version, why })
    };
    choices.into_iter().filter_map(again).collect()
}
