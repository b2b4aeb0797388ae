//! Several packs in one go: one plan, one confirmation, one result per pack.

use super::{
    Failure, Global,
    args::{OrderArgs, ReleaseArgs},
    confirm::confirm,
    end::done,
    failure::hint,
    open::open,
    order::{check_choice, happened, order, planned, propose, release},
    output::{BatchOutcomeOut, OutcomeOut},
    plan_out, render,
};
use crate::{
    domain::{PackId, Refusal, SelectionRow, Via, count},
    engine::{Engine, EngineError, Outcome, Proposal, ReleaseOrder, find_row, split_set},
};

/// An order that the rules allow, with what it was decided on and what it would do.
pub(super) struct PlannedOrder {
    pub(super) proposal: Proposal,
    pub(super) order: ReleaseOrder,
    pub(super) plan: Outcome,
}

/// A pack of a batch: what is to be done with it, or why nothing is.
struct Entry {
    name: String,
    id: Option<PackId>,
    /// What can be chosen from, whether the pack is refused or not.
    rows: Vec<SelectionRow>,
    planned: Result<PlannedOrder, EngineError>,
}

const DOING: &str = "release several packs";

pub(super) fn run(global: &Global, args: &ReleaseArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let entries = entries(&mut engine, args)?;
    let worst = print_refusals(&entries);
    let ready: Vec<&PlannedOrder> = entries.iter().filter_map(|entry| entry.planned.as_ref().ok()).collect();
    if ready.is_empty() || (args.atomic && ready.len() < entries.len()) {
        // People have read why on standard error.
        let results: Vec<BatchOutcomeOut> = entries.iter().map(|entry| result(&engine, entry, None)).collect();
        print(global, &results, Vec::new())?;
        return end(worst);
    }
    if args.atomic {
        engine.check_together(ready.len()).map_err(Failure::to(DOING))?;
    }
    if args.order.dry_run {
        print_or_save_plans(global, &engine, args, &entries, &ready)?;
        return end(worst);
    }
    if !args.order.yes {
        print_plans(ready.iter().copied());
    }
    let question = match args.order.now {
        _ if ready.iter().any(|one| one.plan.approvals > 0) => "Request approval of",
        true => "Release",
        false => "Schedule the release of",
    };
    confirm(&format!("{question} {}?", count(ready.len(), "integration pack")), args.order.yes)?;
    if args.atomic {
        let planned: Vec<PlannedOrder> = entries.into_iter().filter_map(|entry| entry.planned.ok()).collect();
        return carry_out_together(global, &mut engine, DOING, &planned);
    }
    one_by_one(global, &mut engine, entries, args.order.no_wait, worst)
}

/// Each of the packs once, with its plan.
fn entries(engine: &mut Engine, args: &ReleaseArgs) -> Result<Vec<Entry>, Failure> {
    let names = names(engine, args)?;
    check_choice(engine, &args.order.versions).map_err(Failure::to(DOING))?;
    let mut entries: Vec<Entry> = Vec::with_capacity(names.len());
    for name in names {
        let entry = Entry::of(engine, name, &args.order);
        if entry.id.is_none() || !entries.iter().any(|other| other.id == entry.id) {
            entries.push(entry);
        }
    }
    check_versions(&entries, &args.order).map_err(|refusal| Failure::of(DOING, refusal))?;
    Ok(entries)
}

/// Prints what would be done, or saves it as a plan.
fn print_or_save_plans(
    global: &Global,
    engine: &Engine,
    args: &ReleaseArgs,
    entries: &[Entry],
    ready: &[&PlannedOrder],
) -> Result<(), Failure> {
    let lines: Vec<String> = ready.iter().flat_map(|one| planned(&one.proposal, &one.order, &one.plan)).collect();
    if let Some(path) = &args.order.plan_out {
        let orders: Vec<ReleaseOrder> = ready.iter().map(|one| one.order.clone()).collect();
        if plan_out::save(global, &engine.plan_of(&orders), path, &lines)? {
            return Ok(());
        }
    }
    let results: Vec<BatchOutcomeOut> = entries.iter().map(|entry| result(engine, entry, entry.plan())).collect();
    print(global, &results, lines)
}

/// The packs that are named, or all that have something to release.
fn names(engine: &Engine, args: &ReleaseArgs) -> Result<Vec<String>, Failure> {
    if !args.all {
        return Ok(args.packs.clone());
    }
    let packs = engine.overview().packs;
    let names: Vec<String> =
        packs.iter().filter(|entry| entry.summary.releasable).map(|entry| entry.summary.id.to_string()).collect();
    if names.is_empty() {
        return Err(Failure::of("release every pack", Refusal::NothingAnywhere));
    }
    Ok(names)
}

fn plan(engine: &mut Engine, proposal: Proposal, args: &OrderArgs) -> Result<PlannedOrder, EngineError> {
    let order = order(&proposal, args, true)?;
    let plan = engine.plan(&order)?;
    Ok(PlannedOrder { proposal, order, plan })
}

/// Refuses a `--set` or `--keep` that names a component of none of the packs, and two that contradict each other.
fn check_versions(entries: &[Entry], args: &OrderArgs) -> Result<(), Refusal> {
    for entry in entries {
        if let Err(EngineError::Refused(twice @ Refusal::ChosenTwice { .. })) = &entry.planned {
            return Err(twice.clone());
        }
    }
    let texts = args.versions.set.iter().map(|text| (text, true));
    for (text, sets) in texts.chain(args.versions.keep.iter().map(|text| (text, false))) {
        let find = |entry: &Entry| {
            if sets { split_set(&entry.rows, text).map(drop) } else { find_row(&entry.rows, text).map(drop) }
        };
        let mut found = entries.iter().map(find);
        if let Some(Err(refusal)) = found.next()
            && !found.any(|found| found.is_ok())
        {
            return Err(refusal);
        }
    }
    Ok(())
}

