//! The line above every page: the pages that exist, and whose workspace this is.
//!
//! ```text
//!  ipack   1 Integration Packs ●13   2 Schedule ◷2 !   3 Accounts   4 Account Groups   …            Northwind · Demo
//!  1 Packs ●13  2 Schedule ◷2 !  3 Accounts  4 Groups  5 Log  6 Comps  Demo                               in less room
//!  1 Packs ●13 2 Sched ◷2 ! 3 Accts 4 Groups 5 Log 6 Comps                                                in the least
//! ```
//!
//! Keys and counts come before the words `Demo` and `Shared`; what is wrong with the workspace, and how old what shows
//! is, comes before the keys.
//!
//! In a connected workspace `synced 2 min ago` stands in the place of `Demo`, in a shared one `Shared`, or since when
//! its database is away.
//!
//! Before a page stands its key. The numbers count what is to release and what is scheduled; `!` says that one of the
//! scheduled releases is blocked or overdue. `◐2` counts what waits for approval, `◐1 for you` what waits for whoever
//! looks.

use std::borrow::Cow;

use ratatui::{buffer::Buffer, layout::Rect, text::Span};

use crate::{
    domain::{count, countdown},
    engine::Sharing,
    text::{fit, width},
    tui::{command::Page, look::Look},
};

/// Cells between two pages, where there is room.
const GAP: u16 = 3;

/// The fewest cells of the workspace's name that are worth showing.
const LEAST_NAME: usize = 8;

/// A way to write the line.
#[derive(Debug, Clone, Copy)]
struct Way {
    gap: u16,
    titles: Titles,
    /// The program is named.
    named: bool,
    /// The pages have their keys.
    keys: bool,
    /// What is to release is counted.
    counted: bool,
}

/// A way with the keys and all counts, or with neither.
const fn way(gap: u16, titles: Titles, named: bool, keys: bool) -> Way {
    Way { gap, titles, named, keys, counted: keys }
}

/// A way with the keys, in the least room.
const fn tight(titles: Titles, counted: bool) -> Way {
    Way { gap: 1, titles, named: false, keys: true, counted }
}

/// How the line is shortened, the longest first.
const WAYS: [Way; 19] = [
    way(GAP, Titles::Whole, true, true),
    way(2, Titles::Whole, true, true),
    way(2, Titles::Whole, false, true),
    way(2, Titles::FirstWhole, false, true),
    way(2, Titles::Short, false, true),
    way(2, Titles::Shortest, false, true),
    tight(Titles::Shortest, true),
    tight(Titles::Clipped, true),
    tight(Titles::Shortest, false),
    tight(Titles::Clipped, false),
    way(GAP, Titles::Whole, true, false),
    way(2, Titles::Whole, true, false),
    way(2, Titles::Whole, false, false),
    way(2, Titles::FirstWhole, false, false),
    way(2, Titles::Short, true, false),
    way(2, Titles::Short, false, false),
    way(1, Titles::Short, false, false),
    way(2, Titles::Shortest, false, false),
    way(1, Titles::Shortest, false, false),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Titles {
    Whole,
    FirstWhole,
    Short,
    Shortest,
    /// Of those, the longest are clipped.
    Clipped,
}

/// Draws it in one line.
pub(in crate::tui) fn draw(look: &Look, shown: Page, area: Rect, buf: &mut Buffer) {
    let header = Header { look, shown };
    let way = header.way(usize::from(area.width));
    let gap = way.gap;
    let mut x = area.x;
    if way.named {
        x = put(&[Span::styled("ipack", look.theme.styles.quiet)], x, area, buf).saturating_add(gap);
    }
    for (nth, page) in Page::ALL.into_iter().enumerate() {
        let end = put(&header.spans(page, way), x, area, buf);
        let spot = Rect { x, y: area.y, width: end.saturating_sub(x), height: 1 };
        look.theme.note_page(spot, nth);
        x = end.saturating_add(gap);
    }
    let room = area.right().saturating_sub(x.saturating_sub(gap).saturating_add(2));
    if let Some(name) = workspace(look, usize::from(room)) {
        let wide = u16::try_from(width(&name)).unwrap_or(room);
        buf.set_stringn(area.right() - wide, area.y, &name, usize::from(room), look.theme.styles.quiet);
    }
}

/// That the workspace is shared, a demo, can only be read, or mirrors the platform, and since when.
fn mark(look: &Look) -> Cow<'static, str> {
    let overview = &look.overview;
    match (&look.context.trouble, &overview.sharing, overview.demo, &overview.settings.platform) {
        (_, Some(_), ..) if overview.is_away() && overview.read_only.is_none() => "Offline".into(),
        (Some(_), ..) => "Read only".into(),
        (None, ..) if overview.not_told > 0 => format!("{} not told", count(overview.not_told, "notice")).into(),
        (None, _, false, Some(_)) => {
            let marks = look.context.mirror.marks(overview.local_zone);
            marks.into_iter().next_back().unwrap_or_else(|| synced(look)).into()
        }
        (None, Some(_), ..) => "Shared".into(),
        (None, None, true, _) => "Demo".into(),
        (None, None, false, None) => "".into(),
    }
}

