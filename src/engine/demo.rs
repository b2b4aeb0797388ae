//! The sample workspace, filled on first use.

use std::{path::Path, sync::Arc};

use chrono::{Days, NaiveDate, TimeDelta};

use super::{Clock, Engine, EngineError, author::as_author, import::Source};
use crate::{
    domain::{Deployment, Event, Imported, Refusal, Via, today_in},
    store::{Author, Progress, Store, document, holds_anything, replace_folder},
};

/// The day to which the sample's dates refer. They are shifted by whole days, so that it becomes the day on which the
/// sample is filled.
const ANCHOR: NaiveDate = match NaiveDate::from_ymd_opt(2026, 11, 20) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

macro_rules! sample {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../assets/", $folder, "/", $name)))),+]
    };
}

type Documents = &'static [(&'static str, &'static str)];

const STANDARD: Documents = sample!(
    "sample":
    "account-groups.ron",
    "accounts.ron",
    "components-accounts-payable.ron",
    "components-banking.ron",
    "components-edi.ron",
    "components-france.ron",
    "components-japan.ron",
    "components-master-data.ron",
    "components-order-to-cash.ron",
    "components-payroll-de.ron",
    "components-people.ron",
    "components-procure-to-pay.ron",
    "components-quick-start.ron",
    "components-record-to-report.ron",
    "components-retail.ron",
    "components-returns.ron",
    "components-shared.ron",
    "components-subscriptions.ron",
    "components-tax.ron",
    "components-warehouse.ron",
    "packs.ron",
    "workspace.ron",
);

const LEGACY: Documents =
    sample!("sample-legacy": "components.ron", "publications.ron", "subscribers.ron", "workspace.ron");

impl Engine {
    /// Opens the demo workspace in a folder, filling it with the deployment's sample where it is empty. With `reset`,
    /// a new one takes the place of what is there, which is moved aside.
    ///
    /// # Errors
    /// [`Refusal::NotADemo`] over any other workspace; [`Refusal::NotALegacyDemo`] where the Legacy sample is asked for
    /// over a demo that is not in Legacy deployment; the store's. What failed or was stopped has moved nothing.
    pub fn open_demo(
        dir: &Path,
        sample: Deployment,
        reset: bool,
        clock: Arc<dyn Clock>,
        by: String,
        via: Via,
        progress: &Progress,
    ) -> Result<Self, EngineError> {
        let mut store = Store::open(dir)?;
        // Only a demo is ever moved aside, never other files that happen to be there.
        if !store.is_demo() && (!store.is_empty() || (reset && holds_anything(dir)?)) {
            return Err(Refusal::NotADemo { dir: dir.display().to_string() }.into());
        }
        let author = Author { by: as_author(by.clone()), via, now: clock.now() };
        if reset && store.is_demo() {
            let aside = replace_folder(dir, clock.now(), |fresh| fill(fresh, sample, &author, progress).map(|_| ()))?;
            store = Store::open(dir)?;
            store.notice(format!("the demo that was in {} is now in {}", dir.display(), aside.display()));
        } else if store.is_empty() {
            store = fill(dir, sample, &author, progress)?;
        }
        if sample == Deployment::Legacy && store.settings().deployment != Deployment::Legacy {
            return Err(Refusal::NotALegacyDemo { dir: dir.display().to_string() }.into());
        }
        Ok(Self::over(store, clock, by, via))
    }
}

/// Fills an empty folder. Where that is stopped, the folder is still empty.
fn fill(dir: &Path, sample: Deployment, author: &Author, progress: &Progress) -> Result<Store, EngineError> {
    let documents = match sample {
        Deployment::Standard => STANDARD,
        Deployment::Legacy => LEGACY,
    };
    let source = |(name, text): &(&str, &str)| Source { path: (*name).into(), text: (*text).to_owned() };
    let sources: Vec<Source> = documents.iter().map(source).collect();
    let mut nothing = Store::open(dir)?;
    nothing.set_progress(progress.clone());
    let today = today_in(nothing.settings().scheduler_time_zone, author.now);
    let mut imported = document::read(&sources, &mut nothing)?;
    imported.shift(today.signed_duration_since(ANCHOR).num_days());
    let mut store = Store::create(dir, true)?;
    store.commit(author, |store, _| -> Result<_, EngineError> {
        // Another program may have filled it meanwhile.
        let events = if store.is_empty() { vec![Event::Imported(Box::new(imported.clone()))] } else { vec![] };
        Ok((events, ()))
    })?;
    if let Err(why) = store.checkpoint() {
        store.notice(format!("warning: done, but failed to shorten the journal: {why}"));
    }
    Ok(store)
}

impl Imported {
    /// Moves every date by whole days.
    fn shift(&mut self, days: i64) {
        let by = TimeDelta::days(days);
        for packaged in self.components.iter_mut().flat_map(|c| &mut c.versions) {
            packaged.created_date += by;
        }
        for (_, packages) in &mut self.contents {
            for included in packages.iter_mut().flat_map(|p| &mut p.included) {
                included.modified_date += by;
            }
        }
        for pack in &mut self.packs {
            for release in &mut pack.releases {
                let release = Arc::make_mut(release);
                release.released_at += by;
                if let Some((date, _)) = &mut release.scheduled_for {
                    *date = shifted(*date, days);
                }
            }
            for early in &mut pack.early {
                early.applied_at += by;
            }
            if let Some(scheduled) = &mut pack.scheduled {
                scheduled.scheduled_at += by;
                scheduled.release_on_date = shifted(scheduled.release_on_date, days);
            }
        }
        for instance in self.accounts.iter_mut().flat_map(|a| &mut a.instances) {
            instance.installed_at += by;
        }
    }
}

fn shifted(date: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    let moved = if days < 0 { date.checked_sub_days(distance) } else { date.checked_add_days(distance) };
    moved.unwrap_or(date)
}
