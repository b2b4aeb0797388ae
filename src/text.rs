//! Text measured in terminal cells.
//!
//! A grapheme is never split, a wide one never half shown, and what was cut ends in `…`, so that a cut version never
//! looks whole. Widths are those that the buffer itself uses, so that columns can't drift from what is drawn.

use std::borrow::Cow;

use ratatui::{
    buffer::CellWidth,
    text::{Line, Span},
};
use unicode_segmentation::UnicodeSegmentation;

/// What a cut text ends with; one cell.
const ELLIPSIS: &str = "…";

/// Stands in for what would not be seen.
const HIDDEN: char = '\u{fffd}';

/// Width of `text` in cells, as drawn: control characters count nothing.
pub fn width(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// The same text with every control, bidirectional and invisible character replaced by a visible one-cell stand-in.
///
/// Names and notes come from files that others wrote: an escape sequence in one must not reach the terminal, an
/// override must not turn the rest of a line around, and two names that differ must not look alike.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) || !text.chars().any(|c| stand_in(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| stand_in(c).unwrap_or(c)).collect())
}

/// What one cell shows in place of `symbol`, where that holds what would act on the terminal or hide in it.
pub fn clean_cell(symbol: &str) -> Option<String> {
    if is_plain(symbol) || !symbol.chars().any(is_hidden) {
        return None;
    }
    let shown: String = symbol.chars().filter(|c| !is_hidden(*c)).collect();
    Some(if shown.is_empty() { HIDDEN.to_string() } else { shown })
}

/// Whether a character acts on the terminal, or hides in it, instead of being shown.
pub fn is_hidden(c: char) -> bool {
    stand_in(c).is_some()
}

/// `text`, cleaned, in at most `cells` cells; ends in `…` where something was cut.
pub fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    if is_plain(text) && text.len() <= cells {
        return Cow::Borrowed(text);
    }
    let text = clean(text);
    if width(&text) <= cells {
        return text;
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let end = prefix(&text, cells - 1);
    Cow::Owned(format!("{}{ELLIPSIS}", text[..end].trim_end()))
}

/// The same with its middle cut out: what begins alike and differs at its end can be told apart.
pub fn fit_middle(text: &str, cells: usize) -> Cow<'_, str> {
    let whole = clean(text);
    if width(&whole) <= cells || cells < 3 {
        return fit(text, cells);
    }
    let tail = suffix(&whole, (cells - 1) / 2);
    let head = &whole[..prefix(&whole, cells - 1 - width(&whole[tail..]))];
    Cow::Owned(format!("{}{ELLIPSIS}{}", head.trim_end(), whole[tail..].trim_start()))
}

/// `text` in exactly `cells` cells, at the left.
pub fn pad(text: &str, cells: usize) -> String {
    let text = fit(text, cells);
    let gap = cells - width(&text);
    format!("{text}{:gap$}", "")
}

/// `line`, cleaned, in at most `cells` cells with its styles kept; ends in `…` where something was cut.
pub fn fit_line<'a>(line: &'a Line<'_>, cells: usize) -> Line<'a> {
    let total: usize = line.spans.iter().map(|span| width(&clean(&span.content))).sum();
    let mut room = if total <= cells { cells } else { cells.saturating_sub(1) };
    let mut spans: Vec<Span<'a>> = Vec::with_capacity(line.spans.len() + 1);
    for span in &line.spans {
        let text = clean(&span.content);
        let end = prefix(&text, room);
        let whole = end == text.len();
        room -= width(&text[..end]);
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
            Cow::Owned(text) => Cow::Owned(text[..end].to_owned()),
        };
        let style = span.style;
        spans.push(Span { content: text, style });
        if !whole {
            break;
        }
    }
    if total > cells && cells > 0 {
        let style = spans.last().map(|span| span.style).unwrap_or_default();
        spans.push(Span::styled(ELLIPSIS, style));
    }
    Line { spans, style: line.style, alignment: line.alignment }
}

/// The same with what is cut taken from the middle of its last part: a name behind its marks.
pub fn fit_name<'a>(line: &'a Line<'_>, cells: usize) -> Line<'a> {
    let Some((name, before)) = line.spans.split_last() else { return fit_line(line, cells) };
    let taken: usize = before.iter().map(|span| width(&clean(&span.content))).sum();
    if taken >= cells {
        return fit_line(line, cells);
    }
    let before = before.iter().map(|span| Span { content: clean(&span.content), style: span.style });
    let name = Span { content: fit_middle(&name.content, cells - taken), style: name.style };
    Line { spans: before.chain([name]).collect(), style: line.style, alignment: line.alignment }
}

/// `text`, cleaned, in lines of at most `cells` cells, broken at spaces where there are any; line breaks are kept.
///
/// At least one line; nothing but empty lines where `cells` is 0.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    text.split('\n').flat_map(|paragraph| wrap_paragraph(&clean(paragraph.trim_end_matches('\r')), cells)).collect()
}

/// The same in at most `most` lines; the last one ends in `…` where there would be more.
pub fn wrap_at_most(text: &str, cells: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(text, cells);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(fit(&rest, cells).into_owned());
    }
    lines
}

