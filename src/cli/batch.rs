//! Several packs in one go: one plan, one confirmation, one result per pack.

use super::{
    Failure, Global,
    args::{OrderArgs, ReleaseArgs},
    confirm::confirm,
    error::done,
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
pub(super) struct Prepared {
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
    prepared: Result<Prepared, EngineError>,
}

pub(super) fn run(global: &Global, args: &ReleaseArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let names = names(&engine, args)?;
    check_choice(&engine, &args.order.versions).map_err(Failure::to("release several packs"))?;
    let mut entries: Vec<Entry> = Vec::with_capacity(names.len());
    for name in names {
        let entry = prepare(&mut engine, name, &args.order);
        if entry.id.is_none() || !entries.iter().any(|other| other.id == entry.id) {
            entries.push(entry);
        }
    }
    check_versions(&entries, &args.order).map_err(|refusal| Failure::to("release several packs")(refusal.into()))?;
    let worst = print_refusals(&entries);
    let ready = entries.iter().filter(|entry| entry.prepared.is_ok()).count();
    if ready == 0 || (args.atomic && ready < entries.len()) {
        // Standard error has the same for eyes already.
        let results: Vec<BatchOutcomeOut> = entries.iter().map(|entry| result(&engine, entry, None)).collect();
        print(global, &results, Vec::new())?;
        return end(worst);
    }
    if args.atomic {
        engine.check_together(ready).map_err(Failure::to("release several packs"))?;
    }
    if args.order.dry_run {
        let ready = || entries.iter().filter_map(|entry| entry.prepared.as_ref().ok());
        let lines: Vec<String> = ready().flat_map(|p| planned(&p.proposal, &p.order, &p.plan)).collect();
        if let Some(path) = &args.order.plan_out {
            let orders: Vec<ReleaseOrder> = ready().map(|prepared| prepared.order.clone()).collect();
            if plan_out::save(global, &engine.plan_of(&orders), path, &lines)? {
                return end(worst);
            }
        }
        let results: Vec<BatchOutcomeOut> = entries.iter().map(|entry| result(&engine, entry, entry.plan())).collect();
        print(global, &results, lines)?;
        return end(worst);
    }
    if !args.order.yes {
        print_plans(entries.iter().filter_map(|entry| entry.prepared.as_ref().ok()));
    }
    let question = if args.order.now { "Release" } else { "Schedule the release of" };
    confirm(&format!("{question} {}?", count(ready, "integration pack")), args.order.yes)?;
    if args.atomic {
        let prepared: Vec<Prepared> = entries.into_iter().filter_map(|entry| entry.prepared.ok()).collect();
        return carry_out_together(global, &mut engine, "release several packs", &prepared);
    }
    one_by_one(global, &mut engine, entries, args.order.no_wait, worst)
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
        return Err(Failure::to("release every pack")(Refusal::NothingAnywhere.into()));
    }
    Ok(names)
}

fn prepare(engine: &mut Engine, name: String, args: &OrderArgs) -> Entry {
    let id = match engine.find_pack(&name) {
        Ok(id) => id,
        Err(error) => return Entry { name, id: None, rows: Vec::new(), prepared: Err(error) },
    };
    let name = engine.pack_name(&id);
    match propose(engine, &id, &args.versions) {
        Ok(proposal) => {
            let rows = proposal.selection.rows().to_vec();
            Entry { name, id: Some(id), rows, prepared: prepared(engine, proposal, args) }
        }
        Err(error) => Entry { name, id: Some(id), rows: Vec::new(), prepared: Err(error) },
    }
}

fn prepared(engine: &mut Engine, proposal: Proposal, args: &OrderArgs) -> Result<Prepared, EngineError> {
    let order = order(&proposal, args, true)?;
    let plan = engine.plan(&order)?;
    Ok(Prepared { proposal, order, plan })
}

/// Refuses a `--set` or `--keep` that names a component of none of the packs, and two that contradict each other.
fn check_versions(entries: &[Entry], args: &OrderArgs) -> Result<(), Refusal> {
    for entry in entries {
        if let Err(EngineError::Refused(twice @ Refusal::ChosenTwice { .. })) = &entry.prepared {
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
    fn plan(&self) -> Option<&Outcome> {
        self.prepared.as_ref().ok().map(|prepared| &prepared.plan)
    }

    fn doing(&self) -> String {
        format!("release {}", self.name)
    }
}

/// Says on standard error why packs are refused; the worst status.
fn print_refusals(entries: &[Entry]) -> u8 {
    let refused = entries.iter().filter_map(|entry| Some((entry, entry.prepared.as_ref().err()?)));
    refused.map(|(entry, error)| print_refusal(&entry.doing(), error)).max().unwrap_or(0)
}

fn print_refusal(doing: &str, error: &EngineError) -> u8 {
    let hint = hint(error).map(|hint| format!("hint: {hint}"));
    render::aside([format!("ipack: failed to {doing}: {error}")].into_iter().chain(hint));
    error.status()
}

/// Says on standard error what would happen.
pub(super) fn print_plans<'p>(prepared: impl IntoIterator<Item = &'p Prepared>) {
    for one in prepared {
        render::aside(planned(&one.proposal, &one.order, &one.plan));
    }
}

/// Carries out all of them in one write, or none.
pub(super) fn carry_out_together(
    global: &Global,
    engine: &mut Engine,
    doing: &str,
    prepared: &[Prepared],
) -> Result<(), Failure> {
    let orders: Vec<ReleaseOrder> = prepared.iter().map(|one| one.order.clone()).collect();
    let outcomes = engine.release_together(&orders).map_err(Failure::to(doing))?;
    let names = |id: &_| engine.component_name(id);
    let results: Vec<BatchOutcomeOut> =
        outcomes.iter().map(|outcome| BatchOutcomeOut::done(OutcomeOut::of(outcome, &names))).collect();
    let lines = outcomes.iter().map(|outcome| happened(engine, outcome)).collect();
    done(engine, |_| print(global, &results, lines));
    Ok(())
}

/// Carries out what was planned, in a connected workspace: one after the other, as the platform does.
pub(super) fn carry_out_there(global: &Global, engine: &mut Engine, prepared: Vec<Prepared>) -> Result<(), Failure> {
    let entry = |prepared: Prepared| Entry {
        name: prepared.plan.name.clone(),
        id: Some(prepared.plan.id.clone()),
        rows: Vec::new(),
        prepared: Ok(prepared),
    };
    one_by_one(global, engine, prepared.into_iter().map(entry).collect(), false, 0)
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
        let done = match &entry.prepared {
            Ok(prepared) => match release(engine, &prepared.order, no_wait) {
                Ok(outcome) => Some(outcome),
                Err(error) => {
                    worst = worst.max(print_refusal(&entry.doing(), &error));
                    entry.prepared = Err(error);
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
    match (outcome, &entry.prepared) {
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
