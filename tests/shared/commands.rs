//! The commands over a shared workspace: what they answer, and how they end.

use std::net::{Ipv4Addr, TcpListener};

use super::{Computer, error, line::Line, many::dense, server::server, support};

#[test]
fn what_one_computer_releases_the_other_lists() {
    let Some(server) = server() else { return };
    let (url, one, two) = (&server.url("two"), Computer::new(), Computer::new());
    one.create(url);
    assert!(two.says(url, &["pack", "list"]).contains("Order to Cash"));
    one.says(url, &["release", "Order to Cash", "--now", "--yes"]);
    assert!(two.says(url, &["history", "Order to Cash"]).contains("#3"));
    assert_eq!(one.says(url, &["export", "--out", "-"]), two.says(url, &["export", "--out", "-"]));
    for computer in [&one, &two] {
        assert!(computer.says(url, &["check"]).contains("nothing is wrong"));
    }
    let shown = two.says(url, &["workspace", "show", "--format", "json"]);
    assert!(shown.contains("\"stateDir\": null") && shown.contains(&format!("\"place\": \"{url}\"")), "{shown}");
    let doctor = two.says(url, &["doctor"]);
    assert!(doctor.contains("shared; the database settles who is first"), "{doctor}");
    assert!(doctor.contains("as new as the workspace; it can be deleted at any time"), "{doctor}");
    // The tests have a day of their own.
    assert!(doctor.contains("note     database clock: "), "{doctor}");
}

#[test]
fn a_workspace_is_made_and_never_found_by_mistake() {
    let Some(server) = server() else { return };
    let (url, one) = (&server.url("made"), Computer::new());
    let none = one.run(url, &["pack", "list"]);
    assert_eq!(none.status.code(), Some(4), "{}", error(&none));
    assert!(error(&none).contains("hint: see that the address is right"), "{}", error(&none));
    one.create(url);
    let twice = one.run(url, &["workspace", "create", url]);
    assert_eq!(twice.status.code(), Some(3), "{}", error(&twice));
    let both = one.run("", &["pack", "list", "--workspace", url, "--state-dir", "x"]);
    assert_eq!(both.status.code(), Some(2));
    for wrong in ["postgres://ada:s3cret@db/d", "postgres://db", "postgres://db/d?sslmode=prefer"] {
        let refused = one.run(wrong, &["pack", "list"]);
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
        assert!(!error(&refused).contains("s3cret"));
    }
    let demo = one.run(url, &["pack", "list", "--demo"]);
    assert_eq!(demo.status.code(), Some(2));
}

#[test]
fn whoever_decides_is_the_role_with_the_user_beside_it() {
    let Some(server) = server() else { return };
    let (url, one) = (&server.url("who"), Computer::new());
    one.create(url);
    let who = |url: &str, config: &str| {
        let name = format!("Named {}", config.len());
        std::fs::remove_file(one.home.path().join("config.ron")).ok();
        support::write(&one.home.path().join("config.ron"), config);
        one.says(url, &["--config", "config.ron", "workspace", "set", "name", &name]);
        let told = one.says(url, &["activity", "--format", "json"]);
        let newest: serde_json::Value = serde_json::from_str(&told).expect("JSON");
        newest[0]["by"].as_str().expect("somebody").to_owned()
    };
    assert!(who(url, "()").starts_with("ipack (") && who(url, "()").ends_with(')'));
    assert_eq!(who(url, "(author: \"Ada\")"), "ipack (Ada)");
    assert_eq!(who(url, "(author: \"ipack@desk-7\")"), "ipack@desk-7");
}

#[test]
fn a_folder_is_shared_and_a_shared_one_becomes_a_folder() {
    let Some(server) = server() else { return };
    let (url, one) = (&server.url("moved"), Computer::new());
    one.says("folder", &["pack", "list", "--demo", "--state-dir", "folder"]);
    one.says(url, &["workspace", "create", url, "--from", "folder"]);
    let export = one.says("folder", &["export", "--out", "-"]);
    assert_eq!(one.says(url, &["export", "--out", "-"]), export);
    one.says(url, &["workspace", "copy", "backup"]);
    assert_eq!(one.says("backup", &["export", "--out", "-"]), export);
    assert!(one.run("backup", &["check"]).status.success());
    assert_eq!(one.run(url, &["workspace", "copy", "backup"]).status.code(), Some(1));
}

#[test]
fn a_role_that_may_only_read_reads() {
    let Some(server) = server() else { return };
    let (url, one) = (&server.url("read"), Computer::new());
    one.create(url);
    server.sql("DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN");
    let schema = one.says("", &["workspace", "schema", "--grants", "reader", "--as", "reader"]);
    assert!(schema.contains("GRANT SELECT ON ipack_line TO \"reader\""), "{schema}");
    server.sql(&schema);
    let reads = &url.replace("ipack@", "reader@");
    assert!(one.says(reads, &["pack", "list"]).contains("Order to Cash"));
    let refused = one.run(reads, &["release", "Order to Cash", "--now", "--yes"]);
    assert_eq!(refused.status.code(), Some(3), "{}", error(&refused));
    assert!(error(&refused).contains("may only be read by this role"), "{}", error(&refused));
    assert!(error(&refused).contains("hint: reading works; ask whoever administers"), "{}", error(&refused));
    assert_eq!(dense(server, "read"), 1, "nothing was tried");
    let doctor = one.says(reads, &["doctor"]);
    assert!(doctor.contains("note     workspace: ") && doctor.contains("only read"), "{doctor}");
}

