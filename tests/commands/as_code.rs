//! The workspace as code, and the whole story by commands alone: what export writes, import reads, and nothing is lost.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::support::{NOW, Workspace, write};
use ipack::engine::{Engine, EngineError, ReleaseOrder, Source, When};
use serde_json::Value;

pub(crate) fn run_at(workspace: &Workspace, now: &str, args: &[&str]) -> Output {
    ipack_at(workspace, now, args).output().expect("it runs")
}

fn ipack_at(workspace: &Workspace, now: &str, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ipack"));
    command
        .env_clear()
        .envs([("IPACK_TEST_NOW", now), ("TZ", "Europe/Berlin"), ("LANG", "C.UTF-8")])
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("IPACK_STATE_DIR", workspace.path())
        .current_dir(workspace.path().parent().expect("a folder"))
        .stdin(std::process::Stdio::null())
        .args(args);
    command
}

/// Runs commands that all succeed; what the last one prints for programs.
pub(crate) fn json(workspace: &Workspace, now: &str, args: &[&str]) -> Value {
    let output = run_at(workspace, now, &[args, &["--format", "json"]].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    serde_json::from_slice(&output.stdout).expect("json")
}

pub(crate) fn status(workspace: &Workspace, args: &[&str]) -> (i32, String) {
    let output = run_at(workspace, NOW, args);
    (output.status.code().expect("no signal"), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn sources(dir: &Path) -> Vec<Source> {
    let mut paths: Vec<PathBuf> = fs::read_dir(dir).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| Source::read(path).expect("readable")).collect()
}

/// Writes over a file that is there.
fn replace(path: &Path, text: &str) {
    fs::remove_file(path).expect("removed");
    write(path, text);
}

/// Every exported file with its text.
fn exported(engine: &mut Engine, dir: &Path) -> Vec<(PathBuf, String)> {
    engine.export(&[], dir).expect("exported");
    sources(dir).into_iter().map(|s| (s.path.file_name().expect("a name").into(), s.text)).collect()
}

/// Exports, imports into an empty workspace and exports again: the same bytes; importing again changes nothing.
pub(crate) fn assert_round_trip(workspace: &Workspace) {
    let (first, second) = (workspace.path().with_file_name("first"), workspace.path().with_file_name("second"));
    let before = exported(&mut workspace.engine(), &first);
    let documents = sources(&first);
    let report = workspace.engine().plan_import(&documents).expect("a plan");
    assert!(report.is_empty(), "importing what was exported is a no-op: {report:#?}");
    let empty = Workspace::empty();
    empty.engine().import(&documents).expect("an import");
    let after = exported(&mut empty.engine(), &second);
    assert_eq!(before.len(), after.len());
    for (one, other) in before.iter().zip(&after) {
        assert_eq!(one, other);
    }
}

#[test]
fn the_sample_survives_its_export() {
    assert_round_trip(&Workspace::sample());
}

#[test]
fn a_lived_in_workspace_survives_its_export() {
    let workspace = Workspace::small();
    lived_in(&workspace).expect("lived");
    assert_round_trip(&workspace);
}

/// Everything at one instant, so that no time tells what came first.
fn lived_in(workspace: &Workspace) -> Result<(), EngineError> {
    let engine = &mut workspace.engine();
    let (pack, aalto) = (engine.find_pack("Order to Cash")?, engine.find_account("Aalto")?);
    let lone = engine.create_account("Lo\u{202e}ne \"quoted\" \\ 顧客")?;
    let group = engine.create_group("../../etc")?;
    engine.add_to_group(&group, &[lone.clone(), aalto.clone()])?;
    engine.share(&group, std::slice::from_ref(&pack))?;
    engine.install(&lone, &pack, Some("before the release"))?;
    let release = |engine: &mut Engine, when| {
        let proposal = engine.propose_release(&pack)?;
        let (basis, selection) = (proposal.basis.clone(), proposal.selection.clone());
        engine.release(&ReleaseOrder {
            basis,
            selection,
            when,
            notes: "two\nlines\t\"quoted\"".into(),
            overriding: None,
        })
    };
    release(engine, When::Now)?;
    let [invoice, ledger] = ["Create Invoice", "Ledger Posting"].map(|name| engine.find_component(name));
    let (invoice, ledger) = (invoice?, ledger?);
    engine.remove_components(&pack, std::slice::from_ref(&ledger))?;
    let order = ipack::engine::PackageOrder { shareable: true, include: vec![ledger.clone()], ..Default::default() };
    engine.package_component(&invoice, &order)?;
    release(engine, When::On("2026-12-01".parse().expect("a date")))?;
    engine.apply_pending(&aalto, &[])?;
    engine.remove_components(&pack, std::slice::from_ref(&invoice))?;
    let basis = engine.pack(&pack)?.pack.basis();
    engine.cancel_scheduled(&pack, &basis, "", false, None)?;
    engine.undelete_components(&pack, std::slice::from_ref(&invoice))?;
    release(engine, When::On("2026-12-02".parse().expect("a date")))?;
    engine.remove_components(&pack, &[invoice])?;
    engine.apply_pending(&lone, &[])?;
    engine.change_settings(|s| s.late_releases = ipack::domain::LateReleases::Ask)?;
    Ok(())
}

#[test]
fn an_edited_document_says_what_it_changes() {
    let workspace = Workspace::small();
    let out = workspace.path().with_file_name("packs");
    let packs = json(&workspace, NOW, &["export", "Order to Cash", "--out", "packs"]);
    let file = packs["written"][0].as_str().expect("a name");
    assert!(file.starts_with("pack-order-to-cash-"), "{file}");
    let path = out.join(file);
    let text = fs::read_to_string(&path).expect("a document");
    let edited = text.replace("From the order to the money.", "Orders and money.");
    replace(&path, &edited.replace("\"ledger\", // Ledger Posting\n", "\n"));
    let file = format!("packs/{file}");
    let plan = json(&workspace, NOW, &["import", &file, "--dry-run"]);
    let changes = [
        "description: \"From the order to the money.\" → \"Orders and money.\"",
        "components: - \"ledger\" // Ledger Posting",
    ];
    assert_eq!(plan["updated"][0]["changes"], serde_json::json!(changes));
    let (code, said) = status(&workspace, &["import", &file]);
    assert_eq!(code, 2, "nothing is confirmed by itself: {said}");
    assert!(said.contains(changes[1]), "{said}");
    json(&workspace, NOW, &["import", &file, "--yes"]);
    assert_eq!(json(&workspace, NOW, &["pack", "show", "Order to Cash"])["description"], "Orders and money.");
}

#[test]
fn an_export_keeps_its_hands_off_other_files() {
    let workspace = Workspace::small();
    let out = workspace.path().with_file_name("code");
    json(&workspace, NOW, &["export", "--out", "code"]);
    write(&out.join("notes.ron"), "(components: [])");
    let again = json(&workspace, NOW, &["export", "--out", "code"]);
    assert_eq!((again["written"].clone(), again["removed"].clone()), (serde_json::json!([]), serde_json::json!([])));
    json(&workspace, NOW, &["pack", "edit", "Returns", "--name", "Goods back"]);
    let renamed = json(&workspace, NOW, &["export", "Goods back", "--out", "code"]);
    assert!(renamed["written"][0].as_str().is_some_and(|f| f.starts_with("pack-goods-back-")), "{renamed}");
    assert!(renamed["removed"][0].as_str().is_some_and(|f| f.starts_with("pack-returns-")), "{renamed}");
    json(&workspace, NOW, &["pack", "delete", "Goods back", "--yes"]);
    assert_eq!(json(&workspace, NOW, &["export", "--out", "code"])["removed"].as_array().map(Vec::len), Some(1));
    assert!(out.join("notes.ron").exists(), "it was not written by an export");
    replace(&out.join("workspace.ron"), "(workspace: (name: \"Mine\"))");
    let (code, said) = status(&workspace, &["export", "--out", "code"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("no export wrote that file"), "{said}");
    assert!(!said.contains("--state-dir"), "the state folder is not what is in the way\n{said}");
}

/// A copy that somebody made of an exported document is no export's own, whatever its first line says.
#[test]
fn an_export_takes_away_only_its_own() {
    let workspace = Workspace::small();
    let out = workspace.path().with_file_name("code");
    let written = json(&workspace, NOW, &["export", "--out", "code"])["written"].clone();
    let names: Vec<&str> = written.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    let pack = names.iter().find(|name| name.starts_with("pack-returns")).expect("a pack");
    let text = fs::read_to_string(out.join(pack)).expect("a document");
    let copies = ["pack-returns-before-12345678.ron", "before.ron", "accounts-old.ron"];
    for name in copies {
        write(&out.join(name), &text);
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(out.join("before.ron"), out.join("link.ron")).expect("a link");
    let mark = text.lines().next().expect("a mark");
    write(&out.join("accounts-7.ron"), &format!("{mark}\n(accounts: [])\n"));
    json(&workspace, NOW, &["pack", "delete", "Returns", "--yes"]);
    let removed = json(&workspace, NOW, &["export", "--out", "code"])["removed"].clone();
    assert_eq!(removed, serde_json::json!(["accounts-7.ron", pack]));
    for name in copies {
        assert_eq!(fs::read_to_string(out.join(name)).expect("it stays"), text, "{name}");
    }
}

/// Ids with the same beginning of a digest, names that differ in nothing that a file name keeps.
#[test]
fn every_document_of_an_export_has_a_file_of_its_own() {
    let component = |id: &str| format!("(componentId: {id:?}, name: \"Same\", componentType: process),");
    let pack = |id: &str, name: &str| format!("(id: {id:?}, name: {name:?}, installationType: SINGLE),");
    let workspace = Workspace::of(&format!(
        "(components: [{}{}{}], integrationPacks: [{}{}{}])",
        component("c17439"),
        component("c24164"),
        component("third"),
        pack("c17439", "A b"),
        pack("c24164", "a-B"),
        pack("CON", "é"),
    ));
    let saved = json(&workspace, NOW, &["export", "--out", "code"]);
    let names = saved["written"].as_array().expect("a list").iter();
    let mut names: Vec<String> = names.map(|name| name.as_str().expect("a name").to_lowercase()).collect();
    names.sort();
    names.dedup();
    let files = fs::read_dir(workspace.path().with_file_name("code")).expect("a folder").count();
    assert_eq!((names.len(), files), (9, 9), "{names:?}");
    assert_round_trip(&workspace);
    let one = json(&workspace, NOW, &["export", "c24164", "--out", "code"]);
    assert_eq!(one["unchanged"].as_array().map(Vec::len), Some(1), "the same file, whatever it is exported with");
}

#[test]
fn one_document_goes_through_a_pipe() {
    let workspace = Workspace::small();
    lived_in(&workspace).expect("lived");
    let printed = run_at(&workspace, NOW, &["export", "--out", "-"]);
    assert!(printed.status.success() && !workspace.path().with_file_name("-").exists());
    let other = Workspace::empty();
    let mut import = ipack_at(&other, NOW, &["import", "-"]);
    let mut import = import.stdin(std::process::Stdio::piped()).spawn().expect("it runs");
    std::io::Write::write_all(&mut import.stdin.take().expect("a pipe"), &printed.stdout).expect("written");
    assert!(import.wait().expect("it ends").success());
    assert_eq!(run_at(&other, NOW, &["export", "--out", "-"]).stdout, printed.stdout);
    assert_eq!(status(&workspace, &["export", "--out", "-", "--format", "json"]).0, 2);
}

#[test]
fn a_plan_on_standard_output_is_the_answer() {
    let workspace = Workspace::small();
    let release = &["release", "Order to Cash", "--now", "--dry-run", "--plan-out"];
    let printed = run_at(&workspace, NOW, &[&release[..], &["-"]].concat());
    assert!(printed.status.success());
    let said = String::from_utf8_lossy(&printed.stderr);
    assert!(said.contains("Create Invoice"), "what would happen stands beside it\n{said}");
    assert_eq!(status(&workspace, &[&release[..], &["-", "--format", "json"]].concat()).0, 2);
    write(&workspace.path().with_file_name("plan.ron"), &String::from_utf8(printed.stdout).expect("a plan"));
    assert_eq!(json(&workspace, NOW, &["apply", "plan.ron", "--yes"])[0]["number"], 3);
}

#[cfg(unix)]
#[test]
fn output_never_replaces_what_is_no_regular_file() {
    use std::os::unix::fs::symlink;
    let workspace = Workspace::small();
    let at = |name: &str| workspace.path().with_file_name(name);
    write(&at("kept.ron"), "kept");
    write(&at("plan.tmp"), "a neighbour's");
    symlink(at("kept.ron"), at("link.ron")).expect("a link");
    symlink(at("kept.ron"), at("workspace.ron")).expect("a link");
    let plan = |to: &str| status(&workspace, &["release", "Order to Cash", "--now", "--dry-run", "--plan-out", to]);
    for (to, what) in [("link.ron", "a link"), ("/dev/null", "no regular file"), (".", "a folder")] {
        let (code, said) = plan(to);
        assert!(code == 1 && said.contains(what) && said.contains("hint: ") && said.contains("`-`"), "{to}: {said}");
    }
    let (code, said) = status(&workspace, &["export", "--out", "."]);
    assert!(code == 1 && said.contains("a link"), "{said}");
    assert_eq!(plan("plan.ron").0, 0);
    assert_eq!(status(&workspace, &["man", "--out", "pages"]).0, 0);
    assert!(at("pages").join("ipack-pack-list.1").is_file());
    fs::remove_file(at("pages").join("ipack.1")).expect("removed");
    symlink(at("kept.ron"), at("pages").join("ipack.1")).expect("a link");
    assert_eq!(status(&workspace, &["man", "--out", "pages"]).0, 1);
    let text = |name: &str| fs::read_to_string(at(name)).expect("a file");
    assert_eq!((text("kept.ron").as_str(), text("plan.tmp").as_str()), ("kept", "a neighbour's"));
}

/// The story of both sides of a release, from an empty workspace, by commands alone.
#[test]
fn the_whole_story_by_commands() {
    let workspace = Workspace::empty();
    let at = |now: &str, line: &[&str]| json(&workspace, now, line);
    let now = |line: &[&str]| at(NOW, line);
    for component in ["Create Invoice", "Ledger Posting"] {
        now(&["component", "create", component, "--folder", "Order to Cash"]);
        for version in ["1.0", "1.1", "1.2"] {
            let packaged = now(&["component", "package", component, "--shareable"]);
            assert_eq!(packaged["latestVersion"], version, "the next number is proposed");
        }
    }
    now(&["pack", "create", "Order to Cash", "--description", "From the order to the money"]);
    assert_eq!(now(&["pack", "add", "Order to Cash", "Create Invoice"])["releasable"], true);
    now(&["group", "create", "Europe"]);
    for account in ["Aalto", "Bergmann"] {
        now(&["account", "create", account]);
    }
    now(&["group", "add", "Europe", "Aalto", "Bergmann"]);
    now(&["group", "share", "Europe", "Order to Cash"]);
    assert_eq!(status(&workspace, &["account", "install", "Aalto", "Order to Cash"]).0, 3, "never released");
    now(&["release", "Order to Cash", "--now", "--yes"]);
    for account in ["Aalto", "Bergmann"] {
        now(&["account", "install", account, "Order to Cash"]);
    }
    now(&["pack", "add", "Order to Cash", "Ledger Posting"]);
    now(&["release", "Order to Cash", "--on", "2026-12-01", "--yes"]);
    let versions = |now: &str, account: &str| {
        let instance = at(now, &["account", "show", account])["instances"][0].clone();
        (instance["version"].clone(), instance["pendingVersion"].clone())
    };
    assert_eq!(versions(NOW, "Aalto"), (1.into(), 2.into()));
    assert_eq!(status(&workspace, &["account", "apply", "Aalto"]).0, 2, "nothing is confirmed by itself");
    now(&["account", "apply", "Aalto", "--yes"]);
    assert_eq!((versions(NOW, "Aalto"), versions(NOW, "Bergmann")), ((2.into(), Value::Null), (1.into(), 2.into())));
    assert_eq!(status(&workspace, &["account", "apply", "Aalto", "--yes"]).0, 3, "applied already");
    let due = "2026-12-01T05:10:00Z";
    assert_eq!(at(due, &["scheduler", "tick"])["released"][0]["number"], 2);
    assert_eq!((versions(due, "Aalto"), versions(due, "Bergmann")), ((2.into(), Value::Null), (2.into(), Value::Null)));
    let pack = at(due, &["pack", "show", "Order to Cash"]);
    assert_eq!((&pack["accounts"], &pack["instances"], &pack["appliedEarly"]), (&2.into(), &2.into(), &0.into()));
    let told = at(due, &["activity"]);
    let kinds: Vec<&str> = told.as_array().expect("a list").iter().filter_map(|a| a["kind"].as_str()).collect();
    assert_eq!(kinds[..4], ["RELEASE", "APPLY", "SCHEDULE", "ADD"]);
    assert_round_trip(&workspace);
}

/// What asks at a terminal is refused without one, with status 2; what is refused by a rule is not asked about.
#[test]
fn nothing_is_confirmed_by_itself() {
    let workspace = Workspace::small();
    let table: [(&[&str], i32); 12] = [
        (&["pack", "delete", "Order to Cash"], 2),
        (&["pack", "remove", "Order to Cash", "Ledger Posting"], 2),
        (&["pack", "edit", "Order to Cash"], 2),
        (&["pack", "add", "Order to Cash", "Nothing"], 4),
        (&["component", "delete", "Create Invoice", "1.0"], 2),
        (&["component", "delete", "Create Invoice", "1.1"], 3),
        (&["component", "show", "Nothing"], 4),
        (&["group", "delete", "Europe"], 2),
        (&["account", "uninstall", "Aalto", "Order to Cash"], 2),
        (&["account", "install", "Aalto", "Returns"], 3),
        (&["workspace", "set", "deployment", "legacy"], 2),
        (&["export"], 2),
    ];
    let before = workspace.bytes();
    for (args, code) in table {
        let (was, said) = status(&workspace, args);
        assert_eq!(was, code, "{args:?}: {said}");
        assert_eq!(workspace.bytes(), before, "{args:?}");
    }
    json(&workspace, NOW, &["group", "create", "Empty"]);
    json(&workspace, NOW, &["group", "delete", "Empty"]);
}
