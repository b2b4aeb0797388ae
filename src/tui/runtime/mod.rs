//! The loop: wait → update → draw.
//!
//! Three threads feed one channel. The input thread blocks on the terminal, the worker thread does whatever is slow
//! or can fail, the signal thread waits to be told to end. The loop blocks on the channel, takes all that is queued,
//! updates, and draws once. Idle, nothing wakes up but the ticks that the program asks for.
//!
//! What is odd: having asked the worker for something, the loop waits up to `ANSWER_GRACE` for the answer before it
//! draws. Most answers come in microseconds, and a list that is moved through would otherwise be drawn twice a key.

mod source;
mod threads;
mod wake;

use std::{
    collections::VecDeque,
    io,
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, Timelike, Utc};

use self::{
    threads::{Reading, Signals, panic_if_asked, start_input, start_sending, start_worker},
    wake::Wake,
};
use super::{
    editor,
    event::Event,
    program::{Effect, Input, Program, Tick},
    terminal::{self, Screen},
};

/// How long a frame waits for an answer that would change it at once.
const ANSWER_GRACE: Duration = Duration::from_millis(4);

/// How long to wait before writing again to a terminal that does not read. Events are still handled.
const BEHIND: Duration = Duration::from_millis(20);

/// When an answer that has not come becomes worth showing progress for.
const SLOW: Duration = Duration::from_millis(150);

/// How long to wait for the terminal's answer about its background. The first frame does not wait.
const ANSWER_OF_TERMINAL: Duration = Duration::from_millis(500);

/// How long the end of the program waits for what the worker has begun.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(6);

/// The number of SIGHUP.
const HANGUP: i32 = 1;

/// The numbers of SIGINT and SIGQUIT.
const INTERRUPT: i32 = 2;
const QUIT: i32 = 3;

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// By itself, with this status.
    Quit(u8),
    /// By a signal of this number.
    Signal(i32),
    /// By a panic in the worker, which has been reported on stderr.
    Panicked,
}

impl Exit {
    /// The exit status to end the process with.
    pub fn status(self) -> u8 {
        match self {
            Self::Quit(status) => status,
            Self::Signal(number) => u8::try_from(number).map_or(1, |number| number.saturating_add(128)),
            Self::Panicked => 101,
        }
    }
}

/// Runs a program on the terminal until it ends; the terminal is given back in any case.
///
/// `work` answers requests in a thread of its own, one at a time and in order; `send` answers what is sent, each in a
/// thread of its own. `now` is the clock.
///
/// What the program asks for before its first frame is answered at once, and the threads start after that frame: it
/// would only have waited for them.
pub fn run<P: Program>(
    program: &mut P,
    mut work: impl FnMut(P::Request) -> P::Answer + Send + 'static,
    send: impl Fn(P::Request) -> P::Answer + Send + Sync + 'static,
    now: impl Fn() -> DateTime<Utc>,
) -> io::Result<Exit> {
    terminal::restore_on_panic();
    let effects = answer_first(program, &mut work);
    let signals = Signals::catch()?;
    terminal::enter()?;
    let (wakes, inbox) = mpsc::channel();
    let (requests, questions) = mpsc::channel();
    let mut session = Session {
        program,
        inbox,
        requests,
        send: Arc::new(send),
        wakes: wakes.clone(),
        now,
        screen: Screen::default(),
        waiting: 0,
        asked: None,
        told_slow: false,
        tick: None,
        exit: None,
        background_until: None,
        reading: None,
    };
    let begun = session.carry_out(effects).and_then(|()| session.draw()).and_then(|()| {
        signals.listen(wakes.clone())?;
        session.reading = Some(start_input(wakes.clone(), session.background_until)?);
        start_worker(work, questions, wakes)
    });
    let exit = begun.and_then(|()| session.run()).or_else(|error| {
        // The terminal is gone, so the program ends as after a hangup.
        if is_gone(&error) { Ok(Exit::Signal(HANGUP)) } else { Err(error) }
    });
    terminal::restore();
    session.finish();
    exit
}

