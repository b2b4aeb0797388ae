//! Chords to actions, per scope.

use std::fmt;

use super::{Action, Chord, Scope, defaults::DEFAULTS, edit::edit};

/// An action with its chords in one scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    pub scope: Scope,
    pub action: Action,
    /// The chords, the one to show first; empty where all of them gave way to what the config binds.
    pub chords: Vec<Chord>,
    /// How long the footer keeps it; 0 = never shown.
    pub footer_rank: u8,
}

/// A default that a binding of the config took the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GaveWay {
    pub chord: Chord,
    pub action: Action,
    /// The action that the config binds it to.
    pub to: Action,
    /// Where both would have heard it.
    pub scope: Scope,
}

impl fmt::Display for GaveWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { chord, action, to, scope } = self;
        write!(f, "`{chord}` is `{}` {scope}, as this config binds it; `{}` gives way", to.name(), action.name())
    }
}

/// All bindings, without conflicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    pub(super) bindings: Vec<Binding>,
    pub(super) gave_way: Vec<GaveWay>,
}

impl Default for Keymap {
    fn default() -> Self {
        let bindings = DEFAULTS.iter().flat_map(|(scope, defaults)| {
            defaults.iter().map(|(action, chords, rank)| Binding {
                scope: *scope,
                action: *action,
                chords: chords.split(' ').filter_map(|chord| chord.parse().ok()).collect(),
                footer_rank: *rank,
            })
        });
        Self { bindings: bindings.collect(), gave_way: vec![] }
    }
}

impl Keymap {
    /// Every binding, scope by scope.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// What a chord asks for in these scopes, the innermost first; [`Scope::Global`] is asked last, unnamed.
    ///
    /// `None` for a chord that edits text where the innermost scope takes text and does not bind it itself.
    pub fn lookup(&self, scopes: &[Scope], chord: Chord) -> Option<Action> {
        let typing = scopes.first().is_some_and(|scope| scope.takes_text()) && edit(chord).is_some();
        let reach = if typing { &scopes[..1] } else { scopes };
        let last = if typing { None } else { Some(Scope::Global) };
        reach.iter().copied().chain(last).find_map(|scope| {
            let mut bindings = self.bindings.iter().filter(|binding| binding.scope == scope);
            bindings.find(|binding| binding.chords.contains(&chord)).map(|binding| binding.action)
        })
    }

    /// The first key of an action where these scopes have the focus, as it is shown; empty where none is bound.
    pub fn key_of(&self, scopes: &[Scope], action: Action, unicode: bool) -> String {
        let live = self.live(scopes);
        let bound = live.iter().find(|binding| binding.action == action);
        bound.and_then(|binding| binding.chords.first()).map(|chord| chord.label(unicode)).unwrap_or_default()
    }

    /// What can be asked for in these scopes: what is [`Keymap::live`], and what is so by default and gave way.
    pub fn offered(&self, scopes: &[Scope]) -> Vec<Binding> {
        let mut offered = self.live(scopes);
        if !self.gave_way.is_empty() {
            let by_default = Self::default().live(scopes);
            let lost = by_default.into_iter().filter(|one| offered.iter().all(|live| live.action != one.action));
            let lost: Vec<Binding> = lost.map(|one| Binding { chords: vec![], ..one }).collect();
            offered.extend(lost);
            let place = |scope| scopes.iter().position(|one| *one == scope).unwrap_or(scopes.len());
            offered.sort_by_key(|binding| place(binding.scope));
        }
        offered
    }

    /// How a sentence says the key of an action: where none is bound, the palette's with what to look for there.
    pub fn told(&self, scopes: &[Scope], action: Action, unicode: bool) -> String {
        let key = self.key_of(scopes, action, unicode);
        if !key.is_empty() {
            return key;
        }
        let palette = Some(self.key_of(scopes, Action::Palette, unicode)).filter(|_| action.is_command());
        [palette.unwrap_or_default().as_str(), action.label()].join(" ").trim_start().to_owned()
    }

