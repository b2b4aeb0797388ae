//! Where one stands in a short sequence of steps: `✓ 1 Select Versions ───── ◉ 2 Select Release Schedule ───── ○
//! Success`.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use crate::text::{fit, width};
use crate::tui::theme::Theme;

const RULE: usize = 5;

/// Steps done, the one at hand, and those ahead, on one line.
pub struct Steps<'a> {
    theme: &'a Theme,
    labels: &'a [&'a str],
    current: usize,
}

impl<'a> Steps<'a> {
    /// Labels as they read, numbers included; `current` = the number of labels where all is done.
    pub fn new(theme: &'a Theme, labels: &'a [&'a str], current: usize) -> Self {
        Self { theme, labels, current }
    }

    /// How long the rules between steps are, and whether only the current step keeps its label.
    fn measure(&self, room: usize) -> (usize, bool) {
        let gaps = self.labels.len().saturating_sub(1);
        let whole: usize = self.labels.iter().map(|label| width(label) + 2).sum();
        let rule =
            |used: usize| room.checked_sub(used + 2 * gaps).map(|left| left.checked_div(gaps).unwrap_or(0).min(RULE));
        match rule(whole) {
            Some(rule) if rule > 0 || gaps == 0 => (rule, false),
            _ => {
                let kept = self.labels.get(self.current).map_or(0, |label| width(label) + 1);
                (rule(self.labels.len() + kept).unwrap_or(0).max(1), true)
            }
        }
    }
}

impl Widget for &Steps<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let Theme { styles, glyphs, .. } = self.theme;
        let (rule, short) = self.measure(usize::from(area.width));
        let mut x = area.x;
        let mut put = |text: &str, style: Style| {
            let room = usize::from(area.right().saturating_sub(x));
            if room > 0 {
                x = buf.set_stringn(x, area.y, fit(text, room), room, style).0;
            }
        };
        for (index, label) in self.labels.iter().enumerate() {
            let (mark, style) = match index.cmp(&self.current) {
                std::cmp::Ordering::Less => (glyphs.done, styles.success),
                std::cmp::Ordering::Equal => (glyphs.at_hand, styles.accent),
                std::cmp::Ordering::Greater => (glyphs.ahead, styles.quiet),
            };
            if index > 0 {
                put(&format!(" {} ", glyphs.rule.repeat(rule)), styles.quiet);
            }
            put(mark, style);
            if !short || index == self.current {
                let style = match index == self.current {
                    true => styles.heading,
                    false if index > self.current => styles.quiet,
                    false => Style::new(),
                };
                put(&format!(" {label}"), style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::testing::{drawn, sweep};

    const LABELS: [&str; 3] = ["1 Select Versions", "2 Select Release Schedule", "Success"];

    #[test]
    fn rules_shrink_before_labels_go() {
        let theme = Theme::default();
        let drawn = |current, width| drawn(&Steps::new(&theme, &LABELS, current), width, 1).join("\n");
        insta::assert_snapshot!(drawn(0, 80), @r"
        ◉ 1 Select Versions ───── ○ 2 Select Release Schedule ───── ○ Success
        ");
        insta::assert_snapshot!(drawn(1, 62), @r"
        ✓ 1 Select Versions ─ ◉ 2 Select Release Schedule ─ ○ Success
        ");
        insta::assert_snapshot!(drawn(1, 50), @r"
        ✓ ───── ◉ 2 Select Release Schedule ───── ○
        ");
        insta::assert_snapshot!(drawn(3, 80), @r"
        ✓ 1 Select Versions ───── ✓ 2 Select Release Schedule ───── ✓ Success
        ");
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let theme = Theme::default();
        for current in 0..=3 {
            sweep(|area, buf| (&Steps::new(&theme, &LABELS, current)).render(area, buf));
        }
    }
}
