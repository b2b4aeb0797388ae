//! Legacy deployment: publications, the one dialog that releases them, and the same story by keys and by commands.

use ipack::{
    domain::{Deployment, ReleaseKind},
    engine::{ReleaseOrder, When},
};

use crate::{
    support::{
        Workspace,
        screens::{leads_to, meaning, numbers, pass, says},
    },
    twice::{
        Step::{self, Do, Until},
        tell,
    },
    whole_screens,
};

/// Policy Documents waits in the sample for Wednesday 25 November; its window opens at this instant.
const WINDOW: &str = "2026-11-25T00:00:00Z";

fn legacy() -> Workspace {
    Workspace::legacy()
}

#[test]
fn the_publications() {
    whole_screens!(legacy, "");
}

#[test]
fn a_version_that_was_rolled_back_is_available_with_a_warning() {
    leads_to(legacy, "/broker<Enter><Enter><Down>", &["▌Quote Rating 2 ▲ 3 ! 3", "rolled back in #5"]);
}

#[test]
fn with_nothing_published_the_release_is_disabled() {
    leads_to(
        legacy,
        "/premium<Enter><Enter><Tab><Enter>",
        &["! nothing of Premium Billing was published since its current release"],
    );
}

#[test]
fn what_is_disabled_is_dim_and_says_why() {
    let workspace = legacy();
    let mut screens = workspace.labelled(80, 24);
    let before = workspace.bytes();
    screens.press("/premium<Enter><Enter>");
    assert!(meaning(&screens, "[ Integration Pack Release ]").contains("unavailable"), "{}", screens.styles());
    screens.press("r");
    let said = "nothing of Premium Billing was published since its current release";
    assert!(screens.screen().contains(said), "{}", screens.screen());
    assert!(screens.program().model.wizard.is_none());
    assert_eq!(workspace.bytes(), before);
    screens.press("<Esc>/claims<Enter><Enter>");
    assert!(!meaning(&screens, "[ Integration Pack Release ]").contains("unavailable"), "{}", screens.styles());
}

#[test]
fn publishing_chooses_neither_version_nor_sharing() {
    leads_to(
        legacy,
        "6/direct<Enter>p",
        &[
            "Publish Component · Direct Debit Export",
            "in Legacy deployment versions are plain counters and can't be",
            "always, in Legacy deployment",
        ],
    );
}

#[test]
fn the_dialog() {
    whole_screens!(legacy, "/broker<Enter>r");
}

#[test]
fn the_dialog_with_a_release_scheduled() {
    leads_to(
        legacy,
        "/policy<Enter>r",
        &[
            "one is scheduled: move or",
            "! Policy Document Print 4 is newer, and",
            "! Brings forward the release scheduled",
            "for Wed 25 Nov 2026.",
            "1 that has it already.",
        ],
    );
}

#[test]
fn the_calendar_of_the_dialog() {
    whole_screens!(legacy, "/broker<Enter>r<Down><Enter><Down>");
}

#[test]
fn a_date_in_the_dialog() {
    leads_to(
        legacy,
        "/broker<Enter>r<Down><Enter>2026-12-01<Enter>",
        &["(•) Release Pending", "[ 2026-12-01 Tue ▾ ]", "◷ Tue 1 Dec 2026, 00:00–01:00 GMT"],
    );
}

