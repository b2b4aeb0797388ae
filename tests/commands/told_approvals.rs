//! What hooks are told of approval.

#![cfg(unix)]

use serde_json::{Value, json};

use crate::{
    hooks::{Receiver, tick},
    ipack, json,
    support::Workspace,
    text,
};

const ORDER: &str = "Order to Cash";

#[test]
fn what_waits_for_approval_is_told_with_its_request() {
    let receiver = Receiver::answering("200 OK");
    let workspace = Workspace::small();
    json(&workspace, &["hook", "add", "Chat", "--url", &receiver.url, "--pack", ORDER]);
    json(&workspace, &["workspace", "set", "approvals", "2"]);
    let by = |who: &str, args: &[&str]| {
        let done = ipack(&workspace).env("IPACK_TEST_USER", who).args(args).output().expect("it runs");
        assert!(done.status.success(), "{}", text(&done.stderr));
    };
    let told = || -> Value {
        tick(&workspace);
        let (_, body) = receiver.got().pop().expect("a request");
        serde_json::from_str(&body).expect("json")
    };
    by("anna@desk", &["release", ORDER, "--now", "--yes"]);
    let id = json(&workspace, &["request", "list"])[0]["request"].as_str().expect("an id").to_owned();
    let steps: [(&str, &str, &[&str]); 3] = [
        ("requested", "anna@desk", &["request", "show", &id]),
        ("approved", "ben@desk", &["request", "approve", &id, "--comment", "Seen"]),
        ("rejected", "cleo@desk", &["request", "reject", &id, "--comment", "Not before the audit"]),
    ];
    for (kind, who, step) in steps {
        by(who, step);
        let event = told();
        assert_eq!((&event["type"], &event["subject"]), (&json!(format!("ipack.{kind}")), &json!("19440978-ba6f")));
        assert_eq!(event["data"], json(&workspace, &["request", "show", &id]), "{kind}");
        assert_eq!(event["data"]["request"], json!(id));
    }
    assert_eq!(json(&workspace, &["request", "show", &id])["rejection"]["comment"], json!("Not before the audit"));
    // The last approval that is needed is told, and what it carried out.
    by("anna@desk", &["release", ORDER, "--now", "--yes"]);
    for who in ["ben@desk", "cleo@desk"] {
        by(who, &["request", "approve", ORDER]);
    }
    tick(&workspace);
    let kinds: Vec<String> = receiver.events().into_iter().map(|event| event.0).collect();
    let all = ["requested", "approved", "rejected", "requested", "approved", "approved", "released"];
    assert_eq!(kinds, all.map(|kind| format!("ipack.{kind}")));
}

/// Whoever is told of a rollback must see that nobody else has approved it.
#[test]
fn an_emergency_rollback_is_marked_in_its_notice() {
    let receiver = Receiver::answering("200 OK");
    let workspace = Workspace::small();
    json(&workspace, &["hook", "add", "Chat", "--url", &receiver.url]);
    json(&workspace, &["workspace", "set", "rollback-without-approval", "on"]);
    json(&workspace, &["workspace", "set", "approvals", "1"]);
    json(&workspace, &["rollback", ORDER, "--to", "1", "--now", "--yes"]);
    tick(&workspace);
    let (_, body) = receiver.got().pop().expect("a request");
    let event: Value = serde_json::from_str(&body).expect("json");
    assert_eq!((&event["type"], &event["data"]["emergency"]), (&json!("ipack.rolled-back"), &json!(true)));
    assert_eq!(event["data"], json(&workspace, &["history", ORDER])[0]);
}
