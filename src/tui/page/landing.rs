//! The landing page of an empty workspace: what the program is for, and the ways to start.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use crate::{
    engine::sentences,
    text::{fit, pad, width, wrap},
    tui::{
        keys::{Action, Scope},
        look::Look,
        page::list,
    },
};

/// The scopes of the page that it stands on.
const SCOPES: [Scope; 2] = [Scope::IntegrationPacks, Scope::Page];

pub(super) fn draw(look: &Look, area: Rect, buf: &mut Buffer) {
    let styles = &look.theme.styles;
    let room = usize::from(area.width).saturating_sub(2).min(76);
    let prose = |text: &str, style: Style| -> Vec<Line<'static>> {
        wrap(text, room).into_iter().map(|line| Line::styled(line, style)).collect()
    };
    let heading = if look.context.mirror.is_looking() {
        "The integration packs of the platform are being read"
    } else {
        sentences::NO_PACKS
    };
    let mut lines = vec![Line::styled(heading, styles.heading), Line::default()];
    lines.extend(prose(
        "An integration pack bundles versioned, packaged components that you share with the accounts of your \
         subscribers. Here you release them: now, or on a date.",
        Style::new(),
    ));
    lines.extend([Line::default(), Line::styled("Ways to start", styles.heading)]);
    let keys = |action| look.key_of(&SCOPES, action);
    // A connected workspace takes its packs from the platform alone.
    let (ways, arrivals) = if look.overview.settings.platform.is_some() {
        let ways = vec![
            (look.key_of(&[Scope::Connected], Action::Synchronise), "read the integration packs of the platform"),
            ("ipack platform sync".into(), "the same, from a shell"),
        ];
        (ways, "What is read appears")
    } else {
        let ways = vec![
            (keys(Action::CreatePack), "create an integration pack"),
            (keys(Action::ShowComponents), "create components, and package them"),
            (keys(Action::Import), "import documents: files or folders"),
            ("ipack import FILE…".into(), "the same, from a shell"),
            ("ipack --demo".into(), "look around in the sample workspace"),
        ];
        (ways, "Imports appear")
    };
    let cells = ways.iter().map(|(command, _)| width(command)).max().unwrap_or_default() + 3;
    lines.extend(ways.iter().map(|(command, text)| way(look, (command, cells), text, room)));
    let mut tips = vec![Line::default(), Line::styled("Tips", styles.heading)];
    tips.extend(prose(&format!("· {arrivals} here at once; this page need not be restarted."), Style::new()));
    tips.extend(prose("· ? tells what the keys do, on every screen.", Style::new()));
    let kept = if look.overview.sharing.is_some() { "Shared in" } else { "State folder:" };
    let folder = format!("{kept} {}", look.context.state_dir);
    let folder = vec![Line::default(), Line::styled(fit(&folder, room).into_owned(), styles.quiet)];
    // In little room whole parts are left out, rather than half sentences shown.
    for part in [tips, folder] {
        if lines.len() + part.len() <= usize::from(area.height.saturating_sub(list::air(area))) {
            lines.extend(part);
        }
    }
    list::put_nothing(&lines, area, buf);
}

/// A way to start: what to press or to run, in so many cells, and what that does.
pub(super) fn way(look: &Look, (command, cells): (&str, usize), text: &str, room: usize) -> Line<'static> {
    let (command, text) = (pad(&format!("  {command}"), cells), fit(text, room.saturating_sub(cells)));
    Line::from(vec![Span::styled(command, look.theme.styles.accent), Span::raw(text.into_owned())])
}
