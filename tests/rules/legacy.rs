//! Legacy deployment: what it refuses, and what a release takes there.

use ipack::{
    domain::{Deployment, Version},
    engine::{Engine, PackageOrder, When},
};

use crate::{
    publisher::{components, order, refused, release, shareable},
    support::Workspace,
};

fn legacy() -> Workspace {
    let workspace = Workspace::small();
    workspace.engine().change_settings(|s| s.deployment = Deployment::Legacy).expect("changed");
    workspace
}

const CHOSEN: &str = "in Legacy deployment versions are plain counters and can't be chosen";

#[test]
fn the_deployment_is_fixed_while_something_is_scheduled() {
    let workspace = Workspace::small();
    let engine = &mut workspace.engine();
    release(engine, &workspace.pack("Returns"), When::On("2026-12-01".parse().expect("a date")));
    let fixed = "the deployment can't be changed while something is scheduled: Returns";
    refused(engine.change_settings(|s| s.deployment = Deployment::Legacy), 3, fixed);
    engine.change_settings(|s| s.name = "Other".into()).expect("the rest can");
}

#[test]
fn versions_are_counters() {
    let workspace = legacy();
    let engine = &mut workspace.engine();
    let [invoice] = components(engine, &["Create Invoice"]).try_into().expect("one");
    let labelled = PackageOrder { version: Some("2.0".into()), ..shareable() };
    refused(engine.package_component(&invoice, &labelled), 3, CHOSEN);
    let published = |engine: &mut Engine| engine.package_component(&invoice, &PackageOrder::default()).expect("it");
    assert_eq!((published(engine).as_str(), published(engine).as_str()), ("1", "2"));
    let latest = engine.component(&invoice).expect("it").component.latest().map(|v| v.version.clone());
    assert_eq!(latest, Some(Version::new("2")), "what is published can be released");
}

#[test]
fn a_release_takes_what_is_available() {
    let workspace = legacy();
    let engine = &mut workspace.engine();
    let pack = workspace.pack("Order to Cash");
    let [invoice] = components(engine, &["Create Invoice"]).try_into().expect("one");
    let proposal = engine.propose_release(&pack).expect("a proposal");
    let mut chosen = order(&proposal, When::Now);
    let choice = chosen.selection.choose(&invoice, &Version::new("1.0")).expect_err("fixed");
    assert_eq!(choice.to_string(), CHOSEN);
    assert_eq!(chosen.command(), "ipack release \"Order to Cash\" --now --yes", "nothing to pin");
    engine.change_settings(|s| s.deployment = Deployment::Standard).expect("changed");
    let proposal = engine.propose_release(&pack).expect("a proposal");
    chosen = order(&proposal, When::Now);
    chosen.selection.choose(&invoice, &Version::new("1.0")).expect("a choice");
    engine.change_settings(|s| s.deployment = Deployment::Legacy).expect("changed meanwhile");
    refused(engine.plan(&chosen), 3, CHOSEN);
    refused(engine.release(&chosen), 3, CHOSEN);
    release(engine, &pack, When::Now);
    let back = engine.propose_rollback(&pack, Some(2)).expect("a proposal");
    engine.release(&order(&back, When::Now)).expect("rolled back");
    assert_eq!(engine.pack(&pack).expect("it").pack.current_contents().get(&invoice), Some(&Version::new("1.1")));
    // A hold is a warning here: the version that was rolled back is available all the same.
    release(engine, &pack, When::Now);
    assert_eq!(engine.pack(&pack).expect("it").pack.current_contents().get(&invoice), Some(&Version::new("1.2")));
}
