//! How meanings look.
//!
//! `palette` gives each meaning its colour, `mono` gives it modifiers alone, `styles` is what the rest of the
//! interface sees, `glyphs` the marks that stand beside every colour. No colour is named outside this folder.
//!
//! Text is always the terminal's own foreground: a program cannot know whether the background is dark or light, so
//! only colours that read on both are used, and yellow, white, black and blue are not. Nothing has both a colour and
//! reverse video: a terminal that drops the colour may drop the reverse with it.

pub mod glyphs;
mod mono;
mod palette;
pub mod styles;

use ratatui::buffer::Buffer;

pub use glyphs::Glyphs;
pub use styles::{Styles, own_color};

/// What the terminal and its user allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThemeOptions {
    /// False under `NO_COLOR` and `--color never`.
    pub color: bool,
    /// False where the locale or the config asks for ASCII.
    pub unicode: bool,
}

impl Default for ThemeOptions {
    fn default() -> Self {
        Self { color: true, unicode: true }
    }
}

/// Styles and glyphs, chosen once at the start and handed down by reference.
#[derive(Clone, Debug)]
pub struct Theme {
    /// A style for each meaning.
    pub styles: Styles,
    /// A mark for each state.
    pub glyphs: &'static Glyphs,
}

impl Theme {
    /// The theme for a terminal with these abilities.
    #[must_use]
    pub fn new(options: ThemeOptions) -> Self {
        Self {
            styles: if options.color { palette::styles() } else { mono::styles() },
            glyphs: if options.unicode { &glyphs::UNICODE } else { &glyphs::ASCII },
        }
    }

    /// A theme in which no two meanings look alike, so that a drawn cell tells its meaning; for tests.
    ///
    /// [`Styles::name_of`] reads the meaning back.
    #[must_use]
    pub fn labelled() -> Self {
        Self { styles: Styles::labelled(), glyphs: &glyphs::UNICODE }
    }

    /// Turns the typography of prose (dashes, arrows, dots) into ASCII where the glyphs are ASCII.
    ///
    /// To be called once, on the finished frame, so that no sentence needs two spellings.
    pub fn finish(&self, buffer: &mut Buffer) {
        if !self.glyphs.is_ascii() {
            return;
        }
        for cell in &mut buffer.content {
            if let Some(plain) = glyphs::plain(cell.symbol()) {
                cell.set_symbol(plain);
            }
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(ThemeOptions::default())
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{
        layout::Rect,
        style::{Color, Modifier, Style},
    };

    use super::*;

    fn every(theme: &Theme) -> impl Iterator<Item = (&'static str, Style)> + '_ {
        theme.styles.all()
    }

    #[test]
    fn colours_never_fight_the_background_or_carry_reverse() {
        let theme = Theme::default();
        for (name, style) in every(&theme) {
            assert_eq!(style.bg, None, "{name}");
            let unreadable = [Color::White, Color::Black, Color::Gray, Color::DarkGray, Color::Yellow, Color::Blue];
            assert!(style.fg.is_none_or(|color| !unreadable.contains(&color)), "{name}");
            assert!(style.fg.is_none() || !style.add_modifier.contains(Modifier::REVERSED), "{name}");
        }
    }

    #[test]
    fn mono_has_no_colour_and_shows_the_selection() {
        let theme = Theme::new(ThemeOptions { color: false, unicode: true });
        assert!(every(&theme).all(|(_, style)| style.fg.is_none() && style.bg.is_none()));
        assert_ne!(theme.styles.selected, Style::new());
        assert_ne!(theme.styles.button_focused, Style::new());
    }

    #[test]
    fn labelled_styles_tell_their_meaning() {
        let theme = Theme::labelled();
        for (name, style) in every(&theme) {
            assert_eq!(theme.styles.name_of(style), Some(name));
        }
        assert_eq!(theme.styles.name_of(Style::new()), None);
    }

    #[test]
    fn ascii_frames_hold_no_typography() {
        let theme = Theme::new(ThemeOptions { color: true, unicode: false });
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        buffer.set_string(0, 0, "1.4 → 1.5 · — … ●", Style::new());
        theme.finish(&mut buffer);
        assert!(buffer.content.iter().all(|cell| cell.symbol().is_ascii()), "{buffer:?}");
    }
}
