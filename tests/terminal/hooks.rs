//! Hooks that open screens tell.

use ipack::{
    domain::HookTarget,
    engine::{FreezeOrder, HookOrder},
};

use crate::{
    open, printed,
    support::{
        Workspace,
        telling::{Fate, Receiver},
    },
};

fn hooked(receiver: &Receiver) -> Workspace {
    let workspace = Workspace::small();
    let target = HookTarget::Url(receiver.url("A"));
    let order = HookOrder { name: "A".into(), target, on: vec![], packs: vec![], secret_env: None };
    workspace.engine().add_hook(&order).expect("added");
    workspace
}

fn freeze(workspace: &Workspace, name: &str) {
    workspace.engine().add_freeze(&FreezeOrder { name: name.into(), ..FreezeOrder::default() }).expect("added");
}

/// What the hooks are still told, once the screens are gone.
fn tick(workspace: &Workspace) {
    printed(workspace, &["scheduler", "tick"]);
}

#[test]
fn open_screens_tell_what_happens_as_it_goes_and_one_of_them_does() {
    let receiver = Receiver::new();
    let workspace = hooked(&receiver);
    let (mut one, mut other) = (open(&workspace), open(&workspace));
    for (name, so_far) in [("Audit", 1), ("Inventory", 2)] {
        freeze(&workspace, name);
        receiver.is_told();
        assert_eq!(receiver.taken("A").len(), so_far);
    }
    for terminal in [&mut one, &mut other] {
        terminal.types("2").shows("Inventory").types("H").shows("nothing waits");
        terminal.types("\x1b").hides("nothing waits");
        assert_eq!(terminal.types("q").ended(), 0);
    }
    tick(&workspace);
    assert_eq!(receiver.taken("A").len(), 2, "each once");
}

#[test]
fn screens_that_are_left_while_a_receiver_hangs_answer_keys_end_at_once_and_lose_nothing() {
    let receiver = Receiver::new();
    let workspace = hooked(&receiver);
    for (signal, so_far) in [(None, 1), (Some("KILL"), 2)] {
        let mut terminal = open(&workspace);
        receiver.next(Fate::Hangs);
        freeze(&workspace, "Audit");
        receiver.is_told();
        terminal.types("2").shows("Audit");
        match signal {
            None => assert_eq!(terminal.types("q").ended(), 0),
            Some(signal) => drop(terminal.signal(signal).ends_unread()),
        }
        assert_eq!(receiver.taken("A").len(), so_far - 1);
        tick(&workspace);
        receiver.is_told();
        assert_eq!(receiver.taken("A").len(), so_far);
    }
}
