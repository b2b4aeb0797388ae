use serde_json::{Value, json};

use super::*;

/// A carrier that answers from a script, and takes down what it was asked and how long it was made to wait.
#[derive(Default)]
struct Script {
    answers: Vec<Result<Response, Trouble>>,
    asked: Vec<Request>,
    waited: Vec<u64>,
}

impl Carrier for Script {
    fn carry(&mut self, request: &Request) -> Result<Response, Trouble> {
        self.asked.push(request.clone());
        if self.answers.is_empty() {
            Err(Trouble::NotSent("the script is over".into()))
        } else {
            self.answers.remove(0)
        }
    }

    fn wait(&mut self, time: Duration) -> bool {
        self.waited.push(time.as_secs());
        self.waited.len() < 10
    }
}

#[expect(clippy::unnecessary_wraps, reason = "a line of the script")]
fn says(status: u16, body: &str) -> Result<Response, Trouble> {
    Ok(Response { status, media: Media::Json, retry_after: None, body: body.to_owned() })
}

fn lost() -> Result<Response, Trouble> {
    Err(Trouble::Lost("the connection was dropped".into()))
}

fn with<T>(answers: Vec<Result<Response, Trouble>>, ask: impl FnOnce(&mut Client) -> T) -> (T, Script) {
    let address = Address::read("api.example", "acme", false).expect("an address");
    let mut script = Script { answers, ..Script::default() };
    let answer = ask(&mut Client::new(&address, &mut script));
    (answer, script)
}

fn of(row: &Value) -> Option<&str> {
    row["id"].as_str()
}

fn no_id(_: &Value) -> Option<&str> {
    None
}

#[test]
fn pages_are_read_to_the_last_and_rows_that_moved_count_once() {
    let page = |ids: &[&str], token: Option<&str>| {
        let rows: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
        says(200, &json!({"numberOfResults": 1, "result": rows, "queryToken": token}).to_string())
    };
    let answers = vec![page(&["a", "b"], Some("t+/=")), page(&["b", "c"], None)];
    let (rows, script) = with(answers, |client| client.query::<Value>("Pack", &Value::Null, of));
    assert_eq!(rows.expect("rows"), [json!({"id": "a"}), json!({"id": "b"}), json!({"id": "c"})]);
    let asked: Vec<(&str, &str)> = script.asked.iter().map(|one| (one.path.as_str(), one.body.as_str())).collect();
    assert_eq!(asked, [("/api/rest/v1/acme/Pack/query", "{}"), ("/api/rest/v1/acme/Pack/queryMore", "t+/=")]);
    assert!(script.asked.iter().all(|one| one.authorization.is_none()), "the carrier alone signs");

    let round = vec![page(&["a"], Some("t")), page(&["b"], Some("t")), page(&["c"], Some("t"))];
    let (rows, _) = with(round, |client| client.query::<Value>("Pack", &Value::Null, of));
    assert!(matches!(rows, Err(Unanswered::Unclear(_))), "{rows:?}");
}

#[test]
fn reading_is_repeated_with_growing_pauses_and_the_one_that_the_answer_names() {
    let busy = Ok(Response { retry_after: Some(7), ..says(503, "{\"message\":\"Retry later.\"}").expect("one") });
    let answers = vec![busy, lost(), says(504, ""), says(429, ""), says(200, "{\"id\":\"a\"}")];
    let (row, script) = with(answers, |client| client.get::<Value>("Pack", "a/+=é"));
    assert_eq!(row.expect("a row"), Some(json!({"id": "a"})));
    assert_eq!(script.waited, [7, 2, 4, 8]);
    assert_eq!(script.asked[0].path, "/api/rest/v1/acme/Pack/a%2F%2B%3D%C3%A9");

    let (row, script) = with((0..9).map(|_| says(503, "{\"message\":\"Retry later.\"}")).collect(), |client| {
        client.get::<Value>("Pack", "a")
    });
    assert_eq!(row, Err(Unanswered::Busy("Retry later".into())));
    assert_eq!(script.waited, [1, 2, 4, 8, 16]);
}

#[test]
fn what_changes_something_is_sent_once() {
    type Object = serde_json::Map<String, Value>;
    let body = json!({"id": "a"});
    for answer in [lost(), says(500, ""), says(504, "<html>"), says(200, "{\"id\":"), says(200, "[]")] {
        let (done, script) = with(vec![answer], |client| {
            client.post_until::<Object>("Pack", &body, |_, why| panic!("nobody looks before {why} is answered"))
        });
        let done = done.expect_err("no answer");
        assert_eq!(script.asked.len(), 1, "{done}");
        assert!(script.waited.is_empty(), "{done}");
        assert!(!done.nothing_done(), "{done}");
    }
    let (done, script) = with(vec![says(503, "")], |client| {
        client.post_until("Pack", &body, |_, why| {
            assert!(why.nothing_done(), "{why}");
            Ok(Some(Object::default()))
        })
    });
    assert_eq!((done, script.asked.len()), (Ok(Object::default()), 1), "it was done although the platform was busy");
}

#[test]
fn who_may_not_and_what_is_not_known_are_told_in_the_platforms_words() {
    let forms = [
        r#"{"@type":"Error","message":"No."}"#,
        r#"{"message":"No."}"#,
        r#"{"error":{"message":"No."}}"#,
        "No.",
        "\u{1b}No.\n",
    ];
    for form in forms {
        let (row, script) = with(vec![says(401, form)], |client| client.get::<Value>("Pack", "a"));
        assert_eq!(row, Err(Unanswered::Denied { status: 401, message: "No".into() }), "{form}");
        assert!(script.waited.is_empty());
        let (row, _) = with(vec![says(400, form)], |client| client.get::<Value>("Pack", "a"));
        assert_eq!(row, Ok(None), "{form}");
    }
    let (row, _) = with(vec![says(301, "")], |client| client.query::<Value>("Pack", &Value::Null, no_id));
    assert!(matches!(row, Err(Unanswered::Refused { status: 301, .. })), "{row:?}");
}

#[test]
fn a_status_that_is_not_done_may_come_without_a_body() {
    #[derive(Debug, Default, PartialEq, serde::Deserialize)]
    #[serde(default)]
    struct Told {
        word: String,
    }
    let ask = |status: u16, body: &str| with(vec![says(status, body)], |client| client.status::<Told>("S", "r")).0;
    assert_eq!(ask(202, ""), Ok((202, Told::default())));
    assert_eq!(ask(202, "in progress"), Ok((202, Told::default())));
    assert_eq!(ask(202, "{\"word\":[]}"), Ok((202, Told::default())));
    assert_eq!(ask(200, "{\"word\":\"SUCCESS\"}"), Ok((200, Told { word: "SUCCESS".into() })));
}

#[test]
fn ids_are_read_a_hundred_at_a_time() {
    let ids: Vec<String> = (0..250).map(|n| n.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let one = r#"{"response":[{"Result":{"id":"7"},"statusCode":200},{"id":"8","statusCode":400}]}"#;
    let (found, script) = with((0..3).map(|_| says(200, one)).collect(), |client| client.bulk::<Value>("Pack", &ids));
    assert_eq!(found.expect("rows").len(), 3);
    assert_eq!(script.asked.len(), 3);
}

#[test]
fn who_waits_can_stop() {
    let (second, _) = with((0..99).map(|_| says(503, "")).collect(), |client| {
        let first = client.get::<Value>("Pack", "a");
        assert!(matches!(first, Err(Unanswered::Busy(_))), "{first:?}");
        client.get::<Value>("Pack", "a")
    });
    assert_eq!(second, Err(Unanswered::Stopped));
}
