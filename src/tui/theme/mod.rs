//! How meanings look.
//!
//! `palette` gives each meaning its colour, `mono` gives it modifiers alone, `styles` is what the rest of the interface
//! sees, `glyphs` the marks that stand beside every colour, `legend` what they mean. `name` has the themes, `contrast`
//! measures them. No colour is named outside this folder.
//!
//! Text is the terminal's own foreground, but for the theme of high contrast, which brings a background of its own. A
//! program can't know whether the background is dark or light: where no theme is chosen, only colours that read on both
//! are used. What is odd: the theme keeps where the focus was drawn, and what a click is for (`spot`), as every widget
//! has the theme in hand.
//!
//! Nothing has both a colour and reverse video: a terminal that drops the colour may drop the reverse with it.

pub mod contrast;
pub mod glyphs;
mod legend;
mod mono;
mod name;
mod palette;
pub mod spot;
pub mod styles;

use std::cell::RefCell;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::{Color, Style},
};

pub use glyphs::Glyphs;
pub use name::ThemeName;
use spot::Spots;
pub use spot::{Kind, Spot};
pub use styles::{Colors, Paint, Styles, own_color};

/// What the terminal and its user allow and like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeOptions {
    /// False under `NO_COLOR` and `--color never`.
    pub color: bool,
    /// False where the locale or the config asks for ASCII.
    pub unicode: bool,
    pub name: ThemeName,
    /// Colours of the admin's own.
    pub colors: Colors,
}

impl Default for ThemeOptions {
    fn default() -> Self {
        Self { color: true, unicode: true, name: ThemeName::default(), colors: Colors::default() }
    }
}

/// Styles and glyphs, chosen once at the start and handed down by reference.
#[derive(Clone, Debug)]
pub struct Theme {
    /// A style for each meaning.
    pub styles: Styles,
    /// A mark for each state.
    pub glyphs: &'static Glyphs,
    /// Text and background where they are not the terminal's own.
    own_colors: Option<(Color, Color)>,
    /// What was drawn where.
    spots: RefCell<Spots>,
}

/// White on black, by the numbers of the terminal's 256 colours.
const HIGH_CONTRAST_COLORS: (Color, Color) = (Color::Indexed(231), Color::Indexed(16));

impl Theme {
    /// The theme for a terminal with these abilities.
    pub fn new(options: &ThemeOptions) -> Self {
        let name = if options.color { options.name } else { ThemeName::Mono };
        let styles = match name {
            ThemeName::Auto => palette::styles(&palette::EITHER),
            ThemeName::Dark => palette::styles(&palette::DARK),
            ThemeName::Light => palette::styles(&palette::LIGHT),
            ThemeName::HighContrast => palette::styles(&palette::HIGH_CONTRAST),
            ThemeName::Mono => mono::styles(),
        };
        Self {
            styles: if options.color { styles.painted(&options.colors) } else { styles },
            glyphs: if options.unicode { &glyphs::UNICODE } else { &glyphs::ASCII },
            own_colors: (name == ThemeName::HighContrast).then_some(HIGH_CONTRAST_COLORS),
            spots: RefCell::default(),
        }
    }

    /// The theme of a name, with nothing of the admin's own.
    pub fn named(name: ThemeName) -> Self {
        Self::new(&ThemeOptions { name, ..ThemeOptions::default() })
    }

    /// A theme in which no two meanings look alike, so that a drawn cell tells its meaning; for tests.
    ///
    /// [`Styles::name_of`] reads the meaning back.
    pub fn labelled() -> Self {
        Self { styles: Styles::labelled(), glyphs: &glyphs::UNICODE, own_colors: None, spots: RefCell::default() }
    }

    /// Notes where what has the focus is drawn: the selected row, the focused button, the day. The terminal's cursor
    /// goes there, where no text is typed, and with it screen readers, magnifiers and braille displays.
    pub fn note_focus(&self, x: u16, y: u16) {
        self.spots.borrow_mut().focus = Some(Position { x, y });
    }

    /// Takes the place of the focus, once for each layer of the screen; none where nothing in it has the focus.
    pub fn take_focus(&self) -> Option<Position> {
        self.spots.borrow_mut().focus.take()
    }

