//! What is remembered of a release of several packs.

use std::cell::Cell;

use chrono::NaiveDate;

use crate::{
    domain::{ChangeCounts, MAX_NOTES, PackId, Refusal, Selection, count},
    engine::{
        Candidate, KeptDraft, LostChoice, PackResult, Progress, Proposal, ReleaseOrder, SeveralTakenUp, When,
        commands_for, sentences,
    },
    tui::{
        date_choice::{DATE_FIRST, DateChoice, REASON_FIRST},
        form::{Control, Form, Step},
        keys::Action,
        look::Context,
        widget::{Scroll, Scrolled, TextArea},
    },
};

pub(super) const ON_THEIR_WAY: &str = "the releases are on their way";
pub(super) const NONE_RELEASABLE: &str = "none of them can be released";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Review,
    Schedule,
    Results,
}

/// The places of the controls of the second step.
pub(super) const OPTIONS: usize = 0;
pub(super) const DATE: usize = 1;
pub(super) const REASON: usize = 2;
pub(super) const ALL_OR_NOTHING: usize = 3;
pub(super) const NOTES: usize = 4;

/// A pack among the others.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: PackId,
    pub(super) name: String,
    /// What is to be released, or why nothing can be.
    pub(super) ready: Result<Ready, String>,
    /// Choices of a draft that was taken up which can't be made any more.
    pub(super) lost: Vec<LostChoice>,
}

/// What is to be released of one pack.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) proposal: Box<Proposal>,
    pub(super) selection: Selection,
}

impl Entry {
    fn of(candidate: Candidate) -> Self {
        let ready = candidate.proposal.map_err(|error| error.with_hint());
        let ready = ready.map(|proposal| Ready { selection: proposal.selection.clone(), proposal });
        Self { id: candidate.id, name: candidate.name, ready, lost: candidate.lost }
    }

    /// What was chosen and can't be any more, in a sentence.
    pub(super) fn lost(&self) -> Option<String> {
        let lost: Vec<String> = self.lost.iter().map(|lost| format!("{}: {lost}", lost.name)).collect();
        (!lost.is_empty()).then(|| lost.join("; "))
    }

    /// What is to be released, where the rules allow it.
    pub(super) fn check(&self) -> Result<&Ready, String> {
        let ready = self.ready.as_ref().map_err(Clone::clone)?;
        ready.selection.check().map_err(|refusal| refusal.with_hint())?;
        Ok(ready)
    }
}

impl Ready {
    pub(super) fn counts(&self) -> ChangeCounts {
        ChangeCounts { unchanged: 0, ..self.selection.counts() }
    }

    /// The components of which the latest version is held back, in a sentence. A component whose latest version was
    /// chosen all the same is not named.
    pub(super) fn held_back(&self) -> Option<String> {
        let rows = self.selection.rows();
        let held: Vec<_> = rows.iter().filter_map(|row| Some((row, row.left_behind()?))).collect();
        match held.as_slice() {
            [] => None,
            [(row, held)] => Some(format!("{} is {held}", row.component.name)),
            many => Some(format!("{} are held back", count(many.len(), "component"))),
        }
    }
}

/// A release of several packs.
#[derive(Debug)]
pub struct Several {
    pub(super) entries: Vec<Entry>,
    pub(super) table: Scroll,
    pub(super) stage: Stage,
    /// The table of packs over its buttons.
    pub(super) review: Form,
    pub(super) schedule: Form,
    /// The orders have gone out and are not answered yet.
    pub(super) submitted: bool,
    /// How far the platform is with them.
    pub(super) progress: Option<Progress>,
    pub(super) results: Vec<PackResult>,
    /// How far the review of step 2, or the results, are scrolled.
    pub(super) seen: Scrolled,
    /// Whether something that must be read before is still cut off.
    pub(super) unread: Cell<bool>,
}

