//! Nothing that comes from names, files, arguments or the environment reaches the terminal raw.

use clap::{Arg, CommandFactory};
use ipack::{cli::Cli, text::is_hidden};

use super::*;

/// Controls, OSC, C1, bidi, soft hyphen, invisible characters, a tag character, and a line that would pass for ours.
const RAW: &str =
    "Z\u{1b}]0;t\u{7}\u{1b}[2J\u{9b}31m\u{7f}\u{202e}\u{2066}\u{ad}\u{180e}\u{200b}\u{feff}\u{e0041}\r\nhint: forged";

/// The same where names are concerned, which hold no control characters.
const NAME: &str = "Q\u{202e}\u{2066}\u{ad}\u{180e}\u{200b}\u{feff}\u{e0041}";

/// A workspace with such texts wherever an import takes them.
fn hostile() -> Workspace {
    let notes = format!("{NAME}\n\thint: forged\nhint: forged");
    Workspace::of(&format!(
        r#"(workspace: (name: {NAME:?}),
        components: [(componentId: "c1", name: {NAME:?}, componentType: process, folder: {NAME:?}, packagedComponents: [
            (packageVersion: "1 {NAME}", createdDate: "2026-03-01T09:00:00Z", createdBy: {NAME:?}, shareable: true, notes: {notes:?},
             includedComponents: [(name: {NAME:?}, type: {NAME:?}, folder: {NAME:?}, modifiedBy: {NAME:?}, modifiedDate: "2026-03-01T09:00:00Z")]),
            (packageVersion: "2 {NAME}", createdDate: "2026-03-02T09:00:00Z", createdBy: {NAME:?}, shareable: true, notes: {notes:?}),
        ])],
        integrationPacks: [(id: "p1", name: {NAME:?}, description: {notes:?}, installationType: SINGLE, components: ["c1"], releases: [
            (number: 1, releasedAt: "2026-04-01T00:00:00Z", releasedBy: {NAME:?}, notes: {notes:?}, components: [(componentId: "c1", version: "1 {NAME}")])],
            scheduledRelease: (requestId: "release-x", releaseOnDate: "2026-12-01", timeZone: "UTC", notes: {notes:?},
              scheduledAt: "2026-11-10T00:00:00Z", scheduledBy: {NAME:?}, components: [(componentId: "c1", version: "2 {NAME}")]))],
        accounts: [(id: "a1", name: {NAME:?}, instances: [(instanceId: "i1", integrationPackId: "p1", name: {NAME:?}, installedAt: "2026-05-01T00:00:00Z")])],
        accountGroups: [(id: "g1", name: {NAME:?}, accounts: ["a1"], integrationPacks: ["p1"])])"#
    ))
}

/// Runs the commands; what reached a stream raw.
fn faults(command: &mut Command, told: &mut Vec<String>) {
    let output = command.output().expect("it runs");
    let said = [text(&output.stdout), text(&output.stderr)];
    let raw = said.iter().any(|said| said.chars().any(|c| is_hidden(c) && c != '\n'));
    let forged = said.iter().any(|said| said.lines().any(|line| line.starts_with("hint: forged")));
    if raw || forged || output.status.code().is_none_or(|status| status > 6) {
        told.push(format!("{:?}: {:?} {said:?}", command.get_args().collect::<Vec<_>>(), output.status.code()));
    }
}

