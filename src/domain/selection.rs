//! The wizard's first step: which version of each component the release will carry.

use std::sync::Arc;

use super::{
    ChangeCounts, ChangeRow, Component, ComponentId, Contents, Deployment, Pack, Refusal, Release, ReleaseKind,
    SelectionRow, Version,
};

/// What a selection was filled in from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The latest versions.
    Latest,
    /// What the scheduled release carries.
    Scheduled,
    /// What the release with this number carried.
    Rollback(u32),
}

/// The versions chosen for a pack's next release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// What it was filled in from.
    pub origin: Origin,
    rows: Vec<SelectionRow>,
    pack: Arc<Pack>,
    deployment: Deployment,
    called: String,
}

impl Selection {
    /// Filled in with the scheduled release where there is one, else with the latest versions.
    pub fn of(deployment: Deployment, pack: &Arc<Pack>, components: &[Arc<Component>]) -> Self {
        match &pack.scheduled {
            Some(scheduled) => {
                Self::fill(deployment, pack, components, Origin::Scheduled, |c| scheduled.components.get(&c.id))
            }
            None => Self::fill(deployment, pack, components, Origin::Latest, |c| {
                if pack.has_member(&c.id) { pack.proposed(deployment, c) } else { None }
            }),
        }
    }

    /// Filled in with an earlier release. Versions that can't be chosen any more are filled in, too; they block the
    /// release and say why.
    pub fn rollback(deployment: Deployment, pack: &Arc<Pack>, components: &[Arc<Component>], target: &Release) -> Self {
        let origin = Origin::Rollback(target.number);
        Self::fill(deployment, pack, components, origin, |c| target.components.get(&c.id))
    }

    fn fill<'a>(
        deployment: Deployment,
        pack: &'a Arc<Pack>,
        components: &'a [Arc<Component>],
        origin: Origin,
        propose: impl Fn(&'a Component) -> Option<&'a Version>,
    ) -> Self {
        let mut rows: Vec<SelectionRow> = components
            .iter()
            .map(|component| {
                let current = pack.current().and_then(|r| r.components.get(&component.id)).cloned();
                let proposed = propose(component).cloned();
                let removed = !pack.has_member(&component.id);
                let nothing = proposed.is_none() && current.is_none() && component.latest().is_none();
                SelectionRow {
                    component: Arc::clone(component),
                    current,
                    chosen: proposed.clone(),
                    proposed,
                    removed,
                    held_back: pack.held_back(component),
                    blocked: origin == Origin::Latest && !removed && nothing,
                }
            })
            .filter(|row| !row.removed || row.current.is_some() || row.proposed.is_some())
            .collect();
        rows.sort_by_cached_key(|row| (row.component.name.to_lowercase(), row.component.id.clone()));
        Self { origin, rows, called: pack.id.to_string(), pack: Arc::clone(pack), deployment }
    }

    /// The rows, by component name.
    pub fn rows(&self) -> &[SelectionRow] {
        &self.rows
    }

    /// The pack as it was when the selection was made.
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// The same, with the name by which commands refer to the pack. No other pack may have that name.
    #[must_use]
    pub fn with_pack_called(self, called: String) -> Self {
        Self { called, ..self }
    }

    /// How commands refer to the pack: by its id, unless a unique name was found.
    pub fn pack_called(&self) -> &str {
        &self.called
    }

    /// The deployment that it was filled in for: whether versions can be chosen.
    pub fn deployment(&self) -> Deployment {
        self.deployment
    }

    pub fn row(&self, component: &ComponentId) -> Option<&SelectionRow> {
        self.rows.iter().find(|row| row.component.id == *component)
    }

    /// Whether anything differs from what was filled in.
    pub fn is_edited(&self) -> bool {
        self.choices().next().is_some()
    }

    /// What differs from what was filled in; none for a component that is left as it is.
    pub fn choices(&self) -> impl Iterator<Item = (&ComponentId, Option<&Version>)> {
        let chosen = self.rows.iter().filter(|row| row.chosen != row.proposed || row.blocked_was_lifted());
        chosen.map(|row| (&row.component.id, row.chosen.as_ref()))
    }

    /// Repeats a choice that was made in an earlier selection: a version, or none to keep what is current.
    pub fn choose_again(&mut self, component: &ComponentId, version: Option<&Version>) -> Result<(), Refusal> {
        match version {
            Some(version) => self.choose(component, version),
            None => self.keep(component),
        }
    }

    /// Chooses a version.
    ///
    /// # Errors
    /// The rule that forbids it; the selection is then unchanged.
    pub fn choose(&mut self, component: &ComponentId, version: &Version) -> Result<(), Refusal> {
        let row = self.row_mut(component)?;
        row.can_select()?;
        row.component.check_version(version)?;
        row.set(Some(version.clone()));
        Ok(())
    }

