//! Package Component: a version of a component.
//!
//! ```text
//! ┌ Package Component · Create Invoice ────────────────────────────┐
//! │ Version                                          newest is 1.5 │
//! │▌[ 1.6                                                        ] │   the next number, until another is typed
//! │                                                                │
//! │ Sharing                                 can't be changed later │
//! │ (•) Allowed                                                    │
//! │ ( ) Not Allowed                                                │
//! │   packs can carry it                                           │
//! │ Package Notes                                                  │
//! │ [ Retry on 409                                               ] │
//! │                                                                │
//! │ Included Components (2)                          Space chooses │   in a list of their own, in front
//! │   Retry Map, Invoice Split                                    │
//! │                            [ Cancel ]  [ Package Component ]   │
//! └────────────────────────────────────────────────────────────────┘
//! ```

use std::{borrow::Cow, sync::Arc};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    domain::{Component, ComponentId, count, new_notes},
    engine::{PackageOrder, Packaging, sentences},
    tui::{
        command::{Command, Commands, Dialog, Place, Query},
        dialog::check_list::{self, CheckList, Pickable},
        form::{Control, Form, Part, Sheet, Step},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Button, Edit, Tone},
    },
};

const VERSION: usize = 0;
const SHARING: usize = 1;
const NOTES: usize = 2;
const INCLUDED: usize = 3;

#[derive(Debug)]
pub(in crate::tui) struct PackageDialog {
    packaging: Box<Packaging>,
    form: Form,
    /// What can be included, with what is.
    included: CheckList,
    /// The same while it is chosen from.
    choosing: Option<Box<CheckList>>,
}

impl PackageDialog {
    pub(in crate::tui) fn new(packaging: Box<Packaging>) -> Self {
        let title = format!("Included Components · {}", packaging.component.name);
        let all = packaging.includable.iter().map(pickable).collect();
        let included = CheckList::new(title, |many| format!("Include {}", count(many, "Component")), all).or_none();
        let next = packaging.next.as_str();
        let version = match packaging.deployment.check_choice() {
            Ok(()) => Control::text(next, "a label that it never had"),
            Err(_) => Control::Fixed(next.to_owned()),
        };
        // Most versions are packaged for packs, so sharing is allowed unless the user chooses otherwise.
        let sharing = if packaging.deployment.shareable(false) {
            Control::Fixed("Allowed".to_owned())
        } else {
            Control::options(&["Allowed", "Not Allowed"])
        };
        let form = Form::new(vec![
            ("Version", version),
            ("Sharing", sharing),
            ("Package Notes", Control::area("", "what is different in it")),
            ("Included Components", opener(&included)),
        ]);
        Self { packaging, form, included, choosing: None }
    }

    /// Why the label can't be typed.
    fn locked(&self) -> Option<String> {
        self.packaging.deployment.check_choice().err().map(|refusal| refusal.to_string())
    }

    fn asked(&self) -> Option<String> {
        Some(self.form.text(VERSION)).filter(|_| self.locked().is_none())
    }

    /// What is wrong, or was refused.
    fn faults(&self) -> [(usize, Option<String>); 2] {
        let Packaging { component, deployment, .. } = &*self.packaging;
        let asked = self.asked();
        let version = || component.next_version(*deployment, asked.as_deref()).err().map(|refusal| refusal.to_string());
        let notes = new_notes(&self.form.text(NOTES)).err().map(|refusal| refusal.to_string());
        [(VERSION, self.form.refused().or_else(version)), (NOTES, notes)]
    }

    /// Takes what was chosen, and goes on.
    fn take(&mut self) {
        if let Some(list) = self.choosing.take() {
            self.included = *list;
            self.form.set(INCLUDED, opener(&self.included));
            self.form.turn(true);
        }
    }

    /// Asks the engine for it. Where something is wrong, moves the focus there.
    fn submit(&mut self) -> Commands {
        if self.form.go_to_fault(&self.faults()) {
            return vec![];
        }
        let order = PackageOrder {
            version: self.asked(),
            shareable: self.form.chosen(SHARING) == 0,
            notes: self.form.text(NOTES),
            include: self.included.checked().map(|one| ComponentId::from(one.id.as_str())).collect(),
        };
        vec![package(self.packaging.component.id.clone(), order)]
    }

