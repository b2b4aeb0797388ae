//! `ipack pack create`, `edit` and `delete`.

use serde::Serialize;

use super::print;
use crate::{
    cli::{
        Failure, Global,
        args::{CreatePackArgs, EditPackArgs, PackType},
        confirm::confirm_shown,
        end::done,
        order::decide,
        render,
    },
    domain::{InstallationType, PackId, count, date_words},
    engine::{Engine, EngineError, PackView, sentences},
    text::capital,
};

/// `{"id","name","accounts","instances"}`: what was deleted, and from how much it was uninstalled.
#[derive(Debug, Serialize)]
struct DeletedOut {
    id: String,
    name: String,
    accounts: u32,
    instances: u32,
}

pub(super) fn create(global: &Global, engine: &mut Engine, args: &CreatePackArgs) -> Result<(), Failure> {
    let kind = match args.kind {
        PackType::Single => InstallationType::Single,
        PackType::Multi => InstallationType::Multi,
    };
    let doing = || format!("create {}", args.name);
    let created = decide(engine, |engine| engine.create_pack(&args.name, kind, &args.description));
    let id = created.map_err(Failure::to(doing()))?;
    let lines = [
        format!("{} is created, {kind} ({id})", engine.pack_name(&id)),
        "Add components to it with `ipack pack add`".to_owned(),
    ];
    print(global, engine, &id, &lines);
    Ok(())
}

pub(super) fn edit(global: &Global, engine: &mut Engine, args: &EditPackArgs) -> Result<(), Failure> {
    let change = |engine: &mut Engine| -> Result<PackId, EngineError> {
        let id = engine.find_pack(&args.pack)?;
        engine.edit_pack(&id, None, args.name.as_deref(), args.description.as_deref())?;
        Ok(id)
    };
    let id = decide(engine, change).map_err(Failure::to(format!("edit {}", args.pack)))?;
    let lines = [capital(&sentences::details_saved(&engine.pack_name(&id)))];
    print(global, engine, &id, &lines);
    Ok(())
}

pub(super) fn delete(global: &Global, engine: &mut Engine, name: &str, yes: bool) -> Result<(), Failure> {
    let doing = || format!("delete {name}");
    let id = engine.find_pack(name).map_err(Failure::to(doing()))?;
    let view = engine.pack(&id).map_err(Failure::to(doing()))?;
    confirm_shown(planned(&view), "Delete this integration pack?", yes)?;
    decide(engine, |engine| engine.delete_pack(&id, &view.pack.basis())).map_err(Failure::to(doing()))?;
    let reach = view.reach;
    let out = DeletedOut {
        id: id.to_string(),
        name: view.pack.name.clone(),
        accounts: reach.accounts,
        instances: reach.instances,
    };
    done(engine, |_| {
        if render::machine(global.format, &out)? {
            return Ok(());
        }
        render::lines([sentences::pack_deleted(&out.name, reach.accounts)])
    });
    Ok(())
}

fn planned(view: &PackView) -> Vec<String> {
    let accounts = count(view.reach.accounts as usize, "account");
    let instances = count(view.reach.instances as usize, "instance");
    let mut lines = vec![format!("{} will be deleted, with its history", view.pack.name)];
    if view.reach.instances > 0 {
        lines.push(format!("! It will be uninstalled from {accounts} ({instances})"));
    }
    if let Some(scheduled) = &view.pack.scheduled {
        lines.push(format!("! The release scheduled for {} will be void", date_words(scheduled.release_on_date)));
    }
    lines
}
