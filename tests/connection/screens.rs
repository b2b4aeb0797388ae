//! The screens of a connected workspace: what goes out, what is waited for, and what is off.

use chrono::TimeDelta;
use ipack::{
    engine::DueSince,
    tui::{app::App, harness::Harness, model::Model, theme::Theme, worker},
};

use crate::{
    stage::{Fate, Stage},
    support::{
        NOW, Workspace, instant,
        screens::{says, says_not},
    },
};

pub(crate) fn screens(stage: &Stage) -> Harness<App> {
    let mut engine = stage.desk_that_goes_out();
    let mut model = Model::new(engine.overview(), "~/.local/share/ipack".into());
    model.resized(80, 24);
    let app = App::new(model, Theme::default());
    Harness::new(app, move |request| worker::answer(&mut engine, request), 80, 24)
}

/// The same, where the platform is looked at by itself every ten minutes.
fn screens_that_look(stage: &Stage) -> Harness<App> {
    let mut engine = stage.desk_that_goes_out();
    let mut model = Model::new(engine.overview(), "~/.local/share/ipack".into());
    model.resized(120, 36);
    model.context.mirror.every = Some(TimeDelta::minutes(10));
    let app = App::new(model, Theme::default());
    Harness::new(app, move |request| worker::answer(&mut engine, request), 120, 36)
}

/// So many minutes pass.
fn pass(stage: &Stage, screens: &mut Harness<App>, minutes: i64) {
    let now = instant(NOW) + TimeDelta::minutes(minutes);
    stage.desk.clock.set(now);
    stage.platform.clock.set(now);
    screens.tick(now);
}

/// The wizard's second step for Order to Cash, on the button that releases.
const TO_THE_BUTTON: &str = "/order<Enter>rn<Enter>";

#[test]
fn a_release_is_waited_for_and_succeeds() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press(TO_THE_BUTTON).hold_answers().press("<Enter>");
    says(&screens, "Release Integration Pack: Waiting for the Platform");
    says(&screens, "The platform is asked to release Order to Cash.");
    says(&screens, "The release goes on when you stop watching.");
    says(&screens, "⏎ Stop Watching");
    screens.release_answers();
    says(&screens, "Order to Cash #2 is released.");
    screens.press("<Enter>");
    says(&screens, "Current release #2, 21 Nov 2026");
    stage.agrees();
}

#[test]
fn who_leaves_is_told_what_came_of_it() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press(TO_THE_BUTTON).hold_answers().press("<Enter><Esc>");
    says(&screens, "the release goes on; how it ended will be said, and stands in Activity");
    screens.release_answers();
    says(&screens, "Order to Cash #2 is released.");
    stage.agrees();
}

/// Another wizard is in front when the answer comes: it is none of its business.
#[test]
fn the_answer_to_one_is_no_answer_to_another() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press(TO_THE_BUTTON).hold_answers().press("<Enter><Esc>").release_answers();
    screens.press("<Esc>/returns<Enter>r");
    says(&screens, "Release Integration Pack: Select Versions");
    stage.agrees();
}

#[test]
fn what_is_refused_keeps_the_choices() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press(TO_THE_BUTTON);
    stage.fates(&[Fate::Fair, Fate::Instead(400, "{\"message\":\"No component can be released.\"}")]);
    screens.press("<Enter>");
    says(&screens, "the platform refused it: No component can be released");
    screens.press("<Enter>");
    says(&screens, "Release Integration Pack: Select Release Schedule");
    screens.press("<Enter>");
    says(&screens, "Order to Cash #2 is released.");
    stage.agrees();
}

