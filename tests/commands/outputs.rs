//! What programs read: every json output, and the same in ron, field by field. A change here is a change of the
//! contract.

use std::{collections::BTreeSet, fmt::Write as _, path::Path, process::Command};

use clap::CommandFactory;
use ipack::{cli::Cli, domain::Via, engine::ActivityKind};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{NOW, Workspace};

/// A workspace with a config that says who decides, so that output is the same on every machine.
struct Desk {
    workspace: Workspace,
    beside: TempDir,
}

impl Desk {
    fn new() -> Self {
        let beside = TempDir::new().expect("a folder");
        write(&beside.path().join("config.ron"), "(author: \"admin@desk\")\n");
        Self { workspace: Workspace::small(), beside }
    }

    /// Runs a command; its standard output and its exit status.
    fn run(&self, words: &[&str]) -> (String, Option<i32>) {
        let output = Command::new(env!("CARGO_BIN_EXE_ipack"))
            .env("IPACK_TEST_NOW", NOW)
            .env("IPACK_STATE_DIR", self.workspace.path())
            .env("IPACK_TEST_USER", "admin@desk")
            .env("TZ", "Europe/Berlin")
            .env_remove("COLUMNS")
            .arg("--config")
            .arg(self.beside.path().join("config.ron"))
            .args(words)
            .output()
            .expect("a program");
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
        (self.settled(&said), output.status.code())
    }

    /// The output without what differs from run to run: folders and random ids.
    fn settled(&self, text: &str) -> String {
        let text = text.replace(&self.workspace.path().display().to_string(), "STATE");
        let text = text.replace(&self.beside.path().display().to_string(), "BESIDE");
        let is_id = |text: &str| {
            let groups = text.split('-').map(str::len);
            text.is_ascii() && groups.eq([8, 4, 4, 4, 12]) && text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
        };
        let mut settled = String::new();
        let mut rest = text.as_str();
        while let Some(next) = rest.chars().next() {
            let (shown, read) = match rest.get(..36) {
                Some(id) if is_id(id) => ("UUID", 36),
                _ => (&rest[..next.len_utf8()], next.len_utf8()),
            };
            settled.push_str(shown);
            rest = &rest[read..];
        }
        settled
    }

    /// The outputs of commands, one after the other over the same workspace.
    fn all(&self, format: &str, commands: &[&str]) -> String {
        let mut told = String::new();
        for command in commands {
            let mut words: Vec<&str> = command.split('|').map(str::trim).collect();
            words.extend(["--format", format]);
            let (said, status) = self.run(&words);
            let _ = write!(told, "$ ipack {}\nstatus {status:?}\n{said}\n", command.replace(" | ", " "));
        }
        told
    }
}

#[expect(clippy::disallowed_methods, reason = "a file that is no state")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("a file");
}

