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
    domain::PackId,
    engine::sentences,
    tui::{
        command::{Command, Commands, Dialog, Query, shown_if},
        dialog::by_form::by_form,
        form::{Control, Form, Part, Sheet},
        keys::{Action, Availability},
        look::Look,
        widget::{Button, Tone},
    },
};

#[derive(Debug)]
pub(in crate::tui) struct ExportDialog {
    /// The pack that can be written alone.
    pack: Option<PackId>,
    form: Form,
}

impl ExportDialog {
    pub(in crate::tui) fn new(pack: Option<(PackId, String)>) -> Self {
        let what = pack.as_ref().map(|(_, name)| ("What", Control::options(&["The whole workspace", name])));
        let folder = ("Folder", Control::text("", "~/packs"));
        let mut form = Form::new(what.into_iter().chain([folder]).collect());
        form.go_to(usize::from(pack.is_some()));
        Self { pack: pack.map(|(id, _)| id), form }
    }

    /// The index of the folder's control. Where a pack is shown, the choice of what to write comes before it.
    fn folder(&self) -> usize {
        usize::from(self.pack.is_some())
    }

    /// Asks the engine for it. Without a folder, moves the focus there.
    fn submit(&mut self) -> Commands {
        let folder = self.form.text(self.folder());
        if folder.trim().is_empty() {
            return self.refuse("name a folder first".to_owned());
        }
        let packs = self.pack.iter().filter(|_| self.form.chosen(0) == 1).cloned().collect();
        vec![export(packs, folder)]
    }
}

fn export(packs: Vec<PackId>, folder: String) -> Command {
    Query::read("write the documents", move |engine| {
        let dir = at_home(&folder);
        let saved = engine.export(&packs, &dir)?;
        Ok(sentences::documents_written(saved.written.len(), &dir, saved.unchanged.len()))
    })
    .long()
    .whole(|dialog: &mut ExportDialog, saved, _| match saved {
        Ok(text) => vec![Command::Close, Command::Notify(Tone::Success, text)],
        Err(error) if error.is_stopped() => dialog.refuse("stopped: nothing was written".to_owned()),
        Err(error) => dialog.refuse(error.with_hint()),
    })
}

impl Dialog for ExportDialog {
    by_form!(form);

    fn availability(&self, action: Action) -> Availability {
        shown_if(action != Action::Filter)
    }

    fn refuse(&mut self, why: String) -> Commands {
        self.form.refuse(self.folder(), why);
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let folder = self.form.part(self.folder()).means("importing it again changes nothing");
        let what = self.pack.is_some().then(|| self.form.part(0));
        let parts: Vec<Part> = what.into_iter().chain([folder.wrong(self.form.refused())]).collect();
        let ready = !self.form.text(self.folder()).trim().is_empty();
        let sheet = Sheet::new("Export", Button::new("Export").enabled(ready));
        self.form.draw(look, &sheet, &parts, screen, buf)
    }
}
