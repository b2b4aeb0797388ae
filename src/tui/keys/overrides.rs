//! The keys of the config in the place of the defaults.
//!
//! What a config binds goes before every default, so that a config that was right once stays right when the program
//! learns more: a default gives way wherever both would be heard. Only two bindings of the config's own contradict each
//! other.

use super::{
    Action, Chord, Keymap, Scope,
    chord::NotAChord,
    edit::edit,
    keymap::{Binding, GaveWay},
};
use crate::domain::nearest;

/// Why a set of bindings is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// Two actions on one chord.
    #[error("`{chord}` is bound to both `{}` and `{}` {scope}", first.name(), second.name())]
    Conflict {
        chord: Chord,
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
    Text { chord: Chord, action: Action, scope: Scope },
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

impl Keymap {
    /// The defaults with the chords of some actions replaced, in every scope that binds them.
    ///
    /// Takes pairs of an action's name and its chords, as the config has them.
    ///
    /// # Errors
    /// An unknown name, a text that is no key, no key at all, a key that is never heard, or one that two of the given
    /// actions would share.
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
        let mut own: Vec<bool> = keymap.bindings.iter().map(|binding| binding.action == Action::QuitNow).collect();
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
            keymap.bind(action, &chords, &mut own)?;
        }
        keymap.put_first(&own)?;
        Ok(keymap)
    }

    /// Gives an action other chords wherever it is bound, and notes where. In a text, printable ones stay text.
    fn bind(&mut self, action: Action, chords: &[Chord], own: &mut [bool]) -> Result<(), KeymapError> {
        if let Some((chord, sent_as)) = chords.iter().find_map(|chord| Some((*chord, chord.sent_as()?))) {
            return Err(KeymapError::NeverSent { chord, action, sent_as });
        }
        let texts = |binding: &&Binding| binding.action == action && !binding.scope.takes_text();
        let only_in_texts = self.bindings.iter().find(texts).is_none();
        for (binding, own) in self.bindings.iter_mut().zip(own).filter(|(binding, _)| binding.action == action) {
            let heard = |chord: &&Chord| !binding.scope.takes_text() || chord.printable().is_none();
            let here: Vec<Chord> = chords.iter().filter(heard).copied().collect();
            match chords.first() {
                Some(chord) if here.is_empty() && only_in_texts => {
                    return Err(KeymapError::Text { chord: *chord, action, scope: binding.scope });
                }
                _ if here.is_empty() => {}
                _ => (binding.chords, *own) = (here, true),
            }
        }
        Ok(())
    }

    /// Takes from the defaults what the config's own bindings want, where both would hear it; refuses what two of the
    /// latter want.
    fn put_first(&mut self, own: &[bool]) -> Result<(), KeymapError> {
        let given_up = self.shared(own)?;
        for (index, gave_way) in given_up {
            let binding = &mut self.bindings[index];
            // Of a default further out nothing is taken: it is heard where the other is not.
            if binding.scope == gave_way.scope {
                binding.chords.retain(|chord| *chord != gave_way.chord);
            }
            if !self.gave_way.contains(&gave_way) {
                self.gave_way.push(gave_way);
            }
        }
        Ok(())
    }

    /// What the config's own bindings share with defaults, each with the place of the default among the bindings.
    fn shared(&self, own: &[bool]) -> Result<Vec<(usize, GaveWay)>, KeymapError> {
        let defaults = Self::default();
        let mut given_up = Vec::new();
        for (at, mine) in self.bindings.iter().enumerate().filter(|(at, _)| own[*at]) {
            for (other_at, other) in self.bindings.iter().enumerate().filter(|(_, one)| one.action != mine.action) {
                // That an inner scope takes a key from an outer one is meant where it does so by default.
                let is_meant =
                    |chord: &Chord| [at, other_at].iter().all(|at| defaults.bindings[*at].chords.contains(chord));
                let shared = mine.chords.iter().filter(|chord| other.chords.contains(chord) && !is_meant(chord));
                for (chord, scope) in shared.filter_map(|chord| Some((*chord, meet(mine.scope, other.scope, *chord)?)))
                {
                    if own[other_at] {
                        return Err(contradiction(chord, mine, other));
                    }
                    given_up.push((other_at, GaveWay { chord, action: other.action, to: mine.action, scope }));
                }
            }
        }
        Ok(given_up)
    }

    /// Which defaults the config's bindings took the place of.
    #[must_use]
    pub fn gave_way(&self) -> &[GaveWay] {
        &self.gave_way
    }
}

/// The scope in which a chord that is bound in both would be heard by either: the inner one.
fn meet(one: Scope, other: Scope, chord: Chord) -> Option<Scope> {
    let inner = if one == other || one.stands_before(other) {
        one
    } else if other.stands_before(one) {
        other
    } else {
        return None;
    };
    // What edits a text goes no further than to it.
    let is_edit = one != other && inner.takes_text() && edit(chord).is_some();
    (!is_edit).then_some(inner)
}

