//! `ipack activity`.

use serde::Serialize;

use super::{Failure, Global, args::ActivityArgs, open::open, output::instant, render, table};
use crate::{
    domain::{Via, Window, instant_words, parse_past_date, today_in},
    engine::{Activity, Engine, EngineError},
};

/// `[{"at","by","via"|null,"kind","integrationPackId"|null,"name"|null,"text"}]`, newest first by when it took effect.
/// `via` is a [`Via::word`], null for what was imported; `kind` is an [`ActivityKind`](crate::engine::ActivityKind); id
/// and name are the pack's; `text` is for eyes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ActivityOut {
    at: String,
    by: String,
    via: Option<&'static str>,
    kind: String,
    integration_pack_id: Option<String>,
    name: Option<String>,
    text: String,
}

pub(super) fn run(global: &Global, args: &ActivityArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let told = wanted(&mut engine, args).map_err(Failure::to("tell what happened"))?;
    let out: Vec<ActivityOut> = told.iter().map(ActivityOut::of).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    if told.is_empty() {
        return render::lines(["Nothing happened"]);
    }
    let zone = engine.local_zone();
    let row = |activity: &Activity| {
        vec![
            instant_words(activity.at, zone),
            activity.kind.to_string(),
            activity.pack.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
            activity.text.clone(),
            activity.by.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = told.iter().map(row).collect();
    render::lines(table::lines(
        &[
            table::whole("When"),
            table::whole("Kind"),
            table::name("Integration Pack"),
            table::name("What"),
            table::text("By"),
        ],
        &rows,
    ))
}

fn wanted(engine: &mut Engine, args: &ActivityArgs) -> Result<Vec<Activity>, EngineError> {
    let pack = args.pack.as_ref().map(|name| engine.find_pack(name)).transpose()?;
    let since = match &args.since {
        Some(date) => {
            let zone = engine.local_zone();
            Some(Window::of(parse_past_date(date, today_in(zone, engine.now()))?, zone)?.start)
        }
        None => None,
    };
    let mut told = engine.activity()?;
    told.retain(|activity| {
        let about_it = pack.as_ref().is_none_or(|id| activity.pack.as_ref().is_some_and(|(about, _)| about == id));
        about_it && since.is_none_or(|since| since <= activity.at)
    });
    Ok(told)
}

impl ActivityOut {
    fn of(activity: &Activity) -> Self {
        let (id, name) = activity.pack.clone().unzip();
        Self {
            at: instant(activity.at),
            by: activity.by.clone(),
            via: activity.via.map(Via::word),
            kind: activity.kind.to_string(),
            integration_pack_id: id.map(|id| id.to_string()),
            name,
            text: activity.text.clone(),
        }
    }
}
