//! Commands of hooks: run without a shell, for a limited time.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _, copy, sink},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

/// How long a command may take.
pub const LIMIT: Duration = Duration::from_secs(30);
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(10);
/// So many bytes of the first line that it prints on standard error are kept.
const KEPT: u64 = 2_000;

/// Runs a command with a text on its standard input and the variable `IPACK_EVENT`. One that takes longer than the
/// limit is killed, with what it has started.
///
/// # Errors
/// Why it did not succeed, with the first line that it printed on standard error.
pub fn run(words: &[String], event: &str, input: &str, limit: Duration) -> Result<(), String> {
    let [program, arguments @ ..] = words else { return Err("it names no program".to_owned()) };
    let mut command = Command::new(program);
    command.args(arguments).env("IPACK_EVENT", event);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|error| format!("{program} did not run: {error}"))?;
    let said = talk(&mut child, input);
    let until = Instant::now() + limit;
    let ended = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Ok(status),
            Ok(None) if Instant::now() < until => thread::sleep(LOOK),
            Ok(None) => break Err(format!("{program} was killed after {} s", limit.as_secs())),
            Err(error) => break Err(format!("{program} can't be waited for: {error}")),
        }
    };
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => {
            // Something that it has started may still hold standard error, and say nothing.
            let line = said.recv_timeout(until.saturating_duration_since(Instant::now())).unwrap_or_default();
            let line = if line.is_empty() { line } else { format!(": {line}") };
            Err(format!("{program} ended with {status}{line}"))
        }
        Err(why) => {
            kill(&mut child);
            Err(why)
        }
    }
}

/// Hands over the input and listens to standard error, each in a thread of its own: nobody waits for a command that
/// does not read, or prints without end. Its first line comes out.
fn talk(child: &mut Child, input: &str) -> Receiver<String> {
    let ((said, line), input) = (mpsc::channel(), input.to_owned());
    if let Some(mut stdin) = child.stdin.take() {
        // A command need not read what it gets.
        thread::spawn(move || stdin.write_all(input.as_bytes()));
    }
    if let Some(mut stderr) = child.stderr.take() {
        thread::spawn(move || {
            let mut first = Vec::new();
            // What can't be read says nothing.
            let _ = BufReader::new(stderr.by_ref().take(KEPT)).read_until(b'\n', &mut first);
            let _ = said.send(String::from_utf8_lossy(&first).trim().to_owned());
            copy(&mut stderr, &mut sink())
        });
    }
    line
}

/// Kills a command with what it has started, and waits until it is gone.
fn kill(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // It may have ended by itself meanwhile.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}
