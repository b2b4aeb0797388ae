//! How the page looks.
//!
//! ```text
//!   / filter            Aalto                                                     filter · the chosen account
//!  ▌Aalto          3 ◷  In Europe, Nordics                                        list: instances, pending · its groups
//!   Bergmann       1    0192f1a0-…
//!   Chen           2 ◷
//!                       Integration Packs (3)              1 update can be applied
//!                       Name               Last Update Date   Version  Pending Version
//!                      ▌Procure to Pay     4 Nov 2026               3                4
//! ```
//!
//! Below 76 columns the list and the account take turns: whichever has the focus fills the page.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
    widgets::Widget,
};

use super::{AccountsPage, Focus};
use crate::{
    domain::count,
    engine::{AccountEntry, AccountView, Installed, sentences},
    text::{fit, width, wrap, wrap_at_most},
    tui::{
        layout::{Split, Track},
        look::Look,
        page::list::{self, NameList},
        widget::{Column, Row, Table, cells, inset, put_styled},
    },
};

/// Cells that the columns beside the name take under whole titles.
const WHOLE: usize = 64;

/// Draws the page; returns where the terminal's cursor goes.
pub(super) fn draw(page: &AccountsPage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if page.browser.entries().is_empty() {
        draw_nothing(page, look, inset(area), buf);
        return None;
    }
    let (left, right) = list::panes(area, &page.browser, (list::least(area), 6), page.focus == Focus::List);
    let cursor = left.and_then(|left| draw_list(page, look, left, buf));
    if let (Some(right), Some(view)) = (right, page.browser.view()) {
        draw_account(page, look, view, right, buf);
    }
    cursor
}

fn draw_nothing(page: &AccountsPage, look: &Look, area: Rect, buf: &mut Buffer) {
    if !page.browser.is_read() {
        return;
    }
    let room = usize::from(area.width).saturating_sub(2).min(76);
    let mut lines = vec![Line::styled(sentences::NO_ACCOUNTS, look.theme.styles.heading), Line::default()];
    let text = "A managed account installs the integration packs that are shared with its account groups, and may \
                apply a scheduled release early. Create one here, or import a file that names some.";
    lines.extend(wrap(text, room).into_iter().map(Line::raw));
    list::put_nothing(&lines, area, buf);
}

fn draw_list(page: &AccountsPage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let list = NameList {
        browser: &page.browser,
        says: "",
        beside: &[Column::new("", 3).right(), Column::new("", 1)],
        row: &|entry| entry_row(page, look, entry),
        heading: &|_| None,
        focused: page.focus == Focus::List,
    };
    list.draw(look, area, buf)
}

/// An account with how many instances it has, and a mark where it can apply an update.
fn entry_row<'a>(page: &AccountsPage, look: &Look, entry: &'a AccountEntry) -> Row<'a> {
    let styles = &look.theme.styles;
    let (tally, none) = (page.tallies.get(&entry.id), look.theme.glyphs.none);
    let instances =
        tally.map(|tally| tally.instances.map_or_else(|| none.into(), |n| n.to_string())).unwrap_or_default();
    let mark = if tally.is_some_and(|tally| tally.applicable) { look.theme.glyphs.scheduled } else { " " };
    Row::new([
        Line::raw(entry.name.as_str()),
        Line::styled(instances, styles.quiet),
        Line::styled(mark, styles.pending),
    ])
}

fn draw_account(page: &AccountsPage, look: &Look, view: &AccountView, area: Rect, buf: &mut Buffer) {
    let styles = &look.theme.styles;
    let room = usize::from(area.width).saturating_sub(1);
    let groups: Vec<&str> = view.groups.iter().map(|group| group.name.as_str()).collect();
    let mut lines = vec![Line::styled(fit(&view.account.name, room).into_owned(), styles.heading)];
    if groups.is_empty() {
        lines.push(Line::styled("In no account group", styles.warning));
    } else {
        let most = usize::from(area.height / 4).max(2);
        lines.extend(wrap_at_most(&format!("In {}", groups.join(", ")), room, most).into_iter().map(Line::raw));
    }
    lines.push(Line::styled(fit(view.account.id.as_str(), room).into_owned(), styles.quiet));
    lines.push(Line::default());
    let above = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let heights = [Track::Length(above), Track::Length(1), Track::Fill(1)];
    let [top, title, body] = Split::vertical(heights).areas(area);
    put_styled(&lines, top, buf);
    let heading = view.heading();
    buf.set_stringn(title.x + 1, title.y, &heading, room, styles.heading);
    let pending = view.instances.iter().filter(|one| one.pending().is_some()).count();
    if pending > 0 {
        let (updates, mark) = (count(pending, "update"), look.theme.glyphs.scheduled);
        let at = |text: &str| title.right().saturating_sub(cells(width(text)));
        let beside = |text: &String| usize::from(at(text)) > usize::from(title.x) + width(&heading) + 2;
        let texts = [format!("{updates} can be applied {mark}"), format!("{updates} {mark}")];
        if let Some(text) = texts.iter().find(|text| beside(text)) {
            buf.set_stringn(at(text), title.y, text, room, styles.pending);
        }
    }
    draw_instances(page, look, view, body, buf);
}

fn draw_instances(page: &AccountsPage, look: &Look, view: &AccountView, area: Rect, buf: &mut Buffer) {
    if view.instances.is_empty() {
        let text = view.nothing();
        buf.set_stringn(area.x + 1, area.y, text, usize::from(area.width), look.theme.styles.quiet);
        return;
    }
    let longest = view.instances.iter().map(|one| width(&one.instance.name)).max().unwrap_or(0);
    // Names have more need of the room than titles.
    let title = |whole, short| if usize::from(area.width) > longest + WHOLE { whole } else { short };
    let gap = if area.width > 48 { 2 } else { 1 };
    let columns = [
        Column::new("Name", cells(longest).clamp(8, 16)).want(cells(longest)).grow(2).names(),
        Column::new("Integration Pack", 18).grow(2).names().drop_at(1),
        Column::new(title("Last Update Date", "Last Update"), 11).short("Last Update"),
        Column::new("Version", 7).right(),
        Column::new(title("Pending Version", "Pending"), 7).short("Pending").right(),
    ];
    let row = |at: usize| instance_row(look, &view.instances[at]);
    let table = Table::new(look.theme, &columns, &page.table, view.instances.len(), &row);
    (&table.gap(gap).focused(page.focus == Focus::Table)).render(area, buf);
}

fn instance_row<'a>(look: &Look, one: &'a Installed) -> Row<'a> {
    let none = look.theme.glyphs.none;
    let day = one.status.map_or_else(|| none.to_owned(), |status| look.day(status.last_update));
    let version = one.status.map_or_else(|| none.to_owned(), |status| status.version.version.to_string());
    let pending = one.pending().map(|version| version.to_string()).unwrap_or_default();
    Row::new([
        Line::raw(one.instance.name.as_str()),
        Line::raw(one.pack.as_str()),
        Line::raw(day),
        Line::raw(version),
        Line::styled(pending, look.theme.styles.pending),
    ])
}
