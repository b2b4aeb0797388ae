//! A person says what came of what was asked of the platform, where nobody else can tell.
//!
//! ```text
//! ┌ What Came of It · Order to Cash ───────────────────────────┐
//! │ On 21 Nov 2026, 19:00 CET it was asked of the platform,    │
//! │ and there is no certain answer. A synchronisation asks …   │
//! │                                                            │
//! │        [ Leave It Open ]  [ It Did Not ]  [ It Happened ]  │
//! └────────────────────────────────────────────────────────────┘
//! ```

use super::question::QuestionDialog;
use crate::{
    domain::{Asked, Pack, PackId},
    tui::{
        command::{Command, Commands, Query},
        widget::Tone,
    },
};

/// Asks what came of it; `at` is when it was asked.
pub(in crate::tui) fn settle(pack: &Pack, asked: &Asked, at: &str) -> QuestionDialog {
    let happens = format!(
        "On {at} it was asked of the platform: {}. A synchronisation asks what came of it. Where that can't tell, look at \
         the platform's own page, and say here what it shows. It is written down as you say.",
        asked.state.words()
    );
    let says = |happened: bool| {
        let id = pack.id.clone();
        move || settled(id.clone(), happened)
    };
    let labels = ["Leave It Open", "It Happened"];
    QuestionDialog::new(format!("What Came of It · {}", pack.name), happens, None, labels, says(true))
        .or("It Did Not", says(false))
}

fn settled(pack: PackId, happened: bool) -> Commands {
    let settle = Query::change("write down what came of it", move |engine| engine.settle_asked(&pack, happened));
    vec![settle.then(|told| vec![Command::Close, Command::Notify(Tone::Success, told)])]
}
