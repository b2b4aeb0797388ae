//! The plan of the house in `src/lib.rs`, held against the sources: no room names another that the plan does not let it
//! know, and the plan itself has no circle.
//!
//! What is read: `use` statements and paths that begin with `crate`, `super` or `self`. Test modules are left out, as
//! they may know more.

#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

mod source;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use source::{expand, named, paths_in, resolve, statements};

/// A room, and the paths that it may know: `tui::page` → `tui::dialog`, …
type Plan = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_arrow_that_the_plan_does_not_have() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    let plan = plan(&fs::read_to_string(src.join("lib.rs")).expect("the plan"));
    let mut wrong = Vec::new();
    let mut rooms = BTreeSet::new();
    for file in &files {
        let path = file.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
        let source = fs::read_to_string(file).expect("a source");
        let module = module_of(&path);
        rooms.extend(room_of(&plan, &module));
        if ["lib.rs", "main.rs"].contains(&path.as_str()) {
            continue;
        }
        assert!(plan.contains_key(&module[0]), "{path}: the plan has no room `{}`", module[0]);
        wrong.extend(forbidden(&plan, &module, &source).into_iter().map(|to| format!("src/{path}: {to}")));
    }
    assert_eq!(wrong, [""; 0], "the plan in src/lib.rs has no such arrow");
    let planned: BTreeSet<String> = plan.keys().cloned().collect();
    assert!(rooms.is_superset(&planned), "rooms that there are not: {:?}", planned.difference(&rooms));
    for room in fs::read_dir(src.join("tui")).expect("a folder") {
        let name = room.expect("an entry").file_name().to_string_lossy().replace(".rs", "");
        let room = format!("tui::{name}");
        assert!(name == "mod" || plan.contains_key(&room), "the plan has no room `{room}`");
    }
}

#[test]
fn the_plan_has_no_circle() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    assert_eq!(circle(&plan(&fs::read_to_string(src).expect("the plan"))), None);
}

/// Files that import each other can only be read together. What a folder's `mod.rs` hands on is imported from the file
/// that has it.
#[test]
fn no_files_import_each_other_in_a_circle() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    files.retain(|file| !["lib.rs", "main.rs"].iter().any(|hub| file.ends_with(hub)));
    let name = |file: &Path| file.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
    let source = |file: &Path| fs::read_to_string(file).expect("a source");
    let sources = files.iter().map(|file| (module_of(&name(file)), source(file))).collect();
    let circles = circles(&sources);
    assert!(circles.is_empty(), "these lead back to where they stand:\n{}", circles.join("\n"));
}

#[test]
fn a_circle_through_what_a_folder_hands_on_is_found() {
    let of = |two: &str| -> BTreeMap<Vec<String>, String> {
        let sources = [
            ("house", "mod one; mod two; pub(crate) use self::two::Two; pub use one::{One, other};"),
            ("house::one", "use super::Two; pub(in crate::house) fn other() {}"),
            ("house::two", two),
        ];
        sources.map(|(module, source)| (module.split("::").map(str::to_owned).collect(), source.to_owned())).into()
    };
    assert_eq!(circles(&of("pub struct Two;")), [""; 0]);
    assert_eq!(circles(&of("use crate::house::One;")), ["house::one → house::two", "house::two → house::one"]);
    assert_eq!(circles(&of("fn two() { super::other() }")), ["house::one → house::two", "house::two → house::one"]);
}

/// The bound that CONTRIBUTING names.
#[test]
fn no_file_is_longer_than_is_read_at_once() {
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        every_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    assert!(files.len() > 400, "only {} files were found", files.len());
    let lines = |file: &Path| fs::read_to_string(file).expect("a source").lines().count();
    let long: Vec<_> = files.iter().map(|file| (lines(file), file)).filter(|(lines, _)| *lines > 400).collect();
    assert!(long.is_empty(), "over 400 lines: {long:?}");
}

/// Flags, commands and keys belong to the interface that has them; what the rules say is true in all of them.
#[test]
fn the_rules_name_no_flag_and_no_command() {
    let domain = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain");
    let mut files = Vec::new();
    collect(&domain, &mut files);
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    for file in files {
        let source = fs::read_to_string(&file).expect("a source");
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let named = code.lines().filter(is_code).find(|line| line.contains(" --") || line.contains("ipack "));
        assert_eq!(named, None, "{}", file.display());
    }
}

