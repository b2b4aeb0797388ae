//! The question before a version is deleted.

use crate::{
    domain::{Component, Version},
    engine::sentences,
    tui::{
        command::{Command, Query},
        dialog::question::QuestionDialog,
        widget::Tone,
    },
};

/// Asks whether a version is to be deleted.
pub(in crate::tui) fn delete_version(component: &Component, version: &Version) -> QuestionDialog {
    let happens = "No release can carry it any more. It stays listed as Deleted, and can be restored.".to_owned();
    let taken = format!("Its label stays taken: no other version of {} can be called {version}.", component.name);
    let title = format!("Delete Version · {} {version}", component.name);
    let (id, version) = (component.id.clone(), version.clone());
    let does = move || {
        let (id, version) = (id.clone(), version.clone());
        let changed = Query::change("delete the version", move |engine| {
            engine.delete_version(&id, &version)?;
            Ok(sentences::version_deleted(&version, &engine.component_name(&id)))
        });
        vec![changed.then(|text| vec![Command::Close, Command::Notify(Tone::Success, text)])]
    };
    QuestionDialog::new(title, format!("{happens} {taken}"), None, ["Keep It", "Delete Version"], does)
}
