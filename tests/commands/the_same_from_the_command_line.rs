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

/// An id and a name of each pack: what a shell, the reader of options or another pack could be meant by.
const ODD: [(&str, &str); 22] = [
    ("dash", "-dash"),
    ("all", "--all"),
    ("-rf", "rm"),
    ("billing", "Billing EU"),
    ("billing-us", "billing"),
    ("equals", "=ls"),
    ("runs", "$(touch pwned)"),
    ("ticks", "`touch pwned`"),
    ("ends", "x; touch pwned"),
    ("pipes", "x|touch pwned"),
    ("sends", "x&touch pwned"),
    ("quotes", "it's \"this\" \\ that!"),
    ("tail", "ends in \\"),
    ("home", "~root"),
    ("job", "%self"),
    ("stars", "*?[a-z]{a,b} #x"),
    ("history", "!!"),
    ("hidden", "one\u{202e}two"),
    ("wide", "顧客 é\u{a0}x"),
    ("angle", "<(id) >pwned"),
    ("hidden-home", "$HOME"),
    ("option", "--now=x"),
];

/// Components whose names and versions are read in other ways, and each other's.
const PARTS: &str = r#"
    (componentId: "c1", name: "Sync", componentType: process, packagedComponents: [VERSIONS]),
    (componentId: "c2", name: "SYNC", componentType: process, packagedComponents: [VERSIONS]),
    (componentId: "c3", name: "c2", componentType: process, packagedComponents: [VERSIONS]),
    (componentId: "c4", name: "a", componentType: process, packagedComponents: [VERSIONS]),
    (componentId: "c5", name: "a=b", componentType: process, packagedComponents: [VERSIONS]),
    (componentId: "--set", name: "-x 'y'", componentType: process, packagedComponents: [VERSIONS]),
"#;

/// A workspace of them.
fn odd() -> Workspace {
    let version = |version: &str| {
        format!("(packageVersion: {version:?}, createdDate: \"2026-01-01T10:00:00Z\", shareable: true),")
    };
    let parts = PARTS.replace("VERSIONS", &["b=1", "-1 $x", " 2 ", "2"].map(version).concat());
    let carried = r#"["c1", "c2", "c3", "c4", "c5", "--set"]"#;
    let packs =
        ODD.map(|(id, name)| format!("(id: {id:?}, name: {name:?}, installationType: SINGLE, components: {carried}),"));
    Workspace::of(&format!("(components: [{parts}], integrationPacks: [{}])", packs.concat()))
}

/// Releases older versions of each pack, then keeps what is current and takes what is newest, then rolls it back: the
/// command that is printed for each step.
fn commands_of_all(engine: &mut ipack::engine::Engine) -> Vec<String> {
    use ipack::engine::{ReleaseOrder, When};
    let mut commands = Vec::new();
    let mut carry_out = |engine: &mut ipack::engine::Engine, proposal: ipack::engine::Proposal, selection| {
        let order = ReleaseOrder {
            basis: proposal.basis,
            selection,
            when: When::Now,
            notes: "it's\n-- $1".into(),
            overriding: None,
        };
        commands.push(engine.release(&order).expect("released").command);
    };
    for (at, (id, _)) in ODD.iter().enumerate() {
        let id = (*id).into();
        for keeps in [false, true] {
            let proposal = engine.propose_release(&id).expect("a proposal");
            let mut selection = proposal.selection.clone();
            for (nth, row) in proposal.selection.rows().iter().enumerate() {
                match (keeps, (at + nth) % 4) {
                    (false, older) => {
                        let version = row.component.versions[older].version.clone();
                        selection.choose(&row.component.id, &version).expect("it can be chosen");
                    }
                    (true, 0 | 1) => selection.keep(&row.component.id).expect("it can be kept"),
                    (true, _) => {}
                }
            }
            carry_out(engine, proposal, selection);
        }
        let proposal = engine.propose_rollback(&id, Some(1)).expect("a proposal");
        let selection = proposal.selection.clone();
        carry_out(engine, proposal, selection);
    }
    commands
}

/// What is printed means the same in each shell: it is run there, in the workspace that it was printed for.
#[test]
#[expect(clippy::print_stderr, reason = "it says what it left out")]
fn in_every_shell_among_names_that_are_read_otherwise() {
    let workspace = odd();
    let copies = ["bash", "dash", "zsh", "fish"].map(|shell| (shell, workspace.copy()));
    let commands = commands_of_all(&mut workspace.engine());
    assert_eq!(commands.len(), 3 * ODD.len());
    let all = |workspace: &Workspace| {
        let mut engine = workspace.engine();
        ODD.map(|(id, _)| {
            let pack = engine.pack(&id.into()).expect("a pack").pack;
            format!("{:#?}", carried(&pack))
        })
    };
    for (shell, copy) in copies {
        let mut command = Command::new(shell);
        at_the_desk(&mut command, &copy);
        let binary = PathBuf::from(env!("CARGO_BIN_EXE_ipack")).parent().expect("a folder").to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([binary].into_iter().chain(std::env::split_paths(&path))).expect("a path");
        let home = copy.path().with_file_name("home");
        std::fs::create_dir_all(&home).expect("a home");
        let Ok(output) = command.env("PATH", path).args(["-c", &commands.join("\n")]).output() else {
            eprintln!("{shell} is not installed here: left out");
            continue;
        };
        assert_eq!(text(&output.stderr), "", "{shell}");
        for ((of, there), command) in all(&workspace).iter().zip(all(&copy)).zip(commands.chunks(3)) {
            assert_eq!(*of, there, "{shell}: {command:?}");
        }
        let beside = std::fs::read_dir(copy.path().parent().expect("a folder")).expect("a folder");
        let beside: Vec<_> = beside.map(|entry| entry.expect("an entry").file_name()).collect();
        assert!(beside.iter().all(|name| name == "state" || name == "home"), "{shell}: {beside:?}");
    }
}
