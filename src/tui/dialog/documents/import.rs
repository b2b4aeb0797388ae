//! **Import**: a document or a folder of them is read, what it would change is shown, and then it is imported.
//!
//! ```text
//! ┌ Import ──────────────────────────────────────────────────┐
//! │ Document, or folder of documents                         │
//! │▌[ ~/packs                                              ] │
//! │                                                          │
//! │ 1 new, 1 updated                                         │   what it would change, or what is
//! │ + component Create Invoice                               │   wrong with it and where; scrolled
//! │ ~ integration pack Order to Cash                         │
//! │     description: "Orders" → "Orders and money"           │
//! │                                   [ Cancel ]  [ Import ] │
//! └──────────────────────────────────────────────────────────┘
//! ```

use std::sync::Arc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    widgets::Widget,
};

use super::at_home;
use crate::{
    engine::{EngineError, ImportReport, Source},
    text::wrap,
    tui::{
        command::{Command, Commands, Dialog, Query, shown_if},
        form::{Control, Form, Step},
        keys::{Action, Availability, Scope},
        layout::{Split, Track, measure},
        look::{Context, Look},
        widget::{Button, Buttons, Edit, Frame, Scrolled, Tone, cells, draw_field, put_lines},
    },
};

/// What came of reading the documents.
#[derive(Debug, Default)]
enum Read {
    /// They have not been read yet.
    #[default]
    Nothing,
    /// They can be imported, as they were read.
    Plan(Arc<[Source]>, Vec<String>),
    /// There is nothing to do.
    Known(String),
    /// Something is wrong.
    Fault(String),
}

#[derive(Debug)]
pub(in crate::tui) struct ImportDialog {
    form: Form,
    read: Read,
    scroll: Scrolled,
}

impl ImportDialog {
    pub(in crate::tui) fn new() -> Self {
        let path = ("Document, or folder of documents", Control::text("", "~/packs"));
        Self {
            form: Form::new(vec![path]).by_the_way_back().at_once("Read"),
            read: Read::Nothing,
            scroll: Scrolled::default(),
        }
    }

    /// Shows what importing would change, or what is wrong.
    fn planned(&mut self, planned: Result<(Vec<Source>, ImportReport), EngineError>) {
        self.scroll = Scrolled::default();
        match planned {
            Ok((_, report)) if report.is_empty() => self.read = Read::Known(report.text("To import")),
            Ok((sources, report)) => {
                let mut lines = vec![report.text("To import")];
                lines.extend(report.lines());
                self.read = Read::Plan(sources.into(), lines);
                self.form.go_on();
            }
            Err(error) => self.fault(&error),
        }
    }

    fn fault(&mut self, error: &EngineError) {
        self.form.go_to(0);
        if error.is_stopped() {
            self.read = Read::Known("stopped: nothing was imported".to_owned());
            return;
        }
        let hint = error.hint().map(|hint| format!("\n\n{hint}")).unwrap_or_default();
        self.read = Read::Fault(format!("{error}{hint}"));
    }

    /// Imports what was read; reads it first.
    fn go_on(&mut self) -> Commands {
        match &self.read {
            Read::Plan(sources, _) if !self.form.is_on(0) => vec![import(Arc::clone(sources))],
            _ if self.form.filled(0).is_none() => {
                self.read = Read::Fault("name a document or a folder first".to_owned());
                vec![]
            }
            _ => vec![plan(self.form.text(0))],
        }
    }

