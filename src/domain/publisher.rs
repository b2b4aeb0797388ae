//! What a publisher may do to packs, their components and their versions.

use super::{
    Component, ComponentId, ComponentType, Deployment, InstallationType, MAX_COMPONENTS, MAX_DESCRIPTION, MAX_NOTES,
    Pack, PackId, Refusal, TextFault, Version, check_name, check_new_name, check_text, date_words, named_as, seen_as,
};

/// Accepts a name as a person gives it: blanks around it are dropped.
///
/// # Errors
/// [`Refusal::Text`] for one that can't be one, [`Refusal::NameTaken`] with the one of the `others` that looks like it,
/// in whatever case.
pub fn new_name<'a>(
    what: &'static str,
    name: &str,
    others: impl IntoIterator<Item = &'a str>,
) -> Result<String, Refusal> {
    let name = name.trim();
    check_new_name(name).map_err(|fault| Refusal::Text { what: format!("{what}'s name"), fault })?;
    let key = named_as(name);
    match others.into_iter().find(|other| named_as(other) == key) {
        Some(other) => Err(Refusal::NameTaken { what, name: other.to_owned() }),
        None => Ok(name.to_owned()),
    }
}

/// Whether something is still called what it was when whoever gives it another name looked at it.
///
/// # Errors
/// [`Refusal::Conflict`].
pub fn check_called(name: &str, seen: &str) -> Result<(), Refusal> {
    if name == seen {
        return Ok(());
    }
    let changes = vec![format!("it was called {seen:?} before")];
    Err(Refusal::Conflict { pack: name.to_owned(), changes, last: None })
}

/// Accepts a pack's description: at most [`MAX_DESCRIPTION`] characters.
///
/// # Errors
/// [`Refusal::Text`].
pub fn new_description(text: &str) -> Result<String, Refusal> {
    check_text(text, MAX_DESCRIPTION).map_err(|fault| Refusal::Text { what: "the description".into(), fault })?;
    Ok(text.to_owned())
}

/// Accepts notes: at most [`MAX_NOTES`] characters.
///
/// # Errors
/// [`Refusal::Text`].
pub fn new_notes(text: &str) -> Result<String, Refusal> {
    check_text(text, MAX_NOTES).map_err(|fault| Refusal::Text { what: "the text of the notes".into(), fault })?;
    Ok(text.to_owned())
}

/// Accepts a folder: one line, which may be empty; slashes around it are dropped.
///
/// # Errors
/// [`Refusal::Text`].
pub fn new_folder(text: &str) -> Result<String, Refusal> {
    let folder = text.trim().trim_matches('/');
    match check_name(folder) {
        Ok(()) | Err(TextFault::Empty) => Ok(folder.to_owned()),
        Err(fault) => Err(Refusal::Text { what: "the folder".into(), fault }),
    }
}

/// What **Edit Details** edits, as it was when somebody opened the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    pub name: String,
    pub description: String,
}

impl Pack {
    /// A pack without components that was never released.
    pub fn new(id: PackId, name: String, description: String, installation_type: InstallationType) -> Self {
        Self {
            id,
            name,
            description,
            installation_type,
            members: Vec::new(),
            releases: Vec::new(),
            scheduled: None,
            early: Vec::new(),
            asked: None,
            last_change: None,
        }
    }

    /// Refuses another name for a MULTI pack.
    ///
    /// # Errors
    /// [`Refusal::MultiName`].
    pub fn check_rename(&self, name: &str) -> Result<(), Refusal> {
        if self.installation_type == InstallationType::Multi && self.name != name {
            return Err(Refusal::MultiName { pack: self.name.clone() });
        }
        Ok(())
    }

    /// Whether its name and description are still what was looked at.
    ///
    /// # Errors
    /// [`Refusal::Conflict`].
    pub fn check_details(&self, seen: &Details) -> Result<(), Refusal> {
        let mut changes = Vec::new();
        if self.name != seen.name {
            changes.push(format!("it was called {:?} before", seen.name));
        }
        if self.description != seen.description {
            changes.push("its description changed".to_owned());
        }
        if changes.is_empty() {
            return Ok(());
        }
        Err(Refusal::Conflict { pack: self.name.clone(), changes, last: self.last_change.clone() })
    }

    /// What **Edit Details** edits.
    pub fn details(&self) -> Details {
        Details { name: self.name.clone(), description: self.description.clone() }
    }

    /// Whether the current or the scheduled release carries the component.
    pub fn carries(&self, component: &ComponentId) -> bool {
        let current = self.current().map(|r| &r.components);
        let scheduled = self.scheduled.as_ref().map(|s| &s.components);
        current.into_iter().chain(scheduled).any(|contents| contents.get(component).is_some())
    }

