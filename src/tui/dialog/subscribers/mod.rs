//! Dialogs about accounts and account groups: a question with perhaps a name to give, Browse Integration Packs with
//! what a pack carries, a list with check boxes, and who has a pack.

pub(in crate::tui) mod browse;
pub(in crate::tui) mod form;
pub(in crate::tui) mod installations;
pub(in crate::tui) mod pick;
pub(in crate::tui) mod view_pack;
pub(in crate::tui) mod who_has_it;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::Verdict;
use crate::tui::{
    keys::{Action, Availability, Scope},
    look::Look,
    widget::Edit,
};

/// One of them.
#[derive(Debug)]
pub enum Dialog {
    /// A question, perhaps with a name to give.
    Form(form::State),
    /// Browse Integration Packs.
    Browse(browse::State),
    /// What a pack carries.
    ViewPack(view_pack::State),
    /// A list with check boxes.
    Pick(pick::State),
    /// Who has a pack, in numbers.
    WhoHasIt(who_has_it::State),
    /// The instances of a pack.
    Installations(installations::State),
}

impl Dialog {
    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self {
            Self::Form(state) => state.scopes(),
            Self::Browse(state) => state.scopes(),
            Self::ViewPack(_) => vec![Scope::VersionDetails],
            Self::Pick(state) => state.scopes(),
            Self::WhoHasIt(_) => vec![Scope::WhoHasIt],
            Self::Installations(state) => state.scopes(),
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        match self {
            Self::Form(state) => state.edit(edit),
            Self::Browse(state) => state.edit(edit),
            Self::ViewPack(_) | Self::WhoHasIt(_) => {}
            Self::Pick(state) => state.edit(edit),
            Self::Installations(state) => state.edit(edit),
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        match self {
            Self::Form(state) => state.act(action),
            Self::Browse(state) => state.act(action),
            Self::ViewPack(state) => state.act(action),
            Self::Pick(state) => state.act(action),
            Self::WhoHasIt(state) => state.act(action),
            Self::Installations(state) => state.act(action),
        }
    }

    pub(super) fn availability(&self, action: Action) -> Availability {
        match self {
            Self::Browse(state) => state.availability(action),
            Self::Pick(state) => state.availability(action),
            Self::WhoHasIt(state) => state.availability(action),
            Self::Form(_) | Self::ViewPack(_) | Self::Installations(_) => Availability::Available,
        }
    }

    /// Says what could not be done.
    pub(in crate::tui) fn refuse(&mut self, why: String) {
        match self {
            Self::Form(state) => state.refuse(why),
            Self::Browse(state) => state.refuse(why),
            Self::Pick(state) => state.refuse(why),
            Self::ViewPack(_) | Self::WhoHasIt(_) | Self::Installations(_) => {}
        }
    }
}

pub(super) fn draw(look: &Look, dialog: &Dialog, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    match dialog {
        Dialog::Form(state) => form::draw(look, state, screen, buf),
        Dialog::Browse(state) => browse::draw(look, state, screen, buf),
        Dialog::ViewPack(state) => {
            view_pack::draw(look, state, screen, buf);
            None
        }
        Dialog::Pick(state) => pick::draw(look, state, screen, buf),
        Dialog::WhoHasIt(state) => {
            who_has_it::draw(look, state, screen, buf);
            None
        }
        Dialog::Installations(state) => installations::draw(look, state, screen, buf),
    }
}
