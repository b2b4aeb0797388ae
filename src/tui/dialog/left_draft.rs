//! The offer to go on with a wizard that was left by accident: the terminal was gone, or the program was killed.

use super::question::QuestionDialog;
use crate::{
    engine::LeftDraft,
    tui::{
        command::{Command, Place, Query},
        widget::Tone,
    },
};

/// Offers it; `at` is when it was left. From the start of the program the pack is gone to, too.
pub(in crate::tui) fn left_draft(left: LeftDraft, at: &str, from_start: bool) -> QuestionDialog {
    let about = if left.is_of_several() { "one of them" } else { "the integration pack" };
    let happens = format!(
        "{}\n\
         Go On opens it again; nothing is released before you say so. Not Now keeps it for 14 days, or until something \
         else is decided about {about}.",
        left.told(at)
    );
    QuestionDialog::new(format!("Go On · {}", left.pack), happens, None, ["Not Now", "Go On"], move || {
        vec![Command::Close, go_on(left.clone(), from_start)]
    })
}

fn go_on(left: LeftDraft, from_start: bool) -> Command {
    let elsewhere = || vec![Command::Notify(Tone::Warning, "somebody goes on with it already".to_owned())];
    if left.is_of_several() {
        return Query::read("go on with the draft", move |engine| engine.take_up_several(&left)).then(move |several| {
            several.map_or_else(elsewhere, |several| vec![Command::TakeUpSeveral(Box::new(several))])
        });
    }
    Query::read("go on with the draft", move |engine| engine.take_up(&left)).then(move |taken| {
        let Some(taken) = taken else { return elsewhere() };
        let pack = taken.draft.proposal.view.pack.id.clone();
        let to_the_pack = from_start.then_some(Command::GoTo(Place::Pack(pack)));
        to_the_pack.into_iter().chain([Command::TakeUp(Box::new(taken))]).collect()
    })
}