#[test]
fn what_nobody_knows_stands_on_the_pack_and_is_not_asked_again() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press(TO_THE_BUTTON);
    stage.fates(&[Fate::Fair, Fate::LostBefore]);
    screens.press("<Enter>");
    says(&screens, "it is not known whether Order to Cash is released");
    screens.press("<Enter>");
    says(&screens, "! Asked 21 Nov 2026, 19:00 CET: no certain answer");
    screens.press("r");
    says(&screens, "a release of Order to Cash is still waiting for the platform's answer");
    screens.press("o");
    says(&screens, "What Came of It · Order to Cash");
    says(&screens, "[ Leave It Open ]  [ It Did Not ]  [ It Happened ]");
    screens.press("<Enter>o<Tab><Enter>");
    says(&screens, "Order to Cash is as it was before it was asked");
    says_not(&screens, "no certain answer");
    screens.press("rn<Enter><Enter>");
    says(&screens, "Order to Cash #2 is released.");
    stage.agrees();
}

#[test]
fn what_happened_there_is_written_down_as_a_person_says() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press("/order<Enter>rn<Down><Enter>2026-12-01");
    stage.fates(&[Fate::Fair, Fate::LostAfter]);
    screens.press("<Tab><Tab><Tab><Tab><Enter><Enter>o<S-Tab><Enter>");
    says(&screens, "Order to Cash is scheduled as asked");
    says(&screens, "◷ Scheduled for Tue 1 Dec 2026");
    stage.agrees();
}

#[test]
fn a_date_goes_out_is_moved_and_changed_and_can_not_be_cancelled() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press("/order<Enter>rn<Down><Enter>2026-12-01").hold_answers().press("<Tab><Tab><Tab><Tab><Enter>");
    says(&screens, "Release Integration Pack: Waiting for the Platform");
    screens.release_answers();
    says(&screens, "Order to Cash is scheduled for Tue 1 Dec 2026.");
    screens.press("<Enter>m2026-12-03").hold_answers().press("<Enter><Enter>");
    says(&screens, "working… · Esc stops it");
    screens.release_answers();
    says(&screens, "Order to Cash is moved to Thu 3 Dec 2026");
    screens.press("c=n<Enter>");
    says(&screens, "1 upgrade · 2 unchanged");
    says_not(screens.press("<Enter>"), "Cancel Release");
    says(screens.press("x"), "the platform's API can't cancel a scheduled release");
    let of = |workspace: &Workspace| {
        workspace.engine().pack(&"19440978-ba6f".into()).expect("a pack").pack.scheduled.clone()
    };
    let [there, here] = [&stage.platform, &stage.desk].map(|side| of(side).expect("scheduled"));
    assert_eq!((there.release_on_date, there.components), (here.release_on_date, here.components));
    // By the pack's id and by the request's.
    stage.always(Some(("ReleaseIntegrationPack/", Fate::Instead(400, "{\"message\":\"It is too late.\"}"))));
    screens.press("m2026-12-04<Enter><Enter>");
    says(&screens, "the platform refused it: It is too late");
    screens.press("<Esc><Esc>");
    stage.always(Some(("ReleaseIntegrationPack/", Fate::LostBefore)));
    screens.press("m2026-12-05<Enter><Enter>");
    says(&screens, "the platform shows no change");
}

/// On both pages, for one release and for marked ones: nobody writes a reason in vain.
#[test]
fn what_the_platform_can_not_cancel_opens_no_dialog() {
    for keys in ["x", "<Space>x", "2x", "2<Space>x"] {
        let stage = Stage::synced(Workspace::small());
        let mut screens = screens(&stage);
        screens.press("/order<Enter>rn<Down><Enter>2026-12-01<Tab><Tab><Tab><Tab><Enter><Enter>");
        says_not(screens.press(keys), "Keep It");
        says(&screens, "the platform's API can't cancel a scheduled release");
    }
}

#[test]
fn several_go_out_one_after_the_other() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press("<Space><Down><Space>rn<Enter>").hold_answers().press("<Enter>");
    says(&screens, "asking the platform");
    screens.release_answers();
    says(&screens, "Order to Cash #2 is released");
    says(&screens, "Returns #1 is released");
    stage.agrees();
}

#[test]
fn before_the_first_synchronisation_it_is_the_way_to_start() {
    let stage = Stage::connected(Workspace::small());
    let mut screens = screens(&stage);
    says(&screens, "R                     read the integration packs of the platform");
    says(&screens, "ipack platform sync   the same, from a shell");
    says_not(&screens, "create an integration pack");
    screens.hold_answers().press("R");
    says(&screens, "The integration packs of the platform are being read");
    screens.release_answers();
    says(&screens, "Order to Cash");
}

