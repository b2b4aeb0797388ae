//! Pages: Schedule and Activity, the way from one to another, and what the open screens do when something falls due.

#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

mod support;

use std::sync::Arc;

use ipack::{
    domain::{LateReleases, Via},
    engine::{Blocked, Engine, FixedClock, News, ReleaseOrder, When},
    tui::{
        app::App,
        harness::Harness,
        model::Model,
        theme::Theme,
        worker::{self, Answer, Request},
    },
};
use support::{LOCAL, SMALL, Workspace, instant};

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 36)];

/// Procure to Pay waits in the sample for Wednesday 25 November; its window opens at this instant.
const WINDOW: &str = "2026-11-25T05:00:00Z";

fn set(workspace: &Workspace, now: &str) {
    workspace.clock.set(instant(now));
}

/// Lets time pass for the screens and the clock alike.
fn pass(workspace: &Workspace, screens: &mut Harness<App>, now: &str) {
    set(workspace, now);
    screens.tick(instant(now));
}

/// Schedules what a pack proposes.
fn schedule(workspace: &Workspace, pack: &str, date: &str, notes: &str) {
    let mut engine = workspace.engine();
    let proposal = engine.propose_release(&workspace.pack(pack)).expect("a proposal");
    let when = When::On(date.parse().expect("a date"));
    let order = ReleaseOrder { basis: proposal.basis, selection: proposal.selection, when, notes: notes.into() };
    engine.release(&order).expect("scheduled");
}

/// The sample with four scheduled releases.
fn busy() -> Workspace {
    let workspace = Workspace::sample();
    schedule(&workspace, "Order to Cash", "2026-11-23", "Peppol for everybody");
    schedule(&workspace, "Retail Sync", "2026-12-01", "");
    schedule(&workspace, "Facturation électronique – réforme 2026", "2027-01-04", "");
    workspace
}

/// The sample on the day after its scheduled release was missed.
fn missed() -> Workspace {
    let workspace = Workspace::sample();
    set(&workspace, "2026-11-26T12:00:00Z");
    workspace
}

fn framed(screens: &Harness<App>) -> String {
    let edge = "═".repeat(usize::from(screens.buffer().area.width));
    format!("{edge}\n{}\n{edge}", screens.screen())
}

/// The screens that keys lead to, at every size.
fn at_every_size(workspace: impl Fn() -> Workspace, keys: &str) -> String {
    let drawn = SIZES.map(|(width, height)| {
        let mut screens = workspace().screens(width, height);
        screens.press(keys);
        format!("{width}x{height}\n{}\n", framed(&screens))
    });
    drawn.join("\n")
}

macro_rules! journey {
    ($workspace:expr, $keys:expr) => {
        insta::with_settings!({ description => $keys, omit_expression => true }, {
            insta::assert_snapshot!(at_every_size($workspace, $keys));
        })
    };
}

/// The numbers of a pack's releases.
fn numbers(workspace: &Workspace, pack: &str) -> Vec<u32> {
    let view = workspace.engine().pack(&workspace.pack(pack)).expect("a pack");
    view.pack.releases.iter().map(|release| release.number).collect()
}

/// Where a text stands on the screen, as its line says what it means.
fn meaning(screens: &Harness<App>, text: &str) -> String {
    let screen = screens.screen();
    let line = screen.lines().position(|line| line.contains(text)).expect("the text");
    let legend = screens.styles();
    legend.lines().find(|l| l.starts_with(&format!("{line}: "))).unwrap_or_default().to_owned()
}

#[test]
fn the_schedule_by_date() {
    journey!(busy, "2");
}

#[test]
fn the_schedule_follows_the_selection() {
    journey!(busy, "2<End>");
}

#[test]
fn the_schedule_of_the_sample() {
    journey!(Workspace::sample, "2");
}

#[test]
fn a_filtered_schedule() {
    journey!(busy, "2/pay");
}

#[test]
fn a_schedule_without_a_match() {
    journey!(busy, "2/zzz<Enter>");
}

