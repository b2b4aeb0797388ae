//! The workspace's settings.

use super::{Engine, EngineError, approval::request_rules, decision::Deciding};
use crate::{
    domain::{ApprovalRequestId, Event, Settings},
    store::Store,
};

impl Engine {
    pub fn settings(&self) -> &Settings {
        self.store.settings()
    }

    /// Checks a change of the settings before the user is asked to confirm it.
    ///
    /// # Errors
    /// [`crate::domain::Refusal::DeploymentWhileScheduled`].
    pub fn check_settings(&self, next: &Settings) -> Result<(), EngineError> {
        Ok(self.store.settings().check_change(next, &scheduled(&self.store))?)
    }

    /// Changes settings. What is scheduled keeps the zone that it was scheduled in. Rules for approval that ask for
    /// less than those in force wait for approval themselves: the request is returned, and all the rest is done.
    ///
    /// # Errors
    /// As [`Settings::check_name`] and [`Settings::check_change`]; [`crate::domain::Refusal::RequestWaits`]; the
    /// store's.
    pub fn change_settings(
        &mut self,
        change: impl Fn(&mut Settings),
    ) -> Result<Option<ApprovalRequestId>, EngineError> {
        let (asking, zone, clock) = (self.asking(), self.scheduler_zone(), self.clock());
        self.commit_via(self.via(), |store, stamp| {
            let mut settings = store.settings().clone();
            change(&mut settings);
            settings.check_name()?;
            store.settings().check_change(&settings, &scheduled(store))?;
            let (mut events, mut request) = (vec![], None);
            let known = store.settings().approval;
            if known.are_loosened_by(&settings.approval) {
                let deciding = Deciding { stamp, zone, now: clock.now() };
                let (asked, id) = request_rules(store, settings.approval, &asking, &deciding)?;
                (events, request) = (asked, Some(id));
                settings.approval = known.with_unasked(&settings.approval);
            }
            if settings != *store.settings() {
                events.insert(0, Event::SettingsChanged(settings.alone()));
            }
            Ok((events, request))
        })
    }
}

/// The names of the packs with a scheduled release.
fn scheduled(store: &Store) -> Vec<String> {
    let packs = store.packs();
    let waiting = packs.iter().filter(|entry| entry.summary.scheduled.is_some());
    waiting.map(|entry| entry.summary.name.clone()).collect()
}
