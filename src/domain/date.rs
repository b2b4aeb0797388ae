//! Dates as people type them.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Refusal;

/// The years that are written down: with four digits.
pub const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// Examples of every form that a release date may have, for messages.
const RELEASE_FORMS: &str = "2026-12-01, 31.12.2026, 1 dec, tomorrow, fri, next fri or +3d";

/// The same for a date in the past.
const PAST_FORMS: &str = "2026-11-01, 31.10.2026, 1 nov, yesterday or -3d";

/// Reads a release date: `2026-12-01`, `+3d`, `+2w`, `tomorrow`, `fri`, `next fri`, `1 dec`, `dec 1`, `1 dec 2027`,
/// `31.12.2026`, `31/12/2026`, `2026/12/31`.
///
/// They count from `today`, the date in the scheduler's zone. A weekday means the next one after today; `next fri`
/// means Friday of next week, where weeks begin on Monday. A day and month without a year mean the next such date.
///
/// # Errors
/// [`Refusal::NotADate`] for what is no date, 30 February too; [`Refusal::AmbiguousDate`] for forms such as
/// `1/12/2026`. Whether the date may be chosen is [`super::Window::after_today`]'s matter.
pub fn parse_release_date(input: &str, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    let text = input.trim().to_lowercase();
    let not_a_date = || Refusal::NotADate { input: input.trim().to_owned(), forms: RELEASE_FORMS };
    if let Some(parts) = numbers(&text) {
        let mut dates = readings(&parts, today);
        dates.dedup();
        return match dates[..] {
            [] => Err(not_a_date()),
            [one] => Ok(one),
            _ => Err(Refusal::AmbiguousDate { input: input.trim().to_owned() }),
        };
    }
    if let Some(date) = iso(&text) {
        return Ok(date);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        ["today"] => Some(today),
        ["tomorrow"] => today.succ_opt(),
        [distance] if distance.starts_with('+') => after(today, &distance[1..]),
        [day] => weekday(day).and_then(|day| next_weekday(today, day)),
        ["next", day] => weekday(day).and_then(|day| weekday_of_next_week(today, day)),
        [a, b] => day_and_month(a, b).and_then(|(day, month)| next_coming(today, day, month)),
        [a, b, year] => day_and_month(a, b).and_then(|(day, month)| {
            let year = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
            NaiveDate::from_ymd_opt(year, month, day)
        }),
        _ => None,
    }
    .filter(|date| YEARS.contains(&date.year()))
    .ok_or_else(not_a_date)
}

/// Reads a date in the past, from which a list is to begin: `2026-11-01`, `today`, `yesterday`, `-3d`, `-2w`.
///
/// # Errors
/// [`Refusal::NotADate`] for what is none of these, [`Refusal::AmbiguousDate`] for forms such as `1/12/2026`.
pub fn parse_past_date(input: &str, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    let text = input.trim().to_lowercase();
    let date = match &text[..] {
        "today" => Some(today),
        "yesterday" => today.pred_opt(),
        _ => match text.strip_prefix('-') {
            Some(distance) => days_of(distance).and_then(|days| today.checked_sub_days(days)),
            None => parse_release_date(input, today).map(Some).or_else(|refusal| match refusal {
                Refusal::NotADate { .. } => Ok(None),
                refusal => Err(refusal),
            })?,
        },
    };
    let date = date.filter(|date| YEARS.contains(&date.year()));
    date.ok_or_else(|| Refusal::NotADate { input: input.trim().to_owned(), forms: PAST_FORMS })
}

/// The numbers of a date written with slashes or dots: `31.12.2026`, `2026/12/31`, `12/1`.
fn numbers(text: &str) -> Option<Vec<&str>> {
    let written = text.contains(['/', '.']) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.'));
    written.then(|| text.trim_end_matches('.').split(['/', '.']).collect())
}

/// The dates that numbers can be read as. The year has four digits and stands first or last, or is left out; day and
/// month come in either order. A year of two digits is not read, because it could be a day.
fn readings(parts: &[&str], today: NaiveDate) -> Vec<NaiveDate> {
    let number = |text: &&str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
    let year = |text: &str| text.parse::<i32>().ok().filter(|year| text.len() == 4 && YEARS.contains(year));
    let (first, year) = match parts {
        [first, rest @ ..] if year(first).is_some() => {
            let [month, day] = rest else { return vec![] };
            let date = year(first).zip(number(month)).zip(number(day));
            return date.and_then(|((y, m), d)| NaiveDate::from_ymd_opt(y, m, d)).into_iter().collect();
        }
        [day, month, last] => (number(day).zip(number(month)), Some(year(last))),
        [day, month] => (number(day).zip(number(month)), None),
        _ => return vec![],
    };
    let Some((one, other)) = first else { return vec![] };
    let date = |(day, month): (u32, u32)| match year {
        Some(year) => NaiveDate::from_ymd_opt(year?, month, day),
        None => next_coming(today, day, month),
    };
    [(one, other), (other, one)].into_iter().filter_map(date).collect()
}

