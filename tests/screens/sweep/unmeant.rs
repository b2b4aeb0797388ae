//! Keys and bytes that nobody meant: they write nothing, wherever they lead.

use std::time::{Duration, Instant};

use ipack::tui::input::Decoder;

use super::{SAMPLE, any_keys::for_any_inputs};
use crate::support::Workspace;

/// Keys that press something, from wherever the focus is.
const PRESSES: [&str; 6] =
    ["<Enter><Enter><Enter>", "<BackTab><Enter>", "<Tab><Tab><Enter>", "<BackTab><Space>", "u", "<Space><Enter>"];

/// Whatever screen they come to: nothing is written by keys that come in a burst.
#[test]
fn no_burst_of_keys_commits() {
    for (place, _) in SAMPLE {
        let workspace = Workspace::sample();
        for keys in PRESSES {
            let mut screens = workspace.screens(80, 24);
            screens.press(place);
            let before = workspace.bytes();
            screens.burst(keys);
            assert!(before == workspace.bytes(), "{place}, then {keys}:\n{}", screens.screen());
        }
    }
}

/// Sends so many bytes to the screens, as fast as a paste without brackets, cut anywhere: keys, sequences whole and
/// torn, noise. Nothing is written by them, whatever they lead to.
fn send_bytes(count: usize) {
    const PIECES: [&[u8]; 22] = [
        b"\r",
        b"\r",
        b"\r",
        b"r",
        b"n",
        b"\x1b",
        b"\x1b[",
        b"\x1b]11;rgb:1/2/3",
        b"\x07",
        b"\x1b\\",
        b"\x1bP>|x",
        b"\x1b[A",
        b"\x1b[B",
        b"\x1b\x1b[D",
        b"\t",
        b" ",
        b"u",
        b"\x1b[13;1:2u",
        b"\x1b[200~r\r",
        b"\x1b[201~",
        b"\xe9\xa1",
        b"\xff",
    ];
    let mut seed: u64 = 9;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    let mut sent = 0;
    while sent < count {
        let workspace = Workspace::sample();
        let mut screens = workspace.screens(80, 24);
        screens.press(SAMPLE[next(SAMPLE.len())].0);
        let before = workspace.bytes();
        let (mut decoder, mut at) = (Decoder::default(), Instant::now());
        decoder.read(b"j", at);
        for _ in 0..400 {
            let mut bytes = Vec::new();
            for _ in 0..=next(4) {
                let any = [u8::try_from(next(256)).unwrap_or(0)];
                bytes.extend_from_slice(if next(4) == 0 { &any } else { PIECES[next(PIECES.len())] });
            }
            at += Duration::from_millis(if next(8) == 0 { 50 } else { 1 });
            let events = decoder.read(&bytes, at);
            sent += bytes.len();
            for event in events {
                if screens.exit().is_none() {
                    screens.event(event);
                }
            }
        }
        assert!(before == workspace.bytes(), "written by bytes alone:\n{}", screens.screen());
    }
}

#[test]
fn any_bytes_do_no_harm() {
    send_bytes(4_000);
}

/// Many minutes: `cargo test --release --test screens a_million -- --ignored`.
#[test]
#[ignore = "it takes many minutes"]
fn a_million_bytes_do_no_harm() {
    send_bytes(1_000_000);
}

/// Many minutes: `cargo test --release --test screens a_million -- --ignored`.
#[test]
#[ignore = "it takes many minutes"]
fn a_million_keys_do_no_harm() {
    for_any_inputs(33_000, Workspace::sample);
}
