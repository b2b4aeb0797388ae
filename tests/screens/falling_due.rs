//! What falls due while the screens are open, and what was missed before.

use ipack::{
    domain::{LateReleases, Via},
    engine::{DueSince, Engine, FixedClock, Purpose},
    tui::{app::App, harness::Harness, model::Model, theme::Theme, worker},
};

use crate::{
    support::{
        Workspace, instant, local_zone,
        screens::{WINDOW, busy, leads_to, meaning, missed, numbers, pass, says, says_not, schedule, set},
    },
    whole_screens,
};

#[test]
fn what_was_missed_is_told_on_start() {
    whole_screens!(missed, "");
}

#[test]
fn the_way_from_what_was_missed_to_the_schedule() {
    leads_to(
        missed,
        "<Enter>",
        &[
            "▌Wed 25 Nov 2026 ! overdue Procure to Pay",
            "! Overdue: was due between 25 Nov 2026,",
            "Release it now, move it to another date,",
        ],
    );
}

#[test]
fn what_was_missed_stays_marked() {
    leads_to(missed, "<Esc>/procure<Enter>", &["▌Procure to Pay ● !", "! Overdue: Wed 25 Nov 2026 · 1 d 7 h ago"]);
}

#[test]
fn what_was_missed_is_marked_as_a_danger() {
    let workspace = missed();
    let mut screens = workspace.labelled(80, 24);
    assert!(meaning(&screens, "was due between").contains("danger"));
    screens.press("<Esc>/procure<Enter>");
    assert!(meaning(&screens, "Overdue: Wed").contains("danger"));
    assert!(meaning(&screens, "Schedule ◷1 !").contains("danger"));
    screens.press("2");
    assert!(meaning(&screens, "! overdue").contains("danger"));
    assert_eq!(numbers(&workspace, "Procure to Pay").len(), 5, "a person chooses");
}

#[test]
fn what_was_missed_on_the_same_day_waits_for_a_person_too() {
    let workspace = Workspace::sample();
    set(&workspace, "2026-11-25T06:00:00Z");
    let before = numbers(&workspace, "Procure to Pay");
    let screens = workspace.screens(80, 24);
    assert!(screens.screen().contains("Nothing was running to perform this"), "{}", screens.screen());
    assert_eq!(numbers(&workspace, "Procure to Pay"), before);
}

#[test]
fn what_was_missed_can_be_released_now() {
    let workspace = missed();
    let mut screens = workspace.screens(80, 24);
    screens.press("<Enter>rn<Enter><Enter>");
    assert!(screens.screen().contains("Success"), "{}", screens.screen());
    let screen = screens.press("<Enter>").screen();
    assert!(screen.contains("Nothing is scheduled") && !screen.contains("Schedule 1"), "{screen}");
    assert_eq!(numbers(&workspace, "Procure to Pay").len(), 6);
}

#[test]
fn a_window_that_is_open_on_start_is_in_time() {
    let workspace = Workspace::sample();
    set(&workspace, "2026-11-25T05:59:59Z");
    let screens = workspace.screens(80, 24);
    let screen = screens.screen();
    assert!(screen.contains("Procure to Pay #6 is released, as scheduled"), "{screen}");
}

#[test]
fn what_falls_due_is_released_while_the_screens_are_open() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("/procure<Enter><Enter>");
    pass(&workspace, &mut screens, "2026-11-25T04:59:59Z");
    says(&screens, "◷ Scheduled for Wed 25 Nov 2026");
    pass(&workspace, &mut screens, WINDOW);
    says(&screens, "✓ Procure to Pay #6 is released, as scheduled");
    says(&screens, "Current release #6, 25 Nov 2026");
    says_not(&screens, "◷");
    assert_eq!(numbers(&workspace, "Procure to Pay").len(), 6);
}

#[test]
fn several_fall_due_together() {
    let workspace = Workspace::sample();
    schedule(&workspace, "Order to Cash", "2026-11-25", "");
    let mut screens = workspace.screens(120, 36);
    screens.press("2");
    pass(&workspace, &mut screens, WINDOW);
    let screen = screens.screen();
    let told = "2 integration packs are released, as scheduled: Order to Cash #8, Procure to Pay #6";
    assert!(screen.contains(told) && screen.contains("Nothing is scheduled"), "{screen}");
    screens.press("5");
    let newest = screens.screen();
    for told in ["25 Nov 06:00  RELEASE    Procure to Pay", "25 Nov 06:00  RELEASE    Order to Cash"] {
        assert!(newest.contains(told), "{told}\n{newest}");
    }
}