fn iso(text: &str) -> Option<NaiveDate> {
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    match text.split('-').collect::<Vec<_>>()[..] {
        [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2) => {
            NaiveDate::from_ymd_opt(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
                .filter(|date| YEARS.contains(&date.year()))
        }
        _ => None,
    }
}

fn after(today: NaiveDate, distance: &str) -> Option<NaiveDate> {
    today.checked_add_days(days_of(distance)?)
}

fn days_of(distance: &str) -> Option<Days> {
    let unit = distance.chars().last()?;
    let count: u64 = distance.strip_suffix(unit)?.parse().ok()?;
    match unit {
        'd' => Some(Days::new(count)),
        'w' => count.checked_mul(7).map(Days::new),
        _ => None,
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    // chrono reads "mon" and "monday" alike.
    word.parse().ok()
}

fn next_weekday(today: NaiveDate, day: Weekday) -> Option<NaiveDate> {
    let ahead = u64::from(today.weekday().days_since(Weekday::Mon));
    let wanted = u64::from(day.days_since(Weekday::Mon));
    let days = (wanted + 7 - ahead) % 7;
    today.checked_add_days(Days::new(if days == 0 { 7 } else { days }))
}

fn weekday_of_next_week(today: NaiveDate, day: Weekday) -> Option<NaiveDate> {
    let to_monday = 7 - u64::from(today.weekday().days_since(Weekday::Mon));
    today.checked_add_days(Days::new(to_monday + u64::from(day.days_since(Weekday::Mon))))
}

fn day_and_month(a: &str, b: &str) -> Option<(u32, u32)> {
    let month = |s: &str| s.parse::<chrono::Month>().ok().map(|m| m.number_from_month());
    match (a.parse().ok(), month(b), month(a), b.parse().ok()) {
        (Some(day), Some(month), ..) | (.., Some(month), Some(day)) => Some((day, month)),
        _ => None,
    }
}

fn next_coming(today: NaiveDate, day: u32, month: u32) -> Option<NaiveDate> {
    // 29 February may be up to eight years away.
    (today.year()..=today.year() + 8)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| *date > today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn reads_what_people_type() {
        let saturday = day("2026-11-21");
        for (input, expected) in [
            ("2026-12-01", "2026-12-01"),
            (" +3d ", "2026-11-24"),
            ("+2w", "2026-12-05"),
            ("Tomorrow", "2026-11-22"),
            ("today", "2026-11-21"),
            ("fri", "2026-11-27"),
            ("Saturday", "2026-11-28"),
            ("next fri", "2026-11-27"),
            ("next sun", "2026-11-29"),
            ("sun", "2026-11-22"),
            ("1 dec", "2026-12-01"),
            ("dec 1", "2026-12-01"),
            ("21 november", "2027-11-21"),
            ("29 feb", "2028-02-29"),
            ("1 dec 2027", "2027-12-01"),
            ("31 Dec 2026", "2026-12-31"),
            ("31.12.2026", "2026-12-31"),
            ("31/12/2026", "2026-12-31"),
            ("12/31/2026", "2026-12-31"),
            ("2026/12/31", "2026-12-31"),
            ("12.12.2026", "2026-12-12"),
            ("31.12.", "2026-12-31"),
            ("21/11", "2027-11-21"),
        ] {
            assert_eq!(parse_release_date(input, saturday), Ok(day(expected)), "{input}");
        }
        assert_eq!(parse_release_date("next fri", day("2026-11-23")), Ok(day("2026-12-04")));
        assert_eq!(parse_release_date("fri", day("2026-11-23")), Ok(day("2026-11-27")));
    }

    #[test]
    fn reads_where_to_look_back_from() {
        let saturday = day("2026-11-21");
        for (input, expected) in [
            ("2026-11-01", "2026-11-01"),
            ("today", "2026-11-21"),
            ("Yesterday", "2026-11-20"),
            ("-3d", "2026-11-18"),
            ("-2w", "2026-11-07"),
        ] {
            assert_eq!(parse_past_date(input, saturday), Ok(day(expected)), "{input}");
        }
        for input in ["", "-", "-d", "-99999999999999999999d", "2026-02-30", "soon", "-é"] {
            assert_eq!(
                parse_past_date(input, saturday),
                Err(Refusal::NotADate { input: input.into(), forms: PAST_FORMS }),
                "{input}"
            );
        }
    }

    /// "2026-12-01, 31.12.2026 or +3d" is three forms.
    fn each(forms: &str) -> impl Iterator<Item = &str> {
        forms.split(", ").flat_map(|form| form.split(" or "))
    }

    #[test]
    fn the_forms_that_a_refusal_names_are_read() {
        let today = day("2026-11-21");
        let unread: Vec<_> = each(RELEASE_FORMS).filter(|form| parse_release_date(form, today).is_err()).collect();
        assert!(unread.is_empty() && each(RELEASE_FORMS).count() == 7, "{unread:?}");
        let unread: Vec<_> = each(PAST_FORMS).filter(|form| parse_past_date(form, today).is_err()).collect();
        assert!(unread.is_empty() && each(PAST_FORMS).count() == 5, "{unread:?}");
    }

    #[test]
    fn refuses_what_is_no_date() {
        let today = day("2026-11-21");
        for input in [
            "",
            "2026-02-30",
            "soon",
            "+d",
            "+99999999999999999999d",
            "+999999999d",
            "2026-1-1",
            "30 feb",
            "next",
            "0000-01-01",
            "é",
            "+é",
            "1 2",
            "+",
            "31.31.2026",
            "30/2/2026",
            "2026/13/01",
            "1.2.3.2026",
            "31.12.26",
        ] {
            assert_eq!(
                parse_release_date(input, today),
                Err(Refusal::NotADate { input: input.into(), forms: RELEASE_FORMS }),
                "{input}"
            );
        }
        for input in ["1/12/2026", "1.12.2026", "12/1"] {
            assert_eq!(parse_release_date(input, today), Err(Refusal::AmbiguousDate { input: input.into() }));
        }
    }
}
