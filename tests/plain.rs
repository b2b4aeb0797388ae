//! Plain mode walks the journeys that the screens walk, and comes to the same.
//!
//! A script of answers gives a whole transcript, with every answer where it was given. Where the input ends, nothing
//! is written.

#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

#[path = "plain/talk.rs"]
mod conversation;
mod support;

use std::{
    cell::RefCell,
    io::{self, BufRead, Read, Write},
    rc::Rc,
    sync::Arc,
};

use chrono::TimeDelta;
use conversation::{Script, Transcript, talk, talk_from};
use ipack::{
    domain::{HookTarget, NoticeKind, PackId, Refusal, ReleaseKind},
    engine::{Clock as _, Engine, FreezeOrder, HookOrder, Notices, Purpose},
    plain::{self, Start, Stop, Voice},
};
use support::{BLOCKED, Workspace};

/// Compares the transcript with the snapshot that has the test's name; the conversation must come to its end.
macro_rules! journey {
    ($workspace:expr, $answers:expr) => {{
        let talk = talk(&$workspace, $answers);
        assert!(talk.end.is_ok(), "{:?}\n{}", talk.end, talk.transcript);
        insta::with_settings!({ description => $answers, omit_expression => true }, {
            insta::assert_snapshot!(talk.transcript);
        });
    }};
}

/// Create Invoice back to 1.0, Ledger Posting kept, released now.
const RELEASE: &str = "order to cash | r | 1 | 4 | 3 | k | n | 1 | Duplicates | yes | q | q";
/// The same by keys.
const RELEASE_KEYS: &str = "/order<Enter>r<Left><Left><Down><Down>=n<Tab>Duplicates<Enter><Enter>";

#[test]
fn released_with_one_rolled_back_and_one_kept() {
    journey!(Workspace::small(), RELEASE);
}

#[test]
fn scheduled_on_a_date_then_moved_and_cancelled() {
    journey!(
        Workspace::small(),
        "ret | r | | 2 | soonish | 1/12/2026 | today | next fri | First | y | m | +1w | y | x | Tests failed | y | q | q"
    );
}

/// From Thursday 26 November to Sunday 29 November.
fn frozen() -> Workspace {
    let workspace = Workspace::small();
    let (from, to) = (workspace.clock_date(5), workspace.clock_date(8));
    let order = FreezeOrder { name: "Year end".into(), from: Some(from), to: Some(to), ..FreezeOrder::default() };
    workspace.engine().add_freeze(&order).expect("added");
    workspace
}

#[test]
fn a_frozen_date_is_told_and_overridden_for_a_reason() {
    journey!(
        frozen(),
        "order | r | n | 2 | 2026-11-27 | | p | n | 2 | 2026-11-27 | A fix | | yes | m | 2026-12-01 | y | m | 2026-11-28 | The audit | y | q | q"
    );
}

#[test]
fn whoever_has_approved_a_request_is_not_asked_to_approve_it_again() {
    let workspace = Workspace::small();
    workspace.engine().change_settings(|settings| settings.approval.approvals = 2).expect("set");
    release(workspace.person("anna@desk"));
    let mut admin = workspace.engine();
    let request =
        admin.settings().requests.about(Some(&workspace.pack("Order to Cash"))).expect("a request").id.clone();
    admin.approve(&request, "").expect("approved");
    let said = talk(&workspace, "order to cash | a | q | q | q").transcript;
    assert!(said.contains("Reject") && !said.contains("Approve"), "{said}");
}

/// A hook for which something was set aside, and one that is told elsewhere.
fn hooked() -> Workspace {
    let workspace = Workspace::small();
    let refuses = Notices {
        hand_over: Arc::new(|_, _, _| Err("it answered 500".to_owned())),
        elsewhere: Arc::new(|_| None),
        data: |_, _| serde_json::json!({}),
        open: Arc::new(|| Err(Refusal::NoNotices.into())),
    };
    let mut engine = workspace.engine().with_notices(refuses);
    for (name, on) in [("Chat", vec![NoticeKind::Frozen]), ("Tickets", vec![NoticeKind::Released])] {
        let target = HookTarget::Url("https://chat.example/hooks/7".into());
        engine.add_hook(&HookOrder { name: name.into(), target, on, packs: vec![], secret_env: None }).expect("added");
    }
    engine.add_freeze(&FreezeOrder { name: "Audit".into(), ..FreezeOrder::default() }).expect("added");
    for _ in 0..2 {
        engine.deliver_notices().expect("a delivery report");
        workspace.clock.set(workspace.clock.now() + TimeDelta::days(1));
    }
    workspace
}

