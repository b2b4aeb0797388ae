//! Passwords and encryption: what is asked for, what is never said, and whom the program believes.

#![expect(clippy::disallowed_methods, reason = "tests write what a user keeps beside the program")]

use std::{fs, net::TcpListener, os::unix::fs::PermissionsExt as _};

use super::{
    Computer, error,
    line::Line,
    server::{Server, server},
};

const WORD: &str = "s3cret word";

/// That a command lists the packs, or that it is refused with this; the password is in neither.
#[track_caller]
fn lists(command: &mut std::process::Command, refused: Option<&str>) {
    let output = command.output().expect("it runs");
    let said = error(&output) + &String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains(WORD), "{said}");
    match refused {
        None => assert!(output.status.success() && said.contains("Order to Cash"), "{said}"),
        Some(why) => assert!(output.status.code() == Some(1) && said.contains(why), "{said}"),
    }
}

#[test]
fn a_password_comes_from_the_variable_the_file_or_the_command() {
    let Some(server) = server() else { return };
    let (url, one) = (server.url("locked"), Computer::new());
    one.create(&url);
    server.sql(&format!(
        "CREATE ROLE locked LOGIN PASSWORD '{WORD}'; GRANT SELECT, INSERT, UPDATE ON ipack_line, ipack_note TO locked"
    ));
    let url = url.replace("ipack@", "locked@");
    let command = |one: &Computer| one.command(&["pack", "list", "--workspace", &url]);
    let way_out = "hint: see PGPASSWORD, the password file, or workspacePasswordCommand in the config";
    lists(&mut command(&one), Some(way_out));
    lists(command(&one).env("PGPASSWORD", "wrong"), Some(way_out));
    lists(command(&one).env("PGPASSWORD", WORD), None);

    let (two, three) = (Computer::new(), Computer::new());
    let file = two.home.path().join(".pgpass");
    fs::write(&file, format!("localhost:5432:postgres:locked:{WORD}\n")).expect("written");
    lists(&mut command(&two), Some("others may read the password file"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("set");
    lists(&mut command(&two), None);

    let config = three.home.path().join("config.ron");
    fs::write(&config, format!("(workspacePasswordCommand: [\"printf\", \"{WORD}\"])")).expect("written");
    lists(command(&three).arg("--config").arg(&config), None);
    fs::write(&config, "(workspacePasswordCommand: [\"false\"])").expect("written");
    lists(command(&Computer::new()).arg("--config").arg(&config), Some("the password command failed"));
}

/// A server at a port that was free a moment ago.
fn encrypted() -> (Server, u16) {
    let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|free| free.local_addr()).expect("a port").port();
    (Server::encrypted("tls", port), port)
}

#[test]
fn only_a_server_that_is_vouched_for_by_its_name_is_spoken_to() {
    let Some(plain) = server() else { return };
    let (server, port) = encrypted();
    let (one, other) = (Computer::new(), Computer::new());
    let root = one.home.path().join("ca.pem");
    fs::copy(server.certificates(), &root).expect("copied");
    let at = |host: &str, port: u16, root: &str| {
        format!("postgres://ipack@{host}:{port}/postgres?sslmode=verify-full{root}")
    };
    let known = format!("&sslrootcert={}", root.display().to_string().replace('/', "%2F"));
    let url = at("localhost", port, &known);
    one.create(&url);
    lists(&mut other.command(&["pack", "list", "--workspace", &url]), None);
    let refused = |url: &str, why: &str| {
        lists(&mut Computer::new().command(&["pack", "list", "--workspace", url]), Some(why));
    };
    refused(&at("127.0.0.1", port, &known), "certificate");
    refused(&at("localhost", port, ""), "certificate");
    refused(&at("localhost", port, "&sslrootcert=%2Fno%2Fsuch"), "can't read the certificates in /no/such");
    let line = Line::to(plain);
    refused(&line.url("x").replace("?workspace=x", &format!("?sslmode=verify-full{known}")), "TLS");
}
