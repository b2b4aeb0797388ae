//! The dialogs in which a publisher makes components and their versions, and compares these.

pub(super) mod compare;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod package;
