//! The common part of `ipack release` and `ipack rollback`: the order from a proposal and the options, its plan, and
//! its result.

use std::collections::BTreeMap;

use super::{
    Failure, Global,
    args::{OrderArgs, VersionArgs},
    confirm::confirm_shown,
    end::done,
    open::open,
    output::OutcomeOut,
    plan_out,
    progress::with_progress,
    render, table,
};
use crate::{
    domain::{
        Change, ChangeRow, Component, ComponentId, Origin, PackId, Refusal, Selection, Version, Via, instant_words,
        parse_release_date,
    },
    engine::{Engine, EngineError, Outcome, Proposal, REQUEST, ReleaseOrder, Review, When, find_row, split_set},
};

/// The proposal for a pack. Where versions are named, there is one even if the latest versions would change nothing.
pub(super) fn propose(engine: &mut Engine, id: &PackId, versions: &VersionArgs) -> Result<Proposal, EngineError> {
    if versions.set.is_empty() { engine.propose_release(id) } else { engine.propose_again(id, Origin::Latest) }
}

/// Releases, or schedules a release, from what is proposed.
pub(super) fn carry_out(
    global: &Global,
    doing: &str,
    args: &OrderArgs,
    propose: impl FnOnce(&mut Engine) -> Result<Proposal, EngineError>,
) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let proposal = propose(&mut engine).map_err(Failure::to(doing))?;
    check_choice(&engine, &args.versions).map_err(Failure::to(doing))?;
    let order = order(&proposal, args, false).map_err(|refusal| Failure::of(doing, refusal))?;
    print_faults(&order.selection);
    let plan = engine.plan(&order).map_err(Failure::to(doing))?;
    if args.dry_run {
        let lines = planned(&proposal, &order, &plan);
        if let Some(path) = &args.plan_out
            && plan_out::save(global, &engine.plan_of(std::slice::from_ref(&order)), path, &lines)?
        {
            return Ok(());
        }
        return print(global, &engine, &plan, &lines);
    }
    let question = if plan.approvals > 0 { format!("{REQUEST}?").into() } else { order.question() };
    confirm_shown(planned(&proposal, &order, &plan), &question, args.yes)?;
    let outcome = release(&mut engine, &order, args.no_wait).map_err(Failure::to(doing))?;
    let mut lines = vec![happened(&engine, &outcome)];
    lines.extend(outcome.window.iter().flat_map(|w| w.zone_lines(engine.local_zone())).map(|line| format!("  {line}")));
    done(&mut engine, |engine| print(global, engine, &outcome, &lines));
    Ok(())
}

pub(super) fn release(engine: &mut Engine, order: &ReleaseOrder, no_wait: bool) -> Result<Outcome, EngineError> {
    engine.wait_for_platform(!no_wait);
    decide(engine, |engine| engine.release(order))
}

/// Carries out a decision. Where it goes to the platform, progress is shown.
pub(super) fn decide<T>(
    engine: &mut Engine,
    verb: impl FnOnce(&mut Engine) -> Result<T, EngineError>,
) -> Result<T, EngineError> {
    if engine.settings().platform.is_none() {
        return verb(engine);
    }
    with_progress(|progress| engine.watched(progress, verb))
}

/// The order that the options describe. Where they are for several packs, they may name components of others.
pub(super) fn order(proposal: &Proposal, args: &OrderArgs, of_several: bool) -> Result<ReleaseOrder, Refusal> {
    let mut selection = proposal.selection.clone();
    if of_several {
        choose(&mut selection, &named_in(&proposal.selection, &args.versions))?;
    } else {
        choose(&mut selection, &args.versions)?;
    }
    let when = match &args.on {
        Some(date) => When::On(parse_release_date(date, proposal.today)?),
        None => When::Now,
    };
    let (notes, overriding) = (args.notes.clone(), args.override_freeze.clone());
    Ok(ReleaseOrder { basis: proposal.basis.clone(), selection, when, notes, overriding })
}

/// Prints what is wrong with each component where there are several: the refusal names only the first.
fn print_faults(selection: &Selection) {
    let faults: Vec<Refusal> = selection.rows().iter().filter_map(|row| row.check().err()).collect();
    if faults.len() > 1 {
        render::aside(faults.iter().map(|fault| format!("! {fault}")));
    }
}