#[test]
fn hooks_and_what_was_set_aside_for_them_are_read_out_first() {
    journey!(hooked(), "q");
}

#[test]
fn rolled_back() {
    journey!(Workspace::small(), "1 | b | h | | | | | yes | q | q");
}

#[test]
fn what_is_scheduled_is_changed_and_superseded() {
    journey!(
        Workspace::small(),
        "1 | r | n | 2 | 2026-12-01 | | yes | c | 1 | 1.1 | n | Smaller | yes | r | 1 | l | | 2 | 1 | | y | q | q"
    );
}

#[test]
fn details_history_and_what_can_not_be_chosen() {
    journey!(Workspace::small(), "1 | v | h | r | 1 | v1 | 2 | nonsense | z | 99 | q | q | q | q");
}

#[test]
fn what_blocks_says_why() {
    journey!(Workspace::of(BLOCKED), "1 | r | n | 2 | q | q | q");
}

#[test]
fn leaving_with_choices_asks_first() {
    journey!(Workspace::small(), "1 | r | 1 | 2 | q | no | | 1 | | no | yes | q | q");
}

#[test]
fn an_empty_workspace_and_no_match() {
    journey!(Workspace::empty(), "q");
}

#[test]
fn the_sample_in_a_list() {
    journey!(Workspace::sample(), "zzz | to | q");
}

/// What a pack carries now and what waits, for a comparison.
fn state(workspace: &Workspace, pack: &PackId) -> String {
    let pack = workspace.engine().pack(pack).expect("a pack").pack;
    let current = pack.current().map(|r| (r.number, r.kind, r.rollback_to, r.components.clone(), r.notes.clone()));
    let waits = pack
        .scheduled
        .as_ref()
        .map(|s| (s.release_on_date, s.time_zone, s.kind, s.components.clone(), s.notes.clone()));
    format!("{current:#?} {waits:#?} {:#?}", pack.members)
}

#[test]
fn legacy_deployment_releases_in_one_step() {
    journey!(
        Workspace::legacy(),
        "2 | v | r | 1 | Both | yes | b | 3 | 2 | yesterday | +3d | | yes | x | | y | q | 5 | r | q | q"
    );
}

#[test]
fn it_comes_to_what_the_screens_come_to() {
    let small: fn() -> Workspace = Workspace::small;
    let journeys = [
        (small, "Order to Cash", RELEASE, RELEASE_KEYS),
        (small, "Order to Cash", "1 | b | | n | 1 | | yes | q | q", "/order<Enter>bn<Enter><Enter>"),
        (
            small,
            "Order to Cash",
            "1 | r | n | 2 | 2026-12-01 | | y | q | q",
            "/order<Enter>rn<Down><Enter>2026-12-01<Enter><Enter>",
        ),
        (
            small,
            "Order to Cash",
            "1 | r | n | 2 | +3d | | y | x | | y | q | q",
            "/order<Enter>rn<Down><Enter>+3d<Enter><Enter><Enter>x<Tab><Tab><Enter>",
        ),
        (Workspace::legacy, "Broker Quotes", "2 | r | 1 | | yes | q | q", "/broker<Enter>r<Enter><Enter>"),
        (
            Workspace::legacy,
            "Broker Quotes",
            "2 | b | 4 | 2 | 2026-12-01 | Again | yes | q | q",
            "/broker<Enter>h<Down>b<Down><Enter>2026-12-01<Tab>Again<Enter><Enter>",
        ),
    ];
    for (workspace, pack, answers, keys) in journeys {
        let (plain, screens) = (workspace(), workspace());
        let talk = talk(&plain, answers);
        assert!(talk.end.is_ok(), "{answers}: {:?}\n{}", talk.end, talk.transcript);
        let mut drawn = screens.screens(80, 24);
        drawn.press(keys);
        let pack = plain.pack(pack);
        let (said, shown) = (state(&plain, &pack), state(&screens, &pack));
        assert_eq!(said, shown, "{answers}\n{}\n{}", talk.transcript, drawn.screen());
    }
}

