//! Bytes as terminals send them, whole and cut anywhere.

use super::*;
use crate::tui::event::Press;

/// What is said, in the spelling of the config: `esc+j` is Esc and a key, `"x"` is a paste.
fn said(events: &[Event]) -> String {
    let word = |event: &Event| match event {
        Event::Key { chord, press: Press::Held } => format!("{chord}*"),
        Event::Key { chord, .. } => chord.to_string(),
        Event::EscAnd(chord) => format!("esc+{chord}"),
        Event::Paste(text) => format!("{text:?}"),
        Event::Mouse { x, y, what } => format!("{what:?}@{x},{y}"),
        Event::Background([red, green, blue]) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Event::Composed(composed) => format!("{composed:?}"),
        Event::Resize { .. } => "resize".to_owned(),
    };
    events.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Reads pieces that come so many milliseconds apart, and waits for what is left.
fn decoded(pieces: &[&[u8]], apart: u64) -> String {
    let (mut decoder, mut at) = (Decoder::default(), Instant::now());
    let mut events = Vec::new();
    for piece in pieces {
        events.extend(decoder.read(piece, at));
        at += Duration::from_millis(apart);
    }
    events.extend(decoder.wait(at + Duration::from_secs(10)));
    said(&events)
}

fn whole(bytes: &[u8]) -> String {
    decoded(&[bytes], 0)
}

/// Every way to cut bytes into two or three pieces, and into single bytes.
fn cuts(bytes: &[u8]) -> Vec<Vec<&[u8]>> {
    let mut all = vec![bytes.chunks(1).collect()];
    for first in 1..bytes.len() {
        all.push(vec![&bytes[..first], &bytes[first..]]);
        all.extend((first + 1..bytes.len()).map(|then| vec![&bytes[..first], &bytes[first..then], &bytes[then..]]));
    }
    all
}

const KEYS: &[(&str, &str)] = &[
    ("j", "j"),
    ("é", "é"),
    ("顧", "顧"),
    ("🦀", "🦀"),
    ("\r", "enter"),
    ("\n", "ctrl-j"),
    ("\t", "tab"),
    ("\x7f", "backspace"),
    ("\x08", "ctrl-h"),
    ("\x03", "ctrl-c"),
    ("\0", "ctrl-space"),
    ("\x1b[A", "up"),
    ("\x1bOA", "up"),
    ("\x1b[1;5D", "ctrl-left"),
    ("\x1b[1;2B", "shift-down"),
    ("\x1bO5D", "ctrl-left"),
    ("\x1bOd", "ctrl-left"),
    ("\x1b[d", "shift-left"),
    ("\x1b[H", "home"),
    ("\x1b[4~", "end"),
    ("\x1b[8~", "end"),
    ("\x1b[6;2~", "shift-pgdn"),
    ("\x1b[6$", "shift-pgdn"),
    ("\x1b[6^", "ctrl-pgdn"),
    ("\x1b[Z", "shift-tab"),
    ("\x1bOP", "f1"),
    ("\x1b[P", "f1"),
    ("\x1b[[A", "f1"),
    ("\x1b[13~", "f3"),
    ("\x1b[15~", "f5"),
    ("\x1b[24;5~", "ctrl-f12"),
    ("\x1bOM", "enter"),
    ("\x1bOq", "1"),
    ("\x1b[27u", "esc"),
    ("\x1b[97u", "a"),
    ("\x1b[97;1;97u", "a"),
    ("\x1b[97:65;2;65u", "A"),
    ("\x1b[97:65;66u", "A"),
    ("\x1b[49:33;2;33u", "!"),
    ("\x1b[99;5u", "ctrl-c"),
    ("\x1b[1089::99;5u", "ctrl-c"),
    ("\x1b[106;3u", "alt-j"),
    ("\x1b[13;1:2u", "enter*"),
    ("\x1b[1;1:2B", "down*"),
    ("\x1b[57414u", "enter"),
    ("\x1b[0;;233:233u", "é é"),
    ("\x1b[27;5;9~", "ctrl-tab"),
    ("\x1b[200~r\rq\x1b[D\x1b[201~", "\"r\\rq\\u{1b}[D\""),
];

/// What no key of ours stands for: unknown chords, and answers to what somebody else asked.
const NOTHING: &[&str] = &[
    "\x1b\x1b[D",
    "\x1b\x1bOA",
    "\x1b\x1b[5~",
    "\x1b[13;1:3u",
    "\x1b[97;9u",
    "\x1b[57441;2u",
    "\x1b[1;9D",
    "\x1b[99z",
    "\x1b[5A",
    "\x1b[I",
    "\x1b[O",
    "\x1b[?62;22c",
    "\x1b[>1;95;0c",
    "\x1b[?2026;2$y",
    "\x1b[4;1$y",
    "\x1b[24;80R",
    "\x1b[1;5R",
    "\x1b[0n",
    "\x1b[8;24;80t",
    "\x1b[?1u",
    "\x1b[<2;12;5M",
    "\x1b[<35;3;3m",
    "\x1b[M !!",
    "\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\",
    "\x1b]10;rgb:ffff/rrrr/nnnn\x07",
    "\x1b]52;c;cm5ccg==\x07",
    "\x1bP>|tmux 3.4\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
    "\x1b[201~",
];

#[test]
fn keys_whole_and_cut_anywhere() {
    for (bytes, keys) in KEYS {
        assert_eq!(whole(bytes.as_bytes()), *keys, "{bytes:?}");
        for pieces in cuts(bytes.as_bytes()) {
            assert_eq!(decoded(&pieces, 20), *keys, "{pieces:?}");
        }
    }
}

#[test]
fn what_is_no_key_does_nothing_whole_and_cut_anywhere() {
    for bytes in NOTHING {
        assert_eq!(whole(bytes.as_bytes()), "", "{bytes:?}");
        for pieces in cuts(bytes.as_bytes()) {
            assert_eq!(decoded(&pieces, 20), "", "{pieces:?}");
        }
    }
}

#[test]
fn nothing_hides_what_comes_after_it() {
    for (before, says) in NOTHING.iter().map(|bytes| (*bytes, "")).chain(KEYS.iter().copied()) {
        let bytes = format!("{before}j\x1b[B");
        let expected = format!("{says} j down").trim_start().to_owned();
        assert_eq!(whole(bytes.as_bytes()), expected, "{bytes:?}");
    }
}

#[test]
fn a_slow_line_may_cut_an_answer_after_its_esc() {
    for bytes in NOTHING.iter().filter(|bytes| !bytes.starts_with("\x1b\x1b") && !bytes.starts_with("\x1b[M")) {
        let (esc, rest) = bytes.as_bytes().split_at(1);
        assert_eq!(decoded(&[esc, rest], 200), "esc", "{bytes:?}");
    }
    assert_eq!(decoded(&[b"\x1b", b"["], 200), "esc [", "that is typed");
    assert_eq!(decoded(&[b"\x1b", b"]j"], 200), "esc ] j", "so is that");
}

#[test]
fn esc_is_a_key_at_once_and_hides_none() {
    let (mut decoder, at) = (Decoder::default(), Instant::now());
    assert_eq!(decoder.read(b"\x1b", at), []);
    assert_eq!(decoder.deadline(), Some(at + ESC_ALONE));
    assert_eq!(said(&decoder.wait(at + ESC_ALONE)), "esc");
    assert_eq!(decoder.deadline(), None);
    assert_eq!(decoded(&[b"\x1b", b"\x1b"], 100), "esc esc");
    assert_eq!(whole(b"\x1b\x1b"), "esc esc");
    assert_eq!(whole(b"\x1bj"), "esc+j");
    assert_eq!(whole("\x1bé".as_bytes()), "esc+é");
    assert_eq!(whole(b"\x1b\r"), "esc+enter");
    assert_eq!(whole(b"\x1b\x1bj"), "esc esc+j");
    assert_eq!(whole(b"\x1b\x1b]11;rgb:0/0/0\x07j"), "esc j");
    assert_eq!(whole(b"\x1b\x1b[?62;c"), "esc", "and what the terminal had to say");
}

#[test]
fn what_never_ends_does_not_hold_the_keys_for_ever() {
    for begun in ["\x1b[", "\x1b]", "\x1bO", "\x1bP", "\x1b[[", "\x1b[M"] {
        assert_eq!(decoded(&[begun.as_bytes(), b"j"], 6000), "j", "{begun:?}");
    }
    assert_eq!(decoded(&[b"\x1b]11;rgb", b"\x03"], 20), "ctrl-c");
    assert_eq!(decoded(&[b"\x1b[12", b"\r"], 20), "enter");
    assert_eq!(decoded(&["顧".as_bytes().split_at(2).0, b"j"], 20), "j");
}

#[test]
fn an_unfinished_paste_never_becomes_keys() {
    assert_eq!(decoded(&[b"\x1b[200~r", b"n\r", b"\r", b"q"], 60_000), "");
    assert_eq!(decoded(&[b"\x1b[200~rn", b"\x03"], 60_000), "ctrl-c", "but there is a way out");
    let long = [b"\x1b[200~".as_slice(), &vec![b'x'; LONGEST_PASTE + 100], PASTE_ENDS].concat();
    let heard = Decoder::default().read(&long, Instant::now());
    assert!(matches!(&heard[..], [Event::Paste(text)] if text.len() == LONGEST_PASTE));
}

#[test]
fn invalid_bytes_are_nothing() {
    assert_eq!(whole(b"\xff\xc0\x80j\xa0\xc3k"), "j k");
    assert_eq!(whole(b"\x9b?62;c\x9d11;rgb:0/0/0\x07\x85j\xc2\x9bk"), "j k");
}

proptest::proptest! {
    #![proptest_config(crate::domain::cases(256))]

    #[test]
    fn any_bytes_do_no_harm_and_how_they_are_cut_changes_no_key(
        bytes in proptest::collection::vec(proptest::prop_oneof![
            proptest::sample::select(b"\x1b\x1b\x1b[]OP;?0129~u$\\\x07jA\r\xe9\xa1".to_vec()), proptest::num::u8::ANY,
        ], 0..60),
        cut in 0_usize..60,
    ) {
        let (before, after) = bytes.split_at(cut.min(bytes.len()));
        proptest::prop_assert_eq!(decoded(&[before, after], 20), whole(&bytes));
    }
}

#[test]
fn clicks_and_the_wheel_are_heard_wherever_they_are_cut() {
    let reports: [(&[u8], &str); 6] = [
        (b"\x1b[<0;3;5M", "Click@2,4"),
        (b"\x1b[<0;3;5m", ""),
        (b"\x1b[<64;1;1M", "WheelUp@0,0"),
        (b"\x1b[<65;80;24M", "WheelDown@79,23"),
        (b"\x1b[<2;3;5M", ""),
        (b"\x1b[<0;0;5M", ""),
    ];
    for (bytes, expected) in reports {
        for pieces in cuts(bytes) {
            assert_eq!(decoded(&pieces, 1), expected, "{pieces:?}");
        }
    }
    let click: &[u8] = b"\x1b[<0;3;5M";
    assert_eq!(decoded(&[click, click, click], 100), "Click@2,4 DoubleClick@2,4 Click@2,4");
    assert_eq!(decoded(&[click, click], 500), "Click@2,4 Click@2,4");
    assert_eq!(decoded(&[click, b"\x1b[<0;4;5M"], 100), "Click@2,4 Click@3,4");
}

#[test]
fn the_background_is_heard_once_and_in_time_and_then_never() {
    let answers: [(&[u8], &str); 5] = [
        (b"\x1b]11;rgb:1e1e/2828/ffff\x07", "#1e28ff"),
        (b"\x1b]11;rgb:1e1e/2828/ffff\x1b\\", "#1e28ff"),
        (b"\x1b]11;rgb:f/0/8\x07", "#ff0088"),
        (b"\x1b]10;rgb:1e1e/2828/ffff\x07", ""),
        (b"\x1b]11;rgb:1e1e/28zz/ffff\x07", ""),
    ];
    for (bytes, expected) in answers {
        for pieces in cuts(bytes) {
            let start = Instant::now();
            let mut decoder = Decoder::awaiting(start + Duration::from_secs(1));
            let heard: Vec<Event> = pieces.iter().flat_map(|piece| decoder.read(piece, start)).collect();
            assert_eq!(said(&heard), expected, "{pieces:?}");
            assert_eq!(whole(bytes), "", "nobody asked");
        }
    }
    let (answer, start) = (answers[0].0, Instant::now());
    let mut late = Decoder::awaiting(start);
    assert_eq!(said(&late.read(answer, start)), "");
    let mut twice = Decoder::awaiting(start + Duration::from_secs(1));
    assert_eq!(said(&[twice.read(answer, start), twice.read(answer, start)].concat()), "#1e28ff");
    let key = twice.read(b"\r", start + Duration::from_millis(1));
    assert!(matches!(key[..], [Event::Key { press: Press::Burst, .. }]), "{key:?}");
    let mut once = Decoder::awaiting(start + Duration::from_secs(1));
    once.read(answer, start);
    let key = once.read(b"\r", start + Duration::from_millis(1));
    assert!(matches!(key[..], [Event::Key { press: Press::Fresh, .. }]), "an answer is no key: {key:?}");
}
