//! Writes to the terminal without ever waiting long: a terminal that does not read must delay neither a release nor the
//! end of the program.

use std::{io, time::Duration};

/// The terminal as written to.
#[cfg(unix)]
#[derive(Debug)]
pub(super) struct Output(std::os::fd::OwnedFd);

#[cfg(unix)]
impl Output {
    /// Opens the terminal a second time, so that only this handle does not block.
    pub(super) fn open() -> io::Result<Self> {
        use rustix::fs::{Mode, OFlags, open};
        use std::os::fd::AsFd;
        let stdout = io::stdout();
        let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let again = rustix::termios::ttyname(&stdout, Vec::new()).and_then(|name| open(name, flags, Mode::empty()));
        Ok(Self(again.or_else(|_| stdout.as_fd().try_clone_to_owned())?))
    }

    /// Writes as much as the terminal takes before so much time is up; returns how many bytes.
    pub(super) fn write(&self, bytes: &[u8], patience: Duration) -> io::Result<usize> {
        use rustix::{
            event::{PollFd, PollFlags, Timespec, poll},
            io::Errno,
        };
        let until = std::time::Instant::now() + patience;
        let mut sent = 0;
        while sent < bytes.len() {
            match rustix::io::write(&self.0, &bytes[sent..]) {
                Ok(count) => sent += count,
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    let left = until.saturating_duration_since(std::time::Instant::now());
                    let left = Timespec::try_from(left).map_err(io::Error::other)?;
                    match poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], Some(&left)) {
                        Ok(0) => break,
                        Ok(_) | Err(Errno::INTR) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(sent)
    }

    /// Throws away what the terminal has not read yet.
    pub(super) fn discard(&self) {
        let _ = rustix::termios::tcflush(&self.0, rustix::termios::QueueSelector::OFlush);
    }
}

/// The console as written to.
#[cfg(not(unix))]
#[derive(Debug)]
pub(super) struct Output;

#[cfg(not(unix))]
impl Output {
    pub(super) fn open() -> io::Result<Self> {
        Ok(Self)
    }

    pub(super) fn write(&self, bytes: &[u8], _: Duration) -> io::Result<usize> {
        use io::Write;
        let mut stdout = io::stdout();
        stdout.write_all(bytes)?;
        stdout.flush()?;
        Ok(bytes.len())
    }

    pub(super) fn discard(&self) {}
}
