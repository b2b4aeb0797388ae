//! How the form looks.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::state::{Control, PackageDialog};
use crate::tui::{
    dialog::{
        check_list,
        form::{self, Body, Part},
    },
    look::Look,
    widget::{Button, Buttons, Choice},
};

pub(super) fn draw(look: &Look, state: &PackageDialog, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let does = format!("{} Component", state.packaging.deployment.words().package);
    let labels = [Button::new("Cancel"), Button::new(does.as_str()).primary().enabled(state.is_ready())];
    let focus = match state.focus {
        Control::Cancel => Some(0),
        Control::Package => Some(1),
        Control::Version | Control::Sharing | Control::Notes | Control::Included => None,
    };
    let buttons = Buttons::new(look.theme, &labels, focus);
    let notes = Part::new("Package Notes", Body::Area(&state.notes, "what is different in it"))
        .focused(state.focus == Control::Notes)
        .wrong(state.notes_says());
    let parts = [version(look, state), sharing(look, state), notes, included(look, state)];
    let title = format!("{does} · {}", state.packaging.component.name);
    let cursor = form::draw(look, &title, &parts, &buttons, screen, buf);
    match &state.choosing {
        Some(list) => check_list::draw(look, list, screen, buf),
        None => cursor,
    }
}

fn version<'a>(look: &Look, state: &'a PackageDialog) -> Part<'a> {
    let quiet = look.theme.styles.quiet;
    let newest = state.packaging.component.versions.last();
    let aside = newest.map_or_else(|| "the first one".to_owned(), |newest| format!("newest is {}", newest.version));
    let part = match state.locked() {
        Some(why) => Part::new("Version", Body::Fixed(state.packaging.next.to_string())).means(why),
        None => Part::new("Version", Body::Text(&state.version, "a label that it never had"))
            .focused(state.focus == Control::Version),
    };
    part.aside(aside, quiet).wrong(state.version_says())
}

fn sharing<'a>(look: &Look, state: &PackageDialog) -> Part<'a> {
    if state.always_shareable() {
        return Part::new("Sharing", Body::Fixed("Allowed".into())).means("always, in Legacy deployment");
    }
    let choices = ["Allowed", "Not Allowed"].map(Choice::new).to_vec();
    Part::new("Sharing", Body::Options(choices, state.sharing()))
        .aside("can't be changed later", look.theme.styles.quiet)
        .focused(state.focus == Control::Sharing)
        .means(if state.shareable { "packs can carry it" } else { "no pack can carry it" })
}

fn included<'a>(look: &Look, state: &PackageDialog) -> Part<'a> {
    let names = state.included();
    let said = match &names[..] {
        [] if state.can_include() => "none".to_owned(),
        [] => "there is no other component".to_owned(),
        names => names.join(", "),
    };
    let part = Part::new(format!("Included Components ({})", names.len()), Body::Fixed(said))
        .focused(state.focus == Control::Included);
    if state.can_include() { part.aside("Space chooses", look.theme.styles.quiet) } else { part }
}
