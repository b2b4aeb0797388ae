//! Packaged Component Details.
//!
//! ```text
//!   Create Invoice · 1.5
//!   Package ID       3d1c…                  Details
//!   Folder           Order to Cash/Invoicing
//!   …
//!   Included Components (4), compared with 1.4
//!   + Retry map        transform.map   Order to Cash/Maps   14 Nov 2026, m.ruiz
//!   …
//!   Integration Packs (2)
//!   Order to Cash      #7, current
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
};

use super::{
    palette::PaletteDialog,
    prose::{self, scroll_or_leave},
};
use crate::{
    domain::{ComponentId, IncludedChange, PackId, Version, instant_words},
    engine::{Included, PackageDetails, Part},
    text::{fit, pad, width, wrap},
    tui::{
        command::{Command, Commands, Dialog, Place, Query, shown_if},
        keys::{Action, Availability, Scope},
        layout::measure,
        look::{Context, Look},
        theme::Theme,
        widget::Scrolled,
    },
};

#[derive(Debug)]
pub(in crate::tui) struct DetailsDialog {
    details: Box<PackageDetails>,
    scroll: Scrolled,
}

/// Opens the details of a version: compared with what a pack carries, where that is asked from a pack.
pub(in crate::tui) fn details(pack: Option<PackId>, component: ComponentId, version: Version) -> Command {
    Query::read("show the details", move |engine| match pack {
        Some(pack) => engine.package_details(&pack, &component, &version),
        None => engine.version_details(&component, &version),
    })
    .then(|details| vec![Command::open(DetailsDialog::new(Box::new(details)))])
}

impl DetailsDialog {
    fn new(details: Box<PackageDetails>) -> Self {
        Self { details, scroll: Scrolled::default() }
    }
}

impl Dialog for DetailsDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::VersionDetails]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        shown_if(action != Action::GoToPack || !self.details.parts.is_empty())
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        match (action, &self.details.parts[..]) {
            (Action::GoToPack, [part]) => vec![Command::Finish, Command::GoTo(Place::Pack(part.id.clone()))],
            (Action::GoToPack, parts) => {
                let packs = parts.iter().map(|part| (&part.id, part.pack.as_str(), carried(part)));
                vec![Command::open(PaletteDialog::of_packs(packs))]
            }
            _ => scroll_or_leave(action, &mut self.scroll),
        }
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let room = measure(screen);
        let details = &self.details;
        let mut lines = facts(look, details, room);
        lines.push(Line::default());
        lines.extend(included(look, details, room));
        lines.push(Line::default());
        lines.extend(parts(look, &details.parts, room));
        let words = look.words();
        let title = format!("{} · {} {}", words.details, details.component.name, details.packaged.version);
        prose::draw(look, &title, &lines, Some(&self.scroll), screen, buf);
        None
    }
}

fn facts(look: &Look, details: &PackageDetails, room: usize) -> Vec<Line<'static>> {
    let styles = &look.theme.styles;
    let packaged = &details.packaged;
    let sharing = if packaged.shareable { "Allowed" } else { "Not Allowed" };
    let status = if packaged.deleted { "Deleted" } else { "Active" };
    let style = |good: bool| if good { Style::new() } else { styles.removed };
    let rows = [
        ("Package ID", packaged.package_id.to_string(), Style::new()),
        ("Component Type", details.component.component_type.to_string(), Style::new()),
        ("Folder", details.component.folder.clone(), Style::new()),
        ("Date Created", instant_words(packaged.created_date, look.overview.local_zone), Style::new()),
        ("Created By", packaged.created_by.clone(), Style::new()),
        ("Sharing", sharing.to_owned(), style(packaged.shareable)),
        ("Status", status.to_owned(), style(!packaged.deleted)),
        ("Package Notes", packaged.notes.clone(), Style::new()),
    ];
    let label = 16;
    let mut lines = vec![Line::styled("Details", styles.heading)];
    for (name, value, style) in rows {
        let value = if value.is_empty() { look.theme.glyphs.none.to_owned() } else { value };
        for (at, text) in value.lines().flat_map(|line| wrap(line, room.saturating_sub(label))).enumerate() {
            let name = if at == 0 { name } else { "" };
            lines.push(Line::from(vec![Span::styled(pad(name, label), styles.quiet), Span::styled(text, style)]));
        }
    }
    lines
}

