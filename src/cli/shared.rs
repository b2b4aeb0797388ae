//! Shared workspaces in commands: their addresses, creating and copying them.

use std::path::PathBuf;

use directories::BaseDirs;

use super::{
    Failure, Global,
    args::RoleRights,
    render,
    terminal::{path_variable, variable},
};
use crate::{
    config::Config,
    domain::Via,
    engine::{
        Engine, EngineError, as_role, author, default_copy_dir,
        keeper::{self, Address, Keeper, Rights, Secrets, Table},
        system_clock,
    },
};

/// Reads the address of a workspace in a database.
///
/// # Errors
/// A usage failure that says what is wrong with it.
pub(super) fn address(text: &str) -> Result<Address, Failure> {
    Address::parse(text).map_err(|why| Failure::Usage {
        message: format!("failed to read the address of the workspace: {why}"),
        hint: Some("for example postgres://ipack@db.example/ipack?workspace=Packs".to_owned()),
    })
}

/// Opens a workspace in a database for `doctor`, which reports what is wrong itself.
///
/// # Errors
/// A usage failure where the platform names no home.
pub(super) fn reach(config: &Config, address: &Address) -> Result<Result<Engine, EngineError>, Failure> {
    let copy = copy_dir(address)?;
    Ok(table(address, config)
        .map_err(EngineError::from)
        .and_then(|table| Engine::open_shared(Box::new(table), &copy, system_clock(), author(), Via::Cli)))
}

/// Opens a workspace in a database; where it can't be reached, its copy.
///
/// # Errors
/// The engine's; that it can't be reached, where nothing but the newest state will do.
pub(super) fn open(global: &Global, address: &Address, config: &Config, by: &str, via: Via) -> Result<Engine, Failure> {
    let doing = || format!("open the workspace in {address}");
    let by = as_role(&role(address), by);
    let table = table(address, config).map_err(|error| Failure::of(doing(), error))?;
    let engine = Engine::open_shared(Box::new(table), &copy_dir(address)?, system_clock(), by, via);
    let engine = engine.map_err(Failure::to(doing()))?;
    if let Some(error) = engine.away() {
        if global.fresh {
            return Err(Failure::of(doing(), error));
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
        password: variable("PGPASSWORD"),
        file: path_variable("PGPASSFILE").or_else(home),
        command: config.workspace_password_command.clone(),
        user: role(address),
    };
    Table::new(address.clone(), secrets)
}

/// The database role that speaks: the address's, else `PGUSER`, else the OS user's name, as it stands before the host
/// in an author.
pub(super) fn role(address: &Address) -> String {
    let os_user = || author().split('@').next().unwrap_or_default().to_owned();
    address.user.clone().or_else(|| variable("PGUSER")).unwrap_or_else(os_user)
}

/// The folder of the copy that this computer keeps.
///
/// # Errors
/// A usage failure where the platform names no home.
fn copy_dir(address: &Address) -> Result<PathBuf, Failure> {
    default_copy_dir(address).ok_or_else(|| Failure::Usage {
        message: "this platform names no cache folder".into(),
        hint: Some("set HOME".into()),
    })
}

/// `ipack workspace create`.
pub(super) fn create(config: &Config, url: &str, from: Option<&PathBuf>) -> Result<(), Failure> {
    let address = address(url)?;
    let mut table = table(&address, config).map_err(|error| Failure::of(format!("reach {address}"), error))?;
    Engine::create_shared(&mut table, from.map(PathBuf::as_path))
        .map_err(Failure::to(format!("make a workspace in {address}")))?;
    render::lines([format!("the workspace is in {}", table.place()), format!("open it: ipack --workspace '{address}'")])
}

/// `ipack workspace schema`.
pub(super) fn schema(grants: Option<&str>, rights: Option<RoleRights>) -> Result<(), Failure> {
    let rights = match rights {
        Some(RoleRights::Reader) => Rights::Reads,
        Some(RoleRights::Admin | RoleRights::Scheduler) | None => Rights::Writes,
    };
    render::lines(keeper::schema(grants.map(|role| (role, rights))).lines().map(ToOwned::to_owned))
}
