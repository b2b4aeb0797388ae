//! What a release will do, and to whom, in sentences.

use super::{Proposal, When};
use crate::domain::{Change, Contents, Deployment, Origin, Window, count, date_words};

/// The right-hand side of the wizard's second step, and the output of a dry run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// `A re-release, to 42 instances in 40 accounts`.
    pub headline: String,
    /// When it takes effect, a zone a line; empty for an immediate release.
    pub window: Vec<String>,
    /// Who gets it when.
    pub delivery: Vec<String>,
    /// What the admin must know before: it supersedes a scheduled release, subscribers stay ahead.
    pub warnings: Vec<String>,
}

impl Review {
    /// Says what releasing `contents` would do.
    pub fn of(proposal: &Proposal, contents: &Contents, when: Option<When>) -> Self {
        let (pack, reach) = (&proposal.view.pack, proposal.view.reach);
        let instances = count(reach.instances as usize, "instance");
        let accounts = count(reach.accounts as usize, "account");
        let first = pack.current().is_none();
        let what = match proposal.selection.rollback_to() {
            Some(to) => format!("A rollback to #{to}"),
            None => "A re-release".to_owned(),
        };
        let headline = match (first, reach.instances) {
            (false, _) if reach.untold => format!("{what}, to everybody who has it"),
            (true, _) => "The first release".to_owned(),
            (false, 0) => format!("{what}, not installed anywhere yet"),
            (false, _) => format!("{what}, to {instances} in {accounts}"),
        };
        let mut review = Self { headline, window: Vec::new(), delivery: Vec::new(), warnings: Vec::new() };
        review.warnings.extend(proposal.stamp_ahead.map(|ahead| ahead.warning(proposal.local_zone)));
        review.warn_of_versions(proposal);
        match when {
            Some(When::Now) => {
                if first {
                    review.delivery.push("From then on, subscribers can install it.".into());
                } else if reach.instances > 0 {
                    review.delivery.push(at_once(proposal, contents));
                }
                review.warn_of_superseding(proposal, contents);
            }
            Some(When::On(date)) => {
                review.window = window_lines(proposal, date);
                if first {
                    review.delivery.push("From that date on, subscribers can install it.".into());
                } else if reach.instances > 0 {
                    review.delivery.push(format!("Until then each of the {accounts} may apply it early."));
                }
            }
            None => {}
        }
        review
    }

    /// Adds the warnings of Legacy deployment, in which nobody chooses versions: a version that was rolled back, and
    /// one that was published since a release was scheduled.
    fn warn_of_versions(&mut self, proposal: &Proposal) {
        let selection = &proposal.selection;
        if selection.deployment() == Deployment::Standard {
            return;
        }
        for row in selection.rows() {
            let (name, chosen) = (&row.component.name, row.chosen.as_ref());
            if let Some((version, rolled_back)) = chosen.zip(proposal.rolled_back(row))
                && row.change() != Change::Unchanged
            {
                self.warnings.push(format!("{name} {version} was {rolled_back}."));
            }
            if let Some(newer) = row.newer()
                && selection.origin == Origin::Scheduled
            {
                self.warnings.push(format!("{name} {newer} is newer, and not in it."));
            }
        }
    }

    fn warn_of_superseding(&mut self, proposal: &Proposal, contents: &Contents) {
        let pack = &proposal.view.pack;
        let Some(scheduled) = &pack.scheduled else { return };
        let date = date_words(scheduled.release_on_date);
        if scheduled.components == *contents {
            self.warnings.push(format!("Brings forward the release scheduled for {date}."));
            return;
        }
        self.warnings.push(format!("Supersedes the release scheduled for {date}."));
        match pack.applied_early() {
            0 => {}
            1 => self.warnings.push("1 instance has applied that early and gets this one instead.".into()),
            n => self.warnings.push(format!("{n} instances have applied that early and get this one instead.")),
        }
    }
}

/// Who gets an immediate release: those that applied it early, before it is brought forward, have it already.
fn at_once(proposal: &Proposal, contents: &Contents) -> String {
    let pack = &proposal.view.pack;
    let forward = pack.scheduled.as_ref().is_some_and(|scheduled| scheduled.components == *contents);
    match if forward { pack.applied_early() } else { 0 } {
        0 => "Every instance gets it at once.".into(),
        1 => "Every instance gets it at once, but for 1 that has it already.".into(),
        early => format!("Every instance gets it at once, but for {early} that have it already."),
    }
}

fn window_lines(proposal: &Proposal, date: chrono::NaiveDate) -> Vec<String> {
    match Window::after_today(date, proposal.scheduler_zone, proposal.now) {
        Ok(window) => window.zone_lines(proposal.local_zone),
        Err(refusal) => vec![refusal.to_string()],
    }
}