#[test]
fn the_platform_is_looked_at_on_start_in_time_and_on_wish() {
    let stage = Stage::connected(Workspace::small());
    let mut screens = screens_that_look(&stage);
    says(&screens, "Order to Cash");
    says(&screens, "2 new packs");
    says(&screens, "synced now");
    stage.asked();
    pass(&stage, &mut screens, 9);
    assert_eq!(stage.asked(), [""; 0]);
    says(&screens, "synced 9 min ago");
    pass(&stage, &mut screens, 10);
    assert!(!stage.asked().is_empty());
    says(&screens, "synced now");
    screens.hold_answers().press("R");
    says(&screens, "syncing");
    screens.press("R").release_answers();
    says(&screens, "in step with the platform");
    let asked = stage.asked();
    let of_packs = asked.iter().filter(|asked| *asked == "POST PublisherIntegrationPack/query").count();
    assert_eq!(of_packs, 1, "one look at a time");
}

/// Whoever waits for a look can stop it: nothing is taken over, and the next one takes over all.
#[test]
fn a_look_that_is_waited_for_is_stopped_with_esc_and_the_next_one_does_it_all() {
    let stage = Stage::connected(Workspace::small());
    let mut screens = screens(&stage);
    stage.asked();
    screens.hold_answers().press("R");
    says(&screens, "working… · Esc stops it");
    says(&screens, "Esc Stop");
    screens.press("<Esc>");
    says(&screens, "stopping…");
    screens.release_answers();
    says(&screens, "stopped; the next synchronisation takes over what is new");
    says(&screens, "No integration packs yet");
    assert_eq!(stage.asked(), [""; 0]);
    screens.press("R");
    says(&screens, "Order to Cash");
    says_not(&screens, "Esc");
    stage.agrees();
}

/// A look of its own disturbs nobody: Esc is the page's, unless the admin wishes that look, too.
#[test]
fn a_look_in_time_leaves_esc_to_the_page() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens_that_look(&stage);
    screens.hold_answers();
    pass(&stage, &mut screens, 11);
    says(&screens, "syncing");
    says_not(screens.press("<Esc>"), "stopping…");
    says(screens.press("R"), "Esc stops it");
    screens.press("/");
    says_not(&screens, "Esc stops it");
    screens.press("<Esc>");
    says(screens.press("<Esc>"), "stopping…");
    screens.release_answers();
    says(&screens, "stopped; the next synchronisation takes over what is new");
    says(&screens, "synced 11 min ago");
}

#[test]
fn what_falls_due_is_asked_after_each_minute() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens_that_look(&stage);
    screens.press("/order<Enter>rn<Down><Enter>2026-11-22<Tab><Tab><Tab><Tab><Enter><Enter>");
    says(&screens, "◷ Scheduled for Sun 22 Nov 2026");
    let due = 11 * 60 + 5;
    pass(&stage, &mut screens, due);
    stage.asked();
    pass(&stage, &mut screens, due + 1);
    assert!(!stage.asked().is_empty());
    stage.platform.engine().tick(DueSince::Ever).expect("performed there");
    pass(&stage, &mut screens, due + 2);
    says(&screens, "1 pack released as scheduled");
    says(&screens, "Current release #2");
    stage.agrees();
}

/// What the platform does not perform in its hour is overdue; nothing here could have performed it, or can cancel it.
#[test]
fn what_the_platform_has_not_performed_offers_no_cancelling() {
    let stage = Stage::synced(Workspace::small());
    screens(&stage).press("/order<Enter>rn<Down><Enter>2026-11-22<Tab><Tab><Tab><Tab><Enter><Enter>");
    stage.desk.clock.set(instant(NOW) + TimeDelta::hours(30));
    let mut screens = screens(&stage);
    says(&screens, "The platform has not performed this scheduled release:");
    says(&screens, "Release it now, or move it on the Schedule page.");
    screens.press("<Enter>");
    says(&screens, "Release it now, or move it to another");
    let mut desk = stage.desk_that_goes_out();
    let tick = desk.tick(DueSince::Ever).expect("asked");
    let told: Vec<String> = desk.reports(&tick).iter().map(ToString::to_string).collect();
    let overdue = "Order to Cash is overdue since Sun 22 Nov 2026: release it now or move it";
    assert!(told.iter().any(|said| said == overdue), "{told:?}");
}

