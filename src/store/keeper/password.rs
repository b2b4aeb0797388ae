//! Where the password of a database role comes from; it is never kept, and never printed.

use std::{fmt, path::PathBuf, process::Command};

use super::address::{Address, Host};
use crate::store::disk;

/// The places that are asked for a password, one after the other.
#[derive(Clone, Default)]
pub struct Secrets {
    /// `PGPASSWORD`.
    pub password: Option<String>,
    /// The password file: `PGPASSFILE`, else `~/.pgpass`.
    pub file: Option<PathBuf>,
    /// A command that prints it, and its arguments; empty for none.
    pub command: Vec<String>,
    /// The role where the address names none.
    pub user: String,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secrets").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Secrets {
    /// The role that speaks.
    pub fn user<'a>(&'a self, address: &'a Address) -> &'a str {
        address.user.as_deref().unwrap_or(&self.user)
    }

    /// The password; none where no place has one, and a server that asks for none lets the role in.
    pub fn find(&self, address: &Address) -> Result<Option<String>, String> {
        if let Some(password) = &self.password {
            return Ok(Some(password.clone()));
        }
        if let Some(password) = self.in_the_file(address)? {
            return Ok(Some(password));
        }
        let Some((program, arguments)) = self.command.split_first() else { return Ok(None) };
        let output = Command::new(program).args(arguments).stdin(std::process::Stdio::null()).output();
        let output = output.map_err(|e| format!("the password command can't be run: {e}"))?;
        if !output.status.success() {
            return Err(format!("the password command failed: {}", output.status));
        }
        let password = String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned();
        if password.is_empty() { Err("the password command printed nothing".to_owned()) } else { Ok(Some(password)) }
    }

    fn in_the_file(&self, address: &Address) -> Result<Option<String>, String> {
        let Some(path) = &self.file else { return Ok(None) };
        let Some(bytes) = disk::read(path).map_err(|e| e.to_string())? else { return Ok(None) };
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = path.metadata().map_or(0, |found| found.permissions().mode() & 0o777);
            if mode & 0o077 != 0 {
                return Err(format!("others may read the password file {} (mode {mode:o}): chmod 600", path.display()));
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        let user = self.user(address);
        let lines = || text.lines().filter(|line| !line.starts_with('#')).map(fields);
        let fits = |host: &Host, fields: &[String]| {
            let name = if host.name.starts_with('/') { "localhost" } else { &host.name };
            let wanted = [name, &host.port.to_string(), &address.database, user];
            fields.len() == 5 && fields.iter().zip(wanted).all(|(field, wanted)| field == "*" || field == wanted)
        };
        let found = |host: &Host| lines().find(|fields| fits(host, fields)).and_then(|mut fields| fields.pop());
        Ok(address.hosts.iter().find_map(found))
    }
}

/// The fields of a line, between colons; a backslash takes the next character as it is.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut characters) = (vec![String::new()], line.chars());
    while let Some(character) = characters.next() {
        let taken = match character {
            ':' => None,
            '\\' => characters.next(),
            other => Some(other),
        };
        match (character, taken) {
            (':', None) => fields.push(String::new()),
            (_, taken) => fields.last_mut().into_iter().for_each(|field| field.extend(taken)),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        std::io::Write::write_all(&mut file, text.as_bytes()).expect("written");
        file
    }

    #[test]
    fn the_first_line_that_fits_has_the_password() {
        let text = "# comment\nother:*:*:*:no\ndb:5432:d\\:b:ada:a\\:b\\\\c\n*:*:*:*:last\n";
        let file = file(text);
        let secrets = Secrets { file: Some(file.path().into()), user: "ada".into(), ..Secrets::default() };
        let find = |text: &str| secrets.find(&Address::parse(text).expect("an address"));
        assert_eq!(find("postgres://db/d:b"), Ok(Some("a:b\\c".to_owned())));
        assert_eq!(find("postgres://bob@db/d:b"), Ok(Some("last".to_owned())));
        let first = Secrets { password: Some("set".into()), ..secrets.clone() };
        assert_eq!(first.find(&Address::parse("postgres://db/d").expect("one")), Ok(Some("set".to_owned())));
        assert!(!format!("{first:?}").contains("set\""));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_not_used() {
        use std::os::unix::fs::PermissionsExt;
        let file = file("*:*:*:*:word\n");
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).expect("set");
        let secrets = Secrets { file: Some(file.path().into()), ..Secrets::default() };
        let why = secrets.find(&Address::parse("postgres://db/d").expect("one")).expect_err("refused");
        assert!(why.contains("mode 644"), "{why}");
    }

    #[cfg(unix)]
    #[test]
    fn a_command_prints_the_password() {
        let address = Address::parse("postgres://db/d").expect("one");
        let run = |script: &str| {
            let command = ["sh", "-c", script].map(String::from).to_vec();
            Secrets { command, ..Secrets::default() }.find(&address)
        };
        assert_eq!(run("echo word; echo more"), Ok(Some("word".to_owned())));
        assert!(run("exit 3").is_err() && run("true").is_err());
    }
}
