//! Where events come from: the terminal's bytes, or on Windows what the console says.

use std::{io, time::Instant};

use crate::tui::event::Event;

/// The terminal as read.
#[cfg(unix)]
pub(super) struct Source {
    terminal: std::fs::File,
    decoder: crate::tui::input::Decoder,
    buffer: Vec<u8>,
}

#[cfg(unix)]
impl Source {
    /// Standard input where that is a terminal, else the terminal that the program runs on.
    pub(super) fn open(until: Option<Instant>) -> io::Result<Self> {
        use std::os::fd::AsFd;
        let stdin = io::stdin();
        let terminal = if io::IsTerminal::is_terminal(&stdin) {
            stdin.as_fd().try_clone_to_owned()?.into()
        } else {
            use rustix::fs::{Mode, OFlags, open};
            open("/dev/tty", OFlags::RDONLY | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?.into()
        };
        let decoder = until.map_or_else(crate::tui::input::Decoder::default, crate::tui::input::Decoder::awaiting);
        Ok(Self { terminal, decoder, buffer: vec![0; 1 << 16] })
    }

    /// Blocks until something happens; perhaps nothing that is an event.
    pub(super) fn read(&mut self) -> io::Result<Vec<Event>> {
        let now = Instant::now();
        let patience = self.decoder.deadline().map(|deadline| deadline.saturating_duration_since(now));
        if !self.is_ready(patience)? {
            return Ok(self.decoder.wait(Instant::now()));
        }
        match io::Read::read(&mut self.terminal, &mut self.buffer) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => Ok(self.decoder.read(&self.buffer[..count], Instant::now())),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(vec![]),
            Err(error) => Err(error),
        }
    }

    /// Waits for bytes, for as long as that.
    fn is_ready(&self, patience: Option<std::time::Duration>) -> io::Result<bool> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let patience = patience.map(Timespec::try_from).transpose().map_err(io::Error::other)?;
        match poll(&mut [PollFd::new(&self.terminal, PollFlags::IN)], patience.as_ref()) {
            Ok(count) => Ok(count > 0),
            Err(rustix::io::Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// The console as read.
#[cfg(not(unix))]
#[derive(Default)]
pub(super) struct Source {
    rhythm: crate::tui::event::Rhythm,
}

#[cfg(not(unix))]
impl Source {
    pub(super) fn open(_: Option<Instant>) -> io::Result<Self> {
        Ok(Self::default())
    }

    /// Blocks until something happens; perhaps nothing that is an event: the release of a key, focus, the mouse.
    pub(super) fn read(&mut self) -> io::Result<Vec<Event>> {
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
        Ok(events)
    }
}
