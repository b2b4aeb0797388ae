//! What the form remembers, and what keys do in it.

use std::sync::Arc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::view;
use crate::{
    domain::{Component, ComponentId, count, new_notes},
    engine::{PackageOrder, Packaging},
    tui::{
        command::{Command, Commands, Dialog, Place, Query},
        dialog::{
            check_list::{CheckList, Outcome, Pickable},
            form::{self, LONGEST, On, Step},
        },
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Edit, Field, TextArea, Tone},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    Version,
    Sharing,
    Notes,
    Included,
    Cancel,
    Package,
}

/// The form's state.
#[derive(Debug)]
pub(in crate::tui) struct PackageDialog {
    pub(super) packaging: Box<Packaging>,
    pub(super) version: Field,
    pub(super) shareable: bool,
    pub(super) notes: TextArea,
    /// What can be included, with what is.
    included: CheckList,
    /// The same while it is chosen from.
    pub(super) choosing: Option<Box<CheckList>>,
    pub(super) focus: Control,
    /// What the engine refused, of the form as it stands.
    refused: Option<String>,
}

impl PackageDialog {
    pub(in crate::tui) fn new(packaging: Box<Packaging>) -> Self {
        let mut version = Field::new(LONGEST);
        version.set(packaging.next.as_str());
        let title = format!("Included Components · {}", packaging.component.name);
        let all = packaging.includable.iter().map(pickable).collect();
        let button = |many| format!("Include {}", count(many, "Component"));
        let mut form = Self {
            packaging,
            version,
            // A version is packaged to be carried by packs; another kind is the exception that is chosen.
            shareable: true,
            notes: TextArea::new(LONGEST),
            included: CheckList::new(title, button, all).or_none(),
            choosing: None,
            focus: Control::Version,
            refused: None,
        };
        form.focus = form.controls()[0];
        form
    }

    /// Why the label can't be typed.
    pub(super) fn locked(&self) -> Option<String> {
        self.packaging.deployment.check_choice().err().map(|refusal| refusal.to_string())
    }

    /// Whether it is shareable whatever is chosen.
    pub(super) fn always_shareable(&self) -> bool {
        self.packaging.deployment.shareable(false)
    }

    fn controls(&self) -> Vec<Control> {
        let all =
            [Control::Version, Control::Sharing, Control::Notes, Control::Included, Control::Cancel, Control::Package];
        let here = |control: &Control| match control {
            Control::Version => self.locked().is_none(),
            Control::Sharing => !self.always_shareable(),
            Control::Included => !self.included.is_empty(),
            _ => true,
        };
        all.into_iter().filter(here).collect()
    }

    fn asked(&self) -> Option<&str> {
        Some(self.version.text()).filter(|_| self.locked().is_none())
    }

    /// What is wrong with the label, or was refused.
    pub(super) fn version_says(&self) -> Option<String> {
        let Packaging { component, deployment, .. } = &*self.packaging;
        let fault = || component.next_version(*deployment, self.asked()).err().map(|refusal| refusal.to_string());
        self.refused.clone().or_else(fault)
    }

    pub(super) fn notes_says(&self) -> Option<String> {
        new_notes(self.notes.text()).err().map(|refusal| refusal.to_string())
    }

    pub(super) fn is_ready(&self) -> bool {
        self.version_says().is_none() && self.notes_says().is_none()
    }

    /// The names of what is included.
    pub(super) fn included(&self) -> Vec<&str> {
        self.included.checked().map(|one| one.name.as_str()).collect()
    }

    /// Whether there is anything that could be included.
    pub(super) fn can_include(&self) -> bool {
        !self.included.is_empty()
    }

    fn on(&self) -> On {
        match self.focus {
            Control::Version | Control::Notes => On::Text,
            Control::Sharing => On::Choice { chosen: self.sharing(), of: 2 },
            Control::Included => On::Opener,
            Control::Cancel => On::Cancel,
            Control::Package => On::Submit,
        }
    }

    /// Which option is on: Allowed, or Not Allowed.
    pub(super) fn sharing(&self) -> usize {
        usize::from(!self.shareable)
    }

    /// Takes what was chosen, and goes on.
    fn take(&mut self) {
        if let Some(list) = self.choosing.take() {
            self.included = *list;
            self.turn(true);
        }
    }

    fn turn(&mut self, forward: bool) {
        let controls = self.controls();
        form::turn(&mut self.focus, &controls, forward);
    }

    /// Asks for it; where something is wrong, goes there.
    fn submit(&mut self) -> Commands {
        if self.version_says().is_some() {
            self.focus = self.controls()[0];
        } else if self.notes_says().is_some() {
            self.focus = Control::Notes;
        } else {
            let order = PackageOrder {
                version: self.asked().map(str::to_owned),
                shareable: self.shareable,
                notes: self.notes.text().to_owned(),
                include: self.included.checked().map(|one| ComponentId::from(one.id.as_str())).collect(),
            };
            return vec![package(self.packaging.component.id.clone(), order)];
        }
        vec![]
    }
}

fn package(id: ComponentId, order: PackageOrder) -> Command {
    Query::change("package the component", move |engine| {
        let version = engine.package_component(&id, &order)?;
        let packaged = engine.settings().deployment.words().packaged;
        let text = format!("version {version} of {} is {packaged}", engine.component_name(&id));
        Ok((text, Place::Component(id, Some(version))))
    })
    .then(|(text, made)| vec![Command::Finish, Command::GoTo(made), Command::Notify(Tone::Success, text)])
}

impl Dialog for PackageDialog {
    fn scopes(&self) -> Vec<Scope> {
        self.choosing.as_ref().map_or_else(|| form::scopes(self.on()), |list| list.scopes())
    }

    fn is_edited(&self) -> bool {
        let labelled = self.version.text() != self.packaging.next.as_str();
        labelled || !self.shareable || !self.notes.text().is_empty() || self.included.checked().len() > 0
    }

    fn availability(&self, action: Action) -> Availability {
        self.choosing.as_ref().map_or(Availability::Available, |list| list.availability(action))
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        let changed = match (&mut self.choosing, self.focus) {
            (Some(list), _) => {
                list.edit(edit);
                false
            }
            (None, Control::Version) => self.version.edit(edit),
            (None, Control::Notes) => self.notes.edit(edit),
            (None, _) => false,
        };
        if changed {
            self.refused = None;
        }
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        if let Some(list) = &mut self.choosing {
            match list.act(action) {
                Outcome::Stay => {}
                Outcome::Cancel => self.choosing = None,
                Outcome::Done => self.take(),
            }
            return vec![];
        }
        // Up and down go through the lines of the notes before they leave them.
        if self.focus == Control::Notes && action.motion().is_some_and(|motion| self.notes.step(motion)) {
            return vec![];
        }
        match form::step(action, self.on()) {
            Step::Close => return vec![Command::Leave],
            Step::Submit => return self.submit(),
            Step::Choose(at) => self.shareable = at == 0,
            Step::Open => self.choosing = Some(Box::new(self.included.clone())),
            Step::Forward => self.turn(true),
            Step::Backward => self.turn(false),
            Step::Stay => {}
        }
        vec![]
    }

    fn refuse(&mut self, why: String) -> Commands {
        self.refused = Some(why);
        self.focus = self.controls()[0];
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(look, self, screen, buf)
    }
}

fn pickable(component: &Arc<Component>) -> Pickable {
    Pickable::new(&component.id, &*component.name, &*component.folder)
}
