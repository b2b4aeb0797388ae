//! The command palette: everything that can be done here, with its key, and all places to go to. Typing searches.
//!
//! ```text
//! ┌ Commands ───────────────────────────────────────────────────────────┐
//! │ / rel                                                               │
//! │▌Release              r                                              │
//! │   Release the integration pack, at once or on a date.               │   where it has no room beside
//! │ Roll Back            b   there is no earlier release                │   off, and why
//! │ Retail Sync              Integration Pack                           │   a jump
//! │                                                                     │   what was refused
//! └─────────────────────────────────────────────────────────────────────┘
//! ```

use std::collections::HashSet;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    text::Line,
    widgets::Widget,
};

use crate::{
    domain::{PackId, Summary, Words},
    engine::{AccountEntry, ComponentEntry, Engine, GroupSize, Overview, rank},
    text::{width, wrap, wrap_at_most},
    tui::{
        command::{Command, Commands, Dialog, Place, Query},
        filter::FilteredList,
        keys::{Action, Availability, Binding, Chord, Scope},
        layout::{Split, Track, measure},
        look::{Context, Look},
        widget::{Column, Edit, Frame, Row, Table, cells, put_lines, wider},
    },
};

/// Lines of the dialog where there is room. It keeps them while the list is narrowed, so that nothing jumps.
const TALL: u16 = 20;

/// Lines of it where there are few items, and those beside the items.
const SHORT: u16 = 6;
const AROUND: u16 = 2;

/// Cells between the columns, the fewest of a name, and what stands before a sentence under a name.
const GAP: u16 = 2;
const LEAST_NAME: u16 = 16;
const INDENT: &str = "  ";

/// Lines that a refusal takes at most.
const MOST_SAID: usize = 2;

/// What Enter does with a line.
#[derive(Debug, Clone)]
enum OnEnter {
    Act(Action),
    Go(Place),
}

/// A line of it.
#[derive(Debug)]
struct Item {
    name: String,
    chords: Vec<Chord>,
    /// What it does, or what it is.
    note: String,
    /// Why it can't be done now.
    off: Option<String>,
    does: OnEnter,
    /// The text that is searched: the name, whose length is `named` bytes, and the note, in lower case.
    text: String,
    named: usize,
}

impl Item {
    fn new(name: &str, note: &str, does: OnEnter) -> Self {
        let text = name.to_lowercase();
        let (named, text) = (text.len(), format!("{text} {}", note.to_lowercase()));
        Self { name: name.to_owned(), chords: vec![], note: note.to_owned(), off: None, does, text, named }
    }

    /// What it does, or why that can't be done now.
    fn says(&self) -> &str {
        self.off.as_ref().unwrap_or(&self.note)
    }

    fn jump(name: &str, what: &str, place: Place) -> Self {
        Self::new(name, what, OnEnter::Go(place))
    }
}

#[derive(Debug)]
pub(in crate::tui) struct PaletteDialog {
    title: &'static str,
    /// What the filter says while it is empty.
    empty: &'static str,
    items: Vec<Item>,
    list: FilteredList,
    refusal: Option<String>,
    /// Places can be gone to: no wizard and no dialog is in the way.
    jumps: bool,
}

impl PaletteDialog {
    /// What can be done in front, by these bindings; where nothing is in the way, also what can be gone to.
    pub(in crate::tui) fn new(
        bindings: Vec<Binding>,
        availability: impl Fn(Action) -> Availability,
        overview: &Overview,
        jumps: bool,
    ) -> Self {
        let deployment = overview.settings.deployment;
        let mut items = actions(bindings, availability, deployment.words());
        if jumps {
            let pack = |one: &Summary| Item::jump(&one.name, "Integration Pack", Place::Pack(one.id.clone()));
            items.extend(overview.packs.iter().map(|entry| pack(&entry.summary)));
        }
        Self::of(["Commands", "a command, or a name to go to"], items, jumps)
    }

