//! The pages: what one sees between two jobs.
//!
//! A page keeps what is looked at (selection, filter, sort column) and asks the worker for what it shows. It knows
//! no rule: whether a key is on is the domain's answer.

pub mod integration_packs;
mod landing;
