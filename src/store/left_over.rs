//! Files that an interrupted program left in the folder, and that nothing refers to.

use super::{commit::MARKER, current, hooks, journal::numbered, last_sync, lock::LOCK, mark::HOLDER, scheduler};

/// The characters that make the name of a temporary file one that nobody can know before.
const RANDOM: usize = 6;

/// Files that others are put in the place of.
const REPLACED: [&str; 6] = [current::NAME, HOLDER, scheduler::NAME, last_sync::NAME, hooks::NAME, MARKER];

/// The names to which nothing refers, where `CURRENT.ron` names `segment` and the snapshot before it is `previous`:
/// other snapshots and indexes, and temporary files. The holder of the lock may remove them, because a checkpoint under
/// way has a higher number, and files are replaced only under the lock.
pub(super) fn left_overs(names: &[String], segment: u64, previous: u64) -> impl Iterator<Item = &str> {
    let is_left = move |name: &&str| match cache(name) {
        Some(number) => number != segment && number != previous,
        None => is_temporary(name),
    };
    names.iter().map(String::as_str).filter(is_left)
}

/// Whether a file of this name is part of a workspace.
pub(super) fn is_ours(name: &str) -> bool {
    REPLACED.contains(&name)
        || [LOCK, last_sync::LOCK, hooks::LOCK].contains(&name)
        || cache(name).is_some()
        || numbered(name, "journal-").is_some()
}

/// The number of a snapshot or an index.
pub(super) fn cache(name: &str) -> Option<u64> {
    numbered(name, "snapshot-").or_else(|| numbered(name, "index-"))
}

/// Whether it is a temporary file of this program. Files of other programs stay.
fn is_temporary(name: &str) -> bool {
    let parts = name.strip_suffix(".tmp").and_then(|name| name.rsplit_once('.'));
    parts.is_some_and(|(name, random)| {
        random.len() == RANDOM
            && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && (REPLACED.contains(&name) || numbered(name, "journal-").is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nothing_points_to_is_left_over() {
        let names = [
            "CURRENT.ron",
            "CURRENT.ron.a1B2c3.tmp",
            "CURRENT.tmp",
            "damaged-index-2.ron",
            "holder.txt.000000.tmp",
            "index-2.ron",
            "index-4.ron",
            "index-5.ron",
            "journal-3.ron",
            "journal-3.ron.abcdef.tmp",
            "lock",
            "packs.ron.abcdef.tmp",
            "scheduler.ron.abcde.tmp",
            "snapshot-3.ron",
            "snapshot-5.ron",
            "snapshot-6.ron",
        ]
        .map(String::from);
        let left: Vec<&str> = left_overs(&names, 5, 4).collect();
        assert_eq!(
            left,
            [
                "CURRENT.ron.a1B2c3.tmp",
                "holder.txt.000000.tmp",
                "index-2.ron",
                "journal-3.ron.abcdef.tmp",
                "snapshot-3.ron",
                "snapshot-6.ron"
            ]
        );
    }
}
