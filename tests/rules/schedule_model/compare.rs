//! Holding a pack against its model.

use std::collections::HashSet;

use ipack::{
    domain::{ComponentId, Contents, Pack, Pending, ReleaseKind},
    engine::PackView,
};

use super::model::{Carried, PackModel};

pub(crate) fn carried(contents: &Contents) -> Carried {
    let version = |id: &str| contents.get(&ComponentId::from(id)).map_or(0, |v| v.as_str().parse().expect("a number"));
    (version("a"), version("b"))
}

pub(crate) fn compare_releases(pack: &Pack, model: &PackModel) {
    let there: Vec<_> = pack.releases.iter().map(|r| (carried(&r.components), r.rollback_to)).collect();
    assert_eq!(there, model.releases);
    assert!(pack.releases.iter().zip(1..).all(|(release, number)| release.number == number), "numbers are dense");
    assert!(pack.releases.is_sorted_by_key(|release| release.released_at));
    assert!(pack.releases.iter().all(|r| (r.kind == ReleaseKind::Rollback) == r.rollback_to.is_some()));
    let requests: HashSet<_> = pack.releases.iter().map(|release| &release.request_id).collect();
    assert_eq!(requests.len(), pack.releases.len(), "each request is released once");
}

/// Nothing is held back: what is pending is what would be released.
pub(crate) fn compare_pending(view: &PackView, model: &PackModel, available: Carried) {
    let (current, next) = (model.current(), model.pending_or(available));
    let shows =
        |from: u8, to: u8| if from == to { Pending::Nothing } else { Pending::Version(to.to_string().as_str().into()) };
    let rows: Vec<_> = view.rows.iter().map(|row| (row.component_id.as_str(), row.pending.clone())).collect();
    assert_eq!(rows, [("a", shows(current.0, next.0)), ("b", shows(current.1, next.1))]);
}
