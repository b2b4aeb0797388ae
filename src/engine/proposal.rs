//! What the wizard starts from.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Engine, EngineError, PackView, StampAhead,
    freezes::freezes_of,
    packs::pack_view,
    workspace::{components, lookup},
};
use crate::domain::{
    ApprovalRules, Basis, Component, ComponentId, HeldBack, NotChoosable, Origin, PackFreezes, PackId, Selection,
    SelectionRow, Tz, Version, VersionMarks,
};

/// A version that another pack stepped back from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub component: ComponentId,
    pub version: Version,
    /// The other pack's name.
    pub pack: String,
    /// The release that stepped back from it.
    pub held_back: HeldBack,
}

/// Everything that the wizard needs, as of one moment.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The pack as its page shows it.
    pub view: PackView,
    /// The versions filled in.
    pub selection: Selection,
    /// What the decision will be based on.
    pub basis: Basis,
    /// Versions that other packs stepped back from.
    pub elsewhere: Vec<Elsewhere>,
    /// When it was made.
    pub now: DateTime<Utc>,
    /// Today in the scheduler's zone: a release can be scheduled for a later date.
    pub today: NaiveDate,
    pub scheduler_zone: Tz,
    /// The admin's own zone.
    pub local_zone: Tz,
    pub freezes: PackFreezes,
    /// Who must agree before it is released.
    pub approval: ApprovalRules,
    /// The last change's stamp, where it lies ahead of the clock.
    pub stamp_ahead: Option<StampAhead>,
}

/// What to know about a row before it is released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowWarning {
    /// In words.
    pub text: String,
    /// Its version is deleted: restoring it is a way out.
    pub restorable: bool,
}

impl Proposal {
    /// The warning for a row of a selection that was made from this proposal: why it blocks the release, that the
    /// component comes back or goes, or that its version or the latest one was rolled back.
    pub fn warning(&self, selection: &Selection, row: &SelectionRow) -> Option<RowWarning> {
        let unavailable = row.chosen.as_ref().and_then(|version| Some((version, row.unavailable(version)?)));
        if let Some((version, why)) = unavailable {
            return Some(RowWarning { text: format!("{version} is {why}"), restorable: why == NotChoosable::Deleted });
        }
        let text = row.check().err().map(|refusal| refusal.to_string());
        let text = text.or_else(|| match selection.origin {
            Origin::Rollback(_) if row.removed && row.chosen.is_some() => {
                Some("not in the pack any more: it comes back".to_owned())
            }
            Origin::Rollback(to) if row.proposed.is_none() && row.chosen.is_none() && row.current.is_some() => {
                Some(format!("not in #{to}: it goes"))
            }
            _ => self.rolled_back(row).or_else(|| row.held_back.map(|held| held.to_string())),
        })?;
        Some(RowWarning { text, restorable: false })
    }

    /// `rolled back in #6`, where this or another pack has rolled back the version that is chosen in a row.
    pub fn rolled_back(&self, row: &SelectionRow) -> Option<String> {
        let chosen = row.chosen.as_ref()?;
        if let Some(held) = self.view.pack.stepped_back_from(&row.component, chosen) {
            return Some(held.rolled_back());
        }
        self.rolled_back_elsewhere(&row.component.id, chosen)
    }

    /// The same for one of the versions to choose from, with the day and the notes where this pack has rolled it back:
    /// `rolled back in #6, 3 Nov: doubled postings`.
    pub fn rolled_back_at(&self, component: &ComponentId, version: &Version, marks: &VersionMarks) -> Option<String> {
        let here = marks.stepped_back_from.and_then(|held| self.view.pack.release(held.by)).map(|release| {
            let colon = if release.notes.is_empty() { "" } else { ": " };
            let day = release.released_at.with_timezone(&self.local_zone).format("%-d %b");
            format!("rolled back in #{}, {day}{colon}{}", release.number, release.notes)
        });
        here.or_else(|| self.rolled_back_elsewhere(component, version))
    }

