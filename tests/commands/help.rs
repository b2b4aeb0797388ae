//! Help is whole: every command says what it does and shows an example that the command line accepts.

use clap::{Command, CommandFactory, Parser};
use ipack::cli::Cli;

/// Every command that does something, with the words that lead to it.
fn commands() -> Vec<(Vec<String>, Command)> {
    fn walk(command: &Command, words: &[String], found: &mut Vec<(Vec<String>, Command)>) {
        for sub in command.get_subcommands() {
            let words: Vec<String> = words.iter().cloned().chain([sub.get_name().to_owned()]).collect();
            if sub.has_subcommands() { walk(sub, &words, found) } else { found.push((words, sub.clone())) }
        }
    }
    let mut found = Vec::new();
    walk(&Cli::command(), &["ipack".to_owned()], &mut found);
    found
}

/// The words of a line as a shell reads them; enough for what examples quote.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
            other => word.push(other),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

#[test]
fn every_command_shows_an_example_that_is_accepted() {
    let mut faults = Vec::new();
    for (path, command) in commands() {
        let path = path.join(" ");
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        if command.get_about().is_none() {
            faults.push(format!("{path} does not say what it does"));
        }
        let lines: Vec<&str> = help.lines().filter(|line| line.starts_with("  ")).map(str::trim).collect();
        if !help.starts_with("Example") || !lines.iter().any(|line| line.contains(&path)) {
            faults.push(format!("{path} shows no example: {help:?}"));
        }
        for line in lines {
            if line.chars().count() > 73 {
                faults.push(format!("{path}: {line}: a page of 80 columns breaks it in two"));
            }
            let line = line.trim_start_matches("source <(").trim_end_matches(')');
            if let Err(why) = Cli::try_parse_from(words(line)) {
                faults.push(format!("{path}: {line}: {why}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Examples that need a server or the platform, that go on until they are ended, or that are for a shell.
const ELSEWHERE: &[&str] = &[
    "schedule adopt",
    "hook test",
    "hook redeliver",
    "platform connect",
    "platform sync",
    "platform status",
    "platform settle",
    "platform disconnect",
    "workspace create",
    "serve",
    "scheduler run",
    "completions",
];

/// What examples take for granted: the command, and what was done before it.
const BEFORE: &[(&str, &[&str])] = &[
    ("freeze import", &["ipack schedule export --out changes.ics"]),
    ("request", &["ipack workspace set approvals 1", "ipack release \"Order to Cash\" --now --yes"]),
    ("hook deliveries", &["ipack hook add Chat --url https://chat.example/hooks/7"]),
];

/// Each in a sample of its own; what is asked for is asked for by somebody else, unless it is to be withdrawn.
#[test]
fn every_example_runs_in_the_sample_as_shown() {
    let mut faults = Vec::new();
    for (path, command) in commands() {
        let path = path[1..].join(" ");
        if ELSEWHERE.contains(&path.as_str()) {
            continue;
        }
        let workspace = crate::support::Workspace::sample();
        let mut runs = |line: &str, who: &str| {
            let mut program = super::ipack(&workspace);
            let output = program.env("IPACK_TEST_USER", who).args(&words(line)[1..]).output().expect("a program");
            if !output.status.success() {
                faults.push(format!("{line}: {}", String::from_utf8_lossy(&output.stderr)));
            }
        };
        let before = BEFORE.iter().filter(|(of, _)| path.starts_with(of)).flat_map(|(_, lines)| *lines);
        before.for_each(|line| runs(line, if path == "request withdraw" { "ada" } else { "bo" }));
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        help.lines().filter_map(|line| line.strip_prefix("  ")).for_each(|line| runs(line, "ada"));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_option_says_what_it_is_for() {
    for (path, command) in commands() {
        for argument in command.get_arguments() {
            let told = argument.get_help().is_some_and(|help| !help.to_string().is_empty());
            assert!(told, "{} of {} says nothing", argument.get_id(), path.join(" "));
        }
    }
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let dir = tempfile::tempdir().expect("a folder");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_ipack"))
        .args(["man", "--out"])
        .arg(dir.path())
        .status()
        .expect("a program");
    assert!(status.success());
    for (path, _) in commands() {
        let page = dir.path().join(format!("{}.1", path.join("-")));
        let text = std::fs::read_to_string(&page).expect("a page");
        assert!(text.contains(".TH") && text.contains(".SH EXAMPLE\n.nf\n"), "{}", page.display());
        // The program's own page has what every command has.
        assert!(!text.contains("The folder that holds the workspace"), "{}", page.display());
        assert!(text.contains("EXIT STATUS") && text.contains("SEE ALSO"), "{}", page.display());
    }
    let whole = std::fs::read_to_string(dir.path().join("ipack.1")).expect("a page");
    for section in ["EXIT STATUS", "FILES", "ENVIRONMENT", "KEYS"] {
        assert!(whole.contains(section), "{section}");
    }
    assert_eq!(whole.matches("Quit from anywhere, at once.").count(), 1);
    assert!(whole.contains("On Integration Packs") && whole.contains("Release what an earlier release carried."));
}

#[test]
fn a_manual_that_cant_be_written_names_the_folder_and_the_way_out() {
    let dir = tempfile::tempdir().expect("a folder");
    let taken = dir.path().join("taken");
    super::write(&taken, "a file");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ipack"));
    let output = command.args(["man", "--out"]).arg(&taken).output().expect("a program");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.starts_with("ipack: failed to write the manual: can't create "), "{said}");
    assert!(said.contains("/taken: ") && said.contains("hint: a file is in the way"), "{said}");
}

/// What the shell's script asks, and what it is answered.
fn completed(state: &std::path::Path, words: &[&str]) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_ipack"))
        .env("IPACK_COMPLETE", "zsh")
        .env("IPACK_STATE_DIR", state)
        .args(words)
        .output()
        .expect("a program");
    String::from_utf8(output.stdout).expect("text")
}

/// Not all that has such a name, but what the command can be about.
#[test]
fn what_belongs_at_the_place_is_completed() {
    let workspace = crate::support::Workspace::sample();
    let complete = |words: &[&str]| -> Vec<String> {
        let words: Vec<&str> = ["ipack"].iter().chain(words).copied().collect();
        completed(&workspace.path(), &words).lines().filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
    };
    for verb in ["move", "change", "cancel", "override"] {
        assert_eq!(complete(&["schedule", verb, ""]), ["Procure to Pay"], "{verb}");
    }
    assert_eq!(complete(&["pack", "undelete", "Order to Cash", ""]), ["Dunning Letters"]);
    assert_eq!(complete(&["component", "restore", "Create Invoice", ""]), ["1.2.1"]);
    assert!(!complete(&["component", "delete", "Create Invoice", ""]).contains(&"1.2.1".to_owned()));
    let account = "Abernethy Wool Mills Ltd";
    assert_eq!(complete(&["account", "apply", account, ""]), ["HR Onboarding", "Procure to Pay"]);
    for (verb, is_offered) in [("add", false), ("remove", true)] {
        let offered = complete(&["group", verb, "Enterprise EMEA", "Aber"]);
        assert_eq!(offered.contains(&account.to_owned()), is_offered, "{verb}: {offered:?}");
    }
    for (verb, is_offered) in [("share", false), ("unshare", true)] {
        let offered = complete(&["group", verb, "Enterprise EMEA", "Order"]);
        assert_eq!(offered.contains(&"Order to Cash".to_owned()), is_offered, "{verb}: {offered:?}");
    }
    #[cfg(feature = "platform")]
    {
        let made = super::run(&workspace, &["token", "create", "ci"]);
        assert!(made.status.success());
        assert_eq!(complete(&["token", "revoke", ""]), ["ci"]);
        assert_eq!(complete(&["token", "create", "x", "--account", "Abern"]), [account]);
    }
}

#[test]
#[cfg_attr(not(feature = "shared"), ignore = "`--workspace` is of a feature that is left out")]
fn names_are_completed_from_the_workspace() {
    let workspace = crate::support::Workspace::of(crate::support::SMALL);
    let before = workspace.bytes();
    let complete = |words: &[&str]| completed(&workspace.path(), words);
    assert_eq!(complete(&["ipack", "release", "ord"]).trim(), "Order to Cash");
    assert_eq!(complete(&["ipack", "history", "Ret"]).trim(), "Returns");
    assert_eq!(complete(&["ipack", "release", "x", "--keep", "led"]).trim(), "Ledger Posting");
    assert!(complete(&["ipack", "release", "x", "--set", "Create"]).contains("Create Invoice="));
    let versions = complete(&["ipack", "release", "x", "--set", "Create Invoice="]);
    assert_eq!(versions.lines().filter(|line| !line.is_empty()).count(), 3, "{versions}");
    assert!(complete(&["ipack", "sched"]).contains("schedule"));
    let (empty, here) = (crate::support::Workspace::empty(), workspace.path().display().to_string());
    for words in [&["--state-dir", &here][..], &[&format!("--state-dir={here}")], &[&format!("--workspace={here}")]] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ipack"));
        command.env("IPACK_COMPLETE", "zsh").env("IPACK_WORKSPACE", empty.path()).arg("ipack").args(words);
        let output = command.args(["history", "Ret"]).output().expect("a program");
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "Returns", "{words:?} comes before a variable");
    }
    for command in ["show", "package", "delete", "restore", "diff"] {
        assert_eq!(complete(&["ipack", "component", command, "led"]).trim(), "Ledger Posting", "{command}");
    }
    assert!(complete(&["ipack", "component", "delete", "Create Invoice", ""]).lines().any(|line| line == "1.1"));
    assert!(complete(&["ipack", "component", "diff", "Create Invoice", "1.0", ""]).lines().any(|line| line == "1.1"));
    assert_eq!(complete(&["ipack", "freeze", "add", "x", "--from", "fri", "--weekdays", "mon,tu"]).trim(), "mon,tue");
    let all = complete(&["ipack", "history", ""]);
    assert!(!all.contains("--"), "options are offered where one is begun: {all}");
    assert!(complete(&["ipack", "history", "--"]).contains("--format"));
    assert_eq!(before, workspace.bytes());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = std::process::Command::new(env!("CARGO_BIN_EXE_ipack"))
            .args(["completions", shell])
            .output()
            .expect("a program");
        let text = String::from_utf8_lossy(&script.stdout);
        assert!(script.status.success() && text.contains("IPACK_COMPLETE"));
    }
}
