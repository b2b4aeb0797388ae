//! Finds the good lines of a damaged journal.
//!
//! A line has a sequence number, and its digest continues that of the line before. So a line is good where its digest
//! fits any digest that the line before may have had, wherever the two are: lines that were moved, or that follow
//! something that is no line, are found again. A line whose own digest was damaged is good where the line after it fits
//! the digest that it must have had.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::{
    journal::{Record, SEALED},
    line::{self, Digest, TRAILER},
};

/// A segment's number and what its file holds.
pub(super) type Segment = (u64, Vec<u8>);

/// Digests of lines, by sequence number, that are known from elsewhere: from `CURRENT.ron`, a snapshot or the mark.
pub(super) type Vouched = Vec<(u64, Digest)>;

/// At most this many possible digests of a line are kept. Only a journal that is nearly all damage has more.
const MOST: usize = 64;

/// Where something stands: the segment and the line, from 1.
pub(super) type Place = (u64, usize);

/// What may be a line.
#[derive(Debug)]
struct Piece<'f> {
    place: Place,
    /// Where it begins and ends in its file.
    start: usize,
    end: usize,
    text: Option<&'f str>,
    written: Option<Digest>,
    seq: Option<u64>,
    /// The sequence number that follows from the line before.
    next: u64,
    /// Part of a longer piece that has lost a line break.
    part: bool,
    /// Nothing comes after it in the whole journal, not even a line break.
    last: bool,
}

/// A good line.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) place: Place,
    pub(super) seq: u64,
    pub(super) text: String,
    /// Whether a digest confirms it. Where the line before it is lost, none does.
    pub(super) vouched: bool,
    as_written: bool,
}

/// What could not be kept.
#[derive(Debug)]
pub(super) struct Lost {
    /// A line, or none for lines that are gone altogether.
    pub(super) line: Option<usize>,
    pub(super) segment: u64,
    /// What stands there, where it can be read.
    pub(super) text: Option<String>,
    /// The sequence numbers that are missing, first and last.
    pub(super) seqs: (u64, u64),
}

/// Everything that can be told.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// In the order in which they were written.
    pub(super) kept: Vec<Kept>,
    pub(super) lost: Vec<Lost>,
    /// The rest of a write that never finished; nothing acknowledged was in it.
    pub(super) torn: Option<Place>,
}

impl Scan {
    /// Looks at segments, the first one first.
    pub(super) fn of(segments: &[Segment], vouched: &Vouched) -> Self {
        let pieces = pieces(segments);
        let chosen = chain(&pieces, vouched);
        let mut scan = Self::default();
        for (index, vouched, as_written) in &chosen {
            let piece = &pieces[*index];
            if let (Some(text), Some(seq)) = (piece.text, piece.seq) {
                let (text, vouched, as_written) = (text.to_owned(), *vouched, *as_written && !piece.part);
                scan.kept.push(Kept { place: piece.place, seq, text, vouched, as_written });
            }
        }
        scan.lose(&pieces, segments, vouched);
        scan
    }

    /// Whether the journal is undamaged: every line follows the one before it, and there is nothing else.
    pub(super) fn is_sound(&self) -> bool {
        let mut place: Option<Place> = None;
        self.lost.is_empty()
            && self.kept.iter().all(|kept| {
                let follows = place.is_none_or(|place| place == kept.place);
                let (segment, line) = kept.place;
                let ends = kept.text.starts_with(SEALED);
                place = Some(if ends { (segment + 1, 1) } else { (segment, line + 1) });
                follows && kept.vouched && kept.as_written
            })
    }

