//! The name that somebody who mistyped one may have meant.

/// The longest text, in characters, that is compared letter by letter.
const LONGEST: usize = 64;

/// The name that is most similar to what was typed: at most one letter in three is left out, added, replaced or
/// swapped, or what was typed is a part of the name. Case does not matter. None where no name is similar.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = letters(typed);
    if typed.is_empty() || typed.len() > LONGEST {
        return None;
    }
    let most = (typed.len() / 3).max(1);
    let (mut like, mut longer) = (None, None);
    for name in names {
        let known = letters(name);
        let near = known.len().abs_diff(typed.len()) <= most;
        if let Some(found) = near.then(|| distance(&typed, &known)).filter(|found| *found <= most)
            && like.is_none_or(|(best, _): (usize, _)| found < best)
        {
            like = Some((found, name));
        }
        let part = typed.len() > 2 && known.windows(typed.len()).any(|part| part == typed);
        if part && longer.is_none_or(|(best, _): (usize, _)| known.len() < best) {
            longer = Some((known.len(), name));
        }
    }
    like.or(longer).map(|(_, name)| name)
}

fn letters(text: &str) -> Vec<char> {
    text.trim().chars().flat_map(char::to_lowercase).collect()
}

/// How many letters are left out, added, replaced, or swapped with the next one.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (at, known) in other.iter().enumerate() {
            let replaced = last[at] + usize::from(letter != known);
            let mut fewest = replaced.min(last[at + 1] + 1).min(next[at] + 1);
            if row > 0 && at > 0 && *letter == other[at - 1] && one[row - 1] == *known {
                fewest = fewest.min(before[at - 1] + 1);
            }
            next.push(fewest);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_mistyped_is_found_and_what_is_something_else_is_not() {
        let names = ["Order to Cash", "Procure to Pay", "Returns", "EDI Returns"];
        let near = |typed| nearest(typed, names);
        assert_eq!(near("Oder to Cash"), Some("Order to Cash"));
        assert_eq!(near("retrun"), Some("Returns"));
        assert_eq!(near("returns"), Some("Returns"), "the nearest one");
        assert_eq!(near("procure"), Some("Procure to Pay"));
        assert_eq!(near("nowhere"), None);
        assert_eq!(near(""), None);
        assert_eq!(nearest("1.l", ["1.0", "1.1", "2.0"]), Some("1.0"));
        assert_eq!(nearest(&"x".repeat(10_000), names), None);
    }
}
