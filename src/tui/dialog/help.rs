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
        keys::{Action, Scope},
        look::Look,
        widget::Scrolled,
    },
};

/// The help.
#[derive(Debug)]
pub struct State {
    scopes: Vec<Scope>,
    /// What makes no sense where the help was asked for.
    hidden: Vec<Action>,
    pub(super) scroll: Scrolled,
}

impl State {
    pub(super) fn new(scopes: Vec<Scope>, hidden: Vec<Action>) -> Self {
        Self { scopes, hidden, scroll: Scrolled::default() }
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) {
    let styles = &look.theme.styles;
    let unicode = !look.theme.glyphs.is_ascii();
    let words = look.words();
    let mut bindings = look.keymap.live(&state.scopes);
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
    prose::draw(look, "Help", &lines, Some(&state.scroll), screen, buf);
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
