use chrono::{DateTime, NaiveDate};
use proptest::{collection::vec, prelude::*};

use super::*;
use crate::domain::{AccountGroupId, PackId, RefusalKind, cases};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn freeze(id: &str, from: &str, to: Option<&str>, weekdays: &str) -> Freeze {
    Freeze {
        id: id.into(),
        name: format!("Freeze {id}"),
        from: day(from),
        to: to.map(day),
        weekdays: if weekdays.is_empty() { vec![] } else { parse_weekdays(weekdays).expect("weekdays") },
        packs: vec![],
        groups: vec![],
        reason: String::new(),
        created_by: "anna@desk".into(),
        created_at: DateTime::UNIX_EPOCH,
    }
}

fn judged(freezes: &Freezes) -> PackFreezes {
    freezes.of(&"p".into(), &[])
}

fn all(freezes: impl IntoIterator<Item = Freeze>) -> Freezes {
    let mut all = Freezes::default();
    freezes.into_iter().for_each(|freeze| all.put(freeze));
    all
}

#[test]
fn a_freeze_holds_on_its_dates_and_weekdays() {
    let weekends = freeze("w", "2026-12-24", Some("2027-01-03"), "sun,fri,sat");
    assert_eq!(weekends.weekdays_words(), "Fri, Sat, Sun");
    let held: Vec<String> =
        day("2026-12-20").iter_days().take(20).filter(|d| weekends.holds_on(*d)).map(|d| d.to_string()).collect();
    assert_eq!(held, ["2026-12-25", "2026-12-26", "2026-12-27", "2027-01-01", "2027-01-02", "2027-01-03"]);
    let endless = freeze("e", "2026-12-24", None, "");
    assert!(!endless.holds_on(day("2026-12-23")) && endless.holds_on(day("9999-12-31")));
}

#[test]
fn a_freeze_is_for_its_packs_and_for_what_its_groups_share() {
    let (pack, other): (PackId, PackId) = ("p".into(), "q".into());
    let (group, stranger): (AccountGroupId, AccountGroupId) = ("g".into(), "h".into());
    let everything = freeze("1", "2026-12-24", None, "");
    let some = Freeze { packs: vec![pack.clone()], groups: vec![group.clone()], ..everything.clone() };
    assert!(everything.is_for(&other, &[]));
    assert!(some.is_for(&pack, &[]) && some.is_for(&other, &[stranger.clone(), group.clone()]));
    assert!(!some.is_for(&other, &[stranger]));
    let mut freezes = all([some]);
    assert!(!freezes.of(&other, &[]).is_frozen(everything.from) && freezes.of(&pack, &[]).is_frozen(everything.from));
    freezes.forget_pack(&pack);
    assert_eq!(freezes.iter().count(), 1, "its group is left");
    freezes.forget_group(&group);
    assert!(freezes.is_empty(), "a freeze for nothing would be one for everything");
}

#[test]
fn a_freeze_that_can_not_hold_is_refused() {
    let kind = |freeze: &Freeze| freeze.check().expect_err("refused").kind();
    assert_eq!(kind(&freeze("1", "2026-12-24", Some("2026-12-23"), "")), RefusalKind::Input);
    assert_eq!(kind(&freeze("1", "2026-12-21", Some("2026-12-24"), "fri,sat,sun")), RefusalKind::Input);
    assert_eq!(kind(&Freeze { name: " ".into(), ..freeze("1", "2026-12-24", None, "") }), RefusalKind::Input);
    assert_eq!(freeze("1", "2026-12-21", Some("2026-12-25"), "fri").check(), Ok(()));
    assert_eq!(freeze("1", "2026-12-24", None, "mon").check(), Ok(()));
    for text in ["", "fri,", "freitag", "fri;sat"] {
        assert!(matches!(parse_weekdays(text), Err(Refusal::NotAWeekday { .. })), "{text:?}");
    }
}

#[test]
fn a_frozen_date_is_refused_with_who_until_when_and_the_first_free_date() {
    let freezes = all([
        Freeze { name: "Year end".into(), ..freeze("1", "2026-12-24", Some("2027-01-03"), "") },
        Freeze { name: "Fridays".into(), ..freeze("2", "2026-12-25", None, "fri") },
    ]);
    let refused = judged(&freezes).judge("Order to Cash", day("2027-01-01"), None, None).expect_err("refused");
    assert_eq!(
        refused.to_string(),
        "Order to Cash can't be released on Fri 1 Jan 2027: frozen by Year end, set by anna@desk, through Sun 3 Jan 2027; \
         and by Fridays, set by anna@desk, until it is removed"
    );
    assert_eq!(
        refused.hint().as_deref(),
        Some("the first free date is Mon 4 Jan 2027; or give a reason to override it")
    );
    assert_eq!(refused.kind(), RefusalKind::Rule);
    let block = |date: &str| judged(&freezes).block(day(date), None);
    assert_eq!(block("2026-12-28").as_deref(), Some("frozen by Year end through Sun 3 Jan; first free date Mon 4 Jan"));
    assert_eq!(
        block("2027-01-01").as_deref(),
        Some("frozen by Year end through Sun 3 Jan and Fridays until it is removed; first free date Mon 4 Jan")
    );
    assert_eq!(block("2027-01-04"), None);
}

