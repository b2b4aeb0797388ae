//! `ipack hook`.

#[cfg(feature = "notice")]
mod data;
#[cfg(feature = "notice")]
mod notices;

use serde::Serialize;

use super::{
    Failure, Global,
    args::{AddHookArgs, HookArgs, HookCommand},
    end::done,
    open::open,
    output::{NamedOut, instant},
    render, table,
};
use crate::{
    domain::{Hook, HookTarget, NoticeKind, Refusal, Via, instant_words, parse_kinds},
    engine::{DeliveryState, DeliveryView, Engine, EngineError, HookOrder, HookView, sentences},
    text::capital,
};

#[cfg(feature = "notice")]
pub(super) use self::notices::notices;

/// `{"id","name","url"|null,"command"|null,"on":["released",…],"packs":[{"id","name"}],
/// "secretEnv"|null,"waiting","failed","lastTaken"|null,"nextTry"|null,"why"|null,"elsewhere"|null,
/// "createdBy","createdAt"}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct HookOut {
    id: String,
    name: String,
    url: Option<String>,
    command: Option<String>,
    on: Vec<&'static str>,
    packs: Vec<NamedOut>,
    secret_env: Option<String>,
    waiting: usize,
    failed: usize,
    last_taken: Option<String>,
    next_try: Option<String>,
    why: Option<String>,
    elsewhere: Option<String>,
    created_by: String,
    created_at: String,
}

/// `{"hook","id","kind"|null,"integrationPackId"|null,"at","state":"WAITING|TAKEN|FAILED","tries","firstTry"|null,
/// "lastTry"|null,"nextTry"|null,"why"|null}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DeliveryOut {
    hook: String,
    id: String,
    kind: Option<&'static str>,
    integration_pack_id: Option<String>,
    at: String,
    state: &'static str,
    tries: u32,
    first_try: Option<String>,
    last_try: Option<String>,
    next_try: Option<String>,
    why: Option<String>,
}

/// What `test` prints.
#[derive(Debug, Serialize)]
struct TriedOut {
    hook: String,
    taken: bool,
}

pub(super) fn run(global: &Global, args: &HookArgs) -> Result<(), Failure> {
    let engine = &mut open(global, Via::Cli)?;
    match &args.command {
        HookCommand::List => list(global, engine),
        HookCommand::Add(args) => add(global, engine, args),
        HookCommand::Remove { hook } => remove(global, engine, hook),
        HookCommand::Test { hook } => test(global, engine, hook),
        HookCommand::Deliveries { hook, failed } => deliveries(global, engine, hook.as_deref(), *failed),
        HookCommand::Redeliver { hook, delivery } => redeliver(global, engine, hook, delivery),
    }
}

fn list(global: &Global, engine: &mut Engine) -> Result<(), Failure> {
    let views = engine.hooks().map_err(Failure::to("list the hooks"))?;
    let out: Vec<HookOut> = views.iter().map(HookOut::of).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let row = |view: &HookView| {
        let hook = &view.hook;
        vec![hook.name.clone(), view.standing(), hook.target.text().to_owned(), hook.on_words(), view.whom()]
    };
    let rows: Vec<Vec<String>> = views.iter().map(row).collect();
    let titles = [
        table::name("Hook"),
        table::name("Standing"),
        table::name("Address or Command"),
        table::spare("On"),
        table::spare("Of"),
    ];
    render::lines(table::list(&titles, &rows, sentences::NO_HOOKS))
}

fn add(global: &Global, engine: &mut Engine, args: &AddHookArgs) -> Result<(), Failure> {
    let add = |engine: &mut Engine| -> Result<HookView, EngineError> {
        let target = match (&args.url, &args.command) {
            (Some(url), _) => HookTarget::Url(url.trim().to_owned()),
            (None, command) => HookTarget::Command(command.clone().unwrap_or_default()),
        };
        engine.add_hook(&HookOrder {
            name: args.name.clone(),
            target,
            on: args.on.as_deref().map(parse_kinds).transpose()?.unwrap_or_default(),
            packs: args.packs.iter().map(|name| engine.find_pack(name)).collect::<Result<_, _>>()?,
            secret_env: args.secret_env.clone(),
        })
    };
    let view = add(engine).map_err(Failure::to(format!("add the hook {}", args.name)))?;
    done(engine, |_| {
        if render::machine(global.format, &HookOut::of(&view))? {
            return Ok(());
        }
        let hook = &view.hook;
        let mut lines = vec![format!("{} is told of {} from now on: {}", hook.name, view.whom(), hook.on_words())];
        lines.push("It is told by `ipack scheduler run`, by `ipack scheduler tick` and by open screens".to_owned());
        lines.extend(view.elsewhere.iter().map(|why| format!("! It is not told from here: {why}")));
        render::lines(lines)
    });
    Ok(())
}

