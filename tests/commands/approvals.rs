//! `ipack request`, and what asks for approval, as scripts see it.

use std::process::Output;

use serde_json::{Value, json};

use crate::{
    ipack, json,
    support::{Workspace, write},
    text,
};

const ORDER: &str = "Order to Cash";

/// A command by somebody; its status, output and what it says on the side.
fn by(workspace: &Workspace, who: &str, args: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } =
        ipack(workspace).env("IPACK_TEST_USER", who).args(args).output().expect("it runs");
    (status.code(), text(&stdout), text(&stderr))
}

fn json_by(workspace: &Workspace, who: &str, args: &[&str]) -> Value {
    let (status, out, err) = by(workspace, who, &[args, &["--format", "json"]].concat());
    assert_eq!(status, Some(0), "{args:?}: {err}");
    serde_json::from_str(&out).expect("json")
}

fn asking(approvals: &str) -> Workspace {
    let workspace = Workspace::small();
    assert_eq!(json(&workspace, &["workspace", "set", "approvals", approvals])["request"], Value::Null);
    workspace
}

#[test]
fn a_release_is_requested_approved_by_another_and_carried_out() {
    let workspace = asking("1");
    let asked = json_by(&workspace, "anna@desk", &["release", ORDER, "--on", "2026-12-01", "--yes"]);
    let request = asked["request"].as_str().expect("a request").to_owned();
    assert_eq!((&asked["number"], &asked["scheduledRelease"]), (&Value::Null, &Value::Null));
    assert_eq!(json(&workspace, &["schedule", "list"]), json!([]));
    let listed = json(&workspace, &["request", "list"]);
    let told = |field: &str| listed[0][field].clone();
    assert_eq!(
        [told("request"), told("when"), told("kind"), told("state"), told("needed"), told("who")],
        [json!(request), json!("2026-12-01"), json!("RELEASE"), json!("OPEN"), json!(1), json!("anna@desk")]
    );
    let (status, out, err) = by(&workspace, "ANNA@desk", &["request", "approve", ORDER]);
    assert_eq!((status, &*out), (Some(3), ""), "{err}");
    assert!(err.contains("nobody decides on their own request"), "{err}");
    let (status, out, _) = by(&workspace, "ben@desk", &["request", "approve", &request, "--comment", "Seen"]);
    assert_eq!((status, &*out), (Some(0), "Order to Cash is scheduled for Tue 1 Dec 2026\n"));
    assert_eq!(json(&workspace, &["schedule", "list"])[0]["releaseOnDate"], json!("2026-12-01"));
    assert_eq!(json(&workspace, &["request", "list"]), json!([]));
    let past = json(&workspace, &["request", "list", "--past"]);
    assert_eq!((&past[0]["state"], &past[0]["approvals"][0]["comment"]), (&json!("CARRIED_OUT"), &json!("Seen")));
    let (status, _, err) = by(&workspace, "cleo@desk", &["request", "approve", &request]);
    assert_eq!(status, Some(5), "{err}");
    assert!(err.contains("is carried out already by"), "{err}");
}

#[test]
fn a_request_is_rejected_with_a_comment_or_withdrawn_by_its_author() {
    let workspace = asking("1");
    json_by(&workspace, "anna@desk", &["release", ORDER, "--now", "--yes"]);
    let (status, ..) = by(&workspace, "ben@desk", &["request", "reject", ORDER, "--comment", " "]);
    assert_eq!(status, Some(2));
    let (status, _, err) = by(&workspace, "ben@desk", &["request", "withdraw", ORDER]);
    assert_eq!(status, Some(3), "{err}");
    let rejected = json_by(&workspace, "ben@desk", &["request", "reject", ORDER, "--comment", "Not before the audit"]);
    assert_eq!(
        (&rejected["state"], &rejected["rejection"]["comment"]),
        (&json!("REJECTED"), &json!("Not before the audit"))
    );
    json_by(&workspace, "anna@desk", &["release", ORDER, "--now", "--yes"]);
    assert_eq!(json_by(&workspace, "anna@desk", &["request", "withdraw", ORDER])["state"], json!("WITHDRAWN"));
    let (status, _, err) = by(&workspace, "ben@desk", &["request", "approve", ORDER]);
    assert_eq!(status, Some(4), "{err}");
}

#[test]
fn fewer_approvals_are_a_request_themselves() {
    let workspace = asking("2");
    let changed = json_by(&workspace, "anna@desk", &["workspace", "set", "approvals", "0"]);
    assert_eq!(changed["approvals"], json!(2));
    for (who, state) in [("ben@desk", "OPEN"), ("cleo@desk", "CARRIED_OUT")] {
        let request = changed["request"].as_str().expect("a request");
        assert_eq!(json_by(&workspace, who, &["request", "approve", request])["state"], json!(state));
    }
    assert_eq!(json(&workspace, &["workspace", "show"])["approvals"], json!(0));
    let (status, ..) = by(&workspace, "anna@desk", &["workspace", "set", "approvals", "3"]);
    assert_eq!(status, Some(2));
}

