//! Events of publishers and subscribers, over a handful of nouns: what the rules would refuse is left out.

use proptest::prelude::*;

use super::super::*;
use crate::{
    domain::{
        AccountGroupId, AccountId, ComponentId, ComponentType, Event, IncludedComponent, InstallationType, Instance,
        InstanceId, PackId, PackageId, PackagedComponent, Version,
    },
    store::StoreError,
};

#[derive(Debug, Clone)]
pub(super) enum Live {
    CreatePack(u8),
    EditPack(u8),
    DeletePack(u8),
    Add(u8, u8),
    Remove(u8, u8),
    Undelete(u8, u8),
    CreateComponent(u8),
    PackageVersion(u8, u8),
    DeleteVersion(u8, u8),
    CreateGroup(u8),
    RenameGroup(u8),
    DeleteGroup(u8),
    Join(u8, u8),
    Leave(u8, u8),
    Share(u8, u8),
    Unshare(u8, u8),
    CreateAccount(u8),
    RenameAccount(u8),
    Install(u8, u8),
    Uninstall(u8),
}

pub(super) fn live() -> impl Strategy<Value = Live> {
    let (n, two) = (|| 0..3_u8, || (0..3_u8, 0..3_u8));
    prop_oneof![
        2 => n().prop_map(Live::CreatePack),
        1 => n().prop_map(Live::EditPack),
        1 => n().prop_map(Live::DeletePack),
        2 => two().prop_map(|(a, b)| Live::Add(a, b)),
        2 => two().prop_map(|(a, b)| Live::Remove(a, b)),
        1 => two().prop_map(|(a, b)| Live::Undelete(a, b)),
        1 => n().prop_map(Live::CreateComponent),
        2 => two().prop_map(|(a, b)| Live::PackageVersion(a, b)),
        1 => two().prop_map(|(a, b)| Live::DeleteVersion(a, b)),
        1 => n().prop_map(Live::CreateGroup),
        1 => n().prop_map(Live::RenameGroup),
        1 => n().prop_map(Live::DeleteGroup),
        1 => two().prop_map(|(a, b)| Live::Join(a, b)),
        1 => two().prop_map(|(a, b)| Live::Leave(a, b)),
        2 => two().prop_map(|(a, b)| Live::Share(a, b)),
        1 => two().prop_map(|(a, b)| Live::Unshare(a, b)),
        1 => n().prop_map(Live::CreateAccount),
        1 => n().prop_map(Live::RenameAccount),
        3 => two().prop_map(|(a, b)| Live::Install(a, b)),
        2 => n().prop_map(Live::Uninstall),
    ]
}

fn pack(n: u8) -> PackId {
    PackId::from(["p2", "q1", "q2"][usize::from(n)])
}

fn component(n: u8) -> ComponentId {
    ComponentId::from(["c2", "d1", "d2"][usize::from(n)])
}

fn group(n: u8) -> AccountGroupId {
    AccountGroupId::from(["g1", "h1", "h2"][usize::from(n)])
}

fn account(n: u8) -> AccountId {
    AccountId::from(["a1", "b1", "b2"][usize::from(n)])
}

impl Live {
    pub(super) fn take(&self, store: &mut Store) {
        let decide = |store: &mut Store, _: &_| Ok::<_, StoreError>((self.event(store)?.into_iter().collect(), ()));
        store.commit(&author(), decide).expect("committed");
    }

    /// The event, where what it names is there and what it makes is not.
    fn event(&self, store: &mut Store) -> Result<Option<Event>, StoreError> {
        match *self {
            Self::CreatePack(n)
            | Self::EditPack(n)
            | Self::DeletePack(n)
            | Self::Add(n, _)
            | Self::Remove(n, _)
            | Self::Undelete(n, _) => self.about_a_pack(pack(n), store),
            Self::CreateComponent(n) | Self::PackageVersion(n, _) | Self::DeleteVersion(n, _) => {
                self.about_a_component(component(n), store)
            }
            Self::CreateGroup(n)
            | Self::RenameGroup(n)
            | Self::DeleteGroup(n)
            | Self::Join(n, _)
            | Self::Leave(n, _)
            | Self::Share(n, _)
            | Self::Unshare(n, _) => self.about_a_group(group(n), store),
            Self::CreateAccount(n) | Self::RenameAccount(n) | Self::Install(n, _) | Self::Uninstall(n) => {
                self.about_an_account(account(n), store)
            }
        }
    }

