//! What `ipack doctor` finds of a connection to the platform.

use super::{Finding, failed};
use crate::{
    cli::{Global, failure::OPEN_REQUEST, open::config, platform::ask_in_sight},
    domain::{count, countdown},
    engine::{Assumption, AssumptionState, Engine, EngineError},
};

/// Which account is mirrored, how old the mirror is, and whether the platform does what is assumed of it.
pub(super) fn findings(global: &Global, engine: &mut Engine) -> Vec<Finding> {
    match mirror(engine) {
        Err(error) => vec![failed("platform", &error)],
        Ok(None) => Vec::new(),
        Ok(Some(mirror)) => [mirror].into_iter().chain(assumptions(global, engine)).collect(),
    }
}

/// How old the mirror is, without asking anybody.
fn mirror(engine: &mut Engine) -> Result<Option<Finding>, EngineError> {
    let Some(status) = engine.platform_status()? else { return Ok(None) };
    let hint =
        "`ipack platform sync` takes over what changed; `ipack platform status` asks whether the platform answers";
    let of = format!("account {} at {}", status.connection.account, status.connection.url);
    Ok(Some(match status.last_look {
        Some(_) if status.open_requests > 0 => Finding::problem(
            "platform",
            format!("{of}: what came of {} is not known", count(status.open_requests, "request")),
            Some(OPEN_REQUEST.to_owned()),
        ),
        None => Finding::note("platform", format!("{of}, never synchronised"), hint),
        Some(at) => {
            let text = format!("{of}, synchronised {}", countdown(engine.now(), at));
            let stale = (engine.now() - at).num_days() >= 1;
            if stale { Finding::note("platform", text, hint) } else { Finding::ok("platform", text) }
        }
    }))
}

/// What is assumed of the platform, tried by reading alone. Without a token or a platform nothing is known of it.
fn assumptions(global: &Global, engine: &mut Engine) -> Vec<Finding> {
    let Some(connection) = engine.settings().platform.clone() else { return Vec::new() };
    let token_command = config(global).ok().and_then(|config| config.platform_token_command);
    let tried = ask_in_sight(token_command, &connection, |carrier, _| engine.try_assumptions(carrier));
    match tried {
        Ok(tried) => tried.into_iter().map(finding).collect(),
        Err(error) => {
            let hint = error.hint().unwrap_or_else(|| "try again when the platform can be asked".to_owned());
            vec![Finding::note("assumptions", format!("not tried: {error}"), &hint)]
        }
    }
}

fn finding(Assumption { name, state, seen }: Assumption) -> Finding {
    let text = format!("{name}: {seen}");
    match state {
        AssumptionState::Holds => Finding::ok("assumption", text),
        AssumptionState::Open => Finding::note("assumption", text, "it is not known yet whether this holds"),
        AssumptionState::Differs => {
            let hint =
                format!("docs/assumptions.md says what depends on {name}; please send this report to ipack's authors");
            Finding::problem("assumption", text, Some(hint))
        }
    }
}
