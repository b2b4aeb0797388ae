//! The footer, made from live bindings.

use std::borrow::Cow;

use super::{Action, Chord, Keymap, Scope, keymap::Binding};
use crate::{domain::Words, tui::widget::Hint};

/// Whether an action can be carried out now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// It can.
    Available,
    /// It exists here but can't be carried out now, for this reason: shown dim.
    Unavailable(Cow<'static, str>),
    /// It makes no sense here: not shown.
    Hidden,
}

/// The hints for these scopes (innermost first), each bound action once, in the order of its scope.
///
/// `called` says what an action is called in front, where that is not what it is called elsewhere.
///
/// Neighbours of one label share a hint: `←→ older/newer`. Help and quit stand at the right.
pub fn hints(
    keymap: &Keymap,
    words: &Words,
    scopes: &[Scope],
    unicode: bool,
    can: impl Fn(Action) -> Availability,
    called: impl Fn(Action) -> Option<Cow<'static, str>>,
) -> Vec<Hint> {
    let label = |binding: &Binding| called(binding.action).unwrap_or_else(|| binding.action.label_in(words).into());
    let mut groups: Vec<(Binding, bool, Vec<Chord>)> = Vec::new();
    let mut seen = Vec::new();
    for binding in keymap.live(scopes).into_iter().filter(|binding| binding.footer_rank > 0) {
        let available = match can(binding.action) {
            Availability::Available => true,
            Availability::Unavailable(_) => false,
            Availability::Hidden => continue,
        };
        if seen.contains(&binding.action) {
            continue;
        }
        seen.push(binding.action);
        let chord = binding.chords[0];
        match groups.last_mut().filter(|(last, ..)| label(last) == label(&binding)) {
            Some((_, any, chords)) => {
                *any |= available;
                chords.push(chord);
            }
            None => groups.push((binding, available, vec![chord])),
        }
    }
    let right = [Action::Help, Action::Quit];
    let place = |action: Action| right.iter().position(|last| *last == action).map_or(0, |at| at + 1);
    groups.sort_by_key(|(binding, ..)| place(binding.action));
    let hint = |(binding, available, chords): (Binding, bool, Vec<Chord>)| Hint {
        keys: join(&chords, unicode),
        label: label(&binding),
        rank: binding.footer_rank,
        right: place(binding.action) > 0,
        available,
    };
    groups.into_iter().map(hint).collect()
}

/// Keys side by side: arrows touch, single characters stand apart, names are divided by a stroke.
fn join(chords: &[Chord], unicode: bool) -> String {
    let labels: Vec<String> = chords.iter().map(|chord| chord.label(unicode)).collect();
    let single = labels.iter().all(|label| label.chars().count() == 1);
    let arrows = single && chords.iter().all(|chord| chord.printable().is_none());
    labels.join(if arrows {
        ""
    } else if single {
        " "
    } else {
        "/"
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::Deployment,
        tui::{
            theme::Theme,
            widget::{HintBar, testing::drawn},
        },
    };

    fn footer(scopes: &[Scope], width: u16, can: impl Fn(Action) -> Availability) -> String {
        let theme = Theme::default();
        let hints = hints(&Keymap::default(), Deployment::Standard.words(), scopes, true, can, |_| None);
        drawn(&HintBar::new(&theme, &hints), width, 1).join("")
    }

    #[test]
    fn the_footers_of_the_screens() {
        let all = |_| Availability::Available;
        let page = [Scope::IntegrationPacks, Scope::Page];
        let nothing_asked = |action| match action {
            Action::SettleRequest => Availability::Hidden,
            _ => Availability::Available,
        };
        insta::assert_snapshot!(footer(&page, 78, nothing_asked), @r"
        r Release  b Roll Back  h History  m Move  / Filter             ? Help  q Quit
        ");
        let nothing_deleted = |action| match action {
            Action::RestoreVersion => Availability::Hidden,
            _ => Availability::Available,
        };
        insta::assert_snapshot!(footer(&[Scope::SelectVersions], 78, nothing_deleted), @r"
        ⏎ Select another version  ←→ older/newer  v Details  = keep  n Next     ? Help
        ");
        insta::assert_snapshot!(footer(&[Scope::Calendar], 78, all), @r"
        ←↑↓→ day  PgUp/PgDn month  { } year  ⏎ choose  Esc close                ? Help
        ");
        insta::assert_snapshot!(footer(&[Scope::Filter, Scope::IntegrationPacks, Scope::Page], 78, all), @r"
        ⏎ Keep  Esc Clear                                                      F1 Help
        ");
        insta::assert_snapshot!(footer(&[Scope::SelectVersionDialog], 60, all), @r"
        ⏎ Select Version  v Details  / Filter  Esc Cancel     ? Help
        ");
    }

    #[test]
    fn what_makes_no_sense_is_not_shown_and_what_is_off_is_dim() {
        let can = |action| match action {
            Action::Release => Availability::Unavailable("nothing to release".into()),
            Action::UndeleteComponent => Availability::Hidden,
            _ => Availability::Available,
        };
        let hints = hints(
            &Keymap::default(),
            Deployment::Standard.words(),
            &[Scope::IntegrationPacks, Scope::Page],
            true,
            can,
            |_| None,
        );
        assert!(hints.iter().any(|hint| hint.label == "Release" && !hint.available));
        assert!(hints.iter().all(|hint| hint.label != "Undelete"));
    }
}
