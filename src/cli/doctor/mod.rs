//! `ipack doctor`: what the program depends on, and what to do where it is not well.

mod approval;
mod freezes;
mod hooks;
#[cfg(feature = "platform")]
mod platform;
mod shared;

use std::{
    fs::File,
    io::{self, IsTerminal, Write},
    path::Path,
};

use serde::Serialize;

use super::{
    Failure, Global,
    open::{Place, config, place},
    render,
    terminal::{is_dumb, variable},
};
use crate::{
    config::Config,
    domain::{Due, Tz, Via, count, countdown},
    engine::{
        Checked, Engine, EngineError, FORMAT, LocalZone, StampAhead, author, local_zone, lock_holder, system_clock,
    },
};

/// `[{"topic","state":"OK|NOTE|PROBLEM","text","hint"|null}]`.
#[derive(Debug, Serialize)]
struct Finding {
    topic: &'static str,
    state: State,
    text: String,
    hint: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum State {
    Ok,
    Note,
    Problem,
}

impl Finding {
    fn ok(topic: &'static str, text: impl Into<String>) -> Self {
        Self { topic, state: State::Ok, text: text.into(), hint: None }
    }

    fn note(topic: &'static str, text: impl Into<String>, hint: &str) -> Self {
        Self { topic, state: State::Note, text: text.into(), hint: Some(hint.to_owned()) }
    }

    fn problem(topic: &'static str, text: impl Into<String>, hint: Option<String>) -> Self {
        Self { topic, state: State::Problem, text: text.into(), hint }
    }
}

pub(super) fn run(global: &Global) -> Result<(), Failure> {
    let mut findings = Vec::new();
    let (dir, opened) = match place(global)? {
        Place::Folder { dir, from } => {
            findings.push(folder(&dir, from));
            let opened = Engine::open(&dir, system_clock(), author(), Via::Cli);
            (Some(dir), opened)
        }
        #[cfg(feature = "shared")]
        Place::Shared(address) => {
            let opened = super::shared::reach(&config(global)?, &address)?;
            (opened.as_ref().ok().map(|engine| engine.dir().to_owned()), opened)
        }
    };
    match opened {
        Ok(mut engine) => {
            findings.extend(shared::findings(&mut engine));
            findings.push(state(&engine));
            findings.extend(left_over(&engine));
            findings.extend(approval::finding(&engine));
            findings
                .extend(engine.stamp_ahead().map(|ahead| Finding::note("clock", ahead.to_string(), StampAhead::HINT)));
            #[cfg(feature = "platform")]
            findings.extend(platform::findings(global, &mut engine));
            findings.extend(freezes::findings(&mut engine));
            findings.extend(hooks::findings(&mut engine));
            findings.push(scheduler(&mut engine).unwrap_or_else(|error| failed("scheduler", &error)));
        }
        Err(error) => findings.push(failed("state", &error)),
    }
    findings.extend(dir.map(|dir| match lock_holder(&dir) {
        Ok(None) => Finding::ok("lock", "free"),
        Ok(Some(holder)) => Finding::note("lock", format!("held by {holder}"), "a commit holds it for a moment only"),
        Err(error) => failed("lock", &error),
    }));
    findings.extend([time_zones(), terminal(), config_file(global)]);
    if !render::machine(global.format, &findings)? {
        render::lines(findings.iter().flat_map(told))?;
    }
    if findings.iter().any(|finding| finding.state == State::Problem) { Err(Failure::Attention) } else { Ok(()) }
}

fn told(finding: &Finding) -> Vec<String> {
    let mark = match finding.state {
        State::Ok => "ok",
        State::Note => "note",
        State::Problem => "PROBLEM",
    };
    let hint = finding.hint.as_ref().map(|hint| format!("         hint: {hint}"));
    [format!("{mark:8} {}: {}", finding.topic, finding.text)].into_iter().chain(hint).collect()
}

fn failed(topic: &'static str, error: &EngineError) -> Finding {
    Finding::problem(topic, error.to_string(), error.hint())
}

/// Where the state folder is, what names it, and who may read it.
fn folder(dir: &Path, from: &str) -> Finding {
    let text = format!("{}, {from}", dir.display());
    match dir.metadata() {
        Err(_) => Finding::note("state folder", format!("{text}, not there yet"), "the first commit makes it"),
        Ok(found) if !found.is_dir() => {
            let hint = "choose another folder with --state-dir".to_owned();
            Finding::problem("state folder", format!("{text}, not a folder"), Some(hint))
        }
        Ok(found) => match open_to_others(&found) {
            Some(mode) => {
                let text = format!("{text}, others may look into it (mode {mode:o})");
                Finding::note("state folder", text, "chmod 700 keeps it to yourself")
            }
            None => Finding::ok("state folder", text),
        },
    }
}

#[cfg(unix)]
fn open_to_others(folder: &std::fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let mode = folder.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(not(unix))]
fn open_to_others(_: &std::fs::Metadata) -> Option<u32> {
    None
}

/// Tries what a commit needs: it creates a file, syncs it and removes it. Permission bits are not enough, because the
/// mount may be read-only or the disk full. A folder that does not exist yet can't be tried without creating it.
fn write_there(dir: &Path) -> io::Result<()> {
    if !dir.is_dir() {
        return Ok(());
    }
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(b"ipack doctor\n")?;
    sync(file.as_file())?;
    file.close()
}

#[expect(clippy::disallowed_methods, reason = "a file that is tried out, no state")]
fn sync(file: &File) -> io::Result<()> {
    file.sync_all()
}

fn state(engine: &Engine) -> Finding {
    let only_read = engine.sharing().is_some_and(|sharing| sharing.away.is_some() || sharing.denied.is_some());
    if let Err(error) = engine.writable()
        && !only_read
    {
        return failed("state", &error);
    }
    let how = if only_read { "only read" } else { "writable" };
    let holds = match engine.overview().packs.len() {
        0 => "no integration packs yet".to_owned(),
        packs => format!("{}, format {FORMAT}, {how}", count(packs, "integration pack")),
    };
    match write_there(engine.dir()) {
        Ok(()) => Finding::ok("state", holds),
        // A commit writes to a file that exists, and that was tried before.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied && engine.revision() > 0 => {
            let hint = "changes are written; the journal can't be shortened until you may make files in the folder";
            Finding::note("state", format!("{holds}, but you may make no file in the folder"), hint)
        }
        Err(error) => {
            let hint = "reading works; see to the folder and the disk before you release".to_owned();
            Finding::problem("state", format!("can't be written: {}", error.kind()), Some(hint))
        }
    }
}

