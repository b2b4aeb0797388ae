//! Create Integration Pack, and Edit Details.
//!
//! ```text
//! ┌ Create Integration Pack ───────────────────────────────────────┐
//! │ Name                                                           │
//! │▌[ Order to Cash                                              ] │
//! │   there is an integration pack named "Order to Cash" already   │   what is wrong with it
//! │ Installation Type                       can't be changed later │
//! │ (•) Single Attachment                                          │
//! │ ( ) Multiple Attachments                                       │
//! │   at most one instance per account                             │   what the chosen one means
//! │ Description                                            123/500 │
//! │ [ From the order to the money.                               ] │
//! │                                                                │
//! │                      [ Cancel ]  [ Create Integration Pack ]   │
//! └────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    domain::{Details, InstallationType, MAX_DESCRIPTION, Pack, PackId, RefusalKind, new_description, new_name},
    engine::{EngineError, sentences},
    tui::{
        command::{Command, Commands, Dialog, Place, Query, explain, outdated},
        dialog::by_form::by_form,
        form::{Control, Form, Part, Sheet},
        look::Look,
        widget::{Button, Tone},
    },
};

const NAME: usize = 0;
const KIND: usize = 1;
const DESCRIPTION: usize = 2;

/// The types in the order in which they stand.
const KINDS: [InstallationType; 2] = [InstallationType::Single, InstallationType::Multi];

#[derive(Debug)]
pub(in crate::tui) struct PackDialog {
    /// The pack whose details are edited, with its name.
    edited: Option<(PackId, String)>,
    /// The details as they were shown. None once the dialog has said that somebody else changed them: saving again is
    /// then deliberate.
    seen: Option<Details>,
    kind: InstallationType,
    /// Why the name can't be changed.
    locked: Option<String>,
    /// The names that other packs have.
    others: Vec<String>,
    form: Form,
}

impl PackDialog {
    pub(in crate::tui) fn create(others: Vec<String>) -> Self {
        let form = Form::new(vec![
            ("Name", Control::text("", "what subscribers know it by")),
            ("Installation Type", Control::options(&KINDS.map(type_label))),
            ("Description", Control::area("", "what it is for")),
        ]);
        Self { edited: None, seen: None, kind: InstallationType::Single, locked: None, others, form }
    }

    /// **Edit Details** of a pack.
    pub(in crate::tui) fn of(pack: &Pack, others: Vec<String>) -> Self {
        // An empty name tells whether the name could be changed at all.
        let locked = pack.check_rename("").err().map(|refusal| refusal.to_string());
        let mut name = Control::text(&pack.name, "what subscribers know it by");
        if let (Some(_), Control::Text(shown, _)) = (&locked, &name) {
            name = Control::Fixed(shown.text().to_owned());
        }
        let form = Form::new(vec![
            ("Name", name),
            ("Installation Type", Control::Fixed(type_label(pack.installation_type))),
            ("Description", Control::area(&pack.description, "what it is for")),
        ]);
        let edited = Some((pack.id.clone(), form.text(NAME)));
        Self { edited, seen: Some(pack.details()), kind: pack.installation_type, locked, others, form }
    }

    fn kind(&self) -> InstallationType {
        if self.edited.is_some() { self.kind } else { KINDS[self.form.chosen(KIND)] }
    }

    /// What is wrong, also what is not shown yet.
    fn faults(&self) -> [(usize, Option<String>); 2] {
        let kept = self.edited.is_some() && self.form.changed(NAME).is_none();
        let others = self.others.iter().map(String::as_str);
        let name = || new_name("an integration pack", &self.form.text(NAME), others).err();
        let name = || name().filter(|_| !kept).map(|refusal| refusal.to_string());
        let description = new_description(&self.form.text(DESCRIPTION)).err().map(|refusal| refusal.to_string());
        [(NAME, self.form.refused().or_else(name)), (DESCRIPTION, description)]
    }

