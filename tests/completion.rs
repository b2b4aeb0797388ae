//! Completion in real shells, with Tab and Enter: what is inserted is one word, names what was meant, and never runs.
//!
//! A shell that is not installed is said and left out.
#![cfg(unix)]
#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that can not go on may panic, and says what it left out"
)]

mod support;

use std::{
    fmt::Write as _,
    io::{Read, Write},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use support::Workspace;
use tempfile::TempDir;

/// What names hold after a first letter of their own.
const ODD: &[&str] = &[
    "`touch${IFS}pwned`",
    ";touch${IFS}pwned",
    "|touch${IFS}pwned",
    "&touch${IFS}pwned",
    "$(touch${IFS}pwned)",
    ">pwned",
    "<(touch${IFS}pwned)",
    "${PWD}",
    "r&D",
    "it's",
    "say \"no\"",
    "both ' and \"",
    "wow!",
    "!!",
    "back\\slash",
    "tail\\",
    "a:b",
    "a=b",
    "a:b c=d e",
    "{a,b}",
    "[a-z]*?",
    "#hash",
    "~",
    "~root",
    "%1",
    "^a^b",
    "two  blanks",
    "Müller 顧客",
    "'",
    "\"",
    "a@b",
    "(x)",
    "semi; touch pwned",
    "`touch pwned`",
    "x'; touch pwned; '",
    "x\"; touch pwned; \"",
    "$'touch pwned'",
];

/// A letter that no other name begins with.
fn letter(at: usize) -> String {
    format!("N{}", char::from(b'a' + u8::try_from(at % 26).expect("a letter"))) + if at < 26 { "q" } else { "z" }
}

fn workspace() -> Workspace {
    let mut document = String::from("(integrationPacks: [");
    for (at, odd) in ODD.iter().enumerate() {
        let name = format!("{}{odd}", letter(at));
        let _ = write!(document, "(id: \"pack {at}\", name: {name:?}, installationType: SINGLE, components: []),");
    }
    document.push_str("(id: \"dash\", name: \"-rf\", installationType: SINGLE, components: []),");
    document.push_str("(id: \"bidi\", name: \"Bi\u{202e}di\", installationType: SINGLE, components: []),");
    document.push_str("])");
    Workspace::of(&document)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Shell {
    const fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
        }
    }

    fn is_installed(self) -> bool {
        let found = Command::new(self.name()).arg("--version").stdout(Stdio::null()).status().is_ok();
        if !found {
            eprintln!("{} is not installed: left out", self.name());
        }
        found
    }

    const fn start(self) -> (&'static [&'static str], &'static str) {
        match self {
            Self::Bash => (&["--norc", "--noprofile", "-i"], "source <(ipack completions bash)\r"),
            Self::Zsh => (&["-f", "-i"], "autoload -U compinit; compinit -D -u; source <(ipack completions zsh)\r"),
            Self::Fish => (&["--no-config", "-i"], "ipack completions fish | source\r"),
        }
    }
}

