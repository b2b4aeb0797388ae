//! The twin as a process: sockets, weather, switches, signals, and whoever means it ill.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ipack::serve::Tokens;
use serde_json::{Value, json};

use crate::support::{NOW, Workspace};

const BASE: &str = "/api/rest/v1/acme";

/// `ipack serve` over a workspace, with a token for it.
struct Server {
    child: Child,
    address: String,
    authorization: String,
    // Nobody may write to a pipe that is closed.
    _output: BufReader<ChildStdout>,
}

impl Server {
    fn over(workspace: &Workspace, arguments: &[&str]) -> Self {
        Self::at(NOW, workspace, arguments)
    }

    fn at(now: &str, workspace: &Workspace, arguments: &[&str]) -> Self {
        let mut tokens = Tokens::read(&workspace.path()).expect("the tokens");
        let name = format!("ci-{}", tokens.all().len());
        let (token, secret) = tokens.create(&name, None).expect("a token");
        let mut child = Command::new(env!("CARGO_BIN_EXE_ipack"))
            .args(["serve", "--listen", "127.0.0.1:0", "--account", "acme", "--no-rate-limit"])
            .args(arguments)
            .env("IPACK_STATE_DIR", workspace.path())
            .env("IPACK_TEST_NOW", now)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("listening on http://").expect(&line);
        let address = address.strip_suffix(BASE).expect(&line).to_owned();
        let authorization = format!("Basic {}", STANDARD.encode(format!("{}:{secret}", token.user())));
        Self { child, address, authorization, _output: output }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).expect("connected")
    }

    /// Sends bytes as they are; what came until the server hung up.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may hang up before it has heard all of it.
        let _ = stream.write_all(bytes);
        heard(&mut stream)
    }

    fn head(&self, method: &str, path: &str, length: usize) -> String {
        let authorization = &self.authorization;
        format!(
            "{method} {BASE}/{path} HTTP/1.1\r\nhost: twin\r\nauthorization: {authorization}\r\nconnection: close\r\n\
             accept: application/json\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n"
        )
    }

    /// The status and the body; none where the answer was lost.
    fn ask(&self, method: &str, path: &str, body: &Value) -> Option<(u16, Value)> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        answer(&self.raw(format!("{}\r\n{body}", self.head(method, path, body.len())).as_bytes()))
    }

    fn good(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, value) = self.ask(method, path, body).expect("an answer");
        assert_eq!(status, 200, "{path}: {value}");
        value
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
    }

    fn ends(mut self) -> ExitStatus {
        self.child.wait().expect("an end")
    }

    fn stop(self) {
        self.signal("-TERM");
        assert!(self.ends().success());
    }

    /// A figure that Linux knows of the process, such as `VmHWM`; none elsewhere.
    fn figure(&self, name: &str) -> Option<u64> {
        let status = fs::read_to_string(Path::new("/proc").join(self.child.id().to_string()).join("status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::to_owned))?;
        line.split_whitespace().next()?.parse().ok()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended is no longer there to be ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn heard(stream: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard);
    String::from_utf8_lossy(&heard).into_owned()
}

fn answer(said: &str) -> Option<(u16, Value)> {
    let (head, body) = said.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(body).unwrap_or_else(|_| json!(body))))
}

