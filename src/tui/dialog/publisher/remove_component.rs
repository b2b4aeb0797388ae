//! Asks before a component is removed from its pack.

use std::slice;

use crate::{
    domain::{ComponentRow, Pack},
    tui::{
        command::{Command, Query},
        dialog::question::QuestionDialog,
        widget::Tone,
    },
};

/// Asks whether a component is to be removed from a pack.
pub(in crate::tui) fn remove_component(pack: &Pack, row: &ComponentRow) -> QuestionDialog {
    let happens = if pack.carries(&row.component_id) {
        let name = &pack.name;
        format!("It stays listed as Deleted, and leaves {name} with the next release. Until then it can be undeleted.")
    } else {
        format!("It leaves {} at once, as no release carries it.", pack.name)
    };
    let scheduled = pack.still_scheduled(&row.component_id).map(|still| format!("! {still}."));
    let title = format!("Remove · {}", row.component_name);
    let (pack, component) = (pack.id.clone(), row.component_id.clone());
    let does = move || {
        let (pack, component) = (pack.clone(), component.clone());
        let changed = Query::change("change the integration pack", move |engine| {
            let stays = engine.pack(&pack)?.pack.carries(&component);
            engine.remove_components(&pack, slice::from_ref(&component))?;
            let name = engine.component_name(&component);
            Ok(if stays { format!("{name} leaves with the next release") } else { format!("{name} is removed") })
        });
        vec![changed.then(|text| vec![Command::Close, Command::Notify(Tone::Success, text)])]
    };
    QuestionDialog::new(title, happens, scheduled, ["Keep It", "Remove"], does)
}
