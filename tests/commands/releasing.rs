//! Releasing now and on a date, rolling back, and every way to be refused.

use super::*;

#[test]
fn a_dry_run_says_it_all_and_does_nothing() {
    let workspace = Workspace::small();
    let before = workspace.bytes();
    let now = ["release", "Order to Cash", "--now", "--dry-run"];
    let said = transcript(
        &workspace,
        &[&now, &[&now[..], &["--format", "json"]].concat(), &["release", "Returns", "--on", "+3d", "--dry-run"]],
    );
    assert_eq!(workspace.bytes(), before);
    compare!(said);
}

#[test]
fn immediately() {
    let release = ["release", "19440978-ba6f", "--now", "--set", "Create Invoice=1.0", "--keep", "ledger"];
    compare!(transcript(
        &Workspace::small(),
        &[
            &[&release[..], &["--notes", "Back to the first", "--yes"]].concat(),
            &["pack", "show", "Order to Cash"],
            &["history", "Order to Cash", "3"],
            &["release", "Returns", "--now", "--yes", "--format", "json"],
        ]
    ));
}

#[test]
fn on_a_date() {
    compare!(transcript(
        &Workspace::small(),
        &[
            &["release", "Order to Cash", "--on", "1 dec", "--yes"],
            &["release", "Returns", "--on", "2027-02-22", "--yes", "--format", "json"],
            &["schedule", "list"],
            &["schedule", "list", "--format", "json"],
        ]
    ));
}

#[test]
fn nothing_scheduled_is_an_empty_list() {
    compare!(transcript(&Workspace::small(), &[&["schedule", "list"], &["schedule", "list", "--format", "json"]]));
}

#[test]
fn an_immediate_release_supersedes_the_scheduled_one() {
    let workspace = Workspace::small();
    let schedule = ["release", "Order to Cash", "--on", "2026-12-01", "--yes"];
    let now = ["release", "Order to Cash", "--now", "--keep", "Create Invoice"];
    compare!(transcript(
        &workspace,
        &[
            &schedule,
            &[&now[..], &["--dry-run"]].concat(),
            &[&now[..], &["--yes"]].concat(),
            &["schedule", "list"],
            &["pack", "list"],
        ]
    ));
}

#[test]
fn without_a_yes_nothing_is_confirmed_by_itself() {
    compare!(refused(
        &Workspace::small(),
        &[&["release", "Order to Cash", "--now"], &["release", "Order to Cash", "--on", "tomorrow"]]
    ));
}

#[test]
fn what_is_not_a_command() {
    compare!(refused(
        &Workspace::small(),
        &[
            &["release", "Order to Cash"],
            &["release", "Order to Cash", "--yes"],
            &["release", "Order to Cash", "--now", "--on", "tomorrow", "--yes"],
            &["release"],
            &["release", "--all", "Returns", "--now", "--yes"],
            &["release", "--all", "--now", "--yes", "--plan-out", "plan.ron"],
            &["relase"],
            &["pack", "show", "Returns", "--reset"],
        ]
    ));
}

#[test]
fn dates_that_are_none_or_too_early() {
    let on = |date: &'static str| ["release", "Order to Cash", "--on", date, "--yes"];
    compare!(refused(
        &Workspace::small(),
        &[
            &on("soonish"),
            &on("2027-02-30"),
            &on("1/12/2026"),
            &on(""),
            &on("-3d"),
            &on("today"),
            &on("2026-11-21"),
            &on("2026-11-01"),
        ]
    ));
}

#[test]
fn versions_that_cannot_be_released() {
    let set = |text: &'static str| ["release", "Order to Cash", "--now", "--set", text, "--yes"];
    compare!(refused(
        &Workspace::small(),
        &[
            &set("Create Invoice=1.2-rc"),
            &set("Create Invoice=9.9"),
            &set("Create Invoices=1.0"),
            &set("Create Invoice"),
            &set("=1.0"),
            &["release", "Order to Cash", "--now", "--keep", "Nobody", "--yes"],
            &["release", "Order to Cash", "--now", "--keep", "invoice", "--keep", "ledger", "--yes"],
        ]
    ));
    compare!(refused(&Workspace::of(BLOCKED), &[&["release", "Exchange", "--now", "--yes"]]));
}

#[test]
fn a_rollback_names_every_version_that_is_gone() {
    let workspace = Workspace::small();
    let done = [
        &["release", "Order to Cash", "--now", "--yes"][..],
        &["component", "delete", "Create Invoice", "1.0", "--yes"],
        &["component", "delete", "Ledger Posting", "2.0", "--yes"],
    ];
    transcript(&workspace, &done);
    compare!(refused(&workspace, &[&["rollback", "Order to Cash", "--to", "1", "--now", "--yes"]]));
}

