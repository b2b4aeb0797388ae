//! The rate limit of a token: a bucket with room for 10 requests, refilled with 10 a second.

use chrono::{DateTime, Utc};

const ROOM: f64 = 10.0;
const A_SECOND: f64 = 10.0;

/// How many requests are left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bucket {
    left: f64,
    at: DateTime<Utc>,
}

impl Bucket {
    pub(super) fn full(now: DateTime<Utc>) -> Self {
        Self { left: ROOM, at: now }
    }

    /// Takes a request out; false where there is none left.
    pub(super) fn take(&mut self, now: DateTime<Utc>) -> bool {
        // A clock that was set back refills nothing.
        let since = (now - self.at).num_microseconds().and_then(|micros| i32::try_from(micros / 1_000).ok());
        let seconds = f64::from(since.unwrap_or(i32::MAX).max(0)) / 1_000.0;
        (self.left, self.at) = ((self.left + seconds * A_SECOND).min(ROOM), now);
        let any = self.left >= 1.0;
        if any {
            self.left -= 1.0;
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn ten_at_once_and_ten_a_second() {
        let start = DateTime::UNIX_EPOCH;
        let mut bucket = Bucket::full(start);
        let mut taken = |millis: i64, times: usize| {
            (0..times).filter(|_| bucket.take(start + TimeDelta::milliseconds(millis))).count()
        };
        assert_eq!(taken(0, 12), 10);
        assert_eq!(taken(99, 1), 0);
        assert_eq!(taken(310, 5), 3);
        assert_eq!(taken(-5_000, 1), 0, "a clock that was set back");
        assert_eq!(taken(60_000, 20), 10);
    }
}
