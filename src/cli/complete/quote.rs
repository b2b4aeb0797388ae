//! Reads and writes words in the shells' ways.
//!
//! Zsh, fish and elvish quote what they insert. Bash and `PowerShell` insert what they are given, so a name is quoted
//! here: it must be one word, whatever it holds, and nothing in it may run.

/// Whether, and how, the place is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    None,
    Single,
    Double,
}

/// Whose rules a line is read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rules {
    Bash,
    Fish,
}

/// A word of a command line, as far as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The word after the shell has resolved its quotes.
    pub(super) value: String,
    /// The quote that is open at its end.
    pub(super) quote: Quote,
    /// Whether it ends in a backslash that quotes what comes next.
    pub(super) escape: bool,
}

impl Word {
    const EMPTY: Self = Self { value: String::new(), quote: Quote::None, escape: false };
}

/// The words of a line up to the cursor; the last one is where the cursor stands, empty after a blank.
pub(super) fn words(line: &str, rules: Rules) -> Vec<Word> {
    let (mut words, mut word, mut begun) = (Vec::new(), Word::EMPTY, false);
    for c in line.chars() {
        if std::mem::take(&mut word.escape) {
            let kept = match (word.quote, rules) {
                (Quote::None, _) => false,
                (Quote::Single, _) => !"'\\".contains(c),
                (Quote::Double, Rules::Fish) => !"\"$\\".contains(c),
                (Quote::Double, Rules::Bash) => !"\"$`\\".contains(c),
            };
            word.value.extend(kept.then_some('\\'));
            word.value.push(c);
            continue;
        }
        begun |= !c.is_ascii_whitespace();
        match (word.quote, c) {
            (Quote::Single, '\\') if rules == Rules::Bash => word.value.push(c),
            (_, '\\') => word.escape = true,
            (Quote::None, '\'') => word.quote = Quote::Single,
            (Quote::None, '"') => word.quote = Quote::Double,
            (Quote::Single, '\'') | (Quote::Double, '"') => word.quote = Quote::None,
            (Quote::None, c) if c.is_ascii_whitespace() => {
                if std::mem::take(&mut begun) {
                    words.push(std::mem::replace(&mut word, Word::EMPTY));
                }
            }
            _ => word.value.push(c),
        }
    }
    words.push(word);
    words
}

/// What bash puts in the place of `replaced`, the end of the line, for each value.
///
/// A single value is inserted whole, and open quotes are closed. Of several values the shell inserts the common
/// beginning, so each begins with what was typed, as it was typed.
pub(super) fn for_bash(line: &str, replaced: &str, values: &[String]) -> Vec<String> {
    let Some(before) = line.strip_suffix(replaced) else { return Vec::new() };
    let last = |line: &str| words(line, Rules::Bash).pop().unwrap_or(Word::EMPTY);
    if let [value] = values {
        let kept = last(before);
        let insert = |rest: &str| {
            let closed = match kept.quote {
                Quote::None => "",
                Quote::Single => "'",
                Quote::Double => "\"",
            };
            bash(rest, kept.quote) + closed
        };
        return rest_of(value, &kept.value).map(insert).into_iter().collect();
    }
    let typed = last(line);
    let begun = if typed.escape { &replaced[..replaced.len().saturating_sub(1)] } else { replaced };
    let insert = |value: &String| Some(format!("{begun}{}", bash(rest_of(value, &typed.value)?, typed.quote)));
    values.iter().filter_map(insert).collect()
}

/// What of `value` comes after `begun`, whatever the case.
pub(super) fn rest_of<'a>(value: &'a str, begun: &str) -> Option<&'a str> {
    let mut rest = value.chars();
    for c in begun.chars() {
        rest.next().filter(|other| c.to_lowercase().eq(other.to_lowercase()))?;
    }
    Some(rest.as_str())
}

/// The rest of a word, as it is written in bash where `quote` is open.
fn bash(text: &str, quote: Quote) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match quote {
            Quote::None if !c.is_ascii() || c.is_ascii_alphanumeric() || "-_.,:/@%+=".contains(c) => out.push(c),
            Quote::None => out.extend(['\\', c]),
            Quote::Single if c == '\'' => out.push_str(r"'\''"),
            // History is expanded between double quotes, and a backslash there would stay.
            Quote::Double if c == '!' => out.push_str(r#""\!""#),
            Quote::Double if "\"$`\\".contains(c) => out.extend(['\\', c]),
            Quote::Single | Quote::Double => out.push(c),
        }
    }
    out
}

/// A word as it is written in `PowerShell`, where four characters count as single quotes.
pub(super) fn for_powershell(value: &str) -> String {
    if !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c)) {
        return value.to_owned();
    }
    let mut out = String::from("'");
    for c in value.chars() {
        out.extend("'‘’‚‛".contains(c).then_some(c));
        out.push(c);
    }
    out + "'"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, rules: Rules) -> Vec<String> {
        words(line, rules).into_iter().map(|word| word.value).collect()
    }

    #[test]
    fn a_line_is_read_as_the_shell_reads_it() {
        for rules in [Rules::Bash, Rules::Fish] {
            assert_eq!(read("ipack  release Or", rules), ["ipack", "release", "Or"]);
            assert_eq!(read(r#"ipack 'a b' "c d"\ e "f""#, rules), ["ipack", "a b", "c d e", "f"]);
            assert_eq!(read("ipack ", rules), ["ipack", ""]);
            assert_eq!(read(r#"a "x\$\"y\z"#, rules), ["a", r#"x$"y\z"#]);
        }
        assert_eq!(read(r"a 'b\'", Rules::Bash), ["a", r"b\"]);
        assert_eq!(read(r"a 'b\'c", Rules::Fish), ["a", "b'c"]);
        assert_eq!(words("a 'b", Rules::Bash).pop().map(|word| word.quote), Some(Quote::Single));
        assert!(words(r"a b\", Rules::Bash).pop().is_some_and(|word| word.escape));
    }

    #[test]
    fn bash_reads_back_what_is_inserted() {
        let names =
            ["Order to Cash", "b`id`", "c;id", "a$(id)", "e&'\"!", "x:y=z w", "~", "#a", "{a,b}", "it's\\", "!"];
        for name in names {
            for typed in ["", "'", "\"", "x'", "\"a\""] {
                let value = format!("{}{name}", read(typed, Rules::Bash)[0]);
                for replaced in ["", typed] {
                    let line = format!("ipack show {typed}");
                    let inserted = for_bash(&line, replaced, std::slice::from_ref(&value)).remove(0);
                    let line = format!("{}{inserted} next", &line[..line.len() - replaced.len()]);
                    assert_eq!(read(&line, Rules::Bash), ["ipack", "show", &value, "next"], "{line}");
                }
            }
        }
        let several = ["Order to Cash".to_owned(), "Order Flow".to_owned()];
        assert_eq!(for_bash("ipack show order\\ ", "order\\ ", &several), [r"order\ to\ Cash", r"order\ Flow"]);
        assert_eq!(for_bash("ipack show order\\", "order\\", &several), [r"order\ to\ Cash", r"order\ Flow"]);
        assert_eq!(for_bash("ipack show \"Or", "Or", &several), ["Order to Cash", "Order Flow"]);
    }

    #[test]
    fn powershell_doubles_every_quote() {
        assert_eq!(for_powershell("1.0"), "1.0");
        assert_eq!(for_powershell("a$(id)"), "'a$(id)'");
        assert_eq!(for_powershell("it’s 'x'"), "'it’’s ''x'''");
    }
}
