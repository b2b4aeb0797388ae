//! From the start of the program to its first whole frame on a terminal.

use std::{
    ffi::OsStr,
    fs::OpenOptions,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use portable_pty::{PtySize, native_pty_system};
use tempfile::TempDir;

use crate::{
    samples::Samples,
    table::{Goal, Table},
    workspace::Workspace,
};

const ROUNDS: usize = 101;

/// The floor: a statically linked program that writes one line and waits for a key, as ours does.
const LEAST: &str = r#"
use std::io::{Read, Write};
fn main() {
    let mut out = std::io::stdout();
    let _ = out.write_all(b"ready.\n");
    let _ = std::io::stdin().read(&mut [0]);
}
"#;

/// How a frame ends.
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

pub(crate) fn measure(table: &mut Table) {
    let dir = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let least = compile_least(dir.path());
    for (what, workspace, goal) in [
        ("start to first frame, sample", Workspace::sample(), Goal::Ratio(2.0)),
        ("start to first frame, 10,000 packs", Workspace::of(10_000), Goal::Ratio(6.0)),
    ] {
        let ours = || first_frame(&workspace);
        let floor = || started(&least, &[], b"\n", |seen| contains(seen, b"ready."));
        let (ours, floor) = Samples::in_turn(ROUNDS, ours, floor);
        table.add(what, ours, &floor, goal);
    }
}

/// The time from the start of the program to its first whole frame.
pub(crate) fn first_frame(workspace: &Workspace) -> Duration {
    let path = workspace.path();
    let arguments = [OsStr::new("--state-dir"), path.as_os_str()];
    // Ctrl-C ends it whatever is in front.
    started(env!("CARGO_BIN_EXE_ipack").as_ref(), &arguments, b"\x03", |seen| {
        seen.ends_with(FRAME_ENDS) && contains(seen, b"Packs")
    })
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// Starts a program on a terminal of its own; the time until what it wrote is complete.
///
/// Started in the cheapest way that there is, without a copy of this process, so that the floor is as low as it can be.
fn started(program: &Path, arguments: &[&OsStr], end: &[u8], is_complete: impl Fn(&[u8]) -> bool) -> Duration {
    let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size).expect("a terminal");
    let mut reader = pty.master.try_clone_reader().expect("its output");
    let mut writer = pty.master.take_writer().expect("its keyboard");
    let name = pty.master.tty_name().expect("its name");
    let open = || OpenOptions::new().read(true).write(true).open(&name).expect("the terminal");
    let mut command = Command::new(program);
    command.args(arguments).stdin(open()).stdout(open()).stderr(open());
    command.env_clear().env("HOME", env!("CARGO_TARGET_TMPDIR"));
    command.env("TERM", "xterm-256color").env("LANG", "C.UTF-8").env("USER", "bench");
    let (mut seen, mut bytes) = (Vec::new(), vec![0; 1 << 16]);
    let begun = Instant::now();
    let mut child = command.spawn().expect("started");
    drop((command, pty.slave));
    while !is_complete(&seen) {
        let count = reader.read(&mut bytes).expect("output");
        assert!(count > 0, "{} ended early: {}", program.display(), String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&bytes[..count]);
    }
    let taken = begun.elapsed();
    writer.write_all(end).expect("a key");
    // A program whose further frames nobody reads would wait for ever; the terminal is gone once the program is.
    while reader.read(&mut bytes).is_ok_and(|count| count > 0) {}
    child.wait().expect("ended");
    taken
}

fn compile_least(dir: &Path) -> PathBuf {
    let (source, program) = (dir.join("least.rs"), dir.join("least"));
    let mut file = OpenOptions::new().write(true).create_new(true).open(&source).expect("a file");
    file.write_all(LEAST.as_bytes()).expect("written");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let optimised = ["-C", "opt-level=3", "-C", "strip=symbols", "-C", "target-feature=+crt-static"];
    let status = Command::new(rustc).args(optimised).arg("-o").args([&program, &source]).status().expect("rustc");
    assert!(status.success(), "the floor does not compile");
    program
}
