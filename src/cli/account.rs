//! `ipack account`.

use super::{
    Failure, Global,
    account_out::AccountOut,
    args::{AccountArgs, AccountCommand},
    confirm::{confirm, confirm_shown},
    end::done,
    open::open,
    order::decide,
    output::NamedOut,
    render, table,
};
use crate::{
    domain::{AccountId, Via, count, date_words, instant_words},
    engine::{Applicable, Engine, EngineError, Installed, sentences},
};

pub(super) fn run(global: &Global, args: &AccountArgs) -> Result<(), Failure> {
    let engine = &mut open(global, Via::Cli)?;
    match &args.command {
        AccountCommand::List => list(global, engine),
        AccountCommand::Show { account } => show(global, engine, account),
        AccountCommand::Create { name } => {
            let id = engine.create_account(name).map_err(Failure::to(format!("create {name}")))?;
            let lines = [format!("Account {} is created ({id})", name.trim())];
            print(global, engine, &id, &lines);
            Ok(())
        }
        AccountCommand::Rename { account, name } => rename(global, engine, account, name),
        AccountCommand::Install { account, pack, name } => install(global, engine, account, pack, name.as_deref()),
        AccountCommand::Uninstall { account, instance, yes } => uninstall(global, engine, account, instance, *yes),
        AccountCommand::Apply { account, packs, yes } => apply(global, engine, account, packs, *yes),
    }
}

fn list(global: &Global, engine: &Engine) -> Result<(), Failure> {
    let entries = engine.account_entries();
    let out: Vec<NamedOut> = entries.iter().map(|entry| NamedOut::of(&entry.id, &entry.name)).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let rows: Vec<Vec<String>> = out.into_iter().map(|account| vec![account.name, account.id]).collect();
    render::lines(table::list(&[table::name("Account"), table::whole("ID")], &rows, sentences::NO_ACCOUNTS))
}

fn show(global: &Global, engine: &mut Engine, name: &str) -> Result<(), Failure> {
    let find = |engine: &mut Engine| -> Result<_, EngineError> {
        let id = engine.find_account(name)?;
        engine.account(&id)
    };
    let view = find(engine).map_err(Failure::to(format!("show {name}")))?;
    if render::machine(global.format, &AccountOut::of(&view))? {
        return Ok(());
    }
    let zone = engine.local_zone();
    let groups: Vec<&str> = view.groups.iter().map(|group| group.name.as_str()).collect();
    let mut lines = vec![view.account.name.clone(), view.account.id.to_string()];
    lines.push(if groups.is_empty() { "In no account group".into() } else { format!("In {}", groups.join(", ")) });
    lines.push(String::new());
    lines.push(view.heading());
    lines.extend((view.untold && view.instances.is_empty()).then(|| view.nothing().to_owned()));
    let row = |one: &Installed| {
        let or_none = |told: Option<String>| told.unwrap_or_else(|| "—".to_owned());
        vec![
            one.instance.name.clone(),
            one.pack.clone(),
            or_none(one.status.map(|status| instant_words(status.last_update, zone))),
            or_none(one.status.map(|status| status.version.version.to_string())),
            one.pending().map(|version| version.to_string()).unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = view.instances.iter().map(row).collect();
    lines.extend(table::lines(
        &[
            table::name("Name"),
            table::name("Integration Pack"),
            table::whole("Last Update Date"),
            table::whole("Version"),
            table::whole("Pending Version"),
        ],
        &rows,
    ));
    render::lines(lines)
}

fn rename(global: &Global, engine: &mut Engine, account: &str, name: &str) -> Result<(), Failure> {
    let rename = |engine: &mut Engine| -> Result<_, EngineError> {
        let id = engine.find_account(account)?;
        let before = engine.account(&id)?.account.name.clone();
        engine.rename_account(&id, &before, name)?;
        Ok((id, before))
    };
    let (id, before) = rename(engine).map_err(Failure::to(format!("rename {account}")))?;
    print(global, engine, &id, &[format!("Account {before} is called {} now", name.trim())]);
    Ok(())
}

fn install(global: &Global, engine: &mut Engine, account: &str, pack: &str, name: Option<&str>) -> Result<(), Failure> {
    let installed = decide(engine, |engine| -> Result<_, EngineError> {
        let (account, pack) = (engine.find_account(account)?, engine.find_pack(pack)?);
        let instance = engine.install(&account, &pack, name)?;
        Ok((account, instance))
    });
    let (id, instance) = installed.map_err(Failure::to(format!("install {pack} in {account}")))?;
    let pack = engine.pack_name(&instance.pack);
    let release = instance.installed_release;
    let line = format!("{pack} #{release} is installed as {} ({})", instance.name, instance.id);
    print(global, engine, &id, &[line]);
    Ok(())
}

fn uninstall(global: &Global, engine: &mut Engine, account: &str, name: &str, yes: bool) -> Result<(), Failure> {
    let doing = || format!("uninstall {name} from {account}");
    let found = decide(engine, |engine| -> Result<_, EngineError> {
        let id = engine.find_account(account)?;
        engine.look_at_account(&id)?;
        let view = engine.account(&id)?;
        let instance = engine.find_instance(&view.account, name)?.clone();
        Ok((view, instance))
    });
    let (view, instance) = found.map_err(Failure::to(doing()))?;
    confirm(&format!("Uninstall {} from {}?", instance.name, view.account.name), yes)?;
    let uninstalled = decide(engine, |engine| engine.uninstall(&view.account.id, &instance.id));
    uninstalled.map_err(Failure::to(doing()))?;
    let line = sentences::uninstalled(&instance.name, &view.account.name);
    print(global, engine, &view.account.id, &[line]);
    Ok(())
}

fn apply(global: &Global, engine: &mut Engine, name: &str, packs: &[String], yes: bool) -> Result<(), Failure> {
    let doing = || format!("apply pending updates in {name}");
    let find = |engine: &mut Engine| -> Result<_, EngineError> {
        let account = engine.find_account(name)?;
        let packs = packs.iter().map(|pack| engine.find_pack(pack)).collect::<Result<Vec<_>, _>>()?;
        let found = engine.applicable(&account, &packs)?;
        Ok((account, found))
    };
    let (account, found) = find(engine).map_err(Failure::to(doing()))?;
    let line = |one: &Applicable| {
        let (date, instances) = (date_words(one.date), count(one.instances, "instance"));
        format!("{}: the release scheduled for {date}, {instances}", one.name)
    };
    confirm_shown(found.iter().map(line), "Apply Pending Updates? This can't be undone.", yes)?;
    let packs: Vec<_> = found.iter().map(|one| one.pack.clone()).collect();
    let applied = engine.apply_pending(&account, &packs).map_err(Failure::to(doing()))?;
    let mut lines = vec![format!("Applied in {}", count(applied, "instance"))];
    lines.extend(found.iter().map(|one| format!("  {}", line(one))));
    print(global, engine, &account, &lines);
    Ok(())
}

/// Prints the account as it is now, for programs, or what happened, for eyes.
fn print(global: &Global, engine: &mut Engine, id: &AccountId, lines: &[String]) {
    done(engine, |engine| {
        let view = engine.account(id).map_err(Failure::to("show the account"))?;
        if render::machine(global.format, &AccountOut::of(&view))? { Ok(()) } else { render::lines(lines) }
    });
}
