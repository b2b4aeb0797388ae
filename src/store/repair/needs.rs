//! What an event needs that the workspace may have lost.

use std::collections::{HashMap, HashSet};

use super::super::{StoreError, nouns::Nouns};
use crate::domain::{
    AccountGroupId, AccountId, Component, ComponentId, Contents, Event, Imported, Pack, PackId, Version,
};

/// Why an event can't happen any more.
pub(super) enum Unmet {
    /// What it needs and the workspace has not.
    Need(String),
    /// It can't be told.
    Unknown(StoreError),
}

impl From<StoreError> for Unmet {
    fn from(why: StoreError) -> Self {
        match why {
            StoreError::NoSuchNoun { what, id } => Self::Need(format!("{what} {id:?}")),
            why => Self::Unknown(why),
        }
    }
}

/// Whether everything is there that an event is about and refers to.
///
/// # Errors
/// What is missing.
#[deny(clippy::wildcard_enum_match_arm)]
#[expect(clippy::too_many_lines, reason = "an arm for each event, so that the compiler names a new one")]
pub(super) fn check(event: &Event, nouns: &mut Nouns) -> Result<(), Unmet> {
    match event {
        Event::Imported(imported) => check_imported(imported, nouns),
        Event::Released { pack, release, .. } => {
            follows(&*has_pack(pack, nouns)?, release.number)?;
            carries(&release.components, nouns)
        }
        Event::Performed { pack, number, .. } => {
            let pack = has_pack(pack, nouns)?;
            follows(&pack, *number)?;
            waits(&pack)
        }
        Event::Scheduled { pack, scheduled, .. } => {
            has_pack(pack, nouns)?;
            carries(&scheduled.components, nouns)
        }
        Event::Asked { pack, asked } => {
            has_pack(pack, nouns)?;
            carries(&asked.components, nouns)
        }
        Event::Answered { pack, asked, .. } => {
            let waits = has_pack(pack, nouns)?.asked(asked).is_some();
            there(waits, || format!("what was asked of the platform as {asked:?}"))
        }
        Event::ScheduleChanged { pack, components, .. } => {
            waits(&*has_pack(pack, nouns)?)?;
            carries(components, nouns)
        }
        Event::ScheduleMoved { pack, .. }
        | Event::ScheduleCancelled { pack, .. }
        | Event::ScheduleOverridden { pack, .. }
        | Event::Blocked { pack, .. }
        | Event::Unblocked { pack } => waits(&*has_pack(pack, nouns)?),
        Event::ComponentsAdded { pack, components } => {
            has_pack(pack, nouns)?;
            components.iter().try_for_each(|id| has_component(id, nouns))
        }
        Event::VersionPackaged { component, .. } => has_component(component, nouns),
        Event::VersionDeleted { component, version } | Event::VersionRestored { component, version } => {
            has_version(component, version, nouns)
        }
        Event::AccountsAdded { group, accounts } => {
            has_group(group, nouns)?;
            accounts.iter().try_for_each(|id| has_account(id, nouns))
        }
        Event::PacksShared { group, packs } => {
            has_group(group, nouns)?;
            packs.iter().try_for_each(|id| has_pack(id, nouns).map(drop))
        }
        Event::Installed { account, instance } => {
            has_account(account, nouns)?;
            has_pack(&instance.pack, nouns).map(drop)
        }
        Event::Uninstalled { account, .. } | Event::AccountRenamed { account, .. } => has_account(account, nouns),
        Event::GroupRenamed { group, .. }
        | Event::GroupDeleted { group }
        | Event::AccountsRemoved { group, .. }
        | Event::PacksUnshared { group, .. } => has_group(group, nouns),
        Event::PackEdited { pack, .. }
        | Event::PackDeleted { pack }
        | Event::ComponentsRemoved { pack, .. }
        | Event::ComponentsUndeleted { pack, .. }
        | Event::AppliedEarly { pack, .. } => has_pack(pack, nouns).map(drop),
        Event::SettingsChanged(_)
        | Event::FreezeAdded(_)
        | Event::FreezeRemoved { .. }
        | Event::HookAdded(_)
        | Event::HookRemoved { .. }
        | Event::Approved { .. }
        | Event::Rejected { .. }
        | Event::Withdrawn { .. }
        | Event::ApprovalRequested(_)
        | Event::PackCreated { .. }
        | Event::ComponentCreated { .. }
        | Event::GroupCreated { .. }
        | Event::AccountCreated { .. } => Ok(()),
    }
}

