//! Where an account's objects are.

use std::net::IpAddr;

/// Where the objects of every account are, on any host.
const BASE: &str = "/api/rest/v1";
/// What stands before it in the partner API, which can act for managed accounts.
const PARTNER: &str = "/partner";

/// An account's place on a host that speaks the platform's API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Scheme and host, with the port where one was written: `https://api.boomi.com`.
    pub origin: String,
    /// `/api/rest/v1`.
    base: String,
    /// The account whose packs these are.
    pub account: String,
}

impl Address {
    /// Reads what an admin wrote: a bare host, or an address up to and including `/api/rest/v1`, as it stands in a
    /// browser or in what the twin prints. Without a scheme it is `https`.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence. Plain HTTP is refused unless it goes to this machine or `insecure` allows
    /// it.
    pub fn read(url: &str, account: &str, insecure: bool) -> Result<Self, String> {
        let url = url.trim();
        let (scheme, rest) = match url.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => ("https".to_owned(), url),
        };
        let rest = rest.trim_end_matches('/');
        let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        if host.contains('@') {
            return Err("a URL holds no user and no token; they come from --user and IPACK_PLATFORM_TOKEN".to_owned());
        }
        let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if host.is_empty() || !host.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:[]".contains(c)) {
            return Err(format!("{host:?} is no host"));
        }
        if account.is_empty() || !plain(account) {
            return Err(format!("{account:?} is no account id: it has letters, digits, `-`, `_` and `.` alone"));
        }
        match scheme.as_str() {
            "https" => {}
            "http" if insecure || is_loopback(host) => {}
            "http" => return Err("plain HTTP shows the token to everybody on the way: write https".to_owned()),
            other => return Err(format!("{other}:// is not spoken here: write https")),
        }
        let base = if path.is_empty() { BASE } else { path };
        let base = base.strip_suffix(&format!("/{account}")).unwrap_or(base);
        if !base.ends_with(BASE) || !base.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c)) {
            return Err(format!("the address ends in {path}, and the API is at {BASE}"));
        }
        Ok(Self { origin: format!("{scheme}://{host}"), base: base.to_owned(), account: account.to_owned() })
    }

    /// The address without the account, as it is stored and shown.
    pub fn url(&self) -> String {
        format!("{}{}", self.origin, self.base)
    }

    /// The path of one of the account's objects: `PublisherIntegrationPack/query`.
    pub(super) fn path(&self, rest: &str) -> String {
        format!("{}/{}/{rest}", self.base, self.account)
    }

    /// The same over the partner API.
    pub(super) fn partner_path(&self, rest: &str) -> String {
        let before = self.base.strip_suffix(BASE).unwrap_or_default();
        let before = before.strip_suffix(PARTNER).unwrap_or(before);
        format!("{before}{PARTNER}{BASE}/{}/{rest}", self.account)
    }
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_write_it() {
        let read = |url: &str| Address::read(url, "acme-1", false).map(|address| address.url());
        let whole = Ok("https://api.boomi.com/api/rest/v1".to_owned());
        for url in [
            "api.boomi.com",
            "https://api.boomi.com",
            " https://api.boomi.com/ ",
            "api.boomi.com/api/rest/v1",
            "HTTPS://api.boomi.com/api/rest/v1/acme-1",
        ] {
            assert_eq!(read(url), whole, "{url}");
        }
        assert_eq!(read("http://127.0.0.1:8017"), Ok("http://127.0.0.1:8017/api/rest/v1".into()));
        assert_eq!(read("http://[::1]:8017"), Ok("http://[::1]:8017/api/rest/v1".into()));
        let partner = "https://api.boomi.com/partner/api/rest/v1";
        assert_eq!(read(partner), Ok(partner.into()));
    }

    #[test]
    fn the_partner_api_is_beside_it() {
        for (url, path) in [
            ("api.boomi.com", "/partner/api/rest/v1/acme/X"),
            ("https://api.boomi.com/partner/api/rest/v1", "/partner/api/rest/v1/acme/X"),
            ("https://gate.example/boomi/api/rest/v1", "/boomi/partner/api/rest/v1/acme/X"),
        ] {
            assert_eq!(Address::read(url, "acme", false).expect(url).partner_path("X"), path);
        }
    }

    #[test]
    fn what_can_not_be_an_address_is_refused() {
        let read = |url: &str| Address::read(url, "acme", false).expect_err(url);
        for url in ["", "https://", "ftp://api.boomi.com", "api.boomi.com/AtomSphere.html", "https://a b", "http://x.y"]
        {
            read(url);
        }
        assert!(read("https://m.ruiz:secret@api.boomi.com").contains("no user and no token"));
        assert!(!read("https://m.ruiz:secret@api.boomi.com").contains("secret"));
        for account in ["", "a/b", "a b", "../x", "\u{1b}[2J"] {
            assert!(Address::read("api.boomi.com", account, false).is_err(), "{account:?}");
        }
        assert!(Address::read("http://x.y", "acme", true).is_ok());
    }
}
