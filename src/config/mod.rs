//! `config.ron`: how one admin likes the program. Every setting has a default; an unknown one is an error with its
//! place.
//!
//! ```ron
//! (
//!     weekStart: Sunday,
//!     theme: "light",
//!     colors: (pending: "#d33682"),
//!     glyphs: ascii,
//!     mouse: true,
//!     author: "m.ruiz",
//!     platformTokenCommand: ["pass", "show", "platform"],
//!     platformSyncMinutes: 10,
//!     commandHooks: ["Desktop"],
//!     keys: {"release": ["ctrl-r"], "roll-back": ["b", "backspace"]},
//! )
//! ```

mod fault;

use std::{
    collections::BTreeMap,
    env, fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use chrono::{TimeDelta, Weekday};
use directories::ProjectDirs;
use ron::extensions::Extensions;
use serde::Deserialize;

pub use self::fault::ConfigError;
use crate::tui::{
    keys::{Keymap, KeymapError},
    theme::{Colors, ThemeName},
};

/// Largest config, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// Minutes between two synchronisations with the platform, unless set.
const SYNC_MINUTES: u32 = 10;

/// The settings of one admin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Config {
    /// The day that weeks begin with in calendars; Monday, or Sunday where the locale says so, unless set.
    pub week_start: Option<WeekStart>,
    /// When to use colours, where the command line does not say.
    pub color: Option<Color>,
    /// Which colours, where the command line does not say.
    pub theme: Option<ThemeName>,
    /// Colours by meaning, in place of the theme's.
    pub colors: Colors,
    /// Which marks to draw with; Unicode where the locale is UTF-8, unless set.
    pub glyphs: Option<Glyphs>,
    /// Whether the screens hear the mouse, as with `--mouse`.
    pub mouse: bool,
    /// Lines of text instead of screens, as with `--plain`.
    pub plain: bool,
    /// A command that prints the password of a shared workspace's database role, and its arguments.
    pub workspace_password_command: Vec<String>,
    /// The hooks whose commands may be run on this machine, by name: whoever may write to a shared workspace could else
    /// run commands on every colleague's machine.
    pub command_hooks: Vec<String>,
    /// Who decides; the OS user and host unless set.
    pub author: Option<String>,
    /// The command that prints the platform's token, word by word: it is run without a shell.
    pub platform_token_command: Option<Vec<String>>,
    /// Minutes between two synchronisations of the screens with the platform, 10 unless set; 0 for none.
    pub platform_sync_minutes: Option<u32>,
    /// Chords by the name of the action that they shall carry out, in place of its own.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// The day that weeks begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum WeekStart {
    Monday,
    Sunday,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    Always,
    Never,
}

/// Which marks to draw with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Glyphs {
    /// Dots, arrows, lines.
    Unicode,
    /// ASCII alone.
    Ascii,
}

impl Config {
    /// Reads the named config, which must be there, or the one in the platform's config folder, which need not.
    ///
    /// # Errors
    /// [`ConfigError`], also for keys of the config that contradict each other.
    pub fn load(named: Option<&Path>) -> Result<Self, ConfigError> {
        let found = || Self::default_path().filter(|path| path.exists());
        let Some(path) = named.map(Path::to_owned).or_else(found) else { return Ok(Self::default()) };
        let failed = |source| ConfigError::Io { path: path.clone(), source };
        let bytes = read_at_most(&path, MAX_BYTES).map_err(failed)?;
        let text = String::from_utf8(bytes).map_err(|error| ConfigError::no_text(&path, &error))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let config = Self::read(&path, text)?;
        config.keymap().map_err(|error| ConfigError::of_keys(&path, text, &error))?;
        Ok(config)
    }

    /// `config.ron` in the platform's config folder; none where the platform names no home.
    pub fn default_path() -> Option<PathBuf> {
        Some(ProjectDirs::from("", "", "ipack")?.config_dir().join("config.ron"))
    }

    fn read(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        options.from_str(text).map_err(|error| ConfigError::of_text(path, &error))
    }

    /// The default keys with those of the config in their place.
    ///
    /// # Errors
    /// An unknown action, a text that is no key, or two of the config's that contradict each other.
    pub fn keymap(&self) -> Result<Keymap, KeymapError> {
        let keys = self.keys.iter().map(|(name, chords)| (name.as_str(), chords.iter().map(String::as_str)));
        Keymap::with(keys)
    }

    /// The day that weeks begin with.
    pub fn week_start(&self) -> Weekday {
        match self.week_start {
            Some(WeekStart::Sunday) => Weekday::Sun,
            Some(WeekStart::Monday) => Weekday::Mon,
            None => locale_week_start(&locale("LC_TIME")),
        }
    }

    /// Time between two synchronisations of the screens with the platform; none where there shall be none.
    pub fn sync_every(&self) -> Option<TimeDelta> {
        let minutes = self.platform_sync_minutes.unwrap_or(SYNC_MINUTES);
        (minutes > 0).then(|| TimeDelta::minutes(minutes.into()))
    }

    /// Whether to draw with Unicode marks.
    pub fn unicode(&self) -> bool {
        let locale = locale("LC_CTYPE").to_lowercase();
        match self.glyphs {
            Some(glyphs) => glyphs == Glyphs::Unicode,
            None => cfg!(windows) || locale.contains("utf-8") || locale.contains("utf8"),
        }
    }
}

