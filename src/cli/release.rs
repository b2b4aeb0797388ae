//! `ipack release`.

use super::{
    Failure, Global,
    args::ReleaseArgs,
    batch,
    order::{carry_out, propose},
};

pub(super) fn run(global: &Global, args: &ReleaseArgs) -> Result<(), Failure> {
    if !args.order.now && args.order.on.is_none() {
        return Err(Failure::Usage {
            message: "say when to release: --now or --on DATE".into(),
            hint: Some("at a terminal, `ipack release PACK` alone opens the wizard".into()),
        });
    }
    match &args.packs[..] {
        [pack] if !args.atomic => carry_out(global, &format!("release {pack}"), &args.order, |engine| {
            let id = engine.find_pack(pack)?;
            propose(engine, &id, &args.order.versions)
        }),
        _ => batch::run(global, args),
    }
}
