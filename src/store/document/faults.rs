//! What is wrong with documents, while they are read.

use std::collections::BTreeMap;

use super::{
    Source,
    error::{DocumentErrors, Place, shortened},
};

/// Most faults that are told one by one; the rest are counted.
const TOLD: usize = 100;

/// Faults while documents are read: the first are kept, whatever the order in which they are found.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// By document, place in it in bytes, and the order of finding.
    first: BTreeMap<(usize, usize, usize), (String, Option<String>)>,
    count: usize,
}

impl Faults {
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn add(&mut self, document: usize, offset: usize, message: &str, hint: Option<String>) {
        let hint = hint.map(|hint| shortened(&hint));
        self.first.insert((document, offset, self.count), (shortened(message), hint));
        self.count += 1;
        if self.first.len() > TOLD {
            self.first.pop_last();
        }
    }

    /// The faults with their lines, which are counted once through each document.
    pub(super) fn into_errors(self, sources: &[Source]) -> DocumentErrors {
        let more = self.count - self.first.len();
        let mut place = Place::default();
        let mut first = Vec::with_capacity(self.first.len());
        for ((document, offset, _), (message, hint)) in self.first {
            let Some(source) = sources.get(document) else { continue };
            if place.document != document {
                place = Place::default();
                place.document = document;
            }
            place.go_to(source.text.as_bytes(), offset);
            first.push(place.error(source.path.clone(), source.text.as_bytes(), message, hint));
        }
        DocumentErrors { first, more }
    }
}
