//! An empty workspace.

use crate::{journey, support::Workspace};

#[test]
fn the_landing_page() {
    journey!(Workspace::empty, "");
}

#[test]
fn what_needs_a_pack_does_nothing_without_one() {
    journey!(Workspace::empty, "r<Enter>/ys<Tab><Down>");
}

#[test]
fn help_on_the_landing_page() {
    journey!(Workspace::empty, "?");
}
