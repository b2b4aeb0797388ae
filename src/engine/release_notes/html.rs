//! A report as a page of html. A mail shows it: styles stand at what they are for, and nothing is fetched.

use super::{Block, COLUMNS};
use crate::text::clean;

const CELL: &str = "border:1px solid #bbb;padding:4px 8px;text-align:left;vertical-align:top";

pub(super) fn write(title: &str, blocks: &[Block]) -> String {
    let body: String = blocks.iter().map(block).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n</head>\n\
         <body style=\"font-family:sans-serif;max-width:50em\">\n{body}</body>\n</html>\n",
        escaped(title)
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(text) => format!("<h1 dir=\"auto\">{}</h1>\n", escaped(text)),
        Block::Heading(text) => format!("<h2 dir=\"auto\">{}</h2>\n", escaped(text)),
        Block::Paragraph(text) => format!("<p dir=\"auto\">{}</p>\n", lines(text)),
        Block::Quote(text) => {
            let style = "border-left:3px solid #bbb;margin-left:0;padding-left:1em";
            format!("<blockquote dir=\"auto\" style=\"{style}\">{}</blockquote>\n", lines(text))
        }
        Block::Table(rows) => {
            let head = COLUMNS.map(|column| format!("<th style=\"{CELL}\">{column}</th>")).concat();
            let cell = |cell: &String| format!("<td dir=\"auto\" style=\"{CELL}\">{}</td>", lines(cell));
            let row = |cells: &[String; 4]| format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>());
            let rows: String = rows.iter().map(row).collect();
            format!("<table style=\"border-collapse:collapse\">\n<tr>{head}</tr>\n{rows}</table>\n")
        }
        Block::List(items) => {
            let item = |(what, says): &(String, String)| {
                format!("<li dir=\"auto\"><strong>{}</strong><br>{}</li>\n", escaped(what), lines(says))
            };
            format!("<ul>\n{}</ul>\n", items.iter().map(item).collect::<String>())
        }
    }
}

fn lines(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("<br>")
}

/// A text in one line in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
