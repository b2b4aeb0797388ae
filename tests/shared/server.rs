//! A PostgreSQL server that the tests make, and that goes with them.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

/// Set by whoever means a missing server to be a failure.
const MUST: &str = "IPACK_TEST_POSTGRES";

/// Starts a server in a folder of its own, says so, and ends with its standard input: however this program ends, the
/// server ends, too. A role named `locked` needs its password.
const SCRIPT: &str = r#"
set -e
mkdir -m 755 "$1"
initdb -D "$1/data" -A trust -U ipack -E UTF8 --locale=C --no-sync >"$1/log" 2>&1
{ echo 'local all locked scram-sha-256'; cat "$1/data/pg_hba.conf"; } >"$1/hba" && cp "$1/hba" "$1/data/pg_hba.conf"
"#;
/// A copy of the server in the folder `$2` that follows it.
const STANDBY: &str = r#"
set -e
mkdir -m 755 "$1"
pg_basebackup -h "$2" -U ipack -D "$1/data" -R -c fast --no-sync >"$1/log" 2>&1
"#;
/// A certificate for `localhost`, by somebody of whom nobody has heard.
const CERTIFICATE: &str = r#"
cd "$1/data"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=tests -keyout ca.key \
    -out ../ca.pem >>../log 2>&1
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout server.key \
    -out server.csr >>../log 2>&1
echo 'subjectAltName=DNS:localhost' >names
openssl x509 -req -in server.csr -CA ../ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names \
    -out server.crt >>../log 2>&1
"#;
const RUN: &str = r#"
pg_ctl -w -D "$1/data" -l "$1/log" -o "$3" start >/dev/null
echo ready
cat >/dev/null
pg_ctl -w -D "$1/data" -m immediate stop >/dev/null 2>&1 || true
rm -rf "$1"
"#;

pub(crate) struct Server {
    dir: PathBuf,
    options: String,
    // Its standard input is what keeps the server.
    _script: Child,
}

/// The server of this test program; none where there is no PostgreSQL, which is said.
pub(crate) fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(Server::start).as_ref()
}

impl Server {
    fn start() -> Option<Self> {
        if programs().is_none() {
            assert!(std::env::var_os(MUST).is_none(), "{MUST} is set, and there is no initdb");
            eprintln!("left out: there is no PostgreSQL server on this machine (initdb)");
            return None;
        }
        Some(Self::run("server", SCRIPT, Path::new(""), "-c listen_addresses="))
    }

    /// A server that syncs what it acknowledges, to measure on; none where there is no PostgreSQL.
    pub(crate) fn durable() -> Option<Self> {
        programs().map(|_| Self::run("durable", SCRIPT, Path::new(""), "-c listen_addresses= -c fsync=on"))
    }

    /// A server of one's own, by this name.
    pub(crate) fn another(name: &str) -> Self {
        Self::run(name, SCRIPT, Path::new(""), "-c listen_addresses=")
    }

    /// A server that follows this one, and is read meanwhile.
    pub(crate) fn standby(&self, name: &str) -> Self {
        Self::run(name, STANDBY, &self.dir, "-c listen_addresses=")
    }

    /// A server that speaks encrypted at a port, with a certificate for `localhost`.
    pub(crate) fn encrypted(name: &str, port: u16) -> Self {
        let options = format!("-c listen_addresses=127.0.0.1 -c ssl=on -p {port}");
        Self::run(name, &format!("{SCRIPT}{CERTIFICATE}"), Path::new(""), &options)
    }

    fn run(name: &str, script: &str, of: &Path, options: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("ipack-pg-{}-{name}", std::process::id()));
        let options = &format!("-k {} -c fsync=off -c max_connections=60 {options}", dir.display());
        let (programs, folder) = (programs().expect("found before"), dir.display());
        let script = format!(
            "PATH='{}':$PATH; set -- '{folder}' '{}' '{options}'; {script}{RUN}",
            programs.display(),
            of.display()
        );
        let mut command = as_who_may(&script);
        let mut script = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a server");
        let mut said = String::new();
        BufReader::new(script.stdout.take().expect("its output")).read_line(&mut said).expect("a word");
        assert_eq!(said.trim(), "ready", "{}", std::fs::read_to_string(dir.join("log")).unwrap_or_default());
        Self { dir, options: options.to_owned(), _script: script }
    }

    /// What it is started with.
    pub(crate) fn options(&self) -> &str {
        &self.options
    }

    /// Has `pg_ctl` do something to it.
    pub(crate) fn control(&self, what: &str) {
        let programs = programs().expect("found before");
        let script = format!(
            "'{}/pg_ctl' -w -D '{}/data' -l '{1}/log' {what} >/dev/null",
            programs.display(),
            self.dir.display()
        );
        assert!(as_who_may(&script).status().expect("a shell").success(), "{what}");
    }

    /// The certificates that vouch for it.
    pub(crate) fn certificates(&self) -> PathBuf {
        self.dir.join("ca.pem")
    }

    /// Its host in an address.
    pub(crate) fn host(&self) -> String {
        self.dir.display().to_string().replace('/', "%2F")
    }

    /// The address of a workspace.
    pub(crate) fn url(&self, workspace: &str) -> String {
        format!("postgres://ipack@{}/postgres?workspace={workspace}", self.host())
    }

    /// What a statement answers, unadorned.
    pub(crate) fn sql(&self, statement: &str) -> String {
        let programs = programs().expect("found before");
        let mut psql = Command::new(programs.join("psql"));
        psql.arg("-h").arg(&self.dir).args([
            "-U",
            "ipack",
            "-At",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            statement,
            "postgres",
        ]);
        let output = psql.output().expect("it runs");
        assert!(output.status.success(), "{statement}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.dir.join(".s.PGSQL.5432")
    }
}

/// A script, as somebody whom the server lets start it: it refuses to run as root.
pub(crate) fn as_who_may(script: &str) -> Command {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
    let mut command = Command::new(if is_root { "su" } else { "sh" });
    if is_root {
        command.args(["postgres", "-s", "/bin/sh"]);
    }
    command.args(["-c", script]);
    command
}

/// The folder of PostgreSQL's programs.
pub(crate) fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let in_path = std::env::split_paths(&path).find(|folder| folder.join("initdb").exists());
    let in_path = in_path.and_then(|folder| folder.join("initdb").canonicalize().ok()?.parent().map(Path::to_owned));
    in_path.or_else(|| {
        let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
            .collect();
        versions.sort();
        versions.into_iter().rev().find(|folder| folder.join("initdb").exists())
    })
}
