//! A plan in a file: orders with the basis of each decision. It can be carried out later, exactly as it is or not at
//! all.

use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Engine, EngineError, Proposal, ReleaseOrder, When, sentences};
use crate::{
    domain::{Basis, Contents, Origin, Pack, PackId, Refusal, Tz},
    store::{
        self,
        document::{ImportError, form_words},
    },
};

/// What a plan is written as.
const FORMAT: u32 = 1;

/// Orders on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "ReleasePlan", rename_all = "camelCase", deny_unknown_fields)]
pub struct Plan {
    format: u32,
    made_at: DateTime<Utc>,
    made_by: String,
    /// Dates are dates in this zone.
    scheduler_time_zone: Tz,
    orders: Vec<Planned>,
}

/// One order: what shall be released, when, and what that was decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Planned {
    id: PackId,
    name: String,
    when: When,
    /// The release that it goes back to.
    rollback_to: Option<u32>,
    notes: String,
    /// Why it is released although its date is frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    overriding: Option<String>,
    components: Contents,
    basis: Basis,
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// [`Refusal::NotAPlan`], or where the file can't be read.
    pub fn read(path: &Path) -> Result<Self, EngineError> {
        let not_a_plan =
            |line, column, what| Refusal::NotAPlan { path: path.display().to_string(), line, column, what };
        let source = super::Source::given(path).map_err(|error| match error {
            ImportError::Documents(_) => not_a_plan(1, 1, "it is too large, or not UTF-8".to_owned()).into(),
            ImportError::Store(error) => EngineError::from(error),
        })?;
        let plan: Self = ron::from_str(&source.text)
            .map_err(|e| not_a_plan(e.span.start.line, e.span.start.col, form_words(&e.code)))?;
        if plan.format > FORMAT {
            let what = format!("its format is {}, this program's is {FORMAT}", plan.format);
            return Err(not_a_plan(1, 1, what).into());
        }
        Ok(plan)
    }

    /// The plan as a RON document.
    pub fn text(&self) -> String {
        let pretty = ron::ser::PrettyConfig::new().struct_names(false);
        // All values of a plan can be written as RON, so this can't fail.
        let text = ron::ser::to_string_pretty(self, pretty).unwrap_or_default();
        format!("{text}\n")
    }

    /// Writes the plan into a file.
    pub fn write(&self, path: &Path) -> Result<(), EngineError> {
        Ok(store::save(path, self.text().as_bytes())?)
    }
}

impl Engine {
    pub fn plan_of(&self, orders: &[ReleaseOrder]) -> Plan {
        let planned = |order: &ReleaseOrder| Planned {
            id: order.selection.pack().id.clone(),
            name: order.selection.pack().name.clone(),
            when: order.when,
            rollback_to: match order.selection.origin {
                Origin::Rollback(to) => Some(to),
                Origin::Latest | Origin::Scheduled => None,
            },
            notes: order.notes.clone(),
            overriding: order.overriding.clone(),
            components: order.selection.contents(),
            basis: order.basis.clone(),
        };
        Plan {
            format: FORMAT,
            made_at: self.now(),
            made_by: self.by.clone(),
            scheduler_time_zone: self.scheduler_zone(),
            orders: orders.iter().map(planned).collect(),
        }
    }

    /// The orders of a plan on the newest state, each with what the wizard would show of its pack.
    ///
    /// # Errors
    /// [`Refusal::Conflict`] with what has changed since it was made; the store's.
    pub fn orders_of(&mut self, plan: &Plan) -> Result<Vec<(Proposal, ReleaseOrder)>, EngineError> {
        self.refresh()?;
        plan.orders.iter().map(|planned| self.order_of(plan, planned)).collect()
    }

    fn order_of(&mut self, plan: &Plan, planned: &Planned) -> Result<(Proposal, ReleaseOrder), EngineError> {
        let origin = planned.rollback_to.map_or(Origin::Latest, Origin::Rollback);
        let proposal = self.propose_again(&planned.id, origin)?;
        let pack = &proposal.view.pack;
        pack.check_basis(&planned.basis)?;
        let zone = self.scheduler_zone();
        if matches!(planned.when, When::On(_)) && zone != plan.scheduler_time_zone {
            return Err(changed(pack, sentences::scheduler_zone(zone)).into());
        }
        let mut selection = proposal.selection.clone();
        // A version that was deleted since, for one.
        selection.choose_all(&planned.components).map_err(|refusal| changed(pack, refusal.to_string()))?;
        let order = ReleaseOrder {
            basis: planned.basis.clone(),
            selection,
            when: planned.when,
            notes: planned.notes.clone(),
            overriding: planned.overriding.clone(),
        };
        Ok((proposal, order))
    }
}

fn changed(pack: &Pack, what: String) -> Refusal {
    Refusal::Conflict { pack: pack.name.clone(), changes: vec![what], last: pack.last_change.clone() }
}
