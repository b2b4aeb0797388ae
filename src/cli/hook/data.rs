//! What programs read in a notice: the object that a command prints of the same thing.

use serde::Serialize;
use serde_json::Value;

use crate::{
    cli::{
        account_out::AccountOut,
        freeze_out::ChangedOut,
        output::{HistoryOut, ScheduleEntryOut},
        request_out::RequestOut,
        schedule_out::ScheduleOutcomeOut,
        tick_out::{BlockedOut, OverdueOut, ReleasedOut},
    },
    domain::PackId,
    engine::{Engine, Notice, Payload},
};

pub(super) fn data(engine: &mut Engine, notice: &Notice) -> Value {
    let id = notice.pack.clone().unwrap_or_else(|| PackId::from(""));
    match &notice.payload {
        Payload::Release(release) => value(&HistoryOut::of(release, &|id| engine.component_name(id))),
        Payload::Performed { number, late } => value(&ReleasedOut { id: id.to_string(), number: *number, late: *late }),
        Payload::Scheduled(scheduled) => {
            let name = engine.pack_name(&id);
            value(&ScheduleEntryOut::of_scheduled(&id, &name, scheduled, &|id| engine.component_name(id)))
        }
        Payload::Schedule(scheduled) => {
            let ahead = engine.pack(&id).map(|view| view.pack.ahead()).unwrap_or_default();
            value(&ScheduleOutcomeOut::now(&id, scheduled.as_deref(), ahead, &|id| engine.component_name(id)))
        }
        Payload::Blocked(reason) => value(&BlockedOut::of(&id, reason)),
        Payload::Overdue(date) => value(&OverdueOut::of(&id, *date)),
        Payload::Freeze(freeze) => {
            let (view, caught) = engine.freeze_and_caught(freeze);
            value(&ChangedOut::of(&view, &caught))
        }
        Payload::Account(account) => engine.account(account).map_or(Value::Null, |view| value(&AccountOut::of(&view))),
        Payload::Request(request) => {
            engine.find_request(request.as_str()).map_or(Value::Null, |view| value(&RequestOut::of(&view)))
        }
        Payload::Trial => Value::Object(serde_json::Map::new()),
    }
}

/// Structs of texts and numbers always become values.
fn value<T: Serialize>(out: &T) -> Value {
    serde_json::to_value(out).unwrap_or(Value::Null)
}
