//! What an open program remembers between two looks at the schedule.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::domain::PackId;

/// How long to wait after a failure before trying again: a full disk is not tried every second.
const RETRY_DELAY: TimeDelta = TimeDelta::seconds(30);

/// Why the workspace can't be followed or written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchTrouble {
    /// The reason, with places in the state folder named from there.
    pub text: String,
    /// The way out, where there is one to name.
    pub hint: Option<String>,
}

/// What is remembered between looks.
#[derive(Debug)]
pub(super) struct WatchState {
    pub(super) opened: DateTime<Utc>,
    /// The journal's length and the time at the last look.
    pub(super) looked: Option<(u64, DateTime<Utc>)>,
    /// The next instant at which something falls due or turns overdue by itself.
    pub(super) next: Option<DateTime<Utc>>,
    /// When performing failed, and why.
    pub(super) failed: Option<(DateTime<Utc>, WatchTrouble)>,
    /// The workspace could not be followed or written to.
    pub(super) troubled: bool,
    /// When the platform was looked at, as far as was seen.
    pub(super) mirrored: Option<DateTime<Utc>>,
    pub(super) blocked: Vec<(PackId, String)>,
    pub(super) overdue: Vec<(PackId, NaiveDate)>,
    pub(super) behind: bool,
}

impl WatchState {
    pub(super) fn since(opened: DateTime<Utc>) -> Self {
        Self {
            opened,
            looked: None,
            next: None,
            failed: None,
            troubled: false,
            mirrored: None,
            blocked: Vec::new(),
            overdue: Vec::new(),
            behind: false,
        }
    }

    /// Whether to wait before trying again. A clock that went back ends the wait.
    fn rests(&self, now: DateTime<Utc>) -> bool {
        self.failed.as_ref().is_some_and(|(at, _)| *at <= now && now < *at + RETRY_DELAY)
    }

    /// Whether it is time to read the schedule. It is after a clock went back, because past instants come again then.
    pub(super) fn is_up(&self, seq: u64, now: DateTime<Utc>) -> bool {
        if self.failed.is_some() {
            return !self.rests(now);
        }
        match self.looked {
            Some((read, at)) => read != seq || now < at || self.next.is_some_and(|next| next <= now),
            None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_look_is_taken_when_something_may_have_changed_and_else_never() {
        let now = at("2026-11-21T18:00:00Z");
        let later = |seconds| now + TimeDelta::seconds(seconds);
        let mut last = WatchState::since(now);
        assert!(last.is_up(0, now), "the first time");
        last.looked = Some((7, now));
        last.next = Some(later(10));
        assert!(!last.is_up(7, later(9)));
        assert!(last.is_up(7, later(10)), "something falls due");
        assert!(last.is_up(8, later(1)), "somebody committed");
        assert!(last.is_up(7, later(-1)), "the clock went backwards");
        last.failed = Some((later(10), WatchTrouble { text: "no room".to_owned(), hint: None }));
        assert!(!last.is_up(8, later(39)), "a rest after a failure");
        assert!(last.is_up(8, later(40)));
        assert!(last.is_up(8, later(5)), "no rest that a set clock could make endless");
    }
}
