//! One pack as the rules have it, in plain numbers: every instance counts its own deliveries.

use chrono::NaiveDate;

/// The versions of A and B.
pub(crate) type Carried = (u8, u8);

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pending {
    pub(crate) request: usize,
    pub(crate) carried: Carried,
    pub(crate) date: NaiveDate,
    pub(crate) rollback_to: Option<u32>,
}

pub(crate) type Basis = (u32, Option<Pending>);

#[derive(Debug, Clone, Default)]
pub(crate) struct Instance {
    pub(crate) account: usize,
    pub(crate) version: u32,
    pub(crate) applied: bool,
    pub(crate) ahead: bool,
}

#[derive(Debug, Default)]
pub(crate) struct PackModel {
    pub(crate) releases: Vec<(Carried, Option<u32>)>,
    pub(crate) pending: Option<Pending>,
    pub(crate) instances: Vec<Instance>,
    pub(crate) requests: usize,
}

impl PackModel {
    pub(crate) fn current(&self) -> Carried {
        self.releases.last().map_or((0, 0), |r| r.0)
    }

    /// What a decision is based on: where it is the same again, the decision holds.
    pub(crate) fn basis(&self) -> Basis {
        (self.number(), self.pending.clone())
    }

    pub(crate) fn number(&self) -> u32 {
        u32::try_from(self.releases.len()).expect("few")
    }

    pub(crate) fn somebody_has_more(&self) -> bool {
        self.instances.iter().any(|i| i.applied || i.ahead)
    }

    /// A release equal to the current one is a recall, or nothing.
    pub(crate) fn changes_something(&self, carried: Carried, rollback_to: Option<u32>) -> bool {
        carried != self.current() || (rollback_to.is_some() && self.somebody_has_more())
    }

    pub(crate) fn take_effect(&mut self, carried: Carried, rollback_to: Option<u32>, is_pending: bool) {
        self.pending = None;
        self.releases.push((carried, rollback_to));
        for instance in &mut self.instances {
            if !(is_pending && instance.applied) {
                instance.version += 1;
            }
            (instance.applied, instance.ahead) = (false, false);
        }
    }

    pub(crate) fn release(
        &mut self,
        carried: Carried,
        rollback_to: Option<u32>,
        on: Option<(NaiveDate, NaiveDate)>,
    ) -> bool {
        if !self.changes_something(carried, rollback_to) {
            return false;
        }
        match on {
            None => {
                let is_pending = self.pending.as_ref().is_some_and(|p| p.carried == carried);
                self.take_effect(carried, rollback_to, is_pending);
            }
            Some((date, today)) => {
                if self.pending.is_some() || date <= today {
                    return false;
                }
                self.requests += 1;
                self.pending = Some(Pending { request: self.requests, carried, date, rollback_to });
            }
        }
        true
    }

    /// What the wizard proposes as kind: a scheduled release keeps its own.
    pub(crate) fn kind_proposed(&self) -> Option<u32> {
        self.pending.as_ref().and_then(|p| p.rollback_to)
    }

    pub(crate) fn can_release(&self, latest: Carried) -> bool {
        self.pending.is_some() || self.current() != latest
    }

    /// What Legacy deployment releases: what is pending, else what is available.
    pub(crate) fn pending_or(&self, available: Carried) -> Carried {
        self.pending.as_ref().map_or(available, |pending| pending.carried)
    }

    pub(crate) fn target(&self, to: Option<u32>) -> Option<u32> {
        if let Some(to) = to {
            return (1..=self.number()).contains(&to).then_some(to);
        }
        let stepped_back_from = |n: u32| {
            let (a, b) = self.carried_by(n);
            (n + 1..=self.number()).map(|later| self.carried_by(later)).any(|later| later.0 < a || later.1 < b)
        };
        (1..self.number()).rev().find(|n| self.carried_by(*n) != self.current() && !stepped_back_from(*n))
    }

    pub(crate) fn carried_by(&self, number: u32) -> Carried {
        self.releases[number as usize - 1].0
    }

    pub(crate) fn cancel(&mut self, recall: bool) -> bool {
        if self.pending.is_none() || (recall && !self.somebody_has_more()) {
            return false;
        }
        self.pending = None;
        for instance in &mut self.instances {
            instance.ahead |= std::mem::take(&mut instance.applied);
        }
        if recall {
            self.take_effect(self.current(), Some(self.number()), false);
        }
        true
    }

    pub(crate) fn apply(&mut self, account: usize) -> bool {
        let mut any = false;
        for instance in self.instances.iter_mut().filter(|i| i.account == account) {
            if self.pending.is_some() && !instance.applied && !instance.ahead {
                (instance.applied, any) = (true, true);
                instance.version += 1;
            }
        }
        any
    }
}
