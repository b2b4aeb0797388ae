//! The screens of freezes, of what was missed, and of several scheduled releases.

use super::sweep;
use crate::{
    freezes::{caught, frozen},
    support::screens::{busy, missed},
};

#[test]
fn freezes_at_every_size() {
    for (keys, shows) in [
        ("2F", "Thu 26 Nov 2026"),
        ("2F/zzz", "No match"),
        ("2f", "Add Freeze"),
        ("2fBad<Tab>2026-12-24<Tab>2026-12-01<Tab>", "before it begins"),
        ("rn<Down><Enter>+6d<Down>", "November 2026"),
        ("rn<Down><Enter>+6d<Enter>A fix", "It overrides Year end: A fix"),
    ] {
        sweep(&frozen(), keys, shows);
    }
    for (keys, shows) in [
        ("2", "frozen by Year end"),
        ("2o", "Override Freeze · Order to Cash"),
        ("m<Tab>", "Move Scheduled Release · Order to Cash"),
    ] {
        sweep(&caught(), keys, shows);
    }
}

#[test]
fn what_was_missed_at_every_size() {
    sweep(&missed(), "", "Overdue");
    sweep(&missed(), "<Enter>", "! Overdue: was due between");
}

#[test]
fn several_scheduled_releases_at_every_size() {
    sweep(&busy(), "2*m", "Move 4 Scheduled Releases");
    sweep(&busy(), "2*x<Tab>why", "Cancel 4 Scheduled Releases");
}
