//! `index-<n>.ron`: what lists show, and where each noun stands in `snapshot-<n>.ron`.
//!
//! One short RON tuple per line, a section per kind: `P(id, name, type, releasable, current, accounts, instances,
//! groups, offset, len)` with `, date, zone, blocked` after it where a release is scheduled, and after that what its
//! summary foresees, if anything; `C(id, name, offset, len, offset and len of its contents, [numbers of the packs that
//! show it])`; `A(id, name, offset, len, instances, [numbers of the packs installed in it])`; `G(id, name, offset, len,
//! [numbers of its accounts], [numbers of the packs shared with it])`. A pack's number is its place in the index, which
//! lists packs by name; an account's is its place, too. The first line is the header and the last the digest of all
//! before it. The rows are read by hand: serde takes about ten times as long, and opening a workspace of 10,000 packs
//! is mostly this.

use std::{borrow::Cow, collections::HashMap, fmt::Write as _, io::Write as _, path::Path, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    Progress, StoreError,
    current::{self, Current, encode},
    disk,
    error::Doing,
    lazy::Lazy,
    line,
    nouns::{AccountRow, GroupRow, IndexedComponent, Listing, Nouns, PackEntry, PackRow, in_order, place},
    snapshot::{self, Snapshot, Span},
};
use crate::domain::{AccountId, InstallationType, PackId, Reach, Settings, Summary};

#[derive(Debug, Serialize, Deserialize)]
struct Header {
    format: u32,
    snapshot_len: u64,
    packs: usize,
    components: usize,
    accounts: usize,
    settings: Settings,
}

/// The workspace as `CURRENT.ron` names it; none where the index is missing or does not fit, and the snapshot has to be
/// read instead.
pub(super) fn open(dir: &Path, current: &Current) -> Result<Option<Nouns>, StoreError> {
    let Some(path) = current.snapshot_path(dir) else { return Ok(Some(Nouns::default())) };
    let index = disk::if_a_file(disk::read(&dir.join(current::index_name(current.number()))))?;
    let Some(bytes) = index else { return Ok(None) };
    let Some((snapshot, len)) = Snapshot::open(path, current)? else { return Ok(None) };
    Ok(parse(&bytes, current, len).map(|nouns| Nouns { snapshot: Some(snapshot), ..nouns }))
}

fn parse(bytes: &[u8], current: &Current, snapshot_len: u64) -> Option<Nouns> {
    let (text, last) = bytes.strip_suffix(b"\n")?.split_at_checked((bytes.len()).checked_sub(line::TRAILER)?)?;
    let text = std::str::from_utf8(text).ok()?;
    let written = std::str::from_utf8(last).ok()?.strip_prefix("//")?;
    if current.digest.then(text).to_string() != written {
        return None;
    }
    let (header, mut rest) = text.split_once('\n')?;
    let header: Header = ron::from_str(header).ok()?;
    if header.format != current::FORMAT || header.snapshot_len != snapshot_len {
        return None;
    }
    let mut nouns = Nouns { settings: header.settings, ..Nouns::default() };
    nouns.packs.reserve(header.packs);
    nouns.components.reserve(header.components);
    nouns.accounts.reserve(header.accounts);
    let mut entries = Vec::with_capacity(header.packs);
    while !rest.is_empty() {
        let (kind, row) = rest.split_at_checked(2)?;
        let mut row = Row(row);
        match kind {
            "P(" => pack(&mut row, &mut nouns, &mut entries)?,
            "C(" => component(&mut row, &mut nouns)?,
            "A(" => account(&mut row, &mut nouns)?,
            "G(" => group(&mut row, &mut nouns)?,
            _ => return None,
        }
        rest = row.end()?;
    }
    nouns.listing = Listing::of(entries);
    Some(nouns)
}

fn pack(row: &mut Row<'_>, nouns: &mut Nouns, entries: &mut Vec<PackEntry>) -> Option<()> {
    let id = PackId::new(&*row.text()?);
    let name = row.text()?.into_owned();
    let installation_type = match &*row.value::<String>()? {
        "SINGLE" => InstallationType::Single,
        "MULTI" => InstallationType::Multi,
        _ => return None,
    };
    let releasable = row.value()?;
    let current = row.value()?;
    let reach = Reach { accounts: row.value()?, instances: row.value()?, groups: row.value()?, untold: false };
    let at = row.span()?;
    let scheduled = match row.text() {
        Some(date) => Some((date.parse().ok()?, row.text()?.parse().ok()?, row.value()?)),
        None => None,
    };
    let then_releasable = if scheduled.is_some() { row.value() } else { None };
    let summary =
        Arc::new(Summary { id: id.clone(), name, installation_type, releasable, scheduled, then_releasable, current });
    nouns.agenda.add(&summary);
    let number = u32::try_from(nouns.numbers.len()).ok()?;
    let entry = PackEntry { summary, reach };
    entries.push(entry.clone());
    nouns.numbers.push(id.clone());
    nouns.packs.insert(id, PackRow { number, entry, slot: Lazy::stored(at) });
    Some(())
}

