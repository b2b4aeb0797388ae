//! What all screens draw and decide with.

use std::sync::Arc;

use chrono::{DateTime, Utc, Weekday};

use super::{
    clipboard::Clipboard,
    keys::{Action, Keymap, Scope},
    mirror::Mirror,
    theme::Theme,
};
use crate::{
    domain::{ComponentType, Words},
    engine::{Away, Overview, WatchTrouble},
};

/// What pages, the wizard and dialogs decide with, besides their own state.
#[derive(Debug)]
pub struct Context {
    /// The workspace, as it was last read.
    pub overview: Overview,
    /// How fresh it is, where it mirrors the platform.
    pub mirror: Mirror,
    /// What keys mean.
    pub keymap: Arc<Keymap>,
    /// Why it can't be read or changed, as long as that is so.
    pub trouble: Option<WatchTrouble>,
    /// The day that weeks begin with in calendars.
    pub week_start: Weekday,
    /// The state folder, or the address of a shared workspace, as the landing page names it.
    pub state_dir: String,
    /// Which way a text goes to the clipboard.
    pub clipboard: Clipboard,
}

/// What drawing needs besides the state that is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Colours and marks.
    pub theme: &'a Theme,
    /// What keys mean.
    pub keymap: &'a Keymap,
    /// The workspace, and what the admin likes.
    pub context: &'a Context,
    /// The workspace, as it was last read.
    pub overview: &'a Overview,
}

/// Why a scheduled release can't be cancelled in a connected workspace.
const NOT_CANCELLED: &str = "the platform's API can't cancel a scheduled release: move it, or release now";

impl Context {
    /// Whether a connected workspace never has the action. Its key says why, and the footer leaves it out.
    pub(super) fn never(&self, action: Action) -> bool {
        self.overview.settings.platform.is_some() && action.changes() && !action.is_connected()
    }

    /// Why an action is off in a connected workspace.
    pub(super) fn elsewhere(&self, action: Action) -> Option<String> {
        let refused = self.overview.settings.check_own().err()?;
        if action.is_connected() {
            let is_here_alone = matches!(action, Action::WorkspaceSettings | Action::SettleRequest);
            return self.mirror.off(self.overview.local_zone, &self.keymap).filter(|_| !is_here_alone);
        }
        Some(match action {
            Action::CancelScheduled => NOT_CANCELLED.to_owned(),
            _ => refused.to_string(),
        })
    }

    /// Why nothing can be decided yet, where something that must be read before is cut off.
    pub(super) fn read_on(&self, scopes: &[Scope]) -> String {
        format!("read on to the end first: {}", self.keymap.told(scopes, Action::PageDown, false))
    }

    /// Why what changes something is off.
    pub(super) fn off(&self) -> Option<String> {
        let off = self.off_in_short()?;
        let hint = self.trouble.as_ref().and_then(|trouble| trouble.hint.as_ref());
        Some(hint.map_or_else(|| off.clone(), |hint| format!("{off}; {hint}")))
    }

    /// Why what changes something is off, without the way out.
    pub(super) fn off_in_short(&self) -> Option<String> {
        let WatchTrouble { text, .. } = self.trouble.as_ref()?;
        Some(match self.overview.sharing.as_ref().and_then(|sharing| sharing.away.as_ref()) {
            Some(away) if text.ends_with(&away.why) => {
                format!("{}: {}", self.offline(away).replacen('O', "o", 1), away.why)
            }
            _ => format!("read only: {text}"),
        })
    }

    /// Since when a shared workspace can't be reached, and how old the copy is.
    pub(super) fn offline(&self, away: &Away) -> String {
        let time = |at: DateTime<Utc>| at.with_timezone(&self.overview.local_zone).format("%H:%M").to_string();
        let as_of = away.as_of.map_or_else(String::new, |at| format!(" · as of {}", time(at)));
        format!("Offline since {}{as_of}", time(away.since))
    }
}

impl<'a> Look<'a> {
    pub(super) fn new(theme: &'a Theme, context: &'a Context) -> Self {
        Self { theme, keymap: &context.keymap, context, overview: &context.overview }
    }

    /// What the workspace's deployment calls things.
    pub(super) fn words(&self) -> &'static Words {
        self.overview.settings.deployment.words()
    }

    /// An instant's day in the admin's own zone: `14 Nov 2026`.
    pub(super) fn day(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.overview.local_zone).format("%-d %b %Y").to_string()
    }

    /// The first key of an action that holds on every page.
    pub(super) fn page_key(&self, action: Action) -> String {
        let mut bound = self.keymap.bindings().iter().filter(|binding| binding.scope == Scope::Page);
        let chord = bound.find(|binding| binding.action == action).and_then(|binding| binding.chords.first());
        chord.map(|chord| chord.label(!self.theme.glyphs.is_ascii())).unwrap_or_default()
    }

    /// How a sentence says the key of an action where these scopes have the focus.
    pub(super) fn key_of(&self, scopes: &[Scope], action: Action) -> String {
        self.keymap.told(scopes, action, !self.theme.glyphs.is_ascii())
    }
}

/// A component's type in a narrow column.
pub(super) fn type_word(component_type: ComponentType) -> &'static str {
    match component_type {
        ComponentType::Process => "Process",
        ComponentType::ApiService => "API",
    }
}
