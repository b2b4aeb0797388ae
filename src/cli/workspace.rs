//! `ipack workspace`.

use serde::Serialize;

use super::{
    Failure, Global,
    args::{DeploymentMode, LatePolicy, Setting, Switch, WorkspaceArgs, WorkspaceCommand},
    confirm::confirm_shown,
    end::done,
    open::open,
    output::instant,
    render, table,
};
use crate::{
    domain::{ApprovalRequestId, Deployment, LateReleases, Settings, Via, count},
    engine::Engine,
};

/// `{"name","schedulerTimeZone","lateReleases":"same-day|always|ask","deployment":"standard|legacy",
/// "approvals","rollbackWithoutApproval","requestDays","request"|null,"demo","stateDir"|null,"place",
/// "copy":{"folder","asOf"|null,"away"|null,"denied"|null}|null}`, printed by `show` and `set`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WorkspaceOut {
    name: String,
    scheduler_time_zone: String,
    late_releases: &'static str,
    deployment: &'static str,
    approvals: u8,
    rollback_without_approval: bool,
    request_days: u16,
    request: Option<String>,
    demo: bool,
    state_dir: Option<String>,
    place: String,
    copy: Option<CopyOut>,
}

/// The copy of a shared workspace: how old it is where the workspace can't be reached, and why nothing can be changed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CopyOut {
    folder: String,
    as_of: Option<String>,
    away: Option<String>,
    denied: Option<String>,
}

pub(super) fn run(global: &Global, args: &WorkspaceArgs) -> Result<(), Failure> {
    #[cfg(feature = "shared")]
    match &args.command {
        WorkspaceCommand::Create { url, from } => {
            return super::shared::create(&super::open::config(global)?, url, from.as_ref());
        }
        WorkspaceCommand::Schema { grants, rights } => return super::shared::schema(grants.as_deref(), *rights),
        WorkspaceCommand::Copy { folder } => {
            let engine = open(global, Via::Cli)?;
            engine.copy_to(folder).map_err(Failure::to(format!("copy the workspace to {}", folder.display())))?;
            return render::lines([format!("the workspace is in {} as well", folder.display())]);
        }
        WorkspaceCommand::Show | WorkspaceCommand::Set { .. } => {}
    }
    let mut engine = open(global, Via::Cli)?;
    let WorkspaceCommand::Set { setting } = &args.command else { return print(global, &engine, None) };
    if let Setting::Deployment { mode, yes } = setting {
        before_deployment(&engine, mode.deployment(), *yes)?;
    }
    let zone = engine.scheduler_zone();
    let changed = engine.change_settings(|settings| change(settings, setting));
    let request = changed.map_err(Failure::to("change the settings"))?;
    if request.is_some() {
        render::aside(["The settings are as they were: the change waits for approval, `ipack request list`"]);
    }
    let waiting = engine.overview().packs.iter().filter(|entry| entry.summary.scheduled.is_some()).count();
    if zone != engine.scheduler_zone() && waiting > 0 {
        let zone = if waiting == 1 { "keeps its time zone" } else { "keep their time zones" };
        render::aside([format!("{} {zone}", count(waiting, "scheduled release"))]);
    }
    done(&mut engine, |engine| print(global, engine, request.as_ref()));
    Ok(())
}

/// Says what changing the deployment does, and asks.
fn before_deployment(engine: &Engine, deployment: Deployment, yes: bool) -> Result<(), Failure> {
    let next = Settings { deployment, ..engine.settings().clone() };
    engine.check_settings(&next).map_err(Failure::to("change the settings"))?;
    if next == *engine.settings() {
        return Ok(());
    }
    confirm_shown(deployment.consequences(), &deployment.question(), yes)
}

impl DeploymentMode {
    fn deployment(self) -> Deployment {
        match self {
            Self::Standard => Deployment::Standard,
            Self::Legacy => Deployment::Legacy,
        }
    }
}

fn change(settings: &mut Settings, setting: &Setting) {
    match setting {
        Setting::Name { name } => name.trim().clone_into(&mut settings.name),
        Setting::SchedulerTimeZone { zone } => settings.scheduler_time_zone = *zone,
        Setting::Deployment { mode, .. } => settings.deployment = mode.deployment(),
        Setting::Approvals { people } => settings.approval.approvals = *people,
        Setting::RollbackWithoutApproval { state } => {
            settings.approval.rollback_without_approval = *state == Switch::On;
        }
        Setting::RequestDays { days } => settings.approval.request_days = *days,
        Setting::LateReleases { policy } => {
            settings.late_releases = match policy {
                LatePolicy::SameDay => LateReleases::SameDay,
                LatePolicy::Always => LateReleases::Always,
                LatePolicy::Ask => LateReleases::Ask,
            }
        }
    }
}

fn print(global: &Global, engine: &Engine, request: Option<&ApprovalRequestId>) -> Result<(), Failure> {
    let (settings, rules) = (engine.settings(), engine.settings().approval);
    let out = WorkspaceOut {
        name: settings.name.clone(),
        scheduler_time_zone: settings.scheduler_time_zone.to_string(),
        late_releases: settings.late_releases.word(),
        deployment: settings.deployment.word(),
        approvals: rules.approvals,
        rollback_without_approval: rules.rollback_without_approval,
        request_days: rules.request_days,
        request: request.map(ToString::to_string),
        demo: engine.is_demo(),
        state_dir: engine.sharing().is_none().then(|| engine.dir().display().to_string()),
        place: engine.place(),
        copy: engine.sharing().map(|sharing| CopyOut {
            folder: engine.dir().display().to_string(),
            as_of: sharing.away.as_ref().and_then(|away| away.as_of).map(instant),
            away: sharing.away.map(|away| away.why),
            denied: sharing.denied,
        }),
    };
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let demo = if out.demo { "a demo in " } else { "" };
    let mut rows = vec![
        ("Name", out.name),
        ("Scheduler time zone", out.scheduler_time_zone),
        ("Late releases", out.late_releases.to_owned()),
        ("Deployment", out.deployment.to_owned()),
        ("Kept in", format!("{demo}{}", out.place)),
    ];
    if !rules.is_default() {
        let days = count(usize::from(out.request_days), "day");
        rows.push(("Approval", format!("{}, requests expire after {days}", rules.words())));
    }
    if let Some(copy) = out.copy {
        let age = match (&copy.away, &copy.as_of) {
            (None, _) => "as new as the workspace".to_owned(),
            (Some(why), None) => format!("offline: {why}"),
            (Some(why), Some(as_of)) => format!("as of {as_of}, offline: {why}"),
        };
        rows.push(("Copy", format!("{age}, in {}", copy.folder)));
        rows.extend(copy.denied.map(|why| ("Read only", why)));
    }
    render::lines(table::record(&rows))
}