/// A walk through what prints, which leaves something to show behind.
const COMMANDS: [&str; 74] = [
    "pack | list",
    "pack | show | Order to Cash",
    "pack | instances | Order to Cash",
    "history | Order to Cash",
    "history | Order to Cash | 1",
    "diff | Order to Cash",
    "release | Order to Cash | --on | 2026-12-01 | --dry-run",
    "release | Order to Cash | --on | 2026-12-01 | --notes | First | --yes",
    "release | Order to Cash | --on | 2026-12-02 | --yes",
    "pack | show | Order to Cash",
    "schedule | list",
    "schedule | change | Order to Cash | --keep | Ledger Posting | --yes",
    "schedule | move | Order to Cash | --on | +2w | --yes",
    "schedule | window | --on | 2026-12-01 | --time-zone | Africa/Cairo",
    "schedule | cancel | Order to Cash | --reason | Tests failed | --yes",
    "rollback | Order to Cash | --now | --yes",
    "release | Order to Cash | Returns | Nowhere | --now | --yes",
    "release | --all | --now | --yes",
    "scheduler | tick",
    "workspace | show",
    "component | list",
    "component | show | Create Invoice",
    "component | diff | Create Invoice",
    "account | list",
    "account | show | Aalto",
    "group | list",
    "group | show | Europe",
    "activity | --pack | Returns",
    "check",
    "config | path",
    "config | themes",
    "config | check",
    "pack | create | Claims",
    "pack | edit | Claims | --description | What customers claim",
    "pack | add | Claims | Create Invoice",
    "pack | delete | Claims | --yes",
    "pack | remove | Order to Cash | Ledger Posting | --yes",
    "pack | undelete | Order to Cash | Ledger Posting",
    "component | create | Refund",
    "component | package | Refund | --shareable",
    "component | delete | Refund | 1.0 | --yes",
    "component | restore | Refund | 1.0",
    "pack | add | Order to Cash | Refund",
    "account | create | Kobalt",
    "account | rename | Kobalt | Cobalt",
    "group | create | Baltic",
    "group | rename | Baltic | Baltics",
    "group | add | Baltics | Cobalt",
    "group | share | Baltics | Order to Cash",
    "account | install | Cobalt | Order to Cash",
    "release | Order to Cash | --on | 2026-12-01 | --yes",
    "account | apply | Cobalt | --yes",
    "account | uninstall | Cobalt | Order to Cash | --yes",
    "group | unshare | Baltics | Order to Cash",
    "group | remove | Baltics | Cobalt",
    "group | delete | Baltics | --yes",
    "freeze | add | Year end | --from | 2026-11-30 | --to | 2027-01-03 | --weekdays | mon,tue | --group | Europe | --reason | Nobody is there",
    "freeze | list",
    "schedule | override | Order to Cash | --reason | The audit waits for it",
    "freeze | remove | Year end",
    "schedule | cancel | Order to Cash | --yes",
    "hook | add | Chat | --url | https://chat.example/7 | --on | released,late | --pack | Returns | --secret-env | CHAT_SECRET",
    "hook | list",
    "hook | deliveries",
    "hook | remove | Chat",
    "workspace | set | name | Northwind",
    "workspace | set | approvals | 1",
    "release | Order to Cash | --now | --notes | Second | --yes",
    "request | list",
    "request | show | Order to Cash",
    "request | approve | Order to Cash",
    "request | withdraw | Order to Cash",
    "workspace | set | approvals | 0",
    "check | --repair | --yes",
];

/// Commands whose outputs are tested elsewhere, or are no fields.
const ELSEWHERE: [(&str, &str); 29] = [
    ("hook test", "commands/hooks: it takes a receiver"),
    ("hook redeliver", "commands/hooks: it takes a receiver"),
    ("request reject", "commands/approvals: it takes somebody else"),
    ("report", "commands/report: markdown and html, and the fields of json"),
    ("schedule export", "commands/calendar: a file for calendars"),
    ("freeze import", "commands/freezes: it reads a calendar"),
    ("apply", "a_plan_is_carried_out_exactly_or_not_at_all"),
    ("serve", "tests/platform: it prints its address"),
    ("schedule adopt", "tests/connection, over a twin"),
    ("scheduler run", "rules/scheduler, and the log of a service manager in commands/streams"),
    ("token create", "tokens, below"),
    ("token list", "tokens, below"),
    ("token revoke", "tokens, below"),
    ("platform connect", "tests/connection, over a twin"),
    ("platform sync", "tests/connection, over a twin"),
    ("platform status", "tests/connection, over a twin"),
    ("platform requests", "tests/connection, over a twin"),
    ("platform settle", "tests/connection, over a twin"),
    ("platform disconnect", "tests/connection, over a twin"),
    ("workspace create", "tests/shared, over a database"),
    ("workspace copy", "tests/shared, over a database"),
    ("workspace schema", "tests/shared, over a database"),
    ("export", "commands/as_code"),
    ("import", "commands/as_code"),
    ("doctor", "the fields here, the words in commands/looking: they depend on the machine"),
    ("config show", "commands/config"),
    ("config keys", "commands/config"),
    ("completions", "tests/completion: a script"),
    ("man", "commands/help: the manual"),
];

/// Every command, in one or two words: `pack list`.
fn commands() -> Vec<String> {
    fn walk(command: &clap::Command, words: &str, found: &mut Vec<String>) {
        for inner in command.get_subcommands() {
            let words = format!("{words} {}", inner.get_name()).trim_start().to_owned();
            if inner.has_subcommands() && !words.contains(' ') { walk(inner, &words, found) } else { found.push(words) }
        }
    }
    let mut found = Vec::new();
    walk(&Cli::command(), "", &mut found);
    found
}

/// The commands that the rows of the contract are about. After `pack create`, `edit` means `pack edit`, where there is
/// no command `edit`.
fn rows(commands: &[String]) -> Vec<String> {
    let contract = include_str!("../../docs/outputs.md");
    let mut rows = Vec::new();
    for cell in contract.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next()) {
        let mut parent = "";
        for name in cell.split('`').skip(1).step_by(2) {
            let beside = format!("{parent} {name}");
            rows.push(if commands.contains(&beside) { beside } else { name.to_owned() });
            parent = name.split_once(' ').map_or(parent, |(parent, _)| parent);
        }
    }
    rows
}

