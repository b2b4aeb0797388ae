//! What waits for approval: the list, one request to look at, and the answer to it.

mod answer;
mod list;
mod show;

pub(in crate::tui) use list::requests;
