//! The Schedule page.

use ipack::{
    domain::{Event, Via},
    engine::{Blocked, News},
    store::{Author, Store, StoreError},
    tui::{
        app::App,
        command::{Command, Query, Request},
        harness::Harness,
        model::Model,
        theme::Theme,
        worker,
    },
};

use crate::{
    support::{
        NOW, Workspace, instant,
        screens::{busy, leads_to, says, says_not, schedule},
    },
    whole_screens,
};

#[test]
fn the_schedule_by_date() {
    whole_screens!(busy, "2");
}

#[test]
fn the_schedule_follows_the_selection() {
    leads_to(busy, "2<End>", &["▌Mon 4 Jan 2027 ◷ in 43 d 11 h Facturation", "January 2027", "▌ 4◷"]);
}

#[test]
fn what_does_not_show_of_the_selected_release_is_a_key_away() {
    let mut screens = busy().screens(80, 24);
    says(screens.press("2"), "1–13 of 18 · Tab");
    says_not(&screens, "Shipment Confirmation");
    says(screens.press("<Tab><End>"), "▌▲ Shipment Confirmation 2026.07 → 2026.11");
    says(&screens, "6–18 of 18");
    // The list keeps its selection, has the keys back after Esc, and what is selected next shows from its start.
    says(screens.press("<Esc><Down>"), "▌Wed 25 Nov 2026");
    says(&screens, "Wed 25 Nov 2026, 00:00–01:00 EST");
    let mut screens = busy().screens(120, 36);
    says_not(screens.press("2"), "· Tab");
    says(screens.press("<Tab><Down>"), "▌Wed 25 Nov 2026");
}

#[test]
fn the_schedule_of_the_sample() {
    leads_to(Workspace::sample, "2", &["1 scheduled release", "▌Wed 25 Nov 2026 ◷ in 3 d 11 h Procure to Pay"]);
}

#[test]
fn a_filtered_schedule() {
    leads_to(busy, "2/pay", &["/ pay 1 of 4 scheduled releases", "▌Wed 25 Nov 2026 ◷ in 3 d 11 h Procure to Pay"]);
}

#[test]
fn a_schedule_without_a_match() {
    leads_to(busy, "2/zzz<Enter>", &["0 of 4 scheduled releases", "No match"]);
}

/// After the last month that a calendar has there is none, and no other one in its place.
#[test]
fn the_last_month_of_all_is_followed_by_nothing() {
    let last = || {
        let workspace = Workspace::small();
        schedule(&workspace, "Order to Cash", "9999-12-31", "");
        workspace
    };
    let mut screens = last().screens(120, 48);
    says(screens.press("2"), "December 9999");
    let shown = screens.screen();
    assert!(!shown.contains("January") && shown.contains("today"), "{shown}");
}

#[test]
fn nothing_is_scheduled() {
    leads_to(Workspace::small, "2", &["Nothing is scheduled A release that waits for its date stands here"]);
}

#[test]
fn help_on_the_schedule() {
    leads_to(busy, "2?", &["On Schedule ▌r Release the integration pack, at once or on a date."]);
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

/// The small workspace with a scheduled release that turned out to be blocked. Every door refuses what would lead to
/// it, so that only a damaged or mended state has one: here it is written as decided, and told as news.
fn blocked(width: u16, height: u16) -> Harness<App> {
    let reason = "version 1.2 of Create Invoice can't be chosen: deleted";
    let workspace = Workspace::small();
    schedule(&workspace, "Order to Cash", "2026-11-25", "");
    let pack = workspace.pack("Order to Cash");
    let author = Author { by: "admin@desk".into(), via: Via::Tui, now: instant(NOW) };
    let event = Event::Blocked { pack: pack.clone(), reason: reason.into() };
    let mut store = Store::open(&workspace.path()).expect("opens");
    store.commit(&author, |_, _| Ok::<_, StoreError>((vec![event.clone()], ()))).expect("written");
    let mut engine = workspace.engine();
    let mut app = App::new(Model::new(engine.overview(), "~/ipack".into()), Theme::default());
    app.model.resized(width, height);
    let mut asked = 0;
    let work = move |request: Request| {
        asked += 1;
        let reply = worker::answer(&mut engine, request);
        // First the pack is read, then what came up is asked for.
        if asked != 2 {
            return reply;
        }
        let blocked = vec![Blocked { id: pack.clone(), name: "Order to Cash".into(), reason: reason.into() }];
        let news = Query::read("tell", move |_| Ok(News { blocked, ..News::default() }));
        let Command::Ask(request) = news.then(|news| vec![Command::Announce(Box::new(news))]) else { unreachable!() };
        worker::answer(&mut engine, request)
    };
    Harness::new(app, work, width, height)
}

#[test]
fn a_blocked_release_is_told_and_marked() {
    let mut screens = blocked(80, 24);
    says(&screens, "Schedule ◷1 !");
    says(&screens, "▌Order to Cash ● ✕");
    says(&screens, "✕ Blocked: scheduled for Wed 25 Nov 2026");
    says(&screens, "! Order to Cash can't be released as scheduled: version 1.2 of Create Invoice");
    screens.press("2");
    says(&screens, "▌Wed 25 Nov 2026 ✕ blocked");
    says(&screens, "✕ Blocked: version 1.2 of Create Invoice");
    says(&screens, "Change its versions, move it to another");
}
