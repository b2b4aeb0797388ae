//! Packs as an account sees them: those that it may install.

use serde_json::{Value, json};

use super::super::context::Side;
use crate::{
    domain::{PackId, Refusal},
    engine::Offer,
    platform::wire::IntegrationPack,
    serve::{
        context::{Context, Object, to_value},
        refused::{Answer, Refused},
    },
};

pub(super) const OBJECT: Object = Object {
    for_accounts: true,
    filters: &["name", "id", "installationType"],
    rows: Some(rows),
    get: Some(get),
    ..Object::named("IntegrationPack")
};

/// What is shared with the account and released. The publisher sees none: the packs are its own.
fn offers(context: &mut Context) -> Answer<Vec<Offer>> {
    let Side::Account(account) = context.side.clone() else { return Ok(Vec::new()) };
    let mut offers = context.engine.browse(&account)?;
    offers.retain(|offer| matches!(offer.why_not, None | Some(Refusal::InstalledAlready { .. })));
    Ok(offers)
}

fn rows(context: &mut Context) -> Answer<Vec<Value>> {
    let row = |offer: Offer| {
        let kind = offer.installation_type.api_word();
        json!({"id": offer.pack, "name": offer.name, "installationType": kind})
    };
    Ok(offers(context)?.into_iter().map(row).collect())
}

fn get(context: &mut Context, id: &str) -> Answer<Value> {
    let offer = offers(context)?.into_iter().find(|offer| offer.pack.as_str() == id);
    let offer = offer.ok_or_else(|| Refused::unknown("integration pack", id))?;
    let pack = context.engine.pack(&PackId::from(id))?.pack;
    to_value(&IntegrationPack {
        description: Some(pack.description.clone()),
        id: Some(id.to_owned()),
        name: Some(offer.name),
        installation_type: Some(offer.installation_type.api_word().into()),
    })
}
