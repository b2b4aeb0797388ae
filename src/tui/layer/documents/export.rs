//! **Export**: the workspace, or the pack that is looked at, as documents in a folder.
//!
//! ```text
//! ┌ Export ──────────────────────────────────────────────────┐
//! │▌(•) The whole workspace                                  │
//! │ ( ) Order to Cash                                        │
//! │                                                          │
//! │ Folder                                                   │
//! │ [ ~/packs                                              ] │
//! │ Importing it again changes nothing.                      │   or what was refused
//! │                                   [ Cancel ]  [ Export ] │
//! └──────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    widgets::Widget,
};

use crate::{
    domain::PackId,
    engine::EngineError,
    text::wrap,
    tui::{
        app::App,
        keys::{Action, Scope},
        layer::{
            Verdict,
            prose::{measure, put_lines},
        },
        layout::{Constraint, Layout},
        view::draw_field,
        widget::{Button, Buttons, Choice, Dialog, Edit, Field, FieldView, Motion, Radio, go_round},
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
    alone: bool,
    folder: Field,
    focus: Control,
    refusal: Option<String>,
}

impl State {
    pub(super) fn new(pack: Option<(PackId, String)>) -> Self {
        Self { pack, alone: false, folder: Field::default(), focus: Control::Folder, refusal: None }
    }

    fn controls(&self) -> &'static [Control] {
        if self.pack.is_some() { &CONTROLS } else { &CONTROLS[1..] }
    }

    /// Says what is wrong.
    pub(in crate::tui) fn refuse(&mut self, error: &EngineError) {
        let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        self.refusal = Some(format!("{error}{hint}"));
        self.focus = Control::Folder;
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self.focus {
            Control::What => vec![Scope::Confirm],
            Control::Folder => vec![Scope::TextField, Scope::Confirm],
            Control::Cancel | Control::Export => vec![Scope::Buttons, Scope::Confirm],
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        self.refusal = None;
        if self.focus == Control::Folder {
            self.folder.edit(edit);
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        self.refusal = None;
        let controls = self.controls();
        match (action, self.focus) {
            (Action::Back | Action::Cancel, _) | (Action::Activate | Action::Choose, Control::Cancel) => {
                return Verdict::Close;
            }
            (Action::Activate, Control::Folder | Control::Export) | (Action::Choose, Control::Export) => {
                return self.export();
            }
            (Action::Choose, Control::What) => self.alone = !self.alone,
            (Action::MoveDown, Control::What) if !self.alone => self.alone = true,
            (Action::MoveUp, Control::What) if self.alone => self.alone = false,
            (Action::NextControl | Action::Activate, _) => go_round(&mut self.focus, controls, true),
            (Action::PreviousControl, _) => go_round(&mut self.focus, controls, false),
            _ => match action.motion() {
                Some(Motion::Down) => go_round(&mut self.focus, controls, true),
                Some(Motion::Up) => go_round(&mut self.focus, controls, false),
                _ => {}
            },
        }
        Verdict::Stay
    }

    fn export(&mut self) -> Verdict {
        if self.folder.text().trim().is_empty() {
            self.refusal = Some("name a folder first".to_owned());
            self.focus = Control::Folder;
            return Verdict::Stay;
        }
        let packs = self.pack.iter().filter(|_| self.alone).map(|(id, _)| id.clone()).collect();
        Verdict::Ask(Request::Documents(Ask::Export(packs, self.folder.text().to_owned())))
    }
}

pub(super) fn draw(app: &App, state: &State, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let styles = &app.theme.styles;
    let room = measure(screen).min(64);
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let (says, style) = match &state.refusal {
        Some(refusal) => (wrap(refusal, room), styles.error),
        None => (wrap("Importing it again changes nothing.", room), styles.quiet),
    };
    let labels = [Button::new("Cancel"), Button::new("Export").primary()];
    let focus = CONTROLS[2..].iter().position(|control| *control == state.focus);
    let buttons = Buttons::new(&app.theme, &labels, focus);
    let what = if state.pack.is_some() { 2 } else { 0 };
    let heights = [what, what / 2, 1, 1, cells(says.len()), buttons.height(cells(room))];
    let size = Size::new(cells(room), heights.iter().sum());
    let inner = Dialog::new(&app.theme, "Export", size).draw(screen, buf);
    let [radio, _, label, field, below, row] = Layout::vertical(heights.map(Constraint::Length)).areas(inner);
    let wider = |area: Rect| Rect { x: area.x.saturating_sub(1), width: area.width + 1, ..area };
    if let Some((_, name)) = &state.pack {
        let choices = [Choice::new("The whole workspace"), Choice::new(name.as_str())];
        let drawn = Radio::new(&app.theme, &choices, usize::from(state.alone)).focused(state.focus == Control::What);
        (&drawn).render(wider(radio), buf);
    }
    put_lines(&["Folder"], styles.heading, label, buf);
    put_lines(&says, style, below, buf);
    (&buttons).render(row, buf);
    let focused = state.focus == Control::Folder;
    let view = FieldView::new(&app.theme, &state.folder).focused(focused).placeholder("~/packs");
    draw_field(app, &view, focused, wider(field), buf)
}
