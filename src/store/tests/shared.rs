//! A workspace that somebody keeps for several computers: commits, copies, and whatever can come between.

use super::*;
use crate::{
    domain::{Event, Settings},
    store::{
        Checked, LastTick,
        keeper::{
            Keeper as _,
            scripted::{Fate, Scripted},
        },
    },
};

/// A workspace that is kept, and computers with copies of it.
struct Team {
    keeper: Scripted,
    copies: tempfile::TempDir,
}

impl Team {
    fn new() -> Self {
        let team = Self { keeper: Scripted::default(), copies: folder() };
        Store::create_shared(&mut team.keeper.clone(), None).expect("made");
        team
    }

    fn copy(&self, computer: &str) -> std::path::PathBuf {
        self.copies.path().join(computer)
    }

    fn open(&self, computer: &str) -> Result<Store, StoreError> {
        Store::open_shared(Box::new(self.keeper.clone()), &self.copy(computer))
    }

    fn at(&self, computer: &str) -> Store {
        self.open(computer).expect("opens")
    }

    fn fate(&self, fates: impl IntoIterator<Item = Fate>) {
        self.keeper.kept().fates.extend(fates);
    }

    fn lines(&self) -> usize {
        self.keeper.kept().lines.len()
    }
}

fn rename(store: &mut Store, name: &str) -> Result<(), StoreError> {
    let settings = Settings { name: name.to_owned(), ..store.settings().clone() };
    store.commit(&author(), |_, _| Ok((vec![Event::SettingsChanged(settings.clone())], ())))
}

fn sound(dir: &Path) {
    let checked = Checked::of(dir).expect("looked at");
    assert_eq!((checked.status(), &checked.notices), (0, &Vec::new()), "{checked:?}");
}

#[test]
fn what_one_computer_commits_the_others_have() {
    let team = Team::new();
    let (mut one, mut two) = (team.at("one"), team.at("two"));
    import(&mut one, SMALL);
    assert!(two.refresh().expect("followed"));
    assert_eq!(everything(&mut two), everything(&mut one));
    assert_eq!(release(&mut two, "p1", "2.0").expect("released"), 2);
    assert_eq!(release(&mut one, "p1", "1.0").expect("released"), 3, "decided on the newest");
    assert!(two.refresh().expect("followed") && !two.refresh().expect("nothing new"));
    assert_eq!(everything(&mut two), everything(&mut one));
    for computer in ["one", "two"] {
        sound(&team.copy(computer));
    }
    let journal = |computer| fs::read(team.copy(computer).join("journal-1.ron")).expect("a journal");
    assert_eq!(journal("one"), journal("two"), "byte for byte");
}

#[test]
fn where_somebody_was_first_the_decision_is_taken_again() {
    let team = Team::new();
    let (mut one, mut two) = (team.at("one"), team.at("two"));
    import(&mut one, SMALL);
    release(&mut two, "p1", "2.0").expect("released");
    let other = team.keeper.kept().lines.pop().expect("a line").1;
    // The copy of the second knows that line, so the first one alone goes on.
    team.fate([Fate::After(other)]);
    assert_eq!(release(&mut one, "p1", "1.0").expect("released"), 3);
    assert_eq!(team.lines(), 3);
    sound(&team.copy("one"));
    assert_eq!(everything(&mut team.at("three")), everything(&mut one));
}

#[test]
fn a_line_without_an_answer_is_put_again_and_stands_once() {
    for fate in [Fate::DoneUnheard, Fate::LostUnheard] {
        let team = Team::new();
        let mut one = team.at("one");
        import(&mut one, SMALL);
        team.fate([fate.clone(), fate.clone(), fate]);
        assert_eq!(release(&mut one, "p1", "2.0").expect("released"), 2);
        assert_eq!((team.lines(), one.take_notices()), (2, Vec::new()));
        assert!(!files(&team.copy("one")).iter().any(|(name, _)| name.starts_with("unsure")));
    }
}

#[test]
fn what_was_certainly_not_put_leaves_nothing() {
    let team = Team::new();
    let mut one = team.at("one");
    import(&mut one, SMALL);
    let before = everything(&mut one);
    team.fate([Fate::Refused]);
    assert!(matches!(release(&mut one, "p1", "2.0"), Err(StoreError::Away { .. })));
    assert_eq!((team.lines(), everything(&mut one)), (1, before));
    assert_eq!(release(&mut one, "p1", "2.0").expect("released"), 2);
    assert!(!files(&team.copy("one")).iter().any(|(name, _)| name.starts_with("unsure")));
}

