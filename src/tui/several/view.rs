//! How it looks.
//!
//! ```text
//!  Release 3 Integration Packs: Review
//!  ● 1 Review Integration Packs ───── ○ 2 Select Release Schedule ───── ○ Results
//!  ──────────────────────────────────────────────────────────────────────────────
//!    Integration Pack                  Changes                          Reach
//!  ▌ Accounts Payable                  3 upgrades · 1 added             31 accounts
//!      Invoice Import is held back: rolled back in #6
//!    Customer Master                   can't be released                12 accounts
//!      Customer Sync 1.2 is deleted: restore it, or select another version
//!                                                                          2 of 3
//!    2 of 3 can be released · 84 instances
//!                                      [ Cancel ]  [ Next ]
//! ```

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};

use super::state::{ALL_OR_NOTHING, DATE, Entry, NOTES, OPTIONS, REASON, Several, Stage};
use crate::{
    domain::count,
    engine::{REQUEST, Review, SAME_COMMAND, WHAT_WILL_HAPPEN, commands_for, sentences},
    text::{fit, width, wrap},
    tui::{
        changes,
        date_choice::DateChoice,
        layout::{Split, Track, notes_below, readable},
        look::Look,
        widget::{
            Button, Buttons, Choice, Column, Month, Radio, Row, Steps, Table, cells, draw_field, inset, marked,
            put_lines, rule,
        },
    },
};

const LABELS: [&str; 3] = ["1 Review Integration Packs", "2 Select Release Schedule", "Results"];

/// Width of the left column of step 2: as wide as the calendar, with a cell for the selection bar.
const LEFT: u16 = Month::WIDTH + 1;

/// From this width on changes are told in words.
const WORDS: u16 = 98;

/// Below this width the review of step 2 stands under the choices.
const TWO_COLUMNS: u16 = 74;

pub(super) fn draw(several: &Several, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let area = readable(area);
    let [title, steps, line, body] =
        Split::vertical([Track::Length(1), Track::Length(1), Track::Length(1), Track::Fill(1)]).areas(area);
    let job = format!("Release {}", count(several.entries.len(), "Integration Pack"));
    let (text, at) = match several.stage {
        Stage::Review => (format!("{job}: Review"), 0),
        Stage::Schedule => (format!("{job}: Select Release Schedule"), 1),
        Stage::Results => (format!("{job}: Results"), LABELS.len()),
    };
    put_lines(&[text], look.theme.styles.heading, inset(title), buf);
    (&Steps::new(look.theme, &LABELS, at)).render(inset(steps), buf);
    rule(look.theme, inset(line), buf);
    let body = inset(body);
    match several.stage {
        Stage::Review => {
            draw_review(several, look, body, buf);
            None
        }
        Stage::Schedule => draw_schedule(several, look, body, buf),
        Stage::Results => {
            draw_results(several, look, body, buf);
            None
        }
    }
}

/// What the buttons of the review say.
fn review_labels() -> Vec<Cow<'static, str>> {
    ["Cancel", "Next"].map(Cow::from).to_vec()
}

/// What the buttons of step 2 say.
fn schedule_labels(several: &Several) -> Vec<Cow<'static, str>> {
    if several.releasable().any(|ready| ready.proposal.approval.approvals > 0) {
        return ["Back", "Cancel", REQUEST].map(Cow::from).to_vec();
    }
    let many = count(several.releasable().count(), "Integration Pack");
    let verb = if several.is_dated() { "Schedule" } else { "Release" };
    vec!["Back".into(), "Cancel".into(), format!("{verb} {many}").into()]
}

fn draw_review(several: &Several, look: &Look, area: Rect, buf: &mut Buffer) {
    let next = several.entries.iter().any(|entry| entry.check().is_ok());
    let buttons = Button::row(review_labels(), next);
    let buttons = Buttons::new(look.theme, &buttons, several.review.button());
    let [table, summary, _, row] = Split::vertical([
        Track::Fill(1),
        Track::Length(1),
        Track::Length(u16::from(area.height > 12)),
        Track::Length(buttons.height(area.width)),
    ])
    .areas(area);
    draw_table(several, look, table, buf);
    put_lines(&[summary_of(several)], Style::new(), Rect { x: summary.x + 1, ..summary }, buf);
    (&buttons).render(row, buf);
}