/// Those of the options that name components of this pack.
fn named_in(selection: &Selection, args: &VersionArgs) -> VersionArgs {
    let rows = selection.rows();
    let set = args.set.iter().filter(|text| !is_elsewhere(split_set(rows, text))).cloned().collect();
    let keep = args.keep.iter().filter(|text| !is_elsewhere(find_row(rows, text))).cloned().collect();
    VersionArgs { set, keep }
}

/// Whether an option names nothing in this pack. A name that could mean several things here does not belong to another
/// pack.
fn is_elsewhere<T>(found: Result<T, Refusal>) -> bool {
    found.is_err_and(|refusal| !matches!(refusal, Refusal::Ambiguous { .. }))
}

/// Refuses options that choose versions where none can be chosen. It comes first, so that no name in them is looked up.
pub(super) fn check_choice(engine: &Engine, args: &VersionArgs) -> Result<(), EngineError> {
    if !args.set.is_empty() || !args.keep.is_empty() {
        engine.settings().deployment.check_choice()?;
    }
    Ok(())
}

/// Chooses the versions that the options name.
pub(super) fn choose(selection: &mut Selection, args: &VersionArgs) -> Result<(), Refusal> {
    let rows = selection.rows();
    let mut chosen: BTreeMap<ComponentId, (String, Option<Version>)> = BTreeMap::new();
    let mut once = |component: &Component, second: String, version| match chosen
        .insert(component.id.clone(), (second.clone(), version))
    {
        Some((first, _)) => Err(Refusal::ChosenTwice { component: component.name.clone(), first, second }),
        None => Ok(()),
    };
    for text in &args.keep {
        once(&find_row(rows, text)?.component, format!("--keep {text}"), None)?;
    }
    for text in &args.set {
        let (row, version) = split_set(rows, text)?;
        once(&row.component, format!("--set {text}"), Some(version))?;
    }
    for (component, (_, version)) in &chosen {
        match version {
            Some(version) => selection.choose(component, version)?,
            None => selection.keep(component)?,
        }
    }
    Ok(())
}

pub(super) fn planned(proposal: &Proposal, order: &ReleaseOrder, plan: &Outcome) -> Vec<String> {
    let review = Review::of(proposal, &order.selection.contents(), Some(order.when));
    let mut lines = vec![format!("{}: {}", plan.name, review.headline)];
    match order.selection.origin {
        Origin::Latest => {}
        Origin::Scheduled => lines.push("The versions start from what is scheduled already.".into()),
        Origin::Rollback(to) => lines.push(format!("The versions start from what #{to} carried.")),
    }
    lines.extend(changes(&order.selection));
    lines.extend(review.window);
    lines.extend(review.delivery);
    lines.extend(review.warnings.into_iter().map(|warning| format!("! {warning}")));
    lines.extend(plan.overrides.iter().map(|overrides| overrides.warning()));
    lines.extend(plan.waits_for().map(|waits| format!("! {waits}")));
    lines.push(format!("The same: {}", plan.command));
    lines
}

/// What changes against the current release.
pub(super) fn changes(selection: &Selection) -> Vec<String> {
    let changes = selection.changes();
    let rows: Vec<Vec<String>> = changes.iter().filter(|c| c.change != Change::Unchanged).map(row).collect();
    let mut lines = table::lines(
        &[table::name("Component Name"), table::whole("Current"), table::whole("Pending"), table::whole("Change")],
        &rows,
    );
    lines.push(selection.counts().to_string());
    lines
}

/// A component's change as a row: its name, the version before, the one after, and what that is.
pub(super) fn row(change: &ChangeRow) -> Vec<String> {
    let cell = |version: Option<&Version>| version.map_or_else(|| "—".to_owned(), ToString::to_string);
    vec![change.component_name.clone(), cell(change.from.as_ref()), cell(change.to.as_ref()), change.change.to_string()]
}

pub(super) fn happened(engine: &Engine, outcome: &Outcome) -> String {
    match outcome.number {
        Some(_) => format!("{}, {}", outcome.headline(), instant_words(outcome.at, engine.local_zone())),
        None => outcome.headline(),
    }
}

fn print(global: &Global, engine: &Engine, outcome: &Outcome, lines: &[String]) -> Result<(), Failure> {
    let names = |id: &_| engine.component_name(id);
    if render::machine(global.format, &OutcomeOut::of(outcome, &names))? {
        return Ok(());
    }
    render::lines(lines)
}
