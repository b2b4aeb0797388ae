//! The admin's own editor, for texts of more than a line: the one that `VISUAL` names, else `EDITOR`.

use std::{env, ffi::OsString, path::Path};

use crate::engine::{Source, save_private};

/// Hands a text to the editor, on a terminal that was given back; answers what it was saved as.
///
/// # Errors
/// Why there is no other text, in a sentence.
pub(super) fn compose(text: &str) -> Result<String, String> {
    let named = |name| env::var_os(name).filter(|value| !value.is_empty());
    let editor = named("VISUAL").or_else(|| named("EDITOR"));
    compose_in(editor.ok_or("no editor is named: set VISUAL or EDITOR, and start ipack again")?, text)
}

fn compose_in(editor: OsString, text: &str) -> Result<String, String> {
    let failed = |error: &dyn std::fmt::Display| format!("the text could not be handed to the editor: {error}");
    // The folder is the admin's alone, and gone with what is in it once the editor has ended.
    let dir = tempfile::Builder::new().prefix("ipack-").tempdir().map_err(|error| failed(&error))?;
    let path = dir.path().join("notes.txt");
    save_private(&path, format!("{text}\n").as_bytes()).map_err(|error| failed(&error))?;
    run(editor, &path)?;
    let source = Source::read(&path).map_err(|error| format!("what the editor saved can't be read: {error}"))?;
    Ok(source.text)
}

/// Runs it as a shell does, so that it can have arguments: `EDITOR="code --wait"`.
#[cfg(unix)]
fn run(editor: OsString, path: &Path) -> Result<(), String> {
    /// What a shell answers where there is no such program.
    const NOT_FOUND: i32 = 127;
    let name = editor.to_string_lossy().into_owned();
    let mut script = editor;
    script.push(" \"$@\"");
    let ended = std::process::Command::new("sh").arg("-c").arg(script).arg("ipack").arg(path).status();
    let kept = "the text is as it was";
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) if status.code() == Some(NOT_FOUND) => Err(format!("there is no editor {name}; {kept}")),
        Ok(status) => Err(format!("the editor {name} failed ({status}); {kept}")),
        Err(error) => Err(format!("the editor {name} can't be started: {error}; {kept}")),
    }
}

/// The console can't be lent while it is read.
#[cfg(not(unix))]
fn run(editor: OsString, _: &Path) -> Result<(), String> {
    Err(format!("{} can't be run from here on this system", editor.to_string_lossy()))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn in_editor(editor: &str) -> Result<String, String> {
        compose_in(editor.into(), "one\ntwo")
    }

    #[test]
    fn an_editor_may_have_arguments_and_its_lines_are_kept() {
        assert_eq!(in_editor("sed -i -e s/two/three/").as_deref(), Ok("one\nthree\n"));
    }

    #[test]
    fn what_fails_says_why_and_that_nothing_is_lost() {
        assert_eq!(
            in_editor("no-such-editor").unwrap_err(),
            "there is no editor no-such-editor; the text is as it was"
        );
        let failed = in_editor("false").unwrap_err();
        assert_eq!(failed, "the editor false failed (exit status: 1); the text is as it was");
        assert!(in_editor("printf '\\377' >").unwrap_err().starts_with("what the editor saved can't be read"));
    }
}