#[test]
fn two_open_programs_release_it_once() {
    let workspace = Workspace::sample();
    let (mut one, mut two) = (workspace.screens(80, 24), workspace.screens(80, 24));
    pass(&workspace, &mut one, WINDOW);
    pass(&workspace, &mut two, WINDOW);
    assert!(one.screen().contains("Procure to Pay #6 is released, as scheduled"), "{}", one.screen());
    assert!(!two.screen().contains("is released"), "{}", two.screen());
    assert!(!two.press("2").screen().contains("Procure to Pay"));
    for later in ["2026-11-25T05:00:01Z", "2026-11-25T06:00:00Z", "2026-11-26T05:00:00Z"] {
        pass(&workspace, &mut one, later);
        pass(&workspace, &mut two, later);
    }
    assert_eq!(numbers(&workspace, "Procure to Pay"), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_program_that_slept_through_the_window_makes_up_for_it_on_the_same_day() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    pass(&workspace, &mut screens, "2026-11-25T13:00:00Z");
    let screen = screens.screen();
    assert!(screen.contains("Procure to Pay #6 is released, as scheduled but late"), "{screen}");
}

#[test]
fn a_program_that_slept_for_days_asks() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    pass(&workspace, &mut screens, "2026-11-27T13:00:00Z");
    let screen = screens.screen();
    assert!(screen.contains("Procure to Pay is overdue: it waits on the Schedule page"), "{screen}");
    assert!(screen.contains("Schedule ◷1 !"), "{screen}");
    assert!(screens.program().model.dialogs.is_empty(), "no dialog that would take keys meant for something else");
}

#[test]
fn a_clock_that_goes_back_repeats_nothing_and_is_told() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    pass(&workspace, &mut screens, WINDOW);
    pass(&workspace, &mut screens, "2026-11-25T03:00:00Z");
    let screen = screens.screen();
    assert!(screen.contains("the clock is 2 h behind the journal; nothing is repeated"), "{screen}");
    pass(&workspace, &mut screens, "2026-11-25T05:30:00Z");
    assert_eq!(numbers(&workspace, "Procure to Pay"), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_workspace_that_wants_to_be_asked_is_asked() {
    let workspace = Workspace::sample();
    workspace.engine().change_settings(|settings| settings.late_releases = LateReleases::Ask).expect("set");
    let mut screens = workspace.screens(80, 24);
    pass(&workspace, &mut screens, "2026-11-25T06:00:00Z");
    assert!(screens.screen().contains("Procure to Pay is overdue"), "{}", screens.screen());
}

#[test]
fn the_wizard_that_is_asked_for_on_start_is_not_covered() {
    let workspace = missed();
    let mut engine = workspace.engine();
    let model = Model::new(engine.overview(), "~/ipack".into());
    let app = App::new(model, Theme::default()).with_wizard_for(workspace.pack("Order to Cash"), Purpose::Release);
    let screens = Harness::new(app, move |request| worker::answer(&mut engine, request), 80, 24);
    let screen = screens.screen();
    assert!(screen.contains("Select Versions") && screen.contains("Procure to Pay is overdue"), "{screen}");
}

#[test]
fn seconds_in_which_nothing_happens_write_nothing() {
    let workspace = busy();
    let mut screens = workspace.screens(80, 24);
    let before = workspace.bytes();
    for second in 1..=30 {
        pass(&workspace, &mut screens, &format!("2026-11-21T18:00:{second:02}Z"));
    }
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn another_program_that_releases_it_is_followed() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("2");
    set(&workspace, WINDOW);
    let clock = FixedClock::new(instant(WINDOW));
    let scheduler = Engine::open(&workspace.path(), clock, "scheduler".into(), Via::Scheduler).expect("it opens");
    let tick = scheduler.with_local_zone(local_zone()).tick(DueSince::Ever).expect("a tick");
    assert_eq!(tick.released.len(), 1);
    screens.tick(instant(WINDOW));
    let screen = screens.screen();
    assert!(screen.contains("Nothing is scheduled") && !screen.contains("is released"), "{screen}");
}
