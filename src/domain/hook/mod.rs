//! Hooks: who is told what happens in the workspace.

mod kind;

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{HookId, PackId, Refusal, check_new_name};

pub use self::kind::NoticeKind;

/// The longest address or command, in bytes.
const LONGEST: usize = 2_000;
const NEITHER: &str = "it begins with neither http:// nor https://";

/// Somebody who is told what happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hook {
    pub id: HookId,
    /// No two hooks have names that look alike.
    pub name: String,
    pub target: HookTarget,
    /// What it is told; all that are usual where it is empty.
    pub on: Vec<NoticeKind>,
    /// The packs of which it is told; all where it is empty. A pack that is gone stays in it, as it would else be told
    /// of every pack.
    pub packs: Vec<PackId>,
    /// The environment variable that holds the secret which requests are signed with; none where they are not signed.
    pub secret_env: Option<String>,
    /// The journal's last line before it was added: it is told what came later.
    pub since: u64,
    pub created_by: String,
    pub created_at: DateTime<Utc>,
}

/// How somebody is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HookTarget {
    /// A request goes to this address.
    Url(String),
    /// This command is run, on machines whose own config lists the hook.
    Command(String),
}

impl HookTarget {
    /// The address, or the command.
    pub fn text(&self) -> &str {
        match self {
            Self::Url(text) | Self::Command(text) => text,
        }
    }
}

impl Hook {
    /// Whether it can be one; that its name is free is seen to elsewhere.
    ///
    /// # Errors
    /// [`Refusal::Text`], [`Refusal::NotAUrl`], [`Refusal::NotACommand`], [`Refusal::NotAVariable`].
    pub fn check(&self) -> Result<(), Refusal> {
        check_new_name(&self.name).map_err(|fault| Refusal::Text { what: "a hook's name".to_owned(), fault })?;
        match &self.target {
            HookTarget::Url(url) => check_url(url)?,
            HookTarget::Command(command) => drop(split_command(command)?),
        }
        match (&self.secret_env, &self.target) {
            (Some(_), HookTarget::Command(_)) => {
                Err(Refusal::NotACommand { why: "what a command gets is not signed, so it takes no secret" })
            }
            (Some(name), HookTarget::Url(_)) if !is_variable(name) => {
                Err(Refusal::NotAVariable { input: name.clone() })
            }
            _ => Ok(()),
        }
    }

    pub fn hears(&self, kind: NoticeKind) -> bool {
        if self.on.is_empty() { kind.is_usual() } else { self.on.contains(&kind) }
    }

    pub fn is_about(&self, pack: &PackId) -> bool {
        self.packs.is_empty() || self.packs.contains(pack)
    }

    /// What it is told, in words: `released, late`.
    pub fn on_words(&self) -> String {
        if self.on.is_empty() {
            return format!("everything but {}", NoticeKind::AppliedEarly.word());
        }
        let told = NoticeKind::ALL.into_iter().filter(|kind| self.hears(*kind));
        told.map(NoticeKind::word).collect::<Vec<_>>().join(", ")
    }
}

/// Whether a request can go there. Addresses inside of one's own network are fine: the admins' own receivers live
/// there.
fn check_url(url: &str) -> Result<(), Refusal> {
    let refused = |why| Err(Refusal::NotAUrl { why });
    if url.len() > LONGEST {
        return refused("it is too long");
    }
    let Some((scheme, rest)) = url.split_once("://") else { return refused(NEITHER) };
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return refused(NEITHER);
    }
    if !url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return refused("it holds blanks, or characters that are not ASCII");
    }
    if url.contains('#') {
        return refused("what follows a `#` is never sent");
    }
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.contains('@') {
        return refused("it holds credentials, which everybody who shares the workspace would see");
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().map_or(true, |port| port == 0)) {
        return refused("its port is none");
    }
    let named = |c: char| c.is_ascii_alphanumeric() || ['-', '.', '_'].contains(&c);
    let numbered = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_host = numbered
        .map_or_else(|| !host.is_empty() && host.chars().all(named), |host| host.parse::<std::net::Ipv6Addr>().is_ok());
    if is_host { Ok(()) } else { refused("it names no host") }
}

