//! The threads that feed the loop: input, worker and signals.

use std::{
    io,
    sync::mpsc::{Receiver, Sender},
    thread,
};

use super::Wake;
use crate::tui::event::Event;

/// Panics in a thread that `IPACK_TEST_PANIC` names, in debug builds, so that black-box tests see how that ends.
pub(super) fn panic_if_asked() {
    #[cfg(debug_assertions)]
    if let (Some(wanted), Some(name)) = (std::env::var_os("IPACK_TEST_PANIC"), thread::current().name()) {
        assert!(wanted != name, "IPACK_TEST_PANIC names this thread");
    }
}

/// Tells the loop that the worker is gone, also when it panics.
struct Farewell<A>(Sender<Wake<A>>);

impl<A> Drop for Farewell<A> {
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
        let farewell = Farewell(wakes);
        for request in requests {
            panic_if_asked();
            if farewell.0.send(Wake::Answer(work(request))).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("worker".into()).spawn(answer).map(|_| ())
}

pub(super) fn start_input<A: Send + 'static>(wakes: Sender<Wake<A>>) -> io::Result<()> {
    let read = move || {
        loop {
            let wake = match crossterm::event::read() {
                Ok(raw) => match Event::from_terminal(raw) {
                    Some(event) => Wake::Event(event),
                    None => continue,
                },
                Err(error) => Wake::InputLost(error),
            };
            let lost = matches!(wake, Wake::InputLost(_));
            if wakes.send(wake).is_err() || lost {
                return;
            }
        }
    };
    thread::Builder::new().name("input".into()).spawn(read).map(|_| ())
}

/// The signals that end the program or continue it. Caught ones wait until they are listened to.
#[cfg(unix)]
pub(super) struct Signals(signal_hook::iterator::Signals);

#[cfg(unix)]
impl Signals {
    pub(super) fn catch() -> io::Result<Self> {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGTERM};
        signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGCONT]).map(Self)
    }

    pub(super) fn listen<A: Send + 'static>(mut self, wakes: Sender<Wake<A>>) -> io::Result<()> {
        let listen = move || {
            for signal in self.0.forever() {
                let continued = signal == signal_hook::consts::SIGCONT;
                let wake = if continued { Wake::Continued } else { Wake::Signal(signal) };
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