#[test]
fn without_the_database_the_copy_is_read_and_nothing_is_changed() {
    let Some(server) = server() else { return };
    let (line, one, nobody) = (Line::to(server), Computer::new(), Computer::new());
    let url = &line.url("away");
    one.create(url);
    line.cut();
    let list = one.run(url, &["pack", "list"]);
    assert!(list.status.success() && error(&list).contains("offline, reading the copy as of"), "{}", error(&list));
    let fresh = one.run(url, &["pack", "list", "--fresh"]);
    assert_eq!(fresh.status.code(), Some(1), "{}", error(&fresh));
    let refused = one.run(url, &["release", "Order to Cash", "--now", "--yes"]);
    assert_eq!(refused.status.code(), Some(1), "{}", error(&refused));
    assert!(error(&refused).contains("hint: see that the database runs"), "{}", error(&refused));
    assert_eq!(nobody.run(url, &["pack", "list"]).status.code(), Some(1), "no copy either");
    let tick = one.run(url, &["scheduler", "tick"]);
    assert_eq!(tick.status.code(), Some(1), "an old copy does not tell what is due: {}", error(&tick));
    assert!(error(&tick).contains("ipack: failed to perform what is due: can't use"), "{}", error(&tick));
    let doctor = one.run(url, &["doctor"]);
    let told = String::from_utf8_lossy(&doctor.stdout);
    assert_eq!(doctor.status.code(), Some(3));
    assert!(told.contains("as of 2026-11-21T18:00:00Z") && told.matches("PROBLEM").count() == 1, "{told}");
    let shown = one.says(url, &["workspace", "show"]);
    assert!(shown.contains("as of 2026-11-21T18:00:00Z, offline: "), "{shown}");
    line.mend();
    one.says(url, &["release", "Order to Cash", "--now", "--yes"]);
}

#[test]
fn a_server_that_answers_nothing_is_waited_for_no_longer_than_a_while() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let url = format!("postgres://ipack@127.0.0.1:{}/d", listener.local_addr().expect("a port").port());
    let computer = Computer::new();
    let mut command = computer.command(&["pack", "list", "--workspace", &url]);
    let refused = command.env("IPACK_TEST_TIMEOUT", "50").output().expect("it runs");
    assert_eq!(refused.status.code(), Some(1));
    assert!(error(&refused).contains("does not answer"), "{}", error(&refused));
}

#[test]
fn a_row_that_was_edited_by_hand_is_damage() {
    let Some(server) = server() else { return };
    let (url, one, two) = (&server.url("edited"), Computer::new(), Computer::new());
    one.create(url);
    one.says(url, &["release", "Order to Cash", "--now", "--notes", "first words", "--yes"]);
    server.sql("UPDATE ipack_line SET line = replace(line, 'first', 'other') WHERE workspace = 'edited' AND seq = 2");
    let damaged = two.run(url, &["release", "Order to Cash", "--now", "--yes"]);
    assert_eq!(damaged.status.code(), Some(6), "{}", error(&damaged));
    assert!(error(&damaged).contains("?workspace=edited:2:"), "{}", error(&damaged));
}

#[test]
fn a_database_that_lost_lines_is_told() {
    let Some(server) = server() else { return };
    let (url, one) = (&server.url("back"), Computer::new());
    one.create(url);
    one.says(url, &["release", "Order to Cash", "--now", "--yes"]);
    server.sql("DELETE FROM ipack_line WHERE workspace = 'back' AND seq = 2");
    let back = one.run(url, &["pack", "list"]);
    assert_eq!(back.status.code(), Some(6), "{}", error(&back));
    assert!(error(&back).contains("1 line of this copy are not in it any more: line 2 by "), "{}", error(&back));
    assert!(one.says(url, &["history", "Order to Cash"]).lines().count() > 2, "a copy of what there is");
    let checked = one.says(url, &["check"]);
    assert!(checked.contains("an earlier copy, which did not fit the database, is in "), "{checked}");
    assert!(checked.contains(".aside-1") && checked.contains("nothing is wrong"), "{checked}");
}

#[test]
fn whoever_approves_is_another_role_whatever_they_call_themselves() {
    let Some(server) = server() else { return };
    let (url, one) = (&server.url("approve"), Computer::new());
    one.create(url);
    server.sql("DROP ROLE IF EXISTS ben; CREATE ROLE ben LOGIN");
    server.sql(&one.says("", &["workspace", "schema", "--grants", "ben", "--as", "admin"]));
    let ben = &url.replace("ipack@", "ben@");
    one.says(url, &["workspace", "set", "approvals", "1"]);
    let asked = one.says(url, &["release", "Order to Cash", "--now", "--yes", "--format", "json"]);
    assert!(asked.contains("\"request\": \"request-") && asked.contains("\"number\": null"), "{asked}");
    support::write(&one.home.path().join("config.ron"), "(author: \"ben\")");
    let own = one.run(url, &["--config", "config.ron", "request", "approve", "Order to Cash"]);
    assert_eq!(own.status.code(), Some(3), "{}", error(&own));
    assert!(error(&own).contains("nobody decides on their own request"), "{}", error(&own));
    let two = Computer::new();
    let approved = two.says(ben, &["request", "approve", "Order to Cash", "--comment", "Seen"]);
    assert_eq!(approved, "Order to Cash #3 is released\n");
    assert!(one.says(url, &["history", "Order to Cash"]).contains("#3"));
    assert!(one.says(url, &["request", "list", "--past"]).contains("carried out"));
    assert_eq!(dense(server, "approve"), 4);
}