fn included(look: &Look, details: &PackageDetails, room: usize) -> Vec<Line<'static>> {
    let styles = &look.theme.styles;
    let mut lines = vec![Line::styled(fit(&details.included_title(), room).into_owned(), styles.heading)];
    if details.included.is_empty() {
        lines.push(Line::styled("None", styles.quiet));
    }
    let widest = |of: fn(&Included) -> &str, most: usize| {
        details.included.iter().map(|one| width(of(one))).max().unwrap_or(0).min(most)
    };
    let kinds = widest(|one| &one.component.kind, room / 4);
    let tail = |one: &Included| {
        let day = one.component.modified_date.with_timezone(&look.overview.local_zone).format("%-d %b %Y");
        format!("{day}, {}", one.component.modified_by)
    };
    let tails = details.included.iter().map(|one| width(&tail(one))).max().unwrap_or(0);
    let names = widest(|one| &one.component.name, room.saturating_sub(kinds + 4));
    // Where there is no room beside the names, who changed it and when stands before the folder.
    let beside = names + kinds + tails + 6 <= room;
    for one in &details.included {
        let (mark, style) = mark(look.theme, one.change);
        lines.push(Line::from(vec![
            Span::styled(format!("{mark} "), style),
            Span::styled(pad(&one.component.name, names), style),
            Span::raw("  "),
            Span::styled(pad(&one.component.kind, kinds), styles.quiet),
            Span::raw("  "),
            Span::raw(if beside { tail(one) } else { String::new() }),
        ]));
        let folder = &one.component.folder;
        let below = if beside { format!("    {folder}") } else { format!("    {} · {folder}", tail(one)) };
        lines.push(Line::styled(fit(&below, room).into_owned(), styles.quiet));
    }
    lines
}

pub(super) fn mark(theme: &Theme, change: IncludedChange) -> (&'static str, Style) {
    match change {
        IncludedChange::Added => (theme.glyphs.added, theme.styles.added),
        IncludedChange::Modified => (theme.glyphs.modified, theme.styles.upgrade),
        IncludedChange::Removed => (theme.glyphs.removed, theme.styles.removed),
        IncludedChange::Same => (" ", Style::new()),
    }
}

fn parts(look: &Look, parts: &[Part], room: usize) -> Vec<Line<'static>> {
    let styles = &look.theme.styles;
    let mut lines = vec![Line::styled(format!("Integration Packs ({})", parts.len()), styles.heading)];
    if parts.is_empty() {
        lines.push(Line::styled("Part of no release yet", styles.quiet));
    }
    let said = parts.iter().map(|part| width(&carried(part))).max().unwrap_or(0).min(room / 2);
    let names = parts.iter().map(|part| width(&part.pack)).max().unwrap_or(0).min(room.saturating_sub(said + 2));
    for part in parts {
        let text = carried(part);
        lines.push(Line::from(vec![
            Span::raw(pad(&part.pack, names)),
            Span::raw("  "),
            Span::styled(fit(&text, room.saturating_sub(names + 2)).into_owned(), styles.quiet),
        ]));
    }
    lines
}

/// `#4, #5, current`: the releases of a pack that carry the version.
fn carried(part: &Part) -> String {
    let numbers = part.releases.iter().map(|number| format!("#{number}"));
    let words = [(part.current, "current"), (part.scheduled, "scheduled")];
    let words = words.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned());
    numbers.chain(words).collect::<Vec<_>>().join(", ")
}
