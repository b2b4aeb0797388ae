//! What a long history since the snapshot costs: a program that starts, looks at a component and packages a version.
//! The floor is the same with a quarter of the history, so 4 is what a cost that grows with it comes to.

use std::time::Duration;

use ipack::{
    domain::ComponentId,
    engine::{Engine, PackageOrder, ReleaseOrder, When},
};

use crate::{
    samples::{Samples, time},
    table::{Goal, Table},
    workspace::Workspace,
};

const LONG: usize = 1_000;
const ROUNDS: usize = 51;

pub(crate) fn measure(table: &mut Table) {
    let (long, short) = (Desk::with(LONG), Desk::with(LONG / 4));
    let (ours, floor) = Samples::in_turn(ROUNDS, || long.package(), || short.package());
    table.add("start and package, 1,000 versions and releases to 250", ours, &floor, Goal::Ratio(5.0));
    let (ours, floor) = Samples::in_turn(ROUNDS, || long.show(), || short.show());
    table.add("start and look at a component, the same", ours, &floor, Goal::Ratio(5.0));
}

/// A workspace with so many versions of one component, each released, since its snapshot.
struct Desk {
    workspace: Workspace,
    component: ComponentId,
}

impl Desk {
    fn with(versions: usize) -> Self {
        let workspace = Workspace::of(10);
        let mut engine = workspace.engine();
        let pack = engine.overview().packs[0].summary.id.clone();
        let proposal = engine.propose_release(&pack).expect("a proposal");
        let component = proposal.selection.rows()[0].component.id.clone();
        for _ in 0..versions {
            engine.package_component(&component, &order(&component)).expect("packaged");
            let proposal = engine.propose_release(&pack).expect("a proposal");
            let (basis, selection) = (proposal.basis, proposal.selection);
            let order = ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None };
            engine.release(&order).expect("released");
        }
        Self { workspace, component }
    }

    fn package(&self) -> Duration {
        let packaged = |engine: &mut Engine| engine.package_component(&self.component, &order(&self.component));
        time(|| drop(packaged(&mut self.workspace.engine()).expect("packaged")))
    }

    fn show(&self) -> Duration {
        time(|| drop(self.workspace.engine().component(&self.component).expect("shown")))
    }
}

fn order(include: &ComponentId) -> PackageOrder {
    PackageOrder { shareable: true, include: vec![include.clone()], ..PackageOrder::default() }
}
