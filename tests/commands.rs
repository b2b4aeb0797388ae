//! The program from outside, as scripts see it: what it prints, how it ends, and what it leaves in the state folder.
//!
//! Most tests compare a transcript: the command, standard output, standard error after `!`, and the exit status where it
//! is not 0. What differs from run to run (folders, request ids, the host) is written in one way.

#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

mod support;

use std::{
    fmt::Write,
    fs::File,
    io,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use ipack::{
    domain::{Contents, Pack, ReleaseKind, Via},
    engine::{EngineError, author},
    store::{Author, Store, StoreError},
};
use serde_json::Value;
use support::{BLOCKED, NOW, SMALL, Workspace, instant, write};

/// A program run in a workspace, with nobody at the keyboard.
fn ipack(workspace: &Workspace) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ipack"));
    at_the_desk(&mut command, workspace);
    command
}

fn at_the_desk(command: &mut Command, workspace: &Workspace) {
    command
        .env_clear()
        .envs([("IPACK_TEST_NOW", NOW), ("TZ", "Europe/Berlin"), ("TERM", "xterm"), ("LANG", "C.UTF-8")])
        .envs(std::env::vars_os().filter(|(name, _)| ["USER", "LOGNAME", "SUDO_USER"].iter().any(|kept| name == kept)))
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", workspace.path().with_file_name("home"))
        .env("IPACK_STATE_DIR", workspace.path())
        .current_dir(workspace.path().parent().expect("a folder"))
        .stdin(Stdio::null());
}

fn run(workspace: &Workspace, args: &[&str]) -> Output {
    ipack(workspace).args(args).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// What a command prints for programs.
fn json(workspace: &Workspace, args: &[&str]) -> Value {
    let output = run(workspace, &[args, &["--format", "json"]].concat());
    assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("json")
}

/// The commands, each with all that it prints and its status.
fn transcript(workspace: &Workspace, commands: &[&[&str]]) -> String {
    let mut said = String::new();
    for args in commands {
        let output = run(workspace, args);
        let quoted =
            args.iter().map(|arg| if arg.contains([' ', '"', '$']) { format!("{arg:?}") } else { (*arg).into() });
        let _ = writeln!(said, "$ ipack {}", quoted.collect::<Vec<_>>().join(" "));
        said.push_str(&text(&output.stdout));
        for line in text(&output.stderr).lines() {
            let _ = writeln!(said, "! {line}");
        }
        match output.status.code() {
            Some(0) => {}
            status => _ = writeln!(said, "[{}]", status.expect("no signal")),
        }
        said.push('\n');
    }
    steady(&said, workspace)
}

/// The text with what differs from run to run written in one way.
fn steady(text: &str, workspace: &Workspace) -> String {
    let home = workspace.path().parent().expect("a folder").display().to_string();
    let text = text.replace(&author(), "admin@desk").replace(&home, "~");
    let mut steady = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("release-") {
        let (before, id) = rest.split_at(at + "release-".len());
        let length = id.chars().take_while(|c| c.is_ascii_hexdigit() || *c == '-').count();
        steady.push_str(before);
        steady.push_str(if length == 36 { "<uuid>" } else { &id[..length] });
        rest = &id[length..];
    }
    steady + rest
}

/// Commands that are all refused: the transcript, after a look that not a byte has changed.
fn refused(workspace: &Workspace, commands: &[&[&str]]) -> String {
    let before = workspace.bytes();
    let said = transcript(workspace, commands);
    assert_eq!(workspace.bytes(), before, "{said}");
    assert_eq!(said.matches("\n[").count(), commands.len(), "every command is refused\n{said}");
    said
}

fn small() -> Workspace {
    Workspace::of(SMALL)
}

/// A document beside the state folder; its path.
fn document(workspace: &Workspace, name: &str, text: &str) -> PathBuf {
    let path = workspace.path().with_file_name(name);
    write(&path, text);
    path
}

macro_rules! compare {
    ($said:expr) => {
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!($said) })
    };
}

mod looking {
    use super::*;

    #[test]
    fn packs_for_eyes() {
        compare!(transcript(
            &small(),
            &[&["pack", "list"], &["pack", "show", "order to cash"], &["pack", "show", "2b7c"]]
        ));
    }

