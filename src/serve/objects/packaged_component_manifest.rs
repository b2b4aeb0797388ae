//! What a version holds.

use serde_json::Value;

use super::packaged_component::{find, revision};
use crate::{
    engine::Included,
    platform::wire::{ComponentInfo, PackagedComponentManifest},
    serve::{
        context::{Context, Object, to_value},
        ids,
        refused::Answer,
    },
};

pub(super) const OBJECT: Object = Object { get: Some(get), ..Object::named("PackagedComponentManifest") };

/// The component itself, and the components that it includes. A workspace knows only the name and folder of those, so
/// their ids are made of them.
fn get(context: &mut Context, id: &str) -> Answer<Value> {
    let (component, version) = find(context, id)?;
    let details = context.engine.version_details(&component.id, &version)?;
    let itself = ComponentInfo { id: Some(component.id.to_string()), version: revision(&component, &version) };
    let info = |one: &Included| ComponentInfo {
        id: Some(ids::guid(&[&one.component.folder, &one.component.name])),
        version: Some(1),
    };
    to_value(&PackagedComponentManifest {
        package_id: Some(id.to_owned()),
        component_info: std::iter::once(itself).chain(details.included.iter().map(info)).collect(),
    })
}