/// What a program leaves that was killed after it had sent a line.
fn killed(team: &Team, store: &Store, line: &str) {
    let seq = store.seq() + 1;
    let id = uuid::Uuid::now_v7();
    let text = format!("(seq:{seq},id:\"{id}\",line:{line:?})");
    fs::write(team.copy("one").join(format!("unsure-{id}.ron")), text).expect("written");
}

#[test]
fn the_next_start_says_what_became_of_a_line_without_an_answer() {
    let team = Team::new();
    let (mut one, mut two) = (team.at("one"), team.at("two"));
    import(&mut one, SMALL);
    release(&mut two, "p1", "2.0").expect("released");
    let line = team.keeper.kept().lines[1].1.clone();
    killed(&team, &one, &line);
    assert_eq!(team.at("one").take_notices(), ["a change of which no answer came (line 2) was made after all"]);
    let mut one = team.at("one");
    killed(&team, &one, "something else");
    let notices = team.at("one").take_notices();
    assert_eq!(notices, ["nobody knows yet whether a change was made: its line 3 has not come"]);
    release(&mut one, "p1", "1.0").expect("released");
    assert_eq!(one.take_notices(), ["a change of which no answer came (line 3) was not made"]);
    assert_eq!(team.at("one").take_notices(), [""; 0]);
}

#[test]
fn without_the_keeper_the_copy_is_read_and_nothing_is_written() {
    let team = Team::new();
    let mut one = team.at("one");
    import(&mut one, SMALL);
    let live = everything(&mut one);
    team.keeper.kept().away = true;
    assert!(one.refresh().expect("looked") && one.away().is_some());
    assert!(!one.refresh().expect("looked"), "told once");
    assert!(matches!(release(&mut one, "p1", "2.0"), Err(StoreError::Away { .. })));
    let mut offline = team.at("one");
    assert!(offline.away().is_some());
    assert_eq!(everything(&mut offline), live);
    assert!(matches!(team.open("nobody"), Err(StoreError::Away { .. })), "no copy either");
    team.keeper.kept().away = false;
    assert!(offline.refresh().expect("looked") && offline.away().is_none());
    assert_eq!(release(&mut offline, "p1", "2.0").expect("released"), 2);
}

#[test]
fn a_workspace_is_made_once_and_never_by_opening_it() {
    let (keeper, copies) = (Scripted::default(), folder());
    let open = || Store::open_shared(Box::new(keeper.clone()), &copies.path().join("one"));
    let none = open().expect_err("no workspace");
    assert_eq!(none.to_string(), "there is no workspace in scripted://desk");
    assert!(!copies.path().join("one").exists());
    Store::create_shared(&mut keeper.clone(), None).expect("made");
    assert!(matches!(Store::create_shared(&mut keeper.clone(), None), Err(StoreError::IsKept { .. })));
    assert!(open().expect("opens").is_empty());
}

#[test]
fn a_folder_is_moved_in_and_out_with_every_line() {
    let (keeper, dir) = (Scripted::default(), folder());
    let from = dir.path().join("from");
    let mut store = small(&from);
    store.checkpoint().expect("a sealed line");
    release(&mut store, "p1", "2.0").expect("released");
    let first = fs::read_to_string(from.join("journal-1.ron")).expect("a journal");
    let first = first.lines().next().expect("a line");
    keeper.clone().put(1, uuid::Uuid::now_v7(), first, Duration::ZERO).expect("put by a try before");
    Store::create_shared(&mut keeper.clone(), Some(&from)).expect("it goes on");
    let copy = dir.path().join("copy");
    let mut shared = Store::open_shared(Box::new(keeper.clone()), &copy).expect("opens");
    assert_eq!(everything(&mut shared), everything(&mut store));
    release(&mut shared, "p1", "1.0").expect("released");
    shared.checkpoint().expect("written");
    sound(&copy);
    let out = dir.path().join("out");
    shared.copy_to(&out).expect("written");
    assert!(matches!(shared.copy_to(&out), Err(StoreError::Exists { .. })));
    sound(&out);
    let mut own = Store::open(&out).expect("opens");
    assert_eq!(everything(&mut own), everything(&mut shared));
    release(&mut own, "p1", "2.0").expect("it is a workspace of its own");
    assert_eq!(keeper.kept().lines.len(), 4);
}

