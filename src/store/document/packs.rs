//! Integration packs with their releases, from documents.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use chrono::Datelike as _;

use super::{
    located::Located,
    resolve::{Resolver, YEARS, taken},
    shape::{CarriedDoc, PackDoc, ReleaseDoc, ScheduledDoc, Text},
};
use crate::{
    domain::{
        Component, ComponentId, Contents, MAX_COMPONENTS, MAX_DESCRIPTION, Member, OnPlatform, Pack, PackId, Refusal,
        Release, ReleaseSchedule, RequestId, ScheduledRelease, Version, Window, today_in,
    },
    store::StoreError,
};

/// No document needs more releases, and the number of the next one is sure to fit.
const MAX_NUMBER: u32 = 1_000_000_000;

impl Resolver<'_> {
    /// Reads packs. It moves their releases out of the documents, because those can be most of the memory.
    pub(super) fn packs(&mut self, docs: &mut [PackDoc]) -> Result<(), StoreError> {
        let mut seen = HashSet::new();
        let known = self.known.packs();
        let known = known.iter().map(|entry| (entry.summary.id.as_str(), entry.summary.name.as_str()));
        let mut names = taken(known, docs.iter().map(|doc| &doc.id));
        for doc in docs {
            self.known.progress.one()?;
            let id: PackId = self.id("a pack's id", &doc.id);
            if self.is_first(&mut seen, "integration pack", &id, &doc.id) {
                let name = self.own_name(&mut names, "an integration pack", &doc.name);
                self.read_pack(id, name, doc)?;
            }
            doc.releases = Vec::new();
        }
        Ok(())
    }

    fn read_pack(&mut self, id: PackId, name: String, doc: &PackDoc) -> Result<(), StoreError> {
        let known = self.known.pack(&id)?;
        let mut pack = known
            .as_deref()
            .cloned()
            .unwrap_or_else(|| Pack::new(id.clone(), name.clone(), String::new(), doc.installation_type.value));
        if pack.installation_type != doc.installation_type.value {
            let is = pack.installation_type.api_word();
            self.error(doc.installation_type.at, format!("{} is {is}; the installation type never changes", pack.name));
        }
        if let Err(refusal) = pack.check_rename(&name) {
            self.refuse(doc.name.at, &refusal);
        }
        pack.name = name;
        if let Some(description) = &doc.description {
            pack.description = self.text("the description", description, MAX_DESCRIPTION);
        }
        self.members(&mut pack, doc)?;
        self.releases(&mut pack, &doc.releases)?;
        if let Some(scheduled) = &doc.scheduled_release {
            let mut new = self.scheduled(&pack, scheduled)?;
            if let (Some(new), Some(known)) = (&mut new, &pack.scheduled) {
                // The reason for a block is no decision, so it is derived again and not compared.
                let blocked =
                    known.blocked.clone().filter(|_| ScheduledRelease { blocked: None, ..known.clone() } == *new);
                new.blocked = blocked;
            }
            pack.scheduled = new;
        }
        self.check_in_use(&pack, doc)?;
        self.packs.insert(id, Arc::new(pack));
        Ok(())
    }

    fn members(&mut self, pack: &mut Pack, doc: &PackDoc) -> Result<(), StoreError> {
        let mut seen = HashSet::new();
        let mut read = |this: &mut Self, texts: &[Text], removed: bool| -> Result<Vec<Member>, StoreError> {
            let mut members = Vec::new();
            for text in texts {
                let component_id = ComponentId::new(text.value.as_str());
                let first = this.is_first(&mut seen, "component", &component_id, text);
                match this.component(&component_id)? {
                    None => this.dangling("component", text),
                    Some(component) => {
                        this.check_type(pack, &component, text);
                        members.extend(first.then_some(Member { component_id, removed }));
                    }
                }
            }
            Ok(members)
        };
        let mut members = match &doc.components {
            Some(list) => read(self, &list.value, false)?,
            None => pack.members.iter().filter(|m| !m.removed).cloned().collect(),
        };
        if let Some(list) = &doc.removed_components {
            members.extend(read(self, list, true)?);
        } else {
            let kept: Vec<Member> = pack.members.iter().filter(|m| m.removed).cloned().collect();
            members.extend(kept.into_iter().filter(|m| !seen.contains(&m.component_id)));
        }
        // A document lists removed components separately. Where only that differs, the known order stays.
        let mut known = pack.members.clone();
        known.sort_by_key(|m| m.removed);
        if known != members {
            pack.members = members;
        }
        if let Some(list) = &doc.components
            && list.value.len() > MAX_COMPONENTS
        {
            let at = list.value.get(MAX_COMPONENTS).map_or(list.at, |text| text.at);
            self.refuse(at, &Refusal::TooManyComponents { pack: pack.name.clone(), count: list.value.len() });
        }
        Ok(())
    }

    fn check_type(&mut self, pack: &Pack, component: &Component, text: &Text) {
        if let Err(refusal) = pack.check_type(component) {
            self.refuse(text.at, &refusal);
        }
    }

    /// Adds the new releases to the known ones, which never change. The numbers give the order, not the dates: a clock
    /// that was once ahead leaves a release that is dated after the next one. Numbers may have gaps, where a repair
    /// gave a release up.
    fn releases(&mut self, pack: &mut Pack, docs: &[ReleaseDoc]) -> Result<(), StoreError> {
        let mut before = 0;
        for doc in docs {
            let (number, at) = (doc.number.value, doc.number.at);
            let release = self.release(pack, number, doc)?;
            if !(1..=MAX_NUMBER).contains(&number) {
                self.error(at, format!("a release's number goes from 1 to {MAX_NUMBER}"));
                continue;
            }
            if number <= before {
                self.error(at, format!("release #{number} stands after release #{before}; the numbers rise"));
                continue;
            }
            before = number;
            let Some(release) = release else { continue };
            match pack.releases.binary_search_by_key(&number, |known| known.number) {
                Ok(known) if *pack.releases[known] == release => {}
                Ok(_) => {
                    self.error(at, format!("release #{number} differs from the known one; past releases never change"));
                }
                Err(place) => pack.releases.insert(place, Arc::new(release)),
            }
        }
        Ok(())
    }

    fn release(&mut self, pack: &Pack, number: u32, doc: &ReleaseDoc) -> Result<Option<Release>, StoreError> {
        let components = self.carried(pack, &doc.components)?;
        let request_id = match &doc.request_id {
            Some(id) => self.made_id("a request id", id),
            None => RequestId::new(format!("release-{}-{number}", pack.id)),
        };
        let released_by = self.line("an author", doc.released_by.as_ref());
        let rollback_to = self.rollback_to(doc.rollback_to.as_ref(), number);
        let notes = self.notes(doc.notes.as_ref());
        let (kind, release_schedule, late) = (doc.kind, doc.release_schedule, doc.late);
        let date = doc.release_on_date.as_ref().and_then(|date| self.date(date));
        let zone = doc.time_zone.as_ref().and_then(|zone| self.zone(zone)).unwrap_or_else(|| self.scheduler_zone());
        let platform = self.on_platform(doc);
        let (overrides, emergency) = (self.overrides(doc.r#override.as_ref()), doc.emergency);
        let Some(released_at) = self.instant(&doc.released_at) else { return Ok(None) };
        let date = date.unwrap_or_else(|| today_in(zone, released_at));
        let dated = release_schedule == ReleaseSchedule::ReleaseOnSpecifiedDate;
        if dated && !YEARS.contains(&date.year()) {
            self.error(doc.released_at.at, format!("that is {date} in {zone}; dates go from the year 0 to 9999"));
        }
        Ok(Some(Release {
            number,
            request_id,
            released_at,
            released_by,
            kind,
            release_schedule,
            rollback_to,
            scheduled_for: dated.then_some((date, zone)),
            notes,
            late,
            components,
            platform,
            overrides,
            emergency,
        }))
    }

    fn on_platform(&mut self, doc: &ReleaseDoc) -> Option<OnPlatform> {
        let after = doc.seen_after.as_ref().and_then(|text| self.instant(text));
        let seen = OnPlatform::Found { after };
        // Without a request id, the platform did not answer.
        let done = if doc.request_id.is_some() { OnPlatform::Confirmed } else { OnPlatform::Settled };
        let word = doc.platform.as_ref()?;
        self.one_of(word, &[seen, done, OnPlatform::Adopted], OnPlatform::word)
    }

    fn scheduled(&mut self, pack: &Pack, doc: &ScheduledDoc) -> Result<Option<ScheduledRelease>, StoreError> {
        let components = self.carried(pack, &doc.components)?;
        let request_id = self.made_id("a request id", &doc.request_id);
        let scheduled_by = self.line("an author", doc.scheduled_by.as_ref());
        let notes = self.notes(doc.notes.as_ref());
        let rollback_to = self.rollback_to(doc.rollback_to.as_ref(), pack.current_number() + 1);
        let release_on_date = self.date(&doc.release_on_date);
        let (Some(release_on_date), Some(time_zone), Some(scheduled_at)) =
            (release_on_date, self.zone(&doc.time_zone), self.instant(&doc.scheduled_at))
        else {
            return Ok(None);
        };
        if let Err(refusal) = Window::of(release_on_date, time_zone) {
            self.refuse(doc.release_on_date.at, &refusal);
        }
        let restores = match &doc.restored_components {
            Some(texts) => self.references(texts, "component", |this, id| Ok(this.component(id)?.is_some()))?,
            None => pack.restored_by(&components),
        };
        let (kind, overrides) = (doc.kind, self.overrides(doc.r#override.as_ref()));
        Ok(Some(ScheduledRelease {
            request_id,
            release_on_date,
            time_zone,
            kind,
            rollback_to,
            notes,
            components,
            restores,
            scheduled_at,
            scheduled_by,
            blocked: None,
            platform: None,
            overrides,
        }))
    }

    /// What a release carries; every version must be known.
    pub(super) fn carried(&mut self, pack: &Pack, docs: &Located<Vec<CarriedDoc>>) -> Result<Contents, StoreError> {
        if docs.value.is_empty() {
            self.refuse(docs.at, &Refusal::EmptyRelease { pack: pack.name.clone() });
        }
        if let Some(over) = docs.value.get(MAX_COMPONENTS) {
            let (pack, count) = (pack.name.clone(), docs.value.len());
            self.refuse(over.component_id.at, &Refusal::TooManyComponents { pack, count });
        }
        let mut seen = HashSet::new();
        let mut rows = BTreeMap::new();
        for doc in docs.value.iter().take(MAX_COMPONENTS) {
            let id = ComponentId::new(doc.component_id.value.as_str());
            self.is_first(&mut seen, "component", &id, &doc.component_id);
            let version = Version::new(doc.version.value.as_str());
            match self.component(&id)? {
                None => self.dangling("component", &doc.component_id),
                Some(component) => {
                    self.check_type(pack, &component, &doc.component_id);
                    match component.packaged(&version) {
                        None => self.refuse(doc.version.at, &component.unknown_version(&version)),
                        // Their texts are shared by all that carry them.
                        Some(packaged) => drop(rows.insert(component.id.clone(), packaged.version.clone())),
                    }
                }
            }
        }
        Ok(rows.into_iter().collect())
    }

    /// Refuses a current or scheduled release with a version that can't be chosen.
    fn check_in_use(&mut self, pack: &Pack, doc: &PackDoc) -> Result<(), StoreError> {
        let current = pack.current().map(|r| &r.components).into_iter();
        let current = current.map(|c| (c, doc.releases.last().map(|r| &r.components)));
        let scheduled = pack.scheduled.as_ref().map(|s| &s.components);
        let scheduled = scheduled.map(|c| (c, doc.scheduled_release.as_ref().map(|s| &s.components)));
        for (contents, written) in current.chain(scheduled) {
            for (id, version) in contents.iter() {
                let Some(component) = self.component(id)? else { continue };
                let Some(packaged) = component.packaged(version) else { continue };
                let Err(why) = packaged.choosable() else { continue };
                let row = written.and_then(|list| list.value.iter().find(|c| c.component_id.value == id.as_str()));
                let at = row.map_or(doc.id.at, |row| row.version.at);
                let (component, version) = (component.name.clone(), version.clone());
                self.refuse(at, &Refusal::VersionNotChoosable { component, version, why });
            }
        }
        Ok(())
    }
}
