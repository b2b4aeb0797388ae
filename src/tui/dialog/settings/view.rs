//! How the dialog looks.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Position, Rect, Size},
    style::Style,
    widgets::Widget,
};

use super::state::{Control, DEPLOYMENTS, POLICIES, SettingsDialog};
use crate::{
    domain::zone_words,
    text::wrap,
    tui::{
        dialog::prose::{indented, measure},
        look::Look,
        widget::{Button, Buttons, Choice, Field, FieldView, Frame, Radio, cells, draw_field, put_lines, wider},
    },
};

pub(super) fn draw(look: &Look, state: &SettingsDialog, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    if state.asks {
        draw_question(look, state, screen, buf);
        return None;
    }
    let styles = &look.theme.styles;
    let room = measure(screen).min(66);
    let labels = [Button::new("Cancel"), Button::new("Save").primary().enabled(state.is_ready())];
    let buttons = Buttons::new(look.theme, &labels, button(state));
    let under = |text: Option<String>| text.map(|text| wrap(&text, room.saturating_sub(2).max(1))).unwrap_or_default();
    let name_says = under(state.name_fault().map(|refusal| refusal.to_string()));
    let (zone_says, zone_style) = match state.zone() {
        Ok(zone) => {
            let now = look.overview.now;
            let keeps = if state.keeps_zone() { "; what is scheduled keeps its own zone" } else { "" };
            let there = now.with_timezone(&zone).format("%H:%M");
            (under(Some(format!("{there} {} there{keeps}", zone_words(now, zone)))), styles.quiet)
        }
        Err(refusal) => {
            let hint = refusal.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
            (under(Some(format!("{refusal}{hint}"))), styles.error)
        }
    };
    let (means, means_style) = match state.deployment_fault() {
        Some(refusal) => (under(Some(refusal.to_string())), styles.error),
        None if state.focus == Control::Late => (under(Some(state.late.meaning().into())), styles.quiet),
        None => (under(Some(state.deployment.meaning().into())), styles.quiet),
    };
    let mut heights =
        [1, 1, cells(name_says.len()).max(1), 1, 1, cells(zone_says.len()).max(1), 1, 3, cells(means.len())];
    let row_height = buttons.height(cells(room));
    // The air under the name goes first.
    if heights.iter().sum::<u16>() + row_height + 2 > screen.height && name_says.is_empty() {
        heights[2] = 0;
    }
    let size = Size::new(cells(room), heights.iter().sum::<u16>() + row_height);
    let inner = Frame::new(look.theme, "Workspace Settings", size).draw(screen, buf);
    let constraints = heights.into_iter().chain([row_height]).map(Constraint::Length);
    let rows = Layout::vertical(constraints).split(inner);
    put_lines(&["Name"], styles.heading, rows[0], buf);
    let name = draw_text(look, &state.name, state.focus == Control::Name, rows[1], buf);
    put_lines(&indented(&name_says), styles.error, rows[2], buf);
    put_lines(&["Scheduler Time Zone"], styles.heading, rows[3], buf);
    let zone = draw_text(look, &state.zone, state.focus == Control::Zone, rows[4], buf);
    put_lines(&indented(&zone_says), zone_style, rows[5], buf);
    draw_options(look, state, rows[6], rows[7], buf);
    put_lines(&indented(&means), means_style, rows[8], buf);
    (&buttons).render(rows[9], buf);
    name.or(zone)
}

/// The two groups of options, side by side.
fn draw_options(look: &Look, state: &SettingsDialog, labels: Rect, options: Rect, buf: &mut Buffer) {
    let halves = |area: Rect| Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas::<2>(area);
    let (titles, places) = (halves(labels), halves(options));
    let policies = POLICIES.map(|policy| Choice::new(policy.word()));
    let deployments = DEPLOYMENTS.map(|deployment| Choice::new(deployment.word()));
    let late = POLICIES.iter().position(|policy| *policy == state.late).unwrap_or(0);
    let deployment = DEPLOYMENTS.iter().position(|deployment| *deployment == state.deployment).unwrap_or(0);
    let groups = [
        ("Late Releases", &policies[..], late, Control::Late),
        ("Deployment", &deployments[..], deployment, Control::Deployment),
    ];
    for ((title, place), (label, choices, chosen, control)) in titles.into_iter().zip(places).zip(groups) {
        put_lines(&[label], look.theme.styles.heading, title, buf);
        let radio = Radio::new(look.theme, choices, chosen).focused(state.focus == control);
        (&radio).render(wider(place), buf);
    }
}

/// What the other deployment does, to be read before it is changed.
fn draw_question(look: &Look, state: &SettingsDialog, screen: Rect, buf: &mut Buffer) {
    let room = measure(screen).min(66);
    let sentences = state.deployment.consequences().iter();
    let lines: Vec<String> = sentences
        .flat_map(|sentence| {
            let lines = wrap(sentence, room.saturating_sub(2).max(1)).into_iter().enumerate();
            lines.map(|(at, line)| format!("{} {line}", if at == 0 { "·" } else { " " }))
        })
        .collect();
    let labels = [Button::new("Cancel"), Button::new("Change Deployment").primary()];
    let buttons = Buttons::new(look.theme, &labels, button(state));
    let heights = [cells(lines.len()), 1, buttons.height(cells(room))];
    let size = Size::new(cells(room), heights.iter().sum());
    let inner = Frame::new(look.theme, state.deployment.question(), size).draw(screen, buf);
    let [text, _, row] = Layout::vertical(heights.map(Constraint::Length)).areas(inner);
    put_lines(&lines, Style::new(), text, buf);
    (&buttons).render(row, buf);
}

fn button(state: &SettingsDialog) -> Option<usize> {
    match state.focus {
        Control::Cancel => Some(0),
        Control::Save => Some(1),
        Control::Name | Control::Zone | Control::Late | Control::Deployment => None,
    }
}

fn draw_text(look: &Look, field: &Field, focused: bool, area: Rect, buf: &mut Buffer) -> Option<Position> {
    draw_field(look.theme, &FieldView::new(look.theme, field).focused(focused), focused, wider(area), buf)
}
