//! The scheduled releases of several packs, moved or cancelled in one go, over the whole screen.
//!
//! ```text
//!  Cancel 2 Scheduled Releases                                     3 marked
//!  ──────────────────────────────────────────────────────────────────────────
//!   Integration Pack      Scheduled for     Early                             which, and what becomes of each
//! ▌ Procure to Pay        Wed 25 Nov 2026   3
//!     ! 3 instances applied it early (Aalto, Bergmann, Chen) and stay ahead …
//!   Retail Sync           Tue 1 Dec 2026
//!   Returns API           nothing is scheduled
//!   Reason                                                                    or the date that they move to
//!   [ why they are cancelled                                              ]
//!                             [ Keep Them ]  [ Cancel 2 Scheduled Releases ]
//! ```
//!
//! Then one result per pack stands there until it is left.

use std::borrow::Cow;

use chrono::NaiveDate;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::{Clear, Widget},
};

use super::prose::draw_title;
use crate::{
    domain::{PackId, count, date_words},
    engine::{ScheduleEntry, ScheduleResult, ScheduleVerb, ScheduledPack, sentences},
    text::{fit, width, wrap},
    tui::{
        command::{Command, Commands, Dialog, Query},
        date_choice::{DATE_FIRST, DateChoice, REASON_FIRST},
        form::{Control, Form, Step},
        keys::{Action, Availability, Scope},
        layout::{Split, Track, readable},
        look::{Context, Look},
        widget::{
            Button, Buttons, Column, Edit, Row, Scroll, Scrolled, Table, cells, draw_field, inset, marked, put_lines,
            put_styled,
        },
    },
};

const LIST: usize = 0;

/// What is done with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Job {
    Move,
    Cancel,
}

#[derive(Debug)]
pub(in crate::tui) struct SeveralScheduledDialog {
    job: Job,
    packs: Vec<ScheduledPack>,
    table: Scroll,
    /// The list, then the date; or the recall, where somebody could be brought back, and the reason. Last the reason to
    /// override what freezes the day of it.
    form: Form,
    today: NaiveDate,
    results: Option<Vec<ScheduleResult>>,
    seen: Scrolled,
}

/// Opens **Move Scheduled Releases** for packs.
pub(in crate::tui) fn move_several(packs: Vec<PackId>) -> Command {
    about(packs, Job::Move)
}

/// Opens **Cancel Scheduled Releases** for packs.
pub(in crate::tui) fn cancel_several(packs: Vec<PackId>) -> Command {
    about(packs, Job::Cancel)
}

fn about(packs: Vec<PackId>, job: Job) -> Command {
    Query::read("read the scheduled releases", move |engine| {
        let date = DateChoice::new(engine.settings().scheduler_time_zone, engine.now());
        Ok((engine.scheduled_each(&packs), date, engine.today()))
    })
    .then(move |(packs, date, today)| vec![Command::open(SeveralScheduledDialog::new(job, packs, date, today))])
}

impl SeveralScheduledDialog {
    fn new(job: Job, packs: Vec<ScheduledPack>, date: DateChoice, today: NaiveDate) -> Self {
        let mut dates = packs.iter().filter_map(|pack| Some(pack.entry.as_ref().ok()?.scheduled.release_on_date));
        let first = dates.next().filter(|first| dates.all(|other| other == *first));
        let date = match first {
            Some(shared) => date.starting_on(shared),
            None => date,
        };
        let early = packs.iter().any(|pack| pack.entry.as_ref().is_ok_and(|entry| entry.applied_early > 0));
        let mut controls = vec![("", Control::List)];
        match job {
            Job::Move => controls.push(("Release on Date", Control::Date(date))),
            Job::Cancel => {
                let recall = (sentences::RECALL, Control::Check(false));
                controls.extend(early.then_some(recall));
                controls.push(("Reason", Control::area("", "why they are cancelled")));
            }
        }
        let last = controls.len() - 1;
        controls.push(("Override Reason", Control::text("", "why it is done all the same")));
        let mut form = Form::new(controls).by_the_way_back();
        form.ask(last + 1, false);
        form.go_to(last);
        Self { job, packs, table: Scroll::default(), form, today, results: None, seen: Scrolled::default() }
    }

