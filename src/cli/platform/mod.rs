//! `ipack platform`.

mod requests;
mod way;

use std::env;

use serde::Serialize;

pub(super) use self::way::way;
use super::{
    Failure, Global,
    args::{ConnectArgs, PlatformArgs, PlatformCommand},
    confirm::confirm_shown,
    end::done,
    open::{config, open},
    output::{NamedOut, instant},
    progress::with_progress,
    render, table,
};
use crate::{
    domain::{Connection, Refusal, Via, count, instant_words},
    engine::{Engine, EngineError, PlatformStatus, Progress, SyncOrder, Synced},
    link::login,
    platform::{Address, Carrier},
};

/// `{"changed","packs","versions","releasedElsewhere":[{"id","name"}],"requests"}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SyncOut {
    changed: bool,
    packs: usize,
    versions: usize,
    released_elsewhere: Vec<NamedOut>,
    requests: usize,
}

/// `{"url","account","user","state":"ONLINE|OFFLINE|NEVER_SYNCED","lastSync"|null,"openRequests","packs"}`; `connect`
/// and `disconnect` print it, too.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StatusOut {
    url: String,
    account: String,
    user: String,
    state: State,
    last_sync: Option<String>,
    open_requests: usize,
    packs: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum State {
    Online,
    Offline,
    NeverSynced,
}

pub(super) fn run(global: &Global, args: &PlatformArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    match &args.command {
        PlatformCommand::Connect(args) => connect(global, &mut engine, args),
        PlatformCommand::Sync { full, dry_run } => {
            sync(global, &mut engine, SyncOrder { full: *full, dry_run: *dry_run })
        }
        PlatformCommand::Status => status(global, &mut engine),
        PlatformCommand::Requests => requests::list(global, &mut engine),
        PlatformCommand::Settle(args) => requests::settle(global, &mut engine, args),
        PlatformCommand::Disconnect { yes } => disconnect(global, &mut engine, *yes),
    }
}

fn connect(global: &Global, engine: &mut Engine, args: &ConnectArgs) -> Result<(), Failure> {
    let doing = "connect to the platform";
    let usage = |why: String| Failure::Usage { message: format!("failed to {doing}: {why}"), hint: None };
    let address = Address::read(&args.url, &args.account, args.insecure_http).map_err(usage)?;
    let set = || env::var("IPACK_PLATFORM_USER").ok().filter(|user| !user.trim().is_empty());
    let user = args.user.clone().or_else(set).ok_or_else(|| Failure::Usage {
        message: format!("failed to {doing}: no user is named"),
        hint: Some("name it with --user or IPACK_PLATFORM_USER".to_owned()),
    })?;
    let (url, account) = (address.url(), address.account);
    let connection = Connection { url, account, login: login(&user, args.password_login) };
    asking(global, doing, &connection, |carrier, _| engine.connect(&connection, carrier))?;
    done(engine, |engine| {
        let Some(status) = engine.platform_status().map_err(Failure::to(doing))? else { return Ok(()) };
        if render::machine(global.format, &StatusOut::of(&status, true))? {
            return Ok(());
        }
        let connected = format!("Connected to account {} at {}", connection.account, connection.url);
        render::lines([connected, "Next: ipack platform sync".to_owned()])
    });
    Ok(())
}

fn sync(global: &Global, engine: &mut Engine, order: SyncOrder) -> Result<(), Failure> {
    let doing = "synchronise with the platform";
    let connection = connection(engine).map_err(Failure::to(doing))?;
    let synced = asking(global, doing, &connection, |carrier, progress| engine.sync(carrier, order, progress))?;
    render::aside(synced.left_out.iter().map(|what| format!("ipack: left out: {what}")));
    if order.dry_run {
        return print_synced(global, &synced, "Would change");
    }
    done(engine, |_| print_synced(global, &synced, "Changed"));
    Ok(())
}

