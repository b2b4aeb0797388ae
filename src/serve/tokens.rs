//! Tokens: who may speak to the twin, and for which account.
//!
//! They are kept as digests in `tokens.ron` in the workspace's folder, readable by its owner alone. They are no part of
//! the journal or of an export: a copy of the workspace opens no door.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::ids;
use crate::{
    domain::{AccountId, Refusal, nearest, new_name},
    engine::{StoreError, hold_folder, save_private},
};

const FILE: &str = "tokens.ron";
/// Stands before the name of a token's user.
const PREFIX: &str = "BOOMI_TOKEN.";
/// Random bytes of a token.
const BYTES: usize = 32;

/// A token without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// Its name; what is done with it stands in Activity under this name.
    pub name: String,
    /// The managed account whose side it sees; the publisher's where there is none.
    pub account: Option<AccountId>,
    /// SHA-256 in hexadecimal digits.
    digest: String,
}

impl Token {
    /// The user name to send it with.
    pub fn user(&self) -> String {
        format!("{PREFIX}{}", self.name)
    }
}

/// Why tokens could not be read or changed.
#[derive(Debug, Error)]
pub enum TokenError {
    /// The file could not be read.
    #[error("{path}: {error}")]
    Io { path: PathBuf, error: io::Error },
    /// The file is not as it must be.
    #[error("{path}:{error}")]
    Malformed {
        path: PathBuf,
        /// What is wrong, and where.
        error: Box<ron::error::SpannedError>,
    },
    #[error("a token's name holds no colon")]
    Colon,
    /// A name that can't be one, or names nothing.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The file could not be written.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The system has no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
}

#[derive(Debug, Clone)]
pub struct Tokens {
    dir: PathBuf,
    all: Vec<Token>,
}

impl Tokens {
    /// Reads those of the workspace in a folder.
    pub fn read(dir: &Path) -> Result<Self, TokenError> {
        let path = dir.join(FILE);
        let all = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(TokenError::Io { path, error }),
            Ok(text) => match ron::from_str(&text) {
                Ok(all) => all,
                Err(error) => return Err(TokenError::Malformed { path, error: Box::new(error) }),
            },
        };
        Ok(Self { dir: dir.to_owned(), all })
    }

    pub fn all(&self) -> &[Token] {
        &self.all
    }

    /// Makes a token and returns its secret, which is kept nowhere.
    ///
    /// # Errors
    /// [`Refusal::Text`], [`Refusal::NameTaken`], [`TokenError::Colon`]; where it can't be written.
    pub fn create(&mut self, name: &str, account: Option<AccountId>) -> Result<(Token, String), TokenError> {
        let _held = hold_folder(&self.dir)?;
        *self = Self::read(&self.dir)?;
        let name = new_name("a token", name, self.all.iter().map(|other| other.name.as_str()))?;
        if name.contains(':') {
            // Basic authentication ends the user's name at the first one.
            return Err(TokenError::Colon);
        }
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(|_| TokenError::NoRandomness)?;
        let secret = URL_SAFE_NO_PAD.encode(bytes);
        let token = Token { name, account, digest: ids::digest_of(&secret) };
        self.all.push(token.clone());
        self.all.sort_by_cached_key(|token| token.name.to_lowercase());
        self.write()?;
        Ok((token, secret))
    }

    /// Revokes a token: from then on it is refused.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; where it can't be written.
    pub fn revoke(&mut self, name: &str) -> Result<Token, TokenError> {
        let _held = hold_folder(&self.dir)?;
        *self = Self::read(&self.dir)?;
        let at = self.all.iter().position(|token| token.name == name || token.user() == name);
        let unknown = || {
            let like = nearest(name, self.all.iter().map(|token| token.name.as_str())).map(ToOwned::to_owned);
            Refusal::NotFound { what: "token", name: name.to_owned(), like }
        };
        let at = at.ok_or_else(unknown)?;
        let token = self.all.remove(at);
        self.write()?;
        Ok(token)
    }

    /// The token that an `Authorization` header carries; none where it is not valid.
    pub fn of_header(&self, header: &str) -> Option<&Token> {
        let (scheme, coded) = header.trim().split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let plain = base64::engine::general_purpose::STANDARD.decode(coded.trim()).ok()?;
        let plain = String::from_utf8(plain).ok()?;
        let (user, secret) = plain.split_once(':')?;
        let token = self.all.iter().find(|token| token.user() == user)?;
        // Digests are compared: how long that takes tells nothing about the token.
        (token.digest == ids::digest_of(secret)).then_some(token)
    }

    fn write(&self) -> Result<(), TokenError> {
        let text = ron::ser::to_string_pretty(&self.all, ron::ser::PrettyConfig::new()).unwrap_or_default();
        Ok(save_private(&self.dir.join(FILE), text.as_bytes())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(user: &str, secret: &str) -> String {
        let coded = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{secret}"));
        format!("Basic {coded}")
    }

    #[test]
    fn a_token_opens_the_door_until_it_is_revoked_and_is_nowhere_on_disk() {
        let above = tempfile::tempdir().expect("a folder");
        let dir = above.path().join("not there yet");
        let mut tokens = Tokens::read(&dir).expect("none yet");
        let (token, secret) = tokens.create("ci", None).expect("made");
        let path = dir.join(FILE);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains("ci") && !text.contains(&secret), "{text}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
        }
        let mut tokens = Tokens::read(&dir).expect("read back");
        assert_eq!(tokens.of_header(&header("BOOMI_TOKEN.ci", &secret)), Some(&token));
        for (user, secret) in [("ci", secret.as_str()), ("BOOMI_TOKEN.ci", "x"), ("BOOMI_TOKEN.ci", "")] {
            assert_eq!(tokens.of_header(&header(user, secret)), None, "{user}");
        }
        for header in ["", "Basic", "Basic ???", "Bearer x", "Basic eA=="] {
            assert_eq!(tokens.of_header(header), None, "{header}");
        }
        assert!(matches!(tokens.create("CI", None), Err(TokenError::Refused(Refusal::NameTaken { .. }))));
        assert!(matches!(tokens.create("a:b", None), Err(TokenError::Colon)));
        tokens.revoke("ci").expect("revoked");
        assert_eq!(tokens.of_header(&header("BOOMI_TOKEN.ci", &secret)), None);
        assert!(tokens.revoke("ci").is_err());
    }

    #[test]
    fn tokens_that_others_made_meanwhile_stay() {
        let dir = tempfile::tempdir().expect("a folder");
        let [mut one, mut other] = [(); 2].map(|()| Tokens::read(dir.path()).expect("none yet"));
        one.create("one", None).expect("made");
        other.create("other", None).expect("made");
        one.revoke("other").expect("one that it had not read");
        assert_eq!(Tokens::read(dir.path()).expect("read back").all().len(), 1);
    }

    #[test]
    fn a_file_that_is_not_as_it_must_be_opens_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        crate::engine::save(&dir.path().join(FILE), b"[(name: 3)]").expect("written");
        assert!(matches!(Tokens::read(dir.path()), Err(TokenError::Malformed { .. })));
    }
}
