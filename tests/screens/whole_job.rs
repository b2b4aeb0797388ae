//! The program's main job from one end to the other, by keyboard alone, with a look at what the engine says after it.

use ipack::{
    domain::PackId,
    engine::{PackView, Source},
};

use crate::support::{
    SMALL, Workspace,
    screens::{SIZES, leads_to, says},
};

/// Filter Order to Cash; roll Create Invoice back, keep Ledger Posting; release now; finish; look at the table.
const RELEASE: &str = "/order<Enter>r<Left><Left><Down><Down><Down><Down><Down><Down>=n<Enter><Enter><Enter><Enter>";

/// Filter Returns API; schedule it for the day that the calendar shows after three times `PgDn`; finish.
const SCHEDULE: &str = "<Esc>/returns<Enter>rn<Down><Enter><Down><PgDn><PgDn><PgDn><Enter><Enter><Enter><Enter><Enter>";

fn current(view: &PackView, component: &str) -> Option<String> {
    let row = view.rows.iter().find(|row| row.component_name == component)?;
    row.current.as_ref().map(ToString::to_string)
}

#[test]
fn released_with_one_rolled_back_and_one_kept() {
    leads_to(
        Workspace::sample,
        RELEASE,
        &[
            "Current release #8, 21 Nov 2026 · in 42 accounts",
            "▌Create Invoice 1.3 ▲ 1.5 1.5",
            "Ledger Posting 2.2 ▲ 2.3 2.3",
        ],
    );
}

#[test]
fn scheduled_three_months_ahead() {
    leads_to(
        Workspace::sample,
        &format!("{RELEASE}{SCHEDULE}"),
        &["▌Returns API ● ◷", "◷ Scheduled for Mon 22 Feb 2027 · in 92 d 11 h"],
    );
}

#[test]
fn both_are_still_there_after_a_new_start() {
    let workspace = Workspace::sample();
    workspace.screens(80, 24).press(&format!("{RELEASE}{SCHEDULE}q"));
    let mut screens = workspace.screens(80, 24);
    says(&screens, "Schedule ◷2");
    screens.press("/returns<Enter>");
    says(&screens, "▌Returns API ● ◷");
    screens.press("<Esc>/order<Enter>");
    says(&screens, "Current #8, 21 Nov 2026");
}

#[test]
fn the_engine_agrees_with_what_the_screens_did() {
    for (width, height) in SIZES {
        let workspace = Workspace::sample();
        workspace.screens(width, height).press(&format!("{RELEASE}{SCHEDULE}"));
        let mut engine = workspace.engine();
        let order = engine.pack(&PackId::from("19440978-ba6f-4246-8181-8bfc3ddbdcd8")).expect("a pack");
        assert_eq!(order.pack.current_number(), 8);
        assert_eq!(current(&order, "Create Invoice").as_deref(), Some("1.3"), "rolled back");
        assert_eq!(current(&order, "Ledger Posting").as_deref(), Some("2.2"), "kept");
        assert_eq!(current(&order, "Order Intake").as_deref(), Some("10.1"), "the latest");
        assert_eq!(current(&order, "Dunning Letters"), None, "removed");
        let returns = engine.pack(&workspace.pack("Returns API")).expect("a pack");
        let scheduled = returns.pack.scheduled.as_ref().expect("scheduled");
        assert_eq!(scheduled.release_on_date.to_string(), "2027-02-22");
        assert_eq!(engine.schedule().expect("a schedule").len(), 2, "with the one of Procure to Pay");
    }
}

/// A hand-written document into an empty workspace while the program runs, then the same job on what it brought.
#[test]
fn imported_then_released_and_scheduled() {
    let workspace = Workspace::empty();
    let mut screens = workspace.screens(80, 24);
    says(&screens, "No integration packs yet");
    let document = Source { path: "packs.ron".into(), text: SMALL.into() };
    workspace.engine().import(&[document]).expect("imported");
    screens.tick("2026-11-21T18:00:01Z".parse().expect("an instant"));
    screens.press("<Enter><Esc>r<Left><Left><Down><Down>=n<Enter><Enter><Enter>");
    screens.press("/returns<Enter>rn<Down><Enter><Down><PgDn><PgDn><PgDn><Enter><Enter><Enter><Enter>");
    says(&screens, "▌Returns ● ◷");
    let mut engine = workspace.engine();
    let order = engine.pack(&workspace.pack("Order to Cash")).expect("a pack");
    assert_eq!(current(&order, "Create Invoice").as_deref(), Some("1.0"));
    assert_eq!(current(&order, "Ledger Posting").as_deref(), Some("2.0"));
    assert_eq!(engine.schedule().expect("a schedule").len(), 1);
}
