//! What is wrong with a database, a role, a table or a copy: each is told in a sentence with its way out, within a
//! while, and nothing is lost.

#![expect(clippy::disallowed_methods, reason = "tests do to a copy what goes wrong with it")]

use std::{fs, path::PathBuf, process::Output};

use super::{
    Computer, error,
    line::Line,
    many::dense,
    server::{Server, server},
};

const RELEASE: [&str; 4] = ["release", "Order to Cash", "--now", "--yes"];

/// That a command ended with this status, and said all of this.
#[track_caller]
fn told(output: &Output, status: i32, sentences: &[&str]) {
    let said = error(output);
    assert_eq!(output.status.code(), Some(status), "{said}");
    for sentence in sentences {
        assert!(said.contains(sentence), "{sentence}: {said}");
    }
}

/// A workspace by this name on the server, a computer with a copy of it, and the address.
fn desk(name: &str) -> Option<(&'static Server, Computer, String)> {
    let server = server()?;
    let (url, computer) = (server.url(name), Computer::new());
    computer.create(&url);
    Some((server, computer, url))
}

/// The folder of the only copy on a computer.
fn copy(computer: &Computer) -> PathBuf {
    let shared = computer.home.path().join(".cache/ipack/shared");
    let copies: Vec<_> = fs::read_dir(shared).expect("copies").map(|entry| entry.expect("one").path()).collect();
    assert_eq!(copies.len(), 1, "{copies:?}");
    copies.into_iter().next().expect("one")
}

#[test]
fn an_address_that_leads_nowhere() {
    let Some(server) = server() else { return };
    let one = Computer::new();
    for nobody in ["127.0.0.1:1", "127.0.0.99:1"] {
        let list = one.run(&format!("postgres://ipack@{nobody}/d"), &["pack", "list"]);
        told(&list, 1, &["Connection refused", "hint: see that the database runs, and that this computer reaches it"]);
    }
    let folder = one.run("postgres://ipack@%2Fno%2Fsuch%2Ffolder/d", &["pack", "list"]);
    told(&folder, 1, &["No such file", "hint: see that the database runs"]);
    let database = one.run(&server.url("x").replace("/postgres", "/nosuch"), &["pack", "list"]);
    told(&database, 1, &["database \"nosuch\" does not exist", "hint: see that the address names a database that is"]);
}

/// A label of 64 letters is one that no host can have, so nobody is asked for it.
#[test]
fn a_host_that_there_is_not() {
    let (one, nowhere) = (Computer::new(), format!("{}.invalid", "n".repeat(64)));
    let wrong = one.run(&format!("postgres://ipack@{nowhere}/d"), &["pack", "list"]);
    told(&wrong, 1, &[&nowhere, "hint: see that the host's name is right, and that this computer can look it up"]);
}

#[test]
fn a_database_without_the_tables_and_a_role_that_may_not_make_them() {
    let Some(server) = server() else { return };
    server.sql("CREATE DATABASE bare");
    server.sql("CREATE ROLE maker LOGIN");
    let (one, url) = (Computer::new(), server.url("x").replace("/postgres", "/bare").replace("ipack@", "maker@"));
    told(&one.run(&url, &["pack", "list"]), 4, &["there is no workspace in", "hint: see that the address is right"]);
    let create = one.run(&url, &["workspace", "create", &url]);
    told(&create, 3, &["has no tables for workspaces, and this role may not make them", "`ipack workspace schema`"]);
}

#[test]
fn a_role_without_any_right() {
    let Some((server, _, url)) = desk("rights") else { return };
    server.sql("CREATE ROLE nobody LOGIN");
    let list = Computer::new().run(&url.replace("ipack@", "nobody@"), &["pack", "list"]);
    told(&list, 3, &["may not be read by this role", "hint: ask whoever administers the database to run what"]);
    told(
        &Computer::new().run(&url.replace("ipack@", "unknown@"), &["pack", "list"]),
        1,
        &["\"unknown\" does not exist"],
    );
}

