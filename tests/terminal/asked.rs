//! What the terminal is asked for, and what is never switched on unless somebody wants it.

use crate::{
    pty::{Start, Terminal},
    support::Workspace,
};

fn written(terminal: &Terminal) -> String {
    String::from_utf8_lossy(&terminal.written).into_owned()
}

#[test]
fn nothing_of_the_mouse_is_switched_on_unless_it_is_wanted() {
    let workspace = Workspace::sample();
    let modes = ["?9", "?1000", "?1001", "?1002", "?1003", "?1005", "?1006", "?1015", "?1016"];
    let mut terminal = Start::ipack(&workspace.path()).page();
    assert_eq!(terminal.types("q").ended(), 0);
    let said = written(&terminal);
    for mode in modes {
        assert!(!said.contains(&format!("{mode}h")) && !said.contains(&format!("{mode}l")), "{mode}: {said:?}");
    }
    let mut terminal = Start::ipack(&workspace.path()).arguments(["--mouse"]).page();
    // Into the list, a line below the first pack.
    terminal.types("\x1b[<0;5;5M").shows("▌Bank Connectiv");
    assert_eq!(terminal.types("q").ended(), 0);
    let said = written(&terminal);
    let (before, after) = said.split_once("\x1b[?1000h\x1b[?1006h").expect("switched on");
    assert!(!before.contains("?100") && after.contains("\x1b[?1006l\x1b[?1000l"), "{said:?}");
}

#[test]
fn the_background_is_asked_for_once_where_the_theme_goes_by_it() {
    let workspace = Workspace::sample();
    let asked = |terminal: &Terminal| written(terminal).matches("\x1b]11;?").count();
    let mut terminal = Start::ipack(&workspace.path()).page();
    assert_eq!(asked(&terminal), 1);
    terminal.types("\x1b]11;rgb:ffff/ffff/ffff\x07");
    terminal.types("2").shows("1 scheduled release");
    assert_eq!(terminal.types("q").ended(), 0);
    assert_eq!(asked(&terminal), 1);
    let mut terminal = Start::ipack(&workspace.path()).arguments(["--theme", "dark"]).page();
    assert_eq!((asked(&terminal), terminal.types("q").ended()), (0, 0));
}
