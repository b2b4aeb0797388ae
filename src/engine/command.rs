//! The command that does what the wizard did.

use super::When;
use crate::domain::{Change, Origin, Selection};

/// `ipack release "Order to Cash" --on 2026-12-01 --set "Ledger Posting=2.1" --yes`: every row that differs from the
/// current release is pinned, every proposal that was not followed is kept, quoted for a POSIX shell.
#[must_use]
pub(super) fn equivalent(selection: &Selection, when: When, notes: &str) -> String {
    let mut words = vec!["ipack".to_owned()];
    let pack = selection.pack();
    // A name that looks like an option would be taken for one.
    let pack = quoted(if pack.name.starts_with('-') { pack.id.as_str() } else { &pack.name });
    match selection.origin {
        Origin::Rollback(to) => words.extend(["rollback".into(), pack, "--to".into(), to.to_string()]),
        Origin::Latest | Origin::Scheduled => words.extend(["release".into(), pack]),
    }
    match when {
        When::Now => words.push("--now".into()),
        When::On(date) => words.extend(["--on".into(), date.to_string()]),
    }
    finish(words, selection, notes)
}

/// Adds what is chosen and why.
fn finish(mut words: Vec<String>, selection: &Selection, notes: &str) -> String {
    // Where nothing can be chosen, nothing needs to be pinned.
    let rows = if selection.deployment().check_choice().is_ok() { selection.rows() } else { &[] };
    for row in rows {
        let name = if selection.rows().iter().filter(|r| r.component.name == row.component.name).count() > 1 {
            row.component.id.to_string()
        } else {
            row.component.name.clone()
        };
        match (&row.chosen, row.change()) {
            (Some(version), change) if change != Change::Unchanged => {
                words.extend(["--set".into(), quoted(&format!("{name}={version}"))]);
            }
            _ if row.chosen != row.proposed && row.chosen == row.current => {
                words.extend(["--keep".into(), quoted(&name)]);
            }
            _ => {}
        }
    }
    if !notes.is_empty() {
        words.extend(["--notes".into(), quoted(notes)]);
    }
    words.push("--yes".into());
    words.join(" ")
}

/// `ipack schedule change "Order to Cash" --set "Ledger Posting=2.1" --yes`.
#[must_use]
pub fn change_command(selection: &Selection, notes: &str) -> String {
    let mut words: Vec<String> = ["ipack", "schedule", "change"].map(ToOwned::to_owned).to_vec();
    words.push(quoted(&selection.pack().name));
    finish(words, selection, notes)
}

/// A word as a POSIX shell reads it back: bare where nothing in it is special, in double quotes where that is enough,
/// else in single quotes.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_.,:/@%+=".contains(c);
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(plain) {
        word.to_owned()
    } else if !word.contains(['"', '$', '`', '\\', '!', '\n']) {
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_survive_the_shell() {
        assert_eq!(quoted("1.0"), "1.0");
        assert_eq!(quoted("Order to Cash"), "\"Order to Cash\"");
        assert_eq!(quoted("a$b"), "'a$b'");
        assert_eq!(quoted("it's $5"), r"'it'\''s $5'");
        assert_eq!(quoted("it's"), "\"it's\"");
        assert_eq!(quoted("~home"), "\"~home\"");
        assert_eq!(quoted(""), "\"\"");
        assert_eq!(quoted("顧客"), "顧客");
    }
}
