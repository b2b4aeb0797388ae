//! The wizard: Select Versions, Select Release Schedule, Success.

use super::{Desk, Stop, select_release_schedule as schedule, select_versions as versions};
use crate::{
    domain::{ChangeCounts, Deployment, Origin, PackId, Refusal, Selection, Words, date_words, instant_words},
    engine::{EngineError, Outcome, Proposal, ReleaseOrder, When, change_command},
};

/// What the wizard is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A release of the latest versions, or of what is scheduled.
    Release,
    /// A release of what an earlier release carried: the one with this number, else the default target.
    RollBack(Option<u32>),
    /// Other versions for the scheduled release.
    Change,
}

/// How the wizard ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Done,
    Left,
}

/// Where a step goes.
pub(super) enum Turn {
    Next,
    Back,
    Leave,
}

/// What was decided so far.
pub(super) struct Draft {
    pub(super) purpose: Purpose,
    pub(super) proposal: Proposal,
    pub(super) selection: Selection,
    /// Earlier selections, the last change on top.
    pub(super) undo: Vec<Selection>,
    /// None until it is chosen.
    pub(super) when: Option<When>,
    pub(super) notes: String,
}

impl Draft {
    fn new(purpose: Purpose, proposal: Proposal) -> Self {
        let scheduled = proposal.view.pack.scheduled.as_ref().filter(|_| purpose == Purpose::Change);
        Self {
            purpose,
            selection: proposal.selection.clone(),
            undo: Vec::new(),
            when: scheduled.map(|scheduled| When::On(scheduled.release_on_date)),
            notes: scheduled.map(|scheduled| scheduled.notes.clone()).unwrap_or_default(),
            proposal,
        }
    }

    /// `Release Integration Pack`, `Roll Back to #5` or `Change Scheduled Release`.
    pub(super) fn job(&self) -> String {
        match (self.purpose, self.selection.origin) {
            (_, Origin::Rollback(to)) if self.one_step() => format!("{}: Roll Back to #{to}", self.words().release),
            (Purpose::RollBack(_), Origin::Rollback(to)) => format!("Roll Back to #{to}"),
            (Purpose::Change, _) => "Change Scheduled Release".to_owned(),
            _ => self.words().release.to_owned(),
        }
    }

    /// What its deployment calls things.
    pub(super) fn words(&self) -> &'static Words {
        self.selection.deployment().words()
    }

    /// Legacy deployment leaves no version to select, and so no first step.
    pub(super) fn one_step(&self) -> bool {
        self.selection.deployment() == Deployment::Legacy
    }

    /// What the last question asks.
    pub(super) fn decision(&self) -> &'static str {
        match (self.purpose, self.when) {
            (Purpose::Change, _) => "Change Scheduled Release?",
            (_, Some(When::On(_))) => self.words().ask_schedule,
            (_, _) => self.words().ask_now,
        }
    }

    /// The order as it stands; an immediate one while nothing else is chosen.
    pub(super) fn order(&self) -> ReleaseOrder {
        ReleaseOrder {
            basis: self.proposal.basis.clone(),
            selection: self.selection.clone(),
            when: self.when.unwrap_or(When::Now),
            notes: self.notes.clone(),
        }
    }

    /// The command that does the same.
    pub(super) fn command(&self) -> String {
        match self.purpose {
            Purpose::Change => change_command(&self.selection, &self.notes),
            Purpose::Release | Purpose::RollBack(_) => self.order().command(),
        }
    }

    /// Starts from the newest state with the choices kept.
    fn renew(&mut self, proposal: Proposal) {
        let mut selection = proposal.selection.clone();
        selection.take_choices_of(&self.selection);
        self.selection = selection;
        self.undo.clear();
        if self.purpose != Purpose::Change && proposal.view.pack.scheduled.is_some() {
            self.when = None;
        }
        self.proposal = proposal;
    }
}