#[test]
fn a_date_that_is_none() {
    leads_to(
        legacy,
        "/broker<Enter>r<Down><Enter>yesterday<Enter>",
        &["▌[ yesterday ▾ ]", r#"! "yesterday" is not a date"#],
    );
}

#[test]
fn released_immediately() {
    whole_screens!(legacy, "/broker<Enter>r<Enter><Enter>");
}

#[test]
fn released_on_a_date() {
    leads_to(
        legacy,
        "/broker<Enter>r<Down><Enter>2026-12-01<Enter><Tab><Tab><Tab>Winter<Enter><Enter>",
        &[
            "Broker Quotes is scheduled for Tue 1 Dec 2026.",
            r#"ipack release "Broker Quotes" --on 2026-12-01 --notes Winter --yes"#,
        ],
    );
}

#[test]
fn a_publication_in_no_group_offers_one() {
    leads_to(
        legacy,
        "/agent<Enter>r<Enter><Enter>g",
        &[
            "Agent Onboarding #1 is released.",
            "Add to Account Groups · Agent Onboarding",
            "▌[ ] Mutuals and Brokers 5 accounts",
        ],
    );
}

#[test]
fn rolled_back_to_a_release_of_the_history() {
    leads_to(
        legacy,
        "/broker<Enter>h<Down><Down><Down>b",
        &[
            "Integration Pack Release: Roll Back to #2 · Broker Quotes",
            "▼ Broker Commission 2 → 1",
            r#"ipack rollback "Broker Quotes" \"#,
        ],
    );
}

#[test]
fn leaving_the_dialog_changes_nothing() {
    let workspace = legacy();
    let before = workspace.bytes();
    for keys in [
        "<Esc>",
        "<Tab><Tab><Enter>",
        "<Down><Enter>2026-12-01<Esc><Tab><Enter>",
        "<Tab>some notes<Esc><Tab><Enter>",
        "<Tab>some notes<Tab><Enter><Tab><Enter>",
    ] {
        let mut screens = workspace.screens(80, 24);
        screens.press("/broker<Enter>r").press(keys);
        assert!(screens.program().model.wizard.is_none(), "{keys}: {}", screens.screen());
        assert!(screens.program().model.dialogs.is_empty(), "{keys}: {}", screens.screen());
    }
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn no_key_chooses_a_version() {
    let workspace = legacy();
    let mut screens = workspace.screens(80, 24);
    screens.press("/policy<Enter>c");
    assert!(screens.program().model.wizard.is_none(), "{}", screens.screen());
    screens.press("2c");
    assert!(screens.program().model.wizard.is_none(), "{}", screens.screen());
    let before = screens.press("1/broker<Enter>r").screen();
    assert_eq!(screens.press("p<Left>=lszn").screen(), before);
}

#[test]
fn what_is_scheduled_is_brought_forward() {
    let workspace = legacy();
    let mut screens = workspace.screens(80, 24);
    screens.press("/policy<Enter>r<Enter><Enter>");
    let screen = screens.screen();
    assert!(screen.contains("Policy Documents #3 is released") && screen.contains("is brought forward"), "{screen}");
    let view = workspace.engine().pack(&workspace.pack("Policy Documents")).expect("a pack");
    assert!(view.pack.scheduled.is_none() && view.releasable, "a version published since is available");
}

#[test]
fn what_is_scheduled_is_superseded_by_a_rollback() {
    let workspace = legacy();
    let mut screens = workspace.screens(120, 36);
    let screen = screens.press("/policy<Enter>h<Down>b").screen();
    assert!(screen.contains("Supersedes the release scheduled for Wed 25 Nov 2026."), "{screen}");
    assert!(screen.contains("1 instance has applied that early"), "{screen}");
    let screen = screens.press("<Enter><Enter>").screen();
    assert!(screen.contains("rolled back to #1, as release #3") && screen.contains("is superseded"), "{screen}");
}

#[test]
fn its_date_comes_while_the_screens_are_open() {
    let workspace = legacy();
    let mut screens = workspace.screens(80, 24);
    screens.press("/policy<Enter><Enter>");
    pass(&workspace, &mut screens, WINDOW);
    says(&screens, "✓ Policy Documents #3 is released, as scheduled");
    says(&screens, "Policy Document Print 3 ▲ 4 4");
    assert_eq!(numbers(&workspace, "Policy Documents").len(), 3);
}

/// Another program's engine releases what is available.
fn release_elsewhere(workspace: &Workspace, when: When) {
    let mut engine = workspace.engine();
    let proposal = engine.propose_release(&workspace.pack("Broker Quotes")).expect("a proposal");
    let (basis, selection) = (proposal.basis, proposal.selection);
    engine
        .release(&ReleaseOrder { basis, selection, when, notes: "Somebody was faster".into(), overriding: None })
        .expect("released");
}

#[test]
fn a_conflict_is_refused_in_the_dialog_and_can_be_decided_again() {
    let workspace = legacy();
    let mut screens = workspace.screens(80, 24);
    screens.press("/broker<Enter>h<Down>b<Tab>Too much<Enter>");
    release_elsewhere(&workspace, When::Now);
    screens.press("<Enter>");
    says(&screens, "was changed meanwhile by admin@desk");
    says(&screens, "look at what changed and decide again");
    let screen = screens.press("<Esc>").screen();
    assert!(screen.contains("Roll Back to #4") && screen.contains("Too much"), "{screen}");
    screens.press("<Enter>");
    let view = workspace.engine().pack(&workspace.pack("Broker Quotes")).expect("a pack");
    let current = view.pack.current().expect("a release");
    assert_eq!((current.number, current.rollback_to, current.notes.as_str()), (7, Some(4), "Too much"));
}

#[test]
fn a_release_that_others_scheduled_takes_the_date() {
    let workspace = legacy();
    let mut screens = workspace.screens(80, 24);
    screens.press("/broker<Enter>r<Down><Enter>2026-12-01<Enter>");
    release_elsewhere(&workspace, When::On("2026-12-24".parse().expect("a date")));
    let screen = screens.press("<Enter><Esc>").screen();
    assert!(screen.contains("one is scheduled: move or"), "{screen}");
    assert!(screen.contains("(•) Release Pending"), "what was meant for a date is not released at once: {screen}");
}

#[test]
fn a_deployment_that_others_change_turns_the_dialog_into_the_wizard() {
    let workspace = Workspace::legacy();
    let mut screens = workspace.screens(80, 24);
    screens.press("/policy<Enter>r<Enter><Enter><Enter>/broker<Enter>r");
    let mut engine = workspace.engine();
    engine.change_settings(|settings| settings.deployment = Deployment::Standard).expect("changed");
    release_elsewhere(&workspace, When::Now);
    screens.press("<Enter><Enter><Esc>");
    let screen = screens.screen();
    assert!(screen.contains("Release Integration Pack: Select Release Schedule"), "{screen}");
}

pub(crate) const STORY: &[Step] = &[
    Do(
        "6/direct<Enter>pNext<Tab><Tab><Enter>1",
        &[&["component", "package", "Direct Debit Export", "--notes", "Next"]],
    ),
    Do(
        "/premium<Enter>r<Tab>SEPA again<Enter><Enter><Enter>",
        &[&["release", "Premium Billing", "--now", "--notes", "SEPA again", "--yes"]],
    ),
    Do(
        "/broker<Enter>r<Down><Enter>2026-11-30<Enter><Enter><Enter>",
        &[&["release", "Broker Quotes", "--on", "2026-11-30", "--yes"]],
    ),
    Do(
        "/claims<Enter>r<Down><Enter>+3d<Enter><Enter><Enter>",
        &[&["release", "Claims Intake", "--on", "+3d", "--yes"]],
    ),
    Do(
        "/claims<Enter>m2026-12-24<Enter><Enter>",
        &[&["schedule", "move", "Claims Intake", "--on", "2026-12-24", "--yes"]],
    ),
    Until("2026-11-25T00:00:00Z"),
    Do("/claims<Enter>x<Tab><Tab><Enter>", &[&["schedule", "cancel", "Claims Intake", "--yes"]]),
    Until("2026-11-30T00:10:00Z"),
    Do(
        "/broker<Enter>h<Down><Down><Down>b<Enter><Enter><Enter>",
        &[&["rollback", "Broker Quotes", "--to", "3", "--now", "--yes"]],
    ),
    Do(",<Tab><Tab><Down><Tab><Tab><Tab><Enter>", &[&["workspace", "set", "late-releases", "always"]]),
];

#[test]
fn keys_and_commands_tell_the_same_story() {
    let (keys, commands) = (legacy(), legacy());
    tell(STORY, &keys, &commands);
    let kinds = |pack: &str| {
        let pack = keys.engine().pack(&keys.pack(pack)).expect("a pack").pack;
        pack.releases.iter().map(|release| (release.kind, release.rollback_to)).collect::<Vec<_>>()
    };
    let broker = kinds("Broker Quotes");
    assert_eq!(broker[5..], [(ReleaseKind::Release, None), (ReleaseKind::Rollback, Some(3))]);
    assert_eq!(
        (kinds("Premium Billing").len(), kinds("Policy Documents").len(), kinds("Claims Intake").len()),
        (4, 3, 3)
    );
}

#[test]
fn nothing_is_released_before_what_to_know_was_to_be_read() {
    let workspace = legacy();
    let mut screens = workspace.screens(60, 16);
    screens.press("/policy<Enter>r<Enter><Enter>");
    says(&screens, "read on to the end first: PgDn");
    screens.press("<PgDn><PgDn><PgDn><PgDn>");
    says(&screens, "Every instance gets it at once");
    says(screens.press("<Enter>"), "Policy Documents #3 is released");
}
