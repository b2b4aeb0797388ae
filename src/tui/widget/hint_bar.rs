//! The footer: which keys do what, as many of them as fit.

use std::borrow::Cow;

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use crate::text::{fit, width};
use crate::tui::theme::Theme;

const GAP: usize = 2;

/// A key and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The key or keys as they read: `PgUp/PgDn`.
    pub keys: String,
    /// What they do, in a word or two.
    pub label: Cow<'static, str>,
    /// The higher, the longer it stays where room is short.
    pub rank: u8,
    /// Stands at the right end, as help and quit do.
    pub right: bool,
    /// False where the key exists but can do nothing now.
    pub available: bool,
}

impl Hint {
    fn width(&self) -> usize {
        width(&self.keys) + 1 + width(&self.label)
    }
}

/// Hints on one line, in their order; those of the lowest rank leave first.
pub struct HintBar<'a> {
    theme: &'a Theme,
    hints: &'a [Hint],
}

impl<'a> HintBar<'a> {
    /// A footer of these hints.
    pub fn new(theme: &'a Theme, hints: &'a [Hint]) -> Self {
        Self { theme, hints }
    }

    fn that_fit(&self, room: usize) -> Vec<&'a Hint> {
        let mut shown: Vec<&Hint> = self.hints.iter().collect();
        let need = |shown: &[&Hint]| shown.iter().map(|hint| hint.width() + GAP).sum::<usize>().saturating_sub(GAP);
        while shown.len() > 1 && need(&shown) > room {
            let lowest = shown.iter().enumerate().rev().min_by_key(|(_, hint)| hint.rank).map_or(0, |(index, _)| index);
            shown.remove(lowest);
        }
        shown
    }
}

impl Widget for &HintBar<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let shown = self.that_fit(usize::from(area.width));
        let (right, left): (Vec<&Hint>, Vec<&Hint>) = shown.into_iter().partition(|hint| hint.right);
        let mut draw = |hints: &[&Hint], mut x: u16| {
            for hint in hints {
                let styles = &self.theme.styles;
                let (key, label) =
                    if hint.available { (styles.key, Style::new()) } else { (styles.unavailable, styles.unavailable) };
                for (text, style) in [(hint.keys.as_str(), key), (" ", label), (hint.label.as_ref(), label)] {
                    let room = usize::from(area.right().saturating_sub(x));
                    if room > 0 {
                        x = buf.set_stringn(x, area.y, fit(text, room), room, style).0;
                    }
                }
                x = x.saturating_add(2);
            }
        };
        draw(&left, area.x);
        let wide = right.iter().map(|hint| hint.width() + GAP).sum::<usize>().saturating_sub(GAP);
        draw(&right, area.right() - u16::try_from(wide).unwrap_or(area.width).min(area.width));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::testing::{drawn, sweep};

    fn hints() -> Vec<Hint> {
        let hint = |keys: &str, label: &'static str, rank, right| Hint {
            keys: keys.into(),
            label: label.into(),
            rank,
            right,
            available: true,
        };
        vec![
            hint("r", "Release", 9, false),
            hint("b", "Roll Back", 5, false),
            hint("h", "History", 3, false),
            hint("←→", "older/newer", 4, false),
            hint("?", "Help", 20, true),
            hint("q", "Quit", 21, true),
        ]
    }

    #[test]
    fn hints_leave_by_rank_and_quit_last() {
        let theme = Theme::default();
        let hints = hints();
        let drawn = |width| drawn(&HintBar::new(&theme, &hints), width, 1).remove(0);
        insta::assert_snapshot!(drawn(80), @r"
        r Release  b Roll Back  h History  ←→ older/newer                 ? Help  q Quit
        ");
        insta::assert_snapshot!(drawn(50), @r"
        r Release  b Roll Back              ? Help  q Quit
        ");
        insta::assert_snapshot!(drawn(30), @r"
        r Release       ? Help  q Quit
        ");
        assert_eq!(drawn(8), "  q Quit");
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let theme = Theme::default();
        let hints = hints();
        sweep(|area, buf| (&HintBar::new(&theme, &hints)).render(area, buf));
        sweep(|area, buf| (&HintBar::new(&theme, &[])).render(area, buf));
    }
}
