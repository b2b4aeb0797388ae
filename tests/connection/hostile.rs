//! What the platform, or whoever stands in its place, can tell that nobody expects: names, ids, clocks, sizes,
//! addresses.

use std::{
    fmt::Write as _,
    io::{BufReader, Write as _},
};

use chrono::TimeDelta;
use ipack::{
    domain::{Origin, PackId},
    engine::{PackageOrder, ReleaseOrder, When},
};

use crate::{
    killed::message,
    program::Served,
    secure::listens,
    stage::{Fate, Stage},
    support::{NOW, Workspace, instant},
};

/// Packs whose names and ids are of hostile kinds; two of the ids can't be ids.
const ODD: &str = r#"{"numberOfResults": 3, "result": [
    {"id": "a/b+c=", "name": "\u001b[2J\u0007\u2028Evil\u0000", "installationType": "SINGLE", "Description": "x\u0000\u001by",
     "PublisherPackagedComponents": {"PublisherPackagedComponent": [
        {"componentId": "c/1+=", "componentName": "\r\nBell\u0007", "componentType": "process", "currentVersion": "1/0 +=",
         "pendingVersion": "", "latestVersion": "1/0 +=", "deleted": false}]}},
    {"id": "", "name": "No id", "installationType": "SINGLE", "PublisherPackagedComponents": {"PublisherPackagedComponent": []}},
    {"id": "\u001b[31m", "name": "Odd", "installationType": "SINGLE", "PublisherPackagedComponents": {"PublisherPackagedComponent": []}}]}"#;

#[test]
fn names_and_ids_of_every_kind_come_over_sound() {
    let stage = Stage::connected(Workspace::empty());
    stage.always(Some(("PublisherIntegrationPack/query", Fate::Instead(200, ODD))));
    let synced = stage.sync();
    assert_eq!(synced.left_out, ["2 integration packs whose ids are not valid"]);
    let odd: PackId = "a/b+c=".into();
    let view = stage.desk.engine().pack(&odd).expect("it came over");
    let pack = &view.pack;
    assert!(pack.name.contains("Evil") && !pack.name.chars().any(char::is_control), "{:?}", pack.name);
    assert!(!pack.description.chars().any(char::is_control), "{:?}", pack.description);
    assert_eq!(view.rows[0].component_name, "Bell");
    assert_eq!(pack.current_contents().iter().map(|(_, version)| version.to_string()).collect::<Vec<_>>(), ["1/0 +="]);
    assert_eq!(stage.sync().words, "", "it is the same the next time");
    stage.asked();
    let refused = stage.desk_that_goes_out().edit_pack(&odd, None, Some("Sound"), None).expect_err("it is not there");
    assert_eq!(refused.status(), 4, "{refused}");
    assert_eq!(stage.asked(), ["GET PublisherIntegrationPack/a%2Fb%2Bc%3D"], "an id stays one part of the path");
}

/// The platform's clock is hours before or behind: what happened there is found all the same, and once.
#[test]
fn clocks_that_differ_hide_nothing() {
    for hours in [-7, 7] {
        let stage = Stage::connected(Workspace::small());
        stage.platform.clock.set(instant(NOW) + TimeDelta::hours(hours));
        stage.sync();
        let mut platform = stage.platform.engine();
        let order =
            PackageOrder { version: Some("2.2".into()), shareable: true, notes: String::new(), include: Vec::new() };
        platform.package_component(&"ledger".into(), &order).expect("packaged there");
        let proposal = platform.propose_again(&"19440978-ba6f".into(), Origin::Latest).expect("a proposal");
        let (basis, selection) = (proposal.basis, proposal.selection);
        let order = ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None };
        platform.release(&order).expect("released there");
        assert_eq!(stage.sync().words, "1 version packaged, 1 pack released elsewhere", "{hours} hours");
        assert_eq!(stage.sync().words, "", "{hours} hours");
        stage.agrees();
    }
}

#[test]
fn an_account_with_nothing_is_in_step_with_nothing() {
    let synced = Stage::connected(Workspace::empty()).sync();
    assert_eq!((synced.packs, synced.words.as_str(), synced.left_out.len()), (0, "", 0));
}

#[test]
fn five_thousand_packs_come_in_the_fewest_pages() {
    let mut document = String::from("(integrationPacks: [");
    for n in 0..5_000 {
        write!(document, "(id: \"p{n}\", name: \"Pack {n}\", installationType: SINGLE),").expect("a string");
    }
    document.push_str("])");
    let stage = Stage::connected(Workspace::of(&document));
    let synced = stage.sync();
    let pages = stage.asked().iter().filter(|asked| asked.starts_with("POST PublisherIntegrationPack/query")).count();
    assert_eq!((synced.packs, pages), (5_000, 51), "one knock and fifty pages of a hundred");
}

#[test]
fn an_address_behind_which_is_something_else_is_told_and_nothing_is_made() {
    let served = Served::new();
    let page = listens(|stream| {
        let _ = message(&mut BufReader::new(&stream))?;
        let body = "<html>Log in</html>";
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length";
        write!(&stream, "{head}: {}\r\n\r\n{body}", body.len())
    });
    let host = served.url.strip_suffix("/acme").expect("the account").to_owned();
    let elsewhere = [
        (format!("http://127.0.0.1:{page}"), "acme", 1, "see whether the API is at this address"),
        (host.clone(), "somebody-else", 1, "privileges"),
        (host.replace("/api/rest/v1", "/somewhere/api/rest/v1"), "acme", 1, "see whether the API is at this address"),
        (host.replace("/api/rest/v1", "/AtomSphere.html"), "acme", 2, "/api/rest/v1"),
        ("http://127.0.0.1:9".to_owned(), "acme", 1, "see whether the address is right"),
    ];
    for (url, account, status, says) in elsewhere {
        let connect = ["platform", "connect", &url, "--account", account, "--user", "desk"];
        let (ended, said) = served.fails(&served.secret, &connect);
        assert_eq!(ended, Some(status), "{url}: {said}");
        assert!(said.contains(says), "{url}: {said}");
        assert!(!served.desk().exists(), "{url}: nothing was made");
    }
}
