//! What an object's functions get to work with, and the form of the table of objects.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    refused::{Answer, Refused},
    twin::Twin,
};
use crate::{
    domain::{AccountGroupId, AccountId, PackId},
    engine::Engine,
};

/// Whose side of the platform a request sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Side {
    Publisher,
    /// A managed account's.
    Account(AccountId),
}

/// The engine, the twin, and whose side is asked for.
pub(super) struct Context<'a> {
    pub(super) engine: &'a mut Engine,
    pub(super) twin: &'a mut Twin,
    pub(super) side: Side,
}

impl Context<'_> {
    /// The pack that an id names. The engine's own look-up would read the whole journal for a pack that was deleted.
    pub(super) fn pack(&self, id: &str) -> Answer<PackId> {
        let known = Some(PackId::from(id)).filter(|id| self.engine.has_pack(id));
        known.ok_or_else(|| Refused::unknown("integration pack", id))
    }

    pub(super) fn group(&mut self, id: &str) -> Answer<AccountGroupId> {
        let group = AccountGroupId::from(id);
        if self.engine.has_group(&group)? { Ok(group) } else { Err(Refused::unknown("account group", id)) }
    }

    /// The account that is asked for; refused for the publisher, who has no installations.
    pub(super) fn account(&self) -> Answer<AccountId> {
        match &self.side {
            Side::Account(account) => Ok(account.clone()),
            Side::Publisher => Err(Refused::forbidden()),
        }
    }
}

type Rows = fn(&mut Context) -> Answer<Vec<Value>>;
type ById = fn(&mut Context, &str) -> Answer<Value>;
type Make = fn(&mut Context, Value) -> Answer<Value>;
type Change = fn(&mut Context, &str, Value) -> Answer<Value>;
type Delete = fn(&mut Context, &str) -> Answer<()>;

/// One of the platform's objects, with its operations; an operation that is none does not exist.
pub(super) struct Object {
    /// Its name in paths.
    pub(super) name: &'static str,
    /// Managed accounts see it too; else the publisher alone does.
    pub(super) for_accounts: bool,
    /// What `query` filters by.
    pub(super) filters: &'static [&'static str],
    /// Every row for `query`, with what it can be filtered by.
    pub(super) rows: Option<Rows>,
    /// Whether `query` answers with the rows themselves; else it reads each row of a page by its id.
    pub(super) rows_are_whole: bool,
    /// Reads one, also for `bulk`. A field `responseStatusCode` is the answer's status.
    pub(super) get: Option<ById>,
    pub(super) create: Option<Make>,
    pub(super) update: Option<Change>,
    pub(super) delete: Option<Delete>,
}

impl Object {
    /// One of which nothing can be asked yet.
    pub(super) const fn named(name: &'static str) -> Self {
        Self {
            name,
            for_accounts: false,
            filters: &[],
            rows: None,
            rows_are_whole: false,
            get: None,
            create: None,
            update: None,
            delete: None,
        }
    }
}

/// What a body holds; nothing is an object without fields.
pub(super) fn read<T: DeserializeOwned>(body: Value) -> Answer<T> {
    let body = if body.is_null() { Value::Object(serde_json::Map::new()) } else { body };
    serde_json::from_value(body).map_err(|error| Refused::bad(format!("the body is not as it must be: {error}")))
}

/// A struct of the wire as a value.
pub(super) fn to_value(object: &impl Serialize) -> Answer<Value> {
    serde_json::to_value(object).map_err(|error| Refused::new(500, error.to_string()))
}

/// A field that has to be there.
pub(super) fn needed(field: Option<String>, name: &str) -> Answer<String> {
    field.filter(|text| !text.trim().is_empty()).ok_or_else(|| Refused::bad(format!("{name} is required")))
}
