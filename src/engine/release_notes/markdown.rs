//! A report in markdown.

use super::{Block, COLUMNS};
use crate::text::clean;

pub(super) fn write(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(text) => format!("# {}\n", line(text)),
        Block::Heading(text) => format!("## {}\n", line(text)),
        Block::Paragraph(text) => format!("{}\n", line(text)),
        Block::Quote(text) => lines(text).map(|line| format!("> {line}  \n")).collect::<Vec<_>>().concat(),
        Block::Table(rows) => {
            let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
            let head = row(&COLUMNS.map(str::to_owned)) + "|---|---|---|---|\n";
            head + &rows.iter().map(|cells| row(&cells.each_ref().map(|cell| line(cell)))).collect::<String>()
        }
        Block::List(items) => items.iter().map(|(what, says)| item(what, says)).collect(),
    }
}

fn item(what: &str, says: &str) -> String {
    let says = lines(says).map(|line| format!("  {line}  \n")).collect::<Vec<_>>().concat();
    format!("- **{}**  \n{says}", line(what))
}

/// A text of several lines, each on its own.
fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(line)
}

/// A text in one line in which nothing is markup: neither a table nor a list, a link or a tag begins in it.
fn line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = clean(&text);
    let mut out = String::with_capacity(text.len());
    // A number and a dot begin a list, where they begin a line.
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (at, c) in text.chars().enumerate() {
        let begins = match c {
            '-' | '+' | '#' | '=' => at == 0,
            '.' | ')' => digits > 0 && at == digits && text[at + 1..].chars().next().is_none_or(char::is_whitespace),
            _ => false,
        };
        if begins || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        for (text, written) in [
            ("a | b", "a \\| b"),
            ("# no heading", "\\# no heading"),
            ("1. no list", "1\\. no list"),
            ("- no list - here", "\\- no list - here"),
            ("<b>&lt;", "\\<b\\>\\&lt;"),
            ("[x](javascript:1) ![y]", "\\[x\\](javascript:1) \\!\\[y\\]"),
            ("two\n\nlines", "two lines"),
            ("1.5", "1.5"),
            ("7)", "7\\)"),
            ("Create Invoice 1.5", "Create Invoice 1.5"),
        ] {
            assert_eq!(line(text), written);
        }
    }
}
