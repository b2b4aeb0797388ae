//! A workspace of texts that try a screen: wide, combining, from right to left, very long.

use std::{fmt::Write as _, sync::OnceLock};

use super::Workspace;

/// Texts that a publisher may really have, or somebody may have made up.
pub const HOSTILE: &[&str] = &[
    "plain",
    "e\u{301}e\u{301}e\u{301} combining \u{20dd} marks Z\u{351}\u{36b}\u{343}algo",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦 family 🏳\u{fe0f}\u{200d}🌈 🇩🇪 👍🏽",
    "\u{202e}txt.exe\u{202c} \u{2066}isolate\u{2069} \u{200f}\u{61c}",
    "مرحبا بالعالم שלום עולם",
    "zero\u{200b}width\u{2060}joiner\u{feff} \u{ad}soft",
    "\u{2028}line\u{2029}paragraph",
    "顧客データ連携\u{3000}全角ａｂｃ",
    "= a=b == 1.0=2 \"quoted\" 'single' $HOME `id` \\ ! ~",
    "-starts-with-a-dash --yes",
    "\u{301}begins with a mark",
    "한국어 조합 ᄀᆞᆫ देवनागरी क्षि ไทยกำ",
];

/// Which of the packs has a scheduled release; every second account has applied it early.
const SCHEDULED: usize = 3;

/// A workspace of such texts wherever an import takes any.
pub fn hostile() -> Workspace {
    static FILLED: OnceLock<Workspace> = OnceLock::new();
    FILLED.get_or_init(|| Workspace::of(&hostile_document(HOSTILE))).copy()
}

/// The same with texts of which each acts on a terminal that shows it raw.
pub fn acting() -> Workspace {
    static FILLED: OnceLock<Workspace> = OnceLock::new();
    FILLED
        .get_or_init(|| {
            let texts: Vec<String> = HOSTILE.iter().map(|text| format!("\u{2028}{text}")).collect();
            Workspace::of(&hostile_document(&texts.iter().map(String::as_str).collect::<Vec<_>>()))
        })
        .copy()
}

fn hostile_document(texts: &[&str]) -> String {
    let long = "長い ".repeat(80).chars().take(255).collect::<String>();
    let texts: Vec<&str> = texts.iter().copied().chain([long.as_str()]).collect();
    let mut document = String::from("(workspace: (name: \"\\u{202e}reversed\"), components: [\n");
    for (at, text) in texts.iter().enumerate() {
        let notes = format!("{text}\n\tsecond line of {text}");
        let _ = write!(
            document,
            "(componentId: \"c{at}\", name: {text:?}, componentType: process, folder: {text:?}, packagedComponents: ["
        );
        for (nth, shareable) in [(1, true), (2, false), (3, true)] {
            let _ = write!(
                document,
                "(packageId: {:?}, packageVersion: {:?}, createdDate: \"2026-0{nth}-01T00:00:00Z\", createdBy: {text:?}, \
                 notes: {notes:?}, shareable: {shareable}, includedComponents: [(name: {text:?}, type: {text:?}, \
                 folder: {text:?}, modifiedBy: {text:?}, modifiedDate: \"2026-0{nth}-01T00:00:00Z\")]),",
                format!("{at}/{nth}"),
                version(nth, text),
            );
        }
        document.push_str("]),\n");
    }
    document.push_str("], integrationPacks: [\n");
    let listed = |line: &dyn Fn(usize, &str) -> String| -> String {
        texts.iter().enumerate().map(|(at, text)| line(at, text)).collect::<Vec<_>>().join(", ")
    };
    let members = listed(&|at, _| format!("\"c{at}\""));
    let carried = listed(&|at, text| format!("(componentId: \"c{at}\", version: {:?})", version(1, text)));
    for (at, text) in texts.iter().enumerate() {
        let _ = write!(
            document,
            "(id: {:?}, name: {text:?}, description: {:?}, installationType: SINGLE, components: [{members}], releases: [\
             (number: 1, releasedAt: \"2026-04-01T00:00:00Z\", releasedBy: {text:?}, notes: {text:?}, components: [{carried}])]",
            format!("pack {at}"),
            text.chars().take(500).collect::<String>(),
        );
        if at == SCHEDULED {
            let latest = listed(&|at, text| format!("(componentId: \"c{at}\", version: {:?})", version(3, text)));
            let applied = |at| {
                format!(
                    "(accountId: \"a{at}\", instanceId: \"i{at}\", requestId: \"release-x\", \
                     appliedAt: \"2026-11-11T00:00:00Z\")"
                )
            };
            let early = (0..texts.len()).step_by(2).map(applied).collect::<Vec<_>>().join(", ");
            let _ = write!(
                document,
                ", scheduledRelease: (requestId: \"release-x\", releaseOnDate: \"2026-12-01\", timeZone: \"UTC\", notes: \
                 {text:?}, scheduledAt: \"2026-11-10T00:00:00Z\", scheduledBy: {text:?}, components: [{latest}]), \
                 earlyApplications: [{early}]"
            );
        }
        document.push_str("),\n");
    }
    document.push_str("], ");
    document.push_str(&hostile_subscribers(&texts));
    document.push(')');
    document
}

/// An account and an account group of each name; every account has the pack that is scheduled, and one more.
fn hostile_subscribers(texts: &[&str]) -> String {
    let mut document = String::from("accounts: [\n");
    for (at, text) in texts.iter().enumerate() {
        let next = texts[(at + 1) % texts.len()];
        let instance = |id: &str, pack: usize, name: &str| {
            format!(
                "(instanceId: \"{id}{at}\", integrationPackId: \"pack {pack}\", name: {name:?}, \
                 installedAt: \"2026-05-01T00:00:00Z\")"
            )
        };
        let also = if at == SCHEDULED { String::new() } else { instance("j", at, text) };
        let _ = writeln!(
            document,
            "(id: \"a{at}\", name: {text:?}, instances: [{}, {also}]),",
            instance("i", SCHEDULED, next)
        );
    }
    document.push_str("], accountGroups: [\n");
    let accounts: Vec<String> = (0..texts.len()).step_by(3).map(|at| format!("\"a{at}\"")).collect();
    let packs: Vec<String> = (0..texts.len()).step_by(2).map(|at| format!("\"pack {at}\"")).collect();
    let (accounts, packs) = (accounts.join(", "), packs.join(", "));
    for (at, text) in texts.iter().enumerate() {
        let (accounts, packs) = if at % 2 == 0 { (accounts.as_str(), packs.as_str()) } else { ("", "") };
        let _ =
            writeln!(document, "(id: \"g{at}\", name: {text:?}, accounts: [{accounts}], integrationPacks: [{packs}]),");
    }
    document.push(']');
    document
}

fn version(nth: u8, text: &str) -> String {
    format!("{nth} {text}").chars().take(255).collect()
}
