//! Long work that is stopped has done nothing, wherever that was.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use ipack::engine::{Engine, EngineError, Progress, Source, check};

use crate::support::{SMALL, Workspace};

/// Does something again and again, stopped after its first step, its second, and so on, until it is done; how often.
fn at_every_step(workspace: &Workspace, work: impl Fn(&mut Engine, &Progress) -> Result<(), EngineError>) -> usize {
    for steps in 1.. {
        let before = workspace.bytes();
        let (stop, left) = (Arc::new(AtomicBool::new(false)), AtomicUsize::new(steps));
        let wish = Arc::clone(&stop);
        let progress = Progress::watched(stop, move |step| {
            assert!(step.done <= step.all, "{step}");
            wish.store(left.fetch_sub(1, Ordering::Relaxed) == 1, Ordering::Relaxed);
        });
        let mut engine = workspace.engine();
        match engine.watched(&progress, |engine| work(engine, &progress)) {
            Ok(()) => return steps,
            Err(error) => assert_eq!((error.status(), error.is_stopped()), (130, true), "{error}"),
        }
        assert_eq!(workspace.bytes(), before, "stopped at step {steps}");
        assert!(!engine.progress().is_stopped(), "what comes next is not stopped");
    }
    0
}

fn document() -> [Source; 1] {
    [Source { path: "small.ron".into(), text: SMALL.replace("\"Returns\"", "\"Returns and Refunds\"") }]
}

#[test]
fn an_import() {
    let workspace = Workspace::of(SMALL);
    let steps = at_every_step(&workspace, |engine, _| engine.import(&document()).map(|_| ()));
    assert!(steps > 6, "{steps}");
    assert!(workspace.engine().plan_import(&document()).expect("a plan").is_empty(), "at last it was imported");
}

#[test]
fn an_export() {
    let workspace = Workspace::of(SMALL);
    let out = workspace.path().with_file_name("out");
    let steps = at_every_step(&workspace, |engine, _| {
        assert!(!out.exists());
        engine.export(&[], &out).map(|_| ())
    });
    assert!(steps > 6 && out.exists(), "{steps}");
}

#[test]
fn a_check() {
    let workspace = Workspace::of(SMALL);
    let dir = workspace.path();
    assert!(at_every_step(&workspace, |_, progress| check(&dir, progress).map(|_| ())) > 1);
}