#[test]
fn while_the_platform_is_out_of_reach_the_header_says_so_and_what_goes_out_is_off() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens_that_look(&stage);
    stage.always(Some(("", Fate::NotSent)));
    pass(&stage, &mut screens, 11);
    says(&screens, "Integration packs · offline");
    says(&screens, "the platform can't be asked: connection refused");
    screens.press("/order<Enter>r");
    says(&screens, "the platform can't be asked since 19:11: connection refused; R tries again");
    screens.press("<Esc>,");
    says(&screens, "Workspace Settings");
    screens.press("<Esc>R");
    says(&screens, "Failed to synchronise with the platform");
    stage.always(None);
    screens.press("<Enter>R");
    says(&screens, "in step with the platform");
    screens.press("r");
    says(&screens, "Release Integration Pack: Select Versions");
}

#[test]
fn a_token_that_is_refused_is_told_apart_from_a_platform_that_is_away() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens_that_look(&stage);
    stage.always(Some(("", Fate::Instead(401, "{\"message\":\"No.\"}"))));
    pass(&stage, &mut screens, 11);
    says(&screens, "token refused");
    says_not(&screens, "offline");
    screens.press("/order<Enter>r");
    says(&screens, "the platform can't be asked since 19:11: the platform answered 401: No; R tries again");
}

#[test]
fn what_does_not_go_out_is_off() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press("3e");
    says(&screens, "the packs of this workspace live on the platform, in account acme");
    screens.press("1");
    screens.press("I");
    says(&screens, "the packs of this workspace live on the platform, in account acme");
}

#[test]
fn what_is_changed_goes_out_in_sight_of_whoever_waits() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press("/returns<Enter>e<End>").paste(" API").hold_answers().press("<S-Tab><Enter>");
    says(&screens, "Esc stops it");
    screens.release_answers();
    says(&screens, "the details of Returns API are saved");
    stage.agrees();
}

#[test]
fn what_is_made_there_is_shown_here() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press("n").paste("Refunds").press("<S-Tab><Enter>");
    says(&screens, "Refunds is created");
    says(&screens, "Single Attachment");
    stage.agrees();
}

#[test]
fn a_pack_is_installed_and_uninstalled_in_an_accounts_name() {
    let stage = Stage::synced(Workspace::small());
    stage.platform.engine().uninstall(&"a2".into(), &"i2".into()).expect("uninstalled there");
    let mut screens = screens(&stage);
    screens.press("3/berg<Enter>b/order<Enter><Enter><Enter>");
    says(&screens, "the partner API is not enabled");
    screens.press("<Esc><Esc><Esc>");
    stage.post.line().twin.partner = true;
    screens.press("b/order<Enter><Enter><Enter>");
    says(&screens, "Order to Cash is installed in Bergmann");
    says(&screens, "Integration Packs (1 known)");
    screens.press("<Esc><Tab>x<Tab><Enter>");
    says(&screens, "is uninstalled");
    says(&screens, "The platform does not tell what is installed.");
    assert!(stage.platform.engine().account(&"a2".into()).expect("an account").instances.is_empty());
}

#[test]
fn what_the_platform_refuses_is_told_and_nothing_is_changed() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    screens.press("n").paste("Refunds");
    stage.always(Some(("PublisherIntegrationPack", Fate::Instead(403, "{\"message\":\"Access denied.\"}"))));
    screens.press("<S-Tab><Enter>");
    says(&screens, "the platform answered 403: Access denied");
    stage.always(None);
    stage.agrees();
}
