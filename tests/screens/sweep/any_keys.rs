//! Any keys on any screen do no harm: nothing panics, and nothing is drawn outside its area.

use ipack::tui::{
    app::App,
    event::{Event, Mouse},
    theme::{Theme, ThemeName, ThemeOptions},
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use super::check_drawing;
use crate::{
    approvals::busy_and_requested,
    freezes::caught,
    support::{
        Workspace,
        hostile::{HOSTILE, acting, hostile},
    },
};

/// A key, mostly one that means something; never `E`, which would write documents wherever a random name leads to.
fn key() -> impl Strategy<Value = String> {
    let named = prop::sample::select(vec![
        "<Enter>",
        "<Enter>",
        "<Enter>",
        "<Esc>",
        "<Tab>",
        "<BackTab>",
        "<Space>",
        "<Up>",
        "<Down>",
        "<Left>",
        "<Right>",
        "<PgUp>",
        "<PgDn>",
        "<Home>",
        "<End>",
        "<S-PgDn>",
        "<S-PgUp>",
        "<BS>",
        "<Del>",
        "<C-u>",
        "<C-w>",
        "<C-k>",
        "<C-Left>",
        "<A-d>",
        "<C-l>",
        "<C-p>",
        "<F5>",
    ]);
    let letters = prop::sample::select(
        "rrrnnnvslz=/?,pytjkhb123456-+0daxuweDIcfmoiAXWHF[]{}<>:*gGä顧e\u{301}".chars().collect::<Vec<_>>(),
    );
    prop_oneof![
        named.prop_map(str::to_owned),
        letters.prop_map(|c| if c == '<' { "<lt>".into() } else { c.to_string() })
    ]
}

/// What a user can do to a terminal.
#[derive(Debug, Clone)]
enum Input {
    Press(String),
    Paste(String),
    Resize(u16, u16),
    Point(u16, u16, Mouse),
    Background([u8; 3]),
    /// What the admin's own editor made of a text, or that there is none.
    Composed(Result<String, String>),
}

fn input() -> impl Strategy<Value = Input> {
    let mouse =
        prop::sample::select(vec![Mouse::Click, Mouse::Click, Mouse::DoubleClick, Mouse::WheelUp, Mouse::WheelDown]);
    prop_oneof![
        20 => key().prop_map(Input::Press),
        1 => prop::sample::select(HOSTILE).prop_map(|text| Input::Paste(text.to_owned())),
        1 => (1u16..130, 1u16..40).prop_map(|(width, height)| Input::Resize(width, height)),
        1 => Just(Input::Resize(80, 24)),
        4 => (0u16..84, 0u16..26, mouse).prop_map(|(x, y, what)| Input::Point(x, y, what)),
        1 => prop::sample::select(HOSTILE).prop_map(|text| Input::Composed(Ok(text.to_owned()))),
        1 => prop::sample::select(HOSTILE).prop_map(|text| Input::Composed(Err(text.to_owned()))),
        1 => prop::sample::select(vec![[0; 3], [255; 3], [128; 3]]).prop_map(Input::Background),
    ]
}

/// The same inputs in every run. `IPACK_RUNS` says how many keys these tests press, about thirty a case.
pub(super) fn for_any_inputs(cases: u32, workspace: impl Fn() -> Workspace) {
    let asked = std::env::var("IPACK_RUNS").ok().and_then(|keys| keys.parse::<u32>().ok());
    let cases = asked.map_or(cases, |keys| keys.div_ceil(5 * 30));
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&prop::collection::vec(input(), 1..60), |inputs| {
        let workspace = workspace();
        let theme = Theme::named(ThemeName::ALL[inputs.len() % ThemeName::ALL.len()]);
        let mut screens = workspace.drawn_by(80, 24, |model| {
            App::new(model, theme).with_mouse().with_theme_for_background(ThemeOptions::default())
        });
        for input in inputs {
            if screens.exit().is_some() {
                break;
            }
            match &input {
                Input::Press(keys) => screens.press(keys),
                Input::Paste(text) => screens.paste(text),
                Input::Resize(width, height) => screens.resize(*width, *height),
                Input::Point(x, y, what) => screens.event(Event::Mouse { x: *x, y: *y, what: *what }),
                Input::Composed(composed) => screens.event(Event::Composed(composed.clone())),
                Input::Background(background) => screens.event(Event::Background(*background)),
            };
            check_drawing(&screens, &format!("{input:?}"));
            // Random names would be written to wherever the tests run.
            if screens.screen().contains("[ Export ]") {
                screens.press("<Esc>");
            }
        }
        Ok(())
    });
    outcome.expect("no input does harm");
}

#[test]
fn any_keys_do_no_harm() {
    for_any_inputs(80, Workspace::small);
}

#[test]
fn any_keys_do_no_harm_in_the_sample() {
    for_any_inputs(30, Workspace::sample);
}

#[test]
fn any_keys_do_no_harm_among_hostile_texts() {
    for_any_inputs(20, hostile);
}

#[test]
fn any_keys_do_no_harm_in_an_empty_workspace() {
    for_any_inputs(10, Workspace::empty);
}

/// Where others must approve, and where dates are frozen.
#[test]
fn any_keys_do_no_harm_in_a_governed_workspace() {
    for_any_inputs(20, busy_and_requested);
    for_any_inputs(20, caught);
}

/// Whatever is drawn, and wherever: texts of which each acts on the terminal.
#[test]
fn any_keys_do_no_harm_among_texts_that_act() {
    for_any_inputs(20, acting);
}
