//! A theme that goes by the terminal's background takes what the terminal says, once.

use ipack::tui::{
    app::App,
    event::Event,
    harness::Harness,
    theme::{Theme, ThemeName, ThemeOptions},
};

use crate::support::Workspace;

fn drawn(screens: &Harness<App>) -> Vec<ratatui::style::Style> {
    screens.buffer().content.iter().map(ratatui::buffer::Cell::style).collect()
}

#[test]
fn the_theme_is_that_of_the_ground_that_is_told_first() {
    let workspace = Workspace::sample();
    let wanted = |name| drawn(&workspace.themed(80, 24, Theme::named(name)));
    for (background, name) in [([0, 0x2b, 0x36], ThemeName::Dark), ([0xfd, 0xf6, 0xe3], ThemeName::Light)] {
        let mut screens = workspace.drawn_by(80, 24, |model| {
            App::new(model, Theme::default()).with_theme_for_background(ThemeOptions::default())
        });
        assert_eq!(drawn(&screens), wanted(ThemeName::Auto));
        assert_eq!(drawn(screens.event(Event::Background(background))), wanted(name));
        assert_eq!(drawn(screens.event(Event::Background([0x80; 3]))), wanted(name), "asked once, heard once");
    }
    let mut chosen = workspace.themed(80, 24, Theme::named(ThemeName::Dark));
    assert_eq!(drawn(chosen.event(Event::Background([255; 3]))), wanted(ThemeName::Dark), "nobody asked");
}
