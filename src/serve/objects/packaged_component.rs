//! Versions of components.

use std::sync::Arc;

use chrono::SecondsFormat;
use serde_json::Value;

use crate::{
    domain::{Component, ComponentId, PackagedComponent as Packaged, Version},
    engine::PackageOrder,
    platform::wire::PackagedComponent,
    serve::{
        context::{Context, Object, needed, read, to_value},
        refused::{Answer, Refused},
    },
};

pub(super) const OBJECT: Object = Object {
    filters: &[
        "packageId",
        "packageVersion",
        "componentId",
        "componentVersion",
        "componentType",
        "createdDate",
        "createdBy",
        "notes",
        "branchName",
        "shareable",
        "deleted",
    ],
    rows: Some(rows),
    rows_are_whole: true,
    get: Some(get),
    create: Some(create),
    delete: Some(delete),
    ..Object::named("PackagedComponent")
};

fn rows(context: &mut Context) -> Answer<Vec<Value>> {
    let components = context.engine.components()?;
    let versions = components.iter().flat_map(|component| component.versions.iter().map(move |one| (component, one)));
    versions.map(|(component, packaged)| of(component, packaged)).collect()
}

pub(super) fn find(context: &mut Context, id: &str) -> Answer<(Arc<Component>, Version)> {
    for component in context.engine.components()? {
        if let Some(found) = component.versions.iter().find(|packaged| packaged.package_id.as_str() == id) {
            let version = found.version.clone();
            return Ok((component, version));
        }
    }
    Err(Refused::unknown("packaged component", id))
}

/// The revision of the component that a version was made from. A workspace keeps no revisions, so versions are counted.
pub(super) fn revision(component: &Component, version: &Version) -> Option<i64> {
    component.position(version).and_then(|at| i64::try_from(at + 1).ok())
}

fn get(context: &mut Context, id: &str) -> Answer<Value> {
    let (component, version) = find(context, id)?;
    let packaged = component.packaged(&version).ok_or_else(|| Refused::unknown("packaged component", id))?;
    of(&component, packaged)
}

fn of(component: &Component, packaged: &Packaged) -> Answer<Value> {
    to_value(&PackagedComponent {
        package_id: Some(packaged.package_id.to_string()),
        package_version: Some(packaged.version.to_string()),
        component_id: Some(component.id.to_string()),
        component_version: revision(component, &packaged.version),
        component_type: Some(component.component_type.api_word().into()),
        created_date: Some(packaged.created_date.to_rfc3339_opts(SecondsFormat::Secs, true)),
        created_by: Some(packaged.created_by.clone()),
        notes: Some(packaged.notes.clone()),
        branch_name: Some("main".into()),
        shareable: Some(packaged.shareable),
        deleted: Some(packaged.deleted),
        fully_publicly_consumable: Some(false),
    })
}

/// Packages a version, or restores the deleted one that a package's id names.
fn create(context: &mut Context, body: Value) -> Answer<Value> {
    let asked: PackagedComponent = read(body)?;
    let component = ComponentId::from(needed(asked.component_id, "componentId")?);
    if let Some(id) = asked.package_id.filter(|id| !id.trim().is_empty()) {
        let (found, version) = find(context, &id)?;
        let label = needed(asked.package_version, "packageVersion")?;
        if found.id != component || version.as_str() != label {
            return Err(Refused::bad("packageId, componentId and packageVersion name different packaged components"));
        }
        context.engine.restore_version(&component, &version)?;
        return get(context, &id);
    }
    let order = PackageOrder {
        version: asked.package_version.filter(|label| !label.trim().is_empty()),
        shareable: asked.shareable.unwrap_or(false),
        notes: asked.notes.unwrap_or_default(),
        include: Vec::new(),
    };
    let version = context.engine.package_component(&component, &order)?;
    let component = context.engine.component(&component)?.component;
    let packaged = component.packaged(&version).ok_or_else(Refused::busy)?;
    of(&component, packaged)
}

fn delete(context: &mut Context, id: &str) -> Answer<()> {
    let (component, version) = find(context, id)?;
    Ok(context.engine.delete_version(&component.id, &version)?)
}
