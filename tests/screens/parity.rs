//! No action exists only on screen: each has a command, or a written reason why it needs none.

use clap::{Command, CommandFactory};
use ipack::{cli::Cli, tui::keys::Action};

/// What stands for an action outside of the screens.
enum Elsewhere {
    /// This command, with these options.
    By(&'static str),
    /// Nothing, because.
    Not(&'static str),
}

use Elsewhere::{By, Not};

const MOVING: &str = "it moves the selection or the focus; a command names its object";
const SCREEN: &str = "it is about the screen itself";
const CALENDAR: &str = "it moves in the calendar; a command is given the date";

fn elsewhere(name: &str) -> Option<Elsewhere> {
    Some(match name {
        "move-up" | "move-down" | "page-up" | "page-down" | "first" | "last" | "next-control" | "previous-control"
        | "activate" | "choose" | "back" | "cancel" => Not(MOVING),
        "filter" | "keep-filter" | "clear-filter" | "sort" => Not("a command names its object; lists can be piped"),
        "help" => By("help"),
        "palette" | "redraw" | "suspend" | "quit" | "quit-now" => Not(SCREEN),
        "copy-id" | "view-pack" => By("pack show"),
        "show-installations" => By("pack instances"),
        "list-installations" => By("pack instances --waiting"),
        "show-integration-packs" => By("pack list"),
        "show-schedule" => By("schedule list"),
        "show-accounts" => By("account list"),
        "show-account-groups" => By("group list"),
        "show-activity" | "go-to-pack" => By("activity"),
        "show-components" => By("component list"),
        "create-component" => By("component create"),
        "package-component" => By("component package --include"),
        "delete-version" => By("component delete"),
        "compare-versions" => By("component diff"),
        "switch-shown" => By("component diff --show"),
        "workspace-settings" => By("workspace set"),
        "import" => By("import --dry-run"),
        "export" => By("export --out"),
        "only-pack" => By("activity --pack"),
        "since" => By("activity --since"),
        "filter-kind" | "only-person" => {
            Not("`activity --format json` tells kind and author of everything, to be picked")
        }
        "release" | "finish" => By("release"),
        "roll-back" => By("rollback --to"),
        "history" => By("history"),
        "compare-with-current" => By("diff"),
        "move-scheduled" => By("schedule move --on"),
        "change-scheduled" => By("schedule change --set"),
        "cancel-scheduled" => By("schedule cancel --recall"),
        "add-component" | "why-not" => By("pack add"),
        "remove-component" => By("pack remove"),
        "undelete-component" => By("pack undelete"),
        "open-folder" | "close-folder" | "add-checked" => Not("a command names what it adds, and needs no tree"),
        "create-account" => By("account create"),
        "apply-pending-updates" => By("account apply"),
        "browse-packs" => By("account show"),
        "install-pack" => By("account install"),
        "uninstall" => By("account uninstall"),
        "create-group" => By("group create"),
        "delete-group" => By("group delete"),
        "add-accounts" => By("group add"),
        "remove-from-group" => By("group remove"),
        "create-pack" => By("pack create"),
        "edit-pack" => By("pack edit"),
        "delete-pack" => By("pack delete"),
        "select-another-version" | "select-version" | "older-version" | "newer-version" | "use-latest" => {
            By("release --set")
        }
        "keep-current" => By("release --keep"),
        "view-details" => By("component show"),
        "restore-version" => By("component restore"),
        "undo" | "next-step" | "previous-step" => Not("a command is one step; nothing of it has to be taken back"),
        "open-calendar" => By("schedule window"),
        "add-packs" | "add-to-account-group" => By("group share"),
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

#[test]
fn every_action_has_a_command_or_a_reason() {
    let mut faults = Vec::new();
    for action in Action::ALL {
        match elsewhere(action.name()) {
            None => faults.push(format!("{} has neither a command nor a reason", action.name())),
            Some(By(command)) if !exists(command) => {
                faults.push(format!("{}: there is no `ipack {command}`", action.name()));
            }
            Some(Not(reason)) => assert!(!reason.is_empty()),
            Some(By(_)) => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