#[test]
fn a_rollback_is_one() {
    let workspace = Workspace::small();
    let pack = workspace.pack("Order to Cash");
    let start = Start::Wizard(pack.clone(), Purpose::RollBack(None));
    assert!(talk_from(&workspace, start, "n | | | yes").end.is_ok());
    let view = workspace.engine().pack(&pack).expect("a pack");
    let current = view.pack.current().expect("a release");
    assert_eq!((current.number, current.kind, current.rollback_to), (3, ReleaseKind::Rollback, Some(1)));
}

/// Every beginning of a script, and every beginning with half an answer: nothing is written.
#[test]
fn the_end_of_the_input_releases_nothing() {
    let scripts = [
        "order to cash | r | 1 | 4 | 3 | k | n | 2 | 2026-12-01 | Duplicates | yes",
        "order to cash | b | 1 | n | 1 | | yes",
    ];
    for script in scripts {
        let answers: Vec<&str> = script.split('|').collect();
        for given in 0..answers.len() {
            let workspace = Workspace::small();
            let before = workspace.bytes();
            let talk = talk(&workspace, &answers[..given].join("|"));
            assert!(matches!(talk.end, Err(Stop::InputEnded)), "{given}: {:?}\n{}", talk.end, talk.transcript);
            assert_eq!(before, workspace.bytes(), "{given} answers of {script}");
        }
    }
}

#[test]
fn a_decision_that_was_overtaken_is_refused_and_its_choices_kept() {
    let workspace = Workspace::small();
    let pack = workspace.pack("Order to Cash");
    let transcript = Transcript::default();
    // The other admin releases while the last question stands.
    let answers = ["1", "r", "1", "3", "n", "1", "", "yes", "n", "1", "", "yes", "q", "q"];
    let answers = answers.map(|answer| format!("{answer}\n").into_bytes()).into_iter().collect();
    let mut script = Script { answers, heard: Vec::new(), transcript: transcript.clone() };
    let mut overtaken =
        Overtaken { script: &mut script, left: 8, then: Some(Box::new(|| release(workspace.engine()))) };
    let mut output = transcript.clone();
    let end = plain::run(workspace.engine(), Start::Packs, Voice::new(&mut overtaken, &mut output, true));
    assert!(end.is_ok(), "{end:?}");
    let said = String::from_utf8(transcript.0.take()).expect("text");
    insta::assert_snapshot!(said);
    let view = workspace.engine().pack(&pack).expect("a pack");
    assert_eq!(view.pack.current_number(), 4, "{said}");
}

/// A terminal that goes away once the last answer was read.
struct GoesAway<'a> {
    script: &'a mut Script,
    gone: Rc<RefCell<bool>>,
}

impl Read for GoesAway<'_> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

impl BufRead for GoesAway<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.script.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.script.consume(amount);
        *self.gone.borrow_mut() = self.script.answers.is_empty() && self.script.heard.is_empty();
    }
}

/// Its screen.
struct Gone(Rc<RefCell<bool>>);

