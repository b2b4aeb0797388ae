//! A document that is not as it must be is refused with its place, and nothing of it is imported.

use super::*;

/// Imports the small document with one text replaced: status 3, `file:line:column: message`, the line, a caret
/// under the place that `^` marks in `new`, and not a byte changed.
#[track_caller]
fn refused_at(old: &str, new: &str, message: &str) {
    assert_eq!(SMALL.matches(old).count(), 1, "{old} is in the document once");
    let marked = SMALL.replacen(old, new, 1);
    let offset = marked.find('^').expect("a mark");
    let broken = marked.replacen('^', "", 1);
    let line = marked[..offset].matches('\n').count() + 1;
    let column = marked[..offset].rsplit('\n').next().expect("a line").chars().count() + 1;
    let workspace = Workspace::small();
    let _ = document(&workspace, "packs.ron", &broken);
    let before = workspace.bytes();
    let output = run(&workspace, &["import", "packs.ron", "--yes"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(output.stdout.is_empty());
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "ipack: failed to import:", "{said}");
    assert!(lines[1].starts_with(&format!("packs.ron:{line}:{column}: ")), "{line}:{column}\n{said}");
    assert!(lines[1].contains(message), "{message}\n{said}");
    let source = broken.lines().nth(line - 1).expect("a line");
    let shown: String = source.chars().skip(column - 1).take(8).collect();
    let caret = lines[3].find('^').expect("a caret");
    assert!(lines[3].trim_start().starts_with('^'), "{said}");
    let under: String = lines[2].chars().skip(caret).take(8).collect();
    assert_eq!(under, shown, "the caret stands under the place\n{said}");
    assert_eq!(lines.last(), Some(&"hint: nothing was imported; mend the places named and import again"));
    assert_eq!(workspace.bytes(), before, "nothing of the file was imported");
}

#[test]
fn a_syntax_error() {
    refused_at("name: \"Create Invoice\",", "name ^\"Create Invoice\",", "");
}

#[test]
fn an_unknown_field() {
    refused_at(
        "folder: \"Order to Cash\", packagedComponents: [\n            (packageVersion: \"1.0\"",
        "^folders: \"Order to Cash\", packagedComponents: [\n            (packageVersion: \"1.0\"",
        "`folders`",
    );
}

#[test]
fn a_wrong_type() {
    refused_at("name: \"Returns\"", "name: ^7", "expected a text in quotes");
}

#[test]
fn a_duplicate_id() {
    refused_at("id: \"2b7c\"", "id: ^\"19440978-ba6f\"", "is here twice");
}

#[test]
fn a_dangling_reference() {
    refused_at("components: [\"lookup\"]", "components: [^\"lockup\"]", "there is no component \"lockup\"");
}

#[test]
fn an_api_service_in_a_multi_pack() {
    let old = "(id: \"2b7c\", name: \"Returns\", installationType: SINGLE, components: [\"lookup\"])";
    let new = "(id: \"2b7d\", name: \"Refunds\", installationType: MULTI, components: [^\"lookup\"])";
    refused_at(old, new, "Customer Lookup is an API service");
}

#[test]
fn a_date_that_does_not_exist() {
    refused_at("\"2026-04-02T05:00:00Z\"", "^\"2026-02-30T05:00:00Z\"", "is not a date");
}

#[test]
fn a_name_with_control_characters() {
    refused_at("\"Bergmann\"", "^\"Berg\\u{1b}[31mmann\"", "U+001B");
}

#[test]
fn a_hundred_and_one_components() {
    let workspace = Workspace::small();
    let components: String = (0..101)
        .map(|at| format!("(componentId: \"c{at}\", name: \"C{at}\", componentType: process),\n"))
        .collect::<Vec<_>>()
        .concat();
    let members: String = (0..101).map(|at| format!("\"c{at}\",\n")).collect::<Vec<_>>().concat();
    let text = format!(
        "(components: [\n{components}], integrationPacks: [(id: \"full\", name: \"Full\", installationType: SINGLE, \
         components: [\n{members}])])"
    );
    let _ = document(&workspace, "packs.ron", &text);
    compare!(refused(&workspace, &[&["import", "packs.ron"]]));
}

#[test]
fn every_fault_is_told_at_once() {
    let workspace = Workspace::small();
    let text = SMALL.replace("[\"lookup\"]", "[\"lockup\"]").replace("\"Bergmann\"", "\"\"");
    let _ = document(&workspace, "packs.ron", &text);
    compare!(refused(&workspace, &[&["import", "packs.ron"]]));
}
