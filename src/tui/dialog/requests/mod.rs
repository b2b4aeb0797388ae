//! What waits for approval: a request to look at, and the answer to it.

mod answer;
mod show;
mod told;
mod verbs;

pub(in crate::tui) use {
    show::show_request,
    verbs::{answered, may_answer},
};
