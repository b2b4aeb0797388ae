//! The road of one request: it is sent once, and where its answer says nothing certain, it is looked at what was done.

use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};

use super::ask::not_done;
use crate::{
    domain::check_id,
    engine::EngineError,
    platform::{Client, Unanswered},
};

/// Pauses between looks whether something was done of which no certain answer came, in seconds.
const LOOKS: [u64; 3] = [1, 2, 4];

/// Asks for it, once. Where the answer says nothing certain, it is looked at whether it was done.
pub(super) fn once<A: DeserializeOwned>(
    client: &mut Client,
    path: &str,
    body: &impl Serialize,
    mut seen: impl FnMut(&mut Client) -> Result<Option<A>, Unanswered>,
) -> Result<A, EngineError> {
    let answered = client.post_until(path, body, |client, _| seen(client));
    certain(client, answered, seen)
}

/// Has something deleted, once, and looks whether it is gone.
pub(super) fn delete(
    client: &mut Client,
    object: &str,
    id: &str,
    mut gone: impl FnMut(&mut Client) -> Result<Option<()>, Unanswered>,
) -> Result<(), EngineError> {
    let answered = client.delete_until(object, id, |client, _| gone(client));
    // What comes with the answer says nothing, so it is looked at.
    if answered.is_ok() && matches!(gone(client), Ok(None)) {
        let still = "the platform says that it was done, and it is still there".to_owned();
        return certain(client, Err(Unanswered::Unclear(still)), gone);
    }
    certain(client, answered, gone)
}

/// What an answer says; where it says nothing certain, what a look tells.
fn certain<A>(
    client: &mut Client,
    answered: Result<A, Unanswered>,
    mut seen: impl FnMut(&mut Client) -> Result<Option<A>, Unanswered>,
) -> Result<A, EngineError> {
    let why = match answered {
        Ok(done) => return Ok(done),
        Err(why) if why.nothing_done() => return Err(not_done(why)),
        Err(why) => why,
    };
    for pause in LOOKS {
        match seen(client) {
            Ok(Some(done)) => return Ok(done),
            Ok(None) if client.wait(Duration::from_secs(pause)).is_ok() => {}
            _ => break,
        }
    }
    Err(not_known(&why.to_string()))
}

/// The id that the platform has given to what it has made.
pub(super) fn made(id: Option<String>) -> Result<String, EngineError> {
    id.filter(|id| check_id(id).is_ok()).ok_or_else(|| not_known("the platform told no id"))
}

/// It was asked for, and nobody can tell whether it was done.
fn not_known(why: &str) -> EngineError {
    EngineError::Platform {
        why: format!("it is not known whether it was done: {why}"),
        hint: Some("the next synchronisation shows what the platform has; look before you do it again"),
    }
}
