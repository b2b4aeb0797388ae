//! Select Version: the versions of one component, newest first.

use super::{Session, Stop, describe, version_details, voice::number_in};
use crate::{
    domain::{NotChoosable, PackagedComponent, SelectionRow, Tz, Version, VersionMarks},
    engine::Draft,
};

/// Talks about the row at a place until a version is selected, or it stays as it is.
pub(super) fn talk(session: &mut Session, draft: &mut Draft, at: usize) -> Result<(), Stop> {
    let row = draft.selection.rows()[at].clone();
    let deleted = row.chosen.as_ref().filter(|version| row.unavailable(version) == Some(NotChoosable::Deleted));
    if let Some(version) = deleted {
        let (name, id) = (&row.component.name, &row.component.id);
        if session
            .voice
            .confirm(&format!("Restore the deleted version {version} of {name}, so that it can be released?"))?
        {
            session.engine.restore_version(id, version)?;
            let proposal = session.engine.propose_again(&draft.proposal.view.pack.id, draft.selection.origin)?;
            draft.renew(proposal);
            return Ok(());
        }
    }
    row.can_select()?;
    session.voice.title(&format!("Select Version · {}", row.component.name))?;
    let newest_first: Vec<&PackagedComponent> = row.component.versions.iter().rev().collect();
    let marks = draft.selection.pack().marks(&row.component);
    let list = |session: &mut Session, draft: &Draft| {
        let mut versions = (1..).zip(newest_first.iter().zip(marks.iter().rev()));
        versions.try_for_each(|(number, (packaged, marks))| {
            session.voice.say_all(lines(session.engine.local_zone(), draft, &row, (packaged, marks), number))
        })
    };
    list(session, draft)?;
    let chosen = newest_first.iter().position(|packaged| Some(&packaged.version) == row.chosen.as_ref());
    let default = chosen.map(|at| (at + 1).to_string());
    let question = "Select Version: its number; v and a number View Details, k keep current, l latest, q Cancel";
    loop {
        let answer = session.voice.ask(question, default.as_deref())?;
        let change = match answer.to_lowercase().as_str() {
            "q" => return Ok(()),
            "?" => {
                list(session, draft)?;
                continue;
            }
            "k" => draft.change(|selection| selection.keep(&row.component.id)),
            "l" => draft.change(|selection| selection.latest(&row.component.id)),
            other => match (other.strip_prefix('v').map(str::trim), named(&newest_first, &answer)) {
                (_, Some(version)) => draft.change(|selection| selection.choose(&row.component.id, version)),
                (Some(number), None) if number_in(number, newest_first.len()).is_some() => {
                    let at = number_in(number, newest_first.len()).unwrap_or_default();
                    details(session, draft, &row, &newest_first[at].version)?;
                    continue;
                }
                _ => {
                    session.voice.say("Please answer with the number of a version, or one of the letters.")?;
                    continue;
                }
            },
        };
        match change {
            Ok(()) => return session.voice.say(&describe::row(&draft.selection.rows()[at])),
            Err(refusal) => session.voice.say(&refusal.with_hint())?,
        }
    }
}

/// The version that an answer names: by its number in the list, else as it is written.
fn named<'v>(newest_first: &[&'v PackagedComponent], answer: &str) -> Option<&'v Version> {
    let by_number = number_in(answer, newest_first.len()).map(|at| newest_first[at]);
    let found = by_number.or_else(|| newest_first.iter().find(|p| p.version.as_str() == answer).copied());
    found.map(|packaged| &packaged.version)
}

fn details(session: &mut Session, draft: &Draft, row: &SelectionRow, version: &Version) -> Result<(), Stop> {
    let details = session.engine.package_details(&draft.proposal.view.pack.id, &row.component.id, version)?;
    let zone = session.engine.local_zone();
    session.voice.say_all(version_details::lines(&details, zone))
}

/// A version: who made it and when, which releases carry it, why it can't be chosen, and the warning about it.
fn lines(
    zone: Tz,
    draft: &Draft,
    row: &SelectionRow,
    (packaged, marks): (&PackagedComponent, &VersionMarks),
    number: usize,
) -> Vec<String> {
    let words = [(marks.current, "current"), (marks.latest, "latest"), (marks.scheduled, "scheduled")];
    let words = words.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned());
    let carried: Vec<String> = marks.carried_in.iter().map(|number| format!("#{number}")).collect();
    let carried = (!carried.is_empty()).then(|| format!("in {}", carried.join(", ")));
    let standing: Vec<String> = match packaged.choosable() {
        Err(why) => vec![why.to_string()],
        Ok(()) => words.chain(carried).collect(),
    };
    let created = packaged.created_date.with_timezone(&zone).format("%-d %b %Y");
    let notes = if packaged.notes.is_empty() { String::new() } else { format!(": {}", packaged.notes) };
    let standing = if standing.is_empty() { String::new() } else { format!(" ({})", standing.join(", ")) };
    let mut lines =
        vec![format!("{number}. {}, created {created} by {}{notes}{standing}", packaged.version, packaged.created_by)];
    let warning = draft.proposal.rolled_back_at(&row.component.id, &packaged.version, marks);
    lines.extend(warning.map(|warning| format!("   {warning}")));
    lines
}
