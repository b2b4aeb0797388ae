//! `ipack schedule window`.

use crate::{
    cli::{Failure, Global, open::open, output::WindowOut, render},
    domain::{Tz, Via, Window, parse_release_date, today_in},
    engine::{LocalZone, local_zone, system_clock},
};

pub(super) fn run(global: &Global, on: &str, zone: Option<Tz>) -> Result<(), Failure> {
    let doing = || format!("tell the window of {on}");
    let (zone, local) = if let Some(zone) = zone {
        let LocalZone { zone: local, doubt } = local_zone();
        render::aside(doubt.map(|doubt| format!("ipack: {doubt}")));
        (zone, local)
    } else {
        let engine = open(global, Via::Cli)?;
        (engine.scheduler_zone(), engine.local_zone())
    };
    let window = parse_release_date(on, today_in(zone, system_clock().now()))
        .and_then(|date| Window::of(date, zone))
        .map_err(|refusal| Failure::of(doing(), refusal))?;
    if render::machine(global.format, &WindowOut::of(&window))? {
        return Ok(());
    }
    render::lines(window.zone_lines(local))
}
