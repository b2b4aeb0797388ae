//! **View**: what an integration pack is and carries, for whoever thinks of installing it.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use crate::{
    domain::{PackId, count},
    engine::PackView,
    text::{pad, width, wrap},
    tui::{
        command::{Command, Query},
        dialog::prose::{self, ReadOnly},
        layout::measure,
        look::Look,
        widget::Scrolled,
    },
};

#[derive(Debug)]
pub(in crate::tui) struct ViewPackDialog {
    view: Box<PackView>,
    scroll: Scrolled,
}

/// Opens **View** for a pack.
pub(in crate::tui) fn view_pack(id: PackId) -> Command {
    Query::read("read the integration pack", move |engine| engine.pack(&id))
        .then(|view| vec![Command::open(ViewPackDialog::new(Box::new(view)))])
}

impl ViewPackDialog {
    fn new(view: Box<PackView>) -> Self {
        Self { view, scroll: Scrolled::default() }
    }
}

impl ReadOnly for ViewPackDialog {
    fn scroll(&mut self) -> Option<&mut Scrolled> {
        Some(&mut self.scroll)
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) {
        let (styles, pack) = (&look.theme.styles, &self.view.pack);
        let room = measure(screen).min(72);
        let mut lines = vec![Line::styled(pack.installation_type.to_string(), styles.quiet)];
        lines.extend(wrap(&pack.description, room).into_iter().map(Line::raw));
        lines.push(Line::default());
        let Some(release) = pack.current() else {
            lines.push(Line::raw("Never released"));
            prose::draw(look, &pack.name, &lines, Some(&self.scroll), screen, buf);
            return;
        };
        let day = look.day(release.released_at);
        lines.push(Line::raw(format!("Current release #{}, {day}", release.number)));
        let carried: Vec<_> = self.view.rows.iter().filter_map(|row| Some((row, row.current.as_ref()?))).collect();
        lines.push(Line::styled(count(carried.len(), "component"), styles.heading));
        let longest = carried.iter().map(|(row, _)| width(&row.component_name)).max().unwrap_or(0).min(room / 2);
        lines.extend(carried.iter().map(|(row, version)| {
            let name = pad(&row.component_name, longest);
            Line::from(vec![Span::styled(name, Style::new()), Span::raw("  "), Span::raw(version.as_str().to_owned())])
        }));
        prose::draw(look, &pack.name, &lines, Some(&self.scroll), screen, buf);
    }
}