    fn rolled_back_elsewhere(&self, component: &ComponentId, version: &Version) -> Option<String> {
        let other = self.elsewhere.iter().find(|other| other.component == *component && other.version == *version)?;
        Some(format!("rolled back in {} #{}", other.pack, other.held_back.by))
    }
}

impl Engine {
    /// The wizard's start for a release: the latest versions, or what is scheduled already.
    pub fn propose_release(&mut self, id: &PackId) -> Result<Proposal, EngineError> {
        let proposal = self.propose(id, None)?;
        proposal.view.check_release(proposal.selection.deployment())?;
        Ok(proposal)
    }

    /// The wizard's start for a rollback to an earlier release, the default target where none is named.
    pub fn propose_rollback(&mut self, id: &PackId, to: Option<u32>) -> Result<Proposal, EngineError> {
        let pack = self.require_pack(id)?;
        let carried: Vec<ComponentId> = pack.ever_carried().into_iter().cloned().collect();
        let components = components(&mut self.store, &carried)?;
        let target = pack.check_rollback(to, lookup(&components))?.number;
        self.propose(id, Some(target))
    }

    /// The wizard's start for changing what the scheduled release carries.
    pub fn propose_change(&mut self, id: &PackId) -> Result<Proposal, EngineError> {
        self.require_pack(id)?.check_changeable()?;
        self.propose(id, None)
    }

    /// A proposal on the newest state for choices that were made already. Older versions that were chosen knowingly may
    /// be worth a release even where the latest are not.
    pub fn propose_again(&mut self, id: &PackId, origin: Origin) -> Result<Proposal, EngineError> {
        match origin {
            Origin::Rollback(to) => self.propose(id, Some(to)),
            Origin::Latest | Origin::Scheduled => self.propose(id, None),
        }
    }

    fn propose(&mut self, id: &PackId, rollback_to: Option<u32>) -> Result<Proposal, EngineError> {
        let view = pack_view(&mut self.store, id)?;
        let pack = &view.pack;
        let target = rollback_to.and_then(|number| pack.release(number));
        let mut known = pack.known_components();
        for (carried, _) in target.into_iter().flat_map(|r| r.components.iter()) {
            if !known.contains(carried) {
                known.push(carried.clone());
            }
        }
        let components = components(&mut self.store, &known)?;
        let deployment = self.settings().deployment;
        let selection = match target {
            Some(target) => Selection::rollback(deployment, pack, &components, target),
            None => Selection::of(deployment, pack, &components),
        };
        let selection = selection.with_pack_called(self.call_pack(pack));
        let elsewhere = self.stepped_back_elsewhere(id, &components)?;
        Ok(Proposal {
            basis: view.pack.basis(),
            selection,
            elsewhere,
            now: self.now(),
            today: self.today(),
            scheduler_zone: self.scheduler_zone(),
            local_zone: self.local_zone(),
            freezes: freezes_of(&self.store, id),
            approval: self.settings().approval,
            stamp_ahead: self.stamp_ahead(),
            view,
        })
    }

    fn stepped_back_elsewhere(
        &mut self,
        here: &PackId,
        components: &[Arc<Component>],
    ) -> Result<Vec<Elsewhere>, EngineError> {
        let mut found = Vec::new();
        for component in components {
            for id in self.store.packs_of(&component.id).into_iter().filter(|id| id != here) {
                let pack = self.require_pack(&id)?;
                let held = pack.stepped_back(component);
                let stepped = component.versions.iter().filter_map(|packaged| {
                    let held_back = *held.get(&packaged.version)?;
                    let (version, pack) = (packaged.version.clone(), pack.name.clone());
                    Some(Elsewhere { component: component.id.clone(), version, pack, held_back })
                });
                found.extend(stepped);
            }
        }
        found.sort_by_cached_key(|elsewhere| elsewhere.pack.to_lowercase());
        Ok(found)
    }
}
