//! A person says whether an open request to the platform was carried out, where the platform can't tell.
//!
//! ```text
//! ┌ What Came of It · Order to Cash ───────────────────────────┐
//! │ On 21 Nov 2026, 19:00 CET the platform was asked, and      │
//! │ nobody knows yet what came of it. A synchronisation asks … │
//! │                                                            │
//! │        [ Leave It Open ]  [ It Did Not ]  [ It Happened ]  │
//! └────────────────────────────────────────────────────────────┘
//! ```

use super::question::QuestionDialog;
use crate::{
    domain::{Pack, PackId},
    tui::{
        command::{Command, Commands, Query},
        widget::Tone,
    },
};

/// Asks what came of it; `at` is when it was asked.
pub(in crate::tui) fn settle(pack: &Pack, at: &str) -> QuestionDialog {
    let happens = format!(
        "On {at} the platform was asked, and nobody knows yet what came of it. A synchronisation asks after it. Where that \
         can't tell, look at the platform's own page, and say here what it shows. It is written down as you say."
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
