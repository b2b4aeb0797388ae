//! The section **Freezes**, at the foot of the page: nothing while there is none.
//!
//! ```text
//!   Freezes                                                         f shows all
//!   ■ Year end  Thu 24 Dec 2026 through Sun 3 Jan 2027  every pack
//!   …
//! ```

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::{Freeze, count},
    text::{fit, width},
    tui::{
        keys::{Action, Scope},
        look::Look,
        widget::cells,
    },
};

/// Lines of the page for each freeze that shows.
const LINES_FOR_ONE: u16 = 9;

/// Freezes that show at most.
const MOST: usize = 4;

/// Draws the section; answers what it leaves of the page.
pub(super) fn draw(look: &Look, area: Rect, buf: &mut Buffer) -> Rect {
    let most = usize::from(area.height / LINES_FOR_ONE).clamp(1, MOST);
    let (ahead, first) = look.overview.settings.freezes.ahead(look.overview.today, most);
    let shown = first.len();
    if shown == 0 {
        return area;
    }
    let height = cells(shown + 1).min(area.height);
    let at = Rect { x: area.x + 1, y: area.bottom() - height, width: area.width.saturating_sub(1), height };
    let styles = &look.theme.styles;
    let key = look.key_of(&[Scope::Schedule], Action::ShowFreezes);
    let says = match ahead - shown {
        0 => format!("{key} shows all"),
        more => format!("{key} shows {more} more"),
    };
    buf.set_line(at.x, at.y, &Line::styled("Freezes", styles.heading), at.width);
    let wide = cells(width(&says));
    buf.set_stringn(at.right().saturating_sub(wide), at.y, &says, usize::from(at.width), styles.quiet);
    for (freeze, y) in first.iter().zip(at.y + 1..at.bottom()) {
        let room = usize::from(at.width).saturating_sub(2);
        let words = format!("{}  {}  {}", freeze.name, freeze.span_words(), whom(freeze));
        let line = [Span::styled(look.theme.glyphs.frozen, styles.quiet), Span::raw(format!(" {}", fit(&words, room)))];
        buf.set_line(at.x, y, &Line::from_iter(line), at.width);
    }
    Rect { height: area.height - height, ..area }
}

fn whom(freeze: &Freeze) -> String {
    let packs = (!freeze.packs.is_empty()).then(|| count(freeze.packs.len(), "pack"));
    let groups = (!freeze.groups.is_empty()).then(|| format!("what {} shares", count(freeze.groups.len(), "group")));
    let named: Vec<String> = packs.into_iter().chain(groups).collect();
    if named.is_empty() { "every pack".to_owned() } else { named.join(", ") }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::{
        domain::{Deployment, LOOKS, Via},
        engine::{Engine, FixedClock, Progress, Source},
        tui::{app::App, harness::Harness, model::Model, theme::Theme, worker},
    };

    /// Ten thousand days that follow each other, each frozen on its own.
    fn freezes() -> String {
        let first = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
        let all = first.iter_days().take(10_000).zip(0..).fold(String::new(), |mut text, (date, n)| {
            let dates = format!("from: \"{date}\", to: \"{date}\"");
            let _ = write!(text, "(id: \"{n:08}\", name: \"Freeze {n}\", {dates}, createdBy: \"anna@desk\", ");
            let _ = write!(text, "createdAt: \"2026-11-01T00:00:00Z\"),");
            text
        });
        format!("(workspace: (freezes: [{all}]))")
    }

    #[test]
    fn a_key_on_schedule_looks_at_few_of_ten_thousand_freezes() {
        let dir = tempfile::tempdir().expect("a folder");
        let clock = FixedClock::new("2026-11-21T18:00:00Z".parse().expect("an instant"));
        let (by, progress) = ("anna@desk".to_owned(), Progress::default());
        let sample = Deployment::Standard;
        let mut engine = Engine::open_demo(&dir.path().join("state"), sample, false, clock, by, Via::Tui, &progress)
            .expect("opened");
        engine.import(&[Source { path: "workspace.ron".into(), text: freezes() }]).expect("imported");
        let app = App::new(Model::new(engine.overview(), "state".into()), Theme::default());
        let mut screens = Harness::new(app, move |request| worker::answer(&mut engine, request), 120, 36);
        screens.press("2");
        assert!(screens.screen().contains("shows 9997 more"), "{}", screens.screen());
        for keys in ["j", "k", "m", "<Down>", "<Esc>"] {
            let before = LOOKS.get();
            screens.press(keys);
            let looks = LOOKS.get() - before;
            assert!(looks < 500, "{keys} looks at {looks} freezes");
        }
    }
}