/// Types lines into a shell, with Tabs in them, until it ends.
fn types(shell: Shell, workspace: &Workspace, folder: &Path, lines: &str) -> String {
    let bin = Path::new(env!("CARGO_BIN_EXE_ipack")).parent().expect("a folder");
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths([bin.to_owned()].into_iter().chain(std::env::split_paths(&paths))).expect("paths");
    let (arguments, begin) = shell.start();
    let mut command = CommandBuilder::new(shell.name());
    command.args(arguments);
    command.env("PATH", paths);
    command.env("HOME", folder);
    command.env("TERM", "xterm");
    command.env("LC_ALL", "C.UTF-8");
    command.env("IPACK_STATE_DIR", workspace.path());
    command.env("XDG_CONFIG_HOME", folder.join("config"));
    command.env("XDG_DATA_HOME", folder.join("data"));
    command.cwd(folder);
    let size = PtySize { rows: 50, cols: 200, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size).expect("a terminal");
    let mut child = pty.slave.spawn_command(command).expect("a shell");
    drop(pty.slave);
    let mut output = pty.master.try_clone_reader().expect("its output");
    let reader = thread::spawn(move || {
        let mut said = Vec::new();
        // The other end goes away with an error.
        let _ = output.read_to_end(&mut said);
        String::from_utf8_lossy(&said).into_owned()
    });
    let mut keyboard = pty.master.take_writer().expect("its keyboard");
    keyboard.write_all(format!("{begin}{lines}exit\r").as_bytes()).and_then(|()| keyboard.flush()).expect("typed");
    let until = Instant::now() + Duration::from_secs(120);
    while child.try_wait().expect("a child").is_none() {
        if Instant::now() > until {
            let _ = child.kill();
        }
        thread::yield_now();
        thread::park_timeout(Duration::from_millis(5));
    }
    drop(keyboard);
    drop(pty.master);
    reader.join().expect("its output")
}

/// Completes every odd name after each beginning, presses Enter, and looks what was asked for.
fn names_are_one_harmless_word(shell: Shell) {
    if !shell.is_installed() {
        return;
    }
    let (workspace, folder) = (workspace(), TempDir::new().expect("a folder"));
    let openings = ["", "\"", "'"];
    let mut lines = String::new();
    for (nth, opening) in openings.iter().enumerate() {
        for at in 0..ODD.len() {
            let _ = write!(
                lines,
                "ipack pack show {opening}{}\t --format json > out-{nth}-{at}.json\r",
                letter(at).to_lowercase()
            );
        }
    }
    // What would be an option, and what can't be seen, goes by its id.
    lines.push_str("ipack pack show das\t --format json > dash.json\ripack pack show bi\t --format json > bidi.json\r");
    let said = types(shell, &workspace, folder.path(), &lines);
    let mut faults: Vec<String> = ["dash", "bidi"]
        .map(|id| (id, std::fs::read(folder.path().join(format!("{id}.json")))))
        .into_iter()
        .filter(|(id, shown)| {
            !shown.as_ref().is_ok_and(|shown| String::from_utf8_lossy(shown).contains(&format!("\"id\": \"{id}\"")))
        })
        .map(|(id, _)| id.to_owned())
        .collect();
    for (nth, opening) in openings.iter().enumerate() {
        for (at, odd) in ODD.iter().enumerate() {
            let shown = std::fs::read(folder.path().join(format!("out-{nth}-{at}.json"))).unwrap_or_default();
            let id = serde_json::from_slice::<serde_json::Value>(&shown).map(|pack| pack["id"].to_string());
            if !id.as_ref().is_ok_and(|id| *id == format!("\"pack {at}\"")) {
                faults.push(format!("{opening}{}{odd}: {id:?}", letter(at)));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}\n{said}", faults.len(), faults.join("\n"));
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("pwned")), "a name ran: {left:?}\n{said}");
}

#[test]
fn names_are_one_harmless_word_in_bash() {
    names_are_one_harmless_word(Shell::Bash);
}

#[test]
fn names_are_one_harmless_word_in_zsh() {
    names_are_one_harmless_word(Shell::Zsh);
}

#[test]
fn names_are_one_harmless_word_in_fish() {
    names_are_one_harmless_word(Shell::Fish);
}

/// As packages install it: zsh then loads the file at the first Tab.
#[test]
fn the_first_tab_completes_from_a_folder_of_completions_in_zsh() {
    if !Shell::Zsh.is_installed() {
        return;
    }
    let (workspace, folder) = (Workspace::of(ASSIGNED), TempDir::new().expect("a folder"));
    let lines = "ipack completions zsh > _ipack; unfunction _ipack; fpath=($PWD $fpath); compinit -D -u\r\
        ipack pack show cas\t --format json > out.json\r";
    let said = types(Shell::Zsh, &workspace, folder.path(), lines);
    let shown = std::fs::read_to_string(folder.path().join("out.json")).unwrap_or_default();
    assert!(shown.contains("\"id\": \"p1\""), "{shown}\n{said}");
}

