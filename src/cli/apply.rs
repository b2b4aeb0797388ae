//! `ipack apply`: a saved plan, exactly as it is or not at all.

use super::{
    Failure, Global,
    args::ApplyArgs,
    batch::{PlannedOrder, carry_out_one_by_one, carry_out_together, print_plans},
    confirm::confirm,
    open::open,
};
use crate::{domain::Via, engine::Plan};

pub(super) fn run(global: &Global, args: &ApplyArgs) -> Result<(), Failure> {
    let doing = || format!("apply {}", args.file.display());
    let mut engine = open(global, Via::Cli)?;
    let plan = Plan::read(&args.file).map_err(Failure::to(doing()))?;
    let orders = engine.orders_of(&plan).map_err(Failure::to(doing()))?;
    let mut planned = Vec::with_capacity(orders.len());
    for (proposal, order) in orders {
        let plan = engine.plan(&order).map_err(Failure::to(doing()))?;
        planned.push(PlannedOrder { proposal, order, plan });
    }
    if !args.yes {
        print_plans(&planned);
    }
    confirm(&format!("Apply {}?", args.file.display()), args.yes)?;
    if engine.settings().platform.is_some() {
        return carry_out_one_by_one(global, &mut engine, planned);
    }
    carry_out_together(global, &mut engine, &doing(), &planned)
}
