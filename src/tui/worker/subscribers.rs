//! What the screens ask about accounts and account groups, and what they want done.

use super::{Pickable, Request};
use crate::{
    domain::{AccountGroupId, AccountId, InstanceId, PackId, UpdateState, count},
    engine::{
        AccountEntry, AccountView, Applicable, Engine, EngineError, GroupPart, GroupSize, GroupView, Installation,
        Installations, Offer, Overview, PackView, Tally, Touched,
    },
    tui::program::Effect,
};

/// A question.
#[derive(Debug, Clone)]
pub enum Ask {
    /// Every account, by name.
    Accounts,
    /// What the list says of some of them.
    Tallies(Vec<AccountId>),
    /// One account with what is installed in it.
    Account(AccountId),
    /// Every account group, by name.
    Groups,
    /// One account group with its accounts and packs.
    Group(AccountGroupId),
    /// How many instances would stay installed if that were done to a group.
    Staying(AccountGroupId, GroupPart),
    /// What an account can apply.
    Applicable(AccountId),
    /// What can be installed in an account.
    Browse(AccountId),
    /// What a pack carries.
    ViewPack(PackId),
    /// Who has a pack, in numbers.
    Installations(PackId),
    /// The instances of a pack that stand so, or all of them.
    Installed(PackId, Option<UpdateState>),
    /// What can be added somewhere.
    Pick(Pick),
    /// Something to be done.
    Do(Verb),
}

/// A question to the worker.
pub(in crate::tui) fn ask(ask: Ask) -> Vec<Effect<Request>> {
    vec![Effect::Ask(Request::Subscribers(ask))]
}

/// A verb for the worker.
pub(in crate::tui) fn request(verb: Verb) -> Request {
    Request::Subscribers(Ask::Do(verb))
}

/// What a list with check boxes is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// Accounts for a group.
    Accounts(AccountGroupId),
    /// Packs for a group.
    Packs(AccountGroupId),
    /// Groups for a pack.
    Groups(PackId),
}

/// Something to be done.
#[derive(Debug, Clone)]
pub enum Verb {
    /// Create an account.
    CreateAccount(String),
    /// Apply pending updates of these packs.
    Apply(AccountId, Vec<PackId>),
    /// **Complete Installation**, under a name of its own where the pack needs one.
    Install(AccountId, PackId, Option<String>),
    /// Uninstall an instance.
    Uninstall(AccountId, InstanceId),
    /// Create an account group.
    CreateGroup(String),
    /// Delete an account group.
    DeleteGroup(AccountGroupId),
    /// Add to, or share with: these ids.
    Add(Pick, Vec<String>),
    /// Remove accounts from a group.
    RemoveAccounts(AccountGroupId, Vec<AccountId>),
    /// Stop sharing packs with a group.
    Unshare(AccountGroupId, Vec<PackId>),
}

impl Verb {
    /// The same with the name that was asked for.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        match self {
            Self::CreateAccount(_) => Self::CreateAccount(name.to_owned()),
            Self::CreateGroup(_) => Self::CreateGroup(name.to_owned()),
            Self::Install(account, pack, _) => Self::Install(account, pack, Some(name.to_owned())),
            other => other,
        }
    }

    /// What failed, where it does.
    #[must_use]
    pub fn doing(&self) -> &'static str {
        match self {
            Self::CreateAccount(_) => "create the account",
            Self::Apply(..) => "apply the pending updates",
            Self::Install(..) => "install the integration pack",
            Self::Uninstall(..) => "uninstall the integration pack",
            Self::CreateGroup(_) => "create the account group",
            Self::DeleteGroup(_) => "delete the account group",
            Self::Add(..) | Self::RemoveAccounts(..) | Self::Unshare(..) => "change the account group",
        }
    }
}

/// What came of a verb.
#[derive(Debug, Clone, Default)]
pub struct Done {
    /// In words.
    pub text: String,
    /// Instances stay although what they came by is gone.
    pub staying: usize,
    /// The account that was created.
    pub account: Option<AccountId>,
    /// The group that was created.
    pub group: Option<AccountGroupId>,
    /// How many groups a pack is newly shared with.
    pub groups: u32,
}

