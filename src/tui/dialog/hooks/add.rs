//! **Add Hook**.
//!
//! ```text
//! ┌ Add Hook ──────────────────────────────────────────────────────┐
//! │ Name                                                           │
//! │▌[ Chat                                                       ] │
//! │ Address or Command                                             │
//! │ [ https://chat.example/hooks/7                               ] │
//! │ Told Of                        Packs                           │
//! │ [ all, or released,late      ] [ every pack, or A, B         ] │
//! │ Variable with the Secret                                       │
//! │ [ requests are not signed                                    ] │
//! │                                      [ Cancel ]  [ Add Hook ]  │
//! └────────────────────────────────────────────────────────────────┘
//! ```

use chrono::DateTime;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    domain::{Hook, HookId, HookTarget, Refusal, RefusalKind, parse_kinds},
    engine::{EngineError, HookOrder},
    tui::{
        command::{Command, Commands, Dialog, Query, explain},
        dialog::{by_form::by_form, freezes::find_all},
        form::{Control, Form, Sheet},
        look::Look,
        widget::{Button, Tone},
    },
};

const NAME: usize = 0;
const TARGET: usize = 1;
const ON: usize = 2;
const PACKS: usize = 3;
const SECRET: usize = 4;

#[derive(Debug)]
pub(super) struct AddHookDialog {
    form: Form,
    /// What comes after it: the list, with the new one in it.
    then: fn() -> Command,
}

impl AddHookDialog {
    pub(super) fn new(then: fn() -> Command) -> Self {
        let form = Form::new(vec![
            ("Name", Control::text("", "such as Chat")),
            ("Address or Command", Control::text("", "https://…, or a command")),
            ("Told Of", Control::text("", "all, or released,late")),
            ("Packs", Control::text("", "every pack, or A, B")),
            ("Variable with the Secret", Control::text("", "requests are not signed")),
        ]);
        Self { form, then }
    }

    /// The hook as it stands, but for its packs.
    fn order(&self) -> Result<HookOrder, (usize, Refusal)> {
        let text = |at: usize| self.form.filled(at).unwrap_or_default();
        let target = text(TARGET);
        let target = if target.contains("://") && !target.contains(' ') {
            HookTarget::Url(target)
        } else {
            HookTarget::Command(target)
        };
        let on = self.form.filled(ON).map(|kinds| parse_kinds(&kinds)).transpose().map_err(|refusal| (ON, refusal))?;
        let order = HookOrder {
            name: text(NAME),
            target,
            on: on.unwrap_or_default(),
            packs: vec![],
            secret_env: self.form.filled(SECRET),
        };
        let place = |refusal: Refusal| match refusal {
            Refusal::Text { .. } => (NAME, refusal),
            Refusal::NotAVariable { .. } => (SECRET, refusal),
            refusal => (TARGET, refusal),
        };
        as_hook(&order).check().map_err(place)?;
        Ok(order)
    }

    fn submit(&mut self) -> Commands {
        let Some(order) = self.form.accept(self.order()) else { return vec![] };
        let (packs, then) = (self.form.text(PACKS), self.then);
        vec![
            Query::change("add the hook", move |engine| {
                engine.add_hook(&HookOrder { packs: find_all(&packs, |name| engine.find_pack(name))?, ..order })
            })
            .then(move |view| {
                let name = &view.hook.name;
                let told = match &view.elsewhere {
                    None => Command::Notify(Tone::Success, format!("{name} is told from now on")),
                    Some(why) => Command::Notify(Tone::Warning, format!("{name} is not told from here: {why}")),
                };
                vec![Command::Close, then(), told]
            }),
        ]
    }
}

/// What it would be.
fn as_hook(order: &HookOrder) -> Hook {
    Hook {
        id: HookId::from(""),
        name: order.name.clone(),
        target: order.target.clone(),
        on: order.on.clone(),
        packs: vec![],
        secret_env: order.secret_env.clone(),
        since: 0,
        created_by: String::new(),
        created_at: DateTime::UNIX_EPOCH,
    }
}

impl Dialog for AddHookDialog {
    by_form!(form);

    fn refused(&mut self, _: &'static str, error: &EngineError) -> Commands {
        match error {
            EngineError::Refused(refusal @ Refusal::NameTaken { .. }) => self.form.refuse(NAME, refusal.with_hint()),
            EngineError::Refused(refusal) if refusal.kind() == RefusalKind::NotFound => {
                self.form.refuse(PACKS, refusal.with_hint());
            }
            _ => return vec![explain("Failed to add the hook", error)],
        }
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let order = self.order();
        let wrong = |at: usize| self.form.fault_in(&order, at);
        let what = self.form.part(ON).beside(self.form.part(PACKS));
        let parts = [
            self.form.part(NAME).wrong(wrong(NAME).or_else(|| self.form.refused())),
            self.form.part(TARGET).wrong(wrong(TARGET)),
            what.wrong(wrong(ON)),
            self.form.part(SECRET).wrong(wrong(SECRET)),
        ];
        let submit = Button::new("Add Hook").enabled(order.is_ok());
        self.form.draw(look, &Sheet::new("Add Hook", submit), &parts, screen, buf)
    }
}
