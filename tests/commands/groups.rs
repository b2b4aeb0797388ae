//! Account groups: what stays installed is said before it happens.

use super::*;

#[test]
fn what_stays_installed_is_said_before() {
    let commands: [&[&str]; 5] = [
        &["group", "unshare", "europe", "order to cash"],
        &["group", "share", "europe", "order to cash"],
        &["group", "remove", "europe", "aalto", "--format", "json"],
        &["group", "delete", "europe"],
        &["group", "delete", "europe", "--yes"],
    ];
    compare!(transcript(&Workspace::small(), &commands));
}
