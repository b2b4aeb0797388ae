//! The question before a component is removed from its pack.

use crate::{
    domain::{ComponentRow, Pack},
    tui::{
        dialog::question::State,
        worker::{Request, publishing::Deed},
    },
};

pub(super) fn question(pack: &Pack, row: &ComponentRow) -> State {
    let happens = if pack.carries(&row.component_id) {
        let name = &pack.name;
        format!("It stays listed as Deleted, and leaves {name} with the next release. Until then it can be undeleted.")
    } else {
        format!("It leaves {} at once, as no release carries it.", pack.name)
    };
    let scheduled = pack.still_scheduled(&row.component_id).map(|still| format!("! {still}."));
    let request = Request::Publish(Deed::Remove(pack.id.clone(), row.component_id.clone()));
    let title = format!("Remove · {}", row.component_name);
    State::new(title, happens, scheduled, ["Keep It", "Remove"], request)
}
