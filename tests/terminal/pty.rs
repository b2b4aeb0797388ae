//! A terminal to run the program on: a pseudo-terminal of the system, and an emulator that knows what it shows.

use std::{
    fmt::Write as _,
    io::{Read as _, Write},
    path::Path,
    process::Command,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};

use crate::support::NOW;

/// How long anything may take before it counts as never; machines that test are busy.
const DEADLINE: Duration = Duration::from_secs(60);

/// The shortest time between two keys that a person means one by one, and some more.
const HUMAN: Duration = Duration::from_millis(80);

/// What ends a frame.
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_ipack");

/// A terminal with a program on it, which is killed when this is dropped.
pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    slave: Option<Box<dyn SlavePty + Send>>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    child: Box<dyn Child + Send + Sync>,
    emulator: vt100::Parser,
    /// When keys were last pressed, or what they did was seen.
    last: Option<Instant>,
    /// Every byte that was written to it.
    pub(crate) written: Vec<u8>,
}

/// How a program is started.
pub(crate) struct Start {
    command: CommandBuilder,
    size: (u16, u16),
    /// How many pieces of output it reads ahead of the test.
    ahead: usize,
}

impl Start {
    /// The program over a state folder, on a terminal of 80x24 that can do colours and Unicode.
    pub(crate) fn ipack(state: &Path) -> Self {
        Self::program(PROGRAM, state)
    }

    /// A script of the shell in which `"$@"` is the program over a state folder.
    pub(crate) fn in_shell(script: &str, state: &Path) -> Self {
        let mut start = Self::program("sh", state);
        start.command.args(["-c", script, "sh", PROGRAM]);
        start
    }

    fn program(program: &str, state: &Path) -> Self {
        let mut command = CommandBuilder::new(program);
        for (name, value) in [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8"), ("TZ", "Europe/Berlin")] {
            command.env(name, value);
        }
        command.env("IPACK_TEST_NOW", NOW);
        command.env("IPACK_STATE_DIR", state);
        command.env("RUST_BACKTRACE", "0");
        command.env_remove("NO_COLOR");
        Self { command, size: (80, 24), ahead: 1 << 16 }
    }

    pub(crate) fn arguments<const N: usize>(mut self, arguments: [&str; N]) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// A terminal that reads only while the test waits for something to show.
    pub(crate) fn unread(self) -> Self {
        Self { ahead: 0, size: (200, 60), ..self }
    }

    pub(crate) fn run(self) -> Terminal {
        let pty = native_pty_system().openpty(size(self.size)).expect("a terminal");
        let keyboard = pty.master.take_writer().expect("its keyboard");
        let output = listen(&*pty.master, self.ahead);
        let child = pty.slave.spawn_command(self.command).expect("a program");
        let (columns, rows) = self.size;
        let emulator = vt100::Parser::new(rows.try_into().expect("rows"), columns.try_into().expect("columns"), 0);
        let slave = Some(pty.slave);
        Terminal { master: pty.master, slave, keyboard, output, child, emulator, last: None, written: Vec::new() }
    }

    /// Runs it and waits for the page.
    pub(crate) fn page(self) -> Terminal {
        let mut terminal = self.run();
        terminal.shows("Packaged Components (");
        terminal
    }
}

