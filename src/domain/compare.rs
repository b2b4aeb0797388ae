//! Two packaged versions of a component compared, by the components included in them.

use std::fmt;

use super::{Component, IncludedComponent, PackagedComponent, Refusal, Version};

/// How an included component differs between two packaged versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncludedChange {
    /// Only in the one looked at.
    Added,
    /// In both, modified at another time or by another hand.
    Modified,
    /// In both, the same.
    Same,
    /// Only in the one compared with.
    Removed,
}

impl fmt::Display for IncludedChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Added => "added",
            Self::Modified => "modified",
            Self::Same => "unchanged",
            Self::Removed => "removed",
        })
    }
}

/// An included component, and how it differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComparedIncluded<'a> {
    /// As the version looked at includes it, or as the base does where only the base has it.
    pub component: &'a IncludedComponent,
    /// As the base includes it.
    pub before: Option<&'a IncludedComponent>,
    pub change: IncludedChange,
}

/// Compares the components included in a package with those of a `base` package, matching them by name, type and
/// folder. The result follows `included`, then what only `base` has.
pub fn compare_included<'a>(
    included: &'a [IncludedComponent],
    base: &'a [IncludedComponent],
) -> Vec<ComparedIncluded<'a>> {
    let same_thing =
        |a: &IncludedComponent, b: &IncludedComponent| (&a.name, &a.kind, &a.folder) == (&b.name, &b.kind, &b.folder);
    let mine = included.iter().map(|component| {
        let before = base.iter().find(|other| same_thing(component, other));
        let change = match before {
            None => IncludedChange::Added,
            Some(other) if other == component => IncludedChange::Same,
            Some(_) => IncludedChange::Modified,
        };
        ComparedIncluded { component, before, change }
    });
    let gone = base.iter().filter(|other| !included.iter().any(|one| same_thing(one, other)));
    let removed = |other| ComparedIncluded { component: other, before: Some(other), change: IncludedChange::Removed };
    mine.chain(gone.map(removed)).collect()
}

/// Which included components a comparison shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// What was added, modified or removed.
    #[default]
    Changes,
    /// What is the same in both.
    Unchanged,
    /// Everything.
    All,
}

impl Shown {
    /// In the order in which the key goes through them.
    pub const ALL: [Self; 3] = [Self::Changes, Self::Unchanged, Self::All];

    /// Whether it shows components that changed in this way.
    pub fn shows(self, change: IncludedChange) -> bool {
        match self {
            Self::Changes => change != IncludedChange::Same,
            Self::Unchanged => change == IncludedChange::Same,
            Self::All => true,
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Changes => "only changes",
            Self::Unchanged => "only unchanged",
            Self::All => "all",
        })
    }
}

impl Component {
    /// The two versions of a comparison, the base first. `to` is the newest version unless one is given. `from` is the
    /// version packaged just before `to`, or just after it where `to` is the first.
    ///
    /// # Errors
    /// [`Refusal::UnknownVersion`]; [`Refusal::NothingToCompare`] where there are no two.
    pub fn compared(
        &self,
        from: Option<&Version>,
        to: Option<&Version>,
    ) -> Result<(&PackagedComponent, &PackagedComponent), Refusal> {
        let nothing = || Refusal::NothingToCompare { component: self.name.clone() };
        let place = |version: &Version| self.position(version).ok_or_else(|| self.unknown_version(version));
        let to = to.map_or_else(|| self.versions.len().checked_sub(1).ok_or_else(nothing), place)?;
        let from = from.map_or_else(|| Ok(to.checked_sub(1).unwrap_or(1)), place)?;
        Ok((self.versions.get(from).ok_or_else(nothing)?, &self.versions[to]))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::ComponentType;

    fn included(name: &str, by: &str) -> IncludedComponent {
        let (name, modified_by) = (name.to_owned(), by.to_owned());
        let modified_date = DateTime::UNIX_EPOCH;
        IncludedComponent { name, kind: "process".into(), folder: String::new(), modified_by, modified_date }
    }

    #[test]
    fn what_both_include_is_matched_and_what_only_the_base_has_comes_last() {
        let (base, this) = (
            [included("A", "x"), included("B", "x"), included("C", "x")],
            [included("D", "x"), included("B", "y"), included("C", "x")],
        );
        let told = |shown: Shown| -> Vec<String> {
            let all = compare_included(&this, &base);
            let told = all.iter().filter(|one| shown.shows(one.change));
            told.map(|one| format!("{} {} {}", one.component.name, one.change, one.before.is_some())).collect()
        };
        assert_eq!(told(Shown::All), ["D added false", "B modified true", "C unchanged true", "A removed true"]);
        assert_eq!(told(Shown::Changes), ["D added false", "B modified true", "A removed true"]);
        assert_eq!(told(Shown::Unchanged), ["C unchanged true"]);
    }

    #[test]
    fn a_version_is_compared_with_the_one_before_it_unless_another_is_named() {
        let packaged = |label: &str| PackagedComponent {
            package_id: label.into(),
            version: Version::from(label),
            created_date: DateTime::UNIX_EPOCH,
            created_by: String::new(),
            notes: String::new(),
            shareable: true,
            deleted: false,
        };
        let (name, folder) = ("Invoice".to_owned(), String::new());
        let versions = ["1.0", "1.1", "Beta"].map(packaged).to_vec();
        let component = Component { id: "c".into(), name, component_type: ComponentType::Process, folder, versions };
        let compared = |component: &Component, from: Option<&str>, to: Option<&str>| {
            let (from, to) = (from.map(Version::from), to.map(Version::from));
            component
                .compared(from.as_ref(), to.as_ref())
                .map(|(from, to)| format!("{} {}", from.version, to.version))
                .map_err(|refusal| refusal.to_string())
        };
        assert_eq!(compared(&component, None, None), Ok("1.1 Beta".into()));
        assert_eq!(compared(&component, None, Some("1.1")), Ok("1.0 1.1".into()));
        assert_eq!(compared(&component, None, Some("1.0")), Ok("1.1 1.0".into()), "the first one has none before it");
        assert_eq!(compared(&component, Some("1.0"), None), Ok("1.0 Beta".into()));
        assert_eq!(compared(&component, Some("2"), None), Err("Invoice has no version 2".into()));
        let nothing = || Err("Invoice has no two versions to compare".to_owned());
        for few in 0..2 {
            let few = Component { versions: component.versions[..few].to_vec(), ..component.clone() };
            assert_eq!(compared(&few, None, None), nothing());
        }
    }
}