#[test]
fn copies_write_snapshots_of_their_own_and_end_no_segment() {
    let team = Team::new();
    let mut one = team.at("one");
    import(&mut one, SMALL);
    for round in 0..3 {
        release(&mut one, "p1", if round % 2 == 0 { "2.0" } else { "1.0" }).expect("released");
        let live = everything(&mut one);
        one.checkpoint().expect("written");
        one.checkpoint().expect("nothing new");
        assert_eq!(everything(&mut one), live);
        assert_eq!(everything(&mut team.at("one")), live);
        sound(&team.copy("one"));
    }
    let names = files(&team.copy("one")).into_iter().map(|(name, _)| name);
    let names: Vec<String> = names.filter(|name| name.starts_with("snapshot") || name.starts_with("journal")).collect();
    assert_eq!(names, ["journal-1.ron", "snapshot-3.ron", "snapshot-4.ron"]);
    assert_eq!(team.lines(), 4);
}

#[test]
fn a_copy_that_is_damaged_or_another_ones_is_made_anew() {
    let team = Team::new();
    import(&mut team.at("one"), SMALL);
    let live = everything(&mut team.at("one"));
    let journal = team.copy("one").join("journal-1.ron");
    let mut bytes = fs::read(&journal).expect("a journal");
    bytes[40] ^= 1;
    fs::write(&journal, bytes).expect("written");
    let mut mended = team.at("one");
    assert_eq!(everything(&mut mended), live);
    assert!(mended.take_notices()[0].starts_with("the copy was damaged and is fetched anew"));
    fs::remove_dir_all(team.copy("one")).expect("removed");
    assert_eq!(everything(&mut team.at("one")), live);
}

/// A copy is not synced: a power failure leaves its end missing, torn, or full of zeros.
#[test]
fn what_a_power_failure_takes_from_a_copy_is_fetched_again() {
    let lost: [fn(&mut Vec<u8>); 4] = [
        |bytes| bytes.truncate(bytes.len() - 20),
        |bytes| {
            let last = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').expect("two lines");
            bytes.truncate(last + 1);
        },
        |bytes| {
            let from = bytes.len() - 50;
            bytes[from..].fill(0);
        },
        Vec::clear,
    ];
    for lose in lost {
        let team = Team::new();
        let mut one = team.at("one");
        import(&mut one, SMALL);
        release(&mut one, "p1", "2.0").expect("released");
        let live = everything(&mut one);
        drop(one);
        let journal = team.copy("one").join("journal-1.ron");
        let mut bytes = fs::read(&journal).expect("a journal");
        lose(&mut bytes);
        fs::write(&journal, bytes).expect("written");
        let mut again = team.at("one");
        assert_eq!(everything(&mut again), live);
        release(&mut again, "p1", "1.0").expect("released");
        sound(&team.copy("one"));
        assert_eq!(team.lines(), 3);
    }
}

#[test]
fn a_copy_by_itself_is_only_read() {
    let team = Team::new();
    import(&mut team.at("one"), SMALL);
    let mut copy = Store::open(&team.copy("one")).expect("opens");
    assert_eq!(copy.packs().len(), 2);
    let refused = release(&mut copy, "p1", "2.0").expect_err("refused");
    assert!(refused.to_string().ends_with("is a copy of scripted://desk, and only read"), "{refused}");
    assert_eq!(refused.kind(), FailureKind::Refused);
}

#[test]
fn a_journal_that_went_back_is_told_and_nothing_is_written_to_it() {
    let team = Team::new();
    let mut one = team.at("one");
    import(&mut one, SMALL);
    for version in ["2.0", "1.0", "2.0"] {
        release(&mut one, "p1", version).expect("released");
    }
    let lost = team.keeper.kept().lines.split_off(2);
    let mut two = team.at("two");
    release(&mut two, "p2", "1.0").expect("somebody else goes on");
    let why = release(&mut one, "p1", "1.0").expect_err("refused").to_string();
    let told = "scripted://desk went back: 2 lines of this copy are not in it any more: line 3 by m.ruiz@desk at";
    assert!(why.starts_with(told), "{why}");
    assert_eq!((team.lines(), lost.len()), (3, 2));
    let why = team.open("one").expect_err("told once more");
    assert_eq!(why.kind(), FailureKind::Damaged);
    assert!(why.to_string().ends_with("one.aside-1"), "{why}");
    assert_eq!(everything(&mut team.at("one")), everything(&mut two));
}

