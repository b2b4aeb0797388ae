//! **Add Freeze**.
//!
//! ```text
//! ┌ Add Freeze ────────────────────────────────────────────────────┐
//! │ Name                                                           │
//! │▌[ Year end                                                   ] │
//! │ From                           To                              │
//! │ [ 2026-12-24                 ] [ 2027-01-03                  ] │
//! │   Thu 24 Dec 2026 through Sun 3 Jan 2027                       │   what it means, or what is wrong
//! │ Packs                          Account Groups                  │
//! │ [ every pack, or A, B        ] [ or shared with A, B         ] │
//! │ Days of the Week               Reason                          │
//! │ [ every day, or fri,sat      ] [ why it is frozen            ] │
//! │                                    [ Cancel ]  [ Add Freeze ]  │
//! └────────────────────────────────────────────────────────────────┘
//! ```

use chrono::{DateTime, NaiveDate};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    domain::{
        Freeze, FreezeId, PackId, Refusal, RefusalKind, date_words, parse_release_date, parse_weekdays, today_in,
    },
    engine::{Caught, EngineError, FreezeOrder, Overview},
    tui::{
        command::{Command, Commands, Dialog, Query, explain},
        dialog::{by_form::by_form, move_scheduled, move_several, question::QuestionDialog},
        form::{Control, Form, Sheet},
        look::Look,
        widget::{Button, Tone},
    },
};

/// How many of the releases that a freeze catches are named.
const NAMED: usize = 5;

const NAME: usize = 0;
const FROM: usize = 1;
const TO: usize = 2;
const PACKS: usize = 3;
const GROUPS: usize = 4;
const DAYS: usize = 5;
const REASON: usize = 6;

#[derive(Debug)]
struct AddFreezeDialog {
    today: NaiveDate,
    form: Form,
    /// What comes after it: the list, with the new one in it.
    then: fn() -> Command,
}

/// Opens **Add Freeze**.
pub(in crate::tui) fn add_freeze(overview: &Overview, then: fn() -> Command) -> Command {
    let today = today_in(overview.settings.scheduler_time_zone, overview.now);
    Command::open(AddFreezeDialog::new(today, then))
}

impl AddFreezeDialog {
    fn new(today: NaiveDate, then: fn() -> Command) -> Self {
        let form = Form::new(vec![
            ("Name", Control::text("", "such as Year end")),
            ("From", Control::text("", "today")),
            ("To", Control::text("", "until it is removed")),
            ("Packs", Control::text("", "every pack, or A, B")),
            ("Account Groups", Control::text("", "or shared with A, B")),
            ("Days of the Week", Control::text("", "every day, or fri,sat")),
            ("Reason", Control::text("", "why it is frozen")),
        ]);
        Self { today, form, then }
    }

    /// The freeze as it stands, but for its packs and account groups.
    fn order(&self) -> Result<FreezeOrder, (usize, Refusal)> {
        let text = |at: usize| self.form.filled(at).unwrap_or_default();
        let date = |at: usize| {
            self.form
                .filled(at)
                .map(|text| parse_release_date(&text, self.today))
                .transpose()
                .map_err(|refusal| (at, refusal))
        };
        let weekdays =
            self.form.filled(DAYS).map(|days| parse_weekdays(&days)).transpose().map_err(|refusal| (DAYS, refusal))?;
        let order = FreezeOrder {
            name: text(NAME),
            from: date(FROM)?,
            to: date(TO)?,
            weekdays: weekdays.unwrap_or_default(),
            reason: text(REASON),
            ..FreezeOrder::default()
        };
        let place = |refusal: Refusal| match refusal {
            Refusal::Text { .. } if text(NAME).is_empty() => (NAME, refusal),
            Refusal::Text { .. } => (REASON, refusal),
            refusal => (TO, refusal),
        };
        self.freeze(&order).check().map_err(place)?;
        Ok(order)
    }

