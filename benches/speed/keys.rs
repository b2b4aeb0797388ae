//! From a key to the bytes of the frame that it leads to, at 120x36: what it means, what the engine answers, drawing,
//! and what differs from the frame before. Without threads, so that nothing but work is measured.

use std::{hint::black_box, time::Duration};

use ipack::{
    engine::Engine,
    tui::{
        app::App,
        command::Request,
        event::Event,
        frames::Frames,
        harness::chords,
        keys::Chord,
        model::Model,
        program::{Effect, Input, Program as _},
        theme::Theme,
        worker,
    },
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use crate::{
    samples::{Samples, time},
    table::{Goal, Table},
    workspace::Workspace,
};

const SCREEN: Rect = Rect::new(0, 0, 120, 36);
pub(crate) const KEYS: usize = 2_000;

/// The place of the filter among what is measured.
const FILTER: usize = 3;

/// What is measured: its name, the keys that lead there, and the keys that are timed, over and over.
const WAYS: [(&str, &str, &str); 5] = [
    ("moving through the packs", "", "jjjjjjjjjjjjjjjjjkkkkkkkkkkkkkkkkk"),
    ("turning the pages of packs", "", "<PgDn>jjj<PgDn>jjj<PgDn>jjj<PgDn>jjj<PgDn>jjj<PgDn><PgUp>"),
    ("moving through the table", "<Enter>", "jjjjjjjjjkkkkkkkkk"),
    ("typing a filter", "/", "order<BS><BS><BS><BS><BS>payroll<BS><BS><BS><BS><BS><BS><BS>"),
    ("stepping versions in step 1", "r", "<Left><Right>"),
];

/// Packs of the largest workspace, in which only the filter is measured: it looks at every name.
const MOST_PACKS: usize = 100_000;

pub(crate) fn measure(table: &mut Table) {
    for (name, workspace) in [("sample", Workspace::sample()), ("10,000 packs", Workspace::of(10_000))] {
        for way in &WAYS {
            one(table, way, name, &workspace, Duration::from_millis(1));
        }
    }
    one(table, &WAYS[FILTER], "100,000 packs", &Workspace::of(MOST_PACKS), Duration::from_millis(5));
}

fn one(table: &mut Table, (what, before, keys): &(&str, &str, &str), name: &str, workspace: &Workspace, p95: Duration) {
    let mut desk = Desk::new(workspace.engine());
    for chord in chords(before) {
        desk.press(chord);
    }
    let keys = chords(keys);
    let mut keys = keys.iter().copied().cycle();
    let mut least = Least::default();
    let press = || desk.press(keys.next().expect("a cycle"));
    let (ours, floor) = Samples::in_turn(KEYS, press, || least.frame());
    table.add(format!("key to frame, {what}, {name}"), ours, &floor, Goal::P95(p95));
}

/// The screens over a workspace, with the worker's work done on the spot.
pub(crate) struct Desk {
    app: App,
    engine: Engine,
    frames: Frames,
    /// Bytes of the last frame.
    bytes: u64,
}

impl Desk {
    pub(crate) fn new(mut engine: Engine) -> Self {
        let model = Model::new(engine.overview(), "~/.local/share/ipack".into());
        let mut app = App::new(model, Theme::default());
        let effects = app.start();
        carry_out(&mut app, &mut engine, effects);
        let mut desk = Self { app, engine, frames: Frames::default(), bytes: 0 };
        desk.show();
        desk
    }

    pub(crate) fn press(&mut self, chord: Chord) -> Duration {
        time(|| {
            let effects = self.app.update(Input::Event(Event::key(chord)));
            carry_out(&mut self.app, &mut self.engine, effects);
            self.show();
        })
    }

    fn show(&mut self) {
        let app = &self.app;
        let frame = self.frames.next(SCREEN, |area, buf| app.draw(area, buf)).expect("drawn");
        self.bytes = black_box(frame).len() as u64;
    }

    /// Bytes to the terminal of the last frame.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }
}

fn carry_out(app: &mut App, engine: &mut Engine, effects: Vec<Effect<Request>>) {
    for effect in effects {
        if let Effect::Ask(request) = effect {
            let effects = app.update(Input::Answer(worker::answer(engine, request)));
            carry_out(app, engine, effects);
        }
    }
}

/// The floor: a screen full of text of which one line changes, by the same means.
#[derive(Default)]
pub(crate) struct Least {
    frames: Frames,
    count: usize,
}

impl Least {
    pub(crate) fn frame(&mut self) -> Duration {
        self.count += 1;
        let line = "a line of text ".repeat(8);
        let draw = |area: Rect, buf: &mut Buffer| {
            (0..area.height).for_each(|y| buf.set_string(0, y, &line, Style::new()));
            buf.set_string(0, 0, format!("frame {}", self.count), Style::new());
            None
        };
        time(|| {
            black_box(self.frames.next(SCREEN, draw).expect("drawn"));
        })
    }
}
