//! What is accepted, and every way to be refused, each with its place.

mod files;
mod messages;
mod refusals;

use super::{DocumentError, ImportError, Source, read};
use crate::{
    domain::{Imported, InstallationType},
    store::{
        Store,
        testing::{SMALL, import, source},
    },
};

fn empty() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().expect("a folder");
    let store = Store::open(&dir.path().join("state")).expect("opens");
    (dir, store)
}

fn errors(sources: &[Source], store: &mut Store) -> Vec<DocumentError> {
    match read(sources, store) {
        Err(ImportError::Documents(errors)) => errors.first,
        other => panic!("expected errors in the documents, got {other:?}"),
    }
}

/// The document with one text replaced, and where that text stood. A `^` in `new` moves the expected place there.
fn broken(old: &str, new: &str) -> (String, usize, usize) {
    assert_eq!(SMALL.matches(old).count(), 1, "{old} is in the document once");
    let start = SMALL.find(old).expect("there");
    let caret = new.find('^').unwrap_or(0);
    let text = SMALL.replacen(old, &new.replacen('^', "", 1), 1);
    let before = &text[..start + caret];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().expect("a line").chars().count() + 1;
    (text, line, column)
}

#[track_caller]
fn refused(old: &str, new: &str, message: &str) {
    let (_dir, mut store) = empty();
    let (text, line, column) = broken(old, new);
    let errors = errors(&[source(&text)], &mut store);
    let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let place = format!("packs.ron:{line}:{column}: ");
    assert!(all[0].starts_with(&place), "expected {place}{message}, got\n{}", all.join("\n"));
    assert!(all[0].lines().next().is_some_and(|l| l.contains(message)), "expected {message}, got\n{}", all.join("\n"));
    assert!(!store.dir().exists(), "nothing was written");
}

#[test]
fn a_document_becomes_nouns() {
    let (_dir, mut store) = empty();
    let imported = read(&[source(SMALL)], &mut store).expect("accepted");
    let packs = &imported.packs;
    assert_eq!((imported.components.len(), packs.len(), imported.accounts.len(), imported.groups.len()), (3, 2, 2, 1));
    assert_eq!(imported.settings.as_ref().map(|s| s.scheduler_time_zone.name()), Some("Europe/Berlin"));
    assert_eq!((packs[0].installation_type, packs[0].members.len()), (InstallationType::Single, 3));
    assert_eq!(packs[0].releases[0].request_id.as_str(), "release-p1-1");
    assert_eq!(imported.components[0].versions[0].package_id.as_str(), "c1/1.0");
    assert_eq!(imported.contents.len(), 1);
    assert_eq!(imported.accounts[0].instances[0].installed_release, 1);
}

#[test]
fn versions_stand_in_packaging_order() {
    let (_dir, mut store) = empty();
    let text = r#"(components: [(componentId: "c", name: "C", componentType: process, packagedComponents: [
        (packageVersion: "late", createdDate: "2026-03-01T00:00:00Z", shareable: true),
        (packageVersion: "b", createdDate: "2026-01-01T00:00:00Z", shareable: true),
        (packageVersion: "a", createdDate: "2026-01-01T00:00:00Z", shareable: true),
    ])])"#;
    let imported = read(&[source(text)], &mut store).expect("accepted");
    let labels: Vec<&str> = imported.components[0].versions.iter().map(|v| v.version.as_str()).collect();
    assert_eq!(labels, ["b", "a", "late"]);
}

#[test]
fn what_is_known_and_equal_changes_nothing() {
    let (_dir, mut store) = empty();
    import(&mut store, SMALL);
    assert_eq!(read(&[source(SMALL)], &mut store).expect("accepted"), Imported::default());
    let update = r#"(integrationPacks: [(id: "p1", name: "Quote to Cash", installationType: SINGLE)])"#;
    let imported = read(&[source(update)], &mut store).expect("accepted");
    let pack = &imported.packs[0];
    assert_eq!((pack.name.as_str(), pack.members.len(), pack.releases.len()), ("Quote to Cash", 3, 1));
    assert_eq!(pack.description, "two\nlines", "what is left out stays");
}

#[test]
fn references_go_across_documents_and_to_the_workspace() {
    let (_dir, mut store) = empty();
    let component = source(r#"(components: [(componentId: "c", name: "C", componentType: process)])"#);
    let pack = source(r#"(integrationPacks: [(id: "p", name: "P", installationType: SINGLE, components: ["c"])])"#);
    assert!(read(&[pack.clone(), component.clone()], &mut store).is_ok());
    assert_eq!(errors(std::slice::from_ref(&pack), &mut store).len(), 1);
    import(&mut store, &component.text);
    assert!(read(&[pack], &mut store).is_ok());
}

#[test]
fn what_is_too_large_for_one_document_is_exported_in_several() {
    use super::write::export_in_parts;
    let dir = tempfile::tempdir().expect("a folder");
    let account = |n: usize| {
        let instance = "(instanceId: \"k{n}\", integrationPackId: \"p1\", name: \"Order to Cash\", installedAt: \"2026-01-06T00:00:00Z\")";
        format!("(id: \"b{n}\", name: \"Account {n}\", instances: [{}])", instance.replace("{n}", &n.to_string()))
    };
    let many: Vec<String> = (0..40).map(account).collect();
    let mut store = crate::store::testing::small(dir.path());
    import(&mut store, &format!("(accounts: [{}])", many.join(",")));
    let most = 4 << 10;
    let parts = export_in_parts(&mut store, most).expect("exported");
    let of_accounts: Vec<_> = parts.iter().filter(|part| part.file.starts_with("accounts")).collect();
    let names: Vec<&str> = of_accounts.iter().map(|part| part.file.as_str()).collect();
    assert_eq!(names, ["accounts-1.ron", "accounts-2.ron", "accounts-3.ron"]);
    assert!(of_accounts.iter().all(|part| part.text.len() <= most));
    assert!(parts.iter().any(|part| part.file == "account-groups.ron"), "what fits stays in one");
    let sources = |parts: &[super::Exported]| -> Vec<Source> {
        parts.iter().map(|part| Source { path: part.file.clone().into(), text: part.text.clone() }).collect()
    };
    assert_eq!(read(&sources(&parts), &mut store).expect("read"), Imported::default(), "importing them is a no-op");
    let (_other, mut empty) = empty();
    let imported = read(&sources(&parts), &mut empty).expect("read");
    let event = |_: &mut Store, _: &_| {
        Ok::<_, ImportError>((vec![crate::domain::Event::Imported(Box::new(imported.clone()))], ()))
    };
    empty.commit(&crate::store::testing::author(), event).expect("imported");
    assert_eq!(export_in_parts(&mut empty, most).expect("exported"), parts, "the same bytes");
}
