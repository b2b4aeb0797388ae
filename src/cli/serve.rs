//! `ipack serve`.

use std::{
    sync::mpsc::{self, RecvTimeoutError},
    thread,
};

use super::{
    Failure, Global,
    args::{AddMode, ServeArgs},
    open::{Place, open, place},
    render,
};
use crate::{
    domain::Via,
    engine::{Engine, Report},
    serve::{Faults, Quirks, Server, Twin, account_of},
};

pub(super) fn run(global: &Global, args: &ServeArgs) -> Result<(), Failure> {
    let engine = open(global, Via::Api)?;
    let server = Server::bind(args.listen)
        .map_err(|error| Failure::Io { doing: format!("listen on {}", args.listen), error })?;
    let account = args.account.clone().unwrap_or_else(|| account_of(&engine.settings().name));
    let mut twin = Twin::new(account, server.origin());
    (twin.partner, twin.limited, twin.quirks) = (args.partner, !args.no_rate_limit, quirks(args));
    twin.role = match place(global)? {
        Place::Folder { .. } => None,
        #[cfg(feature = "shared")]
        Place::Shared(address) => Some(super::shared::role(&address)),
    };
    let faults = Faults {
        slow: args.slow.unwrap_or_default(),
        busy: args.busy.unwrap_or_default(),
        lose: args.lose.unwrap_or_default(),
    };
    render::lines([format!("listening on {}", twin.url())])?;
    if !args.listen.ip().is_loopback() {
        render::aside(["ipack: this is plain HTTP beyond this machine: put a proxy with TLS before it"]);
    }
    let serve = || server.serve(engine, twin, faults).map_err(|error| Failure::Io { doing: "serve".into(), error });
    if args.perform { while_performing(open(global, Via::Scheduler)?, serve) } else { serve() }
}

/// Performs what is scheduled on a thread of its own, for as long as `serve` goes on.
fn while_performing(mut engine: Engine, serve: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
    let (ended, end) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            let goes_on = |time| matches!(end.recv_timeout(time), Err(RecvTimeoutError::Timeout));
            engine.run_scheduler(goes_on, |report| {
                if !matches!(report, Report::Next(_)) {
                    render::aside([format!("ipack: {report}")]);
                }
            });
        });
        let served = serve();
        drop(ended);
        served
    })
}

fn quirks(args: &ServeArgs) -> Quirks {
    Quirks {
        add_merges: args.add == AddMode::Merge,
        status_by_pack: args.status_by_pack,
        update_by_request_only: args.update_by_request,
        always_deleted: args.always_deleted,
    }
}
