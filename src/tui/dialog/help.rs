//! What the keys do where one is: every live binding, so that the help can't miss one.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::prose::{self, scroll_or_leave};
use crate::{
    domain::Words,
    text::{pad, width},
    tui::{
        command::{Commands, Dialog, exists},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::Scrolled,
    },
};

/// The help.
#[derive(Debug)]
pub(in crate::tui) struct HelpDialog {
    scopes: Vec<Scope>,
    /// What makes no sense where the help was asked for.
    hidden: Vec<Action>,
    scroll: Scrolled,
}

impl HelpDialog {
    pub(in crate::tui) fn new(scopes: Vec<Scope>, hidden: Vec<Action>) -> Self {
        Self { scopes, hidden, scroll: Scrolled::default() }
    }
}

impl Dialog for HelpDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Help]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        exists(action != Action::Help)
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        scroll_or_leave(action, &mut self.scroll)
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let styles = &look.theme.styles;
        let unicode = !look.theme.glyphs.is_ascii();
        let words = look.words();
        let mut bindings = look.keymap.live(&self.scopes);
        bindings.retain(|binding| !self.hidden.contains(&binding.action));
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
        prose::draw(look, "Help", &lines, Some(&self.scroll), screen, buf);
        None
    }
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
