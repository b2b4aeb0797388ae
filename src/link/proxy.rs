//! The proxy that a request goes through.

use std::{env, net::IpAddr};

use ureq::{Proxy, http::Uri};

/// The proxy on the way to an address: the one that `HTTPS_PROXY` names, but none for this machine and for hosts that
/// `NO_PROXY` names.
pub(super) fn proxy_to(url: &str) -> Option<Proxy> {
    let url: Uri = url.parse().ok()?;
    let host = url.host()?.trim_matches(['[', ']']);
    let mut excepted = ["NO_PROXY", "no_proxy"].into_iter().filter_map(|name| env::var(name).ok());
    if is_here(host) || excepted.any(|hosts| names(&hosts, host)) { None } else { Proxy::try_from_env() }
}

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a list of hosts names this one, read as curl reads `NO_PROXY`: commas or blanks between the names, each with
/// all hosts below it, and `*` for every host.
fn names(hosts: &str, host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    hosts.split([',', ' ']).filter(|name| !name.is_empty()).any(|name| {
        let name = name.trim_start_matches("*.").trim_start_matches('.').to_ascii_lowercase();
        name == "*" || host.strip_suffix(&name).is_some_and(|below| below.is_empty() || below.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_proxy_is_read_as_curl_reads_it() {
        for hosts in
            ["api.boomi.com", "Boomi.com", ".boomi.com", "*.boomi.com", "x.test, api.boomi.com", "x.test com", "*"]
        {
            assert!(names(hosts, "API.boomi.com"), "{hosts}");
        }
        for hosts in ["", ",", " , ", "api.boomi.co", "pi.boomi.com", "x.api.boomi.com", "boomi"] {
            assert!(!names(hosts, "api.boomi.com"), "{hosts}");
        }
        assert!(names("10.0.0.7,::1", "10.0.0.7"));
    }

    #[test]
    fn only_this_machine_needs_no_proxy() {
        assert!(["127.0.0.1", "127.0.0.2", "localhost", "::1"].into_iter().all(is_here));
        assert!(!["127.example.com", "localhost.example.com", "10.0.0.7"].into_iter().any(is_here));
    }
}