    /// The packs that something is in, to go to.
    pub(in crate::tui) fn of_packs<'a>(packs: impl Iterator<Item = (&'a PackId, &'a str, String)>) -> Self {
        let jump = |(id, name, what): (&PackId, &str, String)| Item::jump(name, &what, Place::Pack(id.clone()));
        Self::of(["Go to Pack", "an integration pack"], packs.map(jump).collect(), false)
    }

    fn of([title, empty]: [&'static str; 2], items: Vec<Item>, jumps: bool) -> Self {
        let mut list = FilteredList::new(items.len(), 0);
        list.act(Action::Filter, |_| (0..items.len()).collect());
        Self { title, empty, items, list, refusal: None, jumps }
    }

    /// Asks for the names that the overview lacks: accounts, groups and components.
    pub(in crate::tui) fn ask(&self) -> Commands {
        if !self.jumps {
            return vec![];
        }
        let names = Query::read("read what can be gone to", |engine| Ok(Named::all(engine)));
        vec![names.shown_to(|dialog: &mut Self, named: Named, _| dialog.take(named))]
    }

    fn take(&mut self, named: Named) {
        let component = |one: ComponentEntry| Item::jump(&one.name, "Component", Place::Component(one.id, None));
        let account = |one: AccountEntry| Item::jump(&one.name, "Account", Place::Account(one.id));
        let group = |one: GroupSize| Item::jump(&one.entry.name, "Account Group", Place::Group(one.entry.id));
        self.items.extend(named.components.into_iter().map(component));
        self.items.extend(named.accounts.into_iter().map(account));
        self.items.extend(named.groups.into_iter().map(group));
        let (selected, items) = (self.list.selected(), &self.items);
        self.list.refill(selected, |text| ranked(items, text));
    }

    /// Does what is selected, or says why that can't be.
    fn run(&mut self) -> Commands {
        let Some(item) = self.list.selected().map(|at| &self.items[at]) else { return vec![] };
        if let Some(why) = &item.off {
            return self.refuse(why.clone());
        }
        match item.does.clone() {
            OnEnter::Act(action) => vec![Command::Close, Command::Act(action)],
            OnEnter::Go(place) => vec![Command::Finish, Command::GoTo(place)],
        }
    }
}

/// What has a name and a page that shows it, beside the packs.
struct Named {
    components: Vec<ComponentEntry>,
    accounts: Vec<AccountEntry>,
    groups: Vec<GroupSize>,
}

impl Named {
    fn all(engine: &Engine) -> Self {
        Self {
            components: engine.component_entries(),
            accounts: engine.account_entries(),
            groups: engine.group_sizes(),
        }
    }
}

/// The actions of bindings that hold, each once, without those that only move.
fn actions(bindings: Vec<Binding>, availability: impl Fn(Action) -> Availability, words: &Words) -> Vec<Item> {
    let mut seen = HashSet::new();
    let item = |binding: Binding| {
        let action = binding.action;
        let off = match availability(action) {
            Availability::Hidden => return None,
            Availability::Unavailable(why) => Some(why.into_owned()),
            Availability::Available => None,
        };
        let item = Item::new(action.label_in(words), &action.help_in(words), OnEnter::Act(action));
        Some(Item { chords: binding.chords, off, ..item })
    };
    bindings.into_iter().filter(|one| one.action.is_command() && seen.insert(one.action)).filter_map(item).collect()
}

/// What holds the text comes first: in its name, then in what it does; then what holds its letters in order.
fn ranked(items: &[Item], text: &str) -> Vec<usize> {
    let mut found = rank(text, items.iter().map(|item| item.text.as_str()));
    let wanted = text.trim().to_lowercase();
    if !wanted.is_empty() {
        found.sort_by_cached_key(|at| match items[*at].text.find(&wanted) {
            Some(place) if place < items[*at].named => 0,
            Some(_) => 1,
            None => 2,
        });
    }
    found
}

