//! Every screen at every size, and any keys on any screen: nothing panics, nothing is drawn outside its area, and
//! nothing of what others wrote reaches the terminal raw.

mod any_keys;
mod dates;
mod legacy;
mod unmeant;

use crate::support::{
    BLOCKED, SMALL, Workspace,
    hostile::{HOSTILE, hostile},
    screens::says,
    source,
};

use ipack::{
    engine::EngineError,
    tui::{app::App, harness::Harness, program::Program},
};
use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    layout::Rect,
};

/// Screens and dialogs: the keys that lead to them in the sample workspace, and what they show.
const SAMPLE: &[(&str, &str)] = &[
    ("", "Accounts Payable Automation"),
    ("/cash", "/ cash"),
    ("/zzz", "No match"),
    ("/order<Enter><Enter><Down>", "▌Credit Check"),
    ("/order<Enter><Tab><Tab>", "⏎ Release Integration Pack"),
    ("/procure<Enter><Enter>", "◷ Scheduled for Wed 25 Nov 2026"),
    ("/hr<Enter>r", "HR Onboarding has nothing to release"),
    ("*", "15 marked"),
    ("*r<End>", "15 of 15 can be released"),
    ("*r<Enter>", "[ Done ]"),
    ("*rn<Down><Tab><Down>", "Su"),
    ("/hr<Enter><Space><Esc>*rn", "All or nothing"),
    ("*rn<Enter><Enter>", "is released"),
    ("/field<Enter><Enter>", "No components yet"),
    ("/edi<Enter><Enter><End>", "100 of 100"),
    ("/顧客<Enter><Enter>", "▌住所正規化"),
    ("?", "On Integration Packs"),
    ("?<End>", "recalled"),
    ("?release", "▌r"),
    ("?zzz", "No match"),
    (":order", "Order to Cash"),
    (":", "Commands"),
    (":order", "/ order"),
    (":qqqqq", "No match"),
    ("3/<C-p>key", "/ key"),
    ("/order<Enter>r<C-p>next", "Go to the next step."),
    ("/procure<Enter>x<C-p>", "Commands"),
    ("2", "1 scheduled release"),
    ("2/zzz", "No match"),
    ("2<Enter>", "◷ Scheduled for Wed 25 Nov 2026"),
    ("3", "In Enterprise EMEA"),
    ("3<Enter><Down>", "▌HR Onboarding"),
    ("3/zzzz", "No match"),
    ("3a", "Apply Pending Updates ·"),
    ("3b", "Browse Integration Packs ·"),
    ("3b/retail<Enter><Enter>", "Complete Installation · Retail Sync"),
    ("3bv", "13 components"),
    ("3<Enter>x", "Uninstall ·"),
    ("3n", "Create Account"),
    ("4", "Account Information and Setup > Account Groups"),
    ("4<Tab><Tab>", "▌Order to Cash"),
    ("4/zzz", "No match"),
    ("4a<Space><Down><Space>", "[ Add 2 Accounts ]"),
    ("4p/order", "/ order"),
    ("4<Tab>x", "leaves the account group"),
    ("4D", "Delete Account Group ·"),
    ("5", "Everything that happened"),
    ("5<Down>pw", "Only"),
    ("5/zzz", "No match"),
    ("6", "/ filter"),
    ("6ss", "by folder"),
    ("6sss", "by date"),
    ("6/ledger<Enter><Enter><Down><Down>", "▌2.3-rc"),
    ("6/zzz", "No match"),
    ("6n", "Create Component"),
    ("6nx<Tab><Down><Tab>//folder/", "//folder/"),
    ("6p", "Package Component ·"),
    ("6p<Tab><Tab>notes<Tab><Space>ledger<Space>", "Included Components · 810 Invoice"),
    ("6p<Tab><Tab>notes<Tab><Space>/ledger<Enter><Space><Enter>", "Included Components (1)"),
    ("6/ledger<Enter><Enter><Down>D", "Delete Version ·"),
    ("6/ledger<Enter><Enter><Down>c", "compared with"),
    ("6/ledger<Enter>cff<Left>", "compared with"),
    ("6/ledger<Enter>v", "Packaged Component Details ·"),
    ("6/ledger<Enter><Enter><Down><Down><Down>vp", "Go to Pack"),
    ("/order<Enter>r<Left><Left>", "▼ 1.3"),
    ("/order<Enter>r<Left><Esc>", "Leave the wizard?"),
    ("/edi<Enter>r<PgDn>", "of 100"),
    ("/order<Enter>rf", "only changes"),
    ("/order<Enter>r/ledger", "/ ledger"),
    ("/order<Enter>rf/zzz", "No match"),
    ("/order<Enter>r<Down><Down><Down><Down><Down><Down><Enter>", "Select Version · Ledger Posting"),
    ("/order<Enter>r<Down><Down><Down><Down><Down><Down><Enter>/fx", "/ fx"),
    ("/order<Enter>r<Down><Down><Down><Down><Down><Down>v<End>", "Record to Report #5"),
    ("/order<Enter>rn", "Select Release Schedule"),
    ("/order<Enter>rn<Tab>some notes", "[ some notes"),
    ("/order<Enter>rn<Down><Enter>", "↓ opens the calendar"),
    ("/order<Enter>rn<Down><Enter>nonsense", r#""nonsense" is not a date"#),
    ("/order<Enter>rn<Down><Enter>2026-12-01<Enter>", "◷ Tue 1 Dec 2026"),
    ("/order<Enter>rn<Down><Enter><Down><PgDn>", "December 2026"),
    ("/procure<Enter>r<Left>n<Down>", "one is scheduled: move or"),
    ("/order<Enter>rn<Enter><Enter>", "Order to Cash #8 is released"),
    ("/order<Enter>rn<Down><Enter>2026-12-01<Enter><Enter>", "Order to Cash is scheduled for"),
    ("/order<Enter>h", "History"),
    ("/order<Enter>h<Down><Down><Down>d", "compared with the current #7"),
    ("/order<Enter>b", "Roll Back to #6: Select Versions"),
    ("/order<Enter>bn", "can't be released: it is deleted"),
    ("/procure<Enter>m", "Move Scheduled Release ·"),
    ("/procure<Enter>x", "Cancel Scheduled Release ·"),
    ("/procure<Enter>c", "applied the scheduled release early"),
    ("/order<Enter>a<Space><Right><Down>", "Add Packages to Integration Pack ·"),
    ("/order<Enter>a/invoice", "/ invoice"),
    ("/order<Enter>aw", "w why not?"),
    ("/procure<Enter><Enter>d", "Remove ·"),
    ("n", "Create Integration Pack"),
    ("norder to cash<Tab><Tab>x", r#"there is an integration pack named "Order to Cash" already"#),
    ("/retail<Enter>e", "Edit Details ·"),
    ("/procure<Enter>Dprocure<Enter>", "that is not its name"),
    ("/procure<Enter>w", "Installed in 25 accounts"),
    ("/procure<Enter>w<Enter>ss", "sorted by"),
    ("/procure<Enter>w<End><Enter>/mont", "/ mont"),
    ("/field<Enter>w", "Not installed in any account"),
    ("Itests/screens/documents/broken.ron<Enter>", "broken.ron:3:50"),
    ("Itests/screens/documents/set<Enter>", "To import:"),
    ("E<BackTab>", "The whole workspace"),
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

/// Goes to a screen, proves by its words to have arrived, and draws it at every size.
fn sweep(workspace: &Workspace, keys: &str, shows: &str) {
    let mut screens = workspace.screens(120, 36);
    says(screens.press(keys), shows);
    for (width, height) in sizes() {
        screens.resize(width, height);
        check_drawing(&screens, keys);
    }
}

#[test]
fn every_screen_of_the_sample_at_every_size() {
    for (keys, shows) in SAMPLE {
        sweep(&Workspace::sample(), keys, shows);
    }
}

#[test]
fn an_empty_workspace_and_a_blocked_release_at_every_size() {
    for (keys, shows) in [
        ("", "No integration packs yet"),
        ("?", "On Integration Packs"),
        (":", "Commands"),
        ("n", "Create Integration Pack"),
        ("6", "No components yet"),
        ("6n", "Create Component"),
        (",", "Workspace Settings"),
        (",<Tab><Tab><Tab><Tab><Down>", "Rollback without approval"),
        (",<Tab><Tab><Tab><Down><Tab><Tab><Enter>", "Change the deployment to legacy?"),
    ] {
        sweep(&Workspace::empty(), keys, shows);
    }
    for (keys, shows) in [
        ("r", "no version to select"),
        ("rn", "Import has no version that can be released"),
        ("r<Down>=", "not included"),
    ] {
        sweep(&Workspace::of(BLOCKED), keys, shows);
    }
}

#[test]
fn refusals_at_every_size() {
    let workspace = Workspace::small();
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
    for (keys, shows) in [
        ("", "Packaged Components ("),
        ("<Enter>", "▌"),
        ("r", "Select Versions"),
        ("r<Enter>", "Select Version ·"),
        ("rv", "Packaged Component Details ·"),
        ("rn<Tab>\u{202e}", "Select Release Schedule"),
        ("rn<Enter><Enter>", "Success"),
        ("*r<End>", "can be released"),
        ("*rn", "All or nothing"),
        ("*rn<Enter><Enter>", "Results"),
        (":", "Commands"),
        (":exe", "/ exe"),
        ("<End>", "Packaged Components ("),
        ("<End>r", "Select Versions"),
        ("<End>rn<Enter><Enter>", "Success"),
        ("<End>aw<Right>", "Add Packages to Integration Pack ·"),
        ("<End><Enter>d", "Remove ·"),
        ("<End>e", "Edit Details ·"),
        ("<End>D", "Delete this integration pack ·"),
        ("<End>,", "Workspace Settings"),
        ("6<End>", "Versions ("),
        ("6<End>sss", "by date"),
        ("6<End><Enter><Down>", "▌"),
        ("6<End>p<Tab><Tab><Tab><Space><Space><Enter>", "Included Components (1)"),
        ("6<End><Enter><Down>D", "Delete Version ·"),
        ("6<End><Enter>cf", "compared with"),
    ] {
        sweep(&hostile(), keys, shows);
    }
}

/// A wizard that was left by accident is offered over whatever it was about.
#[test]
fn a_draft_that_was_left_at_every_size() {
    for (workspace, keys) in [(Workspace::sample(), "/order<Enter>r<Left>n<Tab>why"), (hostile(), "rn<Tab>\u{202e}")] {
        workspace.screens(120, 36).press(keys);
        sweep(&workspace, "", "Go On ·");
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
        sweep(&hostile(), keys, shows);
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
        screens.press("<Esc>6");
        for _ in 0..=HOSTILE.len() {
            screens.press("p");
            check_drawing(&screens, "package a version");
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