fn named(name: &str) -> Value {
    json!({"QueryFilter": {"expression": {"operator": "EQUALS", "property": "name", "argument": [name]}}})
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_lost_answer_was_carried_out_and_a_busy_one_was_not() {
    let workspace = Workspace::empty();
    let packs = || workspace.engine().pack_entries().len();
    let lost = Server::over(&workspace, &["--lose", "100%"]);
    assert_eq!(lost.ask("POST", "PublisherIntegrationPack", &json!({"name": "Lost"})), None);
    assert_eq!(packs(), 1);
    lost.stop();
    let busy = Server::over(&workspace, &["--busy", "100%"]);
    let body = json!({"name": "Busy"}).to_string();
    let head = busy.head("POST", "PublisherIntegrationPack", body.len());
    let said = busy.raw(format!("{head}\r\n{body}").as_bytes());
    assert!(said.starts_with("HTTP/1.1 503 ") && said.contains("\r\nretry-after: 1\r\n"), "{said}");
    assert_eq!(packs(), 1);
    busy.stop();
}

#[test]
fn a_careful_client_gets_through_bad_weather_with_nothing_doubled() {
    let workspace = Workspace::empty();
    let server = Server::over(&workspace, &["--lose", "30%", "--busy", "30%", "--slow", "1ms"]);
    let mut met = (0, 0);
    for n in 0..20 {
        let name = format!("Pack {n}");
        loop {
            match server.ask("POST", "PublisherIntegrationPack", &json!({"name": name})) {
                Some((200, _)) => break,
                Some((503, _)) => met.0 += 1,
                Some(other) => panic!("{other:?}"),
                // Nobody knows whether it happened, so the client looks before it asks again.
                None => {
                    met.1 += 1;
                    let look = || server.ask("POST", "PublisherIntegrationPack/query", &named(&name));
                    let found =
                        std::iter::repeat_with(look).find_map(|found| found.filter(|(status, _)| *status == 200));
                    assert_eq!(found.expect("an answer").1["numberOfResults"], 1);
                    break;
                }
            }
        }
    }
    assert!(met.0 > 0 && met.1 > 0, "{met:?}");
    assert_eq!(workspace.engine().pack_entries().len(), 20);
    server.stop();
}

#[test]
fn a_request_under_way_is_answered_before_the_end() {
    for signal in ["-TERM", "-INT"] {
        let workspace = Workspace::empty();
        let server = Server::over(&workspace, &[]);
        let (mut idle, mut under_way) = (server.connect(), server.connect());
        let body = json!({"name": "Under way"}).to_string();
        let head = server.head("POST", "PublisherIntegrationPack", body.len());
        under_way.write_all(format!("{head}expect: 100-continue\r\n\r\n").as_bytes()).expect("sent");
        let mut go_on = [0; 25];
        under_way.read_exact(&mut go_on).expect("the body is awaited");
        assert_eq!(&go_on[..], b"HTTP/1.1 100 Continue\r\n\r\n");
        server.signal(signal);
        // Once nobody is let in any more, the signal has arrived.
        assert_eq!(heard(&mut idle), "", "an idle connection is closed");
        assert!(TcpStream::connect(&server.address).is_err(), "nobody else is let in");
        under_way.write_all(body.as_bytes()).expect("sent");
        let (status, _) = answer(&heard(&mut under_way)).expect("an answer");
        assert_eq!(status, 200, "{signal}");
        assert!(server.ends().success(), "{signal}");
        assert_eq!(workspace.engine().pack_entries().len(), 1);
    }
}

#[test]
fn whoever_knows_where_it_listens_may_ask_it_to_end() {
    Server::over(&Workspace::empty(), &[]).stop();
}

#[test]
fn what_is_due_is_performed_for_whoever_asks_for_it() {
    let workspace = Workspace::sample();
    let server = Server::over(&workspace, &[]);
    let pack = &server.good("POST", "PublisherIntegrationPack/query", &named("Order to Cash"))["result"][0];
    let order =
        json!({"id": pack["id"], "releaseSchedule": "RELEASE_ON_SPECIFIED_DATE", "releaseOnDate": "2026-11-23"});
    let request = text(&server.good("POST", "ReleaseIntegrationPack", &order), "requestId");
    let status = format!("ReleaseIntegrationPackStatus/{request}");
    let word = |server: &Server| server.ask("GET", &status, &Value::Null).map(|(_, body)| text(&body, "releaseStatus"));
    assert_eq!(word(&server).as_deref(), Some("SCHEDULED"));
    server.stop();
    let due = "2026-11-23T05:30:00Z";
    let waits = Server::at(due, &workspace, &[]);
    assert_eq!(word(&waits).as_deref(), Some("IN_PROGRESS"), "nobody performs it");
    waits.stop();
    let performs = Server::at(due, &workspace, &["--perform"]);
    assert!(std::iter::repeat_with(|| word(&performs)).any(|word| word.as_deref() == Some("SUCCESS")));
    performs.stop();
}

#[test]
fn every_switch_turns_what_it_names() {
    let workspace = Workspace::sample();
    let usual = Server::over(&workspace, &[]);
    let pack = usual.good("POST", "PublisherIntegrationPack/query", &named("Order to Cash"))["result"][0].clone();
    let id = text(&pack, "id");
    let path = format!("PublisherIntegrationPack/{id}");
    let rows = |pack: &Value| pack["PublisherPackagedComponents"]["PublisherPackagedComponent"].as_array().cloned();
    let before = rows(&pack).expect("components");
    assert!(before.len() > 1 && before.iter().any(|row| row["deleted"] == false), "{before:?}");
    let one = json!({"operationType": "ADD", "PublisherPackagedComponents":
        {"PublisherPackagedComponent": [{"componentId": before[0]["componentId"]}]}});
    assert_eq!(usual.ask("GET", &format!("ReleaseIntegrationPackStatus/{id}"), &Value::Null).expect("one").0, 400);
    usual.stop();

    let switched = ["--add", "merge", "--status-by-pack", "--update-by-request", "--always-deleted"];
    let server = Server::over(&workspace, &switched);
    let merged = rows(&server.good("POST", &path, &one)).expect("components");
    assert_eq!(merged.len(), before.len());
    assert!(merged.iter().all(|row| row["deleted"] == true), "{merged:?}");
    assert!(server.ask("GET", &format!("ReleaseIntegrationPackStatus/{id}"), &Value::Null).expect("one").0 < 300);
    let order = json!({"id": id, "releaseSchedule": "RELEASE_ON_SPECIFIED_DATE", "releaseOnDate": "2026-12-01"});
    let request = text(&server.good("POST", "ReleaseIntegrationPack", &order), "requestId");
    let later = json!({"releaseOnDate": "2026-12-02"});
    assert_eq!(server.ask("POST", &format!("ReleaseIntegrationPack/{id}"), &later).expect("one").0, 400);
    server.good("POST", &format!("ReleaseIntegrationPack/{request}"), &later);
    server.stop();

    let usual = Server::over(&workspace, &[]);
    let exactly = rows(&usual.good("POST", &path, &one)).expect("components");
    assert_eq!(exactly.iter().filter(|row| row["deleted"] == false).count(), 1, "{exactly:?}");
    usual.stop();
}

#[test]
fn whoever_means_it_ill_gets_an_answer_and_changes_nothing() {
    let workspace = Workspace::sample();
    let server = Server::over(&workspace, &[]);
    let before = workspace.bytes();
    let attacks = Attack::all(&server);
    for attack in &attacks {
        let heard = server.raw(&attack.bytes);
        let status = heard.split(' ').nth(1).unwrap_or_default();
        assert!(attack.statuses.contains(&status), "{}: {}", attack.what, heard.chars().take(400).collect::<String>());
    }
    assert_eq!(workspace.bytes(), before);
    server.good("POST", "PublisherIntegrationPack/query", &Value::Null);
    server.stop();
}

/// What is sent, and the statuses that are an answer to it.
struct Attack {
    what: &'static str,
    bytes: Vec<u8>,
    statuses: &'static [&'static str],
}