    /// The place of the date, or of the reason.
    fn last(&self) -> usize {
        if self.has_recall() { 2 } else { 1 }
    }

    /// The place of the reason to override.
    fn overriding(&self) -> usize {
        self.last() + 1
    }

    /// Why a pack can't be moved to that date, or whoever is ahead in it not be recalled today, without a reason.
    fn frozen(&self, entry: &ScheduleEntry) -> Option<String> {
        match (self.job, self.form.date(self.last())) {
            (Job::Move, Some(Ok(date))) => entry.freezes.block(date, entry.scheduled.overrides.as_deref()),
            (Job::Cancel, _) if self.recalls() && entry.applied_early > 0 => entry.freezes.block(self.today, None),
            _ => None,
        }
    }

    fn is_any_frozen(&self) -> bool {
        self.entries().any(|entry| self.frozen(entry).is_some())
    }

    fn has_recall(&self) -> bool {
        self.job == Job::Cancel && self.entries().any(|entry| entry.applied_early > 0)
    }

    fn recalls(&self) -> bool {
        self.has_recall() && self.form.is_checked(1)
    }

    /// What can be moved or cancelled.
    fn entries(&self) -> impl Iterator<Item = &ScheduleEntry> {
        self.packs.iter().filter_map(|pack| pack.entry.as_deref().ok())
    }

    /// `Cancel 2 Scheduled Releases`.
    fn title(&self) -> String {
        let verb = if self.job == Job::Move { "Move" } else { "Cancel" };
        format!("{verb} {}", count(self.entries().count(), "Scheduled Release"))
    }

    fn back(&self) -> &'static str {
        if self.job == Job::Move { "Cancel" } else { "Keep Them" }
    }

    /// What was decided; else why it can't be.
    fn verb(&self) -> Result<ScheduleVerb, String> {
        if self.entries().next().is_none() {
            return Err("none of them has a scheduled release".to_owned());
        }
        let overriding = self.is_any_frozen().then(|| self.form.text(self.overriding()));
        if overriding.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
            return Err(REASON_FIRST.to_owned());
        }
        match (self.job, self.form.date(self.last())) {
            (Job::Cancel, _) => {
                let reason = self.form.text(self.last()).trim().to_owned();
                Ok(ScheduleVerb::Cancel { reason, recall: self.recalls(), overriding })
            }
            (Job::Move, Some(Ok(date))) => Ok(ScheduleVerb::Move { date, overriding }),
            (Job::Move, Some(Err(refusal))) => Err(refusal.to_string()),
            (Job::Move, None) => Err(DATE_FIRST.to_owned()),
        }
    }

    fn submit(&self) -> Commands {
        let verb = match self.verb() {
            Ok(verb) => verb,
            Err(why) => return crate::tui::command::warn(why),
        };
        let entries: Vec<ScheduleEntry> = self.entries().cloned().collect();
        let changed =
            Query::change("change the scheduled releases", move |engine| Ok(engine.change_each(&entries, &verb)));
        vec![changed.reply_to(|dialog: &mut Self, results, _| {
            dialog.results = Some(results);
            vec![Command::Unmark]
        })]
    }
}

impl Dialog for SeveralScheduledDialog {
    fn scopes(&self) -> Vec<Scope> {
        if self.results.is_some() { vec![Scope::Prose] } else { self.form.scopes() }
    }

    fn is_edited(&self) -> bool {
        self.results.is_none() && self.form.is_edited()
    }

    fn edit(&mut self, edit: &Edit, context: &Context) {
        self.form.edit(edit, context);
        self.ask_reason();
    }

