//! What the twin answers, without a socket.

use std::path::PathBuf;

use ipack::{
    domain::Via,
    platform::{Media, Method, Response},
};
use serde_json::{Value, json};

use crate::{
    stage::{Stage, equals, list, text},
    support::Workspace,
};

/// What a publisher does from the first pack to its installation: 53 operations, in one form.
fn walk(media: Media) {
    let workspace = Workspace::sample();
    let mut stage = Stage::over(&workspace, media);
    // Versions of components.
    let versions = stage.rows("PackagedComponent", &Value::Null, "");
    assert!(versions.len() > 100, "{}", versions.len());
    let shareable = |row: &&Value| text(row, "shareable") == "true" && text(row, "componentType") == "process";
    let component = versions.iter().find(shareable).map(|row| text(row, "componentId")).expect("one");
    let packaged = json!({"componentId": component, "packageVersion": "77.1", "notes": "by API", "shareable": true});
    let packaged = stage.post("PackagedComponent", &packaged);
    let package = text(&packaged, "packageId");
    stage.read("PackagedComponent", &package, "");
    stage.read("PackagedComponentManifest", &package, "");
    stage.delete(&format!("PackagedComponent/{package}"));
    assert_eq!(text(&stage.get(&format!("PackagedComponent/{package}")), "deleted"), "true");
    stage.post("PackagedComponent", &json!({"packageId": package, "componentId": component, "packageVersion": "77.1"}));
    assert_eq!(text(&stage.get(&format!("PackagedComponent/{package}")), "deleted"), "false");
    // A pack, and its release.
    let made = json!({"name": "By API", "installationType": "MULTI", "Description": "Made & <kept>\nby a client"});
    let pack = text(&stage.post("PublisherIntegrationPack", &made), "id");
    stage.read("PublisherIntegrationPack", &pack, "");
    let holds = json!({"PublisherPackagedComponent": [{"componentId": component}]});
    let update = json!({"id": pack, "operationType": "ADD", "PublisherPackagedComponents": holds});
    let held = stage.post(&format!("PublisherIntegrationPack/{pack}"), &update);
    assert_eq!(text(&held, "Description"), "Made & <kept>\nby a client");
    let held = list(&held["PublisherPackagedComponents"]["PublisherPackagedComponent"]);
    assert_eq!(text(&held[0], "pendingVersion"), "77.1");
    let release = json!({"id": pack, "releaseSchedule": "RELEASE_ON_SPECIFIED_DATE", "releaseOnDate": "2026-12-24",
        "ReleasePackagedComponents": {"ReleasePackagedComponent": [{"componentId": component, "version": "77.1"}]}});
    let asked = stage.post("ReleaseIntegrationPack", &release);
    let request = text(&asked, "requestId");
    let status = format!("ReleaseIntegrationPackStatus/{request}");
    assert!(text(&asked, "releaseStatusUrl").ends_with(&format!("/api/rest/v1/acme/{status}")));
    let (code, waits) = stage.ask(Method::Get, &status, "", &Value::Null);
    assert_eq!((code, text(&waits, "releaseStatus").as_str()), (202, "SCHEDULED"));
    let moved = json!({"id": pack, "releaseSchedule": "RELEASE_ON_SPECIFIED_DATE", "releaseOnDate": "2026-12-28"});
    let moved = stage.post(&format!("ReleaseIntegrationPack/{pack}"), &moved);
    assert_eq!((text(&moved, "releaseOnDate"), text(&moved, "requestId")), ("2026-12-28".into(), request.clone()));
    let now = json!({"id": pack, "releaseSchedule": "IMMEDIATELY"});
    stage.post(&format!("ReleaseIntegrationPack/{request}"), &now);
    let (code, runs) = stage.ask(Method::Get, &status, "", &Value::Null);
    assert_eq!((code, text(&runs, "releaseStatus").as_str()), (202, "IN_PROGRESS"));
    assert_eq!(text(&stage.get(&status), "releaseStatus"), "SUCCESS");
    stage.read("ReleaseIntegrationPackStatus", &request, "");
    share_and_install(&mut stage, &pack);
    // What happened stands in the audit log.
    let log = stage.rows("AuditLog", &equals("source", "API"), "");
    let actions: Vec<String> = log.iter().rev().map(|row| text(row, "action")).collect();
    assert_eq!(actions[..6], ["PACKAGE", "DELETE", "RESTORE", "CREATE", "ADD", "SCHEDULE"], "{actions:?}");
    stage.read("AuditLog", &text(&log[0], "documentId"), "");
    stage.delete(&format!("PublisherIntegrationPack/{pack}"));
    assert!(stage.rows("PublisherIntegrationPack", &equals("id", &pack), "").is_empty());
}