    #[test]
    fn packs_for_programs() {
        let list = ["pack", "list", "--format", "json"];
        compare!(transcript(&small(), &[&list, &["pack", "show", "Order to Cash", "--format", "json"]]));
    }

    #[test]
    fn ron_says_the_same_as_json() {
        let workspace = small();
        let output = run(&workspace, &["pack", "show", "Returns", "--format", "ron"]);
        let ron: Value = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(&text(&output.stdout))
            .expect("ron");
        let json = json(&workspace, &["pack", "show", "Returns"]);
        for field in ["id", "name", "releasable", "accounts"] {
            assert_eq!(ron[field], json[field], "{field}");
        }
    }

    #[test]
    fn a_pack_with_everything_in_the_contract() {
        compare!(transcript(
            &Workspace::sample(),
            &[
                &["pack", "show", "Procure to Pay", "--format", "json"],
                &["pack", "show", "Procure to Pay"],
                &["schedule", "list", "--format", "json"],
                &["schedule", "list"],
            ]
        ));
    }

    #[test]
    fn held_back_deleted_and_new_components() {
        let sample = Workspace::sample();
        let of = |pack: &str, component: &str| -> Value {
            let pack = json(&sample, &["pack", "show", pack]);
            let rows = pack["components"].as_array().expect("rows").clone();
            rows.into_iter().find(|row| row["componentName"] == component).expect("a row")
        };
        let held = of("Record to Report", "Ledger Posting");
        assert_eq!((&held["heldBackBy"], &held["pendingVersion"]), (&Value::from(6), &Value::Null));
        let deleted = of("Order to Cash", "Dunning Letters");
        assert_eq!((&deleted["deleted"], &deleted["pendingVersion"]), (&Value::Bool(true), &Value::Null));
        let new = of("Order to Cash", "FX Rates");
        assert_eq!((&new["currentVersion"], &new["pendingVersion"]), (&Value::Null, &Value::from("1.0")));
    }

    #[test]
    fn history() {
        compare!(transcript(
            &small(),
            &[
                &["history", "Order to Cash"],
                &["history", "Order to Cash", "2"],
                &["history", "Order to Cash", "--format", "json"],
                &["history", "Returns"],
                &["history", "Returns", "--format", "json"],
            ]
        ));
    }

    #[test]
    fn windows_need_no_workspace_and_take_past_dates() {
        let workspace = Workspace::empty();
        compare!(transcript(
            &workspace,
            &[
                &["schedule", "window", "--on", "2026-12-01"],
                &["schedule", "window", "--on", "2026-12-01", "--format", "json"],
                &["schedule", "window", "--on", "2020-02-29", "--time-zone", "Asia/Kathmandu", "--format", "json"],
                &["schedule", "window", "--on", "2026-04-24", "--time-zone", "Africa/Cairo"],
                &["schedule", "window", "--on", "2025-11-02", "--time-zone", "America/Havana", "--format", "json"],
                &["schedule", "window", "--on", "2011-12-30", "--time-zone", "Pacific/Apia"],
                &["schedule", "window", "--on", "2026-02-30"],
                &["schedule", "window", "--on", "tomorrow", "--format", "json"],
            ]
        ));
        assert!(!workspace.path().exists());
    }

    #[test]
    fn what_is_named_is_found_or_said() {
        let twins = SMALL.replace("\"2b7c\"", "\"1944twin\"");
        compare!(refused(
            &Workspace::of(&twins),
            &[
                &["pack", "show", "1944"],
                &["pack", "show", "194"],
                &["pack", "show", "Order"],
                &["history", "nowhere"],
                &["history", "Order to Cash", "3"],
                &["release", "nowhere", "--now", "--yes"],
            ]
        ));
    }
}

mod comparing {
    use super::*;

