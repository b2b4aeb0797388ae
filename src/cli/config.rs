//! `ipack config`: how one admin likes the program, and whether that can be read. It needs no workspace.

use std::path::PathBuf;

use serde::Serialize;

use super::{
    ColorChoice, Failure, Global,
    args::ConfigCommand,
    open::{self, config},
    render, screens,
    table::{self, text, whole},
};
use crate::{
    config::{Config, ConfigError},
    engine::author,
    tui::{
        keys::{Action, GaveWay, Keymap},
        theme::{Paint, Theme, ThemeName},
    },
};

pub(super) fn run(global: &Global, command: ConfigCommand) -> Result<(), Failure> {
    match command {
        ConfigCommand::Path => path(global),
        ConfigCommand::Show => show(global),
        ConfigCommand::Keys => keys(global),
        ConfigCommand::Themes => themes(global),
        ConfigCommand::Check => check(global),
    }
}

/// `{"path"|null,"exists","faults":[…],"gaveWay":[…]}`; the last two with `check` alone.
#[derive(Debug, Serialize)]
struct Place {
    path: Option<PathBuf>,
    exists: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    faults: Option<Vec<Fault>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "gaveWay")]
    gave_way: Option<Vec<Lost>>,
}

/// Line and column are null where the file as a whole is meant.
#[derive(Debug, Serialize)]
struct Fault {
    line: Option<usize>,
    column: Option<usize>,
    what: String,
}

/// A default key that gave way to what the config binds.
#[derive(Debug, Serialize)]
struct Lost {
    key: String,
    r#where: String,
    action: &'static str,
    to: &'static str,
}

impl Lost {
    fn of(gave_way: &GaveWay) -> Self {
        let GaveWay { chord, action, to, scope } = gave_way;
        Self { key: chord.to_string(), r#where: scope.to_string(), action: action.name(), to: to.name() }
    }
}

impl Place {
    fn of(global: &Global) -> Self {
        let path = global.config.clone().or_else(Config::default_path);
        Self { exists: path.as_ref().is_some_and(|path| path.exists()), path, faults: None, gave_way: None }
    }