    fn availability(&self, action: Action) -> Availability {
        match (action, self.verb()) {
            (Action::Activate, Err(why)) if self.form.is_on_forward() && self.results.is_none() => {
                Availability::Unavailable(why.into())
            }
            _ => Availability::Available,
        }
    }

    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        match action {
            Action::Back if self.results.is_some() => Some("Finish".into()),
            Action::Cancel => Some(self.back().into()),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        if self.results.is_some() {
            return super::prose::scroll_or_leave(action, &mut self.seen);
        }
        let step = self.form.act(action, context);
        self.ask_reason();
        match step {
            Step::Leave => return vec![Command::Leave],
            Step::Submit => return self.submit(),
            Step::Do(Action::Activate) => self.form.go_to(self.last()),
            Step::Do(other) => {
                other.motion().into_iter().for_each(|motion| {
                    self.table.step(motion, self.packs.len());
                });
            }
            Step::Open | Step::Stay => {}
        }
        self.form.take_refusal().map(crate::tui::command::warn).unwrap_or_default()
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        Clear.render(screen, buf);
        let screen = readable(screen);
        let body = inset(draw_title(look, &self.title(), &format!("{} marked", self.packs.len()), screen, buf));
        match &self.results {
            Some(results) => {
                self.draw_results(look, results, body, buf);
                None
            }
            None => self.draw_review(look, body, buf),
        }
    }
}

impl SeveralScheduledDialog {
    /// The reason to override is asked for where something is frozen.
    fn ask_reason(&mut self) {
        let (at, frozen) = (self.overriding(), self.is_any_frozen());
        self.form.ask(at, frozen);
    }

    fn draw_review(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let labels = Button::row([self.back().into(), self.title().into()], self.verb().is_ok());
        let buttons = Buttons::new(look.theme, &labels, self.form.button());
        let field = if self.job == Job::Cancel && area.height > 14 { 3 } else { 1 };
        let frozen = u16::from(self.is_any_frozen());
        let [table, recall, label, field, echo, why, reason, row] = Split::vertical([
            Track::Fill(1),
            Track::Length(u16::from(self.has_recall())),
            Track::Length(1),
            Track::Length(field),
            Track::Length(1),
            Track::Length(frozen),
            Track::Length(frozen),
            Track::Length(buttons.height(area.width)),
        ])
        .areas(area);
        self.form.note_enter(look);
        self.draw_table(look, table, buf);
        if self.has_recall() {
            let (glyphs, focused) = (look.theme.glyphs, self.form.is_on(1));
            let mark = if self.recalls() { glyphs.check_on } else { glyphs.check_off };
            let style = if focused { look.theme.styles.selected } else { Style::new() };
            let place = marked(look.theme, focused, recall, buf);
            put_lines(&[format!("{mark} {}", sentences::RECALL)], style, place, buf);
        }
        let label = Rect { x: label.x + 1, width: label.width.saturating_sub(1), ..label };
        let (words, focused) = (look.words(), self.form.is_on(self.last()));
        let cursor = if let Some(date) = self.form.date_choice(self.last()) {
            put_lines(&[words.date], look.theme.styles.heading, label, buf);
            let cursor = date.draw(look, focused, field, buf);
            date.draw_echo(look, echo, buf);
            cursor.filter(|_| !date.draw_calendar(look, field, area, buf))
        } else {
            put_lines(&["Reason"], look.theme.styles.heading, label, buf);
            let view = self.form.area(look, self.last())?;
            let place = marked(look.theme, focused, field, buf);
            (&view).render(place, buf);
            view.cursor(place)
        };
        let cursor = cursor.or(self.draw_reason(look, why, reason, buf));
        (&buttons).render(row, buf);
        cursor
    }

    fn draw_reason(&self, look: &Look, label: Rect, field: Rect, buf: &mut Buffer) -> Option<Position> {
        let view = self.form.field(look, self.overriding()).filter(|_| !field.is_empty())?;
        let label = Rect { x: label.x + 1, width: label.width.saturating_sub(1), ..label };
        put_lines(&["Override Reason"], look.theme.styles.heading, label, buf);
        draw_field(look.theme, &view, self.form.is_on(self.overriding()), field, buf)
    }