/// Shares a released pack with an account through a group, installs it there, and takes all of it back.
fn share_and_install(stage: &mut Stage, pack: &str) {
    let accounts = stage.rows("Account", &Value::Null, "");
    let account = text(&accounts[0], "accountId");
    stage.read("Account", &account, "");
    let group = text(&stage.post("AccountGroup", &json!({"name": "API group"})), "id");
    let same = json!({"id": group, "name": "API group", "autoSubscribeAlertLevel": "none"});
    stage.post(&format!("AccountGroup/{group}"), &same);
    let member = json!({"accountGroupId": group, "accountId": account});
    let member = text(&stage.post("AccountGroupAccount", &member), "id");
    assert_eq!(stage.rows("AccountGroupAccount", &equals("accountGroupId", &group), "").len(), 1);
    let over = format!("?overrideAccount={account}");
    assert!(stage.rows("IntegrationPack", &equals("id", pack), &over).is_empty());
    let shared = json!({"accountGroupId": group, "integrationPackId": pack});
    let shared = text(&stage.post("AccountGroupIntegrationPack", &shared), "id");
    stage.read("AccountGroupIntegrationPack", &shared, "");
    assert_eq!(stage.rows("AccountGroupIntegrationPack", &equals("accountGroupId", &group), "").len(), 1);
    assert_eq!(stage.rows("AccountGroup", &equals("id", &group), "").len(), 1);
    stage.read("AccountGroup", &group, "");
    assert_eq!(stage.rows("IntegrationPack", &equals("id", pack), &over).len(), 1);
    stage.read("IntegrationPack", pack, &over);
    let wanted = json!({"integrationPackId": pack, "integrationPackOverrideName": "Second"});
    let instance = text(&stage.post(&format!("IntegrationPackInstance{over}"), &wanted), "id");
    stage.read("IntegrationPackInstance", &instance, &over);
    let found = stage.rows("IntegrationPackInstance", &equals("integrationPackOverrideName", "Second"), &over);
    assert_eq!(found.len(), 1);
    stage.delete(&format!("IntegrationPackInstance/{instance}{over}"));
    stage.delete(&format!("AccountGroupIntegrationPack/{shared}"));
    stage.delete(&format!("AccountGroupAccount/{member}"));
}

#[test]
fn every_operation_in_json() {
    walk(Media::Json);
}

#[test]
fn every_operation_in_xml() {
    walk(Media::Xml);
}

#[test]
fn two_hundred_and_fifty_packs_come_in_three_pages() {
    let workspace = Workspace::empty();
    let mut engine = workspace.engine();
    for n in 0..250 {
        engine.create_pack(&format!("Pack {n:03}"), ipack::domain::InstallationType::Single, "").expect("a pack");
    }
    let mut stage = Stage::over(&workspace, Media::Json);
    let first = stage.post("PublisherIntegrationPack/query", &Value::Null);
    assert_eq!((list(&first["result"]).len(), text(&first, "numberOfResults")), (100, "250".into()));
    let rows = stage.rows("PublisherIntegrationPack", &Value::Null, "");
    let names: Vec<String> = rows.iter().map(|row| text(row, "name")).collect();
    assert_eq!(names, (0..250).map(|n| format!("Pack {n:03}")).collect::<Vec<_>>());
    let ids: Vec<Value> = rows.iter().take(101).map(|row| json!({"id": text(row, "id")})).collect();
    let (status, _) = stage.ask(Method::Post, "PublisherIntegrationPack/bulk", "BulkRequest", &json!({"request": ids}));
    assert_eq!(status, 400);
    assert_eq!(stage.raw(Method::Post, "/api/rest/v1/acme/Process/queryMore", "x").status, 404);
}

