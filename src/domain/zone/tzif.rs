//! A zone's table, as the tz database has it (`TZif`, RFC 9636), read where it lies.

use super::rule::{Clocks, Rule};

/// Bytes of a header.
const HEADER: usize = 44;

/// Bytes of an instant: the first block of a table has short ones, for programs that can't read longer ones.
const SHORT: usize = 4;
const LONG: usize = 8;

/// Bytes that describe one way to show the time.
const KIND: usize = 6;

/// A table; UTC's may be empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table(pub(super) &'static [u8]);

impl Table {
    /// How the clocks are set at an instant, in seconds since 1970; none where the table can't be read.
    pub(super) fn clocks(self, at: i64) -> Option<Clocks<'static>> {
        let (first, rest) = Counts::read(self.0)?;
        let (counts, rest) = Counts::read(rest.get(first.bytes(SHORT)..)?)?;
        let footer = rest.get(counts.bytes(LONG)..)?;
        let (times, rest) = rest.split_at_checked(counts.changes * LONG)?;
        let (kinds, rest) = rest.split_at_checked(counts.changes)?;
        let (descriptions, letters) = rest.split_at_checked(counts.kinds * KIND)?;
        let passed = times.as_chunks::<LONG>().0.partition_point(|time| i64::from_be_bytes(*time) <= at);
        if passed == counts.changes {
            // After the last change that is listed a rule holds for ever.
            let rule = std::str::from_utf8(footer).ok()?.trim_matches('\n');
            if !rule.is_empty() {
                return Rule::read(rule)?.clocks(at);
            }
        }
        let kind = passed.checked_sub(1).map_or(Some(0), |last| kinds.get(last).copied())?;
        let (descriptions, _) = descriptions.as_chunks::<KIND>();
        let [a, b, c, d, _is_summer, from] = *descriptions.get(usize::from(kind))?;
        let letters = letters.get(usize::from(from)..counts.letters)?;
        let abbreviation = std::str::from_utf8(letters.split(|letter| *letter == 0).next()?).ok()?;
        Some(Clocks { offset: i32::from_be_bytes([a, b, c, d]), abbreviation })
    }
}

/// How many entries of each kind a block holds.
struct Counts {
    universal: usize,
    standard: usize,
    leaps: usize,
    changes: usize,
    kinds: usize,
    letters: usize,
}

impl Counts {
    /// The counts of a header, and what comes after it.
    fn read(bytes: &'static [u8]) -> Option<(Self, &'static [u8])> {
        let (header, rest) = bytes.split_at_checked(HEADER)?;
        let (numbers, _) = header.get(20..)?.as_chunks::<4>();
        let mut numbers = numbers.iter().filter_map(|number| usize::try_from(u32::from_be_bytes(*number)).ok());
        let counts = Self {
            universal: numbers.next()?,
            standard: numbers.next()?,
            leaps: numbers.next()?,
            changes: numbers.next()?,
            kinds: numbers.next()?,
            letters: numbers.next()?,
        };
        Some((counts, rest))
    }

    /// The length of the block.
    fn bytes(&self, instant: usize) -> usize {
        let Self { universal, standard, leaps, changes, kinds, letters } = self;
        changes * (instant + 1) + kinds * KIND + letters + leaps * (instant + 4) + standard + universal
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Tz, *};

    #[test]
    fn every_table_is_read_at_every_time() {
        let century = 100 * 366 * 86_400;
        for zone in Tz::all() {
            for at in (-3 * century..3 * century).step_by(40_000_000) {
                let clocks = zone.table.clocks(at).unwrap_or_else(|| panic!("{zone} at {at}"));
                assert!(clocks.offset.abs() < 86_400, "{zone} at {at}: {clocks:?}");
            }
        }
        assert!(Tz::all().count() > 590, "the zones of the tz database");
    }

    #[test]
    fn a_table_that_is_cut_short_says_nothing() {
        let table = Tz::find("Europe/Berlin").map_or(Table(&[]), |zone| zone.table);
        for end in 0..table.0.len() {
            let _ = Table(&table.0[..end]).clocks(0);
            assert_eq!(Table(&table.0[..end.min(HEADER * 2)]).clocks(0), None, "cut at {end}");
        }
    }
}
