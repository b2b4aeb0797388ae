//! What forms are made of: labelled fields and choices one below the other, over a row with the way back and the way
//! forward.
//!
//! ```text
//! │ Name                                                           │   label
//! │▌[ Order to Cash                                              ] │   body
//! │   there is an integration pack named "Order to Cash" already   │   under it: what is wrong, or what it means
//! │ Installation Type                       can't be changed later │   label and what is said aside
//! │ (•) Single Attachment                                          │
//! │ ( ) Multiple Attachments                                       │
//! │   at most one instance per account                             │
//! │                      [ Cancel ]  [ Create Integration Pack ]   │
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    widgets::Widget,
};

use crate::{
    text::{width, wrap_at_most},
    tui::{
        dialog::prose::{indented, measure},
        keys::{Action, Scope},
        look::Look,
        widget::{
            Buttons, Choice, Field, FieldView, Frame, Radio, TextArea, TextAreaView, cells, draw_field, go_round,
            marked, put_lines, wider,
        },
    },
};

/// More than any text may have, in characters: what is too long shows as such, instead of being cut in silence.
pub(super) const LONGEST: usize = 20_000;

/// The widest that a form gets.
const WIDEST: usize = 66;

/// Lines of a text area beside the first, where there is room.
const MORE_LINES: u16 = 3;

/// Lines that what is wrong with a field takes at most.
const MOST_UNDER: usize = 3;

/// The kind of control that has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    Text,
    /// A few options, number `chosen` on.
    Choice {
        chosen: usize,
        of: usize,
    },
    /// What opens a list.
    Opener,
    Cancel,
    Submit,
}

/// What a key does in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Stay,
    Close,
    Submit,
    Forward,
    Backward,
    Choose(usize),
    Open,
}

/// What a key does on a control.
pub(super) fn step(action: Action, on: On) -> Step {
    match (action, on) {
        (Action::Back | Action::Cancel, _) | (Action::Activate | Action::Choose, On::Cancel) => Step::Close,
        (Action::Activate | Action::Choose, On::Submit) => Step::Submit,
        (Action::Choose, On::Choice { chosen, of }) => Step::Choose((chosen + 1) % of),
        (Action::Choose, On::Opener) => Step::Open,
        (Action::MoveDown, On::Choice { chosen, of }) if chosen + 1 < of => Step::Choose(chosen + 1),
        (Action::MoveUp, On::Choice { chosen, .. }) if chosen > 0 => Step::Choose(chosen - 1),
        (Action::NextControl | Action::Activate | Action::MoveDown, _) => Step::Forward,
        (Action::PreviousControl | Action::MoveUp, _) => Step::Backward,
        _ => Step::Stay,
    }
}

/// Goes to the next control, or the one before. The last two are the way back and the way forward.
pub(super) fn turn<C: Copy + PartialEq>(focus: &mut C, controls: &[C], forward: bool) {
    go_round(focus, controls, forward);
    // From the last field one goes on to what the form is for, which says what is wrong; the way back is a key away.
    if let [.., back, on] = controls
        && forward
        && focus == back
    {
        *focus = *on;
    }
}

/// The scopes of a control.
pub(super) fn scopes(on: On) -> Vec<Scope> {
    match on {
        On::Text => vec![Scope::TextField, Scope::Confirm],
        On::Choice { .. } | On::Opener => vec![Scope::Confirm],
        On::Cancel | On::Submit => vec![Scope::Buttons, Scope::Confirm],
    }
}

/// What stands under a label.
pub(super) enum Body<'a> {
    /// A field, and what it says while it is empty.
    Text(&'a Field, &'a str),
    /// A field of several lines, and what it says while it is empty. It takes what room is left.
    Area(&'a TextArea, &'a str),
    /// Options, and which one is on.
    Options(Vec<Choice<'a>>, usize),
    /// A text that keys don't change.
    Fixed(String),
}

/// What stands under a control.
enum Under {
    Air,
    Wrong(String),
    Means(String),
}

/// A labelled control.
pub(super) struct Part<'a> {
    label: String,
    aside: Option<(String, Style)>,
    body: Body<'a>,
    under: Under,
    focused: bool,
}

impl<'a> Part<'a> {
    pub(super) fn new(label: impl Into<String>, body: Body<'a>) -> Self {
        Self { label: label.into(), aside: None, body, under: Under::Air, focused: false }
    }

    pub(super) fn focused(self, focused: bool) -> Self {
        Self { focused, ..self }
    }

    /// A few words at the right end of the label's line.
    pub(super) fn aside(self, text: impl Into<String>, style: Style) -> Self {
        Self { aside: Some((text.into(), style)), ..self }
    }

    /// What it means. In little room that goes first.
    pub(super) fn means(self, text: impl Into<String>) -> Self {
        Self { under: Under::Means(text.into()), ..self }
    }

    /// What is wrong with it, if anything.
    pub(super) fn wrong(self, text: Option<String>) -> Self {
        match text {
            Some(text) => Self { under: Under::Wrong(text), ..self },
            None => self,
        }
    }

