//! Workspace Settings: the workspace's name, the scheduler's time zone, what becomes of late releases, the deployment,
//! and how many others must approve.
//!
//! ```text
//! ┌ Workspace Settings ────────────────────────────────────────────────┐
//! │ Name                                                               │
//! │▌[ Northwind Integrations                                         ] │
//! │                                                                    │   what is wrong with it
//! │ Scheduler Time Zone                                                │
//! │ [ America/New_York                                               ] │
//! │   13:00 EST there                                                  │   what it means, or what is wrong
//! │ Late Releases           Deployment              Approvals          │
//! │ (•) same-day            (•) standard            ( ) 0              │
//! │ ( ) always              ( ) legacy              (•) 1              │
//! │ ( ) ask                                         ( ) 2              │
//! │   packaged components, with versions to choose                     │   what the option with the focus means
//! │ Request Days                                                       │   only where others must approve
//! │ [ 7                  ]  [ ] Rollback without approval              │
//! │   a request without a date expires after 7 days                    │
//! │                                              [ Cancel ]  [ Save ]  │
//! └────────────────────────────────────────────────────────────────────┘
//! ```
//!
//! Another deployment is asked about first, with what it does; while something is scheduled it is refused. Rules for
//! approval that ask for less become a request.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{by_form::by_form, question::QuestionDialog};
use crate::{
    domain::{
        ApprovalRules, Deployment, LateReleases, MOST_APPROVALS, Refusal, Settings, Tz, count, others, parse_zone,
        zone_words,
    },
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
const APPROVALS: usize = 4;
const DAYS: usize = 5;
const ROLLBACK: usize = 6;

const POLICIES: [LateReleases; 3] = [LateReleases::SameDay, LateReleases::Always, LateReleases::Ask];
const DEPLOYMENTS: [Deployment; 2] = [Deployment::Standard, Deployment::Legacy];
/// As many people as can be asked for, each at its own place.
const APPROVALS_WORDS: [&str; 1 + MOST_APPROVALS as usize] = ["0", "1", "2"];

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
        let (rules, approvals) = (before.approval, usize::from(before.approval.approvals.min(MOST_APPROVALS)));
        let form = Form::new(vec![
            ("Name", Control::text(&before.name, "")),
            ("Scheduler Time Zone", Control::text(before.scheduler_time_zone.name(), "")),
            ("Late Releases", Control::choice(&POLICIES, before.late_releases, LateReleases::word)),
            ("Deployment", Control::choice(&DEPLOYMENTS, before.deployment, Deployment::word)),
            ("Approvals", Control::choice(&APPROVALS_WORDS, APPROVALS_WORDS[approvals], |word| word)),
            ("Request Days", Control::text(&rules.request_days.to_string(), "")),
            ("Rollback without approval", Control::Check(rules.rollback_without_approval)),
        ]);
        let scheduled = waiting.map(|entry| entry.summary.name.clone()).collect();
        let mut dialog = Self { before, scheduled, form };
        dialog.ask();
        dialog
    }

    /// Asks for the days and the exemption where others must approve.
    fn ask(&mut self) {
        let asks = self.form.chosen(APPROVALS) > 0;
        self.form.ask(ROLLBACK, asks);
        self.form.ask(DAYS, asks);
    }

    /// The rules for approval as entered; where nobody else must approve, the rest stays as it was. While the days are
    /// not a number, with the days before.
    fn rules(&self) -> ApprovalRules {
        let approvals = u8::try_from(self.form.chosen(APPROVALS)).unwrap_or(MOST_APPROVALS);
        if approvals == 0 {
            return ApprovalRules { approvals, ..self.before.approval };
        }
        let request_days = self.days().unwrap_or(self.before.approval.request_days);
        ApprovalRules { approvals, rollback_without_approval: self.form.is_checked(ROLLBACK), request_days }
    }

    /// The days as typed, where they are a number.
    fn days(&self) -> Option<u16> {
        self.form.filled(DAYS)?.parse().ok()
    }

    /// What is wrong with the days, where they are asked for.
    fn days_fault(&self) -> Option<String> {
        if self.form.chosen(APPROVALS) == 0 {
            return None;
        }
        match self.days() {
            Some(_) => self.rules().check().err().map(|refusal| refusal.to_string()),
            None => Some("write a number of days, such as 7".to_owned()),
        }
    }

    fn zone(&self) -> Result<Tz, Refusal> {
        parse_zone(&self.form.text(ZONE))
    }

    /// The settings as entered. While the zone is not a valid one, with the zone before.
    fn after(&self) -> Settings {
        Settings {
            name: self.form.filled(NAME).unwrap_or_default(),
            scheduler_time_zone: self.zone().unwrap_or(self.before.scheduler_time_zone),
            late_releases: POLICIES[self.form.chosen(LATE)],
            deployment: DEPLOYMENTS[self.form.chosen(DEPLOYMENT)],
            approval: self.rules(),
            ..self.before.clone()
        }
    }

    /// What is wrong. While something is scheduled, the deployment stays.
    fn faults(&self) -> [(usize, Option<String>); 4] {
        let approval = self.before.approval;
        let after = Settings { approval, ..self.after() };
        let deployment = self.before.check_change(&after, &self.scheduled).err();
        [
            (NAME, after.check_name().err().map(|refusal| refusal.to_string())),
            (ZONE, self.zone().err().map(|refusal| refusal.with_hint())),
            (DEPLOYMENT, deployment.map(|refusal| refusal.to_string())),
            (DAYS, self.days_fault()),
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
        vec![Command::open(QuestionDialog::new(title, points.join("\n"), None, labels, does))]
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

    /// The options, with what the one with the focus means.
    fn options_part(&self, after: &Settings, fault: Option<String>) -> Part<'_> {
        let means = if self.form.is_on(LATE) {
            after.late_releases.meaning().to_owned()
        } else if self.form.is_on(APPROVALS) {
            self.loosened(after).unwrap_or_else(|| match after.approval.approvals {
                0 => "nobody else must approve what is released or scheduled".to_owned(),
                more => format!("{} must approve what is released or scheduled", others(more)),
            })
        } else {
            after.deployment.meaning().to_owned()
        };
        let beside = self.form.part(DEPLOYMENT).beside(self.form.part(APPROVALS));
        self.form.part(LATE).beside(beside).means(means).wrong(fault)
    }

    /// The days and the exemption.
    fn requests_part(&self, after: &Settings, fault: Option<String>) -> Part<'_> {
        let rules = after.approval;
        let means = match (self.form.is_on(ROLLBACK), rules.rollback_without_approval) {
            (true, true) => self.loosened(after).unwrap_or_else(|| {
                "a rollback at once to just what an earlier release carried waits for nobody".to_owned()
            }),
            (true, false) => "rollbacks wait for approval, as releases do".to_owned(),
            _ => format!("a request without a date expires after {}", count(rules.request_days.into(), "day")),
        };
        self.form.part(DAYS).beside(self.form.part(ROLLBACK).spanning(2)).means(means).wrong(fault)
    }

    /// What becomes of rules that ask for less.
    fn loosened(&self, after: &Settings) -> Option<String> {
        let before = self.before.approval;
        let waits = before.are_loosened_by(&after.approval);
        waits.then(|| format!("this loosens the rules: it waits for the approval of {}", others(before.approvals)))
    }
}

