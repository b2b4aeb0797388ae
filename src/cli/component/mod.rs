//! `ipack component`.

mod diff;

use std::collections::HashMap;

use serde::Serialize;

use super::{
    Failure, Global,
    args::{ComponentArgs, ComponentCommand, ComponentKind, ComponentVersionArgs, PackageArgs},
    confirm::confirm,
    end::done,
    open::open,
    order::decide,
    output::instant,
    render, table,
};
use crate::{
    domain::{
        Component, ComponentId, ComponentType, IncludedComponent, PackagedComponent, Version, Via, instant_words,
    },
    engine::{ComponentView, Engine, EngineError, PackageOrder, Part, sentences},
    text::capital,
};

/// `{"componentId","componentName","componentType","folder","latestVersion"|null,"versions":[{"packageId","version",
/// "createdDate","createdBy","notes","shareable","deleted","includedComponents":[{"name","type","folder","modifiedBy",
/// "modifiedDate"}]}],"integrationPacks":[{"name","releases":[n],"current","scheduled"}]}`, versions oldest first;
/// `list` gives an array of the same without `versions` and `integrationPacks`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ComponentOut {
    component_id: String,
    component_name: String,
    component_type: &'static str,
    folder: String,
    latest_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    versions: Option<Vec<VersionOut>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    integration_packs: Option<Vec<PartOut>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct VersionOut {
    package_id: String,
    version: String,
    created_date: String,
    created_by: String,
    notes: String,
    shareable: bool,
    deleted: bool,
    included_components: Vec<IncludedOut>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct IncludedOut {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    folder: String,
    modified_by: String,
    modified_date: String,
}

#[derive(Debug, Serialize)]
struct PartOut {
    name: String,
    releases: Vec<u32>,
    current: bool,
    scheduled: bool,
}

pub(super) fn run(global: &Global, args: &ComponentArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    match &args.command {
        ComponentCommand::List => list(global, &mut engine),
        ComponentCommand::Show { component } => show(global, &mut engine, component),
        ComponentCommand::Create { name, kind, folder } => create(global, &mut engine, name, *kind, folder),
        ComponentCommand::Package(args) => package(global, &mut engine, args),
        ComponentCommand::Delete { version, yes } => delete(global, &mut engine, version, *yes),
        ComponentCommand::Restore(args) => restore(global, &mut engine, args),
        ComponentCommand::Diff(args) => diff::run(global, &mut engine, args),
    }
}

fn list(global: &Global, engine: &mut Engine) -> Result<(), Failure> {
    let components = engine.components().map_err(Failure::to("list the components"))?;
    let out: Vec<ComponentOut> = components.iter().map(|component| ComponentOut::of(component)).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let rows = components.iter().zip(out).map(|(component, out)| {
        let latest = out.latest_version.unwrap_or_else(|| "—".into());
        vec![out.component_name, component.component_type.to_string(), latest, out.folder]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    render::lines(table::list(
        &[table::name("Component Name"), table::text("Type"), table::whole("Latest Version"), table::text("Folder")],
        &rows,
        sentences::NO_COMPONENTS,
    ))
}

fn show(global: &Global, engine: &mut Engine, name: &str) -> Result<(), Failure> {
    let find = |engine: &mut Engine| -> Result<_, EngineError> {
        let id = engine.find_component(name)?;
        engine.component(&id)
    };
    let view = find(engine).map_err(Failure::to(format!("show {name}")))?;
    if render::machine(global.format, &ComponentOut::whole(&view))? {
        return Ok(());
    }
    let component = &view.component;
    let mut lines = vec![component.name.clone(), format!("{} · {}", component.component_type, component.id)];
    lines.extend((!component.folder.is_empty()).then(|| component.folder.clone()));
    let packs: Vec<&str> = view.packs.iter().map(|part| part.pack.as_str()).collect();
    lines.push(if packs.is_empty() { "In no pack".into() } else { format!("In {}", packs.join(", ")) });
    lines.push(String::new());
    lines.push(format!("Versions ({})", component.versions.len()));
    let zone = engine.local_zone();
    let row = |v: &PackagedComponent| {
        vec![
            v.version.to_string(),
            instant_words(v.created_date, zone),
            v.created_by.clone(),
            if v.shareable { "Allowed".into() } else { "Not Allowed".into() },
            if v.deleted { "Deleted".into() } else { "Active".into() },
            v.notes.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = component.versions.iter().rev().map(row).collect();
    lines.extend(table::lines(
        &[
            table::whole("Version"),
            table::whole("Created"),
            table::text("By"),
            table::whole("Sharing"),
            table::whole("Status"),
            table::text("Notes"),
        ],
        &rows,
    ));
    render::lines(lines)
}

fn create(global: &Global, engine: &mut Engine, name: &str, kind: ComponentKind, folder: &str) -> Result<(), Failure> {
    let kind = match kind {
        ComponentKind::Process => ComponentType::Process,
        ComponentKind::Webservice => ComponentType::ApiService,
    };
    let id = engine.create_component(name, kind, folder).map_err(Failure::to(format!("create {name}")))?;
    let package = engine.settings().deployment.words().package;
    print(global, engine, &id, |component| {
        vec![
            format!("{} is created, {kind} ({id})", component.name),
            format!("{package} a version of it with `ipack component package`"),
        ]
    });
    Ok(())
}

fn package(global: &Global, engine: &mut Engine, args: &PackageArgs) -> Result<(), Failure> {
    let package = |engine: &mut Engine| -> Result<_, EngineError> {
        let id = engine.find_component(&args.component)?;
        let include = args.include.iter().map(|name| engine.find_component(name)).collect::<Result<Vec<_>, _>>()?;
        let (version, notes) = (args.version.clone(), args.notes.clone());
        let order = PackageOrder { version, shareable: args.shareable, notes, include };
        let version = engine.package_component(&id, &order)?;
        Ok((id, version))
    };
    let (id, version) = decide(engine, package).map_err(Failure::to(format!("package {}", args.component)))?;
    let packaged = engine.settings().deployment.words().packaged;
    print(global, engine, &id, |component| {
        let mut lines = vec![format!("Version {version} of {} is {packaged}", component.name)];
        if component.packaged(&version).is_some_and(|packaged| !packaged.shareable) {
            lines.push("It is not shareable, so no pack can carry it".into());
        }
        lines
    });
    Ok(())
}

fn delete(global: &Global, engine: &mut Engine, args: &ComponentVersionArgs, yes: bool) -> Result<(), Failure> {
    let doing = || format!("delete version {} of {}", args.version, args.component);
    let version = Version::from(args.version.trim());
    let id = engine.find_component(&args.component).map_err(Failure::to(doing()))?;
    engine.check_version_deletion(&id, &version).map_err(Failure::to(doing()))?;
    let name = engine.component_name(&id);
    confirm(&format!("Delete version {version} of {name}? Its label stays taken."), yes)?;
    decide(engine, |engine| engine.delete_version(&id, &version)).map_err(Failure::to(doing()))?;
    print(global, engine, &id, |_| vec![capital(&sentences::version_deleted(&version, &name))]);
    Ok(())
}

fn restore(global: &Global, engine: &mut Engine, args: &ComponentVersionArgs) -> Result<(), Failure> {
    let version = Version::from(args.version.trim());
    let restore = |engine: &mut Engine| -> Result<_, EngineError> {
        let id = engine.find_component(&args.component)?;
        engine.restore_version(&id, &version)?;
        Ok(id)
    };
    let doing = format!("restore version {} of {}", args.version, args.component);
    let id = decide(engine, restore).map_err(Failure::to(doing))?;
    print(global, engine, &id, |component| vec![capital(&sentences::version_restored(&version, &component.name))]);
    Ok(())
}

/// Prints the component as it is now, for programs, or what happened, for eyes.
fn print(global: &Global, engine: &mut Engine, id: &ComponentId, lines: impl FnOnce(&Component) -> Vec<String>) {
    done(engine, |engine| {
        let view = engine.component(id).map_err(Failure::to("show the component"))?;
        let lines = lines(&view.component);
        if render::machine(global.format, &ComponentOut::whole(&view))? { Ok(()) } else { render::lines(lines) }
    });
}

impl ComponentOut {
    fn of(component: &Component) -> Self {
        Self {
            component_id: component.id.to_string(),
            component_name: component.name.clone(),
            component_type: component.component_type.api_word(),
            folder: component.folder.clone(),
            latest_version: component.latest().map(|v| v.version.to_string()),
            versions: None,
            integration_packs: None,
        }
    }

    fn whole(view: &ComponentView) -> Self {
        let contents: HashMap<_, _> = view.contents.iter().map(|c| (&c.package_id, &c.included[..])).collect();
        let included = |v: &PackagedComponent| contents.get(&v.package_id).copied().unwrap_or_default();
        let version = |v: &PackagedComponent| VersionOut {
            package_id: v.package_id.to_string(),
            version: v.version.to_string(),
            created_date: instant(v.created_date),
            created_by: v.created_by.clone(),
            notes: v.notes.clone(),
            shareable: v.shareable,
            deleted: v.deleted,
            included_components: included(v).iter().map(IncludedOut::of).collect(),
        };
        Self {
            versions: Some(view.component.versions.iter().map(version).collect()),
            integration_packs: Some(view.packs.iter().map(PartOut::of).collect()),
            ..Self::of(&view.component)
        }
    }
}

impl IncludedOut {
    fn of(included: &IncludedComponent) -> Self {
        Self {
            name: included.name.clone(),
            kind: included.kind.clone(),
            folder: included.folder.clone(),
            modified_by: included.modified_by.clone(),
            modified_date: instant(included.modified_date),
        }
    }
}

impl PartOut {
    fn of(part: &Part) -> Self {
        let (name, releases) = (part.pack.clone(), part.releases.clone());
        Self { name, releases, current: part.current, scheduled: part.scheduled }
    }
}
