//! Freezes on the screens: added from Schedule, run into in the wizard, overridden with a reason.

use ipack::{
    domain::PackId,
    engine::{Engine, FreezeOrder},
};

use crate::{
    support::{
        Workspace, day,
        screens::{leads_to, meaning, pass, says, says_not, schedule},
    },
    whole_screens,
};

fn freeze(engine: &mut Engine, from: &str, to: &str) {
    let (from, to) = (Some(day(from)), Some(day(to)));
    engine.add_freeze(&FreezeOrder { name: "Year end".into(), from, to, ..FreezeOrder::default() }).expect("added");
}

/// From Thursday 26 November to Sunday 29 November.
pub(crate) fn frozen() -> Workspace {
    let workspace = Workspace::small();
    freeze(&mut workspace.engine(), "2026-11-26", "2026-11-29");
    workspace
}

/// A release for Friday, and a freeze that came later.
pub(crate) fn caught() -> Workspace {
    let workspace = Workspace::small();
    schedule(&workspace, "Order to Cash", "2026-11-27", "");
    freeze(&mut workspace.engine(), "2026-11-26", "2026-11-29");
    workspace
}

fn overrides(workspace: &Workspace) -> Option<String> {
    let entry = workspace.engine().scheduled(&PackId::from("19440978-ba6f")).expect("readable")?;
    entry.scheduled.overrides.map(|overrides| overrides.words())
}

#[test]
fn a_freeze_is_added_and_removed_from_the_schedule_page() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    says(screens.press("2F"), "Nothing is frozen");
    screens.press("nYear end<Tab>2026-12-24<Tab>2027-01-03");
    says(&screens, "Thu 24 Dec 2026 through Sun 3 Jan 2027");
    screens.press("<Enter><Enter><Enter><Enter>Nobody is there<Enter><Enter>");
    says(&screens, "Year end is frozen");
    says(&screens, "Thu 24 Dec 2026  Sun 3 Jan 2027");
    let views = workspace.engine().freezes(false);
    assert_eq!(views.iter().map(|view| view.freeze.reason.as_str()).collect::<Vec<_>>(), ["Nobody is there"]);
    says(screens.press("d"), "Nothing is frozen");
    assert!(workspace.engine().freezes(true).is_empty());
}

#[test]
fn a_freeze_that_can_not_hold_says_why() {
    leads_to(
        Workspace::small,
        "2fBad<Tab>2026-12-24<Tab>2026-12-01<Tab>",
        &["would end on 2026-12-01, before it begins"],
    );
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("2fBad<Tab><Tab><Tab>Nowhere<Tab><Tab>fri,sat<Tab><Enter><Enter>");
    says(&screens, "there is no integration pack \"Nowhere\"");
}

#[test]
fn the_list_of_freezes() {
    whole_screens!(frozen, "2F");
}

#[test]
fn adding_a_freeze() {
    whole_screens!(frozen, "2fYear end<Tab>2026-12-24<Tab>2027-01-03");
}

#[test]
fn a_frozen_date_in_the_calendar() {
    whole_screens!(frozen, "rn<Down><Enter>+6d<Down>");
}

#[test]
fn a_frozen_date_asks_for_a_reason() {
    whole_screens!(frozen, "rn<Down><Enter>+6d<Enter>");
}

#[test]
fn the_button_is_off_until_there_is_a_reason() {
    let workspace = frozen();
    let mut screens = workspace.labelled(80, 24);
    screens.press("rn<Down><Enter>+6d<Enter>");
    says(&screens, "Override Reason");
    says(&screens, "frozen by Year end");
    assert_eq!(meaning(&screens, "[ Schedule Integration Pack Release ]"), "unavailable");
    screens.press("A fix");
    says(&screens, "! It overrides Year end: A fix");
    assert!(!screens.screen().contains("can't be released"), "{}", screens.screen());
    screens.press("<Enter><Enter>");
    says(&screens, "Order to Cash is scheduled for Fri 27 Nov 2026.");
    assert_eq!(overrides(&workspace).as_deref(), Some("overrides Year end: A fix"));
}

#[test]
fn a_free_date_asks_for_nothing() {
    let workspace = frozen();
    let mut screens = workspace.screens(80, 24);
    says_not(screens.press("rn<Down><Enter>+10d<Enter>"), "Override Reason");
    says(screens.press("<Enter>"), "Order to Cash is scheduled for Tue 1 Dec 2026.");
}

#[test]
fn a_release_on_a_frozen_day_asks_for_a_reason_too() {
    let workspace = Workspace::small();
    freeze(&mut workspace.engine(), "2026-11-21", "2026-11-21");
    let mut screens = workspace.screens(80, 24);
    says(screens.press("rn<Enter>"), "Override Reason");
    screens.press("Now<Enter><Enter>");
    let history = workspace.engine().history(&PackId::from("19440978-ba6f")).expect("a history");
    let words = history.entries[0].release.overrides.as_ref().map(|overrides| overrides.words());
    assert_eq!(words.as_deref(), Some("overrides Year end: Now"));
    leads_to(|| workspace.copy(), "h", &["overrides Year end: Now"]);
}

