//! The tables that workspaces are kept in, and who may do what with them.

/// What makes the tables.
pub(super) const TABLES: &str = "\
CREATE TABLE IF NOT EXISTS ipack_line (
    workspace text NOT NULL, seq bigint NOT NULL, id uuid NOT NULL, line text NOT NULL, PRIMARY KEY (workspace, seq));
CREATE TABLE IF NOT EXISTS ipack_note (
    workspace text NOT NULL, name text NOT NULL, value text NOT NULL, PRIMARY KEY (workspace, name));
";

/// The number of the advisory lock under which the tables are made: "ipack" in ASCII.
pub(super) const TABLES_LOCK: i64 = 0x0069_7061_636b;

/// The statements that make what a workspace is kept in, for whoever administers the database; with the rights of a
/// role where one is named.
pub fn schema(role: Option<(&str, Rights)>) -> String {
    let Some((role, rights)) = role else { return TABLES.to_owned() };
    let role = format!("\"{}\"", role.replace('"', "\"\""));
    let (lines, notes) = match rights {
        Rights::Reads => ("SELECT", "SELECT"),
        Rights::Writes => ("SELECT, INSERT", "SELECT, INSERT, UPDATE"),
    };
    format!("{TABLES}GRANT {lines} ON ipack_line TO {role};\nGRANT {notes} ON ipack_note TO {role};\n")
}

/// What a role may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// Read.
    Reads,
    /// Decide, and perform what is due.
    Writes,
}
