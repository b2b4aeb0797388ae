//! Workspaces that a team shares, as commands name, make and copy them.

use std::path::PathBuf;

use directories::{BaseDirs, ProjectDirs};
use sha2::{Digest as _, Sha256};

use super::{
    Failure, Global,
    args::RoleRights,
    open::{Place, config},
    render,
    terminal::{set, set_path},
};
use crate::{
    config::Config,
    domain::Via,
    engine::{
        Engine, EngineError, author,
        keeper::{self, Address, Keeper, Rights, Secrets, Table},
        system_clock,
    },
};

const VARIABLE: &str = "IPACK_WORKSPACE";

/// What `--workspace` names, or its variable where no option names a place.
///
/// # Errors
/// A usage failure for an address that is none, for a sample in a database, and where two options name a place.
pub(super) fn named(global: &Global) -> Result<Option<Place>, Failure> {
    let usage = |message: String, hint: &str| Failure::Usage { message, hint: Some(hint.to_owned()) };
    let from = match (&global.workspace, &global.state_dir) {
        (Some(_), Some(_)) => {
            return Err(usage("--workspace and --state-dir name two places".to_owned(), "leave one of them out"));
        }
        (Some(named), None) => Some(named.clone()),
        (None, Some(_)) => None,
        (None, None) => set(VARIABLE),
    };
    let Some(text) = from else { return Ok(None) };
    if !Address::is_meant(&text) {
        return Ok(Some(Place::Folder(PathBuf::from(text))));
    }
    if global.sample.deployment().is_some() {
        let hint = "fill a folder with --demo, and share it: `ipack workspace create URL --from FOLDER`";
        return Err(usage("--demo keeps the sample in a folder of its own".to_owned(), hint));
    }
    address(&text).map(|address| Some(Place::Shared(address)))
}

fn address(text: &str) -> Result<Address, Failure> {
    Address::parse(text).map_err(|why| Failure::Usage {
        message: format!("failed to read the address of the workspace: {why}"),
        hint: Some("for example postgres://ipack@db.example/ipack?workspace=Packs".to_owned()),
    })
}

/// The workspace in a database for `doctor`, which tells whatever is wrong itself.
///
/// # Errors
/// A usage failure where the config can't be read, or the platform names no home.
pub(super) fn reach(global: &Global, address: &Address) -> Result<Result<Engine, EngineError>, Failure> {
    let (config, copy) = (config(global)?, copy_of(address)?);
    Ok(table(address, &config)
        .map_err(EngineError::from)
        .and_then(|table| Engine::open_shared(Box::new(table), &copy, system_clock(), author(), Via::Cli)))
}

/// Opens a workspace in a database; where it can't be reached, its copy.
///
/// # Errors
/// The engine's; that it can't be reached, where nothing but the newest state will do.
pub(super) fn open(
    global: &Global,
    address: &Address,
    config: &Config,
    by: String,
    via: Via,
) -> Result<Engine, Failure> {
    let doing = || format!("open the workspace in {address}");
    let by = as_role(&role(address), by);
    let table = table(address, config).map_err(|error| Failure::to(doing())(error.into()))?;
    let engine = Engine::open_shared(Box::new(table), &copy_of(address)?, system_clock(), by, via);
    let engine = engine.map_err(Failure::to(doing()))?;
    if let Some(error) = engine.away() {
        if global.fresh {
            return Err(Failure::to(doing())(error));
        }
        if via != Via::Tui {
            let as_of = engine.sharing().and_then(|sharing| sharing.away?.as_of);
            let as_of = as_of.map_or_else(String::new, |at| format!(" as of {}", at.format("%Y-%m-%d %H:%M UTC")));
            render::aside([format!("ipack: offline, reading the copy{as_of}: {error}")]);
        }
    }
    Ok(engine)
}

fn table(address: &Address, config: &Config) -> Result<Table, crate::engine::StoreError> {
    let home = || BaseDirs::new().map(|dirs| dirs.home_dir().join(".pgpass"));
    let secrets = Secrets {
        password: set("PGPASSWORD"),
        file: set_path("PGPASSFILE").or_else(home),
        command: config.workspace_password_command.clone(),
        user: role(address),
    };
    Table::new(address.clone(), secrets)
}

/// The database role that speaks: the address's, else `PGUSER`, else the OS user's name, as it stands before the host in
/// an author.
fn role(address: &Address) -> String {
    let os_user = || author().split('@').next().unwrap_or_default().to_owned();
    address.user.clone().or_else(|| set("PGUSER")).unwrap_or_else(os_user)
}

/// Who decides: the database role, and who speaks as it where their names differ.
fn as_role(role: &str, by: String) -> String {
    if by.split('@').next() == Some(role) { by } else { format!("{role} ({by})") }
}

/// The folder of the copy that this computer keeps, in the platform's cache folder.
///
/// # Errors
/// A usage failure where the platform names no home.
pub(super) fn copy_of(address: &Address) -> Result<PathBuf, Failure> {
    let dirs = ProjectDirs::from("", "", "ipack").ok_or_else(|| Failure::Usage {
        message: "this platform names no cache folder".into(),
        hint: Some("set HOME".into()),
    })?;
    let mark = Sha256::digest(address.to_string())
        .iter()
        .take(6)
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = address.workspace.chars().take(40).map(plain).collect();
    Ok(dirs.cache_dir().join("shared").join(format!("{name}-{mark}")))
}

/// `ipack workspace create`.
///
/// # Errors
/// The engine's.
pub(super) fn create(global: &Global, url: &str, from: Option<&PathBuf>) -> Result<(), Failure> {
    let address = address(url)?;
    let mut table =
        table(&address, &config(global)?).map_err(|error| Failure::to(format!("reach {address}"))(error.into()))?;
    Engine::create_shared(&mut table, from.map(PathBuf::as_path))
        .map_err(Failure::to(format!("make a workspace in {address}")))?;
    render::lines([format!("the workspace is in {}", table.place()), format!("open it: ipack --workspace '{address}'")])
}

/// `ipack workspace schema`.
///
/// # Errors
/// Where it can't be printed.
pub(super) fn schema(grants: Option<&str>, rights: Option<RoleRights>) -> Result<(), Failure> {
    let rights = match rights {
        Some(RoleRights::Reader) => Rights::Reads,
        Some(RoleRights::Admin | RoleRights::Scheduler) | None => Rights::Writes,
    };
    render::lines(keeper::schema(grants.map(|role| (role, rights))).lines().map(ToOwned::to_owned))
}
