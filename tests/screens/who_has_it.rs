//! Who has a pack: the counts, and the instances behind them.

use crate::{
    support::{
        Workspace,
        screens::{leads_to, pass, says, schedule},
    },
    whole_screens,
};

/// The sample, with the scheduled release of Procure to Pay cancelled: who applied it early is ahead.
fn cancelled() -> Workspace {
    let workspace = Workspace::sample();
    let (mut engine, id) = (workspace.engine(), workspace.pack("Procure to Pay"));
    let basis = engine.pack(&id).expect("a pack").pack.basis();
    engine.cancel_scheduled(&id, &basis, "a defect", false, None).expect("cancelled");
    workspace
}

#[test]
fn the_counts() {
    whole_screens!(Workspace::sample, "/order<Enter>w");
}

#[test]
fn some_applied_early() {
    leads_to(
        Workspace::sample,
        "/procure<Enter>w<Down><Down><Down>",
        &["At the current release #5 22", "Waiting for Wed 25 Nov 2026 22", "▌Applied early 3"],
    );
}

#[test]
fn some_are_ahead() {
    leads_to(cancelled, "/procure<Enter>w", &["At the current release #5 22", "Ahead of the current release 3"]);
}

#[test]
fn nobody_has_it() {
    leads_to(
        Workspace::sample,
        "/field<Enter>w",
        &["Not installed in any account", "Shared with 1 account group; never released, so nobody"],
    );
}

#[test]
fn every_instance() {
    whole_screens!(Workspace::sample, "/procure<Enter>w<Enter><Down>");
}

#[test]
fn those_that_applied_early() {
    leads_to(
        Workspace::sample,
        "/procure<Enter>w<End><Enter>",
        &["3 applied early, sorted by account", "▌Café Montaña Alta", "Coopérative Laitière"],
    );
}

#[test]
fn those_that_are_ahead() {
    leads_to(cancelled, "/procure<Enter>w<End><Enter>", &["3 ahead, sorted by account", "▌Café Montaña Alta"]);
}

#[test]
fn filtered_instances() {
    leads_to(Workspace::sample, "/procure<Enter>w<Enter>/live", &["/ live 3 of 25"]);
}

#[test]
fn instances_without_a_match() {
    leads_to(Workspace::sample, "/procure<Enter>w<Enter>/zzz", &["/ zzz 0 of 25", "No match"]);
}

#[test]
fn sorted_by_state() {
    leads_to(
        cancelled,
        "/procure<Enter>w<Enter>sss",
        &["25, sorted by state", "State △", "▌Abernethy Wool Mills… Procure to Pay 5 up to date"],
    );
}

#[test]
fn a_multi_pack() {
    leads_to(
        Workspace::sample,
        "/retail<Enter>w<Enter>",
        &[
            "80, sorted by account",
            "▌Birchmont Dental Sup… Retail Sync – S… 3 up to date",
            "Birchmont Dental Sup… Retail Sync – O… 3",
        ],
    );
}

#[test]
fn one_step_back_at_a_time() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("/procure<Enter>w<Down><Enter>/live<Enter>");
    says(&screens, "of 22 waiting");
    screens.press("<Esc>");
    says(&screens, "22 waiting, sorted by account");
    screens.press("<Esc>");
    says(&screens, "Installed in 25 accounts");
    says(&screens, "\u{258c}At the current release #5");
    screens.press("<Esc>");
    assert!(!screens.screen().contains("Who has it"), "{}", screens.screen());
}

#[test]
fn the_counts_follow_what_others_do() {
    let workspace = Workspace::small();
    schedule(&workspace, "Order to Cash", "2026-11-25", "");
    let mut screens = workspace.screens(80, 24);
    screens.press("/order<Enter>w<End>");
    let (mut engine, id) = (workspace.engine(), workspace.pack("Order to Cash"));
    let aalto = engine.find_account("Aalto").expect("an account");
    engine.apply_pending(&aalto, std::slice::from_ref(&id)).expect("applied");
    pass(&workspace, &mut screens, "2026-11-21T18:00:01Z");
    let row = screens.screen().lines().find(|line| line.contains("\u{258c}Applied early")).map(str::to_owned);
    assert!(row.is_some_and(|row| row.contains(" 1 ")), "{}", screens.screen());
    let basis = engine.pack(&id).expect("a pack").pack.basis();
    engine.cancel_scheduled(&id, &basis, "a defect", false, None).expect("cancelled");
    pass(&workspace, &mut screens, "2026-11-21T18:00:02Z");
    says(&screens, "\u{258c}Ahead of the current release");
    screens.press("<Esc>");
    assert!(!screens.screen().contains("Who has it"), "{}", screens.screen());
}

#[test]
fn nothing_is_listed_where_nothing_is_counted() {
    let workspace = Workspace::small();
    schedule(&workspace, "Order to Cash", "2026-11-25", "");
    let mut screens = workspace.screens(80, 24);
    screens.press("/order<Enter>w<End>");
    says(&screens, "\u{258c}Applied early");
    screens.press("<Enter>");
    says(&screens, "there is none to list");
    screens.press("<Up><Enter>");
    says(&screens, "2 waiting, sorted by account");
}

#[test]
fn the_counts_follow_who_applies_and_what_is_released() {
    let workspace = Workspace::small();
    schedule(&workspace, "Order to Cash", "2026-11-25", "");
    let (mut engine, id) = (workspace.engine(), workspace.pack("Order to Cash"));
    let aalto = engine.find_account("Aalto").expect("an account");
    engine.apply_pending(&aalto, std::slice::from_ref(&id)).expect("applied");
    let counted = engine.installations(&id).expect("counts");
    let holders = counted.holders;
    assert_eq!((holders.instances, holders.at_current, holders.waiting, holders.applied_early), (2, 1, 1, 1));
    assert_eq!((counted.groups, counted.could_install), (1, 0), "both accounts of the group have it");
    let basis = engine.pack(&id).expect("a pack").pack.basis();
    engine.cancel_scheduled(&id, &basis, "", false, None).expect("cancelled");
    let holders = engine.installations(&id).expect("counts").holders;
    assert_eq!((holders.at_current, holders.waiting, holders.applied_early, holders.ahead), (1, 0, 0, 1));
}
