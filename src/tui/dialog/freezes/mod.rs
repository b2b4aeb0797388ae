//! The freezes of the workspace: the list, and the form that adds one.

mod add;
mod list;

pub(in crate::tui::dialog) use self::add::find_all;
pub(in crate::tui) use self::{add::add_freeze, list::freezes};
