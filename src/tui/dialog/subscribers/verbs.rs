//! The changes to accounts and account groups that screens ask for, and the notices after them.

use std::slice;

use crate::{
    domain::{AccountGroupId, AccountId, InstanceId, PackId, count, staying_words},
    engine::{Engine, EngineError, GroupChange, sentences},
    tui::{
        command::{Command, Commands, Place, Query},
        widget::Tone,
    },
};

/// What a list with check boxes is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) enum Pick {
    Accounts(AccountGroupId),
    Packs(AccountGroupId),
    Groups(PackId),
}

pub(super) fn create_account(name: String) -> Command {
    Query::change("create the account", move |engine| {
        let id = engine.create_account(&name)?;
        Ok((Place::Account(id), format!("account {} is created", name.trim())))
    })
    .then(created)
}

pub(super) fn create_group(name: String) -> Command {
    Query::change("create the account group", move |engine| {
        let id = engine.create_group(&name)?;
        Ok((Place::Group(id), format!("account group {} is created", name.trim())))
    })
    .then(created)
}

/// Gives an account that was seen under this name another one.
pub(super) fn rename_account(account: AccountId, seen: String, name: String) -> Command {
    Query::change("rename the account", move |engine| {
        engine.rename_account(&account, &seen, &name)?;
        Ok((format!("the account is called {} now", name.trim()), 0))
    })
    .then(done)
}

/// Gives an account group that was seen under this name another one.
pub(super) fn rename_group(group: AccountGroupId, seen: String, name: String) -> Command {
    Query::change("rename the account group", move |engine| {
        engine.rename_group(&group, &seen, &name)?;
        Ok((format!("the account group is called {} now", name.trim()), 0))
    })
    .then(done)
}

/// Creates an account group, and shares a pack with it.
pub(super) fn create_group_for(pack: PackId, name: String) -> Command {
    Query::change("create the account group", move |engine| {
        let id = engine.create_group(&name)?;
        engine.share(&id, std::slice::from_ref(&pack))?;
        Ok(format!("{} is shared with {}; add accounts to it", engine.pack_name(&pack), name.trim()))
    })
    .then(|text| vec![Command::Close, Command::Notify(Tone::Success, text)])
}

fn created((place, text): (Place, String)) -> Commands {
    vec![Command::Finish, Command::GoTo(place), Command::Notify(Tone::Success, text)]
}

/// Applies pending updates of these packs.
pub(super) fn apply(account: AccountId, packs: Vec<PackId>) -> Command {
    Query::change("apply the pending updates", move |engine| {
        let applied = engine.apply_pending(&account, &packs)?;
        Ok((format!("pending updates applied in {}", count(applied, "instance")), 0))
    })
    .then(done)
}

/// **Complete Installation**, under a name of its own where the pack needs one.
pub(super) fn install(account: AccountId, pack: PackId, name: Option<String>) -> Command {
    Query::change("install the integration pack", move |engine| {
        let instance = engine.install(&account, &pack, name.as_deref())?;
        let account = engine.account(&account)?.account.name.clone();
        Ok((format!("{} is installed in {account}, version 1", instance.name), 0))
    })
    .then(done)
}

pub(super) fn uninstall(account: AccountId, instance: InstanceId) -> Command {
    Query::change("uninstall the integration pack", move |engine| {
        let account = engine.account(&account)?.account;
        let name = account.instances.iter().find(|i| i.id == instance).map_or("it", |i| i.name.as_str());
        engine.uninstall(&account.id, &instance)?;
        Ok((sentences::uninstalled(name, &account.name), 0))
    })
    .then(done)
}

pub(super) fn delete_group(group: AccountGroupId) -> Command {
    Query::change("delete the account group", move |engine| {
        let name = engine.group(&group)?.group.name.clone();
        let staying = engine.delete_group(&group)?;
        Ok((sentences::group_deleted(&name), staying))
    })
    .then(done)
}

pub(super) fn remove_accounts(group: AccountGroupId, accounts: Vec<AccountId>) -> Command {
    Query::change("change the account group", move |engine| {
        let change = engine.remove_from_group(&group, &accounts)?;
        changed(engine, &group, &change, "removed from")
    })
    .then(done)
}

/// Stops sharing packs with a group.
pub(super) fn unshare(group: AccountGroupId, packs: Vec<PackId>) -> Command {
    Query::change("change the account group", move |engine| {
        let change = engine.unshare(&group, &packs)?;
        changed(engine, &group, &change, "no longer shared with")
    })
    .then(done)
}

/// Adds to a group, or shares with groups, what was checked.
pub(super) fn add(what: Pick, ids: Vec<String>) -> Command {
    Query::change("change the account group", move |engine| match what {
        Pick::Accounts(group) => {
            let ids: Vec<AccountId> = ids.into_iter().map(AccountId::from).collect();
            let change = engine.add_to_group(&group, &ids)?;
            changed(engine, &group, &change, "added to")
        }
        Pick::Packs(group) => {
            let ids: Vec<PackId> = ids.into_iter().map(PackId::from).collect();
            let change = engine.share(&group, &ids)?;
            changed(engine, &group, &change, "shared with")
        }
        Pick::Groups(pack) => {
            let mut names = Vec::new();
            for id in ids.into_iter().map(AccountGroupId::from) {
                engine.share(&id, slice::from_ref(&pack))?;
                names.push(engine.group(&id)?.group.name.clone());
            }
            Ok((format!("{} is shared with {}", engine.pack_name(&pack), names.join(", ")), 0))
        }
    })
    .then(done)
}

/// `Aalto is added to Europe`, `3 are added to Europe`; and how many instances stay although what they came by is gone.
fn changed(
    engine: &mut Engine,
    group: &AccountGroupId,
    change: &GroupChange,
    what: &str,
) -> Result<(String, usize), EngineError> {
    let group = engine.group(group)?.group.name.clone();
    let text = match &change.changed[..] {
        [] => sentences::group_unchanged(&group),
        [one] => format!("{one} is {what} {group}"),
        many => format!("{} are {what} {group}", many.len()),
    };
    Ok((text, change.staying))
}

fn done((text, staying): (String, usize)) -> Commands {
    let notice = match staying {
        0 => Command::Notify(Tone::Success, text),
        staying => Command::Notify(Tone::Warning, format!("{text}; {}", staying_words(staying))),
    };
    vec![Command::Finish, notice]
}
