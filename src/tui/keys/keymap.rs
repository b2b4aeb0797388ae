//! Chords to actions, per scope.

use super::{Action, Chord, Scope, chord::NotAChord, defaults::DEFAULTS, edit::edit};
use crate::domain::nearest;

/// An action with its chords in one scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds.
    pub scope: Scope,
    /// What it does.
    pub action: Action,
    /// The chords, the one to show first; never empty.
    pub chords: Vec<Chord>,
    /// How long the footer keeps it; 0 = never shown.
    pub rank: u8,
}

/// Why a set of bindings is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// Two actions on one chord.
    #[error("`{chord}` is bound to both `{}` and `{}` {scope}", first.name(), second.name())]
    Conflict {
        chord: Chord,
        /// Where.
        scope: Scope,
        /// The action that had it.
        first: Action,
        /// The action that wants it.
        second: Action,
    },
    /// A chord of one action that another one takes first.
    #[error("`{chord}` is bound to `{}` {outer}, but `{}` takes it {inner}", hidden.name(), by.name())]
    Hidden {
        chord: Chord,
        /// The action that would not hear it.
        hidden: Action,
        /// Where it is bound.
        outer: Scope,
        /// The action that hears it instead.
        by: Action,
        /// Where it does.
        inner: Scope,
    },
    /// A chord that is text wherever the action is.
    #[error("`{}` can't be bound to `{chord}`, which is text {scope}", action.name())]
    Text {
        chord: Chord,
        action: Action,
        /// Where.
        scope: Scope,
    },
    /// A chord that most terminals can't send.
    #[error("`{}` can't be bound to `{chord}`, which most terminals send as {sent_as}", action.name())]
    NeverSent {
        chord: Chord,
        action: Action,
        /// What they send.
        sent_as: &'static str,
    },
    /// A name that no action has.
    #[error("there is no action `{name}`{}", like.map_or_else(String::new, |like| format!("; did you mean `{like}`?")))]
    UnknownAction { name: String, like: Option<&'static str> },
    /// An action without a key.
    #[error("`{}` needs at least one key", .0.name())]
    NoChord(Action),
    /// The way out of the program, which is always `ctrl-c`.
    #[error("`{}` can't be changed", .0.name())]
    Fixed(Action),
    /// A text that names no key.
    #[error(transparent)]
    NotAChord(#[from] NotAChord),
}

impl KeymapError {
    /// What to look for in a config to find the place: names of actions, or a text that is none.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Conflict { first, second, .. } => vec![second.name(), first.name()],
            Self::Hidden { hidden, by, .. } => vec![hidden.name(), by.name()],
            Self::Text { action, .. }
            | Self::NeverSent { action, .. }
            | Self::NoChord(action)
            | Self::Fixed(action) => vec![action.name()],
            Self::UnknownAction { name, .. } => vec![name],
            Self::NotAChord(NotAChord(text)) => vec![text],
        }
    }
}

/// All bindings, without conflicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    fn default() -> Self {
        let bindings = DEFAULTS.iter().flat_map(|(scope, defaults)| {
            defaults.iter().map(|(action, chords, rank)| Binding {
                scope: *scope,
                action: *action,
                chords: chords.split(' ').filter_map(|chord| chord.parse().ok()).collect(),
                rank: *rank,
            })
        });
        Self { bindings: bindings.collect() }
    }
}

