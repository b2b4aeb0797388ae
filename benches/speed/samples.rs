//! Times that one thing took, again and again.

use std::time::{Duration, Instant};

/// The times, sorted.
#[derive(Debug)]
pub(crate) struct Samples(Vec<Duration>);

impl Samples {
    pub(crate) fn new(mut times: Vec<Duration>) -> Self {
        assert!(!times.is_empty(), "nothing was measured");
        times.sort_unstable();
        Self(times)
    }

    /// Measures two things in turn, so that whatever else the machine does slows both.
    pub(crate) fn in_turn(
        rounds: usize,
        mut one: impl FnMut() -> Duration,
        mut other: impl FnMut() -> Duration,
    ) -> (Self, Self) {
        let times: Vec<(Duration, Duration)> = (0..rounds).map(|_| (one(), other())).collect();
        let (one, other) = times.into_iter().unzip();
        (Self::new(one), Self::new(other))
    }

    /// The time that `percent` of all did not exceed.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        self.0[(self.0.len() - 1) * percent / 100]
    }

    pub(crate) fn median(&self) -> Duration {
        self.percentile(50)
    }
}

/// How long something takes.
pub(crate) fn time(what: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    what();
    begun.elapsed()
}