const PLAN: &str = "\
//! | room | what lives there | what it may know |
//! |---|---|---|
//! | [`domain`] | rules, such as `tui` has none | nothing else |
//! | [`store`] | files | `domain` |
//! | [`engine`] | verbs | `store`, `domain` |
//! | [`config`] | keys | `tui::keys` |
//! | [`tui`] | screens | `engine`, `domain` |
//! | `tui::page` | pages | `keys` |
//! | `tui::keys` | keys | nothing else |
";

fn found(module: &str, source: &str) -> Vec<String> {
    let module: Vec<String> = module.split("::").map(str::to_owned).collect();
    forbidden(&plan(PLAN), &module, source)
}

#[test]
fn an_arrow_that_was_added_is_found() {
    assert_eq!(found("tui::page::list", "use crate::{domain::Pack, tui::keys::{Action, Chord}};"), [""; 0]);
    assert_eq!(found("tui::keys", "use super::page::Page;"), ["tui::page::Page"]);
    assert_eq!(found("tui::keys", "fn f() { crate::tui::page::draw(); }"), ["tui::page::draw"]);
    assert_eq!(found("domain", "use crate::engine::{self, Engine};"), ["engine", "engine::Engine"]);
    assert_eq!(found("domain::pack", "use super::super::store as disk;"), ["store"]);
    assert_eq!(found("config", "use crate::tui::{keys::Keymap, page};"), ["tui::page"]);
}

#[test]
fn only_the_engine_names_the_store() {
    assert_eq!(found("engine::release", "use crate::store::Store;"), [""; 0]);
    for room in ["tui", "tui::page", "config"] {
        assert_eq!(found(room, "use crate::store::Store;"), ["store::Store"], "{room}");
    }
}

#[test]
fn what_is_no_arrow_is_none() {
    for source in [
        "use std::fs; use ratatui::{layout::Rect, style::Style};",
        "// use crate::engine::Engine;",
        "/* crate::engine */ const TEXT: &str = \"crate::engine::\\\" //\"; const QUOTE: char = '\"';",
        "#[cfg(test)]\nmod tests {\n    use crate::engine::Engine;\n}",
        "use self::pack::Pack; use super::domain::Id; use crate::Anything;",
    ] {
        assert_eq!(found("domain", source), [""; 0], "{source}");
    }
    assert_eq!(found("domain", "const RAW: &str = r#\"\"//\"#; use crate::engine::Engine;"), ["engine::Engine"]);
}

#[test]
fn a_circle_in_the_plan_is_found() {
    assert_eq!(circle(&plan(PLAN)), None);
    let round = PLAN.replace("| keys | nothing else |", "| keys | `page` |");
    assert!(circle(&plan(&round)).is_some_and(|room| room.starts_with("tui::")));
}

