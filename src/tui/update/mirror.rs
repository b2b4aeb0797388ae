//! Looks at the platform, and says what came of it.

use super::Commands;
use crate::{
    engine::{Engine, EngineError},
    tui::{
        command::{Command, Query, explain},
        model::Model,
    },
};

/// Looks, where it is time.
pub(in crate::tui) fn look_in_time(model: &mut Model) -> Commands {
    let context = &model.context;
    if context.mirror.is_due(&context.overview) { look(model, false) } else { vec![] }
}

/// Looks now; a look that is under way is enough.
pub(super) fn look(model: &mut Model, wished: bool) -> Commands {
    let context = &mut model.context;
    if context.mirror.is_under_way(wished) {
        return vec![];
    }
    let look = Query::read("synchronise with the platform", Engine::synchronise).goes_out();
    context.mirror.begins(context.overview.now, wished, look.progress());
    vec![look.ends(|result| vec![Command::Mirrored(result)])]
}

/// Says what came of it, and shows the workspace as it is now.
pub(super) fn synced(model: &mut Model, result: Result<String, EngineError>) -> Commands {
    let said = match model.context.mirror.ends(result, model.context.overview.now) {
        Ok(said) => said.map(|(tone, text)| Command::Hint(tone, text)),
        Err(error) => Some(explain("Failed to synchronise with the platform", &error)),
    };
    said.into_iter().chain([Command::Refresh]).collect()
}
