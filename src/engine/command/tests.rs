use std::sync::Arc;

use super::*;
use crate::domain::{Component, ComponentType, Deployment, InstallationType, Member, Pack, PackagedComponent};

#[test]
fn words_survive_the_shell() {
    assert_eq!(quoted("1.0"), "1.0");
    assert_eq!(quoted("Order to Cash"), "\"Order to Cash\"");
    assert_eq!(quoted("a$b"), "'a$b'");
    assert_eq!(quoted("it's $5"), r"'it'\''s $5'");
    assert_eq!(quoted("it's"), "\"it's\"");
    assert_eq!(quoted("~home"), "\"~home\"");
    assert_eq!(quoted("=ls"), "\"=ls\"");
    assert_eq!(quoted(r"a\b"), r"'a'\\'b'");
    assert_eq!(quoted(""), "\"\"");
    assert_eq!(quoted("顧客"), "顧客");
    assert_eq!(quoted("one\ntwo"), r#""$(printf %b 'one\ntwo')""#);
}

/// Asked of the shells themselves; one that is not installed is left out, and said so.
#[test]
fn every_shell_reads_a_word_as_it_is() {
    let words = [
        "plain",
        "",
        "two words",
        "-rf",
        "--all",
        "=ls",
        "~",
        "~root",
        "a~b",
        "$HOME",
        "$(id)",
        "`id`",
        "a;b",
        "a&b",
        "a|b",
        "a>b",
        "<(id)",
        "${x}",
        "!!",
        "a!b",
        "it's",
        "\"quoted\"",
        r"back\slash",
        r"end\",
        r"'\''",
        r"\'",
        r"\n",
        "*",
        "?",
        "[a]",
        "{a,b}",
        "#x",
        "a #b",
        "%self",
        "^x",
        "@x",
        "a=b",
        "a==b",
        "(a)",
        "line\nbreak",
        "tab\there",
        "a\n$(id)'\\\"%s%%\n\n`id`!!\té",
        "-n\n",
        "ends\n",
        "顧客データ",
        "é\u{a0}x",
        "\u{202e}rtl",
        "\\0101\nx",
    ];
    // A shell may write its settings there.
    let home = tempfile::TempDir::new().expect("a folder");
    for shell in ["bash", "dash", "zsh", "fish"] {
        for word in words {
            let script = format!("printf '<%s>' {}", quoted(word));
            let ran = std::process::Command::new(shell).args(["-c", &script]).env("HOME", home.path()).output();
            let Ok(out) = ran else {
                eprintln!("{shell} is not installed here: left out");
                break;
            };
            assert_eq!(String::from_utf8_lossy(&out.stdout), format!("<{word}>"), "{shell} reads {script}");
        }
    }
}

/// Every component of a pack whose names and ids collide is set by what is printed for it, at every version.
#[test]
fn what_is_printed_for_a_component_sets_that_one() {
    let called = [
        ("a", "x", "b=1"),
        ("c1", "a=b", "1"),
        ("x", "Sync", " 1.0 "),
        ("c2", "SYNC", "1"),
        ("c3", "c2", "=1"),
        ("--all", "-rf", "1"),
        ("c4abcd", "c4ab", "1"),
        ("c4abef", "C4AB", "1"),
        ("c5", "zero\u{200b}width", "1"),
    ];
    let component = |(id, name, version): &(&str, &str, &str)| Component {
        id: (*id).into(),
        name: (*name).into(),
        component_type: ComponentType::Process,
        folder: String::new(),
        versions: vec![PackagedComponent {
            package_id: (*id).into(),
            version: Version::from(*version),
            created_date: chrono::DateTime::UNIX_EPOCH,
            created_by: String::new(),
            notes: String::new(),
            shareable: true,
            deleted: false,
        }],
    };
    let components: Vec<Arc<Component>> = called.iter().map(component).map(Arc::new).collect();
    let mut pack = Pack::new("p".into(), "P".into(), String::new(), InstallationType::Single);
    pack.members = components.iter().map(|c| Member { component_id: c.id.clone(), removed: false }).collect();
    let selection = Selection::of(Deployment::Standard, &Arc::new(pack), &components);
    for row in selection.rows() {
        let version = row.chosen.clone().expect("the latest");
        let text = assignment(selection.rows(), row, &version);
        let (found, read) = split_set(selection.rows(), &text).expect("it names one");
        assert_eq!((&found.component.id, read), (&row.component.id, version), "{text}");
        assert!(!text.contains('\u{200b}'), "what is printed is what is shown");
    }
}
