//! The help: what keys do here, and what marks and words mean. Typing searches, and Enter does what a line says.
//!
//! ```text
//! ┌ Help ───────────────────────────────────────────────┐
//! │ / rel                                               │
//! │ On Integration Packs                                │   where the keys hold
//! │▌r   Release the integration pack, at once or on a … │   every live binding, so that none is missed
//! │ Marks and words                                     │
//! │ ●   the pack has something to release               │   the legend
//! └─────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    text::Line,
    widgets::Widget,
};

use crate::{
    domain::Words,
    engine::rank,
    text::{capital, wrap_at_most},
    tui::{
        command::{Command, Commands, Dialog, shown_if},
        filter::FilteredList,
        keys::{Action, Availability, Binding, Scope},
        layout::{Split, Track, measure},
        look::{Context, Look},
        theme::Theme,
        widget::{Column, Edit, Frame, Row, Table, cells, put_lines, wider},
    },
};

/// Above the legend.
const LEGEND: &str = "Marks and words";

/// A line of the help: a key or a mark.
#[derive(Debug)]
struct Item {
    /// The keys, spelled in Unicode and in ASCII; none for a mark.
    keys: Option<[String; 2]>,
    /// What the keys do, or what the mark means.
    says: String,
    /// Where the keys hold; of marks, what they are together.
    heading: String,
    does: Option<Action>,
    text: String,
}

#[derive(Debug)]
pub(in crate::tui) struct HelpDialog {
    items: Vec<Item>,
    list: FilteredList,
}

impl HelpDialog {
    /// The help for these bindings, which are all that are active, and the legend.
    pub(in crate::tui) fn new(bindings: &[Binding], words: &Words) -> Self {
        let mut items: Vec<Item> = bindings.iter().map(|binding| Item::of_key(binding, words)).collect();
        items.extend(Theme::default().legend().map(|(mark, _, means)| Item::of_mark(mark, means)));
        let mut list = FilteredList::new(items.len(), 0);
        list.act(Action::Filter, |_| (0..items.len()).collect());
        Self { items, list }
    }

    fn is_narrowed(&self) -> bool {
        self.list.filter().is_active()
    }

    /// Whether a line is the first one under its heading.
    fn has_heading(&self, row: usize) -> bool {
        let heading = |row: usize| &self.items[self.list.shown()[row]].heading;
        !self.is_narrowed() && (row == 0 || heading(row) != heading(row - 1))
    }
}

impl Item {
    fn of_key(binding: &Binding, words: &Words) -> Self {
        let keys = [true, false].map(|unicode| {
            let labels: Vec<String> = binding.chords.iter().map(|chord| chord.label(unicode)).collect();
            labels.join(" ")
        });
        let (says, heading) = (binding.action.help_in(words).into_owned(), heading(words, binding.scope));
        let text = format!("{says} {} {}", binding.action.label_in(words), keys[0]).to_lowercase();
        Self { keys: Some(keys), says, heading, does: Some(binding.action), text }
    }

    fn of_mark(mark: &str, means: &str) -> Self {
        let text = format!("{mark} {means}").to_lowercase();
        Self { keys: None, says: means.to_owned(), heading: LEGEND.to_owned(), does: None, text }
    }
}

fn ranked(items: &[Item], text: &str) -> Vec<usize> {
    rank(text, items.iter().map(|item| item.text.as_str()))
}

impl Dialog for HelpDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Help]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        shown_if(action != Action::Help)
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        let items = &self.items;
        self.list.edit(edit, |text| ranked(items, text));
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        let items = &self.items;
        match action {
            Action::Run => {
                let does = self.list.selected().and_then(|at| items[at].does);
                does.map(|action| vec![Command::Close, Command::Act(action)]).unwrap_or_default()
            }
            Action::Back => vec![Command::Close],
            _ => {
                self.list.act(action, |text| ranked(items, text));
                vec![]
            }
        }
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let size = Size::new(cells(measure(screen)), screen.height);
        let inner = Frame::new(look.theme, "Help", size).draw(screen, buf);
        let [filter, body] = Split::vertical([Track::Length(1), Track::Fill(1)]).areas(inner);
        if self.list.shown().is_empty() {
            put_lines(&["No match"], look.theme.styles.quiet, body, buf);
        } else {
            self.draw_items(look, wider(body), buf);
        }
        self.list.filter().draw(look.theme, "a key, a word, or what is to be done", "", filter, buf)
    }
}

impl HelpDialog {
    fn draw_items(&self, look: &Look, area: Rect, buf: &mut Buffer) {
        let styles = &look.theme.styles;
        let spelling = usize::from(look.theme.glyphs.is_ascii());
        let legend: Vec<(&str, Style, &str)> = look.theme.legend().collect();
        let first = self.items.len() - legend.len();
        let key = |at: usize| match &self.items[at].keys {
            Some(keys) => Line::styled(keys[spelling].as_str(), styles.key),
            None => Line::styled(legend[at - first].0, legend[at - first].1),
        };
        let keys = (0..self.items.len()).map(|at| key(at).width()).max().unwrap_or(0).min(14);
        // What has no room in one line goes on in a second one.
        let room = usize::from(area.width).saturating_sub(keys + 3).max(1);
        let says = |row: usize| wrap_at_most(&self.items[self.list.shown()[row]].says, room, 2);
        let row = |row: usize| {
            let at = self.list.shown()[row];
            let mut said = says(row).into_iter();
            let built = Row::new([key(at), Line::raw(said.next().unwrap_or_default())]);
            let built = match said.next() {
                Some(more) => built.below(Line::raw(more)),
                None => built,
            };
            let heading = || Line::styled(self.items[at].heading.as_str(), styles.heading);
            if self.has_heading(row) { built.above(heading()) } else { built }
        };
        // A heading stands under an empty line, but for the first.
        let above = |row: usize| if self.has_heading(row) { 1 + u16::from(row > 0) } else { 0 };
        let tall = |row: usize| cells(says(row).len()) + above(row);
        let columns = [Column::new("", cells(keys)), Column::new("", 24).grow(1)];
        let table = Table::new(look.theme, &columns, self.list.scroll(), self.list.shown().len(), &row);
        (&table.tall(&tall)).render(area, buf);
    }
}

fn heading(words: &Words, scope: Scope) -> String {
    match scope {
        Scope::IntegrationPacks => format!("On {}", words.packs),
        _ => capital(&scope.to_string()),
    }
}
