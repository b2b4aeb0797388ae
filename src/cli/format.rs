//! How answers are printed.

use clap::ValueEnum;

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For eyes; may change.
    Table,
    /// For programs; stable.
    Json,
    /// For programs; stable.
    Ron,
    /// For tickets: `ipack report` alone has it.
    #[value(hide = true)]
    Markdown,
    /// For mail: `ipack report` alone has it.
    #[value(hide = true)]
    Html,
}
