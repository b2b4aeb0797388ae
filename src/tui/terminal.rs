//! The terminal: entered, drawn on, and given back, on every way out.
//!
//! [`restore`] is the only function that gives it back: a normal exit, an error, a panic in any thread and a signal
//! all come through it, and once given back nothing is drawn any more.
//!
//! What is odd: there is no ratatui `Terminal` here. Its `clear` asks the terminal where the cursor stands and may
//! wait two seconds for the answer; two buffers and their difference are all that is needed.

use std::{
    io::{self, BufWriter, Stdout, Write},
    panic,
    sync::{
        Mutex, TryLockError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use crossterm::{
    clipboard::CopyToClipboard,
    cursor::{Hide, MoveTo, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute, queue,
    style::ResetColor,
    terminal::{
        BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
        disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::{
    backend::{Backend, CrosstermBackend},
    buffer::Buffer,
    layout::{Position, Rect},
};

/// Whether the terminal is ours.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Held while bytes go out, so that a panic elsewhere does not restore the terminal amid a frame.
static WRITING: Mutex<()> = Mutex::new(());

/// Takes the terminal: raw mode, alternate screen, pastes told apart from typing, no cursor.
///
/// # Errors
/// Where there is no terminal, or it can't be written to; it is then left as it was.
pub fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide).inspect_err(|_| restore())
}

/// Gives the terminal back as it was found. Does nothing the second time; errors can't be told to anybody any more.
pub fn restore() {
    let _writing = wait_for_writer();
    if ENTERED.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            io::stdout(),
            EndSynchronizedUpdate,
            ResetColor,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        let _ = disable_raw_mode();
    }
}

/// Waits for a frame on its way out, but not for ever: the terminal may not read any more, or the panic may be its own.
fn wait_for_writer() -> Option<std::sync::MutexGuard<'static, ()>> {
    for _ in 0..20 {
        match WRITING.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
        }
    }
    None
}

/// Makes a panic in any thread give the terminal back before its message is printed.
pub fn restore_on_panic() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        restore();
        report(info);
    }));
}

/// Stops the program as Ctrl-Z does elsewhere; returns when it is continued, with the terminal taken again.
///
/// The screen must be drawn anew afterwards: see [`Screen::forget`].
///
/// # Errors
/// Where the terminal can't be taken again.
#[cfg(unix)]
pub fn suspend() -> io::Result<()> {
    restore();
    signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
    enter()
}

/// There is nothing to suspend to.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn suspend() -> io::Result<()> {
    Ok(())
}

/// Takes the terminal once more after somebody else stopped and continued the program: the shell has used it since,
/// on the alternate screen, which it was never told to leave.
///
/// # Errors
/// Where the terminal can't be taken again.
pub fn resume() -> io::Result<()> {
    disable_raw_mode()?;
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnableBracketedPaste, Hide)
}

/// Asks the terminal to put `text` on the clipboard (OSC 52); works through ssh, and there is no answer.
///
/// # Errors
/// Where the terminal can't be written to.
pub fn copy_to_clipboard(text: &str) -> io::Result<()> {
    if !ENTERED.load(Ordering::SeqCst) {
        return Ok(());
    }
    let _writing = WRITING.lock();
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
}

/// What the terminal shows, and the only way to change it.
pub struct Screen {
    backend: CrosstermBackend<BufWriter<Stdout>>,
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    stale: bool,
}

impl Default for Screen {
    fn default() -> Self {
        Self::new()
    }
}

impl Screen {
    /// A screen that nothing is known about yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            backend: CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout())),
            shown: Buffer::default(),
            next: Buffer::default(),
            cursor: None,
            stale: true,
        }
    }

    /// Forgets what is shown, so that the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// Draws a frame and sends what differs from the last one; not a byte where nothing does.
    ///
    /// `draw` fills the buffer and answers where the cursor shall stand, if it shall be seen.
    ///
    /// # Errors
    /// Where the terminal has no size or can't be written to.
    pub fn draw(&mut self, draw: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<()> {
        let area = Rect::from((Position::ORIGIN, self.backend.size()?));
        if area != self.next.area || area != self.shown.area {
            self.next = Buffer::empty(area);
            self.stale = true;
        } else {
            self.next.reset();
        }
        let cursor = draw(area, &mut self.next).filter(|position| area.contains(*position));
        if self.stale {
            self.shown = Buffer::empty(area);
        }
        let changed = self.shown.diff_iter(&self.next).next().is_some();
        if changed || self.stale || cursor != self.cursor {
            self.send(cursor)?;
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        self.stale = false;
        self.cursor = cursor;
        Ok(())
    }

    fn send(&mut self, cursor: Option<Position>) -> io::Result<()> {
        let _writing = WRITING.lock();
        if !ENTERED.load(Ordering::SeqCst) {
            return Ok(());
        }
        let out = &mut self.backend;
        queue!(out, BeginSynchronizedUpdate)?;
        if self.stale || (self.cursor.is_some() && cursor.is_none()) {
            queue!(out, Hide)?;
        }
        if self.stale {
            queue!(out, ResetColor, Clear(ClearType::All))?;
        }
        Backend::draw(out, self.shown.diff_iter(&self.next))?;
        if let Some(Position { x, y }) = cursor {
            queue!(out, MoveTo(x, y))?;
            if self.stale || self.cursor.is_none() {
                queue!(out, Show)?;
            }
        }
        queue!(out, EndSynchronizedUpdate)?;
        Write::flush(out)
    }
}