/// What belongs at the place: the pack's components, then the versions of the one that is named.
fn assignments_are_completed(shell: Shell) {
    if !shell.is_installed() {
        return;
    }
    let (workspace, folder) = (Workspace::of(ASSIGNED), TempDir::new().expect("a folder"));
    // The component's name is completed up to the `=`, then the version after its first character.
    let typed = [
        "--set led\t1\t",
        "--set \"led\t1\t",
        "--set 'led\t1\t",
        "--set \"Ledger Posting=1\t",
        "--set 'Ledger Posting=1\t",
        "--set Ledger\\ Posting=1\t",
        "--set=led\t1\t",
        "--set odd\t1\t",
        "--set \"odd\t1\t",
        "--set Odd:\t1\t",
        "--set 'Odd:a=\t1\t",
        "--keep odd\t",
    ];
    let mut lines = String::new();
    for (at, typed) in typed.iter().enumerate() {
        let _ = write!(lines, "ipack release cash\t --now --dry-run {typed} --format json > out-{at}.json\r");
    }
    let said = types(shell, &workspace, folder.path(), &lines);
    for (at, typed) in typed.iter().enumerate() {
        let shown = std::fs::read(folder.path().join(format!("out-{at}.json"))).unwrap_or_default();
        let order: serde_json::Value = serde_json::from_slice(&shown).unwrap_or_default();
        let pinned = order["command"].as_str().unwrap_or_default();
        let wanted = if typed.to_lowercase().contains("odd") { "Odd:a=b c=1.0" } else { "Ledger Posting=1.0" };
        let kept = typed.contains("--keep") && pinned.contains("--keep");
        assert!(kept || pinned.contains(wanted), "{typed:?}: {order}\n{said}");
    }
}

const ASSIGNED: &str = r#"(
    components: [
        (componentId: "c1", name: "Ledger Posting", componentType: process, packagedComponents: [
            (packageVersion: "0.9", createdDate: "2026-03-01T09:00:00Z", createdBy: "m", shareable: true),
            (packageVersion: "1.0", createdDate: "2026-03-02T09:00:00Z", createdBy: "m", shareable: true),
            (packageVersion: "2.0", createdDate: "2026-03-03T09:00:00Z", createdBy: "m", shareable: true)]),
        (componentId: "c2", name: "Odd:a=b c", componentType: process, packagedComponents: [
            (packageVersion: "0.9", createdDate: "2026-03-01T09:00:00Z", createdBy: "m", shareable: true),
            (packageVersion: "1.0", createdDate: "2026-03-02T09:00:00Z", createdBy: "m", shareable: true),
            (packageVersion: "2.0", createdDate: "2026-03-03T09:00:00Z", createdBy: "m", shareable: true)]),
        (componentId: "c3", name: "Ledger Elsewhere", componentType: process, packagedComponents: [
            (packageVersion: "1.0", createdDate: "2026-03-02T09:00:00Z", createdBy: "m", shareable: true)]),
    ],
    integrationPacks: [
        (id: "p1", name: "Cash & Co", installationType: SINGLE, components: ["c1", "c2"], releases: [(number: 1,
            releasedAt: "2026-04-01T00:00:00Z", releasedBy: "m", components: [(componentId: "c1", version: "0.9"), (componentId: "c2", version: "0.9")])]),
        (id: "p2", name: "Other", installationType: SINGLE, components: ["c3"]),
    ],
)"#;

#[test]
fn assignments_are_completed_in_bash() {
    assignments_are_completed(Shell::Bash);
}

#[test]
fn assignments_are_completed_in_zsh() {
    assignments_are_completed(Shell::Zsh);
}

#[test]
fn assignments_are_completed_in_fish() {
    assignments_are_completed(Shell::Fish);
}
