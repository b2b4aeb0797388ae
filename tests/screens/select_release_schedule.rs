//! Step 2 of the wizard, Select Release Schedule, with its calendar.

use crate::{
    support::{
        Workspace, instant,
        screens::{leads_to, meaning, says, says_not},
    },
    whole_screens,
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
    whole_screens!(Workspace::sample, STEP);
}

#[test]
fn enter_goes_from_the_option_to_the_primary_button() {
    let mut screens = Workspace::sample().labelled(80, 24);
    screens.press(STEP);
    assert_eq!(meaning(&screens, "[ Release Integration Pack ]"), "primary");
    screens.press("<Enter>");
    assert_eq!(meaning(&screens, "[ Release Integration Pack ]"), "button_focused");
}

#[test]
fn a_first_release() {
    leads_to(
        Workspace::sample,
        "/tax<Enter>rn",
        &["What will happen ▌(•) Release immediately The first release", "From then on, subscribers can install it."],
    );
}

#[test]
fn on_a_date_that_is_still_empty() {
    leads_to(Workspace::sample, &date(""), &["▌[ yyyy-MM-dd ▾ ]", "↓ opens the calendar"]);
}

#[test]
fn the_button_wants_a_date_first() {
    leads_to(Workspace::sample, &date("<Tab><Tab><Tab><Tab><Enter>"), &["! choose a date first"]);
}

#[test]
fn down_goes_on_from_the_last_option_into_the_date() {
    leads_to(Workspace::sample, &step("<Down><Down>2026-12-01"), &["▌[ 2026-12-01 Tue ▾ ]"]);
}

#[test]
fn a_date_typed() {
    whole_screens!(Workspace::sample, &date("2026-12-01"));
}

#[test]
fn a_date_in_words() {
    leads_to(Workspace::sample, &date("next fri"), &["▌[ next fri Fri ▾ ]", "◷ Fri 27 Nov 2026, 00:00–01:00 EST"]);
}

#[test]
fn a_distance() {
    leads_to(Workspace::sample, &date("+3d<Enter>"), &["[ +3d Tue ▾ ]", "◷ Tue 24 Nov 2026, 00:00–01:00 EST"]);
}

