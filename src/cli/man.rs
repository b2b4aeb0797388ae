//! `ipack man`: the manual, a page for each command.

use std::{io, path::Path};

use clap::CommandFactory;
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use super::{Cli, Failure, args::ManArgs, render};
use crate::{
    engine::{make_folder, save},
    tui::keys::Keymap,
};

const DOING: &str = "write the manual";

/// What a command ends with.
const STATUSES: [(&str, &str); 9] = [
    ("0", "Done. What was changed is on the disk."),
    ("1", "Failed: the disk, the terminal or a lock. Where something was changed all the same, the message says so."),
    ("2", "The command line can't be understood, or says too little."),
    ("3", "Refused by a rule."),
    ("4", "Not found, or a name that could be several things."),
    ("5", "Somebody else changed it meanwhile."),
    ("6", "The state folder is damaged, or newer than this program."),
    ("130", "Stopped by Ctrl-C."),
    ("143", "Stopped by SIGTERM."),
];

const FILES: [(&str, &str); 9] = [
    (
        "$XDG_DATA_HOME/ipack",
        "The workspace, where neither --state-dir nor IPACK_STATE_DIR names another folder; ~/.local/share/ipack where the variable is not set.",
    ),
    ("CURRENT.ron, journal-*.ron", "In it: every decision, line by line. The journal is never changed, only added to."),
    ("snapshot-*.ron, index-*.ron", "In it: what is read first, made from the journal."),
    ("holder.txt", "In it: who wrote last, and how far the journal is known to be on the disk."),
    ("draft-*.ron", "In it: what was chosen in a wizard that was left. It is offered the next time."),
    (
        "hooks.ron, scheduler.ron, tokens.ron, *lock",
        "In it: what hooks were told, when a scheduler last ran, the digests of tokens, locks.",
    ),
    ("set-aside-*", "In it: what a repair replaced."),
    (
        "$XDG_CACHE_HOME/ipack/shared",
        "Copies of shared workspaces, which can be deleted at any time; ~/.cache/ipack/shared where the variable is not set.",
    ),
    (
        "$XDG_CONFIG_HOME/ipack/config.ron",
        "Settings of one's own: keys, colours, the day that weeks begin with; ~/.config/ipack/config.ron where the variable is not set.",
    ),
];

const ENVIRONMENT: [(&str, &str); 15] = [
    ("IPACK_STATE_DIR", "The folder that holds the workspace, where --state-dir is not given."),
    ("IPACK_WORKSPACE", "As --workspace, where neither that nor --state-dir is given. It beats IPACK_STATE_DIR."),
    (
        "PGPASSWORD, PGPASSFILE, PGUSER",
        "The password of a shared workspace's database role, the file that has it, the role.",
    ),
    ("IPACK_PLATFORM_TOKEN", "The platform's API token, or the password with --password-login."),
    ("IPACK_PLATFORM_USER", "The platform's user, where --user is not given."),
    (
        "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY",
        "The proxy that requests to the platform and to hooks go through, and the hosts that are reached without it.",
    ),
    ("SSL_CERT_FILE", "The certificates to believe in place of the system's."),
    ("VISUAL, EDITOR", "The editor for release notes."),
    ("TZ", "Your time zone, beside the scheduler's. The system's where it is not set."),
    ("NO_COLOR", "No colours, unless --color always is given."),
    ("TERM", "dumb: plain mode, in lines of text."),
    ("COLUMNS", "How wide tables may be on a terminal. The terminal's width where it is not set."),
    ("LC_ALL, LC_CTYPE, LC_TIME, LANG", "Whether marks may be more than ASCII, and the day that weeks begin with."),
    ("SUDO_USER", "The person behind a sudo, who is written down beside the user."),
    ("XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_CACHE_HOME", "See FILES. A path that is not absolute is ignored."),
];

pub(super) fn run(args: &ManArgs) -> Result<(), Failure> {
    let failed = |error| Failure::Io { doing: DOING.into(), error };
    let Some(dir) = args.out.as_deref().filter(|dir| *dir != Path::new("-")) else {
        return render::raw(&page(&Cli::command(), true).map_err(failed)?);
    };
    make_folder(dir).map_err(|error| Failure::of(DOING, error))?;
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    pages(&command, dir, true)
}

/// A page for a command, and one for each of those below it.
fn pages(command: &clap::Command, dir: &Path, whole: bool) -> Result<(), Failure> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        pages(below, dir, false)?;
    }
    let text = page(command, whole).map_err(|error| Failure::Io { doing: DOING.into(), error })?;
    let name = Man::new(command.clone()).get_filename();
    save(&dir.join(name), &text).map_err(|error| Failure::of(DOING, error))
}

/// A page; the program's own says more than those of its commands.
fn page(command: &clap::Command, whole: bool) -> io::Result<Vec<u8>> {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").to_owned();
    let command = command.clone().override_usage(usage).mut_args(|argument| {
        let everywhere = argument.is_global_set();
        let argument = if argument.is_positional() { argument.help_heading("Arguments") } else { argument };
        argument.hide(everywhere && !whole)
    });
    let example = command.get_after_help().map(ToString::to_string);
    let has_commands = command.has_subcommands();
    let man = Man::new(command).source(concat!("ipack ", env!("CARGO_PKG_VERSION")));
    let (mut text, mut more) = (Vec::new(), Roff::new());
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if has_commands {
        man.render_subcommands_section(&mut text)?;
    }
    // As it is to be typed: a line that is filled has blanks and hyphens of its own.
    if let Some(example) = example {
        more.control("SH", ["EXAMPLE"]).control("nf", []);
        for line in example.lines().skip(1) {
            more.text([roman(line.trim_start())]);
        }
        more.control("fi", []);
    }
    section(&mut more, "EXIT STATUS", &STATUSES);
    if whole {
        section(&mut more, "FILES", &FILES);
        section(&mut more, "ENVIRONMENT", &ENVIRONMENT);
        keys(&mut more);
    } else {
        more.control("SH", ["SEE ALSO"]);
        more.text([bold("ipack"), roman("(1), which has the options of every command, files, variables and keys.")]);
    }
    more.to_writer(&mut text)?;
    Ok(text)
}

fn section(roff: &mut Roff, title: &str, entries: &[(&str, &str)]) {
    roff.control("SH", [title]);
    for (term, text) in entries {
        roff.control("TP", []).text([bold(*term)]).text([roman(*text)]);
    }
}

/// The keys as they are bound where the config binds no others.
fn keys(roff: &mut Roff) {
    roff.control("SH", ["KEYS"]);
    roff.text([roman("As they are bound where the config binds no others; ? shows those that are live.")]);
    let keymap = Keymap::default();
    for bindings in keymap.bindings().chunk_by(|one, next| one.scope == next.scope) {
        let title = bindings.first().map(|binding| binding.scope.to_string()).unwrap_or_default();
        let (first, rest) = title.split_at(1);
        roff.control("SS", [format!("{}{rest}", first.to_uppercase()).as_str()]);
        for binding in bindings {
            let chords: Vec<String> = binding.chords.iter().map(|chord| chord.label(false)).collect();
            roff.control("TP", []).text([bold(chords.join(", "))]).text([roman(binding.action.help())]);
        }
    }
}
