//! Whether a scheduled release is due, late, or left to a person.

use chrono::{DateTime, Utc};

use super::{Component, ComponentId, LateReleases, Pack, Refusal, ScheduledRelease, Window, today_in};

/// How a scheduled release stands to an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Its window lies ahead.
    Ahead,
    /// It is to be performed now.
    Perform {
        /// Seconds since the end of its window; none where it is in time.
        late: Option<i64>,
    },
    /// Its window was missed by more than the workspace's rule for late releases allows: a person decides whether to
    /// release it now, to move it or to cancel it.
    Overdue,
}

impl Due {
    /// How a release with this window stands to `now`.
    pub fn of(window: &Window, late: LateReleases, now: DateTime<Utc>) -> Self {
        if now < window.start {
            return Self::Ahead;
        }
        if window.contains(now) {
            return Self::Perform { late: None };
        }
        let same_day = today_in(window.zone, now) == window.date;
        match late {
            LateReleases::SameDay if same_day => Self::Perform { late: Some((now - window.end).num_seconds()) },
            LateReleases::Always => Self::Perform { late: Some((now - window.end).num_seconds()) },
            LateReleases::SameDay | LateReleases::Ask => Self::Overdue,
        }
    }
}

impl Window {
    /// The next instant at which [`Due::of`] may answer otherwise: its start, its end, or the end of its day.
    pub fn next_turn(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        // The day after may be one that the zone lacks.
        let mut days = self.date.iter_days().skip(1).take(2);
        let day_after = days.find_map(|day| Self::of(day, self.zone).ok()).map(|window| window.start);
        [Some(self.start), Some(self.end), day_after].into_iter().flatten().filter(|at| *at > now).min()
    }
}

impl Window {
    /// From when on [`Due::of`] answers that a release in this window is overdue; none where it never does.
    pub fn overdue_from(&self, late: LateReleases) -> Option<DateTime<Utc>> {
        match late {
            LateReleases::Ask => Some(self.end),
            LateReleases::SameDay => self.next_turn(self.end),
            LateReleases::Always => None,
        }
    }
}

impl ScheduledRelease {
    /// How it stands to `now`; one whose zone lacks its date is left to a person.
    pub fn due(&self, late: LateReleases, now: DateTime<Utc>) -> Due {
        self.window().map_or(Due::Overdue, |window| Due::of(&window, late, now))
    }
}

impl Pack {
    /// Whether the scheduled release can be carried out as it was decided.
    ///
    /// # Errors
    /// [`Refusal::NothingScheduled`]; [`Refusal::EmptiedPack`] where the pack lost its components since; what forbids
    /// one of its versions.
    pub fn check_due<'a>(&self, component: impl Fn(&ComponentId) -> Option<&'a Component>) -> Result<(), Refusal> {
        let scheduled = self.pending()?;
        if self.counted_members() == 0 && scheduled.restores.is_empty() {
            return Err(Refusal::EmptiedPack { pack: self.name.clone() });
        }
        self.check_carried(&scheduled.components, component)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tz;

    #[test]
    fn a_missed_window_is_made_up_for_on_the_same_day_only() {
        let window = Window::of("2026-12-01".parse().expect("a date"), tz("America/New_York")).expect("a window");
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let same_day = |text: &str| Due::of(&window, LateReleases::SameDay, at(text));
        assert_eq!(same_day("2026-12-01T04:59:59Z"), Due::Ahead);
        assert_eq!(same_day("2026-12-01T05:00:00Z"), Due::Perform { late: None });
        assert_eq!(same_day("2026-12-01T05:59:59Z"), Due::Perform { late: None });
        assert_eq!(same_day("2026-12-01T06:00:00Z"), Due::Perform { late: Some(0) });
        assert_eq!(same_day("2026-12-02T04:59:59Z"), Due::Perform { late: Some(82_799) });
        assert_eq!(same_day("2026-12-02T05:00:00Z"), Due::Overdue);
        assert_eq!(Due::of(&window, LateReleases::Ask, at("2026-12-01T06:00:00Z")), Due::Overdue);
        let from =
            [LateReleases::SameDay, LateReleases::Ask, LateReleases::Always].map(|late| window.overdue_from(late));
        assert_eq!(from, [Some(at("2026-12-02T05:00:00Z")), Some(at("2026-12-01T06:00:00Z")), None]);
        let mut now = at("2026-11-21T00:00:00Z");
        let mut turns = Vec::new();
        while let Some(turn) = window.next_turn(now) {
            turns.push(turn);
            now = turn;
        }
        assert_eq!(turns, ["2026-12-01T05:00:00Z", "2026-12-01T06:00:00Z", "2026-12-02T05:00:00Z"].map(at));
        assert_eq!(
            Due::of(&window, LateReleases::Always, at("2027-12-01T06:00:00Z")),
            Due::Perform { late: Some(31_536_000) }
        );
    }
}
