//! **Hooks**: who is told what happens.
//!
//! ```text
//! ┌ Hooks ──────────────────────────────────────────────────────────────┐
//! │ / filter                                                            │
//! │ Hook     Standing                  Address or Command      On       │
//! │▌Chat     told                      https://chat.example/7  released │
//! │ Desktop  2 set aside; not told: …  notify-send ipack       due-soon │
//! │                                   [ Back ]  [ Test ]  [ Add Hook ]  │
//! └─────────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
};

use super::add::AddHookDialog;
use crate::{
    engine::{Engine, EngineError, HookView, sentences},
    text::width,
    tui::{
        command::{Command, Commands, Dialog, Query, shown_if},
        dialog::item_list::{ItemList, by_list},
        form::{ListSheet, Step},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Button, Column, Row, Tone, cells},
    },
};

const BUTTONS: [Step; 3] = [Step::Leave, Step::Do(Action::TestHook), Step::Do(Action::AddHook)];

#[derive(Debug)]
pub(in crate::tui) struct HooksDialog {
    list: ItemList<HookView>,
}

/// Opens **Hooks**.
pub(in crate::tui) fn hooks() -> Command {
    Query::read("list the hooks", Engine::hooks).then(|views| vec![Command::open(HooksDialog::new(views, 0))])
}

impl HooksDialog {
    fn new(views: Vec<HookView>, selected: usize) -> Self {
        Self { list: ItemList::new(views, selected, |view| &view.hook.name, BUTTONS) }
    }

    /// Does something about the selected hook, shows how the hooks stand then, and tells what was done.
    fn about(
        &self,
        query: impl FnOnce(Work) -> Query<Vec<HookView>>,
        work: impl FnOnce(&mut Engine, &HookView) -> Result<(), EngineError> + Send + 'static,
        told: impl FnOnce(&str) -> String + Send + 'static,
    ) -> Commands {
        let (Some(view), selected) = (self.list.selected().cloned(), self.list.place().unwrap_or(0)) else {
            return vec![];
        };
        let name = view.hook.name.clone();
        let done = query(Box::new(move |engine| {
            work(engine, &view)?;
            engine.hooks()
        }));
        vec![done.reply_to(move |dialog: &mut Self, views, _| {
            *dialog = Self::new(views, selected);
            vec![Command::Notify(Tone::Success, told(&name))]
        })]
    }

    fn remove(&self) -> Commands {
        let work = |engine: &mut Engine, view: &HookView| engine.remove_hook(&view.hook.id);
        self.about(|work| Query::change("remove the hook", work), work, sentences::hook_removed)
    }

    fn test(&self) -> Commands {
        let work = |engine: &mut Engine, view: &HookView| engine.try_hook(&view.hook.id);
        self.about(|work| Query::read("tell the hook", work).apart(), work, sentences::hook_took_it)
    }

    fn redeliver(&self) -> Commands {
        let work = |engine: &mut Engine, view: &HookView| engine.redeliver_failed(&view.hook.id);
        let told = |name: &str| format!("{name} has taken what was set aside");
        self.about(|work| Query::read("tell the hook", work).apart(), work, told)
    }
}

type Work = Box<dyn FnOnce(&mut Engine) -> Result<Vec<HookView>, EngineError> + Send>;

impl Dialog for HooksDialog {
    by_list!(list, Scope::Hooks);

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::RemoveHook | Action::TestHook => shown_if(self.list.selected().is_some()),
            Action::RedeliverFailed => shown_if(self.list.selected().is_some_and(|view| view.failed > 0)),
            _ => Availability::Available,
        }
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        match self.list.act(action, context) {
            Step::Leave => vec![Command::Leave],
            Step::Do(Action::RemoveHook) => self.remove(),
            Step::Do(Action::TestHook) => self.test(),
            Step::Do(Action::RedeliverFailed) => self.redeliver(),
            // The list is read anew once there is another one.
            Step::Do(Action::AddHook) => {
                vec![Command::Close, Command::open(AddHookDialog::new(hooks))]
            }
            Step::Do(_) | Step::Stay | Step::Submit | Step::Open => vec![],
        }
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let can = self.list.selected().is_some();
        let sheet = ListSheet {
            title: "Hooks",
            widest: usize::MAX,
            nothing: sentences::NO_HOOKS,
            note: &self.list.selected().map(note).unwrap_or_default(),
            buttons: &[Button::new("Back"), Button::new("Test").enabled(can), Button::new("Add Hook").primary()],
        };
        let widest = |text: &dyn Fn(&HookView) -> usize| cells(self.list.items().iter().map(text).max().unwrap_or(0));
        let columns = [
            Column::new("Hook", 10).want(widest(&|view| width(&view.hook.name))).names(),
            Column::new("Standing", 16).want(widest(&|view| width(&view.standing()))).grow(2),
            Column::new("Address or Command", 20).want(widest(&|view| width(view.hook.target.text()))).drop_at(1),
            Column::new("On", 10).grow(1).drop_at(2),
        ];
        self.list.draw(look, &sheet, &columns, |_, view| row(view), screen, buf)
    }
}

/// How it stands, and who is told of what.
fn note(view: &HookView) -> String {
    [view.standing(), view.hook.target.text().to_owned(), view.hook.on_words()].join("; ")
}

fn row(view: &HookView) -> Row<'_> {
    let hook = &view.hook;
    Row::new([
        Line::raw(hook.name.as_str()),
        Line::raw(view.standing()),
        Line::raw(hook.target.text()),
        Line::raw(hook.on_words()),
    ])
}