/// A command that prints what nobody wrote down would be a contract by accident.
#[test]
#[cfg_attr(
    not(all(feature = "platform", feature = "shared", feature = "notice")),
    ignore = "commands of features that are left out"
)]
fn every_command_has_a_row_in_the_contract_and_a_test() {
    let commands = commands();
    let rows = rows(&commands);
    let run = |command: &&String| COMMANDS.iter().any(|line| line.replace(" | ", " ").starts_with(command.as_str()));
    let is_elsewhere = |command: &&String| ELSEWHERE.iter().any(|(name, _)| name == command);
    let without: Vec<&String> = commands.iter().filter(|command| !rows.contains(command)).collect();
    assert!(without.is_empty(), "docs/outputs.md has no row for {without:?}");
    let without: Vec<&String> = commands.iter().filter(|c| !run(c) && !is_elsewhere(c)).collect();
    assert!(without.is_empty(), "no test reads the output of {without:?}");
    let gone: Vec<&str> =
        ELSEWHERE.map(|(name, _)| name).into_iter().filter(|name| !commands.iter().any(|c| c == name)).collect();
    assert_eq!(gone, [""; 0], "there is no such command");
}

#[test]
#[cfg_attr(
    not(all(feature = "platform", feature = "shared", feature = "notice")),
    ignore = "commands of features that are left out"
)]
fn json() {
    insta::assert_snapshot!(Desk::new().all("json", &COMMANDS));
}

/// Each json output can be read back, and ron says the same.
#[test]
fn ron_says_the_same_as_json() {
    let ron = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let (one, other) = (Desk::new(), Desk::new());
    for command in COMMANDS {
        let words = |format| command.split('|').map(str::trim).chain(["--format", format]).collect::<Vec<_>>();
        let (json, status) = one.run(&words("json"));
        let (text, other_status) = other.run(&words("ron"));
        assert_eq!(status, other_status, "{command}");
        if json.is_empty() {
            assert!(text.is_empty() && status != Some(0), "{command}: {text}");
            continue;
        }
        let json: Value = serde_json::from_str(&json).expect("json");
        let text: Value = ron.from_str(&with_names_quoted(&text)).expect("ron");
        assert_eq!(text, json, "{command}");
    }
}

/// The contract names every field that a program can meet.
#[test]
fn every_field_is_in_the_documentation() {
    fn collect(value: &Value, fields: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                fields.extend(object.keys().cloned());
                object.values().for_each(|value| collect(value, fields));
            }
            Value::Array(array) => array.iter().for_each(|value| collect(value, fields)),
            _ => {}
        }
    }
    let (desk, mut fields) = (Desk::new(), BTreeSet::new());
    for command in COMMANDS.into_iter().chain(["doctor", "config | show", "config | keys"]) {
        let words: Vec<&str> = command.split('|').map(str::trim).chain(["--format", "json"]).collect();
        let said = desk.run(&words).0;
        if !said.is_empty() {
            collect(&serde_json::from_str(&said).expect("json"), &mut fields);
        }
    }
    assert!(fields.len() > 60, "{fields:?}");
    let contract = include_str!("../../docs/outputs.md");
    fields.retain(|field| !contract.contains(&format!("`{field}`")));
    assert!(fields.is_empty(), "{fields:?}");
}

#[test]
fn every_kind_of_activity_is_in_the_documentation() {
    let contract = include_str!("../../docs/outputs.md");
    let row = contract.lines().find(|line| line.starts_with("| `activity` |")).expect("a row");
    let vias = [Via::Tui, Via::Cli, Via::Scheduler, Via::Api, Via::Platform].map(|via| via.word().to_owned());
    for word in ActivityKind::ALL.map(|kind| kind.to_string()).into_iter().chain(vias) {
        assert!(row.contains(&format!("`{word}`")), "{word}");
    }
}

#[test]
#[cfg_attr(
    not(all(feature = "platform", feature = "shared", feature = "notice")),
    ignore = "commands of features that are left out"
)]
fn tokens() {
    let desk = Desk::new();
    let run = |words: &[&str]| -> Value {
        serde_json::from_str(&desk.run(&[words, &["--format", "json"]].concat()).0).expect("json")
    };
    let created = run(&["token", "create", "ci"]);
    assert!(created["token"].as_str().is_some_and(|token| token.len() >= 20), "{created}");
    let listed = run(&["token", "list"]);
    let expected = serde_json::json!([{ "name": "ci", "user": created["user"], "account": null }]);
    assert_eq!((&created["name"], &listed), (&"ci".into(), &expected));
    assert_eq!(run(&["token", "revoke", "ci"]), listed[0]);
    assert_eq!(run(&["token", "list"]), serde_json::json!([]));
}