impl Attack {
    fn all(server: &Server) -> Vec<Self> {
        let attack = |what, bytes: Vec<u8>, statuses| Self { what, bytes, statuses };
        let posted = |what, path: &str, body: &[u8], statuses| {
            attack(what, [server.head("POST", path, body.len()).as_bytes(), b"\r\n", body].concat(), statuses)
        };
        let in_xml = |what, body: &str, statuses| {
            let head = server.head("POST", "PublisherIntegrationPack", body.len());
            attack(
                what,
                format!("{}\r\n{body}", head.replace("type: application/json", "type: text/xml")).into(),
                statuses,
            )
        };
        let got = |what, id: &str, statuses| {
            let head = server.head("GET", &format!("PublisherIntegrationPack/{id}"), 0);
            attack(what, format!("{head}\r\n").into(), statuses)
        };
        let deep = |open: &str, times: usize| open.repeat(times);
        let header = |size: usize| format!("{}x: {}\r\n\r\n", server.head("GET", "Account/acme", 0), "y".repeat(size));
        let many = format!("{}{}\r\n", server.head("GET", "Account/acme", 0), "x: y\r\n".repeat(5_000));
        let query = "PublisherIntegrationPack/query";
        let wide = json!({"QueryFilter": {"expression": {"operator": "or",
            "nestedExpression": vec![json!({"operator": "IS_NULL", "property": "id"}); 50_000]}}});
        let like = named(&"%a".repeat(1_000_000)).to_string().replace("EQUALS", "LIKE");
        let bomb = "<!DOCTYPE b [<!ENTITY a \"aaaa\"><!ENTITY c \"&a;&a;&a;&a;\">]><b name=\"&c;\">&c;</b>";
        let outside = "<!DOCTYPE b [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><b>&a;</b>";
        vec![
            attack("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(), &["400", ""]),
            attack("another version", b"GET / HTTP/9.9\r\n\r\n".to_vec(), &["400", "505", ""]),
            attack("another method", b"BREW /pot HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_vec(), &["405"]),
            attack("a head over 64 KB", header(70_000).into(), &["431"]),
            attack("thousands of headers", many.into(), &["431"]),
            posted("a body over 8 MB", query, &vec![b' '; 8 * 1024 * 1024 + 1], &["413"]),
            posted("not UTF-8", query, b"{\"\xff\xfe\": 1}", &["400"]),
            posted("half of JSON", query, b"{\"QueryFilter\": {", &["400"]),
            posted("JSON 1,000 deep", query, deep("[", 1_000).as_bytes(), &["400"]),
            posted("JSON a million deep", query, deep("{\"a\":", 1_000_000).as_bytes(), &["400"]),
            posted("an array where an object belongs", "PublisherIntegrationPack", b"[1, 2]", &["400"]),
            posted("a name of another kind", "PublisherIntegrationPack", b"{\"name\": {\"a\": []}}", &["400"]),
            posted("a name with a line break", "PublisherIntegrationPack", b"{\"name\": \"a\\nb\"}", &["400"]),
            posted("a name without end", "PublisherIntegrationPack", &long_name(), &["400"]),
            posted("a wide filter", query, wide.to_string().as_bytes(), &["400"]),
            posted("a long pattern", query, like.as_bytes(), &["400"]),
            posted("a query's token that is none", "PublisherIntegrationPack/queryMore", b"////", &["400"]),
            posted("101 ids", "PublisherIntegrationPack/bulk", &ids(101), &["400"]),
            in_xml("entities inside one another", bomb, &["400"]),
            in_xml("an entity from outside", outside, &["400"]),
            in_xml("XML a million deep", &deep("<a>", 1_000_000), &["400"]),
            in_xml("half of XML", "<PublisherIntegrationPack name=\"x\"><Desc", &["400"]),
            got("an id that climbs", "..%2f..%2f..%2fetc%2fpasswd", &["400"]),
            got("an id with everything", "a%2Fb%2B%3D%00%0d%0a%22%3C", &["400"]),
            got("an id that is not UTF-8", "%ff%fe", &["404"]),
            got("an id of 60 KB", &"x".repeat(60_000), &["400"]),
        ]
    }
}

fn long_name() -> Vec<u8> {
    json!({"name": "x".repeat(1_000_000)}).to_string().into_bytes()
}

fn ids(many: usize) -> Vec<u8> {
    json!({"type": "GET", "request": vec![json!({"id": "x"}); many]}).to_string().into_bytes()
}

#[test]
fn nine_hundred_half_open_connections_keep_nobody_from_being_served() {
    let workspace = Workspace::sample();
    let server = Server::over(&workspace, &[]);
    let half_open: Vec<TcpStream> = (0..900)
        .map(|n| {
            let mut stream = server.connect();
            stream.write_all(&b"POST /api/rest/v1/acme/Account HTTP/1.1\r\nx: y"[..=n % 40]).expect("sent");
            stream
        })
        .collect();
    server.good("POST", "PublisherIntegrationPack/query", &Value::Null);
    if let (Some(threads), Some(kilobytes)) = (server.figure("Threads"), server.figure("VmHWM")) {
        assert_eq!(threads, 1);
        assert!(kilobytes < 64 * 1024, "{kilobytes} KB");
    }
    drop(half_open);
    server.stop();
}
