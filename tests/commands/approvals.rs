//! `ipack request`, and what asks for approval, as scripts see it.

use std::process::Output;

use serde_json::{Value, json};

use crate::{ipack, json, small, support::Workspace, text};

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
    let workspace = small();
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
