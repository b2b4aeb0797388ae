//! The program that the runtime runs: the model with its keys and its look.

use std::{cell::Cell, sync::Arc, time::Duration};

use crossterm::event::KeyCode;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    command::{Command, Page, Reply, Request, offer_left_draft, propose},
    event::{Event, Mouse},
    keys::{Action, Chord, Keymap, Scope},
    look::Look,
    model::Model,
    program::{Effect, Input, Program, Tick},
    theme::{Kind, Spot, Theme, ThemeName, ThemeOptions},
    update, view,
};
use crate::{domain::PackId, engine::Purpose, text};

/// How often to look for what others have committed: one `stat`, on the worker thread.
const FOLLOW: Duration = Duration::from_secs(1);

/// How often to show how far long work is, while there is any.
const WORK: Duration = Duration::from_millis(200);

#[derive(Debug)]
pub struct App {
    pub model: Model,
    pub theme: Theme,
    wizard_for: Option<(PackId, Purpose)>,
    /// The options for the theme, until the terminal has reported its background; none once the theme is settled.
    unsettled: Option<ThemeOptions>,
    mouse: bool,
    /// What was drawn on last.
    drawn: Cell<Rect>,
}

/// Rows that one turn of the wheel scrolls.
const WHEEL: usize = 3;

/// The most controls between the focus and the place of a click.
const CONTROLS: usize = 24;

impl App {
    /// The program with the default keys.
    pub fn new(model: Model, theme: Theme) -> Self {
        Self { model, theme, wizard_for: None, unsettled: None, mouse: false, drawn: Cell::default() }
    }

    /// The program with other keys.
    #[must_use]
    pub fn with_keymap(mut self, keymap: Keymap) -> Self {
        self.model.context.keymap = Arc::new(keymap);
        self
    }

    /// Asks the terminal for its background colour, and takes the theme that fits it.
    #[must_use]
    pub fn with_theme_for_background(self, options: ThemeOptions) -> Self {
        Self { unsettled: Some(options), ..self }
    }

    #[must_use]
    pub fn with_mouse(self) -> Self {
        Self { mouse: true, ..self }
    }

    /// Takes the theme for a background.
    fn settle(&mut self, background: [u8; 3]) {
        if let Some(options) = self.unsettled.take() {
            self.theme = Theme::new(&ThemeOptions { name: ThemeName::for_background(background), ..options });
        }
    }

    /// What a click in a cell is for.
    fn spot(&self, x: u16, y: u16) -> Option<Spot> {
        let area = self.drawn.get();
        self.theme.look_for_spots();
        self.draw(area, &mut Buffer::empty(area));
        self.theme.take_spots().into_iter().rev().find(|spot| spot.area.contains(Position { x, y }))
    }

    /// Turns a click into the keys that do the same. So every rule about keys holds for the mouse as well.
    fn point(&mut self, x: u16, y: u16, what: Mouse) -> Vec<Effect<Request>> {
        if self.model.too_small {
            return vec![];
        }
        self.model.notice = None;
        let step = match what {
            Mouse::WheelUp => Action::MoveUp,
            Mouse::WheelDown => Action::MoveDown,
            Mouse::Click | Mouse::DoubleClick => return self.click(x, y, what == Mouse::DoubleClick),
        };
        (0..WHEEL).flat_map(|_| update::act(&mut self.model, step)).collect()
    }

    /// Gives the focus to what was clicked, and then selects or presses it.
    fn click(&mut self, x: u16, y: u16, twice: bool) -> Vec<Effect<Request>> {
        let mut effects = Vec::new();
        for _ in 0..CONTROLS {
            match self.spot(x, y) {
                None => break,
                Some(Spot { kind: Kind::Page(nth), .. }) => {
                    let page = Page::ALL.get(nth).filter(|_| !twice).map(|page| page.action());
                    effects.extend(page.into_iter().flat_map(|page| update::act(&mut self.model, page)));
                    break;
                }
                Some(spot) if spot.focused => {
                    effects.extend(self.press(spot.kind, twice));
                    break;
                }
                Some(_) => effects.extend(update::act(&mut self.model, Action::NextControl)),
            }
        }
        effects
    }

