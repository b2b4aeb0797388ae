//! A row of buttons, right aligned: the way back first, the way forward last.

use std::borrow::Cow;

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use crate::text::{fit, width};
use crate::tui::theme::{Kind, Theme};

const GAP: usize = 2;
const BRACKETS: usize = 4;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button<'a> {
    label: Cow<'a, str>,
    enabled: bool,
    primary: bool,
}

impl<'a> Button<'a> {
    /// An enabled button; its label stays whole as long as a line can hold it.
    pub fn new(label: impl Into<Cow<'a, str>>) -> Self {
        Self { label: label.into(), enabled: true, primary: false }
    }

    /// Buttons that say this; the last one carries the screen's purpose, and can be pressed or not.
    pub fn row(labels: impl IntoIterator<Item = Cow<'a, str>>, enabled: bool) -> Vec<Self> {
        let mut all: Vec<Self> = labels.into_iter().map(Self::new).collect();
        let last = all.pop().map(|last| last.primary().enabled(enabled));
        all.into_iter().chain(last).collect()
    }

    /// The button that carries the screen's purpose.
    #[must_use]
    pub fn primary(self) -> Self {
        Self { primary: true, ..self }
    }

    /// Whether it can be pressed now.
    #[must_use]
    pub fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }
}

/// A row of buttons, or several rows where one can't hold them.
pub struct Buttons<'a> {
    theme: &'a Theme,
    all: &'a [Button<'a>],
    focus: Option<usize>,
}

impl<'a> Buttons<'a> {
    /// The buttons in their order, with the focus on number `focus`.
    pub fn new(theme: &'a Theme, buttons: &'a [Button<'a>], focus: Option<usize>) -> Self {
        Self { theme, all: buttons, focus }
    }

    /// Cells that the buttons take on one line.
    pub fn width(&self) -> u16 {
        u16::try_from(row_width(self.all)).unwrap_or(u16::MAX)
    }

    /// Lines that the buttons take in an area of this width.
    pub fn height(&self, width: u16) -> u16 {
        u16::try_from(self.rows(width).len()).unwrap_or(u16::MAX)
    }

    /// The buttons of each line: filled from the last one backwards, so that the way forward keeps its place.
    fn rows(&self, width: u16) -> Vec<&'a [Button<'a>]> {
        let mut rows = Vec::new();
        let mut rest = self.all;
        while !rest.is_empty() {
            let mut start = rest.len() - 1;
            while start > 0 && row_width(&rest[start - 1..]) <= usize::from(width) {
                start -= 1;
            }
            let (before, row) = rest.split_at(start);
            rows.insert(0, row);
            rest = before;
        }
        rows
    }

    fn style(&self, button: &Button<'_>, focused: bool) -> Style {
        let styles = &self.theme.styles;
        match (focused, button.enabled, button.primary) {
            (true, true, _) => styles.button_focused,
            (true, false, _) => styles.button_focused.patch(styles.unavailable),
            (false, false, _) => styles.unavailable,
            (false, true, true) => styles.primary,
            (false, true, false) => Style::new(),
        }
    }
}

fn row_width(buttons: &[Button<'_>]) -> usize {
    let labels: usize = buttons.iter().map(|button| width(&button.label) + BRACKETS).sum();
    labels + GAP * buttons.len().saturating_sub(1)
}

impl Widget for &Buttons<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let rows = self.rows(area.width);
        let hidden = rows.len().saturating_sub(usize::from(area.height));
        let mut index: usize = rows[..hidden].iter().map(|row| row.len()).sum();
        for (row, y) in rows[hidden..].iter().zip(area.top()..) {
            let wide = row_width(row).min(usize::from(area.width));
            let mut x = area.right() - u16::try_from(wide).unwrap_or(area.width);
            for button in *row {
                let room = usize::from(area.right().saturating_sub(x));
                let text = match room.checked_sub(BRACKETS) {
                    Some(room) => Cow::Owned(format!("[ {} ]", fit(&button.label, room))),
                    None => fit(&button.label, room),
                };
                let focused = self.focus == Some(index);
                if focused {
                    self.theme.note_focus(x.min(area.right() - 1), y);
                    self.theme.note_enter(&button.label);
                }
                let style = self.style(button, focused);
                let (end, _) = buf.set_stringn(x, y, text, room, style);
                let spot = Rect { x, y, width: end.saturating_sub(x), height: 1 };
                self.theme.note_spot(spot, Kind::Button, focused);
                x = end.saturating_add(2);
                index += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::testing::{drawn, sweep};

    fn buttons() -> [Button<'static>; 3] {
        [
            Button::new("Back"),
            Button::new("Cancel").enabled(false),
            Button::new("Schedule Integration Pack Release").primary(),
        ]
    }

    #[test]
    fn labels_stay_whole_and_the_way_forward_stays_last() {
        let theme = Theme::default();
        let buttons = buttons();
        let row = Buttons::new(&theme, &buttons, Some(2));
        assert_eq!(row.height(row.width()), 1);
        let release = "[ Schedule Integration Pack Release ]";
        assert_eq!(drawn(&row, 66, 1), [format!("{:>66}", format!("[ Back ]  [ Cancel ]  {release}"))]);
        assert_eq!(row.height(40), 2);
        assert_eq!(drawn(&row, 40, 2), [format!("{:>40}", "[ Back ]  [ Cancel ]"), format!("{release:>40}")]);
        assert_eq!(drawn(&row, 20, 3), ["[ Back ]  [ Cancel ]", "[ Schedule Integr… ]"]);
        assert!(drawn(&row, 40, 1)[0].ends_with("[ Schedule Integration Pack Release ]"));
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let theme = Theme::default();
        let buttons = buttons();
        sweep(|area, buf| (&Buttons::new(&theme, &buttons, Some(0))).render(area, buf));
        sweep(|area, buf| (&Buttons::new(&theme, &[], None)).render(area, buf));
    }
}