fn summary_of(several: &Several) -> String {
    let ready: Vec<_> = several.releasable().collect();
    let instances: usize = ready.iter().map(|ready| ready.proposal.view.reach.instances as usize).sum();
    format!("{} of {} can be released · {}", ready.len(), several.entries.len(), count(instances, "instance"))
}

fn draw_table(several: &Several, look: &Look, area: Rect, buf: &mut Buffer) {
    let entries = &several.entries;
    let widest = |text: &dyn Fn(&Entry) -> usize| cells(entries.iter().map(text).max().unwrap_or(0));
    let names = widest(&|entry| width(&entry.name));
    let reaches = widest(&|entry| width(&reach(look, entry)));
    let told = |in_short: bool| widest(&|entry| changes(look, entry, in_short).width());
    // In little room names come before the words of the changes, which have marks of their own.
    let in_short = area.width < WORDS && names + told(false) + reaches > area.width.saturating_sub(5);
    let columns = [
        Column::new("Integration Pack", 16).want(names).grow(2).names(),
        Column::new("Changes", told(in_short).clamp(7, 18)).want(told(in_short)).grow(u16::from(!in_short)),
        Column::new("Reach", 11).want(reaches).right(),
    ];
    let room = usize::from(area.width).saturating_sub(5);
    let row = |at: usize| row(look, &entries[at], in_short, room);
    let tall = |at: usize| 1 + u16::from(below(look, &entries[at]).is_some());
    let table = Table::new(look.theme, &columns, &several.table, entries.len(), &row);
    (&table.tall(&tall).below_from(0).focused(several.review.is_on(0))).render(area, buf);
}

fn changes(look: &Look, entry: &Entry, in_short: bool) -> Line<'static> {
    match entry.check() {
        Ok(ready) if in_short => changes::in_short(look.theme, ready.counts()),
        Ok(ready) => Line::raw(ready.counts().to_string()),
        Err(_) => Line::styled("can't be released", look.theme.styles.error),
    }
}

fn reach(look: &Look, entry: &Entry) -> String {
    let reach = entry.ready.as_ref().map(|ready| ready.proposal.view.reach.in_accounts());
    let told = |accounts: Option<u32>| {
        accounts.map_or_else(|| look.theme.glyphs.none.into(), |n| count(n as usize, "account"))
    };
    reach.map_or_else(|_| String::new(), told)
}

fn row<'a>(look: &Look, entry: &'a Entry, in_short: bool, room: usize) -> Row<'a> {
    let name = Line::raw(entry.name.as_str());
    let cells = Row::new([name, changes(look, entry, in_short), Line::raw(reach(look, entry))]);
    match below(look, entry) {
        Some((text, style)) => cells.below(Line::styled(fit(&format!("  {text}"), room).into_owned(), style)),
        None => cells,
    }
}

/// What a row says under its cells: why the pack can't be released, what was lost of its selection, what is held back.
fn below(look: &Look, entry: &Entry) -> Option<(String, Style)> {
    let styles = &look.theme.styles;
    let ready = match entry.check() {
        Ok(ready) => ready,
        Err(why) => return Some((why, styles.error)),
    };
    let lost = entry.lost().map(|lost| (lost, styles.warning));
    lost.or_else(|| ready.held_back().map(|held| (held, styles.rollback)))
}

fn draw_schedule(several: &Several, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let height = Buttons::new(look.theme, &Button::row(schedule_labels(several), true), None).height(area.width);
    let [content, row] = Split::vertical([Track::Fill(1), Track::Length(height)]).areas(area);
    several.schedule.note_enter(look);
    let cursor = draw_content(several, look, content, buf);
    // Whether the way forward is on goes by what showed.
    let labels = Button::row(schedule_labels(several), several.check(look.context).is_ok());
    (&Buttons::new(look.theme, &labels, several.schedule.button())).render(row, buf);
    cursor
}

