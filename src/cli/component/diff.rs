//! `ipack component diff`.

use serde::Serialize;

use crate::{
    cli::{
        Failure, Global,
        args::{ComponentDiffArgs, ShowKind},
        output::instant,
        render, table,
    },
    domain::{IncludedChange, IncludedComponent, Shown, Tz, Version, count, instant_words},
    engine::{Comparison, Engine, EngineError, Included},
};

/// `{"componentId","componentName","from","to","includedComponents":[{"name","type","folder","change":"ADDED|MODIFIED|
/// REMOVED|UNCHANGED","from":{"modifiedBy","modifiedDate"}|null,"to":the same|null}]}`: what TO includes, then what
/// only FROM does, as far as `--show` shows it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct VersionDiffOut {
    component_id: String,
    component_name: String,
    from: String,
    to: String,
    included_components: Vec<IncludedDiffOut>,
}

#[derive(Debug, Serialize)]
struct IncludedDiffOut {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    folder: String,
    change: &'static str,
    from: Option<ModifiedOut>,
    to: Option<ModifiedOut>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ModifiedOut {
    modified_by: String,
    modified_date: String,
}

pub(super) fn run(global: &Global, engine: &mut Engine, args: &ComponentDiffArgs) -> Result<(), Failure> {
    let version = |text: &Option<String>| text.as_ref().map(|text| Version::from(text.trim()));
    let compare = |engine: &mut Engine| -> Result<Comparison, EngineError> {
        let id = engine.find_component(&args.component)?;
        engine.compare_versions(&id, version(&args.from).as_ref(), version(&args.to).as_ref())
    };
    let compared = compare(engine).map_err(Failure::to(format!("compare versions of {}", args.component)))?;
    let shown = match args.show {
        ShowKind::Changes => Shown::Changes,
        ShowKind::Unchanged => Shown::Unchanged,
        ShowKind::All => Shown::All,
    };
    if render::machine(global.format, &VersionDiffOut::of(&compared, shown))? {
        return Ok(());
    }
    let (name, from, to) = (&compared.component.name, &compared.from.version, &compared.to.version);
    let mut lines = vec![format!("{name}: from {from} to {to}, {shown}")];
    let rows: Vec<Vec<String>> = compared.shown(shown).map(|one| row(one, engine.local_zone())).collect();
    if rows.is_empty() {
        lines.push(compared.says_nothing(shown).into());
    } else {
        lines.extend(table::lines(
            &[
                table::name("Name"),
                table::text("Type"),
                table::text("Folder"),
                table::whole(from.as_str()),
                table::whole(to.as_str()),
                table::whole("Change"),
            ],
            &rows,
        ));
    }
    let left_out = compared.included.len() - rows.len();
    lines.extend((left_out > 0).then(|| format!("{} not shown", count(left_out, "included component"))));
    render::lines(lines)
}

fn row(one: &Included, zone: Tz) -> Vec<String> {
    let modified = |one: Option<&IncludedComponent>| {
        one.map_or_else(
            || "—".to_owned(),
            |one| format!("{}, {}", instant_words(one.modified_date, zone), one.modified_by),
        )
    };
    let it = &one.component;
    vec![
        it.name.clone(),
        it.kind.clone(),
        it.folder.clone(),
        modified(one.before.as_ref()),
        modified(one.after()),
        one.change.to_string(),
    ]
}

impl VersionDiffOut {
    fn of(compared: &Comparison, shown: Shown) -> Self {
        Self {
            component_id: compared.component.id.to_string(),
            component_name: compared.component.name.clone(),
            from: compared.from.version.to_string(),
            to: compared.to.version.to_string(),
            included_components: compared.shown(shown).map(IncludedDiffOut::of).collect(),
        }
    }
}

impl IncludedDiffOut {
    fn of(one: &Included) -> Self {
        let modified = |one: &IncludedComponent| ModifiedOut {
            modified_by: one.modified_by.clone(),
            modified_date: instant(one.modified_date),
        };
        Self {
            name: one.component.name.clone(),
            kind: one.component.kind.clone(),
            folder: one.component.folder.clone(),
            change: match one.change {
                IncludedChange::Added => "ADDED",
                IncludedChange::Modified => "MODIFIED",
                IncludedChange::Removed => "REMOVED",
                IncludedChange::Same => "UNCHANGED",
            },
            from: one.before.as_ref().map(modified),
            to: one.after().map(modified),
        }
    }
}
