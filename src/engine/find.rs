//! Finds what a person named: by id, else by the exact name in any case, else by a unique prefix of an id.

use std::borrow::Borrow;

use super::{Engine, EngineError, deleted::gone};
use crate::{
    domain::{
        Account, AccountGroupId, AccountId, Component, ComponentId, Instance, PackId, Refusal, SelectionRow, Version,
        nearest,
    },
    store::Named,
};

/// Shortest prefix of an id that counts as one, in characters.
const SHORTEST_PREFIX: usize = 4;

impl Engine {
    /// The pack that `name` names.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Deleted`] for the id of one that was, or [`Refusal::Ambiguous`].
    pub fn find_pack(&self, name: &str) -> Result<PackId, EngineError> {
        let packs = self.store.packs();
        let found = pick("integration pack", name, &packs, |e| (e.summary.id.as_str(), &e.summary.name));
        Ok(found.map_err(|refusal| self.or_deleted(refusal))?.summary.id.clone())
    }

    /// The component that `name` names.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] or [`Refusal::Ambiguous`].
    pub fn find_component(&self, name: &str) -> Result<ComponentId, EngineError> {
        Ok(find_named("component", name, &self.store.components())?)
    }

    /// The component of a pack that `name` names; one outside it where the pack has none.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] or [`Refusal::Ambiguous`].
    pub fn find_in_pack(&mut self, pack: &PackId, name: &str) -> Result<ComponentId, EngineError> {
        let rows = self.pack(pack)?.rows;
        match pick("component", name, &rows, |row| (row.component_id.as_str(), &row.component_name)) {
            Ok(row) => Ok(row.component_id.clone()),
            Err(Refusal::NotFound { .. }) => self.find_component(name),
            Err(refusal) => Err(refusal.into()),
        }
    }

    /// The managed account that `name` names.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] or [`Refusal::Ambiguous`].
    pub fn find_account(&self, name: &str) -> Result<AccountId, EngineError> {
        Ok(find_named("account", name, &self.store.accounts())?)
    }

    /// The account group that `name` names.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Deleted`] for the id of one that was, or [`Refusal::Ambiguous`].
    pub fn find_group(&self, name: &str) -> Result<AccountGroupId, EngineError> {
        Ok(find_named("account group", name, &self.store.groups()).map_err(|refusal| self.or_deleted(refusal))?)
    }

    /// The instance of an account that `name` names.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Deleted`] for the id of one that was, or [`Refusal::Ambiguous`].
    pub fn find_instance<'a>(&self, account: &'a Account, name: &str) -> Result<&'a Instance, EngineError> {
        let found = pick("instance", name, &account.instances, |i| (i.id.as_str(), &i.name));
        Ok(found.map_err(|refusal| self.or_deleted(refusal))?)
    }

    /// Where the id of something deleted was typed, the refusal has the name that it had.
    fn or_deleted(&self, refusal: Refusal) -> Refusal {
        match refusal {
            Refusal::NotFound { what, name, like } => match gone(&self.store, what, &name) {
                Refusal::NotFound { what, name, .. } => Refusal::NotFound { what, name, like },
                deleted => deleted,
            },
            refusal => refusal,
        }
    }
}

fn find_named<Id: Clone + Borrow<str>>(what: &'static str, name: &str, all: &[Named<Id>]) -> Result<Id, Refusal> {
    Ok(pick(what, name, all, |one| (one.id.borrow(), &one.name))?.id.clone())
}

/// The row of a selection whose component `name` names.
///
/// # Errors
/// [`Refusal::NotFound`] or [`Refusal::Ambiguous`].
pub fn find_row<'a>(rows: &'a [SelectionRow], name: &str) -> Result<&'a SelectionRow, Refusal> {
    pick("component", name, rows, |row| named(&row.component))
}

