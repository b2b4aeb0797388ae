//! Which accounts are in which groups.

use serde_json::Value;

use crate::{
    domain::{AccountGroupId, AccountId},
    platform::wire::AccountGroupAccount,
    serve::{
        desk::{Desk, Object, needed, read, told},
        ids,
        refused::{Answer, Refused},
    },
};

pub(super) const OBJECT: Object = Object {
    filters: &["accountGroupId", "accountId"],
    rows: Some(rows),
    rows_are_whole: true,
    create: Some(create),
    delete: Some(delete),
    ..Object::named("AccountGroupAccount")
};

fn rows(desk: &mut Desk) -> Answer<Vec<Value>> {
    let groups = desk.engine.groups()?;
    let pairs = groups.iter().flat_map(|view| view.accounts.iter().map(|account| (&view.group.id, &account.id)));
    pairs.map(|(group, account)| of(group, account)).collect()
}

fn of(group: &AccountGroupId, account: &AccountId) -> Answer<Value> {
    told(&AccountGroupAccount {
        id: Some(ids::pair(account.as_str(), group.as_str())),
        account_group_id: Some(group.to_string()),
        account_id: Some(account.to_string()),
    })
}

fn create(desk: &mut Desk, body: Value) -> Answer<Value> {
    let asked: AccountGroupAccount = read(body)?;
    let group = desk.group(&needed(asked.account_group_id, "accountGroupId")?)?;
    let account = AccountId::from(needed(asked.account_id, "accountId")?);
    desk.engine.add_to_group(&group, std::slice::from_ref(&account))?;
    of(&group, &account)
}

fn delete(desk: &mut Desk, id: &str) -> Answer<()> {
    let (account, group) = ids::unpair(id).ok_or_else(|| Refused::unknown("account group account", id))?;
    let group = desk.group(&group)?;
    desk.engine.remove_from_group(&group, &[AccountId::from(account)])?;
    Ok(())
}