    /// Notes what Enter does where the focus is: the label of the button that it presses, so that the footer says the
    /// same.
    pub fn note_enter(&self, label: &str) {
        self.spots.borrow_mut().enter = Some(label.to_owned());
    }

    /// Takes the label of what Enter does, once for each drawing; none where the key has its usual name.
    pub fn take_enter(&self) -> Option<String> {
        self.spots.borrow_mut().enter.take()
    }

    /// Notes what a click in an area is for, while clicks are looked for.
    pub fn note_spot(&self, area: Rect, kind: Kind, focused: bool) {
        self.spots.borrow_mut().all.iter_mut().for_each(|all| all.push(Spot { area, kind, focused }));
    }

    /// Notes where the name of a page stands, the first being 0.
    pub fn note_page(&self, area: Rect, nth: usize) {
        self.note_spot(area, Kind::Page(nth), false);
    }

    /// Looks for clicks in what is drawn from now on.
    pub fn look_for_spots(&self) {
        self.spots.borrow_mut().all = Some(Vec::new());
    }

    /// Ends the search for clicks; returns what was found, from the back to the front.
    pub fn take_spots(&self) -> Vec<Spot> {
        self.spots.borrow_mut().all.take().unwrap_or_default()
    }

    /// Forgets what was drawn so far: what comes now stands in front of it.
    pub fn forget_spots(&self) {
        let mut spots = self.spots.borrow_mut();
        (spots.focus, spots.enter) = (None, None);
        spots.all.iter_mut().for_each(Vec::clear);
    }

    /// Takes back what is drawn in an area, so that what comes in front of it stands out.
    pub fn send_behind(&self, area: Rect, buffer: &mut Buffer) {
        for position in area.intersection(buffer.area).positions() {
            let cell = &mut buffer[position];
            let blank = cell.symbol() == " ";
            cell.set_style(Style::reset().patch(if blank { Style::new() } else { self.styles.behind }));
        }
    }

    /// Gives text and background their colours where the theme has its own, and turns the typography of prose (dashes,
    /// arrows, dots) into ASCII where the glyphs are ASCII.
    ///
    /// To be called once, on the finished frame, so that no sentence needs two spellings.
    pub fn finish(&self, area: Rect, buffer: &mut Buffer) {
        if self.own_colors.is_none() && !self.glyphs.is_ascii() {
            return;
        }
        for position in area.intersection(buffer.area).positions() {
            let cell = &mut buffer[position];
            if let Some((text, background)) = self.own_colors {
                cell.fg = if cell.fg == Color::Reset { text } else { cell.fg };
                cell.bg = if cell.bg == Color::Reset { background } else { cell.bg };
            }
            if let Some(plain) = glyphs::plain(cell.symbol()).filter(|_| self.glyphs.is_ascii()) {
                cell.set_symbol(plain);
            }
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(&ThemeOptions::default())
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    fn every(theme: &Theme) -> impl Iterator<Item = (&'static str, Style)> + '_ {
        theme.styles.all()
    }

    const BLACK: [u8; 3] = [0; 3];
    const WHITE: [u8; 3] = [255; 3];

    /// Each theme in colour with the backgrounds that it is for; the backgrounds of well-known terminals among them.
    fn backgrounds() -> [(ThemeName, Vec<[u8; 3]>); 4] {
        [
            (ThemeName::Auto, vec![BLACK, WHITE]),
            (ThemeName::Dark, vec![BLACK, [0x1e, 0x1e, 0x1e], [0x28, 0x2c, 0x34], [0x00, 0x2b, 0x36]]),
            (ThemeName::Light, vec![WHITE, [0xfd, 0xf6, 0xe3], [0xee, 0xee, 0xee]]),
            (ThemeName::HighContrast, vec![BLACK]),
        ]
    }

    /// WCAG asks 4.5 of text and 3 of large text and marks, and 7 where contrast is wanted high.
    #[test]
    fn every_meaning_stands_out_from_every_background_that_its_theme_is_for() {
        for (name, backgrounds) in backgrounds() {
            let theme = Theme::named(name);
            for ((meaning, style), background) in
                every(&theme).flat_map(|style| backgrounds.iter().map(move |on| (style, on)))
            {
                let Some(color) = own_color(style) else { continue };
                let found = contrast::contrast(contrast::rgb(color).expect("a colour that is known"), *background);
                let focus = ["selected", "accent", "primary", "key"].contains(&meaning);
                let wanted = match name {
                    ThemeName::HighContrast => 7.0,
                    ThemeName::Auto if !focus => 3.5,
                    _ => 4.5,
                };
                assert!(found >= wanted, "{name}, {meaning} on {background:?}: {found:.2}");
            }
        }
    }

    #[test]
    fn what_is_pending_rolled_back_or_to_be_known_looks_different() {
        for (name, _) in backgrounds() {
            let Styles { pending, rollback, warning, danger, accent, .. } = Theme::named(name).styles;
            let colors =
                [pending, rollback, warning, danger, accent].map(|style| own_color(style).and_then(contrast::rgb));
            let [pending, rollback, warning, danger, accent] = colors.map(|color| color.expect("a colour"));
            let apart = |one: [u8; 3], other: [u8; 3]| {
                one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other))).sum::<u32>()
            };
            let pairs = [
                (pending, rollback),
                (pending, warning),
                (rollback, warning),
                (danger, pending),
                (danger, rollback),
                (danger, warning),
                (accent, pending),
            ];
            for (one, other) in pairs {
                assert!(apart(one, other) >= 120, "{name}: {one:?} and {other:?}");
            }
        }
    }

