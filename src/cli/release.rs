//! `ipack release`.

use super::{Failure, Global, args::ReleaseArgs, confirm::confirm, open::open, output::OutcomeOut, render};
use crate::{
    domain::{Change, ChangeRow, Origin, Refusal, Selection, Version, Via, instant_words, parse_release_date},
    engine::{Engine, EngineError, Outcome, Proposal, ReleaseOrder, Review, When, find_row, split_set},
};

pub(super) fn run(global: &Global, args: &ReleaseArgs) -> Result<(), Failure> {
    if !args.now && args.on.is_none() {
        return Err(Failure::Usage {
            message: "say when to release: --now or --on DATE".into(),
            hint: Some("at a terminal, `ipack release PACK` alone opens the wizard".into()),
        });
    }
    let mut engine = open(global, Via::Cli)?;
    let doing = || format!("release {}", args.pack);
    let (proposal, order) = order(&mut engine, args).map_err(Failure::to(doing()))?;
    let plan = engine.plan(&order).map_err(Failure::to(doing()))?;
    if args.dry_run {
        return print(global, &engine, &plan, &planned(&proposal, &order, &plan));
    }
    if !args.yes {
        render::aside(planned(&proposal, &order, &plan))?;
    }
    confirm(question(order.when), args.yes)?;
    let outcome = engine.release(&order).map_err(Failure::to(doing()))?;
    let mut lines = vec![happened(&engine, &outcome)];
    lines.extend(outcome.window.iter().flat_map(|w| w.zone_lines(engine.local_zone())).map(|line| format!("  {line}")));
    print(global, &engine, &outcome, &lines)?;
    engine.tidy().map_err(Failure::to("write a snapshot"))
}

fn order(engine: &mut Engine, args: &ReleaseArgs) -> Result<(Proposal, ReleaseOrder), EngineError> {
    let id = engine.find_pack(&args.pack)?;
    let proposal = engine.propose_release(&id)?;
    let mut selection = proposal.selection.clone();
    choose(&mut selection, args)?;
    let when = match &args.on {
        Some(date) => When::On(parse_release_date(date, proposal.today)?),
        None => When::Now,
    };
    let order = ReleaseOrder { basis: proposal.basis.clone(), selection, when, notes: args.notes.clone() };
    Ok((proposal, order))
}

fn choose(selection: &mut Selection, args: &ReleaseArgs) -> Result<(), Refusal> {
    for text in &args.keep {
        let component = find_row(selection.rows(), text)?.component.id.clone();
        selection.keep(&component)?;
    }
    for text in &args.set {
        let (row, version) = split_set(selection.rows(), text)?;
        let component = row.component.id.clone();
        selection.choose(&component, &Version::from(version.trim()))?;
    }
    Ok(())
}

fn question(when: When) -> &'static str {
    match when {
        When::Now => "Release Integration Pack?",
        When::On(_) => "Schedule Integration Pack Release?",
    }
}

fn planned(proposal: &Proposal, order: &ReleaseOrder, plan: &Outcome) -> Vec<String> {
    let review = Review::of(proposal, &order.selection.contents(), Some(order.when));
    let mut lines = vec![format!("{}: {}", plan.name, review.headline)];
    if order.selection.origin == Origin::Scheduled {
        lines.push("The versions start from what is scheduled already.".into());
    }
    let rows: Vec<Vec<String>> = plan.changes.iter().filter(|c| c.change != Change::Unchanged).map(row).collect();
    lines.extend(render::table(&["Component Name", "Current", "Pending", "Change"], &rows));
    lines.push(order.selection.counts().to_string());
    lines.extend(review.window);
    lines.extend(review.delivery);
    lines.extend(review.warnings.into_iter().map(|warning| format!("! {warning}")));
    lines.push(format!("The same: {}", plan.command));
    lines
}

fn row(change: &ChangeRow) -> Vec<String> {
    let cell = |version: Option<&Version>| version.map_or_else(|| "—".to_owned(), ToString::to_string);
    vec![change.component_name.clone(), cell(change.from.as_ref()), cell(change.to.as_ref()), change.change.to_string()]
}

fn happened(engine: &Engine, outcome: &Outcome) -> String {
    match outcome.number {
        Some(number) => {
            format!("{} #{number} is released, {}", outcome.name, instant_words(outcome.at, engine.local_zone()))
        }
        None => format!("{} is scheduled", outcome.name),
    }
}

fn print(global: &Global, engine: &Engine, outcome: &Outcome, lines: &[String]) -> Result<(), Failure> {
    let names = |id: &_| engine.component_name(id);
    if render::machine(global.format, &OutcomeOut::of(outcome, &names))? {
        return Ok(());
    }
    render::lines(lines)
}
