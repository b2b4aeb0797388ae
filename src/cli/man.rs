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
    tui::keys::{Keymap, Scope},
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

const FILES: [(&str, &str); 6] = [
    (
        "$XDG_DATA_HOME/ipack",
        "The workspace, where neither --state-dir nor IPACK_STATE_DIR names another folder; ~/.local/share/ipack where the variable is not set.",
    ),
    ("CURRENT.ron, journal-*.ron", "In it: every decision, line by line. The journal is never changed, only added to."),
    ("snapshot-*.ron, index-*.ron", "In it: what is read first, made from the journal."),
    ("holder.txt", "In it: who wrote last, and how far the journal is known to be on the disk."),
    (
        "$XDG_CACHE_HOME/ipack/shared",
        "Copies of shared workspaces, which can be deleted at any time; ~/.cache/ipack/shared where the variable is not set.",
    ),
    (
        "$XDG_CONFIG_HOME/ipack/config.ron",
        "Settings of one's own: keys, colours, the day that weeks begin with; ~/.config/ipack/config.ron where the variable is not set.",
    ),
];

const ENVIRONMENT: [(&str, &str); 9] = [
    ("IPACK_STATE_DIR", "The folder that holds the workspace, where --state-dir is not given."),
    ("IPACK_WORKSPACE", "As --workspace, where neither that nor --state-dir is given. It beats IPACK_STATE_DIR."),
    (
        "PGPASSWORD, PGPASSFILE, PGUSER",
        "The password of a shared workspace's database role, the file that has it, the role.",
    ),
    ("TZ", "Your time zone, beside the scheduler's. The system's where it is not set."),
    ("NO_COLOR", "No colours, unless --color always is given."),
    ("TERM", "dumb: plain mode, in lines of text."),
    ("LC_ALL, LC_CTYPE, LC_TIME, LANG", "Whether marks may be more than ASCII, and the day that weeks begin with."),
    ("SUDO_USER", "The person behind a sudo, who is written down beside the user."),
    ("XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_CACHE_HOME", "See FILES. A path that is not absolute is ignored."),
];

/// Where keys have meanings that are worth a list on paper.
const SCOPES: [Scope; 11] = [
    Scope::Global,
    Scope::Page,
    Scope::IntegrationPacks,
    Scope::Schedule,
    Scope::Accounts,
    Scope::AccountGroups,
    Scope::Activity,
    Scope::Components,
    Scope::ReviewPacks,
    Scope::SelectVersions,
    Scope::SelectReleaseSchedule,
];

pub(super) fn run(args: &ManArgs) -> Result<(), Failure> {
    let failed = |error| Failure::Io { doing: DOING.into(), error };
    let Some(dir) = args.out.as_deref().filter(|dir| *dir != Path::new("-")) else {
        return render::raw(&page(&Man::new(Cli::command()), true).map_err(failed)?);
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
    let man = Man::new(command.clone());
    let text = page(&man, whole).map_err(|error| Failure::Io { doing: DOING.into(), error })?;
    save(&dir.join(man.get_filename()), &text).map_err(|error| Failure::of(DOING, error))
}

/// A page; the program's own says more than those of its commands.
fn page(man: &Man, whole: bool) -> io::Result<Vec<u8>> {
    let (mut text, mut more) = (Vec::new(), Roff::new());
    man.render(&mut text)?;
    section(&mut more, "EXIT STATUS", &STATUSES);
    if whole {
        section(&mut more, "FILES", &FILES);
        section(&mut more, "ENVIRONMENT", &ENVIRONMENT);
        keys(&mut more);
    } else {
        more.control("SH", ["SEE ALSO"]).text([bold("ipack"), roman("(1)")]);
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
    let keymap = Keymap::default();
    roff.control("SH", ["KEYS"]);
    roff.text([roman("As they are bound where the config binds no others; ? shows those that are live.")]);
    for scope in SCOPES {
        let title = scope.to_string();
        let (first, rest) = title.split_at(1);
        roff.control("SS", [format!("{}{rest}", first.to_uppercase()).as_str()]);
        for binding in keymap
            .live(if scope == Scope::Global { &[] } else { std::slice::from_ref(&scope) })
            .into_iter()
            .filter(|binding| binding.scope == scope)
        {
            let chords: Vec<String> = binding.chords.iter().map(|chord| chord.label(false)).collect();
            roff.control("TP", []).text([bold(chords.join(", "))]).text([roman(binding.action.help())]);
        }
    }
}
