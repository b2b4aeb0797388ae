//! The workspace's settings.

use super::{Engine, EngineError};
use crate::{
    domain::{Event, Freezes, Hooks, Settings},
    store::Store,
};

impl Engine {
    #[must_use]
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

    /// Changes settings. What is scheduled keeps the zone that it was scheduled in.
    ///
    /// # Errors
    /// As [`Settings::check_name`] and [`Settings::check_change`]; the store's.
    pub fn change_settings(&mut self, change: impl Fn(&mut Settings)) -> Result<(), EngineError> {
        self.commit_via(self.via(), |store, _| {
            let mut settings = store.settings().clone();
            change(&mut settings);
            settings.check_name()?;
            store.settings().check_change(&settings, &scheduled(store))?;
            let same = settings == *store.settings();
            // Freezes and hooks have events of their own.
            let settings = Settings { freezes: Freezes::default(), hooks: Hooks::default(), ..settings };
            Ok((if same { vec![] } else { vec![Event::SettingsChanged(settings)] }, ()))
        })
    }
}

/// The names of the packs with a scheduled release.
fn scheduled(store: &Store) -> Vec<String> {
    let packs = store.packs();
    let waiting = packs.iter().filter(|entry| entry.summary.scheduled.is_some());
    waiting.map(|entry| entry.summary.name.clone()).collect()
}
