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
    domain::{ComponentType, Refusal, new_folder, new_name},
    engine::sentences,
    tui::{
        command::{Command, Commands, Dialog, Place, Query},
        dialog::by_form::by_form,
        form::{Control, Form, Sheet},
        look::Look,
        widget::{Button, Tone},
    },
};

const NAME: usize = 0;
const KIND: usize = 1;
const FOLDER: usize = 2;

const KINDS: [ComponentType; 2] = [ComponentType::Process, ComponentType::ApiService];

#[derive(Debug)]
pub(in crate::tui) struct CreateComponentDialog(Form);

impl CreateComponentDialog {
    pub(in crate::tui) fn new() -> Self {
        Self(Form::new(vec![
            ("Name", Control::text("", "unique in its folder")),
            ("Component Type", Control::options(&KINDS)),
            ("Folder", Control::text("", "such as Order to Cash/Invoices; may be empty")),
        ]))
    }

    /// What is wrong. The engine checks whether another component in the folder has the name.
    fn faults(&self) -> [(usize, Option<String>); 2] {
        let said = |refusal: Refusal| refusal.to_string();
        let name = || new_name("a component", &self.0.text(NAME), []).err().map(said);
        [(NAME, self.0.refused().or_else(name)), (FOLDER, new_folder(&self.0.text(FOLDER)).err().map(said))]
    }

    /// Asks the engine for it. Where something is wrong, moves the focus there.
    fn submit(&mut self) -> Commands {
        if self.0.go_to_fault(&self.faults()) {
            return vec![];
        }
        vec![create(self.0.text(NAME), KINDS[self.0.chosen(KIND)], self.0.text(FOLDER))]
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
    by_form!(0);

    fn refuse(&mut self, why: String) -> Commands {
        self.0.refuse(NAME, why);
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let means = match KINDS[self.0.chosen(KIND)] {
            ComponentType::Process => "any pack can hold it",
            ComponentType::ApiService => "a MULTI pack can't hold it",
        };
        let [(_, name), (_, folder)] = self.faults();
        let ready = name.is_none() && folder.is_none();
        let parts = [
            self.0.part(NAME).wrong(self.0.shown_fault(NAME, name)),
            self.0.part(KIND).aside(sentences::FOR_GOOD, look.theme.styles.quiet).means(means),
            self.0.part(FOLDER).wrong(folder),
        ];
        let submit = Button::new("Create Component").enabled(ready);
        self.0.draw(look, &Sheet::new("Create Component", submit), &parts, screen, buf)
    }
}
