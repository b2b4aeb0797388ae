//! Two people at two terminals, one of whom is cut off for a while.

use super::{
    Computer,
    line::Line,
    pty::{Start, Terminal},
    server::server,
};

const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const LEFT: &str = "\x1b[D";

/// The screens on a computer.
fn open(computer: &Computer, url: &str) -> Terminal {
    let home = computer.home.path();
    let (cache, home) = (home.join(".cache").display().to_string(), home.display().to_string());
    let start = Start::ipack(&computer.home.path().join("none")).arguments(["--workspace", url]);
    start.variable("HOME", &home).variable("XDG_CACHE_HOME", &cache).page()
}

fn release(terminal: &mut Terminal, told: &str) {
    terminal.types("r").shows("Select Versions");
    terminal.types(LEFT).types("n").shows("Select a Release Option");
    terminal.types(ENTER).shows("Release Integration Pack").types(ENTER).shows(told);
    terminal.types(ESC).shows("Packaged Components (");
}

#[test]
fn each_sees_what_the_other_releases_and_the_one_that_is_cut_off_reads_on() {
    let Some(server) = server() else { return };
    let (line, one, two) = (Line::to(server), Computer::new(), Computer::new());
    let (near, far) = (server.url("terminals"), line.url("terminals"));
    one.create(&near);
    let (mut ours, mut theirs) = (open(&one, &near), open(&two, &far));
    ours.shows("Shared");
    theirs.shows("Shared");
    release(&mut ours, "#3 is released");
    theirs.shows("Current release #3");

    line.cut();
    theirs.shows("offline since").shows("Offline");
    one.says(&near, &["rollback", "Order to Cash", "--to", "1", "--now", "--yes"]);
    ours.shows("Current release #4");
    theirs.types("r").shows("offline since");
    theirs.types(ESC).types("h").shows("History").types(ESC).shows("Current release #3");
    line.mend();
    theirs.types("R").shows("the workspace can be read and changed again").shows("Current release #4");
    one.says(&near, &["workspace", "set", "name", "Renamed"]);

    // By itself, too.
    line.cut();
    theirs.shows("offline since");
    line.mend();
    theirs.shows("the workspace can be read and changed again").hides("Offline");
    for mut terminal in [ours, theirs] {
        assert_eq!(terminal.types("q").ended(), 0);
    }
}
