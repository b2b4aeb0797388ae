//! The screens of Legacy deployment.

use super::{any_keys::for_any_inputs, sweep};
use crate::support::Workspace;

/// Screens and dialogs: the keys that lead to them in the Legacy sample, and what they show.
const SCREENS: &[(&str, &str)] = &[
    ("", "Published Components"),
    ("?", "On Publications"),
    ("/broker<Enter><Enter><Down>", "▌Quote Rating"),
    ("/premium<Enter><Enter><Tab><Enter>", "nothing of Premium Billing was published"),
    ("/broker<Enter>r", "Integration Pack Release · Broker Quotes"),
    ("/broker<Enter>r<Tab>some notes", "[ some notes"),
    ("/broker<Enter>r<Down><Enter>2026-12-01<Enter>", "◷ Tue 1 Dec 2026"),
    ("/broker<Enter>r<Down><Enter>nonsense", r#""nonsense" is not a date"#),
    ("/broker<Enter>r<Down><Enter><Down><PgDn>", "December 2026"),
    ("/broker<Enter>r<Enter><Enter>", "Broker Quotes #6 is released"),
    ("/agent<Enter>r<Enter><Enter>g", "Add to Account Groups ·"),
    ("/policy<Enter>r", "Brings forward"),
    ("/policy<Enter>m<Down>", "Move Scheduled Release ·"),
    ("/broker<Enter>h<Down><Down>b", "Roll Back to #3"),
    ("/broker<Enter>h<Down><Down><Down>b<Enter>", "Roll Back to #2"),
    ("/claims<Enter>a", "Add"),
    ("2", "1 scheduled release"),
    (",", "Workspace Settings"),
    (",<Tab><C-u>nowhere", r#"there is no time zone "nowhere""#),
    (",<Tab><Tab><Tab><Up>", "the deployment can't be changed while something is scheduled"),
];

#[test]
fn every_screen_at_every_size() {
    for (keys, shows) in SCREENS {
        sweep(&Workspace::legacy(), keys, shows);
    }
}

#[test]
fn any_keys_do_no_harm() {
    for_any_inputs(30, Workspace::legacy);
}