/// The words of a command, split as a shell quotes them; nothing in them is expanded.
///
/// # Errors
/// [`Refusal::NotACommand`].
pub fn split_command(command: &str) -> Result<Vec<String>, Refusal> {
    let refused = |why| Refusal::NotACommand { why };
    if command.len() > LONGEST {
        return Err(refused("it is too long"));
    }
    if command.chars().any(char::is_control) {
        return Err(refused("it holds control characters"));
    }
    let words = shell_words::split(command).map_err(|_| refused("a quote is not closed"))?;
    match words.first() {
        Some(program) if !program.is_empty() => Ok(words),
        _ => Err(refused("it names no program")),
    }
}

fn is_variable(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Hooks by id. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hooks(Arc<BTreeMap<HookId, Hook>>);

impl Hooks {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, by id, which is the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Hook> {
        self.0.values()
    }

    pub fn get(&self, id: &HookId) -> Option<&Hook> {
        self.0.get(id)
    }

    /// Adds one, in the place of the one with its id.
    pub fn put(&mut self, hook: Hook) {
        Arc::make_mut(&mut self.0).insert(hook.id.clone(), hook);
    }

    /// Takes one away.
    pub fn remove(&mut self, id: &HookId) {
        if self.get(id).is_some() {
            Arc::make_mut(&mut self.0).remove(id);
        }
    }
}

/// Reads kinds as people list them: `released,late`.
///
/// # Errors
/// [`Refusal::NotAKind`].
pub fn parse_kinds(text: &str) -> Result<Vec<NoticeKind>, Refusal> {
    let known = |word: &str| NoticeKind::ALL.into_iter().find(|kind| kind.word() == word);
    let kind = |word: &str| known(word.trim()).ok_or_else(|| Refusal::NotAKind { input: word.trim().to_owned() });
    let mut kinds = text.split(',').map(kind).collect::<Result<Vec<_>, _>>()?;
    kinds.sort_unstable();
    kinds.dedup();
    Ok(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_a_request_can_go_to() {
        let good = [
            "https://example.com/hook?token=1",
            "http://127.0.0.1:8080",
            "HTTPS://h.example:1/",
            "http://[::1]:80/x",
            "http://10.0.0.7?x",
        ];
        for url in good {
            assert_eq!(check_url(url), Ok(()), "{url}");
        }
        let bad = [
            ("ftp://example.com", NEITHER),
            ("example.com", NEITHER),
            ("https://", "it names no host"),
            ("https:///path", "it names no host"),
            ("https://ex ample.com", "it holds blanks, or characters that are not ASCII"),
            ("https://bücher.example", "it holds blanks, or characters that are not ASCII"),
            (
                "https://ada:secret@example.com",
                "it holds credentials, which everybody who shares the workspace would see",
            ),
            ("https://example.com:0", "its port is none"),
            ("https://example.com:99999", "its port is none"),
            ("https://example.com/#part", "what follows a `#` is never sent"),
            ("https://[::1", "it names no host"),
            ("https://ex[am]ple", "it names no host"),
        ];
        for (url, why) in bad {
            assert_eq!(check_url(url), Err(Refusal::NotAUrl { why }), "{url}");
        }
    }

    #[test]
    fn a_command_is_split_as_a_shell_quotes_it_and_never_expanded() {
        let words = |command| split_command(command).expect("words");
        assert_eq!(words("notify 'to  all' $HOME \"a\\\"b\" *"), ["notify", "to  all", "$HOME", "a\"b", "*"]);
        for (command, why) in [
            ("", "it names no program"),
            ("  ", "it names no program"),
            ("''", "it names no program"),
            ("notify 'all", "a quote is not closed"),
            ("notify\nall", "it holds control characters"),
        ] {
            assert_eq!(split_command(command), Err(Refusal::NotACommand { why }), "{command:?}");
        }
    }

    #[test]
    fn kinds_are_listed_by_their_words() {
        assert_eq!(parse_kinds("late, released,late"), Ok(vec![NoticeKind::Released, NoticeKind::Late]));
        let all = NoticeKind::ALL.map(NoticeKind::word).join(",");
        assert_eq!(parse_kinds(&all), Ok(NoticeKind::ALL.to_vec()));
        assert_eq!(parse_kinds("lately"), Err(Refusal::NotAKind { input: "lately".to_owned() }));
        assert_eq!(
            NoticeKind::ALL.into_iter().filter(|kind| !kind.is_usual()).collect::<Vec<_>>(),
            [NoticeKind::AppliedEarly]
        );
    }
}
