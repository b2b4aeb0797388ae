//! What the readers of all nouns share: they collect errors and resolve ids here.

use std::{
    collections::{HashMap, HashSet},
    ops::RangeInclusive,
    sync::Arc,
};

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

use super::{
    DocumentErrors, Source,
    faults::Faults,
    located::{Located, Mark},
    shape::Text,
};
use crate::{
    domain::{
        Account, AccountId, Component, ComponentId, Imported, MAX_NAME, MAX_NOTES, Pack, PackId, Refusal, TextFault,
        Tz, check_id, check_made_id, check_name, check_text,
    },
    store::{Store, StoreError},
};

/// Years that are written with four digits, and so can be read back.
pub(super) const YEARS: RangeInclusive<i32> = 0..=9999;

/// An import while it is read.
pub(super) struct Resolver<'a> {
    sources: &'a [Source],
    /// The documents by where their texts stand in memory, to tell which one a mark is in.
    by_mark: Vec<(Mark, usize)>,
    pub(super) known: &'a mut Store,
    faults: Faults,
    /// The nouns of the documents, as they will be.
    pub(super) components: HashMap<ComponentId, Arc<Component>>,
    pub(super) packs: HashMap<PackId, Arc<Pack>>,
    pub(super) accounts: HashMap<AccountId, Arc<Account>>,
    /// Those of the components and accounts that are new or differ.
    pub(super) changed_components: Vec<ComponentId>,
    pub(super) changed_accounts: Vec<AccountId>,
    /// What else is new or differs.
    pub(super) imported: Imported,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(sources: &'a [Source], known: &'a mut Store) -> Self {
        let mut by_mark: Vec<(Mark, usize)> = sources.iter().map(|s| Mark::of(&s.text)).zip(0..).collect();
        by_mark.sort_unstable();
        Self {
            sources,
            by_mark,
            known,
            faults: Faults::default(),
            components: HashMap::new(),
            packs: HashMap::new(),
            accounts: HashMap::new(),
            changed_components: Vec::new(),
            changed_accounts: Vec::new(),
            imported: Imported::default(),
        }
    }

    /// What is new or differs; or every error, in the order of the documents.
    pub(super) fn into_result(mut self) -> Result<Imported, DocumentErrors> {
        if !self.faults.is_empty() {
            return Err(self.faults.into_errors(self.sources));
        }
        let (components, accounts) = (&mut self.components, &mut self.accounts);
        let components = self.changed_components.iter().filter_map(|id| components.remove(id));
        self.imported.components = components.map(Arc::unwrap_or_clone).collect();
        let accounts = self.changed_accounts.iter().filter_map(|id| accounts.remove(id));
        self.imported.accounts = accounts.map(Arc::unwrap_or_clone).collect();
        Ok(self.imported)
    }

    pub(super) fn error(&mut self, at: Mark, message: impl Into<String>) {
        self.error_with_hint(at, message, None);
    }

    pub(super) fn error_with_hint(&mut self, at: Mark, message: impl Into<String>, hint: Option<String>) {
        let after = self.by_mark.partition_point(|(start, _)| *start <= at);
        let Some((_, number)) = after.checked_sub(1).and_then(|i| self.by_mark.get(i)) else { return };
        if let Some(offset) = self.sources.get(*number).and_then(|source| at.offset_in(&source.text)) {
            self.faults.add(*number, offset, &message.into(), hint);
        }
    }

    pub(super) fn refuse(&mut self, at: Mark, refusal: &Refusal) {
        self.error_with_hint(at, refusal.to_string(), refusal.hint());
    }

    /// Returns the text; where it is refused, only as much of it as is allowed, because it can be of any length.
    fn check(&mut self, what: &str, text: &Text, check: impl Fn(&str) -> Result<(), TextFault>) -> String {
        match check(&text.value) {
            Ok(()) => text.value.clone(),
            Err(fault) => {
                self.error(text.at, format!("{what} {fault}"));
                text.value.chars().take(MAX_NAME).collect()
            }
        }
    }

    pub(super) fn id<Id: From<String>>(&mut self, what: &str, text: &Text) -> Id {
        Id::from(self.check(what, text, check_id))
    }

    /// An id that an import may have made up from others, which can be longer than one that is given.
    pub(super) fn made_id<Id: From<String>>(&mut self, what: &str, text: &Text) -> Id {
        Id::from(self.check(what, text, check_made_id))
    }

    pub(super) fn name(&mut self, what: &str, text: &Text) -> String {
        self.check(what, text, check_name)
    }

    /// A name that nothing else of its kind has, in whatever case.
    pub(super) fn own_name(&mut self, taken: &mut HashSet<String>, what: &'static str, text: &Text) -> String {
        let name = self.name(&format!("{what}'s name"), text);
        if !taken.insert(name.to_lowercase()) {
            self.refuse(text.at, &Refusal::NameTaken { what, name: name.clone() });
        }
        name
    }

    /// A text of several lines, which documents may break in two ways.
    pub(super) fn text(&mut self, what: &str, text: &Text, max: usize) -> String {
        let text = Text { value: text.value.replace("\r\n", "\n"), at: text.at };
        self.check(what, &text, |t| check_text(t, max))
    }

    /// One line that may be empty or left out: a folder, an author.
    pub(super) fn line(&mut self, what: &str, text: Option<&Text>) -> String {
        text.map_or_else(String::new, |text| {
            self.check(what, text, |t| if t.trim().is_empty() { Ok(()) } else { check_name(t) })
        })
    }

    pub(super) fn notes(&mut self, text: Option<&Text>) -> String {
        text.map_or_else(String::new, |text| self.text("notes", text, MAX_NOTES))
    }

    pub(super) fn instant(&mut self, text: &Text) -> Option<DateTime<Utc>> {
        let instant = DateTime::parse_from_rfc3339(&text.value).ok().map(|at| at.with_timezone(&Utc));
        let instant = instant.filter(|at| YEARS.contains(&at.year()));
        if instant.is_none() {
            let message = format!("{:?} is not a date and time from the year 0 to 9999 in UTC", text.value);
            self.error_with_hint(text.at, message, Some("write it as 2026-03-02T14:03:00Z".into()));
        }
        instant
    }

    pub(super) fn date(&mut self, text: &Text) -> Option<NaiveDate> {
        // Chrono also takes 2026-1-1, which sorts and compares differently as text.
        let date = text.value.parse().ok().filter(|date: &NaiveDate| date.to_string() == text.value);
        let date = date.filter(|date| YEARS.contains(&date.year()));
        if date.is_none() {
            let message = format!("{:?} is not a date", text.value);
            self.error_with_hint(text.at, message, Some("write it as 2026-12-01".into()));
        }
        date
    }

    /// The scheduler's zone as it will be after the import.
    pub(super) fn scheduler_zone(&self) -> Tz {
        self.imported.settings.as_ref().unwrap_or_else(|| self.known.settings()).scheduler_time_zone
    }

    pub(super) fn zone(&mut self, text: &Text) -> Option<Tz> {
        let zone = text.value.parse().ok();
        if zone.is_none() {
            let message = format!("there is no time zone {:?}", text.value);
            self.error_with_hint(text.at, message, Some("write it as America/New_York".into()));
        }
        zone
    }

    /// Refuses what comes a second time.
    pub(super) fn is_first<T: std::hash::Hash + Eq + Clone>(
        &mut self,
        seen: &mut HashSet<T>,
        what: &str,
        value: &T,
        text: &Text,
    ) -> bool {
        let first = seen.insert(value.clone());
        if !first {
            self.error(text.at, format!("{what} {:?} is here twice", text.value));
        }
        first
    }

    pub(super) fn component(&mut self, id: &ComponentId) -> Result<Option<Arc<Component>>, StoreError> {
        match self.components.get(id) {
            Some(component) => Ok(Some(Arc::clone(component))),
            None => self.known.component(id),
        }
    }

    pub(super) fn pack(&mut self, id: &PackId) -> Result<Option<Arc<Pack>>, StoreError> {
        match self.packs.get(id) {
            Some(pack) => Ok(Some(Arc::clone(pack))),
            None => self.known.pack(id),
        }
    }

    pub(super) fn account(&mut self, id: &AccountId) -> Result<Option<Arc<Account>>, StoreError> {
        match self.accounts.get(id) {
            Some(account) => Ok(Some(Arc::clone(account))),
            None => self.known.account(id),
        }
    }

    /// Reports a reference to something that is neither in the documents nor in the workspace.
    pub(super) fn dangling(&mut self, what: &str, text: &Text) {
        self.error(text.at, format!("there is no {what} {:?}, neither in the import nor in the workspace", text.value));
    }

    /// Checks that a release goes back to an earlier one.
    pub(super) fn rollback_to(&mut self, to: Option<&Located<u32>>, before: u32) -> Option<u32> {
        let to = to?;
        if to.value == 0 || to.value >= before {
            self.error(to.at, format!("#{} is not an earlier release", to.value));
        }
        Some(to.value)
    }
}

/// The names of what is known, but for what the documents bring themselves.
pub(super) fn taken<'a>(
    known: impl IntoIterator<Item = (&'a str, &'a str)>,
    documents: impl IntoIterator<Item = &'a Text>,
) -> HashSet<String> {
    let here: HashSet<&str> = documents.into_iter().map(|id| id.value.as_str()).collect();
    known.into_iter().filter(|(id, _)| !here.contains(id)).map(|(_, name)| name.to_lowercase()).collect()
}
