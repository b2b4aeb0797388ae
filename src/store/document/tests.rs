//! What is accepted, and every way to be refused, each with its place.

use super::{DocumentError, DocumentErrors, ImportError, Source, read};
use crate::{
    domain::{Imported, InstallationType},
    store::{
        Progress, Store, StoreError,
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
fn syntax_error() {
    refused(r#"name: "hire to retire","#, r#"name ^"hire to retire","#, "expected a colon");
    refused("accounts: [\n", "accounts: [\n ^)", "");
}

#[test]
fn unknown_field() {
    refused(r#"name: "hire to retire","#, r#"^nam: "hire to retire","#, "there is no field `nam` here");
}

#[test]
fn missing_field() {
    refused(r#"(id: "a2", name: "Bolt")"#, r#"(id: "a2"^)"#, "`name`");
}

#[test]
fn wrong_type() {
    refused(r#"name: "hire to retire""#, "name: ^7", "expected a text in quotes");
    refused(r#"components: ["c1"])"#, r"components: [^1])", "expected a text in quotes");
    refused("(number: 1,", r#"(number: ^"1","#, "expected");
    refused("installationType: MULTI", "installationType: ^BOTH", "BOTH");
}

#[test]
fn duplicate_id() {
    refused(r#"id: "p2""#, r#"id: ^"p1""#, r#"integration pack "p1" is here twice"#);
    refused(r#"componentId: "api", n"#, r#"componentId: ^"c1", n"#, r#"component "c1" is here twice"#);
    refused(r#"(id: "a2", name"#, r#"(id: "a2", name: "B"), (id: ^"a1", name"#, r#"account "a1" is here twice"#);
}

#[test]
fn duplicate_version() {
    refused(r#"packageVersion: "2.0""#, r#"packageVersion: ^"1.0""#, r#"version "1.0" is here twice"#);
}

#[test]
fn duplicate_name() {
    refused(
        r#"name: "hire to retire""#,
        r#"name: ^"ORDER to cash""#,
        r#"there is an integration pack named "ORDER to cash" already"#,
    );
    refused(r#"name: "Bolt""#, r#"name: ^"ACME""#, r#"there is an account named "ACME" already"#);
    let (_dir, mut store) = empty();
    import(&mut store, SMALL);
    let names = source(
        r#"(
        accounts: [(id: "a1", name: "Acme"), (id: "a9", name: "bolt")],
        accountGroups: [(id: "g9", name: "everybody")],
    )"#,
    );
    let told: Vec<String> = errors(&[names], &mut store).into_iter().map(|error| error.message).collect();
    let wanted =
        [r#"there is an account named "bolt" already"#, r#"there is an account group named "everybody" already"#];
    assert_eq!(told, wanted);
}

#[test]
fn dangling_reference() {
    refused(r#"components: ["c1"])"#, r#"components: [^"c9"])"#, r#"there is no component "c9""#);
    refused(r#"accounts: ["a1", "a2"]"#, r#"accounts: ["a1", ^"a9"]"#, r#"there is no account "a9""#);
    refused(r#"["p1", "p2"]"#, r#"["p1", ^"p9"]"#, r#"there is no integration pack "p9""#);
    refused(r#"integrationPackId: "p1""#, r#"integrationPackId: ^"p9""#, r#"there is no integration pack "p9""#);
}

#[test]
fn one_hundred_and_one_components() {
    let (_dir, mut store) = empty();
    let component = |i: usize| format!("(componentId: \"c{i}\", name: \"C\", componentType: process),\n");
    let components = (0..101).map(component).collect::<Vec<_>>().concat();
    let members: Vec<String> = (0..101).map(|i| format!("\n\"c{i}\",")).collect();
    let members = members.concat();
    let text = format!(
        "(components: [\n{components}], integrationPacks: [(id: \"p\", name: \"P\", installationType: SINGLE, components: [{members}])])"
    );
    let errors = errors(&[source(&text)], &mut store);
    assert_eq!((errors.len(), errors[0].line, errors[0].column), (1, 1 + 101 + 1 + 101, 1));
    assert_eq!(errors[0].message, "P would have 101 components, at most 100 are allowed");
    let hundred = text.replacen("\n\"c100\",", "", 1);
    assert!(read(&[source(&hundred)], &mut store).is_ok());
}

#[test]
fn an_api_service_in_a_multi_pack() {
    refused(r#"components: ["c1"])"#, r#"components: ["c1", ^"api"])"#, "Orders API is an API service");
}

#[test]
fn a_description_of_501_characters() {
    let long = format!(r#"description: ^"{}""#, "é".repeat(501));
    refused(r#"description: "two\nlines""#, &long, "the description has 501 characters, at most 500 are allowed");
}

#[test]
fn a_date_that_does_not_exist() {
    refused("\"2026-01-05T10:00:00Z\"", "^\"2026-02-30T10:00:00Z\"", "\"2026-02-30T10:00:00Z\" is not a date and time");
    scheduled(r#"releaseOnDate: "2026-12-01""#, r#"releaseOnDate: ^"2026-02-30""#, "\"2026-02-30\" is not a date");
    scheduled(r#"releaseOnDate: "2026-12-01""#, r#"releaseOnDate: ^"2026-12-1""#, "\"2026-12-1\" is not a date");
}

const SCHEDULED: &str = r#"scheduledRelease: (requestId: "r", releaseOnDate: "2026-12-01", timeZone: "Europe/Berlin", kind: RELEASE, notes: "n",
    scheduledAt: "2026-02-01T00:00:00Z", scheduledBy: "m", components: [(componentId: "c1", version: "2.0")])"#;

#[track_caller]
fn scheduled(old: &str, new: &str, message: &str) {
    assert_eq!(SCHEDULED.matches(old).count(), 1);
    let anchor = r#"components: ["c1"])"#;
    refused(anchor, &format!(r#"components: ["c1"], {})"#, SCHEDULED.replacen(old, new, 1)), message);
}

#[test]
fn a_scheduled_release() {
    let (_dir, mut store) = empty();
    let anchor = r#"components: ["c1"])"#;
    let text = SMALL.replacen(anchor, &format!(r#"components: ["c1"], {SCHEDULED})"#), 1);
    let imported = read(&[source(&text)], &mut store).expect("accepted");
    let scheduled = imported.packs[1].scheduled.as_ref().expect("scheduled");
    assert_eq!((scheduled.components.len(), scheduled.time_zone.name()), (1, "Europe/Berlin"));
    scheduled_refusals();
}

fn scheduled_refusals() {
    scheduled("\"Europe/Berlin\"", "^\"Europe/Belin\"", "there is no time zone");
    scheduled(r#"version: "2.0""#, r#"version: ^"9""#, "Create Invoice has no version 9");
    scheduled("notes: \"n\"", "notes: \"n\", ^note: \"n\"", "there is no field `note` here");
    scheduled("kind: RELEASE", "kind: RELEASE, rollbackTo: ^1", "#1 is not an earlier release");
}

#[test]
fn a_date_that_the_zone_lacks() {
    let text = SCHEDULED.replacen("\"2026-12-01\"", "^\"2011-12-30\"", 1).replacen("Europe/Berlin", "Pacific/Apia", 1);
    let anchor = r#"components: ["c1"])"#;
    refused(anchor, &format!(r#"components: ["c1"], {text})"#), "Pacific/Apia has no 2011-12-30");
}

#[test]
fn an_unknown_time_zone() {
    refused("\"Europe/Berlin\"", "^\"Europe/Belin\"", "there is no time zone \"Europe/Belin\"");
}

#[test]
fn a_name_with_control_characters() {
    refused(
        r#""hire to retire""#,
        r#"^"hire\u{1b}[2J""#,
        "an integration pack's name holds the control character U+001B",
    );
    refused(r#""Acme""#, "^\"two\nlines\"", "an account's name holds the control character U+000A");
    refused(r#"id: "p2""#, r#"id: ^"p\u{7}""#, "a pack's id holds the control character U+0007");
}

#[test]
fn a_release_with_an_unknown_version() {
    let old = r#"(componentId: "c2", version: "1.0")"#;
    refused(old, r#"(componentId: "c2", version: ^"1.1")"#, "has no version 1.1");
}

#[test]
fn a_release_that_is_current_with_a_deleted_version() {
    let old = r#"(packageVersion: "1.0", createdDate: "2026-01-01T10:00:00Z", createdBy: "m.ruiz", notes: "first", shareable: true,"#;
    let (_dir, mut store) = empty();
    let text = SMALL.replacen(old, &old.replacen("shareable: true", "shareable: true, deleted: true", 1), 1);
    let errors = errors(&[source(&text)], &mut store);
    assert_eq!(errors.len(), 1);
    assert!(errors[0].message.starts_with("version 1.0 of Create Invoice can't be released: it is deleted"));
    assert!(errors[0].excerpt.contains("version: \"1.0\""));
}

#[test]
fn the_numbers_of_releases_rise() {
    for number in ["0", "1000000001"] {
        let range = "a release's number goes from 1 to 1000000000";
        refused("(number: 1,", &format!("(number: ^{number},"), range);
    }
    let (_, one) = SMALL.split_once("(number: 1,").expect("a release");
    let (one, _) = one.split_once("),\n").expect("its end");
    for next in [2, 1] {
        let twice = format!("(number: 2,{one}), (number: ^{next},{one})");
        let told = format!("release #{next} stands after release #2; the numbers rise");
        refused(&format!("(number: 1,{one})"), &twice, &told);
    }
}

#[test]
fn a_number_that_is_missing_stays_free_for_the_release_that_had_it() {
    let (_dir, mut store) = empty();
    for (number, known) in [(3, &[3][..]), (1, &[1, 3]), (3, &[1, 3]), (2, &[1, 2, 3])] {
        import(&mut store, &SMALL.replacen("(number: 1,", &format!("(number: {number},"), 1));
        let pack = store.pack(&"p1".into()).expect("readable").expect("the pack");
        let numbers: Vec<u32> = pack.releases.iter().map(|release| release.number).collect();
        assert_eq!(numbers, known);
    }
}

#[test]
fn an_instance_of_a_pack_that_was_not_released_by_then() {
    refused("\"2026-01-06T00:00:00Z\"", "^\"2026-01-02T00:00:00Z\"", "Order to Cash was never released by then");
}

#[test]
fn a_second_instance_of_a_single_pack() {
    let old = r#"installedAt: "2026-01-06T00:00:00Z")"#;
    let new = r#"installedAt: "2026-01-06T00:00:00Z"), (instanceId: "i2", integrationPackId: ^"p1", name: "B", installedAt: "2026-01-06T00:00:00Z")"#;
    refused(old, new, "already, and it is a SINGLE pack");
}

#[test]
fn packaged_versions_and_past_releases_never_change() {
    let (_dir, mut store) = empty();
    import(&mut store, SMALL);
    let changed = SMALL.replacen("notes: \"first\"", "notes: \"second\"", 1).replacen(
        "releasedBy: \"m.ruiz\"",
        "releasedBy: \"someone\"",
        1,
    );
    let errors = errors(&[source(&changed)], &mut store);
    let messages: Vec<&str> = errors.iter().map(|e| e.message.as_str()).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].contains("packaged versions never change") && messages[1].contains("past releases never"));
}

#[test]
fn a_version_in_use_by_another_pack_cant_be_deleted() {
    let (_dir, mut store) = empty();
    import(&mut store, SMALL);
    let text = r#"(components: [(componentId: "c2", name: "Züge", componentType: process, packagedComponents: [
        (packageVersion: "1.0", createdDate: "2026-01-01T10:00:00Z", shareable: true, deleted: true)])])"#;
    let errors = errors(&[source(text)], &mut store);
    assert_eq!(
        (errors[0].line, errors[0].message.as_str()),
        (2, "version 1.0 of Züge can't be deleted: it is in the current release of Order to Cash")
    );
}

#[test]
fn every_error_is_reported_in_the_order_of_the_documents() {
    let (_dir, mut store) = empty();
    let one =
        source(r#"(integrationPacks: [(id: "p", name: "", installationType: SINGLE, components: ["c8", "c9"])])"#);
    let two = Source { path: "two.ron".into(), text: r#"(accounts: [(id: "", name: "A")])"#.into() };
    let found = errors(&[one.clone(), two.clone()], &mut store);
    let places: Vec<_> = found.iter().map(|e| (e.path.to_str().unwrap(), e.column)).collect();
    assert_eq!(places, [("packs.ron", 37), ("packs.ron", 80), ("packs.ron", 86), ("two.ron", 18)]);
    let torn = Source { text: "(accounts: [".into(), ..two };
    let found = errors(&[one, torn], &mut store);
    assert_eq!(found.len(), 1, "a document that can't be read hides what depends on it");
}

#[test]
fn the_caret_stands_under_the_place_in_cells() {
    let (_dir, mut store) = empty();
    let text = "(accounts: [(id: \"顧客\u{202e}\t\u{1b}\", /* 顧 */ name: \"\")])";
    let shown: Vec<String> = errors(&[source(text)], &mut store).iter().map(ToString::to_string).collect();
    let expected = "packs.ron:1:41: an account's name is empty\n  (accounts: [(id: \"顧客\u{fffd} \u{241b}\", /* 顧 */ name: \"\")])\n";
    assert_eq!(shown[1], format!("{expected}  {:43}^", ""));
    let long = format!("({}accounts: [(id: \"a\", name: \"\")]{})", " ".repeat(500), " ".repeat(500));
    let shown = errors(&[source(&long)], &mut store)[0].to_string();
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[1].chars().count() < 130 && lines[1].starts_with("  …") && lines[1].ends_with('…'), "{shown}");
    assert_eq!(lines[1].chars().nth(lines[2].chars().count() - 1), Some('"'), "{shown}");
}

#[test]
fn a_comment_before_a_value_does_not_move_its_place() {
    refused(r#"id: "p2""#, "id: // why /* not\n /* a /* b */ c */ ^\"p1\"", "is here twice");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a file that is no state")]
fn a_file_that_is_not_utf8_is_refused_with_the_place() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("latin.ron");
    std::io::Write::write_all(
        &mut std::fs::File::options().write(true).create_new(true).open(&path).expect("a file"),
        b"(\n  workspace: (name: \"Z\xfcge\"))",
    )
    .expect("written");
    let Err(ImportError::Documents(DocumentErrors { first: errors, .. })) = Source::read(&path) else {
        panic!("refused")
    };
    assert_eq!((errors[0].line, errors[0].column), (2, 23));
    assert!(matches!(Source::read(&dir.path().join("none.ron")), Err(ImportError::Store(_))));
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

/// A one-line document with 20,000 faults: each with its place, in one pass and without a copy of the line for each.
#[test]
fn very_many_faults_are_counted_and_the_first_hundred_told() {
    let (_dir, mut store) = empty();
    for separator in ["", "\n"] {
        let account = format!("(id:\"\",name:\"\"),{separator}");
        let text = format!("(accounts:[{}])", account.repeat(10_000));
        let Err(ImportError::Documents(errors)) = read(&[source(&text)], &mut store) else { panic!("refused") };
        // Every id is empty, and all but the first are there already; names are looked at once.
        assert_eq!((errors.first.len(), errors.more), (100, 19_900));
        let shown = errors.to_string();
        assert!(shown.len() < 60_000 && shown.ends_with("and 19900 more like these"), "{shown}");
        let last = &errors.first[99];
        // Three of the first account, then two of each.
        let (nth, width) = (49, account.len());
        let place = if separator.is_empty() { (1, 12 + nth * width + 4) } else { (1 + nth, 5) };
        assert_eq!((last.line, last.column), place, "{last}");
    }
}

/// What a message quotes may be of any length.
#[test]
fn a_message_is_short_whatever_it_quotes() {
    let (_dir, mut store) = empty();
    let long = "x".repeat(1 << 20);
    let pack = |components: &str| {
        format!(
            "(integrationPacks: [(id: \"p\", name: \"{long}\", installationType: SINGLE, components: [{components}])])"
        )
    };
    for text in [pack(""), pack(&format!("\"{long}\"")), format!("({long}: 1)"), format!("(accounts: \"{long}\")")] {
        for error in errors(&[source(&text)], &mut store) {
            assert!(error.to_string().len() < 2_000, "{error}");
        }
    }
}

#[test]
fn what_is_no_document_is_told_in_our_words() {
    let (_dir, mut store) = empty();
    let deep = format!("(accounts: {}", "[".repeat(100_000));
    let packs = "integrationPacks: [(id: \"p\", name: \"P\", installationType: SINGLE";
    let texts = [
        deep.as_str(),
        "",
        "(accounts: [",
        "#![enable(nothing)]\n()",
        "(accounts: [(id: \"a\", name: \"\\q\")])",
        "(accounts: [(id: \"a\", name: \"b)])",
        "(accounts: Some([]))",
        "(accounts: {})",
        "(accounts: [] /* ",
        "(accounts: [] // ",
        "(accounts: []) more",
        "(accounts: [(id: 'a', name: \"b\")])",
        "(accounts: [\"a\"])",
        "(accounts: [(r#id: \"a\")])",
        "(accounts: [(id: \"a\", id: \"b\")])",
        "(accounts: [(id: \"a\")])",
        "Document(accounts: [])",
        "[]",
        "\"text\"",
        "(workspace: 7)",
        &format!("({packs}, releases: [(number: -1)])])"),
        &format!("({packs}, releases: [(number: 1.5)])])"),
        &format!("({packs}, releases: [(number: 99999999999)])])"),
        &format!("({packs}, releases: [(number: \"1\")])])"),
        &format!("({packs}, releases: (1))])"),
    ];
    for text in texts {
        let Err(ImportError::Documents(errors)) = read(&[source(text)], &mut store) else { continue };
        let shown = errors.to_string();
        let words = ["ron", "serde", "RON", "Doc`", "Doc ", "struct", "enum", "sequence", "recursion", "u32", "Option"];
        assert!(!words.iter().any(|word| shown.replace("packs.ron", "").contains(word)), "{shown}");
    }
}

fn file(dir: &std::path::Path, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = dir.join(name);
    crate::store::save(&path, bytes).expect("written");
    path
}

#[test]
fn encodings_are_read_or_named() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = "(\r\n  accounts: [\r\n    (id: \"a\", name: \"\"),\r\n  ])\r\n";
    let marked = file(dir.path(), "bom.ron", format!("\u{feff}{text}").as_bytes());
    let (_state, mut store) = empty();
    let read_back = Source::read(&marked).expect("read");
    let error = errors(&[read_back], &mut store).remove(0);
    assert_eq!((error.line, error.column), (3, 21));
    assert!(!error.to_string().contains('\u{240d}'), "{error}");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [("le.ron", [&[0xff, 0xfe], &wide[..]].concat()), ("bare.ron", wide.clone())] {
        let refused = Source::read(&file(dir.path(), name, &bytes)).expect_err("refused").to_string();
        assert!(refused.contains("UTF-16") && refused.contains("save it as UTF-8"), "{refused}");
    }
}

/// A document that was saved with two characters at the end of each line says the same.
#[test]
fn line_breaks_in_texts_are_one_character() {
    let (_dir, mut store) = empty();
    import(&mut store, &SMALL.replace('\n', "\r\n").replace("two\\nlines", "two\r\nlines"));
    assert_eq!(read(&[source(SMALL)], &mut store).expect("the same"), Imported::default());
}

#[cfg(unix)]
#[test]
fn devices_sockets_pipes_and_endless_files_are_refused() {
    use std::os::unix::net::UnixListener;
    let dir = tempfile::tempdir().expect("a folder");
    let socket = dir.path().join("socket.ron");
    let _bound = UnixListener::bind(&socket).expect("a socket");
    for path in [std::path::Path::new("/dev/zero"), &socket] {
        for refused in [Source::read(path), Source::given(path)] {
            assert!(
                matches!(refused, Err(ImportError::Store(StoreError::NotAFile { doing: "read", .. }))),
                "{refused:?}"
            );
        }
    }
    let pipe = dir.path().join("pipe.ron");
    if std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|made| made.success()) {
        let (named, idle) = ([dir.path().to_owned()], Progress::default());
        for refused in
            [Source::read_all(&pipe, &idle), Source::read_all(dir.path(), &idle), Source::all_given(&named, &idle)]
        {
            assert!(
                matches!(refused, Err(ImportError::Store(StoreError::NotAFile { what: "a pipe", .. }))),
                "{refused:?}"
            );
        }
    }
    // Nothing is written down as the size of such files, and they have one all the same.
    assert!(Source::read(std::path::Path::new("/proc/self/maps")).is_ok() || !std::path::Path::new("/proc").exists());
    let large = dir.path().join("large.ron");
    crate::store::save(&large, &vec![b' '; (64 << 20) + 1]).expect("written");
    let refused = Source::read(&large).expect_err("refused").to_string();
    assert!(refused.contains("larger than 64 MB"), "{refused}");
}

/// What could not be written back is refused at the door.
#[test]
fn years_have_four_digits() {
    for (old, new) in [
        ("\"2026-01-05T10:00:00Z\"", "^\"9999-12-31T23:59:59-01:00\""),
        ("\"2026-01-05T10:00:00Z\"", "^\"0000-01-01T00:00:00+01:00\""),
    ] {
        refused(old, new, "is not a date and time from the year 0 to 9999 in UTC");
    }
    scheduled(r#"releaseOnDate: "2026-12-01""#, r#"releaseOnDate: ^"+10000-12-01""#, "is not a date");
}

#[test]
fn an_id_is_used_once_in_the_workspace() {
    let (_dir, mut store) = empty();
    import(&mut store, SMALL);
    let another = source(
        r#"(accounts: [(id: "a7", name: "Seven", instances: [
        (instanceId: "i1", integrationPackId: "p1", name: "N", installedAt: "2026-01-06T00:00:00Z")])])"#,
    );
    let error = errors(&[another], &mut store).remove(0);
    assert!(error.message.contains("there is an instance \"i1\" already, in account \"Acme\""), "{error}");
    let version = |label: &str| {
        format!(
            "(packageId: \"same\", packageVersion: {label:?}, createdDate: \"2026-01-01T00:00:00Z\", shareable: true)"
        )
    };
    let component = "componentId: \"c7\", name: \"C\", componentType: process";
    let twice = format!("(components: [({component}, packagedComponents: [{}, {}])])", version("1"), version("2"));
    let error = errors(&[source(&twice)], &mut store).remove(0);
    assert!(error.message.contains("the package id \"same\" is here twice"), "{error}");
}
