//! What is scheduled, and the verbs on it: move, change, cancel.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{
    Engine, EngineError, ReleaseOrder, ScheduleEntry, ScheduleOutcome, When,
    approval::unless_approval_is_needed,
    decision::{Deciding, changed, decide_checked, decide_on_newest, moved},
    freezes::{freezes_of, judge, overriding},
    workspace::{components, require_pack},
};
use crate::{
    domain::{
        Basis, ChangeCounts, ChangeRow, Event, Order, OrderVerb, Pack, PackId, Refusal, Release, ReleaseKind,
        ReleaseSchedule, Selection, Stamp, new_notes,
    },
    store::Store,
};

impl Engine {
    /// Every scheduled release, the earliest first.
    pub fn schedule(&mut self) -> Result<Vec<ScheduleEntry>, EngineError> {
        let ids: Vec<PackId> = self
            .store
            .packs()
            .iter()
            .filter(|entry| entry.summary.scheduled.is_some())
            .map(|entry| entry.summary.id.clone())
            .collect();
        let mut entries = Vec::with_capacity(ids.len());
        for id in ids {
            entries.extend(self.scheduled(&id)?);
        }
        entries.sort_by_key(ScheduleEntry::begins);
        Ok(entries)
    }

    pub fn scheduled(&mut self, id: &PackId) -> Result<Option<ScheduleEntry>, EngineError> {
        let pack = self.require_pack(id)?;
        let Some(scheduled) = pack.scheduled.clone() else { return Ok(None) };
        let current = pack.current_contents();
        let mut ids: Vec<_> = scheduled.components.iter().map(|(id, _)| id.clone()).collect();
        ids.extend(current.iter().map(|(id, _)| id).filter(|id| scheduled.components.get(id).is_none()).cloned());
        let mut found = components(&mut self.store, &ids)?;
        found.sort_by_cached_key(|component| component.name.to_lowercase());
        let changes: Vec<ChangeRow> = found
            .iter()
            .map(|component| {
                let (from, to) = (current.get(&component.id), scheduled.components.get(&component.id));
                ChangeRow::between(component, from, to)
            })
            .collect();
        let freezes = freezes_of(&self.store, id);
        Ok(Some(ScheduleEntry {
            id: pack.id.clone(),
            name: pack.name.clone(),
            window: scheduled.window(),
            due: scheduled.due(self.store.settings().late(), self.now()),
            counts: ChangeCounts::of(changes.iter().map(|row| row.change)),
            changes,
            applied_early: pack.applied_early(),
            early_accounts: self.early_accounts(&pack)?,
            basis: pack.basis(),
            frozen: freezes.block(scheduled.takes_effect_on(self.now()), scheduled.overrides.as_deref()),
            freezes,
            scheduled,
        }))
    }

