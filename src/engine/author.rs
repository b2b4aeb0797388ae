//! Who decides: the OS user and host, with the person behind a `sudo` kept.

use std::env;

use crate::domain::{MAX_NAME, check_name};

/// `user@host`; `person as root@host` under sudo.
pub fn author() -> String {
    let var = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    // The system is asked because anybody can set USER to somebody else.
    let user = whoami::username().unwrap_or_else(|_| "unknown".into());
    let host = whoami::hostname().unwrap_or_else(|_| "unknown".into());
    let name = match var("SUDO_USER") {
        Some(person) if person != user => format!("{person} as {user}@{host}"),
        _ => format!("{user}@{host}"),
    };
    as_author(name)
}

/// The OS user and host, whatever the config or the environment says. Root is whoever became root, as nobody approves
/// their own request by way of `sudo`.
pub fn person() -> String {
    let user = whoami::username().unwrap_or_else(|_| "unknown".into());
    let host = whoami::hostname().unwrap_or_else(|_| "unknown".into());
    let behind = env::var("SUDO_USER").ok().filter(|person| user == "root" && !person.trim().is_empty());
    format!("{}@{host}", behind.unwrap_or(user))
}

/// Who decides where a database keeps the workspace: the role, and who speaks as it where their names differ.
pub fn as_role(role: &str, by: &str) -> String {
    if by.split('@').next() == Some(role) { by.to_owned() } else { format!("{role} ({by})") }
}

/// A name that the journal, the screens and documents accept: one line of at most 255 characters. The environment and
/// the config may hold anything.
pub(super) fn as_author(name: String) -> String {
    match check_name(&name) {
        Ok(()) => name,
        Err(_) => name.chars().map(|c| if c.is_control() { '?' } else { c }).take(MAX_NAME).collect(),
    }
}