    fn draw_table(&self, look: &Look, area: Rect, buf: &mut Buffer) {
        let widest = |text: &dyn Fn(&ScheduledPack) -> String| {
            self.packs.iter().map(|pack| cells(width(&text(pack)))).max().unwrap_or(0)
        };
        let columns = [
            Column::new("Integration Pack", 16).want(widest(&|pack| pack.name.clone())).grow(2).names(),
            Column::new("Scheduled for", 15).want(widest(&date)).grow(1),
            Column::new("Applied Early", 5).short("Early").right().drop_at(1),
        ];
        let room = usize::from(area.width).saturating_sub(5);
        let styles = &look.theme.styles;
        let row = |at: usize| {
            let pack = &self.packs[at];
            let early = pack.entry.as_ref().map_or(0, |entry| entry.applied_early);
            let early = if early == 0 { String::new() } else { early.to_string() };
            let style = if pack.entry.is_ok() { styles.pending } else { styles.error };
            let row = Row::new([Line::raw(pack.name.as_str()), Line::styled(date(pack), style), Line::raw(early)]);
            match self.below(pack) {
                Some((text, is_wrong)) => {
                    let style = if is_wrong { styles.error } else { styles.warning };
                    row.below(Line::styled(fit(&format!("  {text}"), room).into_owned(), style))
                }
                None => row,
            }
        };
        let tall = |at: usize| 1 + u16::from(self.below(&self.packs[at]).is_some());
        let table = Table::new(look.theme, &columns, &self.table, self.packs.len(), &row);
        (&table.tall(&tall).below_from(0).focused(self.form.is_on(LIST))).render(area, buf);
    }

    /// What freezes it, what becomes of those that applied it early, or why nothing can be done; and whether it is a
    /// refusal.
    fn below(&self, pack: &ScheduledPack) -> Option<(String, bool)> {
        if let Some(frozen) = pack.entry.as_ref().ok().and_then(|entry| self.frozen(entry)) {
            return Some((format!("! {frozen}"), false));
        }
        match &pack.entry {
            Ok(entry) if self.job == Job::Move => entry.kept().map(|text| (text, false)),
            Ok(entry) => entry.consequence_in_short(self.recalls()).map(|text| (text, false)),
            Err(error) => Some((error.to_string(), true)),
        }
    }

    fn draw_results(&self, look: &Look, results: &[ScheduleResult], area: Rect, buf: &mut Buffer) {
        let labels = Button::row(["Finish".into()], true);
        let buttons = Buttons::new(look.theme, &labels, Some(0));
        let [text, row] = Split::vertical([Track::Fill(1), Track::Length(buttons.height(area.width))]).areas(area);
        (&buttons).render(row, buf);
        let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
        let mut lines = Vec::new();
        let mut add = |done: bool, text: &str| {
            let (mark, style) = if done { (glyphs.done, styles.success) } else { (glyphs.refused, styles.error) };
            for (nth, line) in wrap(text, usize::from(text_room(area))).into_iter().enumerate() {
                let mark = if nth == 0 { mark } else { " " };
                lines.push(Line::from(vec![Span::styled(format!("{mark} "), style), Span::raw(line)]));
            }
        };
        for result in results {
            match &result.outcome {
                Ok(outcome) => add(true, &outcome.sentence()),
                Err(error) => add(false, &format!("{}: {}", result.name, error.with_hint())),
            }
        }
        for pack in &self.packs {
            if let Err(error) = &pack.entry {
                add(false, &error.to_string());
            }
        }
        put_styled(&self.seen.part(lines, usize::from(text.height), styles.quiet), text, buf);
    }
}

/// Cells that the mark and the air beside it leave of a line.
fn text_room(area: Rect) -> u16 {
    area.width.saturating_sub(3)
}

fn date(pack: &ScheduledPack) -> String {
    pack.entry.as_ref().map_or_else(|_| "nothing".to_owned(), |entry| date_words(entry.scheduled.release_on_date))
}
