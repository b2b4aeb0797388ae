//! The figures, laid out.

use std::{fmt, time::Duration};

use crate::samples::Samples;

/// What a goal may be missed by before it counts as more than noise.
const NOISE: f64 = 1.15;

/// What shall be reached.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal {
    /// The median, at most this many times the floor's.
    Ratio(f64),
    /// All but the slowest twentieth, at most this long.
    P95(Duration),
    /// Not promised; shown for comparison.
    None,
}

/// One figure beside its floor.
#[derive(Debug)]
struct Row {
    what: String,
    taken: Samples,
    floor: Duration,
    goal: Goal,
}

impl Row {
    fn ratio(&self) -> f64 {
        self.taken.median().as_secs_f64() / self.floor.as_secs_f64()
    }

    /// How much of the goal is used up; 1 is just reached.
    fn used(&self) -> f64 {
        match self.goal {
            Goal::Ratio(most) => self.ratio() / most,
            Goal::P95(most) => self.taken.percentile(95).as_secs_f64() / most.as_secs_f64(),
            Goal::None => 0.0,
        }
    }
}

/// Bytes, and the most that they may be where that is promised.
#[derive(Debug)]
struct Bytes {
    what: String,
    taken: u64,
    most: Option<u64>,
}

/// The rows measured so far, and notes below them.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
    bytes: Vec<Bytes>,
    notes: Vec<String>,
}

impl Table {
    pub(crate) fn add(&mut self, what: impl Into<String>, taken: Samples, floor: &Samples, goal: Goal) {
        self.rows.push(Row { what: what.into(), taken, floor: floor.median(), goal });
    }

    pub(crate) fn add_bytes(&mut self, what: impl Into<String>, taken: u64, most: Option<u64>) {
        self.bytes.push(Bytes { what: what.into(), taken, most });
    }

    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Whether a goal is missed by more than noise.
    pub(crate) fn is_missed(&self) -> bool {
        let bytes = |row: &Bytes| row.most.is_some_and(|most| row.taken > most);
        self.rows.iter().any(|row| row.used() > NOISE) || self.bytes.iter().any(bytes)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:56} {:>9} {:>9} {:>9} {:>7}  {:13}", "", "median", "p95", "floor", "ratio", "goal")?;
        for row in &self.rows {
            let (median, p95) = (human(row.taken.median()), human(row.taken.percentile(95)));
            let goal = match row.goal {
                Goal::Ratio(most) => format!("ratio ≤ {most}"),
                Goal::P95(most) => format!("p95 ≤ {}", human(most)),
                Goal::None => String::new(),
            };
            let missed = if row.used() > 1.0 { " missed" } else { "" };
            let floor = human(row.floor);
            writeln!(f, "{:56} {median:>9} {p95:>9} {floor:>9} {:>6.2}x  {goal:13}{missed}", row.what, row.ratio())?;
        }
        for Bytes { what, taken, most } in &self.bytes {
            let goal = most.map(|most| format!("at most {most}")).unwrap_or_default();
            let missed = if most.is_some_and(|most| *taken > most) { " missed" } else { "" };
            writeln!(f, "{what:56} {taken:>9} bytes  {goal}{missed}")?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "\n{note}"))
    }
}

fn human(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    if micros < 1_000.0 { format!("{micros:.0} µs") } else { format!("{:.2} ms", micros / 1_000.0) }
}
