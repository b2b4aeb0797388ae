//! The question before a version is deleted.

use crate::{
    domain::{Component, Version},
    tui::{
        dialog::question::State,
        worker::components::{Verb, request},
    },
};

pub(super) fn question(component: &Component, version: &Version) -> State {
    let happens = "No release can carry it any more. It stays listed as Deleted, and can be restored.".to_owned();
    let taken = format!("Its label stays taken: no other version of {} can be called {version}.", component.name);
    let request = request(Verb::Delete(component.id.clone(), version.clone()));
    let title = format!("Delete Version · {} {version}", component.name);
    State::new(title, format!("{happens} {taken}"), None, ["Keep It", "Delete Version"], request)
}