    /// The names of the accounts that applied the scheduled release early.
    fn early_accounts(&mut self, pack: &Pack) -> Result<Vec<String>, EngineError> {
        let Some(scheduled) = &pack.scheduled else { return Ok(vec![]) };
        let mut names = Vec::new();
        for early in pack.early.iter().filter(|e| e.request_id == scheduled.request_id) {
            let account = self.store.account(&early.account)?;
            let name = account.map_or_else(|| early.account.to_string(), |account| account.name.clone());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.sort_by_key(|name| name.to_lowercase());
        Ok(names)
    }

    /// Moves a scheduled release to another date, in the scheduler's zone of today; to a frozen one for a `reason`.
    ///
    /// # Errors
    /// [`Refusal::NothingScheduled`], [`Refusal::DateNotAfterToday`], [`Refusal::SameDate`], [`Refusal::Frozen`],
    /// [`Refusal::Conflict`]; the store's.
    pub fn move_scheduled(
        &mut self,
        id: &PackId,
        basis: &Basis,
        date: NaiveDate,
        reason: Option<&str>,
    ) -> Result<ScheduleOutcome, EngineError> {
        let order = self.order_about(id, basis, OrderVerb::Move, reason)?;
        self.change_by(&Order { when: When::On(date), time_zone: self.scheduler_zone(), ..order })
    }

    /// Lets the scheduled release of a pack go ahead although its date is frozen.
    ///
    /// # Errors
    /// [`Refusal::NothingScheduled`], [`Refusal::NotFrozen`], [`Refusal::ReasonNeeded`], [`Refusal::Conflict`]; the
    /// store's.
    pub fn override_scheduled(
        &mut self,
        id: &PackId,
        basis: &Basis,
        reason: &str,
    ) -> Result<ScheduleOutcome, EngineError> {
        let clock = self.clock();
        self.commit_via(self.via(), |store, stamp| {
            let mut pack = pending_pack(store, id, basis)?;
            let date = pack.pending()?.takes_effect_on(clock.now());
            let event = overriding(store, &pack, date, Some((reason, &stamp.by)))?;
            let event = event.ok_or_else(|| Refusal::NotFrozen { pack: pack.name.clone(), date })?;
            Arc::make_mut(&mut pack).apply(&event, stamp);
            Ok((vec![event], outcome(&pack)))
        })
    }

    /// Changes what a scheduled release carries, while nobody has applied it early; on a frozen date for a `reason`.
    ///
    /// # Errors
    /// [`Refusal::NothingScheduled`], [`Refusal::AppliedEarly`], [`Refusal::SameContents`], what forbids the contents,
    /// [`Refusal::Frozen`], [`Refusal::Conflict`]; the store's.
    pub fn change_scheduled(
        &mut self,
        basis: &Basis,
        selection: &Selection,
        notes: &str,
        reason: Option<&str>,
    ) -> Result<ScheduleOutcome, EngineError> {
        self.check_choices(selection)?;
        new_notes(notes)?;
        selection.check()?;
        let order = self.order_about(&selection.pack().id, basis, OrderVerb::Change, reason)?;
        self.change_by(&Order { components: selection.contents(), notes: notes.to_owned(), ..order })
    }

    /// An order about what is scheduled, as it is scheduled.
    fn order_about(
        &mut self,
        id: &PackId,
        basis: &Basis,
        verb: OrderVerb,
        reason: Option<&str>,
    ) -> Result<Order, EngineError> {
        let pack = self.require_pack(id)?;
        pack.check_basis(basis)?;
        let scheduled = pack.pending()?.clone();
        Ok(Order {
            verb,
            pack: id.clone(),
            when: When::On(scheduled.release_on_date),
            time_zone: scheduled.time_zone,
            kind: scheduled.kind,
            rollback_to: scheduled.rollback_to,
            notes: scheduled.notes,
            overriding: reason.map(ToOwned::to_owned),
            components: scheduled.components,
            basis: basis.clone(),
        })
    }

    /// Changes what is scheduled, or asks for the approval of that.
    fn change_by(&mut self, order: &Order) -> Result<ScheduleOutcome, EngineError> {
        #[cfg(feature = "platform")]
        if self.goes_out() {
            return self.change_or_request_there(order);
        }
        let (zone, clock, asking) = (self.scheduler_zone(), self.clock(), self.asking());
        let request = self.request_id();
        self.commit(|store, stamp| {
            let deciding = Deciding { stamp, zone, now: clock.now() };
            let (decision, mut pack) = decide_on_newest(store, order, &request, &deciding)?;
            let decision = unless_approval_is_needed(store, (order, &pack), decision, &asking, &deciding)?;
            apply_all(&mut pack, &decision.events, stamp);
            Ok((decision.events, ScheduleOutcome { request: decision.decided.request, ..outcome(&pack) }))
        })
    }

    /// Changes the contents and the date of a scheduled release, or releases it now, in one commit. Parts that are
    /// already as wanted stay.
    pub fn update_scheduled(&mut self, order: &ReleaseOrder) -> Result<(), EngineError> {
        self.check_choices(&order.selection)?;
        new_notes(&order.notes)?;
        order.selection.check()?;
        let (zone, clock, request) = (self.scheduler_zone(), self.clock(), self.request_id());
        let wanted = order.wanted(zone);
        self.commit(|store, stamp| {
            let mut pack = pending_pack(store, &wanted.pack, &order.basis)?;
            let scheduled = pack.pending()?.clone();
            let mut events = Vec::new();
            if (&scheduled.components, &scheduled.notes) != (&wanted.components, &order.notes) {
                let event = changed(store, &pack, &wanted.components, &order.notes)?;
                Arc::make_mut(&mut pack).apply(&event, stamp);
                events.push(event);
            }
            let (now, reason) = (clock.now(), order.overriding.as_deref().map(|reason| (reason, &*stamp.by)));
            match order.when {
                When::On(date) if date == scheduled.release_on_date => {
                    let overrides = overriding(store, &pack, scheduled.takes_effect_on(now), reason)?;
                    events.extend(overrides.filter(|_| reason.is_some()));
                }
                When::On(_) => events.extend(moved(store, &pack, &wanted, reason, now)?),
                When::Now => {
                    let deciding = Deciding { stamp, zone, now };
                    events.extend(decide_checked(store, &pack, &wanted, &request, &deciding)?.events);
                }
            }
            Ok((events, ()))
        })
    }

    /// Refuses to cancel where that can't be done from here.
    ///
    /// # Errors
    /// [`Refusal::NotCancelledThere`].
    pub fn check_cancel(&self, id: &PackId) -> Result<(), Refusal> {
        match self.settings().platform {
            None => Ok(()),
            Some(_) => Err(Refusal::NotCancelledThere { pack: self.pack_name(id) }),
        }
    }

    /// Cancels a scheduled release. Instances that have applied it early stay ahead until the next release reaches
    /// them; with `recall` a release equal to the current one brings them back in the same commit, on a frozen day for
    /// the reason in `overriding`.
    ///
    /// # Errors
    /// [`Refusal::NothingScheduled`], [`Refusal::NothingToRecall`], [`Refusal::Conflict`]; [`Refusal::Frozen`] for a
    /// recall; [`Refusal::NotCancelledThere`] in a connected workspace; the store's.
    pub fn cancel_scheduled(
        &mut self,
        id: &PackId,
        basis: &Basis,
        reason: &str,
        recall: bool,
        overriding: Option<&str>,
    ) -> Result<ScheduleOutcome, EngineError> {
        new_notes(reason)?;
        self.check_cancel(id)?;
        let (request, today) = (self.request_id(), self.today());
        self.commit(|store, stamp| {
            let pack = pending_pack(store, id, basis)?;
            let early = pack.applied_early() + pack.ahead();
            let mut events = vec![Event::ScheduleCancelled { pack: id.clone(), reason: reason.to_owned() }];
            let mut outcome = ScheduleOutcome { scheduled: None, window: None, ahead: early, ..outcome(&pack) };
            if recall {
                let overrides = judge(store, &pack, today, None, overriding.map(|reason| (reason, &*stamp.by)))?;
                let emergency = store.settings().approval.approvals > 0;
                let recall = recall_of(&pack, request.clone(), reason, stamp)?;
                let release = Release { overrides: overrides.map(Box::new), emergency, ..recall };
                outcome = ScheduleOutcome { ahead: 0, recalled: Some(release.number), brought_back: early, ..outcome };
                events.push(Event::Released { pack: id.clone(), release: Box::new(release), restores: vec![] });
            }
            Ok((events, outcome))
        })
    }
}

pub(super) fn pending_pack(store: &mut Store, id: &PackId, basis: &Basis) -> Result<Arc<Pack>, EngineError> {
    let pack = require_pack(store, id)?;
    pack.check_basis(basis)?;
    pack.pending()?;
    Ok(pack)
}

/// How the scheduled release of a pack stands.
pub(super) fn outcome(pack: &Pack) -> ScheduleOutcome {
    let scheduled = pack.scheduled.clone();
    let window = scheduled.as_ref().and_then(|scheduled| scheduled.window().ok());
    ScheduleOutcome {
        id: pack.id.clone(),
        name: pack.name.clone(),
        scheduled,
        window,
        ahead: 0,
        recalled: None,
        brought_back: 0,
        is_on_its_way: false,
        request: None,
    }
}

fn apply_all(pack: &mut Arc<Pack>, events: &[Event], stamp: &Stamp) {
    let pack = Arc::make_mut(pack);
    for event in events {
        pack.apply(event, stamp);
    }
}

/// A release equal to the current one, which brings back whoever is ahead of it.
fn recall_of(
    pack: &Pack,
    request_id: crate::domain::RequestId,
    notes: &str,
    stamp: &Stamp,
) -> Result<Release, Refusal> {
    let current = pack.check_recall()?;
    Ok(Release {
        number: current.number + 1,
        request_id,
        released_at: stamp.at,
        released_by: stamp.by.clone(),
        kind: ReleaseKind::Rollback,
        release_schedule: ReleaseSchedule::Immediately,
        rollback_to: Some(current.number),
        scheduled_for: None,
        notes: notes.to_owned(),
        late: None,
        components: current.components.clone(),
        platform: None,
        overrides: None,
        emergency: false,
    })
}