#[test]
fn what_a_freeze_catches() {
    whole_screens!(caught, "2");
}

#[test]
fn what_is_caught_goes_ahead_once_it_is_overridden() {
    let workspace = caught();
    let mut screens = workspace.screens(120, 36);
    screens.press("2");
    pass(&workspace, &mut screens, "2026-11-27T05:10:00Z");
    says(&screens, "Blocked: frozen by Year end through Sun 29 Nov; first free date Mon 30 Nov");
    says(&screens, "Override the freeze, move it to another date, or cancel it.");
    says(screens.press("o"), "Override Freeze · Order to Cash");
    screens.press("The audit waits for it<Enter><Enter>");
    says(&screens, "the release of Order to Cash goes ahead on its date");
    pass(&workspace, &mut screens, "2026-11-27T05:11:00Z");
    let history = workspace.engine().history(&PackId::from("19440978-ba6f")).expect("a history");
    let words = history.entries[0].release.overrides.as_ref().map(|overrides| overrides.words());
    assert_eq!(words.as_deref(), Some("overrides Year end: The audit waits for it"));
}

#[test]
fn a_move_to_a_frozen_date_asks_for_a_reason() {
    let workspace = frozen();
    schedule(&workspace, "Order to Cash", "2026-12-01", "");
    let mut screens = workspace.labelled(80, 24);
    screens.press("m2026-11-27");
    says(&screens, "Override Reason");
    assert_eq!(meaning(&screens, "[ Move Scheduled Release ]"), "unavailable");
    screens.press("<Tab>A fix<Tab><Tab><Enter>");
    says(&screens, "Order to Cash is moved to Fri 27 Nov 2026");
    assert_eq!(overrides(&workspace).as_deref(), Some("overrides Year end: A fix"));
}

#[test]
fn a_freeze_is_for_packs_and_account_groups() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("2fEurope's<Tab>2026-12-24<Tab><Tab>Returns<Tab>Nowhere<Tab><Tab><Tab><Enter>");
    says(&screens, "there is no account group \"Nowhere\"");
    screens.press(
        "<Backspace><Backspace><Backspace><Backspace><Backspace><Backspace><Backspace>Europe<Tab><Tab><Tab><Enter>",
    );
    says(&screens, "Europe's is frozen");
    let view = workspace.engine().freezes(false).into_iter().next().expect("a freeze");
    assert_eq!(view.whom(), "Returns, what Europe shares");
}

#[test]
fn several_packs_take_one_reason() {
    let workspace = frozen();
    let mut screens = workspace.labelled(80, 24);
    screens.press("*rn<Down><Tab>2026-11-27<Tab>");
    says(&screens, "Override Reason");
    says(&screens, "! Order to Cash: frozen by Year end through");
    assert_eq!(meaning(&screens, "[ Schedule 2 Integration Packs ]"), "unavailable");
    screens.press("A fix");
    says(&screens, "it goes ahead although frozen by");
    screens.press("<Enter><Enter>");
    says(&screens, "Order to Cash is scheduled for Fri 27 Nov 2026");
    assert_eq!(overrides(&workspace).as_deref(), Some("overrides Year end: A fix"));
}

#[test]
fn several_scheduled_releases_move_to_a_frozen_date_for_a_reason() {
    let workspace = frozen();
    schedule(&workspace, "Order to Cash", "2026-12-01", "");
    schedule(&workspace, "Returns", "2026-12-02", "");
    let mut screens = workspace.labelled(80, 24);
    screens.press("2*m2026-11-27");
    says(&screens, "! frozen by Year end through Sun 29 Nov");
    assert_eq!(meaning(&screens, "[ Move 2 Scheduled Releases ]"), "unavailable");
    screens.press("<Tab>A fix<Tab><Tab><Enter>");
    says(&screens, "Order to Cash is moved to Fri 27 Nov 2026");
    assert_eq!(overrides(&workspace).as_deref(), Some("overrides Year end: A fix"));
}

#[test]
fn a_recall_on_a_frozen_day_asks_for_a_reason() {
    let workspace = Workspace::small();
    schedule(&workspace, "Order to Cash", "2026-12-01", "");
    let order = PackId::from("19440978-ba6f");
    workspace.engine().apply_pending(&"a1".into(), std::slice::from_ref(&order)).expect("applied");
    freeze(&mut workspace.engine(), "2026-11-21", "2026-11-22");
    for keys in ["x", "2<Space>x"] {
        let workspace = workspace.copy();
        let mut screens = workspace.labelled(80, 24);
        says_not(screens.press(keys), "Override Reason");
        screens.press("<BackTab><Space>");
        says(&screens, "Override Reason");
        says(&screens, "frozen by Year end through Sun 22 Nov");
        screens.press("<Tab><Tab>Tests failed<Tab><Tab><Enter>");
        let history = workspace.engine().history(&order).expect("a history");
        let words = history.entries[0].release.overrides.as_ref().map(|overrides| overrides.words());
        assert_eq!(words.as_deref(), Some("overrides Year end: Tests failed"), "{}", screens.screen());
    }
}