    fn words(&self) -> String {
        match (&self.path, self.exists) {
            (None, _) => "this platform names no folder; name a file with --config FILE".to_owned(),
            (Some(path), true) => path.display().to_string(),
            (Some(path), false) => format!("{}, not there: every setting has its default", path.display()),
        }
    }
}

/// The path alone on its line, so that it can be handed on: `$EDITOR "$(ipack config path)"`.
fn path(global: &Global) -> Result<(), Failure> {
    let place = Place::of(global);
    if render::machine(global.format, &place)? {
        return Ok(());
    }
    render::lines([place.path.as_ref().map_or_else(|| place.words(), |path| path.display().to_string())])
}

fn check(global: &Global) -> Result<(), Failure> {
    let place = Place::of(global);
    let loaded = Config::load(global.config.as_deref());
    let keymap = loaded.as_ref().ok().and_then(|config| config.keymap().ok()).unwrap_or_default();
    let found = loaded.err();
    let fault = |error: &ConfigError| {
        let (line, column) = error.place().unzip();
        Fault { line, column, what: error.to_string() }
    };
    let faults: Vec<Fault> = found.iter().map(fault).collect();
    let told: Vec<String> = match &faults[..] {
        [] => {
            let gave_way = keymap.gave_way().iter().map(ToString::to_string);
            [format!("ok: {}", place.words())].into_iter().chain(gave_way).collect()
        }
        faults => faults.iter().map(|fault| fault.what.clone()).collect(),
    };
    let well = faults.is_empty();
    let gave_way = Some(keymap.gave_way().iter().map(Lost::of).collect());
    if !render::machine(global.format, &Place { faults: Some(faults), gave_way, ..place })? {
        render::lines(told)?;
    }
    if well { Ok(()) } else { Err(Failure::Reported(2)) }
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum From {
    Default,
    Environment,
    Config,
    CommandLine,
}

impl From {
    fn word(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Environment => "environment",
            Self::Config => "config",
            Self::CommandLine => "command line",
        }
    }
}

/// `[{"setting","value"|null,"from"}]`.
#[derive(Debug, Serialize)]
struct Setting {
    #[serde(rename = "setting")]
    name: String,
    value: Option<String>,
    from: From,
}

fn show(global: &Global) -> Result<(), Failure> {
    let settings = settings(global, &config(global)?);
    if render::machine(global.format, &settings)? {
        return Ok(());
    }
    let row = |one: &Setting| {
        let value = one.value.clone().unwrap_or_else(|| "—".to_owned());
        vec![one.name.clone(), value, one.from.word().to_owned()]
    };
    let rows: Vec<Vec<String>> = settings.iter().map(row).collect();
    render::lines(table::lines(&[whole("Setting"), text("Value"), whole("From")], &rows))
}

fn settings(global: &Global, config: &Config) -> Vec<Setting> {
    let one = |name: &str, value: String, from| Setting { name: name.to_owned(), value: Some(value), from };
    let set = |is_set: bool, otherwise| if is_set { From::Config } else { otherwise };
    let flag = |given: bool, from| if given { From::CommandLine } else { from };
    let color = match open::color(global) {
        ColorChoice::Auto => "auto",
        ColorChoice::Always => "always",
        ColorChoice::Never => "never",
    };
    let theme = screens::theme(global, config);
    let week = if config.week_start() == chrono::Weekday::Sun { "Sunday" } else { "Monday" };
    let glyphs = if config.unicode() { "unicode" } else { "ascii" };
    let words = |name: &str, words: &[String]| Setting {
        name: name.to_owned(),
        value: (!words.is_empty()).then(|| words.join(" ")),
        from: set(!words.is_empty(), From::Default),
    };
    let mut settings = vec![
        one("weekStart", week.to_owned(), set(config.week_start.is_some(), From::Environment)),
        one("color", color.to_owned(), flag(global.color.is_some(), set(config.color.is_some(), From::Default))),
        one("theme", theme.name.to_string(), flag(global.theme.is_some(), set(config.theme.is_some(), From::Default))),
        one("glyphs", glyphs.to_owned(), set(config.glyphs.is_some(), From::Environment)),
        one("mouse", (global.mouse || config.mouse).to_string(), flag(global.mouse, set(config.mouse, From::Default))),
        one("plain", (global.plain || config.plain).to_string(), flag(global.plain, set(config.plain, From::Default))),
        one("author", config.author.clone().unwrap_or_else(author), set(config.author.is_some(), From::Environment)),
        words("workspacePasswordCommand", &config.workspace_password_command),
        words("platformTokenCommand", config.platform_token_command.as_deref().unwrap_or_default()),
        one(
            "platformSyncMinutes",
            config.sync_every().map_or(0, |every| every.num_minutes()).to_string(),
            set(config.platform_sync_minutes.is_some(), From::Default),
        ),
        Setting {
            name: "commandHooks".to_owned(),
            value: (!config.command_hooks.is_empty()).then(|| config.command_hooks.join(", ")),
            from: set(!config.command_hooks.is_empty(), From::Default),
        },
    ];
    let styles = Theme::new(&theme).styles;
    let painted = config.colors.all().zip(styles.all()).map(|((meaning, own), (_, style))| Setting {
        name: format!("colors.{meaning}"),
        value: Paint::of(style).map(|color| color.to_string()),
        from: set(own.is_some(), From::Default),
    });
    settings.extend(painted);
    settings.extend(config.keys.is_empty().then(|| words("keys", &[])));
    settings
        .extend(config.keys.iter().map(|(action, keys)| one(&format!("keys.{action}"), keys.join(" "), From::Config)));
    settings
}

/// `[{"action","where","keys":[…],"changed","help"}]`.
#[derive(Debug, Serialize)]
struct Bound {
    action: &'static str,
    r#where: String,
    keys: Vec<String>,
    changed: bool,
    help: &'static str,
}

fn keys(global: &Global) -> Result<(), Failure> {
    let config = config(global)?;
    let (keymap, default) = (config.keymap().unwrap_or_default(), Keymap::default());
    let bound = keymap.bindings().iter().zip(default.bindings()).map(|(binding, before)| Bound {
        action: binding.action.name(),
        r#where: binding.scope.to_string(),
        keys: binding.chords.iter().map(ToString::to_string).collect(),
        changed: binding.chords != before.chords,
        help: Action::help(binding.action),
    });
    let bound: Vec<Bound> = bound.collect();
    if render::machine(global.format, &bound)? {
        return Ok(());
    }
    let row = |one: &Bound| {
        let keys = match (one.keys.is_empty(), one.changed) {
            (true, _) => "— (gave way)".to_owned(),
            (false, changed) => one.keys.join(" ") + if changed { " (changed)" } else { "" },
        };
        vec![one.action.to_owned(), keys, one.r#where.clone(), one.help.to_owned()]
    };
    let rows: Vec<Vec<String>> = bound.iter().map(row).collect();
    let lines = table::lines(&[whole("Action"), whole("Keys"), text("Where"), text("What it does")], &rows);
    let gave_way = keymap.gave_way().iter().map(ToString::to_string);
    render::lines(lines.into_iter().chain(gave_way))
}

/// `[{"name","help","chosen"}]`.
#[derive(Debug, Serialize)]
struct Named {
    name: &'static str,
    help: &'static str,
    chosen: bool,
}

fn themes(global: &Global) -> Result<(), Failure> {
    let chosen = screens::theme(global, &config(global)?).name;
    let named = ThemeName::ALL.map(|theme| Named { name: theme.name(), help: theme.help(), chosen: theme == chosen });
    if render::machine(global.format, &named)? {
        return Ok(());
    }
    let row =
        |one: &Named| vec![one.name.to_owned(), if one.chosen { "yes" } else { "" }.to_owned(), one.help.to_owned()];
    let rows: Vec<Vec<String>> = named.iter().map(row).collect();
    render::lines(table::lines(&[whole("Theme"), whole("Chosen"), text("What it is for")], &rows))
}