fn draw_content(several: &Several, look: &Look, content: Rect, buf: &mut Buffer) -> Option<Position> {
    let (dated, frozen) = (u16::from(several.is_dated()), u16::from(several.is_any_frozen()));
    if content.width < TWO_COLUMNS {
        let rest = content.height.saturating_sub(4 + dated + frozen);
        let [options, date, reason_row, all, notes_row, rest] =
            Split::vertical([2, dated, frozen, 1, 1, rest].map(Track::Length)).areas(content);
        let [why, reason] = Split::horizontal([Track::Length(17), Track::Fill(1)]).areas(reason_row);
        let [label, notes] = Split::horizontal([Track::Length(7), Track::Fill(1)]).areas(notes_row);
        if !several.schedule.date_choice(DATE).is_some_and(DateChoice::is_open) {
            draw_consequences(several, look, indented(rest), buf);
        }
        let (title, echo) = (Rect::ZERO, Rect::ZERO);
        let places = Places { title, options, date, echo, why, reason, all, label, notes };
        return draw_choices(several, look, &places, content, buf);
    }
    let [above, label, notes] = notes_below(content);
    let [left, _, right] = Split::horizontal([Track::Length(LEFT), Track::Length(3), Track::Fill(1)]).areas(above);
    draw_consequences(several, look, right, buf);
    let air = u16::from(left.height > 6);
    let mut lines = [1, 2, dated, dated, frozen, frozen, air, 1];
    let spare = left.height.saturating_sub(lines.iter().sum());
    let said = several.schedule.date_choice(DATE).map_or(0, |date| date.echo_height(look, left.width));
    lines[3] += spare.min(said.saturating_sub(1)) * dated;
    let [title, options, date, echo, why, reason, _, all] = Split::vertical(lines.map(Track::Length)).areas(left);
    let places = Places { title, options, date, echo, why, reason, all, label, notes };
    draw_choices(several, look, &places, content, buf)
}

/// Where the controls of step 2 go; in little room the title and the date's echo go nowhere.
struct Places {
    title: Rect,
    options: Rect,
    date: Rect,
    echo: Rect,
    /// The label of the reason to override, and its field.
    why: Rect,
    reason: Rect,
    all: Rect,
    label: Rect,
    notes: Rect,
}

fn indented(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area }
}

fn draw_choices(several: &Several, look: &Look, at: &Places, around: Rect, buf: &mut Buffer) -> Option<Position> {
    let (styles, glyphs, words) = (&look.theme.styles, look.theme.glyphs, look.words());
    put_lines(&[sentences::RELEASE_OPTION], styles.heading, indented(at.title), buf);
    let choices = [Choice::new(words.immediately), Choice::new(words.on_date)];
    let radio = Radio::new(look.theme, &choices, usize::from(several.is_dated()));
    (&radio.focused(several.schedule.is_on(OPTIONS))).render(at.options, buf);
    let mut cursor = None;
    let dated = several.schedule.date_choice(DATE).filter(|_| several.is_dated() && !at.date.is_empty());
    if let Some(date) = dated {
        cursor = date.draw(look, several.schedule.is_on(DATE), at.date, buf);
        date.draw_echo(look, at.echo, buf);
    }
    if let Some(reason) = several.schedule.field(look, REASON).filter(|_| !at.reason.is_empty()) {
        put_lines(&["Override Reason"], styles.heading, indented(at.why), buf);
        cursor = cursor.or(draw_field(look.theme, &reason, several.schedule.is_on(REASON), at.reason, buf));
    }
    let focused = several.schedule.is_on(ALL_OR_NOTHING);
    let mark = if several.is_together() { glyphs.check_on } else { glyphs.check_off };
    let all = marked(look.theme, focused, at.all, buf);
    let style = if focused { styles.selected } else { Style::new() };
    put_lines(&[format!("{mark} All or nothing")], style, all, buf);
    put_lines(&["Notes"], styles.heading, indented(at.label), buf);
    if let Some(view) = several.schedule.area(look, NOTES).filter(|_| !at.notes.is_empty()) {
        let area = marked(look.theme, several.schedule.is_on(NOTES), at.notes, buf);
        (&view).render(area, buf);
        cursor = cursor.or(view.cursor(area));
    }
    let open = dated.is_some_and(|date| date.draw_calendar(look, at.date, around, buf));
    cursor.filter(|_| !open)
}

