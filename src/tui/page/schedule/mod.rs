//! The Schedule page: every scheduled release by date, the chosen one in detail, and the month that it falls in.

mod detail;
mod freezes;
mod state;
mod update;
mod view;
mod waiting;

pub use state::SchedulePage;