    /// What it would be.
    fn freeze(&self, order: &FreezeOrder) -> Freeze {
        Freeze {
            id: FreezeId::from(""),
            name: order.name.clone(),
            from: order.from.unwrap_or(self.today),
            to: order.to,
            weekdays: order.weekdays.clone(),
            packs: vec![],
            groups: vec![],
            reason: order.reason.clone(),
            created_by: String::new(),
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    fn submit(&mut self) -> Commands {
        let Some(order) = self.form.accept(self.order()) else { return vec![] };
        let (packs, groups, then) = (self.form.text(PACKS), self.form.text(GROUPS), self.then);
        vec![
            Query::change("add the freeze", move |engine| {
                let packs = find_all(&packs, |name| engine.find_pack(name))?;
                let groups = find_all(&groups, |name| engine.find_group(name))?;
                let (view, caught) = engine.add_freeze(&FreezeOrder { packs, groups, ..order })?;
                Ok((view.freeze.name, caught, engine.freezes_stop()))
            })
            .then(move |(name, caught, stops)| {
                if caught.is_empty() {
                    return vec![Command::Close, then(), Command::Notify(Tone::Success, format!("{name} is frozen"))];
                }
                if stops {
                    return vec![Command::Close, then(), Command::Notify(Tone::Warning, caught_words(&name, &caught))];
                }
                vec![Command::Close, Command::open(offer_to_move(&name, &caught))]
            }),
        ]
    }
}

/// Which scheduled releases a new freeze catches, and the ways on.
fn caught_words(name: &str, caught: &[Caught]) -> String {
    format!("{name} catches {}. Override, move or cancel on the Schedule page.", caught_names(caught))
}

/// Offers to move what the platform performs, whatever is frozen here.
fn offer_to_move(name: &str, caught: &[Caught]) -> QuestionDialog {
    let happens = format!("{name} can't stop {}: the platform performs what is scheduled there.", caught_names(caught));
    let ids: Vec<PackId> = caught.iter().map(|one| one.id.clone()).collect();
    let moves = move || {
        let moves = if let [id] = &ids[..] { move_scheduled(id.clone()) } else { move_several(ids.clone()) };
        vec![Command::Close, moves]
    };
    QuestionDialog::new(format!("Not Stopped by {name}"), happens, None, ["Leave It", "Move"], moves)
}

fn caught_names(caught: &[Caught]) -> String {
    let named = caught.iter().take(NAMED).map(|one| format!("{}, {}", one.name, date_words(one.date)));
    let more = caught.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("and {more} more"));
    named.chain(more).collect::<Vec<_>>().join("; ")
}

/// What is named, with commas between. A name may have commas itself.
pub(in crate::tui::dialog) fn find_all<Id>(
    names: &str,
    find: impl Fn(&str) -> Result<Id, EngineError>,
) -> Result<Vec<Id>, EngineError> {
    if names.trim().is_empty() {
        return Ok(vec![]);
    }
    if let Ok(one) = find(names.trim()) {
        return Ok(vec![one]);
    }
    names.split(',').map(|name| find(name.trim())).collect()
}

impl Dialog for AddFreezeDialog {
    by_form!(form);

    fn refused(&mut self, _: &'static str, error: &EngineError) -> Commands {
        if let EngineError::Refused(refusal) = error
            && refusal.kind() == RefusalKind::NotFound
        {
            let is_group = matches!(
                refusal,
                Refusal::NotFound { what: "account group", .. } | Refusal::Ambiguous { what: "account group", .. }
            );
            self.form.refuse(if is_group { GROUPS } else { PACKS }, refusal.with_hint());
            return vec![];
        }
        vec![explain("Failed to add the freeze", error)]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let order = self.order();
        let wrong = |at: usize| self.form.fault_in(&order, at);
        let span = order.as_ref().map(|order| self.freeze(order).span_words()).unwrap_or_default();
        let dates = self.form.part(FROM).beside(self.form.part(TO));
        let dates = if span.is_empty() { dates.wrong(wrong(FROM).or_else(|| wrong(TO))) } else { dates.means(span) };
        let whom = self.form.part(PACKS).beside(self.form.part(GROUPS));
        let rest = self.form.part(DAYS).beside(self.form.part(REASON));
        let parts = [
            self.form.part(NAME).wrong(wrong(NAME)),
            dates,
            whom.wrong(self.form.refused()),
            rest.wrong(wrong(DAYS).or_else(|| wrong(REASON))),
        ];
        let submit = Button::new("Add Freeze").enabled(order.is_ok());
        self.form.draw(look, &Sheet::new("Add Freeze", submit), &parts, screen, buf)
    }
}