/// Returns what a program asks for before its first frame; what else it wants remains.
fn answer_first<P: Program>(
    program: &mut P,
    work: &mut impl FnMut(P::Request) -> P::Answer,
) -> Vec<Effect<P::Request>> {
    let mut effects = VecDeque::from(program.start());
    let mut rest = Vec::new();
    while let Some(effect) = effects.pop_front() {
        match effect {
            Effect::Ask(request) => effects.extend(program.update(Input::Answer(work(request)))),
            effect => rest.push(effect),
        }
    }
    rest
}

/// Answers the requests that may take minutes.
type Sending<P> = Arc<dyn Fn(<P as Program>::Request) -> <P as Program>::Answer + Send + Sync>;

struct Session<'p, P: Program, C> {
    program: &'p mut P,
    inbox: Receiver<Wake<P::Answer>>,
    requests: Sender<P::Request>,
    send: Sending<P>,
    /// Where those answers go.
    wakes: Sender<Wake<P::Answer>>,
    now: C,
    screen: Screen,
    /// Requests without an answer.
    waiting: usize,
    /// When the oldest of them may have been asked.
    asked: Option<Instant>,
    told_slow: bool,
    tick: Option<(Tick, Instant)>,
    exit: Option<Exit>,
    /// Until when the terminal's answer is awaited.
    background_until: Option<Instant>,
    /// The thread that reads the terminal.
    reading: Option<Reading>,
}