impl Write for Gone {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if *self.0.borrow() { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where the terminal goes away after these answers: how it ends.
fn hung_up_after(workspace: &Workspace, start: Start, answers: &str) -> Result<(), Stop> {
    let answers = answers.split('|').map(|answer| format!("{}\n", answer.trim()).into_bytes()).collect();
    let mut script = Script { answers, heard: Vec::new(), transcript: Transcript::default() };
    let gone = Rc::default();
    let mut input = GoesAway { script: &mut script, gone: Rc::clone(&gone) };
    plain::run(workspace.engine(), start, Voice::new(&mut input, &mut Gone(gone), true))
}

#[test]
fn what_is_committed_ends_well_though_the_terminal_went_away() {
    let scheduled = || {
        let workspace = Workspace::small();
        assert!(talk(&workspace, "1 | r | n | 2 | +3d | | y | q | q").end.is_ok());
        workspace
    };
    let wizard = |workspace: &Workspace| Start::Wizard(workspace.pack("Order to Cash"), Purpose::Release);
    let small = Workspace::small();
    let start = wizard(&small);
    assert!(hung_up_after(&small, start, "n | 1 | | yes").is_ok());
    assert_eq!(small.engine().pack(&small.pack("Order to Cash")).expect("a pack").pack.current_number(), 3);
    for answers in ["1 | x | | y", "1 | m | +1w | y"] {
        let workspace = scheduled();
        let before = workspace.bytes();
        let end = hung_up_after(&workspace, Start::Packs, answers);
        assert!(end.is_ok() && before != workspace.bytes(), "{answers}: {end:?}");
    }
    let small = Workspace::small();
    for (start, answers) in [(wizard(&small), "n | 1 | "), (Start::Packs, "1 | r | n")] {
        let before = small.bytes();
        assert!(matches!(hung_up_after(&small, start, answers), Err(Stop::Io(_))), "{answers}");
        assert_eq!(before, small.bytes(), "{answers}");
    }
}

fn release(mut engine: Engine) {
    let id = engine.find_pack("Order to Cash").expect("a pack");
    let proposal = engine.propose_release(&id).expect("a proposal");
    let order = ipack::engine::ReleaseOrder {
        basis: proposal.basis,
        selection: proposal.selection,
        when: ipack::engine::When::Now,
        notes: String::new(),
        overriding: None,
    };
    engine.release(&order).expect("released");
}

/// Does something before an answer is given.
struct Overtaken<'a> {
    script: &'a mut Script,
    left: usize,
    then: Option<Box<dyn FnOnce() + 'a>>,
}

impl Read for Overtaken<'_> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

impl BufRead for Overtaken<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.left = self.left.saturating_sub(1);
        if let Some(then) = self.then.take_if(|_| self.left == 0) {
            then();
        }
        self.script.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.script.consume(amount);
    }
}

/// The input ends where a terminal goes away: what was chosen is offered the next time, and releases nothing by itself.
#[test]
fn a_wizard_that_was_left_by_accident_is_offered_again() {
    let workspace = Workspace::small();
    let start = || Start::Wizard(workspace.pack("Order to Cash"), Purpose::Release);
    let left = talk_from(&workspace, start(), "1 | 4 | n | 2 | 2026-12-01 | Why");
    assert!(matches!(left.end, Err(Stop::InputEnded)), "{}", left.transcript);
    let refused = talk_from(&workspace, start(), "no | q");
    assert!(refused.transcript.contains("2 upgrades"), "{}", refused.transcript);
    let told = "decided on a release with 1 version chosen, the date 2026-12-01 and notes. Nothing was released.";
    let again = talk_from(&workspace, start(), "yes | n | | | | yes");
    assert!(again.transcript.contains(told), "{}", again.transcript);
    assert!(again.end.is_ok(), "{}", again.transcript);
    let scheduled = workspace.engine().pack(&workspace.pack("Order to Cash")).expect("a pack").pack.scheduled.clone();
    let scheduled = scheduled.expect("scheduled");
    assert_eq!((scheduled.release_on_date.to_string().as_str(), scheduled.notes.as_str()), ("2026-12-01", "Why"));
    // The screens see the same drafts, and what was decided is none.
    assert!(!workspace.screens(80, 24).screen().contains("Go On"));
}

#[test]
fn the_screens_offer_what_a_conversation_left() {
    let workspace = Workspace::small();
    let left = talk(&workspace, "order to cash | r | 1 | 4");
    assert!(matches!(left.end, Err(Stop::InputEnded)), "{}", left.transcript);
    let mut screens = workspace.screens(80, 24);
    assert!(screens.screen().contains("Go On · Order to Cash"), "{}", screens.screen());
    assert!(screens.press("y").screen().contains("▼ 1.0"), "{}", screens.screen());
}
