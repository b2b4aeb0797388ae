//! The example of `docs/sharing.md`, as shown.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use super::server::{as_who_may, programs, server};

const SHARING: &str = include_str!("../../docs/sharing.md");

#[test]
fn the_sample_is_shared_in_four_commands() {
    if server().is_none() {
        return;
    }
    let shown = SHARING.split("\n```sh\n").nth(1).and_then(|rest| rest.split("\n```").next()).expect("an example");
    assert_eq!(shown.lines().count(), 4, "{shown}");
    // Whoever the server runs as may not look into the folder that the program was built in.
    let dir = tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o755)).tempdir().expect("a folder");
    let program = dir.path().join("ipack");
    fs::copy(Path::new(env!("CARGO_BIN_EXE_ipack")), &program).expect("copied");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("set");
    let folders = format!("{}:{}", dir.path().display(), programs().expect("found before").display());
    let script = format!(
        "PATH={folders}:$PATH; HOME=$(mktemp -dt ipack-example-XXXXXX); export PATH HOME; cd $HOME
         trap 'pg_ctl -D pg -m immediate stop >/dev/null 2>&1; rm -rf $HOME' EXIT; set -e\n{shown}"
    );
    let output = as_who_may(&script).output().expect("a shell");
    let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.contains("Order to Cash"), "{said}\n{wrong}");
}
