//! What the form remembers, and what keys do in it.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::view;
use crate::{
    domain::{InstallationType, Pack, PackId, RefusalKind, new_description, new_name},
    engine::EngineError,
    tui::{
        command::{Command, Commands, Dialog, Place, Query, explain, outdated},
        dialog::form::{self, LONGEST, On, Step},
        keys::{Action, Scope},
        look::{Context, Look},
        widget::{Edit, Field, TextArea, Tone},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    Name,
    Kind,
    Description,
    Cancel,
    Save,
}

/// The pack whose details are edited.
#[derive(Debug)]
struct Edited {
    pack: PackId,
    /// Both as the fields show them.
    name: String,
    description: String,
}

/// The form's state.
#[derive(Debug)]
pub(in crate::tui) struct PackDialog {
    edited: Option<Edited>,
    /// Why the name can't be changed.
    pub(super) locked: Option<String>,
    /// The names that other packs have.
    others: Vec<String>,
    pub(super) name: Field,
    pub(super) kind: InstallationType,
    pub(super) description: TextArea,
    pub(super) focus: Control,
    /// An empty name is a fault only after it was left, or what needs it was pressed.
    touched: bool,
    /// What the engine refused, of the form as it stands.
    refused: Option<String>,
}

impl PackDialog {
    pub(in crate::tui) fn create(others: Vec<String>) -> Self {
        Self {
            edited: None,
            locked: None,
            others,
            name: Field::new(LONGEST),
            kind: InstallationType::Single,
            description: TextArea::new(LONGEST),
            focus: Control::Name,
            touched: false,
            refused: None,
        }
    }

    /// **Edit Details** of a pack.
    pub(in crate::tui) fn of(pack: &Pack, others: Vec<String>) -> Self {
        let mut form = Self::create(others);
        form.kind = pack.installation_type;
        form.name.set(&pack.name);
        form.description.set(&pack.description);
        // A name that no pack has asks whether it could be changed at all.
        form.locked = pack.check_rename("").err().map(|refusal| refusal.to_string());
        if form.locked.is_some() {
            form.focus = Control::Description;
        }
        let (name, description) = (form.name.text().to_owned(), form.description.text().to_owned());
        form.edited = Some(Edited { pack: pack.id.clone(), name, description });
        form
    }

    /// The pack's name where its details are edited.
    pub(super) fn edits(&self) -> Option<&str> {
        self.edited.as_ref().map(|edited| edited.name.as_str())
    }

    pub(super) fn controls(&self) -> Vec<Control> {
        let all = [Control::Name, Control::Kind, Control::Description, Control::Cancel, Control::Save];
        let here = |control: &Control| match control {
            Control::Name => self.locked.is_none(),
            Control::Kind => self.edited.is_none(),
            _ => true,
        };
        all.into_iter().filter(here).collect()
    }

    /// What is wrong with the name, whether or not it is time to say so.
    fn name_fault(&self) -> Option<String> {
        if let Some(refused) = &self.refused {
            return Some(refused.clone());
        }
        let unchanged = self.edits().is_some_and(|name| name == self.name.text());
        if self.locked.is_some() || unchanged {
            return None;
        }
        let others = self.others.iter().map(String::as_str);
        new_name("an integration pack", self.name.text(), others).err().map(|refusal| refusal.to_string())
    }

    /// What is wrong with the name, once that is to be said.
    pub(super) fn name_says(&self) -> Option<String> {
        self.name_fault().filter(|_| self.touched || !self.name.is_empty())
    }

    /// What is wrong with the description.
    pub(super) fn description_says(&self) -> Option<String> {
        new_description(self.description.text()).err().map(|refusal| refusal.to_string())
    }

    /// Nothing is wrong.
    pub(super) fn is_ready(&self) -> bool {
        self.name_fault().is_none() && self.description_says().is_none()
    }

    /// The types in the order in which they stand.
    pub(super) const KINDS: [InstallationType; 2] = [InstallationType::Single, InstallationType::Multi];

    /// Which of them is on.
    pub(super) fn chosen(&self) -> usize {
        Self::KINDS.iter().position(|kind| *kind == self.kind).unwrap_or(0)
    }

    fn on(&self) -> On {
        match self.focus {
            Control::Name | Control::Description => On::Text,
            Control::Kind => On::Choice { chosen: self.chosen(), of: Self::KINDS.len() },
            Control::Cancel => On::Cancel,
            Control::Save => On::Submit,
        }
    }

    fn turn(&mut self, forward: bool) {
        self.touched |= self.focus == Control::Name && forward;
        let controls = self.controls();
        form::turn(&mut self.focus, &controls, forward);
    }

    /// Asks for the deed; where something is wrong, goes there.
    fn save(&mut self) -> Commands {
        self.touched = true;
        if self.name_fault().is_some() {
            self.focus = Control::Name;
            return vec![];
        }
        if self.description_says().is_some() {
            self.focus = Control::Description;
            return vec![];
        }
        let (name, description) = (self.name.text().to_owned(), self.description.text().to_owned());
        let Some(edited) = &self.edited else { return vec![create(name, self.kind, description)] };
        // What was not touched is left out: a field shows tabs as spaces, and must not write them so.
        let name = Some(name).filter(|name| *name != edited.name);
        let description = Some(description).filter(|description| *description != edited.description);
        vec![edit_details(edited.pack.clone(), name, description)]
    }
}

fn create(name: String, kind: InstallationType, description: String) -> Command {
    Query::change("change the integration pack", move |engine| {
        let id = engine.create_pack(&name, kind, &description)?;
        Ok((format!("{} is created", engine.pack_name(&id)), id))
    })
    .then(|(text, id)| vec![Command::Finish, Command::Notify(Tone::Success, text), Command::GoTo(Place::Pack(id))])
}

fn edit_details(pack: PackId, name: Option<String>, description: Option<String>) -> Command {
    Query::change("change the integration pack", move |engine| {
        engine.edit_pack(&pack, name.as_deref(), description.as_deref())?;
        Ok(format!("the details of {} are saved", engine.pack_name(&pack)))
    })
    .then(|text| vec![Command::Finish, Command::Notify(Tone::Success, text)])
}

impl Dialog for PackDialog {
    fn scopes(&self) -> Vec<Scope> {
        form::scopes(self.on())
    }

    fn is_edited(&self) -> bool {
        let before = self.edited.as_ref().map_or(("", ""), |edited| (&edited.name, &edited.description));
        let typed = (self.name.text(), self.description.text()) != before;
        typed || self.edited.is_none() && self.chosen() > 0
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        let changed = match self.focus {
            Control::Name => self.name.edit(edit),
            Control::Description => self.description.edit(edit),
            _ => false,
        };
        if changed {
            self.refused = None;
        }
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        // Up and down go through the description's lines before they leave it.
        if self.focus == Control::Description && action.motion().is_some_and(|motion| self.description.step(motion)) {
            return vec![];
        }
        match form::step(action, self.on()) {
            Step::Close => return vec![Command::Leave],
            Step::Submit => return self.save(),
            Step::Choose(at) => self.kind = Self::KINDS[at],
            Step::Forward => self.turn(true),
            Step::Backward => self.turn(false),
            Step::Open | Step::Stay => {}
        }
        vec![]
    }

    /// A refusal that is about what the form holds is said there.
    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        match error {
            EngineError::Refused(refusal) if matches!(refusal.kind(), RefusalKind::Input | RefusalKind::Rule) => {
                self.refused = Some(refusal.to_string());
                self.focus = Control::Name;
                vec![Command::Refresh]
            }
            _ => outdated(doing, error)
                .unwrap_or_else(|| vec![explain(&format!("Failed to {doing}"), error), Command::Refresh]),
        }
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(look, self, screen, buf)
    }
}