    #[test]
    fn no_background_is_painted_but_that_of_high_contrast_and_nothing_reversed_has_a_colour() {
        for name in ThemeName::ALL {
            let theme = Theme::named(name);
            for (meaning, style) in every(&theme) {
                assert_eq!(style.bg, None, "{meaning}");
                assert!(style.fg.is_none() || !style.add_modifier.contains(Modifier::REVERSED), "{meaning}");
            }
            let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
            theme.finish(buffer.area, &mut buffer);
            assert_eq!(buffer[(0, 0)].bg == Color::Reset, name != ThemeName::HighContrast, "{name}");
        }
    }

    #[test]
    fn the_admin_s_own_colours_come_before_the_theme_s_and_after_no_colour() {
        let pending = Paint::try_from("#d33682".to_owned()).ok();
        let colors = Colors { pending, button_focused: pending, ..Colors::default() };
        let options = ThemeOptions { colors, ..ThemeOptions::default() };
        let styles = Theme::new(&options).styles;
        assert_eq!(styles.pending.fg, Some(Color::Rgb(0xd3, 0x36, 0x82)));
        assert!(!styles.button_focused.add_modifier.contains(Modifier::REVERSED));
        assert_eq!(styles.rollback, Theme::default().styles.rollback);
        assert_eq!(Theme::new(&ThemeOptions { color: false, ..options }).styles, Theme::named(ThemeName::Mono).styles);
        assert!(Paint::try_from("mauve".to_owned()).unwrap_err().contains("`mauve` is no colour"));
    }

    #[test]
    fn what_is_sent_behind_has_one_look() {
        let theme = Theme::labelled();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        buffer.set_string(0, 0, "a b", theme.styles.danger.add_modifier(Modifier::REVERSED));
        theme.send_behind(buffer.area, &mut buffer);
        let names: Vec<_> = buffer.content.iter().map(|cell| theme.styles.name_of(cell.style())).collect();
        assert_eq!(names, [Some("behind"), None, Some("behind")]);
    }

    #[test]
    fn a_background_chooses_its_theme() {
        for (name, backgrounds) in backgrounds() {
            for background in backgrounds.into_iter().filter(|_| matches!(name, ThemeName::Dark | ThemeName::Light)) {
                assert_eq!(ThemeName::for_background(background), name, "{background:?}");
            }
        }
        assert_eq!(ThemeName::for_background([0x80; 3]), ThemeName::Auto);
    }

    #[test]
    fn mono_has_no_colour_and_shows_the_selection() {
        let theme = Theme::named(ThemeName::Mono);
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
        let theme = Theme::new(&ThemeOptions { unicode: false, ..ThemeOptions::default() });
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        buffer.set_string(0, 0, "1.4 → 1.5 · — … ●", Style::new());
        theme.finish(buffer.area, &mut buffer);
        assert!(buffer.content.iter().all(|cell| cell.symbol().is_ascii()), "{buffer:?}");
    }
}
