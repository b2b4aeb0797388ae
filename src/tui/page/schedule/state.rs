//! What the page remembers.

use std::collections::BTreeSet;

use crate::{
    domain::PackId,
    engine::{RequestView, ScheduleEntry},
    tui::{
        filter::{FilteredList, by_name},
        keys::Action,
        widget::{Motion, Scrolled, cycle_focus},
    },
};

/// What keys move through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Focus {
    /// What waits for approval.
    Requests,
    #[default]
    List,
    /// The details of the selected release.
    Detail,
}

#[derive(Debug, Default)]
pub struct SchedulePage {
    /// The earliest first; none until they have been read.
    pub(super) entries: Option<Vec<ScheduleEntry>>,
    pub(super) list: FilteredList,
    /// What waits for approval, the oldest first.
    pub(super) requests: Vec<RequestView>,
    /// The requests that the filter of the page lets through.
    pub(super) waiting: FilteredList,
    /// What is moved or cancelled together.
    pub(super) marked: BTreeSet<PackId>,
    /// How far the details of the selected one are scrolled.
    pub(super) detail: Scrolled,
    pub(super) focus: Focus,
}

impl SchedulePage {
    /// All scheduled releases; none until they have been read.
    pub fn entries(&self) -> &[ScheduleEntry] {
        self.entries.as_deref().unwrap_or_default()
    }

    /// The scheduled release that the selection rests on.
    pub fn selected(&self) -> Option<&ScheduleEntry> {
        self.entries().get(self.list.selected()?)
    }

    /// The request that keys are about.
    pub(super) fn request(&self) -> Option<&RequestView> {
        self.requests.get(self.waiting.selected()?).filter(|_| self.is_on_requests())
    }

    /// Whether keys are about requests.
    pub(super) fn is_on_requests(&self) -> bool {
        self.focus == Focus::Requests && !self.list.filter().typing
    }

    /// Nothing is marked any more.
    pub(in crate::tui) fn unmark(&mut self) {
        self.marked.clear();
    }

    /// Marks the selected release, or unmarks it.
    pub(super) fn mark(&mut self) {
        let Some(id) = self.selected().map(|entry| entry.id.clone()) else { return };
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
    }

    /// Marks all that show; where all of them are marked, none.
    pub(super) fn mark_all(&mut self) {
        let all: BTreeSet<PackId> = self.list.shown().iter().map(|at| self.entries()[*at].id.clone()).collect();
        if all.is_subset(&self.marked) {
            self.marked.clear();
        } else {
            self.marked.extend(all);
        }
    }

    /// The packs that are marked, the earliest first.
    pub(super) fn all_marked(&self) -> Vec<PackId> {
        let ids = self.entries().iter().map(|entry| &entry.id);
        ids.filter(|id| self.marked.contains(*id)).cloned().collect()
    }

    /// Takes what was read; the same ones stay selected, or what has taken their place in the lists.
    pub fn show(&mut self, entries: Vec<ScheduleEntry>, requests: Vec<RequestView>) {
        let same = self.selected().and_then(|old| entries.iter().position(|entry| entry.id == old.id));
        self.marked.retain(|id| entries.iter().any(|entry| entry.id == *id));
        self.entries = Some(entries);
        self.list.refill(same, ranked(self.entries.as_ref()));
        if same.is_none() {
            self.detail = Scrolled::default();
            self.focus = if self.focus == Focus::Detail { Focus::List } else { self.focus };
        }
        let old = self.waiting.selected().and_then(|at| self.requests.get(at));
        let same = old.and_then(|old| requests.iter().position(|view| view.request.id == old.request.id));
        self.requests = requests;
        self.narrow_requests(same);
        self.keep_focus();
    }

    /// The requests that the page's filter lets through show.
    pub(super) fn narrow_requests(&mut self, selected: Option<usize>) {
        let names = self.requests.iter().map(|view| view.request.name.as_str());
        let shown = by_name(names)(self.list.filter().field.text());
        self.waiting.refill(selected, |_| shown);
    }

    /// Gives the keys to the list; what is selected in it shows from its start.
    pub(super) fn go_to_list(&mut self) {
        (self.detail, self.focus) = (Scrolled::default(), Focus::List);
        self.keep_focus();
    }

    /// Gives the keys to the requests: to the first that whoever looks can approve, or else to the selected one.
    pub(super) fn go_to_requests(&mut self) {
        let first = self.waiting.shown().iter().find(|at| self.requests[**at].off.approve.is_none());
        if let Some(at) = first.copied() {
            self.waiting.select(at);
        }
        self.focus = Focus::Requests;
    }

    /// Where one of the lists is empty, the keys are the other's.
    fn keep_focus(&mut self) {
        match (self.waiting.shown().is_empty(), self.entries().is_empty()) {
            (true, _) if self.focus == Focus::Requests => self.focus = Focus::List,
            (false, true) => self.focus = Focus::Requests,
            _ => {}
        }
    }

    /// What Tab goes through, from above.
    pub(super) fn next_focus(&self, forward: bool) -> Focus {
        let requests = (!self.waiting.shown().is_empty()).then_some(Focus::Requests);
        let list = (!self.entries().is_empty()).then_some(Focus::List);
        let detail = (self.focus == Focus::Detail || self.detail.is_cut()).then_some(Focus::Detail);
        let stops: Vec<Focus> = requests.into_iter().chain(list).chain(detail).collect();
        let mut focus = self.focus;
        cycle_focus(&mut focus, &stops, forward);
        focus
    }

    /// Moves through what has the focus. Both lists are one to the arrows.
    pub(super) fn step(&mut self, motion: Motion, action: Action) {
        let ends = |list: &FilteredList| (list.scroll().selected(), list.shown().len());
        match (self.focus, motion) {
            (Focus::Detail, _) => self.detail.step(motion),
            (Focus::Requests, Motion::Down) if !self.entries().is_empty() => match ends(&self.waiting) {
                (at, len) if at + 1 >= len => self.go_to_list(),
                _ => self.step_requests(action),
            },
            (Focus::Requests, _) => self.step_requests(action),
            (Focus::List, Motion::Up) if ends(&self.list).0 == 0 && self.can_go_up() => self.focus = Focus::Requests,
            (Focus::List, _) => {
                self.list.act(action, ranked(self.entries.as_ref()));
                self.go_to_list();
            }
        }
    }

    fn can_go_up(&self) -> bool {
        !self.waiting.shown().is_empty() && !self.list.filter().typing
    }

    fn step_requests(&mut self, action: Action) {
        self.waiting.act(action, |_| vec![]);
    }
}

pub(super) fn ranked(entries: Option<&Vec<ScheduleEntry>>) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(entries.into_iter().flatten().map(|entry| entry.name.as_str()))
}
