//! What keys do in the history.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{HistoryDialog, report::report, view};
use crate::{
    engine::Purpose,
    tui::{
        command::{Command, Commands, Dialog, Query, propose, shown_if},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::Scrolled,
    },
};

impl Dialog for HistoryDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::History]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        let selected = self.selected().map(|entry| entry.release.number);
        match action {
            Action::RollBack | Action::CompareWithCurrent if selected == Some(self.history.pack.current_number()) => {
                Availability::Unavailable("this release is the current one: select an earlier one".into())
            }
            Action::RollBack | Action::CompareWithCurrent | Action::ShowReport => shown_if(selected.is_some()),
            Action::Filter => Availability::Hidden,
            _ => Availability::Available,
        }
    }

    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        let other = if self.on_detail { "Releases" } else { "Details" };
        (action == Action::NextControl).then(|| other.into())
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        if let Some(motion) = action.motion() {
            if self.on_detail {
                self.detail.step(motion);
                return vec![];
            }
            (self.diff, self.detail) = (None, Scrolled::default());
            self.list.step(motion, self.history.entries.len());
            return vec![];
        }
        let number = self.selected().map(|entry| entry.release.number);
        match action {
            Action::Back => vec![Command::Leave],
            Action::NextControl | Action::PreviousControl => {
                self.on_detail = !self.on_detail;
                vec![]
            }
            Action::CompareWithCurrent if self.diff.take().is_some() => vec![],
            Action::CompareWithCurrent => number.map(|number| self.compare(number)).into_iter().collect(),
            Action::ShowReport => {
                let id = self.history.pack.id.clone();
                number.map(|number| report(id, number)).into_iter().collect()
            }
            Action::RollBack => {
                vec![propose(self.history.pack.id.clone(), Purpose::RollBack(number))]
            }
            _ => vec![],
        }
    }

    /// Reads the releases again; the same one stays selected.
    fn renewed(&self) -> Commands {
        let id = self.history.pack.id.clone();
        let history = Query::read("read the history", move |engine| engine.history(&id));
        vec![history.shown_to(|dialog: &mut Self, history, _| {
            let selected = dialog.selected().map(|entry| entry.release.number);
            *dialog.history = history;
            let same = dialog.history.entries.iter().position(|entry| Some(entry.release.number) == selected);
            dialog.list.select(same.unwrap_or(0));
        })]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(look, self, screen, buf);
        None
    }
}
