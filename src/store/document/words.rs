//! What is wrong with the form of a document, in words that need no knowledge of how it is read.

use ron::Error;

pub fn form_words(fault: &Error) -> String {
    match fault {
        Error::Message(words) => words.clone(),
        Error::Eof => "the document ends too early".into(),
        Error::UnclosedBlockComment => "a comment has no end".into(),
        Error::UnclosedLineComment => "the document ends in a comment".into(),
        Error::ExpectedArray => "expected a list, which begins with `[`".into(),
        Error::ExpectedArrayEnd => "expected `]`, or a comma and the next value".into(),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "expected `(`".into(),
        Error::ExpectedDifferentStructName { found, .. } => format!("expected `(`, found {found:?}"),
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => "expected `)`, or a comma and the next field".into(),
        Error::ExpectedMapColon => "expected a colon after the name of the field".into(),
        Error::ExpectedComma => "expected a comma".into(),
        Error::ExpectedString | Error::ExpectedByteString => "expected a text in quotes".into(),
        Error::ExpectedStringEnd => "a text has no closing quote".into(),
        Error::InvalidEscape(_) => "no such escape; in a text a backslash is written \\\\".into(),
        Error::ExpectedBoolean => "expected true or false".into(),
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } | Error::UnderscoreAtBeginning => {
            "expected a whole number".into()
        }
        Error::IntegerOutOfBounds => "the number is too large or too small here".into(),
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) | Error::SuggestRawIdentifier(_) => {
            "expected a word, such as the name of a field".into()
        }
        Error::UnexpectedChar(c) => format!("unexpected {c:?}"),
        Error::TrailingCharacters => "something follows where nothing should".into(),
        Error::NoSuchStructField { expected, found, .. } => {
            format!("there is no field `{found}` here; there are {}", listed(expected))
        }
        Error::NoSuchEnumVariant { expected, found, .. } => format!("`{found}` is none of {}", listed(expected)),
        Error::MissingStructField { field, .. } => format!("the field `{field}` is missing"),
        Error::DuplicateStructField { field, .. } => format!("the field `{field}` is here twice"),
        Error::InvalidValueForType { expected, found } => format!("expected {}, found {found}", plain(expected)),
        Error::ExpectedDifferentLength { found, .. } => format!("{found} values are not what belongs here"),
        Error::ExceededRecursionLimit => "too many brackets are open at once".into(),
        Error::NoSuchExtension(_) | Error::ExpectedAttribute | Error::ExpectedAttributeEnd => {
            "a document has no `#!` line".into()
        }
        _ => "this can't be read".into(),
    }
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// What was expected, without the names of our types.
fn plain(expected: &str) -> &str {
    match expected.split(' ').next() {
        Some("struct" | "tuple" | "a" | "an") if expected.contains("struct") => "fields in parentheses",
        Some("enum" | "variant") => "a word",
        _ if expected == "a sequence" => "a list",
        _ => expected,
    }
}