/// Makes the change; what asks for less than before becomes a request.
fn change(before: Settings, after: Settings) -> Command {
    let saves = Settings { approval: before.approval.with_unasked(&after.approval), ..after.clone() } != before;
    Query::change("change the settings", move |engine| {
        let request = engine.change_settings(|settings| settings.take_changes(&before, &after))?;
        let request = request.and_then(|id| engine.settings().requests.get(&id).map(|request| request.needed));
        Ok(request)
    })
    .then(move |needed| {
        let told = match needed {
            None => "the settings are saved".to_owned(),
            Some(needed) if saves => {
                format!("the settings are saved; the looser rules wait for the approval of {}", others(needed))
            }
            Some(needed) => format!("the change waits for the approval of {}", others(needed)),
        };
        vec![Command::Finish, Command::Notify(Tone::Success, told)]
    })
}

impl Dialog for SettingsDialog {
    by_form!(form, after ask);

    /// What was typed stays.
    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        vec![explain(&format!("Failed to {doing}"), error), Command::Refresh]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let (after, [(_, name), (_, zone), (_, deployment), (_, days)]) = (self.after(), self.faults());
        let ready = [&name, &zone, &deployment, &days].iter().all(|fault| fault.is_none());
        let mut parts =
            vec![self.form.part(NAME).wrong(name), self.zone_part(look, zone), self.options_part(&after, deployment)];
        if after.approval.approvals > 0 {
            parts.push(self.requests_part(&after, days));
        }
        let sheet = Sheet::new("Workspace Settings", Button::new("Save").enabled(ready));
        self.form.draw(look, &sheet, &parts, screen, buf)
    }
}
