//! A disk that fails when a test says so. Debug builds alone have it.
//!
//! `IPACK_TEST_DISK` tells a whole program what to do, in words with blanks between and several orders with commas:
//!
//! - `fail=EIO`, `ENOSPC`, `EDQUOT`, `EROFS` or `EINTR`: the call fails so; `short`: half of a write is written; `full`: half of
//!   a write is written, and nothing of any other; `kill` and `kill-after`: the program ends before or after the call;
//! - `nth=7`: that happens to the seventh call, counted from 1, which is the default; `nth=7..`: to all from there on;
//! - `call=sync`, `path=journal`: only calls of this kind, or with this in their path, count;
//! - `record=FILE`: each call that succeeded is appended to that file, see [`Call`].
//!
//! Unit tests say the same of their own thread with `on_this_thread`.

#![expect(clippy::disallowed_methods, reason = "the record is no state")]

use std::{
    cell::RefCell,
    env,
    fs::{File, OpenOptions},
    io::{self, Write as _},
    path::Path,
    sync::{LazyLock, Mutex, PoisonError},
};

use super::call::Call;

/// What is done instead of the call.
#[derive(Debug, Clone, Copy)]
enum Fault {
    /// It fails with this number of the operating system.
    Error(i32),
    Short,
    Full,
    Kill,
    KillAfter,
}

const EIO: Fault = Fault::Error(5);
const ENOSPC: Fault = Fault::Error(28);

#[derive(Debug)]
struct Order {
    fault: Fault,
    kind: Option<String>,
    path: Option<String>,
    first: usize,
    last: usize,
    /// Calls that it is about, so far.
    count: usize,
}

/// What a test wants of the disk.
#[derive(Debug, Default)]
struct Plan {
    orders: Vec<Order>,
    record: Option<File>,
}

thread_local! {
    static HERE: RefCell<Option<Plan>> = const { RefCell::new(None) };
}

static EVERYWHERE: LazyLock<Mutex<Option<Plan>>> =
    LazyLock::new(|| Mutex::new(env::var("IPACK_TEST_DISK").ok().map(|words| Plan::parse(&words))));

/// Makes a call as the plan says.
pub(super) fn around<T>(call: &Call<'_>, run: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    match planned(|plan| plan.fault(call)).flatten() {
        Some(Fault::Error(number)) => return Err(io::Error::from_raw_os_error(number)),
        Some(Fault::Kill) => std::process::abort(),
        Some(Fault::KillAfter) => {
            let _ = run();
            std::process::abort()
        }
        // Only a write can be halved.
        Some(Fault::Short | Fault::Full) | None => {}
    }
    let done = run()?;
    planned(|plan| plan.note(call));
    Ok(done)
}

/// Makes a write as the plan says; how many bytes were written.
pub(super) fn around_write(path: &Path, mut file: &File, bytes: &[u8]) -> io::Result<usize> {
    let fault = planned(|plan| plan.fault(&Call::Write(path, 0, bytes))).flatten();
    let part = match fault {
        Some(Fault::Error(number)) => return Err(io::Error::from_raw_os_error(number)),
        Some(Fault::Kill) => std::process::abort(),
        Some(Fault::Short | Fault::Full) => &bytes[..bytes.len().div_ceil(2)],
        Some(Fault::KillAfter) | None => bytes,
    };
    let written = file.write(part)?;
    let offset = io::Seek::stream_position(&mut file)? - written as u64;
    planned(|plan| plan.note(&Call::Write(path, offset, &bytes[..written])));
    if matches!(fault, Some(Fault::KillAfter)) {
        std::process::abort();
    }
    Ok(written)
}

fn planned<T>(with: impl FnOnce(&mut Plan) -> T) -> Option<T> {
    HERE.with_borrow_mut(|here| match here {
        Some(plan) => Some(with(plan)),
        None => EVERYWHERE.lock().unwrap_or_else(PoisonError::into_inner).as_mut().map(with),
    })
}

impl Plan {
    fn parse(text: &str) -> Self {
        let mut plan = Self::default();
        for words in text.split(',') {
            let mut order = Order { fault: EIO, kind: None, path: None, first: 1, last: 1, count: 0 };
            let mut fails = false;
            for word in words.split_whitespace() {
                let (key, value) = word.split_once('=').unwrap_or((word, ""));
                match key {
                    "fail" => {
                        order.fault = Fault::named(value);
                        fails = true;
                    }
                    "call" => order.kind = Some(value.to_owned()),
                    "path" => order.path = Some(value.to_owned()),
                    "nth" => {
                        let first = value.strip_suffix("..");
                        order.first = first.unwrap_or(value).parse().unwrap_or(1);
                        order.last = first.map_or(order.first, |_| usize::MAX);
                    }
                    "record" => plan.record = OpenOptions::new().append(true).create(true).open(value).ok(),
                    _ => unreachable!("a disk can't be told {word:?}"),
                }
            }
            plan.orders.extend(fails.then_some(order));
        }
        plan
    }

    /// Counts a call; what is to be done instead.
    fn fault(&mut self, call: &Call<'_>) -> Option<Fault> {
        let mut fault = None;
        for order in self.orders.iter_mut().filter(|order| order.is_about(call)) {
            order.count += 1;
            if (order.first..=order.last).contains(&order.count) {
                fault = Some(order.fault);
                if matches!(order.fault, Fault::Full) && matches!(call, Call::Write(..)) {
                    (order.fault, order.last, order.kind) = (ENOSPC, usize::MAX, Some("write".to_owned()));
                }
            }
        }
        fault
    }

    fn note(&mut self, call: &Call<'_>) {
        if let Some(record) = &mut self.record {
            // Where the record can't be written, the test sees that it is incomplete.
            let _ = record.write_all(format!("{call}\n").as_bytes());
        }
    }
}

impl Order {
    fn is_about(&self, call: &Call<'_>) -> bool {
        self.kind.as_deref().is_none_or(|kind| kind == call.name())
            && self.path.as_deref().is_none_or(|part| call.path().to_string_lossy().contains(part))
    }
}

impl Fault {
    fn named(name: &str) -> Self {
        match name {
            "EIO" => EIO,
            "ENOSPC" => ENOSPC,
            "EDQUOT" => Self::Error(122),
            "EROFS" => Self::Error(30),
            "EINTR" => Self::Error(4),
            "short" => Self::Short,
            "full" => Self::Full,
            "kill" => Self::Kill,
            "kill-after" => Self::KillAfter,
            _ => unreachable!("a disk can't fail with {name:?}"),
        }
    }
}

/// Runs something on a disk of its own kind.
#[cfg(test)]
pub(super) fn on_this_thread<T>(orders: &str, run: impl FnOnce() -> T) -> T {
    HERE.set(Some(Plan::parse(orders)));
    let value = run();
    HERE.set(None);
    value
}
