//! The zone that a rule describes.

use super::{Rule, Tz};

/// Zones that are named first where several follow a rule.
const KNOWN_BEST: [&str; 13] = [
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Helsinki",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Halifax",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Sydney",
    "Pacific/Auckland",
];

impl Rule<'_> {
    /// A zone that does what the rule says.
    pub fn zone(&self) -> Option<Tz> {
        // In the names of these zones a positive number means west.
        let fixed = Tz::find(&format!("Etc/GMT{:+}", -self.standard / 3600)).filter(|_| self.is_fixed());
        let mut zones =
            [Tz::UTC].into_iter().chain(fixed).chain(KNOWN_BEST.into_iter().filter_map(Tz::find)).chain(Tz::all());
        let samples = self.samples();
        zones.find(|zone| samples.iter().all(|(at, offset)| i64::from(zone.offset_at(*at).clocks.offset) == *offset))
    }
}