/// What will happen: how many and to whom, which of them stay out and why, and the command that does the same.
fn draw_consequences(several: &Several, look: &Look, area: Rect, buf: &mut Buffer) {
    let styles = &look.theme.styles;
    let (room, height) = (usize::from(area.width), usize::from(area.height));
    let prose = |text: &str, style: Style| -> Vec<Line<'static>> {
        wrap(text, room).into_iter().map(|line| Line::styled(line, style)).collect()
    };
    let mut lines = prose(&summary_of(several), Style::new());
    if height > lines.len() + 4 {
        lines.insert(0, Line::styled(WHAT_WILL_HAPPEN, styles.heading));
    }
    if let Some(Err(refusal)) = several.date() {
        lines.extend(prose(&refusal.to_string(), styles.error));
    }
    for why in several.entries.iter().filter_map(|entry| several.refusal_of(entry)) {
        lines.extend(prose(&format!("{} {why}", look.theme.glyphs.refused), styles.error));
    }
    let mut window = Vec::new();
    for entry in &several.entries {
        let Ok(ready) = entry.check() else { continue };
        let review = Review::of(&ready.proposal, &ready.selection.contents(), several.when());
        let warnings = review.warnings.iter().map(|warning| format!("! {}: {warning}", entry.name));
        lines.extend(warnings.flat_map(|text| prose(&text, styles.warning)));
        let judged = several.judge(ready).map(|text| format!("! {}: {text}", entry.name));
        lines.extend(judged.iter().flat_map(|text| prose(text, styles.warning)));
        window = review.window;
    }
    for (nth, line) in window.iter().enumerate() {
        let (mark, style) = if nth == 0 { (look.theme.glyphs.scheduled, styles.pending) } else { (" ", styles.quiet) };
        lines.extend(prose(&format!("{mark} {line}"), style));
    }
    let commands = commands_for(&several.orders(), several.is_together());
    if several.check(look.context).is_ok() && commands.len() == 1 {
        let mut command = vec![Line::default(), Line::styled(SAME_COMMAND, styles.quiet)];
        command.extend(prose(&commands[0], styles.quiet));
        if lines.len() + command.len() <= height {
            lines.extend(command);
        }
    }
    let all = lines.len();
    let lines = several.seen.part(lines, height, styles.quiet);
    several.unread.set(several.seen.end() < all);
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x, y, line, area.width);
    }
}

fn draw_results(several: &Several, look: &Look, area: Rect, buf: &mut Buffer) {
    let buttons = [Button::new("Finish").primary()];
    let buttons = Buttons::new(look.theme, &buttons, Some(0));
    let [text, row] = Split::vertical([Track::Fill(1), Track::Length(buttons.height(area.width))]).areas(area);
    (&buttons).render(row, buf);
    let air = u16::from(text.height > 12);
    let text = Rect { x: text.x + 1, y: text.y + air, width: text.width.saturating_sub(1), height: text.height - air };
    let (lines, height) = (result_lines(several, look, usize::from(text.width)), usize::from(text.height));
    let top = several.seen.first(lines.len(), height);
    for (line, y) in lines.iter().skip(top).zip(text.top()..text.bottom()) {
        buf.set_line(text.x, y, line, text.width);
    }
    if lines.len() > height {
        let seen = several.seen.seen(lines.len(), height);
        buf.set_stringn(row.x + 1, row.y, seen, usize::from(row.width), look.theme.styles.quiet);
    }
}

/// One result per pack: those that were asked for, then those that stayed out.
fn result_lines(several: &Several, look: &Look, room: usize) -> Vec<Line<'static>> {
    let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
    let mut lines = Vec::new();
    let mut add = |done: bool, text: &str| {
        let (mark, style) = if done { (glyphs.done, styles.added) } else { (glyphs.refused, styles.error) };
        for (nth, line) in wrap(text, room.saturating_sub(2)).into_iter().enumerate() {
            let mark = if nth == 0 { mark } else { " " };
            lines.push(Line::from(vec![Span::styled(format!("{mark} "), style), Span::raw(line)]));
        }
    };
    for result in &several.results {
        match &result.outcome {
            Ok(outcome) => add(true, &outcome.happened()),
            Err(error) => add(false, &format!("{}: {}", result.name, error.with_hint())),
        }
    }
    for entry in &several.entries {
        if let Some(why) = several.refusal_of(entry) {
            add(false, &why);
        }
    }
    lines
}
