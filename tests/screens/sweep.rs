//! Every screen at every size, and any keys on any screen: nothing panics, nothing is drawn outside its area, and
//! nothing of what others wrote reaches the terminal raw.

mod legacy;

use crate::support::{
    BLOCKED, SMALL, Workspace,
    hostile::{HOSTILE, hostile},
    source,
};
use ipack::{
    engine::EngineError,
    tui::{app::App, harness::Harness, program::Program},
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    layout::Rect,
};

/// Screens and dialogs, by the keys that lead to them in the sample workspace.
const SAMPLE: &[&str] = &[
    "",
    "/cash",
    "/zzz",
    "/order<Enter><Enter><Down>",
    "/order<Enter><Tab><Tab>",
    "/procure<Enter><Enter>",
    "/hr<Enter>r",
    "/field<Enter><Enter>",
    "/edi<Enter><Enter><End>",
    "/顧客<Enter><Enter>",
    "?",
    "2",
    "2/zzz",
    "2<Enter>",
    "3",
    "3<Enter><Down>",
    "3/zzz",
    "3a",
    "3b",
    "3b/retail<Enter><Enter>",
    "3bv",
    "3<Enter>x",
    "3n",
    "4",
    "4<Tab><Tab>",
    "4/zzz",
    "4a<Space><Down><Space>",
    "4p/order",
    "4<Tab>x",
    "4D",
    "5",
    "5<Down>pw",
    "5/zzz",
    "6",
    "6ss",
    "6sss",
    "6/ledger<Enter><Enter><Down><Down>",
    "6/zzz",
    "6n",
    "6nx<Tab><Down><Tab>//folder/",
    "6p",
    "6p<Tab><Tab>notes<Tab><Space>ledger<Space>",
    "6p<Tab><Tab>notes<Tab><Space>/ledger<Enter><Space><Enter>",
    "6/ledger<Enter><Enter><Down>D",
    "6/ledger<Enter><Enter><Down>c",
    "6/ledger<Enter>cff<Left>",
    "6/ledger<Enter>v",
    "/order<Enter>r<Left><Left>",
    "/order<Enter>r<Left><Esc>",
    "/edi<Enter>r<PgDn>",
    "/order<Enter>r<Down><Down><Down><Down><Down><Down><Enter>",
    "/order<Enter>r<Down><Down><Down><Down><Down><Down><Enter>/fx",
    "/order<Enter>r<Down><Down><Down><Down><Down><Down>v<End>",
    "/order<Enter>rn",
    "/order<Enter>rn<Tab>some notes",
    "/order<Enter>rn<Down><Enter>",
    "/order<Enter>rn<Down><Enter>nonsense",
    "/order<Enter>rn<Down><Enter>2026-12-01<Enter>",
    "/order<Enter>rn<Down><Enter><Down><PgDn>",
    "/procure<Enter>r<Left>n<Down>",
    "/order<Enter>rn<Enter><Enter>",
    "/order<Enter>rn<Down><Enter>2026-12-01<Enter><Enter>",
    "/order<Enter>h",
    "/order<Enter>h<Enter>",
    "/order<Enter>b",
    "/order<Enter>bn",
    "/procure<Enter>m",
    "/procure<Enter>x",
    "/procure<Enter>c",
    "/order<Enter>a<Space><Right><Down>",
    "/order<Enter>a/invoice",
    "/order<Enter>aw",
    "/procure<Enter>d",
    "n",
    "norder to cash<Tab><Tab>x",
    "/retail<Enter>e",
    "/procure<Enter>Dprocure<Enter>",
    "/procure<Enter>w",
    "/procure<Enter>w<Enter>ss",
    "/procure<Enter>w<End><Enter>/mont",
    "/field<Enter>w",
    "Itests/screens/documents/broken.ron<Enter>",
    "Itests/screens/documents/set<Enter>",
    "E<BackTab>",
];

fn sizes() -> Vec<(u16, u16)> {
    let tiny = (0..=20).flat_map(|width| (0..=10).map(move |height| (width, height)));
    let edge = (55..=64).flat_map(|width| (12..=18).map(move |height| (width, height)));
    let thin = [(1, 200), (200, 1), (60, 40), (200, 16)];
    let sample = [(75, 17), (76, 16), (80, 24), (120, 36), (200, 60)];
    tiny.chain(edge).chain(thin).chain(sample).collect()
}

