//! A small workspace for tests.

use std::path::Path;

use chrono::{DateTime, Utc};

use super::{
    Author, Store, StoreError,
    document::{self, Source},
};
use crate::domain::{Contents, Event, Pack, PackId, Release, ReleaseKind, ReleaseSchedule, RequestId, Version, Via};

/// Two packs over three components, two accounts, one group.
pub(crate) const SMALL: &str = r#"(
    workspace: (name: "Small", schedulerTimeZone: "Europe/Berlin"),
    components: [
        (componentId: "c1", name: "Create Invoice", componentType: process, folder: "Order to Cash", packagedComponents: [
            (packageVersion: "1.0", createdDate: "2026-01-01T10:00:00Z", createdBy: "m.ruiz", notes: "first", shareable: true,
                includedComponents: [(name: "Map", type: "transform.map", folder: "F", modifiedBy: "a", modifiedDate: "2026-01-01T00:00:00Z")]),
            (packageVersion: "2.0", createdDate: "2026-02-01T10:00:00Z", shareable: true),
        ]),
        (componentId: "c2", name: "Züge 顧客 🚀 \"quoted\"", componentType: process, packagedComponents: [
            (packageVersion: "1.0", createdDate: "2026-01-01T10:00:00Z", shareable: true),
        ]),
        (componentId: "api", name: "Orders API", componentType: webservice, packagedComponents: [
            (packageVersion: "1.0", createdDate: "2026-01-01T10:00:00Z", shareable: true),
        ]),
    ],
    integrationPacks: [
        (id: "p1", name: "Order to Cash", description: "two\nlines", installationType: SINGLE, components: ["c1", "c2", "api"], releases: [
            (number: 1, releasedAt: "2026-01-05T10:00:00Z", releasedBy: "m.ruiz", components: [(componentId: "c1", version: "1.0"), (componentId: "c2", version: "1.0")]),
        ]),
        (id: "p2", name: "hire to retire", installationType: MULTI, components: ["c1"]),
    ],
    accountGroups: [(id: "g1", name: "Everybody", accounts: ["a1", "a2"], integrationPacks: ["p1", "p2"])],
    accounts: [
        (id: "a1", name: "Acme", instances: [(instanceId: "i1", integrationPackId: "p1", name: "Order to Cash", installedAt: "2026-01-06T00:00:00Z")]),
        (id: "a2", name: "Bolt"),
    ],
)"#;

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

pub(crate) fn author() -> Author {
    Author { by: "m.ruiz@desk".into(), via: Via::Cli, now: at("2026-03-01T12:00:00Z") }
}

pub(crate) fn source(text: &str) -> Source {
    Source { path: "packs.ron".into(), text: text.into() }
}

/// Imports a document, all or nothing.
pub(crate) fn import(store: &mut Store, text: &str) {
    let events = |store: &mut Store, _: &_| {
        let imported = document::read(&[source(text)], store)?;
        Ok::<_, document::ImportError>((vec![Event::Imported(Box::new(imported))], ()))
    };
    store.commit(&author(), events).expect("imported");
}

pub(crate) fn small(dir: &Path) -> Store {
    let mut store = Store::open(dir).expect("an empty workspace");
    import(&mut store, SMALL);
    store
}

/// The next release of a pack, carrying one version of `c1`.
pub(crate) fn release_of(pack: &Pack, version: &str) -> Event {
    let number = pack.current_number() + 1;
    let components: Contents = [("c1".into(), Version::new(version))].into_iter().collect();
    Event::Released {
        pack: pack.id.clone(),
        release: Box::new(Release {
            number,
            request_id: RequestId::new(format!("release-{number}")),
            released_at: author().now,
            released_by: author().by,
            kind: ReleaseKind::Release,
            release_schedule: ReleaseSchedule::Immediately,
            rollback_to: None,
            scheduled_for: None,
            notes: "line one\nline two \u{1b}[31m 🚀 \"quoted\" \\ // not a comment".into(),
            late: None,
            components,
            platform: None,
            overrides: None,
            emergency: false,
        }),
        restores: Vec::new(),
    }
}

/// Commits the next release of a pack; its number.
pub(crate) fn release(store: &mut Store, pack: &str, version: &str) -> Result<u32, StoreError> {
    let id = PackId::from(pack);
    store.commit(&author(), |store, _| {
        let pack = store.pack(&id)?.expect("the pack");
        Ok((vec![release_of(&pack, version)], pack.current_number() + 1))
    })
}

/// Every noun, as text, to compare whole workspaces.
pub(crate) fn everything(store: &mut Store) -> String {
    let mut all = vec![format!("{:?}\n{:?}", store.settings(), store.packs())];
    for entry in store.packs().iter() {
        let id = &entry.summary.id;
        all.push(format!(
            "{:?} {:?} {:?}",
            store.pack(id).expect("readable"),
            store.accounts_with(id),
            store.audience(id)
        ));
    }
    for entry in store.components() {
        let mut packs = store.packs_of(&entry.id);
        packs.sort();
        let component = store.component(&entry.id).expect("readable");
        all.push(format!("{packs:?} {component:?} {:?}", store.contents(&entry.id).expect("readable")));
    }
    for entry in store.accounts() {
        let (instances, mut awaits) = (store.instances_in(&entry.id), store.awaited_by(&entry.id));
        awaits.sort();
        let (groups, mut shared) = (store.groups_of(&entry.id), Vec::from_iter(store.packs_shared_with(&entry.id)));
        shared.sort();
        let account = store.account(&entry.id).expect("readable");
        all.push(format!("{account:?} {instances:?} {awaits:?} {groups:?} {shared:?}"));
    }
    for entry in store.groups() {
        all.push(format!("{:?}", store.group(&entry.id).expect("readable")));
    }
    all.join("\n")
}

/// Every file's name and bytes.
pub(crate) fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry"))
        .map(|e| (e.file_name().to_string_lossy().into_owned(), std::fs::read(e.path()).unwrap_or_default()))
        .collect();
    files.sort();
    files
}
