//! `ipack pack add`, `remove` and `undelete`.

use super::print;
use crate::{
    cli::{Failure, Global, args::MembersArgs, confirm::confirm_shown, order::decide},
    domain::{ComponentId, PackId, count},
    engine::{Engine, EngineError, dedup, sentences},
};

pub(super) fn add(global: &Global, engine: &mut Engine, args: &MembersArgs) -> Result<(), Failure> {
    let change = |engine: &mut Engine| -> Result<_, EngineError> {
        let pack = engine.find_pack(&args.pack)?;
        let found = args.components.iter().map(|name| engine.find_component(name));
        let components = dedup(&found.collect::<Result<Vec<_>, _>>()?);
        engine.add_components(&pack, &components)?;
        Ok((pack, components))
    };
    let (pack, components) = decide(engine, change).map_err(Failure::to(format!("add to {}", args.pack)))?;
    let lines = [sentences::components_added(components.len(), &engine.pack_name(&pack))];
    print(global, engine, &pack, &lines);
    Ok(())
}

pub(super) fn remove(global: &Global, engine: &mut Engine, args: &MembersArgs, yes: bool) -> Result<(), Failure> {
    let doing = || format!("remove from {}", args.pack);
    let (pack, components) = find(engine, args).map_err(Failure::to(doing()))?;
    let view = engine.pack(&pack).map_err(Failure::to(doing()))?;
    let tell = |engine: &Engine, id: &ComponentId| {
        let name = engine.component_name(id);
        if view.pack.carries(id) {
            format!("{name}: marked Deleted, and gone from the next release")
        } else {
            format!("{name}: leaves the pack at once, as no release carries it")
        }
    };
    let mut lines = Vec::with_capacity(components.len());
    for id in &components {
        lines.push(tell(engine, id));
        lines.extend(view.pack.still_scheduled(id).map(|still| format!("! {still}")));
    }
    confirm_shown(&lines, &format!("Remove from {}?", view.pack.name), yes)?;
    decide(engine, |engine| engine.remove_components(&pack, &components)).map_err(Failure::to(doing()))?;
    print(global, engine, &pack, &lines);
    Ok(())
}

pub(super) fn undelete(global: &Global, engine: &mut Engine, args: &MembersArgs) -> Result<(), Failure> {
    let change = |engine: &mut Engine| -> Result<_, EngineError> {
        let (pack, components) = find(engine, args)?;
        engine.undelete_components(&pack, &components)?;
        Ok((pack, components))
    };
    let (pack, components) = decide(engine, change).map_err(Failure::to(format!("undelete in {}", args.pack)))?;
    let lines = [format!("{} undeleted in {}", count(components.len(), "component"), engine.pack_name(&pack))];
    print(global, engine, &pack, &lines);
    Ok(())
}

fn find(engine: &mut Engine, args: &MembersArgs) -> Result<(PackId, Vec<ComponentId>), EngineError> {
    let pack = engine.find_pack(&args.pack)?;
    let mut components = Vec::with_capacity(args.components.len());
    for name in &args.components {
        components.push(engine.find_in_pack(&pack, name)?);
    }
    Ok((pack, dedup(&components)))
}
