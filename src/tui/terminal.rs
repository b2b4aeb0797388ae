//! The terminal: entered, drawn on, and given back, on every way out.
//!
//! [`restore`] is the only function that gives it back: a normal exit, an error, a panic in any thread and a signal
//! all come through it, and once given back nothing is drawn any more.

use std::{
    io::{self, Stdout, Write},
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
    cursor::{Hide, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute,
    style::ResetColor,
    terminal::{
        self, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::frames::Frames;

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

/// The terminal's screen, and the only way to change it.
pub struct Screen {
    frames: Frames,
    out: Stdout,
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
        Self { frames: Frames::default(), out: io::stdout() }
    }

    /// Forgets what is shown, so that the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.frames.forget();
    }

    /// Draws a frame and sends what differs from the last one, in one write; not a byte where nothing does.
    ///
    /// `draw` fills the buffer and answers where the cursor shall stand, if it shall be seen.
    ///
    /// # Errors
    /// Where the terminal has no size or can't be written to.
    pub fn draw(&mut self, draw: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<()> {
        let (width, height) = terminal::size()?;
        let bytes = self.frames.next(Rect::new(0, 0, width, height), draw)?;
        if bytes.is_empty() {
            return Ok(());
        }
        let _writing = WRITING.lock();
        if ENTERED.load(Ordering::SeqCst) {
            self.out.write_all(bytes)?;
            self.out.flush()?;
        }
        Ok(())
    }
}
