//! `ipack config`: what it says of a config that is well, of one that is not, and of none.

use super::*;

fn with(text_of_config: &str) -> (Workspace, String) {
    let workspace = Workspace::empty();
    let path = document(&workspace, "config.ron", text_of_config).display().to_string();
    (workspace, path)
}

#[test]
fn settings_are_told_with_where_they_come_from() {
    let (workspace, path) = with(
        "(author: \"m.ruiz\", theme: \"dark\", colors: (pending: \"#d33682\"), keys: {\"release\": [\"ctrl-r\"]})",
    );
    compare!(transcript(
        &workspace,
        &[
            &["config", "path"],
            &["config", "show", "--config", &path],
            &["config", "show", "--config", &path, "--theme", "light", "--plain", "--format", "ron"],
            &["config", "themes", "--config", &path],
            &["config", "check", "--config", &path],
            &["config", "check"],
        ]
    ));
    assert!(!workspace.path().exists(), "it needs no workspace");
    let keys = json(&workspace, &["config", "keys", "--config", &path]);
    let keys = keys.as_array().expect("keys");
    let release = keys.iter().find(|bound| bound["action"] == "release").expect("a key");
    assert_eq!((&release["keys"][0], &release["changed"]), (&Value::from("ctrl-r"), &Value::from(true)));
    assert_eq!(keys.iter().filter(|bound| bound["changed"] == true).count(), 2, "on two pages");
}

/// Those that the config takes, as it says them of a name that is none, are shown and explained.
#[test]
fn every_setting_is_told() {
    let (workspace, path) = with("(nothing: 1)");
    let told = text(&run(&workspace, &["config", "check", "--config", &path]).stdout);
    let (_, settings) = told.trim_end().split_once("there are ").expect("settings");
    let shown = json(&workspace, &["config", "show"]);
    let shown = shown.as_array().expect("settings").iter().filter_map(|one| one["setting"].as_str());
    let shown: Vec<&str> = shown.collect();
    let is_shown = |name: &str| shown.iter().any(|one| one.split('.').next() == Some(name));
    let missing: Vec<&str> = settings.split(", ").filter(|name| !is_shown(name)).collect();
    assert!(missing.is_empty() && settings.contains("weekStart"), "{missing:?} of {settings}");
    let page = include_str!("../../docs/config.md");
    let names = settings.split(", ").chain(shown.iter().filter_map(|one| one.strip_prefix("colors.")));
    let missing: Vec<&str> = names.filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/config.md has no word of {missing:?}");
    let example = page.split("```ron\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let (workspace, path) = with(example);
    assert_eq!(run(&workspace, &["config", "check", "--config", &path]).status.code(), Some(0));
}

#[test]
fn what_is_wrong_is_told_with_line_and_column() {
    let faults = [
        "(\n  theme: \"drak\",\n)",
        "(wekStart: Sunday)",
        "(keys: {\n  \"relase\": [\"b\"]})",
        "(keys: {\"help\": [\"ctrl-c\"]})",
        "(keys: {\"help\": [\"r\"], \"release\": [\"r\"]})",
        "(keys: {\"quit-now\": [\"x\"]})",
        "(keys: {\"open-calendar\": [\"x\"]})",
        "(keys: {\"release\": [\"hyper-r\"]})",
    ];
    let mut said = String::new();
    for fault in faults {
        let (workspace, path) = with(fault);
        said += &transcript(&workspace, &[&["config", "check", "--config", &path]]);
        let told = run(&workspace, &["config", "check", "--config", &path, "--format", "json"]);
        assert_eq!(told.status.code(), Some(2), "{fault}");
        let told: Value = serde_json::from_slice(&told.stdout).expect("json");
        assert!(told["faults"][0]["column"].is_u64(), "{fault}: {told}");
    }
    compare!(said);
}

#[test]
fn defaults_give_way_to_what_an_old_config_binds() {
    let (workspace, path) = with("(keys: {\"redraw\": [\"*\"], \"create-account\": [\"q\"]})");
    compare!(transcript(&workspace, &[&["config", "check", "--config", &path]]));
    let check = json(&workspace, &["config", "check", "--config", &path]);
    let lost: Vec<&str> =
        check["gaveWay"].as_array().expect("defaults").iter().filter_map(|lost| lost["action"].as_str()).collect();
    assert_eq!(lost, ["mark-all", "mark-all", "quit"], "{check}");
    let keys = json(&workspace, &["config", "keys", "--config", &path]);
    let of = |action: &str| {
        keys.as_array().expect("keys").iter().find(|bound| bound["action"] == action).expect("an action")["keys"]
            .clone()
    };
    assert_eq!((of("mark-all"), of("quit")), (Value::from(Vec::<Value>::new()), Value::from(vec!["q"])));
    let told = run(&workspace, &["config", "keys", "--config", &path]);
    let told = String::from_utf8(told.stdout).expect("text");
    assert!(told.contains("— (gave way)") && told.contains("`mark-all` gives way"), "{told}");
}
