//! The terminal's cursor stands on what has the focus, where no text is typed: screen readers, magnifiers and braille
//! displays follow it.

use ipack::tui::{app::App, harness::Harness};

use crate::support::Workspace;

/// The text from where the cursor stands to the end of its line.
fn at_cursor(screens: &Harness<App>) -> String {
    let cursor = screens.cursor().expect("a cursor that is seen");
    let line = screens.screen().lines().nth(usize::from(cursor.y)).unwrap_or_default().to_owned();
    line.chars().skip(usize::from(cursor.x)).collect()
}

#[track_caller]
fn stands_on(workspace: fn() -> Workspace, keys: &str, text: &str) {
    let workspace = workspace();
    let mut screens = workspace.screens(80, 24);
    screens.press(keys);
    let found = at_cursor(&screens);
    assert!(found.starts_with(text), "{keys}: {found:?}, not {text:?}\n{}", screens.screen());
}

#[test]
fn on_the_row_of_a_list_and_of_a_table() {
    stands_on(Workspace::small, "", "▌Order to Cash");
    stands_on(Workspace::small, "<Down>", "▌Returns");
    stands_on(Workspace::small, "<Enter><Down>", "▌");
    for page in ["2", "3", "4", "5", "6"] {
        stands_on(Workspace::sample, page, "▌");
    }
    stands_on(Workspace::small, "/ret", "");
}

#[test]
fn on_radios_check_boxes_days_and_buttons() {
    stands_on(Workspace::small, "r", "▌");
    stands_on(Workspace::small, "r<Enter>", "▌");
    stands_on(Workspace::small, "rn", "▌(•) Release immediately");
    stands_on(Workspace::small, "rn<Down>", "▌(•) Release on specified date");
    stands_on(Workspace::small, "rn<Down><Enter><Down>", "▌22");
    stands_on(Workspace::small, "rn<Down><Enter><Down><Right>", "▌23");
    stands_on(Workspace::small, "rn<Enter>", "[ Release Integration Pack ]");
    stands_on(Workspace::small, "rn<Enter><Left>", "[ Cancel ]");
    stands_on(Workspace::small, "r<Left><Esc>", "[ ");
    stands_on(Workspace::small, "h", "▌");
    stands_on(Workspace::small, ",<Tab><Tab>", "▌(•)");
}

#[test]
fn in_the_text_where_one_is_typed() {
    stands_on(Workspace::small, "nName<Left><Left>", "me ");
    stands_on(Workspace::small, "2f<Tab>today<Tab>tomorrow<Left><Left>", "ow ");
    stands_on(Workspace::small, ":rel", "");
    stands_on(Workspace::small, "?rel", "");
}
