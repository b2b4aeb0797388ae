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
        dialog::{
            Verdict,
            form::{self, Body, LONGEST, On, Part, Step},
        },
        keys::{Action, Scope},
        look::Look,
        widget::{Button, Buttons, Choice, Edit, Field},
        worker::components::{Verb, request},
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
pub(super) struct State {
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

impl State {
    pub(super) fn new() -> Self {
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

    /// Whether anything was typed.
    pub(super) fn is_edited(&self) -> bool {
        !self.name.is_empty() || !self.folder.is_empty()
    }

    fn on(&self) -> On {
        match self.focus {
            Control::Name | Control::Folder => On::Text,
            Control::Kind => On::Choice { chosen: self.kind, of: KINDS.len() },
            Control::Cancel => On::Cancel,
            Control::Create => On::Submit,
        }
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.refused = Some(why);
        self.focus = Control::Name;
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        form::scopes(self.on())
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        let changed = match self.focus {
            Control::Name => self.name.edit(edit),
            Control::Folder => self.folder.edit(edit),
            _ => false,
        };
        if changed {
            self.refused = None;
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        match form::step(action, self.on()) {
            Step::Close => return Verdict::Close,
            Step::Submit => return self.create(),
            Step::Choose(at) => self.kind = at,
            Step::Forward => self.turn(true),
            Step::Backward => self.turn(false),
            Step::Open | Step::Stay => {}
        }
        Verdict::Stay
    }

    fn turn(&mut self, forward: bool) {
        self.touched |= self.focus == Control::Name && forward;
        form::turn(&mut self.focus, &CONTROLS, forward);
    }

    /// Asks for it; where something is wrong, goes there.
    fn create(&mut self) -> Verdict {
        self.touched = true;
        if self.name_fault().is_some() {
            self.focus = Control::Name;
        } else if self.folder_says().is_some() {
            self.focus = Control::Folder;
        } else {
            let (name, folder) = (self.name.text().to_owned(), self.folder.text().to_owned());
            return Verdict::Ask(request(Verb::Create { name, component_type: KINDS[self.kind], folder }));
        }
        Verdict::Stay
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let labels = [Button::new("Cancel"), Button::new("Create Component").primary().enabled(state.is_ready())];
    let focus = match state.focus {
        Control::Cancel => Some(0),
        Control::Create => Some(1),
        Control::Name | Control::Kind | Control::Folder => None,
    };
    let buttons = Buttons::new(look.theme, &labels, focus);
    let means = match KINDS[state.kind] {
        ComponentType::Process => "any pack can hold it",
        ComponentType::ApiService => "a MULTI pack can't hold it",
    };
    let kinds = KINDS.map(|kind| Choice::new(kind.to_string())).to_vec();
    let parts = [
        Part::new("Name", Body::Text(&state.name, "unique in its folder"))
            .focused(state.focus == Control::Name)
            .wrong(state.name_says()),
        Part::new("Component Type", Body::Options(kinds, state.kind))
            .aside("can't be changed later", look.theme.styles.quiet)
            .focused(state.focus == Control::Kind)
            .means(means),
        Part::new("Folder", Body::Text(&state.folder, "such as Order to Cash/Invoices; may be empty"))
            .focused(state.focus == Control::Folder)
            .wrong(state.folder_says()),
    ];
    form::draw(look, "Create Component", &parts, &buttons, screen, buf)
}
