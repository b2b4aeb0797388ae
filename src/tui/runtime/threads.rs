//! The threads that feed the loop: input, worker and signals.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{Receiver, Sender},
    },
    thread,
    time::Instant,
};

use super::{source::Source, wake::Wake};
use crate::tui::event::Event;

/// Panics in a thread that `IPACK_TEST_PANIC` names, in debug builds, so that black-box tests see how that ends.
pub(super) fn panic_if_asked() {
    #[cfg(debug_assertions)]
    if let (Some(wanted), Some(name)) = (std::env::var_os("IPACK_TEST_PANIC"), thread::current().name()) {
        assert!(wanted != name, "IPACK_TEST_PANIC names this thread");
    }
}

/// Tells the loop that the worker is gone, also when it panics.
struct ExitGuard<A>(Sender<Wake<A>>);

impl<A> Drop for ExitGuard<A> {
    fn drop(&mut self) {
        let _ = self.0.send(Wake::WorkerEnded);
    }
}

pub(super) fn start_worker<R: Send + 'static, A: Send + 'static>(
    mut work: impl FnMut(R) -> A + Send + 'static,
    requests: Receiver<R>,
    wakes: Sender<Wake<A>>,
) -> io::Result<()> {
    let answer = move || {
        let farewell = ExitGuard(wakes);
        for request in requests {
            panic_if_asked();
            if farewell.0.send(Wake::Answer(work(request))).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("worker".into()).spawn(answer).map(|_| ())
}

/// Starts a thread for what may take minutes. It ends with the program: what it was doing must bear that.
pub(super) fn start_sending<R: Send + 'static, A: Send + 'static>(
    send: Arc<dyn Fn(R) -> A + Send + Sync>,
    request: R,
    wakes: Sender<Wake<A>>,
) -> io::Result<()> {
    let answer = move || {
        let _ = wakes.send(Wake::Returned(send(request)));
    };
    thread::Builder::new().name("sender".into()).spawn(answer).map(|_| ())
}

/// The thread that reads the terminal.
pub(super) struct Reading {
    /// Dropping it ends the thread, where something wakes that one.
    stop: io::PipeWriter,
    thread: thread::JoinHandle<()>,
}

impl Reading {
    /// Ends it, so that somebody else can read the terminal. On Windows it reads until the next key.
    pub(super) fn stop(self) {
        drop(self.stop);
        if cfg!(unix) {
            let _ = self.thread.join();
        }
    }
}

/// Starts the thread that reads the terminal.
///
/// Until the instant, if there is one, an answer of the terminal is awaited.
pub(super) fn start_input<A: Send + 'static>(wakes: Sender<Wake<A>>, until: Option<Instant>) -> io::Result<Reading> {
    let (stopped, stop) = io::pipe()?;
    let mut source = Source::open(until, stopped)?;
    let read = move || {
        loop {
            match source.read() {
                Ok(None) => return,
                Ok(Some(events)) => {
                    for event in events {
                        if wakes.send(Wake::Event(event)).is_err() {
                            return;
                        }
                    }
                }
                Err(error) => {
                    let _ = wakes.send(Wake::InputLost(error));
                    return;
                }
            }
        }
    };
    let thread = thread::Builder::new().name("input".into()).spawn(read)?;
    Ok(Reading { stop, thread })
}

/// The signals that end the program, continue it, or tell of another size. Caught ones wait until they are listened to.
#[cfg(unix)]
pub(super) struct Signals(signal_hook::iterator::Signals);

#[cfg(unix)]
impl Signals {
    pub(super) fn catch() -> io::Result<Self> {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
        signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT, SIGWINCH]).map(Self)
    }

    pub(super) fn listen<A: Send + 'static>(mut self, wakes: Sender<Wake<A>>) -> io::Result<()> {
        let listen = move || {
            for signal in self.0.forever() {
                let wake = match signal {
                    signal_hook::consts::SIGCONT => Wake::Continued,
                    signal_hook::consts::SIGWINCH => match crossterm::terminal::size() {
                        Ok((width, height)) => Wake::Event(Event::Resize { width, height }),
                        Err(_) => continue,
                    },
                    _ => Wake::Signal(signal),
                };
                if wakes.send(wake).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("signals".into()).spawn(listen).map(|_| ())
    }
}

/// There are none.
#[cfg(not(unix))]
pub(super) struct Signals;

#[cfg(not(unix))]
impl Signals {
    pub(super) fn catch() -> io::Result<Self> {
        Ok(Self)
    }

    pub(super) fn listen<A: Send + 'static>(self, _: Sender<Wake<A>>) -> io::Result<()> {
        Ok(())
    }
}
