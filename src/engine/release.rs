//! Releasing a pack, at once or on a date.

use std::{borrow::Cow, sync::Arc};

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Engine, EngineError,
    approval::unless_approval_is_needed,
    called, command,
    decision::{Decided, Deciding, decide, decide_on_newest},
    schedule_outcome::on_its_way,
    sentences,
};
use crate::domain::{
    ApprovalRequestId, Basis, ChangeCounts, ChangeRow, Order, OrderVerb, Override, Pack, PackId, Reach, Refusal,
    ScheduledRelease, Selection, Stamp, Tz, Window, count, date_words, instant_words, new_notes, others,
};

pub use crate::domain::When;

#[derive(Debug, Clone)]
pub struct ReleaseOrder {
    /// What it was based on.
    pub basis: Basis,
    pub selection: Selection,
    pub when: When,
    pub notes: String,
    /// Why it is released although its date is frozen, where it is.
    pub overriding: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Outcome {
    pub id: PackId,
    pub name: String,
    /// The release's number, where it took effect.
    pub number: Option<u32>,
    /// The release that it goes back to, where it is a rollback.
    pub rollback_to: Option<u32>,
    /// When it was decided; an immediate release took effect then.
    pub at: DateTime<Utc>,
    /// The scheduled release, where it waits for its date.
    pub scheduled: Option<ScheduledRelease>,
    /// The hour in which it will happen.
    pub window: Option<Window>,
    pub superseded: Option<ScheduledRelease>,
    /// The date of the scheduled release that it brought forward.
    pub brought_forward: Option<NaiveDate>,
    /// What lets it go ahead on a frozen date.
    pub overrides: Option<Box<Override>>,
    pub changes: Vec<ChangeRow>,
    /// The command that does the same.
    pub command: String,
    pub reach: Reach,
    /// The platform has taken it, and nobody waits until it is done.
    pub is_on_its_way: bool,
    /// The request that it waits for: nothing has happened yet.
    pub request: Option<ApprovalRequestId>,
    /// How many others must approve it before it happens.
    pub approvals: u8,
    /// Instances that had it already: they had applied it early, before it was brought forward.
    pub early: usize,
}

impl Outcome {
    /// `Order to Cash #7 is released`, `Order to Cash is rolled back to #6, as release #8`; where it waits for its
    /// date, that it is scheduled.
    pub fn headline(&self) -> String {
        match (self.number, self.rollback_to) {
            _ if self.request.is_some() => self.waits_for().unwrap_or_default(),
            (Some(number), Some(to)) => sentences::rolled_back(&self.name, to, number),
            (Some(number), None) => sentences::released(&self.name, number),
            (None, _) if self.is_on_its_way => on_its_way(&self.name),
            (None, Some(to)) => format!("{} is scheduled to be rolled back to #{to}", self.name),
            (None, None) => format!("{} is scheduled", self.name),
        }
    }

    /// `Order to Cash #7 is released. 39 instances got it at once, 3 had it already.`
    pub fn happened(&self) -> String {
        let headline = self.headline();
        match (self.number, &self.scheduled) {
            (Some(_), _) => {
                let instances = self.reach.instances as usize;
                let got = match (instances, self.early) {
                    (0, _) => String::new(),
                    (all, 0) => format!(" {} got it at once.", count(all, "instance")),
                    (all, early) if early >= all => format!(" {} had it already.", count(all, "instance")),
                    (all, early) => {
                        format!(" {} got it at once, {early} had it already.", count(all - early, "instance"))
                    }
                };
                format!("{headline}.{got}")
            }
            (None, Some(scheduled)) => {
                let on = if self.rollback_to.is_some() { "on" } else { "for" };
                format!("{headline} {on} {}.", date_words(scheduled.release_on_date))
            }
            (None, None) => format!("{headline}."),
        }
    }

    /// `Order to Cash waits for the approval of 1 other person`; none where nobody else must agree.
    pub fn waits_for(&self) -> Option<String> {
        (self.approvals > 0).then(|| format!("{} waits for the approval of {}", self.name, others(self.approvals)))
    }

