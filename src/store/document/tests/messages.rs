//! How faults are reported: their order, the caret under the place, and the words.

use super::super::{ImportError, Source, read};
use super::{empty, errors, refused};
use crate::store::testing::source;

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
    let deep = format!("(accounts: [(id: {}", "(".repeat(100_000));
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
    let too_deep = read(&[source(&deep)], &mut store).expect_err("too deep").to_string();
    assert!(too_deep.contains("too many brackets are open at once"), "{too_deep}");
    for text in texts {
        let Err(ImportError::Documents(errors)) = read(&[source(text)], &mut store) else { continue };
        let shown = errors.to_string();
        let words = ["ron", "serde", "RON", "Doc`", "Doc ", "struct", "enum", "sequence", "recursion", "u32", "Option"];
        assert!(!words.iter().any(|word| shown.replace("packs.ron", "").contains(word)), "{shown}");
    }
}
