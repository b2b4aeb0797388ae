//! The program's main job from one end to the other, by keyboard alone, with a look at what the engine says after it.

use ipack::{
    domain::PackId,
    engine::{PackView, Source},
};

use crate::{
    journey, screens,
    support::{SMALL, Workspace, screens::drawn_at_every_size},
};

/// Filter Order to Cash; roll Create Invoice back, keep Ledger Posting; release now; finish; look at the table.
const RELEASE: &str = "/order<Enter>r<Left><Left><Down><Down><Down><Down><Down><Down>=n<Enter><Enter><Enter><Enter>";

/// Filter Returns API; schedule it for the day that the calendar shows after three times `PgDn`; finish.
const SCHEDULE: &str = "<Esc>/returns<Enter>rn<Down><Enter><Down><PgDn><PgDn><PgDn><Enter><Enter><Enter><Enter><Enter>";

/// Both packs, as one who starts the program again sees them.
const LOOK: &str = "/returns<Enter><Enter>";

fn current(view: &PackView, component: &str) -> Option<String> {
    let row = view.rows.iter().find(|row| row.component_name == component)?;
    row.current.as_ref().map(ToString::to_string)
}

#[test]
fn released_with_one_rolled_back_and_one_kept() {
    journey!(Workspace::sample, RELEASE);
}

#[test]
fn scheduled_three_months_ahead() {
    journey!(Workspace::sample, &format!("{RELEASE}{SCHEDULE}"));
}

#[test]
fn both_are_still_there_after_a_new_start() {
    screens!(
        &format!("{RELEASE}{SCHEDULE}q, and then {LOOK}"),
        drawn_at_every_size(Workspace::sample, |workspace, screens| {
            screens.press(&format!("{RELEASE}{SCHEDULE}q"));
            *screens = workspace.screens(screens.buffer().area.width, screens.buffer().area.height);
            screens.press(LOOK);
        })
    );
}

#[test]
fn the_engine_agrees_with_what_the_screens_did() {
    for (width, height) in [(80, 24), (120, 36)] {
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
    let keys = "r<Left><Left><Down><Down>=n<Enter><Enter><Enter>";
    let released = "/returns<Enter>rn<Down><Enter><Down><PgDn><PgDn><PgDn><Enter><Enter><Enter><Enter>";
    screens!(
        &format!("the import, {keys}{released}"),
        drawn_at_every_size(Workspace::empty, |workspace, screens| {
            assert!(screens.screen().contains("No integration packs yet"));
            let document = Source { path: "packs.ron".into(), text: SMALL.into() };
            workspace.engine().import(&[document]).expect("imported");
            screens.tick("2026-11-21T18:00:01Z".parse().expect("an instant"));
            screens.press("<Enter><Esc>").press(keys).press(released);
            let mut engine = workspace.engine();
            let order = engine.pack(&workspace.pack("Order to Cash")).expect("a pack");
            assert_eq!(current(&order, "Create Invoice").as_deref(), Some("1.0"), "{}", screens.screen());
            assert_eq!(current(&order, "Ledger Posting").as_deref(), Some("2.0"));
            assert_eq!(engine.schedule().expect("a schedule").len(), 1);
        })
    );
}
