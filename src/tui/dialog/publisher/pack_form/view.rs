//! How the form looks.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::state::{Control, PackDialog};
use crate::{
    domain::{InstallationType, MAX_DESCRIPTION},
    tui::{
        dialog::form::{self, Body, Part},
        look::Look,
        widget::{Button, Buttons, Choice},
    },
};

pub(super) fn draw(look: &Look, state: &PackDialog, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let (title, save) = match state.edits() {
        None => ("Create Integration Pack".to_owned(), "Create Integration Pack"),
        Some(name) => (format!("Edit Details · {name}"), "Save"),
    };
    let labels = [Button::new("Cancel"), Button::new(save).primary().enabled(state.is_ready())];
    let focus = match state.focus {
        Control::Cancel => Some(0),
        Control::Save => Some(1),
        Control::Name | Control::Kind | Control::Description => None,
    };
    let buttons = Buttons::new(look.theme, &labels, focus);
    let parts = [name(state), kind(look, state), description(look, state)];
    form::draw(look, &title, &parts, &buttons, screen, buf)
}

fn name(state: &PackDialog) -> Part<'_> {
    match &state.locked {
        Some(why) => Part::new("Name", Body::Fixed(state.name.text().to_owned())).means(why),
        None => Part::new("Name", Body::Text(&state.name, "what subscribers know it by"))
            .focused(state.focus == Control::Name)
            .wrong(state.name_says()),
    }
}

fn kind<'a>(look: &Look, state: &PackDialog) -> Part<'a> {
    let quiet = look.theme.styles.quiet;
    let means = match state.kind {
        InstallationType::Single => "at most one instance in each account",
        InstallationType::Multi => "many instances in each account; no API services",
    };
    let part = if state.edits().is_some() {
        Part::new("Installation Type", Body::Fixed(said(state.kind))).aside("a type never changes", quiet)
    } else {
        let choices = PackDialog::KINDS.map(|kind| Choice::new(said(kind))).to_vec();
        Part::new("Installation Type", Body::Options(choices, state.chosen()))
            .aside("can't be changed later", quiet)
            .focused(state.focus == Control::Kind)
    };
    part.means(means)
}

fn description<'a>(look: &Look, state: &'a PackDialog) -> Part<'a> {
    let written = state.description.text().chars().count();
    let styles = &look.theme.styles;
    let over = if written > MAX_DESCRIPTION { styles.error } else { styles.quiet };
    Part::new("Description", Body::Area(&state.description, "what it is for"))
        .aside(format!("{written}/{MAX_DESCRIPTION}"), over)
        .focused(state.focus == Control::Description)
        .wrong(state.description_says())
}

/// `Single Attachment (SINGLE)`: the screens' words with those of files and commands.
fn said(kind: InstallationType) -> String {
    format!("{kind} ({})", kind.api_word())
}
