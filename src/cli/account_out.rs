//! Accounts for programs.

use serde::Serialize;

use super::output::{NamedOut, instant};
use crate::engine::{AccountView, Installed};

/// `{"id","name","groups":[{"id","name"}],"instances":[{"instanceId","integrationPackId","name","lastUpdateDate"|null,
/// "version"|null,"pendingVersion"|null}]|null}`, instances oldest first; `list` gives an array of `{"id","name"}`.
#[derive(Debug, Serialize)]
pub(super) struct AccountOut {
    id: String,
    name: String,
    groups: Vec<NamedOut>,
    instances: Option<Vec<InstanceOut>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct InstanceOut {
    instance_id: String,
    integration_pack_id: String,
    name: String,
    last_update_date: Option<String>,
    version: Option<u32>,
    pending_version: Option<u32>,
}

impl AccountOut {
    pub(super) fn of(view: &AccountView) -> Self {
        let instances = || view.instances.iter().map(InstanceOut::of).collect();
        Self {
            id: view.account.id.to_string(),
            name: view.account.name.clone(),
            groups: view.groups.iter().map(|group| NamedOut::of(&group.id, &group.name)).collect(),
            instances: (!view.untold || !view.instances.is_empty()).then(instances),
        }
    }
}

impl InstanceOut {
    fn of(installed: &Installed) -> Self {
        Self {
            instance_id: installed.instance.id.to_string(),
            integration_pack_id: installed.instance.pack.to_string(),
            name: installed.instance.name.clone(),
            last_update_date: installed.status.map(|status| instant(status.last_update)),
            version: installed.status.map(|status| status.version.version),
            pending_version: installed.pending(),
        }
    }
}
