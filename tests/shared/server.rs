//! A PostgreSQL server that the tests make, and that goes with them; a line to it that can be cut.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, Shutdown, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

/// Set by whoever means a missing server to be a failure.
const MUST: &str = "IPACK_TEST_POSTGRES";

/// Starts a server on a socket in a folder of its own, says so, and ends with its standard input: however this program
/// ends, the server ends, too.
const SCRIPT: &str = r#"
set -e
mkdir -m 755 "$1"
initdb -D "$1/data" -A trust -U ipack -E UTF8 --locale=C --no-sync >"$1/log" 2>&1
postgres -D "$1/data" -k "$1" -c listen_addresses= -c fsync=off -c max_connections=60 >>"$1/log" 2>&1 &
server=$!
for try in $(seq 600); do
    if psql -h "$1" -U ipack -c 'SELECT 1' postgres >/dev/null 2>&1; then break; fi
    sleep 0.05
done
echo ready
cat >/dev/null
kill -INT $server || true
wait $server || true
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

    fn socket(&self) -> PathBuf {
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

/// A line to the server that can be cut: at once, or after so many more bytes in one direction.
pub(crate) struct Line {
    port: u16,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    down: AtomicBool,
    /// Connections that are open.
    open: Mutex<Vec<TcpStream>>,
    /// After how many more requests the line is cut before they are passed on; 0 for never.
    cut_requests: AtomicUsize,
    /// The same for answers.
    cut_answers: AtomicUsize,
}

impl Line {
    pub(crate) fn to(server: &Server) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("a port").port();
        let (state, socket) = (Arc::new(State::default()), server.socket());
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if shared.down.load(Ordering::SeqCst) {
                    continue;
                }
                let Ok(server) = UnixStream::connect(&socket) else { continue };
                join(&shared, &client, server);
            }
        });
        Self { port, state }
    }

    /// The address of a workspace over this line.
    pub(crate) fn url(&self, workspace: &str) -> String {
        format!("postgres://ipack@127.0.0.1:{}/postgres?workspace={workspace}", self.port)
    }

    /// Cuts it, and lets nobody in.
    pub(crate) fn cut(&self) {
        self.state.down.store(true, Ordering::SeqCst);
        for open in self.state.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = open.shutdown(Shutdown::Both);
        }
    }

    pub(crate) fn mend(&self) {
        self.state.down.store(false, Ordering::SeqCst);
    }

    /// The connection is cut before the `n`th request from now reaches the server.
    pub(crate) fn cut_before_request(&self, n: usize) {
        self.state.cut_requests.store(n, Ordering::SeqCst);
    }

    /// The connection is cut before the `n`th answer from now comes back.
    pub(crate) fn cut_before_answer(&self, n: usize) {
        self.state.cut_answers.store(n, Ordering::SeqCst);
    }
}

/// Whether it is time to cut, counting down.
fn is_up(left: &AtomicUsize) -> bool {
    left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)) == Ok(1)
}

fn join(state: &Arc<State>, client: &TcpStream, server: UnixStream) {
    let (Ok(mut from), Ok(mut back), Ok(kept)) = (client.try_clone(), client.try_clone(), client.try_clone()) else {
        return;
    };
    let Ok(mut to) = server.try_clone() else { return };
    state.open.lock().unwrap_or_else(PoisonError::into_inner).push(kept);
    let mut answers = server;
    let (there, here) = (Arc::clone(state), Arc::clone(state));
    thread::spawn(move || {
        let mut bytes = [0; 1 << 14];
        while let Ok(read @ 1..) = from.read(&mut bytes) {
            if is_up(&there.cut_requests) || to.write_all(&bytes[..read]).is_err() {
                break;
            }
        }
        let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
    });
    thread::spawn(move || {
        let mut bytes = [0; 1 << 14];
        while let Ok(read @ 1..) = answers.read(&mut bytes) {
            if is_up(&here.cut_answers) || back.write_all(&bytes[..read]).is_err() {
                break;
            }
        }
        let _ = (back.shutdown(Shutdown::Both), answers.shutdown(Shutdown::Both));
    });
}