    /// The warning before a component is removed that the scheduled release still carries.
    pub fn still_scheduled(&self, component: &ComponentId) -> Option<String> {
        let scheduled = self.scheduled.as_ref()?;
        let version = scheduled.components.get(component)?;
        let date = date_words(scheduled.release_on_date);
        Some(format!("The release scheduled for {date} still carries it, at {version}"))
    }

    /// Whether a component of this type may be in the pack.
    ///
    /// # Errors
    /// [`Refusal::ApiServiceInMulti`].
    pub fn check_type(&self, component: &Component) -> Result<(), Refusal> {
        if self.installation_type == InstallationType::Multi && component.component_type == ComponentType::ApiService {
            return Err(Refusal::ApiServiceInMulti { pack: self.name.clone(), component: component.name.clone() });
        }
        Ok(())
    }

    /// Whether the component can be added: what **Add Packages to Integration Pack** offers.
    ///
    /// # Errors
    /// [`Refusal::AlreadyInPack`], [`Refusal::DeletedInPack`], [`Refusal::ApiServiceInMulti`] or
    /// [`Refusal::NoChoosableVersion`].
    pub fn check_addition(&self, component: &Component) -> Result<(), Refusal> {
        let names = || (self.name.clone(), component.name.clone());
        match self.members.iter().find(|m| m.component_id == component.id) {
            Some(member) if member.removed => {
                let (pack, component) = names();
                Err(Refusal::DeletedInPack { pack, component })
            }
            Some(_) => {
                let (pack, component) = names();
                Err(Refusal::AlreadyInPack { pack, component })
            }
            None => {
                self.check_type(component)?;
                match component.latest() {
                    Some(_) => Ok(()),
                    None => Err(Refusal::NoChoosableVersion { component: component.name.clone() }),
                }
            }
        }
    }

    /// Whether so many more components fit in.
    ///
    /// # Errors
    /// [`Refusal::TooManyComponents`].
    pub fn check_room(&self, more: usize) -> Result<(), Refusal> {
        let count = self.counted_members() + more;
        if count > MAX_COMPONENTS {
            return Err(Refusal::TooManyComponents { pack: self.name.clone(), count });
        }
        Ok(())
    }

    /// Whether the component can be removed.
    ///
    /// # Errors
    /// [`Refusal::NotInPack`] or [`Refusal::DeletedInPack`].
    pub fn check_removal(&self, component: &Component) -> Result<(), Refusal> {
        let (pack, name) = (self.name.clone(), component.name.clone());
        match self.members.iter().find(|m| m.component_id == component.id) {
            None => Err(Refusal::NotInPack { component: name, pack }),
            Some(member) if member.removed => Err(Refusal::DeletedInPack { component: name, pack }),
            Some(_) => Ok(()),
        }
    }

    /// Whether the component's removal can be taken back.
    ///
    /// # Errors
    /// [`Refusal::NotInPack`], [`Refusal::AlreadyInPack`].
    pub fn check_undeletion(&self, component: &Component) -> Result<(), Refusal> {
        let (pack, name) = (self.name.clone(), component.name.clone());
        match self.members.iter().find(|m| m.component_id == component.id) {
            None => Err(Refusal::NotInPack { component: name, pack }),
            Some(member) if !member.removed => Err(Refusal::AlreadyInPack { component: name, pack }),
            Some(_) => Ok(()),
        }
    }

    /// How the pack holds on to a version, in words; none where it may be deleted.
    fn holds(&self, component: &Component, version: &Version) -> Option<String> {
        match self.carries_now(&component.id, version) {
            (true, true) => Some(format!("the current and the scheduled release of {}", self.name)),
            (true, false) => Some(format!("the current release of {}", self.name)),
            (false, true) => Some(format!("the scheduled release of {}", self.name)),
            (false, false) => None,
        }
    }
}

impl Component {
    /// Accepts a label for the next version. In Legacy deployment it is the next counter, and nobody can ask for
    /// another.
    ///
    /// # Errors
    /// [`Refusal::VersionsAreCounters`]; what [`new_label`](Self::new_label) refuses.
    pub fn next_version(&self, deployment: Deployment, asked: Option<&str>) -> Result<Version, Refusal> {
        match (deployment, asked) {
            (Deployment::Legacy, None) => Ok(self.next_counter()),
            (_, Some(_)) => deployment.check_choice().and_then(|()| self.new_label(asked)),
            (Deployment::Standard, None) => Ok(self.next_label()),
        }
    }

    /// Accepts a label for the next version: the one asked for, else the number after the last.
    ///
    /// # Errors
    /// [`Refusal::Text`], [`Refusal::VersionTaken`].
    pub fn new_label(&self, asked: Option<&str>) -> Result<Version, Refusal> {
        let Some(asked) = asked.map(str::trim) else { return Ok(self.next_label()) };
        check_new_name(asked).map_err(|fault| Refusal::Text { what: "the version".into(), fault })?;
        let key = seen_as(asked);
        match self.versions.iter().find(|taken| seen_as(taken.version.as_str()) == key) {
            Some(taken) => Err(Refusal::VersionTaken { component: self.name.clone(), version: taken.version.clone() }),
            None => Ok(Version::from(asked)),
        }
    }

