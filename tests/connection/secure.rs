//! Over TLS: whose certificate is believed, and through a proxy. The program itself asks, of a twin behind TLS.
//!
//! The certificates beside it were made for these tests: `server.pem` and `expired.pem` for `localhost` and
//! `platform.test`, by `authority.pem`.

use std::{
    io::{self, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Command, Output},
    sync::{Arc, Mutex},
    thread,
};

use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    crypto::ring::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

use crate::{killed::message, program::Served};

fn certificate(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/connection/certificates").join(name)
}

/// Listens on a free port, and serves each connection on a thread of its own.
pub(crate) fn listens(serve: impl Fn(TcpStream) -> io::Result<()> + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let serve = Arc::clone(&serve);
            // Whoever does not trust a certificate hangs up.
            thread::spawn(move || drop(serve(stream)));
        }
    });
    port
}

/// Speaks TLS before a twin, with a certificate; its port.
fn speaks_tls(twin: &str, name: &str) -> u16 {
    let chain =
        CertificateDer::pem_file_iter(certificate(name)).expect("a file").map(|one| one.expect("a certificate"));
    let key = PrivateKeyDer::from_pem_file(certificate("server.key")).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(chain.collect(), key)
        .expect("a certificate and its key");
    let (config, twin) = (Arc::new(config), twin.to_owned());
    listens(move |stream| {
        let session = ServerConnection::new(Arc::clone(&config)).map_err(io::Error::other)?;
        let mut asks = BufReader::new(StreamOwned::new(session, stream));
        let mut answers = BufReader::new(TcpStream::connect(&twin)?);
        while let Some(request) = message(&mut asks)? {
            answers.get_mut().write_all(&request)?;
            let Some(answer) = message(&mut answers)? else { return Ok(()) };
            asks.get_mut().write_all(&answer)?;
        }
        Ok(())
    })
}

/// A proxy that leads every host to one port, and remembers what it was asked; its port.
fn proxy(to: u16, answer: &'static str) -> (u16, Arc<Mutex<Vec<String>>>) {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let remembered = Arc::clone(&asked);
    let port = listens(move |stream| {
        let mut from = BufReader::new(stream.try_clone()?);
        let head = message(&mut from)?.unwrap_or_default();
        let head = String::from_utf8_lossy(&head).into_owned();
        remembered.lock().expect("what was asked").push(head);
        (&stream).write_all(answer.as_bytes())?;
        if !answer.contains(" 200 ") {
            return Ok(());
        }
        let there = TcpStream::connect(("127.0.0.1", to))?;
        let (mut back, mut onto) = (there.try_clone()?, stream.try_clone()?);
        thread::spawn(move || io::copy(&mut back, &mut onto));
        io::copy(&mut from, &mut &there).map(drop)
    });
    (port, asked)
}

/// The program connects to an address; whose word it takes for certificates is named.
fn connects(served: &Served, url: &str, believed: &str, proxy: Option<&str>) -> Output {
    connecting(served, url, believed, proxy).output().expect("a program")
}

fn connecting(served: &Served, url: &str, believed: &str, proxy: Option<&str>) -> Command {
    let mut program = served.program(&["platform", "connect", url, "--account", "acme", "--user", "desk"]);
    for name in
        ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"]
    {
        program.env_remove(name);
    }
    program.env_remove("SSL_CERT_DIR").env("SSL_CERT_FILE", certificate(believed));
    if let Some(proxy) = proxy {
        program.env("HTTPS_PROXY", proxy);
    }
    program
}

fn told(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn twin(served: &Served) -> String {
    served.url.trim_start_matches("http://").split('/').next().expect("a host").to_owned()
}

#[test]
fn a_certificate_is_believed_where_its_authority_is_and_nothing_is_sent_before() {
    let served = Served::new();
    let refused = [
        ("server.pem", "another-authority.pem", "localhost"),
        ("expired.pem", "authority.pem", "localhost"),
        // It is for another name.
        ("server.pem", "authority.pem", "127.0.0.1"),
    ];
    for (shown, believed, host) in refused {
        let port = speaks_tls(&twin(&served), shown);
        let (status, said) = told(&connects(&served, &format!("https://{host}:{port}"), believed, None));
        assert_eq!(status, Some(1), "{shown}, {host}: {said}");
        assert!(said.contains("the certificate does not hold"), "{shown}, {host}: {said}");
        assert!(said.contains("SSL_CERT_FILE"), "{said}");
        assert!(!served.desk().exists(), "nothing was made");
    }
    let port = speaks_tls(&twin(&served), "server.pem");
    let (status, said) = told(&connects(&served, &format!("https://localhost:{port}"), "authority.pem", None));
    assert_eq!(status, Some(0), "{said}");
    let mut sync = served.program(&["platform", "sync"]);
    let output = sync.env("SSL_CERT_FILE", certificate("authority.pem")).output().expect("a program");
    assert_eq!(output.status.code(), Some(0), "{}", told(&output).1);
}

/// What a receiver with this certificate gets of a hook: the twin knows no such path, and says so.
fn hooked(served: &Served, url: &str, believed: &str) -> String {
    served.program(&["hook", "add", "Chat", "--url", url]).output().expect("a program");
    let mut test = served.program(&["hook", "test", "Chat"]);
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        test.env_remove(name);
    }
    let output = test.env_remove("SSL_CERT_DIR").env("SSL_CERT_FILE", certificate(believed)).output();
    let (status, said) = told(&output.expect("a program"));
    assert_eq!(status, Some(1), "{said}");
    served.program(&["hook", "remove", "Chat"]).output().expect("a program");
    said
}

