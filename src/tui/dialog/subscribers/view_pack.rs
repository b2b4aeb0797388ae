//! **View**: what an integration pack is and carries, for whoever thinks of installing it.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use crate::{
    domain::count,
    engine::PackView,
    text::{pad, width, wrap},
    tui::{
        dialog::{Verdict, prose},
        keys::Action,
        look::Look,
        widget::Scrolled,
    },
};

/// What it shows.
#[derive(Debug)]
pub struct State {
    view: Box<PackView>,
    scroll: Scrolled,
}

impl State {
    pub(in crate::tui) fn new(view: Box<PackView>) -> Self {
        Self { view, scroll: Scrolled::default() }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        match action.motion() {
            Some(motion) => {
                self.scroll.step(motion);
                Verdict::Stay
            }
            None if action == Action::Back => Verdict::Close,
            None => Verdict::Stay,
        }
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) {
    let (styles, pack) = (&look.theme.styles, &state.view.pack);
    let room = prose::measure(screen).min(72);
    let mut lines = vec![Line::styled(pack.installation_type.to_string(), styles.quiet)];
    lines.extend(wrap(&pack.description, room).into_iter().map(Line::raw));
    lines.push(Line::default());
    let Some(release) = pack.current() else {
        lines.push(Line::raw("Never released"));
        return prose::draw(look, &pack.name, &lines, Some(&state.scroll), screen, buf);
    };
    let day = look.day(release.released_at);
    lines.push(Line::raw(format!("Current release #{}, {day}", release.number)));
    let carried: Vec<_> = state.view.rows.iter().filter_map(|row| Some((row, row.current.as_ref()?))).collect();
    lines.push(Line::styled(count(carried.len(), "component"), styles.heading));
    let longest = carried.iter().map(|(row, _)| width(&row.component_name)).max().unwrap_or(0).min(room / 2);
    lines.extend(carried.iter().map(|(row, version)| {
        let name = pad(&row.component_name, longest);
        Line::from(vec![Span::styled(name, Style::new()), Span::raw("  "), Span::raw(version.as_str().to_owned())])
    }));
    prose::draw(look, &pack.name, &lines, Some(&state.scroll), screen, buf);
}
