//! Where the token comes from, and that it goes nowhere but to the platform.

use std::{fs, path::Path};

use ipack::link::Credentials;

use crate::{
    program::{CONFIG, Served, program},
    screens::screens,
    stage::{SECRET_USER, Stage},
    support::{Workspace, screens::says_not, write},
};

/// The token as it is, and as it is sent.
fn forms(secret: &str) -> [String; 2] {
    let sent = Credentials::of(SECRET_USER, secret).expect("credentials").authorization().to_owned();
    [secret.to_owned(), sent.trim_start_matches("Basic ").to_owned()]
}

fn is_in_no_file_of(dir: &Path, forms: &[String]) -> usize {
    let mut files = 0;
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files += is_in_no_file_of(&path, forms);
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(&path).expect("its bytes")).into_owned();
        assert!(!forms.iter().any(|form| text.contains(form)), "{}", path.display());
        files += 1;
    }
    files
}

/// State, exports, plans and all that is printed, also where it fails.
#[test]
fn the_secret_is_in_no_file_and_in_nothing_that_is_printed() {
    let mut served = Served::new();
    let forms = forms(&served.secret);
    let url = served.url.clone();
    let beside = served.beside.path().to_owned();
    let [out, plan] = ["exported", "plan.ron"].map(|name| beside.join(name).display().to_string());
    let says = |served: &Served, words: &[&str]| {
        let output = served.program(words).output().expect("a program");
        let told = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(!forms.iter().any(|form| told.contains(form)), "{words:?} shows it");
        output.status.code()
    };
    let all: &[&[&str]] = &[
        &["platform", "connect", &url, "--account", "acme", "--user", "desk"],
        &["platform", "sync"],
        &["platform", "status"],
        &["release", "Order to Cash", "--on", "2026-12-01", "--dry-run", "--plan-out", &plan],
        &["release", "Order to Cash", "--now", "--yes"],
        &["pack", "create", "Refunds"],
        &["platform", "requests"],
        &["history", "Order to Cash", "--format", "json"],
        &["activity", "--format", "json"],
        &["export", "--out", &out],
        &["doctor", "--format", "json"],
        &["workspace", "show"],
        &["config", "show"],
    ];
    for words in all {
        assert_eq!(says(&served, words), Some(0), "{words:?}");
    }
    served.again(crate::support::NOW, &["--lose", "100%"]);
    let elsewhere = ["platform", "connect", &served.url, "--account", "acme", "--user", "desk"];
    assert_eq!(says(&served, &["platform", "status"]), Some(0), "nobody is there");
    assert_eq!(says(&served, &elsewhere), Some(1), "every answer is lost");
    assert!(is_in_no_file_of(&beside, &forms) > 5);
}

#[test]
fn no_screen_shows_the_secret() {
    let stage = Stage::synced(Workspace::small());
    let mut screens = screens(&stage);
    for keys in ["1", "2", "3", "4", "5", "6", ",", "<Esc>?", "<Esc>1R", "/order<Enter>rn<Enter>", "<Enter>h"] {
        screens.press(keys);
        for form in forms(&stage.secret) {
            says_not(&screens, &form);
        }
    }
}

/// The config names the command; a variable goes before it.
#[cfg(unix)]
#[test]
fn the_token_comes_from_a_command_where_no_variable_holds_it() {
    let served = Served::new();
    let beside = served.beside.path();
    let token = beside.join("token");
    write(&token, &format!("{}\nits second line\n", served.secret));
    write(&beside.join(CONFIG), &format!("(platformTokenCommand: [\"cat\", {:?}])\n", token.display().to_string()));
    let connect = ["platform", "connect", &served.url, "--account", "acme", "--user", "desk"];
    let asked = |variable: &str, words: &[&str]| {
        program(&served.desk(), beside, variable, words).output().expect("a program").status.code()
    };
    assert_eq!(asked("wrong", &connect), Some(1));
    assert_eq!(asked("", &connect), Some(0));
    fs::remove_file(&token).expect("removed");
    assert_eq!(asked("", &["platform", "sync"]), Some(2), "the command fails");
    assert_eq!(asked(&served.secret, &["platform", "sync"]), Some(0));
}
