//! Where a shared workspace is kept:
//! `postgres://[USER@]HOST[:PORT][,HOST…]/DB[?workspace=NAME&sslmode=…&sslrootcert=…]`.

use std::{
    fmt::{self, Write as _},
    net::IpAddr,
    path::PathBuf,
};

/// The name of a workspace where the address names none.
const WORKSPACE: &str = "main";
const PORT: u16 = 5432;
const HAS_PASSWORD: &str = "an address has no password: set PGPASSWORD, or write it in the password file";
const FORM: &str = "an address is postgres://[USER@]HOST[:PORT][,HOST…]/DB[?workspace=NAME]";

/// A server: a name, a number, or the folder of a socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// As it is looked up; a folder begins with `/`.
    pub name: String,
    /// 5432 unless it is named.
    pub port: u16,
}

impl Host {
    /// Whether what is said to it stays on this computer.
    fn is_here(&self) -> bool {
        self.name.starts_with('/')
            || self.name == "localhost"
            || self.name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
    }
}

/// An address, understood. It has no password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The database role; the OS user's where none is named.
    pub user: Option<String>,
    /// The servers, in the order in which they are tried.
    pub hosts: Vec<Host>,
    pub database: String,
    pub workspace: String,
    /// Whether the connection is encrypted, and the server's name verified.
    pub verified: bool,
    /// The certificates that servers are verified with; the platform's where none is named.
    pub root: Option<PathBuf>,
}

impl Address {
    /// Whether a text is meant as an address, right or wrong.
    pub fn is_meant(text: &str) -> bool {
        text.starts_with("postgres://") || text.starts_with("postgresql://")
    }

    /// Reads an address.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence that never repeats a password.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://")).ok_or(FORM)?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, hosts) = match authority.rsplit_once('@') {
            Some((user, _)) if user.contains(':') => {
                return Err(HAS_PASSWORD.to_owned());
            }
            Some((user, hosts)) => (Some(decoded(user)?), hosts),
            None => (None, authority),
        };
        let hosts = hosts.split(',').map(host).collect::<Result<Vec<_>, _>>()?;
        let mut address = Self {
            user: user.filter(|user| !user.is_empty()),
            verified: !hosts.iter().all(Host::is_here),
            hosts,
            database: decoded(database)?,
            workspace: WORKSPACE.to_owned(),
            root: None,
        };
        if address.database.is_empty() || address.database.contains('/') {
            return Err(FORM.to_owned());
        }
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            address.set(name, decoded(value)?)?;
        }
        Ok(address)
    }

    fn set(&mut self, name: &str, value: String) -> Result<(), String> {
        match (name, &*value) {
            ("workspace", "") => return Err("the name of the workspace is missing after `workspace=`".to_owned()),
            ("workspace", _) => self.workspace = value,
            ("sslmode", "verify-full") => self.verified = true,
            ("sslmode", "disable") if self.hosts.iter().all(Host::is_here) => self.verified = false,
            ("sslmode", _) => return Err("sslmode is verify-full, or disable for a server on this computer".to_owned()),
            ("sslrootcert", _) => self.root = Some(value.into()),
            ("password", _) => {
                return Err(HAS_PASSWORD.to_owned());
            }
            (name, _) => return Err(format!("an address has no {name:?}; it has workspace, sslmode and sslrootcert")),
        }
        Ok(())
    }
}

impl fmt::Display for Address {
    /// As it can be given to `--workspace` again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("postgres://")?;
        if let Some(user) = &self.user {
            write!(f, "{}@", encoded(user))?;
        }
        for (at, Host { name, port }) in self.hosts.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            let name = if name.contains(':') { format!("[{name}]") } else { encoded(name) };
            let port = if *port == PORT { String::new() } else { format!(":{port}") };
            write!(f, "{comma}{name}{port}")?;
        }
        write!(f, "/{}", encoded(&self.database))?;
        let mut mark = '?';
        let mut pair = |f: &mut fmt::Formatter<'_>, name: &str, value: &str| {
            let first = std::mem::replace(&mut mark, '&');
            write!(f, "{first}{name}={}", encoded(value))
        };
        if self.workspace != WORKSPACE {
            pair(f, "workspace", &self.workspace)?;
        }
        if self.verified && self.hosts.iter().all(Host::is_here) {
            pair(f, "sslmode", "verify-full")?;
        }
        if let Some(root) = &self.root {
            pair(f, "sslrootcert", &root.to_string_lossy())?;
        }
        Ok(())
    }
}

