//! The help of the whole program, with its commands in groups.

/// The commands by what they are about; one that stands in none comes last.
const GROUPS: [(&str, &[&str]); 6] = [
    ("Releasing", &["release", "rollback", "apply", "schedule", "history", "diff", "report", "freeze", "request"]),
    ("Publishing", &["pack", "component"]),
    ("Subscribers", &["account", "group"]),
    ("Workspace", &["workspace", "activity", "export", "import", "check", "doctor", "config"]),
    ("Programs and services", &["scheduler", "hook", "platform", "serve", "token"]),
    ("Shell", &["completions", "man", "help"]),
];

const HEADING: &str = "Commands:";

/// The help with its commands in groups; that of a command, which has no such list, as it is.
pub(super) fn in_groups(help: &str) -> String {
    let Some((before, rest)) = help.split_once(&format!("{HEADING}\n")) else { return help.to_owned() };
    let (list, after) = rest.split_once("\n\n").unwrap_or((rest, ""));
    let mut entries: Vec<(&str, String)> = Vec::new();
    for line in list.lines() {
        match line.strip_prefix("  ").filter(|text| !text.starts_with(' ')) {
            Some(text) => entries.push((text.split(' ').next().unwrap_or_default(), line.to_owned())),
            None => entries.last_mut().into_iter().for_each(|(_, text)| text.extend(["\n", line])),
        }
    }
    if !entries.iter().any(|(name, _)| *name == "release") {
        return help.to_owned();
    }
    let mut blocks = vec![before.to_owned()];
    for (title, names) in GROUPS {
        let taken = names.iter().filter_map(|name| {
            let at = entries.iter().position(|(entry, _)| entry == name)?;
            Some(entries.remove(at).1)
        });
        blocks.push(format!("{title}:\n{}\n\n", taken.collect::<Vec<_>>().join("\n")));
    }
    if !entries.is_empty() {
        let rest: Vec<String> = entries.into_iter().map(|(_, text)| text).collect();
        blocks.push(format!("{HEADING}\n{}\n\n", rest.join("\n")));
    }
    blocks.concat() + after
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn every_command_stands_in_one_group() {
        let help = Cli::command().render_long_help().to_string();
        let grouped = in_groups(&help);
        assert!(!grouped.contains(HEADING), "in no group: {grouped}");
        for command in Cli::command().get_subcommands() {
            let entry = format!("\n  {} ", command.get_name());
            assert_eq!(grouped.matches(&entry).count(), 1, "{}: {grouped}", command.get_name());
        }
        assert_eq!(in_groups("Commands:\n  list  Lists\n\nOptions:\n"), "Commands:\n  list  Lists\n\nOptions:\n");
    }
}
