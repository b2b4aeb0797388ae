//! Who has a pack. The counts come from the index; the list reads the accounts that have it.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Engine, EngineError, sentences, workspace::require_pack};
use crate::{
    domain::{AccountId, Deliveries, Holders, InstanceId, InstanceVersion, PackId, UpdateState, count, date_words},
    text::capital,
};

/// Who has a pack, in numbers; no account is read for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installations {
    pub pack: PackId,
    pub name: String,
    /// The number of its current release, 0 for none.
    pub release: u32,
    /// The date of its scheduled release.
    pub scheduled: Option<NaiveDate>,
    pub holders: Holders,
    /// The platform does not say who has it.
    pub untold: bool,
    /// How many account groups it is shared with.
    pub groups: usize,
    /// How many accounts could still install it.
    pub could_install: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    pub account: AccountId,
    pub account_name: String,
    pub instance: InstanceId,
    pub name: String,
    /// Version and Pending Version.
    pub version: InstanceVersion,
    /// Last Update Date.
    pub last_update: DateTime<Utc>,
    /// How it stands.
    pub state: UpdateState,
}

/// A line of the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What is counted.
    pub label: String,
    pub instances: usize,
    /// How the counted ones stand; none where all are counted.
    pub state: Option<UpdateState>,
}

impl Installations {
    /// In how many accounts it is installed: `Installed in 42 accounts`.
    pub fn installed(&self) -> String {
        match self.holders.accounts {
            _ if self.untold => capital(sentences::HOLDERS_UNKNOWN),
            0 => "Not installed in any account".into(),
            accounts => format!("Installed in {}", count(accounts, "account")),
        }
    }

    /// The number of instances, in all and by state; empty where there is none.
    pub fn counts(&self) -> Vec<Count> {
        let holders = &self.holders;
        if holders.instances == 0 {
            return Vec::new();
        }
        let line = |label: String, instances, state| Count { label, instances, state };
        let at_current = if self.scheduled.is_some() { UpdateState::Waiting } else { UpdateState::UpToDate };
        let current = format!("At the current release #{}", self.release);
        let mut counts = vec![
            line("Instances".into(), holders.instances, None),
            line(current, holders.at_current, Some(at_current)),
        ];
        if let Some(date) = self.scheduled {
            counts.push(line(format!("Waiting for {}", date_words(date)), holders.waiting, Some(UpdateState::Waiting)));
            counts.push(line("Applied early".into(), holders.applied_early, Some(UpdateState::AppliedEarly)));
        }
        if holders.ahead > 0 {
            counts.push(line("Ahead of the current release".into(), holders.ahead, Some(UpdateState::Ahead)));
        }
        counts
    }

    /// Who could install it: a sentence.
    pub fn shared(&self) -> String {
        if self.groups == 0 {
            return "Shared with no account group.".into();
        }
        let groups = format!("Shared with {}", count(self.groups, "account group"));
        if self.release == 0 {
            return format!("{groups}; never released, so nobody can install it yet.");
        }
        match self.could_install {
            _ if self.untold => format!("{groups}."),
            0 => format!("{groups}; no other account could install it."),
            accounts => format!("{groups}; {} could still install it.", count(accounts, "account")),
        }
    }
}

impl Engine {
    pub fn installations(&mut self, id: &PackId) -> Result<Installations, EngineError> {
        let pack = require_pack(&mut self.store, id)?;
        let reach = self.store.reach(id);
        Ok(Installations {
            pack: id.clone(),
            name: pack.name.clone(),
            release: pack.current_number(),
            scheduled: pack.scheduled.as_ref().map(|scheduled| scheduled.release_on_date),
            holders: pack.holders(reach),
            untold: reach.untold,
            groups: usize::try_from(reach.groups).unwrap_or(usize::MAX),
            could_install: pack.could_install(self.store.audience(id)),
        })
    }

    /// Every installation of a pack, or those in one state, by account and then oldest first.
    pub fn installed(&mut self, id: &PackId, state: Option<UpdateState>) -> Result<Vec<Installation>, EngineError> {
        let pack = require_pack(&mut self.store, id)?;
        let deliveries = Deliveries::of(&pack);
        let mut found = Vec::new();
        for entry in self.store.accounts_with(id) {
            let Some(account) = self.store.peek_account(&entry.id)? else { continue };
            for instance in account.instances.iter().filter(|instance| instance.pack == *id) {
                let stands = deliveries.state(instance);
                if state.is_none_or(|wanted| wanted == stands) {
                    found.push(Installation {
                        account: entry.id.clone(),
                        account_name: entry.name.clone(),
                        instance: instance.id.clone(),
                        name: instance.name.clone(),
                        version: deliveries.version(instance),
                        last_update: deliveries.last_update(instance),
                        state: stands,
                    });
                }
            }
        }
        Ok(found)
    }
}
