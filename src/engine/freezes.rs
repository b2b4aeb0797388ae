//! Freezes: added, removed, brought from a change calendar; what they catch, and what goes ahead all the same.

use chrono::{DateTime, NaiveDate, Utc, Weekday};

use super::{
    Engine, EngineError,
    find::pick,
    workspace::{require_group, require_pack},
};
use crate::{
    domain::{
        AccountGroupId, Event, Freeze, FreezeId, Freezes, Override, Pack, PackFreezes, PackId, Refusal, takes_effect_on,
    },
    store::Store,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreezeView {
    pub freeze: Freeze,
    pub packs: Vec<(PackId, String)>,
    pub groups: Vec<(AccountGroupId, String)>,
}

/// A freeze as somebody wants it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FreezeOrder {
    pub name: String,
    /// Its first date; today where it is none.
    pub from: Option<NaiveDate>,
    /// Its last date; none where it holds until it is removed.
    pub to: Option<NaiveDate>,
    /// Empty for every day.
    pub weekdays: Vec<Weekday>,
    /// For every pack where these and the groups are empty.
    pub packs: Vec<PackId>,
    pub groups: Vec<AccountGroupId>,
    pub reason: String,
}

/// A scheduled release whose date a new freeze holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caught {
    pub id: PackId,
    pub name: String,
    pub date: NaiveDate,
}

impl FreezeView {
    /// What it is for: the names of packs and groups; `every pack`.
    pub fn whom(&self) -> String {
        if self.freeze.is_for_all() {
            return "every pack".to_owned();
        }
        let packs = self.packs.iter().map(|(_, name)| name.clone());
        let groups = self.groups.iter().map(|(_, name)| format!("what {name} shares"));
        packs.chain(groups).collect::<Vec<_>>().join(", ")
    }
}

impl Engine {
    /// The freezes, by their first date; those that are past only where `past` says so.
    pub fn freezes(&self, past: bool) -> Vec<FreezeView> {
        let today = self.today();
        let all = self.settings().freezes.iter().filter(|freeze| past || !freeze.is_past(today));
        let mut views: Vec<FreezeView> = all.map(|freeze| self.freeze_view(freeze)).collect();
        views.sort_by_cached_key(|view| (view.freeze.from, view.freeze.name.to_lowercase(), view.freeze.id.clone()));
        views
    }

    /// A freeze with the names of what it is for, and what it catches now.
    pub fn freeze_and_caught(&self, freeze: &Freeze) -> (FreezeView, Vec<Caught>) {
        (self.freeze_view(freeze), self.caught_by(std::slice::from_ref(freeze)))
    }

    pub(super) fn freeze_view(&self, freeze: &Freeze) -> FreezeView {
        let groups =
            freeze.groups.iter().map(|id| (id.clone(), self.store.group_name(id).unwrap_or(id.as_str()).into()));
        FreezeView {
            freeze: freeze.clone(),
            packs: freeze.packs.iter().map(|id| (id.clone(), self.pack_name(id))).collect(),
            groups: groups.collect(),
        }
    }

    /// Whether whatever a freeze is for is gone.
    pub fn is_for_nothing(&self, view: &FreezeView) -> bool {
        let freeze = &view.freeze;
        let packs = freeze.packs.iter().any(|id| self.store.entry(id).is_some());
        !freeze.is_for_all() && !packs && !freeze.groups.iter().any(|id| self.store.group_name(id).is_some())
    }

    /// The freeze that `name` names. A freeze that is past is found only where no other one matches.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Ambiguous`].
    pub fn find_freeze(&self, name: &str) -> Result<FreezeView, EngineError> {
        let among = |past: bool| {
            let views = self.freezes(past);
            pick("freeze", name, &views, |view| (view.freeze.id.as_str(), &view.freeze.name)).cloned()
        };
        let found = match among(false) {
            Err(Refusal::NotFound { .. }) => among(true),
            found => found,
        };
        Ok(found?)
    }

    /// Adds a freeze. It touches nothing that is scheduled, and returns what it catches, the earliest first.
    ///
    /// # Errors
    /// [`Freeze::check`]; [`Refusal::NotFound`] for a pack or a group that is gone; the store's.
    pub fn add_freeze(&mut self, order: &FreezeOrder) -> Result<(FreezeView, Vec<Caught>), EngineError> {
        let (id, today) = (FreezeId::from(self.new_id()), self.today());
        let freeze = self.commit_via(self.via(), |store, stamp| {
            order.packs.iter().try_for_each(|pack| require_pack(store, pack).map(drop))?;
            order.groups.iter().try_for_each(|group| require_group(store, group).map(drop))?;
            let freeze = Freeze {
                id: id.clone(),
                name: order.name.trim().to_owned(),
                from: order.from.unwrap_or(today),
                to: order.to,
                weekdays: order.weekdays.clone(),
                packs: super::dedup(&order.packs),
                groups: super::dedup(&order.groups),
                reason: order.reason.trim().to_owned(),
                created_by: stamp.by.clone(),
                created_at: stamp.at,
            };
            freeze.check()?;
            Ok((vec![Event::FreezeAdded(Box::new(freeze.clone()))], freeze))
        })?;
        Ok(self.freeze_and_caught(&freeze))
    }

