//! Hooks on the screens: added from Schedule, tried out, delivered to again.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use chrono::TimeDelta;
use ipack::{
    domain::{Hook, HookTarget, NoticeKind, Refusal},
    engine::{Clock, Engine, FreezeOrder, HookOrder, Notices},
    tui::{app::App, harness::Harness, model::Model, theme::Theme, worker},
};
use serde_json::json;

use crate::{
    support::{
        Workspace,
        screens::{says, says_not},
    },
    whole_screens,
};

/// An engine whose hooks are told while `takes` says so.
fn engine(workspace: &Workspace, takes: &Arc<AtomicBool>) -> Engine {
    let takes = Arc::clone(takes);
    workspace.engine().with_notices(Notices {
        hand_over: Arc::new(
            move |_, _, _| {
                if takes.load(Ordering::SeqCst) { Ok(()) } else { Err("it answered 500".to_owned()) }
            },
        ),
        elsewhere: Arc::new(|_| None),
        data: |_, _| json!({}),
        open: Arc::new(|| Err(Refusal::NoNotices.into())),
    })
}

fn screens(mut engine: Engine, width: u16, height: u16) -> Harness<App> {
    let mut model = Model::new(engine.overview(), "~/.local/share/ipack".into());
    model.resized(width, height);
    let app = App::new(model, Theme::default());
    Harness::new(app, move |request| worker::answer(&mut engine, request), width, height)
}

fn hook(name: &str, url: &str) -> HookOrder {
    HookOrder { name: name.into(), target: HookTarget::Url(url.into()), on: vec![], packs: vec![], secret_env: None }
}

/// A hook for which something was set aside, and one that is told.
fn set_aside(workspace: &Workspace, takes: &Arc<AtomicBool>) -> Engine {
    let mut engine = engine(workspace, takes);
    engine.add_hook(&hook("Chat", "https://chat.example/hooks/7")).expect("added");
    engine.add_freeze(&FreezeOrder { name: "Audit".into(), ..FreezeOrder::default() }).expect("added");
    for _ in 0..2 {
        engine.deliver_notices().expect("a delivery report");
        workspace.clock.set(workspace.clock.now() + TimeDelta::days(1));
    }
    engine.add_hook(&hook("Tickets", "http://10.0.0.7/ipack")).expect("added");
    engine
}

#[test]
fn a_hook_is_added_tried_and_removed_from_the_schedule_page() {
    let (workspace, takes) = (Workspace::small(), Arc::new(AtomicBool::new(true)));
    let mut screens = screens(engine(&workspace, &takes), 80, 24);
    says(screens.press("2H"), "Nobody is told what happens");
    screens.press("nChat<Tab>https://chat.example/hooks/7<Tab>released,lat");
    says(&screens, "Add Hook");
    screens.press("<Enter>");
    says(&screens, "there is no kind \"lat\"");
    screens.press("<BackTab>e<Enter><Enter><Enter><Enter>");
    says(&screens, "Chat is told from now on");
    let told: Vec<String> = workspace.engine().settings().hooks.iter().map(Hook::on_words).collect();
    assert_eq!(told, ["released, late"]);
    says(screens.press("t"), "Chat has taken it");
    takes.store(false, Ordering::SeqCst);
    says(screens.press("t"), "it answered 500");
    screens.press("<Enter>");
    says(screens.press("d"), "Nobody is told what happens");
    assert!(workspace.engine().settings().hooks.is_empty());
}

#[test]
fn what_was_set_aside_stands_in_the_header_and_is_delivered_again() {
    let (workspace, takes) = (Workspace::small(), Arc::new(AtomicBool::new(false)));
    let mut screens = screens(set_aside(&workspace, &takes), 80, 24);
    says(&screens, "1 notice not told");
    says(screens.press("2H"), "1 set aside");
    takes.store(true, Ordering::SeqCst);
    says(screens.press("r"), "Chat has taken what was set aside");
    says_not(&screens, "1 set aside");
}

/// A hook that is told everything, and one that is told of a pack.
fn hooked() -> Workspace {
    let workspace = Workspace::small();
    let mut engine = workspace.engine();
    engine.add_hook(&hook("Chat", "https://chat.example/hooks/7")).expect("added");
    let target = HookTarget::Command("notify-send ipack".into());
    let on = vec![NoticeKind::DueSoon, NoticeKind::Overdue];
    let packs = vec!["2b7c".into()];
    engine.add_hook(&HookOrder { target, on, packs, ..hook("Desktop", "") }).expect("added");
    workspace
}

#[test]
#[cfg_attr(not(feature = "notice"), ignore = "a build without notices says so instead")]
fn the_list_of_hooks() {
    whole_screens!(hooked, "2H");
}

#[test]
fn adding_a_hook() {
    whole_screens!(hooked, "2HnTickets<Tab>https://tickets.example/ipack");
}

#[test]
fn nothing_is_wrong_of_a_field_that_nobody_has_come_to() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    says_not(screens.press("2HnChat<Tab>"), "it names no program");
    says(screens.press("<Tab>"), "it names no program");
}

/// Columns cut it, or leave it out.
#[test]
fn the_selected_hook_is_told_whole() {
    let workspace = hooked();
    let mut screens = workspace.screens(60, 16);
    says(screens.press("2H<Down>"), "nothing waits; notify-send ipack; overdue, due-soon");
}