    /// Selects or presses what has the focus. A second click in the same place opens a row; a button it does not press
    /// again.
    fn press(&mut self, kind: Kind, twice: bool) -> Vec<Effect<Request>> {
        let scopes = update::scopes(&self.model);
        let checks = matches!(scopes.first(), Some(Scope::PickList | Scope::AddPackages));
        let (steps, back, on) = match kind {
            Kind::Row(steps) => (steps, Action::MoveUp, Action::MoveDown),
            Kind::Day(days) => (days, Action::PreviousDay, Action::NextDay),
            _ => (0, Action::MoveUp, Action::MoveDown),
        };
        let way = if steps < 0 { back } else { on };
        let mut effects: Vec<_> = (0..steps.unsigned_abs()).flat_map(|_| update::act(&mut self.model, way)).collect();
        // What Enter does where no config says otherwise.
        let enter = Keymap::default().lookup(&scopes, Chord::key(KeyCode::Enter));
        let then = match kind {
            Kind::Button if !twice => enter,
            Kind::Control if !twice && !scopes.first().is_some_and(|scope| scope.takes_text()) => Some(Action::Choose),
            Kind::Row(_) if checks => Some(Action::Choose).filter(|_| !twice),
            Kind::Row(_) | Kind::Day(_) if twice => enter,
            _ => None,
        };
        effects.extend(then.into_iter().flat_map(|action| update::act(&mut self.model, action)));
        effects
    }

    /// Goes straight into the wizard for a pack.
    #[must_use]
    pub fn with_wizard_for(mut self, pack: PackId, purpose: Purpose) -> Self {
        self.model.packs.select(&pack);
        self.wizard_for = Some((pack, purpose));
        self
    }
}

impl Program for App {
    type Request = Request;
    type Answer = Reply;

    fn start(&mut self) -> Vec<Effect<Request>> {
        let mut commands = self.model.packs.ask_for_selected();
        commands.push(match self.wizard_for.take() {
            Some((id, purpose)) => propose(id, purpose),
            None => offer_left_draft(),
        });
        // Releases that were missed while no program was open are shown at once.
        commands.push(Command::Refresh);
        commands.extend(update::look_in_time(&mut self.model));
        let mut effects = update::apply(&mut self.model, None, commands);
        effects.extend(self.unsettled.is_some().then_some(Effect::AskBackground));
        effects
    }

    fn update(&mut self, input: Input<Reply>) -> Vec<Effect<Request>> {
        let mut effects = match input {
            Input::Event(Event::Background(background)) => {
                self.settle(background);
                vec![]
            }
            Input::Event(Event::Mouse { x, y, what }) if self.mouse => self.point(x, y, what),
            input => update::update(&mut self.model, input),
        };
        effects.extend(update::keep(&mut self.model));
        effects
    }

    fn draw(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.drawn.set(area);
        let cursor = view::draw(&self.model, &Look::new(&self.theme, &self.model.context), area, buf);
        clean(area, buf);
        cursor
    }

    fn wants_tick(&self) -> Option<Tick> {
        Some(Tick::Every(if self.model.dialogs.work().is_some() { WORK } else { FOLLOW }))
    }
}

/// Widgets clean their texts where they measure them. This catches what they forgot, so that nothing harmful reaches
/// the terminal.
fn clean(area: Rect, buf: &mut Buffer) {
    for row in area.rows().filter(|row| !row.is_empty()) {
        let start = buf.index_of(row.left(), row.top());
        for cell in &mut buf.content[start..start + usize::from(row.width)] {
            if !matches!(cell.symbol().as_bytes(), [b' '..=b'~'])
                && let Some(shown) = text::clean_cell(cell.symbol())
            {
                cell.set_symbol(&shown);
            }
        }
    }
}
