//! `ipack schedule change`.

use super::print;
use crate::{
    cli::{
        Failure, Global,
        args::ChangeArgs,
        confirm::confirm_shown,
        end::done,
        open::open,
        order::{changes, check_choice, choose, decide},
    },
    domain::{Selection, Via, date_words},
    engine::{Engine, EngineError, Proposal},
};

pub(super) fn run(global: &Global, args: &ChangeArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let doing = || format!("change the scheduled release of {}", args.pack);
    let (proposal, selection) = wanted(&mut engine, args).map_err(Failure::to(doing()))?;
    let pack = &proposal.view.pack;
    let scheduled = pack.pending().map_err(|refusal| Failure::of(doing(), refusal))?;
    let (date, reason) = (date_words(scheduled.release_on_date), args.override_freeze.as_deref());
    let overrides = engine.judge_change(&pack.id, reason).map_err(Failure::to(doing()))?;
    let mut lines = vec![format!("{}: the release scheduled for {date} will carry", pack.name)];
    lines.extend(changes(&selection));
    lines.extend(overrides.map(|overrides| overrides.warning()));
    confirm_shown(lines, "Change the scheduled release?", args.yes)?;
    let notes = args.notes.as_ref().unwrap_or(&scheduled.notes);
    engine.wait_for_platform(!args.no_wait);
    let changed = decide(&mut engine, |engine| engine.change_scheduled(&proposal.basis, &selection, notes, reason));
    let outcome = changed.map_err(Failure::to(doing()))?;
    let lines = if outcome.is_on_its_way || outcome.request.is_some() {
        outcome.happened(engine.local_zone())
    } else {
        vec![format!("The release of {} scheduled for {date} is changed: {}", pack.name, selection.counts())]
    };
    done(&mut engine, |engine| print(global, engine, &outcome, &lines));
    Ok(())
}

fn wanted(engine: &mut Engine, args: &ChangeArgs) -> Result<(Proposal, Selection), EngineError> {
    let id = engine.find_pack(&args.pack)?;
    check_choice(engine, &args.versions)?;
    let proposal = engine.propose_change(&id)?;
    let mut selection = proposal.selection.clone();
    choose(&mut selection, &args.versions)?;
    selection.check()?;
    Ok((proposal, selection))
}
