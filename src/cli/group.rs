//! `ipack group`.

use serde::Serialize;

use super::{
    Failure, Global,
    args::{GroupAccountsArgs, GroupArgs, GroupCommand, GroupPacksArgs},
    confirm::confirm,
    end::done,
    open::open,
    order::decide,
    output::NamedOut,
    render, table,
};
use crate::{
    domain::{AccountGroupId, AccountId, PackId, Via, count, staying_words},
    engine::{Engine, EngineError, GroupChange, GroupPart, GroupView, sentences},
    text::capital,
};

/// `{"id","name","accounts":[{"id","name"}],"integrationPacks":[{"id","name"}]}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GroupOut {
    id: String,
    name: String,
    accounts: Vec<NamedOut>,
    integration_packs: Vec<NamedOut>,
}

pub(super) fn run(global: &Global, args: &GroupArgs) -> Result<(), Failure> {
    let engine = &mut open(global, Via::Cli)?;
    match &args.command {
        GroupCommand::List => list(global, engine)?,
        GroupCommand::Show { group } => show(global, engine, group)?,
        GroupCommand::Create { name } => {
            let id = decide(engine, |engine| engine.create_group(name));
            let id = id.map_err(Failure::to(format!("create {name}")))?;
            print(global, engine, &id, |name| vec![format!("Account group {name} is created ({id})")]);
        }
        GroupCommand::Rename { group, name } => rename(global, engine, group, name)?,
        GroupCommand::Delete { group, yes } => delete(global, engine, group, *yes)?,
        GroupCommand::Add(args) => {
            let (id, accounts) = accounts(engine, args).map_err(failed("add to", &args.group))?;
            let change = decide(engine, |engine| engine.add_to_group(&id, &accounts));
            let change = change.map_err(failed("add to", &args.group))?;
            print_change(global, engine, &id, &change, "added to");
        }
        GroupCommand::Remove(args) => {
            let failed = || failed("remove from", &args.group);
            let (id, accounts) = accounts(engine, args).map_err(failed())?;
            warn(engine, &id, &GroupPart::Accounts(accounts.clone()), failed())?;
            let change = decide(engine, |engine| engine.remove_from_group(&id, &accounts)).map_err(failed())?;
            print_change(global, engine, &id, &change, "removed from");
        }
        GroupCommand::Share(args) => {
            let (id, packs) = packs(engine, args).map_err(failed("share with", &args.group))?;
            let change = decide(engine, |engine| engine.share(&id, &packs));
            let change = change.map_err(failed("share with", &args.group))?;
            print_change(global, engine, &id, &change, "shared with");
        }
        GroupCommand::Unshare(args) => {
            let failed = || failed("stop sharing with", &args.group);
            let (id, packs) = packs(engine, args).map_err(failed())?;
            warn(engine, &id, &GroupPart::Packs(packs.clone()), failed())?;
            let change = decide(engine, |engine| engine.unshare(&id, &packs)).map_err(failed())?;
            print_change(global, engine, &id, &change, "no longer shared with");
        }
    }
    Ok(())
}

fn failed(doing: &str, group: &str) -> impl FnOnce(EngineError) -> Failure {
    Failure::to(format!("{doing} {group}"))
}

fn list(global: &Global, engine: &mut Engine) -> Result<(), Failure> {
    let groups = engine.groups().map_err(Failure::to("list the account groups"))?;
    let out: Vec<GroupOut> = groups.iter().map(GroupOut::of).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let row = |g: &GroupOut| vec![g.name.clone(), g.accounts.len().to_string(), g.integration_packs.len().to_string()];
    let rows: Vec<Vec<String>> = out.iter().map(row).collect();
    render::lines(table::list(
        &[table::name("Account Group"), table::whole("Accounts"), table::whole("Resources")],
        &rows,
        sentences::NO_GROUPS,
    ))
}

fn show(global: &Global, engine: &mut Engine, name: &str) -> Result<(), Failure> {
    let find = |engine: &mut Engine| -> Result<_, EngineError> {
        let id = engine.find_group(name)?;
        engine.group(&id)
    };
    let view = find(engine).map_err(failed("show", name))?;
    if render::machine(global.format, &GroupOut::of(&view))? {
        return Ok(());
    }
    let mut lines = vec![view.group.name.clone(), view.group.id.to_string(), String::new()];
    lines.push(format!("Accounts ({})", view.accounts.len()));
    lines.extend(view.accounts.iter().map(|account| format!("  {}", account.name)));
    lines.push(String::new());
    lines.push(format!("Resources ({})", view.packs.len()));
    lines.extend(view.packs.iter().map(|(_, name)| format!("  {name}")));
    render::lines(lines)
}

