//! Text that narrows a list: which names match it, and in which order.
//!
//! A key in a filter looks at every name, so this is written for speed: names of plain letters are looked at as they
//! are, byte by byte, and nothing is looked for twice.

use nucleo_matcher::chars::{normalize, to_lower_case};

/// How well a word of the text matches a name: the less, the better. Letters further apart follow [`IN_ORDER`].
const AT_START: usize = 0;
const WITHIN: usize = 1;
const INITIALS: usize = 2;
const IN_ORDER: usize = 3;

/// The indices of the names that contain the letters of a text in order: the very name first, then the names that hold
/// the text itself, at the start of a word before elsewhere, then those of which it is the initials, then the others,
/// whose letters stand close together first; equal ones in their order. Each word of the text is looked for by itself.
/// Without a text all names match. Case does not matter, nor do accents that the text leaves out.
pub fn rank<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let text = text.trim();
    if text.is_empty() {
        return (0..names.count()).collect();
    }
    let accents = text.chars().any(|c| normalize(c) != c);
    let whole: Vec<char> = folded(text, accents).collect();
    let words: Vec<&[char]> = whole.split(|c| c.is_whitespace()).filter(|word| !word.is_empty()).collect();
    let plain: Vec<String> = words.iter().map(|word| word.iter().collect()).collect();
    let (mut letters, mut bytes) = (Vec::new(), Vec::new());
    let mut found: Vec<(usize, usize)> = names
        .enumerate()
        .filter_map(|(index, name)| {
            let (is_it, place) = if name.is_ascii() {
                bytes.clear();
                bytes.extend_from_slice(name.as_bytes());
                bytes.make_ascii_lowercase();
                let of = |word: &String| place(&bytes, word.as_bytes(), |byte| byte.is_ascii_alphanumeric());
                (name.eq_ignore_ascii_case(text), sum(plain.iter().map(of))?)
            } else {
                letters.clear();
                letters.extend(folded(name, accents));
                let of = |word: &&[char]| place(&letters, word, char::is_alphanumeric);
                (letters == whole, sum(words.iter().map(of))?)
            };
            Some((if is_it { 0 } else { 1 + place }, index))
        })
        .collect();
    // Many names are as good as each other, and a stable sort has little to do then.
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, index)| index).collect()
}

fn sum(mut places: impl Iterator<Item = Option<usize>>) -> Option<usize> {
    places.try_fold(0, |sum, place| Some(sum + place?))
}

/// The letters in small, without their accents unless these count.
fn folded(text: &str, accents: bool) -> impl Iterator<Item = char> {
    text.chars().filter_map(move |c| match c {
        c if c.is_ascii() => Some(c.to_ascii_lowercase()),
        c if accents => Some(to_lower_case(c)),
        '\u{300}'..='\u{36f}' => None,
        c => Some(normalize(to_lower_case(c))),
    })
}

/// How well a word matches a name, both in small letters; none where the name does not have its letters in order.
fn place<T: Copy + PartialEq>(name: &[T], word: &[T], is_letter: impl Fn(T) -> bool) -> Option<usize> {
    let (first, rest) = word.split_first()?;
    let start = name.iter().position(|c| c == first)?;
    let begins_word = |at: usize| at == 0 || !is_letter(name[at - 1]);
    let mut within = None;
    for (at, found) in name.windows(word.len()).enumerate().skip(start) {
        if found[0] == *first && found == word {
            if begins_word(at) {
                return Some(AT_START);
            }
            within = Some(WITHIN);
        }
    }
    if within.is_some() {
        return within;
    }
    let mut wanted = rest.iter().peekable();
    let end = (start + 1..name.len()).find(|at| wanted.next_if_eq(&&name[*at]).is_some() && wanted.peek().is_none())?;
    let mut wanted = word.iter().peekable();
    (start..name.len()).filter(|at| begins_word(*at)).for_each(|at| {
        wanted.next_if_eq(&&name[at]);
    });
    if wanted.peek().is_none() {
        return Some(INITIALS);
    }
    // The same letters as close together as they are before that end.
    let mut wanted = word.iter().rev().peekable();
    let begin = (start..=end).rev().find(|at| wanted.next_if_eq(&&name[*at]).is_some() && wanted.peek().is_none())?;
    Some(IN_ORDER + end - begin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_order_match_and_the_best_comes_first() {
        let names = ["Procure to Pay", "Order to Cash", "顧客データ連携", "Überweisung"];
        let ranked = |text| rank(text, names.into_iter());
        assert_eq!(ranked(" "), [0, 1, 2, 3]);
        assert_eq!(ranked("otc"), [1]);
        assert_eq!(ranked("顧客"), [2]);
        assert_eq!(ranked("uber"), [3]);
        assert_eq!(ranked("zzz"), [0; 0]);
    }

    #[test]
    fn the_very_name_comes_before_a_longer_one_that_holds_it() {
        let names = ["EDI Returns", "Returns", "Returns API"];
        assert_eq!(rank("returns", names.into_iter()), [1, 0, 2]);
    }

    #[test]
    fn names_that_hold_the_text_come_before_those_that_hold_its_letters() {
        let names = ["Company Roll", "Repayment", "Payroll Étienne", "Post All Years", "P-a--y"];
        let ranked = |text| rank(text, names.into_iter());
        assert_eq!(ranked("pay"), [2, 1, 3, 4, 0]);
        assert_eq!(ranked("roll pa"), [0, 2]);
        assert_eq!(ranked("ROLLPAY"), [0; 0]);
    }

    #[test]
    fn accents_count_where_the_text_has_them() {
        let names = ["Etienne", "Étienne", "E\u{301}tienne", "Straße"];
        let ranked = |text| rank(text, names.into_iter());
        assert_eq!(ranked("etienne"), [0, 1, 2]);
        assert_eq!(ranked("étienne"), [1]);
        assert_eq!(ranked("STRAßE"), [3]);
    }

    #[test]
    fn what_matches_by_its_letters_is_what_always_did() {
        let names = ["", "a", "ab", "ba", "a b", "b-a-b", "Ä B", "aab", "bab aab"];
        for text in ["a", "ab", "ba", "bab", "aa", "b a", "äb"] {
            let holds = |name: &str, word: &str| {
                let fold = |text: &str| folded(text, word.contains('ä')).collect::<Vec<_>>();
                let mut left = fold(name).into_iter();
                fold(word).iter().all(|wanted| left.any(|c| c == *wanted))
            };
            let all = (0..names.len()).filter(|at| text.split(' ').all(|word| holds(names[*at], word)));
            let mut found = rank(text, names.into_iter());
            found.sort_unstable();
            assert_eq!(found, all.collect::<Vec<_>>(), "{text}");
        }
    }
}
