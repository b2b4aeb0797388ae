//! What keys do in the dialog.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{SelectVersionDialog, ranked, view};
use crate::tui::{
    command::{Command, Commands, Dialog, allowed},
    form::Step,
    keys::{Action, Availability, Scope},
    look::{Context, Look},
    widget::Edit,
};

impl Dialog for SelectVersionDialog {
    fn scopes(&self) -> Vec<Scope> {
        self.form.scopes(Scope::SelectVersionDialog)
    }

    /// Which version is checked follows the bar: nothing is lost that was entered.
    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        match (action, self.under_bar()) {
            (Action::SelectVersion, Some(choice)) => {
                allowed(self.component.check_version(&self.component.versions[choice.at].version))
            }
            _ => Availability::Available,
        }
    }

    /// Edits the filter; the best match is checked, where it can be chosen.
    fn edit(&mut self, edit: &Edit, _: &Context) {
        self.form.edit(edit, ranked(&self.component, &self.choices));
        self.check();
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        match self.form.act(action, context, ranked(&self.component, &self.choices)) {
            Step::Stay | Step::Do(Action::Choose) => self.check(),
            Step::Leave => return vec![Command::Leave],
            Step::Do(Action::ViewDetails) => return self.details(),
            Step::Do(Action::SelectVersion) => return self.select(),
            Step::Do(_) | Step::Submit | Step::Open => {}
        }
        vec![]
    }

    fn refuse(&mut self, why: String) -> Commands {
        self.form.refuse(why);
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(look, self, screen, buf)
    }
}