    /// Keeps the component as it is in the current release; one that is in none stays out.
    ///
    /// # Errors
    /// [`Refusal::RemovedFromPack`] for a component that this release removes; a current version that can't be
    /// chosen any more is refused with its reason.
    pub fn keep(&mut self, component: &ComponentId) -> Result<(), Refusal> {
        let row = self.row_mut(component)?;
        if row.removed && row.proposed.is_none() {
            return Err(Refusal::RemovedFromPack { component: row.component.name.clone() });
        }
        if let Some(current) = &row.current {
            row.component.check_version(current)?;
        }
        row.set(row.current.clone());
        Ok(())
    }

    /// Leaves the component out of the release, also one that is in the current one. It stays a member of the pack.
    ///
    /// # Errors
    /// Where there is no such row, or nothing can be chosen.
    pub fn leave_out(&mut self, component: &ComponentId) -> Result<(), Refusal> {
        self.row_mut(component)?.set(None);
        Ok(())
    }

    /// Chooses the latest version, also one that is held back.
    pub fn latest(&mut self, component: &ComponentId) -> Result<(), Refusal> {
        let row = self.row_mut(component)?;
        row.can_select()?;
        row.set(row.component.latest().map(|v| v.version.clone()));
        Ok(())
    }

    /// Chooses the next newer (or older) version that can be chosen; false where there is none.
    pub fn step(&mut self, component: &ComponentId, newer: bool) -> Result<bool, Refusal> {
        let row = self.row_mut(component)?;
        row.can_select()?;
        let Some(next) = row.neighbour(newer) else { return Ok(false) };
        row.set(Some(next));
        Ok(true)
    }

    /// Chooses exactly these contents.
    ///
    /// # Errors
    /// Where they can't be chosen any more. The selection may then have changed in part.
    pub fn choose_all(&mut self, contents: &Contents) -> Result<(), Refusal> {
        let ids: Vec<ComponentId> = self.rows.iter().map(|row| row.component.id.clone()).collect();
        if let Some((gone, _)) = contents.iter().find(|(id, _)| !ids.contains(id)) {
            return Err(Refusal::NotInPack { component: gone.to_string(), pack: self.pack.name.clone() });
        }
        for id in &ids {
            let chosen = self.row(id).and_then(|row| row.chosen.as_ref());
            match contents.get(id) {
                wanted if wanted == chosen => {}
                _ if self.deployment.check_choice().is_err() => {}
                Some(version) => self.choose(id, version)?,
                None => self.keep(id)?,
            }
        }
        if self.contents() == *contents {
            Ok(())
        } else {
            Err(Refusal::SelectionDiffers { pack: self.pack.name.clone() })
        }
    }

    /// Takes over what was chosen in an earlier selection of the same pack, where it can still be chosen.
    pub fn take_choices_of(&mut self, earlier: &Self) {
        for row in &earlier.rows {
            let component = &row.component.id;
            let still = match &row.chosen {
                Some(version) => self.choose(component, version),
                None => Ok(()),
            };
            if still.is_ok() && row.chosen.is_none() && row.current.is_none() {
                // A component that was left out stays out; a row that is gone needs no choice.
                let _ = self.keep(component);
            }
        }
    }

    /// What the release would carry.
    pub fn contents(&self) -> Contents {
        self.rows
            .iter()
            .filter_map(|row| row.chosen.clone().map(|version| (row.component.id.clone(), version)))
            .collect()
    }

    pub fn changes(&self) -> Vec<ChangeRow> {
        self.rows.iter().map(SelectionRow::report).collect()
    }

    /// How many components change in which way.
    pub fn counts(&self) -> ChangeCounts {
        ChangeCounts::of(self.rows.iter().map(SelectionRow::change))
    }

    /// The kind of release it makes, and the release it goes back to.
    pub fn kind(&self) -> (ReleaseKind, Option<u32>) {
        match (self.origin, &self.pack.scheduled) {
            (Origin::Latest, _) | (Origin::Scheduled, None) => (ReleaseKind::Release, None),
            (Origin::Scheduled, Some(scheduled)) => (scheduled.kind, scheduled.rollback_to),
            (Origin::Rollback(to), _) => (ReleaseKind::Rollback, Some(to)),
        }
    }

    /// The release that it goes back to, where it is a rollback.
    pub fn rollback_to(&self) -> Option<u32> {
        self.kind().1
    }

    /// Whether **Next** and the primary button are on.
    pub fn check(&self) -> Result<(), Refusal> {
        for row in &self.rows {
            row.check()?;
        }
        let find = |id: &ComponentId| self.row(id).map(|row| &*row.component);
        self.pack.check_contents(&self.contents(), self.kind().0, find)
    }

    fn row_mut(&mut self, component: &ComponentId) -> Result<&mut SelectionRow, Refusal> {
        self.deployment.check_choice()?;
        let pack = &self.pack.name;
        self.rows
            .iter_mut()
            .find(|row| row.component.id == *component)
            .ok_or_else(|| Refusal::NotInPack { component: component.to_string(), pack: pack.clone() })
    }
}
