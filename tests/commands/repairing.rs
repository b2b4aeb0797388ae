//! `check --repair` for programs, and what goes on after it.

use super::*;

const REPAIR: [&str; 4] = ["check", "--repair", "--format", "json"];

#[test]
fn a_repair_that_gives_something_up_is_told_to_programs_and_needs_a_yes() {
    let workspace = Workspace::damaged();
    let before = workspace.bytes();
    let refused = run(&workspace, &REPAIR);
    assert_eq!(refused.status.code(), Some(3));
    assert!(text(&refused.stderr).contains("hint: read the list above; `ipack check --repair --yes` agrees to it"));
    assert_eq!(workspace.bytes(), before);
    let list: Vec<Value> = serde_json::from_slice(&refused.stdout).expect("json");
    let (journal, aside) = (workspace.path().join("journal-1.ron"), workspace.path().join("set-aside-1/journal-1.ron"));
    for (n, entry) in list.iter().enumerate() {
        let keys: Vec<&String> = entry.as_object().expect("an entry").keys().collect();
        assert_eq!(keys.len(), 4, "{keys:?}");
        assert_eq!((&entry["file"], &entry["setAside"]), (&json_path(&journal), &json_path(&aside)));
        let what = entry["what"].as_str().unwrap_or_default();
        match n {
            0 => assert!(entry["line"] == 2 && what.starts_with("given up: what admin@desk decided at "), "{entry}"),
            _ => assert!(entry["line"].is_null() && what.starts_with("written anew as journal-2.ron"), "{entry}"),
        }
    }
    assert_eq!(list.len(), 2, "{list:?}");
    let done = run(&workspace, &[&REPAIR[..], &["--yes"]].concat());
    assert_eq!((done.status.code(), text(&done.stderr)), (Some(0), String::new()));
    assert_eq!(serde_json::from_slice::<Vec<Value>>(&done.stdout).expect("json"), list);
    assert!(aside.is_file());
    assert_eq!(json(&workspace, &REPAIR[..2]), Value::Array(Vec::new()), "nothing is left to do");
}

fn json_path(path: &std::path::Path) -> Value {
    path.to_str().expect("a path").into()
}

/// The number of a release that was given up is missing; what is exported then can be imported elsewhere.
#[test]
fn after_a_repair_an_export_comes_back_as_it_was() {
    let workspace = Workspace::small();
    for args in [
        &["release", "Order to Cash", "--now", "--yes"][..],
        &["component", "package", "Create Invoice", "--version", "9.9", "--shareable"],
        &["release", "Order to Cash", "--now", "--yes"],
    ] {
        assert!(run(&workspace, args).status.success(), "{args:?}");
    }
    let journal = workspace.path().join("journal-1.ron");
    let lines = std::fs::read_to_string(&journal).expect("a journal");
    let (before, third) = lines.split_at(lines.find("Released").expect("a release"));
    std::fs::remove_file(&journal).expect("removed");
    write(
        &journal,
        &format!("{before}{}", third.replacen("releasedBy", "releasedBx", 1).replacen("number", "numbes", 1)),
    );
    assert!(run(&workspace, &["check", "--repair", "--yes"]).status.success());
    let history = json(&workspace, &["history", "Order to Cash"]);
    let numbers: Vec<u64> =
        history.as_array().expect("a list").iter().filter_map(|one| one["number"].as_u64()).collect();
    assert_eq!(numbers, [4, 2, 1]);
    let other = Workspace::empty();
    let exported = |workspace: &Workspace| {
        assert!(run(workspace, &["export", "--out", "out"]).status.success());
        let files = std::fs::read_dir(workspace.path().with_file_name("out")).expect("a folder");
        let files = files.map(|file| file.expect("a file").path());
        files.map(|path| std::fs::read_to_string(path).expect("a document")).collect::<std::collections::BTreeSet<_>>()
    };
    let before = exported(&workspace);
    let from = workspace.path().with_file_name("out");
    let imported = run(&other, &["import", from.to_str().expect("a path")]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    assert_eq!(exported(&other), before);
}
