//! Nouns and rules.
