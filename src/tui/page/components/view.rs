//! How the page looks.
//!
//! ```text
//!   / filter     by name   Create Invoice                                          filter, order · the component
//!  ▌Create Invoice  Proce  Process · 0192f1a0-…
//!   Customer Look…  API    Order to Cash/Invoices
//!   Ledger Posting  Proce  In Order to Cash #7, Retail Sync (scheduled)            the packs that hold it
//!
//!                          Versions (4)
//!                          Version  Created      By      Sharing  Status   Notes   the newest first
//!                         ▌1.5      14 Nov 2026  m.ruiz  Allowed  Active   Retry on 409
//!                           latest
//!                          1.4      3 Oct 2026   j.chen  Allowed  Active
//!                           current in Order to Cash #7
//! ```
//!
//! Beside the names stands what the list is sorted by. Where notes have no column they stand below their version.
//! Below 76 columns the list and the component take turns: whichever has the focus fills the page.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::Widget,
};

use super::{ComponentsPage, Focus, Sort, row};
use crate::{
    domain::{Component, ComponentType, PackagedComponent, date_words},
    engine::{ComponentEntry, ComponentView, Part, VersionUse, sentences},
    text::{fit, width, wrap, wrap_at_most},
    tui::{
        keys::{Action, Scope},
        layout::{Split, Track},
        look::{Look, type_word},
        page::{
            landing,
            list::{self, NameList},
        },
        widget::{Column, Row, Table, cells, inset, put_styled},
    },
};

/// Cells that keys and commands take, where there is nothing yet.
const COMMANDS: usize = 26;

/// Below this width notes stand below their version.
const NOTES_BESIDE: u16 = 76;

/// Below this width the list names only the type that is not the usual one: names come first.
const TYPES_BESIDE: u16 = 140;

/// What stands before what a version says of itself, and between.
const INDENT: &str = "  ";
const BETWEEN: &str = " · ";

/// Cells that a type takes beside the names, whole or not, with the air before it.
const TYPE: u16 = 9;
const UNUSUAL_TYPE: u16 = 5;

/// Draws the page; returns where the terminal's cursor goes.
pub(super) fn draw(page: &ComponentsPage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if page.browser.entries().is_empty() {
        if page.browser.is_read() {
            draw_nothing(look, inset(area), buf);
        }
        return None;
    }
    let types = area.width >= TYPES_BESIDE;
    let beside = if types || page.sort == Sort::Packaged { TYPE } else { UNUSUAL_TYPE };
    let (left, right) = list::panes(area, &page.browser, (list::least(area), beside), page.focus == Focus::List);
    let cursor = left.and_then(|left| draw_list(page, look, types, left, buf));
    if let (Some(right), Some(view)) = (right, page.browser.view()) {
        draw_component(page, look, view, right, buf);
    }
    cursor
}

fn draw_nothing(look: &Look, area: Rect, buf: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(2).min(76);
    let mut lines = vec![Line::styled(sentences::NO_COMPONENTS, look.theme.styles.heading), Line::default()];
    let text = "A component is a process or an API service. Packaging it makes a version that never changes, and \
                integration packs carry versions to your subscribers.";
    lines.extend(wrap(text, room).into_iter().map(Line::raw));
    let create = look.key_of(&[Scope::Components, Scope::Page], Action::CreateComponent);
    lines.extend([
        Line::default(),
        Line::styled("Ways to start", look.theme.styles.heading),
        landing::way(look, (&create, COMMANDS), "create a component", room),
        landing::way(look, ("ipack component create", COMMANDS), "the same, from a shell", room),
        landing::way(look, ("ipack import FILE…", COMMANDS), "import RON documents", room),
    ]);
    list::put_nothing(&lines, area, buf);
}

