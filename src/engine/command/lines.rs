//! A command in lines that can be copied whole.

use crate::text::width;

/// A command broken between words, with the shell's `\` at the end of every line but the last, so that it can be
/// copied whole.
pub fn command_lines(command: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for option in options(command) {
        match lines.last_mut() {
            Some(line) if width(line) + width(&option) + 3 <= room => {
                line.push(' ');
                line.push_str(&option);
            }
            Some(line) => {
                line.push_str(" \\");
                lines.push(format!("  {option}"));
            }
            None => lines.push(option),
        }
    }
    lines
}

/// The command's options, each with its value; what is quoted is never divided.
fn options(command: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut quote = None;
    for word in command.split_inclusive(' ') {
        let open = quote.is_some();
        for c in word.chars() {
            quote = match quote {
                None if matches!(c, '"' | '\'') => Some(c),
                Some(q) if q == c => None,
                other => other,
            };
        }
        match parts.last_mut() {
            Some(part) if open || !word.starts_with("--") => part.push_str(word),
            _ => parts.push(word.to_owned()),
        }
    }
    parts.iter().map(|part| part.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::command_lines;

    #[test]
    fn a_long_command_breaks_before_options_only() {
        let command = r#"ipack release "Order -- to Cash" --on 2026-12-01 --set "Ledger Posting=2.1" --yes"#;
        assert_eq!(
            command_lines(command, 50),
            [r#"ipack release "Order -- to Cash" --on 2026-12-01 \"#, r#"  --set "Ledger Posting=2.1" --yes"#,]
        );
        assert_eq!(command_lines("ipack release A --yes", 80), ["ipack release A --yes"]);
        assert!(command_lines(command, 0).len() > 1);
    }
}