#[test]
fn a_newer_program_wrote_there() {
    let Some((server, one, url)) = desk("newer") else { return };
    let put = "UPDATE ipack_note SET value = replace(value, 'format:1', 'format:99') WHERE workspace = 'newer'";
    server.sql(put);
    for computer in [one, Computer::new()] {
        let what = "written by a newer ipack: its format is 99, this program's is 1";
        told(&computer.run(&url, &RELEASE), 6, &[what, "hint: reading still works; update ipack to write"]);
        assert!(computer.says(&url, &["pack", "list"]).contains("Order to Cash"));
    }
    assert_eq!(dense(server, "newer"), 1);
}

#[test]
fn a_row_that_is_no_line_however_long() {
    let Some((server, one, url)) = desk("long") else { return };
    server.sql(
        "INSERT INTO ipack_line VALUES ('long', 2, '018f0000-0000-7000-8000-000000000000', repeat('x', 20000000))",
    );
    let release = one.run(&url, &RELEASE);
    told(&release, 6, &["?workspace=long:2:", "hint: what stands before that row can be read"]);
    assert!(error(&release).len() < 1_000, "the row is not repeated");
    assert!(one.says(&url, &["pack", "list"]).contains("Order to Cash"));
}

#[test]
fn a_database_whose_disk_is_full() {
    let Some((server, one, url)) = desk("full") else { return };
    server.sql(
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
         CREATE TRIGGER full_disk BEFORE INSERT ON ipack_line FOR EACH ROW WHEN (NEW.workspace = 'full')
         EXECUTE FUNCTION no_room()",
    );
    let release = one.run(&url, &RELEASE);
    told(&release, 1, &["No space left on device", "hint: make room on the database's disk"]);
    server.sql("DROP TRIGGER full_disk ON ipack_line");
    one.says(&url, &RELEASE);
    assert_eq!(dense(server, "full"), 2);
}

#[test]
fn a_database_that_takes_no_more_connections() {
    let Some((server, one, url)) = desk("crowded") else { return };
    server.sql("CREATE ROLE crowded LOGIN CONNECTION LIMIT 1; GRANT SELECT, INSERT, UPDATE ON ipack_line, ipack_note TO crowded");
    let url = url.replace("ipack@", "crowded@");
    let held = Computer::new().engine(&url, "bob@desk", ipack::domain::Via::Tui);
    told(&one.run(&url, &RELEASE), 1, &["too many connections", "hint: wait until others are done"]);
    drop(held);
}

#[test]
fn a_database_that_ends_a_connection_is_asked_again() {
    let Some((server, one, url)) = desk("ended") else { return };
    server.sql("CREATE ROLE ended LOGIN; GRANT SELECT, INSERT, UPDATE ON ipack_line, ipack_note TO ended");
    let mut engine = one.engine(&url.replace("ipack@", "ended@"), "ada@desk", ipack::domain::Via::Cli);
    for round in 0..5 {
        let ended =
            server.sql("SELECT bool_or(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'ended'");
        assert_eq!(ended, "t");
        super::many::rename(&mut engine, &format!("round {round}")).expect("it is put");
    }
    assert_eq!(dense(server, "ended"), 6);
}

