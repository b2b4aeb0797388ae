//! One request: it is sent once. Where its answer is not certain, the platform is asked whether it was done.

use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};

use super::ask::not_done;
use crate::{
    domain::check_id,
    engine::EngineError,
    platform::{Client, Unanswered},
};

/// Pauses between two looks at whether it was done, in seconds.
const LOOKS: [u64; 3] = [1, 2, 4];

/// Sends a request once. `seen` looks whether it was done; it is asked where the answer is not certain.
pub(super) fn send_once<A: DeserializeOwned>(
    client: &mut Client,
    path: &str,
    body: &impl Serialize,
    mut seen: impl FnMut(&mut Client) -> Result<Option<A>, Unanswered>,
) -> Result<A, EngineError> {
    let answered = client.post_until(path, body, |client, _| seen(client));
    certain(client, answered, seen)
}

/// Has something deleted. `gone` looks whether it is gone.
pub(super) fn delete(
    client: &mut Client,
    object: &str,
    id: &str,
    mut gone: impl FnMut(&mut Client) -> Result<Option<()>, Unanswered>,
) -> Result<(), EngineError> {
    let answered = client.delete_until(object, id, |client, _| gone(client));
    // The body of this answer says nothing, so the platform is asked.
    if answered.is_ok() && matches!(gone(client), Ok(None)) {
        let still = "the platform says that it was done, and it is still there".to_owned();
        return certain(client, Err(Unanswered::Unclear(still)), gone);
    }
    certain(client, answered, gone)
}

/// What the answer says where it is certain, else what a look shows.
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

/// The error where the request was sent and nobody can tell whether it was done.
fn not_known(why: &str) -> EngineError {
    EngineError::Platform {
        why: format!("it is not known whether it was done: {why}"),
        hint: Some("the next synchronisation shows what the platform has; look before you do it again"),
    }
}
