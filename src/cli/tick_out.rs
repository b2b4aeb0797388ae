//! What a scheduler did and found, for programs.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{domain::PackId, engine::Performed};

#[derive(Debug, Serialize)]
pub(super) struct ReleasedOut {
    pub(super) id: String,
    pub(super) number: u32,
    pub(super) late: Option<i64>,
}

#[derive(Debug, Serialize)]
pub(super) struct BlockedOut {
    id: String,
    reason: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OverdueOut {
    id: String,
    release_on_date: String,
}

impl ReleasedOut {
    pub(super) fn of(performed: &Performed) -> Self {
        Self { id: performed.id.to_string(), number: performed.number, late: performed.late }
    }
}

impl BlockedOut {
    pub(super) fn of(id: &PackId, reason: &str) -> Self {
        Self { id: id.to_string(), reason: reason.to_owned() }
    }
}

impl OverdueOut {
    pub(super) fn of(id: &PackId, date: NaiveDate) -> Self {
        Self { id: id.to_string(), release_on_date: date.to_string() }
    }
}
