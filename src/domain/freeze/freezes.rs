//! The freezes of a workspace.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, OnceLock},
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Freeze, PackFreezes, calendar::Calendar, looked};
use crate::domain::{AccountGroupId, FreezeId, PackId};

/// Freezes by id. Cheap to clone, and to ask: what dates need is worked out once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Freezes(Arc<All>);

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
struct All {
    by_id: BTreeMap<FreezeId, Arc<Freeze>>,
    #[serde(skip)]
    sorted: OnceLock<Sorted>,
}

#[derive(Debug)]
struct Sorted {
    all: Calendar,
    every_pack: Arc<Calendar>,
    packs: HashMap<PackId, Arc<Calendar>>,
    groups: HashMap<AccountGroupId, Arc<Calendar>>,
}

impl PartialEq for All {
    fn eq(&self, other: &Self) -> bool {
        self.by_id == other.by_id
    }
}

impl Eq for All {}

impl Clone for All {
    fn clone(&self) -> Self {
        Self { by_id: self.by_id.clone(), sorted: OnceLock::new() }
    }
}

impl Freezes {
    pub fn is_empty(&self) -> bool {
        self.0.by_id.is_empty()
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Freeze> {
        self.0.by_id.values().inspect(|_| looked()).map(|freeze| &**freeze)
    }

    pub fn get(&self, id: &FreezeId) -> Option<&Freeze> {
        self.0.by_id.get(id).map(|freeze| &**freeze)
    }

    fn sorted(&self) -> &Sorted {
        self.0.sorted.get_or_init(|| {
            let all: Vec<Arc<Freeze>> = self.0.by_id.values().cloned().collect();
            let (mut packs, mut groups) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
            for freeze in &all {
                freeze.packs.iter().for_each(|id| packs.entry(id.clone()).or_default().push(Arc::clone(freeze)));
                freeze.groups.iter().for_each(|id| groups.entry(id.clone()).or_default().push(Arc::clone(freeze)));
            }
            let every_pack = all.iter().filter(|freeze| freeze.is_for_all()).cloned().collect();
            Sorted {
                every_pack: Arc::new(Calendar::of(every_pack)),
                packs: packs.into_iter().map(|(id, freezes)| (id, Arc::new(Calendar::of(freezes)))).collect(),
                groups: groups.into_iter().map(|(id, freezes)| (id, Arc::new(Calendar::of(freezes)))).collect(),
                all: Calendar::of(all),
            }
        })
    }

    /// Those that are for a pack which is shared with these account groups.
    pub fn of(&self, pack: &PackId, groups: &[AccountGroupId]) -> PackFreezes {
        if self.is_empty() {
            return PackFreezes::default();
        }
        let sorted = self.sorted();
        let groups = groups.iter().filter_map(|group| sorted.groups.get(group));
        let own = sorted.packs.get(pack).into_iter().chain(groups);
        PackFreezes::of(std::iter::once(&sorted.every_pack).chain(own).cloned().collect())
    }

    /// Whether a date is frozen for any pack.
    pub fn is_any_on(&self, date: NaiveDate) -> bool {
        !self.is_empty() && self.sorted().all.is_frozen(date)
    }

    /// How many are not past, and the first of them by their first date, `most` of them.
    pub fn ahead(&self, today: NaiveDate, most: usize) -> (usize, Vec<&Freeze>) {
        if self.is_empty() {
            return (0, vec![]);
        }
        let (calendar, mut first) = (&self.sorted().all, Vec::new());
        if most > 0 {
            calendar.between(today, NaiveDate::MAX, |freeze| {
                first.push(&**freeze);
                first.len() < most
            });
        }
        (calendar.ahead(today), first)
    }

    /// Adds one, in the place of the one with its id.
    pub fn put(&mut self, freeze: Freeze) {
        self.change().insert(freeze.id.clone(), Arc::new(freeze));
    }

    /// Takes one away.
    pub fn remove(&mut self, id: &FreezeId) {
        if self.get(id).is_some() {
            self.change().remove(id);
        }
    }

    /// What was worked out holds no more.
    fn change(&mut self) -> &mut BTreeMap<FreezeId, Arc<Freeze>> {
        let all = Arc::make_mut(&mut self.0);
        all.sorted = OnceLock::new();
        &mut all.by_id
    }

    /// A pack is gone: a freeze that was for it alone goes with it, as it would be for every pack without it.
    pub(in crate::domain) fn forget_pack(&mut self, id: &PackId) {
        if self.iter().any(|freeze| freeze.packs.contains(id)) {
            self.narrow(|freeze| freeze.packs.retain(|pack| pack != id));
        }
    }

    /// The same of an account group.
    pub(in crate::domain) fn forget_group(&mut self, id: &AccountGroupId) {
        if self.iter().any(|freeze| freeze.groups.contains(id)) {
            self.narrow(|freeze| freeze.groups.retain(|group| group != id));
        }
    }

    fn narrow(&mut self, less: impl Fn(&mut Freeze)) {
        self.change().retain(|_, freeze| {
            if freeze.is_for_all() {
                return true;
            }
            less(Arc::make_mut(freeze));
            !freeze.is_for_all()
        });
    }

    /// Whether a scheduled release is blocked by a freeze, as [`PackFreezes::block`] words it.
    pub fn is_block(blocked: &str) -> bool {
        blocked.starts_with(super::pack_freezes::FROZEN_BY)
    }
}
