//! Workspace Settings: the workspace's name, the scheduler's time zone, what becomes of late releases, and the deployment.
//!
//! ```text
//! ┌ Workspace Settings ────────────────────────────────────────────────┐
//! │ Name                                                               │
//! │▌[ Northwind Integrations                                         ] │
//! │                                                                    │   what is wrong with it
//! │ Scheduler Time Zone                                                │
//! │ [ America/New_York                                               ] │
//! │   13:00 EST there                                                  │   what it means, or what is wrong
//! │ Late Releases                      Deployment                      │
//! │ (•) same-day                       (•) standard                    │
//! │ ( ) always                         ( ) legacy                      │
//! │ ( ) ask                                                            │
//! │   packaged components, with versions to choose                     │   what the option with the focus means
//! │                                              [ Cancel ]  [ Save ]  │
//! └────────────────────────────────────────────────────────────────────┘
//! ```
//!
//! Another deployment is asked about first, with what it does; while something is scheduled it is refused.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{by_form::by_form, question::QuestionDialog};
use crate::{
    domain::{Deployment, LateReleases, Refusal, Settings, Tz, parse_zone, zone_words},
    engine::{EngineError, Overview},
    tui::{
        command::{Command, Commands, Dialog, Query, explain},
        form::{Control, Form, Part, Sheet},
        look::Look,
        widget::{Button, Tone},
    },
};

const NAME: usize = 0;
const ZONE: usize = 1;
const LATE: usize = 2;
const DEPLOYMENT: usize = 3;

const POLICIES: [LateReleases; 3] = [LateReleases::SameDay, LateReleases::Always, LateReleases::Ask];
const DEPLOYMENTS: [Deployment; 2] = [Deployment::Standard, Deployment::Legacy];

#[derive(Debug)]
pub(in crate::tui) struct SettingsDialog {
    before: Settings,
    /// The packs with a scheduled release.
    scheduled: Vec<String>,
    form: Form,
}

impl SettingsDialog {
    pub(in crate::tui) fn new(overview: &Overview) -> Self {
        let before = overview.settings.clone();
        let waiting = overview.packs.iter().filter(|entry| entry.summary.scheduled.is_some());
        let form = Form::new(vec![
            ("Name", Control::text(&before.name, "")),
            ("Scheduler Time Zone", Control::text(before.scheduler_time_zone.name(), "")),
            ("Late Releases", Control::choice(&POLICIES, before.late_releases, LateReleases::word)),
            ("Deployment", Control::choice(&DEPLOYMENTS, before.deployment, Deployment::word)),
        ]);
        Self { scheduled: waiting.map(|entry| entry.summary.name.clone()).collect(), form, before }
    }

    /// The zone as typed.
    fn zone(&self) -> Result<Tz, Refusal> {
        parse_zone(&self.form.text(ZONE))
    }

    /// The settings as entered. While the zone is not a valid one, with the zone before.
    fn after(&self) -> Settings {
        Settings {
            name: self.form.text(NAME).trim().to_owned(),
            scheduler_time_zone: self.zone().unwrap_or(self.before.scheduler_time_zone),
            late_releases: POLICIES[self.form.chosen(LATE)],
            deployment: DEPLOYMENTS[self.form.chosen(DEPLOYMENT)],
            ..self.before.clone()
        }
    }

    /// What is wrong. While something is scheduled, the deployment stays.
    fn faults(&self) -> [(usize, Option<String>); 3] {
        let after = self.after();
        let deployment = self.before.check_change(&after, &self.scheduled).err();
        [
            (NAME, after.check_name().err().map(|refusal| refusal.to_string())),
            (ZONE, self.zone().err().map(|refusal| refusal.with_hint())),
            (DEPLOYMENT, deployment.map(|refusal| refusal.to_string())),
        ]
    }

    /// Asks for the change; about another deployment first. Where something is wrong, goes there.
    fn submit(&mut self) -> Commands {
        if self.form.go_to_fault(&self.faults()) {
            return vec![];
        }
        let (before, after) = (self.before.clone(), self.after());
        if after.deployment == before.deployment {
            return vec![change(before, after)];
        }
        self.form.go_to(DEPLOYMENT);
        let points: Vec<String> =
            after.deployment.consequences().iter().map(|sentence| format!("· {sentence}")).collect();
        let (title, labels) = (after.deployment.question(), ["Cancel", "Change Deployment"]);
        let does = move || vec![change(before.clone(), after.clone())];
        vec![Command::Open(Box::new(QuestionDialog::new(title, points.join("\n"), None, labels, does)))]
    }

    /// The zone, with the time there now.
    fn zone_part(&self, look: &Look, fault: Option<String>) -> Part<'_> {
        let part = self.form.part(ZONE).wrong(fault);
        let Ok(zone) = self.zone() else { return part };
        let now = look.overview.now;
        let kept = !self.scheduled.is_empty() && zone != self.before.scheduler_time_zone;
        let keeps = if kept { "; what is scheduled keeps its own zone" } else { "" };
        part.means(format!("{} {} there{keeps}", now.with_timezone(&zone).format("%H:%M"), zone_words(now, zone)))
    }
}

fn change(before: Settings, after: Settings) -> Command {
    Query::change("change the settings", move |engine| {
        engine.change_settings(|settings| settings.take_changes(&before, &after))
    })
    .then(|request| {
        let told = if request.is_some() { "approval is asked for the change" } else { "the settings are saved" };
        vec![Command::Finish, Command::Notify(Tone::Success, told.to_owned())]
    })
}

impl Dialog for SettingsDialog {
    by_form!(form);

    /// What was typed stays.
    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        vec![explain(&format!("Failed to {doing}"), error), Command::Refresh]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let (after, [(_, name), (_, zone), (_, deployment)]) = (self.after(), self.faults());
        let ready = name.is_none() && zone.is_none() && deployment.is_none();
        let means = if self.form.is_on(LATE) { after.late_releases.meaning() } else { after.deployment.meaning() };
        let parts = [
            self.form.part(NAME).wrong(name),
            self.zone_part(look, zone),
            self.form.part(LATE).beside(self.form.part(DEPLOYMENT)).means(means).wrong(deployment),
        ];
        let sheet = Sheet::new("Workspace Settings", Button::new("Save").enabled(ready));
        self.form.draw(look, &sheet, &parts, screen, buf)
    }
}
