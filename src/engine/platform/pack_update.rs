//! Changes a pack on the platform. One request takes the details and a list of components. The platform's documents say
//! both that a component which is left out is removed, and that the list is added to what is there. So the list names
//! every component that stays, and the result is read.

use super::{
    listed::{Listed, PACK, rows},
    request::send_once,
};
use crate::{
    domain::{ComponentId, Pack},
    engine::EngineError,
    platform::{
        Client, Unanswered,
        wire::{PublisherIntegrationPack, PublisherPackagedComponent, PublisherPackagedComponents},
    },
};

/// The pack as it shall be.
struct Wish<'a> {
    pack: &'a Pack,
    name: &'a str,
    description: &'a str,
    members: Vec<ComponentId>,
    /// Those of them that were not before.
    joining: &'a [ComponentId],
    leaving: &'a [ComponentId],
}

/// Gives a pack another name and description.
pub(super) fn edit(client: &mut Client, pack: &Pack, name: &str, description: &str) -> Result<(), EngineError> {
    Wish { name, description, ..Wish::as_is(pack) }.come_true(client)
}

/// Adds components to a pack, or undeletes them.
pub(super) fn add(client: &mut Client, pack: &Pack, joining: &[ComponentId]) -> Result<(), EngineError> {
    let mut wish = Wish { joining, ..Wish::as_is(pack) };
    wish.members.extend(joining.iter().cloned());
    wish.come_true(client)
}

pub(super) fn remove(client: &mut Client, pack: &Pack, leaving: &[ComponentId]) -> Result<(), EngineError> {
    let mut wish = Wish { leaving, ..Wish::as_is(pack) };
    wish.members.retain(|id| !leaving.contains(id));
    wish.come_true(client)
}

impl<'a> Wish<'a> {
    fn as_is(pack: &'a Pack) -> Self {
        let members = pack.members.iter().filter(|member| !member.removed).map(|member| member.component_id.clone());
        let (name, description) = (&pack.name, &pack.description);
        Self { pack, name, description, members: members.collect(), joining: &[], leaving: &[] }
    }

    fn come_true(&self, client: &mut Client) -> Result<(), EngineError> {
        self.ask(client, "ADD", &self.members)?;
        let Ok(there) = self.there(client) else { return Ok(()) };
        // Where the platform only adds what is listed, what leaves has to be named.
        if there.is_some_and(|there| !self.has_left(&there)) {
            self.ask(client, "DELETE", self.leaving)?;
        }
        self.check(client)
    }

    /// Sends the request once.
    fn ask(&self, client: &mut Client, operation: &str, listed: &[ComponentId]) -> Result<(), EngineError> {
        let one = |id: &ComponentId| PublisherPackagedComponent {
            component_id: Some(id.to_string()),
            ..PublisherPackagedComponent::default()
        };
        let body = PublisherIntegrationPack {
            id: Some(self.pack.id.to_string()),
            name: Some(self.name.to_owned()),
            description: Some(self.description.to_owned()),
            installation_type: Some(self.pack.installation_type.api_word().to_owned()),
            operation_type: Some(operation.to_owned()),
            components: Some(PublisherPackagedComponents { components: listed.iter().map(one).collect() }),
        };
        let seen = |client: &mut Client| Ok(self.there(client)?.filter(|there| self.is_true(there)));
        send_once(client, &format!("{PACK}/{}", self.pack.id), &body, seen).map(drop)
    }

    fn there(&self, client: &mut Client) -> Result<Option<PublisherIntegrationPack>, Unanswered> {
        client.get(PACK, self.pack.id.as_str())
    }

    /// Reads whether the pack is now as it shall be: the platform's documents of updates contradict themselves.
    fn check(&self, client: &mut Client) -> Result<(), EngineError> {
        let Ok(Some(there)) = self.there(client) else { return Ok(()) };
        let is_listed =
            |id: &ComponentId| rows(&there).iter().any(|row| row.component_id.as_deref() == Some(id.as_str()));
        let lost = self.members.iter().find(|id| !is_listed(id));
        let why = match lost {
            Some(id) => format!("component {id} is not in it"),
            None if self.is_true(&there) => return Ok(()),
            None => "it does not show".to_owned(),
        };
        Err(EngineError::Platform {
            why: format!("the platform says that it was done, and {why}"),
            hint: Some("a synchronisation takes over what the platform has"),
        })
    }

    fn is_true(&self, there: &PublisherIntegrationPack) -> bool {
        let members = Listed::believed(there).members;
        let text = |told: &Option<String>| told.clone().unwrap_or_default();
        (text(&there.name), text(&there.description)) == (self.name.to_owned(), self.description.to_owned())
            && self.joining.iter().all(|id| members.contains(id))
            && self.has_left(there)
    }

    fn has_left(&self, there: &PublisherIntegrationPack) -> bool {
        let members = Listed::of(there, |_| true).members;
        !self.leaving.iter().any(|id| members.contains(id))
    }
}
