//! What can be entered in a form.

use super::Step;
use crate::{
    domain::Refusal,
    tui::{
        date_choice::DateChoice,
        keys::Action,
        look::Context,
        widget::{Field, TextArea},
    },
};

/// The most characters that can be typed. It is more than any text may have, so that a text that is too long is
/// reported and not cut.
const LONGEST: usize = 20_000;

/// What can be entered, and what it starts with.
#[derive(Debug, Clone)]
pub(in crate::tui) enum Control {
    /// A field, and what it says while it is empty.
    Text(Field, &'static str),
    /// A field of several lines, and what it says while it is empty. It takes what room is left.
    Area(TextArea, &'static str),
    /// Options, and which one is on.
    Options(Vec<String>, usize),
    /// What is so or not.
    Check(bool),
    /// A date with its calendar.
    Date(DateChoice),
    /// A list: its owner draws it and hears its keys.
    List,
    /// What opens a list.
    Opener(String),
    /// A text that keys don't change.
    Fixed(String),
}

impl Control {
    pub(in crate::tui) fn text(text: &str, empty: &'static str) -> Self {
        let mut field = Field::new(LONGEST);
        field.set(text);
        Self::Text(field, empty)
    }

    pub(in crate::tui) fn area(text: &str, empty: &'static str) -> Self {
        let mut area = TextArea::new(LONGEST);
        area.set(text);
        Self::Area(area, empty)
    }

    /// The first one is on.
    pub(in crate::tui) fn options<T: ToString>(options: &[T]) -> Self {
        Self::Options(options.iter().map(T::to_string).collect(), 0)
    }

    /// Options by their words, with the current one on.
    pub(in crate::tui) fn choice<T: Copy + PartialEq>(all: &[T], on: T, word: impl Fn(T) -> &'static str) -> Self {
        let words = all.iter().map(|one| word(*one).to_owned()).collect();
        Self::Options(words, all.iter().position(|one| *one == on).unwrap_or(0))
    }

    /// What it says, or the place of what is chosen in it.
    pub(super) fn value(&self) -> String {
        match self {
            Self::Text(field, _) => field.text().to_owned(),
            Self::Area(area, _) => area.text().to_owned(),
            Self::Options(_, chosen) => chosen.to_string(),
            Self::Check(is) => is.to_string(),
            Self::Date(date) => date.text().to_owned(),
            Self::List => String::new(),
            Self::Opener(text) | Self::Fixed(text) => text.clone(),
        }
    }

    /// What a key does in it; none where it means nothing there.
    pub(super) fn handle(&mut self, action: Action, context: &Context) -> Result<Option<Step>, Refusal> {
        match (self, action) {
            // Up and down go through the lines of a text before they leave it.
            (Self::Area(area, _), _) => {
                let moved = action.motion().is_some_and(|motion| area.step(motion));
                return Ok(moved.then_some(Step::Stay));
            }
            (Self::Date(date), _) => return Ok(date.act(action, context)?.then_some(Step::Stay)),
            (Self::List, Action::NextControl | Action::PreviousControl | Action::Back | Action::Cancel) => {
                return Ok(None);
            }
            (Self::List, _) => return Ok(Some(Step::Do(action))),
            (Self::Options(all, chosen), Action::Choose) => *chosen = (*chosen + 1) % all.len(),
            (Self::Options(all, chosen), Action::MoveDown) if *chosen + 1 < all.len() => *chosen += 1,
            (Self::Options(_, chosen), Action::MoveUp) if *chosen > 0 => *chosen -= 1,
            (Self::Check(is), Action::Activate | Action::Choose) => *is = !*is,
            (Self::Opener(_), Action::Choose) => return Ok(Some(Step::Open)),
            _ => return Ok(None),
        }
        Ok(Some(Step::Stay))
    }
}
