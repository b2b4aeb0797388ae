//! The state folder: missing, damaged, in the way, a demo.

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
    let workspace = Workspace::small();
    let before = workspace.bytes();
    let mut shell = Command::new("sh");
    at_the_desk(&mut shell, &workspace);
    let script = "ulimit -f 0; exec \"$0\" release Returns --now --yes";
    let output = shell.args(["-c", script, env!("CARGO_BIN_EXE_ipack")]).output().expect("it runs");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.starts_with("ipack: failed to release Returns: can't write to "), "{said}");
    assert_eq!(workspace.bytes(), before);
    assert!(run(&workspace, &["release", "Returns", "--now", "--yes"]).status.success(), "with room it goes through");
}

/// Anybody can set these variables; who decided is what the system says.
#[test]
fn no_variable_makes_a_user_somebody_else() {
    let workspace = Workspace::small();
    let names = ["USER", "LOGNAME", "LNAME", "USERNAME"];
    let mut command = ipack(&workspace);
    command.env_remove("SUDO_USER").envs(names.map(|name| (name, "somebody-else")));
    assert!(command.args(["workspace", "set", "name", "Another"]).status().expect("it runs").success());
    let newest = json(&workspace, &["activity"])[0].to_string();
    assert!(newest.contains("Another") && !newest.contains("somebody-else"), "{newest}");
}

/// Another program holds the lock for longer than a commit takes.
#[test]
#[expect(clippy::disallowed_methods, reason = "it is another program")]
fn locked() {
    let workspace = Workspace::small();
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
    compare!(refused(&Workspace::small(), &[&[], &["--demo"]]));
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
    let said = text(&run(&workspace, &["--demo", "--reset", "pack", "list"]).stderr);
    assert!(said.contains("the demo that was in ") && said.contains(" is now in "), "{said}");
}

/// A folder of letters is none, and stays where it is.
#[test]
fn a_reset_moves_nothing_but_a_demo() {
    let workspace = Workspace::empty();
    std::fs::create_dir_all(workspace.path()).expect("a folder");
    document(&workspace, "state/letter.txt", "Dear");
    let output = run(&workspace, &["--demo", "--reset", "pack", "list"]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(workspace.path().join("letter.txt").is_file());
    let folders = std::fs::read_dir(workspace.path().parent().expect("a folder")).expect("a folder").count();
    assert_eq!(folders, 1);
}

#[test]
fn a_demo_over_anything_else_is_refused() {
    compare!(refused(&Workspace::small(), &[&["--demo", "pack", "list"], &["--demo", "--reset", "pack", "list"]]));
}

#[test]
fn a_config_with_a_byte_order_mark_is_read() {
    let workspace = Workspace::small();
    let config = document(&workspace, "config.ron", "\u{feff}(author: \"m.ruiz\")\n");
    let config = config.to_str().expect("a path");
    assert!(run(&workspace, &["pack", "create", "New", "--config", config]).status.success());
    assert_eq!(json(&workspace, &["activity"])[0]["by"], "m.ruiz");
    let endless = run(&workspace, &["pack", "list", "--config", "/dev/zero"]);
    assert_eq!(endless.status.code(), Some(2));
}

#[test]
fn an_empty_variable_counts_as_unset() {
    let workspace = Workspace::small();
    let output = ipack(&workspace).env("IPACK_STATE_DIR", "").args(["pack", "list"]).output().expect("it runs");
    assert_eq!((output.status.code(), text(&output.stdout).trim()), (Some(0), "No integration packs yet"));
    let unset = ["IPACK_WORKSPACE", "NO_COLOR", "COLUMNS", "COLORTERM", "TZ", "XDG_CONFIG_HOME", "XDG_DATA_HOME"];
    let output = ipack(&workspace).envs(unset.map(|name| (name, ""))).arg("doctor").output().expect("it runs");
    let said = text(&output.stdout);
    assert!(
        said.contains("from IPACK_STATE_DIR") && !said.contains("NO_COLOR") && !said.contains("COLORTERM"),
        "{said}"
    );
    let styled = ipack(&workspace).env("NO_COLOR", "1").args(["pack", "list", "--color", "always"]).output();
    assert!(styled.expect("it runs").stdout.starts_with(b"\x1b[1m"), "colour was asked for");
}

/// What `doctor` finds on a topic: its state, text and hint.
fn doctor(workspace: &Workspace, topic: &str) -> Vec<(String, String, String)> {
    let output = run(workspace, &["doctor", "--format", "json"]);
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).expect("json");
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let about = findings.iter().filter(|finding| finding["topic"] == topic);
    about.map(|finding| (word(finding, "state"), word(finding, "text"), word(finding, "hint"))).collect()
}

/// What names the folder is what was given, by an option before a variable, and nothing else.
#[test]
#[cfg_attr(not(feature = "shared"), ignore = "`--workspace` is of a feature that is left out")]
fn doctor_says_what_names_the_state_folder() {
    let workspace = Workspace::small();
    let dir = workspace.path().display().to_string();
    let elsewhere = ("IPACK_STATE_DIR", "/elsewhere");
    for (args, variable, from) in [
        (&["--state-dir", dir.as_str()][..], ("IPACK_WORKSPACE", "/elsewhere"), "from --state-dir"),
        (&["--workspace", &dir], elsewhere, "from --workspace"),
        (&[], ("IPACK_WORKSPACE", &dir), "from IPACK_WORKSPACE"),
        (&[], ("IPACK_STATE_DIR", &dir), "from IPACK_STATE_DIR"),
    ] {
        let mut command = ipack(&workspace);
        command.env(elsewhere.0, elsewhere.1).env(variable.0, variable.1).args(args).arg("doctor");
        let said = text(&command.output().expect("it runs").stdout);
        assert!(said.contains(&format!("state folder: {dir}, {from}")), "{from}: {said}");
    }
}