fn has_pack(id: &PackId, nouns: &mut Nouns) -> Result<std::sync::Arc<Pack>, Unmet> {
    nouns.pack(id)?.ok_or_else(|| Unmet::Need(format!("integration pack {id:?}")))
}

fn has_component(id: &ComponentId, nouns: &Nouns) -> Result<(), Unmet> {
    there(nouns.components.contains_key(id), || format!("component {id:?}"))
}

fn has_account(id: &AccountId, nouns: &Nouns) -> Result<(), Unmet> {
    there(nouns.accounts.contains_key(id), || format!("account {id:?}"))
}

fn has_group(id: &AccountGroupId, nouns: &Nouns) -> Result<(), Unmet> {
    there(nouns.groups.contains_key(id), || format!("account group {id:?}"))
}

fn has_version(id: &ComponentId, version: &Version, nouns: &mut Nouns) -> Result<(), Unmet> {
    let known = nouns.component(id)?.is_some_and(|component| knows(&component, version));
    there(known, || format!("version {version} of component {id:?}"))
}

fn carries(contents: &Contents, nouns: &mut Nouns) -> Result<(), Unmet> {
    contents.iter().try_for_each(|(id, version)| has_version(id, version, nouns))
}

fn knows(component: &Component, version: &Version) -> bool {
    component.versions.iter().any(|known| known.version == *version)
}

/// Release numbers rise. Where some are left out, those releases are missing.
fn follows(pack: &Pack, number: u32) -> Result<(), Unmet> {
    there(number > pack.current_number(), || format!("a place for release #{number}"))
}

fn waits(pack: &Pack) -> Result<(), Unmet> {
    there(pack.scheduled.is_some(), || format!("the scheduled release of integration pack {:?}", pack.id))
}

fn there(is: bool, what: impl FnOnce() -> String) -> Result<(), Unmet> {
    if is { Ok(()) } else { Err(Unmet::Need(what())) }
}

/// Nouns that come together may refer to each other.
fn check_imported(imported: &Imported, nouns: &mut Nouns) -> Result<(), Unmet> {
    let components: HashMap<&ComponentId, &Component> = imported.components.iter().map(|c| (&c.id, c)).collect();
    let packs: HashSet<&PackId> = imported.packs.iter().map(|pack| &pack.id).collect();
    let accounts: HashSet<&AccountId> = imported.accounts.iter().map(|account| &account.id).collect();
    for pack in &imported.packs {
        for member in pack.members.iter().filter(|member| !components.contains_key(&member.component_id)) {
            has_component(&member.component_id, nouns)?;
        }
        let scheduled = pack.scheduled.iter().map(|scheduled| &scheduled.components);
        for (id, version) in pack.releases.iter().map(|r| &r.components).chain(scheduled).flat_map(Contents::iter) {
            if !components.get(id).is_some_and(|component| knows(component, version)) {
                has_version(id, version, nouns)?;
            }
        }
    }
    for instance in imported.accounts.iter().flat_map(|account| &account.instances) {
        if !packs.contains(&instance.pack) {
            has_pack(&instance.pack, nouns)?;
        }
    }
    for group in &imported.groups {
        group.accounts.iter().filter(|id| !accounts.contains(id)).try_for_each(|id| has_account(id, nouns))?;
        for id in group.packs.iter().filter(|id| !packs.contains(id)) {
            has_pack(id, nouns)?;
        }
    }
    Ok(())
}