fn draw_list(page: &ComponentsPage, look: &Look, types: bool, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let filter = page.browser.list.filter();
    let beside = match page.sort {
        Sort::Name | Sort::Type | Sort::Folder => Column::new("", if types { 7 } else { 3 }),
        Sort::Packaged => Column::new("", 11).right(),
    };
    let list = NameList {
        browser: &page.browser,
        says: if filter.typing || filter.is_active() { "" } else { page.sort.word() },
        beside: &[beside],
        row: &|entry| entry_row(page, look, entry, types),
        heading: &|at| folder_begun(page, at),
        focused: page.focus == Focus::List,
    };
    list.draw(look, area, buf)
}

/// A component with what the list is sorted by, once it has been read.
fn entry_row<'a>(page: &ComponentsPage, look: &Look, entry: &'a ComponentEntry, types: bool) -> Row<'a> {
    let beside = page.known.get(&entry.id).map(|component| beside(look, component, page.sort, types));
    Row::new([Line::raw(entry.name.as_str()), Line::styled(beside.unwrap_or_default(), look.theme.styles.quiet)])
}

fn beside(look: &Look, component: &Component, sort: Sort, types: bool) -> String {
    match sort {
        Sort::Packaged => component.versions.last().map(|newest| day(look, newest)).unwrap_or_default(),
        _ if !types && component.component_type == ComponentType::Process => String::new(),
        _ => type_word(component.component_type).to_owned(),
    }
}

/// The folder that begins in a row of a list that is sorted by folders.
fn folder_begun(page: &ComponentsPage, at: usize) -> Option<String> {
    let list = &page.browser.list;
    if page.sort != Sort::Folder || list.filter().is_active() {
        return None;
    }
    let folder = |at: usize| page.known.get(&page.browser.row(at).id).map(|component| component.folder.as_str());
    let begun = folder(at).filter(|begun| at.checked_sub(1).and_then(folder) != Some(*begun))?;
    Some(if begun.is_empty() { "In no folder".to_owned() } else { begun.to_owned() })
}

fn day(look: &Look, packaged: &PackagedComponent) -> String {
    look.day(packaged.created_date)
}

fn draw_component(page: &ComponentsPage, look: &Look, view: &ComponentView, area: Rect, buf: &mut Buffer) {
    let styles = &look.theme.styles;
    let component = &view.component;
    let room = usize::from(area.width).saturating_sub(1);
    let kind = format!("{} · {}", component.component_type, component.id);
    let mut lines = vec![
        Line::styled(fit(&component.name, room).into_owned(), styles.heading),
        Line::styled(fit(&kind, room).into_owned(), styles.quiet),
    ];
    lines.extend((!component.folder.is_empty()).then(|| Line::raw(fit(&component.folder, room).into_owned())));
    if view.packs.is_empty() {
        lines.push(Line::styled("In no integration pack", styles.quiet));
    } else {
        let packs: Vec<String> = view.packs.iter().map(pack).collect();
        let most = usize::from(area.height / 4).max(2);
        let packs = wrap_at_most(&format!("In {}", packs.join(", ")), room, most);
        lines.extend(packs.into_iter().map(Line::raw));
    }
    lines.push(Line::default());
    lines.push(Line::styled(format!("Versions ({})", component.versions.len()), styles.heading));
    let above = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let [top, body] = Split::vertical([Track::Length(above), Track::Fill(1)]).areas(area);
    put_styled(&lines, top, buf);
    draw_versions(page, look, view, body, buf);
}

/// `Order to Cash #7`, `Retail Sync (scheduled)`, `Returns (not released)`.
fn pack(part: &Part) -> String {
    let name = &part.pack;
    match (part.current, part.scheduled, part.releases.last()) {
        (true, true, Some(number)) => format!("{name} #{number} (and scheduled)"),
        (true, false, Some(number)) => format!("{name} #{number}"),
        (_, true, _) => format!("{name} (scheduled)"),
        _ => format!("{name} (not released)"),
    }
}