/// Whether a character would act on the terminal instead of being shown.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Draws into the middle of a larger buffer and looks at what became of it.
fn check_drawing(screens: &Harness<App>, said: &str) {
    let Rect { width, height, .. } = screens.buffer().area;
    let (area, whole) = (Rect::new(2, 1, width, height), Rect::new(0, 0, width + 4, height + 2));
    let untouched = Cell::new("░");
    let mut buffer = Buffer::filled(whole, untouched.clone());
    for y in area.top()..area.bottom() {
        buffer.content[at(whole, area.x, y)..at(whole, area.right(), y)].fill(Cell::EMPTY);
    }
    let cursor = screens.program().draw(area, &mut buffer);
    let place = format!("{said} at {width}x{height}");
    assert!(cursor.is_none_or(|cursor| area.contains(cursor)), "{place}: cursor at {cursor:?}");
    for y in whole.top()..whole.bottom() {
        let inside = area.top() <= y && y < area.bottom();
        for x in whole.left()..whole.right() {
            let cell = &buffer.content[at(whole, x, y)];
            let symbol = cell.symbol();
            if !inside || x < area.left() || x >= area.right() {
                assert!(*cell == untouched, "{place}: drawn outside at {x}, {y}");
            } else if !symbol.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
                assert!(!symbol.chars().any(acts), "{place}: {symbol:?} at {x}, {y}");
                assert!(x + cell.cell_width().max(1) <= area.right(), "{place}: {symbol:?} reaches out at {x}, {y}");
            }
        }
    }
}

fn at(area: Rect, x: u16, y: u16) -> usize {
    usize::from(y) * usize::from(area.width) + usize::from(x)
}

fn sweep(workspace: &Workspace, keys: &str) {
    let mut screens = workspace.screens(120, 36);
    screens.press(keys);
    for (width, height) in sizes() {
        screens.resize(width, height);
        check_drawing(&screens, keys);
    }
}

#[test]
fn every_screen_of_the_sample_at_every_size() {
    for keys in SAMPLE {
        sweep(&Workspace::sample(), keys);
    }
}

#[test]
fn an_empty_workspace_and_a_blocked_release_at_every_size() {
    for keys in ["", "?", "n", "6", "6n", ",", ",<Tab><Tab><Tab><Down><Tab><Enter>"] {
        sweep(&Workspace::empty(), keys);
    }
    for keys in ["r", "rn", "r<Down>="] {
        sweep(&Workspace::of(BLOCKED), keys);
    }
}

#[test]
fn refusals_at_every_size() {
    let workspace = Workspace::of(SMALL);
    let mut screens = workspace.screens(120, 36);
    screens.press("rn<Enter>");
    workspace.screens(80, 24).press("rn<Enter><Enter>");
    screens.press("<Enter>");
    assert!(screens.screen().contains("was changed meanwhile"), "{}", screens.screen());
    for (width, height) in sizes() {
        screens.resize(width, height);
        check_drawing(&screens, "a conflict");
    }
}

#[test]
fn hostile_texts_on_every_screen_at_every_size() {
    for keys in ["", "<Enter>", "r", "r<Enter>", "rv", "rn<Tab>\u{202e}", "rn<Enter><Enter>"] {
        sweep(&hostile(), keys);
    }
    for keys in ["", "r", "rn<Enter><Enter>", "aw<Right>", "d", "e", "D", ","] {
        sweep(&hostile(), &format!("<End>{keys}"));
    }
    for keys in ["", "sss", "<Enter><Down>", "p<Tab><Tab><Tab><Space><Space><Enter>", "<Enter>D", "<Enter>cf"] {
        sweep(&hostile(), &format!("6<End>{keys}"));
    }
}

#[test]
fn hostile_subscribers_at_every_size() {
    let ways = [
        ("2", "1 Dec 2026"),
        ("3", "Integration Packs ("),
        ("3<Enter><End>", "Integration Packs (2)"),
        ("3/e", "/ e"),
        ("3a", "Apply Pending Updates ·"),
        ("3b", "Browse Integration Packs ·"),
        ("3b<End><Enter>", "not shared with"),
        ("3bv", "Current release #1"),
        ("3<Enter>x", "Uninstall ·"),
        ("4<Down><Tab><End>", "Accounts (5)"),
        ("4<Down><Tab><Tab><End>", "Resources (7)"),
        ("4a<Space>", "Add 1 Account"),
        ("4p<Space><Down>", "Add 1 Integration Pack"),
        ("4<Down><Tab>x", "leaves the account group"),
        ("4<Down><Tab><Tab>x", "is no longer"),
        ("4<Down>D", "Delete Account Group ·"),
        ("4/e", "/ e"),
        ("/exe<Enter>w", "Who has it ·"),
        ("/exe<Enter>w<Enter>", "13, sorted by account"),
        ("/exe<Enter>w<Enter>ss<End>", "sorted by last update"),
        ("/exe<Enter>w<End><Enter>/e", "of 7 applied early"),
    ];
    for (keys, shows) in ways {
        let mut screens = hostile().screens(120, 36);
        screens.press(keys);
        assert!(screens.screen().contains(shows), "{keys}: {shows}\n{}", screens.screen());
        sweep(&hostile(), keys);
    }
    let mut screens = hostile().screens(60, 16);
    for keys in ["4/長<Enter>D", "4/長<Enter><Tab><End>x", "4/長<Enter><Tab><Tab><End>x"] {
        screens.press("<Esc><Esc><Esc>").press(keys);
        assert!(screens.screen().contains("[ Cancel ]"), "{keys}: the buttons always show\n{}", screens.screen());
    }
    for keys in ["3", "3<Enter>", "4", "w<Enter>"] {
        let workspace = hostile();
        for (width, height) in [(60, 16), (80, 24), (120, 36)] {
            let mut screens = workspace.screens(width, height);
            screens.press("/exe<Enter>").press(keys);
            for _ in 0..=HOSTILE.len() {
                screens.press("<Down>");
                check_drawing(&screens, keys);
            }
        }
    }
}

