//! Tells what happened while the screens were open, or before: in a line, or in a dialog where somebody has to choose.

use crate::{
    domain::{count, span},
    engine::{Missed, News, Performed, WatchTrouble},
    tui::{dialog::MissedDialog, model::Model, widget::Tone},
};

/// Tells the news; what needs somebody is told last, as the line above the footer holds one sentence.
pub(super) fn show(model: &mut Model, news: News) {
    if let Some(seconds) = news.clock_behind {
        let text = format!("the clock is {} behind the journal; nothing is repeated", span(seconds / 60));
        model.hint(Tone::Warning, text);
    }
    if !news.released.is_empty() {
        model.hint(Tone::Success, released(&news.released));
    }
    match &news.blocked[..] {
        [] => {}
        [one] => model.hint(Tone::Warning, format!("{} can't be released as scheduled: {}", one.name, one.reason)),
        many => {
            model.hint(Tone::Warning, format!("{} can't be carried out", count(many.len(), "scheduled release")));
        }
    }
    match &news.overdue[..] {
        [] => {}
        _ if news.first && model.dialogs.is_empty() && model.wizard.is_none() && model.several.is_none() => {
            model.dialogs.open(Box::new(MissedDialog::new(news.overdue)));
        }
        overdue => model.hint(Tone::Error, self::overdue(overdue)),
    }
}

/// Takes the reason why the workspace can't be followed or changed. The line above the footer shows it as long as it
/// holds, and says when it is over.
pub(super) fn trouble(model: &mut Model, now: Option<WatchTrouble>) {
    let before = std::mem::replace(&mut model.context.trouble, now);
    match (&before, &model.context.trouble) {
        (Some(_), None) => model.hint(Tone::Success, "the workspace can be read and changed again"),
        (before, now) if before != now => model.notice = None,
        _ => {}
    }
}

fn released(all: &[Performed]) -> String {
    let numbered = |one: &Performed| format!("{} #{}", one.name, one.number);
    match all {
        [one] if one.late.is_some() => format!("{} is released, as scheduled but late", numbered(one)),
        [one] => format!("{} is released, as scheduled", numbered(one)),
        many => {
            let names: Vec<String> = many.iter().map(numbered).collect();
            format!("{} are released, as scheduled: {}", count(many.len(), "integration pack"), names.join(", "))
        }
    }
}

fn overdue(all: &[Missed]) -> String {
    match all {
        [one] => format!("{} is overdue: it waits on the Schedule page", one.name),
        many => format!("{} are overdue: they wait on the Schedule page", count(many.len(), "scheduled release")),
    }
}
