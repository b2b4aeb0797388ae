//! What a repair would do.

use std::path::PathBuf;

use crate::store::{current::Current, mark::Mark};

/// One thing that a repair does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepairStep {
    pub file: PathBuf,
    /// The line, from 1; none for the file as a whole.
    pub line: Option<usize>,
    /// What is done, and why.
    pub what: String,
    /// Where what was there goes.
    pub set_aside: Option<PathBuf>,
    /// Whether something that was decided is given up.
    pub given_up: bool,
}

/// What a repair of a workspace folder would do.
#[derive(Debug)]
pub struct Repair {
    pub(super) dir: PathBuf,
    pub(super) steps: Vec<RepairStep>,
    pub(super) aside: PathBuf,
    /// The new journal, where it has to be written anew.
    pub(super) journal: Option<String>,
    /// Its last line.
    pub(super) mark: Option<Mark>,
    /// The new `CURRENT.ron`, where it has to be written anew.
    pub(super) current: Option<Current>,
    /// The files that are set aside.
    pub(super) moved: Vec<String>,
}