/// The answers; each as its question.
#[derive(Debug)]
pub enum Told {
    /// Every account, by name.
    Accounts(Vec<AccountEntry>),
    /// What the list says of some of them.
    Tallies(Result<Vec<Tally>, EngineError>),
    /// One account.
    Account(Result<Box<AccountView>, EngineError>),
    /// Every account group, by name.
    Groups(Vec<GroupSize>),
    /// One account group.
    Group(Result<Box<GroupView>, EngineError>),
    /// How many instances would stay installed.
    Staying(GroupPart, Result<(Box<GroupView>, usize), EngineError>),
    /// What an account can apply.
    Applicable(AccountId, Result<Vec<Applicable>, EngineError>),
    /// What can be installed in an account.
    Browse(AccountId, Result<Vec<Offer>, EngineError>),
    /// What a pack carries.
    Pack(Result<Box<PackView>, EngineError>),
    /// Who has a pack, in numbers.
    Installations(Result<Box<Installations>, EngineError>),
    /// The instances of a pack that stand so, or all of them.
    Installed(Option<UpdateState>, Result<Vec<Installation>, EngineError>),
    /// What can be added.
    Pick(Pick, Result<Vec<Pickable>, EngineError>),
    /// What came of a verb, with the workspace as it is after it.
    Done(&'static str, Result<(Done, Overview), EngineError>),
}

/// Asks the engine.
pub(super) fn answer(engine: &mut Engine, ask: Ask) -> Told {
    match ask {
        Ask::Accounts => Told::Accounts(engine.account_entries()),
        Ask::Tallies(ids) => Told::Tallies(engine.tallies(&ids)),
        Ask::Account(id) => Told::Account(engine.account(&id).map(Box::new)),
        Ask::Groups => Told::Groups(engine.group_sizes()),
        Ask::Group(id) => Told::Group(engine.group(&id).map(Box::new)),
        Ask::Staying(id, part) => {
            let staying = engine.installed_through(&id, &part);
            let found = staying.and_then(|staying| Ok((Box::new(engine.group(&id)?), staying)));
            Told::Staying(part, found)
        }
        Ask::Applicable(id) => {
            let found = engine.applicable(&id, &[]);
            Told::Applicable(id, found)
        }
        Ask::Browse(id) => {
            let offers = engine.browse(&id);
            Told::Browse(id, offers)
        }
        Ask::ViewPack(id) => Told::Pack(engine.pack(&id).map(Box::new)),
        Ask::Installations(id) => Told::Installations(engine.installations(&id).map(Box::new)),
        Ask::Installed(id, state) => Told::Installed(state, engine.installed(&id, state)),
        Ask::Pick(pick) => {
            let all = pickable(engine, &pick);
            Told::Pick(pick, all)
        }
        Ask::Do(verb) => {
            let doing = verb.doing();
            let done = carry_out(engine, verb);
            Told::Done(doing, done.map(|done| (done, engine.overview())))
        }
    }
}

/// What is not there already.
fn pickable(engine: &mut Engine, what: &Pick) -> Result<Vec<Pickable>, EngineError> {
    Ok(match what {
        Pick::Accounts(group) => {
            let group = engine.group(group)?.group;
            let free = engine.account_entries().into_iter().filter(|entry| !group.accounts.contains(&entry.id));
            free.map(|entry| Pickable { id: entry.id.to_string(), name: entry.name, note: String::new() }).collect()
        }
        Pick::Packs(group) => {
            let group = engine.group(group)?.group;
            let entries = engine.overview().packs;
            let free = entries.iter().map(|entry| &entry.summary).filter(|one| !group.packs.contains(&one.id));
            let row = |one: &crate::domain::Summary| Pickable {
                id: one.id.to_string(),
                name: one.name.clone(),
                note: if one.current == 0 { "never released".into() } else { format!("release #{}", one.current) },
            };
            free.map(|one| row(one)).collect()
        }
        Pick::Groups(pack) => {
            let row = |size: GroupSize| Pickable {
                id: size.entry.id.to_string(),
                name: size.entry.name,
                note: count(size.accounts, "account"),
            };
            engine.groups_without(pack).into_iter().map(row).collect()
        }
    })
}

fn carry_out(engine: &mut Engine, verb: Verb) -> Result<Done, EngineError> {
    match verb {
        Verb::CreateAccount(name) => {
            let account = Some(engine.create_account(&name)?);
            Ok(Done { text: format!("account {} is created", name.trim()), account, ..Done::default() })
        }
        Verb::CreateGroup(name) => {
            let group = Some(engine.create_group(&name)?);
            Ok(Done { text: format!("account group {} is created", name.trim()), group, ..Done::default() })
        }
        Verb::Apply(account, packs) => {
            let applied = engine.apply_pending(&account, &packs)?;
            Ok(said(format!("pending updates applied in {}", count(applied, "instance"))))
        }
        Verb::Install(account, pack, name) => {
            let instance = engine.install(&account, &pack, name.as_deref())?;
            let account = engine.account(&account)?.account.name.clone();
            Ok(said(format!("{} is installed in {account}, version 1", instance.name)))
        }
        Verb::Uninstall(account, instance) => {
            let account = engine.account(&account)?.account;
            let name = account.instances.iter().find(|i| i.id == instance).map_or("it", |i| i.name.as_str());
            engine.uninstall(&account.id, &instance)?;
            Ok(said(format!("{name} is uninstalled from {}", account.name)))
        }
        Verb::DeleteGroup(group) => {
            let name = engine.group(&group)?.group.name.clone();
            let staying = engine.delete_group(&group)?;
            Ok(Done { text: format!("account group {name} is deleted"), staying, ..Done::default() })
        }
        Verb::Add(pick, ids) => add(engine, &pick, ids),
        Verb::RemoveAccounts(group, accounts) => {
            let touched = engine.remove_from_group(&group, &accounts)?;
            changed(engine, &group, &touched, "removed from")
        }
        Verb::Unshare(group, packs) => {
            let touched = engine.unshare(&group, &packs)?;
            changed(engine, &group, &touched, "no longer shared with")
        }
    }
}

fn add(engine: &mut Engine, what: &Pick, ids: Vec<String>) -> Result<Done, EngineError> {
    match what {
        Pick::Accounts(group) => {
            let ids: Vec<AccountId> = ids.into_iter().map(AccountId::from).collect();
            let touched = engine.add_to_group(group, &ids)?;
            changed(engine, group, &touched, "added to")
        }
        Pick::Packs(group) => {
            let ids: Vec<PackId> = ids.into_iter().map(PackId::from).collect();
            let touched = engine.share(group, &ids)?;
            changed(engine, group, &touched, "shared with")
        }
        Pick::Groups(pack) => {
            let (mut names, mut groups) = (Vec::new(), 0);
            for id in ids {
                let id = AccountGroupId::from(id);
                groups += u32::from(!engine.share(&id, std::slice::from_ref(pack))?.changed.is_empty());
                names.push(engine.group(&id)?.group.name.clone());
            }
            let text = format!("{} is shared with {}", engine.pack_name(pack), names.join(", "));
            Ok(Done { text, groups, ..Done::default() })
        }
    }
}

/// `Aalto is added to Europe`, `3 are added to Europe`.
fn changed(engine: &mut Engine, group: &AccountGroupId, touched: &Touched, what: &str) -> Result<Done, EngineError> {
    let group = engine.group(group)?.group.name.clone();
    let text = match &touched.changed[..] {
        [] => format!("nothing to do: all of that is so already in {group}"),
        [one] => format!("{one} is {what} {group}"),
        many => format!("{} are {what} {group}", many.len()),
    };
    Ok(Done { text, staying: touched.staying, ..Done::default() })
}

fn said(text: String) -> Done {
    Done { text, ..Done::default() }
}
