//! A zone from its name.

use std::str::FromStr;

use super::Tz;
use crate::domain::Refusal;

impl FromStr for Tz {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let found = Self::find(text).filter(|zone| zone.name == text);
        found.ok_or_else(|| Refusal::NotAZone { input: text.to_owned() })
    }
}