#[test]
fn what_changed_since_is_told_and_the_request_is_stale() {
    let workspace = asking("1");
    json_by(&workspace, "anna@desk", &["release", ORDER, "--on", "2026-12-01", "--yes"]);
    json(&workspace, &["freeze", "add", "Audit", "--from", "2026-12-01"]);
    let (status, _, err) = by(&workspace, "ben@desk", &["request", "approve", ORDER]);
    assert_eq!(status, Some(5), "{err}");
    assert!(err.contains("is stale: Order to Cash can't be released on Tue 1 Dec 2026: frozen by Audit"), "{err}");
    assert!(err.contains("hint: its author makes it anew"), "{err}");
    let listed = json(&workspace, &["request", "list"]);
    assert_eq!(listed[0]["state"], json!("STALE"));
}

#[test]
fn all_packs_and_a_saved_plan_become_requests() {
    let workspace = asking("1");
    let anna = |args: &[&str]| json_by(&workspace, "anna@desk", args);
    let plan = workspace.path().with_file_name("plan.ron").display().to_string();
    let (status, ..) = by(&workspace, "anna@desk", &["release", "--all", "--now", "--dry-run", "--plan-out", &plan]);
    assert_eq!(status, Some(0));
    let each = anna(&["release", "--all", "--now", "--yes"]);
    let applied = anna(&["apply", &plan, "--yes"]);
    let requests = |all: &Value| -> Vec<Value> {
        all.as_array().expect("an array").iter().map(|one| one["request"].clone()).collect()
    };
    assert!(requests(&each).iter().all(Value::is_string), "{each}");
    assert_eq!(requests(&applied), requests(&each), "the very same is asked once");
    let (status, out, _) = by(&workspace, "anna@desk", &["release", ORDER, "--now", "--dry-run"]);
    assert_eq!(status, Some(0));
    assert!(out.contains("! Order to Cash waits for the approval of 1 other person"), "{out}");
}

#[test]
fn an_emergency_rollback_is_marked_where_the_workspace_lets_it() {
    let workspace = asking("1");
    let rollback = ["rollback", ORDER, "--to", "1", "--now", "--yes"];
    assert!(json_by(&workspace, "anna@desk", &rollback)["request"].is_string());
    json_by(&workspace, "anna@desk", &["workspace", "set", "rollback-without-approval", "on"]);
    json_by(&workspace, "ben@desk", &["request", "approve", "approval"]);
    assert_eq!(json_by(&workspace, "anna@desk", &rollback)["request"], Value::Null);
    assert_eq!(json(&workspace, &["history", ORDER])[0]["emergency"], json!(true));
    let (_, out, _) = by(&workspace, "anna@desk", &["history", ORDER]);
    assert!(out.contains("an emergency rollback, which nobody else approved"), "{out}");
    let (_, out, _) = by(&workspace, "anna@desk", &["activity", "--pack", ORDER]);
    assert!(out.contains("rolled back to #1 without approval, as an emergency"), "{out}");
    // What was exported keeps the mark.
    let dir = workspace.path().with_file_name("out").display().to_string();
    json(&workspace, &["export", "--out", &dir]);
    let other = Workspace::empty();
    json(&other, &["import", &dir, "--yes"]);
    assert_eq!(json(&other, &["history", ORDER])[0]["emergency"], json!(true));
    assert_eq!(json(&other, &["workspace", "show"])["approvals"], json!(1));
}

/// The whole workspace as a document in a file beside it.
fn exported(workspace: &Workspace) -> (String, String) {
    let document = text(&ipack(workspace).args(["export", "--out", "-"]).output().expect("it runs").stdout);
    let path = workspace.path().with_extension("ron");
    write(&path, &document);
    (path.display().to_string(), document)
}

