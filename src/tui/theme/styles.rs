//! What the rest of the interface may say about how something looks.

use std::fmt;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

/// Declares [`Styles`] once, so that the list of names can never miss a meaning.
macro_rules! styles {
    ($($(#[doc = $doc:literal])* $name:ident,)+) => {
        /// Colours of the admin's own, by meaning, in place of the theme's.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
        pub struct Colors {
            $($(#[doc = $doc])* pub $name: Option<Paint>,)+
        }

        /// One style for each meaning; text without a meaning is `Style::new()`, the terminal's own.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Styles {
            $($(#[doc = $doc])* pub $name: Style,)+
        }

        impl Colors {
            /// Every meaning by the name that a config has for it, with its colour where one is set.
            pub fn all(&self) -> impl Iterator<Item = (String, Option<Paint>)> + '_ {
                [$((in_a_config(stringify!($name)), self.$name),)+].into_iter()
            }
        }

        impl Styles {
            /// Every meaning with its style.
            pub fn all(&self) -> impl Iterator<Item = (&'static str, Style)> + '_ {
                [$((stringify!($name), self.$name),)+].into_iter()
            }

            /// With the admin's own colours in place of these.
            #[must_use]
            pub(super) fn painted(self, colors: &Colors) -> Self {
                Self { $($name: painted(self.$name, colors.$name),)+ }
            }

            /// Each meaning in a colour of its own, counted up: for tests that read meanings from cells.
            pub(super) fn labelled() -> Self {
                let mut color = 0;
                let mut next = || {
                    color += 1;
                    Style::new().fg(Color::Indexed(color))
                };
                Self { $($name: next(),)+ }
            }
        }
    };
}

styles! {
    /// The row that the keys act on, in the list that has the focus.
    selected,
    /// The selected row of a list that has not got the focus.
    selected_idle,
    /// The selection bar and the frame of whatever has the focus.
    accent,
    /// The focused button, and the focused day of the calendar.
    button_focused,
    /// The button that carries the screen's purpose.
    primary,
    /// Titles and column heads.
    heading,
    /// The hint text of an empty field, rules, and other quiet things.
    quiet,
    /// What can't be chosen or pressed now.
    unavailable,
    /// A key in the footer.
    key,
    /// A pending version, a scheduled release.
    pending,
    /// To a newer version than the current one.
    upgrade,
    /// To an older version than the current one.
    rollback,
    /// New in the next release.
    added,
    /// Gone from the next release.
    removed,
    /// What destroys or reaches everybody.
    danger,
    /// Done.
    success,
    /// Something to know before going on.
    warning,
    /// A refusal or a failure.
    error,
    /// The page behind a dialog.
    behind,
}

/// A colour as a config names it: `#d33682`, a number of the terminal's 256 colours, or a name such as `light-red`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Paint(Color);

impl TryFrom<String> for Paint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = |_| format!("`{text}` is no colour; it is \"#d33682\", a number to 255, or a name such as \"red\"");
        text.parse().map(Self).map_err(wrong)
    }
}

/// `button_focused` as a config writes it: `buttonFocused`.
fn in_a_config(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

impl fmt::Display for Paint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Paint {
    /// The colour of a style; none where it is the terminal's own.
    pub fn of(style: Style) -> Option<Self> {
        own_color(style).map(Self)
    }
}

/// A colour is text: it takes the place of what would drown it.
fn painted(style: Style, paint: Option<Paint>) -> Style {
    let of = |Paint(color)| style.fg(color).remove_modifier(Modifier::DIM | Modifier::REVERSED);
    paint.map_or(style, of)
}

impl Styles {
    /// The meaning whose colours and modifiers a drawn style has; the first one where several look alike.
    ///
    /// Exact under [`Theme::labelled`](super::Theme::labelled).
    pub fn name_of(&self, style: Style) -> Option<&'static str> {
        let look = |style: Style| (own_color(style), style.add_modifier);
        let wanted = look(style);
        if wanted == look(Style::new()) {
            return None;
        }
        self.all().find(|(_, style)| look(*style) == wanted).map(|(name, _)| name)
    }
}

/// The colour that a drawn style has of its own; none where it is the terminal's.
pub fn own_color(style: Style) -> Option<Color> {
    style.fg.filter(|color| *color != Color::Reset)
}
