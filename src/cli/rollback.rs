//! `ipack rollback`: a release that is started from an earlier one.

use super::{Failure, Global, args::RollbackArgs, order::carry_out};

pub(super) fn run(global: &Global, args: &RollbackArgs) -> Result<(), Failure> {
    if !args.order.now && args.order.on.is_none() {
        return Err(Failure::Usage {
            message: "say when to roll back: --now or --on DATE".into(),
            hint: Some("at a terminal, `ipack rollback PACK` alone opens the wizard".into()),
        });
    }
    carry_out(global, &format!("roll back {}", args.pack), &args.order, |engine| {
        let id = engine.find_pack(&args.pack)?;
        engine.propose_rollback(&id, args.to)
    })
}
