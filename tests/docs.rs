//! What README and `docs` show is what the program does.

#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

mod support;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use ipack::domain::Pending;
use support::{NOW, Workspace, write};

const README: &str = include_str!("../README.md");
const BACKUP: &str = include_str!("../docs/backup.md");
#[cfg(feature = "platform")]
const PLATFORM: &str = include_str!("../docs/platform.md");
const GOVERNANCE: &str = include_str!("../docs/governance.md");
const TROUBLESHOOTING: &str = include_str!("../docs/troubleshooting.md");
const RELIABILITY: &str = include_str!("../docs/reliability.md");
const DOCUMENTS: &str = include_str!("../docs/documents.md");

/// The fenced blocks of a language.
fn blocks(document: &'static str, language: &str) -> impl Iterator<Item = &'static str> {
    let start = format!("\n```{language}\n");
    let blocks: Vec<_> = document.split(start.as_str()).skip(1).filter_map(|rest| rest.split("\n```").next()).collect();
    blocks.into_iter()
}

#[test]
fn the_document_can_be_imported_and_released() {
    let workspace = Workspace::of(blocks(DOCUMENTS, "ron").next().expect("a document"));
    let pack = workspace.pack("Returns and Refunds");
    let view = workspace.engine().pack(&pack).expect("the pack");
    assert!(view.releasable);
    let pending: Vec<_> = view.rows.iter().map(|row| row.pending.clone()).collect();
    assert_eq!(pending, [Pending::Version("1.1".into()), Pending::Version("2.3".into())]);
}

/// A field that is read but not explained would be found by nobody.
#[test]
fn every_field_of_a_document_is_explained() {
    let read = include_str!("../src/store/document/shape.rs");
    let fields = read.lines().filter_map(|line| line.strip_prefix("    pub(super) ")?.split_once(": "));
    let fields: Vec<String> = fields.map(|(field, _)| in_camel_case(field)).collect();
    assert!(fields.len() > 40, "{fields:?}");
    let missing: Vec<_> = fields.iter().filter(|field| !DOCUMENTS.contains(&format!("`{field}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn in_camel_case(field: &str) -> String {
    let mut words = field.trim_start_matches("r#").split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

/// As a visitor would: one after the other, in the sample, with the document that is shown in the folder.
#[test]
#[cfg(unix)]
fn the_commands_of_the_readme_run_in_the_sample() {
    let workspace = Workspace::sample();
    let document = blocks(DOCUMENTS, "ron").next().expect("a document");
    write(&workspace.path().with_file_name("returns.ron"), document);
    let lines = blocks(README, "sh").flat_map(str::lines).filter(|line| line.starts_with("ipack "));
    let lines: Vec<&str> = lines.collect();
    assert!(lines.len() > 20, "{lines:?}");
    for line in lines {
        in_shell(&workspace, line);
    }
}

/// But for what somebody else asks for and answers, on this machine or on another one.
#[test]
#[cfg(unix)]
fn the_commands_of_the_page_on_governance_run_in_the_sample() {
    let workspace = Workspace::sample();
    let asks_others = |line: &str| {
        line == "ipack hook test Chat" || line.starts_with("ipack request ") && line != "ipack request list"
    };
    let lines: Vec<&str> = blocks(GOVERNANCE, "sh").flat_map(str::lines).filter(|line| !asks_others(line)).collect();
    assert!(lines.len() > 10, "{lines:?}");
    for line in lines {
        in_shell(&workspace, line);
    }
}

/// Whoever looks up what was said has to find it in the words that were said.
#[test]
fn the_messages_that_troubleshooting_explains_are_said() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let seen = TROUBLESHOOTING.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let quoted: Vec<&str> = seen.filter_map(|cell| cell.split('"').nth(1)).collect();
    assert!(quoted.len() > 4, "{quoted:?}");
    for part in quoted.iter().flat_map(|message| message.split(['…', ';'])).map(str::trim) {
        assert!(sources.contains(part.trim_start_matches("u ")), "{part}");
    }
}

/// Block by block as shown; what is released after the backup is gone with the restore, and nothing is said to be
/// wrong.
#[test]
#[cfg(unix)]
fn a_backup_is_made_and_restored_as_shown() {
    let workspace = Workspace::sample();
    let blocks: Vec<&str> = blocks(BACKUP, "sh").collect();
    let [copy, look, restore, repair] = blocks[..] else { unreachable!("four blocks: {blocks:?}") };
    in_shell(&workspace, "ipack pack create Before");
    in_shell(&workspace, copy);
    in_shell(&workspace, look);
    in_shell(&workspace, "ipack pack create After");
    in_shell(&workspace, restore);
    in_shell(&workspace, repair);
    assert!(workspace.engine().find_pack("Before").is_ok() && workspace.engine().find_pack("After").is_err());
    in_shell(&workspace, "ipack pack create After");
}

/// As shown, but for the pause between two looks. Left out where curl or jq is not there.
#[test]
#[cfg(all(unix, feature = "platform"))]
fn the_twin_serves_a_pipeline_as_shown() {
    let has = |program: &str| Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok();
    if has("curl") && has("jq") {
        let shown = blocks(PLATFORM, "bash").next().expect("a pipeline").replace("sleep 1;", "sleep 0;");
        in_shell(&Workspace::empty(), &shown);
    }
}

/// Runs what is shown, beside the state folder; every line of it must end well.
#[cfg(unix)]
fn in_shell(workspace: &Workspace, shown: &str) {
    let dir = workspace.path().parent().expect("a folder").to_owned();
    let program = Path::new(env!("CARGO_BIN_EXE_ipack")).parent().expect("a folder").to_owned();
    let path: Vec<PathBuf> =
        [program].into_iter().chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())).collect();
    let output = Command::new("sh")
        .args(["-ec", shown])
        .env("PATH", env::join_paths(&path).expect("a path"))
        .envs([("IPACK_TEST_NOW", NOW), ("TZ", "Europe/Berlin")])
        .env("HOME", &dir)
        .envs([("IPACK_STATE_DIR", workspace.path()), ("DIR", workspace.path())])
        .current_dir(&dir)
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{shown}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn links_lead_to_files_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).expect("a folder").map(|entry| entry.expect("an entry").path());
    let docs = docs.filter(|path| path.is_file());
    let pages: Vec<PathBuf> = docs.chain(["README.md", "CONTRIBUTING.md"].map(|name| root.join(name))).collect();
    assert!(pages.len() > 6, "{pages:?}");
    for page in pages {
        let text = fs::read_to_string(&page).expect("a text");
        let folder = page.parent().expect("a folder");
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("http") && !link.starts_with('#')) {
            assert!(folder.join(link).exists(), "{}: {link}", page.display());
        }
    }
}

