//! What `ipack doctor` finds of a workspace that several computers share.

use chrono::TimeDelta;

use super::{Finding, State, failed};
use crate::{
    cli::output::instant,
    domain::span,
    engine::{Engine, Sharing},
};

/// Where a shared workspace is kept, whether it can be reached and changed, and where its copy is.
pub(super) fn findings(engine: &mut Engine) -> Vec<Finding> {
    let Some(Sharing { place, away, denied }) = engine.sharing() else { return Vec::new() };
    let hint = engine.writable().err().and_then(|error| error.hint());
    let copy = engine.dir().display();
    let as_of =
        away.as_ref().map(|away| away.as_of.map_or_else(|| "a time that was not written down".to_owned(), instant));
    let copy = match as_of {
        None => Finding::ok("copy", format!("{copy}, as new as the workspace; it can be deleted at any time")),
        Some(as_of) => Finding::note("copy", format!("{copy}, as of {as_of}"), "it is all there is to read meanwhile"),
    };
    let reached = match (away, denied) {
        (Some(away), _) => return vec![Finding::problem("workspace", format!("{place}: {}", away.why), hint), copy],
        (None, Some(why)) => Finding { state: State::Note, ..Finding::problem("workspace", why, hint) },
        (None, None) => Finding::ok("workspace", format!("{place}, shared; the database settles who is first")),
    };
    vec![reached, database_clock(engine), copy]
}

/// Whether this computer's clock goes as the database's does: dates of releases count from the computers' clocks.
fn database_clock(engine: &mut Engine) -> Finding {
    let topic = "database clock";
    match engine.clock_differs() {
        Err(error) => failed(topic, &error),
        Ok(None) => Finding::ok(topic, "as this computer's"),
        Ok(Some(differs)) => {
            let way = if differs > TimeDelta::zero() { "ahead of" } else { "behind" };
            let text = format!("{} {way} this computer's", span(differs.num_minutes()));
            Finding::note(topic, text, "let both follow a time server: what is due counts from each computer's clock")
        }
    }
}
