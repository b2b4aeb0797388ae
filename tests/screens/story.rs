//! The whole story of both sides of a release, from an empty workspace, by keyboard alone and by commands alone.

use crate::{
    support::Workspace,
    twice::{
        Step::{self, Do, Until},
        tell,
    },
};

pub(crate) const WHOLE: &[Step] = &[
    Do(
        "6nCreate Invoice<Tab><Tab>Order to Cash<Tab><Enter>",
        &[&["component", "create", "Create Invoice", "--folder", "Order to Cash"]],
    ),
    Do(
        "p<Tab><Tab>First<Tab><Enter>p<Tab><Tab><Tab><Enter>p<C-u>2.0<Tab><Tab><Tab><Enter>",
        &[
            &["component", "package", "Create Invoice", "--shareable", "--notes", "First"],
            &["component", "package", "Create Invoice", "--shareable"],
            &["component", "package", "Create Invoice", "--shareable", "--version", "2.0"],
        ],
    ),
    Do(
        "nLedger Posting<Tab><Tab>Order to Cash<Tab><Enter>",
        &[&["component", "create", "Ledger Posting", "--folder", "Order to Cash"]],
    ),
    Do(
        "p<Tab><Tab><Tab><Tab><Enter>p<Tab><Tab><Tab><Space>/invoice<Enter><Space><Enter><Enter>p<Tab><Tab><Tab><Tab><Enter>",
        &[
            &["component", "package", "Ledger Posting", "--shareable"],
            &["component", "package", "Ledger Posting", "--shareable", "--include", "Create Invoice"],
            &["component", "package", "Ledger Posting", "--shareable"],
        ],
    ),
    Do(
        "1nOrder to Cash<Tab><Tab>From the order<C-j>to the money<Tab><Enter>",
        &[&["pack", "create", "Order to Cash", "--description", "From the order\nto the money"]],
    ),
    Do("a<Right>/create<Enter><Space><Enter><Enter>", &[&["pack", "add", "Order to Cash", "Create Invoice"]]),
    Do("4nEurope<Enter>", &[&["group", "create", "Europe"]]),
    Do("3nAalto<Enter>", &[&["account", "create", "Aalto"]]),
    Do("nBergmann<Enter>", &[&["account", "create", "Bergmann"]]),
    Do("4a<Space><Down><Space><Enter><Enter>", &[&["group", "add", "Europe", "Aalto", "Bergmann"]]),
    Do("p<Space><Enter><Enter>", &[&["group", "share", "Europe", "Order to Cash"]]),
    Do("1rn<Enter><Enter><Enter>", &[&["release", "Order to Cash", "--now", "--yes"]]),
    Do(
        "3/aalto<Enter>b<Enter><Enter>/bergmann<Enter>b<Enter><Enter>",
        &[&["account", "install", "Aalto", "Order to Cash"], &["account", "install", "Bergmann", "Order to Cash"]],
    ),
    Do("1a/ledger<Enter><Space><Enter><Enter>", &[&["pack", "add", "Order to Cash", "Ledger Posting"]]),
    Do(
        "rn<Down><Enter>2026-12-01<Enter><Enter><Enter>",
        &[&["release", "Order to Cash", "--on", "2026-12-01", "--yes"]],
    ),
    Do("3/aalto<Enter>a<Tab><Enter>", &[&["account", "apply", "Aalto", "--yes"]]),
    Until("2026-12-01T05:10:00Z"),
];

/// What can be done to a workspace beside it.
pub(crate) const THE_OTHER_VERBS: &[Step] = &[
    Do("e<C-u>Order to Bank<Enter><Enter><Enter>", &[&["pack", "edit", "Order to Cash", "--name", "Order to Bank"]]),
    Do("/order<Enter><Enter>d<Tab><Enter>", &[&["pack", "remove", "Order to Bank", "Create Invoice", "--yes"]]),
    Do("u", &[&["pack", "undelete", "Order to Bank", "Create Invoice"]]),
    Do(
        "rn<Down><Enter>2026-12-01<Enter><Enter><Enter>",
        &[&["release", "Order to Bank", "--on", "2026-12-01", "--yes"]],
    ),
    Do("c=n<Enter><Enter>", &[&["schedule", "change", "Order to Bank", "--keep", "Create Invoice", "--yes"]]),
    Do("3<Enter>x<Tab><Enter>", &[&["account", "uninstall", "Aalto", "Order to Cash", "--yes"]]),
    Do("4<Tab>x<Tab><Enter>", &[&["group", "remove", "Europe", "Aalto"]]),
    Do("<Tab>x<Tab><Enter><Esc>", &[&["group", "unshare", "Europe", "Order to Bank"]]),
    Do("e<C-u>EMEA<Enter>", &[&["group", "rename", "Europe", "EMEA"]]),
    Do("D<Tab><Enter>", &[&["group", "delete", "EMEA", "--yes"]]),
    Do("3e<C-u>Aalto Oy<Enter>", &[&["account", "rename", "Aalto", "Aalto Oy"]]),
    Do("6/invoice<Enter><Enter>D<Tab><Enter>", &[&["component", "delete", "Create Invoice", "1.2", "--yes"]]),
    Do("u", &[&["component", "restore", "Create Invoice", "1.2"]]),
    Do(
        "Itests/screens/documents/changed.ron<Enter><Enter>",
        &[&["import", "tests/screens/documents/changed.ron", "--yes"]],
    ),
    Do("1/returns<Enter>DReturns<Enter><Enter>", &[&["pack", "delete", "Returns", "--yes"]]),
];

#[test]
fn keys_and_commands_tell_the_other_verbs() {
    tell(THE_OTHER_VERBS, &Workspace::small(), &Workspace::small());
}

#[test]
fn keys_and_commands_tell_the_whole_story() {
    let (keys, commands) = (Workspace::empty(), Workspace::empty());
    tell(WHOLE, &keys, &commands);
    for workspace in [&keys, &commands] {
        let mut engine = workspace.engine();
        for account in ["Aalto", "Bergmann"] {
            let id = engine.find_account(account).expect("an account");
            let installed = engine.account(&id).expect("an account").instances;
            let versions: Vec<_> = installed
                .iter()
                .map(|one| one.status.expect("it is told").version)
                .map(|version| (version.version, version.pending))
                .collect();
            assert_eq!(versions, [(2, None)], "{account}");
        }
    }
}
