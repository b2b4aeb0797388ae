//! How many keys the most frequent jobs take, each in the sample as it opens, done to its end.

use ipack::tui::harness::chords;

use crate::support::{Workspace, screens::says};

/// A job, its keys, how many they are, and what the last screen says.
const JOBS: [(&str, &str, usize, &str); 10] = [
    ("release the selected pack with what is proposed", "rn<Enter><Enter>", 4, "is released"),
    ("schedule it for a date", "rn<Down><Enter>+10d<Enter><Enter>", 10, "is scheduled for Tue 1 Dec 2026"),
    ("roll a pack back to the release before", "/retail<Enter>bn<Enter><Enter>", 12, "is rolled back to"),
    ("release all packs that are ready", "*rn<Enter><Enter>", 5, "is released"),
    (
        "release a pack with one component kept at an older version",
        "/order<Enter>r<Left>n<Enter><Enter>",
        12,
        "is released",
    ),
    ("see what changes among a hundred components", "/edi<Enter>rf", 7, "only changes"),
    ("move a scheduled release to another date", "/procure<Enter>m+20d<Enter><Enter>", 16, "Fri 11 Dec 2026"),
    ("cancel a scheduled release", "/procure<Enter>x<Enter><Enter>", 12, "is cancelled"),
    ("look up who has a pack", "/procure<Enter>w", 10, "Installed in 25 accounts"),
    ("package the next version of a component", "6p<Tab><Tab><Tab><Tab><Enter>", 7, "is packaged"),
];

#[test]
fn the_most_frequent_jobs_take_few_keys() {
    for (job, keys, count, shows) in JOBS {
        let workspace = Workspace::sample();
        says(workspace.screens(80, 24).press(keys), shows);
        assert_eq!(chords(keys).len(), count, "{job}");
    }
}