/// Every Rust file below a folder.
fn every_file(dir: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            every_file(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Every Rust file that is no test.
fn collect(dir: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if ["tests", "testing"].contains(&name.as_str()) {
        } else if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// `tui/page/mod.rs` → `tui::page`.
fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs");
    path.trim_end_matches("/mod").split('/').map(str::to_owned).collect()
}

/// The rows of the tables: the room in the first column, what it may know in the last. Inside `tui` a name means the
/// room beside it, where there is one.
fn plan(text: &str) -> Plan {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter_map(|line| line.strip_prefix("//! | "))
        .map(|row| row.trim_end_matches('|').split(" | ").collect())
        .filter(|row: &Vec<&str>| row.len() == 3 && row[0].contains('`'))
        .collect();
    let ticked = |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let rooms: BTreeSet<String> = rows.iter().flat_map(|row| ticked(row[0])).collect();
    let mut plan = Plan::new();
    for row in &rows {
        for room in ticked(row[0]) {
            let beside = |name: String| match room.rsplit_once("::") {
                Some((house, _)) if rooms.contains(&format!("{house}::{name}")) => format!("{house}::{name}"),
                _ => name,
            };
            plan.insert(room.clone(), ticked(row[2]).into_iter().map(beside).collect());
        }
    }
    plan
}

/// The innermost room of the plan that a path lies in.
fn room_of(plan: &Plan, path: &[String]) -> Option<String> {
    let inner = path.get(..2).map(|path| path.join("::")).filter(|room| plan.contains_key(room));
    inner.or_else(|| path.first().filter(|room| plan.contains_key(*room)).cloned())
}

/// What a module names that its room may not know.
fn forbidden(plan: &Plan, module: &[String], source: &str) -> Vec<String> {
    let mut wrong: Vec<String> = named(module, source)
        .into_iter()
        .filter(|path| {
            let (Some(from), Some(to)) = (room_of(plan, module), room_of(plan, path)) else { return false };
            // A house may know its own rooms, and a room the house that it is in.
            let (outer, inner) = (&module[0], &path[0]);
            let knows = |room: &str, path: &[String]| {
                let path = path.join("::");
                plan[room].iter().any(|known| path == *known || path.starts_with(&format!("{known}::")))
            };
            if outer == inner {
                from != to && from != *outer && to != *inner && !knows(&from, path)
            } else {
                !knows(outer, path)
            }
        })
        .map(|path| path.join("::"))
        .collect();
    wrong.sort();
    wrong.dedup();
    wrong
}

/// A room from which the plan leads back to itself.
fn circle(plan: &Plan) -> Option<String> {
    plan.keys().find(|room| reach(plan, room).contains(*room)).cloned()
}

/// Every room that the plan leads to from one.
fn reach(plan: &Plan, start: &str) -> BTreeSet<String> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![start.to_owned()]);
    while let Some(room) = next.pop() {
        for to in plan.get(&room).into_iter().flatten() {
            if seen.insert(to.clone()) {
                next.push(to.clone());
            }
        }
    }
    seen
}

/// The imports that lead back to the file that they stand in: `one → two`.
fn circles(sources: &BTreeMap<Vec<String>, String>) -> Vec<String> {
    let has = |path: &[String]| sources.contains_key(path);
    // `pub use account::Account;` in `wire` stands for `wire::account::Account`, where there is such a file.
    let below = |module: &[String], path: &str| {
        let path: Vec<String> = module.iter().cloned().chain(path.split("::").map(str::to_owned)).collect();
        has(&path[..=module.len()]).then_some(path)
    };
    let mut handed_on = BTreeMap::new();
    let mut imports = BTreeMap::new();
    for (module, source) in sources {
        let (uses, others) = statements(source);
        let (public, own): (Vec<_>, Vec<_>) = uses.into_iter().partition(|(is_public, _)| *is_public);
        for path in public.iter().flat_map(|(_, tree)| expand(tree)) {
            if let Some(to) = resolve(module, &path).or_else(|| below(module, &path)) {
                let name = to.last().cloned().expect("a path has a name");
                handed_on.insert(module.iter().cloned().chain([name]).collect::<Vec<String>>(), to);
            }
        }
        let paths = own.iter().flat_map(|(_, tree)| expand(tree)).chain(paths_in(&others));
        imports.insert(module, paths.filter_map(|path| resolve(module, &path)).collect::<Vec<_>>());
    }
    let home = |mut path: Vec<String>| {
        while let Some(at) = (1..=path.len()).find(|at| handed_on.contains_key(&path[..*at]) && !has(&path[..*at])) {
            path = handed_on[&path[..at]].iter().chain(&path[at..]).cloned().collect();
        }
        (1..=path.len()).rev().map(|at| path[..at].to_vec()).find(|path| has(path))
    };
    let others = |module: &Vec<String>, paths: Vec<Vec<String>>| {
        let homes = paths.into_iter().filter_map(home).filter(|home| home != module);
        homes.map(|home| home.join("::")).collect()
    };
    let plan: Plan = imports.into_iter().map(|(module, paths)| (module.join("::"), others(module, paths))).collect();
    let reached: BTreeMap<&String, BTreeSet<String>> = plan.keys().map(|room| (room, reach(&plan, room))).collect();
    let arrows = plan.iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to)));
    let back = arrows.filter(|(from, to)| reached[to].contains(*from));
    back.map(|(from, to)| format!("{from} → {to}")).collect()
}
