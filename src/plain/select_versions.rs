//! Step 1, Select Versions: which version of each component the release carries.

use super::{
    Desk, Stop, select_version, told,
    voice::number_in,
    wizard::{Draft, Turn},
};
use crate::domain::{Refusal, SelectionRow};

/// Talks through the step.
pub(super) fn talk(desk: &mut Desk, draft: &mut Draft) -> Result<Turn, Stop> {
    loop {
        tell(desk, draft)?;
        let ready = draft.selection.check();
        let mut question = "The number of a row selects another version;".to_owned();
        question += if ready.is_ok() { " n Next," } else { "" };
        question += if draft.undo.is_empty() { " q Cancel" } else { " z undo, q Cancel" };
        let answer = desk.voice.ask(&question, ready.is_ok().then_some("n"))?;
        match (answer.to_lowercase().as_str(), &ready) {
            ("n", Ok(())) => return Ok(Turn::Next),
            ("n", Err(refusal)) => desk.voice.say(&with_hint(refusal))?,
            ("q", _) => return Ok(Turn::Leave),
            ("z", _) => match draft.undo.pop() {
                Some(before) => draft.selection = before,
                None => desk.voice.say("There is nothing to undo.")?,
            },
            (answer, _) => match number_in(answer, draft.selection.rows().len()) {
                Some(at) => {
                    let selected = select_version::talk(desk, draft, at);
                    desk.told("select the version", selected)?;
                }
                None => desk.voice.say("Please answer with the number of a row, or one of the letters.")?,
            },
        }
    }
}

/// Reads out the step: its title, its rows, and what would change.
fn tell(desk: &mut Desk, draft: &Draft) -> Result<(), Stop> {
    desk.voice.title(&format!("{}: Select Versions", draft.job()))?;
    desk.voice.say(&draft.proposal.view.pack.name)?;
    for (number, row) in (1..).zip(draft.selection.rows()) {
        desk.voice.say(&format!("{number}. {}", line(row)))?;
        if let Some(warning) = draft.proposal.warning(&draft.selection, row) {
            let way_out = if warning.restorable { "; its row restores it" } else { "" };
            desk.voice.say(&format!("   {}{way_out}", warning.text))?;
        }
    }
    match draft.selection.check() {
        Ok(()) => desk.voice.say(&draft.selection.counts().to_string()),
        Err(refusal) => desk.voice.say(&with_hint(&refusal)),
    }
}

/// `Create Invoice, Process: current 1.4, pending 1.5, upgrade`.
pub(super) fn line(row: &SelectionRow) -> String {
    let pending = match &row.chosen {
        Some(version) => version.to_string(),
        None if row.current.is_some() => "Deleted".to_owned(),
        None => "not included".to_owned(),
    };
    let why = match row.can_select() {
        Ok(()) => "",
        Err(Refusal::RemovedFromPack { .. }) => ", removed by this release",
        Err(_) => ", no version to select",
    };
    let (name, kind, current) =
        (&row.component.name, row.component.component_type, told::version(row.current.as_ref()));
    format!("{name}, {kind}: current {current}, pending {pending}, {}{why}", row.change())
}

/// A refusal with the way out, where there is one.
pub(super) fn with_hint(refusal: &Refusal) -> String {
    let hint = refusal.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
    format!("{refusal}{hint}")
}