    /// Records the lines that are not among the good ones.
    fn lose(&mut self, pieces: &[Piece<'_>], segments: &[Segment], vouched: &Vouched) {
        let places: HashSet<Place> = self.kept.iter().map(|kept| kept.place).collect();
        let texts: HashMap<u64, &str> = self.kept.iter().map(|kept| (kept.seq, &*kept.text)).collect();
        let is_kept = |piece: &Piece<'_>| {
            let twice = piece.seq.is_some_and(|seq| texts.get(&seq).copied() == piece.text);
            places.contains(&piece.place) || twice
        };
        let end = vouched.iter().map(|(seq, _)| seq + 1).max().unwrap_or(1);
        let mut claimed = BTreeSet::new();
        for piece in pieces.iter().filter(|piece| !piece.part && !is_kept(piece)) {
            if piece.last && piece.written.is_none() && piece.next >= end {
                self.torn = Some(piece.place);
                continue;
            }
            let seq = piece.seq.filter(|seq| *seq == piece.next).unwrap_or(piece.next);
            claimed.insert(seq);
            if !piece.text.is_some_and(|text| text.starts_with(SEALED)) {
                let (segment, line) = piece.place;
                self.lost.push(Lost {
                    line: Some(line),
                    segment,
                    text: piece.text.map(str::to_owned),
                    seqs: (seq, seq),
                });
            }
        }
        let last = self.kept.last();
        let after = last.filter(|kept| kept.text.starts_with(SEALED)).map(|kept| (kept.place.0 + 1, kept.seq + 1));
        let after = after.filter(|(next, _)| segments.iter().all(|(segment, _)| segment != next));
        let bounds = (end, (last.map_or(1, |kept| kept.place.0), 0));
        let bounds: Vec<(u64, Place)> = self.kept.iter().map(|kept| (kept.seq, kept.place)).chain([bounds]).collect();
        let mut next = 1;
        for (seq, place) in bounds {
            // The line before a segment's first line ended the segment before, and says nothing else.
            let until = if place.1 == 1 { seq.saturating_sub(1) } else { seq };
            let mut missing = (next..until).filter(|seq| !claimed.contains(seq));
            if let Some(first) = missing.next() {
                let seqs = (first, missing.next_back().unwrap_or(first));
                self.lost.push(Lost { line: None, segment: place.0, text: None, seqs });
            }
            next = next.max(seq + 1);
        }
        // Nobody knows how many lines stood in a segment that is not there.
        let gone = after.filter(|(_, seq)| *seq >= end);
        self.lost.extend(gone.map(|(segment, seq)| Lost { line: None, segment, text: None, seqs: (seq, seq) }));
    }
}

/// Cuts the segments into what may be lines.
fn pieces(segments: &[Segment]) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut next = 1;
    for (segment, bytes) in segments {
        let mut start = 0;
        for (number, chunk) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
            let whole = chunk.strip_suffix(b"\n").unwrap_or(chunk);
            let parts = broken_apart(whole);
            for (from, to) in parts.iter().copied().filter(|_| parts.len() > 1).chain([(0, whole.len())]) {
                let mut piece = Piece::of(&whole[from..to], (*segment, number), start + from, next);
                piece.part = parts.len() > 1 && (from, to) != (0, whole.len());
                next = piece.seq.filter(|_| !piece.part).map_or(next, |seq| seq + 1);
                pieces.push(piece);
            }
            if pieces.last().is_some_and(|piece| piece.seq.is_none()) {
                next += 1;
            }
            start += chunk.len();
        }
    }
    let ends = segments.last().is_some_and(|(_, bytes)| !bytes.ends_with(b"\n"));
    if let Some(last) = pieces.last_mut() {
        last.last = ends;
    }
    pieces
}

/// Where lines that have lost the line breaks between them begin and end: after what looks like a digest, one byte,
/// and the beginning of a line.
fn broken_apart(chunk: &[u8]) -> Vec<(usize, usize)> {
    let digest = TRAILER - 1;
    let mut parts = Vec::new();
    let mut from = 0;
    for at in slashes(chunk) {
        let end = at + digest;
        let begins = |rest: &[u8]| rest.starts_with(b"(seq:") || rest.starts_with(b"Sealed(seq:");
        if at >= from && chunk.len() > end && begins(&chunk[end + 1..]) {
            parts.push((from, end));
            from = end + 1;
        }
    }
    parts.push((from, chunk.len()));
    parts
}

/// Where `//` stands.
fn slashes(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    bytes.windows(2).enumerate().filter(|(_, two)| *two == b"//").map(|(at, _)| at)
}

impl<'f> Piece<'f> {
    fn of(bytes: &'f [u8], place: Place, start: usize, next: u64) -> Self {
        let (text, written) = match bytes.len().checked_sub(TRAILER - 1) {
            Some(len) => {
                let written = std::str::from_utf8(&bytes[len..]).ok().and_then(line::written);
                (std::str::from_utf8(&bytes[..len]).ok(), written)
            }
            None => (None, None),
        };
        let seq = text.and_then(seq_of);
        let end = start + bytes.len();
        Self { place, start, end, text, written, seq, next, part: false, last: false }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.place.0 == other.place.0 && self.start < other.end && other.start < self.end
    }
}