impl Keymap {
    /// The defaults with the chords of some actions replaced, in every scope that binds them.
    ///
    /// Takes pairs of an action's name and its chords, as the config has them.
    ///
    /// # Errors
    /// An unknown name, a text that is no key, no key at all, or a chord that two actions of one scope would share.
    pub fn with<'a, C>(overrides: impl IntoIterator<Item = (&'a str, C)>) -> Result<Self, KeymapError>
    where
        C: IntoIterator<Item = &'a str>,
    {
        let mut keymap = Self::default();
        let mut overrides = overrides.into_iter().peekable();
        // That the defaults have no conflict is a matter for the tests.
        if overrides.peek().is_none() {
            return Ok(keymap);
        }
        for (name, chords) in overrides {
            let like = || nearest(name, Action::ALL.iter().map(|action| action.name()));
            let unknown = || KeymapError::UnknownAction { name: name.into(), like: like() };
            let action = Action::named(name).ok_or_else(unknown)?;
            let chords: Vec<Chord> = chords.into_iter().map(str::parse).collect::<Result<_, _>>()?;
            match (action, chords.is_empty()) {
                (Action::QuitNow, _) => return Err(KeymapError::Fixed(action)),
                (_, true) => return Err(KeymapError::NoChord(action)),
                _ => {}
            }
            keymap.bind(action, &chords)?;
        }
        keymap.check()?;
        Ok(keymap)
    }

    /// Gives an action other chords wherever it is bound. In a text, printable ones stay text.
    fn bind(&mut self, action: Action, chords: &[Chord]) -> Result<(), KeymapError> {
        if let Some((chord, sent_as)) = chords.iter().find_map(|chord| Some((*chord, chord.sent_as()?))) {
            return Err(KeymapError::NeverSent { chord, action, sent_as });
        }
        let texts = |binding: &&Binding| binding.action == action && !binding.scope.takes_text();
        let only_in_texts = self.bindings.iter().find(texts).is_none();
        for binding in self.bindings.iter_mut().filter(|binding| binding.action == action) {
            let heard = |chord: &&Chord| !binding.scope.takes_text() || chord.printable().is_none();
            let here: Vec<Chord> = chords.iter().filter(heard).copied().collect();
            match chords.first() {
                Some(chord) if here.is_empty() && only_in_texts => {
                    return Err(KeymapError::Text { chord: *chord, action, scope: binding.scope });
                }
                _ if here.is_empty() => {}
                _ => binding.chords = here,
            }
        }
        Ok(())
    }

    /// Refuses chords that another action of the scope, or of one in front of it, takes: but for the defaults, which
    /// mean it.
    fn check(&self) -> Result<(), KeymapError> {
        for (index, binding) in self.bindings.iter().enumerate() {
            for earlier in self.bindings[..index].iter().filter(|earlier| earlier.scope == binding.scope) {
                if let Some(chord) = binding.chords.iter().find(|chord| earlier.chords.contains(chord)) {
                    let (first, second) = (earlier.action, binding.action);
                    return Err(KeymapError::Conflict { chord: *chord, scope: binding.scope, first, second });
                }
            }
        }
        let hidden: Vec<KeymapError> = Self::default().hidden().collect();
        self.hidden().find(|error| !hidden.contains(error)).map_or(Ok(()), Err)
    }

    /// Every chord that is bound in one scope and taken by another action in a scope before it.
    fn hidden(&self) -> impl Iterator<Item = KeymapError> + '_ {
        let pairs = self.bindings.iter().flat_map(|outer| {
            let before = self.bindings.iter().filter(|inner| inner.scope.stands_before(outer.scope));
            before.filter(|inner| inner.action != outer.action).map(move |inner| (outer, inner))
        });
        pairs.flat_map(|(outer, inner)| {
            let shared = outer.chords.iter().filter(|chord| inner.chords.contains(chord));
            shared.map(|chord| KeymapError::Hidden {
                chord: *chord,
                hidden: outer.action,
                outer: outer.scope,
                by: inner.action,
                inner: inner.scope,
            })
        })
    }

    /// Every binding, scope by scope.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// What a chord asks for in these scopes, the innermost first; [`Scope::Global`] is asked last, unnamed.
    ///
    /// `None` for a chord that edits text where the innermost scope takes text and does not bind it itself.
    #[must_use]
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
    #[must_use]
    pub fn key_of(&self, scopes: &[Scope], action: Action, unicode: bool) -> String {
        let live = self.live(scopes);
        let bound = live.iter().find(|binding| binding.action == action);
        bound.and_then(|binding| binding.chords.first()).map(|chord| chord.label(unicode)).unwrap_or_default()
    }

    /// The bindings that hold in these scopes, innermost first, each with the chords that no inner scope takes.
    #[must_use]
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
        assert_eq!(keymap.check(), Ok(()));
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
    fn overrides_replace_and_conflicts_name_both() {
        let keymap = Keymap::with([("release", ["ctrl-r", "T"])]).unwrap();
        let page = [Scope::IntegrationPacks, Scope::Page];
        assert_eq!(keymap.lookup(&page, chord("T")), Some(Action::Release));
        assert_eq!(keymap.lookup(&page, chord("r")), None);
        let says = |overrides: (&'static str, Vec<&'static str>)| Keymap::with([overrides]).unwrap_err().to_string();
        assert_eq!(says(("release", vec!["b"])), "`b` is bound to both `release` and `roll-back` on Integration Packs");
        assert_eq!(says(("relase", vec!["b"])), "there is no action `relase`; did you mean `release`?");
        assert_eq!(says(("fly", vec!["b"])), "there is no action `fly`");
        assert_eq!(says(("release", vec![])), "`release` needs at least one key");
        assert_eq!(says(("quit-now", vec!["x"])), "`quit-now` can't be changed");
        assert!(says(("release", vec!["hyper-r"])).starts_with("`hyper-r` is not a key"));
        assert!(Keymap::with([("help", ["ctrl-c"])]).is_err());
    }

    #[test]
    fn what_could_never_fire_is_refused_and_names_what_is_in_its_way() {
        let says = |action: &'static str, chord| Keymap::with([(action, [chord])]).unwrap_err().to_string();
        assert_eq!(says("help", "r"), "`r` is bound to `help` everywhere, but `release` takes it on Integration Packs");
        assert_eq!(
            says("release", "q"),
            "`q` is bound to `quit` on every page, but `release` takes it on Integration Packs"
        );
        assert_eq!(
            says("release", "ctrl-c"),
            "`ctrl-c` is bound to `quit-now` everywhere, but `release` takes it on Integration Packs"
        );
        assert_eq!(
            says("open-calendar", "x"),
            "`open-calendar` can't be bound to `x`, which is text in the release date"
        );
        assert_eq!(
            says("release", "ctrl-m"),
            "`release` can't be bound to `ctrl-m`, which most terminals send as enter"
        );
        assert!(says("release", "alt-[").ends_with("which most terminals send as the beginning of a sequence"));
        // What also holds in a text keeps its keys there.
        let keymap = Keymap::with([("move-up", ["Z"])]).unwrap();
        assert_eq!(keymap.lookup(&[Scope::Filter], chord("Z")), None);
        assert_eq!(keymap.lookup(&[Scope::Filter], chord("up")), Some(Action::MoveUp));
        assert_eq!(keymap.lookup(&[Scope::History], chord("Z")), Some(Action::MoveUp));
    }

    #[test]
    fn every_action_takes_another_key_but_the_way_out() {
        for action in Action::ALL {
            let keymap = Keymap::with([(action.name(), ["f12"])]);
            assert_eq!(keymap.is_ok(), *action != Action::QuitNow, "{action:?}: {keymap:?}");
        }
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