#[test]
fn nothing_is_scheduled() {
    journey!(|| Workspace::of(SMALL), "2");
}

#[test]
fn help_on_the_schedule() {
    journey!(busy, "2?");
}

#[test]
fn the_filter_of_the_schedule_keeps_its_release() {
    let workspace = busy();
    let mut screens = workspace.screens(80, 24);
    screens.press("2/retail<Enter>");
    assert!(screens.screen().contains("1 of 4 scheduled releases"), "{}", screens.screen());
    let selected = |screens: &Harness<App>| screens.program().model.schedule.selected().expect("one").name.clone();
    assert_eq!(selected(&screens), "Retail Sync");
    screens.press("<Esc>");
    assert_eq!(selected(&screens), "Retail Sync");
    assert!(screens.screen().contains("4 scheduled releases"));
}

#[test]
fn enter_goes_to_the_pack_whatever_its_page_filters() {
    let workspace = busy();
    let mut screens = workspace.screens(80, 24);
    screens.press("/retail<Enter>2<Enter>");
    let screen = screens.screen();
    assert!(screen.contains("Order to Cash") && screen.contains("◷ Scheduled for Mon 23 Nov 2026"), "{screen}");
    screens.press("<Esc>2");
    assert!(screens.screen().contains("4 scheduled releases"));
}

#[test]
fn the_verbs_of_the_schedule_act_on_its_selection() {
    let workspace = busy();
    let mut screens = workspace.screens(80, 24);
    screens.press("2<Down>");
    let after = |screens: &mut Harness<App>, key: &str| {
        let screen = screens.press(key).screen();
        screens.press("<Esc>");
        screen
    };
    let wizard = after(&mut screens, "r");
    assert!(wizard.contains("Select Versions") && wizard.contains("Procure to Pay"), "{wizard}");
    assert!(after(&mut screens, "m").contains("Move Scheduled Release · Procure to Pay"));
    assert!(after(&mut screens, "x").contains("Cancel Scheduled Release · Procure to Pay"));
    assert!(after(&mut screens, "c").contains("applied the scheduled release early, so what"));
    screens.press("<Down>c");
    let wizard = screens.screen();
    assert!(wizard.contains("Select Versions") && wizard.contains("Retail Sync"), "{wizard}");
}

#[test]
fn a_cancelled_release_leaves_the_schedule_at_once() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("2x<Tab><Tab><Enter>");
    let screen = screens.screen();
    assert!(screen.contains("Nothing is scheduled"), "{screen}");
    assert!(!screen.contains("Schedule 1"), "{screen}");
}

#[test]
fn pages_are_reached_from_everywhere_but_not_from_a_text() {
    let workspace = Workspace::sample();
    let mut screens = workspace.labelled(80, 24);
    let shows = |screens: &Harness<App>| {
        let current = screens.program().model.page;
        let header = screens.screen().lines().next().expect("a line").to_owned();
        let at = header.find(current.title()).expect("its title");
        let meaning = format!("{at}-{} heading", at + current.title().len() - 1);
        let styles = screens.styles();
        assert!(styles.lines().next().is_some_and(|line| line.contains(&meaning)), "{meaning}\n{styles}");
        current.title()
    };
    for (key, title) in [("2", "Schedule"), ("5", "Activity"), ("1", "Integration Packs"), ("5", "Activity")] {
        screens.press(key);
        assert_eq!(shows(&screens), title);
    }
    for page in ["1", "2", "5"] {
        screens.press(page);
        let title = shows(&screens);
        screens.press("/125");
        assert_eq!(shows(&screens), title, "text is text");
        screens.press("<Esc>3");
        assert_eq!(shows(&screens), title, "there is no page 3");
    }
    screens.press("1<Tab>2");
    assert_eq!(shows(&screens), "Schedule");
    screens.press("r2");
    assert!(screens.screen().contains("Select Versions"), "the wizard keeps its place");
}

