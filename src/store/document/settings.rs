//! Settings of the workspace, from documents.

use super::{
    resolve::Resolver,
    shape::{Text, Workspace},
};
use crate::domain::{Deployment, LateReleases, Settings};

impl Resolver<'_> {
    pub(super) fn settings(&mut self, workspaces: &[Workspace]) {
        let mut settings: Settings = self.known.settings().clone();
        let all = |field: fn(&Workspace) -> Option<&Text>| workspaces.iter().filter_map(field).collect::<Vec<_>>();
        if let Some(name) = self.only("the workspace's name", &all(|w| w.name.as_ref())) {
            settings.name = self.name("the workspace's name", name);
        }
        if let Some(zone) = self.only("the scheduler's time zone", &all(|w| w.scheduler_time_zone.as_ref()))
            && let Some(zone) = self.zone(zone)
        {
            settings.scheduler_time_zone = zone;
        }
        if let Some(text) = self.only("what happens to late releases", &all(|w| w.late_releases.as_ref())) {
            let known = [LateReleases::SameDay, LateReleases::Always, LateReleases::Ask];
            settings.late_releases = self.one_of(text, &known, LateReleases::word).unwrap_or(settings.late_releases);
        }
        if let Some(text) = self.only("the deployment", &all(|w| w.deployment.as_ref())) {
            let known = [Deployment::Standard, Deployment::Legacy];
            settings.deployment = self.one_of(text, &known, Deployment::word).unwrap_or(settings.deployment);
            let packs = self.known.packs();
            let scheduled = packs.iter().filter(|entry| entry.summary.scheduled.is_some());
            let names: Vec<String> = scheduled.map(|entry| entry.summary.name.clone()).collect();
            if let Err(refusal) = self.known.settings().check_change(&settings, &names) {
                self.refuse(text.at, &refusal);
            }
        }
        self.approval(workspaces, &mut settings);
        if settings != *self.known.settings() {
            self.imported.settings = Some(settings);
        }
    }

    /// Who must agree before anything is released.
    fn approval(&mut self, workspaces: &[Workspace], settings: &mut Settings) {
        for workspace in workspaces {
            let rules = &mut settings.approval;
            let (approvals, days) = (&workspace.approvals, &workspace.request_days);
            rules.approvals = approvals.as_ref().map_or(rules.approvals, |written| written.value);
            rules.request_days = days.as_ref().map_or(rules.request_days, |written| written.value);
            let exempt = workspace.rollback_without_approval.as_ref();
            rules.rollback_without_approval = exempt.map_or(rules.rollback_without_approval, |written| written.value);
            let at = approvals.as_ref().map(|written| written.at).or(days.as_ref().map(|written| written.at));
            if let (Some(at), Err(refusal)) = (at, settings.approval.check()) {
                self.refuse(at, &refusal);
            }
        }
    }

    fn only<'t>(&mut self, what: &str, texts: &[&'t Text]) -> Option<&'t Text> {
        for again in texts.iter().skip(1) {
            self.error(again.at, format!("{what} is here twice"));
        }
        texts.first().copied()
    }

    /// The value whose word it is.
    pub(super) fn one_of<T: Copy>(&mut self, text: &Text, known: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let found = known.iter().copied().find(|value| word(*value) == text.value);
        if found.is_none() {
            let words: Vec<&str> = known.iter().map(|value| word(*value)).collect();
            let hint = Some(format!("write {}", words.join(", ")));
            self.error_with_hint(text.at, format!("{:?} is not one of the values", text.value), hint);
        }
        found
    }
}
