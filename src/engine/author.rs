//! Who decides: the OS user and host, with the person behind a `sudo` kept.

use std::env;

/// `user@host`; `person as root@host` under sudo.
#[must_use]
pub fn author() -> String {
    let var = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    // A service manager or cron may leave the variables out; the system knows all the same.
    let user = var("USER").or_else(|| var("LOGNAME")).or_else(|| whoami::username().ok());
    let user = user.unwrap_or_else(|| "unknown".into());
    let host = whoami::hostname().unwrap_or_else(|_| "unknown".into());
    let name = match var("SUDO_USER") {
        Some(person) if person != user => format!("{person} as {user}@{host}"),
        _ => format!("{user}@{host}"),
    };
    // An environment variable may hold anything; the journal and the screens get one line of visible text.
    name.chars().map(|c| if c.is_control() { '?' } else { c }).collect()
}
