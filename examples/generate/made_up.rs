//! A workspace of any size as documents; the same numbers and seed give the same ones.

use std::fmt::Write as _;

/// Components of a pack.
const COMPONENTS: usize = 10;
/// How many packs share a component.
const SHARED_BY: usize = 5;
/// Of so many packs one has a scheduled release.
const SCHEDULED: usize = 20;
/// Instances in one document: it must stay below 64 MB.
const INSTANCES_A_DOCUMENT: usize = 200_000;
/// Accounts in one document, at most; a group stays whole.
const ACCOUNTS_A_DOCUMENT: usize = 10_000;
/// Accounts in a group.
const ACCOUNTS_A_GROUP: usize = 100;

const FLOWS: [&str; 6] =
    ["Order to Cash", "Procure to Pay", "Record to Report", "Hire to Retire", "Returns and Refunds", "Überweisungen"];
const TASKS: [&str; 5] = ["Create Invoice", "Ledger Posting", "Customer Lookup", "Dunning Letters", "Price List"];
const FIRMS: [&str; 6] = ["Aldergrove", "Borealis", "Café Montaña", "Dakota Plains", "顧客データ", "Zürichsee"];

/// How much there shall be of what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) packs: usize,
    pub(crate) accounts: usize,
    /// Spread over the accounts.
    pub(crate) instances: usize,
    pub(crate) seed: u64,
}

/// Documents that refer to nothing but those before them; made when they are asked for, as they can be large.
pub(crate) fn documents(size: Size) -> impl Iterator<Item = (String, String)> {
    let starts = (0..size.accounts).step_by(accounts_a_document(size));
    [("packs.ron".to_owned(), packs(size))]
        .into_iter()
        .chain(starts.enumerate().map(move |(n, from)| (format!("accounts-{n}.ron"), accounts(size, from))))
}

fn accounts_a_document(size: Size) -> usize {
    let in_each = size.instances.checked_div(size.accounts).unwrap_or(0).max(1);
    let groups = (INSTANCES_A_DOCUMENT / in_each).min(ACCOUNTS_A_DOCUMENT) / ACCOUNTS_A_GROUP;
    groups.max(1) * ACCOUNTS_A_GROUP
}

fn packs(size: Size) -> String {
    let mut dice = Dice(size.seed);
    let components = (size.packs * COMPONENTS / SHARED_BY).max(COMPONENTS);
    let mut text = String::from("(components: [\n");
    for n in 0..components {
        let task = dice.pick(&TASKS);
        let _ =
            write!(text, "(componentId: \"c{n}\", name: \"{task} {n}\", componentType: process, folder: \"Shared\", ");
        text.push_str("packagedComponents: [");
        for minor in 0..=dice.below(6) + 1 {
            let created = format!("2026-0{}-0{}T09:00:00Z", minor + 1, dice.below(9) + 1);
            let _ = write!(
                text,
                "(packageVersion: \"1.{minor}\", createdDate: \"{created}\", createdBy: \"m.ruiz\", shareable: true),"
            );
        }
        text.push_str("]),\n");
    }
    text.push_str("], integrationPacks: [\n");
    for n in 0..size.packs {
        let members: Vec<usize> = (0..COMPONENTS).map(|i| (n * COMPONENTS / SHARED_BY + i) % components).collect();
        let kind = if is_multi(size, n) { "MULTI" } else { "SINGLE" };
        let _ =
            write!(text, "(id: \"{}\", name: \"{} {n}\", installationType: {kind}, ", pack_id(n), dice.pick(&FLOWS));
        let list = |one: &dyn Fn(usize) -> String| members.iter().map(|m| one(*m)).collect::<Vec<_>>().join(",");
        let _ = write!(text, "components: [{}], releases: [", list(&|m| format!("\"c{m}\"")));
        let releases = dice.below(2) + 1;
        for number in 1..=releases {
            let carried = list(&|m| format!("(componentId: \"c{m}\", version: \"1.{}\")", number - 1));
            let _ = write!(
                text,
                "(number: {number}, releasedAt: \"2026-09-0{number}T05:00:00Z\", components: [{carried}]),"
            );
        }
        text.push_str("], ");
        if n % SCHEDULED == SCHEDULED / 2 {
            let carried = list(&|m| format!("(componentId: \"c{m}\", version: \"1.{}\")", 2 - releases));
            let _ = write!(text, "scheduledRelease: (requestId: \"release-{n}\", releaseOnDate: \"2099-12-01\", ");
            let _ = write!(text, "timeZone: \"America/New_York\", scheduledAt: \"2026-10-01T05:00:00Z\", ");
            let _ = write!(text, "components: [{carried}]), ");
        }
        text.push_str("),\n");
    }
    text.push_str("])\n");
    text
}

/// A document of accounts with what is installed in them, and of the groups that they are in.
fn accounts(size: Size, from: usize) -> String {
    let mut dice = Dice(size.seed ^ (from as u64 + 1));
    let to = size.accounts.min(from + accounts_a_document(size));
    let mut text = String::from("(accounts: [\n");
    for account in from..to {
        let _ = write!(text, "(id: \"a{account}\", name: \"{} {account}\", instances: [", dice.pick(&FIRMS));
        let more = usize::from(account < size.instances % size.accounts);
        for nth in 0..size.instances / size.accounts + more {
            let (pack, day) = (pack_of(size, account, nth), dice.below(28) + 1);
            let _ = write!(text, "(instanceId: \"i{account}-{nth}\", integrationPackId: \"{}\", ", pack_id(pack));
            let _ = write!(text, "name: \"Instance {nth}\", installedAt: \"2026-10-{day:02}T12:00:00Z\"),");
        }
        text.push_str("]),\n");
    }
    text.push_str("], accountGroups: [\n");
    let shared: Vec<String> = (0..size.packs).map(|n| format!("\"{}\"", pack_id(n))).collect();
    for first in (from..to).step_by(ACCOUNTS_A_GROUP) {
        let members: Vec<String> =
            (first..to.min(first + ACCOUNTS_A_GROUP)).map(|account| format!("\"a{account}\"")).collect();
        let _ = write!(text, "(id: \"g{first}\", name: \"Group {first}\", accounts: [{}], ", members.join(","));
        let _ = writeln!(text, "integrationPacks: [{}]),", shared.join(","));
    }
    text.push_str("])\n");
    text
}

/// Each pack once, in turn; what is more goes to MULTI packs.
fn pack_of(size: Size, account: usize, nth: usize) -> usize {
    if nth < size.packs {
        return (account + nth) % size.packs;
    }
    match size.packs {
        1 => 0,
        packs => (account + nth) % (packs / 2) * 2 + 1,
    }
}

fn is_multi(size: Size, pack: usize) -> bool {
    pack % 2 == 1 || size.packs == 1
}

fn pack_id(n: usize) -> String {
    format!("{n:08x}-4246")
}

/// Numbers that look random and are always the same (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[usize::try_from(self.below(of.len() as u64)).unwrap_or(0)]
    }
}
