//! The whole screen: page or wizard, dialogs over it, the footer under all.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::Widget,
};

use super::{
    keys::{Action, Availability, hints},
    layout::{Split, Track},
    look::Look,
    model::{Model, SMALLEST},
    page::header,
    update::{availability, scopes},
    widget::{HintBar, Toast, Tone, TooSmall, inset, rule},
};
use crate::engine::Progress;

/// Draws everything; returns where the terminal's cursor goes.
///
/// ```text
///  page or wizard …
///  ─────────────────────────────────── rule; a notice takes its place
///  r Release  / Filter   ? Help  q Quit footer, from live bindings
/// ```
pub(super) fn draw(model: &Model, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let too_small = TooSmall::new(SMALLEST);
    if too_small.applies(area) {
        (&too_small).render(area, buf);
        return None;
    }
    let [body, rule, footer] = Split::vertical([Track::Fill(1), Track::Length(1), Track::Length(1)]).areas(area);
    let under = match (&model.wizard, &model.several) {
        (Some(wizard), _) => {
            if wizard.is_dialog() {
                draw_page(model, look, body, buf);
                send_behind(look, body, buf);
            }
            wizard.draw(look, body, buf)
        }
        (None, Some(several)) => several.draw(look, body, buf),
        (None, None) => draw_page(model, look, body, buf),
    };
    let cursor = model.dialogs.iter().fold(under, |_, dialog| {
        send_behind(look, body, buf);
        dialog.draw(look, body, buf)
    });
    // Where a text is typed, else where what has the focus is drawn in the layer in front.
    let cursor = cursor.or(look.theme.take_focus());
    let enter = look.theme.take_enter();
    let scopes = scopes(model);
    let unicode = !look.theme.glyphs.is_ascii();
    let called = |action| match (model.dialogs.front(), &model.wizard, &model.several) {
        _ if action == Action::Activate && enter.is_some() => enter.clone().map(Cow::from),
        (Some(dialog), ..) => dialog.label(action),
        (None, Some(wizard), _) => wizard.label(action),
        (None, None, Some(_)) => None,
        (None, None, None) => model.shown().label(action),
    };
    let can = |action| {
        if model.context.never(action) { Availability::Hidden } else { availability(model, action) }
    };
    let hints = hints(look.keymap, look.words(), &scopes, unicode, can, called);
    (&HintBar::new(look.theme, &hints)).render(inset(footer), buf);
    draw_rule(model, look, inset(rule.union(footer)), buf);
    look.theme.finish(area, buf);
    cursor
}

/// Takes back what is drawn so far, and its focus with it.
fn send_behind(look: &Look, area: Rect, buf: &mut Buffer) {
    look.theme.send_behind(area, buf);
    look.theme.forget_spots();
}

fn draw_page(model: &Model, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let [top, line, body] = Split::vertical([Track::Length(1), Track::Length(1), Track::Fill(1)]).areas(area);
    header::draw(look, model.page, inset(top), buf);
    rule(look.theme, inset(line), buf);
    model.shown().draw(look, body, buf)
}

/// How far long work is, and the key that stops it.
fn working(model: &Model, look: &Look, work: &Progress) -> String {
    let scopes = scopes(model);
    let unicode = !look.theme.glyphs.is_ascii();
    let key_of = |action| look.keymap.key_of(&scopes, action, unicode);
    let keys = [Action::StopSynchronising, Action::Cancel, Action::Back].map(key_of);
    let key = keys.into_iter().find(|key| !key.is_empty()).unwrap_or_default();
    let step = work.step().map_or_else(|| "working…".to_owned(), |step| step.to_string());
    if work.is_stopped() { "stopping…".to_owned() } else { format!("{step} · {key} stops it") }
}

/// The rule above the footer, or what is said instead; a notice of two lines takes the footer's line, too.
fn draw_rule(model: &Model, look: &Look, rows: Rect, buf: &mut Buffer) {
    let say = |tone: Tone, text: &str, buf: &mut Buffer| {
        let toast = Toast::new(look.theme, tone, text);
        (&toast).render(Rect { height: toast.height(rows.width).min(rows.height), ..rows }, buf);
    };
    let on_the_way = model.several.as_ref().and_then(|several| several.on_the_way());
    match (&model.notice, model.context.off_in_short()) {
        (Some((tone, text)), _) => say(*tone, text, buf),
        (None, _) if model.slow => {
            say(
                Tone::Info,
                &model.dialogs.work().map_or_else(|| "working…".to_owned(), |work| working(model, look, work)),
                buf,
            );
        }
        (None, Some(off)) => {
            (&Toast::new(look.theme, Tone::Warning, off)).render(Rect { height: 1, ..rows }, buf);
        }
        (None, None) => match (on_the_way, model.awaited_look()) {
            (Some(progress), _) => {
                let step = progress.step().map_or_else(|| "asking the platform".to_owned(), |step| step.to_string());
                say(Tone::Info, &step, buf);
            }
            (None, Some(sync)) => say(Tone::Info, &working(model, look, sync), buf),
            (None, None) => rule(look.theme, Rect { height: 1, ..rows }, buf),
        },
    }
}