    /// Lines of the body, where so many are left over.
    fn tall(&self, spare: u16) -> u16 {
        match &self.body {
            Body::Options(choices, _) => cells(choices.len()),
            Body::Area(..) => 1 + spare.min(MORE_LINES),
            Body::Text(..) | Body::Fixed(_) => 1,
        }
    }

    fn lines_under(&self, room: usize, most: usize) -> Vec<String> {
        let text = match &self.under {
            Under::Air => return vec![String::new()],
            Under::Wrong(text) | Under::Means(text) => text,
        };
        indented(&wrap_at_most(text, room.saturating_sub(2).max(1), most))
    }

    fn draw(&self, look: &Look, tall: u16, under: &[String], area: Rect, buf: &mut Buffer) -> Option<Position> {
        let styles = &look.theme.styles;
        let row = |at: u16, height: u16| Rect { y: area.y + at, height, ..area }.intersection(area);
        put_lines(&[&self.label], styles.heading, row(0, 1), buf);
        if let Some((text, style)) = &self.aside {
            right(text, *style, row(0, 1), buf);
        }
        let style = if matches!(self.under, Under::Wrong(_)) { styles.error } else { styles.quiet };
        put_lines(under, style, row(1 + tall, cells(under.len())), buf);
        let body = row(1, tall);
        let with_bar = wider(body);
        match &self.body {
            Body::Text(field, empty) => {
                let view = FieldView::new(look.theme, field).focused(self.focused).placeholder(empty);
                draw_field(look.theme, &view, self.focused, with_bar, buf)
            }
            Body::Area(text, empty) => {
                if self.focused {
                    let beside = cells(width(&self.label)) + 2;
                    let label = row(0, 1);
                    let area = Rect { x: label.x + beside, width: label.width.saturating_sub(beside), ..label };
                    put_lines(&["Ctrl-J breaks the line"], styles.quiet, area, buf);
                }
                let view = TextAreaView::new(look.theme, text).focused(self.focused).placeholder(empty);
                let area = marked(look.theme, self.focused, with_bar, buf);
                (&view).render(area, buf);
                view.cursor(area)
            }
            Body::Options(choices, chosen) => {
                (&Radio::new(look.theme, choices, *chosen).focused(self.focused)).render(with_bar, buf);
                None
            }
            Body::Fixed(text) => {
                marked(look.theme, self.focused, with_bar, buf);
                put_lines(&[format!("  {text}")], Style::new(), body, buf);
                None
            }
        }
    }
}

/// Draws a form; answers where the terminal's cursor goes.
pub(super) fn draw(
    look: &Look,
    title: &str,
    parts: &[Part<'_>],
    buttons: &Buttons<'_>,
    screen: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let room = measure(screen).min(WIDEST);
    let row = buttons.height(cells(room));
    let mut under: Vec<Vec<String>> = parts.iter().map(|part| part.lines_under(room, MOST_UNDER)).collect();
    let tall = |under: &[Vec<String>]| -> u16 {
        let parts: u16 = parts.iter().zip(under).map(|(part, under)| 1 + part.tall(0) + cells(under.len())).sum();
        parts + row
    };
    // What things mean goes before anything that is typed, also before a second line of it; air before what is wrong.
    let second = u16::from(parts.iter().any(|part| matches!(part.body, Body::Area(..))));
    for (at, part) in parts.iter().enumerate() {
        if matches!(part.under, Under::Means(_)) && tall(&under) + 2 + second > screen.height {
            under[at].clear();
        }
    }
    for (at, part) in parts.iter().enumerate() {
        if matches!(part.under, Under::Air) && tall(&under) + 2 > screen.height {
            under[at].clear();
        }
    }
    if tall(&under) + 2 > screen.height {
        for (part, under) in parts.iter().zip(&mut under).filter(|(_, under)| under.len() > 1) {
            *under = part.lines_under(room, under.len() - 1);
        }
    }
    let spare = screen.height.saturating_sub(tall(&under) + 2);
    let more: u16 = parts.iter().map(|part| part.tall(spare) - part.tall(0)).sum();
    let size = Size::new(cells(room), tall(&under) + more);
    let inner = Frame::new(look.theme, title, size).draw(screen, buf);
    let foot = row.min(inner.height);
    let body = Rect { height: inner.height - foot, ..inner };
    (buttons).render(Rect { y: body.bottom(), height: foot, ..inner }, buf);
    let (mut cursor, mut y) = (None, body.y);
    for (part, under) in parts.iter().zip(&under) {
        let height = 1 + part.tall(spare) + cells(under.len());
        let area = Rect { y, height, ..body }.intersection(body);
        cursor = part.draw(look, part.tall(spare), under, area, buf).or(cursor);
        y = y.saturating_add(height);
    }
    cursor
}

/// A few words at a line's right end, where they fit.
fn right(text: &str, style: Style, area: Rect, buf: &mut Buffer) {
    let wide = cells(width(text));
    if !area.is_empty() && wide < area.width.saturating_sub(20) {
        buf.set_stringn(area.right() - wide, area.y, text, usize::from(wide), style);
    }
}