    /// A component of three versions; the last one is deleted.
    const COMPARED: &str = r#"(components: [
        (componentId: "invoice", name: "Create Invoice", componentType: process, packagedComponents: [
            (packageVersion: "1.0", createdDate: "2026-03-01T09:00:00Z", createdBy: "m.ruiz", shareable: true, includedComponents: [
                (name: "Retry Map", type: "transform.map", folder: "Maps", modifiedBy: "m.ruiz", modifiedDate: "2026-02-01T09:00:00Z"),
                (name: "Layout", type: "profile.xml", folder: "Maps", modifiedBy: "m.ruiz", modifiedDate: "2026-02-02T09:00:00Z"),
                (name: "ERP", type: "connector-settings", folder: "", modifiedBy: "m.ruiz", modifiedDate: "2026-02-03T09:00:00Z"),
            ]),
            (packageVersion: "-2", createdDate: "2026-04-01T09:00:00Z", createdBy: "j.chen", shareable: true, includedComponents: [
                (name: "Retry Map", type: "transform.map", folder: "Maps", modifiedBy: "m.ruiz", modifiedDate: "2026-02-01T09:00:00Z"),
                (name: "Layout", type: "profile.xml", folder: "Maps", modifiedBy: "j.chen", modifiedDate: "2026-03-30T09:00:00Z"),
                (name: "Mail", type: "connector-settings", folder: "", modifiedBy: "j.chen", modifiedDate: "2026-03-31T09:00:00Z"),
            ]),
            (packageVersion: "Alpha", createdDate: "2026-05-01T09:00:00Z", createdBy: "j.chen", shareable: false, deleted: true),
        ]),
        (componentId: "ledger", name: "Ledger Posting", componentType: process, packagedComponents: [
            (packageVersion: "2.0", createdDate: "2026-03-01T09:00:00Z", createdBy: "j.chen", shareable: true),
        ]),
    ])"#;

    #[test]
    fn versions_by_what_they_include() {
        compare!(transcript(
            &Workspace::of(COMPARED),
            &[
                &["component", "diff", "create invoice"],
                &["component", "diff", "Create Invoice", "1.0", "-2"],
                &["component", "diff", "Create Invoice", "1.0", "-2", "--show", "unchanged"],
                &["component", "diff", "Create Invoice", "1.0", "-2", "--show", "all"],
                &["component", "diff", "Create Invoice", "-2", "1.0"],
                &["component", "diff", "Create Invoice", "1.0", "1.0"],
                &["component", "diff", "Create Invoice", "1.0", "-2", "--format", "json"],
                &["component", "diff", "Create Invoice", "1.0", "-2", "--show", "unchanged", "--format", "ron"],
                &["component", "diff", "Create Invoice", "1.0", "3"],
                &["component", "diff", "Ledger Posting"],
                &["component", "diff", "Nothing"],
            ]
        ));
    }
}

mod releasing {
    use super::*;

    #[test]
    fn a_dry_run_says_it_all_and_does_nothing() {
        let workspace = small();
        let before = workspace.bytes();
        let now = ["release", "Order to Cash", "--now", "--dry-run"];
        let said = transcript(
            &workspace,
            &[&now, &[&now[..], &["--format", "json"]].concat(), &["release", "Returns", "--on", "+3d", "--dry-run"]],
        );
        assert_eq!(workspace.bytes(), before);
        compare!(said);
    }

    #[test]
    fn immediately() {
        let release = ["release", "19440978-ba6f", "--now", "--set", "Create Invoice=1.0", "--keep", "ledger"];
        compare!(transcript(
            &small(),
            &[
                &[&release[..], &["--notes", "Back to the first", "--yes"]].concat(),
                &["pack", "show", "Order to Cash"],
                &["history", "Order to Cash", "3"],
                &["release", "Returns", "--now", "--yes", "--format", "json"],
            ]
        ));
    }

    #[test]
    fn on_a_date() {
        compare!(transcript(
            &small(),
            &[
                &["release", "Order to Cash", "--on", "1 dec", "--yes"],
                &["release", "Returns", "--on", "2027-02-22", "--yes", "--format", "json"],
                &["schedule", "list"],
                &["schedule", "list", "--format", "json"],
            ]
        ));
    }

    #[test]
    fn nothing_scheduled_is_an_empty_list() {
        compare!(transcript(&small(), &[&["schedule", "list"], &["schedule", "list", "--format", "json"]]));
    }

    #[test]
    fn an_immediate_release_supersedes_the_scheduled_one() {
        let workspace = small();
        let schedule = ["release", "Order to Cash", "--on", "2026-12-01", "--yes"];
        let now = ["release", "Order to Cash", "--now", "--keep", "Create Invoice"];
        compare!(transcript(
            &workspace,
            &[
                &schedule,
                &[&now[..], &["--dry-run"]].concat(),
                &[&now[..], &["--yes"]].concat(),
                &["schedule", "list"],
                &["pack", "list"],
            ]
        ));
    }

