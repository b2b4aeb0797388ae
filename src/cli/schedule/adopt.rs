//! `ipack schedule adopt`.

use super::print;
use crate::{
    cli::{Failure, Global, end::done, open::open, order::decide},
    domain::{RequestId, Via},
};

pub(super) fn run(global: &Global, pack: &str, request: &str) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let request = RequestId::from(request.trim());
    let adopted = decide(&mut engine, |engine| {
        let id = engine.find_pack(pack)?;
        engine.adopt_scheduled(&id, &request)
    });
    let outcome = adopted.map_err(Failure::to(format!("adopt {request} for {pack}")))?;
    done(&mut engine, |engine| print(global, engine, &outcome, &outcome.happened(engine.local_zone())));
    Ok(())
}