fn draw_versions(page: &ComponentsPage, look: &Look, view: &ComponentView, area: Rect, buf: &mut Buffer) {
    let versions = &view.component.versions;
    if versions.is_empty() {
        let key = look.key_of(&[Scope::Components, Scope::Page], Action::PackageComponent);
        let words = look.words();
        let text = format!("No versions yet: {key} {} one.", words.packages);
        buf.set_stringn(area.x + 1, area.y, text, usize::from(area.width), look.theme.styles.quiet);
        return;
    }
    let widest = |of: &dyn Fn(&PackagedComponent) -> &str| {
        u16::try_from(versions.iter().map(|packaged| width(of(packaged))).max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let beside = area.width >= NOTES_BESIDE;
    let mut columns = vec![
        Column::new("Version", 7).want(widest(&|packaged| packaged.version.as_str())).grow(u16::from(!beside)),
        Column::new("Created", 11),
        Column::new("By", 7).want(widest(&|packaged| &packaged.created_by)).drop_at(1),
        Column::new("Sharing", 11),
        Column::new("Status", 7),
    ];
    columns.extend(beside.then(|| Column::new("Notes", 8).grow(1)));
    let room = usize::from(area.width).saturating_sub(1);
    let most = usize::from(area.height / 6).clamp(1, 3);
    let below = |at: usize| {
        row(view, at).map(|(packaged, used)| below(look, packaged, used, !beside, room, most)).unwrap_or_default()
    };
    let build = |at: usize| below(at).into_iter().fold(version_row(look, view, at), Row::below);
    let tall = |at: usize| 1 + cells(below(at).len());
    let table = Table::new(look.theme, &columns, &page.table, versions.len(), &build);
    let gap = if beside { 2 } else { 1 };
    (&table.gap(gap).tall(&tall).below_from(0).focused(page.focus == Focus::Table)).render(area, buf);
}

fn version_row<'a>(look: &Look, view: &'a ComponentView, at: usize) -> Row<'a> {
    let Some((packaged, _)) = row(view, at) else { return Row::default() };
    let styles = &look.theme.styles;
    let sharing = if packaged.shareable { Span::raw("Allowed") } else { Span::styled("Not Allowed", styles.quiet) };
    let status = if packaged.deleted { Span::styled("Deleted", styles.removed) } else { Span::raw("Active") };
    let cells = Row::new([
        Line::raw(packaged.version.as_str()),
        Line::raw(day(look, packaged)),
        Line::raw(packaged.created_by.as_str()),
        Line::from(sharing),
        Line::from(status),
        Line::raw(packaged.notes.as_str()),
    ]);
    if packaged.deleted { cells.style(styles.unavailable) } else { cells }
}

/// Latest, current in which packs, scheduled in which; and the notes, where they have no column. What has no room in a
/// line goes on in the next; each of them takes `most` lines at most.
fn below(
    look: &Look,
    packaged: &PackagedComponent,
    used: &VersionUse,
    notes: bool,
    room: usize,
    most: usize,
) -> Vec<Line<'static>> {
    let styles = &look.theme.styles;
    let mut said = Vec::new();
    if used.latest {
        said.push(("latest".to_owned(), styles.upgrade));
    }
    if !used.current.is_empty() {
        let packs: Vec<String> = used.current.iter().map(|(pack, number)| format!("{pack} #{number}")).collect();
        said.push((format!("current in {}", packs.join(", ")), styles.heading));
    }
    for (pack, date) in &used.scheduled {
        said.push((format!("scheduled in {pack} for {}", date_words(*date)), styles.pending));
    }
    if notes && !packaged.notes.is_empty() {
        said.push((packaged.notes.lines().next().unwrap_or_default().to_owned(), styles.quiet));
    }
    let mut lines: Vec<Line> = Vec::new();
    for (text, style) in said {
        let goes_on = |line: &&mut Line| line.width() + width(BETWEEN) + width(&text) <= room;
        if let Some(line) = lines.last_mut().filter(goes_on) {
            line.spans.extend([Span::styled(BETWEEN, styles.quiet), Span::styled(text, style)]);
            continue;
        }
        let wrapped = wrap_at_most(&text, room.saturating_sub(INDENT.len()), most);
        lines.extend(wrapped.into_iter().map(|line| Line::from(vec![Span::raw(INDENT), Span::styled(line, style)])));
    }
    lines
}