    /// Removes a freeze: its dates are free from now on, and what it blocked is blocked no more.
    pub fn remove_freeze(&mut self, id: &FreezeId) -> Result<(), EngineError> {
        let clock = self.clock();
        self.commit_via(self.via(), |store, _| {
            let unknown = || Refusal::NotFound { what: "freeze", name: id.to_string(), like: None };
            let name = store.settings().freezes.get(id).ok_or_else(unknown)?.name.clone();
            let mut events = vec![Event::FreezeRemoved { freeze: id.clone(), name }];
            events.extend(unblocked(store, id, clock.now())?);
            Ok((events, ()))
        })
    }

    /// The scheduled releases whose dates these freezes hold, the earliest first.
    pub(super) fn caught_by(&self, freezes: &[Freeze]) -> Vec<Caught> {
        let mut caught = Vec::new();
        for (date, zone, packs) in self.store.agenda() {
            let judged = takes_effect_on(date, zone, self.now());
            let holding: Vec<&Freeze> = freezes.iter().filter(|freeze| freeze.holds_on(judged)).collect();
            if holding.is_empty() {
                continue;
            }
            let is_caught = |id: &&PackId| {
                let groups = self.store.groups_sharing(id);
                holding.iter().any(|freeze| freeze.is_for(id, &groups))
            };
            let one = |id: &PackId| Caught { id: id.clone(), name: self.pack_name(id), date };
            caught.extend(packs.iter().filter(is_caught).map(one));
        }
        caught
    }

    /// Whether a freeze that comes later stops what is scheduled: not in a connected workspace, where the platform
    /// performs it.
    pub fn freezes_stop(&self) -> bool {
        self.settings().platform.is_none()
    }

    /// What would override the freezes of a date if the scheduled release of a pack took effect on it; none where the
    /// date is free.
    ///
    /// # Errors
    /// [`Refusal::Frozen`], [`Refusal::ReasonNeeded`]; the store's.
    pub fn judge_scheduled(
        &mut self,
        id: &PackId,
        date: NaiveDate,
        reason: Option<&str>,
    ) -> Result<Option<Override>, EngineError> {
        let pack = self.require_pack(id)?;
        let known = pack.scheduled.as_ref().and_then(|scheduled| scheduled.overrides.as_deref());
        Ok(judge(&self.store, &pack, date, known, reason.map(|reason| (reason, &*self.by)))?)
    }

    /// The same for a change of what it carries, which keeps its date.
    ///
    /// # Errors
    /// As [`Engine::judge_scheduled`]; [`Refusal::NothingScheduled`].
    pub fn judge_change(&mut self, id: &PackId, reason: Option<&str>) -> Result<Option<Override>, EngineError> {
        let date = self.require_pack(id)?.pending()?.takes_effect_on(self.now());
        self.judge_scheduled(id, date, reason)
    }

    /// What would override the freezes of today, were whoever applied the scheduled release of a pack early brought
    /// back.
    pub fn judge_recall(&mut self, id: &PackId, reason: Option<&str>) -> Result<Option<Override>, EngineError> {
        let (pack, today) = (self.require_pack(id)?, self.today());
        Ok(judge(&self.store, &pack, today, None, reason.map(|reason| (reason, &*self.by)))?)
    }
}

/// What becomes of the releases that a freeze blocks once one is gone: each is free, or blocked by those that stay.
fn unblocked(store: &mut Store, gone: &FreezeId, now: DateTime<Utc>) -> Result<Vec<Event>, EngineError> {
    let is_blocked =
        |id: &&PackId| store.entry(id).and_then(|entry| entry.summary.scheduled).is_some_and(|(.., blocked)| blocked);
    let blocked: Vec<PackId> =
        store.agenda().flat_map(|(.., packs)| packs.iter().filter(is_blocked).cloned().collect::<Vec<_>>()).collect();
    let mut left = store.settings().freezes.clone();
    left.remove(gone);
    let mut events = Vec::new();
    for id in blocked {
        let pack = require_pack(store, &id)?;
        let scheduled = pack.pending()?;
        let Some(before) = scheduled.blocked.as_deref().filter(|why| Freezes::is_block(why)) else { continue };
        let freezes = left.of(&id, &store.groups_sharing(&id));
        match freezes.block(scheduled.takes_effect_on(now), scheduled.overrides.as_deref()) {
            None => events.push(Event::Unblocked { pack: id }),
            Some(reason) if reason != before => events.push(Event::Blocked { pack: id, reason }),
            Some(_) => {}
        }
    }
    Ok(events)
}

pub(super) fn freezes_of(store: &Store, pack: &PackId) -> PackFreezes {
    let freezes = &store.settings().freezes;
    if freezes.is_empty() { PackFreezes::default() } else { freezes.of(pack, &store.groups_sharing(pack)) }
}

/// Judges the release of a pack on a date ([`PackFreezes::judge`]) by the freezes that the store has.
pub(super) fn judge(
    store: &Store,
    pack: &Pack,
    date: NaiveDate,
    known: Option<&Override>,
    reason: Option<(&str, &str)>,
) -> Result<Option<Override>, Refusal> {
    freezes_of(store, &pack.id).judge(&pack.name, date, known, reason)
}

/// The event that lets what is scheduled go ahead on a date; none where the date is free.
pub(super) fn overriding(
    store: &Store,
    pack: &Pack,
    date: NaiveDate,
    reason: Option<(&str, &str)>,
) -> Result<Option<Event>, Refusal> {
    let known = pack.scheduled.as_ref().and_then(|scheduled| scheduled.overrides.as_deref());
    let overrides = judge(store, pack, date, known, reason)?;
    Ok(overrides.map(|overrides| Event::ScheduleOverridden { pack: pack.id.clone(), overrides: Box::new(overrides) }))
}
