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
        dialog::{form::LONGEST, prose::measure},
        keys::{Action, Scope},
        look::{Context, Look},
        widget::{Button, Buttons, Edit, Field, FieldView, Frame, Tone, cells, draw_field, go_round, put_lines},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    Name,
    Keep,
    Delete,
}

const CONTROLS: [Control; 3] = [Control::Name, Control::Keep, Control::Delete];

/// The dialog's state.
#[derive(Debug)]
pub(in crate::tui) struct DeletePackDialog {
    pack: PackId,
    basis: Box<Basis>,
    name: String,
    /// What is lost beside the pack.
    lost: Vec<String>,
    typed: Field,
    focus: Control,
    refusal: Option<&'static str>,
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
            typed: Field::new(LONGEST),
            focus: Control::Name,
            refusal: None,
        }
    }

    fn is_named(&self) -> bool {
        // A field holds one line: line-like blanks in the name are blanks there.
        let blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        blanks(self.typed.text()) == blanks(&self.name)
    }

    fn turn(&mut self, forward: bool) {
        go_round(&mut self.focus, &CONTROLS, forward);
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
        match self.focus {
            Control::Name => vec![Scope::TextField, Scope::Confirm],
            Control::Keep | Control::Delete => vec![Scope::Buttons, Scope::Confirm],
        }
    }

    fn is_edited(&self) -> bool {
        !self.typed.is_empty()
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        self.refusal = None;
        if self.focus == Control::Name {
            self.typed.edit(edit);
        }
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        self.refusal = None;
        match (action, self.focus) {
            (Action::Back | Action::Cancel, _) | (Action::Activate | Action::Choose, Control::Keep) => {
                return vec![Command::Leave];
            }
            (Action::NextControl | Action::MoveDown, _) => self.turn(true),
            (Action::PreviousControl | Action::MoveUp, _) => self.turn(false),
            (Action::Activate | Action::Choose, _) if !self.is_named() => {
                self.refusal =
                    Some(if self.typed.is_empty() { "its name is not typed yet" } else { "that is not its name" });
                self.focus = Control::Name;
            }
            (Action::Activate, Control::Name) => self.focus = Control::Delete,
            (Action::Activate | Action::Choose, Control::Delete) => {
                return vec![delete(self.pack.clone(), self.basis.clone())];
            }
            _ => {}
        }
        vec![]
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
        let focus = CONTROLS.iter().position(|control| *control == self.focus).and_then(|at| at.checked_sub(1));
        let buttons = Buttons::new(look.theme, &labels, focus);
        let heights = [cells(what.len()), cells(lost.len()), 1, 1, 1, 1, buttons.height(cells(room))];
        let size = Size::new(cells(room), heights.iter().sum());
        let title = format!("Delete this integration pack · {}", self.name);
        let inner = Frame::new(look.theme, title, size).danger().draw(screen, buf);
        let [top, warning, _, label, field, says, row] = Layout::vertical(heights.map(Constraint::Length)).areas(inner);
        put_lines(&what, Style::new(), top, buf);
        put_lines(&lost, styles.warning, warning, buf);
        put_lines(&["Type its name to delete it"], styles.heading, label, buf);
        let focused = self.focus == Control::Name;
        let view = FieldView::new(look.theme, &self.typed).focused(focused).placeholder(&self.name);
        let field = Rect { x: field.x.saturating_sub(1), width: field.width + 1, ..field };
        let cursor = draw_field(look.theme, &view, focused, field, buf);
        let says = Rect { x: says.x + 2, width: says.width.saturating_sub(2), ..says };
        put_lines(&self.refusal.iter().collect::<Vec<_>>(), styles.error, says, buf);
        (&buttons).render(row, buf);
        cursor
    }
}
