//! Holds every commit to the rules for approval, whatever it came from.

// A new kind of event must make the compiler name this place.
#![deny(clippy::wildcard_enum_match_arm)]

use crate::{
    domain::{Event, Imported, PackId, Refusal, about},
    engine::EngineError,
    store::Store,
};

/// Refuses events that release, schedule or loosen the rules without the approvals that are needed. With the last
/// approval, or as an emergency, they may.
///
/// # Errors
/// [`Refusal::ApprovalNeeded`], [`Refusal::LooseningNeedsApproval`]; the store's.
pub(in crate::engine) fn check_approved(store: &mut Store, events: &[Event]) -> Result<(), EngineError> {
    let rules = store.settings().approval;
    if rules.approvals == 0 || events.iter().any(|event| matches!(event, Event::Approved { .. })) {
        return Ok(());
    }
    let needed = |store: &Store, pack: &PackId| {
        let pack = store.entry(pack).map_or_else(|| pack.to_string(), |entry| entry.summary.name.clone());
        Err(Refusal::ApprovalNeeded { pack, approvals: rules.approvals }.into())
    };
    for event in events {
        match event {
            Event::Released { pack, release, .. } if !(rules.rollback_without_approval && release.emergency) => {
                return needed(store, pack);
            }
            Event::Scheduled { pack, .. } | Event::ScheduleMoved { pack, .. } | Event::ScheduleChanged { pack, .. } => {
                return needed(store, pack);
            }
            Event::Asked { pack, asked } if !(rules.rollback_without_approval && asked.emergency) => {
                return needed(store, pack);
            }
            Event::SettingsChanged(settings) if rules.are_loosened_by(&settings.approval) => {
                return Err(Refusal::LooseningNeedsApproval.into());
            }
            Event::Imported(imported) => check_imported(store, imported)?,
            Event::Released { .. }
            | Event::Performed { .. }
            | Event::Asked { .. }
            | Event::Answered { .. }
            | Event::SettingsChanged(_)
            | Event::ScheduleCancelled { .. }
            | Event::ScheduleOverridden { .. }
            | Event::Blocked { .. }
            | Event::Unblocked { .. }
            | Event::AppliedEarly { .. }
            | about!(approvals)
            | about!(freezes)
            | about!(hooks)
            | about!(nouns) => {}
        }
    }
    Ok(())
}

/// Documents bring neither releases nor looser rules where others must approve them.
fn check_imported(store: &mut Store, imported: &Imported) -> Result<(), EngineError> {
    let rules = store.settings().approval;
    if imported.settings.as_ref().is_some_and(|settings| rules.are_loosened_by(&settings.approval)) {
        return Err(Refusal::LooseningNeedsApproval.into());
    }
    for pack in &imported.packs {
        let known = store.pack(&pack.id)?;
        let releases = known.as_ref().map_or(&[][..], |known| &known.releases);
        let scheduled = known.as_ref().and_then(|known| known.scheduled.as_ref());
        let brings_release = pack.releases[..] != *releases;
        let brings_date = pack.scheduled.is_some() && pack.scheduled.as_ref() != scheduled;
        if brings_release || brings_date {
            return Err(Refusal::ApprovalNeeded { pack: pack.name.clone(), approvals: rules.approvals }.into());
        }
    }
    Ok(())
}
