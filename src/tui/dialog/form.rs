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
            Button, Buttons, Choice, Edit, Field, FieldView, Frame, Radio, TextArea, TextAreaView, cells, draw_field,
            go_round, marked, put_lines, wider,
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

/// What can be entered, and what it starts with.
#[derive(Debug)]
pub(super) enum Control {
    /// A field, and what it says while it is empty.
    Text(Field, &'static str),
    /// A field of several lines, and what it says while it is empty. It takes what room is left.
    Area(TextArea, &'static str),
    /// Options, and which one is on.
    Options(Vec<String>, usize),
    /// What opens a list.
    Opener(String),
    /// A text that keys don't change.
    Fixed(String),
}

impl Control {
    pub(super) fn text(text: &str, empty: &'static str) -> Self {
        let mut field = Field::new(LONGEST);
        field.set(text);
        Self::Text(field, empty)
    }

    pub(super) fn area(text: &str, empty: &'static str) -> Self {
        let mut area = TextArea::new(LONGEST);
        area.set(text);
        Self::Area(area, empty)
    }

    /// The first one is on.
    pub(super) fn options<T: ToString>(options: &[T]) -> Self {
        Self::Options(options.iter().map(T::to_string).collect(), 0)
    }

    /// What it says, or the place of what is chosen in it.
    fn value(&self) -> String {
        match self {
            Self::Text(field, _) => field.text().to_owned(),
            Self::Area(area, _) => area.text().to_owned(),
            Self::Options(_, chosen) => chosen.to_string(),
            Self::Opener(text) | Self::Fixed(text) => text.clone(),
        }
    }
}

/// What a key in a form comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Stay,
    Leave,
    Submit,
    Open,
}

/// Labelled controls, which of them has the focus, and what is wrong with one of them. Behind the last stand the way
/// back and the way forward.
#[derive(Debug)]
pub(super) struct Form {
    controls: Vec<(&'static str, Control)>,
    /// What the controls started with.
    before: Vec<String>,
    focus: usize,
    /// What is empty is a fault only after the first control was left, or what needs it was pressed.
    touched: bool,
    /// What was refused, of the form as it stands.
    refused: Option<String>,
}

impl Form {
    pub(super) fn new(controls: Vec<(&'static str, Control)>) -> Self {
        let before = controls.iter().map(|(_, control)| control.value()).collect();
        let focus = controls.iter().position(|(_, control)| !matches!(control, Control::Fixed(_))).unwrap_or(0);
        Self { controls, before, focus, touched: false, refused: None }
    }

    /// The control in a place says this now.
    pub(super) fn set(&mut self, at: usize, control: Control) {
        self.controls[at].1 = control;
    }

    /// What a control says.
    pub(super) fn text(&self, at: usize) -> String {
        self.controls[at].1.value()
    }

    /// What a control says, where that is another text than it started with: a field shows tabs as spaces, and what was
    /// not touched must not be written so.
    pub(super) fn changed(&self, at: usize) -> Option<String> {
        Some(self.text(at)).filter(|text| *text != self.before[at])
    }

    /// Which option is on.
    pub(super) fn chosen(&self, at: usize) -> usize {
        match self.controls[at].1 {
            Control::Options(_, chosen) => chosen,
            _ => 0,
        }
    }

    /// Whether anything was typed or chosen.
    pub(super) fn is_edited(&self) -> bool {
        (0..self.controls.len()).any(|at| self.changed(at).is_some())
    }

    /// Puts the focus on a control.
    pub(super) fn go_to(&mut self, at: usize) {
        self.focus = at;
    }

    /// Goes to the first control that something is wrong with; false where all is well.
    pub(super) fn go_to_fault(&mut self, faults: &[(usize, Option<String>)]) -> bool {
        self.touched = true;
        let first = faults.iter().find(|(_, fault)| fault.is_some());
        first.inspect(|(at, _)| self.focus = *at).is_some()
    }

    /// What was refused of the form as it stands.
    pub(super) fn refused(&self) -> Option<String> {
        self.refused.clone()
    }

    /// Says what was refused, at the control that is to be mended.
    pub(super) fn refuse(&mut self, at: usize, why: String) {
        (self.refused, self.focus) = (Some(why), at);
    }

    /// A fault, once it is time to say so.
    pub(super) fn says(&self, at: usize, fault: Option<String>) -> Option<String> {
        fault.filter(|_| self.touched || !self.text(at).is_empty())
    }

    fn back(&self) -> usize {
        self.controls.len()
    }

    /// The scopes of what has the focus.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self.controls.get(self.focus) {
            Some((_, Control::Text(..) | Control::Area(..))) => vec![Scope::TextField, Scope::Confirm],
            Some(_) => vec![Scope::Confirm],
            None => vec![Scope::Buttons, Scope::Confirm],
        }
    }