    fn version(&self, look: &Look, fault: Option<String>) -> Part<'_> {
        let newest = self.packaging.component.versions.last();
        let aside = newest.map_or_else(|| "the first one".to_owned(), |newest| format!("newest is {}", newest.version));
        let part = self.form.part(VERSION).aside(aside, look.theme.styles.quiet);
        let part = match self.locked() {
            Some(why) => part.means(why),
            None => part,
        };
        part.wrong(fault)
    }

    fn sharing(&self, look: &Look) -> Part<'_> {
        let part = self.form.part(SHARING);
        if self.packaging.deployment.shareable(false) {
            return part.means("always, in Legacy deployment");
        }
        let means = if self.form.chosen(SHARING) == 0 { "packs can carry it" } else { "no pack can carry it" };
        part.aside(sentences::FOR_GOOD, look.theme.styles.quiet).means(means)
    }

    fn included(&self, look: &Look) -> Part<'_> {
        let label = format!("Included Components ({})", self.included.checked().len());
        let part = self.form.part(INCLUDED).labelled(label);
        let key = look.key_of(&[Scope::Confirm], Action::Choose);
        if self.included.is_empty() { part } else { part.aside(format!("{key} chooses"), look.theme.styles.quiet) }
    }
}

fn opener(included: &CheckList) -> Control {
    if included.is_empty() {
        return Control::Fixed("there is no other component".to_owned());
    }
    let names: Vec<&str> = included.checked().map(|one| one.name.as_str()).collect();
    Control::Opener(if names.is_empty() { "none".to_owned() } else { names.join(", ") })
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
        self.choosing.as_ref().map_or_else(|| self.form.scopes(), |list| list.scopes())
    }

    fn is_edited(&self) -> bool {
        self.form.is_edited()
    }

    fn availability(&self, action: Action) -> Availability {
        self.choosing.as_ref().map_or(Availability::Available, |list| list.availability(action))
    }

    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        self.choosing.as_ref()?.label(action)
    }

    fn edit(&mut self, edit: &Edit, context: &Context) {
        match &mut self.choosing {
            Some(list) => list.edit(edit),
            None => {
                self.form.edit(edit, context);
            }
        }
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        if let Some(list) = &mut self.choosing {
            match list.act(action, context) {
                Step::Leave => self.choosing = None,
                Step::Submit => self.take(),
                Step::Do(_) | Step::Stay | Step::Open => {}
            }
            return vec![];
        }
        match self.form.act(action, context) {
            Step::Leave => return vec![Command::Leave],
            Step::Submit => return self.submit(),
            Step::Open => self.choosing = Some(Box::new(self.included.clone())),
            Step::Do(Action::OpenEditor) => return vec![Command::Compose(self.form.text_in_focus())],
            Step::Do(_) | Step::Stay => {}
        }
        vec![]
    }

    fn refuse(&mut self, why: String) -> Commands {
        match &mut self.choosing {
            Some(list) => list.refuse(why),
            None => self.form.refuse(if self.locked().is_some() { NOTES } else { VERSION }, why),
        }
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let does = format!("{} Component", self.packaging.deployment.words().package);
        let [(_, version), (_, notes)] = self.faults();
        let submit = Button::new(does.as_str()).enabled(version.is_none() && notes.is_none());
        let notes = self.form.part(NOTES).wrong(notes);
        let parts = [self.version(look, version), self.sharing(look), notes, self.included(look)];
        let title = format!("{does} · {}", self.packaging.component.name);
        let cursor = self.form.draw(look, &Sheet::new(&title, submit), &parts, screen, buf);
        match &self.choosing {
            Some(list) => check_list::draw(look, list, screen, buf),
            None => cursor,
        }
    }
}

fn pickable(component: &Arc<Component>) -> Pickable {
    Pickable::new(&component.id, &*component.name, &*component.folder)
}
