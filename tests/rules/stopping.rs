//! Long work that is stopped has done nothing, wherever that was.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use ipack::{
    domain::{Deployment, Via},
    engine::{Engine, EngineError, Progress, Repair, Source, check},
};

use crate::support::{SMALL, Workspace, source, write};

/// A wish to stop that comes with a step, from 1.
fn stopped_at(steps: usize) -> Progress {
    let (stop, left) = (Arc::new(AtomicBool::new(false)), AtomicUsize::new(steps));
    let wish = Arc::clone(&stop);
    Progress::watched(stop, move |step| {
        assert!(step.done <= step.all, "{step}");
        wish.store(left.fetch_sub(1, Ordering::Relaxed) == 1, Ordering::Relaxed);
    })
}

/// Does something again and again, stopped after its first step, its second, and so on, until it is done; how often.
fn at_every_step(workspace: &Workspace, work: impl Fn(&mut Engine, &Progress) -> Result<(), EngineError>) -> usize {
    for steps in 1.. {
        let before = workspace.bytes();
        let progress = stopped_at(steps);
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
    let workspace = Workspace::small();
    let steps = at_every_step(&workspace, |engine, _| engine.import(&document()).map(|_| ()));
    assert!(steps > 6, "{steps}");
    assert!(workspace.engine().plan_import(&document()).expect("a plan").is_empty(), "at last it was imported");
}

#[test]
fn the_reading_of_documents() {
    let (workspace, folder) = (Workspace::small(), tempfile::tempdir().expect("a folder"));
    for name in ["one.ron", "other.ron"] {
        write(&folder.path().join(name), SMALL);
    }
    let steps = at_every_step(&workspace, |_, progress| {
        Source::all_given(&[folder.path().to_owned()], progress).map(drop).map_err(EngineError::from)
    });
    assert!(steps > 2, "{steps}");
}

#[test]
fn an_export() {
    let workspace = Workspace::small();
    let out = workspace.path().with_file_name("out");
    let steps = at_every_step(&workspace, |engine, _| {
        assert!(!out.exists());
        engine.export(&[], &out).map(|_| ())
    });
    assert!(steps > 6 && out.exists(), "{steps}");
}

#[test]
fn a_sample() {
    let workspace = Workspace::empty();
    let dir = workspace.path();
    let beside = || std::fs::read_dir(dir.parent().expect("a folder")).expect("there").count();
    for (reset, before, after) in [(false, 0, 1), (true, 1, 2)] {
        let open = |progress: &Progress| {
            let (sample, clock) = (Deployment::Legacy, workspace.clock.clone());
            Engine::open_demo(&dir, sample, reset, clock, "admin@desk".into(), Via::Cli, progress)
        };
        let bytes = workspace.bytes();
        for steps in [1, 4, 20] {
            let stopped = open(&stopped_at(steps)).err().expect("stopped");
            assert!(stopped.is_stopped(), "{stopped}");
            assert_eq!((beside(), workspace.bytes()), (before, bytes.clone()), "stopped at step {steps}");
        }
        open(&Progress::default()).expect("filled");
        assert_eq!(beside(), after);
        assert!(!workspace.engine().overview().packs.is_empty());
    }
}

/// A document of more than a megabyte, after which a checkpoint is due.
fn large(round: usize) -> Source {
    let notes = "n".repeat(9_900);
    let version = |n| {
        format!(
            "(packageVersion: \"{n}\", createdDate: \"2026-01-01T00:00:00Z\", notes: \"{notes}\", shareable: true),"
        )
    };
    let versions: String = (0..110).map(version).collect();
    let id = format!("large-{round}");
    source(&format!(
        "(components: [(componentId: \"{id}\", name: \"{id}\", componentType: process, packagedComponents: [{versions}])])"
    ))
}

/// The segment is ended, which is no change of the state.
#[test]
fn a_checkpoint() {
    let workspace = Workspace::small();
    let snapshots = || {
        let files = workspace.bytes().into_iter();
        files.filter(|(path, _)| path.to_string_lossy().contains("snapshot")).count()
    };
    for (round, steps) in [1, 3, 6, usize::MAX].into_iter().enumerate() {
        workspace.engine().import(&[large(round)]).expect("imported");
        let mut engine = workspace.engine();
        let ended = engine.watched(&stopped_at(steps), Engine::tidy);
        assert_eq!(ended.map(|why| why.is_stopped()), (steps < 7).then_some(true));
        let checked = check(&workspace.path(), &Progress::default()).expect("looked at");
        assert!(checked.faults.is_empty(), "{:?}", checked.faults);
        assert_eq!(snapshots(), usize::from(steps > 6), "stopped at step {steps}");
    }
}

#[test]
fn a_repair() {
    let workspace = Workspace::damaged();
    let dir = workspace.path();
    let steps = at_every_step(&workspace, |_, progress| {
        let repair = Repair::plan(&dir, &*workspace.clock, "admin@desk".into(), progress)?;
        assert_eq!(repair.carry_out(progress)?.status(), 0);
        Ok(())
    });
    assert!(steps > 4 && dir.join("set-aside-1").is_dir(), "{steps}");
}

#[test]
fn a_check() {
    let workspace = Workspace::small();
    let dir = workspace.path();
    assert!(at_every_step(&workspace, |_, progress| check(&dir, progress).map(|_| ())) > 1);
}
