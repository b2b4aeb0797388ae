//! `ipack apply`: a saved plan, exactly as it is or not at all.

use super::{
    Failure, Global,
    args::ApplyArgs,
    batch::{Prepared, carry_out_there, carry_out_together, print_plans},
    confirm::confirm,
    open::open,
};
use crate::{domain::Via, engine::Plan};

pub(super) fn run(global: &Global, args: &ApplyArgs) -> Result<(), Failure> {
    let doing = || format!("apply {}", args.file.display());
    let mut engine = open(global, Via::Cli)?;
    let plan = Plan::read(&args.file).map_err(Failure::to(doing()))?;
    let orders = engine.orders_of(&plan).map_err(Failure::to(doing()))?;
    let mut prepared = Vec::with_capacity(orders.len());
    for (proposal, order) in orders {
        let plan = engine.plan(&order).map_err(Failure::to(doing()))?;
        prepared.push(Prepared { proposal, order, plan });
    }
    if !args.yes {
        print_plans(&prepared);
    }
    confirm(&format!("Apply {}?", args.file.display()), args.yes)?;
    if engine.settings().platform.is_some() {
        return carry_out_there(global, &mut engine, prepared);
    }
    carry_out_together(global, &mut engine, &doing(), &prepared)
}
