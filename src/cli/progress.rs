//! Long work in commands: a line on standard error shows the progress, and Ctrl-C stops it.
//!
//! The line appears only on a terminal, and only once the work has taken a while. It is removed before anything else is
//! printed. Ctrl-C asks the work to stop, which then has changed nothing. The second Ctrl-C, or one while no work is
//! under way, ends the program at once.

use std::{
    io::{self, IsTerminal, Write as _},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::engine::{Clock, Progress, Step, system_clock};

/// How long work runs before its progress is shown.
const LONG: TimeDelta = TimeDelta::milliseconds(150);
/// How long each text stands, at least.
const STANDS: TimeDelta = TimeDelta::milliseconds(100);
/// Clears the line.
const ERASED: &str = "\r\u{1b}[K";

/// Does long work, with its progress shown and Ctrl-C to stop it.
pub fn with_progress<T>(work: impl FnOnce(&Progress) -> T) -> T {
    let interrupt = Interrupt::caught();
    interrupt.at_once.store(false, Ordering::SeqCst);
    let done = shown(Arc::clone(&interrupt.stop), work);
    interrupt.at_once.store(true, Ordering::SeqCst);
    done
}

/// Reads what may be long, or never end, such as what somebody types: Ctrl-C ends the program at once.
pub(super) fn reading<T>(read: impl FnOnce(&Progress) -> T) -> T {
    shown(Arc::default(), read)
}

fn shown<T>(stop: Arc<AtomicBool>, work: impl FnOnce(&Progress) -> T) -> T {
    let line = Arc::new(Mutex::new(Line::new(&*system_clock())));
    let shown = io::stderr().is_terminal();
    let (told, clock) = (Arc::clone(&line), system_clock());
    let watcher = move |step: Step| {
        if shown && let Some(text) = locked(&told).text(step, &*clock) {
            let _ = io::stderr().write_all(text.as_bytes());
        }
    };
    let done = work(&Progress::watched(stop, watcher));
    let _ = io::stderr().write_all(locked(&line).ends().as_bytes());
    done
}

/// Stops handling Ctrl-C, for a command that handles it itself.
pub(super) fn leave_interrupts() {
    if let Some(interrupt) = CAUGHT.get() {
        interrupt.at_once.store(false, Ordering::SeqCst);
    }
}

fn locked(line: &Mutex<Line>) -> std::sync::MutexGuard<'_, Line> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What Ctrl-C does.
#[derive(Default)]
struct Interrupt {
    /// It ends the program.
    at_once: Arc<AtomicBool>,
    /// Work was asked to stop.
    stop: Arc<AtomicBool>,
}

static CAUGHT: OnceLock<Interrupt> = OnceLock::new();

impl Interrupt {
    /// The handling of Ctrl-C, set up once for the whole program. Where it can't be caught, Ctrl-C ends the program.
    fn caught() -> &'static Self {
        CAUGHT.get_or_init(|| {
            let interrupt = Self::default();
            #[cfg(unix)]
            {
                use signal_hook::{consts::SIGINT, flag};
                let (at_once, stop) = (Arc::clone(&interrupt.at_once), Arc::clone(&interrupt.stop));
                // The order matters: the second handler sets the flag that makes the first one end the program.
                let _ = flag::register_conditional_default(SIGINT, Arc::clone(&at_once))
                    .and_then(|_| flag::register(SIGINT, at_once))
                    .and_then(|_| flag::register(SIGINT, stop));
            }
            interrupt
        })
    }
}

/// The line that shows the progress.
struct Line {
    /// When it may change.
    due: DateTime<Utc>,
    stands: bool,
}

impl Line {
    fn new(clock: &dyn Clock) -> Self {
        Self { due: clock.now() + LONG, stands: false }
    }

    /// What is written for a step; none where it is too early.
    fn text(&mut self, step: Step, clock: &dyn Clock) -> Option<String> {
        let now = clock.now();
        if now < self.due {
            return None;
        }
        (self.due, self.stands) = (now + STANDS, true);
        Some(format!("{ERASED}{step}"))
    }

    /// What is written at the end.
    fn ends(&self) -> &'static str {
        if self.stands { ERASED } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::FixedClock;

    #[test]
    fn the_line_comes_late_stands_a_while_and_goes() {
        let clock = FixedClock::new(DateTime::UNIX_EPOCH);
        let mut line = Line::new(&*clock);
        let said: Vec<Option<String>> = [0, 149, 150, 249, 250]
            .into_iter()
            .zip(1..)
            .map(|(ms, done)| {
                clock.set(DateTime::UNIX_EPOCH + TimeDelta::milliseconds(ms));
                line.text(Step { doing: "checking", done, all: 5 }, &*clock)
            })
            .collect();
        let says = |text: &str| Some(format!("\r\u{1b}[K{text}"));
        assert_eq!(said, [None, None, says("checking: 3 of 5"), None, says("checking: 5 of 5")]);
        assert_eq!(line.ends(), "\r\u{1b}[K");
        assert_eq!(Line::new(&*clock).ends(), "", "nothing was said");
    }
}