#[test]
fn help_names_the_pages_that_exist() {
    let screen = Workspace::sample().screens(120, 48).press("5?").screen();
    for there in ["Go to Schedule.", "Go to Activity.", "Show today, 7 days, 30 days, or all time."] {
        assert!(screen.contains(there), "{there}\n{screen}");
    }
    assert!(!screen.contains("Accounts"), "{screen}");
}

#[test]
fn what_was_missed_is_told_on_start() {
    journey!(missed, "");
}

#[test]
fn the_way_from_what_was_missed_to_the_schedule() {
    journey!(missed, "<Enter>");
}

#[test]
fn what_was_missed_stays_marked() {
    journey!(missed, "<Esc>/procure<Enter>");
}

#[test]
fn what_was_missed_is_marked_as_a_danger() {
    let workspace = missed();
    let mut screens = workspace.labelled(80, 24);
    assert!(meaning(&screens, "was due between").contains("danger"));
    screens.press("<Esc>/procure<Enter>");
    assert!(meaning(&screens, "Overdue: was due on").contains("danger"));
    assert!(meaning(&screens, "Schedule 1 !").contains("danger"));
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
    let drawn = SIZES.map(|(width, height)| {
        let workspace = Workspace::sample();
        let mut screens = workspace.screens(width, height);
        screens.press("/procure<Enter><Enter>");
        pass(&workspace, &mut screens, "2026-11-25T04:59:59Z");
        assert!(screens.screen().contains("◷ Scheduled for Wed 25 Nov 2026 · now"), "{}", screens.screen());
        pass(&workspace, &mut screens, WINDOW);
        assert_eq!(numbers(&workspace, "Procure to Pay").len(), 6);
        format!("{width}x{height}\n{}\n", framed(&screens))
    });
    insta::assert_snapshot!(drawn.join("\n"));
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
    assert!(screen.contains("Schedule 1 !"), "{screen}");
    assert!(screens.program().model.layers.is_empty(), "no dialog that would take keys meant for something else");
}

#[test]
fn a_clock_that_goes_back_repeats_nothing_and_is_told() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    pass(&workspace, &mut screens, WINDOW);
    pass(&workspace, &mut screens, "2026-11-25T03:00:00Z");
    let screen = screens.screen();
    assert!(screen.contains("the clock is 120 min behind the journal; nothing is repeated"), "{screen}");
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
    let app = App::new(model, Theme::default()).with_wizard_for(workspace.pack("Order to Cash"));
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

/// The small workspace with a scheduled release that turned out to be blocked. Every door refuses what would lead to
/// it, so that only a damaged or mended state has one: here the worker's answers are made to say so.
fn blocked(width: u16, height: u16) -> Harness<App> {
    let reason = "version 1.2 of Create Invoice can't be chosen: deleted";
    let workspace = Workspace::of(SMALL);
    schedule(&workspace, "Order to Cash", "2026-11-25", "");
    let mut engine = workspace.engine();
    let mut app = App::new(Model::new(engine.overview(), "~/ipack".into()), Theme::default());
    app.model.resized(width, height);
    let work = move |request: Request| {
        let first = matches!(request, Request::Refresh);
        let mut answer = worker::answer(&mut engine, request);
        match &mut answer {
            Answer::Refreshed(Ok(news)) if first => {
                let mut overview = engine.overview();
                let mut packs = overview.packs.to_vec();
                for entry in &mut packs {
                    Arc::make_mut(&mut entry.summary).scheduled.iter_mut().for_each(|scheduled| scheduled.2 = true);
                }
                (overview.packs, overview.standings.blocked) = (packs.into(), 1);
                let (id, name) = (overview.packs[0].summary.id.clone(), overview.packs[0].summary.name.clone());
                let blocked = vec![Blocked { id, name, reason: reason.into() }];
                *news = Some((overview, News { blocked, ..News::default() }));
            }
            Answer::Pack(_, Ok(view)) => {
                let scheduled = Arc::make_mut(&mut view.pack).scheduled.iter_mut();
                scheduled.for_each(|scheduled| scheduled.blocked = Some(reason.into()));
            }
            Answer::Schedule(Ok(entries)) => {
                for entry in entries {
                    entry.scheduled.blocked = Some(reason.into());
                }
            }
            _ => {}
        }
        answer
    };
    Harness::new(app, work, width, height)
}

