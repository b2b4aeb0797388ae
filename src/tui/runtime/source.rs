//! Where events come from: the terminal's bytes, or on Windows what the console says.

use std::{io, time::Instant};

use crate::tui::event::Event;

/// The terminal as read.
#[cfg(unix)]
pub(super) struct Source {
    terminal: std::fs::File,
    decoder: crate::tui::input::Decoder,
    buffer: Vec<u8>,
    /// Its other end is closed when nothing more shall be read.
    stopped: io::PipeReader,
}

#[cfg(unix)]
impl Source {
    /// Standard input where that is a terminal, else the terminal that the program runs on.
    pub(super) fn open(until: Option<Instant>, stopped: io::PipeReader) -> io::Result<Self> {
        use std::os::fd::AsFd;
        let stdin = io::stdin();
        let terminal = if io::IsTerminal::is_terminal(&stdin) {
            stdin.as_fd().try_clone_to_owned()?.into()
        } else {
            use rustix::fs::{Mode, OFlags, open};
            open("/dev/tty", OFlags::RDONLY | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?.into()
        };
        let decoder = until.map_or_else(crate::tui::input::Decoder::default, crate::tui::input::Decoder::awaiting);
        Ok(Self { terminal, decoder, buffer: vec![0; 1 << 16], stopped })
    }

    /// Blocks until something happens; perhaps nothing that is an event. None once it is stopped.
    pub(super) fn read(&mut self) -> io::Result<Option<Vec<Event>>> {
        let now = Instant::now();
        let patience = self.decoder.deadline().map(|deadline| deadline.saturating_duration_since(now));
        match self.wait(patience)? {
            Ready::Nothing => return Ok(Some(self.decoder.wait(Instant::now()))),
            Ready::Stopped => return Ok(None),
            Ready::Bytes => {}
        }
        match io::Read::read(&mut self.terminal, &mut self.buffer) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => Ok(Some(self.decoder.read(&self.buffer[..count], Instant::now()))),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Some(vec![])),
            Err(error) => Err(error),
        }
    }

    /// Waits for bytes, for as long as that.
    fn wait(&self, patience: Option<std::time::Duration>) -> io::Result<Ready> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let patience = patience.map(Timespec::try_from).transpose().map_err(io::Error::other)?;
        let mut waits = [PollFd::new(&self.terminal, PollFlags::IN), PollFd::new(&self.stopped, PollFlags::IN)];
        match poll(&mut waits, patience.as_ref()) {
            Ok(0) | Err(rustix::io::Errno::INTR) => Ok(Ready::Nothing),
            Ok(_) if !waits[1].revents().is_empty() => Ok(Ready::Stopped),
            Ok(_) => Ok(Ready::Bytes),
            Err(error) => Err(error.into()),
        }
    }
}

/// What was waited for.
#[cfg(unix)]
enum Ready {
    Nothing,
    Bytes,
    Stopped,
}

/// The console as read.
#[cfg(not(unix))]
#[derive(Default)]
pub(super) struct Source {
    rhythm: crate::tui::event::Rhythm,
}

#[cfg(not(unix))]
impl Source {
    pub(super) fn open(_: Option<Instant>, _: io::PipeReader) -> io::Result<Self> {
        Ok(Self::default())
    }

    /// Blocks until something happens; perhaps nothing that is an event: the release of a key, focus, the mouse.
    pub(super) fn read(&mut self) -> io::Result<Option<Vec<Event>>> {
        use crate::tui::event::Press;
        use crossterm::event::{Event as Raw, KeyEventKind};
        let mut events = match crossterm::event::read()? {
            Raw::Key(key) if key.kind != KeyEventKind::Release => {
                let press = if key.kind == KeyEventKind::Repeat { Press::Held } else { Press::Fresh };
                vec![Event::Key { chord: key.into(), press }]
            }
            Raw::Paste(text) => vec![Event::Paste(text)],
            Raw::Resize(width, height) => vec![Event::Resize { width, height }],
            _ => vec![],
        };
        self.rhythm.mark(&mut events, false, Instant::now());
        Ok(Some(events))
    }
}
