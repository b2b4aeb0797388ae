//! Which files are read as documents, and in which encodings.

use super::super::{DocumentErrors, ImportError, Source, read};
use super::{empty, errors};
use crate::{
    domain::Imported,
    store::{
        Progress, StoreError,
        testing::{SMALL, import, source},
    },
};

#[test]
#[expect(clippy::disallowed_methods, reason = "a file that is no state")]
fn a_file_that_is_not_utf8_is_refused_with_the_place() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("latin.ron");
    std::io::Write::write_all(
        &mut std::fs::File::options().write(true).create_new(true).open(&path).expect("a file"),
        b"(\n  workspace: (name: \"Z\xfcge\"))",
    )
    .expect("written");
    let Err(ImportError::Documents(DocumentErrors { first: errors, .. })) = Source::read(&path) else {
        panic!("refused")
    };
    assert_eq!((errors[0].line, errors[0].column), (2, 23));
    assert!(matches!(Source::read(&dir.path().join("none.ron")), Err(ImportError::Store(_))));
}

fn file(dir: &std::path::Path, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = dir.join(name);
    crate::store::save(&path, bytes).expect("written");
    path
}

#[test]
fn encodings_are_read_or_named() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = "(\r\n  accounts: [\r\n    (id: \"a\", name: \"\"),\r\n  ])\r\n";
    let marked = file(dir.path(), "bom.ron", format!("\u{feff}{text}").as_bytes());
    let (_state, mut store) = empty();
    let read_back = Source::read(&marked).expect("read");
    let error = errors(&[read_back], &mut store).remove(0);
    assert_eq!((error.line, error.column), (3, 21));
    assert!(!error.to_string().contains('\u{240d}'), "{error}");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [("le.ron", [&[0xff, 0xfe], &wide[..]].concat()), ("bare.ron", wide.clone())] {
        let refused = Source::read(&file(dir.path(), name, &bytes)).expect_err("refused").to_string();
        assert!(refused.contains("UTF-16") && refused.contains("save it as UTF-8"), "{refused}");
    }
}

/// A document that was saved with two characters at the end of each line says the same.
#[test]
fn line_breaks_in_texts_are_one_character() {
    let (_dir, mut store) = empty();
    import(&mut store, &SMALL.replace('\n', "\r\n").replace("two\\nlines", "two\r\nlines"));
    assert_eq!(read(&[source(SMALL)], &mut store).expect("the same"), Imported::default());
}

#[cfg(unix)]
#[test]
fn devices_sockets_pipes_and_endless_files_are_refused() {
    use std::os::unix::net::UnixListener;
    let dir = tempfile::tempdir().expect("a folder");
    let socket = dir.path().join("socket.ron");
    let _bound = UnixListener::bind(&socket).expect("a socket");
    for path in [std::path::Path::new("/dev/zero"), &socket] {
        for refused in [Source::read(path), Source::given(path)] {
            assert!(
                matches!(refused, Err(ImportError::Store(StoreError::NotAFile { doing: "read", .. }))),
                "{refused:?}"
            );
        }
    }
    let pipe = dir.path().join("pipe.ron");
    if std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|made| made.success()) {
        let (named, idle) = ([dir.path().to_owned()], Progress::default());
        for refused in
            [Source::read_all(&pipe, &idle), Source::read_all(dir.path(), &idle), Source::all_given(&named, &idle)]
        {
            assert!(
                matches!(refused, Err(ImportError::Store(StoreError::NotAFile { what: "a pipe", .. }))),
                "{refused:?}"
            );
        }
    }
    // Nothing is written down as the size of such files, and they have one all the same.
    assert!(Source::read(std::path::Path::new("/proc/self/maps")).is_ok() || !std::path::Path::new("/proc").exists());
    let large = dir.path().join("large.ron");
    crate::store::save(&large, &vec![b' '; (64 << 20) + 1]).expect("written");
    let refused = Source::read(&large).expect_err("refused").to_string();
    assert!(refused.contains("larger than 64 MB"), "{refused}");
}