    /// Asks the engine for it. Where something is wrong, moves the focus there.
    fn submit(&mut self) -> Commands {
        if self.form.go_to_fault(&self.faults()) {
            return vec![];
        }
        vec![match &self.edited {
            None => create(self.form.text(NAME), self.kind(), self.form.text(DESCRIPTION)),
            Some((pack, _)) => {
                let (name, description) = (self.form.changed(NAME), self.form.changed(DESCRIPTION));
                edit_details(pack.clone(), self.seen.clone(), name, description)
            }
        }]
    }

    fn name(&self, fault: Option<String>) -> Part<'_> {
        let part = self.form.part(NAME);
        match &self.locked {
            Some(why) => part.means(why),
            None => part.wrong(self.form.shown_fault(NAME, fault)),
        }
    }

    fn installation_type(&self, look: &Look) -> Part<'_> {
        let means = match self.kind() {
            InstallationType::Single => "at most one instance in each account",
            InstallationType::Multi => "many instances in each account; no API services",
        };
        let never = if self.edited.is_some() { "a type never changes" } else { sentences::FOR_GOOD };
        self.form.part(KIND).aside(never, look.theme.styles.quiet).means(means)
    }

    fn description(&self, look: &Look, fault: Option<String>) -> Part<'_> {
        let written = self.form.text(DESCRIPTION).chars().count();
        let styles = &look.theme.styles;
        let over = if written > MAX_DESCRIPTION { styles.error } else { styles.quiet };
        self.form.part(DESCRIPTION).aside(format!("{written}/{MAX_DESCRIPTION}"), over).wrong(fault)
    }
}

/// `Single Attachment (SINGLE)`: the screens' words with those of files and commands.
fn type_label(kind: InstallationType) -> String {
    format!("{kind} ({})", kind.api_word())
}

fn create(name: String, kind: InstallationType, description: String) -> Command {
    Query::change("change the integration pack", move |engine| {
        let id = engine.create_pack(&name, kind, &description)?;
        Ok((format!("{} is created", engine.pack_name(&id)), id))
    })
    .then(|(text, id)| vec![Command::Finish, Command::Notify(Tone::Success, text), Command::GoTo(Place::Pack(id))])
}

fn edit_details(pack: PackId, seen: Option<Details>, name: Option<String>, description: Option<String>) -> Command {
    Query::change("change the integration pack", move |engine| {
        engine.edit_pack(&pack, seen.as_ref(), name.as_deref(), description.as_deref())?;
        Ok(sentences::details_saved(&engine.pack_name(&pack)))
    })
    .then(|text| vec![Command::Finish, Command::Notify(Tone::Success, text)])
}

impl Dialog for PackDialog {
    by_form!(form);

    /// A refusal that is about what the form holds is said there.
    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        match error {
            EngineError::Refused(refusal) if matches!(refusal.kind(), RefusalKind::Input | RefusalKind::Rule) => {
                self.form.refuse(NAME, refusal.to_string());
                vec![Command::Refresh]
            }
            // What was typed is kept.
            EngineError::Refused(refusal) if refusal.kind() == RefusalKind::Conflict => {
                self.seen = None;
                vec![explain(&format!("Failed to {doing}"), error), Command::Refresh]
            }
            _ => outdated(doing, error)
                .unwrap_or_else(|| vec![explain(&format!("Failed to {doing}"), error), Command::Refresh]),
        }
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let (title, save) = match &self.edited {
            None => ("Create Integration Pack".to_owned(), "Create Integration Pack"),
            Some((_, name)) => (format!("Edit Details · {name}"), "Save"),
        };
        let [(_, name), (_, description)] = self.faults();
        let submit = Button::new(save).enabled(name.is_none() && description.is_none());
        let parts = [self.name(name), self.installation_type(look), self.description(look, description)];
        self.form.draw(look, &Sheet::new(&title, submit), &parts, screen, buf)
    }
}