#[test]
fn a_draft_that_was_left_keeps_its_override_reason() {
    let workspace = frozen();
    workspace.screens(80, 24).press("rn<Down><Enter>+6d<Enter>A fix");
    let mut screens = workspace.screens(80, 24);
    says(&screens, "with the date 2026-11-27 and an");
    screens.press("yn");
    says(&screens, "A fix");
    says(&screens, "! It overrides Year end: A fix");
}

#[test]
fn the_months_mark_what_is_frozen_for_the_selected_release_alone() {
    let workspace = Workspace::small();
    schedule(&workspace, "Order to Cash", "2026-12-01", "");
    schedule(&workspace, "Returns", "2026-12-02", "");
    let (from, to) = (Some(day("2026-12-10")), Some(day("2026-12-11")));
    let order = FreezeOrder { name: "Audit".into(), from, to, packs: vec!["2b7c".into()], ..FreezeOrder::default() };
    workspace.engine().add_freeze(&order).expect("added");
    let mut screens = workspace.screens(80, 24);
    says_not(screens.press("2"), "frozen for it");
    says(screens.press("<Down>"), "frozen for it");
}

/// A release for 1 December, and a freeze over everything that holds until it is removed.
fn for_ever() -> Workspace {
    let workspace = Workspace::small();
    schedule(&workspace, "Order to Cash", "2026-12-01", "");
    let order = FreezeOrder { name: "For ever".into(), from: Some(day("2020-01-01")), ..FreezeOrder::default() };
    workspace.engine().add_freeze(&order).expect("added");
    workspace
}

#[test]
fn where_everything_is_frozen_for_ever_the_wizard_says_that_no_date_is_free() {
    let workspace = for_ever();
    let mut screens = workspace.labelled(120, 36);
    screens.press("<Down>rn");
    says(&screens, "no later date is free; or give a reason");
    assert_eq!(meaning(&screens, "[ Release Integration Pack ]"), "unavailable");
    screens.press("<Down><Enter>+9d<Enter>");
    says(&screens, "no later date is free; or give a reason");
    assert_eq!(meaning(&screens, "[ Schedule Integration Pack Release ]"), "unavailable");
    screens.press("A fix");
    says(&screens, "! It overrides For ever: A fix");
}

#[test]
fn a_calendar_in_which_everything_is_frozen_for_ever_says_so() {
    let mut screens = for_ever().screens(120, 36);
    screens.press("2m<Down><Down>");
    says(&screens, "no later date is free");
}

#[test]
fn the_months_of_what_is_frozen_for_ever() {
    whole_screens!(for_ever, "2");
}

#[test]
fn what_is_blocked_by_a_freeze_is_free_at_once_when_it_is_removed() {
    let workspace = caught();
    let mut screens = workspace.screens(80, 24);
    screens.press("2");
    pass(&workspace, &mut screens, "2026-11-27T05:10:00Z");
    says(&screens, "Blocked: frozen by Year end");
    screens.press("fd<Esc>");
    says_not(&screens, "Blocked");
}

#[test]
fn the_freezes_on_schedule() {
    whole_screens!(
        || {
            let workspace = caught();
            let engine = &mut workspace.engine();
            let returns = FreezeOrder { packs: vec!["2b7c".into()], ..FreezeOrder::default() };
            for (name, from) in [("Audit", "2026-12-10"), ("Inventory", "2027-01-10"), ("Move", "2027-02-10")] {
                let order = FreezeOrder { name: name.into(), from: Some(day(from)), ..returns.clone() };
                engine.add_freeze(&order).expect("added");
            }
            workspace
        },
        "2"
    );
}

#[test]
fn a_freeze_that_is_added_names_what_it_catches() {
    let workspace = Workspace::small();
    schedule(&workspace, "Order to Cash", "2026-12-28", "");
    let mut screens = workspace.screens(80, 24);
    screens.press("2fYear end<Tab>2026-12-24<Tab>2027-01-03<Tab><Tab><Tab><Tab><Tab><Enter>");
    says(&screens, "Year end catches Order to Cash, Mon 28 Dec 2026");
}

#[test]
fn the_selected_freeze_is_told_whole() {
    let workspace = frozen();
    says(workspace.screens(60, 16).press("2F"), "Thu 26 Nov 2026 through Sun 29 Nov 2026; every pack");
}