    /// Edits the field that has the focus; what was refused was the form as it was.
    pub(super) fn edit(&mut self, edit: &Edit) {
        let changed = match self.controls.get_mut(self.focus) {
            Some((_, Control::Text(field, _))) => field.edit(edit),
            Some((_, Control::Area(area, _))) => area.edit(edit),
            _ => false,
        };
        if changed {
            self.refused = None;
        }
    }

    /// What a key does.
    pub(super) fn act(&mut self, action: Action) -> Step {
        let back = self.back();
        let mut here = self.controls.get_mut(self.focus).map(|(_, control)| control);
        // Up and down go through the lines of a text before they leave it.
        if let (Some(Control::Area(area, _)), Some(motion)) = (&mut here, action.motion())
            && area.step(motion)
        {
            return Step::Stay;
        }
        match (action, here) {
            (Action::Back | Action::Cancel, _) => return Step::Leave,
            (Action::Activate | Action::Choose, None) => {
                return if self.focus == back { Step::Leave } else { Step::Submit };
            }
            (Action::Choose, Some(Control::Options(all, chosen))) => *chosen = (*chosen + 1) % all.len(),
            (Action::MoveDown, Some(Control::Options(all, chosen))) if *chosen + 1 < all.len() => *chosen += 1,
            (Action::MoveUp, Some(Control::Options(_, chosen))) if *chosen > 0 => *chosen -= 1,
            (Action::Choose, Some(Control::Opener(_))) => return Step::Open,
            (Action::NextControl | Action::Activate | Action::MoveDown, _) => self.turn(true),
            (Action::PreviousControl | Action::MoveUp, _) => self.turn(false),
            _ => {}
        }
        Step::Stay
    }

    /// Goes to the next control, or the one before.
    pub(super) fn turn(&mut self, forward: bool) {
        self.touched |= self.focus == 0 && forward;
        let fixed = |at: &usize| matches!(self.controls.get(*at), Some((_, Control::Fixed(_))));
        let stops: Vec<usize> = (0..self.back() + 2).filter(|at| !fixed(at)).collect();
        go_round(&mut self.focus, &stops, forward);
        // From the last field one goes on to what the form is for, which says what is wrong; the way back is a key away.
        if forward && self.focus == self.back() {
            self.focus += 1;
        }
    }

    /// A control as it is drawn; what is said about it is added.
    pub(super) fn part(&self, at: usize) -> Part<'_> {
        let (label, control) = &self.controls[at];
        let body = match control {
            Control::Text(field, empty) => Body::Text(field, empty),
            Control::Area(area, empty) => Body::Area(area, empty),
            Control::Options(all, chosen) => {
                Body::Options(all.iter().map(|one| Choice::new(one.as_str())).collect(), *chosen)
            }
            Control::Opener(text) | Control::Fixed(text) => Body::Fixed(text.clone()),
        };
        let focused = at == self.focus && !matches!(control, Control::Fixed(_));
        Part { label: (*label).to_owned(), aside: None, body, under: Under::Air, focused }
    }

    /// Draws the form; answers where the terminal's cursor goes.
    pub(super) fn draw(
        &self,
        look: &Look,
        title: &str,
        parts: &[Part<'_>],
        submit: Button<'_>,
        screen: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let labels = [Button::new("Cancel"), submit.primary()];
        let buttons = Buttons::new(look.theme, &labels, self.focus.checked_sub(self.back()));
        draw(look, title, parts, &buttons, screen, buf)
    }
}

/// What stands under a label.
enum Body<'a> {
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

impl Part<'_> {
    /// Another label, where that depends on what is entered.
    pub(super) fn labelled(self, label: String) -> Self {
        Self { label, ..self }
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

/// Draws the parts over the buttons.
fn draw(
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
