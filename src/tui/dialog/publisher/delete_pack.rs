//! Delete this integration pack: what is lost, and the pack's name typed before anything is.
//!
//! ```text
//! ┌ Delete this integration pack · Procure to Pay ─────────────────┐
//! │ It is deleted, with its history.                               │
//! │ ! It is uninstalled from 25 accounts (27 instances).           │
//! │ ! The release scheduled for Wed 25 Nov 2026 is void.           │
//! │                                                                │
//! │ Type its name to delete it                                     │
//! │▌[ Procure to Pay                                             ] │
//! │   that is not its name                                         │
//! │              [ Keep It ]  [ Delete this integration pack ]     │
//! └────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    domain::{Basis, PackId, count, date_words},
    engine::{EngineError, PackView, sentences},
    tui::{
        command::{Command, Commands, Dialog, Query, explain, outdated},
        form::{Control, Form, Part, Sheet, Step},
        keys::{Action, Scope},
        look::{Context, Look},
        widget::{Button, Edit, Tone},
    },
};

#[derive(Debug)]
pub(in crate::tui) struct DeletePackDialog {
    pack: PackId,
    basis: Box<Basis>,
    name: String,
    /// What is lost beside the pack.
    lost: Vec<String>,
    form: Form,
}

impl DeletePackDialog {
    pub(in crate::tui) fn new(view: &PackView) -> Self {
        let (pack, reach) = (&view.pack, view.reach);
        let mut lost = Vec::new();
        if reach.instances > 0 {
            let accounts = count(reach.accounts as usize, "account");
            lost.push(format!(
                "! It is uninstalled from {accounts} ({}).",
                count(reach.instances as usize, "instance")
            ));
        }
        if let Some(scheduled) = &pack.scheduled {
            lost.push(format!("! The release scheduled for {} is void.", date_words(scheduled.release_on_date)));
        }
        Self {
            pack: pack.id.clone(),
            basis: Box::new(pack.basis()),
            name: pack.name.clone(),
            lost,
            form: Form::new(vec![("Type its name to delete it", Control::text("", ""))]).by_the_way_back(),
        }
    }

    fn is_named(&self) -> bool {
        // A field holds one line, so other blanks in the name count as spaces.
        let blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        blanks(&self.form.text(0)) == blanks(&self.name)
    }
}

fn delete(pack: PackId, basis: Box<Basis>) -> Command {
    Query::change("change the integration pack", move |engine| {
        let view = engine.pack(&pack)?;
        engine.delete_pack(&pack, &basis)?;
        Ok(sentences::pack_deleted(&view.pack.name, view.reach.accounts))
    })
    .then(|text| vec![Command::Close, Command::Notify(Tone::Success, text)])
}

impl Dialog for DeletePackDialog {
    fn scopes(&self) -> Vec<Scope> {
        self.form.scopes()
    }

    fn is_edited(&self) -> bool {
        self.form.is_edited()
    }

    fn edit(&mut self, edit: &Edit, context: &Context) {
        self.form.edit(edit, context);
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        self.form.forget_refusal();
        let pressed = matches!(action, Action::Activate | Action::Choose) && self.form.button() != Some(0);
        if pressed && !self.is_named() {
            let why = if self.form.text(0).is_empty() { "its name is not typed yet" } else { "that is not its name" };
            self.form.refuse(0, why.to_owned());
            return vec![];
        }
        match self.form.act(action, context) {
            Step::Leave => vec![Command::Leave],
            Step::Submit => vec![delete(self.pack.clone(), self.basis.clone())],
            Step::Do(_) | Step::Open | Step::Stay => vec![],
        }
    }

    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        let stays = || vec![explain(&format!("Failed to {doing}"), error), Command::Refresh];
        outdated(doing, error).unwrap_or_else(stays)
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = format!("Delete this integration pack · {}", self.name);
        let submit = Button::new("Delete this integration pack").enabled(self.is_named());
        let sheet = Sheet::new(&title, submit).danger("Keep It");
        let warning = look.theme.styles.warning;
        let lost = Part::sentence(&self.lost.join("\n"), warning).airy();
        let mut parts = vec![Part::sentence("It is deleted, with its history.", Style::new())];
        parts.extend((!self.lost.is_empty()).then_some(lost));
        parts.push(self.form.part(0).empty(&self.name).wrong(self.form.refused()));
        self.form.draw(look, &sheet, &parts, screen, buf)
    }
}
