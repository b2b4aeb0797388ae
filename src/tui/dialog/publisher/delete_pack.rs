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
    layout::{Constraint, Layout, Position, Rect, Size},
    style::Style,
    widgets::Widget,
};

use crate::{
    domain::{Basis, PackId, count, date_words},
    engine::{EngineError, PackView},
    text::wrap,
    tui::{
        command::{Command, Commands, Dialog, Query, explain, outdated},
        dialog::{
            form::{Control, Form, Step},
            prose::measure,
        },
        keys::{Action, Scope},
        look::{Context, Look},
        widget::{Button, Buttons, Edit, Frame, Tone, cells, draw_field, put_lines},
    },
};

/// The dialog's state.
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
        // A field holds one line: line-like blanks in the name are blanks there.
        let blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        blanks(&self.form.text(0)) == blanks(&self.name)
    }
}

fn delete(pack: PackId, basis: Box<Basis>) -> Command {
    Query::change("change the integration pack", move |engine| {
        let view = engine.pack(&pack)?;
        engine.delete_pack(&pack, &basis)?;
        Ok(match view.reach.accounts {
            0 => format!("{} is deleted", view.pack.name),
            accounts => {
                let from = count(accounts as usize, "account");
                format!("{} is deleted, and uninstalled from {from}", view.pack.name)
            }
        })
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

    fn edit(&mut self, edit: &Edit, _: &Context) {
        self.form.edit(edit);
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        self.form.forget_refusal();
        let pressed = matches!(action, Action::Activate | Action::Choose) && self.form.button() != Some(0);
        if pressed && !self.is_named() {
            let why = if self.form.text(0).is_empty() { "its name is not typed yet" } else { "that is not its name" };
            self.form.refuse(0, why.to_owned());
            return vec![];
        }
        if pressed && self.form.is_on(0) {
            self.form.go_on();
            return vec![];
        }
        match self.form.act(action) {
            Step::Leave => vec![Command::Leave],
            Step::Submit => vec![delete(self.pack.clone(), self.basis.clone())],
            Step::Open | Step::Stay => vec![],
        }
    }

    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        let stays = || vec![explain(&format!("Failed to {doing}"), error), Command::Refresh];
        outdated(doing, error).unwrap_or_else(stays)
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let styles = &look.theme.styles;
        let room = measure(screen).min(64);
        let what = wrap("It is deleted, with its history.", room);
        let lost: Vec<String> = self.lost.iter().flat_map(|text| wrap(text, room)).collect();
        let labels =
            [Button::new("Keep It"), Button::new("Delete this integration pack").primary().enabled(self.is_named())];
        let buttons = Buttons::new(look.theme, &labels, self.form.button());
        let heights = [cells(what.len()), cells(lost.len()), 1, 1, 1, 1, buttons.height(cells(room))];
        let size = Size::new(cells(room), heights.iter().sum());
        let title = format!("Delete this integration pack · {}", self.name);
        let inner = Frame::new(look.theme, title, size).danger().draw(screen, buf);
        let [top, warning, _, label, field, says, row] = Layout::vertical(heights.map(Constraint::Length)).areas(inner);
        put_lines(&what, Style::new(), top, buf);
        put_lines(&lost, styles.warning, warning, buf);
        put_lines(&["Type its name to delete it"], styles.heading, label, buf);
        let view = self.form.field(look, 0)?.placeholder(&self.name);
        let field = Rect { x: field.x.saturating_sub(1), width: field.width + 1, ..field };
        let cursor = draw_field(look.theme, &view, self.form.is_on(0), field, buf);
        let says = Rect { x: says.x + 2, width: says.width.saturating_sub(2), ..says };
        put_lines(&self.form.refused().into_iter().collect::<Vec<_>>(), styles.error, says, buf);
        (&buttons).render(row, buf);
        cursor
    }
}
