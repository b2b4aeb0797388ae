//! Questions for a date or a text.

use chrono::NaiveDate;

use super::{Session, Stop};
use crate::domain::{Refusal, Window, parse_release_date};

/// Asks for a date to schedule a release for, and reads out its window; none for going back.
pub(super) fn ask_date(session: &mut Session, before: Option<NaiveDate>) -> Result<Option<NaiveDate>, Stop> {
    let before = before.map(|date| date.to_string());
    let label = session.engine.settings().deployment.words().date;
    let question = format!("{label}: 2026-12-01, 1 dec, tomorrow, fri, next fri, +3d; p Back");
    loop {
        let answer = session.voice.ask(&question, before.as_deref())?;
        if answer == "p" {
            return Ok(None);
        }
        let (zone, now) = (session.engine.scheduler_zone(), session.engine.now());
        let window =
            parse_release_date(&answer, session.engine.today()).and_then(|date| Window::after_today(date, zone, now));
        match window {
            Ok(window) => {
                let lines = window.zone_lines(session.engine.local_zone());
                session.voice.say_all(lines)?;
                return Ok(Some(window.date));
            }
            Err(refusal) => session.voice.say(&refusal.with_hint())?,
        }
    }
}

/// Says why a date is frozen, and asks for the reason to override that; none for going back.
pub(super) fn ask_reason(
    session: &mut Session,
    frozen: &Refusal,
    default: Option<&str>,
) -> Result<Option<String>, Stop> {
    session.voice.say(&format!("! {}", frozen.with_hint()))?;
    loop {
        let answer = session.voice.ask("Override Reason; p Back", default)?;
        match answer.trim() {
            "p" => return Ok(None),
            "" => {}
            reason => return Ok(Some(reason.to_owned())),
        }
    }
}

/// Asks for a text of at most so many characters; `-` is none.
pub(super) fn ask_text(session: &mut Session, question: &str, default: &str, most: usize) -> Result<String, Stop> {
    loop {
        let answer = session.voice.ask(&format!("{question}; - for none"), Some(default))?;
        let length = answer.chars().count();
        match answer.as_str() {
            "-" => return Ok(String::new()),
            _ if length <= most => return Ok(answer),
            _ => session.voice.say(&format!("That is {length} characters long, {most} are possible."))?,
        }
    }
}
