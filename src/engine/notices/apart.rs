//! Tells hooks beside what a program does: in a thread of its own, which ends once nothing is due.

use std::{
    collections::BTreeMap,
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    domain::{Hook, HookId, Refusal},
    engine::{DeliveryReport, Engine, EngineError, Notices, state::Outlet},
};

/// How long to wait after a failure to read or write how far the hooks are.
const RETRY: TimeDelta = TimeDelta::seconds(30);

impl Engine {
    /// Tells the hooks in a thread of its own, where something may be due: whoever calls it waits for no receiver. What
    /// is wrong is returned, in sentences, once. It costs a look at a setting where there are no hooks.
    pub fn deliver_in_background(&mut self) -> Vec<String> {
        if !self.hooks_are_up() {
            return Vec::new();
        }
        let now = self.now();
        let news = match self.notices.under_way.take_if(|round| round.is_finished()) {
            Some(ended) => self.notices.end(ended, now),
            None => Vec::new(),
        };
        let seq = self.store.seq();
        if self.notices.under_way.is_none() && self.notices.is_up(seq, now) {
            self.notices.looked = Some((seq, now));
            self.notices.next = None;
            self.notices.begin();
        }
        news
    }

    /// Whether [`Engine::deliver_in_background`] has something to do.
    pub(in crate::engine) fn hooks_are_up(&self) -> bool {
        !self.settings().hooks.is_empty()
            && match &self.notices.under_way {
                Some(round) => round.is_finished(),
                None => self.notices.way.is_some() && self.notices.is_up(self.store.seq(), self.now()),
            }
    }

    /// Waits until what is under way has ended, for as long as that: what a receiver has taken shall be written down.
    pub(in crate::engine) fn end_deliveries(&mut self, most: Duration) {
        let until = Instant::now() + most;
        while self.notices.under_way.as_ref().is_some_and(|round| !round.is_finished()) && Instant::now() < until {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Outlet {
    fn is_up(&self, seq: u64, now: DateTime<Utc>) -> bool {
        match self.looked {
            Some((read, at)) => read != seq || now < at || self.next.is_some_and(|next| next <= now),
            None => true,
        }
    }

    fn begin(&mut self) {
        let Some(way) = self.way.clone() else { return };
        let tell = move || (way.open)()?.deliver_notices();
        // Where there is no thread now, the next look tries again.
        self.under_way = thread::Builder::new().name("hooks".to_owned()).spawn(tell).ok();
        if self.under_way.is_none() {
            self.looked = None;
        }
    }

    fn end(&mut self, ended: JoinHandle<Result<DeliveryReport, EngineError>>, now: DateTime<Utc>) -> Vec<String> {
        let told =
            ended.join().unwrap_or_else(|_| Err(EngineError::NotDelivered { why: "the program failed".to_owned() }));
        let wrong = match told {
            Ok(report) => {
                (self.next, self.failed) = (report.next, report.failed);
                report.failing.into_iter().map(|(id, name, why)| (Some(id), not_told(&name, &why))).collect()
            }
            Err(why) => {
                self.next = Some(now + RETRY);
                BTreeMap::from([(None, not_delivered(&why))])
            }
        };
        let is_new = |(id, words): &(&Option<HookId>, &String)| self.reported.get(*id) != Some(*words);
        let news = wrong.iter().filter(is_new).map(|(_, words)| words.clone()).collect();
        self.reported = wrong;
        news
    }
}

/// Where no hook can be told anything.
pub fn not_delivered(why: &EngineError) -> String {
    format!("hooks can't be told: {why}")
}

/// `the hook Chat was not told: it answered 500; trying again`.
pub fn not_told(name: &str, why: &str) -> String {
    format!("the hook {name} was not told: {why}; it is tried again")
}

impl Outlet {
    /// Why a hook is not told from here; none where it is, and where that is not known.
    pub(super) fn elsewhere(&self, hook: &Hook) -> Option<String> {
        match &self.way {
            Some(way) => (way.elsewhere)(hook),
            None => (!cfg!(feature = "notice")).then(|| Refusal::NoNotices.to_string()),
        }
    }

    /// The way to a hook.
    ///
    /// # Errors
    /// [`EngineError::NotDelivered`] where it is not told from here.
    pub(super) fn way_to(&self, hook: &Hook) -> Result<Notices, EngineError> {
        let way = self.way.clone().ok_or(Refusal::NoNotices)?;
        match (way.elsewhere)(hook) {
            Some(why) => Err(EngineError::NotDelivered { why }),
            None => Ok(way),
        }
    }
}