/// Files of an interrupted write or checkpoint, and damage that does not prevent writing yet.
fn left_over(engine: &Engine) -> Vec<Finding> {
    let mut findings = Vec::new();
    // The contents of the lines are left to `check`, because that takes as long as there are lines.
    match Checked::peek(engine.dir()) {
        Err(error) => findings.push(failed("left-overs", &error.into())),
        Ok(checked) => {
            let hint = "nothing is lost; a later commit or checkpoint cleans up";
            findings.extend(checked.notices.into_iter().map(|notice| Finding::note("left-overs", notice, hint)));
            if engine.writable().is_ok() {
                findings.extend(checked.faults.into_iter().map(|fault| failed("check", &fault.into())));
            }
        }
    }
    findings
}

/// When a scheduler last looked, and whether it left anything undone.
fn scheduler(engine: &mut Engine) -> Result<Finding, EngineError> {
    let now = engine.now();
    let entries = engine.schedule()?;
    let overdue = entries.iter().filter(|entry| entry.due == Due::Overdue).count();
    let missed = entries.iter().filter(|entry| entry.window.as_ref().is_ok_and(|window| window.end < now)).count();
    let away = engine.away().is_some();
    let last = if away { None } else { engine.last_tick()? };
    let last_words = match &last {
        None if away => "when one looked last is not known while the workspace is away".to_owned(),
        Some(last) => format!("last tick {} by {}", countdown(now, last.at), last.by),
        None => "never ran".to_owned(),
    };
    let waits = match (overdue, missed, entries.len()) {
        (0, 0, 0) => "nothing is scheduled".to_owned(),
        (0, 0, waiting) => format!("{} scheduled", count(waiting, "release")),
        (0, 1, _) => "1 release missed its window".to_owned(),
        (0, missed, _) => format!("{} missed their windows", count(missed, "release")),
        (overdue, _, _) => format!("{} overdue", count(overdue, "release")),
    };
    let text = format!("{last_words}; {waits}");
    let stale = last.is_none_or(|last| (now - last.at).num_hours() >= 1);
    let hint = "`ipack scheduler run` stays and performs what is due; `ipack scheduler tick` does so once, for cron";
    Ok(if overdue > 0 {
        let hint = "release each now, move it or cancel it: `ipack schedule list`";
        Finding::problem("scheduler", text, Some(hint.to_owned()))
    } else if missed > 0 {
        Finding::problem("scheduler", text, Some(hint.to_owned()))
    } else if stale && !entries.is_empty() {
        Finding::note("scheduler", text, hint)
    } else {
        Finding::ok("scheduler", text)
    })
}

fn time_zones() -> Finding {
    let LocalZone { zone, doubt } = local_zone();
    let text = format!("data {}, yours is {zone}", Tz::database());
    match doubt {
        Some(doubt) => Finding::problem("time zones", text, Some(doubt)),
        None => Finding::ok("time zones", text),
    }
}

fn terminal() -> Finding {
    let mut words = vec![format!("TERM={}", variable("TERM").unwrap_or_else(|| "unset".into()))];
    words.extend(variable("COLORTERM").map(|value| format!("COLORTERM={value}")));
    words.extend(variable("NO_COLOR").map(|_| "NO_COLOR is set".to_owned()));
    words.push(if Config::default().unicode() {
        "UTF-8".to_owned()
    } else {
        "no UTF-8 locale: ASCII marks".to_owned()
    });
    let is_terminal = std::io::stdout().is_terminal();
    let size = crossterm::terminal::size().ok().filter(|_| is_terminal);
    words.push(size.map_or_else(|| "output is no terminal".to_owned(), |(columns, rows)| format!("{columns}x{rows}")));
    let text = words.join(", ");
    match size {
        _ if is_dumb() => Finding::note("terminal", text, "plain mode is used: lines of text"),
        Some((columns, rows)) if columns < 60 || rows < 16 => {
            Finding::note("terminal", text, "the screens want 60x16; --plain needs no room")
        }
        _ => Finding::ok("terminal", text),
    }
}

fn config_file(global: &Global) -> Finding {
    let path = global.config.clone().or_else(Config::default_path);
    let named = path.as_ref().map_or_else(|| "this platform names no folder".to_owned(), |p| p.display().to_string());
    match config(global) {
        Err(Failure::Usage { message, hint }) => Finding::problem("config", message, hint),
        Err(_) => Finding::problem("config", format!("{named} can't be read"), None),
        Ok(_) if path.is_none_or(|path| !path.exists()) => {
            Finding::ok("config", format!("{named}, none there: defaults"))
        }
        Ok(_) => Finding::ok("config", named),
    }
}
