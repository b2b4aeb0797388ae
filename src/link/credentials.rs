//! The login and the secret that requests are signed with.

use std::{env, fmt, io, process::Command};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use thiserror::Error;

/// The environment variable that holds the token.
const TOKEN: &str = "IPACK_PLATFORM_TOKEN";
/// What stands before the user of an API token.
const PREFIX: &str = "BOOMI_TOKEN.";

/// What a request is signed with. It is sent, but never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    authorization: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")
    }
}

/// Why there are no credentials. No text of theirs holds a secret.
#[derive(Debug, Error)]
pub enum CredentialsError {
    /// Neither the environment nor the config names a token.
    #[error("there is no token for the platform")]
    None,
    /// The command did not run.
    #[error("{command} of platformTokenCommand did not run: {error}")]
    Command {
        /// Its first word.
        command: String,
        error: io::Error,
    },
    /// The command failed, or printed nothing.
    #[error("{0} of platformTokenCommand printed no token")]
    Nothing(String),
    /// A token with control characters, or a user with a colon, can't be sent.
    #[error("{0}")]
    NotSendable(&'static str),
}

impl CredentialsError {
    pub fn hint(&self) -> &'static str {
        match self {
            Self::None => {
                "set IPACK_PLATFORM_TOKEN, or name a command that prints it in config.ron: \
                 platformTokenCommand: [\"pass\", \"show\", \"platform\"]"
            }
            Self::Command { .. } | Self::Nothing(_) => "run the command by hand: its first line must be the token",
            Self::NotSendable(_) => "copy it once more, without blanks and line breaks around it",
        }
    }
}

/// The name that a user logs in by: an API token's has `BOOMI_TOKEN.` before it, once; a password's has not.
pub fn login(user: &str, password: bool) -> String {
    let user = user.trim();
    let bare = user.strip_prefix(PREFIX).unwrap_or(user);
    if password { user.to_owned() } else { format!("{PREFIX}{bare}") }
}

impl Credentials {
    /// The credentials of a login, with the secret from the environment or, where that holds none, from the command.
    pub fn find(login: &str, command: Option<&[String]>) -> Result<Self, CredentialsError> {
        let set = env::var(TOKEN).ok().filter(|token| !token.trim().is_empty());
        let secret = match (set, command) {
            (Some(token), _) => token,
            (None, Some([program, words @ ..])) => printed(program, words)?,
            (None, _) => return Err(CredentialsError::None),
        };
        Self::of(login, &secret)
    }

    /// The credentials of a login and its secret.
    ///
    /// # Errors
    /// [`CredentialsError::NotSendable`].
    pub fn of(login: &str, secret: &str) -> Result<Self, CredentialsError> {
        let secret = secret.trim();
        if secret.is_empty() || secret.chars().any(char::is_control) {
            return Err(CredentialsError::NotSendable("the token is empty or holds control characters"));
        }
        if login.contains(':') || login.chars().any(char::is_control) {
            return Err(CredentialsError::NotSendable("a user has no colon and no control characters"));
        }
        Ok(Self { authorization: format!("Basic {}", STANDARD.encode(format!("{login}:{secret}"))) })
    }

    pub fn authorization(&self) -> &str {
        &self.authorization
    }
}

/// The first line that a command prints. It is run without a shell, and what it says on standard error is shown.
fn printed(program: &str, words: &[String]) -> Result<String, CredentialsError> {
    use std::process::Stdio;
    let ran = Command::new(program).args(words).stdin(Stdio::inherit()).stderr(Stdio::inherit()).output();
    let output = ran.map_err(|error| CredentialsError::Command { command: program.to_owned(), error })?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().next().map(str::trim).filter(|line| !line.is_empty() && output.status.success());
    line.map(ToOwned::to_owned).ok_or_else(|| CredentialsError::Nothing(program.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_is_there_once_and_a_password_has_none() {
        assert_eq!(login("m.ruiz@acme.example", false), "BOOMI_TOKEN.m.ruiz@acme.example");
        assert_eq!(login(" BOOMI_TOKEN.m.ruiz", false), "BOOMI_TOKEN.m.ruiz");
        assert_eq!(login("m.ruiz", true), "m.ruiz");
    }

    #[test]
    fn credentials_are_never_seen() {
        let known = Credentials::of("BOOMI_TOKEN.m.ruiz", " s3cret\n").expect("credentials");
        assert_eq!(known.authorization(), "Basic Qk9PTUlfVE9LRU4ubS5ydWl6OnMzY3JldA==");
        assert_eq!(format!("{known:?}"), "Credentials");
        let odd = Credentials::of("m.ruiz", "s3\tcret").expect_err("not sendable");
        assert!(!format!("{odd} {odd:?}").contains("cret"), "{odd}");
    }

    #[cfg(unix)]
    #[test]
    fn a_command_prints_the_token_on_its_first_line() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(printed("printf", &words(&["s3cret\\nuser: m.ruiz\\n"])).expect("a token"), "s3cret");
        assert!(matches!(printed("false", &[]), Err(CredentialsError::Nothing(_))));
        assert!(matches!(printed("/no/such/program", &[]), Err(CredentialsError::Command { .. })));
    }
}