impl<P: Program, C: Fn() -> DateTime<Utc>> Session<'_, P, C> {
    fn run(&mut self) -> io::Result<Exit> {
        loop {
            if let Some(exit) = self.exit {
                return Ok(exit);
            }
            self.wait()?;
            self.gather()?;
            if self.exit.is_none() {
                self.draw()?;
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let program = &*self.program;
        self.screen.draw(|area, buf| program.draw(area, buf))
    }

    /// Takes all that is queued, and waits a little for answers that are about to come.
    fn gather(&mut self) -> io::Result<()> {
        let until = Instant::now() + ANSWER_GRACE;
        while self.exit.is_none() {
            let wake = match self.inbox.try_recv() {
                Ok(wake) => wake,
                Err(_) if self.waiting > 0 && !self.told_slow => {
                    match self.inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
                        Ok(wake) => wake,
                        Err(_) => return Ok(()),
                    }
                }
                Err(_) => return Ok(()),
            };
            self.handle(wake)?;
        }
        Ok(())
    }

    /// Blocks until something happens or time is up.
    fn wait(&mut self) -> io::Result<()> {
        self.set_tick();
        let slow = self.asked.filter(|_| !self.told_slow).map(|asked| asked + SLOW);
        let tick = self.tick.map(|(_, due)| due);
        let behind = self.screen.is_behind().then(|| Instant::now() + BEHIND);
        let Some(until) = [slow, tick, behind].into_iter().flatten().min() else {
            return self.handle(self.inbox.recv().unwrap_or(Wake::WorkerEnded));
        };
        match self.inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(wake) => self.handle(wake),
            Err(RecvTimeoutError::Disconnected) => self.handle(Wake::WorkerEnded),
            Err(RecvTimeoutError::Timeout) if slow == Some(until) => {
                self.told_slow = true;
                self.pass_on(Input::Slow)
            }
            Err(RecvTimeoutError::Timeout) if behind == Some(until) => Ok(()),
            Err(RecvTimeoutError::Timeout) => {
                self.tick = None;
                let now = (self.now)();
                self.pass_on(Input::Tick(now))
            }
        }
    }

    /// Keeps the tick under way unless the program wants another kind.
    fn set_tick(&mut self) {
        let wanted = self.program.wants_tick();
        if self.tick.map(|(kind, _)| kind) == wanted {
            return;
        }
        self.tick = wanted.map(|kind| {
            let after = match kind {
                Tick::Every(period) => period,
                Tick::Minute => until_minute((self.now)()),
            };
            (kind, Instant::now() + after)
        });
    }

    fn handle(&mut self, wake: Wake<P::Answer>) -> io::Result<()> {
        match wake {
            Wake::Event(event) => self.pass_on(Input::Event(event)),
            Wake::Answer(answer) => {
                self.waiting = self.waiting.saturating_sub(1);
                self.told_slow = false;
                self.asked = (self.waiting > 0).then(Instant::now);
                self.pass_on(Input::Answer(answer))
            }
            Wake::Returned(answer) => self.pass_on(Input::Answer(answer)),
            Wake::Continued => {
                self.screen.renew();
                terminal::resume()
            }
            Wake::Signal(number) => {
                self.exit = Some(Exit::Signal(number));
                Ok(())
            }
            Wake::WorkerEnded => {
                self.exit = Some(Exit::Panicked);
                Ok(())
            }
            Wake::InputLost(error) => Err(error),
        }
    }

    fn pass_on(&mut self, input: Input<P::Answer>) -> io::Result<()> {
        if matches!(input, Input::Event(Event::Key { .. })) {
            panic_if_asked();
        }
        let effects = self.program.update(input);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect<P::Request>>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Ask(request) => {
                    if self.requests.send(request).is_ok() {
                        self.waiting += 1;
                        self.asked.get_or_insert_with(Instant::now);
                    }
                }
                Effect::Send(request) => {
                    start_sending(Arc::clone(&self.send), request, self.wakes.clone())?;
                }
                Effect::Copy(text) => self.screen.copy(&text)?,
                Effect::Compose(text) => self.compose(&text)?,
                Effect::AskBackground => {
                    self.background_until = Some(Instant::now() + ANSWER_OF_TERMINAL);
                    self.screen.ask_background()?;
                }
                Effect::Redraw => self.screen.forget(),
                Effect::Suspend => {
                    terminal::suspend()?;
                    self.screen.renew();
                }
                Effect::Quit(status) => self.exit = Some(Exit::Quit(status)),
            }
        }
        Ok(())
    }

    /// Lends the terminal to the admin's own editor. What interrupts a program at the keyboard was meant for that one.
    fn compose(&mut self, text: &str) -> io::Result<()> {
        self.reading.take().into_iter().for_each(Reading::stop);
        terminal::restore();
        let composed = editor::compose(text);
        terminal::enter()?;
        self.screen.renew();
        self.reading = Some(start_input(self.wakes.clone(), None)?);
        let is_kept = |wake: &Wake<P::Answer>| !matches!(wake, Wake::Signal(INTERRUPT | QUIT));
        let meanwhile: Vec<_> = self.inbox.try_iter().filter(is_kept).collect();
        self.pass_on(Input::Event(Event::Composed(composed)))?;
        meanwhile.into_iter().try_for_each(|wake| self.handle(wake))
    }

    /// Lets the worker end what it has begun, so that nothing half done is cut off by the end of the process.
    fn finish(self) {
        if self.waiting == 0 || self.exit == Some(Exit::Panicked) {
            return;
        }
        drop(self.requests);
        let until = Instant::now() + SHUTDOWN_TIMEOUT;
        while let Ok(wake) = self.inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if matches!(wake, Wake::WorkerEnded) {
                return;
            }
        }
    }
}

/// Whether an error of the terminal says that there is none any more.
fn is_gone(error: &io::Error) -> bool {
    const EIO: i32 = 5;
    const ENXIO: i32 = 6;
    let kinds = [io::ErrorKind::UnexpectedEof, io::ErrorKind::BrokenPipe];
    kinds.contains(&error.kind()) || matches!(error.raw_os_error(), Some(EIO | ENXIO))
}

/// Time until the next full minute of a clock.
fn until_minute(now: DateTime<Utc>) -> Duration {
    let into = Duration::new(u64::from(now.second()), now.nanosecond().min(999_999_999));
    Duration::from_secs(60).saturating_sub(into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_begin_on_the_minute() {
        let until = |time: &str| until_minute(time.parse().unwrap());
        assert_eq!(until("2026-11-21T10:00:59.700Z"), Duration::from_millis(300));
        assert_eq!(until("2026-11-21T10:00:00Z"), Duration::from_secs(60));
    }

    #[test]
    fn ends_with_the_status_that_shells_expect() {
        let statuses = [Exit::Quit(3), Exit::Signal(15), Exit::Signal(1), Exit::Panicked].map(Exit::status);
        assert_eq!(statuses, [3, 143, 129, 101]);
    }
}
