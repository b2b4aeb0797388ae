//! What the keys do where one is: every live binding, so that the help can't miss one.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::prose;
use crate::{
    domain::Words,
    text::{pad, width},
    tui::{
        app::App,
        keys::{Action, Scope},
    },
};

/// The help.
#[derive(Debug)]
pub struct State {
    scopes: Vec<Scope>,
    /// What makes no sense where the help was asked for.
    hidden: Vec<Action>,
    pub(super) scroll: prose::Scrolled,
}

impl State {
    pub(super) fn new(scopes: Vec<Scope>, hidden: Vec<Action>) -> Self {
        Self { scopes, hidden, scroll: prose::Scrolled::default() }
    }
}

pub(super) fn draw(app: &App, state: &State, screen: Rect, buf: &mut Buffer) {
    let styles = &app.theme.styles;
    let unicode = !app.theme.glyphs.is_ascii();
    let words = app.model.overview.settings.deployment.words();
    let mut bindings = app.keymap.live(&state.scopes);
    bindings.retain(|binding| !state.hidden.contains(&binding.action));
    let keys = |chords: &[crate::tui::keys::Chord]| {
        chords.iter().map(|chord| chord.label(unicode)).collect::<Vec<_>>().join(" ")
    };
    let column = bindings.iter().map(|binding| width(&keys(&binding.chords))).max().unwrap_or(0);
    let mut lines = Vec::new();
    let mut scope = None;
    for binding in &bindings {
        if scope != Some(binding.scope) {
            if scope.is_some() {
                lines.push(Line::default());
            }
            scope = Some(binding.scope);
            lines.push(Line::styled(place(words, binding.scope), styles.heading));
        }
        lines.push(Line::from(vec![
            Span::styled(pad(&keys(&binding.chords), column), styles.key),
            Span::raw("  "),
            Span::raw(binding.action.help_in(words)),
        ]));
    }
    prose::draw(app, "Help", &lines, Some(&state.scroll), screen, buf);
}

/// Where the keys hold.
fn place(words: &Words, scope: Scope) -> String {
    match scope {
        Scope::IntegrationPacks => format!("On {}", words.packs),
        _ => capital(&scope.to_string()),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