impl Entry {
    fn of(engine: &mut Engine, name: String, args: &OrderArgs) -> Self {
        let id = match engine.find_pack(&name) {
            Ok(id) => id,
            Err(error) => return Self { name, id: None, rows: Vec::new(), planned: Err(error) },
        };
        let name = engine.pack_name(&id);
        match propose(engine, &id, &args.versions) {
            Ok(proposal) => {
                let rows = proposal.selection.rows().to_vec();
                Self { name, id: Some(id), rows, planned: plan(engine, proposal, args) }
            }
            Err(error) => Self { name, id: Some(id), rows: Vec::new(), planned: Err(error) },
        }
    }

    fn plan(&self) -> Option<&Outcome> {
        self.planned.as_ref().ok().map(|planned| &planned.plan)
    }

    fn doing(&self) -> String {
        format!("release {}", self.name)
    }
}

/// Prints on standard error why packs are refused, and returns the worst exit status; 0 where none is refused.
fn print_refusals(entries: &[Entry]) -> u8 {
    let refused = entries.iter().filter_map(|entry| Some((entry, entry.planned.as_ref().err()?)));
    refused.map(|(entry, error)| print_refusal(&entry.doing(), error)).max().unwrap_or(0)
}

fn print_refusal(doing: &str, error: &EngineError) -> u8 {
    let hint = hint(error).map(|hint| format!("hint: {hint}"));
    render::aside([format!("ipack: failed to {doing}: {error}")].into_iter().chain(hint));
    error.status()
}

/// Says on standard error what would happen.
pub(super) fn print_plans<'p>(planned_orders: impl IntoIterator<Item = &'p PlannedOrder>) {
    for one in planned_orders {
        render::aside(planned(&one.proposal, &one.order, &one.plan));
    }
}

/// Carries out all of them in one write, or none.
pub(super) fn carry_out_together(
    global: &Global,
    engine: &mut Engine,
    doing: &str,
    planned: &[PlannedOrder],
) -> Result<(), Failure> {
    let orders: Vec<ReleaseOrder> = planned.iter().map(|one| one.order.clone()).collect();
    let outcomes = engine.release_together(&orders).map_err(Failure::to(doing))?;
    let names = |id: &_| engine.component_name(id);
    let results: Vec<BatchOutcomeOut> =
        outcomes.iter().map(|outcome| BatchOutcomeOut::done(OutcomeOut::of(outcome, &names))).collect();
    let lines = outcomes.iter().map(|outcome| happened(engine, outcome)).collect();
    done(engine, |_| print(global, &results, lines));
    Ok(())
}

/// Carries out what was planned, in a connected workspace: one after the other, as the platform does.
pub(super) fn carry_out_one_by_one(
    global: &Global,
    engine: &mut Engine,
    planned: Vec<PlannedOrder>,
) -> Result<(), Failure> {
    let entry = |planned: PlannedOrder| Entry {
        name: planned.plan.name.clone(),
        id: Some(planned.plan.id.clone()),
        rows: Vec::new(),
        planned: Ok(planned),
    };
    one_by_one(global, engine, planned.into_iter().map(entry).collect(), false, 0)
}

/// Carries out one order after the other. A refusal does not stop the rest.
fn one_by_one(
    global: &Global,
    engine: &mut Engine,
    entries: Vec<Entry>,
    no_wait: bool,
    mut worst: u8,
) -> Result<(), Failure> {
    let (mut results, mut lines) = (Vec::new(), Vec::new());
    for mut entry in entries {
        let done = match &entry.planned {
            Ok(planned) => match release(engine, &planned.order, no_wait) {
                Ok(outcome) => Some(outcome),
                Err(error) => {
                    worst = worst.max(print_refusal(&entry.doing(), &error));
                    entry.planned = Err(error);
                    None
                }
            },
            Err(_) => None,
        };
        lines.extend(done.as_ref().map(|outcome| happened(engine, outcome)));
        results.push(result(engine, &entry, done.as_ref()));
    }
    if results.iter().any(BatchOutcomeOut::is_done) {
        done(engine, |_| print(global, &results, lines));
    } else {
        print(global, &results, lines)?;
    }
    end(worst)
}

fn result(engine: &Engine, entry: &Entry, outcome: Option<&Outcome>) -> BatchOutcomeOut {
    let names = |id: &_| engine.component_name(id);
    match (outcome, &entry.planned) {
        (Some(outcome), _) => BatchOutcomeOut::done(OutcomeOut::of(outcome, &names)),
        (None, Err(error)) => BatchOutcomeOut::refused(entry.id.as_ref(), error.to_string(), error.status()),
        (None, Ok(_)) => BatchOutcomeOut::refused(entry.id.as_ref(), "not done, as another was refused".into(), 3),
    }
}

fn print(global: &Global, results: &[BatchOutcomeOut], lines: Vec<String>) -> Result<(), Failure> {
    if render::machine(global.format, results)? { Ok(()) } else { render::lines(lines) }
}

fn end(worst: u8) -> Result<(), Failure> {
    if worst == 0 { Ok(()) } else { Err(Failure::Reported(worst)) }
}