fn rename(global: &Global, engine: &mut Engine, group: &str, name: &str) -> Result<(), Failure> {
    let renamed = decide(engine, |engine| -> Result<_, EngineError> {
        let id = engine.find_group(group)?;
        let before = engine.group(&id)?.group.name.clone();
        engine.rename_group(&id, &before, name)?;
        Ok((id, before))
    });
    let (id, before) = renamed.map_err(failed("rename", group))?;
    print(global, engine, &id, |name| vec![format!("Account group {before} is called {name} now")]);
    Ok(())
}

fn delete(global: &Global, engine: &mut Engine, name: &str, yes: bool) -> Result<(), Failure> {
    let doing = "delete";
    let id = engine.find_group(name).map_err(failed(doing, name))?;
    let view = engine.group(&id).map_err(failed(doing, name))?;
    if view.group.has_resources() {
        if !yes {
            let (packs, accounts) = (count(view.packs.len(), "pack"), count(view.accounts.len(), "account"));
            render::aside([format!("! {packs} shared through it with {accounts}")]);
        }
        warn(engine, &id, &GroupPart::Whole, failed(doing, name))?;
        confirm(&format!("Delete the account group {}?", view.group.name), yes)?;
    }
    engine.delete_group(&id).map_err(failed(doing, name))?;
    let out = NamedOut::of(&id, &view.group.name);
    done(engine, |_| {
        if render::machine(global.format, &out)? {
            return Ok(());
        }
        render::lines([capital(&sentences::group_deleted(&out.name))])
    });
    Ok(())
}

fn accounts(engine: &Engine, args: &GroupAccountsArgs) -> Result<(AccountGroupId, Vec<AccountId>), EngineError> {
    let found = args.accounts.iter().map(|name| engine.find_account(name));
    Ok((engine.find_group(&args.group)?, found.collect::<Result<_, _>>()?))
}

fn packs(engine: &Engine, args: &GroupPacksArgs) -> Result<(AccountGroupId, Vec<PackId>), EngineError> {
    let found = args.packs.iter().map(|name| engine.find_pack(name));
    Ok((engine.find_group(&args.group)?, found.collect::<Result<_, _>>()?))
}

/// Says beforehand what stays installed when a part of a group is gone.
fn warn(
    engine: &mut Engine,
    id: &AccountGroupId,
    part: &GroupPart,
    failed: impl FnOnce(EngineError) -> Failure,
) -> Result<(), Failure> {
    let staying = engine.installed_through(id, part).map_err(failed)?;
    render::aside((staying > 0).then(|| format!("! {}", staying_words(staying))));
    Ok(())
}

/// Says what was changed.
fn print_change(global: &Global, engine: &mut Engine, id: &AccountGroupId, change: &GroupChange, what: &str) {
    print(global, engine, id, |group| {
        if change.changed.is_empty() {
            return vec![capital(&sentences::group_unchanged(group))];
        }
        change.changed.iter().map(|name| format!("{name} is {what} {group}")).collect()
    });
}

/// Prints the group as it is now, for programs, or what happened, for eyes.
fn print(global: &Global, engine: &mut Engine, id: &AccountGroupId, lines: impl FnOnce(&str) -> Vec<String>) {
    done(engine, |engine| {
        let view = engine.group(id).map_err(Failure::to("show the account group"))?;
        let lines = lines(&view.group.name);
        if render::machine(global.format, &GroupOut::of(&view))? { Ok(()) } else { render::lines(lines) }
    });
}

impl GroupOut {
    fn of(view: &GroupView) -> Self {
        Self {
            id: view.group.id.to_string(),
            name: view.group.name.clone(),
            accounts: view.accounts.iter().map(|account| NamedOut::of(&account.id, &account.name)).collect(),
            integration_packs: view.packs.iter().map(|(id, name)| NamedOut::of(id, name)).collect(),
        }
    }
}