/// Whoever gets a finding of `doctor` finds its name explained.
#[cfg(feature = "platform")]
#[test]
fn every_assumption_that_is_tried_is_explained() {
    let text = include_str!("../docs/assumptions.md");
    let tried = text.split("## ").nth(1).expect("a part");
    let named: Vec<&str> =
        tried.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next()).skip(1).collect();
    assert_eq!(named, ipack::engine::assumption_names().collect::<Vec<_>>());
}

/// Files move; what tells a newcomer where to look must move with them.
#[test]
fn the_places_that_are_named_to_contributors_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("a text");
    let is_place = |name: &&str| name.starts_with("src/") || name.starts_with("tests/");
    let places: Vec<&str> = text.split('`').skip(1).step_by(2).filter(is_place).collect();
    assert!(places.len() > 20, "{places:?}");
    for place in places {
        assert!(root.join(place).exists(), "{place}");
    }
}

/// A table that says what pins a finding is worth what its names are.
#[test]
fn the_tests_that_findings_are_pinned_by_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources: String = ["src", "tests"].iter().map(|folder| sources(&root.join(folder))).collect();
    let (_, tables) = RELIABILITY.split_once("is pinned by").expect("a table");
    let rows = tables.lines().filter_map(|line| line.strip_suffix(" |")?.rsplit_once(" | "));
    let cells: Vec<&str> = rows.map(|(_, cell)| cell).filter(|cell| cell.contains('`')).collect();
    assert!(cells.len() > 40, "{cells:?}");
    for cell in cells {
        let names = cell.split('`').skip(1).step_by(2).filter(|name| !name.contains(['/', '.']));
        for name in names.filter(|name| *name != "wildcard_enum_match_arm") {
            assert!(sources.contains(&format!("fn {name}(")), "{name}");
        }
    }
}

/// Variables that terminals set of themselves, and those of tests and completion scripts, are nobody's to set.
#[test]
fn every_variable_that_is_read_stands_in_the_manual() {
    const NOT_SET: &[&str] =
        &["COLORTERM", "STY", "TERM_PROGRAM", "TMUX", "VTE_VERSION", "IPACK_COMPLETE", "IPACK_EVENT", "IPACK_WORDS"];
    let manual = include_str!("../src/cli/man.rs");
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let read = ["var(\"", "var_os(\"", "variable(\"", "named(\"", "\"IPACK_"].into_iter().flat_map(|before| {
        let rest = sources.split(before).skip(1).filter_map(|rest| rest.split('"').next());
        rest.map(move |name| format!("{}{name}", before.rsplit('"').next().unwrap_or_default()))
    });
    let is_variable = |name: &String| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let told =
        |name: &String| NOT_SET.contains(&name.as_str()) || name.starts_with("IPACK_TEST_") || manual.contains(name);
    let read: Vec<String> = read.filter(is_variable).collect();
    assert!(read.len() > 20, "{read:?}");
    let missing: Vec<_> = read.iter().filter(|name| !told(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// All Rust below a folder, one file after the other.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let text = |path: PathBuf| match path.extension() {
        _ if path.is_dir() => sources(&path),
        Some(extension) if extension == "rs" => fs::read_to_string(path).expect("a text"),
        _ => String::new(),
    };
    entries.map(text).collect()
}
