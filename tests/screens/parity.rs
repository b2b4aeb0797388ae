//! No action exists only on screen: each has a command, or a written reason why it needs none. What changes the
//! workspace is told by keys and by commands in one of the stories, and comes to the same.

use clap::{Command, CommandFactory};
use ipack::{cli::Cli, tui::keys::Action};

use crate::{legacy, story, twice::Step};

/// What is told twice, to its end, by tests of their own.
const STORIES: [&[Step]; 3] = [story::WHOLE, story::THE_OTHER_VERBS, legacy::STORY];

/// What stands for an action outside of the screens.
enum Elsewhere {
    /// This command, with these options; it changes the workspace.
    Changes(&'static str),
    /// This command, with these options; it only tells.
    By(&'static str),
    /// Nothing, because.
    Not(#[expect(dead_code, reason = "for the reader")] &'static str),
}

use Elsewhere::{By, Changes, Not};

const MOVING: &str = "it moves the selection or the focus; a command names its object";
const SCREEN: &str = "it is about the screen itself";
const CALENDAR: &str = "it moves in the calendar; a command is given the date";

#[expect(clippy::too_many_lines, reason = "an arm for each kind of action")]
fn elsewhere(name: &str) -> Option<Elsewhere> {
    Some(match name {
        "move-up" | "move-down" | "page-up" | "page-down" | "first" | "last" | "next-control" | "previous-control"
        | "activate" | "choose" | "back" | "cancel" => Not(MOVING),
        "yes" | "no" => Not("a command that was given does what it says"),
        "filter" | "keep-filter" | "clear-filter" | "sort" => Not("a command names its object; lists can be piped"),
        "only-changes" | "next-change" | "previous-change" => Not("`--dry-run` lists what changes, and nothing else"),
        "help" => By("help"),
        "palette" | "run" | "redraw" | "suspend" | "quit" | "quit-now" => Not(SCREEN),
        "open-editor" => Not("a command is given the text"),
        "copy-command" => By("release --dry-run"),
        "copy-id" | "view-pack" => By("pack show"),
        "show-installations" => By("pack instances"),
        "list-installations" => By("pack instances --waiting"),
        "show-integration-packs" => By("pack list"),
        "show-schedule" => By("schedule list"),
        "show-accounts" => By("account list"),
        "show-account-groups" => By("group list"),
        "show-activity" | "go-to-pack" => By("activity"),
        "show-components" => By("component list"),
        "create-component" => Changes("component create"),
        "package-component" => Changes("component package --include"),
        "delete-version" => Changes("component delete"),
        "compare-versions" => By("component diff"),
        "switch-shown" => By("component diff --show"),
        "synchronise" => By("platform sync"),
        "stop-synchronising" => Not("Ctrl-C stops a command"),
        // Told in screens/freezes, as it takes a freeze.
        "override-freeze" => By("schedule override --reason"),
        "show-freezes" => By("freeze list"),
        "show-hooks" => By("hook list"),
        "add-hook" => By("hook add"),
        "remove-hook" => By("hook remove"),
        "test-hook" => By("hook test"),
        "redeliver-failed" => By("hook redeliver"),
        "add-freeze" => By("freeze add"),
        "remove-freeze" => By("freeze remove"),
        // Told in screens/approvals, as they take somebody else.
        "show-requests" => By("request list"),
        "show-request" => By("request show"),
        "approve-request" => By("request approve --comment"),
        "reject-request" => By("request reject --comment"),
        "withdraw-request" => By("request withdraw"),
        // Told in tests/connection, as it takes a platform.
        "settle-request" => By("platform settle --happened"),
        "workspace-settings" => Changes("workspace set"),
        "import" => Changes("import --dry-run"),
        "export" => By("export --out"),
        "only-pack" => By("activity --pack"),
        "since" => By("activity --since"),
        "filter-kind" | "only-person" => {
            Not("`activity --format json` tells kind and author of everything, to be picked")
        }
        "release" | "finish" => Changes("release"),
        "mark" | "mark-all" => Changes("release --all --atomic"),
        "open-versions" => By("release --set"),
        "reconnect" => Not("a command connects each time that it starts"),
        "roll-back" => Changes("rollback --to"),
        "history" => By("history"),
        "compare-with-current" => By("diff"),
        "show-report" | "copy-report" => By("report"),
        "move-scheduled" => Changes("schedule move --on"),
        "change-scheduled" => Changes("schedule change --set"),
        "cancel-scheduled" => Changes("schedule cancel --recall"),
        "add-component" => Changes("pack add"),
        "why-not" => By("pack add"),
        "remove-component" => Changes("pack remove"),
        "undelete-component" => Changes("pack undelete"),
        "open-folder" | "close-folder" | "add-checked" => Not("a command names what it adds, and needs no tree"),
        "create-account" => Changes("account create"),
        "rename-account" => Changes("account rename"),
        "apply-pending-updates" => Changes("account apply"),
        "browse-packs" => By("account show"),
        "install-pack" => Changes("account install"),
        "uninstall" => Changes("account uninstall"),
        "create-group" => Changes("group create"),
        "rename-group" => Changes("group rename"),
        "delete-group" => Changes("group delete"),
        "add-accounts" => Changes("group add"),
        "remove-from-group" => Changes("group remove"),
        "create-pack" => Changes("pack create"),
        "edit-pack" => Changes("pack edit"),
        "delete-pack" => Changes("pack delete"),
        "select-another-version" | "select-version" | "older-version" | "newer-version" | "use-latest" => {
            By("release --set")
        }
        "keep-current" => By("release --keep"),
        "view-details" => By("component show"),
        "restore-version" => Changes("component restore"),
        "undo" | "next-step" | "previous-step" => Not("a command is one step; nothing of it has to be taken back"),
        "open-calendar" => By("schedule window"),
        "add-packs" | "add-to-account-group" => Changes("group share"),
        "previous-day" | "previous-week" | "next-week" | "next-day" | "week-start" | "week-end" | "previous-month"
        | "next-month" | "previous-year" | "next-year" | "first-possible-day" | "choose-day" | "close-calendar" => {
            Not(CALENDAR)
        }
        _ => return None,
    })
}

/// Whether the command line has the command, and the command its option.
fn exists(words: &str) -> bool {
    let mut command: Command = Cli::command();
    command.build();
    for word in words.split(' ') {
        match word.strip_prefix("--") {
            Some(option) if command.get_arguments().any(|a| a.get_long() == Some(option)) => {}
            Some(_) => return false,
            None => match command.find_subcommand(word) {
                Some(found) => command = found.clone(),
                None => return false,
            },
        }
    }
    true
}

/// Whether this build leaves the command out.
fn is_left_out(words: &str) -> bool {
    !cfg!(feature = "platform") && words.starts_with("platform ")
}

#[test]
fn every_action_has_a_command_or_a_reason() {
    let mut faults = Vec::new();
    for action in Action::ALL {
        match elsewhere(action.name()) {
            None => faults.push(format!("{} has neither a command nor a reason", action.name())),
            Some(By(command) | Changes(command)) if !exists(command) && !is_left_out(command) => {
                faults.push(format!("{}: there is no `ipack {command}`", action.name()));
            }
            Some(_) => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_changes_the_workspace_is_told_by_keys_and_by_commands() {
    let told: Vec<String> = STORIES
        .into_iter()
        .flatten()
        .filter_map(|step| if let Step::Do(_, lines) = step { Some(*lines) } else { None })
        .flat_map(|lines| lines.iter().map(|words| words.join(" ")))
        .collect();
    let changes = Action::ALL.iter().filter_map(|action| match elsewhere(action.name()) {
        Some(Changes(command)) => Some((action.name(), command.split(" --").next().unwrap_or(command))),
        _ => None,
    });
    let missing: Vec<_> =
        changes.filter(|(_, command)| !told.iter().any(|line| line.starts_with(&format!("{command} ")))).collect();
    assert!(missing.is_empty(), "in no story: {missing:?}");
}
