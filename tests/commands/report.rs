//! `ipack report`: what a reader of a mail or a ticket gets.

use crate::{
    compare, ipack, json, refused, run, steady,
    support::{Workspace, hostile::hostile},
    text, transcript,
};

const ORDER: &str = "Order to Cash";

fn printed(workspace: &Workspace, args: &[&str]) -> String {
    let output = run(workspace, &[&["report"], args].concat());
    assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// A workspace in which all happened that a report tells: notes, an override, a rollback.
fn told() -> Workspace {
    let workspace = Workspace::small();
    json(&workspace, &["freeze", "add", "Audit | 1", "--from", "today", "--to", "today"]);
    let now = ["--now", "--override-freeze", "The audit waits <for it>", "--yes"];
    let release = ["release", ORDER, "--notes", "Retries | batches\n- faster\n<b>bold</b>"];
    json(&workspace, &[&release[..], &now[..]].concat());
    json(&workspace, &[&["rollback", ORDER, "--notes", "Duplicate invoices"], &now[..]].concat());
    workspace
}

#[test]
fn a_release_in_markdown_and_in_html() {
    let workspace = told();
    compare!(transcript(
        &workspace,
        &[&["report", ORDER, "3"], &["report", ORDER], &["report", ORDER, "3", "--format", "html"]]
    ));
}

#[test]
fn what_was_released_since_a_date() {
    let workspace = told();
    compare!(transcript(
        &workspace,
        &[
            &["report", "--since", "2026-04-02"],
            &["report", "Returns", "--since", "2026-04-02"],
            &["report", "--since", "yesterday", "--format", "html"],
        ]
    ));
}

#[test]
fn what_can_not_be_told_says_why() {
    compare!(refused(
        &Workspace::small(),
        &[
            &["report"],
            &["report", ORDER, "9"],
            &["report", "Returns"],
            &["report", "Nowhere", "1"],
            &["report", ORDER, "1", "--since", "today"],
            &["report", "--since", "someday"],
            &["history", ORDER, "--format", "html"],
            &["report", ORDER, "1", "--format", "json", "--out", "x.md"],
        ]
    ));
}

#[test]
fn a_report_is_saved() {
    let workspace = told();
    let path = workspace.path().with_extension("html");
    let file = path.to_str().expect("a path");
    let page = printed(&workspace, &[ORDER, "3", "--format", "html"]);
    assert_eq!(printed(&workspace, &[ORDER, "3", "--format", "html", "--out", file]), "");
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), page);
    let json = json(&workspace, &["report", ORDER, "3"]);
    assert_eq!(json[0]["versions"][0]["notes"], "Batches", "{}", steady(&json.to_string(), &workspace));
}

#[test]
fn no_name_is_markup() {
    let workspace = hostile();
    let page = printed(&workspace, &["--since", "2020-01-01", "--format", "html"]);
    for tag in page.split('<').skip(1) {
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or_default();
        let ours = ["!DOCTYPE", "html", "head", "meta", "title", "body", "h1", "h2", "p", "blockquote", "table", "tr"];
        assert!(ours.contains(&name) || ["th", "td", "br", "ul", "li", "strong"].contains(&name), "{name}");
    }
    for word in ["http", "src=", "href=", "url("] {
        assert!(!page.contains(word), "{word}: it refers to what is outside");
    }
    let notes = printed(&workspace, &["--since", "2020-01-01"]);
    let is_hidden = |c: char| ipack::text::is_hidden(c) && c != '\n';
    assert!(!page.chars().chain(notes.chars()).any(is_hidden));
    for line in notes.lines().filter(|line| line.starts_with('|')) {
        let bars = line.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 5, "{line}");
    }
}

#[test]
fn the_forms_of_a_report_are_completed_for_reports_alone() {
    let workspace = Workspace::small();
    let offered = |line: &[&str]| {
        let output = ipack(&workspace).args(line).env("IPACK_COMPLETE", "zsh").output().expect("it runs");
        text(&output.stdout).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(offered(&["ipack", "history", ORDER, "--format", ""]), ["table", "json", "ron"]);
    assert_eq!(offered(&["ipack", "report", ORDER, "--format", ""]), ["table", "json", "ron", "markdown", "html"]);
    assert_eq!(offered(&["ipack", "report", "--format=h"]), ["--format=html"]);
}
