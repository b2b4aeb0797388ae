//! `ipack platform requests` and `ipack platform settle`: what was asked, and nobody knows yet what came of it.

use serde::Serialize;

use crate::{
    cli::{Failure, Global, args::SettleArgs, confirm::confirm_shown, end::done, output::instant, render, table},
    domain::{ReleaseKind, date_words, instant_words},
    engine::{Engine, OpenRequest},
};

/// `{"request","requestId"|null,"id","name","kind","when"|null,"state":"INTENT|IN_PROGRESS|UNKNOWN","since"}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct OpenRequestOut {
    request: String,
    request_id: Option<String>,
    id: String,
    name: String,
    kind: String,
    when: Option<String>,
    state: &'static str,
    since: String,
}

impl OpenRequestOut {
    fn of(open: &OpenRequest) -> Self {
        let asked = &open.asked;
        Self {
            request: asked.id.to_string(),
            request_id: asked.request().map(ToString::to_string),
            id: open.pack.to_string(),
            name: open.name.clone(),
            kind: asked.kind.to_string(),
            when: asked.on.map(|(date, _)| date.to_string()),
            state: asked.state.word(),
            since: instant(asked.asked_at),
        }
    }
}

pub(super) fn list(global: &Global, engine: &mut Engine) -> Result<(), Failure> {
    let open = engine.open_requests().map_err(Failure::to("list the open requests to the platform"))?;
    let out: Vec<OpenRequestOut> = open.iter().map(OpenRequestOut::of).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    if open.is_empty() {
        return render::lines(["No request to the platform is open".to_owned()]);
    }
    let row = |open: &OpenRequest| {
        let asked = &open.asked;
        let what = match (&asked.changes, asked.kind) {
            (Some(_), _) => "change",
            (None, ReleaseKind::Release) => "release",
            (None, ReleaseKind::Rollback) => "rollback",
        };
        let what = asked.on.map_or_else(|| what.to_owned(), |(date, _)| format!("{what} for {}", date_words(date)));
        let since = instant_words(asked.asked_at, engine.local_zone());
        vec![open.name.clone(), what, asked.state.words().to_owned(), since, asked.id.to_string()]
    };
    let rows: Vec<Vec<String>> = open.iter().map(row).collect();
    let columns = [
        table::name("Integration Pack"),
        table::whole("What"),
        table::text("State"),
        table::whole("Asked"),
        table::whole("Request"),
    ];
    render::lines(table::lines(&columns, &rows))
}

pub(super) fn settle(global: &Global, engine: &mut Engine, args: &SettleArgs) -> Result<(), Failure> {
    let doing = format!("settle {}", args.request);
    let question = if args.happened { "It happened?" } else { "It did not happen?" };
    let warning = "See on the platform whether it was done: what you say is written down as it is.";
    confirm_shown([warning], question, args.yes)?;
    let settled = engine.settle_by_hand(&args.request, args.happened);
    let (open, number) = settled.map_err(Failure::to(doing))?;
    done(engine, |_| {
        if render::machine(global.format, &OpenRequestOut::of(&open))? {
            return Ok(());
        }
        render::lines([open.settled(args.happened, number)])
    });
    Ok(())
}