impl Several {
    pub(in crate::tui) fn new(candidates: Vec<Candidate>, context: &Context) -> Self {
        let overview = &context.overview;
        let date = DateChoice::new(overview.settings.scheduler_time_zone, overview.now);
        let mut schedule = Form::new(vec![
            (sentences::RELEASE_OPTION, Control::Options(vec![String::new(); 2], 0)),
            ("Release on Date", Control::Date(date)),
            ("Override Reason", Control::text("", "why they go ahead all the same")),
            ("All or nothing", Control::Check(false)),
            ("Notes", Control::Area(TextArea::new(MAX_NOTES), "why these releases")),
        ])
        .over([Step::Do(Action::PreviousStep), Step::Leave, Step::Submit])
        .by_the_way_back();
        schedule.ask(DATE, false);
        schedule.ask(REASON, false);
        Self {
            entries: candidates.into_iter().map(Entry::of).collect(),
            table: Scroll::default(),
            stage: Stage::Review,
            review: Form::of_list([Step::Leave, Step::Do(Action::NextStep)]),
            schedule,
            submitted: false,
            progress: None,
            results: Vec::new(),
            seen: Scrolled::default(),
            unread: Cell::new(false),
        }
    }

    /// Goes on with a draft that was left.
    pub(in crate::tui) fn taking_up(taken: SeveralTakenUp, context: &Context) -> Self {
        let mut several = Self::new(taken.candidates, context);
        let schedule = &mut several.schedule;
        schedule.choose(OPTIONS, usize::from(taken.date.is_some()));
        schedule.ask(DATE, taken.date.is_some());
        let typed = [(DATE, taken.date), (REASON, taken.overriding), (NOTES, taken.notes)];
        for (at, text) in typed.into_iter().filter_map(|(at, text)| Some((at, text?))) {
            schedule.type_in(at, &text);
        }
        if taken.together {
            schedule.set(ALL_OR_NOTHING, Control::Check(true));
        }
        let frozen = several.is_any_frozen();
        several.schedule.ask(REASON, frozen);
        several
    }

    /// What is kept of it, should the program end before its time; `open` is the selection that is looked at in the
    /// wizard's first step.
    pub(in crate::tui) fn kept(&self, open: Option<&Selection>) -> Option<KeptDraft> {
        let typed = || self.date()?.ok().map(|date| date.to_string());
        let date = self.is_dated().then(|| typed().unwrap_or_else(|| self.schedule.text(DATE)));
        let packs = self.entries.iter().map(|entry| {
            let own = entry.ready.as_ref().ok().map(|ready| &ready.selection);
            (&entry.id, open.filter(|open| open.pack().id == entry.id).or(own))
        });
        let typed = [date, self.schedule.changed(NOTES), Some(self.reason()).filter(|reason| !reason.is_empty())];
        (!self.is_done()).then(|| KeptDraft::of_several(packs, self.is_together(), typed))?
    }

