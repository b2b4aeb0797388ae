//! **Export**: the workspace, or the pack that is looked at, as documents in a folder.
//!
//! ```text
//! ┌ Export ──────────────────────────────────────────────────┐
//! │ What                                                     │
//! │ (•) The whole workspace                                  │
//! │ ( ) Order to Cash                                        │
//! │                                                          │
//! │ Folder                                                   │
//! │▌[ ~/packs                                              ] │
//! │   importing it again changes nothing                     │   or what was refused
//! │                                   [ Cancel ]  [ Export ] │
//! └──────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::at_home;
use crate::{
    domain::{PackId, count},
    engine::EngineError,
    tui::{
        command::{Command, Commands, Dialog, Query, exists},
        dialog::form::{self, Body, LONGEST, On, Part, Step},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Button, Buttons, Choice, Edit, Field, Tone},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    What,
    Folder,
    Cancel,
    Export,
}

const CONTROLS: [Control; 4] = [Control::What, Control::Folder, Control::Cancel, Control::Export];

/// The dialog's state.
#[derive(Debug)]
pub(in crate::tui) struct ExportDialog {
    /// The pack that can be written alone.
    pack: Option<(PackId, String)>,
    /// Number 1, where it is.
    what: usize,
    folder: Field,
    focus: Control,
    refusal: Option<String>,
}

impl ExportDialog {
    pub(in crate::tui) fn new(pack: Option<(PackId, String)>) -> Self {
        Self { pack, what: 0, folder: Field::new(LONGEST), focus: Control::Folder, refusal: None }
    }

    fn is_ready(&self) -> bool {
        !self.folder.text().trim().is_empty()
    }

    fn on(&self) -> On {
        match self.focus {
            Control::What => On::Choice { chosen: self.what, of: 2 },
            Control::Folder => On::Text,
            Control::Cancel => On::Cancel,
            Control::Export => On::Submit,
        }
    }

    /// Says what is wrong.
    fn fault(&mut self, error: &EngineError) {
        let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        self.refusal = Some(format!("{error}{hint}"));
        self.focus = Control::Folder;
    }

    fn turn(&mut self, forward: bool) {
        let controls = if self.pack.is_some() { &CONTROLS[..] } else { &CONTROLS[1..] };
        form::turn(&mut self.focus, controls, forward);
    }

    /// Asks for it; without a folder, goes there.
    fn submit(&mut self) -> Commands {
        if !self.is_ready() {
            self.refusal = Some("name a folder first".to_owned());
            self.focus = Control::Folder;
            return vec![];
        }
        let packs = self.pack.iter().filter(|_| self.what == 1).map(|(id, _)| id.clone()).collect();
        vec![export(packs, self.folder.text().to_owned())]
    }
}

fn export(packs: Vec<PackId>, folder: String) -> Command {
    Query::read("write the documents", move |engine| {
        let dir = at_home(&folder);
        let saved = engine.export(&packs, &dir)?;
        let written = count(saved.written.len(), "document");
        Ok(format!("{written} written to {}, {} unchanged", dir.display(), saved.unchanged.len()))
    })
    .whole(|dialog: &mut ExportDialog, saved, _| match saved {
        Ok(text) => vec![Command::Close, Command::Notify(Tone::Success, text)],
        Err(error) => {
            dialog.fault(&error);
            vec![]
        }
    })
}

impl Dialog for ExportDialog {
    fn scopes(&self) -> Vec<Scope> {
        form::scopes(self.on())
    }

    fn is_edited(&self) -> bool {
        self.what > 0 || !self.folder.is_empty()
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        if self.focus == Control::Folder && self.folder.edit(edit) {
            self.refusal = None;
        }
    }

    fn availability(&self, action: Action) -> Availability {
        exists(action != Action::Filter)
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        match form::step(action, self.on()) {
            Step::Close => return vec![Command::Leave],
            Step::Submit => return self.submit(),
            Step::Choose(at) => self.what = at,
            Step::Forward => self.turn(true),
            Step::Backward => self.turn(false),
            Step::Open | Step::Stay => {}
        }
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let labels = [Button::new("Cancel"), Button::new("Export").primary().enabled(self.is_ready())];
        let focus = CONTROLS[2..].iter().position(|control| *control == self.focus);
        let buttons = Buttons::new(look.theme, &labels, focus);
        let what = self.pack.as_ref().map(|(_, name)| {
            let choices = vec![Choice::new("The whole workspace"), Choice::new(name.as_str())];
            Part::new("What", Body::Options(choices, self.what)).focused(self.focus == Control::What)
        });
        let folder = Part::new("Folder", Body::Text(&self.folder, "~/packs"))
            .focused(self.focus == Control::Folder)
            .means("importing it again changes nothing")
            .wrong(self.refusal.clone());
        let parts: Vec<Part> = what.into_iter().chain([folder]).collect();
        form::draw(look, "Export", &parts, &buttons, screen, buf)
    }
}
