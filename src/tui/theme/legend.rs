//! What marks and words mean: the legend of the help. `docs/concepts.md` says the same, and a test compares them.

use ratatui::style::Style;

use super::{Glyphs, Styles, Theme};

/// A mark of the screens: the mark, its style, and what it means.
type Meaning = (fn(&Glyphs) -> &'static str, fn(&Styles) -> Style, &'static str);

/// Every mark that tells of a state. What shows where one is or what is checked needs no words.
const MARKS: [Meaning; 22] = [
    (|marks| marks.releasable, |styles| styles.upgrade, "the pack has something to release"),
    (|marks| marks.marked, |styles| styles.accent, "the pack is marked, to be released with others"),
    (|marks| marks.scheduled, |styles| styles.pending, "a release is scheduled"),
    (|marks| marks.waiting, |styles| styles.pending, "a request waits for the approval of others"),
    (|marks| marks.up, |styles| styles.upgrade, "goes to a newer version"),
    (|marks| marks.down, |styles| styles.rollback, "goes to an older version"),
    (|marks| marks.added, |styles| styles.added, "is new in the next release"),
    (|marks| marks.removed, |styles| styles.removed, "is removed by the next release"),
    (|marks| marks.modified, |styles| styles.upgrade, "differs from the version before"),
    (|marks| marks.unchanged, |styles| styles.quiet, "stays as it is"),
    (|marks| marks.warning, |styles| styles.warning, "there is something to know before going on"),
    (|marks| marks.refused, |styles| styles.danger, "can't be done, or could not"),
    (|marks| marks.done, |styles| styles.success, "is done"),
    (|marks| marks.at_hand, |styles| styles.accent, "the step at hand"),
    (|marks| marks.ahead, |styles| styles.quiet, "a step still ahead"),
    (|marks| marks.chosen, |styles| styles.accent, "the date that is chosen"),
    (|marks| marks.today, |styles| styles.quiet, "today"),
    (|marks| marks.frozen, |styles| styles.quiet, "the date is frozen: nothing is released on it"),
    (|marks| marks.sorted, |styles| styles.heading, "the column that the rows are sorted by"),
    (|marks| marks.closed, |styles| styles.quiet, "holds more, and is closed"),
    (|marks| marks.drop_down, |styles| styles.quiet, "is open, or opens below"),
    (|marks| marks.none, |styles| styles.quiet, "there is none"),
];

/// The words that stand in the place of marks.
const WORDS: [(&str, &str); 7] = [
    ("held #8", "release #8 stepped back from it; it is not proposed again"),
    ("Deleted", "the component leaves the pack with the next release"),
    ("ahead", "an instance applied an update that was cancelled since"),
    ("early", "instances that applied a scheduled release before its date"),
    ("Overdue", "the hour of a scheduled release passed while nothing ran"),
    ("Blocked", "a scheduled release can't be carried out as decided"),
    ("recalled", "a cancelled release was taken back where it was applied"),
];

impl Theme {
    /// The legend: a mark or a word, its style, and what it means.
    pub fn legend(&self) -> impl Iterator<Item = (&'static str, Style, &'static str)> + '_ {
        let marks = MARKS.iter().map(|(mark, style, means)| (mark(self.glyphs), style(&self.styles), *means));
        marks.chain(WORDS.iter().map(|(word, means)| (*word, self.styles.heading, *means)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::ThemeOptions;

    fn legend(unicode: bool) -> Vec<(&'static str, &'static str)> {
        let theme = Theme::new(&ThemeOptions { unicode, ..ThemeOptions::default() });
        theme.legend().map(|(mark, _, means)| (mark, means)).collect()
    }

    #[test]
    fn every_mark_of_a_state_is_in_the_legend() {
        let theme = Theme::default();
        let glyphs = theme.glyphs;
        let plain = [
            glyphs.bar,
            glyphs.radio_on,
            glyphs.radio_off,
            glyphs.check_on,
            glyphs.check_off,
            glyphs.check_some,
            glyphs.ellipsis,
            glyphs.info,
        ];
        let told: Vec<&str> = legend(true).iter().map(|(mark, _)| *mark).collect();
        let missing: Vec<&str> = glyphs.all().filter(|mark| !plain.contains(mark) && !told.contains(mark)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn the_concepts_say_the_same() {
        let concepts = include_str!("../../../docs/concepts.md");
        for ((mark, means), (ascii, _)) in legend(true).into_iter().zip(legend(false)).take(MARKS.len()) {
            let row = format!("| `{mark}` | `{ascii}` | {means} |");
            assert!(concepts.contains(&row), "{row}");
        }
        for (word, means) in WORDS {
            assert!(concepts.contains(&format!("| `{word}` | {means} |")), "{word}: {means}");
        }
    }
}
