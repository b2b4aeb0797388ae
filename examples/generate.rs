//! Makes up a workspace of any size, to try things out on and to measure: the same numbers and seed give the same
//! workspace. As documents (`--out DIR`) or as a state folder at once (`--state-dir DIR`).
//!
//! `cargo run --release --example generate -- --packs 100 --accounts 10000 --instances 50000 --state-dir large`

#![expect(clippy::expect_used, reason = "a generator that can not write may panic")]

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
};

use clap::{ArgGroup, Parser};
use ipack::{
    domain::Via,
    engine::{Engine, Source, system_clock},
};

/// Components of a pack.
const COMPONENTS: usize = 10;
/// How many packs share a component.
const SHARED_BY: usize = 5;
/// Accounts in one document: it must stay below 64 MB.
const ACCOUNTS_A_DOCUMENT: usize = 10_000;

const FLOWS: [&str; 6] =
    ["Order to Cash", "Procure to Pay", "Record to Report", "Hire to Retire", "Returns and Refunds", "Überweisungen"];
const TASKS: [&str; 5] = ["Create Invoice", "Ledger Posting", "Customer Lookup", "Dunning Letters", "Price List"];
const FIRMS: [&str; 6] = ["Aldergrove", "Borealis", "Café Montaña", "Dakota Plains", "顧客データ", "Zürichsee"];

/// Makes up a workspace of any size.
#[derive(Debug, Parser)]
#[command(
    group = ArgGroup::new("where").required(true).args(["out", "state_dir"]),
    after_help = "Example:\n  cargo run --example generate -- --packs 20 --accounts 500 --instances 2000 --out made-up"
)]
struct Args {
    /// How many packs; odd ones are MULTI.
    #[arg(long, default_value_t = 20)]
    packs: usize,
    /// How many managed accounts, in a group for every hundred.
    #[arg(long, default_value_t = 500)]
    accounts: usize,
    /// How many instances, spread over the accounts.
    #[arg(long, default_value_t = 2_000)]
    instances: usize,
    /// Another seed gives other names, dates and versions.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder for the documents; files that are there already are left as they are, and the program ends.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The state folder to fill; it should be new.
    #[arg(long, value_name = "DIR")]
    state_dir: Option<PathBuf>,
}

fn main() {
    let args = Args::parse();
    assert!(args.packs > 0 || args.instances == 0, "instances need packs");
    assert!(args.accounts > 0 || args.instances == 0, "instances need accounts");
    let documents = documents(&args);
    match (&args.out, &args.state_dir) {
        (Some(dir), _) => save(dir, documents),
        (_, Some(dir)) => fill(dir, documents),
        _ => {}
    }
}

fn save(dir: &Path, documents: impl Iterator<Item = (String, String)>) {
    fs::create_dir_all(dir).expect("a folder");
    for (name, text) in documents {
        File::create_new(dir.join(name)).and_then(|mut file| file.write_all(text.as_bytes())).expect("written");
    }
}

fn fill(dir: &Path, documents: impl Iterator<Item = (String, String)>) {
    let mut engine = Engine::open(dir, system_clock(), "generate@desk".into(), Via::Cli).expect("opened");
    for (name, text) in documents {
        engine.import(&[Source { path: name.into(), text }]).expect("imported");
    }
    engine.tidy().expect("a snapshot");
}

/// Documents that refer to nothing but those before them; made when they are asked for, as they can be large.
fn documents(args: &Args) -> impl Iterator<Item = (String, String)> {
    let starts = (0..args.accounts).step_by(ACCOUNTS_A_DOCUMENT);
    [("packs.ron".to_owned(), packs(args))]
        .into_iter()
        .chain(starts.enumerate().map(|(n, from)| (format!("accounts-{n}.ron"), accounts(args, from))))
}

fn packs(args: &Args) -> String {
    let mut dice = Dice(args.seed);
    let components = (args.packs * COMPONENTS / SHARED_BY).max(COMPONENTS);
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
    for n in 0..args.packs {
        let members: Vec<usize> = (0..COMPONENTS).map(|i| (n * COMPONENTS / SHARED_BY + i) % components).collect();
        let kind = if is_multi(args, n) { "MULTI" } else { "SINGLE" };
        let _ =
            write!(text, "(id: \"{}\", name: \"{} {n}\", installationType: {kind}, ", pack_id(n), dice.pick(&FLOWS));
        let list = |one: &dyn Fn(usize) -> String| members.iter().map(|m| one(*m)).collect::<Vec<_>>().join(",");
        let _ = write!(text, "components: [{}], releases: [", list(&|m| format!("\"c{m}\"")));
        for number in 1..=dice.below(2) + 1 {
            let carried = list(&|m| format!("(componentId: \"c{m}\", version: \"1.{}\")", number - 1));
            let _ = write!(
                text,
                "(number: {number}, releasedAt: \"2026-09-0{number}T05:00:00Z\", components: [{carried}]),"
            );
        }
        text.push_str("]),\n");
    }
    text.push_str("])\n");
    text
}

/// A document of accounts with what is installed in them, and of the groups that they are in.
fn accounts(args: &Args, from: usize) -> String {
    let mut dice = Dice(args.seed ^ (from as u64 + 1));
    let to = args.accounts.min(from + ACCOUNTS_A_DOCUMENT);
    let mut text = String::from("(accounts: [\n");
    for account in from..to {
        let _ = write!(text, "(id: \"a{account}\", name: \"{} {account}\", instances: [", dice.pick(&FIRMS));
        let more = usize::from(account < args.instances % args.accounts);
        for nth in 0..args.instances / args.accounts + more {
            let (pack, day) = (pack_of(args, account, nth), dice.below(28) + 1);
            let _ = write!(text, "(instanceId: \"i{account}-{nth}\", integrationPackId: \"{}\", ", pack_id(pack));
            let _ = write!(text, "name: \"Instance {nth}\", installedAt: \"2026-10-{day:02}T12:00:00Z\"),");
        }
        text.push_str("]),\n");
    }
    text.push_str("], accountGroups: [\n");
    let shared: Vec<String> = (0..args.packs).map(|n| format!("\"{}\"", pack_id(n))).collect();
    for first in (from..to).step_by(100) {
        let members: Vec<String> = (first..to.min(first + 100)).map(|account| format!("\"a{account}\"")).collect();
        let _ = write!(text, "(id: \"g{first}\", name: \"Group {first}\", accounts: [{}], ", members.join(","));
        let _ = writeln!(text, "integrationPacks: [{}]),", shared.join(","));
    }
    text.push_str("])\n");
    text
}

/// Each pack once, in turn; what is more goes to MULTI packs.
fn pack_of(args: &Args, account: usize, nth: usize) -> usize {
    if nth < args.packs {
        return (account + nth) % args.packs;
    }
    match args.packs {
        1 => 0,
        packs => (account + nth) % (packs / 2) * 2 + 1,
    }
}

fn is_multi(args: &Args, pack: usize) -> bool {
    pack % 2 == 1 || args.packs == 1
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