fn host(text: &str) -> Result<Host, String> {
    let (name, port) = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']').ok_or("a `[` is not closed in the address")?,
        None => text.split_at(text.find(':').unwrap_or(text.len())),
    };
    let port = match port.strip_prefix(':') {
        Some(port) => port.parse().map_err(|_| format!("{port:?} is no port"))?,
        None if port.is_empty() => PORT,
        None => return Err(FORM.to_owned()),
    };
    let name = decoded(name)?;
    if name.is_empty() { Err(FORM.to_owned()) } else { Ok(Host { name, port }) }
}

/// A text without its `%20`.
fn decoded(text: &str) -> Result<String, String> {
    let wrong = || "a `%` in the address is followed by two hexadecimal digits".to_owned();
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'%' {
            let (digits, after) = rest.split_at_checked(2).ok_or_else(wrong)?;
            let digits = std::str::from_utf8(digits).map_err(|_| wrong())?;
            bytes.push(u8::from_str_radix(digits, 16).map_err(|_| wrong())?);
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    let text = String::from_utf8(bytes).map_err(|_| wrong())?;
    if text.chars().any(char::is_control) { Err("the address holds a control character".to_owned()) } else { Ok(text) }
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut text, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => text.push(char::from(byte)),
            // Writing to a string can't fail.
            byte => drop(write!(text, "%{byte:02X}")),
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_as_it_is_told() {
        for (given, told) in [
            ("postgres://db.example/ipack", "postgres://db.example/ipack"),
            ("postgresql://ada@db:5432/ipack?workspace=main", "postgres://ada@db/ipack"),
            ("postgres://a:1,b,c:3/d?workspace=North%20Sea", "postgres://a:1,b,c:3/d?workspace=North%20Sea"),
            ("postgres://%2Frun%2Fpg:6000/d", "postgres://%2Frun%2Fpg:6000/d"),
            ("postgres://[::1]:7/d?sslmode=verify-full", "postgres://[::1]:7/d?sslmode=verify-full"),
            ("postgres://a.b/d?sslrootcert=%2Fca.pem", "postgres://a.b/d?sslrootcert=%2Fca.pem"),
        ] {
            let address = Address::parse(given).expect(given);
            assert_eq!(address.to_string(), told);
            assert_eq!(Address::parse(told), Ok(address));
        }
    }

    #[test]
    fn only_what_stays_on_this_computer_goes_unencrypted() {
        let verified = |text: &str| Address::parse(text).map(|address| address.verified);
        for here in ["postgres://localhost/d", "postgres://127.0.0.1,[::1]/d", "postgres://%2Ftmp/d"] {
            assert_eq!(verified(here), Ok(false), "{here}");
        }
        assert_eq!(verified("postgres://localhost,db.example/d"), Ok(true));
        for mode in ["disable", "prefer", "require", "verify-ca", ""] {
            assert!(verified(&format!("postgres://db.example/d?sslmode={mode}")).is_err(), "{mode}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_without_a_password() {
        for wrong in [
            "postgres://",
            "postgres:///d",
            "postgres://db",
            "postgres://db/",
            "postgres://db:x/d",
            "postgres://db:99999/d",
            "postgres://ada:s3cret@db/d",
            "postgres://db/d?password=s3cret",
            "postgres://db/d?workspace=",
            "postgres://db/d?colour=red",
            "postgres://db/d%0A",
            "postgres://db/%zz",
            "postgres://[::1/d",
            "mysql://db/d",
        ] {
            let why = Address::parse(wrong).expect_err(wrong);
            assert!(!why.contains("s3cret"), "{why}");
        }
    }
}
