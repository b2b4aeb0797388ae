//! `script.sh`: a workspace from nothing, by commands alone.

use std::process::Command;

#[test]
fn a_shell_script_does_the_whole_job() {
    let output = Command::new("sh")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/script.sh"))
        .env("IPACK", env!("CARGO_BIN_EXE_ipack"))
        .env("IPACK_TEST_NOW", "2026-11-21T18:00:00Z")
        .env_remove("IPACK_STATE_DIR")
        .output()
        .expect("a shell");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}\n{}", String::from_utf8_lossy(&output.stdout));
}