/// At most `most` bytes, by what is read: what a device or a pipe holds can't be told beforehand.
#[expect(clippy::disallowed_methods, reason = "it is no state, and only read")]
fn read_at_most(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(io::Error::other("it is larger than 1 MB")) } else { Ok(bytes) }
}

/// The locale of a category: `LC_ALL`, else the category's own variable, else `LANG`.
fn locale(category: &str) -> String {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    set("LC_ALL").or_else(|| set(category)).or_else(|| set("LANG")).unwrap_or_default()
}

/// Territories whose weeks begin with Sunday, after the Unicode CLDR's supplemental week data.
const SUNDAY: &str = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ \
                      NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";

fn locale_week_start(locale: &str) -> Weekday {
    let territory = locale.split(['.', '@']).next().and_then(|name| name.split('_').nth(1)).unwrap_or_default();
    if SUNDAY.split_whitespace().any(|known| known == territory) { Weekday::Sun } else { Weekday::Mon }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        Config::read(Path::new("config.ron"), text).map_err(|error| error.to_string())
    }

    #[test]
    fn every_setting_has_a_default() {
        assert_eq!(read("()"), Ok(Config::default()));
        assert_eq!(Config::default().keymap(), Ok(Keymap::default()));
        let config = read("(weekStart: Sunday, color: never, glyphs: ascii, keys: {\"release\": [\"ctrl-r\"]})");
        let config = config.expect("a config");
        assert_eq!((config.week_start(), config.color, config.unicode()), (Weekday::Sun, Some(Color::Never), false));
        assert_ne!(config.keymap(), Ok(Keymap::default()));
    }

    #[test]
    fn what_is_unknown_is_said_with_its_place() {
        let error = read("(\n    weekStart: Monday,\n    colour: never,\n)").expect_err("an unknown setting");
        assert!(error.starts_with("config.ron:3:5: "), "{error}");
        assert!(error.contains("colour"), "{error}");
        assert!(read("(weekStart: Tuesday)").expect_err("no week start").starts_with("config.ron:1:13: "));
        assert!(read("").is_err());
        let faults = [
            "",
            "(",
            "(plain: 1)",
            "(keys: [])",
            "(color: 7)",
            "(weekStart: Monday, weekStart: Monday)",
            "() x",
            "x",
            "(keys: {\"a\": 1})",
            "(author: 3)",
            "(plain: true color: never)",
            "(theme: 3)",
            "(colors: [])",
            "(colors: (pending: 3))",
            "(colors: {})",
        ];
        let deep = format!("(author: {})", "(".repeat(1000));
        for text in faults.into_iter().chain([deep.as_str()]) {
            let error = read(text).expect_err(text).to_lowercase();
            assert!(
                !["ron", "serde", "struct", "enum", "config`", "option"]
                    .iter()
                    .any(|word| error.replace("config.ron", "").contains(word)),
                "{error}"
            );
        }
    }

    #[test]
    fn themes_and_colours_are_told_by_name_and_place() {
        let config =
            read("(theme: \"high-contrast\", colors: (pending: \"#d33682\", rollback: \"141\"))").expect("a config");
        assert_eq!(config.theme, Some(ThemeName::HighContrast));
        assert!(config.colors.pending.is_some() && config.colors.rollback.is_some() && config.colors.error.is_none());
        let says = |text| read(text).expect_err("a refusal");
        assert_eq!(
            says("(\n  theme: \"drak\")"),
            "config.ron:2:11: there is no theme `drak`; there are auto, dark, light, high-contrast, mono"
        );
        assert!(says("(colors: (pending: \"mauve\"))").contains("`mauve` is no colour"));
        assert!(
            says("(colors: (pendign: \"red\"))").ends_with("there is no setting `pendign`; did you mean `pending`?")
        );
        assert!(says("(weekstart: Sunday)").ends_with("there is no setting `weekstart`; did you mean `weekStart`?"));
        assert_eq!(says("(glyphs: \"ascii\")"), "config.ron:1:10: a word without quotes belongs here");
        for minutes in ["-5", "\"10\"", "99999999999"] {
            let said = read(&format!("(platformSyncMinutes: {minutes})")).expect_err("a refusal");
            assert!(said.ends_with("a whole number from 0 on belongs here"), "{minutes}: {said}");
        }
        assert!(says("(xyzzy: 1)").contains("there is no setting `xyzzy`; there are weekStart, color"));
    }

    #[test]
    fn weeks_begin_as_the_locale_says() {
        assert_eq!(locale_week_start("en_US.UTF-8"), Weekday::Sun);
        assert_eq!(locale_week_start("de_DE.UTF-8@euro"), Weekday::Mon);
        assert_eq!(locale_week_start("C.UTF-8"), Weekday::Mon);
        assert_eq!(locale_week_start(""), Weekday::Mon);
    }

    #[test]
    fn keys_that_can_not_be_are_told_with_their_line() {
        let mut file = tempfile::Builder::new().suffix("config.ron").tempfile().expect("a file");
        let text = "(\n  keys: {\n    \"history\": [\"r\"],\n    \"help\": [\"r\"],\n  },\n)";
        io::Write::write_all(&mut file, text.as_bytes()).expect("a config");
        let error = Config::load(Some(file.path())).expect_err("a refusal").to_string();
        assert!(error.contains("config.ron:4:5: `r` is bound to `help` everywhere, but `history` takes it"), "{error}");
    }
}