#[test]
fn a_copy_that_is_gone_damaged_another_ones_or_in_the_way() {
    let Some((server, one, url)) = desk("copies") else { return };
    let export = one.says(&url, &["export", "--out", "-"]);
    fs::remove_dir_all(copy(&one)).expect("removed");
    assert_eq!(one.says(&url, &["export", "--out", "-"]), export);

    let journal = copy(&one).join("journal-1.ron");
    let mut bytes = fs::read(&journal).expect("read");
    bytes[80] ^= 1;
    fs::remove_dir_all(copy(&one)).expect("removed");
    one.says(&url, &["pack", "list"]);
    fs::write(&journal, bytes).expect("written");
    let caches = fs::read_dir(copy(&one)).expect("read").map(|entry| entry.expect("one").path());
    caches
        .filter(|path| path.to_string_lossy().contains("index-"))
        .for_each(|path| fs::remove_file(path).expect("gone"));
    let mended = one.run(&url, &["export", "--out", "-"]);
    told(&mended, 0, &["the copy was damaged and is fetched anew; it is kept in"]);
    assert_eq!(String::from_utf8_lossy(&mended.stdout), export);

    let (two, other) = (Computer::new(), server.url("another"));
    two.create(&other);
    two.says(&other, &["workspace", "set", "name", "Another"]);
    let (theirs, aside) = (copy(&two), two.home.path().join("aside"));
    fs::rename(theirs, &aside).expect("moved");
    two.says(&url, &["pack", "list"]);
    let ours = copy(&two);
    fs::remove_dir_all(&ours).expect("removed");
    fs::rename(aside, ours).expect("moved");
    let found = two.run(&url, &["export", "--out", "-"]);
    told(&found, 6, &["went back: ", "the copy is kept in"]);
    assert_eq!(two.says(&url, &["export", "--out", "-"]), export, "fetched anew");

    let three = Computer::new();
    fs::create_dir_all(three.home.path().join(".cache/ipack")).expect("made");
    fs::write(three.home.path().join(".cache/ipack/shared"), "in the way").expect("written");
    told(&three.run(&url, &["pack", "list"]), 1, &["Not a directory", "hint: a file is in the way"]);
}

#[test]
fn a_copy_on_a_full_disk_loses_nothing_that_was_put() {
    let Some((server, one, url)) = desk("room") else { return };
    for nth in 1..12 {
        let mut command = one.command(&["workspace", "set", "name", &format!("name {nth}")]);
        let fault = format!("fail=ENOSPC call=write nth={nth}..");
        let output = command.env("IPACK_WORKSPACE", &url).env("IPACK_TEST_DISK", fault).output().expect("it runs");
        let said = error(&output);
        let there =
            server.sql("SELECT line FROM ipack_line WHERE workspace = 'room'").contains(&format!("name {nth}\""));
        assert_eq!(output.status.success(), there, "{nth}: {said}");
        assert!(said.is_empty() || said.contains("No space left on device"), "{said}");
    }
    told(&one.run(&url, &["check"]), 0, &[]);
    let fresh = Computer::new();
    assert_eq!(one.says(&url, &["export", "--out", "-"]), fresh.says(&url, &["export", "--out", "-"]));
}

/// What a disk says that can only be read.
const READ_ONLY: &str = "fail=EROFS call=create nth=1..,fail=EROFS call=write nth=1..,fail=EROFS call=rename nth=1..,\
                         fail=EROFS call=make-folder nth=1..,fail=EROFS call=open path=lock nth=1..";

#[test]
fn a_copy_that_can_only_be_read_is_read_while_it_is_new() {
    let Some((server, one, url)) = desk("stiff") else { return };
    let stiff = |args: &[&str]| {
        let mut command = one.command(args);
        command.env("IPACK_WORKSPACE", &url).env("IPACK_TEST_DISK", READ_ONLY).output().expect("it runs")
    };
    told(&stiff(&["pack", "list"]), 0, &[]);
    let why = ["Read-only file system", "hint: see that you may read and write there"];
    told(&stiff(&RELEASE), 1, &why);
    assert_eq!(dense(server, "stiff"), 1, "nothing was put");
    Computer::new().says(&url, &RELEASE);
    told(&stiff(&["pack", "list"]), 1, &why);
    assert!(one.says(&url, &["history", "Order to Cash"]).contains("#3"));
}

#[test]
fn a_line_that_was_cut_leaves_a_server_that_answers_again() {
    let Some(server) = server() else { return };
    let (line, one) = (Line::to(server), Computer::new());
    let url = line.url("mended");
    one.create(&url);
    line.cut();
    told(&one.run(&url, &RELEASE), 1, &["hint: see that the database runs"]);
    line.mend();
    one.says(&url, &RELEASE);
    assert_eq!(dense(server, "mended"), 2);
}