fn print_synced(global: &Global, synced: &Synced, done: &str) -> Result<(), Failure> {
    let out = SyncOut {
        changed: synced.changed(),
        packs: synced.packs,
        versions: synced.versions,
        released_elsewhere: synced.released_elsewhere.iter().map(|(id, name)| NamedOut::of(id, name)).collect(),
        requests: synced.requests,
    };
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let (packs, requests) = (count(out.packs, "integration pack"), count(out.requests, "request"));
    let first =
        if synced.words.is_empty() { "Nothing changed".to_owned() } else { format!("{done}: {}", synced.words) };
    let settled = synced.settled.iter().map(|what| format!("  {what}"));
    let released = out.released_elsewhere.iter().map(|pack| format!("  {} was released elsewhere", pack.name));
    render::lines([first, format!("{packs}, {requests}")].into_iter().chain(settled).chain(released))
}

fn status(global: &Global, engine: &mut Engine) -> Result<(), Failure> {
    let doing = "tell how the connection is";
    let status = engine.platform_status().and_then(|status| Ok(status.ok_or(Refusal::NotConnected)?));
    let status = status.map_err(Failure::to(doing))?;
    let answered = if status.last_look.is_none() {
        Ok(())
    } else {
        asking(global, "ask the platform", &status.connection, |carrier, _| engine.ask_platform(carrier))
    };
    let out = StatusOut::of(&status, answered.is_ok());
    if let Err(failure) = answered {
        render::aside(super::end::report(&failure));
    }
    print(global, &out, &status, engine)
}

fn print(global: &Global, out: &StatusOut, status: &PlatformStatus, engine: &Engine) -> Result<(), Failure> {
    if render::machine(global.format, out)? {
        return Ok(());
    }
    let state = match out.state {
        State::Online => "online",
        State::Offline => "offline",
        State::NeverSynced => "never synchronised",
    };
    let last = status.last_look.map_or_else(|| "never".to_owned(), |at| instant_words(at, engine.local_zone()));
    let rows = [
        ("Platform", out.url.clone()),
        ("Account", out.account.clone()),
        ("User", out.user.clone()),
        ("State", state.to_owned()),
        ("Last synchronised", last),
        ("Open requests", out.open_requests.to_string()),
        ("Integration packs", out.packs.to_string()),
    ];
    render::lines(table::record(&rows))
}

fn disconnect(global: &Global, engine: &mut Engine, yes: bool) -> Result<(), Failure> {
    let doing = "end the connection";
    let status = engine.platform_status().and_then(|status| Ok(status.ok_or(Refusal::NotConnected)?));
    let status = status.map_err(Failure::to(doing))?;
    let warning = "What was taken over stays, and changes here alone from then on. It can't be connected again.";
    confirm_shown([warning], "End the connection to the platform?", yes)?;
    engine.disconnect().map_err(Failure::to(doing))?;
    done(engine, |_| {
        if render::machine(global.format, &StatusOut::of(&status, false))? {
            return Ok(());
        }
        render::lines([format!("The connection to account {} is ended", status.connection.account)])
    });
    Ok(())
}

fn connection(engine: &Engine) -> Result<Connection, EngineError> {
    Ok(engine.settings().platform.clone().ok_or(Refusal::NotConnected)?)
}

/// Asks the platform, with progress shown; Ctrl-C stops it.
fn asking<T>(
    global: &Global,
    doing: &str,
    connection: &Connection,
    ask: impl FnOnce(&mut dyn Carrier, &Progress) -> Result<T, EngineError>,
) -> Result<T, Failure> {
    let token_command = config(global)?.platform_token_command;
    ask_in_sight(token_command, connection, ask).map_err(Failure::to(doing))
}

/// Asks the platform, with progress shown. `token_command` prints the token; none where the environment has it.
pub(super) fn ask_in_sight<T>(
    token_command: Option<Vec<String>>,
    connection: &Connection,
    ask: impl FnOnce(&mut dyn Carrier, &Progress) -> Result<T, EngineError>,
) -> Result<T, EngineError> {
    let way = way(token_command);
    with_progress(|progress| ask(&mut *way(connection, progress)?, progress))
}

impl StatusOut {
    fn of(status: &PlatformStatus, answered: bool) -> Self {
        let Connection { url, account, login } = status.connection.clone();
        let state = match (status.last_look, answered) {
            (None, _) => State::NeverSynced,
            (Some(_), true) => State::Online,
            (Some(_), false) => State::Offline,
        };
        Self {
            url,
            account,
            user: login,
            state,
            last_sync: status.last_look.map(instant),
            open_requests: status.open_requests,
            packs: status.packs,
        }
    }
}
