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
    let all = freezes(look);
    if all.is_empty() {
        return area;
    }
    let shown = usize::from(area.height / LINES_FOR_ONE).clamp(1, MOST).min(all.len());
    let height = cells(shown + 1).min(area.height);
    let at = Rect { x: area.x + 1, y: area.bottom() - height, width: area.width.saturating_sub(1), height };
    let styles = &look.theme.styles;
    let key = look.key_of(&[Scope::Schedule], Action::ShowFreezes);
    let says = match all.len() - shown {
        0 => format!("{key} shows all"),
        more => format!("{key} shows {more} more"),
    };
    buf.set_line(at.x, at.y, &Line::styled("Freezes", styles.heading), at.width);
    let wide = cells(width(&says));
    buf.set_stringn(at.right().saturating_sub(wide), at.y, &says, usize::from(at.width), styles.quiet);
    for (freeze, y) in all.iter().take(shown).zip(at.y + 1..at.bottom()) {
        let room = usize::from(at.width).saturating_sub(2);
        let words = format!("{}  {}  {}", freeze.name, freeze.span_words(), whom(freeze));
        let line = [Span::styled(look.theme.glyphs.frozen, styles.quiet), Span::raw(format!(" {}", fit(&words, room)))];
        buf.set_line(at.x, y, &Line::from_iter(line), at.width);
    }
    Rect { height: area.height - height, ..area }
}

/// Those that are not past, by their first date.
fn freezes<'a>(look: &Look<'a>) -> Vec<&'a Freeze> {
    let overview = look.overview;
    let mut all: Vec<&Freeze> =
        overview.settings.freezes.iter().filter(|freeze| !freeze.is_past(overview.today)).collect();
    all.sort_by_key(|freeze| (freeze.from, &freeze.name, &freeze.id));
    all
}

fn whom(freeze: &Freeze) -> String {
    let packs = (!freeze.packs.is_empty()).then(|| count(freeze.packs.len(), "pack"));
    let groups = (!freeze.groups.is_empty()).then(|| format!("what {} shares", count(freeze.groups.len(), "group")));
    let named: Vec<String> = packs.into_iter().chain(groups).collect();
    if named.is_empty() { "every pack".to_owned() } else { named.join(", ") }
}