    /// The label proposed for the next version: the newest one that ends in a number, with the next free number;
    /// `1.0` for the first.
    pub fn next_label(&self) -> Version {
        let numbered = self.versions.iter().rev().find_map(|v| split_number(v.version.as_str()));
        let (stem, last) = match numbered {
            Some((stem, last)) => (stem.to_owned(), last),
            None if self.versions.is_empty() => return Version::from("1.0"),
            None => (String::new(), u64::try_from(self.versions.len()).unwrap_or(u64::MAX)),
        };
        self.first_free(&stem, last)
    }

    /// The next counter, as versions are called in Legacy deployment: one more than the highest there is.
    pub fn next_counter(&self) -> Version {
        let highest = self.versions.iter().filter_map(|v| v.version.as_str().parse().ok()).max();
        self.first_free("", highest.unwrap_or(0))
    }

    fn first_free(&self, stem: &str, after: u64) -> Version {
        let label = |n: u64| Version::from(format!("{stem}{n}"));
        // After the largest number it begins again at 1, so a free one is always found: there are more numbers than
        // versions.
        (1..=u64::MAX)
            .map(|more| label(after.wrapping_add(more)))
            .find(|v| self.packaged(v).is_none())
            .unwrap_or(label(0))
    }

    /// Whether a version may be deleted: no current or scheduled release carries it. `packs` are those that show the
    /// component.
    ///
    /// # Errors
    /// [`Refusal::UnknownVersion`], or [`Refusal::VersionInUse`] with the packs.
    pub fn check_deletion<'a>(
        &self,
        version: &Version,
        packs: impl IntoIterator<Item = &'a Pack>,
    ) -> Result<(), Refusal> {
        if self.packaged(version).is_none() {
            return Err(self.unknown_version(version));
        }
        self.check_unheld(version, packs)
    }

    /// Whether no current or scheduled release of these packs carries the version.
    ///
    /// # Errors
    /// [`Refusal::VersionInUse`] with the packs.
    pub fn check_unheld<'a>(
        &self,
        version: &Version,
        packs: impl IntoIterator<Item = &'a Pack>,
    ) -> Result<(), Refusal> {
        let mut held: Vec<String> = packs.into_iter().filter_map(|pack| pack.holds(self, version)).collect();
        if held.is_empty() {
            return Ok(());
        }
        held.sort();
        let (component, version) = (self.name.clone(), version.clone());
        Err(Refusal::VersionInUse { component, version, releases: held.join(", ") })
    }
}

/// A label's last number, and what stands before it.
fn split_number(label: &str) -> Option<(&str, u64)> {
    let stem = label.trim_end_matches(|c: char| c.is_ascii_digit());
    // Numbers that start with a zero are dates or codes more often than counters, and would lose it.
    let digits = &label[stem.len()..];
    let number = digits.parse().ok().filter(|_| digits.len() == 1 || !digits.starts_with('0'))?;
    Some((stem, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PackagedComponent;

    fn component(labels: &[&str]) -> Component {
        let packaged = |label: &&str| PackagedComponent {
            package_id: (*label).into(),
            version: Version::from(*label),
            created_date: chrono::DateTime::UNIX_EPOCH,
            created_by: String::new(),
            notes: String::new(),
            shareable: true,
            deleted: *label == "1.3",
        };
        let versions = labels.iter().map(packaged).collect();
        let (name, folder) = ("Invoice".into(), String::new());
        Component { id: "c".into(), name, component_type: ComponentType::Process, folder, versions }
    }

    #[test]
    fn the_next_label_counts_on_from_the_newest_that_ends_in_a_number() {
        let next = |labels: &[&str]| component(labels).next_label().to_string();
        assert_eq!(next(&[]), "1.0");
        assert_eq!(next(&["1.0", "1.1"]), "1.2");
        assert_eq!(next(&["1.9"]), "1.10");
        assert_eq!(next(&["1.3", "1.2"]), "1.4", "1.3 is deleted, and taken for ever");
        assert_eq!(next(&["1.2", "1.3-rc"]), "1.3");
        assert_eq!(next(&["Alpha Release"]), "2");
        assert_eq!(next(&["v2026.09", "3"]), "4");
        assert_eq!(next(&["18446744073709551615"]), "0");
    }

    #[test]
    fn counters_go_on_from_the_highest() {
        let next = |labels: &[&str]| component(labels).next_counter().to_string();
        assert_eq!(next(&[]), "1");
        assert_eq!(next(&["1.0", "1.1"]), "1");
        assert_eq!(next(&["7", "Alpha", "3"]), "8");
    }
}
