//! Every way to be refused, each with its place.

use super::super::read;
use super::{empty, errors, refused};
use crate::store::testing::{SMALL, import, source};

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