    /// The bindings that hold in these scopes, innermost first, each with the chords that no inner scope takes.
    pub fn live(&self, scopes: &[Scope]) -> Vec<Binding> {
        let mut live: Vec<Binding> = Vec::new();
        for scope in scopes.iter().copied().chain([Scope::Global]) {
            for binding in self.bindings.iter().filter(|binding| binding.scope == scope) {
                let mut binding = binding.clone();
                binding.chords.retain(|chord| self.lookup(scopes, *chord) == Some(binding.action));
                if !binding.chords.is_empty() {
                    live.push(binding);
                }
            }
        }
        live
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chord(text: &str) -> Chord {
        text.parse().unwrap()
    }

    #[test]
    fn the_defaults_have_no_conflict_and_miss_no_action() {
        let keymap = Keymap::default();
        for (at, binding) in keymap.bindings.iter().enumerate() {
            let others = keymap.bindings[..at].iter().filter(|other| other.scope == binding.scope);
            let taken = others.flat_map(|other| &other.chords).find(|chord| binding.chords.contains(chord));
            assert_eq!(taken, None, "{binding:?}");
        }
        for action in Action::ALL {
            assert!(keymap.bindings.iter().any(|binding| binding.action == *action), "{action:?} has no key");
        }
        for (_, defaults) in DEFAULTS {
            for (action, chords, _) in *defaults {
                assert!(chords.split(' ').all(|chord| chord.parse::<Chord>().is_ok()), "{action:?}: {chords}");
            }
        }
    }

    #[test]
    fn inner_scopes_come_first_and_global_last() {
        let keymap = Keymap::default();
        let look = |scopes: &[Scope], text| keymap.lookup(scopes, chord(text));
        let step = [Scope::SelectVersions];
        assert_eq!(look(&step, "enter"), Some(Action::SelectAnotherVersion));
        assert_eq!(look(&[Scope::Buttons, Scope::SelectVersions], "enter"), Some(Action::Activate));
        assert_eq!(look(&[Scope::Buttons, Scope::SelectVersions], "n"), Some(Action::NextStep));
        assert_eq!(look(&step, "j"), Some(Action::MoveDown));
        assert_eq!(look(&step, "q"), None, "quits from a page only");
        assert_eq!(look(&[Scope::IntegrationPacks, Scope::Page], "q"), Some(Action::Quit));
        assert_eq!(look(&[Scope::Calendar], "h"), Some(Action::PreviousDay));
        assert_eq!(look(&[], "ctrl-c"), Some(Action::QuitNow));
    }

    #[test]
    fn what_edits_a_text_is_for_the_text() {
        let keymap = Keymap::default();
        for text in ["home", "end", "ctrl-u", "g", ":"] {
            assert_eq!(keymap.lookup(&[Scope::TextField, Scope::Confirm], chord(text)), None, "{text}");
        }
        assert_eq!(keymap.lookup(&[Scope::TextField], chord("ctrl-p")), Some(Action::Palette));
        assert_eq!(keymap.lookup(&[Scope::History], chord("ctrl-u")), Some(Action::PageUp));
        assert_eq!(keymap.lookup(&[Scope::History], chord("G")), Some(Action::Last));
    }

    #[test]
    fn text_is_text() {
        let keymap = Keymap::default();
        for scope in [Scope::Filter, Scope::DateField, Scope::TextField] {
            for text in ["q", "?", ":", "j", "space", "/", "D", "1"] {
                assert_eq!(keymap.lookup(&[scope, Scope::IntegrationPacks, Scope::Page], chord(text)), None);
            }
            assert_eq!(keymap.lookup(&[scope], chord("ctrl-c")), Some(Action::QuitNow));
            assert_eq!(keymap.lookup(&[scope], chord("tab")), Some(Action::NextControl));
        }
        assert_eq!(keymap.lookup(&[Scope::Filter], chord("esc")), Some(Action::ClearFilter));
    }

    #[test]
    fn live_bindings_hide_what_is_shadowed() {
        let live = Keymap::default().live(&[Scope::Calendar, Scope::SelectReleaseSchedule]);
        assert!(live.iter().all(|binding| binding.action != Action::MoveUp));
        assert!(live.iter().any(|binding| binding.action == Action::PreviousStep));
        let enter: Vec<Action> =
            live.iter().filter(|binding| binding.chords.contains(&chord("enter"))).map(|b| b.action).collect();
        assert_eq!(enter, [Action::ChooseDay]);
        let typing = Keymap::default().live(&[Scope::Filter, Scope::IntegrationPacks, Scope::Page]);
        assert!(typing.iter().all(|binding| binding.action != Action::Release));
        let help = typing.iter().find(|binding| binding.action == Action::Help);
        assert_eq!(help.map(|binding| binding.chords.clone()), Some(vec![chord("f1")]), "`?` is text there");
    }
}