impl Dialog for PaletteDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Palette]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        self.refusal = None;
        let items = &self.items;
        self.list.edit(edit, |text| ranked(items, text));
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        self.refusal = None;
        let items = &self.items;
        match action {
            Action::Run => return self.run(),
            Action::Back => return vec![Command::Close],
            _ => self.list.act(action, |text| ranked(items, text)),
        };
        vec![]
    }

    fn refuse(&mut self, why: String) -> Commands {
        self.refusal = Some(why);
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let styles = &look.theme.styles;
        let room = measure(screen);
        let screen = Rect { y: screen.y + 1, height: screen.height.saturating_sub(1), ..screen };
        let lines = cells(self.items.len()).saturating_add(AROUND).clamp(SHORT, TALL);
        let size = Size::new(cells(room), screen.height.min(lines));
        let inner = Frame::new(look.theme, self.title, size).draw(screen, buf);
        let said = self.refusal.as_ref().map(|why| wrap_at_most(why, room, MOST_SAID)).unwrap_or_default();
        let [filter, body, says] =
            Split::vertical([Track::Length(1), Track::Fill(1), Track::Length(cells(said.len()))]).areas(inner);
        if self.list.shown().is_empty() {
            put_lines(&["No match"], styles.quiet, body, buf);
        } else {
            self.draw_items(look, wider(body), buf);
        }
        put_lines(&said, styles.error, says, buf);
        self.list.filter().draw(look.theme, self.empty, "", filter, buf)
    }
}

impl PaletteDialog {
    fn draw_items(&self, look: &Look, area: Rect, buf: &mut Buffer) {
        let styles = &look.theme.styles;
        let unicode = !look.theme.glyphs.is_ascii();
        let keys = |item: &Item| item.chords.first().map(|chord| chord.label(unicode)).unwrap_or_default();
        // What shows shares the room: names of what can be gone to are long, and so are sentences of what can be done.
        // A sentence that would take more than half stands under its name, whole, and leaves the room to names.
        let (selected, height) = (self.list.scroll().selected(), usize::from(area.height));
        let from = selected.saturating_sub(height);
        let rows = height.max(selected + 1) - from;
        let near = || self.list.shown().iter().skip(from).take(rows).map(|at| &self.items[*at]);
        let widest = near().map(|item| cells(width(&keys(item)))).max().unwrap_or(0);
        let room = area.width.saturating_sub(1 + widest + 2 * GAP);
        let longest = |text: fn(&Item) -> &str, most: u16| {
            near().map(|item| cells(width(text(item)))).filter(|wide| *wide <= most).max().unwrap_or(0)
        };
        let names = longest(|item| &item.name, u16::MAX).max(LEAST_NAME).min(room - longest(Item::says, room / 2));
        let says = room - names;
        let columns = [Column::new("", names).names(), Column::new("", widest), Column::new("", says)];
        let under = |item: &Item| {
            let is_whole = width(item.says()) <= usize::from(says);
            if is_whole {
                Vec::new()
            } else {
                wrap(item.says(), usize::from(area.width).saturating_sub(1 + INDENT.len()))
            }
        };
        let row = |at: usize| {
            let item = &self.items[self.list.shown()[at]];
            let style = if item.off.is_some() { styles.unavailable } else { Style::new() };
            let under = under(item);
            let beside = if under.is_empty() { item.says() } else { "" };
            let name = Line::raw(item.name.as_str());
            let row = Row::new([name, Line::styled(keys(item), styles.key), Line::styled(beside, styles.quiet)]);
            let lines = under.into_iter().map(|line| Line::styled(format!("{INDENT}{line}"), styles.quiet));
            lines.fold(row.style(style), Row::below)
        };
        let tall = |at: usize| 1 + cells(under(&self.items[self.list.shown()[at]]).len());
        let table = Table::new(look.theme, &columns, self.list.scroll(), self.list.shown().len(), &row);
        (&table.tall(&tall).below_from(0)).render(area, buf);
    }
}
