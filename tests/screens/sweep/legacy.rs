//! The screens of Legacy deployment.

use super::{for_any_deeds, sweep};
use crate::support::Workspace;

/// Screens and dialogs, by the keys that lead to them in the Legacy sample.
const SCREENS: &[&str] = &[
    "",
    "?",
    "/broker<Enter><Enter><Down>",
    "/premium<Enter><Enter><Tab><Enter>",
    "/broker<Enter>r",
    "/broker<Enter>r<Tab>some notes",
    "/broker<Enter>r<Down><Enter>2026-12-01<Enter>",
    "/broker<Enter>r<Down><Enter>nonsense",
    "/broker<Enter>r<Down><Enter><Down><PgDn>",
    "/broker<Enter>r<Enter><Enter>",
    "/agent<Enter>r<Enter><Enter>g",
    "/policy<Enter>r",
    "/policy<Enter>m<Down>",
    "/broker<Enter>h<Down><Down>b",
    "/broker<Enter>h<Down><Down><Down>b<Enter>",
    "/claims<Enter>a",
    "2",
    ",",
    ",<Tab><C-u>nowhere",
    ",<Tab><Tab><Tab><Up>",
];

#[test]
fn every_screen_at_every_size() {
    for keys in SCREENS {
        sweep(&Workspace::legacy(), keys);
    }
}

#[test]
fn any_keys_do_no_harm() {
    for_any_deeds(30, Workspace::legacy);
}
