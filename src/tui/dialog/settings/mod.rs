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

mod state;
mod view;

pub(super) use view::draw;

pub(crate) use state::State;

use super::Layer;
use crate::{
    engine::{EngineError, Overview},
    tui::{model::Model, program::Effect, update::renew, widget::Tone, worker::Request},
};

type Effects = Vec<Effect<Request>>;

/// Opens it.
pub(in crate::tui) fn open(model: &mut Model) -> Effects {
    let state = State::new(&model.context.overview);
    model.layers.push(Layer::Settings(Box::new(state)));
    vec![]
}

/// Closes it, and shows the workspace as it is now; says why not where it was refused. What was typed stays then.
pub(in crate::tui) fn saved(model: &mut Model, told: Result<Overview, EngineError>) -> Effects {
    match told {
        Ok(overview) => {
            model.layers.retain(|layer| !matches!(layer, Layer::Settings(_)));
            model.tell(Tone::Success, "the settings are saved");
            renew(model, overview)
        }
        Err(error) => refused(model, &error),
    }
}

fn refused(model: &mut Model, error: &EngineError) -> Effects {
    if let Some(state) = model.layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Settings(state) => Some(state),
        _ => None,
    }) {
        state.refused();
    }
    model.layers.push(Layer::message("Failed to change the settings", error));
    vec![Effect::Ask(Request::Refresh)]
}