fn component(row: &mut Row<'_>, nouns: &mut Nouns) -> Option<()> {
    let id = row.text()?;
    let name = row.text()?.into_owned();
    let slot = Lazy::stored(row.span()?);
    let contents = Some(row.span()?).filter(|at| at.len > 0).map(Lazy::stored);
    let packs = row.numbers(nouns.numbers.len())?;
    nouns.components.insert((&*id).into(), IndexedComponent { name, packs, slot, contents });
    Some(())
}

fn account(row: &mut Row<'_>, nouns: &mut Nouns) -> Option<()> {
    let id = AccountId::new(&*row.text()?);
    let name = row.text()?.into_owned();
    let slot = Lazy::stored(row.span()?);
    let (instances, packs) = (row.value()?, row.numbers(nouns.numbers.len())?);
    let number = u32::try_from(nouns.account_numbers.len()).ok()?;
    nouns.account_numbers.push(id.clone());
    nouns.accounts.insert(id, AccountRow { number, name, instances, packs, slot });
    Some(())
}

fn group(row: &mut Row<'_>, nouns: &mut Nouns) -> Option<()> {
    let id = row.text()?;
    let name = row.text()?.into_owned();
    let slot = Lazy::stored(row.span()?);
    let (accounts, packs) = (row.numbers(nouns.account_numbers.len())?, row.numbers(nouns.numbers.len())?);
    nouns.groups.insert((&*id).into(), GroupRow { name, accounts, packs, slot });
    Some(())
}

/// What is left of a row, and of the rows after it.
struct Row<'a>(&'a str);

impl<'a> Row<'a> {
    /// The next field, where it is a string.
    fn text(&mut self) -> Option<Cow<'a, str>> {
        let inside = after(b'"', self.0)?;
        let end = inside.bytes().position(|b| matches!(b, b'"' | b'\\'))?;
        if inside.as_bytes()[end] == b'"' {
            let text = &inside[..end];
            self.skip(end + 2)?;
            return Some(Cow::Borrowed(text));
        }
        let mut escaped = false;
        let end = inside.bytes().position(|b| {
            let ends = b == b'"' && !escaped;
            escaped = b == b'\\' && !escaped;
            ends
        })?;
        let text = ron::from_str(self.0.get(..end + 2)?).ok()?;
        self.skip(end + 2)?;
        Some(Cow::Owned(text))
    }

    /// The next field, where it is a number, `true` or `false`.
    fn value<T: FromStr>(&mut self) -> Option<T> {
        let end = self.0.bytes().position(|b| !b.is_ascii_alphanumeric())?;
        let value = self.0[..end].parse().ok()?;
        self.skip(end)?;
        Some(value)
    }

    fn span(&mut self) -> Option<Span> {
        Some(Span { offset: self.value()?, len: self.value()? })
    }

    /// The next field, where it is a list of numbers below `end`.
    fn numbers(&mut self, end: usize) -> Option<Vec<u32>> {
        let (inside, _) = after(b'[', self.0)?.split_once(']')?;
        self.skip(inside.len() + 2)?;
        if inside.is_empty() {
            return Some(Vec::new());
        }
        let mut numbers = Vec::with_capacity(inside.bytes().filter(|b| *b == b',').count() + 1);
        for text in inside.as_bytes().split(|b| *b == b',') {
            numbers.push(number(text).filter(|number| place(*number) < end)?);
        }
        Some(numbers)
    }

    /// Steps over a field and the comma after it.
    fn skip(&mut self, len: usize) -> Option<()> {
        let rest = self.0.get(len..)?;
        self.0 = after(b',', rest).unwrap_or(rest);
        Some(())
    }

    fn end(&self) -> Option<&'a str> {
        self.0.strip_prefix(")\n")
    }
}

/// What stands after a mark. Looked at as a byte: a search for a character is a call, and there are very many of them.
fn after(mark: u8, text: &str) -> Option<&str> {
    if text.as_bytes().first() == Some(&mark) { text.get(1..) } else { None }
}

/// The number that these digits write.
fn number(digits: &[u8]) -> Option<u32> {
    let add = |number: u32, digit: &u8| {
        let digit = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    };
    if digits.is_empty() { None } else { digits.iter().try_fold(0, add) }
}

