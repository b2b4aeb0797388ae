//! Create Component.
//!
//! ```text
//! ┌ Create Component ──────────────────────────────────────────────┐
//! │ Name                                                           │
//! │▌[ Create Invoice                                             ] │
//! │   there is a component named "Create Invoice" already          │   what is wrong, or was refused
//! │ Component Type                          can't be changed later │
//! │ (•) Process                                                    │
//! │ ( ) API Service                                                │
//! │   any pack can hold it                                         │   what the chosen one means
//! │ Folder                                                         │
//! │ [ Order to Cash/Invoices                                     ] │
//! │                                                                │
//! │                             [ Cancel ]  [ Create Component ]   │
//! └────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    domain::{ComponentType, new_folder, new_name},
    tui::{
        command::{Command, Commands, Dialog, Place, Query},
        dialog::form::{self, Body, LONGEST, On, Part, Step},
        keys::{Action, Scope},
        look::{Context, Look},
        widget::{Button, Buttons, Choice, Edit, Field, Tone},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    Name,
    Kind,
    Folder,
    Cancel,
    Create,
}

const CONTROLS: [Control; 5] = [Control::Name, Control::Kind, Control::Folder, Control::Cancel, Control::Create];

const KINDS: [ComponentType; 2] = [ComponentType::Process, ComponentType::ApiService];

/// The form's state.
#[derive(Debug)]
pub(in crate::tui) struct CreateComponentDialog {
    name: Field,
    /// Which of the types is on.
    kind: usize,
    folder: Field,
    focus: Control,
    /// An empty name is a fault only after it was left, or what needs it was pressed.
    touched: bool,
    /// What the engine refused, of the form as it stands.
    refused: Option<String>,
}

impl CreateComponentDialog {
    pub(in crate::tui) fn new() -> Self {
        let (name, folder) = (Field::new(LONGEST), Field::new(LONGEST));
        Self { name, kind: 0, folder, focus: Control::Name, touched: false, refused: None }
    }

    /// What is wrong with the name. Whether another component of the folder has it, the engine knows.
    fn name_fault(&self) -> Option<String> {
        let fault = || new_name("a component", self.name.text(), []).err().map(|refusal| refusal.to_string());
        self.refused.clone().or_else(fault)
    }

    fn name_says(&self) -> Option<String> {
        self.name_fault().filter(|_| self.touched || !self.name.is_empty())
    }

    fn folder_says(&self) -> Option<String> {
        new_folder(self.folder.text()).err().map(|refusal| refusal.to_string())
    }

    fn is_ready(&self) -> bool {
        self.name_fault().is_none() && self.folder_says().is_none()
    }

    fn on(&self) -> On {
        match self.focus {
            Control::Name | Control::Folder => On::Text,
            Control::Kind => On::Choice { chosen: self.kind, of: KINDS.len() },
            Control::Cancel => On::Cancel,
            Control::Create => On::Submit,
        }
    }

    fn turn(&mut self, forward: bool) {
        self.touched |= self.focus == Control::Name && forward;
        form::turn(&mut self.focus, &CONTROLS, forward);
    }

    /// Asks for it; where something is wrong, goes there.
    fn submit(&mut self) -> Commands {
        self.touched = true;
        if self.name_fault().is_some() {
            self.focus = Control::Name;
        } else if self.folder_says().is_some() {
            self.focus = Control::Folder;
        } else {
            let (name, folder) = (self.name.text().to_owned(), self.folder.text().to_owned());
            return vec![create(name, KINDS[self.kind], folder)];
        }
        vec![]
    }
}

fn create(name: String, component_type: ComponentType, folder: String) -> Command {
    Query::change("create the component", move |engine| {
        let id = engine.create_component(&name, component_type, &folder)?;
        Ok((format!("{} is created", engine.component_name(&id)), id))
    })
    .then(|(text, id)| {
        let made = Place::Component(id, None);
        vec![Command::Finish, Command::GoTo(made), Command::Notify(Tone::Success, text)]
    })
}

impl Dialog for CreateComponentDialog {
    fn scopes(&self) -> Vec<Scope> {
        form::scopes(self.on())
    }

    fn is_edited(&self) -> bool {
        !self.name.is_empty() || self.kind > 0 || !self.folder.is_empty()
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        let changed = match self.focus {
            Control::Name => self.name.edit(edit),
            Control::Folder => self.folder.edit(edit),
            _ => false,
        };
        if changed {
            self.refused = None;
        }
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        match form::step(action, self.on()) {
            Step::Close => return vec![Command::Leave],
            Step::Submit => return self.submit(),
            Step::Choose(at) => self.kind = at,
            Step::Forward => self.turn(true),
            Step::Backward => self.turn(false),
            Step::Open | Step::Stay => {}
        }
        vec![]
    }

    fn refuse(&mut self, why: String) -> Commands {
        self.refused = Some(why);
        self.focus = Control::Name;
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let labels = [Button::new("Cancel"), Button::new("Create Component").primary().enabled(self.is_ready())];
        let focus = match self.focus {
            Control::Cancel => Some(0),
            Control::Create => Some(1),
            Control::Name | Control::Kind | Control::Folder => None,
        };
        let buttons = Buttons::new(look.theme, &labels, focus);
        let means = match KINDS[self.kind] {
            ComponentType::Process => "any pack can hold it",
            ComponentType::ApiService => "a MULTI pack can't hold it",
        };
        let kinds = KINDS.map(|kind| Choice::new(kind.to_string())).to_vec();
        let parts = [
            Part::new("Name", Body::Text(&self.name, "unique in its folder"))
                .focused(self.focus == Control::Name)
                .wrong(self.name_says()),
            Part::new("Component Type", Body::Options(kinds, self.kind))
                .aside("can't be changed later", look.theme.styles.quiet)
                .focused(self.focus == Control::Kind)
                .means(means),
            Part::new("Folder", Body::Text(&self.folder, "such as Order to Cash/Invoices; may be empty"))
                .focused(self.focus == Control::Folder)
                .wrong(self.folder_says()),
        ];
        form::draw(look, "Create Component", &parts, &buttons, screen, buf)
    }
}
