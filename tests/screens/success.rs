//! The Success screen.

use crate::{
    journey,
    support::{SMALL, Workspace},
};

#[test]
fn released_immediately() {
    journey!(Workspace::sample, "/order<Enter>rn<Enter><Enter>");
}

#[test]
fn scheduled() {
    journey!(Workspace::sample, "/order<Enter>r<Left>n<Down><Enter>2026-12-01<Enter><Enter>");
}

#[test]
fn superseding() {
    journey!(Workspace::sample, "/procure<Enter>r<Down><Down><Down><Down><Left>n<Enter><Enter>");
}

#[test]
fn brought_forward() {
    journey!(Workspace::sample, "/procure<Enter>rn<Enter><Enter>");
}

#[test]
fn a_first_release_that_is_shared_with_nobody() {
    journey!(|| Workspace::of(SMALL), "/returns<Enter>rn<Enter><Enter>");
}

#[test]
fn a_command_of_many_lines() {
    journey!(Workspace::sample, "/edi<Enter>rn<Enter><Enter>");
}

#[test]
fn finished_on_the_page_with_the_new_versions() {
    journey!(Workspace::sample, "/order<Enter>rn<Enter><Enter><Enter><Enter>");
}

#[test]
fn finished_on_the_page_with_the_date_above_the_list() {
    journey!(Workspace::sample, "/order<Enter>rn<Down><Enter>2026-12-01<Enter><Enter><Esc><Enter>");
}

#[test]
fn help() {
    journey!(Workspace::sample, "/order<Enter>rn<Enter><Enter>?");
}
