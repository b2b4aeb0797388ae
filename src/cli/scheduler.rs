//! `ipack scheduler`.

use std::{
    io::{self, IsTerminal},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
};

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    Failure, Format, Global,
    args::{SchedulerArgs, SchedulerCommand},
    end::done,
    open::open,
    output::instant,
    render::{self, Indentation},
    tick_out::{BlockedOut, OverdueOut, ReleasedOut},
};
use crate::{
    domain::{PackId, Via},
    engine::{DeliveryReport, DueSince, Engine, Report, Tick, not_delivered, not_told},
};

/// What `tick` prints.
#[derive(Debug, Serialize)]
struct TickOut {
    released: Vec<ReleasedOut>,
    blocked: Vec<BlockedOut>,
    overdue: Vec<OverdueOut>,
    next: Option<String>,
}

/// What `run` prints, one on a line: `{"released":{…}}`, `{"blocked":{…}}`, `{"overdue":{…}}`,
/// `{"synced":"…"}`, `{"next":"…"|null}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
enum ReportOut {
    Released(ReleasedOut),
    Blocked(BlockedOut),
    Overdue(OverdueOut),
    /// What changed on the platform, in words.
    Synced(String),
    Next(Option<String>),
}

pub(super) fn run(global: &Global, args: &SchedulerArgs) -> Result<(), Failure> {
    match args.command {
        SchedulerCommand::Run => stay(global),
        SchedulerCommand::Tick => tick(global),
    }
}

fn tick(global: &Global) -> Result<(), Failure> {
    let mut engine = open(global, Via::Scheduler)?;
    let tick = engine.tick(DueSince::Ever).map_err(Failure::to("perform what is due"))?;
    let notices = engine.take_notices().into_iter().map(Report::Notice);
    let (asides, answer): (Vec<_>, Vec<_>) = notices.chain(engine.reports(&tick)).partition(Report::is_aside);
    render::aside(asides.iter().map(|report| format!("ipack: {report}")));
    // It serves `doctor` only.
    let _ = engine.note_tick();
    let print_tick = || {
        if render::machine(global.format, &TickOut::of(&tick))? {
            return Ok(());
        }
        // Cron mails everything that is printed, so the next window is printed only on a terminal.
        let looks = io::stdout().is_terminal();
        let told = answer.iter().filter(|report| looks || !matches!(report, Report::Next(_)));
        render::lines(told.map(ToString::to_string))
    };
    if tick.released.is_empty() && tick.blocked.is_empty() {
        print_tick()?;
    } else {
        done(&mut engine, |_| print_tick());
    }
    deliver_notices(&mut engine);
    if tick.blocked.is_empty() && tick.overdue.is_empty() { Ok(()) } else { Err(Failure::Attention) }
}

/// Tells the hooks what there is to tell: one try of each. The tick ends as it would without them.
fn deliver_notices(engine: &mut Engine) {
    let told = engine.deliver_notices();
    let failing = |telling: DeliveryReport| -> Vec<String> {
        telling.failing.iter().map(|(_, name, why)| not_told(name, why)).collect()
    };
    let wrong = told.map_or_else(|why| vec![not_delivered(&why)], failing);
    render::aside(wrong.iter().map(|words| format!("ipack: {words}")));
}

fn stay(global: &Global) -> Result<(), Failure> {
    let mut engine = open(global, Via::Scheduler)?;
    let (sender, end) = mpsc::channel();
    listen(sender.clone()).map_err(|error| Failure::Io { doing: "listen for signals".into(), error })?;
    engine.run_scheduler(|time| goes_on(&end, time), |report| print_report(global.format, report));
    drop(sender);
    Ok(())
}

/// Waits; false once the program is to end.
fn goes_on(end: &Receiver<()>, time: std::time::Duration) -> bool {
    matches!(end.recv_timeout(time), Err(RecvTimeoutError::Timeout))
}

/// A closed output is no reason to stop releasing, so errors of writing are ignored.
fn print_report(format: Format, report: &Report) {
    if report.is_aside() {
        render::aside([format!("ipack: {report}")]);
        return;
    }
    let encoded = ReportOut::of(report).and_then(|out| render::encoded(format, Indentation::Line, &out).ok().flatten());
    let _ = render::lines([encoded.unwrap_or_else(|| report.to_string())]);
}

/// Sends a message when the system asks the program to end. Work under way is completed first.
#[cfg(unix)]
fn listen(end: Sender<()>) -> io::Result<()> {
    use signal_hook::{
        consts::{SIGINT, SIGTERM},
        iterator::Signals,
    };
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    let listen = move || {
        for _ in signals.forever() {
            if end.send(()).is_err() {
                return;
            }
        }
    };
    std::thread::Builder::new().name("signals".into()).spawn(listen).map(|_| ())
}

#[cfg(not(unix))]
fn listen(_: Sender<()>) -> io::Result<()> {
    Ok(())
}

impl TickOut {
    fn of(tick: &Tick) -> Self {
        let blocked = |(id, reason): &(PackId, String)| BlockedOut::of(id, reason);
        let overdue = |(id, date): &(PackId, NaiveDate)| OverdueOut::of(id, *date);
        Self {
            released: tick.released.iter().map(ReleasedOut::of).collect(),
            blocked: tick.blocked.iter().map(blocked).collect(),
            overdue: tick.overdue.iter().map(overdue).collect(),
            next: tick.next.map(instant),
        }
    }
}

impl ReportOut {
    fn of(report: &Report) -> Option<Self> {
        match report {
            Report::Released(performed) => Some(Self::Released(ReleasedOut::of(performed))),
            Report::Blocked { id, reason, .. } => Some(Self::Blocked(BlockedOut::of(id, reason))),
            Report::Overdue { id, date, .. } => Some(Self::Overdue(OverdueOut::of(id, *date))),
            Report::Synced(words) => Some(Self::Synced(words.clone())),
            Report::Next(at) => Some(Self::Next(at.map(instant))),
            _ => None,
        }
    }
}