#[test]
fn nothing_to_release_and_a_slot_that_is_taken() {
    let sample = Workspace::sample();
    compare!(refused(
        &sample,
        &[
            &["release", "HR Onboarding", "--now", "--yes"],
            &["release", "Field Service (pilot)", "--now", "--yes"],
            &["release", "Procure to Pay", "--on", "2026-12-01", "--yes"],
        ]
    ));
}

/// A component that none of several packs has is refused in the words of the first.
#[test]
fn a_component_of_none_of_the_packs_is_asked_of_the_first() {
    let workspace = Workspace::small();
    let output = run(&workspace, &["release", "Order to Cash", "2b7c", "--now", "--set", "Create Invoce=1.0", "--yes"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(text(&output.stderr).contains("did you mean \"Create Invoice\"?"), "{}", text(&output.stderr));
}

/// `--set` splits at the `=` whose left side names a component; both sides may hold more of them.
#[test]
fn set_splits_after_a_components_name() {
    let odd = SMALL.replace("\"Create Invoice\"", "\"a=b\"").replace("\"1.0\"", "\"=1=0\"");
    let workspace = Workspace::of(&odd);
    let plan = json(&workspace, &["release", "Order to Cash", "--now", "--set", "a=b==1=0", "--dry-run"]);
    assert_eq!(plan["changes"][0]["to"], "=1=0");
    assert!(plan["command"].as_str().expect("a command").contains("--set a=b==1=0"), "{}", plan["command"]);
}

/// Nothing is newer than what is current; an older version that is named is a release all the same.
#[test]
fn an_older_version_that_is_named_is_released_where_all_is_at_its_latest() {
    let workspace = Workspace::small();
    let now = ["release", "Order to Cash", "--now", "--yes"];
    assert!(run(&workspace, &now).status.success());
    let again = run(&workspace, &now);
    let told = text(&again.stderr);
    assert!(again.status.code() == Some(3) && told.contains("hint: `ipack rollback` is the way"), "{told}");
    let older = json(&workspace, &[&now[..], &["--set", "Create Invoice=1.0"]].concat());
    assert_eq!((&older["number"], older["changes"].to_string().contains("ROLLBACK")), (&4.into(), true), "{older}");
}

#[test]
fn two_choices_for_one_component_are_refused() {
    let workspace = Workspace::small();
    let said = refused(
        &workspace,
        &[
            &[
                "release",
                "Order to Cash",
                "--now",
                "--set",
                "Ledger Posting=1.0",
                "--set",
                "ledger posting=2.0",
                "--yes",
            ],
            &["release", "Order to Cash", "--now", "--set", "Ledger Posting=1.0", "--keep", "Ledger Posting", "--yes"],
            &[
                "release",
                "Order to Cash",
                "Returns",
                "--now",
                "--set",
                "Create Invoice=1.0",
                "--keep",
                "Create Invoice",
                "--yes",
            ],
        ],
    );
    assert!(
        said.contains("Ledger Posting is chosen twice: --set Ledger Posting=1.0 and --set ledger posting=2.0"),
        "{said}"
    );
    assert!(
        said.contains("Ledger Posting is chosen twice: --keep Ledger Posting and --set Ledger Posting=1.0"),
        "{said}"
    );
    assert_eq!(said.matches("\n[2]").count(), 3, "{said}");
}

/// One pack has the component, but not that version: that is why it is refused, and not that nobody has the component.
#[test]
fn several_packs_are_told_why_the_one_that_has_the_component_is_refused() {
    let workspace = Workspace::empty();
    for args in [
        &["component", "create", "C"][..],
        &["component", "package", "C", "--version", "1.0", "--shareable"],
        &["component", "create", "D"],
        &["component", "package", "D", "--version", "1.0", "--shareable"],
        &["pack", "create", "P"],
        &["pack", "add", "P", "C"],
        &["pack", "create", "Q"],
        &["pack", "add", "Q", "D"],
    ] {
        assert!(run(&workspace, args).status.success(), "{args:?}");
    }
    let release = |set| run(&workspace, &["release", "P", "Q", "--now", "--atomic", "--yes", "--set", set]);
    let told = text(&release("C=9.9").stderr);
    assert!(told.contains("failed to release P: C has no version 9.9"), "{told}");
    let told = text(&release("Nobody=9.9").stderr);
    assert!(told.contains("there is no component \"Nobody\""), "{told}");
}
