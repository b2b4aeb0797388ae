//! **Export**: the workspace, or the pack that is looked at, as documents in a folder.
//!
//! ```text
//! ┌ Export ──────────────────────────────────────────────────┐
//! │ What                                                     │
//! │ (•) The whole workspace                                  │
//! │ ( ) Order to Cash                                        │
//! │                                                          │
//! │ Folder                                                   │
//! │▌[ ~/packs                                              ] │
//! │   importing it again changes nothing                     │   or what was refused
//! │                                   [ Cancel ]  [ Export ] │
//! └──────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    domain::PackId,
    engine::EngineError,
    tui::{
        dialog::{
            Verdict,
            form::{self, Body, LONGEST, On, Part, Step},
        },
        keys::{Action, Scope},
        look::Look,
        widget::{Button, Buttons, Choice, Edit, Field},
        worker::{Request, documents::Ask},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    What,
    Folder,
    Cancel,
    Export,
}

const CONTROLS: [Control; 4] = [Control::What, Control::Folder, Control::Cancel, Control::Export];

/// The dialog's state.
#[derive(Debug)]
pub struct State {
    /// The pack that can be written alone.
    pack: Option<(PackId, String)>,
    /// Number 1, where it is.
    what: usize,
    folder: Field,
    focus: Control,
    refusal: Option<String>,
}

impl State {
    pub(super) fn new(pack: Option<(PackId, String)>) -> Self {
        Self { pack, what: 0, folder: Field::new(LONGEST), focus: Control::Folder, refusal: None }
    }

    fn is_ready(&self) -> bool {
        !self.folder.text().trim().is_empty()
    }

    /// Says what is wrong.
    pub(in crate::tui) fn refuse(&mut self, error: &EngineError) {
        let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        self.refusal = Some(format!("{error}{hint}"));
        self.focus = Control::Folder;
    }

    fn on(&self) -> On {
        match self.focus {
            Control::What => On::Choice { chosen: self.what, of: 2 },
            Control::Folder => On::Text,
            Control::Cancel => On::Cancel,
            Control::Export => On::Submit,
        }
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        form::scopes(self.on())
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        if self.focus == Control::Folder && self.folder.edit(edit) {
            self.refusal = None;
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        match form::step(action, self.on()) {
            Step::Close => return Verdict::Close,
            Step::Submit => return self.export(),
            Step::Choose(at) => self.what = at,
            Step::Forward => self.turn(true),
            Step::Backward => self.turn(false),
            Step::Open | Step::Stay => {}
        }
        Verdict::Stay
    }

    fn turn(&mut self, forward: bool) {
        let controls = if self.pack.is_some() { &CONTROLS[..] } else { &CONTROLS[1..] };
        form::turn(&mut self.focus, controls, forward);
    }

    /// Asks for it; without a folder, goes there.
    fn export(&mut self) -> Verdict {
        if !self.is_ready() {
            self.refusal = Some("name a folder first".to_owned());
            self.focus = Control::Folder;
            return Verdict::Stay;
        }
        let packs = self.pack.iter().filter(|_| self.what == 1).map(|(id, _)| id.clone()).collect();
        Verdict::Ask(Request::Documents(Ask::Export(packs, self.folder.text().to_owned())))
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let labels = [Button::new("Cancel"), Button::new("Export").primary().enabled(state.is_ready())];
    let focus = CONTROLS[2..].iter().position(|control| *control == state.focus);
    let buttons = Buttons::new(look.theme, &labels, focus);
    let what = state.pack.as_ref().map(|(_, name)| {
        let choices = vec![Choice::new("The whole workspace"), Choice::new(name.as_str())];
        Part::new("What", Body::Options(choices, state.what)).focused(state.focus == Control::What)
    });
    let folder = Part::new("Folder", Body::Text(&state.folder, "~/packs"))
        .focused(state.focus == Control::Folder)
        .means("importing it again changes nothing")
        .wrong(state.refusal.clone());
    let parts: Vec<Part> = what.into_iter().chain([folder]).collect();
    form::draw(look, "Export", &parts, &buttons, screen, buf)
}
