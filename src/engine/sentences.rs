//! Sentences that screens and commands say alike. They begin with a small letter unless they begin a screen of their
//! own.

use chrono::NaiveDate;

use crate::domain::{Tz, Version, count, date_words};

pub const NO_PACKS: &str = "No integration packs yet";
pub const NO_GROUPS: &str = "No account groups yet";
pub const NO_ACCOUNTS: &str = "No accounts yet";
pub const NO_COMPONENTS: &str = "No components yet";
pub const NOTHING_SCHEDULED: &str = "Nothing is scheduled";
pub const NOTHING_FROZEN: &str = "Nothing is frozen";
pub const NO_HOOKS: &str = "Nobody is told what happens";
pub const RELEASE_OPTION: &str = "Select a Release Option";
pub const RECALL: &str = "Recall: release the current versions again";
/// Who has a pack that lives on the platform.
pub const HOLDERS_UNKNOWN: &str = "the platform does not tell where it is installed";

/// What a type or a permission says of itself where it is chosen.
pub const FOR_GOOD: &str = "can't be changed later";

/// The title of the form that does so.
pub fn move_scheduled(pack: &str) -> String {
    format!("Move Scheduled Release · {pack}")
}

/// The title of the form that does so.
pub fn cancel_scheduled(pack: &str) -> String {
    format!("Cancel Scheduled Release · {pack}")
}

pub fn scheduler_zone(zone: Tz) -> String {
    format!("the scheduler's time zone is {zone}")
}

pub fn released(pack: &str, number: u32) -> String {
    format!("{pack} #{number} is released")
}

pub fn rolled_back(pack: &str, to: u32, number: u32) -> String {
    format!("{pack} is rolled back to #{to}, as release #{number}")
}

pub fn scheduled(pack: &str, date: NaiveDate) -> String {
    format!("{pack} is scheduled for {}", date_words(date))
}

pub fn applied_early(instances: usize) -> String {
    format!("{} applied it early", count(instances, "instance"))
}

pub fn components_added(components: usize, pack: &str) -> String {
    format!("{} added to {pack}", count(components, "component"))
}

pub fn version_deleted(version: &Version, component: &str) -> String {
    format!("version {version} of {component} is deleted; its label stays taken")
}

pub fn version_restored(version: &Version, component: &str) -> String {
    format!("version {version} of {component} is Active again")
}

pub fn group_deleted(name: &str) -> String {
    format!("account group {name} is deleted")
}

/// Where accounts or packs were added to a group, or removed, that were so already.
pub fn group_unchanged(name: &str) -> String {
    format!("nothing to do: {name} is like that already")
}

pub fn uninstalled(instance: &str, account: &str) -> String {
    format!("{instance} is uninstalled from {account}")
}

pub fn pack_deleted(name: &str, accounts: u32) -> String {
    match accounts {
        0 => format!("{name} is deleted"),
        _ => format!("{name} is deleted, and uninstalled from {}", count(accounts as usize, "account")),
    }
}

pub fn details_saved(pack: &str) -> String {
    format!("the details of {pack} are saved")
}

pub fn documents_written(written: usize, folder: &std::path::Path, unchanged: usize) -> String {
    format!("{} written to {}, {unchanged} unchanged", count(written, "document"), folder.display())
}

pub fn freeze_removed(name: &str) -> String {
    format!("the freeze {name} is removed")
}

pub fn hook_removed(name: &str) -> String {
    format!("the hook {name} is removed")
}

pub fn hook_took_it(name: &str) -> String {
    format!("{name} has taken it")
}

pub fn request_rejected(name: &str) -> String {
    format!("the request about {name} is rejected")
}

pub fn request_withdrawn(name: &str) -> String {
    format!("the request about {name} is withdrawn")
}
