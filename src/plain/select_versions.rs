//! Step 1, Select Versions: which version of each component the release carries.

use super::{
    Session, Stop,
    decision::{Decision, Turn},
    describe, select_version,
    voice::number_in,
};
use crate::engine::Draft;

/// Talks through the step.
pub(super) fn talk(session: &mut Session, decision: &mut Decision) -> Result<Turn, Stop> {
    loop {
        session.keep(decision);
        let draft = &mut decision.draft;
        read_out(session, draft)?;
        let ready = draft.selection.check();
        let mut question = "The number of a row selects another version;".to_owned();
        question += if ready.is_ok() { " n Next," } else { "" };
        question += if draft.can_undo() { " z undo, q Cancel" } else { " q Cancel" };
        let answer = session.voice.ask(&question, ready.is_ok().then_some("n"))?;
        match (answer.to_lowercase().as_str(), &ready) {
            ("n", Ok(())) => return Ok(Turn::Next),
            ("n", Err(refusal)) => session.voice.say(&refusal.with_hint())?,
            ("q", _) => return Ok(Turn::Leave),
            ("z", _) if draft.undo() => {}
            ("z", _) => session.voice.say("There is nothing to undo.")?,
            (answer, _) => match number_in(answer, draft.selection.rows().len()) {
                Some(at) => {
                    let selected = select_version::talk(session, draft, at);
                    session.or_say("select the version", selected)?;
                }
                None => session.voice.say("Please answer with the number of a row, or one of the letters.")?,
            },
        }
    }
}

/// Reads out the step: its title, its rows, and what would change.
fn read_out(session: &mut Session, draft: &Draft) -> Result<(), Stop> {
    session.voice.title(&format!("{}: Select Versions", draft.title()))?;
    session.voice.say(&draft.proposal.view.pack.name)?;
    for (number, row) in (1..).zip(draft.selection.rows()) {
        session.voice.say(&format!("{number}. {}", describe::row(row)))?;
        if let Some(warning) = draft.warning(row) {
            let way_out = if warning.restorable { "; its row restores it" } else { "" };
            session.voice.say(&format!("   {}{way_out}", warning.text))?;
        }
    }
    match draft.selection.check() {
        Ok(()) => session.voice.say(&draft.selection.counts().to_string()),
        Err(refusal) => session.voice.say(&refusal.with_hint()),
    }
}