    fn about_a_pack(&self, pack: PackId, store: &mut Store) -> Result<Option<Event>, StoreError> {
        let known = store.pack(&pack)?.is_some();
        let one =
            |n: u8, store: &mut Store| Ok::<_, StoreError>(store.component(&component(n))?.map(|c| vec![c.id.clone()]));
        Ok(match *self {
            Self::CreatePack(_) if !known => {
                let (name, description) = (format!("Live {pack}"), "two\nlines".to_owned());
                Some(Event::PackCreated { pack, name, description, installation_type: InstallationType::Single })
            }
            Self::EditPack(_) if known => {
                Some(Event::PackEdited { name: format!("A {pack}"), description: String::new(), pack })
            }
            // p2 is needed by others.
            Self::DeletePack(n) if known && n > 0 => Some(Event::PackDeleted { pack }),
            Self::Add(_, n) if known => one(n, store)?.map(|components| Event::ComponentsAdded { pack, components }),
            Self::Remove(_, n) if known => {
                one(n, store)?.map(|components| Event::ComponentsRemoved { pack, components })
            }
            Self::Undelete(_, n) if known => {
                one(n, store)?.map(|components| Event::ComponentsUndeleted { pack, components })
            }
            _ => None,
        })
    }

    fn about_a_component(&self, id: ComponentId, store: &mut Store) -> Result<Option<Event>, StoreError> {
        let known = store.component(&id)?;
        Ok(match (self, known) {
            (Self::CreateComponent(_), None) => {
                let (name, folder) = (format!("Component {id}"), "A/B".to_owned());
                Some(Event::ComponentCreated { component: id, name, component_type: ComponentType::Process, folder })
            }
            (Self::PackageVersion(_, n), Some(component)) => {
                let version = Version::new(format!("live {}", component.versions.len()));
                let packaged = PackagedComponent {
                    package_id: PackageId::new(format!("{id}/{version}")),
                    version,
                    created_date: author().now,
                    created_by: author().by,
                    notes: String::new(),
                    shareable: *n > 0,
                    deleted: false,
                };
                let included = IncludedComponent {
                    name: component.name.clone(),
                    kind: "process".into(),
                    folder: String::new(),
                    modified_by: author().by,
                    modified_date: author().now,
                };
                let included = vec![included; usize::from(*n)];
                Some(Event::VersionPackaged { component: id, packaged: Box::new(packaged), included })
            }
            (Self::DeleteVersion(_, n), Some(component)) => {
                let live = component.versions.iter().filter(|v| v.version.as_str().starts_with("live"));
                let version = live.map(|v| v.version.clone()).nth(usize::from(*n));
                version.map(|version| Event::VersionDeleted { component: id, version })
            }
            _ => None,
        })
    }

    fn about_a_group(&self, group: AccountGroupId, store: &mut Store) -> Result<Option<Event>, StoreError> {
        let known = store.group(&group)?.is_some();
        let accounts =
            |n: u8, store: &mut Store| Ok::<_, StoreError>(store.account(&account(n))?.map(|a| vec![a.id.clone()]));
        let packs = |n: u8, store: &mut Store| Ok::<_, StoreError>(store.pack(&pack(n))?.map(|p| vec![p.id.clone()]));
        Ok(match *self {
            Self::CreateGroup(_) if !known => Some(Event::GroupCreated { name: format!("Group {group}"), group }),
            Self::RenameGroup(_) if known => {
                Some(Event::GroupRenamed { from: "before".into(), name: format!("Renamed {group}"), group })
            }
            Self::DeleteGroup(_) if known => Some(Event::GroupDeleted { group }),
            Self::Join(_, n) if known => accounts(n, store)?.map(|accounts| Event::AccountsAdded { group, accounts }),
            Self::Leave(_, n) if known => {
                accounts(n, store)?.map(|accounts| Event::AccountsRemoved { group, accounts })
            }
            Self::Share(_, n) if known => packs(n, store)?.map(|packs| Event::PacksShared { group, packs }),
            Self::Unshare(_, n) if known => packs(n, store)?.map(|packs| Event::PacksUnshared { group, packs }),
            _ => None,
        })
    }

    fn about_an_account(&self, id: AccountId, store: &mut Store) -> Result<Option<Event>, StoreError> {
        let known = store.account(&id)?;
        Ok(match (self, known) {
            (Self::CreateAccount(_), None) => {
                Some(Event::AccountCreated { name: format!("Account {id}"), account: id })
            }
            (Self::RenameAccount(_), Some(account)) => {
                let (from, name) = (account.name.clone(), format!("Renamed {id}"));
                Some(Event::AccountRenamed { account: id, from, name })
            }
            (Self::Install(_, n), Some(account)) => store.pack(&pack(*n))?.map(|pack| {
                let instance = Instance {
                    id: InstanceId::new(format!("{id}-{}-{}", pack.id, account.instances.len())),
                    pack: pack.id.clone(),
                    name: format!("{}", account.instances.len()),
                    installed_at: author().now,
                    installed_release: pack.current_number(),
                };
                Event::Installed { account: id, instance }
            }),
            (Self::Uninstall(_), Some(account)) => account.instances.first().map(|first| Event::Uninstalled {
                account: id,
                pack: first.pack.clone(),
                instance: first.id.clone(),
            }),
            _ => None,
        })
    }
}