/// The number that a line says it has.
fn seq_of(text: &str) -> Option<u64> {
    let rest = text.strip_prefix(SEALED).unwrap_or(text).strip_prefix("(seq:")?;
    rest[..rest.find(',')?].parse().ok()
}

/// The good lines in order: which piece, whether a digest shows that it is good, and whether that is its own.
fn chain(pieces: &[Piece<'_>], vouched: &Vouched) -> Vec<(usize, bool, bool)> {
    let mut by_seq: BTreeMap<u64, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, piece) in pieces.iter().enumerate() {
        if let Some(seq) = piece.seq {
            by_seq.entry(seq).or_default().0.push(index);
        }
        if piece.seq != Some(piece.next) {
            by_seq.entry(piece.next).or_default().1.push(index);
        }
    }
    let mut chosen: Vec<(usize, bool, bool)> = Vec::new();
    let (mut last, mut before, mut broken) = (0, vec![Digest::default()], false);
    for (seq, (here, hints)) in &by_seq {
        if *seq != last + 1 {
            (before, broken) = (Vec::new(), true);
        }
        before.extend(vouched.iter().filter(|(known, _)| known + 1 == *seq).map(|(_, digest)| *digest));
        let after = by_seq.get(&(seq + 1)).map(|(here, _)| &here[..]).unwrap_or_default();
        let free =
            |index: &&usize| !chosen.iter().rev().take(MOST).any(|(c, ..)| pieces[*c].overlaps(&pieces[**index]));
        let of_this = Link { pieces, before: &before, after, vouched, seq: *seq };
        let found = here.iter().filter(free).find_map(|index| of_this.own(*index));
        let found = found.or_else(|| here.iter().filter(free).find_map(|index| of_this.by_the_next(*index)));
        let found = found.map(|(index, digest, own)| (index, digest, true, own));
        let found = found.or_else(|| {
            let whole = here.iter().filter(free).find(|index| broken && of_this.is_whole(**index))?;
            Some((*whole, pieces[*whole].written?, false, true))
        });
        if let Some((index, digest, vouched, own)) = found {
            chosen.push((index, vouched, own));
            (before, broken) = (vec![digest], false);
        } else {
            let all = here.iter().chain(hints).map(|index| &pieces[*index]);
            let mut possible: Vec<Digest> = all.clone().filter_map(|piece| piece.written).collect();
            possible.extend(all.filter_map(|piece| piece.text).flat_map(|text| before.iter().map(|d| d.then(text))));
            possible.truncate(MOST);
            (before, broken) = (possible, true);
        }
        last = *seq;
    }
    chosen
}

/// What is known around a sequence number.
struct Link<'a, 'f> {
    pieces: &'a [Piece<'f>],
    /// The digests that the line before may have had.
    before: &'a [Digest],
    /// What may be the line after.
    after: &'a [usize],
    vouched: &'a Vouched,
    seq: u64,
}

impl Link<'_, '_> {
    /// A line whose own digest fits.
    fn own(&self, index: usize) -> Option<(usize, Digest, bool)> {
        let (text, written) = (self.pieces[index].text?, self.pieces[index].written?);
        self.before.iter().any(|before| before.then(text) == written).then_some((index, written, true))
    }

    /// A line whose digest is damaged, but known from the line after it or from elsewhere.
    fn by_the_next(&self, index: usize) -> Option<(usize, Digest, bool)> {
        let text = self.pieces[index].text?;
        let fits = |digest: &Digest| {
            let follows = |next: &usize| {
                let next = &self.pieces[*next];
                next.text.is_some_and(|text| next.written == Some(digest.then(text)))
            };
            self.after.iter().any(follows) || self.vouched.contains(&(self.seq, *digest))
        };
        self.before.iter().map(|before| before.then(text)).find(fits).map(|digest| (index, digest, false))
    }

    /// A line that can be read and has the right number, though the line before it is lost.
    fn is_whole(&self, index: usize) -> bool {
        let piece = &self.pieces[index];
        let stands = piece.next == self.seq || piece.place.1 == 1;
        stands && piece.written.is_some() && piece.text.is_some_and(|text| Record::read(text).is_ok())
    }
}