/// An import must be no way around approval: whoever imports what waits asks for it anew, so that nobody brings a
/// request by somebody else to approve it, nor approvals that nobody here gave.
#[test]
fn what_waits_is_exported_and_is_asked_for_anew_by_whoever_imports_it() {
    let workspace = asking("2");
    json_by(&workspace, "anna@desk", &["release", ORDER, "--on", "2026-12-01", "--notes", "For Monday", "--yes"]);
    json_by(&workspace, "ben@desk", &["request", "approve", ORDER]);
    let id = json(&workspace, &["request", "list"])[0]["request"].clone();
    let (file, document) = exported(&workspace);
    assert!(document.contains("requests: [") && document.contains("notes: \"For Monday\""), "{document}");
    assert!(!document.contains("anna") && !document.contains("ben@"), "{document}");
    // Known where it comes from: nothing happens to it.
    let (_, out, err) = by(&workspace, "cleo@desk", &["import", &file, "--yes"]);
    assert!(out.contains("Nothing to import"), "{out}{err}");
    assert_eq!(json(&workspace, &["request", "list"])[0]["approvals"][0]["who"], json!("ben@desk"));
    let other = Workspace::empty();
    let (status, out, err) = by(&other, "ben@desk", &["import", &file, "--yes"]);
    assert_eq!(status, Some(0), "{err}");
    assert!(out.contains("+ request Order to Cash"), "{out}");
    assert!(out.contains("the request about Order to Cash is yours now, and has no approvals yet"), "{out}");
    let request = json(&other, &["request", "list"])[0].clone();
    assert_eq!(
        ["request", "who", "needed", "approvals", "state", "when", "notes"].map(|field| request[field].clone()),
        [id, json!("ben@desk"), json!(2), json!([]), json!("OPEN"), json!("2026-12-01"), json!("For Monday")]
    );
    let (status, ..) = by(&other, "ben@desk", &["request", "approve", ORDER]);
    assert_eq!(status, Some(3), "it is his own now");
    for who in ["anna@desk", "cleo@desk"] {
        assert_eq!(json(&other, &["schedule", "list"]), json!([]));
        json_by(&other, who, &["request", "approve", ORDER]);
    }
    assert_eq!(json(&other, &["schedule", "list"])[0]["releaseOnDate"], json!("2026-12-01"));
}

/// Who or what is left out is named, and nothing is released by it.
#[test]
fn a_request_that_is_not_imported_is_named_with_the_reason() {
    let workspace = asking("1");
    json_by(&workspace, "anna@desk", &["release", ORDER, "--now", "--yes"]);
    let (file, document) = exported(&workspace);
    let id = json(&workspace, &["request", "list"])[0]["request"].as_str().expect("an id").to_owned();
    let copy = workspace.path().with_extension("copy.ron");
    write(&copy, &document.replace(&id, "request-copied"));
    let copy = copy.display().to_string();
    let left_out = |file: &str, why: &str| {
        let before = json(&workspace, &["request", "list"]);
        let (status, out, err) = by(&workspace, "ben@desk", &["import", file, "--yes"]);
        assert_eq!(status, Some(0), "{err}");
        assert!(out.contains(&format!("the request about Order to Cash is left out: {why}")), "{out}");
        assert_eq!(json(&workspace, &["request", "list"]), before);
    };
    left_out(&copy, "another request about it waits, by ");
    json_by(&workspace, "cleo@desk", &["request", "reject", ORDER, "--comment", "No"]);
    left_out(&file, "it is rejected already");
    json_by(&workspace, "cleo@desk", &["release", ORDER, "--now", "--yes"]);
    json_by(&workspace, "ben@desk", &["request", "approve", ORDER]);
    left_out(&file, "it is rejected already");
    left_out(&copy, "it was asked for after release #2, and #3 is current");
    let other = Workspace::small();
    let free = document.replace("approvals: 1,", "").replace("approvals: 1\n", "\n");
    let path = workspace.path().with_extension("free.ron");
    write(&path, &free);
    let (status, out, err) = by(&other, "ben@desk", &["import", path.to_str().expect("a path"), "--yes"]);
    assert_eq!(status, Some(0), "{err}");
    assert!(out.contains("is left out: nobody needs to approve it here"), "{out}");
    assert_eq!(json(&other, &["request", "list", "--past"]), json!([]));
}

/// What a document can say that would go around approval is refused or says nothing.
#[test]
fn a_document_can_not_bring_approvals_or_another_author() {
    let workspace = asking("1");
    json_by(&workspace, "anna@desk", &["release", ORDER, "--now", "--yes"]);
    let (_, document) = exported(&workspace);
    let far = document.replace("afterRelease: 2", "afterRelease: 4294967295, rollbackTo: 1");
    assert_ne!(far, document);
    let path = workspace.path().with_extension("far.ron");
    write(&path, &far);
    let (status, _, err) = by(&workspace, "ben@desk", &["import", path.to_str().expect("a path"), "--yes"]);
    assert_eq!(status, Some(0), "{err}");
    let forgeries =
        ["by: \"zed\"", "who: \"zed\"", "needed: 0", "approvalsGiven: []", "expiresAt: \"2030-01-01T00:00:00Z\""];
    for (at, field) in forgeries.into_iter().enumerate() {
        let forged = document.replace("verb: \"release\"", &format!("{field}, verb: \"release\""));
        assert_ne!(forged, document);
        let path = workspace.path().with_extension(format!("{at}.ron"));
        write(&path, &forged);
        let (status, _, err) =
            by(&Workspace::empty(), "ben@desk", &["import", path.to_str().expect("a path"), "--yes"]);
        assert_eq!(status, Some(3), "{field}: {err}");
        let name = field.split(':').next().expect("a name");
        assert!(err.contains(name), "{field}: {err}");
    }
}