/// Writes the snapshot and the index that `current` will name, and makes both durable.
pub(super) fn write(dir: &Path, current: &Current, nouns: &Nouns, progress: &Progress) -> Result<(), StoreError> {
    let contents = nouns.components.values().filter(|row| row.contents.is_some()).count();
    let lines = nouns.packs.len() + nouns.components.len() + contents + nouns.accounts.len() + nouns.groups.len();
    let mut out = snapshot::Writer::start(dir, current, lines, progress)?;
    let from = nouns.snapshot.as_ref();
    out.line(format!("Settings({})", encode(&nouns.settings, dir)?))?;
    let mut rows = String::new();
    // Writing to a string can't fail, here and below.
    let listing = nouns.listing();
    let mut packs = vec![0; nouns.numbers.len()];
    for (at, row) in (0..).zip(listing.iter().filter_map(|entry| nouns.packs.get(&entry.summary.id))) {
        packs[place(row.number)] = at;
        write_pack(&mut rows, &row.entry, out.line(row.slot.line(from)?)?);
    }
    for (id, row) in sorted(&nouns.components) {
        let at = out.line(row.slot.line(from)?)?;
        let contents = row.contents.as_ref().map(|c| c.line(from).and_then(|line| out.line(line))).transpose()?;
        write_named(&mut rows, 'C', id.as_str(), &row.name, at);
        let c = contents.unwrap_or_default();
        let _ = write!(rows, ",{},{},", c.offset, c.len);
        write_numbers(&mut rows, &row.packs, &packs);
        rows.push_str(")\n");
    }
    let mut accounts = vec![0; nouns.account_numbers.len()];
    for (at, (id, row)) in (0..).zip(sorted(&nouns.accounts)) {
        accounts[place(row.number)] = at;
        write_named(&mut rows, 'A', id.as_str(), &row.name, out.line(row.slot.line(from)?)?);
        let _ = write!(rows, ",{},", row.instances);
        write_numbers(&mut rows, &row.packs, &packs);
        rows.push_str(")\n");
    }
    for (id, row) in sorted(&nouns.groups) {
        write_named(&mut rows, 'G', id.as_str(), &row.name, out.line(row.slot.line(from)?)?);
        rows.push(',');
        write_numbers(&mut rows, &row.accounts, &accounts);
        rows.push(',');
        write_numbers(&mut rows, &row.packs, &packs);
        rows.push_str(")\n");
    }
    let header = Header {
        format: current::FORMAT,
        snapshot_len: out.finish()?,
        packs: nouns.packs.len(),
        components: nouns.components.len(),
        accounts: nouns.accounts.len(),
        settings: nouns.settings.clone(),
    };
    let path = dir.join(current::index_name(current.number()));
    let text = format!("{}\n{rows}", encode(&header, &path)?);
    let digest = current.digest.then(&text);
    let mut file = disk::create_new(&path).doing("write to", &path)?;
    file.write_all(format!("{text}//{digest}\n").as_bytes()).and_then(|()| file.sync_all()).doing("write to", &path)?;
    disk::sync_folder(dir)
}

fn write_pack(rows: &mut String, entry: &PackEntry, at: Span) {
    let (summary, reach) = (&entry.summary, &entry.reach);
    let (id, name) = (quoted(summary.id.as_str()), quoted(&summary.name));
    let kind = summary.installation_type.api_word();
    let _ = write!(rows, "P({id},{name},{kind},{},{}", summary.releasable, summary.current);
    let _ = write!(rows, ",{},{},{},{},{}", reach.accounts, reach.instances, reach.groups, at.offset, at.len);
    if let Some((date, zone, blocked)) = &summary.scheduled {
        let _ = write!(rows, ",\"{date}\",\"{zone}\",{blocked}");
        if let Some(then) = summary.then_releasable {
            let _ = write!(rows, ",{then}");
        }
    }
    rows.push_str(")\n");
}

fn write_named(rows: &mut String, kind: char, id: &str, name: &str, at: Span) {
    let _ = write!(rows, "{kind}({},{},{},{}", quoted(id), quoted(name), at.offset, at.len);
}

/// The numbers that these will have: `places` says which.
fn write_numbers(rows: &mut String, numbers: &[u32], places: &[u32]) {
    rows.push('[');
    for (nth, number) in in_order(numbers.iter().map(|number| places[place(*number)])).into_iter().enumerate() {
        let _ = write!(rows, "{}{number}", if nth == 0 { "" } else { "," });
    }
    rows.push(']');
}

/// A RON string: control characters, quotes and backslashes escaped.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// By id, so that the same workspace gives the same bytes.
fn sorted<Id: Ord, T>(rows: &HashMap<Id, T>) -> Vec<(&Id, &T)> {
    let mut rows: Vec<_> = rows.iter().collect();
    rows.sort_by_key(|(id, _)| *id);
    rows
}