    #[test]
    fn without_a_yes_nothing_is_confirmed_by_itself() {
        compare!(refused(
            &small(),
            &[&["release", "Order to Cash", "--now"], &["release", "Order to Cash", "--on", "tomorrow"]]
        ));
    }

    #[test]
    fn what_is_not_a_command() {
        compare!(refused(
            &small(),
            &[
                &["release", "Order to Cash"],
                &["release", "Order to Cash", "--yes"],
                &["release", "Order to Cash", "--now", "--on", "tomorrow", "--yes"],
                &["release"],
                &["relase"],
                &["pack", "show", "Returns", "--reset"],
            ]
        ));
    }

    #[test]
    fn dates_that_are_none_or_too_early() {
        let on = |date: &'static str| ["release", "Order to Cash", "--on", date, "--yes"];
        compare!(refused(
            &small(),
            &[
                &on("soonish"),
                &on("2027-02-30"),
                &on("1/12/2026"),
                &on(""),
                &on("-3d"),
                &on("today"),
                &on("2026-11-21"),
                &on("2026-11-01"),
            ]
        ));
    }

    #[test]
    fn versions_that_cannot_be_released() {
        let set = |text: &'static str| ["release", "Order to Cash", "--now", "--set", text, "--yes"];
        compare!(refused(
            &small(),
            &[
                &set("Create Invoice=1.2-rc"),
                &set("Create Invoice=9.9"),
                &set("Create Invoices=1.0"),
                &set("Create Invoice"),
                &set("=1.0"),
                &["release", "Order to Cash", "--now", "--keep", "Nobody", "--yes"],
                &["release", "Order to Cash", "--now", "--keep", "invoice", "--keep", "ledger", "--yes"],
            ]
        ));
        compare!(refused(&Workspace::of(BLOCKED), &[&["release", "Exchange", "--now", "--yes"]]));
    }

    #[test]
    fn a_rollback_names_every_version_that_is_gone() {
        let workspace = small();
        let done = [
            &["release", "Order to Cash", "--now", "--yes"][..],
            &["component", "delete", "Create Invoice", "1.0", "--yes"],
            &["component", "delete", "Ledger Posting", "2.0", "--yes"],
        ];
        transcript(&workspace, &done);
        compare!(refused(&workspace, &[&["rollback", "Order to Cash", "--to", "1", "--now", "--yes"]]));
    }

    #[test]
    fn nothing_to_release_and_a_slot_that_is_taken() {
        let sample = Workspace::sample();
        compare!(refused(
            &sample,
            &[
                &["release", "HR Onboarding", "--now", "--yes"],
                &["release", "Field Service (pilot)", "--now", "--yes"],
                &["release", "Procure to Pay", "--on", "2026-12-01", "--yes"],
            ]
        ));
    }

    /// `--set` splits at the `=` whose left side names a component; both sides may hold more of them.
    #[test]
    fn set_splits_after_a_components_name() {
        let odd = SMALL.replace("\"Create Invoice\"", "\"a=b\"").replace("\"1.0\"", "\"=1=0\"");
        let workspace = Workspace::of(&odd);
        let plan = json(&workspace, &["release", "Order to Cash", "--now", "--set", "a=b==1=0", "--dry-run"]);
        assert_eq!(plan["changes"][0]["to"], "=1=0");
        assert!(plan["command"].as_str().expect("a command").contains("--set a=b==1=0"), "{}", plan["command"]);
    }
}

mod who_has_it {
    use super::*;

    const SCHEDULE: &[&str] = &["release", "order to cash", "--on", "2026-12-01", "--yes"];
    const APPLY: &[&str] = &["account", "apply", "aalto", "--yes"];
    const WHO: &[&str] = &["pack", "instances", "order to cash"];

    #[test]
    fn counted_and_listed() {
        let workspace = small();
        run(&workspace, SCHEDULE);
        run(&workspace, APPLY);
        let early = ["pack", "instances", "order to cash", "--applied-early"];
        compare!(transcript(&workspace, &[WHO, &early, &["pack", "instances", "returns"]]));
    }

    #[test]
    fn ahead_once_it_is_cancelled() {
        let workspace = small();
        run(&workspace, SCHEDULE);
        run(&workspace, APPLY);
        run(&workspace, &["schedule", "cancel", "order to cash", "--yes"]);
        compare!(transcript(&workspace, &[WHO, &["pack", "instances", "order to cash", "--ahead", "--format", "ron"]]));
    }

