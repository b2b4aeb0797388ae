//! What the colours mean on the main screens: every text that has a meaning, with its name.

use crate::{
    compare,
    support::{Workspace, screens::meanings},
};

macro_rules! styles {
    ($($name:ident: $workspace:expr, $keys:expr;)+) => {$(
        #[test]
        fn $name() {
            compare!($keys, meanings($workspace.labelled(80, 24).press($keys)));
        }
    )+};
}

styles! {
    the_page: Workspace::sample(), "/order<Enter>";
    the_table: Workspace::sample(), "/order<Enter><Enter>";
    the_button: Workspace::sample(), "/order<Enter><Tab><Tab>";
    a_filter: Workspace::sample(), "/order";
    a_scheduled_pack: Workspace::sample(), "/procure<Enter>";
    held_back: Workspace::sample(), "/record<Enter>";
    step_1: Workspace::sample(), "/order<Enter>r<Left><Left>";
    step_1_off: Workspace::sample(), "/record<Enter>r<Down><Down><Down><Down><Down>=";
    select_version: Workspace::small(), "r<Enter><Down>";
    details: Workspace::sample(), "/order<Enter>r<Down><Down><Down><Down><Down><Down>v";
    step_2: Workspace::sample(), "/order<Enter>rn";
    step_2_wrong_date: Workspace::sample(), "/order<Enter>rn<Down><Enter>2026-11-01";
    step_2_superseding: Workspace::sample(), "/procure<Enter>r<Left>n";
    the_calendar: Workspace::sample(), "/order<Enter>rn<Down><Enter><Down>";
    the_primary_button: Workspace::sample(), "/order<Enter>rn<Enter>";
    success: Workspace::small(), "/returns<Enter>rn<Enter><Enter>";
    leaving: Workspace::small(), "r<Left><Esc>";
    help: Workspace::small(), "?";
}