/// Every command that does something: the words that lead to it, and its arguments.
fn leaves() -> Vec<(Vec<String>, Vec<Arg>)> {
    fn walk(command: &clap::Command, words: &[String], found: &mut Vec<(Vec<String>, Vec<Arg>)>) {
        for sub in command.get_subcommands() {
            let words: Vec<String> = words.iter().cloned().chain([sub.get_name().to_owned()]).collect();
            if sub.has_subcommands() {
                walk(sub, &words, found);
            } else {
                found.push((words, sub.get_arguments().cloned().collect()));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Cli::command(), &[], &mut found);
    found
}

/// A value that an argument takes, and that names something where it names a thing.
fn honest(arg: &Arg) -> String {
    match arg.get_id().as_str() {
        "on" | "since" => "2026-12-05".into(),
        "time_zone" | "zone" => "UTC".into(),
        "release" | "to" | "from" => "1".into(),
        "set" => format!("{NAME}=2 {NAME}"),
        "out" => "out".into(),
        "version" => format!("2 {NAME}"),
        _ => arg.get_possible_values().first().map_or(NAME.into(), |value| value.get_name().to_owned()),
    }
}

/// The command line with `odd` in the place of one argument, and with honest values where something is required.
fn line(words: &[String], args: &[Arg], odd: Option<(usize, &str)>) -> Vec<String> {
    let mut line = words.to_vec();
    for (at, arg) in args.iter().enumerate() {
        let value = match odd {
            Some((odd_at, text)) if odd_at == at => text.to_owned(),
            _ if arg.is_required_set() || arg.get_id() == "pack" || arg.get_id() == "packs" => honest(arg),
            _ if ["yes", "now"].contains(&arg.get_id().as_str())
                && odd.is_some_and(|(at, _)| args[at].get_id() != "on") =>
            {
                line.push(format!("--{}", arg.get_id()));
                continue;
            }
            _ => continue,
        };
        if arg.is_positional() {
            line.push(value);
        } else {
            line.push(format!("--{}={value}", arg.get_long().expect("a name")));
        }
    }
    line
}

#[test]
fn no_argument_of_any_command_reaches_a_stream_raw() {
    let filled = hostile();
    let (mut told, mut tried) = (Vec::new(), 0);
    // These two stay until they are ended.
    let ends = |words: &[String]| words != ["scheduler", "run"] && words != ["serve"];
    for (words, args) in leaves().iter().filter(|(words, _)| ends(words)) {
        let workspace = filled.copy();
        let valued: Vec<usize> = (0..args.len()).filter(|at| args[*at].get_action().takes_values()).collect();
        let mut lines: Vec<Vec<String>> = Vec::new();
        for at in valued {
            lines.extend([RAW, NAME].map(|odd| line(words, args, Some((at, odd)))));
        }
        lines.push(line(words, args, None));
        lines.push([line(words, args, None), vec![RAW.into()]].concat());
        lines.push([words.clone(), vec![format!("--{RAW}")]].concat());
        lines.push([&words[..words.len() - 1], &[RAW.to_owned()]].concat());
        for (nth, line) in lines.iter().enumerate() {
            tried += 1;
            let format = ["table", "json", "ron"][nth % 3];
            faults(ipack(&workspace).args(line).args(["--format", format]), &mut told);
        }
    }
    assert!(tried > 200, "{tried}");
    assert!(told.is_empty(), "{} of {tried}\n{}", told.len(), told.join("\n"));
}

#[test]
fn no_text_of_the_state_reaches_a_stream_raw() {
    let workspace = hostile();
    let looks: &[&[&str]] = &[
        &["pack", "list"],
        &["pack", "show", "p1"],
        &["pack", "instances", "p1"],
        &["component", "list"],
        &["component", "show", "c1"],
        &["component", "diff", "c1"],
        &["account", "list"],
        &["account", "show", "a1"],
        &["group", "list"],
        &["group", "show", "g1"],
        &["history", "p1"],
        &["diff", "p1"],
        &["schedule", "list"],
        &["release", "p1", "--now", "--dry-run"],
        &["rollback", "p1", "--now", "--dry-run"],
        &["activity"],
        &["workspace", "show"],
        &["check"],
        &["doctor"],
        &["scheduler", "tick"],
        &["release", "p1", "--now", "--atomic", "--dry-run"],
    ];
    let mut told = Vec::new();
    for args in looks {
        for format in ["table", "json", "ron"] {
            faults(ipack(&workspace).args(*args).args(["--format", format]), &mut told);
            faults(ipack(&workspace).args(*args).args(["--format", format, "--color", "never"]), &mut told);
        }
    }
    assert!(told.is_empty(), "{} \n{}", told.len(), told.join("\n"));
    let shown = json(&workspace, &["pack", "show", "p1"]);
    let description = format!("{NAME}\n\thint: forged\nhint: forged");
    assert_eq!((shown["name"].as_str(), shown["description"].as_str()), (Some(NAME), Some(description.as_str())));
}

#[test]
fn no_file_and_no_variable_reaches_a_stream_raw() {
    let workspace = Workspace::small();
    let mut told = Vec::new();
    let document = document(&workspace, "odd.ron", &format!("(components: [(componentId: {RAW:?}, {RAW}"));
    let config = super::document(&workspace, "config.ron", &format!("({RAW}: {RAW:?})"));
    let named = super::document(&workspace, &format!("{NAME}\u{1b}[2J.ron"), "(");
    for path in [&document, &config, &named] {
        faults(ipack(&workspace).arg("import").arg(path), &mut told);
        faults(ipack(&workspace).arg("apply").arg(path), &mut told);
        faults(ipack(&workspace).args(["pack", "list", "--config"]).arg(path), &mut told);
        faults(ipack(&workspace).args(["doctor", "--config"]).arg(path), &mut told);
        faults(ipack(&workspace).args(["check", "--state-dir"]).arg(path), &mut told);
        faults(ipack(&workspace).args(["export", "--out"]).arg(path), &mut told);
        faults(ipack(&workspace).args(["man", "--out"]).arg(path), &mut told);
    }
    for name in [
        "USER",
        "LOGNAME",
        "SUDO_USER",
        "TZ",
        "TERM",
        "COLORTERM",
        "NO_COLOR",
        "COLUMNS",
        "LANG",
        "HOME",
        "IPACK_STATE_DIR",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
    ] {
        for args in [
            &["doctor"][..],
            &["pack", "show", "Nope"],
            &["pack", "create", name],
            &["activity"],
            &["--help"],
            &["pack", "show", "--help"],
        ] {
            faults(ipack(&workspace).args(args).env(name, RAW), &mut told);
        }
    }
    assert!(told.is_empty(), "{} \n{}", told.len(), told.join("\n"));
}
