//! Which key does what, where, and in which words.
//!
//! A [`Chord`] is a key with its modifiers; an [`Action`] is what the interface can be asked to do; the [`Keymap`]
//! joins them per [`Scope`]. Footer and help are made from the live bindings by [`mod@hints`], so that neither can lie.
//!
//! Scopes are looked up from the inside out: a page names those in front, such as `[Buttons, SelectVersions]`, and
//! [`Scope::Global`] comes last by itself. An inner scope may shadow an outer one on purpose; two actions on one
//! chord within a scope are a conflict and are refused with both names.
//!
//! What is odd: in a scope that takes text, printable chords mean themselves, whatever the outer scopes say; ask
//! [`edit::edit`] for the change that such a chord makes to a field.

pub mod action;
pub mod chord;
mod defaults;
pub mod edit;
pub mod hints;
pub mod keymap;
pub mod scope;

pub use action::Action;
pub use chord::Chord;
pub use hints::{Availability, hints};
pub use keymap::{Binding, Keymap, KeymapError};
pub use scope::Scope;
