//! The program is killed, as by a loss of power, at each request of a synchronisation, and of each verb that changes
//! packs, versions, groups and installations. Nothing of them is written down before it goes out: what was done is
//! found by the next look.

use std::{
    process::{Child, Command},
    thread,
};

use ipack::{domain::Connection, engine::Engine, platform::Address};

use crate::{
    content::{VERBS, ready},
    killed::{Between, Blow},
    program::{CONFIG, listens, program},
    stage::{Stage, connection},
    support::{NOW, Workspace, write},
};

/// A stage whose twin listens, and whose desk is connected through what kills its programs.
struct Scene {
    stage: Stage,
    twin: Child,
    between: Between,
}

impl Scene {
    fn of(stage: Stage) -> Self {
        let (twin, url) = listens(&stage.platform, NOW, &["--partner"]);
        let between = Between::before(&url);
        let address = Address::read(&format!("http://127.0.0.1:{}", between.port), "acme", false).expect("an address");
        let connection = Connection { url: address.url(), ..connection() };
        stage.desk.engine().connect(&connection, &mut stage.post.clone()).expect("connected");
        Self { stage, twin, between }
    }

    fn program(&self, words: &[&str]) -> Command {
        program(&self.stage.desk.path(), &self.stage.platform.path(), &self.stage.secret, words)
    }

    fn status(&self, words: &[&str]) -> Option<i32> {
        self.program(words).output().expect("a program").status.code()
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = self.twin.kill();
        let _ = self.twin.wait();
    }
}

/// Kills the program at each of its requests, and says what came of it each time, until a program has ended before.
fn at_each(whole: &Stage, words: &[&str], check: impl Fn(&Scene, Blow)) {
    for at in 0.. {
        for heard in [false, true] {
            let (scene, blow) = (Scene::of(whole.copy()), Blow { at, heard });
            if !scene.between.strike(blow, &mut scene.program(words)) {
                assert!(at > 0, "{words:?}: it asks");
                return;
            }
            assert_eq!(scene.status(&["check"]), Some(0), "{words:?}, {blow:?}: the journal is whole");
            check(&scene, blow);
        }
    }
}

#[test]
fn killed_at_whichever_request_a_change_is_made_once_at_most_and_found_again() {
    let whole = ready();
    write(&whole.platform.path().join(CONFIG), "()\n");
    thread::scope(|scope| {
        for verb in VERBS {
            let whole = &whole;
            scope.spawn(move || {
                at_each(whole, verb.words, |scene, blow| {
                    let told = format!("{}, {blow:?}", verb.name);
                    let shows = || (verb.shows)(&mut scene.stage.platform.engine());
                    let is_done = shows();
                    assert!(is_done <= 1, "{told}");
                    scene.stage.sync();
                    scene.stage.agrees();
                    let status = scene.status(verb.words);
                    let expected: &[i32] = if is_done == 0 { &[0] } else { &[0, 3, 4] };
                    assert!(status.is_some_and(|status| expected.contains(&status)), "{told}: again {status:?}");
                    assert_eq!(shows(), 1, "{told}: again");
                    scene.stage.agrees();
                });
            });
        }
    });
}

#[test]
fn killed_at_whichever_request_a_synchronisation_is_done_by_the_next() {
    let whole = Stage::connected(Workspace::small());
    write(&whole.platform.path().join(CONFIG), "()\n");
    at_each(&whole, &["platform", "sync"], |scene, blow| {
        assert_eq!(scene.stage.desk.engine().pack_entries().len(), 0, "{blow:?}: nothing is taken over yet");
        scene.stage.sync();
        scene.stage.agrees();
    });
}

/// Who has what, no synchronisation tells: it is read where it is asked for.
#[test]
fn killed_at_whichever_request_an_installation_is_made_and_ended_once_at_most() {
    let instances = |engine: &mut Engine| {
        let account = engine.account(&"a2".into()).expect("an account").account;
        account.instances.iter().map(|one| one.id.to_string()).collect::<Vec<_>>()
    };
    let install: &[&str] = &["account", "install", "Bergmann", "Order to Cash"];
    for (words, after) in [(install, 1), (&["account", "uninstall", "Bergmann", "Order to Cash", "--yes"], 0)] {
        let whole = ready();
        write(&whole.platform.path().join(CONFIG), "()\n");
        if after == 1 {
            whole.platform.engine().uninstall(&"a2".into(), &"i2".into()).expect("uninstalled there");
        }
        at_each(&whole, words, |scene, blow| {
            let there = || instances(&mut scene.stage.platform.engine());
            let before = there();
            assert!(before.len() <= 1, "{words:?}, {blow:?}");
            let status = scene.status(words);
            let expected: &[i32] = if before.len() == after { &[3, 4] } else { &[0] };
            assert!(status.is_some_and(|status| expected.contains(&status)), "{words:?}, {blow:?}: again {status:?}");
            assert_eq!(there().len(), after, "{words:?}, {blow:?}: again");
            assert_eq!(there(), instances(&mut scene.stage.desk.engine()), "{words:?}, {blow:?}");
        });
    }
}
