//! The line above every page: the pages that exist, and whose workspace this is.
//!
//! ```text
//!  ipack   Integration Packs   Schedule 2 !   Accounts   Account Groups   Activity   Components     Northwind · Demo
//!  Integration Packs  Schedule 2 !  Accounts  Groups  Activity  Components  Demo                          in less room
//!  Packs Schedule 2 ! Accounts Groups Log Comps     Demo                                                  in the least
//! ```
//!
//! In a connected workspace `synced 2 min ago` stands in the place of `Demo`, in a shared one `Shared`, or since when its
//! database is away.
//!
//! The number counts scheduled releases; the mark says that one of them is blocked or overdue.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use ratatui::{buffer::Buffer, layout::Rect, text::Span};

use crate::tui::command::Page;
use crate::{
    domain::countdown,
    text::{fit, width},
    tui::look::Look,
};

/// Cells between two pages, where there is room.
const GAP: u16 = 3;

/// The fewest cells of the workspace's name that are worth showing.
const LEAST_NAME: usize = 8;

/// How the line is shortened, the longest first: the gap, how many titles are short, whether the program is named.
const WAYS: [(u16, Titles, bool); 9] = [
    (GAP, Titles::Whole, true),
    (2, Titles::Whole, true),
    (2, Titles::Whole, false),
    (2, Titles::FirstWhole, false),
    (2, Titles::Short, true),
    (2, Titles::Short, false),
    (1, Titles::Short, false),
    (2, Titles::Shortest, false),
    (1, Titles::Shortest, false),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Titles {
    Whole,
    FirstWhole,
    Short,
    Shortest,
}

/// Draws it in one line.
pub(in crate::tui) fn draw(look: &Look, shown: Page, area: Rect, buf: &mut Buffer) {
    let mark = width(&mark(look));
    let must = if mark > 0 { mark + 2 } else { 0 };
    let fits = |way: &&(u16, Titles, bool)| cells(look, shown, **way) + must <= usize::from(area.width);
    let (gap, titles, named) = WAYS.iter().find(fits).copied().unwrap_or(WAYS[WAYS.len() - 1]);
    let mut x = area.x;
    if named {
        x = put(&[Span::styled("ipack", look.theme.styles.quiet)], x, area, buf).saturating_add(gap);
    }
    for page in Page::ALL {
        x = put(&spans(look, shown, page, titles), x, area, buf).saturating_add(gap);
    }
    let room = area.right().saturating_sub(x.saturating_sub(gap).saturating_add(gap.min(2)));
    if let Some(name) = workspace(look, usize::from(room)) {
        let wide = u16::try_from(width(&name)).unwrap_or(room);
        buf.set_stringn(area.right() - wide, area.y, &name, usize::from(room), look.theme.styles.quiet);
    }
}

/// Cells that the program's name and the pages take.
fn cells(look: &Look, shown: Page, (gap, titles, named): (u16, Titles, bool)) -> usize {
    let pages = Page::ALL.iter().map(|page| spans(look, shown, *page, titles).iter().map(Span::width).sum::<usize>());
    let gap = usize::from(gap);
    pages.sum::<usize>() + gap * (Page::ALL.len() - 1) + if named { width("ipack") + gap } else { 0 }
}

/// That the workspace is shared, a demo, can only be read, or mirrors the platform, and since when: shows at every width.
fn mark(look: &Look) -> Cow<'static, str> {
    let overview = &look.overview;
    match (&look.context.trouble, &overview.sharing, overview.demo, &overview.settings.platform) {
        (_, Some(_), ..) if overview.is_away() && overview.read_only.is_none() => "Offline".into(),
        (Some(_), ..) => "Read only".into(),
        (None, _, false, Some(_)) => synced(look).into(),
        (None, Some(_), ..) => "Shared".into(),
        (None, None, true, _) => "Demo".into(),
        (None, None, false, None) => "".into(),
    }
}

/// When the platform was looked at last.
fn synced(look: &Look) -> String {
    let ago = |at| format!("synced {}", countdown(look.overview.now, at));
    look.overview.last_look.map_or_else(|| "never synced".to_owned(), ago)
}

/// The same with all that there is to say, where there is room: since when, and how old what one sees is.
fn whole_mark(look: &Look) -> Cow<'static, str> {
    let overview = &look.overview;
    let Some(sharing) = overview.sharing.as_ref().filter(|_| overview.read_only.is_none()) else { return mark(look) };
    let Some(away) = &sharing.away else {
        let connected = overview.settings.platform.is_some() && look.context.trouble.is_none();
        return if connected { format!("Shared · {}", synced(look)).into() } else { mark(look) };
    };
    let time = |at: DateTime<Utc>| at.with_timezone(&overview.local_zone).format("%H:%M").to_string();
    let as_of = away.as_of.map_or_else(String::new, |at| format!(" · as of {}", time(at)));
    format!("Offline since {}{as_of}", time(away.since)).into()
}

/// The workspace's name, and that it is a demo or can only be read: what is left of them in `room` cells.
fn workspace(look: &Look, room: usize) -> Option<String> {
    let overview = &look.overview;
    let whole = whole_mark(look);
    let demo = if width(&whole) <= room { whole } else { mark(look) };
    let dot = if demo.is_empty() { "" } else { " · " };
    let left = room.saturating_sub(width(&demo) + width(dot));
    let words = if left >= LEAST_NAME {
        format!("{}{dot}{demo}", fit(&overview.settings.name, left))
    } else {
        demo.into_owned()
    };
    (!words.is_empty() && width(&words) <= room).then_some(words)
}

fn spans(look: &Look, shown: Page, page: Page, titles: Titles) -> Vec<Span<'static>> {
    let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
    let deployment = look.overview.settings.deployment;
    let title = Span::raw(match titles {
        Titles::Whole => page.title(deployment),
        Titles::FirstWhole if page == Page::ALL[0] => page.title(deployment),
        Titles::FirstWhole | Titles::Short => page.short_title(deployment),
        Titles::Shortest => page.shortest_title(deployment),
    });
    let mut spans = vec![if page == shown { title.style(styles.accent.patch(styles.heading)) } else { title }];
    let counts = look.overview.schedule_counts;
    if page == Page::Schedule && counts.scheduled > 0 {
        spans.push(Span::styled(format!(" {}", counts.scheduled), styles.pending));
        if counts.blocked + counts.overdue > 0 {
            spans.push(Span::styled(format!(" {}", glyphs.warning), styles.danger));
        }
    }
    spans
}

/// Draws spans side by side as far as there is room; answers where they end.
fn put(spans: &[Span], x: u16, area: Rect, buf: &mut Buffer) -> u16 {
    spans.iter().fold(x, |x, span| {
        let room = usize::from(area.right().saturating_sub(x));
        if room == 0 { x } else { buf.set_stringn(x, area.y, fit(&span.content, room), room, span.style).0 }
    })
}
