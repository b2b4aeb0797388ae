//! The list of packs, and choosing one.

use super::{Session, Stop, hooks, pack, voice::number_in};
use crate::{
    domain::{PackId, Refusal, date_words},
    engine::{EngineError, Overview, PackEntry, rank},
};

/// How many packs are read out at once.
const MOST: usize = 40;

/// Talks about the packs until the conversation is ended.
pub(super) fn talk(session: &mut Session) -> Result<(), Stop> {
    let (mut filter, mut most) = (String::new(), MOST);
    let told = hooks::tell(session);
    session.or_say("look at the hooks", told)?;
    loop {
        let refreshed = session.refresh();
        session.or_say("look at the workspace", refreshed)?;
        let overview = session.engine.overview();
        let shown = matching(&overview, &filter);
        list(session, &overview, (&shown, most), &filter)?;
        let question = "Integration pack: its number, its name, or a part of it; q quits";
        let answer = session.voice.ask(question, None)?;
        match chosen(session, &shown, &answer) {
            _ if answer == "q" => return Ok(()),
            _ if answer == "?" => most = usize::MAX,
            Ok(Some(id)) => {
                filter.clear();
                pack::talk(session, &id)?;
            }
            Ok(None) => (filter, most) = (answer, MOST),
            Err(error) => session.say_failure("choose an integration pack", &error)?,
        }
    }
}

/// Reads out so many of the packs that the filter lets through. Their numbers hold until another list is read out.
fn list(
    session: &mut Session,
    overview: &Overview,
    (shown, most): (&[&PackEntry], usize),
    filter: &str,
) -> Result<(), Stop> {
    let demo = if overview.demo { " · Demo" } else { "" };
    let words = overview.settings.deployment.words();
    session.voice.title(&format!("{} · {}{demo}", words.packs, overview.settings.name))?;
    if let Some(why) = &overview.read_only {
        session.voice.say(&format!("Nothing can be changed: {why}"))?;
    }
    if let Some(away) = overview.sharing.as_ref().and_then(|sharing| sharing.away.as_ref()) {
        session.voice.say(&format!("Offline: the copy is read, and nothing can be changed. {}", away.why))?;
    }
    if overview.packs.is_empty() {
        session.voice.say("No integration packs yet. Import some: ipack import FILE")?;
    } else if shown.is_empty() {
        session.voice.say(&format!("No match for {filter}. An empty answer lists them all."))?;
    }
    for (number, entry) in (1..).zip(shown).take(most) {
        session.voice.say(&format!("{number}. {}{}", entry.summary.name, marks(entry)))?;
    }
    if shown.len() > most {
        session.voice.say(&format!("… {} more: say a part of the name, or ? to hear them all", shown.len() - most))?;
    }
    Ok(())
}

/// The marks of the list, in words.
fn marks(entry: &PackEntry) -> String {
    let mut words = Vec::new();
    if entry.summary.releasable {
        words.push("to release".to_owned());
    }
    if let Some((date, _, blocked)) = &entry.summary.scheduled {
        words.push(format!("scheduled for {}", date_words(*date)));
        words.extend(blocked.then(|| "BLOCKED".to_owned()));
    }
    if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) }
}

/// The pack that an answer names; none where it is to filter the list.
fn chosen(session: &Session, shown: &[&PackEntry], answer: &str) -> Result<Option<PackId>, EngineError> {
    if answer.is_empty() {
        return Ok(None);
    }
    if let Some(at) = number_in(answer, shown.len()) {
        return Ok(Some(shown[at].summary.id.clone()));
    }
    match session.engine.find_pack(answer) {
        Ok(id) => Ok(Some(id)),
        Err(EngineError::Refused(Refusal::NotFound { .. })) => {
            let overview = session.engine.overview();
            let found = matching(&overview, answer);
            Ok(if let [only] = found[..] { Some(only.summary.id.clone()) } else { None })
        }
        Err(error) => Err(error),
    }
}

/// The packs whose names hold the filter's letters in order, as on the screens: the best first.
fn matching<'o>(overview: &'o Overview, filter: &str) -> Vec<&'o PackEntry> {
    let names = overview.packs.iter().map(|entry| entry.summary.name.as_str());
    rank(filter, names).into_iter().map(|at| &overview.packs[at]).collect()
}
