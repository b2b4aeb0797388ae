//! Aligned tables, for eyes. On a terminal a row stays on a line, or becomes a record of several where a line is too
//! short for a row; what is piped is never cut.

use std::collections::{HashMap, HashSet};

use super::{render::HEADING, terminal};
use crate::text::{clean, fit, fit_middle, pad, width, wrap};

/// Stands between columns.
const GAP: &str = "  ";
/// No column gets narrower than this.
const NARROWEST: usize = 8;
/// A name keeps this much as long as anything else can give way.
const NAME: usize = 16;
/// A name of fewer cells can't be told from others: rows become records before.
const SHORTEST_NAME: usize = 12;

/// Up to this width a row can't be read on one line, and becomes a record.
const RECORDS: usize = 40;

/// A column: its title, and how it shrinks where the room is short.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<'a> {
    title: &'a str,
    shrink: Shrink,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shrink {
    Never,
    Last,
    First,
    Leaves,
}

/// Dates, numbers, versions, fixed words: a part of one would say something else, so no cell is cut. The title may be.
pub(super) fn whole(title: &str) -> Column<'_> {
    Column { title, shrink: Shrink::Never }
}

/// Names, and what a row can't be understood without: cut last.
pub(super) fn name(title: &str) -> Column<'_> {
    Column { title, shrink: Shrink::Last }
}

/// Text that is cut first.
pub(super) fn text(title: &str) -> Column<'_> {
    Column { title, shrink: Shrink::First }
}

/// What may be left out before a name is cut short, the last column first.
pub(super) fn spare(title: &str) -> Column<'_> {
    Column { title, shrink: Shrink::Leaves }
}