    fn lines(&self, room: usize, styles: &crate::tui::theme::Styles) -> Vec<(String, Style)> {
        let (texts, style) = match &self.read {
            Read::Nothing => (vec!["It is read first, and shows what it would change.".to_owned()], styles.quiet),
            Read::Plan(_, lines) => (lines.clone(), Style::new()),
            Read::Known(text) => (vec![text.clone()], Style::new()),
            Read::Fault(text) => (vec![text.clone()], styles.error),
        };
        let planned = matches!(self.read, Read::Plan(..));
        let broken = |line: &str| {
            let (indent, words) = line.split_at(line.len() - line.trim_start_matches(' ').len());
            match indent.len() {
                0 => wrap(line, room),
                // A difference stays under its noun.
                deep if planned => {
                    wrap(words, room.saturating_sub(deep)).iter().map(|w| format!("{indent}{w}")).collect()
                }
                // An excerpt has a mark under the place.
                _ => vec![line.to_owned()],
            }
        };
        let lines = texts.iter().flat_map(|text| text.split('\n')).flat_map(broken);
        lines.map(|line| (line, style)).collect()
    }
}

/// Reads documents, and what importing them would change.
fn plan(path: String) -> Command {
    Query::read("read the documents", move |engine| {
        let sources = Source::read_all(&at_home(&path), &engine.progress())?;
        let report = engine.plan_import(&sources)?;
        Ok((sources, report))
    })
    .long()
    .whole(|dialog: &mut ImportDialog, planned, _| {
        dialog.planned(planned);
        vec![]
    })
}

fn import(sources: Arc<[Source]>) -> Command {
    Query::change("import the documents", move |engine| engine.import(&sources))
        .then(|report| vec![Command::Close, Command::Notify(Tone::Success, report.text("imported"))])
}

impl Dialog for ImportDialog {
    fn scopes(&self) -> Vec<Scope> {
        self.form.scopes()
    }

    fn is_edited(&self) -> bool {
        self.form.is_edited()
    }

    fn availability(&self, action: Action) -> Availability {
        shown_if(action != Action::Filter)
    }

    fn edit(&mut self, edit: &Edit, context: &Context) {
        if self.form.edit(edit, context) {
            self.read = Read::Nothing;
        }
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        if let Some(motion) = action.motion() {
            self.scroll.step(motion);
            return vec![];
        }
        match self.form.act(action, context) {
            Step::Leave => vec![Command::Leave],
            Step::Submit => self.go_on(),
            Step::Do(_) | Step::Open | Step::Stay => vec![],
        }
    }

    fn refused(&mut self, _: &'static str, error: &EngineError) -> Commands {
        self.fault(error);
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let styles = &look.theme.styles;
        let room = measure(screen);
        let lines = self.lines(room, styles);
        let ready = matches!(self.read, Read::Plan(..));
        let labels = [Button::new("Cancel"), Button::new("Import").primary().enabled(ready)];
        let buttons = Buttons::new(look.theme, &labels, self.form.button());
        self.form.note_enter(look);
        let below = buttons.height(cells(room));
        let size = Size::new(cells(room), cells(lines.len()).saturating_add(4).saturating_add(below));
        let inner = Frame::new(look.theme, "Import", size).draw(screen, buf);
        let heights = [Track::Length(1), Track::Length(1), Track::Length(1), Track::Fill(1)];
        let [top, row] = Split::vertical([Track::Fill(1), Track::Length(below)]).areas(inner);
        let [label, field, _, body] = Split::vertical(heights).areas(top);
        let height = usize::from(body.height);
        let first = self.scroll.first(lines.len(), height);
        for ((line, style), y) in lines.iter().skip(first).zip(body.top()..body.bottom()) {
            put_lines(&[line], *style, Rect { y, height: 1, ..body }, buf);
        }
        if lines.len() > height && height > 0 {
            put_lines(&[self.scroll.seen(lines.len(), height)], styles.quiet, Rect { height: 1, ..row }, buf);
        }
        (&buttons).render(row, buf);
        put_lines(&["Document, or folder of documents"], styles.heading, label, buf);
        let view = self.form.field(look, 0)?;
        let field = Rect { x: field.x.saturating_sub(1), width: field.width + 1, ..field };
        draw_field(look.theme, &view, self.form.is_on(0), field, buf)
    }
}
