//! A PostgreSQL server that the tests make, and that goes with them.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

/// Set by whoever means a missing server to be a failure.
const MUST: &str = "IPACK_TEST_POSTGRES";

/// Starts a server on a socket in a folder of its own, says so, and ends with its standard input: however this program
/// ends, the server ends, too.
const SCRIPT: &str = r#"
set -e
mkdir -m 755 "$1"
initdb -D "$1/data" -A trust -U ipack -E UTF8 --locale=C --no-sync >"$1/log" 2>&1
pg_ctl -w -D "$1/data" -l "$1/log" -o "-k $1 -c listen_addresses= -c fsync=off -c max_connections=60" start >/dev/null
echo ready
cat >/dev/null
pg_ctl -w -D "$1/data" -m immediate stop >/dev/null
rm -rf "$1"
"#;

pub(crate) struct Server {
    dir: PathBuf,
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
        let Some(programs) = programs() else {
            assert!(std::env::var_os(MUST).is_none(), "{MUST} is set, and there is no initdb");
            eprintln!("left out: there is no PostgreSQL server on this machine (initdb)");
            return None;
        };
        let dir = std::env::temp_dir().join(format!("ipack-pg-{}", std::process::id()));
        let script = format!("PATH='{}':$PATH; set -- '{}'; {SCRIPT}", programs.display(), dir.display());
        let mut command = as_who_may(&script);
        let mut script = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a server");
        let mut said = String::new();
        BufReader::new(script.stdout.take().expect("its output")).read_line(&mut said).expect("a word");
        assert_eq!(said.trim(), "ready", "{}", std::fs::read_to_string(dir.join("log")).unwrap_or_default());
        Some(Self { dir, _script: script })
    }

    /// The address of a workspace.
    pub(crate) fn url(&self, workspace: &str) -> String {
        let folder = self.dir.display().to_string().replace('/', "%2F");
        format!("postgres://ipack@{folder}/postgres?workspace={workspace}")
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