    /// What becomes of the release that was scheduled.
    pub fn instead_of(&self) -> Option<String> {
        if let Some(date) = self.brought_forward {
            return Some(format!("It was scheduled for {}, and is brought forward.", date_words(date)));
        }
        let date = date_words(self.superseded.as_ref()?.release_on_date);
        Some(format!("The release scheduled for {date} is superseded."))
    }

    /// How many components change in which way.
    pub fn counts(&self) -> ChangeCounts {
        ChangeCounts::of(self.changes.iter().map(|row| row.change))
    }

    /// When it takes effect: in the scheduler's zone, the admin's own and UTC, where they read differently.
    pub fn zone_lines(&self, scheduler: Tz, local: Tz) -> Vec<String> {
        if self.request.is_some() {
            return vec![];
        }
        if let Some(window) = &self.window {
            return window.zone_lines(local);
        }
        let mut lines = [scheduler, local, Tz::UTC].map(|zone| instant_words(self.at, zone)).to_vec();
        lines.dedup();
        lines
    }

    /// What is to be done next, where the pack can't be installed by anybody.
    pub fn next(&self) -> Option<String> {
        (self.reach.groups == 0 && self.request.is_none())
            .then(|| format!("Next: {} is not shared with any account group yet.", self.name))
    }
}

impl ReleaseOrder {
    /// Checks the rules that need no newer state than the order's own.
    pub fn check(&self, zone: Tz, now: DateTime<Utc>) -> Result<(), Refusal> {
        new_notes(&self.notes)?;
        self.selection.check()?;
        self.selection.pack().check_nothing_asked()?;
        if let When::On(_) = self.when {
            self.selection.pack().check_pending_slot()?;
        }
        self.check_date(zone, now)
    }

    /// Whether its date lies after today.
    fn check_date(&self, zone: Tz, now: DateTime<Utc>) -> Result<(), Refusal> {
        if let When::On(date) = self.when {
            Window::after_today(date, zone, now)?;
        }
        Ok(())
    }
}

impl Engine {
    /// What a release would do, without doing it.
    pub fn plan(&self, order: &ReleaseOrder) -> Result<Outcome, EngineError> {
        self.check_choices(&order.selection)?;
        order.check(self.scheduler_zone(), self.now())?;
        let stamp = Stamp { at: self.now(), by: String::new(), via: crate::domain::Via::Cli };
        let (pack, zone, now) = (order.selection.pack(), self.scheduler_zone(), self.now());
        let deciding = Deciding { stamp: &stamp, zone, now };
        let wanted = order.wanted(zone);
        let decision = decide(&self.store, pack, &wanted, &self.request_id(), &deciding)?;
        let approvals = self.settings().approval.needed(&wanted, pack).count();
        let outcome = self.outcome(order, Decided { number: None, ..decision.decided }, pack, stamp.at);
        Ok(Outcome { approvals, ..outcome })
    }

    /// Releases, or schedules a release.
    ///
    /// An immediate release supersedes a scheduled one; where it carries the same, the scheduled one is brought
    /// forward under its own request.
    ///
    /// # Errors
    /// The rule that forbids it; [`Refusal::Conflict`] where the basis no longer holds; the store's.
    pub fn release(&mut self, order: &ReleaseOrder) -> Result<Outcome, EngineError> {
        #[cfg(feature = "platform")]
        if self.goes_out() {
            return self.release_or_request_there(order);
        }
        let mut outcomes = self.release_together(std::slice::from_ref(order))?;
        outcomes.pop().ok_or_else(|| Refusal::NothingAnywhere.into())
    }