#[test]
fn doctor_says_that_a_file_is_not_a_folder() {
    let workspace = Workspace::small();
    let file = workspace.path().join("journal-1.ron").display().to_string();
    let output = ipack(&workspace).args(["--state-dir", &file, "doctor"]).output().expect("it runs");
    let said = text(&output.stdout);
    assert!(said.contains(&format!("state folder: {file}, from --state-dir, not a folder")), "{said}");
}

#[test]
fn doctor_knows_that_writing_is_off() {
    let workspace = Workspace::small();
    write(&workspace.path().join("writing-is-off.txt"), "syncing failed\n");
    let [(state, told, hint)] = &doctor(&workspace, "state")[..] else { unreachable!("one finding") };
    assert!(state == "PROBLEM" && told.contains("syncing failed") && hint.contains("check --repair"), "{told} {hint}");
    assert_eq!(run(&workspace, &["doctor"]).status.code(), Some(3));
}

/// What was decided is gone or can't be told; a script that gets an empty list would take it for true.
#[test]
fn a_state_of_which_nothing_can_be_read_is_no_empty_workspace() {
    for (what, gone) in [("a first line", &[][..]), ("all but the mark", &["CURRENT.ron", "journal-1.ron"])] {
        let workspace = Workspace::small();
        let path = workspace.path().join("journal-1.ron");
        let damaged = std::fs::read_to_string(&path).expect("a journal").replacen("(seq:1", "(seq:7", 1);
        std::fs::remove_file(&path).expect("removed");
        write(&path, &damaged);
        for name in gone {
            std::fs::remove_file(workspace.path().join(name)).expect("removed");
        }
        let before = workspace.bytes();
        for args in [&["pack", "list", "--format", "json"][..], &["export", "--out", "out"], &["pack", "create", "New"]]
        {
            let ended = run(&workspace, args);
            assert_eq!((ended.status.code(), text(&ended.stdout)), (Some(6), String::new()), "{what}: {args:?}");
            let told = text(&ended.stderr);
            assert!(told.contains("`ipack check --repair`") && !told.contains(":0:0"), "{what}: {args:?}: {told}");
        }
        assert_eq!(workspace.bytes(), before, "{what}");
        assert_eq!(doctor(&workspace, "state")[0].0, "PROBLEM", "{what}");
        assert_eq!(run(&workspace, &["check", "--repair", "--yes"]).status.code(), Some(0), "{what}");
        assert_eq!(run(&workspace, &["pack", "list"]).status.code(), Some(0), "{what}");
    }
}

#[test]
fn check_names_each_file_once() {
    let workspace = Workspace::small();
    write(&workspace.path().join("writing-is-off.txt"), "syncing failed\n");
    let said = text(&run(&workspace, &["check"]).stdout);
    assert_eq!(said.matches("writing-is-off.txt").count(), 1, "{said}");
}

/// The probe is a real write: a disk that takes nothing is seen, whatever the permission bits say.
#[cfg(target_os = "linux")]
#[test]
fn doctor_tries_to_write() {
    let workspace = Workspace::small();
    let mut shell = Command::new("sh");
    at_the_desk(&mut shell, &workspace);
    let script = "ulimit -f 0; exec \"$0\" doctor 2>&1 | cat";
    let said = text(&shell.args(["-c", script, env!("CARGO_BIN_EXE_ipack")]).output().expect("it runs").stdout);
    assert!(said.contains("PROBLEM  state: can't be written: "), "{said}");
    assert!(doctor(&workspace, "state")[0].1.ends_with("writable"));
}

/// In a folder that takes no new file a change goes through, for its line goes to a file that is there; and so it is
/// told.
#[cfg(target_os = "linux")]
#[test]
fn doctor_tells_of_a_folder_that_takes_no_new_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let workspace = Workspace::small();
    let may =
        |mode| std::fs::set_permissions(workspace.path(), std::fs::Permissions::from_mode(mode)).expect("changed");
    // Without its capabilities an administrator is a user like any other.
    let as_anybody = |command: &str| {
        let mut shell = Command::new("sh");
        at_the_desk(&mut shell, &workspace);
        let may = "may='setpriv --bounding-set=-all --inh-caps=-all'; $may true 2>/dev/null || may=";
        let script = format!("{may}; $may {command}");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_ipack")]).output().expect("it runs")
    };
    may(0o500);
    let takes_files = as_anybody("touch \"$IPACK_STATE_DIR/new\"").status.success();
    let said = text(&as_anybody("\"$0\" doctor").stdout);
    let released = as_anybody("\"$0\" release 'Order to Cash' --now --yes");
    may(0o700);
    assert_eq!(released.status.code(), Some(0), "{}", text(&released.stderr));
    // Where nobody can be kept from making files, there is nothing to tell.
    let told = said.contains("note     state: ") && said.contains("writable, but you may make no file in the folder");
    assert!(told || takes_files, "{said}");
}

#[test]
fn doctor_tells_what_an_interrupted_checkpoint_left() {
    let workspace = Workspace::small();
    assert!(doctor(&workspace, "left-overs").is_empty());
    let mut store = Store::open(&workspace.path()).expect("a workspace");
    std::fs::create_dir_all(workspace.path().join("snapshot-2.ron")).expect("in the way");
    let _ = store.checkpoint().expect_err("its place is taken");
    let told = doctor(&workspace, "left-overs");
    assert!(told.iter().any(|(state, text, _)| state == "NOTE" && text.contains("room")), "{told:?}");
}
