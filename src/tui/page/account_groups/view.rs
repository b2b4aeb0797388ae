//! How the page looks.
//!
//! ```text
//!   / filter            Europe                                                    filter · the chosen group
//!  ▌Europe        12    Settings > Account Information and Setup > Account Groups list: accounts · where the platform has it
//!   Nordics        3
//!                       Accounts (12)                Resources (2)                its accounts · the packs shared with it
//!                      ▌Aalto                        Order to Cash
//!                       Bergmann                     Procure to Pay
//! ```
//!
//! Below 76 columns the list and the group take turns: whichever has the focus fills the page.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
    widgets::Widget,
};

use super::{AccountGroupsPage, Focus};
use crate::{
    engine::{GroupSize, GroupView, sentences},
    text::{fit, width, wrap},
    tui::{
        layout::{Split, Track, share},
        look::Look,
        page::list::{self, NameList},
        widget::{Column, Row, Scroll, Table, cells, inset},
    },
};

/// Where the platform keeps them; in little room without the first word.
const PLACE: [&str; 2] =
    ["Settings > Account Information and Setup > Account Groups", "Account Information and Setup > Account Groups"];

fn place(room: usize) -> String {
    let whole = if width(PLACE[0]) <= room { PLACE[0] } else { PLACE[1] };
    fit(whole, room).into_owned()
}

/// Draws the page; returns where the terminal's cursor goes.
pub(super) fn draw(page: &AccountGroupsPage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if page.browser.entries().is_empty() {
        draw_nothing(page, look, inset(area), buf);
        return None;
    }
    let (left, right) = list::panes(area, &page.browser, (list::least(area), 5), page.focus == Focus::List);
    let cursor = left.and_then(|left| draw_list(page, look, left, buf));
    if let (Some(right), Some(view)) = (right, page.browser.view()) {
        draw_group(page, look, view, right, buf);
    }
    cursor
}

fn draw_nothing(page: &AccountGroupsPage, look: &Look, area: Rect, buf: &mut Buffer) {
    if !page.browser.is_read() {
        return;
    }
    let styles = &look.theme.styles;
    let room = usize::from(area.width).saturating_sub(2).min(76);
    let mut lines = vec![
        Line::styled(sentences::NO_GROUPS, styles.heading),
        Line::styled(place(room), styles.quiet),
        Line::default(),
    ];
    let text = "An account group shares integration packs, its resources, with the managed accounts in it: they can \
                install them once they are released.";
    lines.extend(wrap(text, room).into_iter().map(Line::raw));
    list::put_nothing(&lines, area, buf);
}

fn draw_list(page: &AccountGroupsPage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let row = |size: &GroupSize| {
        let accounts = Line::styled(size.accounts.to_string(), look.theme.styles.quiet);
        Row::new([Line::raw(size.entry.name.clone()), accounts])
    };
    let list = NameList {
        browser: &page.browser,
        says: "",
        beside: &[Column::new("", 4).right()],
        row: &row,
        heading: &|_| None,
        focused: page.focus == Focus::List,
    };
    list.draw(look, area, buf)
}

fn draw_group(page: &AccountGroupsPage, look: &Look, view: &GroupView, area: Rect, buf: &mut Buffer) {
    let styles = &look.theme.styles;
    let room = usize::from(area.width).saturating_sub(1);
    let [name, below, _, lists] =
        Split::vertical([Track::Length(1), Track::Length(1), Track::Length(1), Track::Fill(1)]).areas(area);
    buf.set_stringn(name.x + 1, name.y, fit(&view.group.name, room), room, styles.heading);
    buf.set_stringn(below.x + 1, below.y, place(room), room, styles.quiet);
    let widest = |names: &mut dyn Iterator<Item = &str>| names.map(|name| cells(width(name))).max().unwrap_or(0) + 1;
    let accounts = widest(&mut view.accounts.iter().map(|account| account.name.as_str()));
    let resources = widest(&mut view.packs.iter().map(|(_, name)| name.as_str()));
    let first = share(lists.width.saturating_sub(1), accounts, resources);
    let [left, _, right] = Split::horizontal([Track::Length(first), Track::Length(1), Track::Fill(1)]).areas(lists);
    let account = |at: usize| view.accounts[at].name.as_str();
    let accounts = Part {
        heading: format!("Accounts ({})", view.accounts.len()),
        none: "None yet.",
        scroll: &page.accounts,
        len: view.accounts.len(),
        focused: page.focus == Focus::Accounts,
    };
    draw_part(look, &accounts, &account, left, buf);
    let pack = |at: usize| view.packs[at].1.as_str();
    let resources = Part {
        heading: format!("Resources ({})", view.packs.len()),
        none: "No integration packs yet.",
        scroll: &page.resources,
        len: view.packs.len(),
        focused: page.focus == Focus::Resources,
    };
    draw_part(look, &resources, &pack, right, buf);
}

/// One of the two lists of a group.
struct Part<'a> {
    heading: String,
    none: &'a str,
    scroll: &'a Scroll,
    len: usize,
    focused: bool,
}

fn draw_part<'a>(look: &Look, part: &Part<'_>, name: &dyn Fn(usize) -> &'a str, area: Rect, buf: &mut Buffer) {
    let [title, body] = Split::vertical([Track::Length(1), Track::Fill(1)]).areas(area);
    let room = usize::from(area.width).saturating_sub(1);
    buf.set_stringn(title.x + 1, title.y, fit(&part.heading, room), room, look.theme.styles.heading);
    if part.len == 0 {
        buf.set_stringn(body.x + 1, body.y, fit(part.none, room), room, look.theme.styles.quiet);
        return;
    }
    let columns = [Column::new("", 8).grow(1).names()];
    let row = |at: usize| Row::new([name(at)]);
    let table = Table::new(look.theme, &columns, part.scroll, part.len, &row);
    (&table.focused(part.focused)).render(body, buf);
}
