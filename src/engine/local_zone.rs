//! The admin's own zone: that of `TZ`, else the machine's. Where neither is known it is UTC, with a notice, so that
//! "your time" is never silently in another zone.

use std::path::Path;

use crate::domain::{Rule, Tz};

/// A zone for the admin's own times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalZone {
    pub zone: Tz,
    /// Why it may be the wrong one, and what to do.
    pub doubt: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum TzValue {
    /// A zone by name, by its file, or by a rule that it follows.
    Zone(Tz),
    /// Whatever the machine is set to.
    Machine,
    /// A rule that no known zone follows.
    RuleOfItsOwn,
    /// Nothing that is known.
    Unknown,
}

/// The admin's own zone; an empty `TZ` counts as none.
pub fn local_zone() -> LocalZone {
    let set = std::env::var_os("TZ").filter(|value| !value.is_empty());
    let Some(text) = set.map(|value| value.to_string_lossy().into_owned()) else { return machine() };
    let doubt = match parse_tz(&text) {
        TzValue::Zone(zone) => return zone.into(),
        TzValue::Machine => return machine(),
        TzValue::RuleOfItsOwn => "is a rule that no known time zone follows",
        TzValue::Unknown => "names no known time zone",
    };
    in_doubt(&format!("TZ={text:?} {doubt}"))
}

fn machine() -> LocalZone {
    match iana_time_zone::get_timezone() {
        Ok(name) => match name.parse::<Tz>() {
            Ok(zone) => zone.into(),
            Err(_) => in_doubt(&format!("TZ is not set, and the machine's time zone {name:?} is not known")),
        },
        // Without this file the system itself uses UTC.
        Err(_) if !Path::new("/etc/localtime").exists() => Tz::UTC.into(),
        Err(_) => in_doubt("TZ is not set, and the machine's time zone has no name"),
    }
}

fn in_doubt(why: &str) -> LocalZone {
    let doubt = format!("{why}: your times are told in UTC; set TZ to a name such as Europe/Berlin");
    LocalZone { zone: Tz::UTC, doubt: Some(doubt) }
}

impl From<Tz> for LocalZone {
    fn from(zone: Tz) -> Self {
        Self { zone, doubt: None }
    }
}

/// Reads a value of `TZ`, in the forms of tzset(3): a name, a file of the tz database, or a POSIX rule, each with a
/// colon before it or not. A name comes before a rule: `EST5EDT` is both.
fn parse_tz(text: &str) -> TzValue {
    let text = text.strip_prefix(':').unwrap_or(text);
    if text == "/etc/localtime" || text == "localtime" {
        return TzValue::Machine;
    }
    let name = match text.rsplit_once("zoneinfo/") {
        Some((folder, name)) if folder.starts_with('/') => name,
        _ => text,
    };
    // These folders hold the same zones without and with leap seconds.
    let name = name.strip_prefix("posix/").or_else(|| name.strip_prefix("right/")).unwrap_or(name);
    match (name.parse(), Rule::read(text)) {
        (Ok(zone), _) => TzValue::Zone(zone),
        (Err(_), Some(rule)) => rule.zone().map_or(TzValue::RuleOfItsOwn, TzValue::Zone),
        (Err(_), None) => TzValue::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tz;

    #[test]
    fn every_form_of_tz_is_read_or_in_doubt() {
        for (text, expected) in [
            ("Europe/Berlin", TzValue::Zone(tz("Europe/Berlin"))),
            (":Europe/Berlin", TzValue::Zone(tz("Europe/Berlin"))),
            ("/usr/share/zoneinfo/Europe/Berlin", TzValue::Zone(tz("Europe/Berlin"))),
            (":/usr/share/zoneinfo/America/Argentina/Ushuaia", TzValue::Zone(tz("America/Argentina/Ushuaia"))),
            ("/var/db/timezone/zoneinfo/Asia/Tokyo", TzValue::Zone(tz("Asia/Tokyo"))),
            ("/usr/share/zoneinfo/posix/Europe/Berlin", TzValue::Zone(tz("Europe/Berlin"))),
            ("posix/Europe/Berlin", TzValue::Zone(tz("Europe/Berlin"))),
            (":right/Europe/Berlin", TzValue::Zone(tz("Europe/Berlin"))),
            ("/etc/localtime", TzValue::Machine),
            (":/etc/localtime", TzValue::Machine),
            ("UTC", TzValue::Zone(Tz::UTC)),
            ("UTC0", TzValue::Zone(Tz::UTC)),
            ("<+00>0", TzValue::Zone(Tz::UTC)),
            ("EST5EDT", TzValue::Zone(tz("EST5EDT"))),
            ("EST5EDT,M3.2.0,M11.1.0", TzValue::Zone(tz("America/New_York"))),
            ("AST4ADT", TzValue::Zone(tz("America/Halifax"))),
            ("CET-1CEST,M3.5.0,M10.5.0/3", TzValue::Zone(tz("Europe/Berlin"))),
            ("CET-01:00:00CEST-02:00:00,M3.5.0/02:00:00,M10.5.0/03:00:00", TzValue::Zone(tz("Europe/Berlin"))),
            ("GMT0BST,M3.5.0/1,M10.5.0", TzValue::Zone(tz("Europe/London"))),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", TzValue::Zone(tz("Australia/Sydney"))),
            ("IST-2IDT,M3.4.4/26,M10.5.0", TzValue::RuleOfItsOwn),
            ("<+03>-3", TzValue::Zone(tz("Etc/GMT-3"))),
            ("UTC+3", TzValue::Zone(tz("Etc/GMT+3"))),
            ("<+14>-14", TzValue::Zone(tz("Etc/GMT-14"))),
            ("IST-5:30", TzValue::Zone(tz("Asia/Kolkata"))),
            ("<+0545>-5:45", TzValue::Zone(tz("Asia/Kathmandu"))),
            ("XXX-0:17", TzValue::RuleOfItsOwn),
            ("CET-1CEST", TzValue::RuleOfItsOwn),
            ("CET-1CEST,M3.4.0,M10.5.0/3", TzValue::RuleOfItsOwn),
            ("CET-1CEST,J60,300", TzValue::RuleOfItsOwn),
            ("Mars/Olympus", TzValue::Unknown),
            ("europe/berlin", TzValue::Unknown),
            ("zoneinfo/Europe/Berlin", TzValue::Unknown),
            ("/usr/share/zoneinfo/", TzValue::Unknown),
            ("CET-1CEST,M13.5.0,M10.5.0/3", TzValue::Unknown),
            ("CET-1CEST,M3.5.0", TzValue::Unknown),
            ("CET-99", TzValue::Unknown),
            ("CET-1CEST,M3.5.0,M10.5.0/3 ", TzValue::Unknown),
            ("<>5", TzValue::Unknown),
            ("<+03-3", TzValue::Unknown),
            (":", TzValue::Unknown),
            ("é", TzValue::Unknown),
            ("+5", TzValue::Unknown),
        ] {
            assert_eq!(parse_tz(text), expected, "{text}");
        }
    }

    #[test]
    fn a_doubt_names_the_variable_what_is_used_and_the_way_out() {
        let LocalZone { zone, doubt } = in_doubt("TZ=\"Mars\" names no known time zone");
        let words = "TZ=\"Mars\" names no known time zone: your times are told in UTC; set TZ to a name such as \
                     Europe/Berlin";
        assert_eq!((zone, doubt.as_deref()), (Tz::UTC, Some(words)));
    }
}