/// Whether the mark says that something is wrong or how old what shows is: it shows at every width then, before the
/// keys of the pages.
fn must_show(look: &Look) -> bool {
    let overview = &look.overview;
    overview.is_away()
        || look.context.trouble.is_some()
        || overview.not_told > 0
        || overview.settings.platform.is_some()
}

/// When the platform was looked at last.
fn synced(look: &Look) -> String {
    let ago = |at| format!("synced {}", countdown(look.overview.now, at));
    look.overview.last_look.map_or_else(|| "never synced".to_owned(), ago)
}

/// What the header says of a workspace that is away or mirrored, the longest first: since when, and how old what shows
/// is.
fn longer_marks(look: &Look) -> Vec<String> {
    let overview = &look.overview;
    match overview.sharing.as_ref().filter(|_| overview.read_only.is_none()) {
        Some(Sharing { away: Some(away), .. }) => {
            let offline = look.context.offline(away);
            let since = offline.split(" · ").next().unwrap_or_default().to_owned();
            vec![offline, since]
        }
        shared if overview.settings.platform.is_some() && look.context.trouble.is_none() => {
            let mut marks = look.context.mirror.marks(overview.local_zone);
            if marks.is_empty() {
                marks.push(synced(look));
            }
            let both = shared.map(|_| format!("Shared · {}", marks[0]));
            both.into_iter().chain(marks).collect()
        }
        _ => Vec::new(),
    }
}

/// The workspace's name, and that it is a demo or can only be read: what is left of them in `room` cells.
fn workspace(look: &Look, room: usize) -> Option<String> {
    let name = &look.overview.settings.name;
    let marks: Vec<Cow<str>> = longer_marks(look).into_iter().map(Cow::from).chain([mark(look)]).collect();
    let dot = |mark: &str| if mark.is_empty() { "" } else { " · " };
    let left = |mark: &str| room.saturating_sub(width(mark) + width(dot(mark)));
    let beside = marks.iter().find(|mark| width(name) <= left(mark));
    let mark: &str = beside.or_else(|| marks.iter().find(|mark| width(mark) <= room))?;
    let words = match left(mark) {
        left if left >= LEAST_NAME => format!("{}{}{mark}", fit(name, left), dot(mark)),
        _ => mark.to_owned(),
    };
    (!words.is_empty() && width(&words) <= room).then_some(words)
}

struct Header<'a> {
    look: &'a Look<'a>,
    shown: Page,
}

