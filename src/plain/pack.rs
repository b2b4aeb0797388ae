//! One pack: what can be done with it.

use super::{Session, Stop, describe, request, scheduled, voice::Choice, wizard};
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
    Request,
    Details,
    Back,
}

/// Talks about a pack until another one is wanted.
pub(super) fn talk(session: &mut Session, id: &PackId) -> Result<(), Stop> {
    loop {
        let looked = look(session, id);
        let Some(view) = session.or_say("look at the integration pack", looked)? else { return Ok(()) };
        session.voice.title(&view.pack.name)?;
        let zone = session.engine.local_zone();
        session.voice.say_all(describe::standing(&view, zone, session.engine.now()))?;
        let waiting = request::about(session, id).is_some();
        session.voice.say_all(waiting.then(|| "A request waits for approval.".to_owned()))?;
        let verbs = verbs(&view, session.engine.settings().deployment, waiting);
        let verb = session.voice.choose("What to do", &verbs, Some(0))?;
        if verb == Verb::Back {
            return Ok(());
        }
        let done = act(session, &view, verb);
        session.or_say(doing(verb), done)?;
    }
}

fn look(session: &mut Session, id: &PackId) -> Result<PackView, Stop> {
    session.refresh()?;
    Ok(session.engine.pack(id)?)
}

/// What can be done with the pack now. Releasing is left out where there is nothing to release; in Legacy deployment it
/// is listed and says why not.
fn verbs(view: &PackView, deployment: Deployment, requested: bool) -> Vec<Choice<Verb>> {
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
        (Verb::Request, "a", label("Show the Request"), requested),
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
        Verb::Request => "answer the request",
        Verb::History | Verb::Details | Verb::Back => "look at the integration pack",
    }
}

fn act(session: &mut Session, view: &PackView, verb: Verb) -> Result<(), Stop> {
    let id = &view.pack.id;
    match verb {
        Verb::Release => wizard::talk(session, id, Purpose::Release).map(|_| ()),
        Verb::Change => wizard::talk(session, id, Purpose::Change).map(|_| ()),
        Verb::RollBack => roll_back(session, id),
        Verb::History => history(session, id),
        Verb::Move => scheduled::move_date(session, id),
        Verb::Cancel => scheduled::cancel(session, id),
        Verb::Request => request::talk(session, id),
        Verb::Details => {
            let deployment = session.engine.settings().deployment;
            session.voice.title(&format!("{} ({})", deployment.words().components, view.rows.len()))?;
            session.voice.say_all(view.rows.iter().map(|row| describe::component(deployment, row)))
        }
        Verb::Back => Ok(()),
    }
}

/// Asks which release to go back to; the default is that of the screens.
fn roll_back(session: &mut Session, id: &PackId) -> Result<(), Stop> {
    let default = match session.engine.propose_rollback(id, None) {
        Ok(proposal) => match proposal.selection.origin {
            Origin::Rollback(to) => Some(format!("#{to}")),
            Origin::Latest | Origin::Scheduled => None,
        },
        Err(error) => {
            session.say_failure("find the release to roll back to", &error)?;
            None
        }
    };
    loop {
        let question = "Roll back to which release; h History, q Back";
        let answer = session.voice.ask(question, default.as_deref())?;
        match (answer.as_str(), answer.trim_start_matches('#').parse()) {
            ("q", _) => return Ok(()),
            ("h", _) => history(session, id)?,
            (_, Ok(number)) => return wizard::talk(session, id, Purpose::RollBack(Some(number))).map(|_| ()),
            _ => session.voice.say("Please answer with the number of a release.")?,
        }
    }
}

fn history(session: &mut Session, id: &PackId) -> Result<(), Stop> {
    let history = session.engine.history(id)?;
    let zone = session.engine.local_zone();
    session.voice.title(&format!("History · {}", history.pack.name))?;
    for entry in &history.entries {
        session.voice.say_all(describe::release(entry, zone))?;
    }
    Ok(())
}
