//! Which accounts are in which groups.

use serde_json::Value;

use crate::{
    domain::{AccountGroupId, AccountId},
    platform::wire::AccountGroupAccount,
    serve::{
        context::{Context, Object, needed, read, to_value},
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

fn rows(context: &mut Context) -> Answer<Vec<Value>> {
    let groups = context.engine.groups()?;
    let pairs = groups.iter().flat_map(|view| view.accounts.iter().map(|account| (&view.group.id, &account.id)));
    pairs.map(|(group, account)| of(group, account)).collect()
}

fn of(group: &AccountGroupId, account: &AccountId) -> Answer<Value> {
    to_value(&AccountGroupAccount {
        id: Some(ids::pair(account.as_str(), group.as_str())),
        account_group_id: Some(group.to_string()),
        account_id: Some(account.to_string()),
    })
}

fn create(context: &mut Context, body: Value) -> Answer<Value> {
    let asked: AccountGroupAccount = read(body)?;
    let group = context.group(&needed(asked.account_group_id, "accountGroupId")?)?;
    let account = AccountId::from(needed(asked.account_id, "accountId")?);
    context.engine.add_to_group(&group, std::slice::from_ref(&account))?;
    of(&group, &account)
}

fn delete(context: &mut Context, id: &str) -> Answer<()> {
    let (account, group) = ids::unpair(id).ok_or_else(|| Refused::unknown("account group account", id))?;
    let group = context.group(&group)?;
    context.engine.remove_from_group(&group, &[AccountId::from(account)])?;
    Ok(())
}