/// Ron with the names of states and changes, which stand in it without quotes, as json has them.
fn with_names_quoted(ron: &str) -> String {
    let line = |line: &str| match line.trim_end_matches(',').split_once(": ") {
        Some((field, name)) if name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_') => {
            format!("{field}: \"{name}\",\n")
        }
        _ => format!("{line}\n"),
    };
    ron.lines().map(line).collect()
}

/// How ron looks; that it says the same as json is tested for every command.
#[test]
fn ron() {
    insta::assert_snapshot!(Desk::new().all("ron", &["pack | show | Returns", "diff | Order to Cash"]));
}

#[test]
fn a_plan_is_carried_out_exactly_or_not_at_all() {
    let desk = Desk::new();
    let plan = desk.beside.path().join("plan.ron").display().to_string();
    let make = ["release", "--all", "--now", "--set", "Create Invoice=1.0", "--dry-run", "--plan-out", plan.as_str()];
    assert_eq!(desk.run(&make).1, Some(0));
    let saved = std::fs::read_to_string(desk.beside.path().join("plan.ron")).expect("a plan");
    insta::assert_snapshot!("plan", desk.settled(&saved));
    let before = desk.workspace.bytes();
    assert_eq!(desk.run(&["apply", &plan]).1, Some(2), "nobody confirms it");
    assert_eq!(before, desk.workspace.bytes());
    assert_eq!(desk.run(&["apply", &plan, "--yes"]).1, Some(0));
    let log = desk.run(&["activity", "--format", "json"]).0;
    assert_eq!(log.matches("\"RELEASE\"").count(), 4, "two before, and one of each pack");
    let before = desk.workspace.bytes();
    let (said, status) = desk.run(&["apply", &plan, "--yes"]);
    assert_eq!((said.as_str(), status), ("", Some(5)), "what it was decided on is gone");
    assert_eq!(before, desk.workspace.bytes());
    write(&desk.beside.path().join("plan.ron"), "(format: 1,\n  orders: nonsense)");
    assert_eq!(desk.run(&["apply", &plan, "--yes"]).1, Some(2));
}

#[test]
fn atomic_is_all_or_nothing() {
    let desk = Desk::new();
    let before = desk.workspace.bytes();
    let (_, status) = desk.run(&["release", "Order to Cash", "Nowhere", "--now", "--atomic", "--yes"]);
    assert_eq!((status, before == desk.workspace.bytes()), (Some(4), true));
    let plan = desk.beside.path().join("rest.ron");
    let path = plan.display().to_string();
    let dry = ["Nowhere", "--now", "--atomic", "--dry-run", "--plan-out", &path];
    let (said, status) = desk.run(&[&["release", "Order to Cash"], &dry[..], &["--format", "json"]].concat());
    assert!(said.contains("not done, as another was refused") && !said.contains("ipack release"), "{said}");
    assert_eq!((status, plan.exists()), (Some(4), false), "a plan of the others would not be what was asked for");
    assert_eq!(desk.run(&[&["release"], &dry[..]].concat()), (String::new(), Some(4)));
    assert!(!plan.exists());
    let lines =
        || std::fs::read_to_string(desk.workspace.path().join("journal-1.ron")).expect("a journal").lines().count();
    let earlier = lines();
    let (_, status) = desk.run(&["release", "Order to Cash", "Returns", "--now", "--atomic", "--yes"]);
    assert_eq!((status, lines() - earlier), (Some(0), 1), "one journal line");
}

#[test]
fn ticks_are_written_down_beside_the_journal() {
    let desk = Desk::new();
    assert!(desk.run(&["doctor"]).0.contains("never ran; nothing is scheduled"));
    let journal = || std::fs::read(desk.workspace.path().join("journal-1.ron")).expect("a journal");
    let before = journal();
    assert_eq!(desk.run(&["scheduler", "tick"]).1, Some(0));
    assert_eq!(before, journal());
    assert!(desk.run(&["doctor"]).0.contains("last tick now by admin@desk"), "{}", desk.run(&["doctor"]).0);
    assert_eq!(desk.run(&["check"]).1, Some(0));
}
