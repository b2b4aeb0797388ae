//! What subscribers may do: accounts, groups, installations.

use super::{Account, AccountGroup, InstallationType, Pack, Refusal, Summary, check_new_name, named_as};

impl AccountGroup {
    /// Whether it has accounts or packs, which its deletion would concern.
    pub fn has_resources(&self) -> bool {
        !self.packs.is_empty()
    }
}

impl Account {
    /// The name of a new instance: the one asked for, else the pack's own. An instance of a MULTI pack needs a name.
    ///
    /// # Errors
    /// [`Refusal::InstanceNameNeeded`], [`Refusal::Text`], [`Refusal::InstanceNameTaken`].
    pub fn new_instance_name(&self, pack: &Pack, asked: Option<&str>) -> Result<String, Refusal> {
        let name = match (asked, pack.installation_type) {
            (Some(name), _) => name.trim(),
            (None, InstallationType::Single) => pack.name.as_str(),
            (None, InstallationType::Multi) => {
                return Err(Refusal::InstanceNameNeeded { pack: pack.name.clone() });
            }
        };
        check_new_name(name).map_err(|fault| Refusal::Text { what: "an instance's name".into(), fault })?;
        let key = named_as(name);
        match self.instances.iter().find(|i| named_as(&i.name) == key) {
            Some(i) => Err(Refusal::InstanceNameTaken { account: self.name.clone(), name: i.name.clone() }),
            None => Ok(name.to_owned()),
        }
    }

    /// Whether the pack can be installed in this account; `shared` tells whether one of its account groups shares it.
    ///
    /// # Errors
    /// [`Refusal::NeverReleased`], [`Refusal::NotShared`], [`Refusal::InstalledAlready`].
    pub fn check_install(&self, pack: &Summary, shared: bool) -> Result<(), Refusal> {
        if pack.current == 0 {
            return Err(Refusal::NeverReleased { pack: pack.name.clone() });
        }
        if !shared {
            return Err(Refusal::NotShared { account: self.name.clone(), pack: pack.name.clone() });
        }
        let single = pack.installation_type == InstallationType::Single;
        if single && self.instances.iter().any(|i| i.pack == pack.id) {
            return Err(Refusal::InstalledAlready { account: self.name.clone(), pack: pack.name.clone() });
        }
        Ok(())
    }
}
