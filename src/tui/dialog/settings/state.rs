//! What the dialog remembers, and what keys do in it.

use chrono_tz::Tz;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::view;
use crate::{
    domain::{Deployment, LateReleases, Refusal, Settings, parse_zone},
    engine::{EngineError, Overview},
    tui::{
        command::{Command, Commands, Dialog, Query, explain},
        dialog::form::LONGEST,
        keys::{Action, Scope},
        look::{Context, Look},
        widget::{Edit, Field, Motion, Tone, cycle_focus},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    Name,
    Zone,
    Late,
    Deployment,
    Cancel,
    Save,
}

const FORM: [Control; 6] =
    [Control::Name, Control::Zone, Control::Late, Control::Deployment, Control::Cancel, Control::Save];
const QUESTION: [Control; 2] = [Control::Cancel, Control::Save];

pub(super) const POLICIES: [LateReleases; 3] = [LateReleases::SameDay, LateReleases::Always, LateReleases::Ask];
pub(super) const DEPLOYMENTS: [Deployment; 2] = [Deployment::Standard, Deployment::Legacy];

/// The dialog's state.
#[derive(Debug)]
pub(in crate::tui) struct SettingsDialog {
    before: Settings,
    /// The packs with a scheduled release.
    scheduled: Vec<String>,
    pub(super) name: Field,
    pub(super) zone: Field,
    pub(super) late: LateReleases,
    pub(super) deployment: Deployment,
    pub(super) focus: Control,
    /// The other deployment is being asked about.
    pub(super) asks: bool,
}

impl SettingsDialog {
    pub(in crate::tui) fn new(overview: &Overview) -> Self {
        let before = overview.settings.clone();
        let waiting = overview.packs.iter().filter(|entry| entry.summary.scheduled.is_some());
        let mut state = Self {
            scheduled: waiting.map(|entry| entry.summary.name.clone()).collect(),
            name: Field::new(LONGEST),
            zone: Field::new(LONGEST),
            late: before.late_releases,
            deployment: before.deployment,
            focus: Control::Name,
            asks: false,
            before,
        };
        state.name.set(&state.before.name);
        state.zone.set(state.before.scheduler_time_zone.name());
        state
    }

    /// The zone as typed.
    pub(super) fn zone(&self) -> Result<Tz, Refusal> {
        parse_zone(self.zone.text())
    }

    /// Whether what is scheduled keeps another zone than the one typed.
    pub(super) fn keeps_zone(&self) -> bool {
        !self.scheduled.is_empty() && self.zone().is_ok_and(|zone| zone != self.before.scheduler_time_zone)
    }

    /// What is wrong with the name.
    pub(super) fn name_fault(&self) -> Option<Refusal> {
        self.after(self.before.scheduler_time_zone).check_name().err()
    }

    /// Why the deployment can't be the chosen one.
    pub(super) fn deployment_fault(&self) -> Option<Refusal> {
        self.before.check_change(&self.after(self.before.scheduler_time_zone), &self.scheduled).err()
    }

    /// The settings as they stand, with this zone.
    fn after(&self, scheduler_time_zone: Tz) -> Settings {
        Settings {
            name: self.name.text().trim().to_owned(),
            scheduler_time_zone,
            late_releases: self.late,
            deployment: self.deployment,
        }
    }

    /// Nothing is wrong.
    pub(super) fn is_ready(&self) -> bool {
        self.name_fault().is_none() && self.zone().is_ok() && self.deployment_fault().is_none()
    }

    /// Goes back from the question to the form, and from the form to the page.
    fn leave(&mut self) -> Commands {
        if !self.asks {
            return vec![Command::Leave];
        }
        (self.asks, self.focus) = (false, Control::Deployment);
        vec![]
    }

    /// The next option of a group, and from its end the next control.
    fn step(&mut self, forward: bool) {
        let moved = match self.focus {
            Control::Late => neighbour(&POLICIES, self.late, forward).map(|late| self.late = late),
            Control::Deployment => {
                neighbour(&DEPLOYMENTS, self.deployment, forward).map(|deployment| self.deployment = deployment)
            }
            _ => None,
        };
        if moved.is_none() {
            self.turn(forward);
        }
    }

    fn turn(&mut self, forward: bool) {
        let controls: &[Control] = if self.asks { &QUESTION } else { &FORM };
        cycle_focus(&mut self.focus, controls, forward);
        // From the last option one goes on to what the form is for; the way back is a key away.
        if forward && !self.asks && self.focus == Control::Cancel && self.is_ready() {
            self.focus = Control::Save;
        }
    }

    /// Asks for the change; about another deployment first. Where something is wrong, goes there.
    fn save(&mut self) -> Commands {
        if self.name_fault().is_some() {
            self.focus = Control::Name;
        } else if self.deployment_fault().is_some() {
            self.focus = Control::Deployment;
        } else if let Ok(zone) = self.zone() {
            if self.deployment != self.before.deployment && !self.asks {
                (self.asks, self.focus) = (true, Control::Cancel);
                return vec![];
            }
            let after = self.after(zone);
            return vec![change(self.before.clone(), after)];
        } else {
            self.focus = Control::Zone;
        }
        vec![]
    }
}

fn change(before: Settings, after: Settings) -> Command {
    Query::change("change the settings", move |engine| {
        engine.change_settings(|settings| settings.take_changes(&before, &after))
    })
    .then(|()| vec![Command::Close, Command::Notify(Tone::Success, "the settings are saved".to_owned())])
}

impl Dialog for SettingsDialog {
    fn scopes(&self) -> Vec<Scope> {
        match self.focus {
            Control::Name | Control::Zone => vec![Scope::TextField, Scope::Confirm],
            Control::Late | Control::Deployment => vec![Scope::Confirm],
            Control::Cancel | Control::Save => vec![Scope::Buttons, Scope::Confirm],
        }
    }

    fn is_edited(&self) -> bool {
        let before = &self.before;
        self.zone.text() != before.scheduler_time_zone.name() || self.after(before.scheduler_time_zone) != *before
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        match self.focus {
            Control::Name => self.name.edit(edit),
            Control::Zone => self.zone.edit(edit),
            _ => false,
        };
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        match (action, self.focus) {
            (Action::Back | Action::Cancel, _) | (Action::Activate | Action::Choose, Control::Cancel) => {
                return self.leave();
            }
            (Action::Activate | Action::Choose, Control::Save) => return self.save(),
            (Action::NextControl | Action::Activate, _) => self.turn(true),
            (Action::PreviousControl, _) => self.turn(false),
            _ => match action.motion() {
                Some(Motion::Down) => self.step(true),
                Some(Motion::Up) => self.step(false),
                _ => {}
            },
        }
        vec![]
    }

    /// What was typed stays.
    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        self.asks = false;
        vec![explain(&format!("Failed to {doing}"), error), Command::Refresh]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(look, self, screen, buf)
    }
}

fn neighbour<T: Copy + PartialEq>(all: &[T], chosen: T, forward: bool) -> Option<T> {
    let at = all.iter().position(|one| *one == chosen)?;
    let next = if forward { at.checked_add(1) } else { at.checked_sub(1) };
    all.get(next?).copied()
}
