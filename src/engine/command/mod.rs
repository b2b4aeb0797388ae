//! The command that does what the wizard did.

mod lines;

pub use lines::command_lines;

use super::{When, find_row, split_set};
use crate::{
    domain::{Origin, Selection, SelectionRow, Version},
    text::is_hidden,
};

/// `ipack release "Order to Cash" --on 2026-12-01 --set "Ledger Posting=2.1" --yes`: a version that is not proposed is
/// pinned, or kept; what is proposed would be chosen anyway.
pub(super) fn equivalent(selection: &Selection, when: When, notes: &str, overriding: Option<&str>) -> String {
    let verb = match selection.origin {
        Origin::Rollback(_) => "rollback",
        Origin::Latest | Origin::Scheduled => "release",
    };
    let mut options = Vec::new();
    if let Origin::Rollback(to) = selection.origin {
        options.extend(["--to".into(), to.to_string()]);
    }
    options.extend(when_options(when));
    options.extend(override_options(overriding));
    build(verb, options, selection, notes)
}

/// `ipack schedule change "Order to Cash" --set "Ledger Posting=2.1" --yes`.
pub(super) fn change(selection: &Selection, notes: &str, overriding: Option<&str>) -> String {
    build("schedule change", override_options(overriding), selection, notes)
}

/// `ipack release "Order to Cash" "Procure to Pay" --now --yes`: what is proposed for each of them.
pub(super) fn of_several<'s>(
    selections: impl Iterator<Item = &'s Selection>,
    when: When,
    notes: &str,
    overriding: Option<&str>,
    together: bool,
) -> String {
    let mut options = when_options(when);
    options.extend(override_options(overriding));
    options.extend(together.then(|| "--atomic".into()));
    end(&mut options, notes);
    with_names("release", &options, &selections.map(Selection::pack_called).collect::<Vec<_>>())
}

fn when_options(when: When) -> Vec<String> {
    match when {
        When::Now => vec!["--now".into()],
        When::On(date) => vec!["--on".into(), date.to_string()],
    }
}

fn override_options(reason: Option<&str>) -> Vec<String> {
    reason.map_or_else(Vec::new, |reason| vec!["--override-freeze".into(), quoted(reason)])
}

fn end(options: &mut Vec<String>, notes: &str) {
    if !notes.is_empty() {
        options.extend(["--notes".into(), quoted(notes)]);
    }
    options.push("--yes".into());
}

/// A name that looks like an option stands behind `--`, and the others with it.
fn with_names(verb: &str, options: &[String], names: &[&str]) -> String {
    let behind = names.iter().any(|name| name.starts_with('-'));
    let names = names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(" ");
    let options = options.join(" ");
    if behind { format!("ipack {verb} {options} -- {names}") } else { format!("ipack {verb} {names} {options}") }
}

/// Builds the command with its options and notes. It has the same meaning wherever it is pasted, in the same workspace:
/// a name that could mean something else is replaced by the id, and names that look like an option follow `--`.
fn build(verb: &str, mut options: Vec<String>, selection: &Selection, notes: &str) -> String {
    // In Legacy deployment no version can be chosen, so none is pinned.
    let rows = if selection.deployment().check_choice().is_ok() { selection.rows() } else { &[] };
    for row in rows.iter().filter(|row| row.chosen != row.proposed) {
        match &row.chosen {
            Some(version) if row.chosen != row.current => {
                options.extend(["--set".into(), quoted(&assignment(selection.rows(), row, version))]);
            }
            _ if row.chosen == row.current => {
                let means_it = |name: &str| find_row(selection.rows(), name).is_ok_and(|found| is(found, row));
                options.extend(["--keep".into(), quoted(called(row, means_it))]);
            }
            _ => {}
        }
    }
    end(&mut options, notes);
    with_names(verb, &options, &[selection.pack_called()])
}

/// `Ledger Posting=2.1`, which no other component or version can be read from.
fn assignment(rows: &[SelectionRow], row: &SelectionRow, version: &Version) -> String {
    let text = |name: &str| format!("{name}={version}");
    let means_it =
        |name: &str| split_set(rows, &text(name)).is_ok_and(|(found, read)| is(found, row) && read == *version);
    text(called(row, means_it))
}

/// The component's name where it means the component, else its id.
fn called(row: &SelectionRow, means_it: impl Fn(&str) -> bool) -> &str {
    let component = &row.component;
    if can_be_typed(&component.name) && means_it(&component.name) { &component.name } else { component.id.as_str() }
}

fn is(found: &SelectionRow, row: &SelectionRow) -> bool {
    found.component.id == row.component.id
}

/// Whether a name looks the same on the screen as it is, so that a copied name still works.
pub(super) fn can_be_typed(name: &str) -> bool {
    !name.chars().any(is_hidden)
}

/// A word that bash, dash, zsh and fish read in the same way, typed or in a script. It is bare where it has no special
/// character, in double quotes where they suffice, else in single quotes. Quotes and backslashes stand outside of
/// single quotes, because fish treats them as special inside.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_.,:/@%+=".contains(c);
    let special_ahead = word.is_empty() || word.starts_with(['-', '=', '%']);
    if !special_ahead && word.chars().all(plain) {
        word.to_owned()
    } else if !word.contains(['"', '$', '`', '\\', '!']) && !word.chars().any(char::is_control) {
        format!("\"{word}\"")
    } else if word.chars().any(char::is_control) && !word.ends_with('\n') {
        printed(word)
    } else {
        let mut text = String::from("'");
        for c in word.chars() {
            match c {
                '\'' | '\\' => text.extend(["'\\", &c.to_string(), "'"]),
                c => text.push(c),
            }
        }
        text + "'"
    }
}

/// A text with line breaks as one line, which `printf` expands. Special characters are written by number.
fn printed(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '\n' => "\\n".to_owned(),
            c if c.is_ascii() && (c.is_ascii_control() || "'\\\"$`!%".contains(c)) => {
                format!("\\0{:03o}", u32::from(c))
            }
            c => c.to_string(),
        })
        .collect();
    format!("\"$(printf %b '{escaped}')\"")
}

#[cfg(test)]
mod tests;