fn wrap_paragraph(text: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_word_bounds() {
        let wide = width(word);
        if used + wide <= cells {
            line.push_str(word);
            used += wide;
        } else if word.trim().is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0;
        } else {
            break_before(word, &mut line, &mut lines);
            used = width(&line);
            for grapheme in word.graphemes(true) {
                let wide = grapheme_width(grapheme);
                if used + wide > cells {
                    if !line.is_empty() {
                        lines.push(std::mem::take(&mut line));
                    }
                    used = 0;
                }
                if wide <= cells {
                    line.push_str(grapheme);
                    used += wide;
                }
            }
        }
    }
    if lines.is_empty() || !line.trim().is_empty() {
        lines.push(line);
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// Ends the line at its last space, so that what is glued to `word` (a quote, a hyphen) goes with it.
fn break_before(word: &str, line: &mut String, lines: &mut Vec<String>) {
    let glued = line.rfind(' ').map_or(0, |at| at + 1);
    let wide_script = word.chars().next().is_some_and(|c| width(c.encode_utf8(&mut [0; 4])) > 1);
    if glued > 0 && !wide_script {
        let rest = line.split_off(glued);
        lines.push(std::mem::replace(line, rest));
    }
}

/// Cells of one grapheme; 0 for what the buffer does not draw.
pub fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) { 0 } else { usize::from(grapheme.cell_width()) }
}

/// Length in bytes of the longest run of whole graphemes from the start that fits in `cells`.
pub fn prefix(text: &str, cells: usize) -> usize {
    if is_plain(text) {
        return text.len().min(cells);
    }
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme_width(grapheme);
        if used > cells {
            return at;
        }
    }
    text.len()
}

/// Where the longest run of whole graphemes begins that ends the text and fits in `cells`.
fn suffix(text: &str, cells: usize) -> usize {
    let (mut used, mut start) = (0, text.len());
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += grapheme_width(grapheme);
        if used > cells {
            break;
        }
        start = at;
    }
    start
}

/// Whether every byte is one visible cell, which is what most text is.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// The visible stand-in of a character that would act on the terminal, or not be seen, instead of being shown. The
/// joiners U+200C and U+200D and the variation selectors stay: scripts and emoji are written with them.
fn stand_in(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some(HIDDEN),
        _ => None,
    }
}

/// The text with a capital letter, as it stands at the beginning of a line.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_never_looks_whole() {
        for text in ["1.10", "顧客データ連携", "Zahlungsläufe 👩‍👩‍👧 EU", "e\u{301}e\u{301}e\u{301}", ""]
        {
            for cells in 0..20 {
                let cut = fit(text, cells);
                assert!(width(&cut) <= cells, "{text:?} in {cells}: {cut:?}");
                assert!(cut == text || cells == 0 || cut.ends_with('…'), "{text:?} in {cells}: {cut:?}");
                assert_eq!(width(&pad(text, cells)), cells);
            }
        }
        assert_eq!(fit("1.10", 3), "1.…");
        assert_eq!(fit("顧客データ", 6), "顧客…");
    }

    #[test]
    fn the_ends_stay_where_the_middle_is_cut() {
        for text in ["Invoice Import Europe North", "顧客データ連携の設定", "e\u{301}e\u{301}e\u{301}e\u{301}", ""]
        {
            for cells in 0..30 {
                let cut = fit_middle(text, cells);
                assert!(width(&cut) <= cells && (cut == text || cells == 0 || cut.contains('…')), "{cells}: {cut:?}");
            }
        }
        assert_eq!(fit_middle("Invoice Import Europe North", 17), "Invoice…pe North");
    }

    #[test]
    fn nothing_raw_is_left() {
        let dirty = "a\u{1b}[31mb\u{202e}c\td\u{9b}e\u{7f}\r\n";
        let shown = clean(dirty);
        assert!(!shown.chars().any(|c| c.is_control() || stand_in(c).is_some()));
        assert_eq!(width(&shown), dirty.chars().count());
        assert_eq!(clean("👩‍👩‍👧 é"), "👩‍👩‍👧 é");
        assert_eq!(fit("\u{1b}x", 9), "␛x");
        for hidden in
            ['\u{7}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{ad}', '\u{180e}', '\u{200b}', '\u{feff}', '\u{e0041}']
        {
            assert!(is_hidden(hidden) && clean(&format!("a{hidden}")) != format!("a{hidden}"), "{hidden:?}");
        }
    }

    #[test]
    fn a_styled_line_is_cut_like_text() {
        let line = Line::from(vec![Span::raw("1.4 "), Span::raw("顧客"), Span::raw("!")]);
        let text = |cells| fit_line(&line, cells).spans.iter().map(|s| s.content.to_string()).collect::<String>();
        assert_eq!(text(9), "1.4 顧客!");
        assert_eq!(text(8), "1.4 顧…");
        assert_eq!(text(2), "1…");
        assert_eq!(text(0), "");
    }

    #[test]
    fn wrapping_keeps_every_word_in_its_width() {
        let text = "Retry on 409, then \"give up\" (see the run-book)\n\nsupercalifragilistic 顧客データ連携の設定";
        for cells in 0..40 {
            let lines = wrap(text, cells);
            assert!(lines.iter().all(|line| width(line) <= cells), "{cells}: {lines:?}");
            if cells >= 2 {
                let joined: String = lines.concat().split_whitespace().collect();
                assert_eq!(joined, text.split_whitespace().collect::<String>(), "{cells}");
            }
        }
        assert_eq!(wrap("one two \"three\"", 9), ["one two", "\"three\""]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap_at_most("one two three", 5, 2), ["one", "two…"]);
        assert_eq!(wrap_at_most("one two", 5, 2), ["one", "two"]);
    }
}
