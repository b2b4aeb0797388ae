//! The themes by name.

use std::{fmt, str::FromStr};

use serde::Deserialize;

use super::contrast::contrast;

/// The contrast with white that a background has which counts as dark, and with black one that counts as light.
const CLEAR: f64 = 12.0;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum ThemeName {
    /// Colours that read on a dark background and on a light one.
    #[default]
    Auto,
    Dark,
    Light,
    /// White on black, whatever the terminal's background is.
    HighContrast,
    /// No colours.
    Mono,
}

impl ThemeName {
    pub const ALL: [Self; 5] = [Self::Auto, Self::Dark, Self::Light, Self::HighContrast, Self::Mono];

    /// The one for a background; that for either where it is neither dark nor light.
    pub fn for_background(background: [u8; 3]) -> Self {
        let (on_white, on_black) = (contrast(background, [255; 3]), contrast(background, [0; 3]));
        match (on_white >= CLEAR, on_black >= CLEAR) {
            (true, _) => Self::Dark,
            (_, true) => Self::Light,
            _ => Self::Auto,
        }
    }

    /// As the config and the command line name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Mono => "mono",
        }
    }

    pub const fn help(self) -> &'static str {
        match self {
            Self::Auto => "By the terminal's background, where it tells that; else colours for dark and light ones",
            Self::Dark => "Bright colours, for a dark background",
            Self::Light => "Deep colours, for a light background",
            Self::HighContrast => "White and bright colours on a black background of its own",
            Self::Mono => "No colours: bold, dim and reverse alone",
        }
    }
}

impl fmt::Display for ThemeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ThemeName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = Self::ALL.map(Self::name).join(", ");
        let found = Self::ALL.into_iter().find(|theme| theme.name() == text);
        found.ok_or_else(|| format!("there is no theme `{text}`; there are {names}"))
    }
}

impl TryFrom<String> for ThemeName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
