//! One pack: what can be done with it.

use super::{Desk, Stop, scheduled, told, voice::Choice, wizard};
use crate::{
    domain::{Deployment, Origin, PackId},
    engine::{PackView, Purpose},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Release,
    RollBack,
    History,
    Move,
    Change,
    Cancel,
    Details,
    Back,
}

/// Talks about a pack until another one is wanted.
pub(super) fn talk(desk: &mut Desk, id: &PackId) -> Result<(), Stop> {
    loop {
        let looked = look(desk, id);
        let Some(view) = desk.told("look at the integration pack", looked)? else { return Ok(()) };
        desk.voice.title(&view.pack.name)?;
        let zone = desk.engine.local_zone();
        desk.voice.say_all(told::standing(&view, zone, desk.engine.now()))?;
        let verbs = verbs(&view, desk.engine.settings().deployment);
        let verb = desk.voice.choose("What to do", &verbs, Some(0))?;
        if verb == Verb::Back {
            return Ok(());
        }
        let done = act(desk, &view, verb);
        desk.told(doing(verb), done)?;
    }
}

fn look(desk: &mut Desk, id: &PackId) -> Result<PackView, Stop> {
    desk.refresh()?;
    Ok(desk.engine.pack(id)?)
}

/// What can be done with the pack as it stands. Releasing is absent where there is nothing to release; in Legacy
/// deployment it is there, and says why not.
fn verbs(view: &PackView, deployment: Deployment) -> Vec<Choice<Verb>> {
    let words = deployment.words();
    let (released, waits) = (view.pack.current().is_some(), view.pack.scheduled.is_some());
    let release = view.check_release(deployment);
    let why_not = match &release {
        Err(refusal) if deployment == Deployment::Legacy => Some(format!(", not now: {refusal}")),
        _ => None,
    };
    let offers_release = release.is_ok() || why_not.is_some();
    let label = |label: &str| label.to_owned();
    let all = [
        (Verb::Release, "r", label(words.release) + why_not.as_deref().unwrap_or_default(), offers_release),
        (Verb::RollBack, "b", label("Roll Back"), released),
        (Verb::History, "h", label("History"), released),
        (Verb::Move, "m", label("Move Scheduled Release"), waits),
        (Verb::Change, "c", label("Change Scheduled Release"), waits && deployment.check_choice().is_ok()),
        (Verb::Cancel, "x", label("Cancel Scheduled Release"), waits),
        (Verb::Details, "v", format!("Show {}", words.components), true),
        (Verb::Back, "q", format!("Back to the {}", words.packs.to_lowercase()), true),
    ];
    let offered = all.into_iter().filter(|(_, _, _, offered)| *offered);
    offered.map(|(value, key, label, _)| Choice { value, key, label }).collect()
}

fn doing(verb: Verb) -> &'static str {
    match verb {
        Verb::Release => "release the integration pack",
        Verb::RollBack => "roll back",
        Verb::Move => "move the scheduled release",
        Verb::Change => "change the scheduled release",
        Verb::Cancel => "cancel the scheduled release",
        Verb::History | Verb::Details | Verb::Back => "look at the integration pack",
    }
}

fn act(desk: &mut Desk, view: &PackView, verb: Verb) -> Result<(), Stop> {
    let id = &view.pack.id;
    match verb {
        Verb::Release => wizard::talk(desk, id, Purpose::Release).map(|_| ()),
        Verb::Change => wizard::talk(desk, id, Purpose::Change).map(|_| ()),
        Verb::RollBack => roll_back(desk, id),
        Verb::History => history(desk, id),
        Verb::Move => scheduled::move_date(desk, id),
        Verb::Cancel => scheduled::cancel(desk, id),
        Verb::Details => {
            let deployment = desk.engine.settings().deployment;
            desk.voice.title(&format!("{} ({})", deployment.words().components, view.rows.len()))?;
            desk.voice.say_all(view.rows.iter().map(|row| told::component(deployment, row)))
        }
        Verb::Back => Ok(()),
    }
}

/// Asks which release to go back to; the default is that of the screens.
fn roll_back(desk: &mut Desk, id: &PackId) -> Result<(), Stop> {
    let default = match desk.engine.propose_rollback(id, None) {
        Ok(proposal) => match proposal.selection.origin {
            Origin::Rollback(to) => Some(format!("#{to}")),
            Origin::Latest | Origin::Scheduled => None,
        },
        Err(error) => {
            desk.tell("find the release to roll back to", &error)?;
            None
        }
    };
    loop {
        let question = "Roll back to which release; h History, q Back";
        let answer = desk.voice.ask(question, default.as_deref())?;
        match (answer.as_str(), answer.trim_start_matches('#').parse()) {
            ("q", _) => return Ok(()),
            ("h", _) => history(desk, id)?,
            (_, Ok(number)) => return wizard::talk(desk, id, Purpose::RollBack(Some(number))).map(|_| ()),
            _ => desk.voice.say("Please answer with the number of a release.")?,
        }
    }
}

fn history(desk: &mut Desk, id: &PackId) -> Result<(), Stop> {
    let history = desk.engine.history(id)?;
    let zone = desk.engine.local_zone();
    desk.voice.title(&format!("History · {}", history.pack.name))?;
    for entry in &history.entries {
        desk.voice.say_all(told::release(entry, zone))?;
    }
    Ok(())
}
