//! Schedulers that tell hooks and are killed by whoever they tell, many at once, over one folder.

use std::cell::RefCell;

use ipack::{
    domain::HookTarget,
    engine::{FreezeOrder, HookOrder},
};
use proptest::prelude::*;

use crate::{
    ipack,
    support::{
        Workspace, cases,
        telling::{Desk, Receiver, steps},
    },
};

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn each_hook_is_told_everything_in_order_and_twice_only_after_a_kill(steps in steps()) {
        let (workspace, receiver) = (Workspace::small(), Receiver::new());
        let mut engine = workspace.engine();
        for name in ["A", "B"] {
            let target = HookTarget::Url(receiver.url(name));
            let order = HookOrder { name: name.into(), target, on: vec![], packs: vec![], secret_env: None };
            engine.add_hook(&order).expect("added");
        }
        let engine = RefCell::new(engine);
        Desk {
            receiver: &receiver,
            hooks: &["A", "B"],
            scheduler: &|_, verb, now| {
                let mut command = ipack(&workspace);
                command.args(["scheduler", verb]).env("IPACK_TEST_NOW", now.to_rfc3339());
                command
            },
            happen: &mut |name| {
                let order = FreezeOrder { name: name.into(), ..FreezeOrder::default() };
                engine.borrow_mut().add_freeze(&order).expect("added");
            },
            // The lock of a folder goes with the program.
            a_minute_passes: &|| {},
        }
        .tells(steps);
    }
}
