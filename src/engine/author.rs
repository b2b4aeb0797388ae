//! Who decides: the OS user and host, with the person behind a `sudo` kept.

use std::env;

/// `user@host`; `person as root@host` under sudo.
#[must_use]
pub fn author() -> String {
    let user = whoami::username().unwrap_or_else(|_| "unknown".into());
    let host = whoami::hostname().unwrap_or_else(|_| "unknown".into());
    let person = env::var("SUDO_USER").ok().filter(|person| !person.trim().is_empty());
    let name = match person {
        Some(person) if person != user => format!("{person} as {user}@{host}"),
        _ => format!("{user}@{host}"),
    };
    // An environment variable may hold anything; the journal and the screens get one line of visible text.
    name.chars().map(|c| if c.is_control() { '?' } else { c }).collect()
}
