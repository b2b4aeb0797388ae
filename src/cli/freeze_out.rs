//! Freezes for programs.

use serde::Serialize;

use super::output::{NamedOut, instant};
use crate::engine::{Caught, FreezeView};

/// `{"id","name","from","to"|null,"weekdays":["fri",…]|null,"packs":[{"id","name"}],"groups":[…],"reason","createdBy",
/// "createdAt"}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FreezeOut {
    id: String,
    name: String,
    from: String,
    to: Option<String>,
    weekdays: Option<Vec<String>>,
    packs: Vec<NamedOut>,
    groups: Vec<NamedOut>,
    reason: String,
    created_by: String,
    created_at: String,
}

/// What `add` and `remove` print: the freeze, and what it catches.
#[derive(Debug, Serialize)]
pub(super) struct ChangedOut {
    freeze: FreezeOut,
    catches: Vec<CaughtOut>,
}

/// A scheduled release that a freeze catches.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CaughtOut {
    id: String,
    name: String,
    release_on_date: String,
}

impl ChangedOut {
    pub(super) fn of(view: &FreezeView, caught: &[Caught]) -> Self {
        Self { freeze: FreezeOut::of(view), catches: caught.iter().map(CaughtOut::of).collect() }
    }
}

impl FreezeOut {
    pub(super) fn of(view: &FreezeView) -> Self {
        let freeze = &view.freeze;
        let days = || freeze.weekdays.iter().map(|day| day.to_string().to_lowercase()).collect();
        Self {
            id: freeze.id.to_string(),
            name: freeze.name.clone(),
            from: freeze.from.to_string(),
            to: freeze.to.map(|to| to.to_string()),
            weekdays: (!freeze.weekdays.is_empty()).then(days),
            packs: view.packs.iter().map(|(id, name)| NamedOut::of(id, name)).collect(),
            groups: view.groups.iter().map(|(id, name)| NamedOut::of(id, name)).collect(),
            reason: freeze.reason.clone(),
            created_by: freeze.created_by.clone(),
            created_at: instant(freeze.created_at),
        }
    }
}

impl CaughtOut {
    pub(super) fn of(caught: &Caught) -> Self {
        Self { id: caught.id.to_string(), name: caught.name.clone(), release_on_date: caught.date.to_string() }
    }
}
