//! The terminal: taken, drawn on, and given back on every way out.
//!
//! [`restore`] is the only function that gives it back. A normal exit, an error, a panic in any thread and a signal all
//! call it, and nothing is drawn after it.

use std::{
    io, panic,
    sync::{
        Mutex, MutexGuard, OnceLock, TryLockError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use crossterm::{
    cursor::{Hide, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    queue,
    style::{Print, ResetColor},
    terminal::{
        self, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{clipboard::Clipboard, frames::Frames, output::Output};

/// How long to wait at a time for a terminal that does not read.
const WRITE_TIMEOUT: Duration = Duration::from_millis(100);

/// Asks a terminal that knows the kitty keyboard protocol to tell held keys, Esc and all others apart; others ignore
/// it.
const TELL_KEYS_APART: &str = "\x1b[>31u";

/// Takes that back.
const KEYS_AS_BEFORE: &str = "\x1b[<u";

/// Asks a terminal to tell of clicks and of the wheel, in cells; never of mere movement.
const TELL_CLICKS: &str = "\x1b[?1000h\x1b[?1006h";

/// Takes that back.
const CLICKS_AS_BEFORE: &str = "\x1b[?1006l\x1b[?1000l";

/// Asks what the terminal's background is.
const ASK_BACKGROUND: &str = "\x1b]11;?\x07";

/// Ends a sequence that was cut in the middle.
const CANCEL: char = '\x18';

/// The way to the terminal, from when it is taken for the first time.
static OUTPUT: OnceLock<Output> = OnceLock::new();

/// Whether the terminal is ours.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the mouse was asked for.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Held while bytes go out, so that a panic elsewhere does not restore the terminal amid a frame.
static WRITING: Mutex<()> = Mutex::new(());

/// Asks for the mouse, from when the terminal is taken the next time.
pub fn use_mouse() {
    MOUSE.store(true, Ordering::SeqCst);
}

/// What switches the mouse on or off; nothing where nobody asked for it.
fn if_mouse(sequence: &'static str) -> &'static str {
    if MOUSE.load(Ordering::SeqCst) { sequence } else { "" }
}

/// Takes the terminal: raw mode, alternate screen, pastes told apart from typing, no cursor.
///
/// # Errors
/// Where there is no terminal, or it can't be written to; it is then left as it was.
pub fn enter() -> io::Result<()> {
    let output = if let Some(output) = OUTPUT.get() {
        output
    } else {
        let output = Output::open()?;
        OUTPUT.get_or_init(|| output)
    };
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    let mut bytes = Vec::new();
    queue!(
        bytes,
        EnterAlternateScreen,
        Print(TELL_KEYS_APART),
        Print(if_mouse(TELL_CLICKS)),
        EnableBracketedPaste,
        Hide
    )?;
    take(output, &bytes).inspect_err(|_| restore())
}

/// Sends what takes the terminal, whole.
fn take(output: &Output, bytes: &[u8]) -> io::Result<()> {
    if output.write(bytes, WRITE_TIMEOUT)? < bytes.len() {
        return Err(io::Error::new(io::ErrorKind::TimedOut, "the terminal does not read"));
    }
    Ok(())
}

/// Gives the terminal back as it was found. Does nothing the second time; errors can't be told to anybody any more.
///
/// Where the terminal does not read, what it has not read is thrown away for what gives it back.
pub fn restore() {
    let _writing = wait_for_writer();
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut bytes = Vec::new();
        let _ = queue!(
            bytes,
            Print(CANCEL),
            EndSynchronizedUpdate,
            ResetColor,
            DisableBracketedPaste,
            Print(if_mouse(CLICKS_AS_BEFORE)),
            Print(KEYS_AS_BEFORE),
            LeaveAlternateScreen,
            Show
        );
        if let Some(output) = OUTPUT.get()
            && output.write(&bytes, WRITE_TIMEOUT).is_ok_and(|sent| sent < bytes.len())
        {
            output.discard();
            let _ = output.write(&bytes, WRITE_TIMEOUT);
        }
        let _ = disable_raw_mode();
    }
}

/// Waits for a frame on its way out, but not for ever: the terminal may not read any more, or the panic may be its own.
fn wait_for_writer() -> Option<MutexGuard<'static, ()>> {
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
/// The screen must be drawn anew afterwards: see [`Screen::renew`].
#[cfg(unix)]
pub fn suspend() -> io::Result<()> {
    restore();
    signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
    enter()
}

/// There is nothing to suspend to.
#[cfg(not(unix))]
pub fn suspend() -> io::Result<()> {
    Ok(())
}

/// Takes the terminal once more after somebody else stopped and continued the program: the shell has used it since,
/// on the alternate screen, which it was never told to leave.
pub fn resume() -> io::Result<()> {
    disable_raw_mode()?;
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    let mut bytes = Vec::new();
    queue!(
        bytes,
        Print(KEYS_AS_BEFORE),
        Print(TELL_KEYS_APART),
        Print(if_mouse(TELL_CLICKS)),
        EnableBracketedPaste,
        Hide
    )?;
    OUTPUT.get().map_or(Ok(()), |output| take(output, &bytes))
}

/// The terminal's screen, and the only way to change it.
#[derive(Default)]
pub struct Screen {
    frames: Frames,
    /// What the terminal has not taken yet.
    unsent: Vec<u8>,
}

impl Screen {
    /// Forgets what is shown, so that the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.frames.forget();
    }

    /// Begins anew after the terminal was given back and taken again.
    pub fn renew(&mut self) {
        *self = Self::default();
    }

    /// Whether the terminal has not taken all that it was to show; [`Screen::draw`] goes on with it.
    pub fn is_behind(&self) -> bool {
        !self.unsent.is_empty()
    }

    /// Draws a frame and sends what differs from the last one; not a byte where nothing does. Where the terminal has
    /// not taken the last one yet, that goes on instead.
    ///
    /// `draw` fills the buffer and answers where the cursor shall stand, if it shall be seen.
    ///
    /// # Errors
    /// Where the terminal has no size or can't be written to.
    pub fn draw(&mut self, draw: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<()> {
        self.send()?;
        if self.is_behind() {
            return Ok(());
        }
        let (width, height) = terminal::size()?;
        self.unsent.extend_from_slice(self.frames.next(Rect::new(0, 0, width, height), draw)?);
        self.send()
    }

    /// Puts `text` on the clipboard, the way that there is.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        self.unsent.extend_from_slice(Clipboard::of_environment().sequence(text).as_bytes());
        self.send()
    }

    /// Asks the terminal what its background is (OSC 11).
    pub fn ask_background(&mut self) -> io::Result<()> {
        queue!(self.unsent, Print(ASK_BACKGROUND))?;
        self.send()
    }

    fn send(&mut self) -> io::Result<()> {
        let _writing = WRITING.lock();
        if let Some(output) = OUTPUT.get().filter(|_| self.is_behind() && ENTERED.load(Ordering::SeqCst)) {
            let sent = output.write(&self.unsent, WRITE_TIMEOUT)?;
            self.unsent.drain(..sent);
        }
        Ok(())
    }
}