#[test]
fn an_override_covers_the_freezes_that_it_names_and_no_other() {
    let mut freezes = all([freeze("1", "2026-12-24", Some("2027-01-03"), ""), freeze("2", "2026-12-28", None, "")]);
    let date = day("2026-12-28");
    let judge = |freezes: &Freezes, date: NaiveDate, known: Option<&Override>, reason: Option<&str>| {
        judged(freezes).judge("P", date, known, reason.map(|reason| (reason, "ben@desk")))
    };
    let known = judge(&freezes, date, None, Some(" A fix ")).expect("allowed").expect("an override");
    assert_eq!(
        (known.names(), known.reason.as_str(), known.by.as_str()),
        ("Freeze 1 and Freeze 2".into(), "A fix", "ben@desk")
    );
    assert_eq!(judge(&freezes, date, Some(&known), None), Ok(Some(known.clone())));
    let earlier = judge(&freezes, day("2026-12-27"), Some(&known), None).expect("allowed").expect("an override");
    assert_eq!(earlier.names(), "Freeze 1", "only what holds on the date");
    freezes.put(freeze("3", "2026-12-28", None, ""));
    assert!(
        matches!(judge(&freezes, date, Some(&known), None), Err(Refusal::Frozen { freezes, .. }) if freezes.len() == 1)
    );
    assert!(judged(&freezes).block(date, Some(&known)).is_some_and(|why| why.starts_with("frozen by Freeze 3 until")));
    for empty in ["", " \n"] {
        assert_eq!(judge(&freezes, date, None, Some(empty)), Err(Refusal::ReasonNeeded));
        assert_eq!(judge(&freezes, day("2026-12-01"), None, Some(empty)), Err(Refusal::ReasonNeeded));
    }
    assert_eq!(judge(&freezes, day("2026-12-01"), None, Some("for nothing")), Ok(None), "nothing to override");
}

#[test]
fn where_everything_is_frozen_for_ever_no_date_is_free() {
    let date = day("2026-12-01");
    let for_ever = all([freeze("1", "2026-01-01", None, "")]);
    assert_eq!(judged(&for_ever).first_free_after(date), None);
    assert_eq!(
        judged(&for_ever).block(date, None).as_deref(),
        Some("frozen by Freeze 1 until it is removed; no later date is free")
    );
    let between =
        all([freeze("1", "2026-01-01", None, "mon,tue,wed"), freeze("2", "2026-01-01", None, "thu,fri,sat,sun")]);
    assert_eq!(judged(&between).first_free_after(date), None);
    let to_the_end = all([freeze("1", "2026-01-01", Some("9999-12-31"), "")]);
    assert_eq!(judged(&to_the_end).first_free_after(date), None, "no date has five digits");
    let long = all([freeze("1", "2026-01-01", Some("9998-12-31"), "")]);
    assert_eq!(judged(&long).first_free_after(date), Some(day("9999-01-01")), "without a look at each day between");
}

fn any_freeze() -> impl Strategy<Value = Freeze> {
    (0_u64..60, proptest::option::of(0_u64..40), 0_u8..128).prop_map(|(from, length, days)| {
        let from = day("2026-12-01") + chrono::Days::new(from);
        let all_days = std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).take(7);
        let weekdays = all_days.zip(0..).filter(|(_, at)| days & (1 << at) != 0).map(|(day, _)| day).collect();
        Freeze {
            from,
            to: length.map(|length| from + chrono::Days::new(length)),
            weekdays,
            ..freeze("0", "2026-12-01", None, "")
        }
    })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_first_free_date_is_the_one_that_a_look_at_each_day_finds(freezes in vec(any_freeze(), 0..6), on in 0_u64..120) {
        let freezes = all(freezes.into_iter().enumerate().map(|(at, one)| Freeze { id: at.to_string().into(), ..one }));
        let date = day("2026-12-01") + chrono::Days::new(on);
        // All begin and end within 120 days, and a week later all has come that ever will.
        let found = date.iter_days().skip(1).take(240).find(|day| !freezes.iter().any(|freeze| freeze.holds_on(*day)));
        prop_assert_eq!(judged(&freezes).first_free_after(date), found);
    }
}

