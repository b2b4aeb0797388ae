//! A story told twice, by keys and by commands, that has to come to the same workspace.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use chrono::TimeDelta;
use ipack::engine::Clock;

use crate::support::{
    Workspace,
    screens::{pass, set},
    write,
};

/// One thing after the other.
pub(crate) enum Step {
    /// By keys, and by the commands that do the same.
    Do(&'static str, &'static [&'static [&'static str]]),
    /// The clock goes on to an instant; the open screens perform what falls due, or a command does.
    Until(&'static str),
}

/// Tells it by keys in one workspace, and by commands in the other; both then export the same, but for the ids that
/// were made.
pub(crate) fn tell(story: &[Step], keys: &Workspace, commands: &Workspace) {
    let config = commands.path().with_file_name("config.ron");
    write(&config, r#"(author: "admin@desk")"#);
    let mut screens = keys.screens(80, 24);
    for step in story {
        // Ids begin with the time: what was made first stands first in both.
        for workspace in [keys, commands] {
            workspace.clock.set(workspace.clock.now() + TimeDelta::seconds(1));
        }
        match step {
            Step::Do(pressed, lines) => {
                screens.press(pressed);
                for line in *lines {
                    ipack(commands, &config, line);
                }
                assert!(screens.program().model.dialogs.is_empty(), "{pressed}: {}", screens.screen());
            }
            Step::Until(now) => {
                pass(keys, &mut screens, now);
                set(commands, now);
                ipack(commands, &config, &["scheduler", "tick"]);
            }
        }
    }
    let (by_keys, by_commands) = (export(keys), export(commands));
    for (one, other) in by_keys.lines().zip(by_commands.lines()) {
        assert_eq!(one, other);
    }
    assert_eq!(by_keys.lines().count(), by_commands.lines().count());
}

fn ipack(workspace: &Workspace, config: &Path, args: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_ipack"))
        .env_clear()
        .env("IPACK_TEST_NOW", workspace.clock.now().to_rfc3339())
        .env("IPACK_STATE_DIR", workspace.path())
        .arg("--config")
        .arg(config)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The whole workspace as code, but for the ids that were made in it.
fn export(workspace: &Workspace) -> String {
    let dir = workspace.path().with_file_name("code");
    workspace.engine().export(&[], &dir).expect("exported");
    let mut paths: Vec<_> = fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let text: String = paths.iter().map(|path| fs::read_to_string(path).expect("a document")).collect();
    text.split('"').map(|part| if made(part) { "made" } else { part }).collect::<Vec<_>>().join("\"")
}

/// Whether a text is an id that was made here: the sample's own ids tell no time.
fn made(text: &str) -> bool {
    let digits = text.strip_prefix("release-").unwrap_or(text);
    digits.len() == 36 && digits.chars().all(|c| c == '-' || c.is_ascii_hexdigit()) && digits.as_bytes()[14] == b'7'
}