fn remove(global: &Global, engine: &mut Engine, name: &str) -> Result<(), Failure> {
    let remove = |engine: &mut Engine| -> Result<HookView, EngineError> {
        let id = engine.find_hook(name)?.id;
        let view = engine.hooks()?.into_iter().find(|view| view.hook.id == id);
        engine.remove_hook(&id)?;
        Ok(view.ok_or_else(|| Refusal::NotFound { what: "hook", name: name.to_owned(), like: None })?)
    };
    let view = remove(engine).map_err(Failure::to(format!("remove the hook {name}")))?;
    done(engine, |_| {
        if render::machine(global.format, &HookOut::of(&view))? {
            return Ok(());
        }
        render::lines([capital(&sentences::hook_removed(&view.hook.name))])
    });
    Ok(())
}

fn test(global: &Global, engine: &mut Engine, name: &str) -> Result<(), Failure> {
    let test = |engine: &mut Engine| -> Result<Hook, EngineError> {
        let hook = engine.find_hook(name)?;
        engine.try_hook(&hook.id)?;
        Ok(hook)
    };
    let hook = test(engine).map_err(Failure::to(format!("tell the hook {name}")))?;
    if render::machine(global.format, &TriedOut { hook: hook.name.clone(), taken: true })? {
        return Ok(());
    }
    render::lines([sentences::hook_took_it(&hook.name)])
}

fn deliveries(global: &Global, engine: &mut Engine, name: Option<&str>, failed: bool) -> Result<(), Failure> {
    let find = |engine: &mut Engine| -> Result<Vec<DeliveryView>, EngineError> {
        let hook = name.map(|name| engine.find_hook(name)).transpose()?;
        engine.deliveries(hook.as_ref().map(|hook| &hook.id))
    };
    let mut views = find(engine).map_err(Failure::to("list the deliveries"))?;
    views.retain(|view| !failed || view.state == DeliveryState::Failed);
    let out: Vec<DeliveryOut> = views.iter().map(DeliveryOut::of).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let zone = engine.local_zone();
    let row = |view: &DeliveryView| {
        let delivery = &view.delivery;
        vec![
            view.hook.clone(),
            delivery.kind.map_or("test", NoticeKind::word).to_owned(),
            delivery.pack.as_ref().map(|pack| engine.pack_name(pack)).unwrap_or_default(),
            instant_words(delivery.at, zone),
            view.standing(zone),
            delivery.id.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = views.iter().map(row).collect();
    let titles = [
        table::name("Hook"),
        table::whole("Kind"),
        table::name("Integration Pack"),
        table::whole("When"),
        table::name("Standing"),
        table::whole("ID"),
    ];
    render::lines(table::list(&titles, &rows, "Nothing was delivered, and nothing waits"))
}

fn redeliver(global: &Global, engine: &mut Engine, name: &str, delivery: &str) -> Result<(), Failure> {
    let redeliver = |engine: &mut Engine| -> Result<DeliveryView, EngineError> {
        let hook = engine.find_hook(name)?;
        engine.redeliver(&hook.id, delivery)
    };
    let view = redeliver(engine).map_err(Failure::to(format!("tell the hook {name}")))?;
    if render::machine(global.format, &DeliveryOut::of(&view))? {
        return Ok(());
    }
    render::lines([sentences::hook_took_it(&view.hook)])
}

impl HookOut {
    fn of(view: &HookView) -> Self {
        let hook = &view.hook;
        let (url, command) = match &hook.target {
            HookTarget::Url(url) => (Some(url.clone()), None),
            HookTarget::Command(command) => (None, Some(command.clone())),
        };
        Self {
            id: hook.id.to_string(),
            name: hook.name.clone(),
            url,
            command,
            on: NoticeKind::ALL.into_iter().filter(|kind| hook.hears(*kind)).map(NoticeKind::word).collect(),
            packs: view.packs.iter().map(|(id, name)| NamedOut::of(id, name)).collect(),
            secret_env: hook.secret_env.clone(),
            waiting: view.waiting,
            failed: view.failed,
            last_taken: view.last_taken.map(instant),
            next_try: view.next_try.map(instant),
            why: view.why.clone(),
            elsewhere: view.elsewhere.clone(),
            created_by: hook.created_by.clone(),
            created_at: instant(hook.created_at),
        }
    }
}

impl DeliveryOut {
    fn of(view: &DeliveryView) -> Self {
        let delivery = &view.delivery;
        Self {
            hook: view.hook.clone(),
            id: delivery.id.clone(),
            kind: delivery.kind.map(NoticeKind::word),
            integration_pack_id: delivery.pack.as_ref().map(ToString::to_string),
            at: instant(delivery.at),
            state: match view.state {
                DeliveryState::Waiting => "WAITING",
                DeliveryState::Taken => "TAKEN",
                DeliveryState::Failed => "FAILED",
            },
            tries: delivery.tries,
            first_try: delivery.first_try.map(instant),
            last_try: delivery.last_try.map(instant),
            next_try: delivery.next_try.map(instant),
            why: delivery.why.clone(),
        }
    }
}