#[test]
fn nonsense_is_no_date() {
    leads_to(
        Workspace::sample,
        &date("soonish"),
        &[r#""soonish" is not a date; write 2026-12-01,"#, "31.12.2026, 1 dec, tomorrow, fri, next fri or +3d"],
    );
}

#[test]
fn the_thirtieth_of_february_is_no_date() {
    leads_to(Workspace::sample, &date("2027-02-30"), &[r#""2027-02-30" is not a date; write"#]);
}

#[test]
fn a_date_that_could_be_two() {
    leads_to(
        Workspace::sample,
        &date("1/12/2026"),
        &["▌[ 1/12/2026 ▾ ]", r#""1/12/2026" could be two dates; write it as"#],
    );
}

#[test]
fn today_is_too_early() {
    leads_to(Workspace::sample, &date("today"), &["2026-11-21 is not after today, which is"]);
}

#[test]
fn the_past_is_too_early() {
    leads_to(Workspace::sample, &date("2026-11-01"), &["2026-11-01 is not after today, which is"]);
}

#[test]
fn enter_on_a_wrong_date_says_why() {
    whole_screens!(Workspace::sample, &date("2026-11-01<Enter>"));
}

/// Whatever is wrong with the date, neither `Enter` in the field nor the button goes on, and nothing is written.
#[test]
fn no_wrong_date_gets_past_the_button() {
    for wrong in ["", "soonish", "2027-02-30", "1/12/2026", "today", "2026-11-21", "2026-11-01", "+0d", "9999999d"] {
        let workspace = Workspace::sample();
        let before = workspace.bytes();
        let mut screens = workspace.screens(80, 24);
        screens.press(DATE).paste(wrong).press("<Tab><Tab><Tab><Tab><Enter>");
        let screen = screens.screen();
        assert!(screen.contains("Release Integration Pack: Select Release Schedule"), "{wrong:?}\n{screen}");
        assert_eq!(workspace.bytes(), before, "{wrong:?}");
    }
}

#[test]
fn tomorrow_is_that_of_the_schedulers_zone() {
    let workspace = Workspace::small();
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
    whole_screens!(Workspace::sample, &date("<Down>"));
}

#[test]
fn the_calendar_opens_on_the_chosen_day() {
    leads_to(Workspace::sample, &date("2027-02-28<Down>"), &["February 2027", "27 ▌28•"]);
}

#[test]
fn the_calendar_goes_by_months_and_years() {
    leads_to(Workspace::sample, &date("<Down><PgDn><PgDn><PgDn><S-PgDn>"), &["February 2028", "21 ▌22 23"]);
}

#[test]
fn the_same_day_of_a_shorter_month_is_its_last() {
    let mut screens = Workspace::sample().screens(80, 24);
    screens.press(&date("2027-01-31<Down><PgDn><Enter>"));
    assert!(screens.screen().contains("2027-02-28"), "{}", screens.screen());
}

#[test]
fn a_day_that_cannot_be_chosen_says_why() {
    leads_to(
        Workspace::sample,
        &date("<Down><Left><Enter>"),
        &["▌21◦ 22", "! 2026-11-21 is not after today, which is 2026-11-21 in America/New_York"],
    );
}

#[test]
fn a_day_chosen_in_the_calendar() {
    leads_to(
        Workspace::sample,
        &date("<Down><PgDn><PgDn><PgDn><Right><Enter>"),
        &["▌[ 2027-02-23 Tue ▾ ]", "◷ Tue 23 Feb 2027, 00:00–01:00 EST"],
    );
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
    leads_to(
        Workspace::sample,
        &step("<Tab>Retries for the month-end run; see the run-book"),
        &["[ Retries for the", "the run-book"],
    );
}

#[test]
fn a_scheduled_release_takes_the_date_and_would_be_superseded() {
    leads_to(
        Workspace::sample,
        "/procure<Enter>r<Left>n",
        &[
            "one is scheduled: move or",
            "! Supersedes the release scheduled for Wed",
            "! 3 instances have applied that early and",
        ],
    );
}

#[test]
fn the_taken_date_names_the_ways_out() {
    whole_screens!(Workspace::sample, "/procure<Enter>r<Left>n<Down>");
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
    leads_to(
        Workspace::sample,
        "/procure<Enter>rn",
        &[
            "! Brings forward the release scheduled for",
            "Every instance gets it at once, but for 3 that have it already.",
        ],
    );
}

#[test]
fn help() {
    leads_to(Workspace::sample, &step("?"), &["In Select Release Schedule", "p Go back to the step before."]);
}

#[test]
fn help_in_the_calendar() {
    leads_to(
        Workspace::sample,
        &date("<Down>?"),
        &[
            "In the calendar",
            "t Go to the first day that can be chosen.",
            "⏎ Space Choose the day and close the calendar.",
        ],
    );
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

/// Typed with Ctrl-J or pasted: what was written in lines is kept in lines.
#[test]
fn notes_keep_their_line_breaks() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("rn<Tab>one<c-j>two");
    screens.paste("\nthree\r\nfour");
    screens.press("<Tab><Tab><Tab><Enter>");
    says(&screens, "✓ Success");
    let view = workspace.engine().pack(&workspace.pack("Order to Cash")).expect("a pack");
    assert_eq!(view.pack.current().expect("a release").notes, "one\ntwo\nthree\nfour");
}

#[test]
fn many_changes_are_scrolled() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("/edi<Enter>h<End>b");
    says(screens.press("n"), " changes");
}

#[test]
fn n_goes_to_the_primary_button() {
    leads_to(Workspace::sample, "/order<Enter>rnn", &["⏎ Release Integration Pack"]);
}

#[test]
fn what_is_wrong_with_a_date_is_told_whole_under_it() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("/order<Enter>rn<Down><Enter>03/04/2027");
    says_not(&screens, "…");
}