#[test]
fn a_hook_believes_the_same_certificates() {
    let served = Served::new();
    for (shown, believed, host) in [
        ("server.pem", "another-authority.pem", "localhost"),
        ("expired.pem", "authority.pem", "localhost"),
        ("server.pem", "authority.pem", "127.0.0.1"),
    ] {
        let port = speaks_tls(&twin(&served), shown);
        let said = hooked(&served, &format!("https://{host}:{port}/hook"), believed);
        assert!(said.contains("the certificate does not hold"), "{shown}: {said}");
    }
    let port = speaks_tls(&twin(&served), "server.pem");
    let said = hooked(&served, &format!("https://localhost:{port}/hook"), "authority.pem");
    assert!(said.contains("it answered 4"), "{said}");
}

#[test]
fn a_proxy_is_gone_through_and_sees_no_token() {
    let served = Served::new();
    let tls = speaks_tls(&twin(&served), "server.pem");
    let (port, asked) = proxy(tls, "HTTP/1.1 200 Connection established\r\n\r\n");
    let proxy = format!("http://ruiz:hush-hush@127.0.0.1:{port}");
    let (status, said) = told(&connects(&served, "https://platform.test", "authority.pem", Some(&proxy)));
    assert_eq!(status, Some(0), "{said}");
    let asked = asked.lock().expect("what was asked").join("\n");
    assert!(asked.starts_with("CONNECT platform.test:443 "), "{asked}");
    assert!(!asked.contains("Authorization: Basic") || asked.contains("Proxy-Authorization"), "{asked}");
    // This machine is reached without it.
    let tls = speaks_tls(&twin(&served), "server.pem");
    let nobody = Some("http://127.0.0.1:9");
    let (status, said) = told(&connects(&served, &format!("https://localhost:{tls}"), "authority.pem", nobody));
    assert_eq!(status, Some(0), "{said}");
}

/// `0.0.0.0` leads to this machine, and does not count as it.
#[cfg(unix)]
#[test]
fn hosts_that_no_proxy_names_are_reached_without_it() {
    let served = Served::new();
    let tls = speaks_tls(&twin(&served), "server.pem");
    let url = format!("https://0.0.0.0:{tls}");
    for (name, named, is_proxied) in [
        ("NO_PROXY", "elsewhere.test", true),
        ("NO_PROXY", "elsewhere.test, 0.0.0.0", false),
        ("no_proxy", "0.0.0.0", false),
        ("NO_PROXY", "*", false),
    ] {
        let (port, asked) = proxy(tls, "HTTP/1.1 200 Connection established\r\n\r\n");
        let proxy = format!("http://127.0.0.1:{port}");
        let mut program = connecting(&served, &url, "authority.pem", Some(&proxy));
        let (_, said) = told(&program.env(name, named).output().expect("a program"));
        assert!(said.contains("the certificate does not hold"), "{name}={named}: it came to the other end: {said}");
        assert_eq!(asked.lock().expect("what was asked").is_empty(), !is_proxied, "{name}={named}");
    }
}

#[test]
fn a_proxy_that_refuses_is_told_and_its_password_is_not() {
    let served = Served::new();
    let (port, _) = proxy(0, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
    for proxy in [format!("http://ruiz:hush-hush@127.0.0.1:{port}"), "http://ruiz:hush-hush@127.0.0.1:9".to_owned()] {
        let (status, said) = told(&connects(&served, "https://platform.test", "authority.pem", Some(&proxy)));
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains("hint: "), "{said}");
        assert!(!said.contains("hush"), "{said}");
        assert!(!served.desk().exists(), "nothing was made");
    }
}
