//! The dialogs that are open, one in front of the other.

use std::any::Any;

use super::command::{Commands, Dialog, Ticket};
use crate::engine::Progress;

#[derive(Debug)]
pub struct Opened {
    /// Its questions carry this ticket, so that replies find it.
    ticket: Ticket,
    pub dialog: Box<dyn Dialog>,
    /// A change that it asked for is on its way: keys wait.
    pub waiting: bool,
    /// How far the long work is that it asked for.
    pub work: Option<Progress>,
}

/// All of them; the last one is in front and hears input first.
#[derive(Debug, Default)]
pub struct DialogStack {
    opened: Vec<Opened>,
    next: u64,
}

impl DialogStack {
    pub fn is_empty(&self) -> bool {
        self.opened.is_empty()
    }

    /// Opens one in front of the others.
    pub fn open(&mut self, dialog: Box<dyn Dialog>) {
        self.next += 1;
        self.opened.push(Opened { ticket: Ticket(self.next), dialog, waiting: false, work: None });
    }

    /// From the one behind all to the one in front.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Dialog> {
        self.opened.iter().map(|opened| &*opened.dialog)
    }

    pub fn front(&self) -> Option<&dyn Dialog> {
        self.opened.last().map(|opened| &*opened.dialog)
    }

    pub fn front_mut(&mut self) -> Option<&mut Opened> {
        self.opened.last_mut()
    }

    /// How far the long work is that the one in front waits for.
    pub fn work(&self) -> Option<&Progress> {
        self.opened.last().and_then(|opened| opened.work.as_ref())
    }

    /// The ticket of the one in front.
    pub fn asker(&self) -> Option<Ticket> {
        self.opened.last().map(|opened| opened.ticket)
    }

    /// The one with this ticket, while it is open.
    pub fn of(&mut self, ticket: Ticket) -> Option<&mut Opened> {
        self.opened.iter_mut().find(|opened| opened.ticket == ticket)
    }

    pub fn close(&mut self, ticket: Ticket) {
        self.opened.retain(|opened| opened.ticket != ticket);
    }

    /// Closes the one with this ticket, and those that led to it.
    pub fn finish(&mut self, ticket: Ticket) {
        if let Some(at) = self.opened.iter().position(|opened| opened.ticket == ticket) {
            self.opened.drain(..=at);
        }
    }

    /// Takes away the one with this ticket and those that led to it, to be brought back.
    pub fn set_aside(&mut self, ticket: Ticket) -> Vec<Opened> {
        let at = self.opened.iter().position(|opened| opened.ticket == ticket);
        at.map(|at| self.opened.drain(..=at).collect()).unwrap_or_default()
    }

    /// Brings back what was set aside.
    pub fn bring_back(&mut self, aside: Vec<Opened>) {
        self.opened.splice(..0, aside);
    }

    pub fn close_front(&mut self) {
        self.opened.pop();
    }

    /// The questions of the dialogs that show the workspace, after it has changed.
    pub fn renewed(&self) -> Vec<(Ticket, Commands)> {
        self.opened.iter().map(|opened| (opened.ticket, opened.dialog.renewed())).collect()
    }

    /// Whether the one in front is of this type.
    pub fn front_is<D: Dialog>(&self) -> bool {
        self.front_as::<D>().is_some()
    }

    /// The one in front, where it is of this type.
    pub fn front_as<D: Dialog>(&self) -> Option<&D> {
        self.front().and_then(|dialog| (dialog as &dyn Any).downcast_ref())
    }
}
