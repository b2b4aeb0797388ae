//! The command on the wizard's last screen, run by a shell on a copy of the workspace, does the same.

use super::*;

/// What the last screen shows, line by line.
fn shown(screen: &str) -> String {
    let after = screen.split("The same from the command line:\n").nth(1).expect("a command");
    let mut command = String::new();
    for line in after.lines() {
        command.push_str(line.trim());
        command.push('\n');
        if !line.ends_with('\\') {
            break;
        }
    }
    command
}

fn carried(pack: &Pack) -> Vec<(Option<&Contents>, ReleaseKind, &str)> {
    let released = pack.releases.iter().map(|r| (Some(&r.components), r.kind, r.notes.as_str()));
    released.chain(pack.scheduled.iter().map(|s| (Some(&s.components), s.kind, s.notes.as_str()))).collect()
}

#[track_caller]
fn does_the_same(workspace: &Workspace, pack: &str, keys: &str) {
    let copy = workspace.copy();
    let mut screens = workspace.screens(200, 60);
    screens.press(keys);
    let screen = screens.screen();
    assert!(screen.contains("✓ Success\n"), "{screen}");
    let command = shown(&screen);
    let mut shell = Command::new("sh");
    at_the_desk(&mut shell, &copy);
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_ipack")).parent().expect("a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([binary].into_iter().chain(std::env::split_paths(&path))).expect("a path");
    let output = shell.env("PATH", path).args(["-c", &command]).output().expect("it runs");
    assert!(output.status.success(), "{command}\n{}", text(&output.stderr));
    let id = workspace.pack(pack);
    let wizard = workspace.engine().pack(&id).expect("a pack").pack;
    let shell = copy.engine().pack(&id).expect("a pack").pack;
    assert_eq!(carried(&wizard), carried(&shell), "{command}");
    assert_eq!(wizard.members, shell.members);
    let date = |pack: &Pack| pack.scheduled.as_ref().map(|s| (s.release_on_date, s.time_zone));
    assert_eq!(date(&wizard), date(&shell), "{command}");
}

#[test]
fn rolled_back_kept_and_added() {
    let keys = "/order<Enter>r<Left><Left><Down><Down><Down><Down><Down><Down>=<Down><Left>n<Enter><Enter>";
    does_the_same(&Workspace::sample(), "Order to Cash", keys);
}

#[test]
fn scheduled() {
    does_the_same(&Workspace::sample(), "Order to Cash", "/order<Enter>r=n<Down><Enter>next fri<Enter><Enter>");
}

#[test]
fn superseding_what_is_scheduled() {
    let down = "<Down><Down><Down><Down>";
    does_the_same(&Workspace::sample(), "Procure to Pay", &format!("/procure<Enter>r{down}=<Down>ln<Enter><Enter>"));
}

#[test]
fn a_version_held_back() {
    let down = "<Down><Down><Down><Down><Down><Down>";
    does_the_same(&Workspace::sample(), "Record to Report", &format!("/record<Enter>r{down}ln<Enter><Enter>"));
}

#[test]
fn names_that_a_shell_would_read_otherwise() {
    let odd = SMALL
        .replace("\"Create Invoice\"", "\"It's \\\"$HOME\\\" `id` \\\\ 100%!\"")
        .replace("\"Ledger Posting\"", "\"a=b; rm -rf * # ~\"")
        .replace("\"Order to Cash\", description", "\"$(touch x) & <\", description")
        .replace("\"1.0\"", "\"-1 = 'one'\"");
    let keys = "<Enter><Esc>r<Left><Left><Up>n<Tab>Notes: \"it's\" $5 \\ `x` --yes<Tab><Tab><Tab><Enter>";
    does_the_same(&Workspace::of(&odd), "19440978-ba6f", keys);
}