    #[test]
    fn for_programs() {
        let workspace = small();
        run(&workspace, SCHEDULE);
        run(&workspace, APPLY);
        let states = |option: &str| {
            let found = json(&workspace, &["pack", "instances", "order to cash", option]);
            let found = found.as_array().expect("an array").clone();
            found.iter().map(|one| format!("{} {}", one["accountName"], one["state"])).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(states("--applied-early"), r#""Aalto" "APPLIED_EARLY""#);
        assert_eq!(states("--waiting"), r#""Bergmann" "WAITING""#);
        assert_eq!(states("--ahead"), "");
        compare!(transcript(&workspace, &[&["pack", "instances", "order to cash", "--format", "json"]]));
    }

    #[test]
    fn one_state_at_a_time() {
        compare!(refused(&small(), &[&["pack", "instances", "order to cash", "--ahead", "--waiting"]]));
    }
}

mod groups {
    use super::*;

    #[test]
    fn what_stays_installed_is_said_before() {
        let commands: [&[&str]; 5] = [
            &["group", "unshare", "europe", "order to cash"],
            &["group", "share", "europe", "order to cash"],
            &["group", "remove", "europe", "aalto", "--format", "json"],
            &["group", "delete", "europe"],
            &["group", "delete", "europe", "--yes"],
        ];
        compare!(transcript(&small(), &commands));
    }
}

mod publishing {
    use super::*;

    #[test]
    fn a_component_named_twice_is_counted_once() {
        let commands: [&[&str]; 3] = [
            &["pack", "create", "Twice"],
            &["pack", "add", "Twice", "Create Invoice", "create invoice"],
            &["pack", "remove", "Twice", "Create Invoice", "create invoice", "--yes"],
        ];
        let workspace = small();
        let told: Vec<String> = commands.iter().map(|args| text(&run(&workspace, args).stdout)).collect();
        assert_eq!(told[1], "1 component added to Twice\n");
        assert_eq!(told[2], "Create Invoice: leaves the pack at once, as no release carries it\n");
    }

    #[test]
    fn what_is_removed_and_scheduled_is_told() {
        let workspace = small();
        let removing = ["pack", "remove", "Order to Cash", "Customer Lookup", "--yes"];
        compare!(transcript(
            &workspace,
            &[
                &["release", "Order to Cash", "--on", "2026-12-01", "--yes"],
                &removing,
                &["pack", "show", "Order to Cash"],
            ]
        ));
    }

    #[test]
    fn deleting_says_what_will_be_lost_before_it_is() {
        compare!(transcript(&small(), &[&["pack", "delete", "Order to Cash"]]));
    }
}

mod importing {
    use super::*;

    #[test]
    fn into_an_empty_workspace_and_again() {
        let workspace = Workspace::empty();
        let _ = document(&workspace, "packs.ron", SMALL);
        compare!(transcript(
            &workspace,
            &[
                &["import", "packs.ron", "--dry-run"],
                &["pack", "list"],
                &["import", "packs.ron"],
                &["import", "packs.ron"],
                &["pack", "list"],
            ]
        ));
    }

    #[test]
    fn an_update_asks_and_is_shown_first() {
        let workspace = small();
        let _ = document(&workspace, "packs.ron", &SMALL.replace("\"Returns\"", "\"Returns and Refunds\""));
        let said = refused(&workspace, &[&["import", "packs.ron"]]);
        let update = ["import", "packs.ron", "--yes", "--format", "json"];
        compare!(said + &transcript(&workspace, &[&["import", "packs.ron", "--dry-run"], &update, &["pack", "list"]]));
    }

    #[test]
    fn references_go_across_files() {
        let workspace = Workspace::empty();
        let _ =
            document(&workspace, "c.ron", "(components: [(componentId: \"c\", name: \"C\", componentType: process)])");
        let pack = "(integrationPacks: [(id: \"p\", name: \"P\", installationType: MULTI, components: [\"c\"])])";
        let _ = document(&workspace, "p.ron", pack);
        assert_eq!(run(&workspace, &["import", "p.ron"]).status.code(), Some(3));
        assert!(!workspace.path().exists(), "nothing of it was imported");
        assert!(run(&workspace, &["import", "p.ron", "c.ron"]).status.success());
        assert_eq!(json(&workspace, &["pack", "list"])[0]["name"], "P");
    }

    #[test]
    fn files_that_cannot_be_read() {
        compare!(refused(&small(), &[&["import", "none.ron"], &["import", "."], &["import"]]));
    }
}

/// A document that is not as it must be is refused with its place, and nothing of it is imported.
mod bad_documents {
    use super::*;

    /// Imports the small document with one text replaced: status 3, `file:line:column: message`, the line, a caret
    /// under the place that `^` marks in `new`, and not a byte changed.
    #[track_caller]
    fn refused_at(old: &str, new: &str, message: &str) {
        assert_eq!(SMALL.matches(old).count(), 1, "{old} is in the document once");
        let marked = SMALL.replacen(old, new, 1);
        let offset = marked.find('^').expect("a mark");
        let broken = marked.replacen('^', "", 1);
        let line = marked[..offset].matches('\n').count() + 1;
        let column = marked[..offset].rsplit('\n').next().expect("a line").chars().count() + 1;
        let workspace = small();
        let _ = document(&workspace, "packs.ron", &broken);
        let before = workspace.bytes();
        let output = run(&workspace, &["import", "packs.ron", "--yes"]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(output.stdout.is_empty());
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines[0], "ipack: failed to import:", "{said}");
        assert!(lines[1].starts_with(&format!("packs.ron:{line}:{column}: ")), "{line}:{column}\n{said}");
        assert!(lines[1].contains(message), "{message}\n{said}");
        let source = broken.lines().nth(line - 1).expect("a line");
        let shown: String = source.chars().skip(column - 1).take(8).collect();
        let caret = lines[3].find('^').expect("a caret");
        assert_eq!(lines[3].trim(), "^", "{said}");
        let under: String = lines[2].chars().skip(caret).take(8).collect();
        assert_eq!(under, shown, "the caret stands under the place\n{said}");
        assert_eq!(lines.last(), Some(&"hint: nothing was imported; mend the places named and import again"));
        assert_eq!(workspace.bytes(), before, "nothing of the file was imported");
    }

    #[test]
    fn a_syntax_error() {
        refused_at("name: \"Create Invoice\",", "name ^\"Create Invoice\",", "");
    }

    #[test]
    fn an_unknown_field() {
        refused_at(
            "folder: \"Order to Cash\", packagedComponents: [\n            (packageVersion: \"1.0\"",
            "^folders: \"Order to Cash\", packagedComponents: [\n            (packageVersion: \"1.0\"",
            "`folders`",
        );
    }

    #[test]
    fn a_wrong_type() {
        refused_at("name: \"Returns\"", "name: ^7", "expected string");
    }

    #[test]
    fn a_duplicate_id() {
        refused_at("id: \"2b7c\"", "id: ^\"19440978-ba6f\"", "is here twice");
    }

    #[test]
    fn a_dangling_reference() {
        refused_at("components: [\"lookup\"]", "components: [^\"lockup\"]", "there is no component \"lockup\"");
    }

    #[test]
    fn an_api_service_in_a_multi_pack() {
        let old = "(id: \"2b7c\", name: \"Returns\", installationType: SINGLE, components: [\"lookup\"])";
        let new = "(id: \"2b7d\", name: \"Refunds\", installationType: MULTI, components: [^\"lookup\"])";
        refused_at(old, new, "Customer Lookup is an API service");
    }

    #[test]
    fn a_date_that_does_not_exist() {
        refused_at("\"2026-04-02T05:00:00Z\"", "^\"2026-02-30T05:00:00Z\"", "is not a date");
    }

    #[test]
    fn a_name_with_control_characters() {
        refused_at("\"Bergmann\"", "^\"Berg\\u{1b}[31mmann\"", "U+001B");
    }

    #[test]
    fn a_hundred_and_one_components() {
        let workspace = small();
        let components: String = (0..101)
            .map(|at| format!("(componentId: \"c{at}\", name: \"C{at}\", componentType: process),\n"))
            .collect::<Vec<_>>()
            .concat();
        let members: String = (0..101).map(|at| format!("\"c{at}\",\n")).collect::<Vec<_>>().concat();
        let text = format!(
            "(components: [\n{components}], integrationPacks: [(id: \"full\", name: \"Full\", installationType: SINGLE, \
             components: [\n{members}])])"
        );
        let _ = document(&workspace, "packs.ron", &text);
        compare!(refused(&workspace, &[&["import", "packs.ron"]]));
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let workspace = small();
        let text = SMALL.replace("[\"lookup\"]", "[\"lockup\"]").replace("\"Bergmann\"", "\"\"");
        let _ = document(&workspace, "packs.ron", &text);
        compare!(refused(&workspace, &[&["import", "packs.ron"]]));
    }
}

mod state_folder {
    use super::*;

    #[test]
    fn missing_reads_as_empty_and_is_not_made() {
        let workspace = Workspace::empty();
        compare!(transcript(
            &workspace,
            &[
                &["pack", "list"],
                &["pack", "list", "--format", "json"],
                &["schedule", "list"],
                &["release", "Order to Cash", "--now", "--yes"],
            ]
        ));
        assert!(!workspace.path().exists());
    }

    #[test]
    fn a_file_in_the_way() {
        let workspace = Workspace::empty();
        let _ = document(&workspace, "packs.ron", SMALL);
        write(&workspace.path(), "not a folder");
        let said = transcript(&workspace, &[&["pack", "list"], &["import", "packs.ron"]]);
        assert_eq!(std::fs::read(workspace.path()).expect("a file"), b"not a folder");
        compare!(said);
    }

    /// Every write fails, as on a full disk, but nothing of the commit stays.
    #[cfg(target_os = "linux")]
    #[test]
    fn full() {
        let workspace = small();
        let before = workspace.bytes();
        let mut shell = Command::new("sh");
        at_the_desk(&mut shell, &workspace);
        let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" release Returns --now --yes";
        let output = shell.args(["-c", script, env!("CARGO_BIN_EXE_ipack")]).output().expect("it runs");
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.starts_with("ipack: failed to release Returns: can't write to "), "{said}");
        assert_eq!(workspace.bytes(), before);
        assert!(
            run(&workspace, &["release", "Returns", "--now", "--yes"]).status.success(),
            "with room it goes through"
        );
    }

    /// Another program holds the lock for longer than a commit takes.
    #[test]
    fn locked() {
        let workspace = small();
        let lock = File::open(workspace.path().join("lock")).expect("a lock");
        lock.lock().expect("held");
        let before = workspace.bytes();
        let mut store = Store::open(&workspace.path()).expect("readers need no lock");
        store.set_lock_wait(std::time::Duration::ZERO);
        let author = Author { by: "admin@desk".into(), via: Via::Cli, now: instant(NOW) };
        let refused: StoreError = store.commit(&author, |_, _| Ok((Vec::new(), ()))).expect_err("locked");
        let refused = EngineError::from(refused);
        assert_eq!((refused.status(), refused.hint().as_deref()), (1, Some("wait until it is done and try again")));
        assert!(refused.to_string().ends_with("is locked by another program"), "{refused}");
        assert_eq!(workspace.bytes(), before);
        assert!(run(&workspace, &["pack", "list"]).status.success(), "reading goes on");
    }

    #[test]
    fn damaged_is_read_but_not_written() {
        let workspace = Workspace::damaged();
        let said = refused(&workspace, &[&["release", "Order to Cash", "--now", "--yes"]]);
        compare!(said + &transcript(&workspace, &[&["pack", "list"]]));
    }

    #[test]
    fn without_a_terminal_there_are_no_screens() {
        compare!(refused(&small(), &[&[], &["--demo"]]));
    }

    #[test]
    fn a_demo_is_filled_once_kept_and_reset_aside() {
        let workspace = Workspace::empty();
        assert_eq!(json(&workspace, &["--demo", "pack", "list"]).as_array().map(Vec::len), Some(18));
        let release = ["--demo", "release", "Order to Cash", "--now", "--yes", "--format", "json"];
        assert_eq!(json(&workspace, &release[..5])["number"], 8);
        let number = |args: &[&str]| json(&workspace, args)["currentRelease"]["number"].clone();
        assert_eq!(number(&["--demo", "pack", "show", "Order to Cash"]), 8);
        assert_eq!(number(&["pack", "show", "Order to Cash"]), 8, "it is a workspace like any other");
        assert_eq!(number(&["--demo", "--reset", "pack", "show", "Order to Cash"]), 7);
        let folders = std::fs::read_dir(workspace.path().parent().expect("a folder")).expect("a folder").count();
        assert_eq!(folders, 2, "the one before is kept");
    }

    #[test]
    fn a_demo_over_anything_else_is_refused() {
        compare!(refused(&small(), &[&["--demo", "pack", "list"], &["--demo", "--reset", "pack", "list"]]));
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let workspace = small();
    for args in [&["pack", "list"][..], &["pack", "show", "Returns", "--format", "json"], &["--help"]] {
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let output = ipack(&workspace).args(args).stdout(writer).output().expect("it runs");
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{args:?}");
    }
}

/// The command on the wizard's last screen, run by a shell on a copy of the workspace, does the same.
mod the_same_from_the_command_line {
    use super::*;

    /// What the last screen shows, line by line.
    fn shown(screen: &str) -> String {
        let after = screen.split("The same from the command line:\n").nth(1).expect("a command");
        let mut command = String::new();
        for line in after.lines() {
            command.push_str(line.trim());
            command.push('\n');
            if !line.ends_with('\\') {
                break;
            }
        }
        command
    }

    fn carried(pack: &Pack) -> Vec<(Option<&Contents>, ReleaseKind, &str)> {
        let released = pack.releases.iter().map(|r| (Some(&r.components), r.kind, r.notes.as_str()));
        released.chain(pack.scheduled.iter().map(|s| (Some(&s.components), s.kind, s.notes.as_str()))).collect()
    }

    #[track_caller]
    fn does_the_same(workspace: &Workspace, pack: &str, keys: &str) {
        let copy = workspace.copy();
        let mut screens = workspace.screens(200, 60);
        screens.press(keys);
        let screen = screens.screen();
        assert!(screen.contains("✓ Success\n"), "{screen}");
        let command = shown(&screen);
        let mut shell = Command::new("sh");
        at_the_desk(&mut shell, &copy);
        let binary = PathBuf::from(env!("CARGO_BIN_EXE_ipack")).parent().expect("a folder").to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([binary].into_iter().chain(std::env::split_paths(&path))).expect("a path");
        let output = shell.env("PATH", path).args(["-c", &command]).output().expect("it runs");
        assert!(output.status.success(), "{command}\n{}", text(&output.stderr));
        let id = workspace.pack(pack);
        let wizard = workspace.engine().pack(&id).expect("a pack").pack;
        let shell = copy.engine().pack(&id).expect("a pack").pack;
        assert_eq!(carried(&wizard), carried(&shell), "{command}");
        assert_eq!(wizard.members, shell.members);
        let date = |pack: &Pack| pack.scheduled.as_ref().map(|s| (s.release_on_date, s.time_zone));
        assert_eq!(date(&wizard), date(&shell), "{command}");
    }

    #[test]
    fn rolled_back_kept_and_added() {
        let keys = "/order<Enter>r<Left><Left><Down><Down><Down><Down><Down><Down>=<Down><Left>n<Enter><Enter>";
        does_the_same(&Workspace::sample(), "Order to Cash", keys);
    }

    #[test]
    fn scheduled() {
        does_the_same(&Workspace::sample(), "Order to Cash", "/order<Enter>r=n<Down><Enter>next fri<Enter><Enter>");
    }

    #[test]
    fn superseding_what_is_scheduled() {
        let down = "<Down><Down><Down><Down>";
        does_the_same(
            &Workspace::sample(),
            "Procure to Pay",
            &format!("/procure<Enter>r{down}=<Down>ln<Enter><Enter>"),
        );
    }

    #[test]
    fn a_version_held_back() {
        let down = "<Down><Down><Down><Down><Down><Down>";
        does_the_same(&Workspace::sample(), "Record to Report", &format!("/record<Enter>r{down}ln<Enter><Enter>"));
    }

    #[test]
    fn names_that_a_shell_would_read_otherwise() {
        let odd = SMALL
            .replace("\"Create Invoice\"", "\"It's \\\"$HOME\\\" `id` \\\\ 100%!\"")
            .replace("\"Ledger Posting\"", "\"a=b; rm -rf * # ~\"")
            .replace("\"Order to Cash\", description", "\"$(touch x) & <\", description")
            .replace("\"1.0\"", "\"-1 = 'one'\"");
        let keys = "<Enter><Esc>r<Left><Left><Up>n<Tab>Notes: \"it's\" $5 \\ `x` --yes<Tab><Tab><Tab><Enter>";
        does_the_same(&Workspace::of(&odd), "19440978-ba6f", keys);
    }
}
