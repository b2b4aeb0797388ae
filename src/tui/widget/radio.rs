//! A few options, one of them chosen.

use std::borrow::Cow;

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use crate::text::{fit, width};
use crate::tui::theme::{Kind, Theme};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<'a> {
    label: Cow<'a, str>,
    unavailable: Option<Cow<'a, str>>,
}

impl<'a> Choice<'a> {
    /// An option that can be chosen.
    pub fn new(label: impl Into<Cow<'a, str>>) -> Self {
        Self { label: label.into(), unavailable: None }
    }

    /// Dimmed, with the reason beside it.
    #[must_use]
    pub fn unavailable(self, reason: impl Into<Cow<'a, str>>) -> Self {
        Self { unavailable: Some(reason.into()), ..self }
    }
}

/// Options one under the other, a line each, with the selection bar in the first cell where the group has the focus.
pub struct Radio<'a> {
    theme: &'a Theme,
    choices: &'a [Choice<'a>],
    chosen: usize,
    focused: bool,
}

impl<'a> Radio<'a> {
    /// The options, with number `chosen` on.
    pub fn new(theme: &'a Theme, choices: &'a [Choice<'a>], chosen: usize) -> Self {
        Self { theme, choices, chosen, focused: false }
    }

    /// Whether keys go to this group.
    #[must_use]
    pub fn focused(self, focused: bool) -> Self {
        Self { focused, ..self }
    }
}

impl Widget for &Radio<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let Theme { styles, glyphs, .. } = self.theme;
        for (index, (choice, y)) in self.choices.iter().zip(area.top()..area.bottom()).enumerate() {
            let on = index == self.chosen;
            let steps = index.cast_signed() - self.chosen.cast_signed();
            let line = Rect { y, height: 1, ..area };
            self.theme.note_spot(line, Kind::Row(steps.try_into().unwrap_or(0)), self.focused);
            let style = match (&choice.unavailable, on && self.focused) {
                (Some(_), _) => styles.unavailable,
                (None, true) => styles.selected,
                (None, false) => Style::new(),
            };
            if on && self.focused {
                buf.set_string(area.x, y, glyphs.bar, styles.accent);
                self.theme.note_focus(area.x, y);
            }
            let mark = if on { glyphs.radio_on } else { glyphs.radio_off };
            let mut room = usize::from(area.width - 1);
            let label = format!("{mark} {}", choice.label);
            let label = fit(&label, room);
            let (x, _) = buf.set_stringn(area.x + 1, y, &label, room, style);
            room -= width(&label);
            if let Some(reason) = choice.unavailable.as_ref().filter(|_| room > 3) {
                buf.set_stringn(x + 2, y, fit(reason, room - 2), room - 2, styles.unavailable);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::testing::{drawn, sweep};

    fn choices() -> [Choice<'static>; 2] {
        [Choice::new("Release immediately"), Choice::new("Release on specified date").unavailable("one is scheduled")]
    }

    #[test]
    fn shows_which_is_on_and_why_one_is_off() {
        let theme = Theme::default();
        insta::assert_snapshot!(drawn(&Radio::new(&theme, &choices(), 0).focused(true), 60, 2).join("\n"), @r"
        ▌(•) Release immediately
         ( ) Release on specified date  one is scheduled
        ");
        insta::assert_snapshot!(drawn(&Radio::new(&theme, &choices(), 1), 24, 2).join("\n"), @r"
        ( ) Release immediately
        (•) Release on specifi…
        ");
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let theme = Theme::default();
        let choices = choices();
        sweep(|area, buf| (&Radio::new(&theme, &choices, 0).focused(true)).render(area, buf));
    }
}
