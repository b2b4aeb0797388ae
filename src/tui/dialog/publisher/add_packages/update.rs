//! What keys do in the dialog.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{AddPackagesDialog, TREE, addable, tree::Line, view};
use crate::{
    domain::Refusal,
    engine::EngineError,
    tui::{
        command::{Command, Commands, Dialog, explain, outdated},
        form::Step,
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::Edit,
    },
};

impl Dialog for AddPackagesDialog {
    fn scopes(&self) -> Vec<Scope> {
        // Arrows to the sides move in the text, not through folders.
        if self.filter.typing { vec![Scope::Filter] } else { self.form.scopes_in(Scope::AddPackages) }
    }

    fn is_edited(&self) -> bool {
        self.selected() > 0
    }

    fn availability(&self, action: Action) -> Availability {
        let hidden = match action {
            Action::Choose => self.why_not || self.lines.is_empty(),
            Action::WhyNot => !self.why_not && self.counts().1 == 0,
            Action::Filter => self.leaves.is_empty(),
            Action::OpenFolder | Action::CloseFolder => {
                !self.lines.iter().any(|line| matches!(line, Line::Folder { .. }))
            }
            _ => false,
        };
        if hidden { Availability::Hidden } else { Availability::Available }
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        self.form.forget_refusal();
        if self.filter.edit(edit) {
            self.narrow();
        }
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        self.form.forget_refusal();
        if let Some(motion) = action.motion() {
            self.form.go_to(TREE);
            self.list.step(motion, self.lines.len());
            return vec![];
        }
        let back = matches!(action, Action::Cancel | Action::Back);
        match action {
            Action::Filter => {
                self.form.go_to(TREE);
                self.filter.open();
                self.narrow();
            }
            Action::KeepFilter => self.filter.keep(),
            Action::ClearFilter => self.clear_filter(),
            _ if back && self.filter.is_active() => self.clear_filter(),
            _ if back && self.why_not => self.turn_over(),
            _ => match self.form.act(action, context) {
                Step::Leave => return vec![Command::Leave],
                Step::Submit | Step::Do(Action::Activate) => return self.add(),
                Step::Do(Action::WhyNot) => self.turn_over(),
                Step::Do(Action::OpenFolder) => self.open(),
                Step::Do(Action::CloseFolder) => self.close(),
                Step::Do(Action::Choose) => self.toggle(),
                Step::Do(_) | Step::Stay | Step::Open => {}
            },
        }
        vec![]
    }

    /// What was checked stays, as far as it still can be added.
    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        if let EngineError::Refused(Refusal::NotFound { .. } | Refusal::Deleted { .. }) = error {
            return outdated(doing, error).unwrap_or_default();
        }
        let again = addable(self.pack.id.clone()).shown_to(|dialog: &mut Self, addable, _| dialog.renew(addable));
        vec![again, explain(&format!("Failed to {doing}"), error), Command::Refresh]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(look, self, screen, buf)
    }
}
