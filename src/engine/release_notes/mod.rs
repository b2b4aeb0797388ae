//! Release notes for people: what changed, from which version to which, who decided it and why. Made for mail and
//! tickets, in markdown and in html.

mod html;
mod markdown;

use std::{path::Path, sync::Arc};

use chrono::NaiveDate;

use super::{Engine, EngineError, HistoryEntry, workspace::components};
use crate::{
    domain::{
        Change, ChangeCounts, Component, PackId, PackagedComponent, Refusal, Release, Tz, Window, count, date_words,
        instant_words,
    },
    store,
};

#[derive(Debug, Clone)]
pub struct ReleaseNotes {
    /// The workspace and the first date, where it is about a span of time.
    since: Option<(String, NaiveDate)>,
    /// The newest first.
    pub releases: Vec<Reported>,
    zone: Tz,
}

/// A release with what its versions say of themselves.
#[derive(Debug, Clone)]
pub struct Reported {
    pub id: PackId,
    /// The pack's name.
    pub pack: String,
    pub entry: HistoryEntry,
    /// The notes of the versions that are new with it: of which component, and the version.
    pub versions: Vec<(String, PackagedComponent)>,
}

/// A part of a report, in plain text.
#[derive(Debug)]
enum Block {
    Title(String),
    Heading(String),
    Paragraph(String),
    /// What somebody wrote, in lines.
    Quote(String),
    /// Component, from, to, change.
    Table(Vec<[String; 4]>),
    /// What each of several things says of itself.
    List(Vec<(String, String)>),
}

/// What stands above the table.
const COLUMNS: [&str; 4] = ["Component", "From", "To", "Change"];

impl Engine {
    /// The release notes of one release of a pack.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::UnknownRelease`]; the store's.
    pub fn report(&mut self, id: &PackId, number: u32) -> Result<ReleaseNotes, EngineError> {
        let mut releases = self.reported(id, |release| release.number == number)?;
        releases.truncate(1);
        if releases.is_empty() {
            return Err(Refusal::UnknownRelease { pack: self.pack_name(id), number }.into());
        }
        Ok(ReleaseNotes { since: None, releases, zone: self.local_zone() })
    }

    /// Those of every release since a date of the admin's own zone: of one pack, or of all that there are.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::DateLacking`]; the store's.
    pub fn report_since(&mut self, since: NaiveDate, pack: Option<&PackId>) -> Result<ReleaseNotes, EngineError> {
        let zone = self.local_zone();
        let start = Window::of(since, zone)?.start;
        let ids: Vec<PackId> = match pack {
            Some(id) => vec![id.clone()],
            None => self.store.packs().iter().map(|entry| entry.summary.id.clone()).collect(),
        };
        let mut releases = Vec::new();
        for id in ids {
            releases.extend(self.reported(&id, |release| release.released_at >= start)?);
        }
        releases.sort_by_key(|reported| std::cmp::Reverse(reported.entry.release.released_at));
        Ok(ReleaseNotes { since: Some((self.settings().name.clone(), since)), releases, zone })
    }

    fn reported(&mut self, id: &PackId, wanted: impl Fn(&Release) -> bool) -> Result<Vec<Reported>, EngineError> {
        let pack = self.require_pack(id)?;
        if !pack.releases.iter().any(|release| wanted(release)) {
            return Ok(Vec::new());
        }
        let entries = self.history(id)?.entries.into_iter().filter(|entry| wanted(&entry.release));
        let mut reported = Vec::new();
        for entry in entries {
            let ids: Vec<_> = entry.changes.iter().map(|row| row.component_id.clone()).collect();
            let found = components(&mut self.store, &ids)?;
            let versions = versions(&found, &entry);
            reported.push(Reported { id: id.clone(), pack: pack.name.clone(), entry, versions });
        }
        Ok(reported)
    }
}

/// The versions that came with a release and say something of themselves: those after the version before it, for an
/// upgrade, and the one that was added.
fn versions(components: &[Arc<Component>], entry: &HistoryEntry) -> Vec<(String, PackagedComponent)> {
    let mut versions = Vec::new();
    for row in &entry.changes {
        let Some(component) = components.iter().find(|component| component.id == row.component_id) else { continue };
        let place = |version: &Option<_>| version.as_ref().and_then(|version| component.position(version));
        let (Some(last), before) = (place(&row.to), place(&row.from)) else { continue };
        let first = match (row.change, before) {
            (Change::Upgrade, Some(before)) => before + 1,
            (Change::Added, _) => last,
            _ => continue,
        };
        let new = component.versions.get(first..=last).into_iter().flatten();
        let told = new.filter(|packaged| !packaged.notes.trim().is_empty() && !packaged.deleted);
        versions.extend(told.map(|packaged| (component.name.clone(), packaged.clone())));
    }
    versions
}

