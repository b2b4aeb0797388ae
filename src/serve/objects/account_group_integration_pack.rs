//! Which packs are shared with which groups.

use serde_json::Value;

use crate::{
    domain::{AccountGroupId, PackId},
    engine::PackEntry,
    platform::wire::AccountGroupIntegrationPack,
    serve::{
        context::{Context, Object, needed, read, to_value},
        ids,
        refused::{Answer, Refused},
    },
};

pub(super) const OBJECT: Object = Object {
    filters: &["accountGroupId"],
    rows: Some(rows),
    rows_are_whole: true,
    get: Some(get),
    create: Some(create),
    delete: Some(delete),
    ..Object::named("AccountGroupIntegrationPack")
};

fn rows(context: &mut Context) -> Answer<Vec<Value>> {
    let (groups, packs) = (context.engine.groups()?, context.engine.pack_entries());
    let pairs = groups.iter().flat_map(|view| view.packs.iter().map(|(pack, _)| (&view.group.id, pack)));
    pairs.map(|(group, pack)| of(group, pack, &packs)).collect()
}

fn of(group: &AccountGroupId, pack: &PackId, packs: &[PackEntry]) -> Answer<Value> {
    let found = packs.iter().map(|entry| &entry.summary).find(|summary| summary.id == *pack);
    to_value(&AccountGroupIntegrationPack {
        id: Some(ids::pair(pack.as_str(), group.as_str())),
        account_group_id: Some(group.to_string()),
        integration_pack_id: Some(pack.to_string()),
        integration_pack_name: found.map(|summary| summary.name.clone()),
        installation_type: found.map(|summary| summary.installation_type.api_word().into()),
    })
}

/// The pair that an id stands for.
fn pair(context: &mut Context, id: &str) -> Answer<(PackId, AccountGroupId)> {
    let unknown = || Refused::unknown("account group integration pack", id);
    let (pack, group) = ids::unpair(id).ok_or_else(unknown)?;
    Ok((context.pack(&pack)?, context.group(&group)?))
}

fn get(context: &mut Context, id: &str) -> Answer<Value> {
    let (pack, group) = pair(context, id)?;
    if !context.engine.group(&group)?.packs.iter().any(|(shared, _)| *shared == pack) {
        return Err(Refused::unknown("account group integration pack", id));
    }
    of(&group, &pack, &context.engine.pack_entries())
}

fn create(context: &mut Context, body: Value) -> Answer<Value> {
    let asked: AccountGroupIntegrationPack = read(body)?;
    let group = context.group(&needed(asked.account_group_id, "accountGroupId")?)?;
    let pack = context.pack(&needed(asked.integration_pack_id, "integrationPackId")?)?;
    context.engine.share(&group, std::slice::from_ref(&pack))?;
    of(&group, &pack, &context.engine.pack_entries())
}

fn delete(context: &mut Context, id: &str) -> Answer<()> {
    let (pack, group) = pair(context, id)?;
    context.engine.unshare(&group, &[pack])?;
    Ok(())
}
