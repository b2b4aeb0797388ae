//! The pictures in README and `docs/gallery.md`, and the page of keys: drawn and written by the program itself, and
//! current.
//!
//! `IPACK_PICTURES=write cargo test --test pictures` makes them anew.

#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]
#![expect(clippy::disallowed_methods, reason = "pictures are no state")]

#[cfg(feature = "platform")]
#[path = "../connection/stage.rs"]
#[allow(dead_code, reason = "a picture needs a part of it")]
mod stage;
#[path = "../support/mod.rs"]
mod support;
mod svg;

use std::{env, fs, path::PathBuf};

#[cfg(feature = "platform")]
use ipack::tui::{app::App, harness::Harness, model::Model, worker};
use ipack::tui::{
    keys::Keymap,
    theme::{Theme, ThemeName},
};
use support::Workspace;
use svg::{Paper, svg};

/// A picture: its name, the keys that lead to what it shows, its columns and rows.
type Scene = (&'static str, &'static str, u16, u16);

const SCENES: [Scene; 9] = [
    ("select-versions", "/order<Enter>r<Down><Left><Down><Down><Down><Down><Down>", 96, 24),
    ("select-release-schedule", "/order<Enter>rn<Down><Enter><Down><Down>", 96, 24),
    ("success", "/order<Enter>rn<Down><Enter>2026-12-01<Enter><Enter>", 96, 24),
    ("integration-packs", "/procure<Enter>", 96, 24),
    ("several-packs", "*r<Down><Down>", 96, 24),
    ("roll-back", "/order<Enter>b<Down>", 96, 24),
    ("history", "/order<Enter>h<Down>", 96, 24),
    ("schedule", "2", 96, 24),
    ("components", "6/invoice<Enter>", 96, 24),
];

/// What a connected workspace shows alone: it is asked for at the last key, and not answered yet.
const WAITING: Scene = ("waiting", "/order<Enter>rnn", 96, 16);

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/pictures")
}

fn are_written() -> bool {
    env::var("IPACK_PICTURES").is_ok_and(|value| value == "write")
}

#[test]
fn the_pictures_are_what_the_program_draws() {
    let mut drawn = Vec::new();
    for (name, keys, width, height) in SCENES {
        for (theme, paper) in [(ThemeName::Dark, Paper::DARK), (ThemeName::Light, Paper::LIGHT)] {
            let workspace = Workspace::sample();
            let mut screens = workspace.themed(width, height, Theme::named(theme));
            screens.press(keys);
            drawn.push((format!("{name}-{theme}.svg"), svg(screens.buffer(), &paper)));
        }
    }
    #[cfg(feature = "platform")]
    for (theme, paper) in [(ThemeName::Dark, Paper::DARK), (ThemeName::Light, Paper::LIGHT)] {
        drawn.push((format!("{}-{theme}.svg", WAITING.0), svg(waiting(Theme::named(theme)).buffer(), &paper)));
    }
    let mut old = Vec::new();
    for (name, drawn) in drawn {
        let path = folder().join(name);
        if are_written() {
            fs::create_dir_all(folder()).and_then(|()| fs::write(&path, &drawn)).expect("written");
        } else if fs::read_to_string(&path).ok().as_deref() != Some(&drawn) {
            old.push(path);
        }
    }
    assert!(
        old.is_empty(),
        "no longer what is drawn: {old:?}\ndraw them anew: IPACK_PICTURES=write cargo test --test pictures"
    );
}

/// The wizard over a connected workspace, which waits for the platform.
#[cfg(feature = "platform")]
fn waiting(theme: Theme) -> Harness<App> {
    let stage = stage::Stage::synced(Workspace::sample());
    let mut engine = stage.desk_that_goes_out();
    let (_, keys, width, height) = WAITING;
    let mut model = Model::new(engine.overview(), "~/.local/share/ipack".into());
    model.resized(width, height);
    let answers = move |request| worker::answer(&mut engine, request);
    let mut screens = Harness::new(App::new(model, theme), answers, width, height);
    screens.press(keys).hold_answers().press("<Enter>");
    screens
}

#[test]
fn the_page_of_keys_is_what_the_keymap_binds() {
    let mut page = String::from(
        "# Keys\n\nEvery key, as it is bound where the config binds no other. `?` shows those that work where you are, and\n\
         `ipack config keys` lists them as your own config binds them. [The config](config.md) binds others, by the\n\
         name of the action.\n",
    );
    for bindings in Keymap::default().bindings().chunk_by(|one, next| one.scope == next.scope) {
        let place = bindings.first().map(|binding| binding.scope.to_string()).unwrap_or_default();
        let (first, rest) = place.split_at(1);
        page.extend([format!(
            "\n## {}{rest}\n\n| key | action | what it does |\n|---|---|---|\n",
            first.to_uppercase()
        )]);
        page.extend(bindings.iter().map(|binding| {
            let keys: Vec<String> = binding.chords.iter().map(|chord| format!("`{}`", chord.label(false))).collect();
            format!("| {} | `{}` | {} |\n", keys.join(" "), binding.action.name(), binding.action.help())
        }));
    }
    let path = folder().with_file_name("keys.md");
    if are_written() {
        fs::write(&path, &page).expect("written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "make it anew: IPACK_PICTURES=write cargo test --test pictures");
}

#[test]
fn every_picture_is_in_the_gallery() {
    let gallery = fs::read_to_string(folder().with_file_name("gallery.md")).expect("a gallery");
    for entry in fs::read_dir(folder()).expect("pictures") {
        let name = entry.expect("a file").file_name().to_string_lossy().into_owned();
        let scene = name.trim_end_matches(".svg").trim_end_matches("-dark").trim_end_matches("-light");
        assert!(SCENES.iter().chain([&WAITING]).any(|(known, ..)| *known == scene), "{name} is drawn by nothing");
        assert!(gallery.contains(&format!("pictures/{name}")), "{name} is not shown");
    }
}