/// What freezes are for: every pack, the pack `p`, the groups `g` and `h`, of which `p` is shared with `g` alone.
fn any_audience() -> impl Strategy<Value = (Vec<PackId>, Vec<AccountGroupId>)> {
    (0_usize..3, 0_usize..4).prop_map(|(packs, groups)| {
        let packs = ["p", "q"].iter().take(packs).map(|id| PackId::from(*id)).collect();
        let groups =
            ["g", "h"].iter().zip(1..).filter(|(_, at)| groups & at != 0).map(|(id, _)| (*id).into()).collect();
        (packs, groups)
    })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn what_was_worked_out_says_what_a_look_at_each_freeze_says(
        freezes in vec((any_freeze(), any_audience()), 0..8),
        on in 0_u64..120,
        most in 0_usize..4,
    ) {
        let freezes = all(freezes.into_iter().enumerate().map(|(at, (one, (packs, groups)))| {
            Freeze { id: at.to_string().into(), packs, groups, ..one }
        }));
        let (pack, groups): (PackId, [AccountGroupId; 1]) = ("p".into(), ["g".into()]);
        let (date, own) = (day("2026-12-01") + chrono::Days::new(on), freezes.of(&pack, &groups));
        let first_begun = |freeze: &&Freeze| (freeze.from, freeze.name.clone(), freeze.id.clone());
        let mut holding: Vec<&Freeze> =
            freezes.iter().filter(|freeze| freeze.holds_on(date) && freeze.is_for(&pack, &groups)).collect();
        holding.sort_by_key(first_begun);
        prop_assert_eq!(own.is_frozen(date), !holding.is_empty());
        prop_assert_eq!(freezes.is_any_on(date), freezes.iter().any(|freeze| freeze.holds_on(date)));
        match own.judge("P", date, None, None) {
            Err(Refusal::Frozen { freezes, .. }) => {
                prop_assert_eq!(freezes.iter().map(|freeze| &**freeze).collect::<Vec<_>>(), holding);
            }
            judged => prop_assert!(judged == Ok(None) && holding.is_empty()),
        }
        let is_free = |date: &NaiveDate| !freezes.iter().any(|one| one.holds_on(*date) && one.is_for(&pack, &groups));
        let found = date.iter_days().skip(1).take(240).find(is_free);
        prop_assert_eq!(own.first_free_after(date), found);
        let mut ahead: Vec<&Freeze> = freezes.iter().filter(|freeze| !freeze.is_past(date)).collect();
        ahead.sort_by_key(first_begun);
        let count = ahead.len();
        ahead.truncate(most);
        prop_assert_eq!(freezes.ahead(date, most), (count, ahead));
        prop_assert_eq!(own.is_any_ahead(date), freezes.iter().any(|one| !one.is_past(date) && one.is_for(&pack, &groups)));
    }
}

/// Takes a look again, and answers how many freezes it looked at.
fn looks<T>(what: impl FnOnce() -> T) -> usize {
    let before = LOOKS.get();
    drop(what());
    LOOKS.get() - before
}

/// Ten thousand days that follow each other, each with a freeze of its own, with three more over the first of them.
fn many() -> Freezes {
    let days = day("2026-12-01").iter_days().take(10_000).map(|date| date.to_string());
    let own = days.enumerate().map(|(at, date)| freeze(&at.to_string(), &date, Some(&date), ""));
    all(own.chain(["a", "b", "c"].map(|id| freeze(id, "2026-12-01", Some("2026-12-31"), ""))))
}

#[test]
fn what_a_date_asks_of_ten_thousand_freezes_looks_at_few() {
    let (freezes, date) = (many(), day("2026-12-28"));
    let own = judged(&freezes);
    assert_eq!(looks(|| date.iter_days().take(366).filter(|date| own.is_frozen(*date)).count()), 0);
    assert_eq!(looks(|| own.first_free_after(date)), 0);
    assert_eq!(own.first_free_after(date), Some(day("2054-04-18")), "all of them are over");
    let why = own.block(date, None).expect("frozen");
    assert!(why.matches("Freeze ").count() == 4 && why.ends_with("; first free date Sat 18 Apr 2054"), "{why}");
    for (what, most) in [
        ("why it is frozen", looks(|| own.block(date, None))),
        ("a judgement", looks(|| own.judge("P", date, None, None))),
        ("an override", looks(|| own.judge("P", date, None, Some(("A fix", "ben@desk"))))),
        ("the next ones", looks(|| freezes.ahead(date, 4))),
    ] {
        assert!(most <= 60, "{what} looks at {most}");
    }
}

#[test]
fn a_sentence_names_some_of_many_and_an_override_covers_all() {
    let date = day("2026-12-28");
    let freezes = all((0..10_000).map(|at| freeze(&at.to_string(), "2026-12-01", None, "")));
    let own = judged(&freezes);
    let why = own.block(date, None).expect("frozen");
    assert!(why.ends_with(" and 9980 more; no later date is free") && why.matches("Freeze ").count() == 20, "{why}");
    let refused = own.judge("P", date, None, None).expect_err("refused").to_string();
    assert!(refused.ends_with("; and by 9980 more") && refused.matches("Freeze ").count() == 20, "{refused}");
    let known = own.judge("P", date, None, Some(("A fix", "ben@desk"))).expect("allowed").expect("an override");
    assert_eq!(known.freezes.len(), 10_000);
    assert!(known.words().ends_with(" and 9980 more: A fix"), "{}", known.words());
    assert_eq!(own.judge("P", date, Some(&known), None), Ok(Some(known)));
}
