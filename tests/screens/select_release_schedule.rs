//! Step 2 of the wizard, Select Release Schedule, with its calendar.

use crate::{
    journey,
    support::{SMALL, Workspace, instant},
};

/// Order to Cash in step 2.
const STEP: &str = "/order<Enter>rn";
/// The same, with the focus in the date field.
const DATE: &str = "/order<Enter>rn<Down><Enter>";

fn step(keys: &str) -> String {
    format!("{STEP}{keys}")
}

fn date(keys: &str) -> String {
    format!("{DATE}{keys}")
}

#[test]
fn immediately() {
    journey!(Workspace::sample, STEP);
}

#[test]
fn immediately_with_the_primary_button() {
    journey!(Workspace::sample, &step("<Enter>"));
}

#[test]
fn a_first_release() {
    journey!(Workspace::sample, "/tax<Enter>rn");
}

#[test]
fn on_a_date_that_is_still_empty() {
    journey!(Workspace::sample, &date(""));
}

#[test]
fn the_button_wants_a_date_first() {
    journey!(Workspace::sample, &date("<Tab><Tab><Tab><Tab><Enter>"));
}

#[test]
fn a_date_typed() {
    journey!(Workspace::sample, &date("2026-12-01"));
}

#[test]
fn a_date_in_words() {
    journey!(Workspace::sample, &date("next fri"));
}

#[test]
fn a_distance() {
    journey!(Workspace::sample, &date("+3d<Enter>"));
}

#[test]
fn nonsense_is_no_date() {
    journey!(Workspace::sample, &date("soonish"));
}

#[test]
fn the_thirtieth_of_february_is_no_date() {
    journey!(Workspace::sample, &date("2027-02-30"));
}

#[test]
fn a_date_that_could_be_two() {
    journey!(Workspace::sample, &date("1/12/2026"));
}

#[test]
fn today_is_too_early() {
    journey!(Workspace::sample, &date("today"));
}

#[test]
fn the_past_is_too_early() {
    journey!(Workspace::sample, &date("2026-11-01"));
}

#[test]
fn enter_on_a_wrong_date_says_why() {
    journey!(Workspace::sample, &date("2026-11-01<Enter>"));
}

/// Whatever is wrong with the date, neither `Enter` in the field nor the button goes on, and nothing is written.
#[test]
fn no_wrong_date_gets_past_the_button() {
    let workspace = Workspace::sample();
    let before = workspace.bytes();
    for wrong in ["", "soonish", "2027-02-30", "1/12/2026", "today", "2026-11-21", "2026-11-01", "+0d", "9999999d"] {
        let mut screens = workspace.screens(80, 24);
        screens.press(DATE).paste(wrong).press("<Tab><Tab><Tab><Tab><Enter>");
        let screen = screens.screen();
        assert!(screen.contains("Release Integration Pack: Select Release Schedule"), "{wrong:?}\n{screen}");
        assert_eq!(workspace.bytes(), before, "{wrong:?}");
    }
}

#[test]
fn tomorrow_is_that_of_the_schedulers_zone() {
    let workspace = Workspace::of(SMALL);
    // Sunday in Berlin already, still Saturday in New York.
    workspace.clock.set(instant("2026-11-22T03:00:00Z"));
    let mut screens = workspace.screens(80, 24);
    screens.press("rn<Down><Enter>tomorrow");
    assert!(screens.screen().contains("Sun 22 Nov 2026"), "{}", screens.screen());
    screens.press("<C-u>2026-11-21");
    assert!(screens.screen().contains("is not after today"), "{}", screens.screen());
}

#[test]
fn the_calendar_opens_on_the_first_possible_day() {
    journey!(Workspace::sample, &date("<Down>"));
}

#[test]
fn the_calendar_opens_on_the_chosen_day() {
    journey!(Workspace::sample, &date("2027-02-28<Down>"));
}

#[test]
fn the_calendar_goes_by_months_and_years() {
    journey!(Workspace::sample, &date("<Down><PgDn><PgDn><PgDn><S-PgDn>"));
}

#[test]
fn the_same_day_of_a_shorter_month_is_its_last() {
    let mut screens = Workspace::sample().screens(80, 24);
    screens.press(&date("2027-01-31<Down><PgDn><Enter>"));
    assert!(screens.screen().contains("2027-02-28"), "{}", screens.screen());
}

#[test]
fn a_day_that_cannot_be_chosen_says_why() {
    journey!(Workspace::sample, &date("<Down><Left><Enter>"));
}

#[test]
fn a_day_chosen_in_the_calendar() {
    journey!(Workspace::sample, &date("<Down><PgDn><PgDn><PgDn><Right><Enter>"));
}

#[test]
fn the_calendar_closed_unchanged() {
    let mut screens = Workspace::sample().screens(80, 24);
    let before = screens.press(&date("2026-12-01")).screen();
    assert_eq!(screens.press("<Down><PgDn><Esc>").screen(), before);
}

#[test]
fn space_opens_the_calendar_while_the_date_is_empty() {
    let mut screens = Workspace::sample().screens(80, 24);
    let opened = screens.press(&date("<Down>")).screen();
    let mut screens = Workspace::sample().screens(80, 24);
    assert_eq!(screens.press(&date("<Space>")).screen(), opened);
    let mut screens = Workspace::sample().screens(80, 24);
    assert_eq!(screens.press(&date("<Enter>")).screen(), opened);
}

#[test]
fn notes() {
    journey!(Workspace::sample, &step("<Tab>Retries for the month-end run; see the run-book"));
}

#[test]
fn a_scheduled_release_takes_the_date_and_would_be_superseded() {
    journey!(Workspace::sample, "/procure<Enter>r<Left>n");
}

#[test]
fn the_taken_date_names_the_ways_out() {
    journey!(Workspace::sample, "/procure<Enter>r<Left>n<Down>");
}

#[test]
fn what_is_meant_for_a_date_is_never_released_at_once() {
    let workspace = Workspace::sample();
    let before = workspace.bytes();
    let mut screens = workspace.screens(80, 24);
    screens.press("/procure<Enter>r<Left>n<Down><Enter>+7d<Enter><Enter><Tab><Tab><Tab><Tab><Enter><Enter>");
    assert_eq!(workspace.bytes(), before, "{}", screens.screen());
}

#[test]
fn the_same_contents_bring_the_scheduled_release_forward() {
    journey!(Workspace::sample, "/procure<Enter>rn");
}

#[test]
fn help() {
    journey!(Workspace::sample, &step("?"));
}

#[test]
fn help_in_the_calendar() {
    journey!(Workspace::sample, &date("<Down>?"));
}

#[test]
fn going_back_and_forth_keeps_every_choice() {
    let mut screens = Workspace::sample().screens(80, 24);
    let before = screens.press("/order<Enter>r<Left>n<Down><Enter>2026-12-01<Enter>").screen();
    assert_eq!(screens.press("pn").screen(), before);
}

#[test]
fn tab_goes_from_the_options_to_the_primary_button_and_around() {
    let mut screens = Workspace::sample().screens(80, 24);
    let start = screens.press(&step("<Down>")).screen();
    assert_eq!(screens.press("<Tab><Tab><Tab><Tab><Tab><Tab>").screen(), start);
    let primary = screens.press("<BackTab>").screen();
    assert_eq!(screens.press("<Tab><Tab><Tab><Tab><Tab><Tab>").screen(), primary);
}