#[test]
fn a_row_that_was_edited_is_damage_with_its_place() {
    let team = Team::new();
    let mut one = team.at("one");
    import(&mut one, SMALL);
    release(&mut one, "p1", "2.0").expect("released");
    let row = team.keeper.kept().lines[1].1.replace("line one", "line two");
    team.keeper.kept().lines[1].1 = row;
    let mut newcomer = team.at("two");
    let why = newcomer.read_only().expect("read only").to_string();
    assert!(why.starts_with("scripted://desk:2:") && why.contains("the digest does not fit"), "{why}");
    assert_eq!(newcomer.entry(&"p1".into()).expect("listed").summary.current, 1, "as far as it can be read");
    assert!(release(&mut newcomer, "p1", "2.0").is_err());
}

#[test]
fn a_line_that_is_too_long_is_refused() {
    let team = Team::new();
    let mut one = team.at("one");
    import(&mut one, SMALL);
    let why = rename(&mut one, &"x".repeat(9 << 20)).expect_err("refused");
    assert!(matches!(why, StoreError::TooLong { .. }) && why.kind() == FailureKind::Refused, "{why}");
    assert_eq!(team.lines(), 1);
}

#[test]
fn a_longer_line_that_a_folder_brings_along_is_read() {
    let (keeper, dir) = (Scripted::default(), folder());
    let from = dir.path().join("from");
    let mut store = Store::open(&from).expect("opens");
    rename(&mut store, &"x".repeat(9 << 20)).expect("a folder takes it");
    Store::create_shared(&mut keeper.clone(), Some(&from)).expect("moved in");
    let shared = Store::open_shared(Box::new(keeper), &dir.path().join("copy")).expect("opens");
    assert_eq!(shared.settings().name.len(), 9 << 20);
}

#[test]
fn a_look_costs_one_question_and_a_commit_two() {
    let team = Team::new();
    let mut one = team.at("one");
    import(&mut one, SMALL);
    let asked = || std::mem::take(&mut team.keeper.kept().asked);
    asked();
    one.refresh().expect("looked");
    assert_eq!(asked(), 1);
    release(&mut one, "p1", "2.0").expect("released");
    assert_eq!(asked(), 2);
    team.at("one");
    assert_eq!(asked(), 1, "to open an up-to-date copy");
    assert_eq!(team.keeper.clone().place(), "scripted://desk");
}

#[test]
fn a_tick_is_noted_where_everybody_sees_it() {
    let team = Team::new();
    let (mut one, mut two) = (team.at("one"), team.at("two"));
    let tick = crate::store::LastTick { at: author().now, by: "scheduler@one".into() };
    one.note_tick(&tick).expect("noted");
    assert_eq!(two.last_tick().expect("read"), Some(tick));
}

#[test]
fn a_look_at_the_platform_is_known_to_everybody() {
    let team = Team::new();
    let (mut one, mut two) = (team.at("one"), team.at("two"));
    let look = crate::store::LastSync { at: author().now, by: "ada@one".into() };
    one.note_sync(&look).expect("noted");
    two.refresh().expect("followed");
    assert_eq!(two.last_sync().expect("read"), Some(look.clone()));
    team.keeper.kept().away = true;
    assert_eq!(team.at("one").last_sync().expect("read"), Some(look));
}

/// Twelve seconds are promised, of which one is for a thread that does not end its wait by itself.
#[test]
fn a_verb_over_a_keeper_that_answers_nothing_waits_no_longer_than_is_promised() {
    let (team, tick) = (Team::new(), LastTick { at: author().now, by: "s@desk".into() });
    let verb = |computer: &str, away_from_the_start: bool| {
        let mut kept = team.keeper.kept();
        (kept.waited, kept.away) = (Duration::ZERO, away_from_the_start);
        drop(kept);
        let mut opened = team.open(computer);
        team.keeper.kept().away = true;
        if let Ok(store) = &mut opened {
            rename(store, "X").expect_err("nobody answers");
            store.note_tick(&tick).expect("nothing is asked");
        }
        let waited = team.keeper.kept().waited;
        assert!(waited >= Duration::from_secs(10) && waited <= Duration::from_secs(11), "{computer}: {waited:?}");
    };
    verb("one", false);
    verb("one", true);
    verb("without a copy", true);
    team.keeper.kept().waited = Duration::ZERO;
    Store::create_shared(&mut team.keeper.clone(), None).expect_err("nobody answers");
    assert_eq!(team.keeper.kept().waited, Duration::from_secs(10));
}