    /// Takes what was chosen for one of the packs.
    pub(in crate::tui) fn settle(&mut self, selection: Selection) {
        let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == selection.pack().id) else { return };
        if let Ok(ready) = &mut entry.ready {
            ready.selection = selection;
            entry.lost.clear();
        }
    }

    /// Whether the results are there.
    pub(in crate::tui) fn is_done(&self) -> bool {
        self.stage == Stage::Results
    }

    /// The pack that the selection rests on.
    pub(super) fn selected(&self) -> Option<&Entry> {
        self.entries.get(self.table.selected())
    }

    pub(super) fn is_dated(&self) -> bool {
        self.schedule.chosen(OPTIONS) == 1
    }

    /// Whether one refusal stops all.
    pub(super) fn is_together(&self) -> bool {
        self.schedule.is_checked(ALL_OR_NOTHING)
    }

    /// The date as typed or chosen, where one is asked for.
    pub(super) fn date(&self) -> Option<Result<NaiveDate, &Refusal>> {
        self.schedule.date(DATE).filter(|_| self.is_dated())
    }

    /// When the packs are released; none while no date is chosen.
    pub(super) fn when(&self) -> Option<When> {
        if self.is_dated() { self.date()?.ok().map(When::On) } else { Some(When::Now) }
    }

    /// What is to be released of each pack that the rules allow it for, with its name; none while no date is chosen.
    pub(super) fn orders(&self) -> Vec<ReleaseOrder> {
        let Some(when) = self.when() else { return vec![] };
        let overriding = self.is_any_frozen().then(|| self.reason());
        let order = |ready: &Ready| ReleaseOrder {
            basis: ready.proposal.basis.clone(),
            selection: ready.selection.clone(),
            when,
            notes: self.schedule.filled(NOTES).unwrap_or_default(),
            overriding: overriding.clone(),
        };
        self.releasable().map(order).collect()
    }

    /// The commands that do the same, one on a line.
    pub(super) fn command(&self) -> Option<String> {
        Some(commands_for(&self.orders(), self.is_together()).join("\n")).filter(|command| !command.is_empty())
    }

    /// What is to be released of each pack that nothing refuses as things stand.
    pub(super) fn releasable(&self) -> impl Iterator<Item = &Ready> {
        self.entries.iter().filter(|entry| self.refusal(entry).is_none()).filter_map(|entry| entry.check().ok())
    }

    /// Why a pack can't be released, in a sentence that names it once.
    pub(super) fn refusal_of(&self, entry: &Entry) -> Option<String> {
        let why = self.refusal(entry)?;
        Some(if why.starts_with(&entry.name) { why } else { format!("{}: {why}", entry.name) })
    }

    /// Why a pack can't be released as things stand.
    pub(super) fn refusal(&self, entry: &Entry) -> Option<String> {
        match entry.check() {
            Err(why) => Some(why),
            Ok(ready) if self.is_dated() => {
                ready.selection.pack().check_pending_slot().err().map(|refusal| refusal.to_string())
            }
            Ok(_) => None,
        }
    }

    /// Why they go ahead although their date is frozen, as typed.
    pub(super) fn reason(&self) -> String {
        self.schedule.filled(REASON).unwrap_or_default()
    }

    /// What freezes the date of a pack, when it shall be released then; none where the date is free.
    fn frozen(&self, ready: &Ready) -> Option<String> {
        let date = match self.when()? {
            When::Now => ready.proposal.today,
            When::On(date) => date,
        };
        ready.proposal.freezes.block(date, None)
    }

    /// What freezes the date of a pack; once there is a reason, that it goes ahead all the same.
    pub(super) fn judge(&self, ready: &Ready) -> Option<String> {
        let (frozen, reason) = (self.frozen(ready)?, self.reason());
        Some(if reason.is_empty() { frozen } else { format!("it goes ahead although {frozen}") })
    }

    /// Whether a reason to override is asked for.
    pub(super) fn is_any_frozen(&self) -> bool {
        self.releasable().any(|ready| self.frozen(ready).is_some())
    }

    /// The progress, while the orders are on their way to the platform.
    pub(in crate::tui) fn on_the_way(&self) -> Option<&Progress> {
        self.progress.as_ref().filter(|_| self.submitted)
    }

    /// Whether the orders can go out.
    pub(super) fn check(&self, context: &Context) -> Result<(), String> {
        if self.submitted {
            return Err(ON_THEIR_WAY.into());
        }
        match self.date() {
            None if self.is_dated() => return Err(DATE_FIRST.into()),
            Some(Err(refusal)) => return Err(refusal.to_string()),
            _ => {}
        }
        match self.entries.iter().find_map(|entry| self.refusal_of(entry)) {
            Some(why) if self.is_together() => Err(format!("all or nothing: {why}")),
            _ if self.orders().is_empty() => Err(NONE_RELEASABLE.into()),
            _ if self.is_any_frozen() && self.reason().is_empty() => Err(REASON_FIRST.into()),
            _ if self.unread.get() => Err(context.read_on(&self.scopes())),
            _ => Ok(()),
        }
    }

    /// Whether leaving would lose something that took more than a few keys.
    pub(super) fn is_edited(&self) -> bool {
        let chosen = |entry: &Entry| entry.ready.as_ref().is_ok_and(|ready| ready.selection.is_edited());
        self.schedule.is_edited() || self.entries.iter().any(chosen)
    }
}
