//! Installing and uninstalling, in an account's name over the partner API.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ipack::{
    domain::AccountId,
    engine::{ActivityKind, Engine, EngineError},
};

use crate::{
    socket::fates,
    stage::{Fate, Stage, pack},
    support::Workspace,
};

fn bergmann() -> AccountId {
    "a2".into()
}

/// Bergmann has nothing there, or its instance of Order to Cash; the desk knows of neither.
fn stage(has_it: bool) -> Stage {
    let stage = Stage::synced(Workspace::small());
    stage.post.line().twin.partner = true;
    if !has_it {
        stage.platform.engine().uninstall(&bergmann(), &"i2".into()).expect("uninstalled there");
    }
    stage
}

fn instances(engine: &mut Engine) -> Vec<String> {
    let account = engine.account(&bergmann()).expect("an account").account;
    account.instances.iter().map(|one| one.id.to_string()).collect()
}

fn turn(desk: &mut Engine, installs: bool) -> Result<(), EngineError> {
    if installs {
        desk.install(&bergmann(), &pack(), None).map(drop)
    } else {
        desk.uninstall(&bergmann(), &"i2".into())
    }
}

#[test]
fn each_is_done_there_and_written_down_here() {
    for installs in [true, false] {
        let stage = stage(!installs);
        turn(&mut stage.desk_that_goes_out(), installs).expect("done");
        let there = instances(&mut stage.platform.engine());
        assert_eq!((there.len(), &instances(&mut stage.desk.engine())), (usize::from(installs), &there));
        let newest = stage.desk.engine().activity().expect("activity").remove(0);
        assert!(newest.kind != ActivityKind::Sync && newest.by == "admin@desk", "{newest:?}");
        assert_eq!(stage.sync().words, "");
    }
}

#[test]
fn what_is_there_already_is_found_and_not_installed_again() {
    let stage = stage(true);
    let refused = stage.desk_that_goes_out().install(&bergmann(), &pack(), None).expect_err("refused");
    assert_eq!(
        (refused.status(), refused.to_string().contains("installed in Bergmann already")),
        (3, true),
        "{refused}"
    );
    assert_eq!(instances(&mut stage.desk.engine()), ["i2"], "it is known from now on");
    let view = stage.desk.engine().account(&bergmann()).expect("an account");
    assert!(view.untold && view.instances[0].status.is_none(), "how old it is, nobody tells");
}

#[test]
fn where_the_partner_api_is_not_enabled_it_is_refused() {
    let stage = stage(false);
    stage.post.line().twin.partner = false;
    let refused = stage.desk_that_goes_out().install(&bergmann(), &pack(), None).expect_err("refused");
    assert_eq!(refused.status(), 3, "{refused}");
    assert!(refused.to_string().contains("the partner API is not enabled"), "{refused}");
    assert!(refused.hint().is_some_and(|hint| hint.contains("it takes the partner API")), "{refused}");
}

/// Whatever happens to a request: it is done at most once, and told only where it was done.
#[test]
fn each_survives_whatever_happens_to_a_request() {
    for installs in [true, false] {
        let whole = stage(!installs);
        for (way, fate) in fates() {
            for nth in 0.. {
                let stage = whole.copy_for(way);
                stage.post.line().twin.partner = true;
                let fates: Vec<Fate> = (0..nth).map(|_| Fate::Fair).chain([fate.clone()]).collect();
                stage.fates(&fates);
                let mut desk = stage.desk_that_goes_out();
                let ended = catch_unwind(AssertUnwindSafe(|| turn(&mut desk, installs)));
                let met = stage.post.line().fates.is_empty();
                stage.fates(&[]);
                let there = instances(&mut stage.platform.engine());
                let told = format!("{way:?}: installs: {installs}, request {nth} {fate:?}: {ended:?}");
                assert!(there.len() <= 1, "{told}");
                if matches!(ended, Ok(Ok(()))) {
                    assert_eq!(there.len(), usize::from(installs), "told too early: {told}");
                }
                stage.desk_that_goes_out().look_at_account(&bergmann()).expect("looked");
                assert_eq!(instances(&mut stage.desk.engine()), there, "{told}");
                if !met {
                    assert!(matches!(ended, Ok(Ok(()))), "{told}");
                    break;
                }
            }
        }
    }
}
