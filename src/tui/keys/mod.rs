//! Keys: which key does what, where, and how the screens call it.
//!
//! A [`Chord`] is a key with its modifiers; an [`Action`] is what the interface can be asked to do; the [`Keymap`]
//! joins them per [`Scope`]. [`mod@hints`] makes the footer and the help from the active bindings, so they are always
//! true.
//!
//! Scopes are searched from the inside out: a page names those in front, such as `[Buttons, SelectVersions]`, and
//! [`Scope::Global`] comes last by itself. An inner scope may deliberately hide a key of an outer one. Two actions on
//! one chord within a scope are a conflict. What a config binds goes before every default, and only its own bindings
//! are refused where they contradict each other.
//!
//! In a scope that takes text, printable chords type themselves, whatever the outer scopes bind. [`edit::edit`] is the
//! change that such a chord makes to a field.

pub mod action;
pub mod chord;
mod defaults;
pub mod edit;
pub mod hints;
pub mod keymap;
mod overrides;
pub mod scope;

pub use action::Action;
pub use chord::Chord;
pub use hints::{Availability, hints};
pub use keymap::{Binding, GaveWay, Keymap};
pub use overrides::KeymapError;
pub use scope::Scope;
