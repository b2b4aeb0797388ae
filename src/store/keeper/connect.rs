//! Connects to the database, and explains why it can't.

use std::{error::Error as _, sync::Arc, time::Duration};

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::time::timeout;
use tokio_postgres::{
    Client, Config, NoTls,
    config::{SslMode, TargetSessionAttrs},
    error::SqlState,
};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{Address, Secrets, at_most};
use crate::store::{Right, StoreError};

/// How long one server may take to open a connection, and all of them together.
pub(super) const ONE: Duration = Duration::from_secs(4);
const ALL: Duration = Duration::from_secs(10);

pub(super) const REACH: &str = "see that the database runs, and that this computer reaches it";
const LOOK_UP: &str = "see that the host's name is right, and that this computer can look it up";
/// How the standard library begins what it says of a name that leads to no address.
const NOT_FOUND: &str = "failed to lookup address information";

/// Why the database did not answer.
#[derive(Debug, Clone)]
pub(super) struct Trouble {
    pub(super) why: String,
    code: Option<SqlState>,
}

impl Default for Trouble {
    fn default() -> Self {
        Self { why: "there is no connection yet".to_owned(), code: None }
    }
}

impl Trouble {
    pub(super) fn closed() -> Self {
        Self { why: "the connection was closed".to_owned(), code: None }
    }

    pub(super) fn silence() -> Self {
        Self { why: "it does not answer".to_owned(), code: None }
    }

    /// The trouble that an error tells of, in the words of the database or of the network.
    pub(super) fn of(error: &tokio_postgres::Error) -> Self {
        let code = error.code().cloned();
        let why = match error.as_db_error() {
            Some(said) => said.message().to_owned(),
            None => error.source().map_or_else(|| error.to_string(), ToString::to_string),
        };
        // The client itself says this, without a code of the database.
        if why == "password missing" {
            return Self {
                why: "it asks for a password, and none is set".to_owned(),
                code: Some(SqlState::INVALID_PASSWORD),
            };
        }
        Self { why, code }
    }

    /// The error with its way out; `lacks` is the right that was needed.
    pub(super) fn into_error(self, place: &str, lacks: Right) -> StoreError {
        let (place, why) = (place.to_owned(), self.why);
        match self.code {
            Some(code) if code == SqlState::UNDEFINED_TABLE => StoreError::NoWorkspace { place },
            Some(code) if code == SqlState::INSUFFICIENT_PRIVILEGE => StoreError::NotAllowed { place, lacks },
            Some(code) if code == SqlState::READ_ONLY_SQL_TRANSACTION => StoreError::Standby { place },
            None if why.starts_with(NOT_FOUND) => StoreError::Away { place, why, hint: LOOK_UP },
            code => StoreError::Away { place, why, hint: hint(code.as_ref()) },
        }
    }
}

fn hint(code: Option<&SqlState>) -> &'static str {
    let Some(code) = code else { return REACH };
    match *code {
        SqlState::INVALID_PASSWORD | SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
            "see PGPASSWORD, the password file, or workspacePasswordCommand in the config"
        }
        SqlState::INVALID_CATALOG_NAME => "see that the address names a database that is there",
        SqlState::TOO_MANY_CONNECTIONS => "wait until others are done, or let the database have more connections",
        SqlState::DISK_FULL => "make room on the database's disk",
        _ => REACH,
    }
}

/// Whether it is unknown, after this error, if the statement was carried out.
pub(super) fn is_unsure(error: &tokio_postgres::Error) -> bool {
    error.code().is_none_or(|code| {
        [
            SqlState::T_R_STATEMENT_COMPLETION_UNKNOWN,
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::CANNOT_CONNECT_NOW,
        ]
        .contains(code)
            || code.code().starts_with("08")
    })
}

/// What encrypts, where the address asks for it.
pub(super) fn tls(address: &Address) -> Result<Option<MakeRustlsConnect>, String> {
    if !address.verified {
        return Ok(None);
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().map_err(|e| e.to_string())?;
    let config = match &address.root {
        None => builder.with_platform_verifier().map_err(|e| e.to_string())?.with_no_client_auth(),
        Some(path) => {
            let wrong = |e: String| format!("can't read the certificates in {}: {e}", path.display());
            let mut roots = RootCertStore::empty();
            for certificate in CertificateDer::pem_file_iter(path).map_err(|e| wrong(e.to_string()))? {
                roots.add(certificate.map_err(|e| wrong(e.to_string()))?).map_err(|e| wrong(e.to_string()))?;
            }
            builder.with_root_certificates(roots).with_no_client_auth()
        }
    };
    Ok(Some(MakeRustlsConnect::new(config)))
}

/// All that a connection takes.
#[derive(Clone)]
pub(super) struct Connector {
    pub(super) address: Address,
    pub(super) secrets: Secrets,
    pub(super) tls: Option<MakeRustlsConnect>,
}

impl Connector {
    /// Makes a connection; the server that may be written to, where several are named.
    pub(super) async fn open(self) -> Result<Client, Trouble> {
        timeout(at_most(ALL), self.connect()).await.unwrap_or_else(|_| Err(Trouble::silence()))
    }

    async fn connect(self) -> Result<Client, Trouble> {
        let Self { address, secrets, tls } = self;
        let failed = |why: String| Trouble { why, code: None };
        let mut config = Config::new();
        config.user(secrets.user(&address)).dbname(&address.database).application_name("ipack");
        config.connect_timeout(at_most(ONE)).tcp_user_timeout(ALL).keepalives_idle(Duration::from_secs(30));
        for host in &address.hosts {
            config.host(&host.name).port(host.port);
        }
        if address.hosts.len() > 1 {
            config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        }
        config.ssl_mode(if tls.is_some() { SslMode::Require } else { SslMode::Disable });
        // A command that prints a password may take its time.
        let found = tokio::task::spawn_blocking(move || secrets.find(&address)).await;
        if let Some(password) = found.map_err(|e| failed(e.to_string()))?.map_err(&failed)? {
            config.password(password);
        }
        let trouble = |e: tokio_postgres::Error| Trouble::of(&e);
        if let Some(tls) = tls {
            let (client, connection) = config.connect(tls).await.map_err(trouble)?;
            tokio::spawn(connection);
            Ok(client)
        } else {
            let (client, connection) = config.connect(NoTls).await.map_err(trouble)?;
            tokio::spawn(connection);
            Ok(client)
        }
    }
}
