//! How the mirror of a connected workspace is kept fresh: the platform is looked at when the screens open, every few
//! minutes, when something falls due, and whenever the admin wishes. Nothing waits for it.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    keys::{Action, Keymap, Scope},
    widget::Tone,
};
use crate::{
    domain::Tz,
    engine::{EngineError, Overview, Progress, ScheduleStatus},
};

/// Time between two looks while something that is due is not known to be released.
const WHILE_DUE: TimeDelta = TimeDelta::minutes(1);

/// What the screens know of it.
#[derive(Debug, Default)]
pub struct Mirror {
    /// Time between two looks; none where nobody looks unless the admin wishes.
    pub every: Option<TimeDelta>,
    /// The look that is under way, and whether the admin wished it.
    under_way: Option<(Progress, bool)>,
    /// When the last look began.
    looked: Option<DateTime<Utc>>,
    /// The platform could not be asked.
    away: Option<Away>,
}

/// Since when, and why.
#[derive(Debug)]
struct Away {
    /// In the fewest words: `offline`, `token refused`.
    what: &'static str,
    since: DateTime<Utc>,
    why: String,
}

impl Mirror {
    /// Whether it is time for a look.
    pub(super) fn is_due(&self, overview: &Overview) -> bool {
        let Some(every) = self.every else { return false };
        if overview.settings.platform.is_none() || self.under_way.is_some() {
            return false;
        }
        let Some(looked) = self.looked else { return true };
        let rule = &overview.overdue_rule;
        let is_due = |status| matches!(status, Some(ScheduleStatus::Due));
        let waits = || overview.packs.iter().any(|entry| is_due(rule.status_of(&entry.summary, overview.now)));
        let since = overview.now - looked;
        // A clock that was set back ends the rest, too.
        since < TimeDelta::zero() || since >= every || since >= WHILE_DUE && waits()
    }

    /// Whether a look is under way; where the admin wishes one, it is the one that was wished.
    pub(super) fn is_under_way(&mut self, wished: bool) -> bool {
        self.under_way.iter_mut().for_each(|(_, was_wished)| *was_wished |= wished);
        self.under_way.is_some()
    }

    /// Whether a look is under way that may be the first.
    pub(super) fn is_looking(&self) -> bool {
        self.under_way.is_some()
    }

    /// The look that the admin waits for: the one that was wished, or the first.
    pub(super) fn awaited(&self, overview: &Overview) -> Option<&Progress> {
        let (progress, wished) = self.under_way.as_ref()?;
        (*wished || overview.last_look.is_none()).then_some(progress)
    }

    pub(super) fn begins(&mut self, now: DateTime<Utc>, wished: bool, progress: Option<Progress>) {
        self.looked = Some(now);
        self.under_way = progress.map(|progress| (progress, wished));
    }

    /// Takes the end of a look; returns what is to be said of it. An error that needs more than a line comes back as it
    /// is.
    pub(super) fn ends(
        &mut self,
        result: Result<String, EngineError>,
        now: DateTime<Utc>,
    ) -> Result<Option<(Tone, String)>, EngineError> {
        let wished = self.under_way.take().is_some_and(|(_, wished)| wished);
        let error = match result {
            Ok(words) => {
                let was_away = self.away.take().is_some();
                let said = if words.is_empty() && (wished || was_away) { "in step with the platform" } else { &words };
                return Ok((!said.is_empty()).then(|| (Tone::Info, said.to_owned())));
            }
            Err(error) if error.is_stopped() => {
                return Ok(Some((Tone::Info, "stopped; the next synchronisation takes over what is new".to_owned())));
            }
            Err(error) => error,
        };
        let what = match error {
            EngineError::Platform { .. } => Some("offline"),
            EngineError::Denied { .. } => Some("token refused"),
            EngineError::Credentials { .. } => Some("no token"),
            _ => None,
        };
        let is_away = what.is_some();
        let since = self.away.as_ref().map_or(now, |away| away.since);
        let was_away = self.away.is_some();
        if let Some(what) = what {
            self.away = Some(Away { what, since, why: error.to_string() });
        }
        match error {
            error if wished => Err(error),
            error if is_away && !was_away => {
                Ok(Some((Tone::Warning, format!("the platform can't be asked: {}", error.with_hint()))))
            }
            error @ EngineError::Refused(_) => Ok(Some((Tone::Warning, error.with_hint()))),
            // Nothing to say: it was said before, another program is looking, or the workspace is in trouble, which is
            // told anyway.
            _ => Ok(None),
        }
    }

    /// Why nothing can go to the platform, as far as the last look told, and the key that tries again.
    pub(super) fn off(&self, zone: Tz, keymap: &Keymap) -> Option<String> {
        let away = self.away.as_ref()?;
        let key = keymap.told(&[Scope::Connected], Action::Synchronise, false);
        Some(format!("the platform can't be asked since {}: {}; {key} tries again", time(away.since, zone), away.why))
    }

    /// What the header says in place of how old it is, the longest first.
    pub(super) fn marks(&self, zone: Tz) -> Vec<String> {
        match (&self.under_way, &self.away) {
            (Some((progress, _)), _) => {
                let step = progress.step().map(|step| format!("syncing {} of {}", step.done, step.all.max(step.done)));
                step.into_iter().chain(["syncing".to_owned()]).collect()
            }
            (None, Some(Away { what, since, .. })) => {
                vec![format!("{what} since {}", time(*since, zone)), (*what).to_owned()]
            }
            (None, None) => vec![],
        }
    }
}

fn time(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%H:%M").to_string()
}
