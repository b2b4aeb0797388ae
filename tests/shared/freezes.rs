//! Freezes in a shared workspace: what one computer freezes keeps the other from releasing.

use super::{Computer, error, server::server};

const ORDER: &str = "Order to Cash";

#[test]
fn what_one_computer_freezes_the_other_can_not_release_without_a_reason() {
    let Some(server) = server() else { return };
    let (url, one, two) = (&server.url("freezes"), Computer::new(), Computer::new());
    one.create(url);
    two.says(url, &["release", ORDER, "--on", "2026-12-28", "--yes"]);
    let added = one.says(url, &["freeze", "add", "Year end", "--from", "2026-12-24", "--to", "2027-01-03"]);
    assert!(added.contains("It catches 1 scheduled release") && added.contains(ORDER), "{added}");
    let refused = two.run(url, &["release", "Returns", "--on", "2026-12-28", "--yes"]);
    assert_eq!(refused.status.code(), Some(3), "{}", error(&refused));
    assert!(error(&refused).contains("frozen by Year end, set by ipack"), "{}", error(&refused));
    two.says(url, &["release", "Returns", "--on", "2026-12-28", "--override-freeze", "A fix", "--yes"]);
    assert!(one.says(url, &["schedule", "list", "--format", "json"]).contains("\"reason\": \"A fix\""));
    let at = |computer: &Computer, now: &str, args: &[&str]| {
        let mut command = computer.command(args);
        command.env("IPACK_WORKSPACE", url).env("IPACK_TEST_NOW", now).output().expect("it runs")
    };
    let tick = at(&one, "2026-12-28T05:10:00Z", &["scheduler", "tick"]);
    let said = String::from_utf8_lossy(&tick.stdout).into_owned();
    assert_eq!(tick.status.code(), Some(3), "{said}");
    assert!(said.contains("Returns #1 is released") && said.contains("Order to Cash is blocked: frozen by"), "{said}");
    at(&two, "2026-12-28T05:11:00Z", &["freeze", "remove", "Year end"]);
    let list = at(&one, "2026-12-28T05:12:00Z", &["schedule", "list", "--format", "json"]);
    assert!(String::from_utf8_lossy(&list.stdout).contains("\"blocked\": null"), "it is free at once");
    let tick = at(&one, "2026-12-28T05:12:00Z", &["scheduler", "tick"]);
    assert!(tick.status.success() && String::from_utf8_lossy(&tick.stdout).contains("Order to Cash #3 is released"));
    let calendar =
        [one.says(url, &["schedule", "export", "--out", "-"]), two.says(url, &["schedule", "export", "--out", "-"])];
    assert!(calendar[0].contains("Released as #3") && calendar[0] == calendar[1], "{}", calendar[0]);
}