fn size((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// Reads all that is written, in a thread, as reading blocks.
fn listen(master: &dyn MasterPty, ahead: usize) -> Receiver<Vec<u8>> {
    let mut reader = master.try_clone_reader().expect("its output");
    let (sender, output) = mpsc::sync_channel(ahead);
    thread::spawn(move || {
        let mut bytes = vec![0; 1 << 16];
        while let Ok(count @ 1..) = reader.read(&mut bytes) {
            if sender.send(bytes[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    output
}

impl Terminal {
    /// Presses keys, written as the bytes that they send; no sooner than a person does, who sees first what the last
    /// ones did. Where nothing was waited for in between, a busy machine may still read both at once.
    pub(crate) fn types(&mut self, keys: &str) -> &mut Self {
        let due = self.last.map(|last| last + HUMAN);
        thread::sleep(due.map_or(Duration::ZERO, |due| due.saturating_duration_since(Instant::now())));
        self.sends(keys);
        self.last = Some(Instant::now());
        self
    }

    /// Sends bytes at once.
    pub(crate) fn sends(&mut self, keys: &str) -> &mut Self {
        self.keyboard.write_all(keys.as_bytes()).and_then(|()| self.keyboard.flush()).expect("a keyboard");
        self
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.take();
        self.emulator.screen_mut().set_size(rows.try_into().expect("rows"), columns.try_into().expect("columns"));
        self.master.resize(size((columns, rows))).expect("resized");
        self
    }

    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.emulator.screen()
    }

    /// Waits for a whole frame with this text in it.
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        self.until(&format!("{text:?} on the screen"), |terminal| terminal.screen().contents().contains(text))
    }

    /// Waits for a whole frame without this text.
    pub(crate) fn hides(&mut self, text: &str) -> &mut Self {
        self.until(&format!("no {text:?} on the screen"), |terminal| !terminal.screen().contents().contains(text))
    }

    /// Waits for something to be true when no frame is under way.
    pub(crate) fn until(&mut self, what: &str, is: impl Fn(&Self) -> bool) -> &mut Self {
        let until = Instant::now() + DEADLINE;
        while !(self.is_between_frames() && is(self)) {
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.see(&bytes),
                Err(why) => panic!("never {what} ({why}); the screen:\n{}", self.screen().contents()),
            }
        }
        self.last = Some(Instant::now());
        self
    }

    /// Outside of the page there are no frames.
    fn is_between_frames(&self) -> bool {
        !self.screen().alternate_screen() || self.written.ends_with(FRAME_ENDS)
    }

    /// How many bytes arrive within a while.
    pub(crate) fn bytes_within(&mut self, while_: Duration) -> usize {
        let (before, until) = (self.written.len(), Instant::now() + while_);
        while let Ok(bytes) = self.output.recv_timeout(until.saturating_duration_since(Instant::now())) {
            self.see(&bytes);
        }
        self.written.len() - before
    }

    fn take(&mut self) {
        while let Ok(bytes) = self.output.try_recv() {
            self.see(&bytes);
        }
    }

    fn see(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        self.emulator.process(bytes);
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&mut self, name: &str) -> &mut Self {
        let id = self.child.process_id().expect("a process").to_string();
        let sent = Command::new("sh").args(["-c", "kill -s \"$0\" \"$1\"", name, &id]).status().expect("a shell");
        assert!(sent.success(), "no signal {name} for {id}");
        self
    }

    /// Waits for the program's end, and for all that it wrote: its exit status. Fails unless the terminal was given
    /// back.
    pub(crate) fn ended(&mut self) -> u32 {
        let until = Instant::now() + DEADLINE;
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                break status;
            }
            assert!(Instant::now() < until, "it never ends; the screen:\n{}", self.screen().contents());
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(10)) {
                self.see(&bytes);
            }
        };
        // The driver's settings go with the last one who holds the terminal open, and then the output ends.
        let cooked = self.is_cooked();
        self.slave = None;
        loop {
            match self.output.recv_timeout(DEADLINE) {
                Ok(bytes) => self.see(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("its output never ends"),
            }
        }
        self.check_restored(cooked);
        status.exit_code()
    }

    /// Waits for the program's end while nobody reads what it writes.
    pub(crate) fn ends_unread(&mut self) -> &mut Self {
        let until = Instant::now() + DEADLINE;
        while self.child.try_wait().expect("a child").is_none() {
            assert!(Instant::now() < until, "it never ends");
            thread::sleep(Duration::from_millis(10));
        }
        self
    }

    /// Whether the terminal's driver is as a shell wants it.
    pub(crate) fn is_cooked(&self) -> bool {
        let flags =
            self.master.get_termios().map(|termios| format!("{:?}", termios.local_flags)).expect("its settings");
        ["ICANON", "ECHO", "ISIG"].iter().all(|flag| flags.split(" | ").any(|set| set.contains(flag)))
    }

    /// Fails unless the terminal is as it was before the program took it.
    pub(crate) fn is_restored(&self) {
        self.check_restored(self.is_cooked());
    }

    fn check_restored(&self, cooked: bool) {
        let screen = self.screen();
        let mut faults = String::new();
        for (wrong, what) in [
            (screen.alternate_screen(), "the alternate screen is shown"),
            (screen.hide_cursor(), "the cursor is hidden"),
            (screen.bracketed_paste(), "pastes are bracketed"),
            (!cooked, "its driver is raw"),
        ] {
            if wrong {
                let _ = writeln!(faults, "{what}");
            }
        }
        assert!(faults.is_empty(), "not restored: {faults}; the screen:\n{}", screen.contents());
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Gone already, or it goes now; there is nobody to tell otherwise.
        let _ = self.child.kill();
    }
}