#[test]
fn what_is_refused_changes_nothing_and_says_why() {
    let workspace = Workspace::sample();
    let mut stage = Stage::over(&workspace, Media::Json);
    let before = workspace.bytes();
    let pack = text(&stage.rows("PublisherIntegrationPack", &equals("name", "Order to Cash"), "")[0], "id");
    let attachment = "IntegrationPackEnvironmentAttachment";
    for (method, path, body, status, says) in [
        (Method::Post, attachment, json!({}), 400, "no environments"),
        (Method::Post, "IntegrationPackEnvironmentAttachment/query", json!({}), 400, "no environments"),
        (Method::Delete, "IntegrationPackEnvironmentAttachment/x", json!({}), 400, "no environments"),
        (Method::Post, "ReleaseIntegrationPack", json!({"id": pack}), 400, "releaseSchedule is required"),
        (Method::Post, "ReleaseIntegrationPack", json!({"releaseSchedule": "IMMEDIATELY"}), 400, "id is required"),
        (Method::Post, "PublisherIntegrationPack", json!({"name": "order to cash"}), 400, "named"),
        (Method::Post, "PublisherIntegrationPack/query", json!({"QueryFilter": equals("color", "x")}), 400, "color"),
        (Method::Post, "IntegrationPackInstance", json!({"integrationPackId": pack}), 403, "Access denied"),
        (Method::Get, "AccountGroup", Value::Null, 404, "Endpoint"),
        (Method::Delete, "AccountGroup/x", Value::Null, 404, "Endpoint"),
        (Method::Get, "publisherintegrationpack/x", Value::Null, 404, "Endpoint"),
        (Method::Get, "PublisherIntegrationPack/%2", Value::Null, 404, "Endpoint"),
    ] {
        let (got, answer) = stage.ask(method, path, "x", &body);
        assert_eq!(got, status, "{path}: {answer}");
        assert!(text(&answer, "message").contains(says), "{path}: {answer}");
    }
    // The tokens' file is new; nothing else is.
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn a_token_opens_its_own_side_alone() {
    let workspace = Workspace::sample();
    let account = workspace.engine().account_entries()[0].id.clone();
    let mut stage = Stage::with(&workspace, Media::Json, Some(account.clone()));
    stage.post("IntegrationPack/query", &Value::Null);
    let (status, _) = stage.ask(Method::Post, "PublisherIntegrationPack/query", "x", &Value::Null);
    assert_eq!(status, 403);
    let other = workspace.engine().account_entries()[1].id.clone();
    let over = format!("IntegrationPack/query?overrideAccount={other}");
    assert_eq!(stage.ask(Method::Post, &over, "x", &Value::Null).0, 403);
    let own = format!("/api/rest/v1/{account}/IntegrationPack/query");
    assert_eq!(stage.raw(Method::Post, &own, "").status, 200);
    stage.authorization = "Basic eDp5".into();
    assert_eq!(stage.ask(Method::Post, "IntegrationPack/query", "x", &Value::Null).0, 401);
}

#[test]
fn ten_requests_a_second_and_then_it_is_busy() {
    let workspace = Workspace::sample();
    let mut stage = Stage::over(&workspace, Media::Json);
    stage.twin.limited = true;
    let answers: Vec<Response> =
        (0..11).map(|_| stage.raw(Method::Get, "/api/rest/v1/acme/Account/acme", "")).collect();
    assert!(answers[..10].iter().all(|answer| answer.status == 200));
    assert_eq!((answers[10].status, answers[10].retry_after), (503, Some(1)));
}

#[test]
fn what_a_client_did_stands_in_activity_under_its_tokens_name() {
    let workspace = Workspace::sample();
    let mut stage = Stage::over(&workspace, Media::Xml);
    stage.post("PublisherIntegrationPack", &json!({"name": "By API"}));
    let last = workspace.engine().activity().expect("activity").remove(0);
    assert_eq!((last.by.as_str(), last.via), ("ci-0", Some(Via::Api)));
}

/// A pack with one component in two versions, of which the older one is scheduled; both ids, and the request's.
fn scheduled_pack(stage: &mut Stage) -> (String, String, String) {
    let rows = stage.rows("PackagedComponent", &equals("shareable", "true"), "");
    let component = rows.iter().find(|row| text(row, "componentType") == "process").expect("a process");
    let component = text(component, "componentId");
    for version in ["77.1", "77.2"] {
        let packaged = json!({"componentId": component, "packageVersion": version, "shareable": true});
        stage.post("PackagedComponent", &packaged);
    }
    let holds = json!({"PublisherPackagedComponent": [{"componentId": component}]});
    let made = json!({"name": "Waits", "PublisherPackagedComponents": holds});
    let pack = text(&stage.post("PublisherIntegrationPack", &made), "id");
    let order = json!({"id": pack, "releaseSchedule": "RELEASE_ON_SPECIFIED_DATE", "releaseOnDate": "2026-12-24",
        "ReleasePackagedComponents": chosen(&component, "77.1")});
    let request = text(&stage.post("ReleaseIntegrationPack", &order), "requestId");
    (pack, component, request)
}

fn chosen(component: &str, version: &str) -> Value {
    json!({"ReleasePackagedComponent": [{"componentId": component, "version": version}]})
}

#[test]
fn a_change_of_what_is_scheduled_happens_as_a_whole() {
    let workspace = Workspace::sample();
    let mut stage = Stage::over(&workspace, Media::Json);
    let (pack, component, request) = scheduled_pack(&mut stage);
    let path = format!("ReleaseIntegrationPack/{pack}");
    let carries = |answer: &Value| {
        let all = list(&answer["ReleasePackagedComponents"]["ReleasePackagedComponent"]);
        (text(answer, "releaseOnDate"), text(&all[0], "version"), text(answer, "requestId"))
    };
    let before = workspace.bytes();
    let past = json!({"releaseOnDate": "2020-01-01", "ReleasePackagedComponents": chosen(&component, "77.2")});
    assert_eq!(stage.ask(Method::Post, &path, "ReleaseIntegrationPack", &past).0, 400);
    assert_eq!(workspace.bytes(), before, "a date that is refused leaves the versions alone");
    let commits = || {
        let journal = |(path, _): &(PathBuf, Vec<u8>)| path.to_string_lossy().contains("journal");
        let lines = |(_, bytes): (PathBuf, Vec<u8>)| bytes.split(|byte| *byte == b'\n').count() - 1;
        workspace.bytes().into_iter().filter(journal).map(lines).sum::<usize>()
    };
    let earlier = commits();
    let both = json!({"releaseOnDate": "2026-12-28", "ReleasePackagedComponents": chosen(&component, "77.2")});
    assert_eq!(carries(&stage.post(&path, &both)), ("2026-12-28".into(), "77.2".into(), request.clone()));
    assert_eq!(commits() - earlier, 1, "versions and date go in one commit");
    let date = json!({"releaseOnDate": "2026-12-29"});
    assert_eq!(carries(&stage.post(&path, &date)), ("2026-12-29".into(), "77.2".into(), request.clone()));
    let now = json!({"releaseSchedule": "IMMEDIATELY", "ReleasePackagedComponents": chosen(&component, "77.1")});
    let earlier = commits();
    assert_eq!(carries(&stage.post(&path, &now)), ("null".into(), "77.1".into(), request.clone()));
    assert_eq!(commits() - earlier, 1, "versions and release go in one commit");
    let status = format!("ReleaseIntegrationPackStatus/{request}");
    let (code, runs) = stage.ask(Method::Get, &status, "", &Value::Null);
    assert_eq!((code, text(&runs, "releaseStatus").as_str()), (202, "IN_PROGRESS"));
    assert_eq!(text(&stage.get(&status), "releaseStatus"), "SUCCESS");
}

#[test]
fn a_request_is_found_until_its_release_is_gone() {
    let workspace = Workspace::sample();
    let mut stage = Stage::over(&workspace, Media::Json);
    let (pack, _, first) = scheduled_pack(&mut stage);
    let status = |stage: &mut Stage, request: &str| {
        stage.ask(Method::Get, &format!("ReleaseIntegrationPackStatus/{request}"), "", &Value::Null).0
    };
    assert_eq!(status(&mut stage, &first), 202);
    // Another program cancels it and schedules it again: what lists show of the pack is the same before and after.
    let mut other = workspace.engine();
    let id = ipack::domain::PackId::from(pack.as_str());
    let entry = other.scheduled(&id).expect("read").expect("scheduled");
    other.cancel_scheduled(&id, &entry.basis, "", false, None).expect("cancelled");
    let proposal = other.propose_release(&id).expect("proposed");
    let (basis, selection) = (proposal.basis, proposal.selection);
    let when = ipack::engine::When::On(entry.scheduled.release_on_date);
    let order = ipack::engine::ReleaseOrder { basis, selection, when, notes: String::new(), overriding: None };
    let second = other.release(&order).expect("scheduled").scheduled.expect("waits").request_id;
    assert_eq!((status(&mut stage, &first), status(&mut stage, second.as_str())), (400, 202));
    stage.delete(&format!("PublisherIntegrationPack/{pack}"));
    assert_eq!(status(&mut stage, second.as_str()), 400);
    // The name that it had stands in the journal, which is not read for every id that somebody makes up.
    let (code, gone) = stage.ask(Method::Get, &format!("PublisherIntegrationPack/{pack}"), "", &Value::Null);
    assert_eq!((code, text(&gone, "message").contains("is invalid")), (400, true), "{gone}");
}