impl Header<'_> {
    /// The longest way to write the line that leaves room for the workspace's name; where none does without crowding
    /// the pages, the longest one with all counts that leaves room for its mark; then the longest one, beside a mark
    /// that must show.
    fn way(&self, room: usize) -> Way {
        let mark = width(&mark(self.look));
        let beside = if mark > 0 { mark + 2 } else { 0 };
        let name = width(&self.look.overview.settings.name);
        let whole = if mark > 0 { name + width(" · ") + beside } else { name + 2 };
        let must = if must_show(self.look) { beside } else { 0 };
        let longest =
            |can: fn(&Way) -> bool, left: usize| WAYS.iter().find(|way| can(way) && self.cells(**way) + left <= room);
        let found = longest(|way| way.keys && way.gap > 1, whole)
            .or_else(|| longest(|way| way.counted, beside))
            .or_else(|| longest(|_| true, must));
        found.copied().unwrap_or(WAYS[WAYS.len() - 1])
    }

    /// Cells that the program's name and the pages take.
    fn cells(&self, way: Way) -> usize {
        let pages = Page::ALL.iter().map(|page| self.spans(*page, way).iter().map(Span::width).sum::<usize>());
        let gap = usize::from(way.gap);
        pages.sum::<usize>() + gap * (Page::ALL.len() - 1) + if way.named { width("ipack") + gap } else { 0 }
    }

    fn spans(&self, page: Page, way: Way) -> Vec<Span<'static>> {
        let (styles, glyphs) = (&self.look.theme.styles, self.look.theme.glyphs);
        let deployment = self.look.overview.settings.deployment;
        let title = Span::raw(match way.titles {
            Titles::Whole => page.title(deployment),
            Titles::FirstWhole if page == Page::ALL[0] => page.title(deployment),
            Titles::FirstWhole | Titles::Short => page.short_title(deployment),
            Titles::Shortest => page.shortest_title(deployment),
            Titles::Clipped => page.clipped_title(deployment),
        });
        let mut spans = Vec::new();
        if way.keys {
            let key = self.look.page_key(page.action());
            spans.extend((!key.is_empty()).then(|| Span::styled(format!("{key} "), styles.key)));
        }
        spans.push(if page == self.shown { title.style(styles.accent.patch(styles.heading)) } else { title });
        let (releasable, counts) = (self.look.overview.releasable, self.look.overview.schedule_counts);
        match page {
            Page::IntegrationPacks if way.counted && releasable > 0 => {
                spans.push(Span::styled(format!(" {}{releasable}", glyphs.releasable), styles.upgrade));
            }
            Page::Schedule => {
                if counts.scheduled > 0 {
                    spans.push(Span::styled(format!(" {}{}", glyphs.scheduled, counts.scheduled), styles.pending));
                }
                spans.extend(self.waiting(way.titles));
                if counts.blocked + counts.overdue > 0 {
                    spans.push(Span::styled(format!(" {}", glyphs.warning), styles.danger));
                }
            }
            _ => {}
        }
        spans
    }

    /// How many requests wait for whoever looks; where none does, how many wait for others.
    fn waiting(&self, titles: Titles) -> Option<Span<'static>> {
        let (overview, theme) = (self.look.overview, self.look.theme);
        let (all, yours, mark) = (overview.waiting().count(), overview.waiting_for_you(), theme.glyphs.waiting);
        let whom = if matches!(titles, Titles::Shortest | Titles::Clipped) { "you" } else { "for you" };
        match (all, yours) {
            (0, _) => None,
            (_, 0) => Some(Span::styled(format!(" {mark}{all}"), theme.styles.pending)),
            _ => Some(Span::styled(format!(" {mark}{yours} {whom}"), theme.styles.warning)),
        }
    }
}

/// Draws spans side by side as far as there is room; returns where they end.
fn put(spans: &[Span], x: u16, area: Rect, buf: &mut Buffer) -> u16 {
    spans.iter().fold(x, |x, span| {
        let room = usize::from(area.right().saturating_sub(x));
        if room == 0 { x } else { buf.set_stringn(x, area.y, fit(&span.content, room), room, span.style).0 }
    })
}