/// Two bindings of a config's own on one chord, the second one of the same scope or further in or out.
fn contradiction(chord: Chord, one: &Binding, other: &Binding) -> KeymapError {
    if one.scope == other.scope {
        return KeymapError::Conflict { chord, scope: one.scope, first: one.action, second: other.action };
    }
    let (inner, outer) = if one.scope.stands_before(other.scope) { (one, other) } else { (other, one) };
    KeymapError::Hidden { chord, hidden: outer.action, outer: outer.scope, by: inner.action, inner: inner.scope }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn chord(text: &str) -> Chord {
        text.parse().unwrap()
    }

    #[test]
    fn overrides_replace_and_conflicts_name_both() {
        let keymap = Keymap::with([("release", ["ctrl-r", "T"])]).unwrap();
        let page = [Scope::IntegrationPacks, Scope::Page];
        assert_eq!(keymap.lookup(&page, chord("T")), Some(Action::Release));
        assert_eq!(keymap.lookup(&page, chord("r")), None);
        let says = |overrides: (&'static str, Vec<&'static str>)| Keymap::with([overrides]).unwrap_err().to_string();
        let both = Keymap::with([("release", ["b"]), ("roll-back", ["b"])]).unwrap_err().to_string();
        assert_eq!(both, "`b` is bound to both `release` and `roll-back` on Integration Packs");
        assert_eq!(says(("relase", vec!["b"])), "there is no action `relase`; did you mean `release`?");
        assert_eq!(says(("fly", vec!["b"])), "there is no action `fly`");
        assert_eq!(says(("release", vec![])), "`release` needs at least one key");
        assert_eq!(says(("quit-now", vec!["x"])), "`quit-now` can't be changed");
        assert!(says(("release", vec!["hyper-r"])).starts_with("`hyper-r` is not a key"));
        assert!(Keymap::with([("help", ["ctrl-c"])]).is_err());
    }

    #[test]
    fn what_could_never_fire_is_refused_and_names_what_is_in_its_way() {
        let both = |one: (&'static str, &'static str), other: (&'static str, &'static str)| {
            Keymap::with([(one.0, [one.1]), (other.0, [other.1])]).unwrap_err().to_string()
        };
        assert_eq!(
            both(("help", "r"), ("release", "r")),
            "`r` is bound to `help` everywhere, but `release` takes it on Integration Packs"
        );
        assert_eq!(
            both(("release", "q"), ("quit", "q")),
            "`q` is bound to `quit` on every page, but `release` takes it on Integration Packs"
        );
        let says = |action: &'static str, chord| Keymap::with([(action, [chord])]).unwrap_err().to_string();
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
    fn any_default_gives_way_to_what_the_config_binds() {
        let default = Keymap::default();
        let bound = default.bindings.iter().filter(|binding| binding.action != Action::QuitNow);
        let chords: HashSet<Chord> = bound.flat_map(|binding| binding.chords.clone()).collect();
        for chord in &chords {
            for action in Action::ALL.iter().filter(|action| **action != Action::QuitNow) {
                let keymap = Keymap::with([(action.name(), [chord.to_string().as_str()])]);
                let is_text = matches!(keymap, Err(KeymapError::Text { .. }));
                assert!(keymap.is_ok() || is_text, "{action:?} on {chord}: {keymap:?}");
                // What the config binds is heard wherever it is bound, whatever stands in front by default.
                let Ok(keymap) = keymap else { continue };
                let bound = keymap.bindings.iter().zip(&default.bindings).filter(|(one, _)| one.action == *action);
                for (here, _) in bound.filter(|(one, was)| one.chords != was.chords && one.chords.contains(chord)) {
                    let inner = keymap
                        .bindings
                        .iter()
                        .filter(|one| one.action != *action && meet(one.scope, here.scope, *chord) == Some(one.scope));
                    let hides = inner.clone().find(|one| one.chords.contains(chord));
                    let is_meant =
                        default.bindings.iter().any(|one| one.action == *action && one.chords.contains(chord));
                    assert!(hides.is_none() || is_meant, "{action:?} on {chord} is hidden by {hides:?}");
                }
            }
        }
    }

    #[test]
    fn what_gave_way_is_told_and_stays_where_nothing_wants_it() {
        let told = |overrides: &[(&'static str, &'static str)]| {
            let keymap = Keymap::with(overrides.iter().map(|(action, chord)| (*action, [*chord]))).unwrap();
            let lines: Vec<String> = keymap.gave_way().iter().map(ToString::to_string).collect();
            (keymap, lines)
        };
        // A config from before packs could be marked.
        let (keymap, lines) = told(&[("redraw", "*")]);
        assert_eq!(
            lines,
            [
                "`*` is `redraw` on Integration Packs, as this config binds it; `mark-all` gives way",
                "`*` is `redraw` on Schedule, as this config binds it; `mark-all` gives way",
            ]
        );
        let page = [Scope::Schedule, Scope::Page];
        assert_eq!(keymap.lookup(&page, chord("*")), Some(Action::Redraw));
        assert!(keymap.live(&page).iter().all(|binding| binding.action != Action::MarkAll));
        let offered = keymap.offered(&page);
        let lost = offered.iter().find(|binding| binding.action == Action::MarkAll);
        assert_eq!(lost.map(|binding| binding.chords.clone()), Some(vec![]), "it can be run, but has no key");
        assert_eq!(keymap.told(&page, Action::MarkAll, true), ": Mark All");
        assert_eq!(keymap.told(&page, Action::MoveScheduled, true), "m");
        // A key of every page that one page takes stays on the others.
        let (keymap, lines) = told(&[("create-account", "q")]);
        assert_eq!(lines, ["`q` is `create-account` on Accounts, as this config binds it; `quit` gives way"]);
        let on = |page: Scope| keymap.lookup(&[page, Scope::Page], chord("q"));
        assert_eq!((on(Scope::Accounts), on(Scope::Schedule)), (Some(Action::CreateAccount), Some(Action::Quit)));
        // What is so by default is no news, and what edits a text stays with the text.
        assert_eq!(told(&[("activate", "enter")]).1, Vec::<String>::new());
        let (keymap, _) = told(&[("redraw", "home")]);
        assert_eq!(keymap.lookup(&[Scope::Help], chord("home")), Some(Action::First));
    }
}
