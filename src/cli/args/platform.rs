//! The options of `ipack serve`, `ipack token` and `ipack platform`.

use std::{net::SocketAddr, time::Duration};

use clap::{ArgGroup, Args, Subcommand, ValueEnum};

use crate::cli::complete;

/// `ipack serve`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct ServeArgs {
    /// The address; port 0 takes a free one. Beyond this machine put a proxy with TLS before it.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8017", value_parser = address)]
    pub listen: SocketAddr,
    /// The account in paths; the workspace's name in lower case with dashes where it is left out.
    #[arg(long, value_name = "ID", value_parser = account)]
    pub account: Option<String>,
    /// Serve the partner API, too: /partner/api/rest/v1 with overrideAccount.
    #[arg(long)]
    pub partner: bool,
    /// Perform what is scheduled, as `scheduler run` does.
    #[arg(long)]
    pub perform: bool,
    /// Do not limit a token to 10 requests a second.
    #[arg(long)]
    pub no_rate_limit: bool,
    /// Wait this long before each answer: 3s, 250ms.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub slow: Option<Duration>,
    /// Answer 503 to this part of the requests, and do nothing: 10%.
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub busy: Option<u8>,
    /// Carry out this part of the requests, but drop the connection instead of answering: 5%.
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub lose: Option<u8>,
    /// What an update of a pack with `ADD` does with its components.
    #[arg(long, value_enum, default_value_t = AddMode::Replace)]
    pub add: AddMode,
    /// Answer the status of a release by the pack's id, too.
    #[arg(long)]
    pub status_by_pack: bool,
    /// Change a scheduled release by its request's id alone, not by the pack's.
    #[arg(long)]
    pub update_by_request: bool,
    /// Say of every component that it is deleted, as the platform's examples do.
    #[arg(long)]
    pub always_deleted: bool,
}

/// What an update with `ADD` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AddMode {
    /// The components become those that it lists.
    Replace,
    /// Those that it lists join the others.
    Merge,
}

/// `ipack token`.
#[derive(Debug, Args)]
pub struct TokenArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: TokenCommand,
}

/// The commands of `ipack token`.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Create a token. It is printed once.
    #[command(after_help = "Example:\n  ipack token create ci --format json")]
    Create {
        /// Its name; what is done with it stands in Activity under this name.
        name: String,
        /// The managed account whose side it sees, by id, exact name, or unique prefix of an id; the publisher's where
        /// it is left out.
        #[arg(long, add = complete::accounts())]
        account: Option<String>,
    },
    /// List the tokens.
    #[command(after_help = "Example:\n  ipack token list")]
    List,
    /// Revoke a token: from now on it is refused.
    #[command(after_help = "Example:\n  ipack token create ci\n  ipack token revoke ci")]
    Revoke {
        /// Its name.
        #[arg(add = complete::tokens())]
        name: String,
    },
}

/// `ipack platform`.
#[derive(Debug, Args)]
pub struct PlatformArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: PlatformCommand,
}

/// The commands of `ipack platform`.
#[derive(Debug, Subcommand)]
pub enum PlatformCommand {
    /// Connect this empty workspace to an account. The token comes from `IPACK_PLATFORM_TOKEN`, or from the command
    /// that `platformTokenCommand` of the config names; it is never kept.
    #[command(after_help = "Example:\n  ipack platform connect api.boomi.com --account acme-1 --user a@acme.test")]
    Connect(ConnectArgs),
    /// Take over what changed on the platform: packs, versions, releases, account groups.
    #[command(after_help = "Example:\n  ipack platform sync --dry-run")]
    Sync {
        /// Read everything again, and take over every deletion, however many there are.
        #[arg(long)]
        full: bool,
        /// Say what would change, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Say where the packs live, whether the platform answers, and when it was last read.
    #[command(after_help = "Example:\n  ipack platform status --format json")]
    Status,
    /// List the requests to the platform whose outcome is not known.
    #[command(after_help = "Example:\n  ipack platform requests --format json")]
    Requests,
    /// Say what became of a request where `platform sync` can't find out. Look at the platform's own page first.
    #[command(after_help = "Example:\n  ipack platform settle release-0193… --did-not-happen --yes")]
    Settle(SettleArgs),
    /// End the connection. What was taken over stays, as a workspace of its own.
    #[command(after_help = "Example:\n  ipack platform disconnect --yes")]
    Disconnect {
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
}

/// `ipack platform connect`.
#[derive(Debug, Args)]
pub struct ConnectArgs {
    /// The host, or the address up to and including /api/rest/v1.
    pub url: String,
    /// The account whose packs are mirrored.
    #[arg(long, value_name = "ID", value_parser = account)]
    pub account: String,
    /// The user, with or without `BOOMI_TOKEN.`; `IPACK_PLATFORM_USER` where it is left out.
    #[arg(long)]
    pub user: Option<String>,
    /// Log in with the user's password instead of an API token.
    #[arg(long)]
    pub password_login: bool,
    /// Speak plain HTTP to another machine: everybody on the way can read the token.
    #[arg(long)]
    pub insecure_http: bool,
}

/// `ipack platform settle`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("outcome").required(true).args(["happened", "did_not_happen"]))]
pub struct SettleArgs {
    /// The request, by the id that `platform requests` lists.
    #[arg(add = complete::open_requests())]
    pub request: String,
    /// It happened: it is written down as a release.
    #[arg(long)]
    pub happened: bool,
    /// It did not happen: the pack can be released again.
    #[arg(long)]
    pub did_not_happen: bool,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
}

/// An account's id, as it stands in the path of an address.
fn account(text: &str) -> Result<String, String> {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if plain { Ok(text.to_owned()) } else { Err("write letters, digits, `-`, `_` and `.` alone".to_owned()) }
}

fn address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| "write an IP address and a port, such as 127.0.0.1:8017")
}

/// `3s`, `250ms`.
fn time(text: &str) -> Result<Duration, String> {
    let wrong = || "write 3s or 250ms".to_owned();
    let (digits, from): (&str, fn(u64) -> Duration) = match (text.strip_suffix("ms"), text.strip_suffix('s')) {
        (Some(digits), _) => (digits, Duration::from_millis),
        (None, Some(digits)) => (digits, Duration::from_secs),
        (None, None) => return Err(wrong()),
    };
    digits.parse().map(from).map_err(|_| wrong())
}

/// `10%` or `10`.
fn percent(text: &str) -> Result<u8, String> {
    let number = text.strip_suffix('%').unwrap_or(text).parse().ok();
    number.filter(|percent| *percent <= 100).ok_or_else(|| "write a whole number from 0% to 100%".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_can_stand_in_an_address() {
        assert!(account("boomi-8Q78Q1").is_ok());
        assert!(["", "a b", "a/b", "\u{1b}[2J", "ü"].iter().all(|odd| account(odd).is_err()));
    }

    #[test]
    fn times_and_percents_are_read() {
        assert_eq!(time("3s"), Ok(Duration::from_secs(3)));
        assert_eq!(time("250ms"), Ok(Duration::from_millis(250)));
        assert!(["3", "s", "-1s", "3 s"].iter().all(|odd| time(odd).is_err()));
        assert_eq!((percent("10%"), percent("5")), (Ok(10), Ok(5)));
        assert!(["101%", "x", "-1%", ""].iter().all(|odd| percent(odd).is_err()));
    }
}
