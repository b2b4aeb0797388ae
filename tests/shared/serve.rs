//! `ipack serve` over a shared workspace: what a pipeline releases there, the whole team has.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Stdio},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{Computer, line::Line, many::dense, server::server};

const BASE: &str = "/api/rest/v1/acme";
const PACK: &str = "19440978-ba6f";

/// `ipack serve` on a computer, with a token for it.
struct Twin {
    child: Child,
    address: String,
    authorization: String,
}

impl Twin {
    fn on(computer: &Computer, url: &str) -> Self {
        let created = computer.says(url, &["token", "create", "ci", "--format", "json"]);
        let created: serde_json::Value = serde_json::from_str(&created).expect("JSON");
        let word = |name: &str| created[name].as_str().expect("a text").to_owned();
        let authorization = format!("Basic {}", STANDARD.encode(format!("{}:{}", word("user"), word("token"))));
        let mut command =
            computer.command(&["serve", "--listen", "127.0.0.1:0", "--account", "acme", "--no-rate-limit"]);
        command.env("IPACK_WORKSPACE", url).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("listening on http://").and_then(|at| at.strip_suffix(BASE));
        Self { address: address.expect(&line).to_owned(), child, authorization }
    }

    /// The status and the body of an answer.
    fn ask(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let (authorization, length) = (&self.authorization, body.len());
        let mut stream = TcpStream::connect(&self.address).expect("connected");
        let request = format!(
            "{method} {BASE}/{path} HTTP/1.1\r\nhost: twin\r\nauthorization: {authorization}\r\nconnection: close\r\n\
             accept: application/json\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut said = String::new();
        stream.read_to_string(&mut said).expect("an answer");
        let (head, body) = said.split_once("\r\n\r\n").expect("a head");
        (head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status"), body.to_owned())
    }

    fn release(&self) -> (u16, String) {
        let order = format!("{{\"id\":\"{PACK}\",\"releaseSchedule\":\"IMMEDIATELY\"}}");
        self.ask("POST", "ReleaseIntegrationPack", &order)
    }
}

impl Drop for Twin {
    fn drop(&mut self) {
        // One that has ended is no longer there to be ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_a_client_releases_there_the_team_has_once_and_nothing_while_the_database_is_away() {
    let Some(server) = server() else { return };
    let (line, one, two) = (Line::to(server), Computer::new(), Computer::new());
    let (near, far) = (&server.url("served"), &line.url("served"));
    one.create(near);
    let twin = Twin::on(&two, far);
    let (status, said) = twin.ask("GET", &format!("PublisherIntegrationPack/{PACK}"), "");
    assert!(status == 200 && said.contains("Order to Cash"), "{status} {said}");
    let (status, said) = twin.release();
    assert_eq!(status, 200, "{said}");
    assert!(one.says(near, &["history", "Order to Cash"]).contains("#3"));
    let newest: serde_json::Value =
        serde_json::from_str(&one.says(near, &["activity", "--format", "json"])).expect("JSON");
    assert_eq!((newest[0]["by"].as_str(), newest[0]["via"].as_str()), (Some("ipack (ci)"), Some("API")));
    line.cut();
    one.says(near, &["component", "package", "Create Invoice", "--version", "9.9", "--shareable"]);
    let lines = dense(server, "served");
    let (status, said) = twin.release();
    assert!(status == 503 && said.contains("can't use"), "{status} {said}");
    let (status, said) = twin.ask("GET", &format!("PublisherIntegrationPack/{PACK}"), "");
    assert!(status == 200 && said.contains("Order to Cash"), "reading goes on: {status} {said}");
    assert_eq!(dense(server, "served"), lines);

    line.mend();
    while twin.release().0 == 503 {}
    assert_eq!(dense(server, "served"), lines + 1);
    assert!(one.says(near, &["history", "Order to Cash"]).contains("#4"));
}