impl ReleaseNotes {
    /// In markdown, as tickets take it.
    pub fn markdown(&self) -> String {
        markdown::write(&self.blocks())
    }

    /// As a page of html that refers to nothing outside of it.
    pub fn html(&self) -> String {
        html::write(&self.title(), &self.blocks())
    }

    /// Writes a text into a file.
    pub fn save(path: &Path, text: &str) -> Result<(), EngineError> {
        Ok(store::save(path, text.as_bytes())?)
    }

    fn title(&self) -> String {
        match (&self.since, &self.releases[..]) {
            (Some((name, since)), _) => format!("{name}: releases since {}", date_words(*since)),
            (None, [reported, ..]) => reported.title(),
            (None, []) => String::new(),
        }
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Title(self.title())];
        if self.since.is_none() {
            blocks.extend(self.releases.iter().flat_map(|reported| reported.blocks(self.zone)));
            return blocks;
        }
        let mut packs: Vec<&PackId> = self.releases.iter().map(|reported| &reported.id).collect();
        packs.sort();
        packs.dedup();
        blocks.push(Block::Paragraph(match self.releases.len() {
            0 => "Nothing was released.".to_owned(),
            all => format!("{} of {}.", count(all, "release"), count(packs.len(), "integration pack")),
        }));
        for reported in &self.releases {
            blocks.push(Block::Heading(reported.title()));
            blocks.extend(reported.blocks(self.zone));
        }
        blocks
    }
}

impl Reported {
    /// `Order to Cash: release 9, a rollback to release 5`. A ticket would take `#9` for one of its own.
    fn title(&self) -> String {
        let release = &self.entry.release;
        let back = release.rollback_to.map(|to| format!(", a rollback to release {to}")).unwrap_or_default();
        format!("{}: release {}{back}", self.pack, release.number)
    }

    fn blocks(&self, zone: Tz) -> Vec<Block> {
        let release = &self.entry.release;
        let mut blocks = vec![Block::Paragraph(when(release, zone))];
        if !release.notes.trim().is_empty() {
            blocks.push(Block::Quote(release.notes.trim().to_owned()));
        }
        if let Some(overrides) = &release.overrides {
            let (names, by, reason) = (overrides.names(), &overrides.by, &overrides.reason);
            blocks.push(Block::Paragraph(format!("The date was frozen by {names}. {by} overrode that: {reason}")));
        }
        let changed = self.entry.changes.iter().filter(|row| row.change != Change::Unchanged);
        let version = |version: &Option<_>| version.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
        let rows: Vec<[String; 4]> = changed
            .map(|row| [row.component_name.clone(), version(&row.from), version(&row.to), row.change.to_string()])
            .collect();
        let unchanged = ChangeCounts::of(self.entry.changes.iter().map(|row| row.change)).unchanged;
        let stay = match (rows.is_empty(), unchanged) {
            (true, _) => "No component changes.".to_owned(),
            (false, 0) => String::new(),
            (false, 1) => "1 component stays as it was.".to_owned(),
            (false, many) => format!("{many} components stay as they were."),
        };
        if !rows.is_empty() {
            blocks.push(Block::Table(rows));
        }
        if !stay.is_empty() {
            blocks.push(Block::Paragraph(stay));
        }
        if !self.versions.is_empty() {
            let told = |(name, packaged): &(String, PackagedComponent)| {
                (format!("{name} {}", packaged.version), packaged.notes.trim().to_owned())
            };
            blocks.push(Block::Paragraph("What the new versions say:".to_owned()));
            blocks.push(Block::List(self.versions.iter().map(told).collect()));
        }
        blocks
    }
}

/// When it was released, by whom, and for when it was scheduled.
fn when(release: &Release, zone: Tz) -> String {
    let at = instant_words(release.released_at, zone);
    let released = match (release.found(zone), release.author()) {
        (Some(found), _) => {
            let (first, rest) = found.split_at(1);
            format!("{}{rest}.", first.to_uppercase())
        }
        (None, Some(by)) => format!("Released {at} by {by}."),
        (None, None) => format!("Released {at}."),
    };
    match (release.lateness(), release.scheduled_for) {
        (Some(late), _) => format!("{released} It {late}."),
        (None, Some((date, zone))) => format!("{released} It was scheduled for {} in {zone}.", date_words(date)),
        (None, None) => released,
    }
}
