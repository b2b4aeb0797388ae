//! Faults to rehearse with: slow answers, a busy server, lost connections.

use std::time::Duration;

/// What goes wrong, and how often.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// How long each answer takes.
    pub slow: Duration,
    /// Percent of the requests that are answered 503 before anything is done.
    pub busy: u8,
    /// Percent of the requests that are carried out, and whose connection is dropped instead of an answer.
    pub lose: u8,
}

/// What becomes of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Fair,
    Busy,
    Lost,
}

impl Faults {
    /// What happens to the request with this number. It is the same on every run, so that a rehearsal can be repeated.
    pub(super) fn fate(&self, number: u64) -> Fate {
        if scattered(2 * number) % 100 < u64::from(self.busy) {
            Fate::Busy
        } else if scattered(2 * number + 1) % 100 < u64::from(self.lose) {
            Fate::Lost
        } else {
            Fate::Fair
        }
    }
}

/// A number that has nothing to do with its neighbours: `SplitMix64`.
fn scattered(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_about_right_and_the_same_on_every_run() {
        let faults = Faults { busy: 10, lose: 5, ..Faults::default() };
        let fates: Vec<Fate> = (0..10_000).map(|number| faults.fate(number)).collect();
        let count = |fate: Fate| fates.iter().filter(|one| **one == fate).count();
        assert!((900..1_100).contains(&count(Fate::Busy)), "{}", count(Fate::Busy));
        assert!((350..550).contains(&count(Fate::Lost)), "{}", count(Fate::Lost));
        assert!((0..1_000).all(|number| Faults::default().fate(number) == Fate::Fair));
    }
}
