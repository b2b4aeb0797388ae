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

mod control;
mod drawn;
mod list;
mod part;
mod sheet;

pub(super) use self::{
    control::Control,
    list::{ListForm, ListSheet},
    part::Part,
    sheet::Sheet,
};
use chrono::NaiveDate;

use crate::{
    domain::Refusal,
    tui::{
        date_choice::DateChoice,
        keys::{Action, Scope},
        look::Context,
        widget::{Edit, cycle_focus},
    },
};

/// The result of a key in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Stay,
    Leave,
    Submit,
    Open,
    /// An action that is not about the form, from its key or its button.
    Do(Action),
}

/// Labelled controls, which of them has the focus, and what is wrong with one of them. Behind the last stand the
/// buttons: the way back is the first, the way forward the last.
#[derive(Debug, Clone)]
pub(super) struct Form {
    controls: Vec<(&'static str, Control)>,
    /// What the controls started with.
    before: Vec<String>,
    /// The step that each button leads to.
    buttons: Vec<Step>,
    /// Controls that are hidden now, and so never have the focus.
    unasked: Vec<usize>,
    focus: usize,
    /// From the last control the focus skips the way back, which has a key of its own, and goes to the way forward.
    onward: bool,
    /// Where set, Enter in the last control takes the way forward, and the footer calls it this.
    at_once: Option<&'static str>,
    /// So many controls, from the first on, show as a fault where they are empty: those that were left on the way
    /// forward, and all once the button was pressed.
    passed: usize,
    /// Why the form was refused; gone with the next change.
    refused: Option<String>,
}

impl Form {
    pub(super) fn new(controls: Vec<(&'static str, Control)>) -> Self {
        let before = controls.iter().map(|(_, control)| control.value()).collect();
        let focus = controls.iter().position(|(_, control)| !matches!(control, Control::Fixed(_))).unwrap_or(0);
        let buttons = vec![Step::Leave, Step::Submit];
        let (unasked, onward, at_once, passed, refused) = (Vec::new(), true, None, 0, None);
        Self { controls, before, buttons, unasked, focus, onward, at_once, passed, refused }
    }

    /// A list over a row of buttons.
    pub(super) fn of_list(buttons: impl Into<Vec<Step>>) -> Self {
        Self::new(vec![("", Control::List)]).over(buttons).by_the_way_back()
    }

    /// Other buttons than the way back and the way forward, in their order.
    pub(super) fn over(self, buttons: impl Into<Vec<Step>>) -> Self {
        Self { buttons: buttons.into(), ..self }
    }

    /// Shows or hides a control.
    pub(super) fn ask(&mut self, at: usize, is: bool) {
        self.unasked.retain(|other| *other != at);
        self.unasked.extend((!is).then_some(at));
    }

    /// Makes the way back a stop of the focus like the others; the first one where nothing can be entered.
    pub(super) fn by_the_way_back(self) -> Self {
        Self { onward: false, ..self }
    }

    /// Enter in the last control takes the way forward at once, and the footer calls it this.
    pub(super) fn at_once(self, called: &'static str) -> Self {
        Self { at_once: Some(called), ..self }
    }

    pub(super) fn set(&mut self, at: usize, control: Control) {
        self.controls[at].1 = control;
    }

    /// Puts another text into a control that takes text.
    pub(super) fn type_in(&mut self, at: usize, text: &str) {
        match &mut self.controls[at].1 {
            Control::Text(field, _) => field.set(text),
            Control::Area(area, _) => area.set(text),
            Control::Date(date) => date.type_in(text),
            _ => {}
        }
    }

    /// Puts another option on.
    pub(super) fn choose(&mut self, at: usize, option: usize) {
        if let Control::Options(_, chosen) = &mut self.controls[at].1 {
            *chosen = option;
        }
    }

    /// The value of a control, as text.
    pub(super) fn text(&self, at: usize) -> String {
        self.controls[at].1.value()
    }

    /// The text of a control without the blanks around it; none where nothing else is there.
    pub(super) fn filled(&self, at: usize) -> Option<String> {
        Some(self.text(at).trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The text of a control where it was changed. A field shows tabs as spaces, so a text that nobody touched must not
    /// be written back.
    pub(super) fn changed(&self, at: usize) -> Option<String> {
        Some(self.text(at)).filter(|text| *text != self.before[at])
    }

    pub(super) fn chosen(&self, at: usize) -> usize {
        match self.controls[at].1 {
            Control::Options(_, chosen) => chosen,
            _ => 0,
        }
    }

    /// The text of the control that has the focus; empty on a button.
    pub(super) fn text_in_focus(&self) -> String {
        self.controls.get(self.focus).map(|(_, control)| control.value()).unwrap_or_default()
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
        self.passed = self.controls.len();
        let first = faults.iter().find(|(_, fault)| fault.is_some());
        first.inspect(|(at, _)| self.focus = *at).is_some()
    }

    /// What the form says; where a control says something wrong, goes there.
    pub(super) fn accept<T>(&mut self, said: Result<T, (usize, Refusal)>) -> Option<T> {
        said.map_err(|(at, refusal)| self.go_to_fault(&[(at, Some(refusal.with_hint()))])).ok()
    }

    /// The fault of a control in what the form says, once it may be shown.
    pub(super) fn fault_in<T>(&self, said: &Result<T, (usize, Refusal)>, at: usize) -> Option<String> {
        let fault = said.as_ref().err().filter(|(place, _)| *place == at).map(|(_, refusal)| refusal.with_hint());
        self.shown_fault(at, fault)
    }

    /// Why the form was refused, as long as nothing has changed.
    pub(super) fn refused(&self) -> Option<String> {
        self.refused.clone()
    }

    /// Refuses the form, and puts the focus on the control that is wrong.
    pub(super) fn refuse(&mut self, at: usize, why: String) {
        (self.refused, self.focus) = (Some(why), at);
    }

    /// Refuses the form; the focus stays.
    pub(super) fn refuse_here(&mut self, why: String) {
        self.refused = Some(why);
    }

    /// Takes the refusal, to show it elsewhere.
    pub(super) fn take_refusal(&mut self) -> Option<String> {
        self.refused.take()
    }

    pub(super) fn forget_refusal(&mut self) {
        self.refused = None;
    }

    pub(super) fn is_checked(&self, at: usize) -> bool {
        matches!(self.controls[at].1, Control::Check(true))
    }

    /// The fault of a control, once it may be shown: nobody is told that a field is empty before they could fill it.
    pub(super) fn shown_fault(&self, at: usize, fault: Option<String>) -> Option<String> {
        fault.filter(|_| at < self.passed || !self.text(at).is_empty())
    }

    /// The date as typed or chosen; none while there is no text, and for another kind of control.
    pub(super) fn date(&self, at: usize) -> Option<Result<NaiveDate, &Refusal>> {
        self.date_choice(at)?.date()
    }

    /// A date with its calendar; none for another kind of control.
    pub(super) fn date_choice(&self, at: usize) -> Option<&DateChoice> {
        match &self.controls[at].1 {
            Control::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Reads a typed date again, because today's date or what is frozen may have changed.
    pub(super) fn renew_date(&mut self, at: usize, date: DateChoice) {
        let typed = self.text(at);
        self.set(at, Control::Date(date));
        self.type_in(at, &typed);
    }

    /// The place of the way back.
    fn back(&self) -> usize {
        self.controls.len()
    }

    /// Whether a control has the focus.
    pub(super) fn is_on(&self, at: usize) -> bool {
        self.focus == at
    }

    /// The button that has the focus; the way back is the first.
    pub(super) fn button(&self) -> Option<usize> {
        self.focus.checked_sub(self.back())
    }

    /// Whether the way forward has the focus.
    pub(super) fn is_on_forward(&self) -> bool {
        self.focus + 1 == self.back() + self.buttons.len()
    }

    /// Whether every control after the one that has the focus is hidden.
    fn is_last_asked(&self) -> bool {
        (self.focus + 1..self.back()).all(|at| self.unasked.contains(&at))
    }

    /// Puts the focus on the way forward.
    pub(super) fn go_on(&mut self) {
        self.focus = self.back() + self.buttons.len() - 1;
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        self.scopes_in(Scope::Confirm)
    }

    /// The scopes of what has the focus, in front of the scope of the screen around the form.
    pub(super) fn scopes_in(&self, around: Scope) -> Vec<Scope> {
        match self.controls.get(self.focus) {
            Some((_, Control::Text(..))) => vec![Scope::TextField, around],
            Some((_, Control::Area(..))) => vec![Scope::TextArea, around],
            Some((_, Control::Date(date))) => date.scopes(around),
            Some(_) => vec![around],
            None => vec![Scope::Buttons, around],
        }
    }

    /// Edits the field that has the focus; true if it changed. A change drops the refusal.
    pub(super) fn edit(&mut self, edit: &Edit, context: &Context) -> bool {
        let changed = match self.controls.get_mut(self.focus) {
            Some((_, Control::Text(field, _))) => field.edit(edit),
            Some((_, Control::Area(area, _))) => area.edit(edit),
            Some((_, Control::Date(date))) => date.edit(edit, context),
            _ => false,
        };
        if changed {
            self.refused = None;
        }
        changed
    }

    /// What a key does.
    pub(super) fn act(&mut self, action: Action, context: &Context) -> Step {
        if let Some(step) = self.handle(action, context) {
            return step;
        }
        match (action, self.button()) {
            (Action::Back | Action::Cancel, _) => return Step::Leave,
            (Action::Activate | Action::Choose, Some(button)) => return self.buttons[button],
            (Action::Activate, None) if self.is_last_asked() && self.at_once.is_some() => return Step::Submit,
            (Action::Activate, None) if self.is_last_asked() => self.go_on(),
            (Action::NextControl | Action::Activate | Action::MoveDown, _) => self.turn(true),
            (Action::PreviousControl | Action::MoveUp, _) => self.turn(false),
            _ => return Step::Do(action),
        }
        Step::Stay
    }

    /// What a key does in the control that has the focus; none where it means nothing there.
    fn handle(&mut self, action: Action, context: &Context) -> Option<Step> {
        let (_, control) = self.controls.get_mut(self.focus)?;
        let heard = control.handle(action, context);
        if let Control::Date(_) = control {
            self.refused = heard.as_ref().err().map(ToString::to_string);
        }
        heard.unwrap_or(Some(Step::Stay))
    }

    /// Goes to the next control, or the one before.
    pub(super) fn turn(&mut self, forward: bool) {
        if forward {
            self.passed = self.passed.max(self.focus + 1);
        }
        let fixed = |at: &usize| matches!(self.controls.get(*at), Some((_, Control::Fixed(_))));
        let there = |at: &usize| !fixed(at) && !self.unasked.contains(at);
        let stops: Vec<usize> = (0..self.back() + self.buttons.len()).filter(there).collect();
        cycle_focus(&mut self.focus, &stops, forward);
        // Even where it is off: pressing it says what is wrong.
        if forward && self.onward && self.focus == self.back() {
            self.go_on();
        }
    }
}