    /// The same for several packs in one commit: all of them, or none.
    ///
    /// # Errors
    /// As [`Engine::release`], for the first order that can't be carried out; [`Refusal::NamedTwice`].
    pub fn release_together(&mut self, orders: &[ReleaseOrder]) -> Result<Vec<Outcome>, EngineError> {
        self.check_together(orders.len())?;
        #[cfg(feature = "platform")]
        if let [order] = orders
            && self.goes_out()
        {
            return Ok(vec![self.release_or_request_there(order)?]);
        }
        let zone = self.scheduler_zone();
        for (at, order) in orders.iter().enumerate() {
            self.check_choices(&order.selection)?;
            order.check(zone, self.now())?;
            let pack = order.selection.pack();
            if orders[..at].iter().any(|other| other.selection.pack().id == pack.id) {
                return Err(Refusal::NamedTwice { pack: pack.name.clone() }.into());
            }
        }
        let wanted: Vec<Order> = orders.iter().map(|order| order.wanted(zone)).collect();
        let named: Vec<_> = orders.iter().map(|_| (self.request_id(), self.asking())).collect();
        let clock = self.clock();
        let (decided, at) = self.commit(|store, stamp| {
            let (mut events, mut decided) = (Vec::new(), Vec::with_capacity(orders.len()));
            let deciding = Deciding { stamp, zone, now: clock.now() };
            for (order, (request, asking)) in wanted.iter().zip(&named) {
                let (decision, pack) = decide_on_newest(store, order, request, &deciding)?;
                let decision = unless_approval_is_needed(store, (order, &pack), decision, asking, &deciding)?;
                events.extend(decision.events);
                decided.push((decision.decided, pack));
            }
            Ok((events, (decided, stamp.at)))
        })?;
        let outcome =
            |(order, (decided, pack)): (&ReleaseOrder, (Decided, Arc<Pack>))| self.outcome(order, decided, &pack, at);
        let outcomes = orders.iter().zip(decided).map(outcome).collect();
        for order in orders {
            self.forget_drafts(&order.selection.pack().id);
        }
        Ok(outcomes)
    }

    /// Refuses versions that were chosen where none can be.
    ///
    /// # Errors
    /// [`crate::domain::Refusal::VersionsAreCounters`].
    pub(super) fn check_choices(&self, selection: &Selection) -> Result<(), EngineError> {
        if selection.is_edited() {
            self.settings().deployment.check_choice()?;
        }
        Ok(())
    }

    pub(super) fn outcome(&self, order: &ReleaseOrder, decided: Decided, before: &Pack, at: DateTime<Utc>) -> Outcome {
        let (contents, waiting) = (order.selection.contents(), before.scheduled.clone());
        let Decided { number, scheduled, overrides, request } = decided;
        let approvals = request.as_ref().and_then(|id| self.settings().requests.get(id)).map_or(0, |made| made.needed);
        let waiting = waiting.filter(|_| order.when == When::Now && request.is_none());
        let brought_forward = waiting.as_ref().filter(|s| s.components == contents).map(|s| s.release_on_date);
        let superseded = waiting.filter(|_| brought_forward.is_none());
        Outcome {
            id: before.id.clone(),
            name: before.name.clone(),
            number,
            rollback_to: order.selection.rollback_to(),
            at,
            window: scheduled.as_ref().and_then(|s| s.window().ok()),
            scheduled,
            superseded,
            early: brought_forward.map_or(0, |_| before.applied_early()),
            brought_forward,
            is_on_its_way: false,
            request,
            approvals,
            overrides,
            changes: order.selection.changes(),
            command: order.command(),
            reach: self.reach(&before.id),
        }
    }

    /// Accounts, instances and groups that have a pack.
    pub(super) fn reach(&self, id: &PackId) -> Reach {
        self.store.reach(id)
    }
}

impl ReleaseOrder {
    /// The decision as values, in the scheduler's zone.
    pub fn wanted(&self, time_zone: Tz) -> Order {
        let (kind, rollback_to) = self.selection.kind();
        Order {
            verb: OrderVerb::Release,
            pack: self.selection.pack().id.clone(),
            when: self.when,
            time_zone,
            kind,
            rollback_to,
            notes: self.notes.clone(),
            overriding: self.overriding.clone(),
            components: self.selection.contents(),
            basis: self.basis.clone(),
        }
    }

    /// What is asked before it is carried out.
    pub fn question(&self) -> Cow<'static, str> {
        called::question(&self.selection, matches!(self.when, When::On(_)))
    }

    /// The command that does the same.
    pub fn command(&self) -> String {
        command::equivalent(&self.selection, self.when, &self.notes, self.overriding.as_deref())
    }
}