/// Talks through the wizard.
pub(super) fn talk(desk: &mut Desk, id: &PackId, purpose: Purpose) -> Result<End, Stop> {
    let proposal = match purpose {
        Purpose::Release => desk.engine.propose_release(id),
        Purpose::RollBack(to) => desk.engine.propose_rollback(id, to),
        Purpose::Change => desk.engine.propose_change(id),
    }?;
    let mut draft = Draft::new(purpose, proposal);
    loop {
        let selected = if draft.one_step() { Turn::Next } else { versions::talk(desk, &mut draft)? };
        match selected {
            Turn::Next => {}
            Turn::Back | Turn::Leave if leaves(desk, &draft)? => return Ok(End::Left),
            Turn::Back | Turn::Leave => continue,
        }
        match schedule::talk(desk, &mut draft)? {
            Turn::Next if carry_out(desk, &mut draft)? => return Ok(End::Done),
            Turn::Leave if leaves(desk, &draft)? => return Ok(End::Left),
            Turn::Next | Turn::Back | Turn::Leave => {}
        }
    }
}

/// Whether to leave; asked where something would be lost.
fn leaves(desk: &mut Desk, draft: &Draft) -> Result<bool, Stop> {
    if draft.selection.is_edited() {
        desk.voice.say("Nothing has been released. What you selected will be forgotten.")?;
        if !desk.voice.confirm("Leave the wizard?")? {
            return Ok(false);
        }
    }
    desk.voice.say("Nothing was released.")?;
    Ok(true)
}

/// Carries out what was decided; false where it was refused, with the choices kept on the newest state.
fn carry_out(desk: &mut Desk, draft: &mut Draft) -> Result<bool, Stop> {
    let done = match draft.purpose {
        Purpose::Change => {
            let changed = desk.engine.change_scheduled(&draft.proposal.basis, &draft.selection, &draft.notes);
            let (command, reach, at) = (draft.command(), draft.proposal.view.reach, desk.engine.now());
            changed.map(|outcome| Outcome::changed(outcome, &draft.selection, command, reach, at))
        }
        Purpose::Release | Purpose::RollBack(_) => desk.engine.release(&draft.order()),
    };
    match desk.done(done) {
        Ok(outcome) => {
            success(desk, &outcome)?;
            desk.tidy()?;
            Ok(true)
        }
        Err(error @ EngineError::Refused(_)) => {
            desk.tell("release the integration pack", &error)?;
            desk.engine.refresh()?;
            let (id, origin) = (draft.proposal.view.pack.id.clone(), draft.selection.origin);
            let renewed = match draft.purpose {
                Purpose::Change => desk.engine.propose_change(&id),
                Purpose::Release | Purpose::RollBack(_) => desk.engine.propose_again(&id, origin),
            };
            draft.renew(renewed?);
            if matches!(error, EngineError::Refused(Refusal::Conflict { .. })) {
                desk.voice.say("Your choices are kept; look at them again.")?;
            }
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

fn success(desk: &mut Desk, outcome: &Outcome) -> Result<(), Stop> {
    desk.voice.title("Success")?;
    desk.voice.say(&outcome.happened())?;
    desk.voice.say(&ChangeCounts::of(outcome.changes.iter().map(|row| row.change)).to_string())?;
    if let Some(date) = outcome.brought_forward {
        desk.voice.say(&format!("It was scheduled for {}, and is brought forward.", date_words(date)))?;
    }
    if let Some(superseded) = &outcome.superseded {
        let date = date_words(superseded.release_on_date);
        desk.voice.say(&format!("The release scheduled for {date} is superseded."))?;
    }
    let (scheduler, local) = (desk.engine.scheduler_zone(), desk.engine.local_zone());
    let mut when = match &outcome.window {
        Some(window) => window.zone_lines(local),
        None => [scheduler, local, chrono_tz::Tz::UTC].map(|zone| instant_words(outcome.at, zone)).to_vec(),
    };
    when.dedup();
    desk.voice.say_all(when)?;
    desk.voice.say("The same from the command line:")?;
    desk.voice.say(&format!("  {}", outcome.command))?;
    if outcome.reach.groups == 0 {
        desk.voice.say(&format!("Next: {} is not shared with any account group yet.", outcome.name))?;
    }
    Ok(())
}