/// A table of what there is, or the sentence that there is none.
pub(super) fn list(columns: &[Column<'_>], rows: &[Vec<String>], none: &str) -> Vec<String> {
    if rows.is_empty() { vec![none.to_owned()] } else { lines(columns, rows) }
}

/// Lays rows out in columns that are as wide as their widest cell, under their titles.
pub(super) fn lines(columns: &[Column<'_>], rows: &[Vec<String>]) -> Vec<String> {
    lines_within(columns, rows, terminal::columns())
}

/// A single thing: a line for each title and value, wrapped and never cut.
pub(super) fn record(entries: &[(&str, String)]) -> Vec<String> {
    let columns: Vec<Column<'_>> = entries.iter().map(|(title, _)| whole(title)).collect();
    let row = entries.iter().map(|(_, value)| clean(value).into_owned()).collect();
    records(&columns, &[row], terminal::columns().unwrap_or(usize::MAX))
}

fn lines_within(columns: &[Column<'_>], rows: &[Vec<String>], room: Option<usize>) -> Vec<String> {
    let mut rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|c| clean(c).into_owned()).collect()).collect();
    let fitted = |(at, column): (usize, &Column<'_>)| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0);
        Fitted { at, shrink: column.shrink, cells, width: cells.max(width(column.title)) }
    };
    let mut shown: Vec<Fitted> = columns.iter().enumerate().map(fitted).collect();
    if let Some(room) = room {
        narrow(&mut shown, room);
        let wide = shown.iter().map(|column| column.width).sum::<usize>() + GAP.len() * shown.len().saturating_sub(1);
        if room <= RECORDS || wide > room {
            return records(columns, &rows, room);
        }
        let cut = shown.iter().filter(|column| column.shrink == Shrink::Last && column.width < column.cells);
        cut.for_each(|names| tell_apart(&mut rows, names));
    }
    let lay = |cell: &dyn Fn(usize) -> Option<String>| {
        let cells = shown.iter().map(|column| pad(&cell(column.at).unwrap_or_default(), column.width));
        cells.collect::<Vec<_>>().join(GAP)
    };
    let mut lines = vec![format!("{HEADING}{}", lay(&|at| columns.get(at).map(|column| column.title.to_owned())))];
    lines.extend(rows.iter().map(|row| lay(&|at| row.get(at).cloned())));
    lines
}

/// Names that would look alike without their ends lose their middle instead.
fn tell_apart(rows: &mut [Vec<String>], names: &Fitted) {
    let mut alike: HashMap<String, HashSet<String>> = HashMap::new();
    for name in rows.iter().filter_map(|row| row.get(names.at)) {
        alike.entry(fit(name, names.width).into_owned()).or_default().insert(name.clone());
    }
    for name in rows.iter_mut().filter_map(|row| row.get_mut(names.at)) {
        if alike.get(&*fit(name, names.width)).is_some_and(|names| names.len() > 1) {
            *name = fit_middle(name, names.width).into_owned();
        }
    }
}

/// A row as lines of its own: a title and a value each, wrapped and never cut. What is empty is left out.
///
/// ```text
/// Name     Order to Cash
/// Current  #7
/// ```
fn records(columns: &[Column<'_>], rows: &[Vec<String>], room: usize) -> Vec<String> {
    let titles = columns.iter().map(|column| width(column.title)).max().unwrap_or(0).min(room / 2);
    let values = room.saturating_sub(titles + GAP.len()).max(NARROWEST);
    let mut lines = Vec::new();
    for row in rows {
        lines.extend((!lines.is_empty()).then(String::new));
        for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.trim().is_empty()) {
            for (nth, value) in wrap(cell, values).into_iter().enumerate() {
                let title = if nth == 0 { column.title } else { "" };
                lines.push(format!("{}{GAP}{value}", pad(title, titles)));
            }
        }
    }
    lines
}

/// A column that is shown.
struct Fitted {
    /// Its place among all.
    at: usize,
    shrink: Shrink,
    /// The widest cell under its title.
    cells: usize,
    width: usize,
}

impl Fitted {
    /// How narrow it may get where names keep this much.
    fn least(&self, name: usize) -> usize {
        let least = match self.shrink {
            Shrink::Never | Shrink::Leaves => self.cells.max(NARROWEST),
            Shrink::Last => name,
            Shrink::First => NARROWEST,
        };
        least.min(self.width)
    }
}

/// Makes the columns fit: first text shrinks, then spare columns are left out, then names and titles are cut. Where
/// that is not enough, the terminal wraps the lines, because a date is never cut.
fn narrow(shown: &mut Vec<Fitted>, room: usize) {
    let gaps = |shown: &[Fitted]| GAP.len() * shown.len().saturating_sub(1);
    let needed = |shown: &[Fitted]| shown.iter().map(|column| column.least(NAME)).sum::<usize>() + gaps(shown);
    while needed(shown) > room
        && let Some(spare) = shown.iter().rposition(|column| column.shrink == Shrink::Leaves)
    {
        shown.remove(spare);
    }
    let room = room.saturating_sub(gaps(shown));
    take(shown, room, |column| if column.shrink == Shrink::First { NARROWEST } else { column.width });
    take(shown, room, |column| if column.shrink == Shrink::Last { NAME } else { column.width });
    take(shown, room, |column| column.least(NAME));
    take(shown, room, |column| column.least(SHORTEST_NAME));
}

/// Shrinks the widest columns that may shrink, until all fit.
fn take(shown: &mut [Fitted], room: usize, least: impl Fn(&Fitted) -> usize) {
    while shown.iter().map(|column| column.width).sum::<usize>() > room {
        match shown.iter_mut().filter(|column| column.width > least(column)).max_by_key(|column| column.width) {
            Some(widest) => widest.width -= 1,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_cut_for_a_terminal_alone() {
        let rows =
            [vec!["Customer Master Data Distribution".to_owned(), "2026.10".to_owned(), "a\u{1b}[2Jb".to_owned()]];
        let columns = [name("Name"), whole("Current"), text("By")];
        let all = lines_within(&columns, &rows, None);
        assert!(all[1].contains("Customer Master Data Distribution  2026.10  a␛[2Jb"), "{all:?}");
        for room in RECORDS + 1..60 {
            let cut = lines_within(&columns, &rows, Some(room));
            let widest = cut.iter().map(|line| width(line.trim_start_matches(HEADING))).max().unwrap_or(0);
            assert!(widest <= room.max(3 * NARROWEST + 2 * GAP.len()), "{room}: {cut:?}");
            assert!(cut[1].contains("  2026.10  "), "{room}: {cut:?}");
        }
        assert!(lines_within(&columns, &rows, Some(41))[1].starts_with("Customer Master Dat"));
    }

    #[test]
    fn dates_stay_whole_and_names_are_cut_last() {
        let columns =
            [whole("Date"), name("Integration Pack"), whole("Your time"), text("Notes"), spare("Early"), spare("By")];
        let row =
            ["Sun 29 Nov 2026", "Customer Master Data Distribution", "00:00–01:00 EST", "Something long", "3", "a.n"];
        let at = |room| lines_within(&columns, &[row.map(str::to_owned).to_vec()], Some(room))[1].trim_end().to_owned();
        let date = "Sun 29 Nov 2026  ";
        assert_eq!(at(89), format!("{date}Customer Master Data Distribution  00:00–01:00 EST  Somethi…  3      a.n"));
        assert_eq!(at(75), format!("{date}Customer Master Da…  00:00–01:00 EST  Somethi…  3      a.n"));
        assert_eq!(at(60), format!("{date}Customer Master…  00:00–01:00 EST  Somethi…"));
        assert_eq!(at(58), format!("{date}Customer Mast…  00:00–01:00 EST  Somethi…"));
    }

    #[test]
    fn names_that_would_look_alike_lose_their_middle() {
        let names = ["Invoice Import Europe North", "Invoice Import Europe South", "Ledger Posting to the Archive"];
        let rows: Vec<_> = names.iter().map(|one| vec![(*one).to_owned(), "2026-12-01".to_owned()]).collect();
        let lines = lines_within(&[name("Name"), whole("Scheduled release on")], &rows, Some(41));
        let names: Vec<&str> = lines[1..].iter().filter_map(|line| line.split("  ").next()).collect();
        assert_eq!(names, ["Invoice I…ope North", "Invoice I…ope South", "Ledger Posting to…"]);
    }

    #[test]
    fn two_columns_become_records_too() {
        let row = [vec!["Abernethy Wool Mills Ltd".to_owned(), "abernethywool-CHYWS8".to_owned()]];
        let at = |room| lines_within(&[name("Account"), whole("ID")], &row, Some(room)).join("\n");
        assert_eq!(at(40), "Account  Abernethy Wool Mills Ltd\nID       abernethywool-CHYWS8");
        assert!(at(60).ends_with("Abernethy Wool Mills Ltd  abernethywool-CHYWS8"));
    }

    #[test]
    fn where_a_line_is_too_short_rows_become_records() {
        let columns = [whole("Date"), name("Integration Pack"), text("Notes"), spare("By")];
        let row = |note: &str| ["Sun 29 Nov 2026", "Customer Master Data Distribution", note, "a.n"].map(str::to_owned);
        let rows = [row("Something long that is wrapped").to_vec(), row("").to_vec()];
        insta::assert_snapshot!(lines_within(&columns, &rows, Some(40)).join("\n"), @r"
        Date              Sun 29 Nov 2026
        Integration Pack  Customer Master Data
                          Distribution
        Notes             Something long that is
                          wrapped
        By                a.n

        Date              Sun 29 Nov 2026
        Integration Pack  Customer Master Data
                          Distribution
        By                a.n
        ");
        let at_50 = lines_within(
            &[name("Component Name"), whole("Current"), whole("Latest")],
            &[vec![
                "Shipment Confirmation".to_owned(),
                "2026.03 Hotfix of July".to_owned(),
                "2026.03 Hotfix".to_owned(),
            ]],
            Some(50),
        );
        assert_eq!(at_50.first().map(String::as_str), Some("Component Name  Shipment Confirmation"));
        for room in 0..=RECORDS {
            let all = lines_within(&columns, &rows, Some(room)).join("\n");
            assert!(all.contains("2026") && !all.contains('\u{1}'), "{room}: {all}");
        }
    }
}
