//! The list of packs, and choosing one.

use super::{Desk, Stop, pack, voice::number_in};
use crate::{
    domain::{PackId, Refusal, date_words},
    engine::{EngineError, Overview, PackEntry, rank},
};

/// How many packs are read out at once.
const MOST: usize = 40;

/// Talks about the packs until the conversation is ended.
pub(super) fn talk(desk: &mut Desk) -> Result<(), Stop> {
    let (mut filter, mut most) = (String::new(), MOST);
    loop {
        let refreshed = desk.refresh();
        desk.told("look at the workspace", refreshed)?;
        let overview = desk.engine.overview();
        let shown = matching(&overview, &filter);
        list(desk, &overview, (&shown, most), &filter)?;
        let question = "Integration pack: its number, its name, or a part of it; q quits";
        let answer = desk.voice.ask(question, None)?;
        match chosen(desk, &shown, &answer) {
            _ if answer == "q" => return Ok(()),
            _ if answer == "?" => most = usize::MAX,
            Ok(Some(id)) => {
                filter.clear();
                pack::talk(desk, &id)?;
            }
            Ok(None) => (filter, most) = (answer, MOST),
            Err(error) => desk.tell("choose an integration pack", &error)?,
        }
    }
}

/// Reads out so many of the packs that the filter lets through. Their numbers hold until another list is read out.
fn list(desk: &mut Desk, overview: &Overview, (shown, most): (&[&PackEntry], usize), filter: &str) -> Result<(), Stop> {
    let demo = if overview.demo { " · Demo" } else { "" };
    let words = overview.settings.deployment.words();
    desk.voice.title(&format!("{} · {}{demo}", words.packs, overview.settings.name))?;
    if let Some(why) = &overview.read_only {
        desk.voice.say(&format!("Nothing can be changed: {why}"))?;
    }
    if let Some(away) = overview.sharing.as_ref().and_then(|sharing| sharing.away.as_ref()) {
        desk.voice.say(&format!("Offline: the copy is read, and nothing can be changed. {}", away.why))?;
    }
    if overview.packs.is_empty() {
        desk.voice.say("No integration packs yet. Import some: ipack import FILE")?;
    } else if shown.is_empty() {
        desk.voice.say(&format!("No match for {filter}. An empty answer lists them all."))?;
    }
    for (number, entry) in (1..).zip(shown).take(most) {
        desk.voice.say(&format!("{number}. {}{}", entry.summary.name, marks(entry)))?;
    }
    if shown.len() > most {
        desk.voice.say(&format!("… {} more: say a part of the name, or ? to hear them all", shown.len() - most))?;
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
fn chosen(desk: &Desk, shown: &[&PackEntry], answer: &str) -> Result<Option<PackId>, EngineError> {
    if answer.is_empty() {
        return Ok(None);
    }
    if let Some(at) = number_in(answer, shown.len()) {
        return Ok(Some(shown[at].summary.id.clone()));
    }
    match desk.engine.find_pack(answer) {
        Ok(id) => Ok(Some(id)),
        Err(EngineError::Refused(Refusal::NotFound { .. })) => {
            let overview = desk.engine.overview();
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