#[test]
fn every_hostile_row_is_shown_clean() {
    let workspace = hostile();
    for (width, height) in [(60, 16), (80, 24), (120, 36)] {
        let mut screens = workspace.screens(width, height);
        screens.press("<Enter>");
        for _ in 0..=HOSTILE.len() {
            screens.press("<Esc><Down><Enter>");
            check_drawing(&screens, "the page");
        }
        screens.press("r");
        for _ in 0..=HOSTILE.len() {
            check_drawing(&screens, "step 1");
            screens.press("v");
            check_drawing(&screens, "details");
            screens.press("<Esc><Enter>");
            check_drawing(&screens, "select version");
            screens.press("<Esc><Down>");
        }
    }
}

/// Escape sequences come in nowhere: an import refuses them, so that no screen has to hide them.
#[test]
fn escape_sequences_are_refused_where_texts_come_in() {
    for (old, new) in [
        ("\"First\"", "\"\\u{1b}[2J\""),
        ("\"m.ruiz\"", "\"\\u{9b}31m\""),
        ("\"1.2-rc\"", "\"\\u{7}\""),
        ("\"From the order to the money.\"", "\"\\u{1b}]52;c;\""),
        ("\"Europe\"", "\"\\u{8}\""),
    ] {
        assert!(SMALL.contains(old));
        let workspace = Workspace::empty();
        let refused = workspace.engine().import(&[source(&SMALL.replacen(old, new, 1))]);
        assert!(matches!(refused, Err(EngineError::Documents(_))), "{new}: {refused:?}");
    }
}

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
    let letters =
        prop::sample::select("rrrnnnvslz=/?,pytjkhb12364-+0daxuweDIcf[]{}<>:ä顧e\u{301}".chars().collect::<Vec<_>>());
    prop_oneof![
        named.prop_map(str::to_owned),
        letters.prop_map(|c| if c == '<' { "<lt>".into() } else { c.to_string() })
    ]
}

/// What a user can do to a terminal.
#[derive(Debug, Clone)]
enum Deed {
    Press(String),
    Paste(String),
    Resize(u16, u16),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        20 => key().prop_map(Deed::Press),
        1 => prop::sample::select(HOSTILE).prop_map(|text| Deed::Paste(text.to_owned())),
        1 => (1u16..130, 1u16..40).prop_map(|(width, height)| Deed::Resize(width, height)),
        1 => Just(Deed::Resize(80, 24)),
    ]
}

/// Whatever keys come in a burst, and whatever was pressed before: nothing is written by them.
#[test]
fn no_burst_of_keys_commits() {
    let config = Config { cases: 60, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let places = prop::sample::select(SAMPLE);
    let outcome = runner.run(&(places, prop::collection::vec(key(), 1..40)), |(place, keys)| {
        let workspace = Workspace::sample();
        let mut screens = workspace.screens(80, 24);
        screens.press(place);
        let before = workspace.bytes();
        for key in keys {
            if screens.exit().is_some() {
                break;
            }
            screens.burst(&key);
        }
        assert!(before == workspace.bytes(), "{}", screens.screen());
        Ok(())
    });
    outcome.expect("no burst does harm");
}

/// The same deeds in every run.
fn for_any_deeds(cases: u32, workspace: impl Fn() -> Workspace) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&prop::collection::vec(deed(), 1..60), |deeds| {
        let workspace = workspace();
        let mut screens = workspace.screens(80, 24);
        for deed in deeds {
            if screens.exit().is_some() {
                break;
            }
            match &deed {
                Deed::Press(keys) => screens.press(keys),
                Deed::Paste(text) => screens.paste(text),
                Deed::Resize(width, height) => screens.resize(*width, *height),
            };
            check_drawing(&screens, &format!("{deed:?}"));
        }
        Ok(())
    });
    outcome.expect("no deed does harm");
}

#[test]
fn any_keys_do_no_harm() {
    for_any_deeds(80, || Workspace::of(SMALL));
}

#[test]
fn any_keys_do_no_harm_in_the_sample() {
    for_any_deeds(30, Workspace::sample);
}

#[test]
fn any_keys_do_no_harm_among_hostile_texts() {
    for_any_deeds(20, hostile);
}

#[test]
fn any_keys_do_no_harm_in_an_empty_workspace() {
    for_any_deeds(10, Workspace::empty);
}
