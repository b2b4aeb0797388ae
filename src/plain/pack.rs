//! One pack: what can be done with it.

use super::{
    Desk, Stop, scheduled, told,
    voice::Choice,
    wizard::{self, Purpose},
};
use crate::{
    domain::{Origin, PackId},
    engine::PackView,
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
        let verb = desk.voice.choose("What to do", &verbs(&view), Some(0))?;
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

/// What can be done with the pack as it stands; releasing is absent where there is nothing to release.
fn verbs(view: &PackView) -> Vec<Choice<Verb>> {
    let (released, waits) = (view.pack.current().is_some(), view.pack.scheduled.is_some());
    let all = [
        (Verb::Release, "r", "Release Integration Pack", view.releasable || waits),
        (Verb::RollBack, "b", "Roll Back", released),
        (Verb::History, "h", "History", released),
        (Verb::Move, "m", "Move Scheduled Release", waits),
        (Verb::Change, "c", "Change Scheduled Release", waits),
        (Verb::Cancel, "x", "Cancel Scheduled Release", waits),
        (Verb::Details, "v", "Show Packaged Components", true),
        (Verb::Back, "q", "Back to the integration packs", true),
    ];
    let offered = all.into_iter().filter(|(_, _, _, offered)| *offered);
    offered.map(|(value, key, label, _)| Choice { value, key, label: label.to_owned() }).collect()
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
            desk.voice.title(&format!("Packaged Components ({})", view.rows.len()))?;
            desk.voice.say_all(view.rows.iter().map(told::component))
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
