//! The only place that reads the clock. Everything else gets the time as a value.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::domain::{Tz, YEARS, instant_words};

pub trait Clock: Send + Sync {
    fn now(&self) -> DateTime<Utc>;
}

#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    fn now(&self) -> DateTime<Utc> {
        instant_of(SystemTime::now())
    }
}

/// The instant of a system time, also before 1970, limited to the years that can be written down.
fn instant_of(time: SystemTime) -> DateTime<Utc> {
    let epoch = DateTime::UNIX_EPOCH;
    let new_year = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let first = new_year(*YEARS.start()).unwrap_or(DateTime::<Utc>::MIN_UTC);
    let last = new_year(*YEARS.end()).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let instant = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => TimeDelta::from_std(since).ok().and_then(|since| epoch.checked_add_signed(since)).unwrap_or(last),
        Err(before) => {
            let before = TimeDelta::from_std(before.duration()).ok();
            before.and_then(|before| epoch.checked_sub_signed(before)).unwrap_or(first)
        }
    };
    instant.clamp(first, last)
}

/// A clock that stands still until it is set, for tests.
#[derive(Debug)]
pub struct FixedClock(Mutex<DateTime<Utc>>);

impl FixedClock {
    pub fn new(now: DateTime<Utc>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(now)))
    }

    pub fn set(&self, now: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The difference between the clocks of two machines that is not reported.
pub(super) const CLOCKS_DIFFER: TimeDelta = TimeDelta::seconds(60);

/// The last change has a later stamp than the clock shows: the clock is or was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StampAhead {
    pub stamp: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

impl StampAhead {
    pub const HINT: &'static str = "set the clock if it is wrong; if it is right, go on: dates count from the clock, \
                                    and what is done is stamped with that later time until the clock has passed it";

    /// A warning before a release that would get the same stamp.
    pub fn warning(&self, zone: Tz) -> String {
        let stamp = instant_words(self.stamp, zone);
        format!(
            "The last change is stamped {stamp}, later than this clock: so is this. Set the clock first if it is wrong."
        )
    }
}

impl fmt::Display for StampAhead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (stamp, now) = (instant_words(self.stamp, Tz::UTC), instant_words(self.now, Tz::UTC));
        write!(f, "the last change is stamped {stamp}, and the clock says {now}")
    }
}

/// The machine's clock; in debug builds the instant in `IPACK_TEST_NOW` (RFC 3339) where it is set, so that black-box
/// tests know the day.
pub fn system_clock() -> Arc<dyn Clock> {
    #[cfg(debug_assertions)]
    if let Some(now) = std::env::var("IPACK_TEST_NOW").ok().and_then(|text| text.parse().ok()) {
        return FixedClock::new(now);
    }
    Arc::new(SystemClock)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_clock_reads_before_1970_and_to_the_edges_of_the_years() {
        let at = |time: Option<SystemTime>| instant_of(time.expect("a time")).to_rfc3339();
        let epoch = SystemTime::UNIX_EPOCH;
        assert_eq!(at(epoch.checked_sub(Duration::from_millis(500))), "1969-12-31T23:59:59.500+00:00");
        let (year, far) = (Duration::from_hours(24 * 365), Duration::from_secs(1 << 50));
        assert_eq!(at(epoch.checked_add(year)), "1971-01-01T00:00:00+00:00");
        assert_eq!(at(epoch.checked_sub(far)), "0001-01-01T00:00:00+00:00");
        assert_eq!(at(epoch.checked_add(far)), "9999-01-01T00:00:00+00:00");
    }
}
