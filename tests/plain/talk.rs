//! A conversation from a script of answers.

use std::{
    cell::RefCell,
    collections::VecDeque,
    io::{self, BufRead, Read, Write},
    rc::Rc,
};

use ipack::plain::{self, Start, Stop, Voice};

use crate::support::Workspace;

/// What was said on both sides.
#[derive(Clone, Default)]
pub(crate) struct Transcript(pub Rc<RefCell<Vec<u8>>>);

impl Write for Transcript {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Answers, one a line, that show in the transcript as they would on a terminal.
pub(crate) struct Script {
    pub answers: VecDeque<Vec<u8>>,
    pub heard: Vec<u8>,
    pub transcript: Transcript,
}

impl Read for Script {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

impl BufRead for Script {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.heard.is_empty() {
            self.heard = self.answers.pop_front().unwrap_or_default();
            self.transcript.write_all(&self.heard)?;
        }
        Ok(&self.heard)
    }

    fn consume(&mut self, amount: usize) {
        self.heard.drain(..amount);
    }
}

pub(crate) struct Talk {
    pub transcript: String,
    pub end: Result<(), Stop>,
}

/// Holds the conversation that the answers give, `|` between them.
pub(crate) fn talk_from(workspace: &Workspace, start: Start, answers: &str) -> Talk {
    let transcript = Transcript::default();
    let answers = answers.split('|').filter(|_| !answers.is_empty());
    let answers = answers.map(|answer| format!("{}\n", answer.trim()).into_bytes()).collect();
    let mut script = Script { answers, heard: Vec::new(), transcript: transcript.clone() };
    let mut output = transcript.clone();
    let end = plain::run(workspace.engine(), start, Voice::new(&mut script, &mut output, true));
    let said = String::from_utf8(transcript.0.take()).expect("text");
    assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
    Talk { transcript: said, end }
}

pub(crate) fn talk(workspace: &Workspace, answers: &str) -> Talk {
    talk_from(workspace, Start::Packs, answers)
}
