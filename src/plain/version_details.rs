//! Packaged Component Details, in lines.

use crate::{
    domain::{IncludedChange, Tz, instant_words},
    engine::{Included, PackageDetails, Part},
};

pub(super) fn lines(details: &PackageDetails, zone: Tz) -> Vec<String> {
    let packaged = &details.packaged;
    let component = &details.component;
    let notes = if packaged.notes.is_empty() { "none" } else { &packaged.notes };
    let mut lines = vec![
        format!("Packaged Component Details · {} {}", component.name, packaged.version),
        format!("Package ID: {}", packaged.package_id),
        format!("Component Type: {}", component.component_type),
        format!("Folder: {}", component.folder),
        format!("Date Created: {}", instant_words(packaged.created_date, zone)),
        format!("Created By: {}", packaged.created_by),
        format!("Sharing: {}", if packaged.shareable { "Allowed" } else { "Not Allowed" }),
        format!("Status: {}", if packaged.deleted { "Deleted" } else { "Active" }),
        format!("Package Notes: {notes}"),
    ];
    lines.push(details.included_title());
    lines.extend(details.included.iter().map(|one| included(one, zone)));
    lines.push(format!("Integration Packs ({})", details.parts.len()));
    lines.extend(details.parts.iter().map(part));
    lines
}

fn included(one: &Included, zone: Tz) -> String {
    let change = match one.change {
        IncludedChange::Added => ", added",
        IncludedChange::Modified => ", modified",
        IncludedChange::Removed => ", removed",
        IncludedChange::Same => "",
    };
    let it = &one.component;
    let day = it.modified_date.with_timezone(&zone).format("%-d %b %Y");
    format!("  {}, {}, in {}, by {}, {day}{change}", it.name, it.kind, it.folder, it.modified_by)
}

fn part(part: &Part) -> String {
    let numbers = part.releases.iter().map(|number| format!("#{number}"));
    let marks = [(part.current, "current"), (part.scheduled, "scheduled")];
    let marks = marks.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned());
    format!("  {}: {}", part.pack, numbers.chain(marks).collect::<Vec<_>>().join(", "))
}