#[test]
fn a_blocked_release_is_told_and_marked() {
    let drawn = SIZES.map(|(width, height)| {
        let mut screens = blocked(width, height);
        let start = framed(&screens);
        screens.press("2");
        format!("{width}x{height}\n{start}\n{}\n", framed(&screens))
    });
    insta::assert_snapshot!(drawn.join("\n"));
}

#[test]
fn everything_that_happened() {
    journey!(busy, "5");
}

#[test]
fn activity_of_a_kind() {
    journey!(busy, "5fff");
}

#[test]
fn activity_of_a_pack_and_a_person() {
    journey!(busy, "5<Down>pw");
}

#[test]
fn activity_filtered_by_a_text() {
    journey!(busy, "5/order to cash<Enter>");
}

#[test]
fn activity_without_a_match() {
    journey!(busy, "5/zzz");
}

#[test]
fn activity_of_an_empty_workspace() {
    journey!(Workspace::empty, "5");
}

#[test]
fn a_long_activity_is_told_whole_below() {
    journey!(Workspace::sample, "5/retail late<Enter>");
}

#[test]
fn filters_of_the_activity_narrow_and_let_go() {
    let workspace = busy();
    let mut screens = workspace.screens(80, 24);
    let words = |screens: &Harness<App>| screens.screen().lines().nth(3).expect("a line").trim().to_owned();
    let all = "Everything that happened, the newest first";
    assert_eq!(words(screens.press("5")), all);
    for since in ["Only today", "Only the last 7 days", "Only the last 30 days", all] {
        assert_eq!(words(screens.press("t")), since);
    }
    assert_eq!(words(screens.press("f")), "Only RELEASE");
    assert_eq!(words(screens.press("p")), "Only RELEASE · Record to Report");
    assert_eq!(words(screens.press("w")), "Only RELEASE · Record to Report · by j.chen");
    assert_eq!(words(screens.press("tp")), "Only RELEASE · by j.chen · today");
    assert!(screens.screen().contains("No match"), "{}", screens.screen());
    assert_eq!(words(screens.press("<Esc>")), all);
    let kinds: Vec<String> = (0..5).map(|_| words(screens.press("f"))).collect();
    assert_eq!(kinds, ["Only RELEASE", "Only ROLLBACK", "Only SCHEDULE", "Only IMPORT", all], "kinds that occur");
}

#[test]
fn activity_follows_what_others_do() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("5<Down><Down>");
    let selected = |screens: &Harness<App>| screens.program().model.activity.selected().expect("a row").clone();
    let before = selected(&screens);
    schedule(&workspace, "Order to Cash", "2026-12-01", "For the auditors");
    screens.tick(instant(support::NOW));
    assert!(screens.screen().contains("scheduled for Tue"), "{}", screens.screen());
    assert_eq!(selected(&screens), before, "the row that is looked at stays selected");
    let pack = before.pack.expect("a pack").1;
    assert!(screens.press("<Enter>").screen().contains(&pack));
}

#[test]
fn a_journal_that_is_long_to_read_is_waited_for() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.hold_answers().press("5").late();
    assert!(screens.screen().contains("Reading the journal…"), "{}", screens.screen());
    assert!(screens.release_answers().screen().contains("Everything that happened"));
}

#[test]
fn another_program_that_releases_it_is_followed() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("2");
    set(&workspace, WINDOW);
    let clock = FixedClock::new(instant(WINDOW));
    let scheduler = Engine::open(&workspace.path(), clock, "scheduler".into(), Via::Scheduler).expect("it opens");
    let tick = scheduler.with_local_zone(LOCAL).tick(ipack::engine::DueSince::Ever).expect("a tick");
    assert_eq!(tick.released.len(), 1);
    screens.tick(instant(WINDOW));
    let screen = screens.screen();
    assert!(screen.contains("Nothing is scheduled") && !screen.contains("is released"), "{screen}");
}