/// Splits `COMPONENT=VERSION` at the `=` whose left side names a component. Components and versions may contain `=`
/// themselves: of several such places the one with an existing version counts, and of several of these the one whose
/// left side is the component's id.
///
/// # Errors
/// [`Refusal::NotFound`] where no left side names one, [`Refusal::Ambiguous`] where it names several, or where several
/// have such a version.
pub fn split_set<'a>(rows: &'a [SelectionRow], text: &str) -> Result<(&'a SelectionRow, Version), Refusal> {
    let (mut found, mut first) = (Vec::new(), None);
    for (at, _) in text.match_indices('=') {
        let (name, version) = (&text[..at], &text[at + 1..]);
        match find_row(rows, name).or_else(|_| find_row(rows, name.trim())) {
            Ok(row) => found.push((row, label(row, version), row.component.id.as_str() == name)),
            Err(refusal) => first = first.or(Some(refusal)),
        }
    }
    let mut meant = found.clone();
    meant.retain(|(row, version, _)| row.component.packaged(version).is_some());
    if meant.len() > 1 && meant.iter().any(|(.., by_id)| *by_id) {
        meant.retain(|(.., by_id)| *by_id);
    }
    match (&meant[..], &found[..]) {
        ([(row, version, _)], _) | ([], [(row, version, _), ..]) => Ok((*row, version.clone())),
        ([], []) => Err(first.unwrap_or(Refusal::NotAnAssignment { input: text.to_owned() })),
        _ => {
            let ids: Vec<&str> = meant.iter().map(|(row, ..)| row.component.id.as_str()).collect();
            Err(Refusal::Ambiguous { what: "component", name: text.to_owned(), candidates: ids.join(", ") })
        }
    }
}

/// The version with this label. Blanks around the text count only where there is a label with just these blanks.
fn label(row: &SelectionRow, text: &str) -> Version {
    let whole = Version::from(text);
    if row.component.packaged(&whole).is_some() { whole } else { Version::from(text.trim()) }
}

fn named(component: &Component) -> (&str, &str) {
    (component.id.as_str(), &component.name)
}

pub(super) fn pick<'a, T>(
    what: &'static str,
    name: &str,
    all: &'a [T],
    key: impl Fn(&'a T) -> (&'a str, &'a str),
) -> Result<&'a T, Refusal> {
    if let Some(one) = all.iter().find(|one| key(one).0 == name) {
        return Ok(one);
    }
    let lower = name.to_lowercase();
    let by_name: Vec<&T> = all.iter().filter(|one| key(one).1.to_lowercase() == lower).collect();
    let long_enough = name.chars().count() >= SHORTEST_PREFIX;
    let found = if by_name.is_empty() && long_enough {
        all.iter().filter(|one| key(one).0.to_lowercase().starts_with(&lower)).collect()
    } else {
        by_name
    };
    match found[..] {
        [] => {
            let like = nearest(name, all.iter().map(|one| key(one).1)).map(ToOwned::to_owned);
            Err(Refusal::NotFound { what, name: name.to_owned(), like })
        }
        [one] => Ok(one),
        _ => {
            let ids: Vec<&str> = found.iter().take(5).map(|one| key(one).0).collect();
            Err(Refusal::Ambiguous { what, name: name.to_owned(), candidates: ids.join(", ") })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [(&str, &str); 4] =
        [("19440978-ba6f", "Order to Cash"), ("1944aaaa-0000", "Twin"), ("77", "twin"), ("88", "1944")];

    fn find(name: &str) -> Result<&'static str, Refusal> {
        pick("integration pack", name, &ALL, |one| (one.0, one.1)).map(|one| one.0)
    }

    #[test]
    fn an_id_comes_before_a_name_and_a_name_before_a_prefix() {
        assert_eq!(find("77"), Ok("77"));
        assert_eq!(find("order TO cash"), Ok("19440978-ba6f"));
        assert_eq!(find("19440"), Ok("19440978-ba6f"));
        assert_eq!(find("1944"), Ok("88"));
        assert!(matches!(find("TWIN"), Err(Refusal::Ambiguous { .. })));
        assert!(matches!(find("19"), Err(Refusal::NotFound { .. })));
    }
}
