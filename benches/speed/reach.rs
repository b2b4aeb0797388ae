//! What a million instances cost: a release, the Accounts page, one account's table, and who has a pack.

use std::time::Duration;

use ipack::{
    domain::{PackId, Version},
    engine::{Engine, ReleaseOrder, When},
    tui::harness::chords,
};

use crate::{
    keys::{Desk, Least},
    made_up::Size,
    samples::{Samples, time},
    table::{Goal, Table},
    workspace::Workspace,
};

const PACKS: usize = 10_000;
const ACCOUNTS: usize = 10_000;
const INSTANCES: usize = 1_000_000;
const RELEASES: usize = 501;
const ROUNDS: usize = 51;
const STARTS: usize = 21;

pub(crate) fn measure(table: &mut Table) {
    let size = Size { packs: PACKS, accounts: ACCOUNTS, instances: INSTANCES, seed: 1 };
    let (many, none) = (Workspace::made_up(size), Workspace::made_up(Size { instances: 0, ..size }));
    release(table, &many, &none);
    one_account(table, &many);
    pages(table, &many);
}

/// The floor is the same release where nothing is installed.
fn release(table: &mut Table, many: &Workspace, none: &Workspace) {
    let (mut many, mut none) = (many.engine(), none.engine());
    let id = many.overview().packs[PACKS / 2].summary.id.clone();
    let (mut round, mut floor_round) = (0, 0);
    let ours = || release_one(&mut many, &id, &mut round);
    let floor = || release_one(&mut none, &id, &mut floor_round);
    let (ours, floor) = Samples::in_turn(RELEASES, ours, floor);
    table.add("durable release, 1,000,000 instances to none", ours, &floor, Goal::Ratio(1.1));
}

/// One component goes back and forth, so that there is always something to release; the time of the release alone.
fn release_one(engine: &mut Engine, id: &PackId, round: &mut usize) -> Duration {
    *round += 1;
    let proposal = engine.propose_release(id).expect("a proposal");
    let mut selection = proposal.selection.clone();
    let component = selection.rows()[0].component.id.clone();
    let version = if round.is_multiple_of(2) { "1.0" } else { "1.1" };
    selection.choose(&component, &Version::from(version)).expect("chosen");
    let order =
        ReleaseOrder { basis: proposal.basis, selection, when: When::Now, notes: String::new(), overriding: None };
    time(|| drop(engine.release(&order).expect("released")))
}

/// Accounts and packs that were not looked at before. The floor is drawing.
fn one_account(table: &mut Table, workspace: &Workspace) {
    let mut engine = workspace.engine();
    let entries = engine.account_entries();
    // Accounts next to each other have the same packs: far apart, each brings packs of its own.
    let mut entries = entries.iter().step_by(ACCOUNTS / ROUNDS);
    let mut least = Least::default();
    let table_of = || {
        let entry = entries.next().expect("an account");
        time(|| drop(engine.account(&entry.id).expect("an account")))
    };
    let (ours, floor) = Samples::in_turn(ROUNDS, table_of, || least.frame());
    table.add("one account's table, 1,000,000", ours, &floor, Goal::P95(Duration::from_millis(5)));
}

/// From the key to the frame with everything that the page or dialog shows, each time in a program that was just
/// started; moving goes on in one program. The floor is drawing.
fn pages(table: &mut Table, workspace: &Workspace) {
    let ways = [
        ("the Accounts page opens", "", "3", Goal::P95(Duration::from_millis(50))),
        ("the Account Groups page opens", "", "4", Goal::P95(Duration::from_millis(50))),
        ("the next account", "3", "<PgDn>", Goal::P95(Duration::from_millis(5))),
        ("who has it, counts", "", "w", Goal::P95(Duration::from_millis(5))),
        ("who has it, list", "w", "<Enter>", Goal::None),
        ("Browse Integration Packs", "3", "b", Goal::None),
    ];
    for (what, before, key, goal) in ways {
        let key = chords(key)[0];
        let mut least = Least::default();
        let press = || {
            let mut desk = Desk::new(workspace.engine());
            for chord in chords(before) {
                desk.press(chord);
            }
            desk.press(key)
        };
        let (ours, floor) = Samples::in_turn(STARTS, press, || least.frame());
        table.add(format!("{what}, 1,000,000"), ours, &floor, goal);
    }
}
